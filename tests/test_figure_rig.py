"""The skeleton of every shipped figure, through its whole movement: bones, joints, contacts."""

from __future__ import annotations

import math
from collections.abc import Iterator

import pytest

from hipbreak.ui.figure.frame import SIDES, outward
from hipbreak.ui.figure.gait import floor_at
from hipbreak.ui.figure.limbs import (
    ANKLE,
    BALL,
    FOREARM,
    HEEL,
    SHIN,
    THIGH,
    UPPER_ARM,
    Limb,
    bend_of,
    bend_two,
)
from hipbreak.ui.figure.motion import pose_at
from hipbreak.ui.figure.pose import LegPose, Pose
from hipbreak.ui.figure.rig import Skeleton, solve
from hipbreak.ui.figure.shelf import figures_dir, shipped_figure
from hipbreak.ui.figure.vec import distance, dot

NAMES = sorted(path.stem for path in figures_dir().glob("*.toml"))
PIXELS = 2.0
"""How far a contact may be off, on a picture of 480 by 340."""


def moments(name: str, count: int = 48) -> Iterator[tuple[float, Pose, Skeleton]]:
    """The body through one loop, with the lungs empty and full by turns."""
    figure = shipped_figure(name)
    for i in range(count):
        t = figure.seconds * i / count
        pose, _ = pose_at(figure, t)
        yield t, pose, solve(pose, (i % 3) / 2)


@pytest.mark.parametrize("name", NAMES)
def test_bones_keep_their_length(name: str) -> None:
    """No bone grows or shrinks at any moment, even where a target is hard to reach."""
    for t, _, body in moments(name):
        for leg in body.legs.values():
            assert distance(leg.root, leg.joint) == pytest.approx(THIGH, abs=0.02), t
            assert distance(leg.joint, leg.tip) == pytest.approx(SHIN, abs=0.02), t
        for arm in body.arms.values():
            assert distance(arm.root, arm.joint) == pytest.approx(UPPER_ARM, abs=0.02), t
            assert distance(arm.joint, arm.tip) == pytest.approx(FOREARM, abs=0.02), t


@pytest.mark.parametrize("name", NAMES)
def test_knees_and_elbows_bend_one_way(name: str) -> None:
    """Knees bend 0 to 150 degrees and elbows too, never backwards."""
    for t, _, body in moments(name):
        for limb in (*body.legs.values(), *body.arms.values()):
            assert -0.5 <= bend_of(limb) <= 152, (name, t, limb.side, bend_of(limb))


def hip_angles(body: Skeleton, leg: Limb) -> tuple[float, float]:
    """Degrees of flexion and of abduction of a thigh against the pelvis."""
    ahead = dot(leg.upper.x, body.pelvis.x)
    down = -dot(leg.upper.x, body.pelvis.y)
    out = dot(leg.upper.x, body.pelvis.z) * outward(leg.side)
    return math.degrees(math.atan2(ahead, down)), math.degrees(math.asin(max(-1.0, min(1.0, out))))


@pytest.mark.parametrize("name", NAMES)
def test_hips_stay_in_their_range(name: str) -> None:
    """Hips bend from 35 degrees back to 135 forward and open at most 62 to the side."""
    for t, _, body in moments(name):
        for leg in body.legs.values():
            flexion, abduction = hip_angles(body, leg)
            assert -35 <= flexion <= 135, (t, leg.side, flexion)
            assert -30 <= abduction <= 62, (t, leg.side, abduction)


def test_the_hip_is_held_at_about_a_right_angle() -> None:
    """Muscle shortening (D1) is no stretch: the knee is not pulled onto the chest."""
    for t, _, body in moments("muscle-shortening"):
        flexion, _ = hip_angles(body, body.legs["right"])
        assert 85 <= flexion <= 105, (t, flexion)


@pytest.mark.parametrize("name", NAMES)
def test_knees_point_where_the_toes_do(name: str) -> None:
    """A foot that stands is never twisted against its bent knee."""
    for t, pose, body in moments(name):
        for side, leg in body.legs.items():
            if pose.leg(side).ankle is not None or bend_of(leg) < 35:
                continue
            knee, foot = leg.upper.y, leg.end.x
            flat = math.hypot(knee[0], knee[2]) * math.hypot(foot[0], foot[2])
            if flat > 0.3:
                same = (knee[0] * foot[0] + knee[2] * foot[2]) / flat
                assert same > math.cos(math.radians(48)), (t, side)


