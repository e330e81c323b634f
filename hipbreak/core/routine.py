"""A routine: what is done, how long, on which side, how it is said and who says so."""

from __future__ import annotations

from dataclasses import dataclass, replace
from enum import Enum

THINGS = (
    "hand", "ball", "floor", "couch", "roller", "table", "partner", "mat", "mirror", "lines",
)  # fmt: skip
AT_HAND = ("hand", "floor")
"""Things that are always there; whether lying down is possible, `place` and `position` say."""
PLACES = ("anywhere", "room", "private")
AREAS = ("hip-flexors", "quads", "glutes")
"""What a release releases and a stretch wants released first (D2's order rule)."""
CONTRAINDICATIONS = (
    "blood-clots", "infection", "recent-surgery",
    "pregnancy", "hernia-or-aneurysm", "hip-replacement",
    "osteoporosis", "blood-thinners", "cancer-treatment",
)  # fmt: skip
"""What rules a routine out without a doctor's word: the first three D2, the others ours."""
FIRST = ("", "tighter", "shorter", "left", "right")
ONLY_SIDES = ("", "shorter")
SELF_TESTS = ("", "thomas", "leg-length", "warning-signs")


class Kind(Enum):
    DRILL = "drill"
    RELEASE = "release"
    STRETCH = "stretch"
    BREATH = "breath"
    WALK = "walk"
    CHECK = "check"
    SELF_TEST = "self-test"


class Position(Enum):
    SEATED = "seated"
    STANDING = "standing"
    KNEELING = "kneeling"
    LYING = "lying"
    ANY = "any"


class Sides(Enum):
    NONE = "none"
    """The body has no side here (walking, breathing)."""
    TOGETHER = "together"
    """Both at once."""
    EACH = "each"
    """One after the other: every step marked so is timed for the left and for the right."""


class Pace(Enum):
    """What the person does during a step; the player's rhythm follows it."""

    HOLD = "hold"
    REST = "rest"
    MOVE = "move"
    BREATHE = "breathe"
    ASK = "ask"


class Grade(Enum):
    """How good the evidence is (protocols, part 5)."""

    TRIAL = "trial"
    EXPERT = "expert"
    TRADITION = "tradition"


@dataclass(frozen=True, slots=True)
class Step:
    """One cue and its time. `source` says where the number of seconds comes from."""

    cue: str
    seconds: float
    """Seconds for one side (or for all when the step has no side); 0 only for a question.

    With `seconds_max` these are the ones to start with.
    """
    source: str
    """`D1`, `D2`, `ours` or a DOI."""
    pace: Pace = Pace.HOLD
    detail: str = ""
    """The words behind "How?"."""
    figure: str = ""
    """Name of the figure that shows it; empty: the routine's id."""
    each_side: bool = False
    breath_in: float = 0.0
    breath_out: float = 0.0
    breath_source: str = ""
    """Where the breathing pace comes from, which may be elsewhere than the seconds."""
    question: str = ""
    """For `ask`: a yes/no question; "no" repeats the side's steps once, unless it has a `mark`."""
    seconds_max: float = 0.0
    """The most seconds that the dose rule may grow the step to; 0: they are fixed."""
    max_source: str = ""
    """Where `seconds_max` comes from."""
    mark: str = ""
    """The name under which a checklist keeps the answer; such a question repeats nothing."""


@dataclass(frozen=True, slots=True)
class Evidence:
    """What is known of it, said honestly."""

    grade: Grade
    sentence: str
    source: str = ""
    """DOI or `D1`/`D2`."""


@dataclass(frozen=True, slots=True)
class Routine:
    """One technique as data; everything a window needs to show and time it."""

    id: str
    name: str
    summary: str
    kind: Kind
    position: Position
    steps: tuple[Step, ...]
    evidence: Evidence
    sides: Sides = Sides.NONE
    needs: tuple[str, ...] = ()
    """Things it cannot be done without, of `THINGS`."""
    helps: tuple[str, ...] = ()
    """Things that make it easier, of `THINGS`."""
    place: str = "anywhere"
    """Of `PLACES`: anywhere, room (anywhere with space to step), private."""
    visible: bool = True
    """Whether others can see that something is done."""
    pressure: bool = False
    pressure_words: str = ""
    cautions: tuple[str, ...] = ()
    short: bool = False
    """May stand in as the ten-second drill after several snoozes."""
    contraindications: tuple[str, ...] = ()
    """What rules it out, of `CONTRAINDICATIONS`; for what presses always all of them."""
    releases: tuple[str, ...] = ()
    """The areas that it releases, of `AREAS`."""
    after_release: tuple[str, ...] = ()
    """The areas that must all have been released shortly before (D2)."""
    first: str = ""
    """Which side begins, of `FIRST`; empty: they take turns."""
    only_side: str = ""
    """The one side that is worked, of `ONLY_SIDES`; empty: both."""
    deep: bool = False
    """Deep massage: not before a clear Thomas test, once one was not clear (D2)."""
    self_test: str = ""
    """The result that it asks for, of `SELF_TESTS`."""
    nudge: bool = False
    """Comes only as a silent nudge between breaks, never as a break."""

    @property
    def to_bring(self) -> tuple[str, ...]:
        """What it needs that may not be there."""
        return tuple(thing for thing in self.needs if thing not in AT_HAND)

    @property
    def leaves_chair(self) -> bool:
        """Doing it ends the sitting bout."""
        return self.position not in (Position.SEATED, Position.ANY)

    @property
    def fits_corner(self) -> bool:
        """A small window is room enough: done in the chair, without cautions to be read first."""
        done_seated = not self.leaves_chair and self.kind not in (Kind.CHECK, Kind.SELF_TEST)
        return done_seated and not self.pressure

    @property
    def seconds(self) -> float:
        """Planned seconds over all steps and sides, at the dose to start with."""
        return sum(cue.seconds for cue in timeline(self))

    @property
    def seconds_max(self) -> float:
        """Seconds over all steps and sides once the dose rule has grown every step."""
        return sum(max(cue.seconds, cue.step.seconds_max) for cue in timeline(self))


@dataclass(frozen=True, slots=True)
class Cue:
    """One step unrolled for one side, in the order it is played."""

    step: Step
    side: str
    """`left`, `right` or ``."""

    @property
    def seconds(self) -> float:
        return self.step.seconds


def timeline(routine: Routine, first_side: str = "left") -> tuple[Cue, ...]:
    """All steps in playing order: each run of one-sided steps is played for both sides.

    With `only_side` just for the first one: whoever asks knows which side that is.
    """
    second_side = "right" if first_side == "left" else "left"
    sides = (first_side,) if routine.only_side else (first_side, second_side)
    cues: list[Cue] = []
    run: list[Step] = []

    def play_both() -> None:
        for side in sides:
            cues.extend(Cue(step, side) for step in run)
        run.clear()

    for step in routine.steps:
        if step.each_side:
            run.append(step)
            continue
        play_both()
        cues.append(Cue(step, ""))
    play_both()
    return tuple(cues)


def shorten(routine: Routine) -> Routine:
    """The ten-second version: its first hold alone. The journal still calls it by its name."""
    hold = next((step for step in routine.steps if step.pace is Pace.HOLD), routine.steps[0])
    return replace(routine, steps=(hold,))
