"""The week's page: its words, the weeks before, and entries that are put right on it."""

from __future__ import annotations

import json
import sys
from pathlib import Path

import pytest

from hipbreak.adapters.clock import SystemClock
from hipbreak.adapters.journal.reader import JournalReader
from hipbreak.adapters.journal.sqlite import SqliteJournal
from hipbreak.core.calendar import format_week, monday
from hipbreak.core.durations import rough_duration
from hipbreak.core.facts import BreakEnded, Evidence, Outcome, Span, SpanKind, Voided
from hipbreak.core.moment import DAY, Moment
from hipbreak.core.week_page import week_page
from hipbreak.protocol import Look, OpenHome, Shown
from hipbreak.ui.home.chart import shortened
from hipbreak.ui.home.today_model import short_length
from hipbreak.ui.home.week_charts import hours_of, shade
from hipbreak.ui.home.week_words import compared, totals
from hipbreak.ui.look.theme import THEMES, luminance
from tests.rig import Desktop, wait_for
from tests.rig.windows import WindowInfo
from tests.seeds import fill_day, fill_year
from tests.shots import HOME
from tests.window_child import WindowChild

HOUR = 3600.0
FIRST = monday(20_776)


def at(day: int, hour: float) -> Moment:
    wall = (FIRST + day) * DAY + hour * HOUR
    return Moment(wall, wall)


def sat(day: int, start: float, end: float) -> Span:
    return Span(f"{day}-{start}", SpanKind.SITTING, at(day, start), at(day, end), "natural break")


def test_the_totals_have_their_words() -> None:
    """One of a kind is said in the singular, and nothing as a dash."""
    done = BreakEnded(
        "b", "walk", "walk", at(1, 10), at(1, 10.04), Outcome.COMPLETED, Evidence.STEPS, 120, 120
    )
    page = week_page((sat(1, 8, 9.5), done), FIRST, FIRST + 2)
    assert totals(page) == (
        ("1 h 30 min", "sitting"),
        ("1", "sit over 1 h"),
        ("1", "break done"),
        ("–", "natural breaks"),
    )


def test_the_week_before_is_compared_over_the_same_days() -> None:
    """More or less a day, with what is compared; nothing without a week before."""
    now = tuple(sat(day, 8, 10) for day in (0, 1))
    before = tuple(sat(day - 7, 8, 9) for day in (0, 1, 2, 3))
    words = compared(week_page((*now, *before), FIRST, FIRST + 2))
    assert words.startswith("1 h more sitting a day") and "Monday to Tuesday" in words
    assert compared(week_page(now, FIRST, FIRST + 2)) == ""


def test_more_sitting_is_never_drawn_lighter() -> None:
    """In every theme a fuller hour stands out more from the ground."""
    for theme in THEMES.values():
        ground = luminance(theme.bg)
        steps = [abs(luminance(shade(theme, minutes)) - ground) for minutes in (0, 10, 20, 40, 60)]
        assert steps == sorted(steps), theme.name


def test_the_heat_map_shows_every_hour_that_was_sat_in() -> None:
    """A night shift widens it; a quiet one shows the working day."""
    heat = week_page((sat(0, 22, 23.5),), FIRST, FIRST + 8).heat
    first, last = hours_of(heat)
    assert first <= 7 and last == 24
    assert hours_of(week_page((), FIRST, FIRST + 8).heat) == (7, 19)


def test_a_long_name_is_cut_short_where_it_would_run_into_its_numbers() -> None:
    """As much as fits, and an ellipsis; what fits is left alone."""
    assert shortened("Line lunge", lambda part: len(part) <= 10) == "Line lunge"
    assert shortened("Wide wonderful lunge", lambda part: len(part) <= 6) == "Wide…"
    assert shortened("Wide", lambda part: False) == "…"


# The window


def opened(desktop: Desktop) -> tuple[WindowChild, WindowInfo]:
    child = WindowChild(desktop, "home", OpenHome(Look(theme="light"), "week"))
    child.wait(Shown)
    window = desktop.wait_window(HOME)
    wait_for(lambda: desktop.focused() == window.id, what="the window's focus")
    return child, window


def journal_of(desktop: Desktop) -> Path:
    folder = Path(desktop.env["HIPBREAK_HOME"])
    folder.mkdir(mode=0o700, exist_ok=True)
    return folder / "journal.sqlite3"


@pytest.mark.usefixtures("afternoon_here")
def test_arrow_keys_go_to_the_weeks_before_and_no_further_than_today(desktop: Desktop) -> None:
    """Left shows another week, right comes back to the very same picture, right again stays."""
    fill_year(journal_of(desktop))
    _child, window = opened(desktop)

    def picture() -> bytes:
        return desktop.picture().crop(window.box).tobytes()

    this_week = picture()
    wait_for(lambda: picture() == this_week, what="a picture that stands still")
    desktop.key("Left")
    wait_for(lambda: picture() != this_week, what="the week before")
    desktop.key("Right", "Right")
    wait_for(lambda: picture() == this_week, what="this week again")


