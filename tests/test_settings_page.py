"""The settings page: every option is on it, and what is changed there is in the file at once."""

from __future__ import annotations

import sqlite3
from pathlib import Path

import pytest

from hipbreak.adapters.settings_file import load, set_value
from hipbreak.core.errors import UserError
from hipbreak.core.setting_kinds import parse_range
from hipbreak.core.settings import OPTIONS
from hipbreak.protocol import Close, Look, OpenHome, Shown
from hipbreak.ui.home.settings_model import (
    GROUPS,
    TITLES,
    SettingsFile,
    explained,
    group_of,
    options_of,
    past_midnight,
    title,
)
from hipbreak.ui.look.theme import CONTRAST, DARK, LIGHT, rgb
from tests.resident import Resident
from tests.rig import Desktop, wait_for
from tests.rig.windows import WindowInfo
from tests.shots import CARD, HOME
from tests.test_look_fit import check, measure
from tests.window_child import WindowChild


def test_every_option_is_on_the_page_once() -> None:
    """Nothing that the file knows is missing from the page, and each has a name and a group."""
    shown = [option.key for group in GROUPS for option in options_of(group)]
    assert sorted(shown) == sorted(option.key for option in OPTIONS)
    assert set(TITLES) <= set(shown)
    for option in OPTIONS:
        assert title(option.key)
        assert explained(option) or group_of(option.key).name == "hours"
        assert "`" not in explained(option)


@pytest.mark.parametrize(
    ("key", "text"),
    [
        ("schedule.every", "often"),
        ("schedule.snoozes", "1 min, 2 min, 3 min, 4 min, 5 min, 6 min"),
        ("hours.monday", "9-12, tea"),
        ("plans.morning", "25:00"),
    ],
)
def test_what_is_wrong_is_said_in_the_words_of_the_command_line(
    tmp_path: Path, key: str, text: str
) -> None:
    """The page's sentence is the one of `hipbreak set`, without the name it stands beside."""
    file = SettingsFile(tmp_path / "settings.toml")
    said = file.put(key, text)
    with pytest.raises(UserError) as caught:
        set_value(file.path, key, text)
    assert said and f"{key}: {said}" == str(caught.value)
    assert not file.path.exists()


# The window


class Page:
    """The window opened at one place of the page, and its settings file."""

    def __init__(self, desktop: Desktop, place: str, theme: str = "light") -> None:
        self.desktop = desktop
        self.file = Path(desktop.env["HIPBREAK_HOME"]) / "settings.toml"
        self.child = WindowChild(desktop, "home", OpenHome(Look(theme=theme), place))
        self.child.wait(Shown)
        self.window: WindowInfo = desktop.wait_window(HOME)
        wait_for(lambda: desktop.focused() == self.window.id, what="the window's focus")

    def value(self, key: str) -> object:
        return load(self.file)[0].plain()[key]

    def wait_value(self, key: str, value: object) -> None:
        wait_for(lambda: self.value(key) == value, what=f"{key} = {value}")

    def press(self, key: str, option: str, value: object) -> None:
        """One press is one step, also while the window changes."""
        self.desktop.key(key)
        self.wait_value(option, value)

    def has(self, colour: str, box: tuple[int, int, int, int] | None = None) -> bool:
        """Thin letters have few pixels of their own colour; one is enough."""
        picture, wanted = self.desktop.picture().crop(box or self.window.box), rgb(colour)
        return any(
            max(abs(a - b) for a, b in zip(one, wanted, strict=True)) <= 10  # type: ignore[arg-type]
            for _, one in picture.convert("RGB").getcolors(1 << 24) or []
        )

    def ground(self) -> tuple[int, ...]:
        """The colour in the page's lower corner at the right, left of the thumb."""
        _, _, right, bottom = self.window.box
        picture = self.desktop.picture()
        return tuple(picture.getpixel((right - 24, bottom - 6)))  # type: ignore[arg-type]


