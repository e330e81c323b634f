"""The report, the picture, CSV and JSON of a week: whole, escaped, and private."""

from __future__ import annotations

import csv
import io
import json
import re
import stat
import subprocess
import sys
from html.parser import HTMLParser
from itertools import pairwise
from pathlib import Path

import pytest
from PIL import Image

from hipbreak.adapters.journal.sqlite import SqliteJournal
from hipbreak.adapters.paths import data_dir
from hipbreak.adapters.plan_shelf import load_plans
from hipbreak.cli import main
from hipbreak.cli.report.html import MOST_LONGS, render
from hipbreak.cli.report.picture import HEIGHT, SHORT, WIDTH, draw_png
from hipbreak.cli.report.style import SHADES
from hipbreak.core.advice import DISCLAIMER
from hipbreak.core.facts import Fact, Outcome, Span, SpanKind
from hipbreak.core.techniques import in_force
from hipbreak.core.week_page import week_page
from hipbreak.core.week_parts import WeekPage
from hipbreak.ui.look.theme import LIGHT
from tests.health import ROUTINES
from tests.week_samples import HOUR, MONDAY, at, done, lived, rated, sat, sides

PLANS = in_force(load_plans([data_dir("routines")])[0], {"morning": 8 * HOUR, "week": 18 * HOUR})
VOID = {"meta"}
FULL = tuple(lived(MONDAY - 84, 91))
EVIL = '<script>alert("1")</script>&amp;\''
NEVER_SITS = [
    *(sat(MONDAY + n, 9, 10.5) for n in range(7)),
    *(sat(MONDAY + n, 11, 12.6) for n in range(7)),
    *(sat(MONDAY + n, 13, 15) for n in range(7)),
]


def page(*facts: Fact, today: int = MONDAY + 7) -> WeekPage:
    return week_page(facts, MONDAY, today, plans=PLANS, routines=ROUTINES)


class Reader(HTMLParser):
    """Holds a file to balanced tags; gathers its text and its attributes."""

    def __init__(self, source: str) -> None:
        super().__init__()
        self.open: list[str] = []
        self.words: list[str] = []
        self.tags: list[str] = []
        self.attributes: set[str] = set()
        self.feed(source)
        self.close()
        assert self.open == []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        self.attributes.update(name for name, _ in attrs)
        if tag not in VOID:
            self.open.append(tag)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        self.attributes.update(name for name, _ in attrs)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        self.words.append(data)

    @property
    def text(self) -> str:
        return " ".join(" ".join(self.words).replace("\u00a0", " ").split())


# The report


@pytest.mark.parametrize("facts", [(), (sat(MONDAY, 9, 10),), FULL, (*FULL, *NEVER_SITS)])
def test_the_report_is_one_whole_file_that_loads_nothing(facts: tuple[Fact, ...]) -> None:
    """Balanced tags, no script, no address, and a policy that forbids any."""
    source = render(page(*facts))
    read = Reader(source)
    assert not {"script", "link", "img", "iframe", "object"} & set(read.tags)
    assert not {"src", "href", "onload", "onclick", "style"} & read.attributes
    assert not re.search(r"https?:|url\(|@import|//", source)
    assert "default-src 'none'" in source
    assert "@page" in source
    assert DISCLAIMER in read.text


def test_the_report_tells_what_the_page_holds() -> None:
    """The sentence, each day, each long sit, kinds with what shows them, plan, sides, heat."""
    shown = page(*FULL)
    text = Reader(render(shown)).text
    assert shown.sentence in text
    assert "16 to 22 November 2026" in text
    for day in ("Mon 16", "Sun 22"):
        assert day in text
    for line in shown.techniques:
        assert line.name in text
    assert len(shown.long_bouts) <= MOST_LONGS
    assert text.count(" from ") >= len(shown.long_bouts)
    assert "its steps ran to the end" in text
    assert "7 times" in text
    assert f"{shown.hourly.asked} asked, {shown.hourly.done} done" in text  # type: ignore[union-attr]
    assert f"{len(shown.pairs)} pairs" in text
    assert "Most sitting: " in text
    source = render(shown)
    assert source.count('class="heat') >= 7 * 24
    assert source.count('class="long"') >= len(shown.long_bouts)
    assert source.count("<circle") == 2 * sum(one.pairs > 0 for one in shown.tightness)


def test_what_files_and_journals_say_is_only_text() -> None:
    """A routine's id and kind can be anything; nothing of it becomes a tag."""
    start = at(MONDAY, 9)
    steps = sides(EVIL, 60, 50)
    wrong = done(start, EVIL, EVIL, "x", 100, Outcome.COMPLETED, steps=steps)
    source = render(page(sat(MONDAY, 8, 10), wrong, *rated("x", start, 5, 4)))
    read = Reader(source)
    assert "script" not in read.tags
    assert EVIL in read.text
    assert "<script" not in source


