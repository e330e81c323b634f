"""Who the person is: a choice of skin and of hair, and the partner who helps."""

from __future__ import annotations

from dataclasses import dataclass, replace

from hipbreak.ui.figure.palette import Colour, Palette, blend_colours, hex_colour

SKINS = ("light", "medium", "deep")
HAIRS = ("bun", "short")


@dataclass(frozen=True, slots=True)
class Skin:
    """A tone of skin with its shade and its lines, and the hair that goes with it."""

    near: Colour
    far: Colour
    line: Colour
    blush: Colour
    hair: Colour
    hair_light: Colour


def _skin(near: str, far: str, line: str, blush: str, hair: str, hair_light: str) -> Skin:
    return Skin(*(hex_colour(text) for text in (near, far, line, blush, hair, hair_light)))


TONES = {
    "light": _skin("#F6CDB2", "#E0AC8C", "#C98F70", "#F0A58C", "#7A4A2E", "#9A6743"),
    "medium": _skin("#E9AE8E", "#D2906F", "#BC7A5B", "#E58F74", "#3B3247", "#54486A"),
    "deep": _skin("#9C6547", "#7C4D34", "#5C3623", "#A85A41", "#221B22", "#41343C"),
}
DIM = 0.07
"""How far skin is taken back in the dark, so that it does not glare (ours)."""
PARTNER = {"shirt": "#C7863B", "shirt_far": "#9A6527", "shirt_light": "#D69A52"}
"""The partner's shirt: not the colour of the one who lies there."""


def with_look(palette: Palette, skin: str, hair: str) -> Palette:
    """A palette for this person; a name that is not known takes the first choice."""
    tone = TONES.get(skin, TONES["medium"])
    dark = sum(palette.background) < 384
    dim = DIM if dark else 0.0
    lift = 0.17 if dark else 0.0
    black, grey = (0, 0, 0), (168, 160, 186)
    return replace(
        palette,
        skin=blend_colours(tone.near, black, dim),
        skin_far=blend_colours(tone.far, black, dim),
        skin_line=blend_colours(tone.line, black, dim),
        blush=tone.blush,
        hair=blend_colours(tone.hair, grey, lift),
        hair_light=blend_colours(tone.hair_light, grey, lift),
        hairstyle=hair if hair in HAIRS else HAIRS[0],
    )


def partner_of(palette: Palette, skin: str, hair: str) -> Palette:
    """The palette of who helps: another shirt, the next skin and the other hair."""
    following = SKINS[(SKINS.index(skin) + 1) % len(SKINS)] if skin in SKINS else SKINS[-1]
    other = HAIRS[1] if hair != HAIRS[1] else HAIRS[0]
    shirt = {name: hex_colour(text) for name, text in PARTNER.items()}
    line = blend_colours(shirt["shirt_far"], (0, 0, 0), 0.25)
    return replace(with_look(palette, following, other), **shirt, shirt_line=line)  # type: ignore[arg-type]  # all are colours