@pytest.fixture
def given(desktop: Desktop) -> Desktop:
    """A person with a settings file of their own."""
    folder = Path(desktop.env["HIPBREAK_HOME"])
    folder.mkdir(mode=0o700)
    (folder / "settings.toml").write_text('# mine\n[schedule]\nevery = "2 h"  # long\n')
    return desktop


def test_a_typed_duration_is_saved_and_the_comments_stay(given: Desktop) -> None:
    """Return saves; the file keeps what the person wrote around it."""
    page = Page(given, "settings/rhythm:0")
    given.key("ctrl+a")
    given.type("50min")
    given.key("Return")
    page.wait_value("schedule.every", "50 min")
    assert page.file.read_text() == '# mine\n[schedule]\nevery = "50 min"  # long\n'


def test_a_mistake_at_the_lower_edge_comes_into_sight() -> None:
    """The sentence below a field that lies at the window's edge is seen; and a first setting
    makes its folder."""
    with Desktop(size="1024x600") as desktop:
        page = Page(desktop, "settings/rhythm:7")
        assert not page.has(LIGHT.alarm)
        desktop.key("ctrl+a")
        desktop.type("often")
        desktop.key("Return")
        bottom = page.window.box[3]
        lower_edge = page.window.box[0], bottom - 10, page.window.box[2], bottom
        wait_for(lambda: page.has(LIGHT.alarm), what="the sentence")
        wait_for(lambda: not page.has(LIGHT.alarm, lower_edge), what="all of it")
        desktop.key("ctrl+a")
        desktop.type("40 min")
        desktop.key("Return")
        page.wait_value("schedule.ignored", "40 min")


def test_leaving_a_field_saves_it_and_escape_does_not(given: Desktop) -> None:
    """Tab takes what was typed; Escape brings the old value back and does not close the window."""
    page = Page(given, "settings/rhythm:0")
    given.key("ctrl+a")
    given.type("7 min")
    given.key("Escape")
    given.key("ctrl+a")
    given.type("40 min")
    given.key("Tab")
    page.wait_value("schedule.every", "40 min")
    given.key("Escape")
    assert page.child.wait_end() == 0


def test_a_mistake_is_said_and_the_old_value_stays(given: Desktop) -> None:
    """What is no duration turns up in red below its field; the file is as it was."""
    page = Page(given, "settings/rhythm:0")
    before = page.file.read_bytes()
    assert not page.has(LIGHT.alarm)
    given.key("ctrl+a")
    given.type("often")
    given.key("Return")
    wait_for(lambda: page.has(LIGHT.alarm), what="the sentence")
    assert page.file.read_bytes() == before
    given.key("Escape")
    wait_for(lambda: not page.has(LIGHT.alarm), what="the sentence to go")


def test_a_changed_setting_goes_back_to_its_default(given: Desktop) -> None:
    """Beside a changed value stands the way back, one Tab away."""
    page = Page(given, "settings/rhythm:0")
    given.key("Tab", "Return")
    page.wait_value("schedule.every", "1 h")
    assert page.file.read_text() == "# mine\n[schedule]\n"


def test_digits_are_typed_and_do_not_turn_the_page(given: Desktop) -> None:
    """In a field, 1 is a one; a whole day may be typed into its first field."""
    given.run("hipbreak", "set", "hours.monday", "8-9")
    page = Page(given, "settings/hours:0")
    given.key("ctrl+a")
    given.type("9-12:30, 13-17")
    given.key("Tab", "ctrl+a", "BackSpace", "Return")
    page.wait_value("hours.monday", ["9:00-12:30", "13:00-17:00"])


def test_hours_are_added_typed_and_taken_away(given: Desktop) -> None:
    """The first + gives a usual day, the next a range to be typed; × takes one away."""
    page = Page(given, "settings/hours:0")
    given.key("Return")
    page.wait_value("hours.monday", ["9:00-17:00"])
    given.key("ctrl+a")
    given.type("8")
    given.key("Tab", "ctrl+a")
    given.type("12:30")
    given.key("Tab")
    page.wait_value("hours.monday", ["8:00-12:30"])
    given.key("Tab", "Return")
    given.type("13")
    given.key("Return")  # on to its other field
    given.type("17")
    given.key("Return")
    page.wait_value("hours.monday", ["8:00-12:30", "13:00-17:00"])
    given.key("Tab", "Return")
    page.wait_value("hours.monday", ["8:00-12:30"])


