"""Reading a table with a list of all that is wrong in it, each with its key path."""

from __future__ import annotations

import math
from collections.abc import Collection, Mapping
from typing import cast

from hipbreak.ui.figure.vec import Vec

Table = Mapping[str, object]


class Reader:
    """One table of a file. What is missing takes its default; what is wrong is noted."""

    def __init__(self, table: Table, path: str, problems: list[str]) -> None:
        self._table = table
        self._path = path
        self._seen: set[str] = set()
        self.problems = problems

    def place(self, key: str) -> str:
        return f"{self._path}.{key}" if self._path else key

    def wrong(self, key: str, why: str) -> None:
        self.problems.append(f"{self.place(key)}: {why}")

    def has(self, key: str) -> bool:
        return key in self._table

    def take(self, key: str) -> object:
        self._seen.add(key)
        return self._table.get(key)

    def number(self, key: str, default: float, low: float, high: float) -> float:
        value = self.take(key)
        if value is None:
            return default
        found = _number(value)
        if found is None or not low <= found <= high:
            self.wrong(key, f"expected a number from {low:g} to {high:g}, found {_shown(value)}")
            return default
        return found

    def numbers(self, key: str, count: int, low: float, high: float) -> tuple[float, ...] | None:
        value = self.take(key)
        if value is None:
            return None
        if isinstance(value, list) and len(value) == count:
            found = [_number(item) for item in value]
            if all(item is not None and low <= item <= high for item in found):
                return tuple(cast("list[float]", found))
        self.wrong(key, f"expected {count} numbers from {low:g} to {high:g}, found {_shown(value)}")
        return None

    def vec(self, key: str, default: Vec, limit: float = 400.0) -> Vec:
        """Three numbers, each within `limit`."""
        found = self.numbers(key, 3, -limit, limit)
        return cast(Vec, found) if found is not None else default

    def word(self, key: str, default: str, allowed: Collection[str]) -> str:
        value = self.take(key)
        if value is None:
            return default
        if not isinstance(value, str) or value not in allowed:
            self.wrong(key, f"expected one of {_listed(allowed)}, found {_shown(value)}")
            return default
        return value

    def flag(self, key: str) -> bool:
        value = self.take(key)
        if value is not None and not isinstance(value, bool):
            self.wrong(key, f"expected true or false, found {_shown(value)}")
        return value is True

    def words(self, key: str, allowed: Collection[str]) -> tuple[str, ...]:
        value = self.take(key)
        if value is None:
            return ()
        if not isinstance(value, list) or not all(item in allowed for item in value):
            self.wrong(key, f"expected a list of {', '.join(allowed)}, found {_shown(value)}")
            return ()
        return tuple(value)

    def table(self, key: str) -> Reader | None:
        value = self.take(key)
        if value is None:
            return None
        if not isinstance(value, dict):
            self.wrong(key, f"expected a table, found {_shown(value)}")
            return None
        return Reader(value, self.place(key), self.problems)

    def named(self, key: str, most: int) -> dict[str, Reader]:
        """Tables by their names."""
        group = self.table(key)
        if group is None:
            return {}
        if len(group._table) > most:
            self.wrong(key, f"expected at most {most} entries")
            return {}
        found = {name: group.table(name) for name in group._table}
        return {name: reader for name, reader in found.items() if reader is not None}

    def each(self, key: str, most: int) -> list[Reader]:
        """Tables of a list, in their order."""
        value = self.take(key)
        if value is None:
            return []
        if not isinstance(value, list) or len(value) > most:
            self.wrong(key, f"expected a list of at most {most} tables")
            return []
        readers = []
        for i, item in enumerate(value):
            if isinstance(item, dict):
                readers.append(Reader(item, f"{self.place(key)}[{i}]", self.problems))
            else:
                self.wrong(f"{key}[{i}]", f"expected a table, found {_shown(item)}")
        return readers

    def done(self) -> None:
        """Note every key that nobody asked for."""
        for key in self._table:
            if key not in self._seen:
                self.wrong(key, "is not known here")


def _number(value: object) -> float | None:
    if isinstance(value, bool) or not isinstance(value, (int, float)):
        return None
    return float(value) if math.isfinite(value) else None


def _listed(allowed: Collection[str]) -> str:
    """The words that are allowed, or the first of them when they are many."""
    text = ", ".join(sorted(allowed))
    return text if len(text) <= 200 else text[:200].rpartition(",")[0] + " and others"


def _shown(value: object) -> str:
    text = repr(value)
    return text if len(text) <= 40 else text[:37] + "..."
