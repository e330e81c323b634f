"""One person at two machines: each moment counts once, and honestly."""

from __future__ import annotations

from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from hipbreak.core.facts import BreakEnded, Evidence, Fact, Outcome, Span, SpanKind
from hipbreak.core.moment import DAY, Moment
from hipbreak.core.overlap import machine, once
from hipbreak.core.week import week

NINE = Moment(20_000 * DAY + 9 * 3600, 0.0, 0)
SITTING, STANDING, DOUBTFUL = SpanKind.SITTING, SpanKind.STANDING, SpanKind.DOUBTFUL


def stretch(machine: str, kind: SpanKind, start: float, end: float, number: int = 0) -> Span:
    """From `start` to `end` minutes after nine."""
    uid = f"{machine * 24}{number or round(start):08x}"
    return Span(uid, kind, NINE.after(60 * start), NINE.after(60 * end), "away")


def absence(machine: str, start: float, end: float) -> BreakEnded:
    began, ended = NINE.after(60 * start), NINE.after(60 * end)
    lasted = 60 * (end - start)
    return BreakEnded(
        f"{machine * 24}{round(start) + 5000:08x}", "natural", "natural", began, ended,
        Outcome.COMPLETED, Evidence.ABSENCE, lasted, lasted,
    )  # fmt: skip


def figures(*facts: Fact) -> tuple[float, float, float, int]:
    """Minutes of sitting, of standing, of the longest stretch; natural breaks."""
    day = week(facts, NINE.local_day, days=1).total
    minutes = (day.sitting_s / 60, day.standing_s / 60, day.longest_bout_s / 60)
    return (*minutes, day.natural_breaks)


def doubtful(*facts: Fact) -> float:
    """Minutes that are in doubt."""
    return week(facts, NINE.local_day, days=1).total.doubtful_s / 60


def test_sitting_at_two_machines_at_once_is_sitting_once() -> None:
    """Three hours at both are three hours."""
    assert figures(stretch("a", SITTING, 0, 180), stretch("b", SITTING, 0, 180)) == (180, 0, 180, 0)


def test_going_from_one_machine_to_the_other_does_not_end_a_stretch() -> None:
    """Neither is the absence from the one a break."""
    facts = (
        stretch("a", SITTING, 0, 40),
        stretch("b", SITTING, 35, 70),
        stretch("a", SITTING, 65, 100),
        absence("a", 40, 65),
    )
    assert figures(*facts) == (100, 0, 100, 0)


def test_an_absence_from_both_is_a_break() -> None:
    """Nobody saw the person."""
    facts = (stretch("a", SITTING, 0, 40), stretch("b", SITTING, 50, 90), absence("a", 40, 50))
    assert figures(*facts) == (80, 0, 40, 1)


def test_sitting_at_one_counts_before_standing_at_the_other() -> None:
    """What is left of the standing counts as standing."""
    facts = (stretch("a", STANDING, 0, 60), stretch("b", SITTING, 20, 40))
    assert figures(*facts) == (20, 40, 20, 0)


def test_one_machine_alone_is_left_as_it_is() -> None:
    """What seems to overlap there was measured, while somebody set the clock."""
    facts = [stretch("a", SITTING, 0, 60), stretch("a", SITTING, 30, 90, 7), absence("a", 10, 20)]
    assert once(facts) == facts


def test_doubtful_here_and_certain_there_is_certain() -> None:
    """What is left of the doubtful time stays doubtful; the certain part is no shorter for it."""
    facts = (stretch("a", DOUBTFUL, 0, 300), stretch("b", SITTING, 60, 150))
    assert figures(*facts) == (90, 0, 90, 0)
    assert doubtful(*facts) == 210
    assert doubtful(stretch("a", DOUBTFUL, 0, 60), stretch("b", STANDING, 0, 90)) == 0


def test_doubtful_at_both_is_doubtful_once() -> None:
    """Two drifting devices are no two persons."""
    assert doubtful(stretch("a", DOUBTFUL, 0, 120), stretch("b", DOUBTFUL, 60, 180)) == 180


def test_an_absence_here_with_doubtful_input_there_is_no_break() -> None:
    """Doubtful time counts neither as sitting nor as a break."""
    facts = (stretch("a", SITTING, 0, 40), absence("a", 40, 65), stretch("b", DOUBTFUL, 0, 300))
    assert figures(*facts) == (40, 0, 40, 0)
    assert doubtful(*facts) == 260


pieces = st.builds(
    lambda machine, kind, start, length: stretch(machine, kind, start, start + length),
    st.sampled_from("abc"), st.sampled_from([SITTING, STANDING, DOUBTFUL]),
    st.integers(0, 600), st.integers(1, 120),
)  # fmt: skip


def minutes_of(facts: list[Fact], kind: SpanKind) -> list[int]:
    """Each minute as often as it is counted."""
    spans = [fact for fact in facts if isinstance(fact, Span) and fact.kind is kind]
    return sorted(
        minute
        for span in spans
        for minute in range(
            round((span.start.wall - NINE.wall) / 60), round((span.end.wall - NINE.wall) / 60)
        )
    )


@given(st.lists(pieces, max_size=12, unique_by=lambda span: span.uid), st.randoms())
def test_each_minute_of_machines_that_share_a_time_counts_once(
    spans: list[Span], chance: st.DataObject
) -> None:
    """None is lost, none comes twice from two machines; sitting goes first, then standing, then
    doubt; and the order in which the facts come is of no matter."""
    shuffled = list(spans)
    chance.shuffle(shuffled)  # type: ignore[attr-defined]
    done = once(spans)
    assert sorted(map(repr, once(shuffled))) == sorted(map(repr, done))
    sat, stood, unsure = (set(minutes_of(done, kind)) for kind in (SITTING, STANDING, DOUBTFUL))
    before = [set(minutes_of([*spans], kind)) for kind in (SITTING, STANDING, DOUBTFUL)]
    assert sat == before[0]
    assert sat | stood == before[0] | before[1]
    assert sat | stood | unsure == set().union(*before)
    if plausible(spans):
        counted = [minute for kind in SpanKind for minute in minutes_of(done, kind)]
        assert len(counted) == len(set(counted))
    assert once(done) == done or len(once(done)) <= len(done)


def plausible(spans: list[Span]) -> bool:
    """No two stretches of one machine overlap, as none do whose clock nobody sets."""
    ordered = sorted(spans, key=lambda span: (machine(span), span.start.wall))
    return all(
        machine(one) != machine(other) or one.end.wall <= other.start.wall
        for one, other in pairwise(ordered)
    )
