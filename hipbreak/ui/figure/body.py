"""The body: trousers, shirt, arms and legs as smooth tapered shapes over the skeleton."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import NamedTuple

from hipbreak.ui.figure.curves import (
    Flat,
    Profile,
    smooth,
    smooth_line,
    smooth_profile,
    smooth_round,
)
from hipbreak.ui.figure.frame import Frame, outward
from hipbreak.ui.figure.limbs import FOREARM, SHIN, THIGH, UPPER_ARM, Limb
from hipbreak.ui.figure.palette import Colour, blend_colours
from hipbreak.ui.figure.pen import Pen
from hipbreak.ui.figure.rig import CHEST, Skeleton
from hipbreak.ui.figure.vec import Point, Vec, along

# (share of the bone, half width, shift to the front), centimetres
THIGH_SHAPE = smooth_profile(
    (0.0, 8.8, 0.0), (0.25, 8.6, 0.3), (0.55, 7.3, 0.6), (0.85, 6.0, 0.3), (1.0, 5.6, 0.0)
)
SHIN_SHAPE = smooth_profile(
    (0.0, 5.6, 0.0), (0.2, 5.7, -0.7), (0.42, 5.5, -0.9), (0.66, 4.8, -0.4), (0.86, 4.3, 0.0)
)
ANKLE_SHAPE = smooth_profile((0.7, 3.2, -0.2), (0.9, 2.7, 0.0), (1.0, 3.0, 0.0))
BARE_SHIN_SHAPE = smooth_profile((0.5, 3.9, -0.6), (0.8, 3.0, 0.0), (1.0, 3.2, 0.0))
ROLLED_SHAPE = smooth_profile(
    (0.0, 5.6, 0.0), (0.2, 5.7, -0.7), (0.42, 5.4, -0.8), (0.6, 4.9, -0.4)
)
SLEEVE_SHAPE = smooth_profile((0.0, 5.1, 0.0), (0.2, 5.3, 0.1), (0.45, 5.2, 0.1), (0.62, 5.3, 0.0))
UPPER_SHAPE = smooth_profile((0.3, 4.2, 0.0), (0.7, 3.9, 0.2), (1.0, 3.5, 0.0))
FOREARM_SHAPE = smooth_profile(
    (0.0, 3.5, 0.0), (0.22, 3.75, 0.0), (0.6, 3.1, 0.0), (1.0, 2.35, 0.0)
)
NECK_SHAPE = smooth_profile((-0.3, 5.4, 0.0), (0.2, 4.0, 0.0), (0.9, 3.9, 0.0), (1.5, 4.0, 0.0))


class Ring(NamedTuple):
    """A slice of the trunk: its middle, half width, and depth to the front and to the back."""

    frame: Frame
    height: float
    half: float
    front: float
    back: float
    ahead: float = 0.0

    @property
    def middle(self) -> Vec:
        return self.frame.point((self.ahead, self.height, 0.0))


def hip_rings(body: Skeleton) -> list[Ring]:
    return [
        Ring(body.pelvis, -9.5, 6.0, 5.0, 5.0),
        Ring(body.pelvis, -7.6, 12.0, 7.4, 8.6),
        Ring(body.pelvis, -3.6, 16.0, 9.0, 11.0),
        Ring(body.pelvis, 2.0, 16.4, 9.4, 11.3),
        Ring(body.loin, 7.5, 14.6, 9.0, 9.4),
        Ring(body.loin, 12.0, 13.0, 8.4, 7.6),
    ]


def shirt_rings(body: Skeleton) -> list[Ring]:
    belly = body.breath
    rise = 0.25 * belly
    return [
        Ring(body.pelvis, 0.6, 16.8, 10.2 + 0.3 * belly, 11.7),
        Ring(body.loin, 7.0, 15.6, 10.0 + belly, 9.9),
        Ring(body.loin, 14.0, 13.9, 9.8 + 0.9 * belly, 8.2),
        Ring(body.chest, 5.0, 14.2, 9.9 + 0.45 * belly, 8.8),
        Ring(body.chest, 14.0, 15.2, 10.7 + 0.3 * belly, 10.2),
        Ring(body.chest, 20.5 + rise, 16.2, 9.6 + 0.2 * belly, 10.0),
        Ring(body.chest, 25.5 + rise, 16.2, 6.8, 8.4),
        Ring(body.chest, 28.6 + rise, 12.4, 5.0, 6.8, -0.6),
        Ring(body.chest, 30.8 + rise, 7.0, 4.6, 5.4, -0.6),
    ]


def silhouette(pen: Pen, rings: list[Ring]) -> tuple[list[Point], list[Point]]:
    """Both edges of the trunk as it is seen, from below to above: left, right."""
    camera, k = pen.camera, pen.k
    middles = [camera.point(ring.middle) for ring in rings]
    left: list[Point] = []
    right: list[Point] = []
    for ring, below, (x, y), above in zip(
        rings, (middles[0], *middles), middles, (*middles[1:], middles[-1]), strict=False
    ):
        dx, dy = above[0] - below[0], above[1] - below[1]
        size = math.sqrt(dx * dx + dy * dy) or 1.0
        nx, ny = -dy / size, dx / size
        wx, wy = camera.direction(ring.frame.z)
        fx, fy = camera.direction(ring.frame.x)
        wide, ahead = ring.half * (wx * nx + wy * ny), fx * nx + fy * ny
        front, back = ring.front * ahead, ring.back * ahead
        if ahead > 0:
            front, back = back, front
        reach = math.sqrt(wide * wide + front * front) * k
        left.append((x - nx * reach, y - ny * reach))
        reach = math.sqrt(wide * wide + back * back) * k
        right.append((x + nx * reach, y + ny * reach))
    return left, right


def draw_hips(pen: Pen, body: Skeleton) -> Flat:
    """The seat and the waist; returns their outline."""
    left, right = silhouette(pen, hip_rings(body))
    outline = smooth_round(left + right[::-1], 2)
    pen.polygon(outline, pen.palette.trousers)
    return outline


def draw_shirt(pen: Pen, body: Skeleton) -> Flat:
    """The shirt with its hem and a shade on the side away from the light; returns its outline."""
    p, k = pen.palette, pen.k
    for side, arm in body.arms.items():
        out = outward(side)
        inner = body.chest.point((-0.8, CHEST - 1.6 + 0.2 * body.breath, 6.0 * out))
        shoulder = along(arm.root, body.chest.y, 0.2)
        pen.balls(((inner, 1.6), (shoulder, 4.6)), p.shirt)
    left, right = silhouette(pen, shirt_rings(body))
    hem = pen.camera.point(body.pelvis.point((0.0, -1.4, 0.0)))
    seam = smooth([right[0], hem, left[0]], 4)
    up, down = smooth_line(left, 2), smooth_line(right[::-1], 2)
    outline = up + down
    for at in seam:
        outline += at
    pen.polygon(outline, p.shirt)
    core: Flat = []
    for ax, ay, bx, by in zip(up[-2::-2], up[-1::-2], down[::2], down[1::2], strict=True):
        core += (ax + (bx - ax) * 0.2, ay + (by - ay) * 0.2)
    shade = blend_colours(p.shirt, p.shirt_far, 0.55)
    pen.polygon(up[:-8] + core[12:], shade)
    pen.thread(seam, 0.9 * k, blend_colours(p.shirt, p.shirt_line, 0.6))
    return outline


def draw_neck(pen: Pen, body: Skeleton) -> None:
    p = pen.palette
    bone = Frame(body.neck.at, body.neck.y, body.neck.x, body.neck.z)
    pen.limb(bone, 8.0, NECK_SHAPE, p.skin_far)


COLLAR = (
    (-6.4, -0.6, 0.2),
    (-5.0, 2.6, -1.4),
    (-2.4, 4.4, -2.8),
    (0.0, 4.9, -3.2),
    (2.4, 4.4, -2.8),
    (5.0, 2.6, -1.4),
    (6.4, -0.6, 0.2),
)
"""The neckline: outward, ahead, down, centimetres."""


def draw_collar(pen: Pen, body: Skeleton) -> None:
    """The front of the neckline, over the neck."""
    p = pen.palette
    lift = CHEST + 0.1 + 0.2 * body.breath
    edge = [
        body.chest.point((ahead, lift + down, out))
        for out, ahead, down in COLLAR
        if pen.camera.near(body.chest.vector((ahead + 1.5, 0.0, out))) > -1.2
    ]
    if len(edge) < 3:
        return
    points = smooth([pen.camera.point(v) for v in edge], 3)
    under = [pen.camera.point(body.chest.point((5.5, lift - 7.0, out))) for out in (4.5, -4.5)]
    pen.polygon(points + under, p.shirt)
    pen.line(points, 1.2 * pen.k, p.shirt_light)


@dataclass(frozen=True, slots=True)
class Cloth:
    """The colours of one limb."""

    main: Colour
    shade: Colour
    line: Colour


def trousers(pen: Pen, far: bool) -> Cloth:
    p = pen.palette
    if far:
        return Cloth(
            p.trousers_far, blend_colours(p.trousers_far, p.trousers_line, 0.5), p.trousers_line
        )
    return Cloth(p.trousers, blend_colours(p.trousers, p.trousers_far, 0.6), p.trousers_line)


def draw_thigh(pen: Pen, leg: Limb, far: bool) -> Flat:
    """The upper leg; returns its outline."""
    cloth = trousers(pen, far)
    return pen.limb(leg.upper, THIGH, THIGH_SHAPE, cloth.main, cloth.shade)


def draw_shin(pen: Pen, leg: Limb, far: bool, bare: bool, across: bool = False) -> None:
    """`across`: it lies over the other leg, nearer to the light; else its knee lies below the
    thigh."""
    p = pen.palette
    cloth = trousers(pen, far)
    if across:
        cloth = Cloth(p.trousers_light, p.trousers, p.trousers_line)
    skin = p.skin_far if far else p.skin
    pen.limb(leg.lower, SHIN, BARE_SHIN_SHAPE if bare else ANKLE_SHAPE, skin, open_start=True)
    shape = ROLLED_SHAPE if bare else SHIN_SHAPE
    pen.limb(leg.lower, SHIN, shape, cloth.main, cloth.shade, open_end=True, open_start=not across)
    _hem(pen, leg.lower, SHIN, shape, blend_colours(cloth.main, cloth.line, 0.75))


def _hem(pen: Pen, bone: Frame, length: float, shape: Profile, colour: Colour) -> None:
    """The edge where a sleeve or a trouser leg ends, round as the limb is."""
    share, half = shape[-1][:2]
    at, x = pen.laid(bone), length * share
    pen.polygon([at(x, half * c, half * s) for c, s in HEM], colour)


HEM = tuple((math.cos(i * math.tau / 12), math.sin(i * math.tau / 12)) for i in range(12))


def draw_forearm(pen: Pen, arm: Limb, far: bool, below: bool) -> None:
    """The bare forearm; the hand is drawn by itself. `below`: the upper arm covers its elbow."""
    p = pen.palette
    shade = blend_colours(p.skin, p.skin_far, 1.0 if far else 0.5)
    pen.limb(
        arm.lower, FOREARM, FOREARM_SHAPE, p.skin_far if far else p.skin, shade, open_start=below
    )


def draw_upper_arm(pen: Pen, arm: Limb, far: bool) -> None:
    """The upper arm in its sleeve."""
    p = pen.palette
    pen.limb(arm.upper, UPPER_ARM, UPPER_SHAPE, p.skin_far if far else p.skin, open_start=True)
    sleeve = p.shirt_far if far else p.shirt_light
    fold = p.shirt_line if far else blend_colours(p.shirt_light, p.shirt, 0.8)
    pen.limb(arm.upper, UPPER_ARM, SLEEVE_SHAPE, sleeve, fold, open_end=True)
