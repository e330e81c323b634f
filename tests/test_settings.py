"""Settings: one table, every problem at once, and a file that is never harmed."""

from __future__ import annotations

import importlib.util
import os
import subprocess
import sys
from dataclasses import fields
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import settings as limits
from hypothesis import strategies as st

from hipbreak.adapters.settings_file import load, set_value, unset_value
from hipbreak.core.errors import UserError
from hipbreak.core.hours import Range
from hipbreak.core.rules import Firmness, Rules
from hipbreak.core.setting_kinds import format_range, parse_range
from hipbreak.core.settings import BY_KEY, OPTIONS, Option, Settings, as_toml, parse, parse_value

ROOT = Path(__file__).parents[1]


def problems(tree: dict[str, object]) -> tuple[str, ...]:
    with pytest.raises(UserError) as caught:
        parse(tree)
    return caught.value.problems


# The table


def test_the_defaults_are_the_rules() -> None:
    """Nothing set means exactly the rules of the core; no number lives in two places."""
    assert parse({}).rules() == Rules()
    assert Settings().rules() == Rules()


@pytest.mark.parametrize("option", OPTIONS, ids=lambda option: option.key)
def test_every_default_survives_being_written_and_read(option: Option) -> None:
    """What `hipbreak settings` prints can be pasted into the file, and typed."""
    plain = option.kind.plain(option.default)
    assert option.kind.read(plain) == option.default
    assert parse_value(option.key, as_toml(plain).strip('"')) == option.default


def test_every_rule_can_be_set() -> None:
    """Each number a person may want to change has its key; the others are few and named."""
    given = {"schedule.snoozes": (7.0,), "schedule.firmness": "firm", "schedule.short_after": 7}
    given |= {
        key: 7.0
        for key, option in BY_KEY.items()
        if key.startswith("schedule.") and key not in given and isinstance(option.default, float)
    }
    given |= {f"hints.{key}": True for key in ("call", "weight_shift")}
    given |= {f"hints.{key}": 7.0 for key in ("call_after", "weight_shift_every")}
    given["notify.week"] = 7.0
    rules = Settings({**given, "hours.monday": (Range(0, 3600),)}).rules()  # type: ignore[dict-item]
    same = {f.name for f in fields(Rules) if getattr(rules, f.name) == getattr(Rules(), f.name)}
    assert same == {"media_cap", "mend_window", "heartbeat"}


def test_the_page_is_up_to_date() -> None:
    """docs/settings.md is what the generator writes, and names every key."""
    spec = importlib.util.spec_from_file_location("make", ROOT / "docs" / "make_settings.py")
    assert spec is not None and spec.loader is not None
    make = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(make)
    page = make.TARGET.read_text(encoding="utf-8")
    assert page == make.markdown(), "run: python docs/make_settings.py"
    assert all(f"| `{option.key.partition('.')[2]}` |" in page for option in OPTIONS)


# Reading


def test_values_are_read_by_kind() -> None:
    """Durations, lists, choices, numbers, flags and hours each become what they mean."""
    settings = parse(
        {
            "schedule": {"every": "1 s", "snoozes": ["1 min", "2 min"], "firmness": "strict"},
            "hours": {"friday": ["9-12:30", "22:00–6:00"], "sunday": "0:00-24:00"},
            "look": {"text_scale": 2},
            "place": {"things": ["ball", "ball", "mat"]},
            "notify": {"soon": True},
        }
    )
    rules = settings.rules()
    assert (rules.every, rules.snoozes, rules.firmness) == (1.0, (60.0, 120.0), Firmness.STRICT)
    assert rules.hours.days[4] == (Range(32_400, 45_000), Range(79_200, 21_600))
    assert rules.hours.days[6] == (Range(0, 86_400),)
    assert settings.seconds("look.text_scale") == 2.0
    assert settings.words("place.things") == ("ball", "mat")
    assert settings.flag("notify.soon")
    assert settings.word("look.theme") == "auto"
    assert settings.plain()["schedule.snoozes"] == ["1 min", "2 min"]


