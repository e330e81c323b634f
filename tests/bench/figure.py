"""One line of the table."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Figure:
    """A measured value; without a budget it is only told."""

    name: str
    value: float
    unit: str
    budget: float | None = None
    note: str = ""

    @property
    def kept(self) -> bool:
        return self.budget is None or self.value <= self.budget
