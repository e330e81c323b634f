"""The home window: its words as values, and the window itself on a real screen."""

from __future__ import annotations

import json
import sys
import time
from pathlib import Path

import pytest

from hipbreak.core.facts import BreakEnded, Evidence, Outcome, Span, SpanKind
from hipbreak.core.moment import DAY, Moment
from hipbreak.core.week import week
from hipbreak.protocol import Close, Look, OpenHome, Raise, Shown
from hipbreak.ui.home.strip import strip
from hipbreak.ui.home.today_model import (
    NOT_RUNNING,
    Choice,
    day_figures,
    describe,
    short_length,
)
from hipbreak.ui.look.theme import LIGHT
from tests.rig import Desktop, wait_for
from tests.rig.windows import WindowInfo
from tests.sample_days import fill
from tests.shots import HOME
from tests.window_child import WindowChild

OPENING = OpenHome(Look(theme="light"))
HOUR = 3600.0
DAY_NUMBER = 20_000

WORKING: dict[str, object] = {
    "running": True,
    "presence": "present",
    "posture": "sitting",
    "bout_s": 2520.0,
    "since_break_s": 2700.0,
    "due_in_s": 900.0,
    "holds": [],
    "offer": None,
    "break": None,
    "why": "Next break in 15 min.",
}


# Words


def test_sitting_is_said_with_its_time_and_what_comes() -> None:
    """The headline is the bout, the sentence the resident's own, the bar the way to the break."""
    now = describe(WORKING)
    assert now.headline == "Sitting for 42 min."
    assert now.why == "Next break in 15 min."
    assert now.share == pytest.approx(0.75)
    assert [choice.verb for choice in now.choices] == ["now", "pause", "stand"]


@pytest.mark.parametrize(
    ("change", "headline", "verbs"),
    [
        ({"posture": "standing"}, "Standing for 42 min.", ["now", "pause", "sit"]),
        ({"presence": "away"}, "Away.", ["now", "pause", "stand"]),
        ({"bout_s": 3.0}, "You have just sat down.", ["now", "pause", "stand"]),
        ({"offer": {"routine": "walk"}}, "Sitting for 42 min.", ["start", "pause", "stand"]),
        ({"break": {"routine": "walk"}}, "On a break.", ["pause", "stand"]),
        (
            {"holds": [{"reason": "paused", "since": "", "detail": ""}], "due_in_s": None},
            "Sitting for 42 min.",
            ["now", "resume", "stand"],
        ),
    ],
)
def test_each_state_has_its_words_and_buttons(
    change: dict[str, object], headline: str, verbs: list[str]
) -> None:
    """What can be done follows from what is."""
    now = describe({**WORKING, **change})
    assert now.headline == headline
    assert [choice.verb for choice in now.choices] == verbs


def test_no_resident_is_said_with_a_way_out() -> None:
    """Nobody answers: it says so, and offers to start."""
    assert describe(None) == NOT_RUNNING
    assert NOT_RUNNING.choices == (Choice("Start hipbreak", "launch"),)


def at(hour: float, day: int = DAY_NUMBER) -> Moment:
    wall = day * DAY + hour * HOUR - 3600
    return Moment(wall, wall, 3600)


def sat(start: float, end: float, uid: str = "a") -> Span:
    return Span(uid, SpanKind.SITTING, at(start), at(end), "natural break")


def broke(hour: float, evidence: Evidence, outcome: Outcome = Outcome.COMPLETED) -> BreakEnded:
    end = at(hour + 0.02)
    return BreakEnded(f"b{hour}", "r", "drill", at(hour), end, outcome, evidence, 40, 40)


def test_the_strip_shows_the_day_as_it_was() -> None:
    """Pieces of this local day only, the hours stretched to hold them, breaks that count."""
    facts = (
        sat(-1, 0.5, "night"),
        sat(6.5, 8),
        Span("s", SpanKind.STANDING, at(8), at(9), "sat down"),
        sat(9, 20.25, "late"),
        broke(9.5, Evidence.STEPS),
        broke(10.5, Evidence.NONE, Outcome.LEFT),
        broke(11.5, Evidence.ABSENCE),
    )
    day = strip(facts, DAY_NUMBER)
    assert day.sitting == ((0, 1800), (6.5 * HOUR, 8 * HOUR), (9 * HOUR, 20.25 * HOUR))
    assert day.standing == ((8 * HOUR, 9 * HOUR),)
    assert day.breaks == (9.5 * HOUR,)
    assert (day.start, day.end) == (0, 21 * HOUR)


def test_an_empty_day_still_has_hours() -> None:
    """Nothing counted: an empty strip from 8 to 18."""
    day = strip((), DAY_NUMBER)
    assert (day.start, day.end, day.sitting) == (8 * HOUR, 18 * HOUR, ())


def test_numbers_tell_breaks_from_absences() -> None:
    """The page never adds natural breaks to those that were done."""
    facts = (sat(8, 9.25), broke(9.5, Evidence.BY_HAND), broke(11.5, Evidence.ABSENCE))
    figures = week(facts, DAY_NUMBER, days=1)
    assert day_figures(figures.days[0]) == (
        ("1 h 15 min", "sat today"),
        ("1 h 15 min", "longest sit"),
        ("1", "break done"),
        ("1", "natural break"),
    )
    assert short_length(3 * HOUR + 300) == "3:05"


