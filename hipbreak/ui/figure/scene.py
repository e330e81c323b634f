"""A scene: one figure at one size, drawn frame by frame over a background that is kept."""

from __future__ import annotations

import math
from collections.abc import Iterator

from PIL import Image

from hipbreak.ui.figure.backdrop import WALKWAY, draw_backdrop, draw_shadows, draw_walkway
from hipbreak.ui.figure.canvas import canvas_for
from hipbreak.ui.figure.figure import Figure
from hipbreak.ui.figure.lens import LensPicture
from hipbreak.ui.figure.marks import draw_marks
from hipbreak.ui.figure.motion import pose_at, quiet_breath
from hipbreak.ui.figure.palette import palette_for
from hipbreak.ui.figure.pen import Pen
from hipbreak.ui.figure.person import draw_body
from hipbreak.ui.figure.rig import Skeleton, solve
from hipbreak.ui.figure.shelf import has_figure, shipped_figure
from hipbreak.ui.figure.vec import Point, Vec, add

CALM = "calm"
"""The figure shown for a name that has none: someone who sits and breathes."""
MARGIN = 16.0
"""Centimetres round the joints that their flesh and clothes may take."""
MOMENTS = 24
"""Moments of the loop that are looked at to learn which part of the picture ever changes."""


class Scene:
    """A figure that moves: `frame(t)` for a moment, `still()` for the most telling one.

    `side` mirrors the figure when the side meant is not the one it is drawn for. `background`:
    `#RRGGBB` of the window it lies in. Only the part of the picture that ever changes is drawn
    anew for a frame.
    """

    def __init__(
        self,
        name: str | Figure,
        theme: str = "light",
        size: tuple[int, int] = (480, 340),
        side: str = "",
        background: str | None = None,
    ) -> None:
        if isinstance(name, str):
            name = shipped_figure(name if has_figure(name) else CALM)
        self.figure = name
        self.size = size
        self.palette = palette_for(theme, background)
        self.mirrored = bool(name.meant and side and side != name.meant)
        canvas = self._canvas = canvas_for(name.view, size)
        self._lens = LensPicture(name.lens, canvas, self.palette) if name.lens else None
        large = draw_backdrop(name, canvas, self.palette)
        fine = canvas.fine
        self._background = large.reduce(fine)
        left, top, right, bottom = self._moving_part()
        self._corner = (left, top)
        self._patch = large.crop((left * fine, top * fine, right * fine, bottom * fine))
        self._patch_camera = canvas.camera.shifted(-left * fine, -top * fine)

    @property
    def seconds(self) -> float:
        """Length of the loop."""
        return self.figure.seconds

    def skeleton(self, t: float, breath: float | None = None) -> Skeleton:
        """The joints at a moment, before mirroring."""
        pose, _ = pose_at(self.figure, t)
        return solve(pose, quiet_breath(t) if breath is None else min(1.0, max(0.0, breath)))

    def on_picture(self, v: Vec) -> Point:
        """Where a world point lies on the finished picture, in pixels."""
        x, y = self._canvas.camera.point(v)
        x, y = x / self._canvas.fine, y / self._canvas.fine
        return (self.size[0] - x if self.mirrored else x, y)

    def frame(self, t: float, breath: float | None = None) -> Image.Image:
        """The picture `t` seconds into the step; `breath`: fullness of the lungs, 0 to 1."""
        body, figure = self.skeleton(t, breath), self.figure
        _, glow = pose_at(figure, t)
        patch = self._patch.copy()
        pen = Pen(patch, self._patch_camera, self.palette)
        draw_shadows(pen, body)
        if figure.gait:
            draw_walkway(pen, figure.gait, t)
        draw_marks(pen, body, figure.marks, (glow, t), behind=True)
        draw_body(pen, body, figure, glow, t)
        draw_marks(pen, body, figure.marks, (glow, t), behind=False)
        if self._lens:
            self._lens.draw(pen, body, figure, glow, t)
        picture = self._background.copy()
        picture.paste(patch.reduce(self._canvas.fine), self._corner)
        if self.mirrored:
            return picture.transpose(Image.Transpose.FLIP_LEFT_RIGHT)
        return picture

    def still(self) -> Image.Image:
        """The most telling picture, for a card or for reduced motion."""
        return self.frame(self.figure.still, 0.8)

    def _moving_part(self) -> tuple[int, int, int, int]:
        """The part of the picture that ever changes, in whole pixels of the finished one."""
        camera, fine = self._canvas.camera, self._canvas.fine
        points = [camera.point(v) for v in self._ever_touched()]
        pad = MARGIN * camera.k
        xs, ys = [x for x, _ in points], [y for _, y in points]
        left, right, top, bottom = min(xs) - pad, max(xs) + pad, min(ys) - pad, max(ys) + pad
        if self._lens:
            x, y, r = self._lens.place()
            left, right, top, bottom = (
                min(left, x - r),
                max(right, x + r),
                min(top, y - r),
                max(bottom, y + r),
            )
        return (
            max(0, math.floor(left / fine)),
            max(0, math.floor(top / fine)),
            min(self.size[0], math.ceil(right / fine)),
            min(self.size[1], math.ceil(bottom / fine)),
        )

    def _ever_touched(self) -> Iterator[Vec]:
        for i in range(MOMENTS):
            yield from _extent(self.skeleton(self.seconds * i / MOMENTS, i % 2), self.figure)
        if self.figure.gait:
            yield from ((-WALKWAY, 0.0, 0.0), (WALKWAY, 0.0, 0.0))


def _extent(body: Skeleton, figure: Figure) -> Iterator[Vec]:
    yield from (body.head.at, body.head.point((-12.0, 8.0, 0.0)), body.pelvis.at)
    for limb in (*body.legs.values(), *body.arms.values()):
        yield from (limb.root, limb.joint, limb.tip, limb.end.point((15.0, 0.0, 0.0)))
    for mark in figure.marks:
        frame = body.frame(mark.on)
        at = frame.point(mark.at)
        if mark.kind == "line":
            yield from (at, frame.point(add(mark.at, mark.to)))
        else:
            reach = 1.5 * mark.radius
            yield from ((at[0] - reach, 0.0, at[2] - reach), (at[0] + reach, 0.0, at[2] + reach))
            yield from (add(at, (-reach, 0.0, 0.0)), add(at, (reach, 0.0, 0.0)))
