"""The order rule: some stretches come only after a release of the same area (D2)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from hipbreak.core.moment import Moment
from hipbreak.core.record import Record, believed, within
from hipbreak.core.routine import Routine
from hipbreak.core.safety import Refusal

STILL_RELEASED_S = 30 * 60.0
"""A release of an area holds so long after its end (ours)."""

_AREAS = {
    "hip-flexors": "the front of the hip",
    "quads": "the front of the thigh",
    "glutes": "the buttocks",
}


def too_early(
    routine: Routine,
    routines: Mapping[str, Routine],
    record: Record,
    now: Moment,
    session: Iterable[Routine] = (),
) -> Refusal | None:
    """Why this stretch must wait; None when every area it wants was released.

    `session`: what was done already in this very session.
    """
    if not routine.after_release:
        return None
    missing = [area for area in routine.after_release if area not in _in_session(session)]
    if missing:
        recent = released(routines, record, now)
        missing = [area for area in missing if area not in recent]
    if not missing:
        return None
    areas = " and ".join(_AREAS.get(area, area) for area in missing)
    reason = f"This stretch comes after a release: first release {areas}, then stretch."
    return Refusal(reason, medical=False)


def released(routines: Mapping[str, Routine], record: Record, now: Moment) -> frozenset[str]:
    """The areas that were released a short time ago."""
    recent = (
        fact.routine
        for fact in record.breaks
        if within(fact.end, STILL_RELEASED_S, now) and believed(fact)
    )
    return _in_session(routines[key] for key in recent if key in routines)


def _in_session(session: Iterable[Routine]) -> frozenset[str]:
    return frozenset(area for routine in session for area in routine.releases)
