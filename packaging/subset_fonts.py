"""Make hipbreak/ui/fonts/*.otf from Debian's fonts-inter: `python packaging/subset_fonts.py`.

Needs `fonttools` and the Debian package `fonts-inter`; only run when the fonts shall change.
Tk knows two weights a family, so four weights become two families of two: Inter hipbreak
(Regular, SemiBold as its bold) and Inter hipbreak Medium (Medium, Bold as its bold). Names of our
own keep an Inter that is installed already from being mixed in.
"""

from __future__ import annotations

from pathlib import Path

from fontTools import subset
from fontTools.ttLib import TTFont

SOURCE = Path("/usr/share/fonts/opentype/inter")
TARGET = Path(__file__).parent.parent / "hipbreak" / "ui" / "fonts"
RANGES = ((0x20, 0x7E), (0xA0, 0x17F), (0x2010, 0x2027), (0x2030, 0x203A), (0x2190, 0x2199))
SINGLES = (0x20AC, 0x2122, 0x2212, 0x2248, 0x2260, 0x2264, 0x2265, 0x2713, 0x25CF, 0xFFFD)
FACES = (
    ("Regular", "Inter hipbreak", "Regular", 400),
    ("SemiBold", "Inter hipbreak", "Bold", 700),
    ("Medium", "Inter hipbreak Medium", "Regular", 400),
    ("Bold", "Inter hipbreak Medium", "Bold", 700),
)


def wanted() -> set[int]:
    return {code for low, high in RANGES for code in range(low, high + 1)} | set(SINGLES)


def rename(font: TTFont, family: str, style: str, weight: int) -> None:
    """Give the face its family, its style within it, and the flags that agree."""
    names = font["name"]
    for record in (16, 17, 21, 22, 25):
        names.removeNames(nameID=record)
    full = f"{family} {style}"
    texts = {1: family, 2: style, 3: full, 4: full, 6: full.replace(" ", "-")}
    for record, text in texts.items():
        names.setName(text, record, 3, 1, 0x409)
    bold = style == "Bold"
    font["OS/2"].usWeightClass = weight
    font["OS/2"].fsSelection = (font["OS/2"].fsSelection & ~0x61) | (0x20 if bold else 0x40)
    font["head"].macStyle = 1 if bold else 0
    cff = font["CFF "].cff
    cff.fontNames[0] = texts[6]
    cff.topDictIndex[0].FamilyName = family
    cff.topDictIndex[0].FullName = full


def main() -> None:
    options = subset.Options(layout_features=["kern", "calt", "ccmp", "locl", "mark"], hinting=True)
    options.name_IDs = ["*"]
    for face, family, style, weight in FACES:
        font = TTFont(SOURCE / f"Inter-{face}.otf")
        cutter = subset.Subsetter(options)
        cutter.populate(unicodes=wanted())
        cutter.subset(font)
        rename(font, family, style, weight)
        font.save(TARGET / f"Inter-{face}.otf")


if __name__ == "__main__":
    main()
