"""Plan files on disk: ours, and the person's, which add to ours or replace them by id."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from hipbreak.adapters.shelf import SUFFIX, read_bytes, toml_tree
from hipbreak.core.errors import UserError
from hipbreak.core.plan_file import parse_plan
from hipbreak.core.plans import Plan, Prompt

MOST_FILES = 50
FOLDER = "plans"
"""Within each folder of routines."""


def read_plan(path: Path) -> Plan:
    """The plan in one file. UserError: all its problems, each with the file's name."""
    content = read_bytes(path)
    try:
        return parse_plan(toml_tree(content), path.name.removesuffix(SUFFIX))
    except UserError as error:
        raise UserError([f"{path.name}: {problem}" for problem in error.problems]) from None


def load_plans(folders: Sequence[Path]) -> tuple[tuple[Plan, ...], tuple[str, ...]]:
    """All sound plans of these folders of routines, the hourly ones first, and the problems of
    the files that were passed over. A later folder's plan takes the place of an earlier one's."""
    plans: dict[str, Plan] = {}
    problems: list[str] = []
    for folder in folders:
        for path in sorted((folder / FOLDER).glob(f"*{SUFFIX}"))[:MOST_FILES]:
            try:
                plan = read_plan(path)
            except UserError as error:
                problems.extend(error.problems)
            else:
                plans[plan.id] = plan
    order = list(Prompt)
    ranked = sorted(plans.values(), key=lambda plan: (order.index(plan.prompt), plan.id))
    return tuple(ranked), tuple(problems)
