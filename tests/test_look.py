"""Colours, letters and the system's light or dark: the parts of the look that can be measured."""

from __future__ import annotations

import json
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

import pytest
from jeepney import HeaderFields, new_error, new_method_return
from jeepney.bus_messages import message_bus
from jeepney.io.blocking import open_dbus_connection

from hipbreak.adapters.appearance import WAIT_S, system_theme
from hipbreak.core.setting_kinds import Choice
from hipbreak.core.settings import BY_KEY
from hipbreak.protocol import Look
from hipbreak.ui.figure import HAIRS, SKINS
from hipbreak.ui.look.faces import FAMILY, FAMILY_MEDIUM
from hipbreak.ui.look.paint import day_bar, plate
from hipbreak.ui.look.theme import (
    LINED_PAIRS,
    MARK_PAIRS,
    TEXT_PAIRS,
    THEMES,
    Theme,
    contrast,
    rgb,
)
from hipbreak.ui.root import FONTS
from hipbreak.ui.scenes import still
from hipbreak.ui.words import snooze_labels
from tests.rig import Desktop, wait_for
from tests.shots import ROUTINES, offer
from tests.window_child import WindowChild

ENOUGH_FOR_TEXT, ENOUGH_FOR_MARKS = 4.5, 3.0
HIGH_FOR_TEXT, HIGH_FOR_MARKS = 7.0, 4.5
ALL = pytest.mark.parametrize("theme", THEMES.values(), ids=lambda theme: theme.name)
HIGH = pytest.mark.parametrize(
    "theme",
    [theme for theme in THEMES.values() if theme.line],
    ids=lambda theme: theme.name,
)


@ALL
@pytest.mark.parametrize("pair", TEXT_PAIRS, ids="-on-".join)
def test_words_can_be_read(theme: Theme, pair: tuple[str, str]) -> None:
    """Every text colour on every ground it is drawn on reaches 4.5 : 1 (WCAG 2, AA), and
    7 : 1 (AAA) in the themes of high contrast."""
    ink, ground = (getattr(theme, name) for name in pair)
    assert contrast(ink, ground) >= (HIGH_FOR_TEXT if theme.line else ENOUGH_FOR_TEXT)


@ALL
@pytest.mark.parametrize("pair", MARK_PAIRS, ids="-on-".join)
def test_the_focus_ring_can_be_seen(theme: Theme, pair: tuple[str, str]) -> None:
    """Marks without words reach 3 : 1 (WCAG 2, 1.4.11)."""
    mark, ground = (getattr(theme, name) for name in pair)
    assert contrast(mark, ground) >= (HIGH_FOR_MARKS if theme.line else ENOUGH_FOR_MARKS)


@HIGH
@pytest.mark.parametrize("pair", LINED_PAIRS, ids="-on-".join)
def test_high_contrast_is_also_for_outlines_and_charts(theme: Theme, pair: tuple[str, str]) -> None:
    """The edge of a button, passing time and a chart's bars reach 4.5 : 1 on their ground."""
    mark, ground = (getattr(theme, name) for name in pair)
    assert contrast(mark, ground) >= HIGH_FOR_MARKS


def test_what_can_be_set_is_what_can_be_drawn() -> None:
    """The names of themes, skins and hair in the settings are those of the windows."""
    known = {"theme": ("auto", *THEMES), "skin": SKINS, "hair": HAIRS}
    for name, values in known.items():
        kind = BY_KEY[f"look.{name}"].kind
        assert isinstance(kind, Choice) and kind.words == values


@HIGH
def test_buttons_have_an_outline_in_high_contrast(theme: Theme) -> None:
    """A plate's edge is drawn in the theme's line, and with the focus in the ring's colour."""
    plain = plate(40, 9, theme.bg, theme.soft, None, 4, 2, line=(theme.line, 1))
    assert plain.getpixel((20, 4)) == rgb(theme.line) and plain.getpixel((20, 5)) == rgb(theme.soft)
    ringed = plate(40, 9, theme.bg, theme.soft, theme.focus, 4, 2, line=(theme.line, 1))
    assert ringed.getpixel((20, 0)) == rgb(theme.focus)


