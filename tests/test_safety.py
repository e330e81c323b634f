"""The safety rules, each by examples on both sides of its limit and by thousands of drawn ones."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import example, given

from hipbreak.core.advice import EMERGENCY, advice, faded
from hipbreak.core.errors import Refused, UserError
from hipbreak.core.facts import (
    BreakEnded,
    FollowedUp,
    NextDay,
    Outcome,
    SafetyAnswered,
    SelfTested,
    TightnessRated,
    Timing,
)
from hipbreak.core.moment import DAY, Moment
from hipbreak.core.plan import by_name, choose, nudge
from hipbreak.core.record import Record, gather
from hipbreak.core.rest import resting
from hipbreak.core.routine import Kind, Routine
from hipbreak.core.safety import PRESSES, judge, ruled_out
from hipbreak.core.screening import QUESTIONS, answered, doctor_first, unanswered
from hipbreak.core.selftest import CLEAR, SPINE, THOMAS, TIGHT
from tests.health import (
    AGO_S,
    HOUR,
    IDS,
    NOON,
    ROUTINES,
    Source,
    drawn,
    drawn_context,
    drawn_record,
    many,
    screened,
    session,
)
from tests.oracle import MEDICAL, PRESSURE, STAYING, forbidden


def may(record: Record, now: Moment = NOON) -> set[str]:
    """The ids of everything that may be done."""
    return {key for key, item in ROUTINES.items() if judge(item, record, now) is None}


def of(*facts: object) -> Record:
    return gather(facts)  # type: ignore[arg-type]


def thomas(side: str, result: str, ago_s: float = DAY) -> SelfTested:
    return SelfTested(f"{side}{result}{ago_s}", NOON.back(ago_s), THOMAS, side, result)


@many
@given(drawn)
def test_exactly_what_the_rules_forbid_is_refused(data: bytes) -> None:
    """For any answers and any history: no more and no less than the rules say."""
    record = drawn_record(Source(data))
    assert may(record) == {key for key in IDS if not forbidden(key, record)}


@many
@given(drawn)
def test_a_refused_technique_is_never_offered(data: bytes) -> None:
    """By the plan: whatever the place, the things, the hour, the day's plan and the seed."""
    source = Source(data)
    context = replace(drawn_context(source), now=NOON, record=drawn_record(source))
    try:
        choice = choose(ROUTINES, context, source.below(256))
    except Refused:
        return
    assert not forbidden(choice.routine.id, context.record)


@many
@given(drawn)
def test_a_refused_technique_is_not_played_by_name(data: bytes) -> None:
    """By name, command line or hotkey: refused with a sentence, whoever asks."""
    source = Source(data)
    record, name = drawn_record(source), source.pick(IDS)
    if forbidden(name, record):
        with pytest.raises(Refused) as caught:
            by_name(ROUTINES, name, record, NOON)
        assert caught.value.reason.endswith((".", "answers one."))
        assert len(caught.value.reason) > 30
    else:
        try:
            assert by_name(ROUTINES, name, record, NOON).routine.id == name
        except Refused as refused:
            assert "first release" in refused.reason


@many
@given(drawn)
def test_the_silent_nudge_obeys_the_same_rules(data: bytes) -> None:
    """The shift of weight is offered only while it may be done."""
    record = drawn_record(Source(data))
    chosen = nudge(ROUTINES, record, NOON)
    assert (chosen is None) == forbidden("weight-shift", record)


@many
@given(drawn)
def test_something_can_always_be_offered_until_it_hurts(data: bytes) -> None:
    """Nobody is left without a break by answers alone: walking and breathing remain."""
    source = Source(data)
    record = replace(drawn_record(source), breaks=(), followups=())
    choice = choose(ROUTINES, replace(drawn_context(source), now=NOON, record=record), 1)
    assert choice.routine.id in may(record)


