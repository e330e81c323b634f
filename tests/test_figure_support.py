"""What carries a body that lies, and what holds: mats, pillows, tables, hands, a partner."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from itertools import pairwise

import pytest

from hipbreak.ui.figure.body import THIGH_SHAPE
from hipbreak.ui.figure.figure import Figure
from hipbreak.ui.figure.floor_things import MAT
from hipbreak.ui.figure.frame import SIDES, Frame
from hipbreak.ui.figure.limbs import ANKLE, BALL, HEEL, TOE, bend_of
from hipbreak.ui.figure.motion import partner_at, pose_at
from hipbreak.ui.figure.partner import partner_body, to_world
from hipbreak.ui.figure.rig import Skeleton, solve
from hipbreak.ui.figure.shelf import shipped_figure
from hipbreak.ui.figure.vec import Vec, angle, distance

PIXELS = 2.0
ON_BACK = ("leg-length", "leg-pull", "muscle-shortening", "thomas-test")
BACK, BELLY = 11.3, 10.2
"""Depth of the hips behind and before their middle, centimetres."""


def moments(name: str, count: int = 24) -> Iterator[tuple[Figure, float, Skeleton]]:
    figure = shipped_figure(name)
    for i in range(count):
        t = figure.seconds * i / count
        yield figure, t, solve(pose_at(figure, t)[0], (i % 3) / 2)


def ground(figure: Figure) -> float:
    """Height of what the trunk lies on."""
    tables = [prop.size for prop in figure.props if prop.kind == "table"]
    return tables[0] if tables else MAT.thick


@pytest.mark.parametrize("name", ON_BACK)
def test_who_lies_on_the_back_lies_on_something(name: str) -> None:
    """Hips and back rest on the mat or the table, the head on the pillow, within two pixels."""
    for figure, t, body in moments(name):
        zoom, floor = figure.view.zoom, ground(figure)
        hips = body.pelvis.point((-BACK, 0.0, 0.0))[1]
        back = body.chest.point((-10.0, 14.0, 0.0))[1]
        assert abs(hips - floor) * zoom <= PIXELS, (t, hips)
        assert abs(back - floor) * zoom <= PIXELS, (t, back)
        pillow = next(prop for prop in figure.props if prop.kind == "pillow")
        skull = body.head.at
        assert abs(skull[0] - pillow.at[0]) < 15, (t, skull)
        gap = skull[1] - 10.4 - (pillow.at[1] + pillow.size)
        assert -3.0 <= gap <= PIXELS / zoom, (t, gap)  # the head sinks in a little


def test_the_lower_back_stays_flat_in_the_thomas_test() -> None:
    """Hips and lower back keep to the table while the other leg moves: the pelvis never tilts."""
    tilts = [angle(body.pelvis.y, (0.0, 1.0, 0.0)) for _, _, body in moments("thomas-test")]
    assert max(tilts) - min(tilts) < 0.5
    for figure, _, body in moments("thomas-test"):
        low = body.loin.point((-9.9, 7.0, 0.0))[1]
        assert abs(low - ground(figure)) * figure.view.zoom <= PIXELS


def test_the_leg_hangs_over_the_edge_of_the_table() -> None:
    """The thigh lies on the table, the knee comes just past its edge, the shin hangs."""
    figure = shipped_figure("thomas-test")
    edge = next(prop for prop in figure.props if prop.kind == "table").at[0]
    leg = solve(figure.poses["flat"]).legs["right"]
    assert 0 < leg.joint[0] - edge < 8
    assert leg.tip[1] < ground(figure) - 25
    lifted = solve(figure.poses["lifts"]).legs["right"]
    assert lifted.joint[1] > leg.joint[1] + 5


def lowest_of_foot(foot: Frame) -> float:
    """The lowest point of a shoe, however the foot is turned; as it is drawn."""
    rounds = (
        ((HEEL + 3.3, -ANKLE + 3.6, 0.0), 3.5),
        ((5.0, -ANKLE + 5.4, 0.0), 3.3),
        ((BALL - 2.0, -ANKLE + 3.4, 0.0), 3.1),
        ((TOE - 2.2, -ANKLE + 2.7, 0.0), 2.1),
        ((BALL - 1.0, -ANKLE + 1.5, 0.0), 2.3),
        ((TOE - 2.2, -ANKLE + 1.2, 0.0), 1.9),
    )
    return min(foot.point(at)[1] - radius for at, radius in rounds)


def lowest_of_hand(hand: Frame) -> float:
    return min(hand.point((5.0, 0.0, 0.0))[1] - 2.3, hand.point((2.6, 0.0, 0.0))[1] - 2.6)


KNEE, ELBOW = 5.6, 3.6
"""Half the width of a knee and of an elbow, as they are drawn, centimetres."""
PARTS: dict[str, Callable[[Skeleton, str], float]] = {
    "foot": lambda body, side: lowest_of_foot(body.legs[side].end),
    "knee": lambda body, side: body.legs[side].joint[1] - KNEE,
    "hand": lambda body, side: lowest_of_hand(body.arms[side].end),
    "elbow": lambda body, side: body.arms[side].joint[1] - ELBOW,
}
MATTED, BARE_FLOOR, COUCH = MAT.thick, 0.0, 40.0
RESTS = (
    ("foam-roll", "foot hand elbow", "right", MATTED),
    ("foam-roll", "foot knee hand elbow", "left", MATTED),
    ("psoas-ball", "foot knee hand", "right", MATTED),
    ("psoas-ball", "foot knee hand elbow", "left", MATTED),
    ("leg-length", "foot hand", "right", MATTED),
    ("leg-length", "foot hand", "left", MATTED),
    ("leg-pull", "foot hand", "left", MATTED),
    ("leg-pull", "hand", "right", MATTED),
    ("leg-pull", "elbow", "right", BARE_FLOOR),
    ("leg-length", "elbow", "left", BARE_FLOOR),
    ("muscle-shortening", "foot", "left", MATTED),
    ("kneeling-lunge", "knee foot", "right", MATTED),
    ("kneeling-lunge", "foot", "left", BARE_FLOOR),
    ("couch-stretch", "knee", "right", MATTED),
    ("couch-stretch", "foot", "right", COUCH),
    ("couch-stretch", "foot", "left", BARE_FLOOR),
)
"""What rests on the ground, on which side, and how high that ground is."""


@pytest.mark.parametrize(("name", "parts", "side", "floor"), RESTS)
def test_what_rests_touches_the_ground(name: str, parts: str, side: str, floor: float) -> None:
    """Toes, heels, knees, elbows and hands lie on the mat, the floor or the couch all the time:
    neither above it nor in it by more than two pixels."""
    for figure, t, body in moments(name):
        for part in parts.split():
            gap = PARTS[part](body, side) - floor
            assert abs(gap) * figure.view.zoom <= PIXELS, (t, part, gap)


def test_the_weight_lies_down_on_the_ball() -> None:
    """Face down: the other hip and the chest are on the mat, nobody planks; the ball lifts its
    own hip a little and lies in the belly; the head rests on the hands."""
    for figure, t, body in moments("psoas-ball"):
        zoom = figure.view.zoom
        hip = body.pelvis.point((BELLY, 0.0, -13.0))[1]
        chest = body.chest.point((10.7, 14.0, 0.0))[1]
        assert abs(hip - MAT.thick) * zoom <= PIXELS, (t, hip)
        assert abs(chest - MAT.thick) * zoom <= PIXELS, (t, chest)
        ball = next(prop for prop in figure.props if prop.kind == "ball")
        beside = ball.at[2] - body.pelvis.at[2]
        assert 6 < beside < 16, (t, beside)  # within the hip bone's reach, not on the spine
        skin = body.pelvis.point((BELLY, ball.at[0] - body.pelvis.at[0], beside))[1]
        assert hip + 1.0 < skin < ball.at[1] + 2 * ball.size, (t, skin)
        for side in SIDES:
            hand = body.arms[side].end.point((5.0, 0.0, 0.0))
            assert distance((hand[0], 0.0, hand[2]), (body.head.at[0], 0.0, body.head.at[2])) < 12


def test_the_roller_carries_the_thigh_and_rolls_under_it() -> None:
    """The thigh touches the roller all the time, the roller goes half as far as the body, and a
    good third of the thigh is rolled over."""
    shares = []
    figure = shipped_figure("foam-roll")
    roller = next(prop for prop in figure.props if prop.kind == "roller")
    assert roller.follow == 0.5
    start = solve(pose_at(figure, 0.0)[0]).pelvis.at[0]
    for _, t, body in moments("foam-roll"):
        x = roller.at[0] + 0.5 * (body.pelvis.at[0] - start)
        leg = body.legs["right"]
        share = (x - leg.root[0]) / (leg.joint[0] - leg.root[0])
        assert 0.1 < share < 0.95, (t, share)
        shares.append(share)
        middle = leg.root[1] + share * (leg.joint[1] - leg.root[1])
        under = middle - half_thigh(share)
        top = roller.at[1] + 2 * roller.size
        assert abs(under - top) * figure.view.zoom <= PIXELS, (t, under, top)
    assert max(shares) - min(shares) > 0.33


def half_thigh(share: float) -> float:
    """How far the front of the thigh is from its bone, `share` of the way to the knee."""
    for a, b in pairwise(THIGH_SHAPE):
        if a[0] <= share <= b[0]:
            part = (share - a[0]) / (b[0] - a[0])
            return a[1] + a[2] + part * (b[1] + b[2] - a[1] - a[2])
    raise AssertionError(share)


def _near_limb(at: Vec, a: Vec, b: Vec) -> float:
    """How far a point is from the line between two joints."""
    gap = distance(a, b)
    half = (distance(at, a) + distance(at, b) + gap) / 2
    area = max(0.0, half * (half - distance(at, a)) * (half - distance(at, b)) * (half - gap))
    return float(2 * area**0.5 / gap)


def test_the_partner_holds_above_the_ankle() -> None:
    """Both hands stay on the shin, near the ankle, and the arms' bones reach them."""
    figure = shipped_figure("leg-pull")
    assert figure.partner is not None
    for i in range(24):
        t = figure.seconds * i / 24
        body = solve(pose_at(figure, t)[0], 0.5)
        other = partner_body(figure, t, body)
        assert other is not None
        shin = body.legs["right"]
        for side in SIDES:
            arm = other.arms[side]
            assert arm.gap * figure.view.zoom <= PIXELS, (t, side, arm.gap)
            assert -0.5 <= bend_of(arm) <= 150
            palm = to_world(figure.partner, arm.end.point((5.1, -1.3, 0.0)))
            assert _near_limb(palm, shin.joint, shin.tip) < 5.5, (t, side)
            assert distance(palm, shin.tip) < 13, (t, side)
        for leg in other.legs.values():
            assert leg.gap * figure.view.zoom <= PIXELS
            assert leg.joint[1] >= 5.0


