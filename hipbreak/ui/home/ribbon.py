"""The strip of today as a picture, with its hours below and what its colours mean."""

from __future__ import annotations

import tkinter as tk

from PIL import Image, ImageDraw

from hipbreak.ui.home.strip import HOUR, Strip
from hipbreak.ui.look.kit import Kit
from hipbreak.ui.look.photos import photo
from hipbreak.ui.look.theme import Theme

HEIGHT = 40
"""In pixels at 96 dpi, with the marks that stand out above and below."""
SS = 4
TOP, BOTTOM = 0.22, 0.78
"""Where the band lies between the tips of its marks."""
LEGEND = (
    ("●", "sitting", "sitting"),
    ("●", "standing", "standing"),
    ("●", "disabled", "away"),
    ("●", "accent", "break done"),
    ("○", "accent", "next break"),
)
"""Mark, colour and meaning."""


class Ribbon(tk.Frame):
    """Changes only through `show`."""

    def __init__(self, kit: Kit, parent: tk.Misc, width: float) -> None:
        super().__init__(parent, background=kit.theme.bg)
        self._kit, self._width = kit, width
        self._drawn: Strip | None = None
        self._picture = tk.Label(self, background=kit.theme.bg, borderwidth=0, padx=0, pady=0)
        self._picture.pack(anchor="w")
        self._hours = kit.frame(self)
        self._hours.configure(width=kit.px(width), height=kit.px(18 * kit.text_scale))
        self._hours.pack(anchor="w", pady=(kit.px(2), 0))
        self._meanings: tuple[tuple[str, str, str], ...] = ()
        self._legend = kit.frame(self)
        self._legend.pack(anchor="w")

    def show(self, day: Strip) -> None:
        if day == self._drawn:
            return
        self._drawn = day
        kit = self._kit
        size = kit.px(self._width), kit.px(HEIGHT)
        self._photo = photo(kit.root, picture(day, size, kit.theme))
        self._picture.configure(image=self._photo)
        self._name_hours(day)
        self._explain(meanings(day))

    def _explain(self, found: tuple[tuple[str, str, str], ...]) -> None:
        """What the colours mean that are there."""
        if found == self._meanings:
            return
        self._meanings = found
        for child in self._legend.winfo_children():
            child.destroy()
        kit = self._kit
        below = legend(kit, self._legend, found) if found else kit.frame(self._legend)
        below.pack(anchor="w", pady=(kit.px(10) if found else 0, 0))

    def _name_hours(self, day: Strip) -> None:
        for child in self._hours.winfo_children():
            child.destroy()
        first, last = round(day.start / HOUR), round(day.end / HOUR)
        step = (2 if last - first <= 14 else 4) * (1 if self._kit.text_scale < 1.4 else 2)
        for hour in range(first, last + 1, step):
            share = (hour - first) / (last - first)
            anchor = "nw" if hour == first else "ne" if hour == last else "n"
            name = self._kit.label(self._hours, f"{hour % 24}:00", "tiny", "muted")
            name.place(relx=share, y=0, anchor=anchor)  # type: ignore[arg-type]  # one of Tk's own


def meanings(day: Strip) -> tuple[tuple[str, str, str], ...]:
    """The marks that are on this day, each with its colour and meaning."""
    there = day.sitting, day.standing, day.away, day.breaks, day.due is not None
    return tuple(line for line, seen in zip(LEGEND, there, strict=True) if seen)


def legend(kit: Kit, parent: tk.Misc, entries: tuple[tuple[str, str, str], ...]) -> tk.Frame:
    """A line of coloured marks with what they mean."""
    line = kit.frame(parent)
    for mark, colour, text in entries:
        kit.label(line, mark, "small", colour).pack(side="left", padx=(0, kit.px(6)))
        kit.label(line, text, "small", "muted").pack(side="left", padx=(0, kit.px(18)))
    return line


def picture(day: Strip, size: tuple[int, int], theme: Theme) -> Image.Image:
    """The band with its pieces, and on it the breaks, now and the next one."""
    width, height = size[0] * SS, size[1] * SS
    top, bottom = height * TOP, height * BOTTOM
    band = _band(day, width, height, theme)
    mask = Image.new("L", (width, height), 0)
    radius = (bottom - top) * 0.28
    ImageDraw.Draw(mask).rounded_rectangle((0, top, width - 1, bottom), radius, fill=255)
    made = Image.new("RGB", (width, height), theme.bg)
    made.paste(band, mask=mask)
    draw = ImageDraw.Draw(made)
    reach = height * 0.06
    for time in day.breaks:
        _capsule(draw, day.at(time) * width, reach, height, theme.accent, theme.bg)
    if day.due is not None:
        _capsule(draw, day.at(day.due) * width, reach, height, theme.accent, theme.bg, hollow=True)
    if day.now is not None:
        _needle(draw, day.at(day.now) * width, reach, height, theme)
    return made.reduce(SS)


def _band(day: Strip, width: int, height: int, theme: Theme) -> Image.Image:
    band = Image.new("RGB", (width, height), theme.track)
    draw = ImageDraw.Draw(band)
    thin = (0.46, 0.54)
    kinds = (
        (day.away, theme.disabled, thin),
        (day.standing, theme.standing, (0.0, 1.0)),
        (day.sitting, theme.sitting, (0.0, 1.0)),
    )
    for pieces, colour, (high, low) in kinds:
        for start, end in pieces:
            left = day.at(start) * width
            right = max(left + SS, day.at(end) * width)
            draw.rectangle((left, high * height, right, low * height), colour)
    return band


def _capsule(
    draw: ImageDraw.ImageDraw,
    x: float,
    reach: float,
    height: int,
    colour: str,
    ground: str,
    hollow: bool = False,
) -> None:
    """An upright mark with a rim of the ground, which sets it off from any piece."""
    x = max(reach * 2, x)
    draw.rounded_rectangle((x - reach * 2, 0, x + reach * 2, height), reach * 2, fill=ground)
    low = height - 1 - reach
    draw.rounded_rectangle((x - reach, reach, x + reach, low), reach, fill=colour)
    if hollow:
        inner = reach * 0.45
        draw.rounded_rectangle(
            (x - inner, reach * 1.6, x + inner, low - reach * 0.6), inner, ground
        )


def _needle(draw: ImageDraw.ImageDraw, x: float, reach: float, height: int, theme: Theme) -> None:
    """Now: a fine line with a head."""
    fine = reach * 0.4
    draw.rectangle((x - fine * 2.4, 0, x + fine * 2.4, height), fill=theme.bg)
    draw.rectangle((x - fine, reach, x + fine, height), fill=theme.ink)
    draw.ellipse((x - reach * 1.5, 0, x + reach * 1.5, reach * 3), fill=theme.ink)
