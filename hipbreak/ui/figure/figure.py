"""What a figure file says: camera, things, poses, keys, marks. Plain values, already checked."""

from __future__ import annotations

import math
from dataclasses import dataclass

from hipbreak.ui.figure.camera import View
from hipbreak.ui.figure.pose import Pose
from hipbreak.ui.figure.vec import Vec


@dataclass(frozen=True, slots=True)
class Prop:
    """A thing in the scene: `at` on the floor, `size` where the thing has one."""

    kind: str
    at: Vec = (0.0, 0.0, 0.0)
    size: float = 1.0
    turn: float = 0.0
    follow: float = 0.0
    """How far it moves with the pelvis along x: half as far for what rolls under a body."""


@dataclass(frozen=True, slots=True)
class Key:
    """A pose at a time of the loop, with the light on the working muscles."""

    at: float
    pose: str
    glow: float = 0.0
    ease: str = "smooth"
    """How the way *to the next key* is gone: smooth or linear."""
    partner: str = ""
    """The partner's pose, where there is one."""


@dataclass(frozen=True, slots=True)
class Glow:
    """A working muscle, named, on one side or both."""

    muscle: str
    side: str = "both"


@dataclass(frozen=True, slots=True)
class Mark:
    """A sign: a straight arrow, a dotted line, a circling stroke, a press, a soft place."""

    kind: str
    on: str = "world"
    at: Vec = (0.0, 0.0, 0.0)
    to: Vec = (10.0, 0.0, 0.0)
    """line: where the arrow points, from `at`; circle: the second radius direction."""
    radius: float = 8.0
    behind: bool = False
    """Drawn behind the body."""
    during: tuple[float, float] | None = None
    """Seconds of the loop in which it is bright; it stays faint at other times."""
    reverse: bool = False
    """A circle that goes round the other way."""


@dataclass(frozen=True, slots=True)
class Lens:
    """A round close-up: `close` is a nearer camera, the other kinds are drawings of a place."""

    kind: str
    on: str
    at: Vec = (0.0, 0.0, 0.0)
    centre: tuple[float, float] = (392.0, 96.0)
    """In design pixels."""
    radius: float = 66.0
    zoom: float = 5.0
    yaw: float = 80.0
    pitch: float = 6.0
    order: tuple[str, ...] = ()
    """With `close`: the parts that are seen, from the farthest to the nearest."""
    stalk: bool = True
    """Tied to its place by a line."""


@dataclass(frozen=True, slots=True)
class Partner:
    """Someone who helps, facing the other way."""

    x: float
    """Where the partner's own world begins; it runs back along x."""
    order: tuple[str, ...] = ()
    """Drawn beyond the one who is helped."""
    over: tuple[str, ...] = ()
    """Drawn again over them: the hands that hold."""


@dataclass(frozen=True, slots=True)
class Gait:
    """A walk: the feet and the arms of a walking cycle, laid over the first pose."""

    seconds: float = 1.2
    """Both steps."""
    stride: float = 118.0
    """Centimetres that the body moves on in one cycle."""
    lift: float = 9.0
    arms: float = 22.0
    """Degrees by which the arms swing."""


@dataclass(frozen=True, slots=True)
class Orbit:
    """Hips that go round over standing feet, laid over the first pose."""

    seconds: float = 4.0
    ahead: float = 5.0
    """Centimetres to the front and back."""
    across: float = 6.0
    reverse: bool = False
    lying: bool = False
    """The whole body slides, instead of swaying over its feet."""


QUIET_LOOP = 10.0
"""Seconds of one quiet breath, in and out, of someone who keeps still (ours)."""
LEAST_BREATH = 4.0
"""The shortest quiet breath of someone who moves, seconds: 15 a minute (ours)."""


@dataclass(frozen=True, slots=True)
class Figure:
    """A movement, ready to be drawn."""

    name: str
    poses: dict[str, Pose]
    keys: tuple[Key, ...]
    view: View
    meant: str = ""
    """The side that is drawn as the working one, `right` or `left`; empty: no side."""
    still: float = 0.0
    """The most telling moment, in seconds."""
    props: tuple[Prop, ...] = ()
    glows: tuple[Glow, ...] = ()
    marks: tuple[Mark, ...] = ()
    lens: Lens | None = None
    gait: Gait | None = None
    orbit: Orbit | None = None
    partner: Partner | None = None
    order: tuple[str, ...] = ()
    bare: tuple[str, ...] = ()
    """Feet without shoes."""

    @property
    def seconds(self) -> float:
        """Length of the loop; that of one quiet breath when nothing else moves."""
        if cycle := self.gait or self.orbit:
            return cycle.seconds
        return self.keys[-1].at if len(self.keys) > 1 else QUIET_LOOP

    @property
    def round(self) -> float:
        """Seconds after which all but a blink looks as before: whole loops, one quiet breath."""
        return self.seconds * math.ceil(LEAST_BREATH / self.seconds)