@pytest.mark.parametrize("name", NAMES)
def test_hands_and_feet_reach_what_they_touch(name: str) -> None:
    """Every hand and every foot is within two pixels of its place."""
    zoom = shipped_figure(name).view.zoom
    for t, _, body in moments(name):
        for limb in (*body.legs.values(), *body.arms.values()):
            assert limb.gap * zoom <= PIXELS, (t, limb.side, limb.gap)


@pytest.mark.parametrize("name", NAMES)
def test_standing_feet_are_on_the_floor(name: str) -> None:
    """The heel or the ball of a standing foot touches its ground; neither sinks in."""
    zoom = shipped_figure(name).view.zoom
    for t, pose, body in moments(name):
        for side, leg in body.legs.items():
            said = pose.leg(side)
            if said.stand is None or said.ankle is not None:
                continue
            heel = leg.end.point((HEEL, -ANKLE, 0.0))[1]
            ball = leg.end.point((BALL, -ANKLE, 0.0))[1]
            assert abs(min(heel, ball) - said.stand[1]) * zoom <= PIXELS, (t, side)


@pytest.mark.parametrize("name", NAMES)
def test_who_sits_touches_the_seat(name: str) -> None:
    """With a chair below the hips, the sit bones are on it: neither floating nor sunk in."""
    figure = shipped_figure(name)
    for prop in figure.props:
        if prop.kind != "chair" or math.hypot(prop.at[0], prop.at[2]) > 12:
            continue
        for t, _, body in moments(name):
            gap = body.pelvis.at[1] - 8.5 - prop.size
            assert abs(gap) * figure.view.zoom <= PIXELS, (t, gap)


@pytest.mark.parametrize("name", NAMES)
def test_nothing_sinks_into_the_floor(name: str) -> None:
    """Ankles, knees, wrists and elbows stay above the floor."""
    for t, _, body in moments(name):
        for limb in (*body.legs.values(), *body.arms.values()):
            assert min(limb.joint[1], limb.tip[1]) >= 1.8, (t, limb.side)


def test_the_planted_foot_moves_with_the_floor() -> None:
    """In the walk a foot on the floor never slides: it goes back as fast as the floor does."""
    figure = shipped_figure("walk")
    gait = figure.gait
    assert gait is not None
    before: dict[str, float] = {}
    planted = 0
    for i in range(241):
        t = gait.seconds * i / 120
        pose, _ = pose_at(figure, t)
        body = solve(pose)
        for side, leg in body.legs.items():
            said = pose.leg(side)
            if said.stand is None or said.stand[1] > 0:
                before.pop(side, None)
                continue
            pivot = HEEL if said.roll > 0 else BALL
            on_floor = leg.end.point((pivot, -ANKLE, 0.0))[0] + floor_at(gait, t / gait.seconds)
            mark = on_floor - pivot * math.cos(math.radians(said.turn))
            if side in before:
                planted += 1
                assert abs(mark - before[side]) * figure.view.zoom < 0.5, (t, side)
            before[side] = mark
    assert planted > 200


def test_walking_arms_swing_against_the_legs() -> None:
    """When the right foot is ahead, the left hand is."""
    for _, _, body in moments("walk"):
        feet = body.legs["right"].tip[0] - body.legs["left"].tip[0]
        hands = body.arms["right"].tip[0] - body.arms["left"].tip[0]
        if abs(feet) > 35:
            assert feet * hands < 0


def test_a_target_out_of_reach_is_pointed_at() -> None:
    """A limb that cannot reach keeps its bones and says how far it falls short."""
    middle, end = bend_two((0, 0, 0), (200, 0, 0), 41, 41, (0, 1, 0))
    assert distance((0, 0, 0), middle) == pytest.approx(41)
    assert distance(middle, end) == pytest.approx(41)
    assert end[0] == pytest.approx(82, abs=0.1)
    far = solve(Pose(right_leg=LegPose(stand=(150.0, 0.0, 10.0))))
    assert far.legs["right"].gap > 60


def test_both_sides_are_mirror_images() -> None:
    """The same words said of both limbs give a body that is the same left and right."""
    body = solve(Pose())
    for limbs in (body.legs, body.arms):
        right, left = (limbs[side] for side in SIDES)
        for a, b in ((right.joint, left.joint), (right.tip, left.tip)):
            assert a == pytest.approx((b[0], b[1], -b[2]), abs=1e-6)


def test_breath_lifts_belly_and_hands() -> None:
    """In belly breathing a full breath brings the belly and both hands well forward."""
    pose, _ = pose_at(shipped_figure("belly-breath"), 0.0)
    empty, full = solve(pose, 0.0), solve(pose, 1.0)
    assert full.belly.at[0] - empty.belly.at[0] > 3.5
    for side in SIDES:
        assert full.arms[side].tip[0] - empty.arms[side].tip[0] > 3.0
