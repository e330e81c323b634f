"""Smooth curves through a few points, and the outlines of limbs that are made of them."""

from __future__ import annotations

import math
from collections.abc import Sequence
from functools import cache

from hipbreak.ui.figure.vec import Point

Flat = list[float]
"""Points one after the other: x, y, x, y. Pillow reads them twice as fast."""
Profile = tuple[tuple[float, float, float, float], ...]
"""The outline of a limb: (share of its length, half width, shift to its front, in cm; and how
far the shade comes in, 0 at both ends)."""


def smooth(points: Sequence[Point], steps: int = 4) -> list[Point]:
    """A curve through all points (Catmull-Rom)."""
    flat = smooth_line(points, steps)
    return list(zip(flat[::2], flat[1::2], strict=True))


def smooth_line(points: Sequence[Point], steps: int = 4) -> Flat:
    """The same, flat."""
    out = _curve([points[0], *points, points[-1]], steps)
    out += points[-1]
    return out


def smooth_round(points: Sequence[Point], steps: int = 4) -> Flat:
    """A closed curve through all points."""
    return _curve([points[-1], *points, *points[:2]], steps)


def _curve(points: Sequence[Point], steps: int) -> Flat:
    """A curve from the second of these points to the last but one."""
    weights = _weights(steps)
    out: Flat = []
    for i in range(len(points) - 3):
        (ax, ay), (bx, by), (cx, cy), (dx, dy) = points[i : i + 4]
        out += (bx, by)
        for wa, wb, wc, wd in weights:
            out += (
                wa * ax + wb * bx + wc * cx + wd * dx,
                wa * ay + wb * by + wc * cy + wd * dy,
            )
    return out


@cache
def _weights(steps: int) -> tuple[tuple[float, float, float, float], ...]:
    """How much each of four neighbours counts at each step of a Catmull-Rom curve but the first,
    which is the point itself."""
    found = []
    for i in range(1, steps):
        t = i / steps
        t2, t3 = t * t, t**3
        found.append(
            (
                0.5 * (-t + 2 * t2 - t3),
                0.5 * (2 - 5 * t2 + 3 * t3),
                0.5 * (t + 4 * t2 - 3 * t3),
                0.5 * (t3 - t2),
            )
        )
    return tuple(found)


def smooth_profile(*points: tuple[float, float, float]) -> Profile:
    """A limb's outline from a few of its measures."""
    shares = smooth([(p[0], p[1]) for p in points], 2)
    shifts = smooth([(p[0], p[2]) for p in points], 2)
    last = len(shares) - 1
    return tuple(
        (a[0], a[1], b[1], math.sin(math.pi * i / last) ** 0.5 if 0 < i < last else 0.0)
        for i, (a, b) in enumerate(zip(shares, shifts, strict=True))
    )
