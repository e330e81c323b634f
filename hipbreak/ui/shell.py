"""A window's beginning: one hidden Tk root with our font, the real scale and the right theme."""

from __future__ import annotations

import tkinter as tk
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from hipbreak.ui.barrier import Barrier
from hipbreak.ui.look.kit import Kit
from hipbreak.ui.look.scale import real_scale
from hipbreak.ui.look.theme import LIGHT, THEMES, Theme
from hipbreak.ui.root import Begun, begin

if TYPE_CHECKING:
    from hipbreak.protocol import Look


@dataclass(frozen=True, slots=True)
class Shell:
    """A root that is not on the screen yet, and what to build with."""

    root: tk.Tk
    kit: Kit
    barrier: Barrier
    reduced_motion: bool


def open_shell(name: str, look: Look, grow: float = 1.0, begun: Begun | None = None) -> Shell:
    """The hidden root of the window `name`; `grow` makes everything larger (1.0 to 1.5).

    Nobody can write in it, if `begun` is not there and says otherwise.
    """
    root, bundled = begun or begin()
    theme = _theme(look)
    root.configure(background=theme.bg)
    scale = real_scale(root) * min(1.5, max(1.0, grow))
    kit = Kit(root, theme, scale, _text_scale(look), bundled)
    return Shell(root, kit, Barrier(root, name), look.reduced_motion)


def dressed(kit: Kit, look: Look) -> Kit:
    """The kit of the same window in this look."""
    return kit.dressed(_theme(look), kit.scale, _text_scale(look))


def show_icon(root: tk.Tk) -> None:
    """Give an ordinary window our icon. Without the files it has none, which harms nobody."""
    from hipbreak.adapters.paths import data_dir
    from hipbreak.core.errors import UserError

    try:
        icons = [data_dir("icons") / f"hipbreak-{size}.png" for size in (64, 32, 16)]
        root.iconphoto(True, *(tk.PhotoImage(master=root, file=str(icon)) for icon in icons))
    except (UserError, tk.TclError):
        return


def _theme(look: Look) -> Theme:
    return replace(THEMES.get(_theme_name(look), LIGHT), skin=look.skin, hair=look.hair)


def _text_scale(look: Look) -> float:
    return min(2.0, max(0.8, look.text_scale))


def _theme_name(look: Look) -> str:
    if look.theme != "auto":
        return look.theme
    from hipbreak.adapters.appearance import system_theme

    return system_theme()
