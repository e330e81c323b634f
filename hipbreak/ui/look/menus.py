"""A menu in the theme's colours."""

from __future__ import annotations

import tkinter as tk

from hipbreak.ui.look.kit import Kit


def menu(kit: Kit, parent: tk.Misc) -> tk.Menu:
    """An empty one; Tk draws it, in our face and colours.

    It stands out by its ground: Tk's own outlines are black, or shaded as of old.
    """
    theme = kit.theme
    return tk.Menu(
        parent,
        tearoff=False,
        font=kit.faces("text"),
        background=theme.soft_hover if theme.line else theme.soft,
        foreground=theme.ink,
        disabledforeground=theme.muted,
        activebackground=theme.tint,
        activeforeground=theme.on_tint,
        selectcolor=theme.focus,
        borderwidth=max(1, kit.px(1)),
        activeborderwidth=kit.px(3),
        relief="solid" if theme.line else "flat",
    )
