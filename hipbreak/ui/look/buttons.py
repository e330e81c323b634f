"""Rounded buttons for ttk: nine-slice plates with hover, pressed, focused and disabled states.

A window is there sooner when only the plates are drawn that are seen at once: those of pointer
and keyboard follow when one of them comes to a button of their kind.
"""

from __future__ import annotations

import tkinter as tk
from dataclasses import dataclass, replace
from itertools import count
from tkinter import ttk
from typing import TYPE_CHECKING, Any
from weakref import WeakValueDictionary

from hipbreak.ui.look.faces import Faces
from hipbreak.ui.look.paint import ROUND, Corners, plate
from hipbreak.ui.look.photos import paint, photo
from hipbreak.ui.look.theme import Theme

if TYPE_CHECKING:
    from PIL import Image

RADIUS, RING, GAP = 9, 2, 2
"""Corner, focus ring and the gap between them, in pixels at 96 dpi."""


@dataclass(frozen=True, slots=True)
class _Kind:
    """One rank of button: theme colours by name, and its shape."""

    fill: str
    hover: str
    pressed: str
    text: str
    corners: Corners = ROUND
    joined: bool = False
    """Touches its neighbours: no margin, the focus ring lies inside."""
    pad_x: float = 18
    pad_y: float = 9
    bold: bool = False
    anchor: str = "center"
    ring: str = "focus"
    """The focus ring; of the ground's colour it lies on a fill that is as dark as rings are."""


KINDS = {
    "accent": _Kind("accent", "accent_hover", "accent_pressed", "on_accent", pad_x=24, bold=True),
    "soft": _Kind("soft", "soft_hover", "soft_pressed", "ink"),
    "listed": _Kind("soft", "soft_hover", "soft_pressed", "ink", anchor="w"),
    "ghost": _Kind("bg", "soft", "soft_hover", "muted", pad_x=14),
    "alarm": _Kind("soft", "soft_hover", "soft_pressed", "alarm"),
    "first": _Kind(
        "soft", "soft_hover", "soft_pressed", "ink", (True, False, False, True), True, 14
    ),
    "middle": _Kind(
        "soft", "soft_hover", "soft_pressed", "ink", (False, False, False, False), True, 12
    ),
    "last": _Kind(
        "soft", "soft_hover", "soft_pressed", "ink", (False, True, True, False), True, 14
    ),
    "only": _Kind("soft", "soft_hover", "soft_pressed", "ink", joined=True, pad_x=14),
    "chip": _Kind("soft", "soft_hover", "soft_pressed", "ink", pad_x=12, pad_y=5),
    "chip-on": _Kind("tint", "tint", "tint", "on_tint", pad_x=12, pad_y=5),
    "tab": _Kind("bg", "soft", "soft_hover", "muted", pad_x=11, pad_y=5),
    "tab-on": _Kind("tint", "tint", "tint", "on_tint", pad_x=11, pad_y=5),
    "nav": _Kind("bg", "soft", "soft_hover", "ink", pad_x=12, pad_y=7, anchor="w"),
    "nav-on": _Kind("tint", "tint", "tint", "on_tint", pad_x=12, pad_y=7, anchor="w"),
    "link": _Kind("bg", "bg", "bg", "teal", pad_x=4, pad_y=2),
}
_PLACES = ("first", "middle", "last", "only")
KINDS |= {f"slim-{_name}": replace(KINDS[_name], pad_y=4) for _name in _PLACES}
for _name in (*_PLACES, *(f"slim-{place}" for place in _PLACES)):
    KINDS[f"{_name}-on"] = replace(
        KINDS[_name],
        fill="on_tint", hover="on_tint", pressed="on_tint", text="bg", ring="bg",
    )  # fmt: skip

_SERIAL = count()
"""Tk keeps a style for the life of its root, so each look gives its own another name."""


def joined(number: int) -> tuple[str, ...]:
    """The kinds of `number` buttons that stand side by side as one piece."""
    if number < 2:
        return ("only",) * number
    return ("first", *("middle",) * (number - 2), "last")


_UNFINISHED: WeakValueDictionary[str, Buttons] = WeakValueDictionary()
"""Whose style it is, by its name, while some of its plates are still to be drawn."""


def finish(button: ttk.Button) -> None:
    """Draw what this button's style lacks."""
    name = str(button.cget("style"))
    buttons = _UNFINISHED.pop(name, None)
    if buttons is not None:
        buttons.finish(name)