def test_the_partner_leans_back_as_the_leg_grows_longer() -> None:
    """The pull goes along the leg, and it is gentle: under three centimetres."""
    figure = shipped_figure("leg-pull")
    first, later = (pose_at(figure, t)[0] for t in (0.0, 3.0))
    foot = [solve(pose).legs["right"].tip[0] for pose in (first, later)]
    assert 0.5 < foot[1] - foot[0] < 3.0
    before, after = partner_at(figure, 0.0), partner_at(figure, 3.0)
    assert before and after
    assert after.tilt < before.tilt - 4


def test_strokes_are_straight_lines_up_the_inner_thigh() -> None:
    """From just above the knee toward the hip, on the inner half, without a curve."""
    figure = shipped_figure("quad-sweep")
    along, across = [], []
    for i in range(15):
        body = solve(pose_at(figure, 2.8 * i / 14)[0], 0.5)
        hand, thigh = body.arms["right"].end, body.legs["right"].upper
        at = hand.point((8.5, -1.3, 0.0))
        delta = (at[0] - thigh.at[0], at[1] - thigh.at[1], at[2] - thigh.at[2])
        along.append(sum(a * b for a, b in zip(delta, thigh.x, strict=True)))
        across.append(sum(a * b for a, b in zip(delta, thigh.z, strict=True)))
    assert along == sorted(along, reverse=True)
    assert along[0] > 28 and along[-1] < 18
    assert max(across) < 0.5
    assert max(across) - min(across) < 1.5


def test_the_weight_goes_all_four_ways() -> None:
    """Left, right, forward and back, each with its own arrow lit at that time."""
    figure = shipped_figure("weight-shift")
    lit = [mark.during for mark in figure.marks if mark.during]
    assert len(lit) == 4
    leans = [solve(pose_at(figure, t)[0]).pelvis.y for t in (1.3, 3.7, 6.1, 8.5)]
    assert leans[0][2] < -0.08 < 0.08 < leans[1][2]
    assert leans[3][0] < -0.15 < 0.15 < leans[2][0]
