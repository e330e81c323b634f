"""The week's page out of the journal on disk: the same for window, report and command line."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from hipbreak.adapters.journal.reader import JournalReader
from hipbreak.adapters.paths import Paths, data_dir
from hipbreak.adapters.plan_shelf import load_plans
from hipbreak.adapters.settings_file import load
from hipbreak.adapters.shelf import Shelf
from hipbreak.core.plans import Plan
from hipbreak.core.routine import Routine
from hipbreak.core.settings import BY_KEY, Settings
from hipbreak.core.techniques import in_force
from hipbreak.core.week_page import first_needed, week_page
from hipbreak.core.week_parts import WeekPage

_PLANS = "plans."
"""The settings with the chosen times begin so."""


@dataclass(frozen=True, slots=True)
class Meaning:
    """What the journal's ids mean, and what is planned: read once, used for many weeks."""

    plans: tuple[Plan, ...]
    """Those in force."""
    routines: Mapping[str, Routine]


def read_meaning(paths: Paths, routines: Mapping[str, Routine] | None = None) -> Meaning:
    """From the routine files (unless they are known) and the settings; what is unsound there is
    passed over."""
    folders = (data_dir("routines"), paths.routines)
    plans, _ = load_plans(folders)
    if routines is None:
        routines, _ = Shelf(folders).load()
    settings, _ = load(paths.settings)
    return Meaning(in_force(plans, plan_times(settings)), routines)


def plan_times(settings: Settings) -> dict[str, float]:
    """The chosen time of each plan, in seconds after midnight, by the plan's id."""
    return {
        key.removeprefix(_PLANS): settings.seconds(key) for key in BY_KEY if key.startswith(_PLANS)
    }


def read_week_page(journal_path: Path, first_day: int, today: int, meaning: Meaning) -> WeekPage:
    """The page of the week that begins on `first_day`, a Monday. UserError as `JournalReader`."""
    with JournalReader(journal_path) as journal:
        facts = journal.week_facts(first_needed(first_day), first_day + 6, first_day - 7)
        open_spans = journal.open_spans()
    return week_page(
        facts,
        first_day,
        today,
        open_spans=open_spans,
        plans=meaning.plans,
        routines=meaning.routines,
    )