@pytest.mark.usefixtures("afternoon_here")
def test_an_entry_is_taken_back_by_keyboard(desktop: Desktop) -> None:
    """Two presses on "Take back": a new row voids it, and the old one is still there."""
    journal = journal_of(desktop)
    fill_day(journal)
    opened(desktop)

    def breaks() -> tuple[int, int]:
        with JournalReader(journal) as reader:
            facts = reader.last_facts(100)
        voided = {uid for fact in facts if isinstance(fact, Voided) for uid in fact.voids}
        done = [fact for fact in facts if isinstance(fact, BreakEnded)]
        return len(done), sum(fact.uid in voided for fact in done)

    assert breaks() == (3, 0)
    # Backwards: two ways to keep the week, cutting out, adding, and the last of the entries.
    for _ in range(2 + 3 + 3 + 1):
        desktop.key("shift+Tab")
    desktop.key("space", "space")
    wait_for(lambda: breaks() == (3, 1), what="the entry that is taken back")


@pytest.mark.usefixtures("afternoon_here")
def test_a_missed_break_is_added_by_keyboard(desktop: Desktop) -> None:
    """The time typed into its field: a row marked as said by hand."""
    journal = journal_of(desktop)
    fill_day(journal)
    opened(desktop)
    for _ in range(2 + 3 + 2):
        desktop.key("shift+Tab")
    desktop.type("0:01")
    desktop.key("Return")

    def by_hand() -> list[str]:
        with JournalReader(journal) as reader:
            facts = reader.last_facts(100)
        hand = Evidence.BY_HAND
        return [f.routine for f in facts if isinstance(f, BreakEnded) and f.evidence is hand]

    wait_for(lambda: by_hand() == ["walk"], what="the break that was added")


@pytest.mark.usefixtures("afternoon_here")
def test_time_that_was_no_sitting_is_cut_out_by_keyboard(desktop: Desktop) -> None:
    """Both times typed: two hours of sitting become one; only one typed, nothing happens."""
    now = SystemClock().now()
    start = now.back(now.second_of_day - 9 * HOUR)
    journal = SqliteJournal(journal_of(desktop))
    journal.commit((Span("d" * 32, SpanKind.SITTING, start, start.after(2 * HOUR), "away"),), None)
    journal.close()
    opened(desktop)

    def sitting() -> float:
        told = json.loads(desktop.run("hipbreak", "week", "--json").stdout)
        return float(told["total"]["sitting_s"])

    for _ in range(2 + 3):
        desktop.key("shift+Tab")
    desktop.type("9:30")
    desktop.key("Return")  # the other time is missing: the keyboard goes there
    desktop.type("10:30")
    assert sitting() == 2 * HOUR
    desktop.key("Return")
    wait_for(lambda: sitting() == HOUR, what="the hour that is left")


# The same numbers everywhere


def said(desktop: Desktop, *words: str) -> list[str]:
    """All that the page says."""
    found: list[str] = json.loads(
        desktop.run(sys.executable, "-m", "tests.home_words", *words).stdout
    )
    return found


@pytest.mark.parametrize("back", [0, 1])
@pytest.mark.usefixtures("afternoon_here")
def test_the_page_and_the_command_say_the_same_numbers(desktop: Desktop, back: int) -> None:
    """Of this week and of the one before: totals, each day, the sentence, the breaks by kind."""
    fill_year(journal_of(desktop))
    week = format_week(monday(SystemClock().now().local_day) - 7 * back)
    told = json.loads(desktop.run("hipbreak", "week", "--json", "--of", week).stdout)
    page = said(desktop, "week", *["Left"] * back)
    total = told["total"]
    assert told["sentence"] in page
    at = page.index("sits over 1 h") - 3
    assert page[at : at + 8 : 2] == [
        rough_duration(total["sitting_s"]), f"{total['bouts_over_1h']}",
        f"{total['breaks_done']}", f"{total['natural_breaks']}",
    ]  # fmt: skip
    for day in told["days"]:
        number = int(day["date"][-2:])
        at = page.index(f"{day['weekday'][:3].capitalize()} {number}")
        shown = [day["bouts_over_1h"] or "–", day["breaks_done"] or "–"]
        assert page[at + 1] == short_length(day["sitting_s"])
        assert page[at + 2 : at + 4] == [str(one) for one in shown]
    for kind in told["kinds"]:
        name = "Natural break" if kind["kind"] == "natural" else kind["kind"].capitalize()
        assert page[page.index(name) + 1] == str(kind["done"] or "–")


@pytest.mark.parametrize("page", ["today", "week"])
@pytest.mark.usefixtures("afternoon_here")
def test_doubtful_time_is_told_as_a_number(desktop: Desktop, page: str) -> None:
    """Two hours that may have been nobody's: said by the page, the command and the report."""
    now = SystemClock().now()
    journal = SqliteJournal(journal_of(desktop))
    journal.commit((Span("d" * 32, SpanKind.DOUBTFUL, now.back(3 * HOUR), now.back(HOUR), "away"),),
                   None)  # fmt: skip
    journal.close()
    (line,) = [text for text in said(desktop, page) if "in doubt" in text]
    assert line.startswith("2 h of input is in doubt")
    assert line in " ".join(desktop.run("hipbreak", "week").stdout.split())
    told = json.loads(desktop.run("hipbreak", "week", "--json").stdout)
    assert (told["total"]["doubtful_s"], told["total"]["sitting_s"]) == (7200.0, 0.0)
    report = journal_of(desktop).with_name("week.html")
    desktop.run("hipbreak", "week", "--html", str(report))
    assert line in report.read_text()