def test_a_half_range_waits_and_is_told_when_it_is_left(given: Desktop) -> None:
    """With the keyboard in its other field nothing is wrong yet; elsewhere it is said."""
    page = Page(given, "settings/hours:0")
    given.key("Return")
    page.wait_value("hours.monday", ["9:00-17:00"])
    given.key("Tab", "Tab", "Tab", "Return")
    given.type("18")
    given.key("Tab")
    given.key("shift+Tab")
    assert not page.has(LIGHT.alarm)
    given.key("shift+Tab")
    wait_for(lambda: page.has(LIGHT.alarm), what="the sentence")
    assert page.value("hours.monday") == ["9:00-17:00"]


def test_hours_past_midnight_are_said_in_words() -> None:
    """What ends on the next day says when and on which; Sunday's ends on Monday."""
    night, day = parse_range("22-6"), parse_range("9-12")
    assert past_midnight("hours.monday", (day, night)) == "Until 6:00 on Tuesday."
    assert past_midnight("hours.sunday", (night, parse_range("7-7"))) == (
        "Until 6:00 and 7:00 on Monday."
    )
    assert past_midnight("hours.friday", (day,)) == ""


def test_mondays_hours_are_copied_to_the_week(given: Desktop) -> None:
    """One button gives Tuesday to Friday the same ranges; the weekend stays free."""
    given.run("hipbreak", "set", "hours.monday", "22-6")
    page = Page(given, "settings/hours:3")
    given.key("Tab", "Tab", "Tab", "Tab", "Tab", "Tab", "Tab", "Return")
    page.wait_value("hours.friday", ["22:00-6:00"])
    assert page.value("hours.saturday") == []


def test_things_are_turned_on_and_off_by_keys(given: Desktop) -> None:
    """Space turns a chip, the arrow goes to the next."""
    page = Page(given, "settings/place:2")
    given.key("space", "Right", "space")
    page.wait_value("place.things", ["ball", "couch"])
    given.key("space")
    page.wait_value("place.things", ["ball"])


def test_a_menu_is_worked_by_keys(given: Desktop) -> None:
    """Many choices are a menu: Down opens it, Down and Return choose; Escape leaves it."""
    page = Page(given, "settings/desktop:5")
    given.key("Down")
    wait_for(lambda: len([w for w in given.windows() if w.mapped]) > 1, what="the menu")
    given.key("Down", "Return")
    page.wait_value("idle.source", "mutter")
    given.key("Escape")
    assert page.child.wait_end() == 0


def test_the_look_changes_at_once_and_the_keyboard_stays(given: Desktop) -> None:
    """The arrow keys go through the themes in the same window, which wears each of them."""
    page = Page(given, "settings/look:1", "contrast-dark")
    for theme, colours in (("light", LIGHT), ("dark", DARK), ("contrast", CONTRAST)):
        page.press("Right", "look.theme", theme)
        wait_for(lambda: page.ground() == rgb(colours.bg), what=f"the theme {theme}")  # noqa: B023
    assert given.wait_window(HOME).id == page.window.id
    assert "Traceback" not in given.log_text()


@pytest.mark.parametrize(
    ("place", "key", "option", "value"),
    [
        ("settings/look:1", "Right", "look.theme", "contrast"),
        ("settings/look:14", "Return", "look.text_scale", 1.3),
    ],
)
def test_no_key_is_lost_while_the_look_changes(
    given: Desktop, place: str, key: str, option: str, value: object
) -> None:
    """Three presses faster than the window is built anew are three steps."""
    page = Page(given, place)
    given.key(key, key, key)
    page.wait_value(option, value)
    given.key(key)
    wait_for(lambda: page.value(option) != value, what="one more step")
    assert "Traceback" not in given.log_text()


