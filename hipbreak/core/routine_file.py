"""A routine file's tree, as TOML gives it, to a `Routine`; docs/routines.md is its manual.

The limits keep a file readable while moving and a stranger's file harmless.
"""

from __future__ import annotations

import re
from collections.abc import Mapping

from hipbreak.core.errors import UserError
from hipbreak.core.routine import (
    PLACES,
    THINGS,
    Evidence,
    Grade,
    Kind,
    Pace,
    Position,
    Routine,
    Sides,
    Step,
)
from hipbreak.core.tree import Table, depth_of

FORMAT = 1
FILE_BYTES = 64 * 1024
DEPTH = 6
STEPS = 40
CUE_WORDS = 12
STEP_S = (1.0, 600.0)
TOTAL_S = 15 * 60.0
BREATH_S = (1.0, 20.0)

_ID = re.compile(r"[a-z][a-z0-9]*(-[a-z0-9]+)*\Z")
_SOURCE = re.compile(r"(D1|D2|ours|10\.\d{4,9}/\S{1,80})\Z")
_TAKEN = ("natural",)  # the journal's word for an absence


def parse_routine(tree: Mapping[str, object], file_id: str) -> Routine:
    """The routine in `tree`, from a file called `file_id`.toml; UserError with all problems."""
    problems: list[str] = []
    if depth_of(tree, DEPTH) > DEPTH:
        raise UserError(f"nested more than {DEPTH} deep")
    routine = _routine(Table(tree, "", problems), file_id)
    if problems:
        raise UserError(problems)
    return routine


def _routine(top: Table, file_id: str) -> Routine:
    _format(top)
    tables = top.tables("steps", STEPS)
    routine = Routine(
        id=_id(top, file_id),
        name=top.text("name", 40, required=True),
        summary=top.text("summary", 120, required=True),
        kind=top.choice("kind", Kind),
        position=top.choice("position", Position),
        sides=top.choice("sides", Sides, Sides.NONE),
        needs=top.words("needs", THINGS),
        helps=top.words("helps", THINGS),
        place=top.word("place", PLACES, "anywhere"),
        visible=top.flag("visible", True),
        pressure=top.flag("pressure", False),
        pressure_words=top.text("pressure_words", 160),
        cautions=top.texts("cautions", 8, 160),
        short=top.flag("short", False),
        evidence=_evidence(top.table("evidence", required=True)),
        steps=tuple(_step(table) for table in tables),
    )
    top.close()
    _check_pressure(top, routine)
    _check_sides(top, routine)
    _check_length(top, routine)
    return routine


def _format(top: Table) -> None:
    if top.has("format"):
        number = top.number("format", 1, 1_000_000)
        if number > FORMAT:
            top.note("format", f"{number:g} is newer than this hipbreak knows ({FORMAT})")


def _id(top: Table, file_id: str) -> str:
    name = top.text("id", 40, required=True)
    if name and not _ID.match(name):
        top.note(
            "id", f'"{name}" must be small letters and digits joined by "-", as in glute-press'
        )
    elif name in _TAKEN:
        top.note("id", f'"{name}" is taken by the journal')
    elif name and name != file_id:
        top.note("id", f'"{name}" must be the file\'s name, "{file_id}"')
    return name


def _evidence(table: Table | None) -> Evidence:
    if table is None:
        return Evidence(Grade.TRADITION, "")
    evidence = Evidence(
        grade=table.choice("grade", Grade),
        sentence=table.text("sentence", 200, required=True),
        source=_source(table, "source", required=True),
    )
    table.close()
    judged = table.sound("grade") and table.sound("source")
    if judged and evidence.grade is Grade.TRIAL and not evidence.source.startswith("10."):
        table.note("source", "a trial is named by its DOI, as in 10.5271/sjweh.3949")
    return evidence


def _source(table: Table, key: str, *, required: bool) -> str:
    source = table.text(key, 100, required=required)
    if source and not _SOURCE.match(source):
        table.note(key, f'"{source}" is not D1, D2, ours or a DOI (10.…/…)')
    return source


