"""The one sentence over a week: the most useful thing, in plain words, never praise or blame."""

from __future__ import annotations

from hipbreak.core import week_text
from hipbreak.core.week_parts import WeekPage


def sentence(page: WeekPage) -> str:
    """The first rule that has something to say."""
    return week_text.sentence(page.week)
