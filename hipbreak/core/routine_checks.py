"""What has to agree between the parts of a routine file; each problem is noted at its key."""

from __future__ import annotations

from hipbreak.core.routine import CONTRAINDICATIONS, Kind, Pace, Routine, Sides
from hipbreak.core.selftest import MARKS
from hipbreak.core.tree import Table

TOTAL_S = 15 * 60.0
TESTS = (Kind.CHECK, Kind.SELF_TEST)


def check_routine(top: Table, routine: Routine) -> None:
    """Note every contradiction; what is unsound by itself is not judged."""
    _check_pressure(top, routine)
    _check_order(top, routine)
    _check_test(top, routine)
    _check_sides(top, routine)
    _check_steps(top, routine)
    _check_length(top, routine)


def _check_pressure(top: Table, routine: Routine) -> None:
    if routine.pressure and not top.has("pressure_words"):
        top.note("pressure_words", "is missing: say how hard to press")
    if routine.pressure and not top.has("cautions"):
        top.note("cautions", "is missing: say when not to press")
    if top.has("pressure_words") and not routine.pressure:
        top.note("pressure_words", "only a routine with pressure = true has them")
    if top.has("cautions") and not routine.cautions:
        top.note("cautions", "must not be empty")
    if routine.deep and not routine.pressure:
        top.note("deep", "only a routine with pressure = true is deep massage")
    judged = top.sound("contraindications")
    if routine.pressure and judged and set(routine.contraindications) != set(CONTRAINDICATIONS):
        top.note("contraindications", "what presses has all of them: leave the key out")


def _check_order(top: Table, routine: Routine) -> None:
    if routine.releases and routine.kind is not Kind.RELEASE and top.sound("kind"):
        top.note("releases", 'only a routine with kind = "release" does')
    if not top.sound("kind") or routine.kind is Kind.RELEASE:
        return
    for number, step in enumerate(routine.steps, 1):
        if step.seconds_max:
            top.note(
                f"steps[{number}].seconds_max", 'only a routine with kind = "release" grows (D2)'
            )


def _check_test(top: Table, routine: Routine) -> None:
    """Checks keep answers and results, all other kinds none."""
    if not top.sound("kind"):
        return
    tests = routine.kind in TESTS
    if routine.self_test and not tests:
        top.note("self_test", 'only a routine with kind = "check" or "self-test" asks for one')
    if routine.nudge and tests:
        top.note("nudge", "a test is never a nudge")
    _check_marks(top, routine, tests)


def _check_marks(top: Table, routine: Routine, tests: bool) -> None:
    marks = [step.mark for step in routine.steps]
    known = MARKS.get(routine.self_test, ())
    for number, step in enumerate(routine.steps, 1):
        key = f"steps[{number}].mark"
        if tests and step.pace is Pace.ASK and not step.mark and top.sound(key):
            top.note(key, "is missing: the name under which a test keeps the answer")
        if step.mark and not tests:
            top.note(key, 'only in a routine with kind = "check" or "self-test"')
        if step.mark and step.mark in marks[: number - 1]:
            top.note(key, f'"{step.mark}" stands there twice')
        if step.mark and known and step.mark not in known:
            top.note(key, f'"{step.mark}" is not one of {", ".join(known)}')


def _check_sides(top: Table, routine: Routine) -> None:
    if not top.sound("sides") or not top.sound("steps"):
        return
    timed = any(step.each_side and step.seconds for step in routine.steps)
    if routine.sides is Sides.EACH:
        if routine.steps and not timed:
            top.note("sides", '"each" needs timed steps with each_side = true')
        return
    for key in ("first", "only_side"):
        if top.has(key):
            top.note(key, 'only a routine with sides = "each" has it')
    for number, step in enumerate(routine.steps, 1):
        if step.each_side:
            top.note(f"steps[{number}].each_side", 'only a routine with sides = "each" has it')


def _check_steps(top: Table, routine: Routine) -> None:
    if not top.sound("sides") or not top.sound("steps") or routine.kind in TESTS:
        return
    for number, step in enumerate(routine.steps, 1):
        if step.pace is Pace.ASK and not _answers_something(routine, number):
            top.note(f"steps[{number}].question", 'there is nothing before it that "no" repeats')


def _answers_something(routine: Routine, number: int) -> bool:
    """Whether the question's step follows a timed step of the same sidedness."""
    asking = routine.steps[number - 1]
    before = routine.steps[: number - 1]
    return bool(before) and before[-1].each_side == asking.each_side and before[-1].seconds > 0


def _check_length(top: Table, routine: Routine) -> None:
    if routine.seconds_max > TOTAL_S:
        minutes = routine.seconds_max / 60
        top.note("steps", f"{minutes:.1f} min in all, at most {TOTAL_S / 60:g}")
    holds = any(step.pace is Pace.HOLD and not step.each_side for step in routine.steps)
    if routine.short and not holds and top.sound("steps"):
        top.note("short", "needs a hold that is done once, for both sides together")