def test_a_new_look_keeps_the_keyboard_in_sight() -> None:
    """Far down on a small screen the text grows twice: the same button still has the keyboard,
    and is seen each time."""
    with Desktop(size="1024x600") as desktop:
        page = Page(desktop, "settings/look:14")
        for scale in (1.1, 1.2):
            page.press("Return", "look.text_scale", scale)
            wait_for(lambda: desktop.find_colour(LIGHT.focus), what="its ring")
        assert "Traceback" not in desktop.log_text()


def test_a_time_is_set_by_mouse_alone_or_by_arrow_keys(given: Desktop) -> None:
    """Less and more beside the field, also its arrow keys, and the wheel once it was clicked."""
    page = Page(given, "settings/rhythm:0")
    given.key("Up", "Up", "Down", "Return")
    page.wait_value("schedule.every", "2 h 30 min")
    x, y = plates(given, page)
    given.click(x, y)
    page.wait_value("schedule.every", "3 h")
    given.click(x - 40, y)
    page.wait_value("schedule.every", "2 h 30 min")
    given.click(x - 160, y)
    given.click(x - 160, y, button=5)
    given.click(x - 160, y, button=5)
    given.key("Tab")
    page.wait_value("schedule.every", "1 h 55 min")
    assert "Traceback" not in given.log_text()


def plates(desktop: Desktop, page: Page) -> tuple[int, int]:
    """The middle of the uppermost "+", left of the page's right edge."""
    _, top, right, _ = page.window.box
    column = right - 45
    picture = desktop.picture().convert("RGB")
    rows = [
        y for y in range(top + 120, top + 300) if picture.getpixel((column, y)) == rgb(LIGHT.soft)
    ]
    return column, rows[0] + 12


def test_the_hours_are_set_by_mouse_and_arrow_keys(given: Desktop) -> None:
    """A quarter of an hour with each step."""
    page = Page(given, "settings/hours:0")
    given.key("Return")
    page.wait_value("hours.monday", ["9:00-17:00"])
    given.key("Down", "Down", "Tab", "Up", "Return")
    page.wait_value("hours.monday", ["8:30-17:15"])


def test_the_volume_is_dragged_clicked_or_moved_by_keys(given: Desktop) -> None:
    """Each key writes it; the pointer writes when it lets go. No step beyond the ends."""
    page = Page(given, "settings/sound:2")
    given.key("Right")
    page.wait_value("sound.volume", 0.35)
    given.key("Next")
    page.wait_value("sound.volume", 0.15)
    given.key("End", "Right")
    page.wait_value("sound.volume", 1.0)
    given.key("Home", "Left")
    page.wait_value("sound.volume", 0.0)
    given.key("Right", "Right")
    page.wait_value("sound.volume", 0.1)
    x, y = knob(given, page)
    given.click(x + 60, y)
    wait_for(lambda: 0.4 <= float(str(page.value("sound.volume"))) <= 0.5, what="the click")
    given.key("Left", "Left")
    wait_for(lambda: 0.3 <= float(str(page.value("sound.volume"))) <= 0.4, what="the keys after it")
    x, y = knob(given, page)
    given.run("xdotool", "mousemove", str(x), str(y), "mousedown", "1")
    given.run("xdotool", "mousemove", str(x + 40), str(y), "mousemove", str(x + 400), str(y + 30))
    given.run("xdotool", "mouseup", "1")
    page.wait_value("sound.volume", 1.0)
    assert "Traceback" not in given.log_text()


def knob(desktop: Desktop, page: Page) -> tuple[int, int]:
    """The middle of the highest and longest run of the slider's colour with a ring around it."""
    return wait_for(lambda: desktop.find_colour(LIGHT.focus, page.window), what="the knob")


def test_what_an_editor_changes_is_followed(given: Desktop) -> None:
    """A file written elsewhere is seen in a moment, in the window's look too."""
    page = Page(given, "settings/rhythm:0")
    given.run("hipbreak", "set", "look.theme", "dark")
    wait_for(lambda: page.ground() == rgb(DARK.bg), what="the dark window")


