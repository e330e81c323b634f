"""One answer to each question."""

from __future__ import annotations

import zlib
from dataclasses import replace
from typing import assert_never

from hipbreak.adapters.paths import Paths
from hipbreak.adviser.plans import due, line_up_now, named, on_request, told
from hipbreak.adviser.sources import Sources
from hipbreak.consult import (
    Advice,
    Answer,
    Chosen,
    Described,
    DuePlan,
    HowWasTheWeek,
    IsPlanDue,
    MayIDo,
    MayIDoPlan,
    News,
    Objections,
    OpenQuestion,
    Question,
    StillAllowed,
    WeekSaid,
    WhatIs,
    WhatIsNew,
    WhatToHint,
    WhatToOffer,
    failure,
    question_of,
    to_line,
)
from hipbreak.core.errors import HipbreakError, Refused
from hipbreak.core.followup import due_questions, next_look_s
from hipbreak.core.hint import HintKind
from hipbreak.core.moment import Moment
from hipbreak.core.plan import (
    Context,
    Place,
    alternatives,
    by_name,
    choose,
    may_do,
    nudge,
    unseen_drill,
)
from hipbreak.core.plans import still_meant
from hipbreak.core.routine import Kind, Routine


def reply(line: bytes, paths: Paths) -> bytes:
    """The line that answers `line`; an error that we raise on purpose is an answer too."""
    try:
        asked = question_of(line)
        return to_line(answer(asked.question, Sources(paths, asked.waiting)))
    except HipbreakError as error:
        return to_line(failure(error))


def answer(question: Question, sources: Sources) -> Answer:
    """Refused: nothing fits, or it may not be done. UserError: there is no such thing."""
    match question:
        case WhatToOffer():
            return _offer(question, sources)
        case WhatToHint():
            return _hint(question, sources)
        case IsPlanDue(now=now, things=things, times=times):
            found = due(sources, times, things, now)
            return DuePlan(found.plan if found else None)
        case MayIDo(now=now, routine=routine):
            return Advice((_by_name(routine, now, sources),))
        case MayIDoPlan(now=now, things=things, plan=plan):
            return line_up_now(named(plan, sources), things, now, sources)
        case StillAllowed(now=now, routines=routines, others=others):
            alone = (_objections((other,), now, sources)[0] for other in others)
            return Objections(_objections(routines, now, sources), tuple(alone))
        case WhatIs(routine=routine):
            return Described(sources.routine(routine))
        case WhatIsNew(now=now):
            return _news(now, sources)
        case HowWasTheWeek(monday=monday, today=today):
            return WeekSaid(sources.week_sentence(monday, today))
        case _:
            assert_never(question)


def _offer(question: WhatToOffer, sources: Sources) -> Advice:
    """A plan at its chosen time, else one routine."""
    now = question.now
    planned = due(sources, question.times, question.things, now)
    record = sources.record(now)
    done = tuple(plan for plan in sources.plans if plan.id in question.plans)
    context = Context(
        now=now,
        place=Place(question.place),
        things=frozenset(question.things),
        short=question.short,
        record=record,
        meant=still_meant(done, record, now) if done else (),
        end_of_work_s=question.end_of_work_s,
    )
    seed = zlib.crc32(question.seed.encode())
    advice = planned or Advice((told(choose(sources.routines, context, seed)),))
    offered = [one.routine.id for one in advice.choices]
    others = alternatives(sources.routines, context, seed, offered)
    return replace(advice, others=tuple(map(told, others)))


def _hint(question: WhatToHint, sources: Sources) -> Advice:
    """Refused: safety has taken away what would be hinted at."""
    find = nudge if question.kind is HintKind.SHIFT else unseen_drill
    routine = find(sources.routines, sources.record(question.now), question.now)
    if routine is None:
        raise Refused("nothing can be hinted at")
    return Advice((Chosen(routine, routine.summary, ""),))


def _by_name(routine_id: str, now: Moment, sources: Sources) -> Chosen:
    sources.routine(routine_id)  # or says what is wrong with it
    return told(by_name(sources.few, routine_id, sources.record(now), now))


def _objections(ids: tuple[str, ...], now: Moment, sources: Sources) -> tuple[str, ...]:
    """Each is judged as if those before it that may be done had been done."""
    record, routines = sources.record(now), sources.few
    before: list[Routine] = []
    reasons = []
    for routine_id in ids:
        routine = sources.routine(routine_id)
        refusal = may_do(routine, routines, record, now, before)
        reasons.append(refusal.reason if refusal else "")
        if not refusal:
            before.append(routine)
    return tuple(reasons)


def _news(now: Moment, sources: Sources) -> News:
    record = sources.record(now)
    question = None
    if any(fact.kind == Kind.RELEASE.value for fact in record.breaks):
        # Most days there is none: no routine file has to be read for that.
        question = next(iter(due_questions(sources.routines, record, now)), None)
    return News(
        plans=on_request(sources),
        question=OpenQuestion(question.break_uid, question.text) if question else None,
        again_s=next_look_s(record, now),
    )