def test_the_person_in_the_figures_is_the_one_that_was_chosen() -> None:
    """Skin and hair come from the look: each choice gives another picture."""
    routine = ROUTINES.get("glute-press")
    drawn = {
        still(replace(THEMES["light"], skin=skin, hair=hair), routine, (160, 120)).tobytes()
        for skin in SKINS
        for hair in HAIRS
    }
    assert len(drawn) == len(SKINS) * len(HAIRS)


def test_contrast_is_that_of_the_standard() -> None:
    """Black on white is 21 : 1, and order does not matter; white on our coral would fail."""
    assert contrast("#000000", "#FFFFFF") == pytest.approx(21)
    assert contrast("#FFFFFF", "#FF6A45") == contrast("#FF6A45", "#FFFFFF") < 3


def test_the_typeface_is_small_and_licensed() -> None:
    """Four faces of less than 120 kB each, with the licence beside them."""
    faces = sorted(FONTS.glob("*.otf"))
    assert len(faces) == 4
    assert all(face.stat().st_size < 120_000 for face in faces)
    licence = (FONTS / "OFL.txt").read_text()
    assert "SIL OPEN FONT LICENSE" in licence and "The Inter Project Authors" in licence


PROBE = """
import tkinter.font, json
from hipbreak.protocol import Look
from hipbreak.ui.shell import open_shell
shell = open_shell("card", Look(theme="light"))
kit = shell.kit
families = {role: tkinter.font.Font(shell.root, font=kit.faces(role)).actual()["family"]
            for role in ("text", "label", "title")}
letters = tkinter.font.Font(shell.root, font=kit.faces("title")).actual("weight")
print(json.dumps([kit.scale, families, letters]))
"""


@pytest.mark.parametrize(("dpi", "scale"), [(96, 1.0), (144, 1.5), (192, 2.0), (480, 3.0)])
def test_the_real_scale_and_our_own_letters(dpi: int, scale: float) -> None:
    """Sizes follow the screen's real dpi, up to 300 %, in our typeface, which is not installed."""
    with Desktop(dpi=dpi) as desktop:
        desktop.run("sh", "-c", "! fc-list | grep -q 'Inter hipbreak'")
        said = desktop.run(sys.executable, "-c", PROBE).stdout
    found, families, weight = json.loads(said)
    assert found == pytest.approx(scale, abs=0.03)
    assert families == {"text": FAMILY, "label": FAMILY_MEDIUM, "title": FAMILY}
    assert weight == "bold"


def test_a_desktop_that_scales_by_letters_only(desktop: Desktop) -> None:
    """GNOME and others leave the server at 96 dpi and set Xft.dpi: that is believed."""
    desktop.run("xrdb", "-merge", input="Xft.dpi: 192\n")
    said = desktop.run(sys.executable, "-c", PROBE).stdout
    assert json.loads(said)[0] == pytest.approx(2.0, abs=0.03)


def test_labels_of_later() -> None:
    """Minutes are said once; different units each in full."""
    assert snooze_labels((300, 600, 1200)) == ("In 5", "10", "20 min")
    assert snooze_labels((20, 40)) == ("In 20", "40 s")
    assert snooze_labels((30, 600)) == ("In 30 s", "10 min")
    assert snooze_labels((600,)) == ("In 10 min",)


# The system's light or dark


Settings = dict[str, dict[str, tuple[str, object]]]
"""What a portal knows: keys with their values, by namespaces."""


def common(**values: int) -> Settings:
    """Settings that all desktops name alike."""
    named = {key.replace("_", "-"): ("u", value) for key, value in values.items()}
    return {"org.freedesktop.appearance": dict(named)}