@many
@given(drawn)
def test_a_file_of_the_same_id_does_not_open_a_gate(data: bytes) -> None:
    """A person's own file may call itself `walk`; once it presses or stretches it is judged as
    that, and a pressure technique stays one whatever its file says."""
    source = Source(data)
    record, name = drawn_record(source), source.pick(IDS)
    lies: list[Routine] = [
        replace(ROUTINES[name], pressure=True),
        replace(ROUTINES[name], kind=Kind.STRETCH),
        replace(ROUTINES[name], kind=Kind.RELEASE),
    ]
    if doctor_first(record):
        assert all(judge(item, record, NOON) for item in lies)
    if unanswered(record):
        assert judge(lies[0], record, NOON)
    if name in PRESSES and forbidden(name, record):
        assert judge(replace(ROUTINES[name], pressure=False, deep=False), record, NOON)


@many
@given(drawn)
@example(bytes(96))
def test_every_refusal_is_a_sentence_and_every_end_lies_ahead(data: bytes) -> None:
    """A person reads why, and a date that has passed is never named."""
    record = drawn_record(Source(data))
    for refusal in ruled_out(ROUTINES, record, NOON).values():
        assert refusal.medical
        assert refusal.reason[0].isupper()
        assert refusal.reason.endswith((".", "answers one."))
        assert refusal.until is None or refusal.until.wall > NOON.wall
    for rest in resting(record, NOON):
        assert rest.until is None or rest.until.wall > NOON.wall


# Rule 1: a doctor's word first


def test_without_any_answer_nothing_that_presses_is_allowed() -> None:
    """The reason says how to answer."""
    assert set(IDS) - may(Record()) == set(PRESSURE)
    refusal = judge(ROUTINES["kd4-press"], Record(), NOON)
    assert refusal is not None
    assert "hipbreak safety set KEY yes|no" in refusal.reason


@pytest.mark.parametrize("missing", [question.key for question in QUESTIONS])
def test_a_single_unanswered_question_keeps_pressure_away(missing: str) -> None:
    """All of them count."""
    answers = tuple(fact for fact in screened() if fact.question != missing)
    assert set(IDS) - may(Record(answers)) == set(PRESSURE)


def test_with_every_answer_no_everything_is_allowed() -> None:
    """The gates open, and there are no others."""
    assert may(Record(screened())) == set(IDS)


@pytest.mark.parametrize("key", sorted(MEDICAL - {"blood-clots"}))
def test_any_yes_leaves_walking_breathing_and_three_drills(key: str) -> None:
    """And the checklist of warning signs, which nobody can be hurt by."""
    record = Record(screened(**{key.replace("-", "_"): None}))
    assert may(record) == {*STAYING, "warning-signs"}
    refusal = judge(ROUTINES["kneeling-lunge"], record, NOON)
    assert refusal is not None
    assert refusal.reason.startswith("Ask your doctor first")


def test_blood_clots_leave_walking_and_breathing_and_the_doctor_first() -> None:
    """The advice comes before anything else."""
    record = Record(screened(blood_clots=None, pregnancy=None))
    assert may(record) == {"walk", "belly-breath"}
    assert advice(record, NOON)[0].key == "doctor"
    assert "blood clots" in advice(record, NOON)[0].text


def test_a_file_that_names_no_contraindication_is_gated_all_the_same() -> None:
    """The rules do not lean on what a file of the person's own says of itself."""
    clots = Record(screened(blood_clots=None))
    pregnant = Record(screened(pregnancy=None))
    for name, routine in ROUTINES.items():
        silent = replace(routine, contraindications=())
        assert (judge(silent, clots, NOON) is None) == (name in ("walk", "belly-breath"))
        stays = name in (*STAYING, "warning-signs")
        assert (judge(silent, pregnant, NOON) is None) == stays
    careful = replace(ROUTINES["walk"], contraindications=("pregnancy",))
    assert judge(careful, pregnant, NOON)


def test_the_last_answer_counts_even_when_the_clock_was_set_back() -> None:
    """What was written last, not what carries the latest time."""
    early = SafetyAnswered("b", NOON.back(90 * DAY), "blood-clots", True)
    assert may(Record((*screened(), early))) == {"walk", "belly-breath"}


