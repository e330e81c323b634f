"""The player as large as the screen allows: tall when there is room, else wide, else smaller."""

from __future__ import annotations

import tkinter as tk
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace

from hipbreak.adapters.monitors import Rect
from hipbreak.core.facts import Feel
from hipbreak.core.routine import Routine
from hipbreak.ui.look.kit import Kit
from hipbreak.ui.pages import AdvicePage, CautionPage, EndPage, HurtPage, ReadyPage, TightnessPage
from hipbreak.ui.place import centre, pointer_screen
from hipbreak.ui.player_state import LOOSENS, STOP_REASONS, Play
from hipbreak.ui.samples import samples
from hipbreak.ui.scenes import Figures
from hipbreak.ui.stage import LOW, TALL, Actions, Layout, Stage

FRAME = 34
"""What a window manager's frame may take, in pixels at 96 dpi."""
SMALLEST_FIGURE = 190
"""Below this height the tall layout is given up."""
USUAL_PAGES = 552, 345
"""No page that every drill has is larger, with our letters and text that is not enlarged: they
need not be built before the window is there, only to be measured (ours)."""
_SHRINK = 0.93
_ANY = 1 << 20


@dataclass(frozen=True, slots=True)
class Fitted:
    """A stage with its figure's size settled, and where the window goes."""

    kit: Kit
    layout: Layout
    stage: Stage
    width: int
    height: int
    work: Rect

    @property
    def inner(self) -> float:
        """Width of the words on a page, in pixels at 96 dpi."""
        return self.layout.inner

    def end(self, play: Play, felt: Callable[[Feel], object]) -> tk.Frame:
        page = EndPage(self.kit, self.inner, play, felt)
        page.show_figure(self.height)
        return page

    def make_room(self, root: tk.Tk, page: tk.Frame) -> None:
        """Every page has room already."""

    def put(self, root: tk.Tk) -> None:
        x, y = centre(self.work, self.width, self.height + self.kit.px(FRAME))
        root.geometry(f"{self.width}x{self.height}+{x}+{y}")


def fit(
    kit: Kit,
    routine: Routine,
    first_side: str,
    actions: Actions,
    figures: Figures,
) -> Fitted:
    """The first layout that fits, tall before wide before smaller; on a screen that is too
    small for any, the smallest one."""
    work = pointer_screen(kit.root).work
    limit = work.width - kit.px(8), work.height - kit.px(FRAME)
    shrunk = kit
    while True:
        last = shrunk.scale * _SHRINK < kit.smallest
        for layout in (TALL, LOW):
            sized = replace(layout, width=layout.width * (1 + (kit.text_scale - 1) * 0.6))
            room = (_ANY, _ANY) if last and layout is LOW else limit
            made = _try(shrunk, sized, routine, first_side, actions, figures, room)
            if made is not None:
                return Fitted(shrunk, sized, *made, work)
        shrunk = shrunk.smaller(_SHRINK)


def _try(
    kit: Kit,
    layout: Layout,
    routine: Routine,
    first_side: str,
    actions: Actions,
    figures: Figures,
    limit: tuple[int, int],
) -> tuple[Stage, int, int] | None:
    """The stage and the window's size, or None when it is too large."""
    stage = Stage(kit, layout, routine, actions, figures)
    least = kit.px(layout.figure[1] if layout.wide else SMALLEST_FIGURE)
    stage.size_figure(kit.px(layout.figure[0]), least)
    plays = samples(routine, first_side)
    stage.reserve(plays)
    kit.root.update_idletasks()
    whole = stage.winfo_reqheight() + kit.px(layout.figure[1]) - least
    sizes = [(stage.winfo_reqwidth(), stage.winfo_reqheight())]
    sizes += sizes_of(kit, own_pages(kit, layout.inner, routine))
    if not _has_room(kit, stage.winfo_reqwidth(), min(limit[1], whole)):
        sizes += sizes_of(kit, usual_pages(kit, layout.inner, plays[0]))
    width, height = map(max, zip(*sizes, strict=True))
    if width > limit[0] or height > limit[1]:
        stage.destroy()
        return None
    if not layout.wide:
        room = min(limit[1], max(height, whole))
        figure = least + room - stage.winfo_reqheight()
        stage.size_figure(kit.px(layout.figure[0]), figure)
        height = room
    return stage, width, height


def _has_room(kit: Kit, width: int, height: int) -> bool:
    """Every usual page has it in a window of this size, without a look."""
    known = kit.bundled and kit.text_scale <= 1.0
    return known and width >= kit.px(USUAL_PAGES[0]) and height >= kit.px(USUAL_PAGES[1])


def _nothing(*_: object) -> None: ...


def usual_pages(kit: Kit, inner: float, play: Play) -> Iterator[tk.Frame]:
    """The pages without a figure that every drill has."""
    yield HurtPage(kit, inner, _nothing)
    yield EndPage(kit, inner, play, _nothing)
    yield TightnessPage(kit, inner, play, _nothing)
    for reason in STOP_REASONS:
        yield AdvicePage(kit, inner, reason, _nothing)


def own_pages(kit: Kit, inner: float, routine: Routine) -> Iterator[tk.Frame]:
    """The pages that only some drills begin with."""
    if routine.kind in LOOSENS:
        yield ReadyPage(kit, inner, routine, _nothing, _nothing)
    if routine.pressure:
        yield CautionPage(kit, inner, routine, _nothing, _nothing, _nothing)


def sizes_of(kit: Kit, pages: Iterable[tk.Frame]) -> list[tuple[int, int]]:
    """How much room these pages want; they are let go of."""
    built = list(pages)
    kit.root.update_idletasks()
    sizes = [(page.winfo_reqwidth(), page.winfo_reqheight()) for page in built]
    for page in built:
        page.destroy()
    return sizes
