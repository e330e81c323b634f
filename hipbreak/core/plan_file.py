"""A plan file's tree, as TOML gives it, to a `Plan`; docs/plans.md is its manual."""

from __future__ import annotations

from collections.abc import Mapping

from hipbreak.core.calendar import WEEKDAYS
from hipbreak.core.errors import UserError
from hipbreak.core.plans import Item, Plan, Prompt, Session, TimeOfDay
from hipbreak.core.routine import Routine
from hipbreak.core.routine_step import parse_id, parse_source
from hipbreak.core.tree import Table, depth_of

FORMAT = 1
DEPTH = 6
SESSIONS = 14
ITEMS = 20
SECONDS = (10.0, 900.0)
DAYS = tuple(day.lower() for day in WEEKDAYS)


def parse_plan(tree: Mapping[str, object], file_id: str) -> Plan:
    """The plan in `tree`, from a file called `file_id`.toml; UserError with all problems."""
    problems: list[str] = []
    if depth_of(tree, DEPTH) > DEPTH:
        raise UserError(f"nested more than {DEPTH} deep")
    plan = _plan(Table(tree, "", problems), file_id)
    if problems:
        raise UserError(problems)
    return plan


def unknown_routines(plan: Plan, routines: Mapping[str, Routine]) -> tuple[str, ...]:
    """A problem with its key path for each item whose routine there is not."""
    return tuple(
        f'sessions[{s}].items[{i}].routine: there is no routine "{item.routine}"'
        for s, session in enumerate(plan.sessions, 1)
        for i, item in enumerate(session.items, 1)
        if item.routine not in routines
    )


def _plan(top: Table, file_id: str) -> Plan:
    if top.has("format"):
        number = top.number("format", 1, 1_000_000)
        if number > FORMAT:
            top.note("format", f"{number:g} is newer than this hipbreak knows ({FORMAT})")
    plan = Plan(
        id=parse_id(top, "id", required=True),
        name=top.text("name", 40, required=True),
        summary=top.text("summary", 120, required=True),
        prompt=top.choice("prompt", Prompt),
        source=parse_source(top, "source", required=True),
        sessions=tuple(_session(table) for table in top.tables("sessions", SESSIONS)),
        time_of_day=top.choice("time_of_day", TimeOfDay, TimeOfDay.ANY),
        caution=top.text("caution", 160),
    )
    if plan.id and top.sound("id") and plan.id != file_id:
        top.note("id", f'"{plan.id}" must be the file\'s name, "{file_id}"')
    top.close()
    return plan


def _session(table: Table) -> Session:
    days = table.words("days", DAYS)
    items = tuple(_item(item) for item in table.tables("items", ITEMS))
    names = [item.routine for item in items]
    for number, name in enumerate(names, 1):
        if name and name in names[: number - 1]:
            table.note(f"items[{number}].routine", f'"{name}" stands there twice')
    table.close()
    return Session(items, tuple(DAYS.index(day) for day in days if day in DAYS))


def _item(table: Table) -> Item:
    item = Item(
        routine=parse_id(table, "routine", required=True),
        source=parse_source(table, "source", required=True),
        seconds=table.number("seconds", *SECONDS) if table.has("seconds") else 0.0,
        first=table.word("first", ("left", "right"), ""),
    )
    table.close()
    return item