def test_all_problems_come_at_once_with_their_key_paths() -> None:
    """One look at the message is enough to mend the whole file."""
    found = problems(
        {
            "schedule": {"every": "soon", "evry": "1 h", "warn": 30, "snoozes": []},
            "hours": {"monday": ["9:00-25:00"], "caturday": []},
            "look": {"text_scale": 5.0, "theme": "pink"},
            "place": {"things": ["anvil"]},
            "notify": {"soon": "yes"},
        }
    )
    assert found == (
        "schedule.every: not a duration: 'soon'; write 45 min, 20 s or 1 h 30 min",
        "schedule.evry: unknown key; did you mean schedule.every?",
        "schedule.warn: not a duration: 30; write 45 min, 20 s or 1 h 30 min",
        "schedule.snoozes: give one to 5 durations, not 0",
        "hours.monday: not a range of hours: '9:00-25:00'; write 9:00-12:30 or 22:00-6:00",
        "hours.caturday: unknown key; did you mean hours.saturday?",
        "look.text_scale: must be a number from 0.8 to 2: 5.0",
        "look.theme: not one of auto, light, dark, contrast, contrast-dark: 'pink'",
        "place.things: not one of ball, couch, roller, table, partner, mat, mirror, lines: 'anvil'",
        "notify.soon: not true or false: 'yes'",
    )


@pytest.mark.parametrize(
    ("tree", "expected"),
    [
        ({"schedule": 5}, "schedule: is a table of settings"),
        ({"shedule": {"every": "1 h"}}, "did you mean schedule.every?"),
        ({"schedule": {"every": {"x": 1}}}, "schedule.every.x: unknown key"),
        ({"schedule": {"every": "0 s"}}, "more than 0"),
        ({"schedule": {"snoozes": ["1 s"] * 6}}, "not 6"),
        ({"schedule": {"snoozes": [1]}}, "not a list of durations"),
        ({"schedule": {"short_after": True}}, "not a whole number"),
        ({"schedule": {"short_after": 2.0}}, "not a whole number"),
        ({"look": {"text_scale": float("nan")}}, "must be a number"),
        ({"hours": {"monday": ["9:00"]}}, "not a range"),
        ({"hours": {"monday": ["9:60-10:00"]}}, "not a range"),
        ({"hours": {"monday": 9}}, "not a list of ranges"),
        ({"look": {"theme": ["auto"]}}, "not one of"),
    ],
)
def test_each_kind_of_mistake_is_named(tree: dict[str, object], expected: str) -> None:
    """Wrong tables, types, ranges and counts each have their sentence."""
    (problem,) = problems(tree)
    assert expected in problem


def test_a_huge_mistake_is_shown_in_short() -> None:
    """A problem is a line, whatever stands in the file."""
    found = problems({"schedule": {"every": "x" * 100_000}, "y" * 100_000: 1})
    assert max(map(len, found)) < 300


names = st.sampled_from(["schedule", "every", "hours", "monday", "snoozes", "x", ""])
scalars = st.none() | st.booleans() | st.floats() | st.integers() | st.text(max_size=9)
trees = st.recursive(
    st.dictionaries(names, scalars | st.lists(scalars, max_size=3), max_size=3),
    lambda inner: st.dictionaries(names, inner, max_size=3),
    max_leaves=4,
)


@limits(deadline=None)
@given(trees)
def test_anything_at_all_is_settings_or_a_list_of_problems(tree: dict[str, object]) -> None:
    """No tree, however strange, ends in another error."""
    try:
        assert parse(tree).rules()
    except UserError as error:
        assert error.problems


minutes = st.integers(0, 24 * 60 - 1).map(lambda minute: minute * 60.0)


@limits(deadline=None)
@given(minutes, minutes)
def test_ranges_survive_being_written(start: float, end: float) -> None:
    """`9:00-12:30` means the same after reading, writing and reading."""
    assert parse_range(format_range(Range(start, end))) == Range(start, end)


@pytest.mark.parametrize(
    ("key", "text", "value"),
    [
        ("schedule.every", "20 s", 20.0),
        ("schedule.snoozes", "5 min, 1 h", (300.0, 3600.0)),
        ("schedule.snoozes", '["5 min", "1 h"]', (300.0, 3600.0)),
        ("schedule.firmness", " Firm", "firm"),
        ("schedule.short_after", "2", 2),
        ("look.text_scale", "1.25", 1.25),
        ("look.text_scale", "1", 1.0),
        ("hours.monday", "9-12:30,13:15-18", (Range(32_400, 45_000), Range(47_700, 64_800))),
        ("hours.monday", "", ()),
        ("place.things", "Ball, roller", ("ball", "roller")),
        *(("notify.soon", word, True) for word in ("yes", "true", "on", "ON")),
        *(("notify.soon", word, False) for word in ("no", "false", "off")),
    ],
)
def test_values_are_typed_as_people_type(key: str, text: str, value: object) -> None:
    """On the command line: no quotes, commas for lists, yes and no; or TOML."""
    assert parse_value(key, text) == value


