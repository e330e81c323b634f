"""Colours: what a palette holds, and how they are mixed."""

from __future__ import annotations

from dataclasses import dataclass

Colour = tuple[int, int, int]


def hex_colour(text: str) -> Colour:
    """`#RRGGBB` as three numbers; ValueError when it is none."""
    if len(text) != 7 or text[0] != "#":
        raise ValueError(f"not a colour: {text!r}")
    return (int(text[1:3], 16), int(text[3:5], 16), int(text[5:7], 16))


def blend_colours(a: Colour, b: Colour, share: float) -> Colour:
    return (
        round(a[0] + (b[0] - a[0]) * share),
        round(a[1] + (b[1] - a[1]) * share),
        round(a[2] + (b[2] - a[2]) * share),
    )


@dataclass(frozen=True, slots=True)
class Palette:
    """Every colour a scene uses; `_far` and `_shade` are what lies away from the light."""

    background: Colour
    wall: Colour
    floor: Colour
    floor_mark: Colour
    floor_line: Colour
    shadow: Colour
    skin: Colour
    skin_far: Colour
    skin_line: Colour
    blush: Colour
    hair: Colour
    hair_light: Colour
    eye: Colour
    shirt: Colour
    shirt_far: Colour
    shirt_light: Colour
    shirt_line: Colour
    trousers: Colour
    trousers_far: Colour
    trousers_light: Colour
    trousers_line: Colour
    shoe: Colour
    shoe_far: Colour
    sole: Colour
    accent: Colour
    accent_soft: Colour
    wood: Colour
    wood_dark: Colour
    seat: Colour
    seat_dark: Colour
    leaf: Colour
    leaf_dark: Colour
    pot: Colour
    pot_dark: Colour
    mat: Colour
    mat_dark: Colour
    ball: Colour
    ball_dark: Colour
    lens: Colour
    pillow: Colour
    pillow_dark: Colour
    outline: Colour | None = None
    """A line round every part of the body, where contrast is to be high."""
    hairstyle: str = "bun"