def _step(table: Table) -> Step:
    pace = table.choice("pace", Pace, Pace.HOLD)
    asks = pace is Pace.ASK
    breath_in, breath_out, breath_source = _breath(table, pace)
    step = Step(
        cue=_cue(table),
        seconds=_seconds(table, asks),
        source=_source(table, "source", required=not asks),
        pace=pace,
        detail=table.text("detail", 300),
        figure=_figure(table),
        each_side=table.flag("each_side", False),
        breath_in=breath_in,
        breath_out=breath_out,
        breath_source=breath_source,
        question=table.text("question", 60, required=asks),
    )
    if step.question and not asks and table.sound("pace"):
        table.note("question", 'only a step with pace = "ask" has one')
    table.close()
    return step


def _seconds(table: Table, asks: bool) -> float:
    if not asks:
        return table.number("seconds", *STEP_S)
    if table.has("seconds"):
        table.note("seconds", "a question waits for its answer: leave them out")
    return 0.0


def _cue(table: Table) -> str:
    cue = table.text("cue", 90, required=True)
    count = len(cue.split())
    if count > CUE_WORDS:
        table.note("cue", f"{count} words, at most {CUE_WORDS}")
    return cue


def _figure(table: Table) -> str:
    figure = table.text("figure", 40)
    if figure and not _ID.match(figure):
        table.note("figure", f'"{figure}" must be small letters and digits joined by "-"')
    return figure


def _breath(table: Table, pace: Pace) -> tuple[float, float, str]:
    breath = table.table("breath", required=pace is Pace.BREATHE)
    if breath is None:
        return 0.0, 0.0, ""
    if pace is not Pace.BREATHE and table.sound("pace"):
        table.note("breath", 'only a step with pace = "breathe" has one')
    found = (
        breath.number("in", *BREATH_S),
        breath.number("out", *BREATH_S),
        _source(breath, "source", required=True),
    )
    breath.close()
    return found


def _check_pressure(top: Table, routine: Routine) -> None:
    if routine.pressure and not top.has("pressure_words"):
        top.note("pressure_words", "is missing: say how hard to press")
    if routine.pressure and not top.has("cautions"):
        top.note("cautions", "is missing: say when not to press")
    if top.has("pressure_words") and not routine.pressure:
        top.note("pressure_words", "only a routine with pressure = true has them")
    if top.has("cautions") and not routine.cautions:
        top.note("cautions", "must not be empty")


def _check_sides(top: Table, routine: Routine) -> None:
    if not top.sound("sides") or not top.sound("steps"):
        return
    sided = [number for number, step in enumerate(routine.steps, 1) if step.each_side]
    timed = any(step.each_side and step.seconds for step in routine.steps)
    if routine.sides is Sides.EACH and routine.steps and not timed:
        top.note("sides", '"each" needs timed steps with each_side = true')
    if routine.sides is not Sides.EACH:
        for number in sided:
            top.note(f"steps[{number}].each_side", 'only a routine with sides = "each" has it')
    for number, step in enumerate(routine.steps, 1):
        if step.pace is Pace.ASK and not _answers_something(routine, number):
            top.note(f"steps[{number}].question", 'there is nothing before it that "no" repeats')


def _answers_something(routine: Routine, number: int) -> bool:
    """Whether the question's step follows a timed step of the same sidedness."""
    asking = routine.steps[number - 1]
    before = routine.steps[: number - 1]
    return bool(before) and before[-1].each_side == asking.each_side and before[-1].seconds > 0


def _check_length(top: Table, routine: Routine) -> None:
    if routine.seconds > TOTAL_S:
        minutes = routine.seconds / 60
        top.note("steps", f"{minutes:.1f} min in all, at most {TOTAL_S / 60:g}")
    holds = any(step.pace is Pace.HOLD and not step.each_side for step in routine.steps)
    if routine.short and not holds and top.sound("steps"):
        top.note("short", "needs a hold that is done once, for both sides together")