ANOTHER_DESKTOPS = common(color_scheme=2, contrast=0)
"""What is left of `ReadAll` where another desktop is installed besides: its answer comes last."""


@contextmanager
def portal(desktop: Desktop, settings: Settings | None) -> Iterator[None]:
    """A desktop portal on the rig's bus with these settings; None: it never answers."""
    bus = open_dbus_connection(desktop.env["DBUS_SESSION_BUS_ADDRESS"])
    name = "org.freedesktop.portal.Desktop"
    bus.send_and_get_reply(message_bus.RequestName(name))
    over = threading.Event()

    def answer() -> None:
        while not over.is_set():
            try:
                call = bus.receive(timeout=0.05)
            except TimeoutError:
                continue
            asked = call.header.fields.get(HeaderFields.member)
            if settings is None:
                continue
            if asked == "Read":
                space, key = call.body
                value = settings.get(space, {}).get(key)
                bus.send(
                    new_method_return(call, "v", (("v", value),))
                    if value
                    else new_error(call, "org.freedesktop.portal.Error.NotFound")
                )
            elif asked == "ReadAll":
                bus.send(new_method_return(call, "a{sa{sv}}", (ANOTHER_DESKTOPS,)))

    server = threading.Thread(target=answer)
    server.start()
    try:
        yield
    finally:
        over.set()
        server.join()
        bus.close()


def asked(desktop: Desktop, **more: str) -> str:
    """The theme as a fresh process of this desktop finds it."""
    code = "from hipbreak.adapters.appearance import system_theme as s; print(s())"
    command = (*(f"{key}={value}" for key, value in more.items()), sys.executable, "-c", code)
    return desktop.run("env", *command).stdout.strip()


@pytest.mark.parametrize(("scheme", "theme"), [(1, "dark"), (2, "light")])
def test_the_portal_says_dark_or_light(desktop: Desktop, scheme: int, theme: str) -> None:
    """The desktop's own word comes first, before GTK's and that of another desktop which is
    installed besides."""
    with portal(desktop, common(color_scheme=scheme)):
        assert asked(desktop, GTK_THEME="Adwaita" if theme == "dark" else "Adwaita:dark") == theme


def test_a_portal_without_a_preference_leaves_it_to_gtk(desktop: Desktop) -> None:
    """0 means no preference."""
    with portal(desktop, common(color_scheme=0)):
        assert asked(desktop, GTK_THEME="Adwaita:dark") == "dark"
        assert asked(desktop) == "light"


@pytest.mark.parametrize(
    ("colours", "theme"),
    [
        ("[Colors:Window]\nBackgroundNormal=42,46,50\n", "dark"),
        (
            "[General]\nColorScheme=BreezeLight\n[Colors:Window]\nBackgroundNormal=239,240,241\n",
            "light",
        ),
        ("[Colors:Window]\nBackgroundNormal=none\n", "light"),
        ("BackgroundNormal=42,46,50\n", "light"),
    ],
)
def test_plasma_without_its_portal_is_known_by_its_colours(
    desktop: Desktop, tmp_path: Path, colours: str, theme: str
) -> None:
    """Where nobody answers, Plasma's file tells; elsewhere that file is no word of the desktop."""
    (tmp_path / "kdeglobals").write_text(colours)
    assert asked(desktop, XDG_CURRENT_DESKTOP="KDE", XDG_CONFIG_HOME=str(tmp_path)) == theme
    assert asked(desktop, XDG_CURRENT_DESKTOP="XFCE", XDG_CONFIG_HOME=str(tmp_path)) == "light"


GNOME_HIGH: Settings = {"org.gnome.desktop.a11y.interface": {"high-contrast": ("b", True)}}