@pytest.mark.parametrize(
    ("key", "text", "expected"),
    [
        ("schedule.evry", "1 h", "did you mean schedule.every?"),
        ("schedule", "1 h", "is a table"),
        ("schedule.every", "", "a duration must"),
        ("schedule.snoozes", "", "not 0"),
        ("schedule.snoozes", "[1 min", "not a duration"),
        ("schedule.short_after", "two", "not a whole number"),
        ("notify.soon", "maybe", "not true or false"),
    ],
)
def test_a_wrong_call_is_exit_code_2(key: str, text: str, expected: str) -> None:
    """With the key and what is wrong with it."""
    with pytest.raises(UserError) as caught:
        parse_value(key, text)
    assert caught.value.exit_code == 2
    assert str(caught.value).startswith(f"{key}: ") and expected in str(caught.value)


# The file


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "settings.toml"


def beside(file: Path) -> list[Path]:
    return sorted(path for path in file.parent.iterdir() if path != file)


def test_no_file_means_the_defaults(file: Path) -> None:
    """And none is made."""
    assert load(file) == (Settings(), ())
    assert beside(file) == [] and not file.exists()


def test_a_good_file_is_read(file: Path) -> None:
    """Also one that an editor began with a byte order mark."""
    file.write_bytes(b'\xef\xbb\xbf[schedule]\nevery = "20 s"  # try\n')
    settings, found = load(file)
    assert (settings.rules().every, found) == (20.0, ())
    set_value(file, "schedule.warn", "5 s")
    assert load(file)[0].rules().warn == 5.0


@pytest.mark.parametrize(
    ("raw", "expected"),
    [
        (b"[schedule]\nevery = 45 min\n", "line 2"),
        (b'[schedule]\nevery = "45 min"\nwarn = "\xff"\n', "not UTF-8 text (at line 3)"),
        (b'[schedule]\nevery = "45 min"\nevry = "1 h"\n', "schedule.evry: unknown key"),
        (b"#" * (256 * 1024 + 1), "larger than 256 kB"),
        (b"a = " + b"[" * 100_000, "not TOML"),
    ],
    ids=["syntax", "encoding", "value", "size", "depth"],
)
def test_a_broken_file_is_left_alone_and_the_defaults_run(
    file: Path, raw: bytes, expected: str
) -> None:
    """Its problems have a place; nothing of it is used; setting a value refuses to touch it."""
    file.write_bytes(raw)
    settings, found = load(file)
    assert settings == Settings()
    assert any(expected in problem for problem in found), found
    assert "the defaults are used" in found[-1]
    with pytest.raises(UserError, match="nothing was changed") as caught:
        set_value(file, "schedule.every", "1 h")
    assert any(expected in problem for problem in caught.value.problems)
    assert file.read_bytes() == raw


def test_a_broken_file_is_copied_aside_once(file: Path) -> None:
    """However often it is read, there is one private copy; a new mistake makes a new copy."""
    file.write_text("every = ")
    for _ in range(3):
        _, found = load(file)
    (copy,) = beside(file)
    assert copy.name.startswith("settings.toml.broken-2") and copy.name in found[-1]
    assert copy.read_text() == "every = " and copy.stat().st_mode & 0o777 == 0o600
    copy.rename(file.with_name("settings.toml.broken-20200101-000000"))
    file.write_text("every == ")
    load(file)
    assert len(beside(file)) == 2


def test_what_is_no_file_is_a_problem_not_a_hang(file: Path) -> None:
    """A folder or a pipe in its place is said; the defaults run."""
    os.mkfifo(file)
    assert "not a file" in load(file)[1][0]
    file.unlink()
    file.mkdir()
    assert load(file)[1][0].startswith("settings.toml: ")
    assert beside(file) == []


def test_setting_a_value_keeps_a_persons_comments(file: Path) -> None:
    """Only the value changes; order, comments and spaces stay."""
    file.write_text('# mine\n[schedule]\nevery = "1 h"  # hourly\n\n[look]\ntheme = "dark"\n')
    set_value(file, "schedule.every", "45min")
    set_value(file, "place.things", "ball,mat")
    set_value(file, "look.motion", "reduced")
    assert file.read_text() == (
        '# mine\n[schedule]\nevery = "45 min"  # hourly\n\n[look]\ntheme = "dark"\n'
        'motion = "reduced"\n\n[place]\nthings = ["ball", "mat"]\n'
    )
    assert file.stat().st_mode & 0o777 == 0o600
    assert beside(file) == []


@pytest.mark.parametrize(
    "text",
    [
        "",
        'schedule.warn = "1 s"\n',
        'schedule = { warn = "1 s" }\n',
        "[hours]\n",
        '[schedule]\nwarn = "1 s"\n[look]\n[place]\nplace = "home"',
    ],
)
def test_a_value_is_set_however_the_file_is_laid_out(file: Path, text: str) -> None:
    """Dotted keys, inline tables, empty files: the value is there, the others remain."""
    file.write_text(text)
    before = load(file)[0]
    set_value(file, "schedule.every", "20 s")
    set_value(file, "schedule.every", "30 s")
    after, found = load(file)
    assert found == () and after.rules().every == 30.0
    assert after.rules().warn == before.rules().warn


