"""The kinds of values a setting can have: read from TOML, from a typed word, and written back."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Protocol

from hipbreak.core.durations import format_duration, parse_duration
from hipbreak.core.hours import Range
from hipbreak.core.moment import DAY

Value = bool | int | float | str | tuple[float, ...] | tuple[str, ...] | tuple[Range, ...]

_TIME = re.compile(r"(\d{1,2})(?::(\d{2}))?")
_WEEK_TIME = re.compile(r"([a-z]{2,9})\s+(\d{1,2})(?::(\d{2}))?")
_DAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
_TRUE = frozenset({"yes", "true", "on"})
_FALSE = frozenset({"no", "false", "off"})


class Kind(Protocol):
    """How the values of one option are read and written."""

    def describe(self) -> str:
        """For people, in a few words."""

    def read(self, plain: object) -> Value:
        """The value that a TOML value stands for. ValueError with a sentence."""

    def typed(self, text: str) -> object:
        """What `text`, typed on the command line, would be in TOML."""

    def plain(self, value: Value) -> object:
        """The TOML value, as a person would write it."""


@dataclass(frozen=True, slots=True)
class Duration:
    """One length of time, in seconds."""

    def describe(self) -> str:
        return "a duration"

    def read(self, plain: object) -> Value:
        if not isinstance(plain, str):
            raise ValueError(f"not a duration: {plain!r}; write 45 min, 20 s or 1 h 30 min")
        return parse_duration(plain)

    def typed(self, text: str) -> object:
        return text

    def plain(self, value: Value) -> object:
        assert isinstance(value, float)
        return format_duration(value)


@dataclass(frozen=True, slots=True)
class Durations:
    """A few lengths of time, in seconds."""

    most: int

    def describe(self) -> str:
        return f"one to {self.most} durations"

    def read(self, plain: object) -> Value:
        items = _items(plain, "durations")
        if not 1 <= len(items) <= self.most:
            raise ValueError(f"give one to {self.most} durations, not {len(items)}")
        return tuple(parse_duration(item) for item in items)

    def typed(self, text: str) -> object:
        return _split(text)

    def plain(self, value: Value) -> object:
        assert isinstance(value, tuple)
        return [format_duration(item) for item in value if isinstance(item, float)]


@dataclass(frozen=True, slots=True)
class Number:
    """A number within bounds."""

    low: float
    high: float
    whole: bool = False

    def describe(self) -> str:
        return f"a {'whole ' if self.whole else ''}number from {self.low:g} to {self.high:g}"

    def read(self, plain: object) -> Value:
        right = isinstance(plain, int if self.whole else (int, float))
        if not right or isinstance(plain, bool) or not isinstance(plain, (int, float)):
            raise ValueError(f"not {self.describe()}: {plain!r}")
        if not self.low <= plain <= self.high:
            raise ValueError(f"must be {self.describe()}: {plain!r}")
        return plain if self.whole else float(plain)

    def typed(self, text: str) -> object:
        try:
            return int(text)
        except ValueError:
            pass
        try:
            return float(text)
        except ValueError:
            return text

    def plain(self, value: Value) -> object:
        return value


@dataclass(frozen=True, slots=True)
class Flag:
    """Yes or no."""

    def describe(self) -> str:
        return "`true` or `false`"

    def read(self, plain: object) -> Value:
        if not isinstance(plain, bool):
            raise ValueError(f"not true or false: {plain!r}")
        return plain

    def typed(self, text: str) -> object:
        word = text.strip().lower()
        return True if word in _TRUE else False if word in _FALSE else text

    def plain(self, value: Value) -> object:
        return value


@dataclass(frozen=True, slots=True)
class Choice:
    """One of some words."""

    words: tuple[str, ...]

    def describe(self) -> str:
        return "one of " + ", ".join(f"`{word}`" for word in self.words)

    def read(self, plain: object) -> Value:
        if not isinstance(plain, str) or plain not in self.words:
            raise ValueError(f"not one of {', '.join(self.words)}: {plain!r}")
        return plain

    def typed(self, text: str) -> object:
        return text.strip().lower()

    def plain(self, value: Value) -> object:
        return value


@dataclass(frozen=True, slots=True)
class Choices:
    """Any of some words."""

    words: tuple[str, ...]

    def describe(self) -> str:
        return "any of " + ", ".join(f"`{word}`" for word in self.words)

    def read(self, plain: object) -> Value:
        items = _items(plain, "words")
        for item in items:
            if item not in self.words:
                raise ValueError(f"not one of {', '.join(self.words)}: {item!r}")
        return tuple(dict.fromkeys(items))

    def typed(self, text: str) -> object:
        return _split(text.lower())

    def plain(self, value: Value) -> object:
        assert isinstance(value, tuple)
        return list(value)


@dataclass(frozen=True, slots=True)
class Hours:
    """Ranges of one day, also past midnight."""

    def describe(self) -> str:
        return "ranges of hours"

    def read(self, plain: object) -> Value:
        return tuple(parse_range(item) for item in _items(plain, "ranges"))

    def typed(self, text: str) -> object:
        return _split(text)

    def plain(self, value: Value) -> object:
        assert isinstance(value, tuple)
        return [format_range(item) for item in value if isinstance(item, Range)]


class TimeOfDay:
    """A time such as 8:30, in seconds after midnight; -1 and `off` for none."""

    def describe(self) -> str:
        return "a time of day such as 8:30, or off"

    def read(self, plain: object) -> Value:
        if plain == "off":
            return -1.0
        found = _TIME.fullmatch(plain.strip()) if isinstance(plain, str) else None
        if found and int(found[1]) < 24 and int(found[2] or 0) < 60:
            return int(found[1]) * 3600.0 + int(found[2] or 0) * 60.0
        raise ValueError(f"not a time of day: {plain!r}; write 8:30 or off")

    def typed(self, text: str) -> object:
        return text

    def plain(self, value: Value) -> object:
        assert isinstance(value, float)
        hour, minute = divmod(int(value) // 60, 60)
        return f"{hour}:{minute:02d}" if value >= 0 else "off"


class WeekTime:
    """A time of the week such as `fri 16:00`, in seconds after Monday 0:00; -1 and `off`: none."""

    def describe(self) -> str:
        return "a day and a time such as fri 16:00, or off"

    def read(self, plain: object) -> Value:
        if plain == "off":
            return -1.0
        found = _WEEK_TIME.fullmatch(plain.strip().lower()) if isinstance(plain, str) else None
        day = next((n for n, name in enumerate(_DAYS) if found and name.startswith(found[1])), None)
        if found and day is not None and int(found[2]) < 24 and int(found[3] or 0) < 60:
            return day * DAY + int(found[2]) * 3600.0 + int(found[3] or 0) * 60.0
        raise ValueError(f"not a day and a time: {plain!r}; write fri 16:00 or off")

    def typed(self, text: str) -> object:
        return text

    def plain(self, value: Value) -> object:
        assert isinstance(value, float)
        if value < 0:
            return "off"
        return f"{_DAYS[int(value // DAY)][:3]} {TimeOfDay().plain(value % DAY)}"


def parse_range(text: str) -> Range:
    """The range in `9:00-12:30` or `22-6`; ValueError with a sentence."""
    edges = [_TIME.fullmatch(part.strip()) for part in text.replace("–", "-").split("-")]
    if len(edges) == 2 and edges[0] and edges[1]:
        start, end = (int(edge[1]) * 3600.0 + int(edge[2] or 0) * 60 for edge in edges if edge)
        minutes_fit = all(int(edge[2] or 0) < 60 for edge in edges if edge)
        if minutes_fit and start < DAY and end <= DAY:
            return Range(start, end)
    raise ValueError(f"not a range of hours: {text!r}; write 9:00-12:30 or 22:00-6:00")


def format_range(item: Range) -> str:
    """The canonical text: `9:00-12:30`."""
    edges = (divmod(int(edge) // 60, 60) for edge in (item.start, item.end))
    return "-".join(f"{hour}:{minute:02d}" for hour, minute in edges)


def _items(plain: object, what: str) -> tuple[str, ...]:
    items = [plain] if isinstance(plain, str) else plain
    if not isinstance(items, list) or not all(isinstance(item, str) for item in items):
        raise ValueError(f"not a list of {what}: {plain!r}")
    return tuple(items)


def _split(text: str) -> object:
    """`a, b` or a TOML list as a list; what is neither is left to `read` to refuse."""
    if text.strip().startswith("["):
        import tomllib

        try:
            return tomllib.loads(f"v = {text.strip()}").get("v")
        except tomllib.TOMLDecodeError:
            return [text]
    return [part.strip() for part in text.split(",") if part.strip()]
