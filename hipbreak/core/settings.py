"""Every setting, in one table that feeds the code, the documentation and the tests."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from types import MappingProxyType

from hipbreak.core.errors import UserError
from hipbreak.core.hours import Range, Week
from hipbreak.core.routine import THINGS
from hipbreak.core.rules import Firmness, Rules
from hipbreak.core.setting_kinds import (
    Choice,
    Choices,
    Duration,
    Durations,
    Flag,
    Hours,
    Kind,
    Number,
    TimeOfDay,
    Value,
    WeekTime,
)

THINGS_AT_HAND = tuple(thing for thing in THINGS if thing not in ("hand", "floor"))
"""Hands are always there; whether the floor is, `place` says."""
LONGEST_SHOWN = 200
"""Characters of a person's mistake that are shown to them."""
RELOADED = "The settings were read again."
"""What the running hipbreak answers to a change, before anything that has to wait."""
DAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")


@dataclass(frozen=True, slots=True)
class Option:
    """One setting: `key` is its table and name, `help` one or two plain sentences."""

    key: str
    kind: Kind
    default: Value
    help: str

    @property
    def default_text(self) -> str:
        """The default as it would stand in the file."""
        return as_toml(self.kind.plain(self.default))


_RULES = Rules()
_FIRMNESS = tuple(firmness.value for firmness in Firmness)

OPTIONS: tuple[Option, ...] = (
    Option("schedule.every", Duration(), _RULES.every,
           "A break is due after this much time at the desk since the last one."),
    Option("schedule.natural_break", Duration(), _RULES.natural_break,
           "An absence this long ends the sitting and counts as a break of its own."),
    Option("schedule.warn", Duration(), _RULES.warn,
           "How long before a break is due the icon says so."),
    Option("schedule.peace", Duration(), _RULES.peace,
           "Quiet time after a call, a lock or a pause has ended, before anything is offered."),
    Option("schedule.lull", Duration(), _RULES.lull_quiet,
           "The offer waits for a gap in your typing of this length."),
    Option("schedule.lull_limit", Duration(), _RULES.lull_limit,
           "After this the card comes even while you type."),
    Option("schedule.offer_timeout", Duration(), _RULES.offer_timeout,
           "An offer that is not answered goes away after this."),
    Option("schedule.ignored", Duration(), _RULES.ignored,
           "An offer that went away unanswered comes back after this."),
    Option("schedule.snoozes", Durations(most=5), _RULES.snoozes,
           "What the card offers as “later”."),
    Option("schedule.skip", Duration(), _RULES.skip,
           "A skipped offer comes back after this."),
    Option("schedule.short_after", Number(1, 10, whole=True), _RULES.short_after,
           "After so many snoozes only the ten-second drill is offered."),
    Option("schedule.doubt_after", Duration(), _RULES.doubt_after,
           "Input for so long, with no pause and no answer of yours, may be nobody's: you are "
           "asked whether you were there."),
    Option("schedule.firmness", Choice(_FIRMNESS), _RULES.firmness.value,
           "How insistent an offer is. It never blocks the machine."),
    Option("hints.call", Flag(), _RULES.call_hint,
           "In a long call with a break due: one small silent hint at the seated drill that nobody "
           "sees. Never while the screen is known to be shared; on X11 nobody can tell."),
    Option("hints.call_after", Duration(), _RULES.call_hint_after,
           "How long a call lasts before this hint comes."),
    Option("hints.weight_shift", Flag(), _RULES.shift_hint,
           "Between breaks: a small silent hint to shift your weight on the chair."),
    Option("hints.weight_shift_every", Duration(), _RULES.shift_hint_every,
           "How much sitting lies between two of these hints."),
    *(Option(f"hours.{day}", Hours(), (), f"Working hours on {day.capitalize()}.")
      for day in DAYS),
    Option("look.theme", Choice(("auto", "light", "dark", "contrast", "contrast-dark")), "auto",
           "The colours of the windows; `auto` follows the desktop, the contrasts are high."),
    Option("look.skin", Choice(("light", "medium", "deep")), "medium",
           "The skin of the person in the figures."),
    Option("look.hair", Choice(("bun", "short")), "bun",
           "The hair of the person in the figures."),
    Option("look.motion", Choice(("full", "reduced")), "full",
           "`reduced` shows still pictures instead of moving ones."),
    Option("look.text_scale", Number(0.8, 2.0), 1.0,
           "Larger or smaller text, on top of the desktop's own scale."),
    Option("sound.tones", Flag(), False,
           "Soft tones when a step begins, at its half, at a change of side and at the end; "
           "none in a meeting."),
    Option("sound.speech", Flag(), False,
           "The cues are spoken by the system's own voice; not in a meeting."),
    Option("sound.volume", Number(0.0, 1.0), 0.3,
           "How loud tones and voice are, below the system's own volume."),
    Option("place.place", Choice(("office", "home")), "office",
           "Where you are: in the office nothing is offered that needs the floor."),
    Option("place.things",
           Choices(THINGS_AT_HAND), (),
           "What is at hand. Exercises that need anything else are not offered."),
    Option("plans.morning", TimeOfDay(), -1.0,
           "When the morning plan is offered, once a day."),
    Option("plans.week", TimeOfDay(), -1.0,
           "When the plan of the week is offered, once a day."),
    Option("tray.backend", Choice(("auto", "sni", "xembed", "none")), "auto",
           "What shows the tray icon; `auto` finds out."),
    Option("idle.source",
           Choice(("auto", "mutter", "wayland", "x11", "screensaver", "windows", "macos", "none")),
           "auto",
           "What tells how long there was no input; `none`: you always count as present."),
    Option("notify.soon", Flag(), False,
           "A notification shortly before a break is due."),
    Option("notify.offer", Flag(), False,
           "A notification beside the card, with its buttons where the desktop shows any."),
    Option("notify.week", WeekTime(), _RULES.report_at,
           "When a notification tells the week in a sentence, once a week; on Monday to Wednesday "
           "it tells of the week before."),
)  # fmt: skip

