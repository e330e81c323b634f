"""A scene: one figure at one size, drawn frame by frame over a background that is kept."""

from __future__ import annotations

import math

from PIL import Image

from hipbreak.ui.figure import body as trunk
from hipbreak.ui.figure.camera import DESIGN, Camera
from hipbreak.ui.figure.figure import Figure
from hipbreak.ui.figure.gait import floor_at
from hipbreak.ui.figure.hands import draw_foot, draw_hand
from hipbreak.ui.figure.head import draw_head
from hipbreak.ui.figure.lens import LensPicture
from hipbreak.ui.figure.marks import draw_mark
from hipbreak.ui.figure.motion import blink, pose_at, quiet_breath
from hipbreak.ui.figure.muscles import draw_glows
from hipbreak.ui.figure.palette import blend_colours, palette_for
from hipbreak.ui.figure.pen import Pen
from hipbreak.ui.figure.props import draw_prop, floor_round
from hipbreak.ui.figure.rig import SIDES, Skeleton, solve
from hipbreak.ui.figure.shelf import has_figure, shipped_figure
from hipbreak.ui.figure.vec import Point, Vec, add

CALM = "calm"
"""The figure shown for a name that has none: someone who sits and breathes."""
ORDER = ("arm_left", "leg_left", "hips", "leg_right", "shirt", "head", "arm_right")
"""From the farthest part to the nearest, for a body seen from its right front."""
FINE, COARSE = 3, 2
"""Supersampling, and that of very large pictures, which need less."""
LARGE = 700_000
"""Pixels from which a picture counts as very large (ours)."""
MARGIN = 16.0
"""Centimetres round the joints that their flesh and clothes may take."""

Box = tuple[int, int, int, int]