def test_a_running_week_says_so_and_what_is_compared() -> None:
    """As of Thursday: three days of both weeks."""
    text = Reader(render(page(*FULL, today=MONDAY + 3))).text
    assert "16 to 22 November 2026, so far" in text
    assert "Monday to Wednesday of both weeks" in text
    assert "still to come" in text


def test_of_very_many_long_sits_the_longest_are_named() -> None:
    """The chart shows all of them."""
    text = Reader(render(page(*NEVER_SITS))).text
    assert f"and {21 - MOST_LONGS} shorter ones." in text


def test_shades_get_darker_step_by_step() -> None:
    """So that a grey print keeps the heat map's order."""

    def light(colour: str) -> float:
        red, green, blue = (int(colour[at : at + 2], 16) for at in (1, 3, 5))
        return 0.2126 * red + 0.7152 * green + 0.0722 * blue

    lights = [light(colour) for colour in SHADES]
    assert all(lighter - darker > 8 for lighter, darker in pairwise(lights))


# The picture


def test_the_picture_shows_the_week_in_the_products_colours() -> None:
    """A PNG of twice its size, with sitting, long sits and the sentence's plate."""
    image = Image.open(io.BytesIO(draw_png(page(*FULL))))
    assert (image.format, image.size) == ("PNG", (2 * WIDTH, 2 * HEIGHT))
    colours = {colour for _, colour in image.getcolors(1 << 20) or ()}
    for colour in (LIGHT.bg, LIGHT.sitting, LIGHT.accent, LIGHT.standing, LIGHT.tint, SHADES[-1]):
        assert tuple(int(colour[at : at + 2], 16) for at in (1, 3, 5)) in colours


def test_a_picture_without_a_heat_map_is_shorter() -> None:
    """No empty lower half on the first day."""
    image = Image.open(io.BytesIO(draw_png(page(sat(MONDAY, 9, 10), today=MONDAY))))
    assert image.size == (2 * WIDTH, 2 * SHORT)


def test_the_picture_says_what_is_in_doubt() -> None:
    """In the words of the report, below the numbers: no week looks lighter for it."""
    unsure = Span("d" * 32, SpanKind.DOUBTFUL, at(MONDAY, 19), at(MONDAY, 24), "away")
    with_it, without = (
        Image.open(io.BytesIO(draw_png(page(*FULL, *facts)))).convert("RGB")
        for facts in ((unsure,), ())
    )
    lower = with_it.height - without.height
    assert lower > 0
    numbers = (0, 0, 2 * WIDTH, 2 * 275)
    assert with_it.crop(numbers).tobytes() == without.crop(numbers).tobytes()
    said = with_it.crop((0, 2 * 284, 2 * WIDTH, 2 * 284 + lower))
    assert len(said.getcolors(1 << 20) or ()) > 2
    assert "5 h of input is in doubt" in Reader(render(page(*FULL, unsure))).text


def test_nothing_in_the_picture_runs_over_its_edge() -> None:
    """Also in a week that sat day and night: the margins stay empty."""
    facts = [sat(MONDAY + n, h, h + 1.9) for n in range(7) for h in range(0, 24, 2)]
    image = Image.open(io.BytesIO(draw_png(page(*facts)))).convert("RGB")
    ground = tuple(int(LIGHT.bg[at : at + 2], 16) for at in (1, 3, 5))
    for left in (0, 2 * WIDTH - 80):
        strip = image.crop((left, 0, left + 80, 2 * HEIGHT))
        assert [colour for _, colour in strip.getcolors() or ()] == [ground]


# The command


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A journal of thirteen weeks."""
    folder = tmp_path / "home"
    folder.mkdir()
    monkeypatch.setenv("HIPBREAK_HOME", str(folder))
    journal = SqliteJournal(folder / "journal.sqlite3")
    journal.commit(FULL, None)
    journal.close()
    return folder


def test_json_holds_all_that_the_window_shows(
    home: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """The documented keys; the sums are those of the table."""
    assert main(["week", "--of", "2026-W47", "--json"]) == 0
    plain = json.loads(capsys.readouterr().out)
    assert set(plain) == {
        "week", "days", "total", "as_of", "over", "sentence", "long_bouts", "kinds", "hourly_plan",
        "techniques", "balance", "tightness", "tightness_pairs", "heat", "compared",
    }  # fmt: skip
    assert plain["total"]["bouts_over_1h"] == len(plain["long_bouts"])
    assert len(plain["heat"]["minutes"]) == 7
    assert {len(row) for row in plain["heat"]["minutes"]} == {24}
    assert len(plain["tightness"]) == 12
    assert sum(kind["done"] for kind in plain["kinds"]) == (
        plain["total"]["breaks_done"] + plain["total"]["natural_breaks"]
    )


def test_csv_is_one_line_a_day(home: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """With a head line; as many fields in each."""
    assert main(["week", "--of", "2026-W47", "--csv"]) == 0
    rows = list(csv.DictReader(io.StringIO(capsys.readouterr().out)))
    assert [row["date"] for row in rows] == [f"2026-11-{day}" for day in range(16, 23)]
    assert all(None not in row and None not in row.values() for row in rows)
    assert float(rows[0]["sitting_s"]) > 3 * HOUR


def test_csv_has_the_doubtful_time_of_each_day_as_json_has_it(
    home: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Two hours of two machines that share one of them: three, on their day."""
    journal = SqliteJournal(home / "journal.sqlite3")
    for name, start in (("c", 19), ("d", 20)):
        first, last = at(MONDAY + 1, start), at(MONDAY + 1, start + 2)
        journal.commit((Span(name * 32, SpanKind.DOUBTFUL, first, last, "away"),), None)
    journal.close()
    assert main(["week", "--of", "2026-W47", "--csv"]) == 0
    rows = list(csv.DictReader(io.StringIO(capsys.readouterr().out)))
    assert main(["week", "--of", "2026-W47", "--json"]) == 0
    days = json.loads(capsys.readouterr().out)["days"]
    assert [float(row["doubtful_s"]) for row in rows] == [day["doubtful_s"] for day in days]
    assert float(rows[1]["doubtful_s"]) == 3 * HOUR