BY_KEY: Mapping[str, Option] = MappingProxyType({option.key: option for option in OPTIONS})


@dataclass(frozen=True, slots=True)
class Settings:
    """A value for every key; what was not given has its default."""

    given: Mapping[str, Value] = field(default_factory=dict)

    def __getitem__(self, key: str) -> Value:
        return self.given[key] if key in self.given else BY_KEY[key].default

    def seconds(self, key: str) -> float:
        """The value of a duration or a number."""
        value = self[key]
        assert isinstance(value, (int, float))
        return value

    def word(self, key: str) -> str:
        """The value of a choice."""
        value = self[key]
        assert isinstance(value, str)
        return value

    def flag(self, key: str) -> bool:
        return self[key] is True

    def words(self, key: str) -> tuple[str, ...]:
        """The values of a choice of several."""
        value = self[key]
        assert isinstance(value, tuple)
        return tuple(item for item in value if isinstance(item, str))

    def rules(self) -> Rules:
        """The numbers for the engine."""
        snoozes = self["schedule.snoozes"]
        assert isinstance(snoozes, tuple)
        return Rules(
            every=self.seconds("schedule.every"),
            natural_break=self.seconds("schedule.natural_break"),
            warn=self.seconds("schedule.warn"),
            peace=self.seconds("schedule.peace"),
            lull_quiet=self.seconds("schedule.lull"),
            lull_limit=self.seconds("schedule.lull_limit"),
            offer_timeout=self.seconds("schedule.offer_timeout"),
            ignored=self.seconds("schedule.ignored"),
            snoozes=tuple(item for item in snoozes if isinstance(item, float)),
            skip=self.seconds("schedule.skip"),
            doubt_after=self.seconds("schedule.doubt_after"),
            short_after=int(self.seconds("schedule.short_after")),
            firmness=Firmness(self.word("schedule.firmness")),
            call_hint=self.flag("hints.call"),
            call_hint_after=self.seconds("hints.call_after"),
            shift_hint=self.flag("hints.weight_shift"),
            shift_hint_every=self.seconds("hints.weight_shift_every"),
            report_at=self.seconds("notify.week"),
            hours=self._hours(),
        )

    def timed_plans(self) -> tuple[str, ...]:
        """The plans that were given a time of day, by their ids."""
        keys = (option.key for option in OPTIONS if option.key.startswith("plans."))
        return tuple(key.removeprefix("plans.") for key in keys if self.seconds(key) >= 0)

    def plain(self) -> dict[str, object]:
        """Every key with its value as it would stand in the file, for people and JSON."""
        return {option.key: option.kind.plain(self[option.key]) for option in OPTIONS}

    def _hours(self) -> Week:
        days = (self[f"hours.{day}"] for day in DAYS)
        return Week(
            tuple(
                tuple(item for item in ranges if isinstance(item, Range))
                for ranges in days
                if isinstance(ranges, tuple)
            )
        )


def parse(tree: Mapping[str, object]) -> Settings:
    """The settings in a TOML tree. UserError with every problem and its key path."""
    problems: list[str] = []
    given: dict[str, Value] = {}
    for key, plain in _leaves(tree):
        try:
            given[key] = option(key).kind.read(plain)
        except UserError as error:
            problems += error.problems
        except ValueError as error:
            problems.append(_problem(key, error))
    if problems:
        raise UserError(problems)
    return Settings(MappingProxyType(given))


def parse_value(key: str, text: str) -> Value:
    """The value that `text`, typed on the command line, gives to `key`. UserError, exit 2."""
    kind = option(key).kind
    try:
        return kind.read(kind.typed(text))
    except ValueError as error:
        raise UserError(_problem(key, error), exit_code=2) from None


def option(key: str) -> Option:
    """The option of this key. UserError, exit 2, with the nearest key when there is none."""
    if key in BY_KEY:
        return BY_KEY[key]
    if any(known.startswith(f"{key}.") for known in BY_KEY):
        raise UserError(f"{key}: is a table of settings, not one setting", exit_code=2)
    import difflib

    key = key[:LONGEST_SHOWN]
    near = difflib.get_close_matches(key, BY_KEY, n=1)
    hint = f"; did you mean {near[0]}?" if near else ""
    raise UserError(f"{key}: unknown key{hint}", exit_code=2)


def as_toml(plain: object) -> str:
    """A plain value as TOML text."""
    if isinstance(plain, bool):
        return "true" if plain else "false"
    if isinstance(plain, list):
        return f"[{', '.join(as_toml(item) for item in plain)}]"
    return f'"{plain}"' if isinstance(plain, str) else f"{plain}"


def _problem(key: str, error: ValueError) -> str:
    text = str(error)
    return f"{key}: {text if len(text) <= LONGEST_SHOWN else text[:LONGEST_SHOWN] + '…'}"


def _leaves(tree: Mapping[str, object], above: str = "") -> Iterator[tuple[str, object]]:
    for name, value in tree.items():
        if isinstance(value, Mapping):
            yield from _leaves(value, f"{above}{name}.")
        else:
            yield f"{above}{name}", value
