"""Never mid-sentence: 200 people type in bursts and pauses, and each card is held to its moment.

`pytest -s tests/test_lull.py` prints what was counted.
"""

from __future__ import annotations

import random
from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterator
from dataclasses import dataclass

import pytest

from hipbreak.core.effects import PrepareCard, ShowCard
from hipbreak.core.engine import awaits_quiet, next_deadline
from hipbreak.core.events import Event, HoldBegan, HoldEnded, OfferPrepared, Sampled
from hipbreak.core.holds import Reason
from hipbreak.core.rules import Rules
from tests.timeline import BOOT, Desk

TRACES = 200
LENGTH = 3 * 3600.0
RULES = Rules()
MID_SENTENCE = 1.0
"""A card this soon after a keystroke is in the way."""
LOOKS_AGAIN = 0.25
"""Between two looks at the idle time the engine lets 0.2 s pass: it may miss less of a gap."""

Look = Callable[[float], float]
"""When, after this second, something else than the engine wakes the resident in the wait."""


@dataclass(frozen=True)
class Shown:
    """One card: when it was prepared, when it came, and how long no key had gone down."""

    prepared: float
    at: float
    quiet: float

    @property
    def forced(self) -> bool:
        return self.at - self.prepared >= RULES.lull_limit


class Typist(Desk):
    """A person whose every keystroke is known, in seconds after the start."""

    def __init__(self, keys: list[float], look: Look) -> None:
        self.keys, self.look = [BOOT + key for key in keys], look
        super().__init__(RULES)

    def lives(self, until: float) -> Typist:
        """Pass the time up to `until` seconds after the start, hands on the keys as written."""
        end = BOOT + until
        while self.now.elapsed < end:
            marks = [end]
            if awaits_quiet(self.state):
                marks.append(self.look(self.now.elapsed))
            deadline = next_deadline(self.state)
            if deadline is not None:
                marks.append(max(deadline, self.now.elapsed + 1e-3))
            if self.state.away_since:
                marks += self.keys[bisect_right(self.keys, self.now.elapsed) :][:1]
            self._go(min(marks))
            self.hear(self.sample())
        return self

    def sample(self) -> Sampled:
        self.last_input = self.last_key(self.now.elapsed)
        return super().sample()

    def last_key(self, at: float) -> float:
        number = bisect_right(self.keys, at)
        return self.keys[number - 1] if number else BOOT

    def shown(self) -> Iterator[Shown]:
        """Every card that came up."""
        prepared = 0.0
        for at, effect in self.log:
            if isinstance(effect, PrepareCard):
                prepared = at
            elif isinstance(effect, ShowCard):
                yield Shown(prepared, at, at + BOOT - self.last_key(at + BOOT))

    def first_gap(self, since: float, gap: float) -> float:
        """Told from the keys alone: when so many quiet seconds are over first, or the bound is."""
        number = bisect_left(self.keys, BOOT + since)
        before = self.keys[number - 1] if number else BOOT
        for key in [*self.keys[number:], float("inf")]:
            if key - before > gap and key - BOOT > since:
                break
            before = key
        quiet = max(since, before + gap - BOOT)
        return min(quiet, since + RULES.lull_limit)


def keystrokes(chance: random.Random) -> list[float]:
    """Bursts of typing with pauses between; each person has a pace and a restlessness."""
    pace, restless = chance.uniform(0.08, 0.35), chance.choice([0.6, 1.2, 3.0, 9.0])
    at, keys = 0.0, []
    while at < LENGTH:
        for _ in range(1 + int(chance.expovariate(1 / 60))):
            keys.append(at)
            at += chance.lognormvariate(0, 0.5) * pace
        at += min(240.0, chance.lognormvariate(0, 1.0) * restless)
        if chance.random() < 0.002:
            at += chance.uniform(120, 900)
    return keys


def looks(number: int) -> Look:
    """A third of the desks only by the engine's word, a third each second, a third by chance."""
    chance = random.Random(-number - 1)
    match number % 3:
        case 0:
            return lambda at: float("inf")
        case 1:
            return lambda at: at + 1.0
        case _:
            return lambda at: at + chance.expovariate(1 / 2)


def trace(number: int) -> Typist:
    """Three hours of one person, a call in the middle of every fourth; cards go unanswered."""
    person = Typist(keystrokes(random.Random(number)), looks(number))
    if number % 4 == 0:
        person.lives(3000).hear(HoldBegan(Reason.MICROPHONE))
        person.lives(4800 + number).hear(HoldEnded(Reason.MICROPHONE))
    return person.lives(LENGTH)


@pytest.fixture(scope="module")
def people() -> list[Typist]:
    return [trace(number) for number in range(TRACES)]


def test_pain_5_no_card_within_a_second_of_a_keystroke_unless_the_bound_forced_it(
    people: list[Typist],
) -> None:
    """Every card waits for three quiet seconds; only after a minute without them it comes so."""
    shown = [card for person in people for card in person.shown()]
    calm = [card for card in shown if not card.forced]
    forced = [card for card in shown if card.forced]
    barged = [card for card in calm if card.quiet < MID_SENTENCE]
    waits = sorted(card.at - card.prepared for card in shown)
    print(
        f"\n{TRACES} traces, {len(shown)} cards: {len(calm)} in a lull, {len(forced)} by the bound"
        f" ({sum(card.quiet < MID_SENTENCE for card in forced)} of them within a second of a key);"
        f"\nwithin a second of a key without the bound: {len(barged)};"
        f" shortest quiet {min(card.quiet for card in calm):.2f} s;"
        f" wait: median {waits[len(waits) // 2]:.1f} s, longest {waits[-1]:.1f} s"
    )
    assert barged == []
    assert len(calm) > 500 and len(forced) > 50, "the traces must try both ways"


def test_pain_5_the_wait_is_never_longer_than_a_minute_and_never_misses_a_gap(
    people: list[Typist],
) -> None:
    """Each card comes when the keys alone say that the first gap, or the bound, is reached."""
    for number, person in enumerate(people):
        for card in person.shown():
            soonest = person.first_gap(card.prepared, RULES.lull_quiet)
            latest = person.first_gap(card.prepared, RULES.lull_quiet + LOOKS_AGAIN)
            assert soonest - 1e-6 <= card.at <= latest + 1e-6, f"trace {number}: {card}"


@pytest.mark.parametrize("number", range(0, TRACES, 10))
def test_pain_5_an_event_in_mid_burst_does_not_bring_the_card(number: int) -> None:
    """While the lull is awaited, what a menu or a probe says is no reason to show it sooner."""
    person = Typist([second * 0.2 for second in range(30_000)], lambda at: float("inf"))
    person.lives(3600 + number / 10)
    assert awaits_quiet(person.state)
    offer = person.state.phase.offer  # type: ignore[union-attr]  # awaits_quiet: Waiting
    unrelated: tuple[Event, ...] = (
        OfferPrepared(offer, "walk", "Another."),
        HoldBegan(Reason.READING),
        HoldEnded(Reason.READING),
        HoldBegan(Reason.MEDIA),
        HoldEnded(Reason.MEDIA),
    )
    person.hear(*unrelated)
    assert list(person.shown()) == []