def test_a_sit_begun_yesterday_is_no_dash_today() -> None:
    """After midnight the longest sit is what today has of it; over an hour it counted yesterday."""
    night = Span("n", SpanKind.SITTING, at(-0.5), at(0.75), "open")
    figures = week((), DAY_NUMBER - 1, [night], days=2)
    assert day_figures(figures.days[1])[:2] == (("45 min", "sat today"), ("45 min", "longest sit"))
    assert [day.long_bouts for day in figures.days] == [1, 0]
    assert figures.total.longest_bout_s == 1.25 * HOUR


# The window


def opened(desktop: Desktop, opening: OpenHome = OPENING) -> tuple[WindowChild, WindowInfo]:
    child = WindowChild(desktop, "home", opening)
    child.wait(Shown)
    window = desktop.wait_window(HOME)
    wait_for(lambda: desktop.focused() == window.id, what="the window's focus")
    return child, window


@pytest.fixture
def with_journal(desktop: Desktop) -> Desktop:
    """A desktop whose person has had hipbreak for some days."""
    folder = Path(desktop.env["HIPBREAK_HOME"])
    folder.mkdir(mode=0o700)
    fill(folder / "journal.sqlite3")
    return desktop


def test_the_week_is_there_without_a_resident(with_journal: Desktop) -> None:
    """No resident runs: the window opens, and the second page shows the bars of the journal."""
    desktop = with_journal
    child, window = opened(desktop)
    assert desktop.find_colour(LIGHT.accent, window) is not None
    desktop.key("2")
    wait_for(lambda: bars(desktop, window) > 2000, what="the bars")
    desktop.key("Escape")
    assert child.wait_end() == 0


def test_the_title_names_the_page(with_journal: Desktop) -> None:
    """For task switchers and screen readers."""
    child, window = opened(with_journal)
    assert window.title == "hipbreak: home – Today"
    with_journal.key("2")
    with_journal.wait_window("hipbreak: home – Week")
    with_journal.key("Escape")
    assert child.wait_end() == 0


def bars(desktop: Desktop, window: WindowInfo) -> int:
    """Pixels in the colour of sitting."""
    picture = desktop.picture().crop(window.box)
    wanted = tuple(int(LIGHT.sitting[at : at + 2], 16) for at in (1, 3, 5))
    counts = {colour: count for count, colour in picture.getcolors(1 << 24) or []}
    return counts.get(wanted, 0)


def test_without_a_journal_it_opens_all_the_same(desktop: Desktop) -> None:
    """The first day: nothing is there yet, nothing breaks, nothing is made."""
    child, _window = opened(desktop)
    assert "Traceback" not in desktop.log_text()
    assert not Path(desktop.env["HIPBREAK_HOME"]).exists()
    child.send(Close())
    assert child.wait_end() == 0


def test_a_journal_that_is_none_is_said_and_left_alone(desktop: Desktop) -> None:
    """A damaged file: the window opens and the file is not touched."""
    folder = Path(desktop.env["HIPBREAK_HOME"])
    folder.mkdir(mode=0o700)
    (folder / "journal.sqlite3").write_bytes(b"not a journal" * 100)
    child, _window = opened(desktop)
    assert "Traceback" not in desktop.log_text()
    assert (folder / "journal.sqlite3").read_bytes() == b"not a journal" * 100
    child.send(Close())
    child.wait_end()


def test_it_ends_with_its_pipe(desktop: Desktop) -> None:
    """The resident has gone: the window goes too."""
    child, _window = opened(desktop)
    child.hang_up()
    wait_for(lambda: child.process.poll() is not None, what="the window's end")


def test_a_second_start_raises_it(desktop: Desktop) -> None:
    """`Raise` brings it to the front with the keyboard."""
    child, window = opened(desktop)
    desktop.start("xterm", "-geometry", "150x50+0+0")
    other = desktop.wait_window(wm_class="XTerm")
    wait_for(lambda: desktop.focused() == other.id, what="the other window's focus")
    child.send(Raise())
    wait_for(lambda: desktop.focused() == window.id, what="the window's focus")
    assert desktop.screen.stacked_at(*window.centre) == window.id


def status(desktop: Desktop) -> dict[str, object]:
    said = desktop.run("hipbreak", "status", "--json", check=False)
    return dict(json.loads(said.stdout or "{}"))


def test_it_works_the_resident(desktop: Desktop) -> None:
    """With the keyboard alone: pause, resume, stand; with the mouse: a break at once."""
    desktop.start(sys.executable, "-m", "hipbreak", "run")
    wait_for(lambda: status(desktop).get("running"), timeout=15, what="the resident")
    _child, window = opened(desktop)
    wait_for(lambda: desktop.find_colour(LIGHT.accent, window), what="the window's buttons")
    desktop.key("Tab", "Tab", "space")  # from the list of pages to start, then pause
    wait_for(lambda: status(desktop)["holds"], what="the pause")
    since = time.monotonic()
    wait_for(lambda: time.monotonic() - since > 0.8, what="the new buttons")
    desktop.key("space")  # the focus has stayed: it is "resume" now
    wait_for(lambda: not status(desktop)["holds"], what="the resumption")
    wait_for(lambda: time.monotonic() - since > 2.4, what="the new buttons")
    desktop.key("Tab", "Return")
    wait_for(lambda: status(desktop)["posture"] == "standing", what="standing")

    def press() -> object:
        """Again when the buttons were just made anew."""
        place = desktop.find_colour(LIGHT.accent, window)
        if place:
            desktop.click(*place)
        return status(desktop)["break"]

    wait_for(press, what="the break", every=0.6)
    wait_for(
        lambda: any(w.mapped and w.name == "hipbreak" for w in desktop.windows()),
        what="the player",
    )
