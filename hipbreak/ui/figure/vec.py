"""Small vectors: three floats (x forward, y up, z to the body's right), in centimetres."""

from __future__ import annotations

import math

Vec = tuple[float, float, float]
Point = tuple[float, float]
"""A point on the picture, in pixels."""

FORWARD: Vec = (1.0, 0.0, 0.0)
UP: Vec = (0.0, 1.0, 0.0)
RIGHT: Vec = (0.0, 0.0, 1.0)


def add(a: Vec, b: Vec) -> Vec:
    return (a[0] + b[0], a[1] + b[1], a[2] + b[2])


def sub(a: Vec, b: Vec) -> Vec:
    return (a[0] - b[0], a[1] - b[1], a[2] - b[2])


def scale(a: Vec, k: float) -> Vec:
    return (a[0] * k, a[1] * k, a[2] * k)


def along(a: Vec, direction: Vec, k: float) -> Vec:
    """`a` moved by `k` along `direction`."""
    return (a[0] + direction[0] * k, a[1] + direction[1] * k, a[2] + direction[2] * k)


def dot(a: Vec, b: Vec) -> float:
    return a[0] * b[0] + a[1] * b[1] + a[2] * b[2]


def cross(a: Vec, b: Vec) -> Vec:
    return (
        a[1] * b[2] - a[2] * b[1],
        a[2] * b[0] - a[0] * b[2],
        a[0] * b[1] - a[1] * b[0],
    )


def length(a: Vec) -> float:
    return math.sqrt(dot(a, a))


def distance(a: Vec, b: Vec) -> float:
    return length(sub(a, b))


def unit(a: Vec, otherwise: Vec = FORWARD) -> Vec:
    """`a` with length one; `otherwise` when it has no direction."""
    size = length(a)
    return scale(a, 1 / size) if size > 1e-9 else otherwise


def square(a: Vec, axis: Vec, otherwise: Vec = UP) -> Vec:
    """The unit vector nearest to `a` at a right angle to the unit vector `axis`."""
    return unit(along(a, axis, -dot(a, axis)), otherwise)


def lerp(a: float, b: float, share: float) -> float:
    return a + (b - a) * share


def mix(a: Vec, b: Vec, share: float) -> Vec:
    return (lerp(a[0], b[0], share), lerp(a[1], b[1], share), lerp(a[2], b[2], share))


def angle(a: Vec, b: Vec) -> float:
    """Degrees between two vectors."""
    cosine = dot(unit(a), unit(b))
    return math.degrees(math.acos(max(-1.0, min(1.0, cosine))))
