"""One step of a routine file to a `Step`; and the two kinds of word that both levels share."""

from __future__ import annotations

import re

from hipbreak.core.routine import Pace, Step
from hipbreak.core.tree import Table

CUE_WORDS = 12
STEP_S = (1.0, 600.0)
BREATH_S = (1.0, 20.0)

ID = re.compile(r"[a-z][a-z0-9]*(-[a-z0-9]+)*\Z")
_SOURCE = re.compile(r"(D1|D2|ours|10\.\d{4,9}/\S{1,80})\Z")


def parse_step(table: Table) -> Step:
    """The step in `table`; its problems are noted there."""
    pace = table.choice("pace", Pace, Pace.HOLD)
    asks = pace is Pace.ASK
    breath_in, breath_out, breath_source = _breath(table, pace)
    seconds, seconds_max, max_source = _seconds(table, asks)
    step = Step(
        cue=_cue(table),
        seconds=seconds,
        source=parse_source(table, "source", required=not asks),
        pace=pace,
        detail=table.text("detail", 300),
        figure=parse_id(table, "figure"),
        each_side=table.flag("each_side", False),
        breath_in=breath_in,
        breath_out=breath_out,
        breath_source=breath_source,
        question=table.text("question", 60, required=asks),
        seconds_max=seconds_max,
        max_source=max_source,
        mark=parse_id(table, "mark"),
    )
    for key in ("question", "mark"):
        if table.has(key) and not asks and table.sound("pace"):
            table.note(key, 'only a step with pace = "ask" has one')
    table.close()
    return step


def parse_source(table: Table, key: str, *, required: bool) -> str:
    """Who says so: D1, D2, ours or a DOI."""
    source = table.text(key, 100, required=required)
    if source and not _SOURCE.match(source):
        table.note(key, f'"{source}" is not D1, D2, ours or a DOI (10.…/…)')
    return source


def parse_id(table: Table, key: str, *, required: bool = False) -> str:
    """A name as files and the journal use it."""
    name = table.text(key, 40, required=required)
    if name and not ID.match(name):
        table.note(
            key, f'"{name}" must be small letters and digits joined by "-", as in glute-press'
        )
    return name


def _seconds(table: Table, asks: bool) -> tuple[float, float, str]:
    """The seconds to start with, those the dose rule may grow them to, and who says so."""
    if asks:
        for key in ("seconds", "seconds_max", "max_source"):
            if table.has(key):
                table.note(key, "a question waits for its answer: leave them out")
        return 0.0, 0.0, ""
    seconds = table.number("seconds", *STEP_S)
    grows = table.has("seconds_max")
    most = table.number("seconds_max", *STEP_S) if grows else 0.0
    judged = grows and table.sound("seconds") and table.sound("seconds_max")
    if judged and most <= seconds:
        table.note("seconds_max", f"{most:g} is not more than the {seconds:g} s to start with")
    source = parse_source(table, "max_source", required=grows)
    if source and not grows:
        table.note("max_source", "only a step with seconds_max has one")
    return seconds, most, source


def _cue(table: Table) -> str:
    cue = table.text("cue", 90, required=True)
    count = len(cue.split())
    if count > CUE_WORDS:
        table.note("cue", f"{count} words, at most {CUE_WORDS}")
    return cue


def _breath(table: Table, pace: Pace) -> tuple[float, float, str]:
    breath = table.table("breath", required=pace is Pace.BREATHE)
    if breath is None:
        return 0.0, 0.0, ""
    if pace is not Pace.BREATHE and table.sound("pace"):
        table.note("breath", 'only a step with pace = "breathe" has one')
    found = (
        breath.number("in", *BREATH_S),
        breath.number("out", *BREATH_S),
        parse_source(breath, "source", required=True),
    )
    breath.close()
    return found
