"""Messages between our processes: one JSON object a line, strictly decoded.

A window gets its opening message first, on standard input, and answers on standard output. The
command line sends one `Command` on the control socket and reads one `Reply`.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING

from hipbreak.core.codec import DecodeError, decode, encode
from hipbreak.core.facts import Evidence, Feel, Marked, Outcome, StepDone
from hipbreak.core.routine import Routine

if TYPE_CHECKING:
    from hipbreak.core.settings import Settings

VERSION = 1
LONGEST_LINE = 1_000_000


@dataclass(frozen=True, slots=True)
class Look:
    """How windows look: from the settings."""

    theme: str = "auto"
    """auto, light, dark, contrast or contrast-dark."""
    reduced_motion: bool = False
    text_scale: float = 1.0
    skin: str = "medium"
    hair: str = "bun"
    """The person in the figures: light, medium or deep; bun or short."""

    @classmethod
    def of(cls, settings: Settings) -> Look:
        """As the settings want windows to look."""
        return cls(
            theme=settings.word("look.theme"),
            reduced_motion=settings.word("look.motion") == "reduced",
            text_scale=settings.seconds("look.text_scale"),
            skin=settings.word("look.skin"),
            hair=settings.word("look.hair"),
        )


@dataclass(frozen=True, slots=True)
class Sound:
    """What is heard of a drill: from the settings."""

    tones: bool = False
    speech: bool = False
    volume: float = 0.3
    """0 to 1."""
    quiet: bool = False
    """A meeting stands: none of it until `Hush` says otherwise."""


@dataclass(frozen=True, slots=True)
class OpenCard:
    """To a window: be the card of this offer, hidden until `Show`."""

    offer: str
    routine: Routine
    reason: str
    """The one-sentence reason for this routine."""
    why: str
    """Why it comes now."""
    look: Look
    snoozes: tuple[float, ...] = (300.0, 600.0, 1200.0)
    may_skip: bool = True
    scale: float = 1.0
    """Firm offers grow: 1.0 to 1.5."""
    ordinary: bool = False
    """An ordinary window that takes the keyboard, instead of the unfocused card."""
    others: tuple[Routine, ...] = ()
    """What may be done instead of `routine`."""
    everywhere: bool = False
    """On all screens, not only the pointer's."""
    aside: bool = False
    """Out of the corners: a notification of ours stands in one of them."""


@dataclass(frozen=True, slots=True)
class OpenHint:
    """To a window: be this hint, hidden until `Show`, gone on `Close`."""

    offer: str
    routine: Routine
    look: Look
    may_start: bool = False
    """It offers to start the routine; otherwise there is only a line to read."""


@dataclass(frozen=True, slots=True)
class OpenPlayer:
    """To a window: play this routine now."""

    uid: str
    routine: Routine
    first_side: str
    look: Look
    sound: Sound = Sound()
    compact: bool = False
    """Small, in a corner and above other windows: for a seated drill during a call."""


@dataclass(frozen=True, slots=True)
class OpenHome:
    """To a window: show today and the week."""

    look: Look
    page: str = "today"


@dataclass(frozen=True, slots=True)
class Show:
    """To a window: appear now."""


@dataclass(frozen=True, slots=True)
class Close:
    """To a window: end."""


@dataclass(frozen=True, slots=True)
class Raise:
    """To a window: come to the front, by the person's wish."""


@dataclass(frozen=True, slots=True)
class Hush:
    """To a player: a meeting has begun, so be silent at once; or it is over, be heard again."""

    quiet: bool


@dataclass(frozen=True, slots=True)
class Ready:
    """From a window: built, hidden."""


@dataclass(frozen=True, slots=True)
class Shown:
    """From a window: on the screen."""


@dataclass(frozen=True, slots=True)
class Answered:
    """From a card: start, snooze or skip. From a hint: start or skip."""

    offer: str
    answer: str
    seconds: float = 0.0
    routine: str = ""
    """To start: which of the others; empty: the one that was offered."""


@dataclass(frozen=True, slots=True)
class Finished:
    """From the player: its report, with the evidence."""

    uid: str
    outcome: Outcome
    evidence: Evidence
    planned_s: float
    done_s: float
    steps: tuple[StepDone, ...] = ()
    feel: Feel | None = None
    stop_reason: str = ""
    marks: tuple[Marked, ...] = ()
    """The answers of a self-test."""
    tightness: int | None = None
    """How tight it feels afterwards, 0 to 10; None: not said."""
    tightness_before: int | None = None
    """The same before the first step."""


@dataclass(frozen=True, slots=True)
class Asked:
    """From the home window: do this (the words of the command line)."""

    words: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Command:
    """From the command line: a verb and its arguments."""

    verb: str
    arguments: tuple[str, ...] = ()
    version: int = VERSION


@dataclass(frozen=True, slots=True)
class Reply:
    """To the command line: what was done, or why not. `data` is a JSON text or empty."""

    ok: bool
    text: str = ""
    data: str = ""


Message = (
    OpenCard
    | OpenHint
    | OpenPlayer
    | OpenHome
    | Show
    | Close
    | Raise
    | Hush
    | Ready
    | Shown
    | Answered
    | Finished
    | Asked
    | Command
    | Reply
)


def to_line(message: Message) -> bytes:
    """One message as one line of UTF-8."""
    return json.dumps(encode(message), ensure_ascii=False).encode() + b"\n"


def from_line(line: bytes | str) -> Message:
    """The message on one line; DecodeError when it is none."""
    if len(line) > LONGEST_LINE:
        raise DecodeError("the line is too long")
    try:
        plain = json.loads(line)
    except (ValueError, RecursionError) as error:
        raise DecodeError(f"not JSON: {error}") from None
    if not isinstance(plain, dict) or "type" not in plain:
        raise DecodeError("expected an object with a type")
    return decode(Message, plain)  # type: ignore[return-value]  # decode checks the union
