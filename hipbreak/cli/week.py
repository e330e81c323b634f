"""`hipbreak week`: one week for people, for scripts, for a clinician, or as a picture to keep."""

from __future__ import annotations

import argparse
import csv
import io
import json
import sys
from pathlib import Path

from hipbreak.adapters.clock import SystemClock
from hipbreak.adapters.new_file import write_file
from hipbreak.adapters.paths import Paths
from hipbreak.adapters.week_page import read_meaning, read_week_page
from hipbreak.cli.types import Commands
from hipbreak.core.calendar import monday, parse_week
from hipbreak.core.errors import UserError
from hipbreak.core.week_parts import WeekPage
from hipbreak.core.week_plain import COLUMNS, to_plain, to_rows
from hipbreak.core.week_text import render_text


def add(subparsers: Commands) -> None:
    parser = subparsers.add_parser("week", help="sitting, offers and breaks of a week")
    parser.add_argument("--of", metavar="WEEK", help="another week, as in 2026-W47")
    forms = parser.add_mutually_exclusive_group()
    forms.add_argument("--json", action="store_true", help="everything, for scripts")
    forms.add_argument("--csv", action="store_true", help="one line a day, for a spreadsheet")
    forms.add_argument("--html", metavar="FILE", type=Path, help="a report to print or hand on")
    forms.add_argument("--png", metavar="FILE", type=Path, help="a picture of the week")
    parser.add_argument("--force", action="store_true", help="replace FILE when it exists")
    parser.set_defaults(run=run)


def run(args: argparse.Namespace) -> int:
    page = _page(args.of)
    if args.html:
        from hipbreak.cli.report.html import render  # here: a table needs no report

        return _written(args, args.html, render(page).encode())
    if args.png:
        from hipbreak.cli.report.picture import draw_png  # here: Pillow is large

        return _written(args, args.png, draw_png(page))
    if args.json:
        print(json.dumps(to_plain(page), indent=2, ensure_ascii=False))
    else:
        sys.stdout.write(_csv(page) if args.csv else render_text(page.week, page.sentence))
    return 0


def _page(wanted: str | None) -> WeekPage:
    today = SystemClock().now().local_day
    first = _first_day(wanted) if wanted else monday(today)
    paths = Paths.from_env()
    return read_week_page(paths.journal, first, today, read_meaning(paths))


def _first_day(wanted: str) -> int:
    try:
        return parse_week(wanted)
    except ValueError as error:
        raise UserError(str(error), exit_code=2) from None


def _written(args: argparse.Namespace, path: Path, content: bytes) -> int:
    write_file(path, content, replace=args.force)
    print(f"The week is in {path}. Only you can read it.")
    return 0


def _csv(page: WeekPage) -> str:
    text = io.StringIO()
    csv.writer(text, lineterminator="\n").writerows((COLUMNS, *to_rows(page)))
    return text.getvalue()
