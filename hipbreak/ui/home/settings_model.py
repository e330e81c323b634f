"""The settings page without a window: its groups, its words, and the file behind it."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from types import MappingProxyType

from hipbreak.adapters.settings_file import load, set_value, unset_value
from hipbreak.core.errors import UserError
from hipbreak.core.hours import Range
from hipbreak.core.setting_kinds import Hours, Kind, Number, format_range
from hipbreak.core.settings import DAYS, OPTIONS, Option, Settings


@dataclass(frozen=True, slots=True)
class Group:
    """Settings that belong together. `tables`: which tables of the file stand here."""

    name: str
    title: str
    about: str
    tables: tuple[str, ...] = ()


GROUPS = (
    Group("rhythm", "Rhythm", "When a break is offered, and how long an offer waits.",
          ("schedule", "plans")),
    Group("hours", "Hours",
          "Offers come only in these hours; without any, at all hours. 22:00 – 6:00 runs past "
          "midnight.", ("hours",)),
    Group("place", "Place", "What can be offered to you where you are.", ("place",)),
    Group("look", "Look", "Every change is seen at once.", ("look",)),
    Group("sound", "Sound", "Quiet unless you turn it on, and always in a meeting.", ("sound",)),
    Group("notify", "Notices", "Messages of your desktop, beside the card.",
          ("notify", "hints")),
    Group("desktop", "Desktop", "How hipbreak lives on this machine.", ("tray", "idle")),
    Group("data", "Your data", "Everything stays on this machine, and it is yours.", ("data",)),
)  # fmt: skip

TITLES: Mapping[str, str] = MappingProxyType({
    "schedule.every": "Time between breaks",
    "schedule.natural_break": "Absence that is a break",
    "schedule.warn": "Sign before a break",
    "schedule.peace": "Peace after a call",
    "schedule.lull": "Gap in typing",
    "schedule.lull_limit": "Longest wait for a gap",
    "schedule.offer_timeout": "How long an offer stays",
    "schedule.ignored": "After no answer",
    "schedule.snoozes": "Choices of “later”",
    "schedule.skip": "After a skip",
    "schedule.short_after": "Snoozes until the short drill",
    "schedule.firmness": "Firmness",
    "plans.morning": "Morning plan",
    "plans.week": "Plan of the week",
    "look.theme": "Colours",
    "look.skin": "Skin",
    "look.hair": "Hair",
    "look.motion": "Motion",
    "look.text_scale": "Text size",
    "sound.tones": "Tones",
    "sound.speech": "Spoken cues",
    "sound.volume": "Volume",
    "place.place": "Where you are",
    "place.things": "Things at hand",
    "tray.backend": "Tray icon",
    "idle.source": "Noticing that you are there",
    "notify.soon": "Before a break",
    "notify.offer": "The offer as a notification too",
    "notify.week": "The week in a sentence",
    "hints.call": "A hint in a long call",
    "hints.call_after": "A long call",
    "hints.weight_shift": "A hint to shift your weight",
    "hints.weight_shift_every": "Sitting between two such hints",
    "schedule.doubt_after": "Asking whether you were there",
})  # fmt: skip

WORDS: Mapping[str, Mapping[str, str]] = MappingProxyType({
    "look.theme": {"contrast": "Contrast", "contrast-dark": "Dark contrast"},
    "place.things": {"lines": "Lines on the floor"},
    "tray.backend": {"sni": "SNI", "xembed": "XEmbed"},
    "idle.source": {"x11": "X11", "macos": "macOS", "screensaver": "Screen saver"},
})  # fmt: skip

_PERCENT = frozenset({"look.text_scale", "sound.volume"})


def _table(key: str) -> str:
    return key.partition(".")[0]


def group_of(key: str) -> Group:
    """The group of this setting; what belongs nowhere stands with this desktop."""
    return next((one for one in GROUPS if _table(key) in one.tables), GROUPS[-2])


def options_of(group: Group) -> tuple[Option, ...]:
    """The settings that stand in this group, in the order of the table."""
    return tuple(one for one in OPTIONS if group_of(one.key) is group)


def title(key: str) -> str:
    """The setting's name for people."""
    return TITLES.get(key) or key.partition(".")[2].replace("_", " ").capitalize()


def explained(option: Option) -> str:
    """Its help as it is read in a window, where there are no back-ticks."""
    if isinstance(option.kind, Hours):
        return ""  # the group says it for all days
    text = option.help
    named = f"{title(option.key)}: "
    if text.startswith(named):
        text = text[len(named)].upper() + text[len(named) + 1 :]
    for word, shown in WORDS.get(option.key, {}).items():
        text = text.replace(f"`{word}`", f"“{shown}”")
    pieces = text.split("`")
    return "".join(f"“{p.capitalize()}”" if at % 2 else p for at, p in enumerate(pieces))


def words_of(key: str, choices: tuple[str, ...]) -> dict[str, str]:
    """The choices with what stands on their buttons."""
    own = WORDS.get(key, {})
    return {word: own.get(word, word.replace("-", " ").capitalize()) for word in choices}


def number_words(key: str, number: float) -> str:
    return f"{round(number * 100)} %" if key in _PERCENT else f"{number:g}"


def step_of(kind: Number) -> float:
    """How far one press goes."""
    return 1.0 if kind.whole else 0.05 if kind.high <= 1 else 0.1


def past_midnight(key: str, ranges: Sequence[Range]) -> str:
    """In words, which of this day's ranges end on the next day; empty for none."""
    day = DAYS[(DAYS.index(key.partition(".")[2]) + 1) % len(DAYS)].capitalize()
    ends = [format_range(one).partition("-")[2] for one in ranges if one.end <= one.start]
    return f"Until {' and '.join(ends)} on {day}." if ends else ""


def as_typed(kind: Kind, plain: object) -> str:
    """A plain value as it would be typed: `9:00-12:30, 13:00-17:00`."""
    if isinstance(plain, list):
        return ", ".join(str(item) for item in plain)
    if isinstance(plain, bool):
        return "yes" if plain else "no"
    return f"{plain}"


class SettingsFile:
    """The settings file as the page sees it. Every change is written at once or refused."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.settings: Settings = Settings()
        self.problems: tuple[str, ...] = ()
        self.read()

    def read(self) -> None:
        """What the file says now; the defaults while it is broken."""
        self.settings, self.problems = load(self.path)

    def text(self, option: Option) -> str:
        """The value that holds, as it would be typed."""
        return as_typed(option.kind, option.kind.plain(self.settings[option.key]))

    def differs(self, option: Option) -> bool:
        """The person has given it another value than the default."""
        return self.settings[option.key] != option.default

    def put(self, key: str, text: str) -> str:
        """Write one setting as typed; what is wrong with it, or nothing."""
        return self._after(key, lambda: set_value(self.path, key, text))

    def take_out(self, key: str) -> str:
        """Back to the default; what is wrong, or nothing."""
        return self._after(key, lambda: unset_value(self.path, key))

    def _after(self, key: str, change: Callable[[], None]) -> str:
        try:
            with suppress(OSError):  # what cannot be made is told by the writing
                self.path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
            change()
        except UserError as error:
            self.read()
            return "\n".join(problem.removeprefix(f"{key}: ") for problem in error.problems)
        self.read()
        return ""
