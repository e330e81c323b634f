"""Contact sheets of all figures, to be looked at: `python -m tests.figure_sheet`.

In `build/figures`: `THEME.png`: the telling pose of each; `NAME.png`: the movement in six moments,
for both sides in light and in dark; `NAME-double.png`: large; `sizes.png`: from a stamp to a large
picture; `cards-THEME.png`: as the small card shows them; `looks-THEME.png`: skins and hairs.
"""

from __future__ import annotations

from pathlib import Path

from PIL import Image

from hipbreak.ui.figure import HAIRS, SKINS, Scene
from hipbreak.ui.figure.shelf import figures_dir
from hipbreak.ui.figure.themes import THEMES

OUT = Path("build/figures")
SIZE = (480, 340)
DOUBLE = (960, 680)
CARD = (220, 170)


def sheet(pictures: list[Image.Image], columns: int, theme: str) -> Image.Image:
    """Pictures of one size in rows."""
    width, height = pictures[0].size
    rows = -(-len(pictures) // columns)
    page = Image.new("RGB", (width * columns, height * rows), THEMES[theme].background)
    for i, picture in enumerate(pictures):
        page.paste(picture, (i % columns * width, i // columns * height))
    return page


def movement(name: str) -> Image.Image:
    """One figure: six moments drawn for its right side, then in the dark for its left."""
    pictures = []
    for theme, side in (("light", "right"), ("dark", "left")):
        scene = Scene(name, theme, SIZE, side)
        pictures += [scene.frame(scene.seconds * i / 6, (i % 6) / 5) for i in range(6)]
    return sheet(pictures, 3, "light")


def sizes(name: str) -> Image.Image:
    page = Image.new("RGB", (1440 + 480, 1000), THEMES["light"].background)
    page.paste(Scene(name, size=(1440, 1000)).still(), (0, 0))
    y = 0
    for size in ((480, 340), (240, 170), (120, 100), (200, 300)):
        page.paste(Scene(name, size=size).still(), (1440, y))
        y += size[1]
    return page


def cards(names: list[str], theme: str) -> Image.Image:
    return sheet([Scene(name, theme, CARD).still() for name in names], 5, theme)


def looks(theme: str) -> Image.Image:
    pictures = []
    for hair in HAIRS:
        for skin in SKINS:
            for name in ("kd4-press", "leg-pull"):
                pictures.append(Scene(name, theme, SIZE, skin=skin, hair=hair).still())
    return sheet(pictures, 4, theme)


def main() -> None:
    OUT.mkdir(parents=True, exist_ok=True)
    names = sorted(path.stem for path in figures_dir().glob("*.toml"))
    for theme in THEMES:
        stills = [Scene(name, theme, SIZE).still() for name in names]
        sheet(stills, 3, theme).save(OUT / f"{theme}.png")
        cards(names, theme).save(OUT / f"cards-{theme}.png")
        looks(theme).save(OUT / f"looks-{theme}.png")
    for name in names:
        movement(name).save(OUT / f"{name}.png")
        Scene(name, size=DOUBLE).still().save(OUT / f"{name}-double.png")
    sizes("glute-press").save(OUT / "sizes.png")
    print(f"{len(names)} figures in {OUT}")


if __name__ == "__main__":
    main()
