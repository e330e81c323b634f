"""What the seventeen techniques have to be, typed by hand from their sources, not from the files.

A step is (pace, seconds to start with, their source) or, where the dose rule grows it, also
(the most seconds, their source). Seconds are for one side where there are two.
"""

from __future__ import annotations

from dataclasses import dataclass

from hipbreak.core.routine import Grade, Kind, Pace, Position, Sides

HOLD, REST, MOVE, BREATHE, ASK = Pace.HOLD, Pace.REST, Pace.MOVE, Pace.BREATHE, Pace.ASK
Dose = tuple[Pace, float, str] | tuple[Pace, float, str, float, str]


@dataclass(frozen=True, slots=True)
class Row:
    """One technique: what it is, how it is done, what it needs, and its doses."""

    kind: Kind
    position: Position
    place: str
    sides: Sides
    grade: Grade
    doses: tuple[Dose, ...]
    needs: tuple[str, ...] = ()
    helps: tuple[str, ...] = ()
    in_all: tuple[float, float] = (0.0, 0.0)
    """Seconds over all steps and sides: to start with, and at the most."""


SEATED, STANDING, KNEELING = Position.SEATED, Position.STANDING, Position.KNEELING
LYING, ANY = Position.LYING, Position.ANY
NONE, TOGETHER, EACH = Sides.NONE, Sides.TOGETHER, Sides.EACH
TRIAL, EXPERT, TRADITION = Grade.TRIAL, Grade.EXPERT, Grade.TRADITION

SQUEEZE, LET_GO = (HOLD, 10, "D2"), (REST, 5, "ours")
QUESTION = (ASK, 0, "")

TABLE = {
    "glute-press": Row(
        Kind.DRILL, SEATED, "anywhere", TOGETHER, EXPERT,
        (SQUEEZE, LET_GO, SQUEEZE, LET_GO, SQUEEZE), in_all=(40, 40),
    ),
    "walk": Row(
        Kind.WALK, STANDING, "anywhere", NONE, TRIAL, ((MOVE, 120, "D2"),), in_all=(120, 120)
    ),
    "kd4-press": Row(
        Kind.RELEASE, SEATED, "anywhere", EACH, TRADITION,
        ((MOVE, 10, "ours"), (MOVE, 30, "D2", 60, "D1"), (MOVE, 10, "ours"), QUESTION),
        in_all=(100, 160),
    ),
    "quad-sweep": Row(
        Kind.RELEASE, SEATED, "private", EACH, EXPERT, ((MOVE, 30, "D2", 60, "D2"),),
        ("hand",), ("ball", "floor"), in_all=(60, 120),
    ),
    "psoas-ball": Row(
        Kind.RELEASE, LYING, "private", EACH, TRADITION,
        ((MOVE, 20, "ours"), (MOVE, 30, "D2", 120, "D2"), (REST, 10, "ours")),
        ("ball", "floor"), ("mat",), in_all=(120, 300),
    ),
    "leg-length": Row(
        Kind.CHECK, LYING, "private", NONE, TRADITION,
        ((REST, 20, "ours"), (HOLD, 20, "ours"), QUESTION, QUESTION),
        ("floor",), ("mirror", "partner"), in_all=(40, 40),
    ),
    "leg-pull": Row(
        Kind.RELEASE, LYING, "private", EACH, TRADITION,
        ((REST, 20, "ours"), (MOVE, 30, "D2"), (MOVE, 10, "ours"), (HOLD, 20, "D2")),
        ("partner",), ("mat",), in_all=(80, 80),
    ),
    "muscle-shortening": Row(
        Kind.RELEASE, LYING, "private", EACH, EXPERT,
        ((MOVE, 10, "ours"), (HOLD, 90, "D2")), ("floor",), ("mat",), in_all=(200, 200),
    ),
    "kneeling-lunge": Row(
        Kind.STRETCH, KNEELING, "private", EACH, EXPERT,
        ((MOVE, 10, "ours"), (HOLD, 30, "D2")), (), ("mat",), in_all=(80, 80),
    ),
    "line-lunge": Row(
        Kind.STRETCH, STANDING, "room", EACH, EXPERT,
        ((MOVE, 10, "ours"), (HOLD, 30, "ours")), (), ("lines",), in_all=(80, 80),
    ),
    "couch-stretch": Row(
        Kind.STRETCH, KNEELING, "private", EACH, EXPERT,
        ((MOVE, 15, "ours"), (HOLD, 30, "ours")), ("couch",), ("mat",), in_all=(90, 90),
    ),
    "belly-breath": Row(
        Kind.BREATH, ANY, "anywhere", NONE, EXPERT, ((BREATHE, 30, "D2"),), in_all=(30, 30)
    ),
    "hip-circles": Row(
        Kind.DRILL, STANDING, "anywhere", NONE, EXPERT,
        ((MOVE, 15, "D2"), (MOVE, 15, "D2")), in_all=(30, 30),
    ),
    "foam-roll": Row(
        Kind.RELEASE, LYING, "private", EACH, EXPERT,
        ((MOVE, 30, "D2", 75, "D2"), (MOVE, 30, "D2", 75, "D2")),
        ("roller",), ("mat",), in_all=(120, 300),
    ),
    "thomas-test": Row(
        Kind.SELF_TEST, LYING, "private", EACH, EXPERT,
        ((MOVE, 20, "ours"), (HOLD, 10, "ours"), (HOLD, 15, "ours"), QUESTION, QUESTION),
        ("table",), ("mirror", "partner"), in_all=(90, 90),
    ),
    "weight-shift": Row(
        Kind.DRILL, SEATED, "anywhere", NONE, TRIAL, ((MOVE, 10, "ours"),), in_all=(10, 10)
    ),
    "warning-signs": Row(
        Kind.CHECK, ANY, "anywhere", NONE, EXPERT, (QUESTION,) * 4, in_all=(0, 0)
    ),
}  # fmt: skip

PRESSING = {"psoas-ball", "quad-sweep", "kd4-press", "foam-roll", "leg-pull"}
DEEP = {"psoas-ball", "foam-roll"}
INVISIBLE = {"glute-press", "weight-shift", "warning-signs"}
STAYING_WITH_CLOTS = {"walk", "belly-breath"}
STAYING = STAYING_WITH_CLOTS | {"hip-circles", "weight-shift", "glute-press", "warning-signs"}
"""What stays with every contraindication but blood clots; the last one moves nobody."""
RELEASING = {
    "kd4-press": {"hip-flexors"},
    "quad-sweep": {"quads"},
    "psoas-ball": {"hip-flexors"},
    "leg-pull": {"hip-flexors"},
    "muscle-shortening": {"hip-flexors"},
    "foam-roll": {"quads", "hip-flexors"},
}
AFTER = {"kneeling-lunge": {"hip-flexors"}, "couch-stretch": {"hip-flexors", "quads"}}
RESULTS = {
    "thomas-test": "thomas",
    "leg-length": "leg-length",
    "warning-signs": "warning-signs",
}
DOCTORS_CASES = (
    "blood clots", "infection", "recent surgery", "pregnant", "hernia", "aneurysm",
    "hip replacement", "osteoporosis", "blood thinners", "cancer", "72 hours", "bruising",
    "numbness", "tingling", "nerve pain",
)  # fmt: skip