def test_a_broken_file_is_told_and_left_alone(given: Desktop) -> None:
    """The page opens, says what is wrong, and no control writes."""
    broken = b'[schedule]\nevery = "often"\n'
    (Path(given.env["HIPBREAK_HOME"]) / "settings.toml").write_bytes(broken)
    page = Page(given, "settings/place:0")
    wait_for(lambda: page.has(LIGHT.alarm), what="the sentence")
    given.key("Right")
    given.key("Tab", "space")
    given.key("Escape")
    assert page.child.wait_end() == 0
    assert page.file.read_bytes() == broken
    assert "Traceback" not in given.log_text()


def test_a_shown_card_writes_nothing_down(given: Desktop) -> None:
    """The preview is a real card; pressing it closes it and leaves no journal."""
    page = Page(given, "settings/look:0")
    given.key("Return")
    card = given.wait_window(CARD)
    wait_for(lambda: given.find_colour(LIGHT.accent, card), what="its button")

    def gone() -> bool:
        place = given.find_colour(LIGHT.accent, card)
        if place:
            given.click(*place)
        return all(w.id != card.id for w in given.windows() if w.mapped)

    wait_for(gone, what="the card to go", every=0.4)
    assert not (page.file.parent / "journal.sqlite3").exists()


def test_the_preview_goes_with_its_window(given: Desktop) -> None:
    """Closing the settings closes the card that was shown from them."""
    page = Page(given, "settings/look:0")
    given.key("Return")
    given.wait_window(CARD)
    page.child.send(Close())
    page.child.wait_end()
    given.wait_no_window(CARD)


def test_starting_at_login_is_turned_on_here(given: Desktop) -> None:
    """The switch writes the session's own entry, and takes it away again."""
    page = Page(given, "settings/desktop:0")
    entry = given.home / ".config" / "autostart" / "hipbreak.desktop"
    given.key("space")
    wait_for(entry.exists, what="the entry")
    given.key("Return")
    wait_for(lambda: '"on": false' in said(given), what="it to be off")
    page.child.send(Close())


def said(desktop: Desktop) -> str:
    return desktop.run("hipbreak", "autostart", "status", "--json").stdout


def test_a_running_hipbreak_hears_of_the_change(desktop: Desktop) -> None:
    """The time between breaks counts from the next second on."""
    resident = Resident(desktop).start()
    page = Page(desktop, "settings/rhythm:0")
    desktop.key("ctrl+a")
    desktop.type("2 h")
    desktop.key("Return")
    resident.wait_status(lambda seen: (seen["due_in_s"] or 0) > 3700, "the new time")
    page.child.send(Close())


def test_erasing_asks_for_the_word(given: Desktop) -> None:
    """Without the word nothing goes; with it the journal is empty and a new one goes on."""
    resident = Resident(given).start()
    resident.cli("safety", "set", "infection", "no")
    page = Page(given, "settings/data:8")
    given.key("Return")
    wait_for(lambda: page.has(LIGHT.alarm), what="the sentence")
    assert resident.query("SELECT count(*) FROM answers") == [(1,)]
    given.type("erase")
    given.key("Return")
    wait_for(lambda: resident.query("SELECT count(*) FROM answers") == [(0,)], what="the end")


def answers(resident: Resident) -> list[tuple[object, ...]]:
    return resident.query("SELECT count(*) FROM answers")


def test_another_word_erases_nothing(given: Desktop) -> None:
    """A word that is not the word is told, and everything stays."""
    resident = Resident(given).start()
    resident.cli("safety", "set", "infection", "no")
    page = Page(given, "settings/data:8")
    given.type("delete")
    given.key("Return")
    wait_for(lambda: page.has(LIGHT.alarm), what="the sentence")
    assert answers(resident) == [(1,)]
    assert resident.status()["running"]


