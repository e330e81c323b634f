"""The round close-up beside the figure: a place drawn larger, or a nearer camera.

Its rim and its stalk never move and belong to the backdrop; only what is inside is drawn anew.
"""

from __future__ import annotations

import math

from PIL import Image, ImageDraw

from hipbreak.ui.figure.ankles import draw_ankles, draw_levels
from hipbreak.ui.figure.camera import Camera, View
from hipbreak.ui.figure.canvas import Canvas
from hipbreak.ui.figure.figure import Figure, Lens
from hipbreak.ui.figure.heel import draw_heel, draw_thumb
from hipbreak.ui.figure.hip import draw_hip, draw_rolling_ball
from hipbreak.ui.figure.marks import draw_marks
from hipbreak.ui.figure.palette import Palette
from hipbreak.ui.figure.pen import Outline, Pen
from hipbreak.ui.figure.person import draw_body
from hipbreak.ui.figure.props import draw_prop
from hipbreak.ui.figure.rig import Skeleton
from hipbreak.ui.figure.seat import draw_seat, draw_weight

DRAWINGS = {
    "heel": (draw_heel, draw_thumb),
    "hip": (draw_hip, draw_rolling_ball),
    "ankles": (draw_ankles, draw_levels),
    "seat": (draw_seat, draw_weight),
}
"""What never moves in a drawn close-up, and what does."""
KINDS = ("close", *DRAWINGS)


class LensPicture:
    """Draws one lens for one scene."""

    def __init__(self, lens: Lens, canvas: Canvas, palette: Palette) -> None:
        self._lens, self._canvas, self._palette = lens, canvas, palette
        self._s = canvas.scale
        fine = canvas.fine
        x, y = canvas.place(*lens.centre)
        side = math.ceil(lens.radius * self._s / fine)
        self._corner = (round(x / fine) - side, round(y / fine) - side)
        self._middle = ((self._corner[0] + side) * fine, (self._corner[1] + side) * fine)
        size = 2 * side * fine
        mask, reach = Image.new("L", (size, size)), lens.radius * self._s
        ImageDraw.Draw(mask).ellipse(
            (size / 2 - reach, size / 2 - reach, size / 2 + reach, size / 2 + reach), fill=255
        )
        self._mask = mask.reduce(fine)
        self._ground = Image.new("RGB", (size, size), palette.lens)
        if lens.kind in DRAWINGS:
            draw, pen = DRAWINGS[lens.kind][0], self._pen(self._ground)
            if palette.outline:
                draw(Outline(pen, palette.outline), size / 2, self._s)
            draw(pen, size / 2, self._s)
        self._sheet = self._ground.copy()
        self.box = (*self._corner, self._corner[0] + 2 * side, self._corner[1] + 2 * side)
        """Where it lies on the finished picture."""

    def _pen(self, picture: Image.Image) -> Pen:
        return Pen(picture, self._canvas.camera, self._palette)

    def draw_rim(self, pen: Pen, body: Skeleton) -> None:
        """The rim, and a stalk to the place on a body at rest."""
        p, s = pen.palette, self._s
        x, y = self._middle
        if self._lens.stalk:
            pen.line([self._anchor(pen, body), (x, y)], 1.8 * s * pen.camera.bold, p.accent)
        pen.dot((x, y), (self._lens.radius + 2.6 * pen.camera.bold) * s, p.accent)

    def draw_anchor(self, pen: Pen, body: Skeleton) -> None:
        """The dot on the place that is shown larger."""
        if not self._lens.stalk:
            return
        p, s, at = pen.palette, self._s, self._anchor(pen, body)
        pen.dot(at, 4.0 * s, p.accent)
        pen.dot(at, 1.7 * s, p.lens)

    def _anchor(self, pen: Pen, body: Skeleton) -> tuple[float, float]:
        return pen.camera.point(body.frame(self._lens.on).point(self._lens.at))

    def paste(
        self,
        onto: Image.Image,
        corner: tuple[int, int],
        body: Skeleton,
        figure: Figure,
        moment: tuple[float, float],
    ) -> None:
        """What is inside, upon the part of the finished picture that begins at `corner`.

        `moment`: light on the muscles, and time.
        """
        picture = self._sheet
        picture.paste(self._ground)
        pen = self._pen(picture)
        if self._lens.kind in DRAWINGS:
            DRAWINGS[self._lens.kind][1](pen, picture.width / 2, self._s, moment[1], body)
        else:
            self._close(picture, body, figure, moment)
        at = (self._corner[0] - corner[0], self._corner[1] - corner[1])
        onto.paste(picture.reduce(self._canvas.fine), at, self._mask)

    def _close(
        self, picture: Image.Image, body: Skeleton, figure: Figure, moment: tuple[float, float]
    ) -> None:
        """The same body from a nearer camera."""
        lens = self._lens
        at = body.frame(lens.on).point(lens.at)
        view = View(lens.yaw, lens.pitch, lens.zoom, at)
        middle = picture.width / 2
        pen = Pen(picture, Camera(view, self._s, (middle, middle)), self._palette)
        for prop in figure.props:
            if prop.kind in ("ball", "mat"):
                draw_prop(pen, prop)
        draw_body(pen, body, figure, *moment, order=lens.order)
        draw_marks(pen, body, figure.marks, moment, behind=False)
