"""The palettes: light, dark, and both in high contrast."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from hipbreak.ui.figure.looks import HAIRS, SKINS, with_look
from hipbreak.ui.figure.palette import Palette, hex_colour


def _colours(**colours: str) -> dict[str, Any]:
    return {name: hex_colour(text) for name, text in colours.items()}


def _palette(**colours: str) -> Palette:
    return Palette(**_colours(**colours))


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
    accent_soft="#F7BBA8",
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
    pillow="#FFFDF8",
    pillow_dark="#E2D9CB",
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
    pillow="#8B8F97",
    pillow_dark="#686D76",
)

CONTRAST = replace(
    LIGHT,
    **_colours(
        background="#FFFFFF",
        wall="#FFFFFF",
        floor="#E4E4E4",
        floor_mark="#8A8A8A",
        floor_line="#000000",
        shadow="#A8A8A8",
        shirt="#0E6B65",
        shirt_far="#084844",
        shirt_light="#0E6B65",
        shirt_line="#002B28",
        trousers="#24344D",
        trousers_far="#141E2E",
        trousers_light="#2F4363",
        accent="#D63600",
        accent_soft="#CE5529",
        outline="#000000",
        lens="#FFFFFF",
    ),
)
"""Black lines on white: every part of the body stands out by itself."""

CONTRAST_DARK = replace(
    DARK,
    **_colours(
        background="#000000",
        wall="#000000",
        floor="#262626",
        floor_mark="#9A9A9A",
        floor_line="#FFFFFF",
        shadow="#101010",
        shirt="#1F8A82",
        shirt_far="#12615B",
        shirt_light="#1F8A82",
        shirt_line="#0C4642",
        trousers="#4B6284",
        trousers_far="#31435E",
        trousers_light="#5A7398",
        accent="#FF9A6B",
        accent_soft="#B86A45",
        outline="#FFFFFF",
        lens="#000000",
    ),
)
"""White lines on black."""

THEMES = {"light": LIGHT, "dark": DARK, "contrast": CONTRAST, "contrast-dark": CONTRAST_DARK}


def palette_for(
    theme: str, background: str | None = None, skin: str = SKINS[1], hair: str = HAIRS[0]
) -> Palette:
    """The palette of a theme (light when unknown), upon another background if one is given."""
    palette = with_look(THEMES.get(theme, LIGHT), skin, hair)
    return replace(palette, background=hex_colour(background)) if background else palette