@pytest.mark.parametrize(("form", "start"), [("--html", b"<!DOCTYPE html>"), ("--png", b"\x89PNG")])
def test_files_are_private_and_whole(
    home: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str], form: str, start: bytes
) -> None:
    """Readable by their owner only, nothing else left in the folder, and the name is told."""
    target = tmp_path / "out" / "week of mine"
    target.parent.mkdir()
    assert main(["week", "--of", "2026-W47", form, str(target)]) == 0
    assert capsys.readouterr().out == f"The week is in {target}. Only you can read it.\n"
    assert target.read_bytes().startswith(start)
    assert stat.S_IMODE(target.stat().st_mode) == 0o600
    assert list(target.parent.iterdir()) == [target]


def test_a_file_that_exists_stays_unless_force_is_said(
    home: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """One line says what to do; a link is followed, not replaced."""
    target, link = tmp_path / "mine.html", tmp_path / "link.html"
    target.write_text("precious")
    link.symlink_to(target)
    assert main(["week", "--html", str(link)]) == 1
    said = capsys.readouterr().err
    assert said == f"hipbreak: {link} exists already; choose another name, or add --force\n"
    assert target.read_text() == "precious"
    assert main(["week", "--html", str(link), "--force"]) == 0
    assert link.is_symlink()
    assert target.read_text().startswith("<!DOCTYPE html>")


@pytest.mark.parametrize("where", ["nowhere/week.html", "file/week.html", ".", "x" * 300])
def test_where_nothing_can_be_written_is_one_line(
    home: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str], where: str
) -> None:
    """Exit 1, no traceback, nothing made."""
    (tmp_path / "file").write_text("a file, no folder")
    before = sorted(tmp_path.iterdir())
    assert main(["week", "--html", str(tmp_path / where)]) == 1
    said = capsys.readouterr()
    assert said.err.startswith("hipbreak: cannot write ")
    assert said.err.count("\n") == 1
    assert said.out == ""
    assert sorted(tmp_path.iterdir()) == before


def test_a_full_disk_leaves_the_old_file(tmp_path: Path) -> None:
    """Whole or not at all: half a report never takes the place of a whole one."""
    target = tmp_path / "week.html"
    target.write_text("whole")
    code = (
        "import resource, signal, sys; from pathlib import Path;"
        "from hipbreak.adapters.new_file import write_file;"
        "signal.signal(signal.SIGXFSZ, signal.SIG_IGN);"
        "resource.setrlimit(resource.RLIMIT_FSIZE, (9000, 9000));"
        "write_file(Path(sys.argv[1]), b'x' * 20000, replace=True)"
    )
    ran = subprocess.run(
        [sys.executable, "-c", code, str(target)], capture_output=True, text=True, timeout=60
    )
    assert f"UserError: cannot write {target}: File too large" in ran.stderr
    assert target.read_text() == "whole"
    assert list(tmp_path.iterdir()) == [target]


def test_two_forms_at_once_are_a_wrong_call(home: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Exit 2."""
    with pytest.raises(SystemExit) as ended:
        main(["week", "--json", "--csv"])
    assert ended.value.code == 2


def test_the_table_loads_no_pillow(home: Path) -> None:
    """Neither it nor Tk: only a picture does."""
    code = (
        "import sys; from hipbreak.cli import main; main(['week', '--json']);"
        "sys.exit('PIL' in sys.modules or 'tkinter' in sys.modules)"
    )
    ran = subprocess.run([sys.executable, "-c", code], capture_output=True, timeout=60)
    assert ran.returncode == 0, ran.stderr
