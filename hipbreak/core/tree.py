"""Reading a tree of plain values from a file, gathering every problem with its key path.

A reader never stops at the first mistake: it notes the problem, goes on with a stand-in value, and
whoever built something from stand-ins throws it away when any problem was noted.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from enum import Enum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from typing import TypeVar

    E = TypeVar("E", bound=Enum)

HIDDEN = re.compile(
    "[\x00-\x1f\x7f-\x9f\u00ad\u061c\u180e\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb"
    "\ud800-\udfff\U000e0000-\U000e007f]"
)
"""Control characters and invisible ones that reorder or hide text."""


def depth_of(tree: object, limit: int) -> int:
    """How deep mappings and lists are nested, counted no further than `limit` + 1."""
    level, depth = [tree], 0
    while level and depth <= limit:
        inner: list[object] = []
        for item in level:
            if isinstance(item, Mapping):
                inner.extend(item.values())
            elif isinstance(item, list):
                inner.extend(item)
        nested = any(isinstance(item, (Mapping, list)) for item in level)
        depth += nested
        level = inner
    return depth


def suggestion(word: str, known: Iterable[str]) -> str:
    """`; did you mean "kind"?` for the nearest known word, or nothing."""
    from difflib import get_close_matches  # only a mistake pays for it

    near = get_close_matches(word, list(known), n=1)
    return f'; did you mean "{near[0]}"?' if near else ""


class Table:
    """One table of the file: typed access by key; remembers what was asked for."""

    def __init__(self, tree: Mapping[str, object], place: str, problems: list[str]) -> None:
        self._tree = tree
        self._place = place
        self._problems = problems
        self._asked: list[str] = []

    def note(self, key: str, problem: str) -> None:
        """Note a problem at `key` of this table; an empty key means the table itself."""
        self._problems.append(f"{self.path(key)}: {problem}" if self.path(key) else problem)

    def path(self, key: str) -> str:
        return ".".join(part for part in (self._place, key) if part)

    def sound(self, key: str) -> bool:
        """Whether nothing was noted at `key`, so that rules about its value make sense."""
        return not any(problem.startswith(self.path(key)) for problem in self._problems)

    def has(self, key: str) -> bool:
        self._ask(key)
        return self._tree.get(key) is not None

    def text(self, key: str, most: int, *, required: bool = False) -> str:
        """One line of text of at most `most` characters."""
        value = self._get(key, required)
        return self._line(key, value, most) if value is not None else ""

    def texts(self, key: str, count: int, most: int) -> tuple[str, ...]:
        """A list of at most `count` texts."""
        items = self._list(key, count, "texts")
        return tuple(self._line(f"{key}[{i}]", item, most) for i, item in enumerate(items, 1))

    def words(self, key: str, allowed: tuple[str, ...]) -> tuple[str, ...]:
        """A list of different words, each one of `allowed`."""
        found = self.texts(key, len(allowed), 40)
        for number, word in enumerate(found, 1):
            if word and word not in allowed:
                self._not_among(f"{key}[{number}]", word, allowed)
            if word in found[: number - 1]:
                self.note(f"{key}[{number}]", f'"{word}" stands there twice')
        return found

    def word(self, key: str, allowed: tuple[str, ...], default: str) -> str:
        """One word of `allowed`."""
        value = self.text(key, 40) if self.has(key) else default
        if value and value not in allowed:
            self._not_among(key, value, allowed)
        return value

    def choice(self, key: str, kind: type[E], default: E | None = None) -> E:
        """One value of an enum; required when there is no default."""
        allowed = tuple(str(item.value) for item in kind)
        stand_in = default or next(iter(kind))
        if default is not None and not self.has(key):
            return default
        word = self.text(key, 40, required=True)
        if word not in allowed:
            if word:
                self._not_among(key, word, allowed)
            return stand_in
        return kind(word)

    def flag(self, key: str, default: bool) -> bool:
        value = self._get(key, False)
        if value is None or isinstance(value, bool):
            return default if value is None else value
        self.note(key, "must be true or false")
        return default

    def number(self, key: str, least: float, most: float) -> float:
        """A required number from `least` to `most`."""
        value = self._get(key, True)
        if value is None:
            return least
        if isinstance(value, bool) or not isinstance(value, (int, float)):
            self.note(key, "must be a number")
        elif not least <= value <= most:
            self.note(key, f"{value:g} is not from {least:g} to {most:g}")
        else:
            return float(value)
        return least

    def table(self, key: str, *, required: bool = False) -> Table | None:
        value = self._get(key, required)
        if value is None:
            return None
        if isinstance(value, Mapping):
            return Table(value, self.path(key), self._problems)
        self.note(key, "must be a table")
        return None

    def tables(self, key: str, most: int) -> tuple[Table, ...]:
        """A required list of 1 to `most` tables."""
        if self._get(key, True) is None:
            return ()
        items = self._list(key, most, "tables")
        if not items and self._tree[key] == []:
            self.note(key, "needs at least one")
        found = []
        for number, item in enumerate(items, 1):
            if isinstance(item, Mapping):
                found.append(Table(item, self.path(f"{key}[{number}]"), self._problems))
            else:
                self.note(f"{key}[{number}]", "must be a table")
        return tuple(found)

    def close(self) -> None:
        """Refuse every key that nobody asked for."""
        for key in self._tree:
            if key not in self._asked:
                shown = HIDDEN.sub("?", key)[:40]
                self.note("", f'unknown key "{shown}"{suggestion(key, self._asked)}')

    def _ask(self, key: str) -> None:
        if key not in self._asked:
            self._asked.append(key)

    def _get(self, key: str, required: bool) -> object:
        if self.has(key):
            return self._tree[key]
        if required:
            self.note(key, "is missing")
        return None

    def _list(self, key: str, most: int, what: str) -> list[object]:
        value = self._get(key, False)
        if value is None:
            return []
        if not isinstance(value, list):
            self.note(key, f"must be a list of {what}")
            return []
        if len(value) > most:
            self.note(key, f"{len(value)} entries, at most {most}")
            return []
        return value

    def _line(self, place: str, value: object, most: int) -> str:
        if not isinstance(value, str):
            self.note(place, "must be a text")
        elif HIDDEN.search(value):
            self.note(place, "has a control or hidden character; write one plain line")
        elif not value.strip() or value != value.strip():
            self.note(place, "must not be empty, begin or end with a space")
        elif len(value) > most:
            self.note(place, f"{len(value)} characters, at most {most}")
        else:
            return value
        return ""

    def _not_among(self, key: str, word: str, allowed: tuple[str, ...]) -> None:
        self.note(key, f'"{word}" is not one of {", ".join(allowed)}{suggestion(word, allowed)}')
