"""The poses of a figure file."""

from __future__ import annotations

from dataclasses import replace

from hipbreak.ui.figure.frame import SIDES
from hipbreak.ui.figure.pose import ArmPose, LegPose, Place, Pose, Target
from hipbreak.ui.figure.reader import Reader
from hipbreak.ui.figure.rig import ARM_PARTS, LEG_PARTS, OTHERS, PARTS

_HAND_ON = (*PARTS, *LEG_PARTS, *ARM_PARTS, *OTHERS)


def read_poses(reader: Reader) -> dict[str, Pose]:
    poses: dict[str, Pose] = {}
    for name, table in reader.named("pose", 24).items():
        like = table.word("like", "", ("", *poses))
        poses[name] = _pose(table, poses[like] if like else Pose())
        table.done()
    if not poses:
        reader.wrong("pose", "expected at least one pose")
    return poses


TRUNK_ANGLES = {
    "turn": 180,
    "tilt": 120,
    "lean": 45,
    "bend": 80,
    "side": 45,
    "twist": 60,
    "neck": 70,
    "nod": 70,
    "look": 80,
    "gaze": 45,
    "gaze_down": 60,
}


def _pose(reader: Reader, base: Pose) -> Pose:
    angles = {
        name: reader.number(name, getattr(base, name), -limit, limit)
        for name, limit in TRUNK_ANGLES.items()
    }
    pose = replace(
        base,
        pelvis=reader.vec("pelvis", base.pelvis),
        eyes=reader.number("eyes", base.eyes, 0, 1),
        smile=reader.number("smile", base.smile, -1, 1),
        breath=reader.number("breath", base.breath, 0, 1),
        **angles,  # type: ignore[arg-type]  # all are angles
    )
    for key in ("legs", "right_leg", "left_leg"):
        if table := reader.table(key):
            for side in SIDES if key == "legs" else (key.removesuffix("_leg"),):
                pose = pose.with_leg(side, _leg(table, pose.leg(side)))
            table.done()
    for key in ("arms", "right_arm", "left_arm"):
        if table := reader.table(key):
            for side in SIDES if key == "arms" else (key.removesuffix("_arm"),):
                pose = pose.with_arm(side, _arm(table, pose.arm(side)))
            table.done()
    return pose


def _leg(reader: Reader, base: LegPose) -> LegPose:
    stand, ankle, kneel = base.stand, base.ankle, base.kneel
    if reader.has("stand"):
        stand, ankle = reader.vec("stand", (0.0, 0.0, 10.0)), None
    if reader.has("ankle"):
        stand, ankle = None, _target(reader, "ankle", ("world", "pelvis"))
    if reader.has("kneel"):
        kneel = reader.vec("kneel", (0.0, 0.0, 10.0))
    return LegPose(
        stand,
        reader.number("turn", base.turn, -60, 90),
        reader.number("roll", base.roll, -80, 50),
        ankle,
        reader.number("flex", base.flex, -40, 80),
        reader.vec("knee", base.knee, 1.0),
        kneel,
    )


def _arm(reader: Reader, base: ArmPose) -> ArmPose:
    hand = _target(reader, "hand", _HAND_ON) if reader.has("hand") else base.hand
    fingers, palm = base.fingers, base.palm
    if reader.has("fingers"):
        fingers = reader.vec("fingers", (1.0, 0.0, 0.0), 1.0)
    if reader.has("palm"):
        palm = reader.vec("palm", (0.0, -1.0, 0.0), 1.0)
    return ArmPose(
        hand,
        fingers,
        palm,
        reader.vec("elbow", base.elbow, 1.0),
        reader.number("curl", base.curl, -15, 100),
        reader.number("thumb", base.thumb, -20, 80),
    )


def _target(reader: Reader, key: str, allowed: tuple[str, ...]) -> Place:
    table = reader.table(key)
    if table is None:
        return Target("world", (0.0, 0.0, 0.0))
    target = Target(table.word("on", "world", allowed), table.vec("at", (0.0, 0.0, 0.0)))
    table.done()
    return target
