"""The engine's state: one immutable value, and the small mutable workspace of a single step."""

from __future__ import annotations

from dataclasses import dataclass, field, replace

from hipbreak.core.effects import Effect, Record
from hipbreak.core.facts import Answer, Fact, Posture, Span, SpanKind
from hipbreak.core.hint import Hint
from hipbreak.core.holds import Holds
from hipbreak.core.moment import Moment
from hipbreak.core.rules import Rules


@dataclass(frozen=True, slots=True)
class Stopwatch:
    """Seconds gathered so far; a passive value, it only knows the moments it is told."""

    gathered: float = 0.0
    running_since: Moment | None = None

    def value(self, now: Moment) -> float:
        if self.running_since is None:
            return self.gathered
        return self.gathered + max(0.0, now.since(self.running_since))

    def started(self, now: Moment) -> Stopwatch:
        return self if self.running_since else Stopwatch(self.gathered, now)

    def stopped(self, now: Moment) -> Stopwatch:
        return Stopwatch(self.value(now), None)


ZERO = Stopwatch()


@dataclass(frozen=True, slots=True)
class Bout:
    """An unbroken stretch of sitting or standing."""

    kind: SpanKind
    began: Moment


@dataclass(frozen=True, slots=True)
class Mend:
    """What "I was sitting all along" needs to undo the last absence."""

    bout: Bout
    sitting: Stopwatch
    standing: Stopwatch
    uids: tuple[str, ...]
    """The facts that the absence wrote."""
    away_since: Moment
    back: Moment | None = None
    """When the person came back; None while away."""


@dataclass(frozen=True, slots=True)
class Doubt:
    """Input without a pause that may be nobody's, and the one question about it."""

    kind: SpanKind
    """What the bout is if somebody was there."""
    since: Moment
    """The last certain sign of the person before it."""
    until: Moment | None = None
    """The first one after it; None while there is none, or when the bout ended without one."""
    written: tuple[Span, ...] = ()
    """The bout as it was written; empty while it runs."""

    @property
    def open(self) -> bool:
        """It still grows."""
        return self.until is None and not self.written


@dataclass(frozen=True, slots=True)
class Counting:
    """Nothing is due."""

    warned: bool = False


@dataclass(frozen=True, slots=True)
class Later:
    """An offer was put off and comes back at `until`."""

    until: Moment
    answer: Answer
    warned: bool = False


@dataclass(frozen=True, slots=True)
class Waiting:
    """A break is due and waits: for holds to clear, for a minute of peace, for a lull."""

    offer: str
    due: Moment
    why: str
    held: bool = False
    """A hold stood in the way since it became due: peace first."""
    clear_since: Moment | None = None
    lull_since: Moment | None = None
    """Since when a gap in typing is awaited; the card is prepared from here on."""
    routine: str = ""
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Offered:
    """The card is on the screen."""

    offer: str
    due: Moment
    shown: Moment
    why: str
    routine: str
    reason: str


@dataclass(frozen=True, slots=True)
class Running:
    """A break is being done."""

    uid: str
    routine: str
    offer: str
    """The offer it came from, or empty."""
    began: Moment
    samples: int = 0
    busy: int = 0
    """Of the samples taken while it ran, how many saw input since the one before."""
    quiet: bool = False
    """Its player was told to be silent: a call."""


Phase = Counting | Later | Waiting | Offered | Running


@dataclass(frozen=True, slots=True)
class State:
    """All that the engine knows. Saved on each transition, without the rules."""

    rules: Rules
    lineage: str
    """24 hexadecimal digits from the outside; with `serial` they make each fact's uid."""
    at: Moment
    last_input: Moment
    serial: int = 0
    idle_known: bool = False
    posture: Posture = Posture.SITTING
    bout: Bout | None = None
    away_since: Moment | None = None
    locked_since: Moment | None = None
    sitting: Stopwatch = ZERO
    standing: Stopwatch = ZERO
    """Time since the last break, for each posture."""
    holds: Holds = ()
    phase: Phase = field(default_factory=Counting)
    snoozes: int = 0
    mend: Mend | None = None
    given_up: Running | None = None
    """The break whose player never reported; if it does after all, that is what counts."""
    hint: Hint | None = None
    hinted: Moment | None = None
    """When the last hint in a call was prepared."""
    shifted_at: float = 0.0
    """At how many seconds since the break the last shift of weight was."""
    signed: Moment | None = None
    """Since when there has been input without a pause, or the last word by hand after that; None
    while there is a pause or nothing is known."""
    doubt: Doubt | None = None
    resumed: Moment | None = None
    """When a pause last ended by itself."""
    told_week: int | None = None
    """The Monday of the last week whose time to be told has come and gone; None: none was
    chosen."""

    @property
    def since_break(self) -> Stopwatch:
        """The clock that decides when to ask."""
        return self.sitting if self.posture is Posture.SITTING else self.standing


def begin(rules: Rules, lineage: str, now: Moment) -> State:
    """The state of the very first start: nothing is known of the person yet."""
    return State(rules=rules, lineage=lineage, at=now, last_input=now)


@dataclass(slots=True)
class Turn:
    """One step's workspace: the state so far and the effects gathered."""

    state: State
    now: Moment
    fresh: bool = False
    """The idle time was read in this very step."""
    left: bool = False
    """An absence began to count in this step."""
    effects: list[Effect] = field(default_factory=list)

    def change(self, **changes: object) -> None:
        self.state = replace(self.state, **changes)  # type: ignore[arg-type]  # mypy: no kwargs typing

    def emit(self, effect: Effect) -> None:
        self.effects.append(effect)

    def record(self, fact: Fact) -> str:
        self.emit(Record(fact))
        return fact.uid

    def uid(self) -> str:
        """A new id, the same again when the step is repeated from the same state."""
        self.change(serial=self.state.serial + 1)
        return f"{self.state.lineage}{self.state.serial:08x}"