def _came(event: tk.Event[tk.Misc]) -> None:
    if isinstance(event.widget, ttk.Button):
        finish(event.widget)


def _wait_for_somebody(root: tk.Misc) -> None:
    """Once for all buttons of this root."""
    for event in ("<Enter>", "<FocusIn>"):
        if _came.__name__ not in root.bind_class("TButton", event):
            root.bind_class("TButton", event, _came, add="+")


class Buttons:
    """Makes each kind's ttk style when it is first wanted, and keeps its pictures alive."""

    def __init__(self, root: tk.Misc, theme: Theme, scale: float, faces: Faces) -> None:
        self._root, self._theme, self._scale, self._faces = root, theme, scale, faces
        self._made: set[str] = set()
        self._kept: list[tk.PhotoImage] = []
        self._later: dict[str, list[tuple[tk.PhotoImage, _Kind, str, bool]]] = {}
        self._style = ttk.Style(root)
        self._serial = next(_SERIAL)
        _wait_for_somebody(root)

    def style(self, kind: str) -> str:
        """The name of the ttk style of this kind."""
        name = f"{kind}.x{self._serial}.Hip.TButton"
        if kind not in self._made:
            self._made.add(kind)
            self._make(name, KINDS[kind])
        return name

    def _px(self, length: float) -> int:
        return max(1, round(length * self._scale))

    def finish(self, name: str) -> None:
        """Draw what is left of this style."""
        for picture, kind, colour, focused in self._later.pop(name):
            paint(picture, self._plate(kind, colour, focused))

    def _picture(self, name: str, kind: _Kind, colour: str, focused: bool) -> tk.PhotoImage:
        """The plate, or its room until it is wanted."""
        if colour == kind.fill and not focused:
            made = photo(self._root, self._plate(kind, colour, focused))
        else:
            side = self._side(kind)
            made = tk.PhotoImage(master=self._root, width=side, height=side)
            self._later.setdefault(name, []).append((made, kind, colour, focused))
        self._kept.append(made)
        return made

    def _margin(self, kind: _Kind) -> int:
        return 0 if kind.joined else self._px(RING + GAP)

    def _side(self, kind: _Kind) -> int:
        return 2 * (self._margin(kind) + self._px(RADIUS)) + 4

    def _plate(self, kind: _Kind, colour: str, focused: bool) -> Image.Image:
        margin, radius = self._margin(kind), self._px(RADIUS)
        outlined = self._theme.line and kind.fill != "bg"
        return plate(
            self._side(kind),
            radius,
            self._theme.bg,
            getattr(self._theme, colour),
            getattr(self._theme, kind.ring) if focused else None,
            margin,
            self._px(RING),
            kind.corners,
            (self._theme.line, self._px(1)) if outlined else None,
            self._px(RING) if kind.ring == "bg" else 0,
            kind.joined and not kind.corners[1],
        )

    def _make(self, name: str, kind: _Kind) -> None:
        margin = self._margin(kind)
        border = margin + self._px(RADIUS)
        colours = {kind.fill, kind.hover, kind.pressed}
        plain = {colour: self._picture(name, kind, colour, False) for colour in colours}
        ringed = {colour: self._picture(name, kind, colour, True) for colour in colours}
        _UNFINISHED[name] = self
        element = f"{name}.plate"
        self._style.element_create(
            element,
            "image",
            plain[kind.fill],
            ("disabled", plain[kind.fill]),
            ("pressed", "focus", ringed[kind.pressed]),
            ("pressed", plain[kind.pressed]),
            ("active", "focus", ringed[kind.hover]),
            ("focus", ringed[kind.fill]),
            ("active", plain[kind.hover]),
            border=border,
            sticky="nsew",
            padding=0,
        )
        label = ("Button.label", {"sticky": "nsew"})
        inner = ("Button.padding", {"sticky": "nsew", "children": [label]})
        spec: Any = [(element, {"sticky": "nsew", "children": [inner]})]
        self._style.layout(name, spec)
        self._style.configure(
            name,
            padding=(margin + self._px(kind.pad_x), margin + self._px(kind.pad_y)),
            foreground=getattr(self._theme, kind.text),
            background=self._theme.bg,
            font=self._faces("strong" if kind.bold else "label"),
            anchor=kind.anchor,
            borderwidth=0,
        )
        self._style.map(name, foreground=[("disabled", self._theme.disabled)])