def test_an_import_takes_in_what_another_machine_wrote(given: Desktop) -> None:
    """Beside a running hipbreak: its journal has the other's facts once, though imported twice;
    a file that is none is told."""
    with Desktop(wm=None, bus=False) as other:
        Resident(other).cli("safety", "set", "infection", "no")
        export = Resident(other).cli("export", str(given.home / "other.zip"))
        assert "facts are in" in export.stdout
    resident = Resident(given).start()
    page = Page(given, "settings/data:3")
    given.type("~/other.zip")
    given.key("Return")
    wait_for(lambda: answers(resident) == [(1,)], what="the other's answer")
    wait_for(lambda: page.has(LIGHT.teal), what="what was done")
    given.key("ctrl+a")
    given.type("~/none.zip")
    given.key("Return")
    wait_for(lambda: page.has(LIGHT.alarm), what="the sentence")
    assert answers(resident) == [(1,)]
    assert resident.integrity() == "ok"


def test_a_file_is_chosen_in_the_desktops_own_dialog(given: Desktop) -> None:
    """What is chosen stands in the field; the button beside it takes it."""
    resident = Resident(given).start()
    Page(given, "settings/data:1")
    given.key("Return")
    dialog = given.wait_window("Export")
    wait_for(lambda: given.focused() == dialog.id, what="the dialog's focus")
    given.key("ctrl+slash")
    given.type(f"{given.home}/chosen.zip")
    given.key("Return")
    given.wait_no_window("Export")
    wait_for(lambda: given.focused() != dialog.id, what="the focus to come back")
    given.key("Return")
    wait_for((given.home / "chosen.zip").exists, what="the export")
    assert resident.status()["running"]


def copies(page: Page) -> set[Path]:
    """The backups beside the journal, without the one that is being written."""
    return set((page.file.parent / "backups").glob("[!.]*"))


def test_a_backup_is_made_and_the_folder_opened(given: Desktop) -> None:
    """Beside a running hipbreak: a copy that is a whole journal, and the file manager."""
    opened = given.home / "opened"
    program = given.home / "bin" / "xdg-open"
    program.parent.mkdir()
    program.write_text(f'#!/bin/sh\necho "$1" > {opened}\n')
    program.chmod(0o755)
    given.env["PATH"] = f"{program.parent}:{given.env['PATH']}"
    resident = Resident(given).start()
    resident.cli("safety", "set", "infection", "no")
    page = Page(given, "settings/data:6")
    before = copies(page)
    given.key("Return")
    made = wait_for(lambda: copies(page) - before, what="the copy").pop()
    with sqlite3.connect(f"file:{made}?mode=ro", uri=True) as db:
        assert db.execute("SELECT count(*) FROM answers").fetchone() == (1,)
    given.key("Tab", "Return")
    wait_for(opened.exists, what="the file manager")
    wait_for(lambda: opened.read_text().strip() == str(page.file.parent), what="the folder")


def test_an_export_is_made_from_the_page(given: Desktop) -> None:
    """The file that the field names is there afterwards."""
    Resident(given).start()
    Page(given, "settings/data:0")
    given.key("ctrl+a")
    given.type("~/mine.zip")
    given.key("Return")
    wait_for((given.home / "mine.zip").exists, what="the export")


@pytest.mark.parametrize(("size", "dpi"), [("1024x600", 96), ("1280x800", 192)])
def test_every_group_fits_with_the_largest_letters(size: str, dpi: int) -> None:
    """Twice as large letters on a small screen: no word of any page is cut off at the side."""
    with Desktop(size=size, dpi=dpi, bus=False) as desktop:
        check(measure(desktop, "home", "-", "2.0"), size, 18)


def test_the_page_moves_only_for_what_is_out_of_sight(given: Desktop) -> None:
    """The keyboard on the first field leaves the page at its top, with its title."""
    page = Page(given, "settings/rhythm:0")
    wait_for(lambda: page.has(LIGHT.focus), what="the focus ring")
    left, top, right, _ = page.window.box
    title_line = given.picture().crop((left + 200, top + 30, right - 40, top + 70))
    inked = {colour for _, colour in title_line.getcolors(1 << 20) or []}
    assert rgb(LIGHT.ink) in inked
