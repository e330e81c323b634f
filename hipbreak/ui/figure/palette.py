"""Colours of the figure, for light and for dark."""

from __future__ import annotations

from dataclasses import dataclass, fields, replace

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


def _palette(**colours: str) -> Palette:
    return Palette(**{name: hex_colour(text) for name, text in colours.items()})


LIGHT = _palette(
    background="#FBFAF7",
    wall="#E7F0EC",
    floor="#D3E2DB",
    floor_mark="#FBFAF7",
    floor_line="#86AD9E",
    shadow="#B5CCC2",
    skin="#E9AE8E",
    skin_far="#D2906F",
    skin_line="#BC7A5B",
    blush="#E58F74",
    hair="#3B3247",
    hair_light="#54486A",
    eye="#33283A",
    shirt="#2E7D78",
    shirt_far="#22625E",
    shirt_light="#3A8F89",
    shirt_line="#1E5955",
    trousers="#3A4C67",
    trousers_far="#2A394F",
    trousers_light="#485C7A",
    trousers_line="#26344A",
    shoe="#FFF8EC",
    shoe_far="#E6DCCB",
    sole="#D9B48A",
    accent="#FF6A45",
    accent_soft="#FFB29C",
    wood="#C99F78",
    wood_dark="#A87E59",
    seat="#F0CF98",
    seat_dark="#D9B074",
    leaf="#6FAE97",
    leaf_dark="#4F917B",
    pot="#F4E3CF",
    pot_dark="#DFC6A9",
    mat="#B9A7D1",
    mat_dark="#9A87B6",
    ball="#F5C24E",
    ball_dark="#DDA32E",
    lens="#FFFDF8",
)

DARK = _palette(
    background="#1D2025",
    wall="#272E34",
    floor="#313B41",
    floor_mark="#48545A",
    floor_line="#7C9A90",
    shadow="#20272B",
    skin="#E3A687",
    skin_far="#BC8061",
    skin_line="#A66B4E",
    blush="#E08468",
    hair="#574B69",
    hair_light="#73658A",
    eye="#2A2230",
    shirt="#3FA39B",
    shirt_far="#2C7A74",
    shirt_light="#52B5AD",
    shirt_line="#286F69",
    trousers="#7189AB",
    trousers_far="#4E6384",
    trousers_light="#8299BA",
    trousers_line="#475B7A",
    shoe="#F1E9DC",
    shoe_far="#BDB5A8",
    sole="#A9845F",
    accent="#FF7A57",
    accent_soft="#8F4B3C",
    wood="#96745A",
    wood_dark="#6E543F",
    seat="#B2925F",
    seat_dark="#8C7048",
    leaf="#4F8C77",
    leaf_dark="#386959",
    pot="#8C8172",
    pot_dark="#6B6256",
    mat="#5E5579",
    mat_dark="#4A4261",
    ball="#E5AE3C",
    ball_dark="#B98721",
    lens="#262B31",
)

THEMES = {"light": LIGHT, "dark": DARK}


def palette_for(theme: str, background: str | None = None) -> Palette:
    """The palette of a theme (light when unknown), upon another background if one is given."""
    palette = THEMES.get(theme, LIGHT)
    return replace(palette, background=hex_colour(background)) if background else palette


COLOUR_NAMES = tuple(field.name for field in fields(Palette))
