"""A dozen days written by hand: each offer and each span to the second."""

from __future__ import annotations

import pytest

from tests.replay import Day, Trace, traces

ALL = traces()


@pytest.mark.parametrize(
    "trace",
    [pytest.param(t, id="_".join(["pain", *map(str, t.pains), t.name])) for t in ALL],
)
def test_a_day_goes_as_it_is_written(trace: Trace) -> None:
    """The offers, their answers, the breaks and the spans are those of the file, and no others."""
    day = Day(trace)
    assert day.offers == trace.offers
    assert day.written() == trace.spans


def test_the_traces_hold_the_pains_they_are_for() -> None:
    held = {pain for trace in ALL for pain in trace.pains}
    assert len(ALL) >= 12
    assert held >= {3, 5, 7, 8, 11, 16, 17, 18, 22}
