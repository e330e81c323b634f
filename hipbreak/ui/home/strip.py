"""Today as a strip of time: when the person sat and stood, and where the breaks were."""

from __future__ import annotations

import tkinter as tk
from collections.abc import Iterable
from dataclasses import dataclass
from math import ceil, floor

from hipbreak.core.facts import BreakEnded, Fact, Span, SpanKind
from hipbreak.core.moment import DAY
from hipbreak.core.week import BreakClass, counts, natural, standing_facts
from hipbreak.ui.look.kit import Kit
from hipbreak.ui.look.paint import Piece, time_strip
from hipbreak.ui.look.photos import photo

HOUR = 3600.0
FIRST_HOUR, LAST_HOUR = 8, 18
"""What the strip shows at least."""


@dataclass(frozen=True, slots=True)
class Strip:
    """One local day. Times in seconds since its midnight."""

    start: float
    end: float
    sitting: tuple[tuple[float, float], ...]
    standing: tuple[tuple[float, float], ...]
    breaks: tuple[float, ...]
    """When a break was done, without the natural ones."""


def strip(facts: Iterable[Fact], day: int) -> Strip:
    """What of these facts lies on this local day."""
    valid = standing_facts(facts)
    spans = {
        kind: tuple(
            piece
            for fact in valid
            if isinstance(fact, Span) and fact.kind is kind and (piece := _within(fact, day))
        )
        for kind in (SpanKind.SITTING, SpanKind.STANDING)
    }
    done = tuple(
        fact.start.local - day * DAY
        for fact in valid
        if isinstance(fact, BreakEnded) and fact.start.local_day == day and _done(fact)
    )
    times = [time for pieces in spans.values() for piece in pieces for time in piece] + [*done]
    start = min([FIRST_HOUR * HOUR, *(floor(time / HOUR) * HOUR for time in times)])
    end = max([LAST_HOUR * HOUR, *(ceil(time / HOUR) * HOUR for time in times)])
    return Strip(start, end, spans[SpanKind.SITTING], spans[SpanKind.STANDING], done)


def _within(span: Span, day: int) -> tuple[float, float] | None:
    start = max(0.0, span.start.local - day * DAY)
    end = min(DAY, span.end.local - day * DAY)
    return (start, end) if end > start else None


def _done(fact: BreakEnded) -> bool:
    kind = BreakClass(fact.kind, fact.evidence, fact.outcome)
    return counts(kind) and not natural(kind)


class StripView(tk.Frame):
    """The strip with its hours below."""

    def __init__(self, kit: Kit, parent: tk.Misc, width: float) -> None:
        super().__init__(parent, background=kit.theme.bg)
        self._kit, self._width = kit, width
        self._drawn: Strip | None = None
        self._picture = tk.Label(self, background=kit.theme.bg, borderwidth=0, padx=0, pady=0)
        self._picture.pack(anchor="w")
        self._hours = kit.frame(self)
        self._hours.configure(width=kit.px(width), height=kit.px(20 * kit.text_scale))
        self._hours.pack(anchor="w", pady=(kit.px(4), 0))

    def show(self, day: Strip) -> None:
        if day == self._drawn:
            return
        self._drawn = day
        kit, theme = self._kit, self._kit.theme
        length = day.end - day.start

        def at(time: float) -> float:
            return (time - day.start) / length

        pieces: list[Piece] = [(at(a), at(b), theme.sitting) for a, b in day.sitting]
        pieces += [(at(a), at(b), theme.standing) for a, b in day.standing]
        self._photo = photo(
            kit.root,
            time_strip(
                (kit.px(self._width), kit.px(26)),
                (theme.bg, theme.track, theme.accent),
                pieces,
                [at(time) for time in day.breaks],
            ),
        )
        self._picture.configure(image=self._photo)
        self._name_hours(day)

    def _name_hours(self, day: Strip) -> None:
        for child in self._hours.winfo_children():
            child.destroy()
        first, last = round(day.start / HOUR), round(day.end / HOUR)
        step = 2 if last - first <= 14 else 4
        for hour in range(first, last + 1, step):
            share = (hour - first) / (last - first)
            anchor = "nw" if hour == first else "ne" if hour == last else "n"
            name = self._kit.label(self._hours, f"{hour % 24}:00", "tiny", "muted")
            name.place(relx=share, y=0, anchor=anchor)  # type: ignore[arg-type]  # one of Tk's own
