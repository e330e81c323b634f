"""Whether two moments look the same: a hold, a slow breath or a pause needs no new frame."""

from __future__ import annotations

from collections.abc import Iterator

from hipbreak.ui.figure.camera import Camera
from hipbreak.ui.figure.extent import joints
from hipbreak.ui.figure.figure import Figure
from hipbreak.ui.figure.frame import SIDES
from hipbreak.ui.figure.marks import FAINTEST, during
from hipbreak.ui.figure.rig import Skeleton

CIRCLING = ("heel", "hip", "ankles")
"""Drawn close-ups in which something goes on while the body holds still."""
SHADES = 64
"""Steps of light that are told apart."""


def signs(figure: Figure, glow: float, t: float) -> tuple[float, ...]:
    """What light and signs look like: the time itself where they never stand still."""
    found = [glow * SHADES // 1]
    for mark in figure.marks:
        strength = glow if mark.during is None else during(mark.during, t)
        if mark.kind == "circle" or (mark.kind == "press" and strength > FAINTEST):
            found.append(t)
        else:
            found.append(strength * SHADES // 1)
    return tuple(found)


def traits(camera: Camera, body: Skeleton, close: float, wake: float) -> tuple[object, ...]:
    """What the picture of a body depends on, as far as it can be seen.

    `close`: how much larger than a pixel of `camera` the nearest look at it is; `wake`: how open
    the eyes are by the blink. Two moments look the same when these are equal.
    """
    pose = body.pose
    face = (pose.eyes * wake, pose.gaze, pose.gaze_down, pose.smile)
    hands = tuple((pose.arm(side).curl, pose.arm(side).thumb) for side in SIDES)
    return (*_places(camera, body, close), face, hands)


def _places(camera: Camera, body: Skeleton, close: float) -> Iterator[int]:
    for v in (*(v for v, _ in joints(body)), body.belly.at, body.head.point((10.0, -4.0, 0.0))):
        x, y = camera.point(v)
        yield round(x * close)
        yield round(y * close)