def test_an_answer_is_checked_before_it_is_written() -> None:
    """Unknown keys get a hint; only swelling has a time, and not one to come."""
    assert answered("u", NOON, "blood_clots", "Yes").question == "blood-clots"
    assert not answered("u", NOON, "infection", "no").yes
    for key, word, injured in (
        ("blood-clot", "yes", None),
        ("infection", "perhaps", None),
        ("infection", "yes", NOON.back(60)),
        ("swelling-or-bruising", "yes", NOON.after(60)),
    ):
        with pytest.raises(UserError) as caught:
            answered("u", NOON, key, word, injured)
        assert caught.value.exit_code == 2


def test_who_says_what_is_told_apart() -> None:
    """Four questions are D2's, six our cautious additions."""
    assert [question.source for question in QUESTIONS].count("D2") == 4
    assert {question.source for question in QUESTIONS} == {"D2", "ours"}


# Rules 2 and 3: emergency words, stopping at once


def test_the_emergency_words_are_all_there() -> None:
    """Five signs, whatever else is answered."""
    said = " ".join(EMERGENCY)
    for word in ("bladder", "between the legs", "both legs", "fever", "fall"):
        assert word in said


@pytest.mark.parametrize("reason", ["sharp", "numb", "nerve", "other"])
def test_what_hurt_rests_for_a_week_and_says_until_when(reason: str) -> None:
    """Only that routine; the day after the week it is allowed again."""
    hurt = session("kd4-press", 6.9 * DAY, Outcome.HURT, stop_reason=reason)
    record = Record(screened(), (hurt,))
    assert set(IDS) - may(record) == {"kd4-press"}
    refusal = judge(ROUTINES["kd4-press"], record, NOON)
    assert refusal is not None
    assert refusal.until == hurt.end.after(7 * DAY)
    assert refusal.reason.startswith("It hurt on")
    older = replace(record, breaks=(session("kd4-press", 7.1 * DAY, Outcome.HURT),))
    assert may(older) == set(IDS)


@pytest.mark.parametrize(("reason", "told"), [("numb", True), ("nerve", True), ("sharp", False)])
def test_nerve_signs_are_worth_a_look_by_a_professional(reason: str, told: bool) -> None:
    """Numbness, tingling and nerve pain are not left at a rest."""
    hurt = session("psoas-ball", DAY, Outcome.HURT, stop_reason=reason)
    keys = [item.key for item in advice(Record(screened(), (hurt,)), NOON)]
    assert ("nerve" in keys) is told


# Rule 4: 72 hours


@pytest.mark.parametrize(("hours", "allowed"), [(0.1, False), (71.9, False), (72.1, True)])
def test_nothing_presses_for_72_hours_after_an_injury(hours: float, allowed: bool) -> None:
    """Counted from the injury, not from the answer."""
    record = Record(screened(swelling_or_bruising=NOON.back(hours * HOUR)))
    assert set(IDS) - may(record) == (set() if allowed else set(PRESSURE))


def test_an_injury_of_unknown_time_counts_from_the_answer() -> None:
    """The careful reading. Answering no ends it."""
    record = Record(screened(swelling_or_bruising=None))
    assert set(IDS) - may(record) == set(PRESSURE)
    healed = SafetyAnswered("x", NOON, "swelling-or-bruising", False)
    assert may(Record((*record.answers, healed))) == set(IDS)


# Rules 5 and 6: worse, fading, persisting


def followed(done: BreakEnded, answer: NextDay, ago_s: float) -> FollowedUp:
    return FollowedUp(f"f{done.uid}", done.uid, NOON.back(ago_s), answer)


def test_worse_the_next_day_rests_that_technique_for_a_week() -> None:
    """From the answer on; the others go on, and a professional is named."""
    done = session("psoas-ball", 2 * DAY)
    record = of(*screened(), done, followed(done, NextDay.WORSE, DAY))
    assert set(IDS) - may(record) == {"psoas-ball"}
    assert "professional" in [item.key for item in advice(record, NOON)]
    assert may(record, NOON.after(5.9 * DAY)) == set(IDS) - {"psoas-ball"}
    assert may(record, NOON.after(6.1 * DAY)) == set(IDS)


