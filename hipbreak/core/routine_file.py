"""A routine file's tree, as TOML gives it, to a `Routine`; docs/routines.md is its manual.

The limits keep a file readable while moving and a stranger's file harmless.
"""

from __future__ import annotations

from collections.abc import Mapping

from hipbreak.core.errors import UserError
from hipbreak.core.routine import (
    AREAS,
    CONTRAINDICATIONS,
    FIRST,
    ONLY_SIDES,
    PLACES,
    SELF_TESTS,
    THINGS,
    Evidence,
    Grade,
    Kind,
    Position,
    Routine,
    Sides,
)
from hipbreak.core.routine_checks import check_routine
from hipbreak.core.routine_step import CUE_WORDS as CUE_WORDS
from hipbreak.core.routine_step import parse_id, parse_source, parse_step
from hipbreak.core.tree import Table, depth_of

FORMAT = 1
FILE_BYTES = 64 * 1024
DEPTH = 6
STEPS = 40

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
    pressure = top.flag("pressure", False)
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
        pressure=pressure,
        pressure_words=top.text("pressure_words", 160),
        cautions=top.texts("cautions", 8, 160),
        short=top.flag("short", False),
        contraindications=_contraindications(top, pressure),
        releases=top.words("releases", AREAS),
        after_release=top.words("after_release", AREAS),
        first=_word(top, "first", FIRST),
        only_side=_word(top, "only_side", ONLY_SIDES),
        deep=top.flag("deep", False),
        self_test=_word(top, "self_test", SELF_TESTS),
        nudge=top.flag("nudge", False),
        evidence=_evidence(top.table("evidence", required=True)),
        steps=tuple(parse_step(table) for table in tables),
    )
    top.close()
    check_routine(top, routine)
    return routine


def _format(top: Table) -> None:
    if top.has("format"):
        number = top.number("format", 1, 1_000_000)
        if number > FORMAT:
            top.note("format", f"{number:g} is newer than this hipbreak knows ({FORMAT})")


def _id(top: Table, file_id: str) -> str:
    name = parse_id(top, "id", required=True)
    if not name or not top.sound("id"):
        return name
    if name in _TAKEN:
        top.note("id", f'"{name}" is taken by the journal')
    elif name != file_id:
        top.note("id", f'"{name}" must be the file\'s name, "{file_id}"')
    return name


def _word(top: Table, key: str, allowed: tuple[str, ...]) -> str:
    """One of the words; a file leaves the key out where we say nothing."""
    return top.word(key, tuple(word for word in allowed if word), "")


def _contraindications(top: Table, pressure: bool) -> tuple[str, ...]:
    """What the file names; all of them for what presses and names none."""
    if top.has("contraindications") or not pressure:
        return top.words("contraindications", CONTRAINDICATIONS)
    return CONTRAINDICATIONS


def _evidence(table: Table | None) -> Evidence:
    if table is None:
        return Evidence(Grade.TRADITION, "")
    evidence = Evidence(
        grade=table.choice("grade", Grade),
        sentence=table.text("sentence", 200, required=True),
        source=parse_source(table, "source", required=True),
    )
    table.close()
    judged = table.sound("grade") and table.sound("source")
    if judged and evidence.grade is Grade.TRIAL and not evidence.source.startswith("10."):
        table.note("source", "a trial is named by its DOI, as in 10.5271/sjweh.3949")
    return evidence
