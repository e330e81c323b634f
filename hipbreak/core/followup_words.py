"""The words of the next day's question that people tap."""

from __future__ import annotations

from collections.abc import Mapping

from hipbreak.core.facts import NextDay

ANSWERS: Mapping[NextDay, str] = {
    NextDay.BETTER: "Better",
    NextDay.SAME: "Same",
    NextDay.WORSE: "Worse",
    NextDay.FADED: "Better, but it faded",
}
"""What can be tapped, in this order; closing the question is `UNSAID`."""