@pytest.mark.parametrize("option", OPTIONS, ids=lambda option: option.key)
def test_every_option_can_be_set_in_a_file(file: Path, option: Option) -> None:
    """The typed default, written, is read as the default."""
    set_value(file, option.key, option.default_text.strip('"'))
    assert load(file) == (Settings({option.key: option.default}), ())


def test_a_wrong_value_changes_nothing(file: Path) -> None:
    """Unknown key or bad value: exit 2, and not even a new file."""
    for key, text in (("schedule.evry", "1 h"), ("schedule.every", "often")):
        with pytest.raises(UserError) as caught:
            set_value(file, key, text)
        assert caught.value.exit_code == 2
    assert not file.exists() and beside(file) == []


def test_a_linked_file_stays_linked(tmp_path: Path) -> None:
    """Settings kept in a folder of dotfiles are changed there."""
    (tmp_path / "dots").mkdir()
    real, link = tmp_path / "dots" / "s.toml", tmp_path / "settings.toml"
    real.write_text("# mine\n")
    link.symlink_to(real)
    set_value(link, "notify.soon", "yes")
    assert link.is_symlink() and "soon = true" in real.read_text()


def test_a_place_that_cannot_be_written_is_one_line(tmp_path: Path) -> None:
    """No traceback, nothing left behind."""
    with pytest.raises(UserError, match="cannot write"):
        set_value(tmp_path / "gone" / "settings.toml", "notify.soon", "yes")


def test_reading_does_not_load_the_writer(file: Path) -> None:
    """The resident reads settings without tomlkit, and without a TOML reader when there is none."""
    program = (
        "import sys; from pathlib import Path; from hipbreak.adapters.settings_file import load\n"
        "load(Path(sys.argv[1])); assert 'tomllib' not in sys.modules\n"
        "Path(sys.argv[1]).write_text('[look]'); load(Path(sys.argv[1]))\n"
        "assert 'tomllib' in sys.modules and 'tomlkit' not in sys.modules\n"
    )
    subprocess.run([sys.executable, "-c", program, str(file)], check=True)


@pytest.mark.parametrize(
    ("text", "left"),
    [
        (
            '# mine\n[schedule]\nevery = "2 h"  # long\nwarn = "1 s"\n',
            '# mine\n[schedule]\nwarn = "1 s"\n',
        ),
        ('[schedule]\nevery = "2 h"\n\n[look]\ntheme = "dark"', None),
        ('schedule.every = "2 h"\nschedule.warn = "1 s"\n', None),
        ('schedule = { every = "2 h", warn = "1 s" }\n', None),
    ],
)
def test_a_value_taken_out_leaves_the_rest_alone(file: Path, text: str, left: str | None) -> None:
    """The default holds again, what else was there stays; a second time changes nothing."""
    file.write_text(text)
    before = load(file)[0]
    unset_value(file, "schedule.every")
    after, found = load(file)
    assert found == () and "schedule.every" not in after.given
    assert {**after.given, "schedule.every": 7200.0} == before.given
    assert left is None or file.read_text() == left
    stamp = file.stat().st_mtime_ns
    unset_value(file, "schedule.every")
    assert file.stat().st_mtime_ns == stamp


def test_a_broken_file_is_not_made_whole_by_taking_out(file: Path) -> None:
    """Unset touches a broken file as little as set does, and knows the keys."""
    file.write_text("[schedule]\nevery = \n")
    with pytest.raises(UserError, match="nothing was changed"):
        unset_value(file, "schedule.every")
    assert file.read_text() == "[schedule]\nevery = \n"
    with pytest.raises(UserError, match=r"did you mean schedule\.every"):
        unset_value(file, "schedule.evry")


def test_unset_on_the_command_line_says_the_default(tmp_path: Path) -> None:
    """`hipbreak unset KEY` prints what holds now."""
    environment = {**os.environ, "HIPBREAK_HOME": str(tmp_path / "h")}
    for words in (("set", "schedule.every", "2 h"), ("unset", "schedule.every")):
        done = subprocess.run(
            [sys.executable, "-m", "hipbreak", *words],
            env=environment, capture_output=True, text=True, check=True,
        )  # fmt: skip
    assert done.stdout == 'schedule.every = "1 h" (the default)\n'
    assert load(tmp_path / "h" / "settings.toml") == (Settings(), ())
