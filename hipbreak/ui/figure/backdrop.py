"""What lies behind and below the person: a round of wall, the floor, and things."""

from __future__ import annotations

import math
from dataclasses import replace

from PIL import Image

from hipbreak.ui.figure.camera import DESIGN
from hipbreak.ui.figure.canvas import Canvas
from hipbreak.ui.figure.figure import Figure, Gait
from hipbreak.ui.figure.gait import floor_at
from hipbreak.ui.figure.palette import Palette, blend_colours
from hipbreak.ui.figure.pen import Pen
from hipbreak.ui.figure.props import PROPS, draw_prop
from hipbreak.ui.figure.shapes import floor_round

WALKWAY = 96.0
"""Half the length of the moving marks on the floor, centimetres."""
WALKMARK, ASIDE = 9.0, 27.0
"""Half the length of one of them, and how far they lie beside the path."""
WALKGAP = 36.0
"""About how far it is from one to the next."""
WALL_RADIUS, FLOOR_RADIUS = 150.0, 196.0
"""Design pixels."""


def draw_backdrop(figure: Figure, canvas: Canvas, palette: Palette) -> Image.Image:
    """All that never moves, on the large picture."""
    size = (canvas.size[0] * canvas.fine, canvas.size[1] * canvas.fine)
    image = Image.new("RGB", size, palette.background)
    pen = Pen(image, canvas.camera, palette)
    s = canvas.scale
    pen.dot(canvas.place(DESIGN[0] / 2, DESIGN[1] / 2 - 12), WALL_RADIUS * s, palette.wall)
    view = figure.view
    x, y = canvas.camera.point((view.at[0], 0.0, view.at[2]))
    rx = FLOOR_RADIUS * s
    flat = max(0.14, math.sin(math.radians(view.pitch)) * 1.15)
    below = canvas.place(0.0, DESIGN[1] - 3)[1] - y
    ry = max(8 * s, min(rx * flat, below))
    pen.draw.ellipse((x - rx, y - ry, x + rx, y + ry), fill=palette.floor)
    shade = blend_colours(palette.floor, palette.shadow, 0.7)
    for prop in figure.props:
        spread = PROPS[prop.kind].shadow * (prop.size if prop.kind == "plant" else 1.0)
        if spread:
            floor_round(pen, prop.at, spread, spread * 0.9, shade)
    for prop in figure.props:
        if not prop.follow:
            draw_prop(pen, prop)
    return image


def draw_followers(pen: Pen, figure: Figure, moved: float) -> None:
    """Things that go with the body, which has moved so far along x."""
    for prop in figure.props:
        if prop.follow:
            x, y, z = prop.at
            draw_prop(pen, replace(prop, at=(x + prop.follow * moved, y, z)))


def draw_walkway(pen: Pen, gait: Gait, t: float) -> None:
    """Marks that pass below the feet as the person walks on."""
    p, half = pen.palette, WALKMARK
    gap = gait.stride / round(gait.stride / WALKGAP)  # so that each cycle looks like the last
    moved = floor_at(gait, t / gait.seconds) % gap
    for i in range(-4, 5):
        x = i * gap - moved + 10
        fade = 1 - (abs(x) / WALKWAY) ** 2
        if fade <= 0.03:
            continue
        colour = blend_colours(p.floor, p.floor_mark, fade)
        for z in (-ASIDE, ASIDE):
            corners = ((-half, -1.5), (half, -1.5), (half, 1.5), (-half, 1.5))
            pen.surface([(x + dx, 0.0, z + dz) for dx, dz in corners], colour)