class Scene:
    """A figure that moves: `frame(t)` for a moment, `still()` for the most telling one.

    `side` mirrors the figure when the side meant is not the one it is drawn for. `background`:
    `#RRGGBB` of the window it lies in.
    """

    def __init__(
        self,
        name: str,
        theme: str = "light",
        size: tuple[int, int] = (480, 340),
        side: str = "",
        background: str | None = None,
    ) -> None:
        figure = shipped_figure(name if has_figure(name) else CALM)
        self._start(figure, theme, size, side, background)

    @classmethod
    def of(
        cls,
        figure: Figure,
        theme: str = "light",
        size: tuple[int, int] = (480, 340),
        side: str = "",
        background: str | None = None,
    ) -> Scene:
        """A scene of a figure that is not on the shelf."""
        scene = cls.__new__(cls)
        scene._start(figure, theme, size, side, background)
        return scene

    def _start(
        self, figure: Figure, theme: str, size: tuple[int, int], side: str, background: str | None
    ) -> None:
        self.figure = figure
        self.size = size
        self.palette = palette_for(theme, background)
        self._mirrored = bool(figure.meant and side and side != figure.meant)
        width, height = size
        self._fine = FINE if width * height < LARGE else COARSE
        self._scale = min(width / DESIGN[0], height / DESIGN[1]) * self._fine
        self._camera = Camera(
            figure.view, self._scale, (width * self._fine / 2, height * self._fine / 2)
        )
        self._lens = LensPicture(self) if figure.lens else None
        large = self._draw_background()
        self._background = large.reduce(self._fine)
        box = self._moving_box()
        self._box = box
        fine = self._fine
        self._patch = large.crop(tuple(edge * fine for edge in box))
        self._near_camera = self._camera.shifted(-box[0] * fine, -box[1] * fine)

    @property
    def seconds(self) -> float:
        """Length of the loop."""
        return self.figure.seconds

    def skeleton(self, t: float, breath: float | None = None) -> Skeleton:
        """The joints at a moment, before mirroring."""
        pose, _ = pose_at(self.figure, t)
        return solve(pose, quiet_breath(t) if breath is None else breath)

    def on_picture(self, v: Vec) -> Point:
        """Where a world point lies on the finished picture, in pixels."""
        x, y = self._camera.point(v)
        x, y = x / self._fine, y / self._fine
        return (self.size[0] - x if self._mirrored else x, y)

    def frame(self, t: float, breath: float | None = None) -> Image.Image:
        """The picture `t` seconds into the step; `breath`: fullness of the lungs, 0 to 1."""
        pose, glow = pose_at(self.figure, t)
        skeleton = solve(pose, quiet_breath(t) if breath is None else min(1.0, max(0.0, breath)))
        patch = self._patch.copy()
        pen = Pen(patch, self._near_camera, self.palette)
        self._draw_floor_shadows(pen, skeleton)
        if self.figure.gait:
            self._draw_moving_floor(pen, t)
        self._draw_person(pen, skeleton, glow, t)
        if self._lens:
            self._lens.draw(pen, skeleton, glow, t)
        picture = self._background.copy()
        picture.paste(patch.reduce(self._fine), self._box[:2])
        if self._mirrored:
            return picture.transpose(Image.Transpose.FLIP_LEFT_RIGHT)
        return picture

    def still(self) -> Image.Image:
        """The most telling picture, for a card or for reduced motion."""
        return self.frame(self.figure.still, 0.8)

    # parts of a frame

    def _draw_background(self) -> Image.Image:
        width, height = self.size
        fine, palette = self._fine, self.palette
        image = Image.new("RGB", (width * fine, height * fine), palette.background)
        pen = Pen(image, self._camera, palette)
        s = self._scale
        middle = (width * fine / 2, height * fine / 2)
        pen.dot((middle[0], middle[1] - 12 * s), 150 * s, palette.wall)
        at = self.figure.view.at
        ground = (at[0], 0.0, at[2])
        x, y = self._camera.point(ground)
        flat = max(0.14, math.sin(math.radians(self.figure.view.pitch)) * 1.15)
        rx = 196 * s
        ry = min(rx * flat, middle[1] + DESIGN[1] / 2 * s - 3 * s - y)
        pen.draw.ellipse((x - rx, y - ry, x + rx, y + ry), fill=palette.floor)
        for prop in self.figure.props:
            if prop.kind in ("chair", "plant", "couch"):
                spread = {"chair": 27.0, "plant": 11.0 * prop.size, "couch": 50.0}[prop.kind]
                floor_round(pen, prop.at, spread, spread * 0.9,
                            blend_colours(palette.floor, palette.shadow, 0.7))
        for prop in self.figure.props:
            draw_prop(pen, prop)
        return image

    def _moving_box(self) -> Box:
        """The part of the picture that ever changes, in whole pixels."""
        xs: list[float] = []
        ys: list[float] = []
        moments = 24
        for i in range(moments):
            t = self.seconds * i / moments
            for breath in (0.0, 1.0):
                body = self.skeleton(t, breath)
                for point in (*_extent(body), *_mark_extent(body, self.figure)):
                    x, y = self._camera.point(point)
                    xs.append(x)
                    ys.append(y)
        pad = MARGIN * self._camera.k
        left, right, top, bottom = min(xs) - pad, max(xs) + pad, min(ys) - pad, max(ys) + pad
        if self.figure.gait:
            reach = WALKWAY * self._camera.k
            middle = self._camera.point((0.0, 0.0, 0.0))[0]
            left, right = min(left, middle - reach), max(right, middle + reach)
        if self._lens:
            x, y, r = self._lens.place()
            left, right = min(left, x - r), max(right, x + r)
            top, bottom = min(top, y - r), max(bottom, y + r)
        fine = self._fine
        return (
            max(0, math.floor(left / fine)),
            max(0, math.floor(top / fine)),
            min(self.size[0], math.ceil(right / fine)),
            min(self.size[1], math.ceil(bottom / fine)),
        )

    def _draw_floor_shadows(self, pen: Pen, body: Skeleton) -> None:
        p = self.palette
        colour = blend_colours(p.floor, p.shadow, 0.85)
        for leg in body.legs.values():
            toes, ankle = leg.end.point((7.0, -7.5, 0.0)), leg.end.at
            lift = max(0.0, min(toes[1], ankle[1] - 7.5))
            if lift > 22:
                continue
            size = 1 - lift / 26
            floor_round(pen, ((toes[0] + ankle[0]) / 2, 0.0, (toes[2] + ankle[2]) / 2),
                        15 * size, 8 * size, colour)

    def _draw_moving_floor(self, pen: Pen, t: float) -> None:
        gait = self.figure.gait
        if gait is None:
            return
        p = self.palette
        gap = 36.0
        moved = floor_at(gait, t / gait.seconds) % gap
        for i in range(-4, 5):
            x = i * gap - moved + 10
            fade = 1 - (abs(x) / WALKWAY) ** 2
            if fade <= 0.03:
                continue
            colour = blend_colours(p.floor, p.floor_mark, fade)
            half = 9.0
            for z in (-27.0, 27.0):
                pen.surface(((x - half, 0, z - 1.5), (x + half, 0, z - 1.5),
                             (x + half, 0, z + 1.5), (x - half, 0, z + 1.5)), colour)

    def _draw_person(self, pen: Pen, body: Skeleton, glow: float, t: float) -> None:
        figure = self.figure
        for mark in figure.marks:
            if mark.behind:
                draw_mark(pen, body, mark, glow, t)
        draw_body(pen, body, figure, glow, t)
        for mark in figure.marks:
            if not mark.behind:
                draw_mark(pen, body, mark, glow, t)


