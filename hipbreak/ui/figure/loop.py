"""Frames that come round: a movement repeats, so each of its frames is drawn only once.

Times are put on a grid of `RATE` frames a second that fits the figure's round, half as many where
a pose is held, and each frame is kept packed: unpacking it costs about a tenth of drawing it, and
a whole round takes 1 to 6 MB at 96 dpi. What no longer fits below the limit is drawn each time;
nothing is thrown out for it.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise

from PIL import Image

from hipbreak.ui.figure.changes import CIRCLING
from hipbreak.ui.figure.figure import Figure

RATE = 15
"""Frames a second."""
MOST = 14_000_000
"""Bytes of frames that one window keeps."""
DEPTHS = 96
"""Steps of a paced breath that are told apart: less than half a pixel each, also at 288 dpi."""
LATE = 0.75
"""How far, in frames, the picture may be from the clock before a frame is shown twice or not."""
_PACKING = "tga_rle"
"""Runs of one colour: three times as fast as deflating, in not quite twice the room."""
_LAYOUT = ("BGR", 1)
_BITS = 24

Name = tuple[str, int]


@dataclass(frozen=True, slots=True)
class Moment:
    """A moment on the grid: the time within the round, the breath, and the frame's name."""

    t: float
    breath: float | None
    name: Name | None
    """None: it may not come again."""


class Grid:
    """Puts the moments of one figure on its grid."""

    def __init__(self, figure: Figure) -> None:
        self._round = figure.round
        self._count = max(1, round(figure.round * RATE))
        self._only_breathes = _only_breathes(figure)
        self._seconds, self._holds = figure.seconds, _holds(figure)
        self._last = 0

    def at(self, t: float, breath: float | None) -> Moment:
        """The moment on the grid for time `t`; `breath` is given where it is paced."""
        if breath is None:
            index = self._index(t) % self._count
            if self._held(index):
                index -= index % 2
            return Moment(index * self._round / self._count, None, ("time", index))
        if not self._only_breathes:
            return Moment(t, breath, None)
        depth = round(min(1.0, max(0.0, breath)) * DEPTHS)
        return Moment(0.0, depth / DEPTHS, ("breath", depth))

    def _held(self, index: int) -> bool:
        within = index * self._round / self._count % self._seconds
        return any(start <= within <= end for start, end in self._holds)

    def _index(self, t: float) -> int:
        """The frame after the last one, unless the clock is elsewhere: its ticks are never quite
        even, and where they lie between two frames one would be seen twice, the next not."""
        exact, index = t * self._count / self._round, self._last + 1
        if abs(exact - index) >= LATE:
            index = round(exact)
        self._last = index
        return index


def _holds(figure: Figure) -> tuple[tuple[float, float], ...]:
    """From when to when in the loop nobody moves but for the breath.

    That is slow, so that half the frames show it as well; what circles or fades needs them all.
    """
    circles = figure.lens is not None and figure.lens.kind in CIRCLING
    fades = any(mark.during for mark in figure.marks)
    if circles or fades or figure.gait or figure.orbit:
        return ()
    if len(figure.keys) == 1:
        return ((0.0, figure.seconds),)
    return tuple(
        (here.at, after.at)
        for here, after in pairwise(figure.keys)
        if (here.pose, here.partner, here.glow) == (after.pose, after.partner, after.glow)
    )


def _only_breathes(figure: Figure) -> bool:
    """Nothing else moves, so that a depth of the breath is always the same picture."""
    moves = len(figure.keys) > 1 or figure.gait or figure.orbit or figure.marks
    return not moves and (figure.lens is None or figure.lens.kind not in CIRCLING)


class Kept:
    """The packed frames of the figure on show: one for all figures of a window."""

    def __init__(self, most: int = MOST) -> None:
        self._most, self.size = most, 0
        self._what: object = None
        self._frames: dict[Name, bytes] = {}
        self._latest: tuple[bytes, Image.Image] | None = None
        self._shape = (0, 0)

    def turn_to(self, what: object) -> None:
        """From now on frames of `what`: those of another figure are dropped."""
        if what != self._what:
            self._what, self._latest, self.size = what, None, 0
            self._frames.clear()

    def find(self, name: Name) -> Image.Image | None:
        """A kept frame; two that are equal in turn are the same picture."""
        packed = self._frames.get(name)
        if packed is None:
            return None
        if self._latest is None or self._latest[0] is not packed:
            picture = Image.frombytes("RGB", self._shape, packed, _PACKING, *_LAYOUT, _BITS)
            self._latest = packed, picture
        return self._latest[1]

    def keep(self, name: Name, picture: Image.Image) -> None:
        """Keep a frame, if there is room. One that is the last one again takes none."""
        if self._latest is None or self._latest[1] is not picture:
            if self.size >= self._most:
                return
            packed = picture.tobytes(_PACKING, *_LAYOUT)
            if self.size + len(packed) > self._most:
                return
            self._latest, self._shape = (packed, picture), picture.size
            self.size += len(packed)
        self._frames[name] = self._latest[0]
