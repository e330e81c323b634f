"""A desk at its first card, for the tests of what people suffer from."""

from __future__ import annotations

from hipbreak.core.effects import ShowCard
from hipbreak.core.rules import Rules
from tests.timeline import Desk

HOUR = 3600.0


def shows(desk: Desk) -> list[float]:
    """The second of every card so far."""
    return [at for at, effect in desk.log if isinstance(effect, ShowCard)]


def offered(rules: Rules | None = None) -> Desk:
    """An hour of typing, three quiet seconds, and the card."""
    desk = Desk(rules).works(HOUR).rests(3)
    assert shows(desk) == [3603]
    return desk