WALKWAY = 96.0
"""Half the length of the moving marks on the floor, centimetres."""


def draw_body(
    pen: Pen, body: Skeleton, figure: Figure, glow: float, t: float, middle_only: bool = False
) -> None:
    """The body; light shines through what is worn, so it comes when all below it is drawn.

    `middle_only`: without the head, the shins and the feet, which a close-up does not show.
    """
    order = figure.order or ORDER
    if middle_only:
        order = tuple(p.replace("leg_", "thigh_") for p in order if p[:4] not in ("head", "shin"))
    lit = {
        side: max(order.index(part) for part in order if _carries_light(part, side))
        for side in SIDES
    }
    for i, part in enumerate(order):
        _draw_part(pen, body, part, figure, t)
        for side in SIDES:
            if lit[side] == i:
                _draw_light(pen, body, figure, glow, side)


def _carries_light(part: str, side: str) -> bool:
    near = side == "right"
    return part in (f"leg_{side}", f"thigh_{side}", "hips") or (near and part == "shirt")


def _draw_light(pen: Pen, body: Skeleton, figure: Figure, glow: float, side: str) -> None:
    def cover(stencil: Pen) -> None:
        trunk.draw_hips(stencil, body)
        trunk.draw_thigh(stencil, body.legs[side], False)
        if side == "right":
            trunk.draw_shirt(stencil, body)

    draw_glows(pen, body, figure.glows, glow, side, cover)


def _draw_part(pen: Pen, body: Skeleton, part: str, figure: Figure, t: float) -> None:
    what, _, side = part.partition("_")
    match what:
        case "head":
            draw_head(pen, body, body.pose.eyes * blink(t))
        case "hips":
            trunk.draw_hips(pen, body)
        case "shirt":
            trunk.draw_neck(pen, body)
            trunk.draw_shirt(pen, body)
            trunk.draw_collar(pen, body)
        case "leg" | "shin" | "thigh":
            _draw_leg(pen, body, what, side, side in figure.bare)
        case _:
            _draw_arm(pen, body, what, side)


def _draw_leg(pen: Pen, body: Skeleton, what: str, side: str, bare: bool) -> None:
    leg, far = body.legs[side], side == "left"
    if what != "thigh":
        standing = getattr(body.pose, f"{side}_leg").ankle is None
        draw_foot(pen, leg, far, bare, 0.0 if standing else None)
        trunk.draw_shin(pen, leg, far, bare, across=what == "shin")
    if what != "shin":
        trunk.draw_thigh(pen, leg, far)


def _draw_arm(pen: Pen, body: Skeleton, what: str, side: str) -> None:
    arm, far = body.arms[side], side == "left"
    if what in ("arm", "forearm"):
        trunk.draw_forearm(pen, arm, far)
    if what in ("arm", "upper"):
        trunk.draw_upper_arm(pen, arm, far)
    if what != "upper":
        draw_hand(pen, arm, getattr(body.pose, f"{side}_arm"), far)


def _extent(body: Skeleton) -> list[Vec]:
    points = [body.head.at, body.head.point((-12.0, 8.0, 0.0)), body.pelvis.at]
    for limb in (*body.legs.values(), *body.arms.values()):
        points += [limb.root, limb.joint, limb.tip, limb.end.point((15.0, 0.0, 0.0))]
    return points


def _mark_extent(body: Skeleton, figure: Figure) -> list[Vec]:
    points = []
    for mark in figure.marks:
        frame = body.frame(mark.on)
        points += [frame.point(mark.at), frame.point(add(mark.at, mark.to))]
    return points