@pytest.mark.parametrize(
    ("settings", "theme"),
    [
        (common(contrast=1), "contrast"),
        (common(contrast=1, color_scheme=1), "contrast-dark"),
        (common(contrast=1, color_scheme=2), "contrast"),
        (common(contrast=0, color_scheme=1), "dark"),
        (GNOME_HIGH, "contrast"),
        (common(color_scheme=1) | GNOME_HIGH, "contrast-dark"),
        ({"org.gnome.desktop.a11y.interface": {"high-contrast": ("b", False)}}, "light"),
        (common(contrast=7, color_scheme=9), "light"),
        ({"org.freedesktop.appearance": {"contrast": ("s", "high")}}, "light"),
    ],
)
def test_the_portal_says_high_contrast(desktop: Desktop, settings: Settings, theme: str) -> None:
    """By its common name, or by GNOME's own switch where the portal is older; nonsense is
    no wish."""
    with portal(desktop, settings):
        assert asked(desktop) == theme


def test_a_window_follows_the_desktops_high_contrast(desktop: Desktop) -> None:
    """With the theme `auto` a real window takes the ground and the accent of high contrast."""
    high = THEMES["contrast-dark"]
    with portal(desktop, common(contrast=1, color_scheme=1)):
        child = WindowChild(desktop, "card", offer("glute-press", Look(theme="auto")))
        child.show()
        seen = desktop.wait_window("hipbreak: a break")
        wait_for(lambda: desktop.find_colour(high.accent, seen), what="the accent")
        assert desktop.picture().getpixel((seen.x + 20, seen.y + 20)) == rgb(high.bg)
        child.hang_up()


def test_a_mute_portal_holds_nothing_up(desktop: Desktop, monkeypatch: pytest.MonkeyPatch) -> None:
    """A portal that never answers costs at most the short wait."""
    env = {"DBUS_SESSION_BUS_ADDRESS": desktop.env["DBUS_SESSION_BUS_ADDRESS"], "HOME": "/none"}
    monkeypatch.setenv("DBUS_SESSION_BUS_ADDRESS", env["DBUS_SESSION_BUS_ADDRESS"])
    system_theme(env)  # imports done
    with portal(desktop, None):
        began = time.monotonic()
        assert system_theme(env) == "light"
        assert WAIT_S * 0.8 <= time.monotonic() - began < WAIT_S + 0.4


@pytest.mark.parametrize(
    ("text", "theme"),
    [
        ("[Settings]\ngtk-application-prefer-dark-theme=1\n", "dark"),
        ("[Settings]\ngtk-theme-name=Arc-Dark\n", "dark"),
        ("[Settings]\ngtk-theme-name=Arc\n", "light"),
        ("[Settings]\ngtk-theme-name=HighContrast\n", "contrast"),
        ("[Settings]\ngtk-theme-name=HighContrastInverse\n", "contrast-dark"),
        ("no settings at all", "light"),
        ("", "light"),
    ],
)
def test_gtk_settings(tmp_path: Path, text: str, theme: str) -> None:
    """Without a portal GTK's settings file decides; a broken one decides nothing."""
    folder = tmp_path / "gtk-3.0"
    folder.mkdir()
    (folder / "settings.ini").write_text(text)
    assert system_theme({"XDG_CONFIG_HOME": str(tmp_path)}) == theme


def test_no_bus_is_light() -> None:
    """Nobody to ask: light."""
    assert system_theme({"HOME": "/none", "DBUS_SESSION_BUS_ADDRESS": "unix:path=/none"}) == "light"


@pytest.mark.parametrize("name", THEMES)
def test_a_long_sit_stands_out_on_its_bar(name: str) -> None:
    """Its dot has a rim of the ground: 4.5 : 1 against dot and bar in high contrast."""
    theme = THEMES[name]
    colours = (theme.bg, theme.track, theme.sitting, theme.standing, theme.accent)
    bar = day_bar((50, 150), (1.0, 0.0), colours, 1)
    middle = {bar.getpixel((25, y)) for y in range(bar.height)}
    assert {rgb(theme.bg), rgb(theme.sitting), rgb(theme.accent)} <= middle
    if theme.line:
        assert contrast(theme.bg, theme.sitting) >= HIGH_FOR_MARKS
