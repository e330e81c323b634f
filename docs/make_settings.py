"""Writes docs/settings.md from the table of options: `python docs/make_settings.py`."""

from __future__ import annotations

from itertools import groupby
from pathlib import Path

from hipbreak.core.settings import OPTIONS, Option

TARGET = Path(__file__).with_name("settings.md")

INTRO = """\
# Settings

<!-- Written by docs/make_settings.py from hipbreak/core/settings.py. -->

Settings lie in `settings.toml`; a file that is not there means that every default holds. Change one
with `hipbreak set schedule.every "45 min"`, which keeps your comments, or edit the file by hand;
`hipbreak unset schedule.every` brings the default back. `hipbreak settings` lists all values. A
mistake in the file is reported with its place; until it is mended the defaults run and the file
stays as it is, with a copy beside it.

Durations read `45 min`, `20 s` or `1 h 30 min`. Ranges of hours read `["9:00-12:30", "13:15-18"]`
or, past midnight, `["22:00-6:00"]`; with none on any day, all hours are working hours. On the
command line a list is written with commas: `hipbreak set hours.monday "9:00-12:30, 13:15-18:00"`.
"""


def markdown() -> str:
    """The whole page."""
    tables = groupby(OPTIONS, key=lambda option: option.key.partition(".")[0])
    return INTRO + "".join(_section(name, list(options)) for name, options in tables)


def _section(name: str, options: list[Option]) -> str:
    rows = "".join(_row(option) for option in options)
    return f"\n## [{name}]\n\n| name | value | default | |\n|---|---|---|---|\n{rows}"


def _row(option: Option) -> str:
    name = option.key.partition(".")[2]
    return f"| `{name}` | {option.kind.describe()} | `{option.default_text}` | {option.help} |\n"


if __name__ == "__main__":
    TARGET.write_text(markdown(), encoding="utf-8")
