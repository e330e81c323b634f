"""What the engine wants done: effects in the imperative, performed by the resident."""

from __future__ import annotations

from dataclasses import dataclass

from hipbreak.core.facts import Fact
from hipbreak.core.hint import HintKind


@dataclass(frozen=True, slots=True)
class Warn:
    """A break will be due soon: the icon changes; a notification is optional."""


@dataclass(frozen=True, slots=True)
class PrepareCard:
    """Choose a routine for this offer and start its window hidden."""

    offer: str
    short: bool
    """Only the ten-second drill, after several snoozes."""
    why: str


@dataclass(frozen=True, slots=True)
class ShowCard:
    """Let the prepared card appear."""

    offer: str


@dataclass(frozen=True, slots=True)
class DropCard:
    """Take the card away, shown or not."""

    offer: str


@dataclass(frozen=True, slots=True)
class OpenPlayer:
    """Guide this routine now."""

    uid: str
    routine: str


@dataclass(frozen=True, slots=True)
class ClosePlayer:
    """Take the player away."""

    uid: str


@dataclass(frozen=True, slots=True)
class HushPlayer:
    """A call has begun while it plays, so it is silent from now on; or heard again."""

    uid: str
    quiet: bool


@dataclass(frozen=True, slots=True)
class PrepareHint:
    """Choose what to hint at, look whether the screen is shared, start the window hidden."""

    uid: str
    kind: HintKind


@dataclass(frozen=True, slots=True)
class ShowHint:
    """Let the prepared hint appear."""

    uid: str


@dataclass(frozen=True, slots=True)
class DropHint:
    """Take the hint away, shown or not."""

    uid: str


@dataclass(frozen=True, slots=True)
class Record:
    """Write this fact to the journal."""

    fact: Fact


@dataclass(frozen=True, slots=True)
class TellResumed:
    """A pause has ended by itself: say so once."""


@dataclass(frozen=True, slots=True)
class TellWeek:
    """The chosen time of the week has come: tell of the week that began on this Monday."""

    monday: int
    """Days since 1970-01-01, local."""


Effect = (
    Warn
    | PrepareCard
    | ShowCard
    | DropCard
    | OpenPlayer
    | ClosePlayer
    | HushPlayer
    | PrepareHint
    | ShowHint
    | DropHint
    | Record
    | TellResumed
    | TellWeek
)
