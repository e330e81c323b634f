"""The themes as data, and the arithmetic of contrast that a test holds them to."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Theme:
    """Colours by what they are for, as `#rrggbb`, and who is drawn in them."""

    name: str
    """light, dark, contrast or contrast-dark."""
    bg: str
    ink: str
    muted: str
    teal: str
    """Quiet emphasis: words of side and rhythm, the pacer."""
    accent: str
    """The working muscle, the main button, the passing time."""
    accent_hover: str
    accent_pressed: str
    on_accent: str
    """Words on coral are dark: white would only reach 2.9 : 1."""
    soft: str
    """Second-rank buttons and quiet surfaces."""
    soft_hover: str
    soft_pressed: str
    tint: str
    """Pills and the circle behind the figure."""
    on_tint: str
    alarm: str
    """Words that stop something."""
    track: str
    """The part of a ring or bar that is still to come."""
    edge: str
    """The card's outline and hairlines."""
    focus: str
    disabled: str
    sitting: str
    """Sitting time in charts."""
    standing: str
    """Standing time in charts."""
    breath: str
    """The disc that swells with the breath."""
    line: str = ""
    """The outline of buttons, where the plate alone does not stand out enough; empty: none."""
    skin: str = "medium"
    hair: str = "bun"
    """The person in the figures: of `figure.SKINS` and `figure.HAIRS`."""


LIGHT = Theme(
    name="light", bg="#FBFAF7", ink="#27323C", muted="#5F6973", teal="#2A736E",
    accent="#FF6A45", accent_hover="#FF7C5B", accent_pressed="#EE5B36", on_accent="#2B1710",
    soft="#ECEAE4", soft_hover="#E2DFD7", soft_pressed="#D8D4CA",
    tint="#E6EFEA", on_tint="#256B66", alarm="#AE3413", track="#E4E2DB", edge="#D9D5CB",
    focus="#2E7D78", disabled="#A8ADB2", sitting="#2E7D78", standing="#9CC4BC", breath="#CFE3DC",
)  # fmt: skip
DARK = Theme(
    name="dark", bg="#1D2025", ink="#ECEAE6", muted="#A5AEB8", teal="#6CC7BE",
    accent="#FF7A57", accent_hover="#FF8E70", accent_pressed="#F06A46", on_accent="#2B1710",
    soft="#2C323A", soft_hover="#373E47", soft_pressed="#414A54",
    tint="#28343A", on_tint="#7FD0C8", alarm="#FF9A80", track="#333A42", edge="#3A414A",
    focus="#6CC7BE", disabled="#5C646D", sitting="#43A29A", standing="#35736F", breath="#2C4A4B",
)  # fmt: skip

CONTRAST = Theme(
    name="contrast", bg="#FFFFFF", ink="#000000", muted="#3A3A3A", teal="#00514C",
    accent="#A32A00", accent_hover="#8C2300", accent_pressed="#741C00", on_accent="#FFFFFF",
    soft="#F2F2F2", soft_hover="#E4E4E4", soft_pressed="#D2D2D2",
    tint="#DDEFEB", on_tint="#004A45", alarm="#861A00", track="#D8D8D8", edge="#000000",
    focus="#00514C", disabled="#6A6A6A", sitting="#00514C", standing="#5A6B78", breath="#BFDDD7",
    line="#000000",
)  # fmt: skip
"""Black on white; words reach 7 : 1 (WCAG 2, AAA)."""
CONTRAST_DARK = Theme(
    name="contrast-dark", bg="#000000", ink="#FFFFFF", muted="#D4D4D4", teal="#7FE3D8",
    accent="#FF9A6B", accent_hover="#FFB08A", accent_pressed="#FFC4A6", on_accent="#000000",
    soft="#1C1C1C", soft_hover="#303030", soft_pressed="#444444",
    tint="#12302E", on_tint="#8FE6DC", alarm="#FFC2AE", track="#3C3C3C", edge="#FFFFFF",
    focus="#7FE3D8", disabled="#9A9A9A", sitting="#7FE3D8", standing="#8C9AA8", breath="#1F4F4B",
    line="#FFFFFF",
)  # fmt: skip
"""White on black."""

THEMES = {theme.name: theme for theme in (LIGHT, DARK, CONTRAST, CONTRAST_DARK)}

TEXT_PAIRS: tuple[tuple[str, str], ...] = (
    ("ink", "bg"),
    ("muted", "bg"),
    ("teal", "bg"),
    ("alarm", "bg"),
    ("on_accent", "accent"),
    ("on_accent", "accent_hover"),
    ("on_accent", "accent_pressed"),
    ("ink", "soft"),
    ("ink", "soft_hover"),
    ("ink", "soft_pressed"),
    ("muted", "soft"),
    ("alarm", "soft"),
    ("alarm", "soft_hover"),
    ("ink", "tint"),
    ("on_tint", "tint"),
    ("ink", "breath"),
    ("bg", "on_tint"),
)
"""Every pair of text and ground that a window may draw."""
MARK_PAIRS: tuple[tuple[str, str], ...] = (("focus", "bg"), ("focus", "soft"))
"""Marks without words, such as the focus ring: 3 : 1 is enough (WCAG 1.4.11)."""
LINED_PAIRS: tuple[tuple[str, str], ...] = (
    ("line", "bg"),
    ("line", "soft"),
    ("edge", "bg"),
    ("accent", "bg"),
    ("sitting", "bg"),
    ("standing", "bg"),
)
"""Marks that a theme with lines promises besides: outlines, passing time and charts."""


def luminance(colour: str) -> float:
    """Relative luminance of `#rrggbb` (WCAG 2)."""
    parts = (int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5))
    red, green, blue = (
        part / 12.92 if part <= 0.03928 else ((part + 0.055) / 1.055) ** 2.4 for part in parts
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    """Contrast ratio of two colours, 1 to 21 (WCAG 2)."""
    dark, light = sorted((luminance(one), luminance(other)))
    return (light + 0.05) / (dark + 0.05)


def rgb(colour: str) -> tuple[int, int, int]:
    """The three bytes of `#rrggbb`."""
    return int(colour[1:3], 16), int(colour[3:5], 16), int(colour[5:7], 16)


def blend(one: str, other: str, share: float) -> str:
    """The colour that lies `share` (0 to 1) of the way from `one` to `other`."""
    mixed = (round(a + (b - a) * share) for a, b in zip(rgb(one), rgb(other), strict=True))
    return "#{:02X}{:02X}{:02X}".format(*mixed)
