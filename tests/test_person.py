"""The person in the figures: what settings.toml says is who is seen in the real windows."""

from __future__ import annotations

from PIL import Image, ImageChops

from hipbreak.ui.figure import SKINS
from hipbreak.ui.figure.looks import TONES
from hipbreak.ui.figure.palette import Colour
from tests.resident import Resident
from tests.rig import Desktop, wait_for
from tests.rig.windows import WindowInfo

WRITTEN = """
# by hand
[look]
theme = "light"
motion = "reduced"
skin = "deep"
hair = "short"
"""
SEEN = 150
"""Pixels of exactly one colour that a face and arms, or a head of hair, have at least."""


def only(picture: Image.Image, colour: Colour) -> Image.Image:
    """Where a picture has exactly this colour."""
    apart = ImageChops.difference(picture, Image.new("RGB", picture.size, colour))
    worst = Image.new("L", picture.size)
    for band in apart.split():
        worst = ImageChops.lighter(worst, band)
    return worst.point([255] + [0] * 255)


def amount(picture: Image.Image, colour: Colour) -> int:
    return only(picture, colour).histogram()[255]


def drawn(desktop: Desktop, window: WindowInfo, skin: str) -> Image.Image:
    """The window once somebody of this skin is to be seen in it."""

    def look() -> Image.Image | None:
        picture = desktop.picture().crop(window.box)
        return picture if amount(picture, TONES[skin].near) > SEEN else None

    return wait_for(look, what=f"a person whose skin is {skin}")


def played(resident: Resident, skin: str) -> Image.Image:
    """The player with its figure; it has gone when this returns."""
    resident.cli("now", "glute-press")
    window = resident.window("hipbreak")
    picture = drawn(resident.desktop, window, skin)
    wait_for(lambda: resident.desktop.focused() == window.id, what="the player's focus")
    resident.desktop.key("Escape")
    wait_for(lambda: resident.status()["break"] is None, what="the player's end")
    return picture


def nobody_else(picture: Image.Image, skin: str) -> None:
    tone = TONES[skin]
    assert amount(picture, tone.far) > SEEN / 3
    assert amount(picture, tone.hair) > SEEN
    for other in set(SKINS) - {skin}:
        assert amount(picture, TONES[other].near) == amount(picture, TONES[other].hair) == 0


def hair_box(picture: Image.Image, skin: str) -> tuple[int, int, int, int]:
    box = only(picture, TONES[skin].hair).getbbox()
    assert box
    return box


def test_settings_decide_who_is_shown(desktop: Desktop) -> None:
    """Skin and hair from a hand-written file are those in the player's pixels; a change of
    either is in the next window, without a restart, and in the waiting card's picture too."""
    resident = Resident(desktop)
    resident.folder.mkdir(mode=0o700, exist_ok=True)
    (resident.folder / "settings.toml").write_text(WRITTEN)
    resident.start()
    short = played(resident, "deep")
    nobody_else(short, "deep")
    resident.cli("set", "look.hair", "bun")
    bun = played(resident, "deep")
    nobody_else(bun, "deep")
    left, top, _, _ = hair_box(short, "deep")
    assert hair_box(bun, "deep")[0] < left or hair_box(bun, "deep")[1] < top - 3
    resident.cli("set", "look.skin", "light")
    nobody_else(played(resident, "light"), "light")
    resident.cli("set", "schedule.every", "1 s")
    card = resident.card()
    nobody_else(drawn(desktop, card, "light"), "light")