def fading(times: int, answer: NextDay = NextDay.FADED, later_s: float = DAY) -> Record:
    facts: list[object] = [*screened()]
    for number in range(times):
        done = session("kd4-press", (3 + 3 * number) * DAY)
        facts += [done, followed(done, answer, (3 + 3 * number) * DAY - later_s)]
    return of(*facts)


def test_relief_that_fades_three_times_in_two_weeks_names_a_massage_therapist() -> None:
    """With the question worth asking; twice is not yet again and again."""
    (found,) = advice(fading(3), NOON)
    assert found.key == "massage-therapist"
    assert "specialise in psoas release for lower back pain?" in found.text
    assert advice(fading(2), NOON) == ()
    assert advice(fading(3), NOON.after(6 * DAY)) == ()


def test_only_what_fades_within_48_hours_has_faded() -> None:
    """An answer on the third day says nothing about the second."""
    assert len(faded(fading(3, later_s=47 * HOUR))) == 3
    assert faded(fading(3, later_s=49 * HOUR)) == ()


def test_no_better_the_next_day_means_faded_only_when_there_was_relief() -> None:
    """Less tight right after, then the same as ever: it faded. Without relief nothing fades."""
    done = session("kd4-press", 2 * DAY)
    same = followed(done, NextDay.SAME, DAY)
    before = TightnessRated("1", done.uid, done.start, Timing.BEFORE, 6)
    after = TightnessRated("2", done.uid, done.end, Timing.AFTER, 3)
    assert faded(of(done, same, before, after)) == (same,)
    assert faded(of(done, same, before, replace(after, tightness=6))) == ()
    assert faded(of(done, same)) == ()
    assert faded(of(done, followed(done, NextDay.BETTER, DAY), before, after)) == ()


def test_pain_on_two_days_in_two_weeks_belongs_to_an_expert() -> None:
    """Whether it stopped a drill or came the next day."""
    one = session("line-lunge", 2 * DAY, Outcome.HURT, stop_reason="sharp")
    two = session("kd4-press", 9 * DAY)
    record = of(*screened(), one, two, followed(two, NextDay.WORSE, 8 * DAY))
    assert "expert" in [item.key for item in advice(record, NOON)]
    assert "expert" not in [item.key for item in advice(of(*screened(), one), NOON)]


# Rule 7: the Thomas test's gate


def test_a_spine_that_lifts_keeps_deep_massage_away_until_that_side_is_clear() -> None:
    """The other side's clear test does not open it; merely tight is not clear."""
    lifted = (*screened(), thomas("left", SPINE, 5 * DAY))
    closed = set(IDS) - {"psoas-ball", "foam-roll"}
    assert may(of(*lifted)) == closed
    assert may(of(*lifted, thomas("right", CLEAR))) == closed
    assert may(of(*lifted, thomas("left", TIGHT))) == closed
    assert may(of(*lifted, thomas("left", CLEAR))) == set(IDS)
    assert may(of(*lifted, thomas("left", CLEAR), thomas("left", SPINE, 60))) == closed


def test_without_a_thomas_test_deep_massage_is_not_gated() -> None:
    """The rule speaks of a spine that lifted, not of a test never made."""
    assert {"psoas-ball", "foam-roll"} <= may(Record(screened()))


def test_limits_are_drawn_on_both_sides() -> None:
    """The property tests above mean something only if they cross every limit."""
    for limit in (1800.0, 48 * HOUR, 72 * HOUR, 7 * DAY, 14 * DAY):
        assert min(AGO_S) < limit < max(AGO_S)
        assert any(0 < limit - ago <= limit * 0.15 for ago in AGO_S)
        assert any(0 < ago - limit <= limit * 0.15 for ago in AGO_S)
