"""The round close-up beside the figure: the point on the inner heel, or a nearer camera."""

from __future__ import annotations

import math

from PIL import Image, ImageDraw

from hipbreak.ui.figure.camera import Camera, View
from hipbreak.ui.figure.canvas import Canvas
from hipbreak.ui.figure.figure import Figure, Lens
from hipbreak.ui.figure.heel import draw_heel, draw_thumb
from hipbreak.ui.figure.palette import Palette
from hipbreak.ui.figure.pen import Pen
from hipbreak.ui.figure.person import draw_body
from hipbreak.ui.figure.props import draw_prop
from hipbreak.ui.figure.rig import Skeleton


class LensPicture:
    """Draws one lens for one scene."""

    def __init__(self, lens: Lens, canvas: Canvas, palette: Palette) -> None:
        self._lens = lens
        self._s = canvas.scale
        self._middle = canvas.place(*lens.centre)
        self._camera = canvas.camera
        size = math.ceil(lens.radius * self._s) * 2
        self._mask = Image.new("L", (size, size))
        ImageDraw.Draw(self._mask).ellipse((0, 0, size - 1, size - 1), fill=255)
        self._picture = Image.new("RGB", (size, size), palette.lens)
        if lens.kind == "heel":
            draw_heel(Pen(self._picture, self._camera, palette), size / 2, self._s)

    def place(self) -> tuple[float, float, float]:
        """Middle and outer radius on the large picture."""
        return (*self._middle, (self._lens.radius + 6) * self._s)

    def draw(self, pen: Pen, body: Skeleton, figure: Figure, glow: float, t: float) -> None:
        """The lens and its stalk to the body."""
        p, s = pen.palette, self._s
        from_camera = self._camera.point((0.0, 0.0, 0.0))
        to_pen = pen.camera.point((0.0, 0.0, 0.0))
        x = self._middle[0] + to_pen[0] - from_camera[0]
        y = self._middle[1] + to_pen[1] - from_camera[1]
        radius = self._lens.radius * s
        at = pen.camera.point(body.frame(self._lens.on).point(self._lens.at))
        gap = math.hypot(at[0] - x, at[1] - y)
        rim = (x + (at[0] - x) * radius / gap, y + (at[1] - y) * radius / gap)
        pen.line([at, rim], 1.8 * s, p.accent)
        pen.dot(at, 4.0 * s, p.accent)
        pen.dot(at, 1.7 * s, p.lens)
        pen.dot((x, y), radius + 2.6 * s, p.accent)
        picture = self._picture.copy()
        if self._lens.kind == "heel":
            draw_thumb(Pen(picture, self._camera, p), picture.width / 2, s, t)
        else:
            self._close(picture, pen, body, figure, (glow, t))
        half = picture.width // 2
        pen.image.paste(picture, (round(x) - half, round(y) - half), self._mask)

    def _close(
        self,
        picture: Image.Image,
        pen: Pen,
        body: Skeleton,
        figure: Figure,
        moment: tuple[float, float],
    ) -> None:
        """The same body from a nearer camera."""
        lens = self._lens
        at = body.frame(lens.on).point(lens.at)
        view = View(lens.yaw, lens.pitch, lens.zoom, at)
        middle = picture.width / 2
        inner = Pen(picture, Camera(view, self._s, (middle, middle)), pen.palette)
        for prop in figure.props:
            if prop.kind in ("ball", "mat"):
                draw_prop(inner, prop)
        draw_body(inner, body, figure, *moment, middle_only=True)
