"""The figures of a routine, asked for in one place."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

from hipbreak.core.errors import HipbreakError
from hipbreak.core.routine import Cue, Routine, Step

if TYPE_CHECKING:
    from PIL import Image

    from hipbreak.ui.figure import Kept, Scene
    from hipbreak.ui.look.photos import MovingPart
    from hipbreak.ui.look.theme import Theme

Size = tuple[int, int]


def figure_name(routine: Routine, step: Step | None) -> str:
    return (step.figure if step else "") or routine.id


class _Disc:
    """What stands for a figure that cannot be read: the circle behind it. A break goes on."""

    def __init__(self, theme: Theme, size: Size) -> None:
        from hipbreak.ui.look.paint import disc

        self._picture = disc(size, theme.bg, theme.tint)

    def frame(self, t: float, breath: float | None = None) -> Image.Image:
        return self._picture

    part = frame
    corner = (0, 0)

    def still(self) -> Image.Image:
        return self._picture


def _scene(
    theme: Theme, name: str, size: Size, side: str, kept: Kept | None = None
) -> Scene | _Disc:
    from hipbreak.ui.figure import Scene

    try:
        return Scene(name, theme.name, size, side, theme.bg, theme.skin, theme.hair, kept)
    except HipbreakError as error:
        print(f"hipbreak: the figure {name!r} cannot be shown: {error}", file=sys.stderr)
        return _Disc(theme, size)


def still(theme: Theme, routine: Routine, size: Size) -> Image.Image:
    """One picture that stands for the whole routine."""
    from hipbreak.ui.figure import has_figure

    first = next((step for step in routine.steps if step.seconds), None)
    name = routine.id if has_figure(routine.id) else figure_name(routine, first)
    return _scene(theme, name, size, "").still()


class Figures:
    """The moving figures of one routine; each is made when its step first comes.

    The frames of the one on show are kept; its other side has the same.
    """

    def __init__(self, theme: Theme, routine: Routine, reduced_motion: bool) -> None:
        self._theme, self._routine, self._reduced = theme, routine, reduced_motion
        self._made: dict[tuple[str, str, Size], Scene | _Disc] = {}
        self._shown: tuple[str, str, Size] | None = None
        self._kept: Kept | None = None

    def paint(
        self,
        onto: MovingPart,
        cue: Cue,
        size: Size,
        seconds: float,
        breath: float | None = None,
        still: bool = False,
    ) -> None:
        """Paint this moment of the step; `still`: what is on show may stay, if it is this step."""
        key = figure_name(self._routine, cue.step), cue.side, size
        new = key != self._shown
        self._shown = key
        if not new and (still or self._reduced):
            return
        scene = self._scene(*key)
        if self._reduced:
            onto.paint(scene.still())
        elif new:
            onto.paint(scene.frame(seconds, breath))
        else:
            onto.paint_part(scene.part(seconds, breath), scene.corner)

    def _scene(self, name: str, side: str, size: Size) -> Scene | _Disc:
        from hipbreak.ui.figure import Kept

        if self._kept is None:
            self._kept = Kept()
        self._kept.turn_to((name, size))
        key = name, side, size
        if key not in self._made:
            self._made[key] = _scene(self._theme, name, size, side, self._kept)
        return self._made[key]

    def blank(self, size: Size) -> Image.Image:
        """Nothing, as large as a figure, until the first one is drawn."""
        from PIL import Image

        self._shown = None
        return Image.new("RGB", size, self._theme.bg)
