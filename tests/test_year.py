"""A year of desk days for five people: the counts, nobody starved, no rule ever broken."""

from __future__ import annotations

import pytest

from hipbreak.core.routine import Kind
from tests.health import ROUTINES
from tests.oracle import PRESSURE, STAYING
from tests.year import TARGET, Year, done, page, pauses, table, years


@pytest.fixture(scope="module")
def found() -> dict[str, Year]:
    return {year.person.name: year for year in years()}


def counted(year: Year) -> set[str]:
    """What was done at all."""
    return {routine for routine in ROUTINES if done(year, routine)}


def test_no_rule_is_broken_in_any_of_ten_thousand_offers(
    found: dict[str, Year], capsys: pytest.CaptureFixture[str]
) -> None:
    """Safety, things, place, order, dose and length; the table is shown."""
    with capsys.disabled():
        print(f"\n\n{table(tuple(found.values()))}\n{pauses(tuple(found.values()))}")
    assert [year.broken for year in found.values()] == [[]] * 5
    assert sum(year.offers for year in found.values()) > 10_000


def test_the_documented_year_is_this_one(found: dict[str, Year]) -> None:
    """If it differs: `python -m tests.year`, and look at what changed."""
    assert TARGET.read_text(encoding="utf-8") == page(tuple(found.values()))


def test_at_home_with_everything_every_technique_has_its_turn(found: dict[str, Year]) -> None:
    """All but the nudge, which is off: each at least ten times, with no pause beyond six weeks;
    what comes hourly, none beyond four."""
    year = found["home, everything"]
    assert counted(year) == set(ROUTINES) - {"weight-shift"}
    for routine in counted(year):
        assert done(year, routine) >= 10, routine
        assert year.pause[routine] <= 42, routine
        if year.hourly[routine]:
            assert year.pause[routine] <= 28, routine


def test_without_things_the_office_has_its_own_six(found: dict[str, Year]) -> None:
    """Nothing to lie on, and the nudge between; none waits for more than a week and a half."""
    year = found["office, no things"]
    seated = {"belly-breath", "glute-press", "hip-circles", "kd4-press", "line-lunge", "walk"}
    assert counted(year) == seated | {"weight-shift"}
    assert max(year.pause[routine] for routine in seated) <= 10


def test_the_hourly_drill_is_the_commonest_and_others_share_the_rest(
    found: dict[str, Year],
) -> None:
    """About half are the drill; of the rest none gets less than a third of the commonest."""
    year = found["office, no things"]
    assert 0.45 < year.hourly["glute-press"] / sum(year.hourly.values()) < 0.6
    others = [count for key, count in year.hourly.items() if key != "glute-press"]
    assert min(others) > max(others) / 3


def test_with_a_blood_clot_there_is_walking_and_breathing(found: dict[str, Year]) -> None:
    """All year, every hour, and nothing else; also when the offer is shortened."""
    year = found["blood clot"]
    assert counted(year) == {"walk", "belly-breath"}
    assert year.short > 0
    assert year.questions == 0


def test_after_surgery_the_gentle_ones_come_alone_until_the_doctor_agrees(
    found: dict[str, Year],
) -> None:
    """Then the releases begin; what stays was there all year."""
    year = found["after surgery"]
    assert {"psoas-ball", "kd4-press"} <= counted(year)
    full = found["home, everything"]
    for routine in PRESSURE:
        assert done(year, routine) < done(full, routine)
    for routine in set(STAYING) - {"weight-shift"}:
        assert year.pause[routine] <= 10


def test_the_sceptic_gets_the_short_drill_and_still_some_of_each(found: dict[str, Year]) -> None:
    """Most offers shrink to ten seconds; what is taken is shared out."""
    year = found["sceptic"]
    assert year.short > year.offers / 2
    assert counted(year) == counted(found["office, no things"]) - {"weight-shift"}
    assert min(done(year, routine) for routine in counted(year)) > 20


def test_self_tests_are_never_offered_by_themselves(found: dict[str, Year]) -> None:
    """They are asked for by hand."""
    tests = [key for key, item in ROUTINES.items() if item.kind in (Kind.CHECK, Kind.SELF_TEST)]
    assert tests
    assert not any(year.hourly[key] for year in found.values() for key in tests)
