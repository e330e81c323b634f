"""When the desktop is asked, and what a film changes: watches in front of the real engine."""

from __future__ import annotations

from collections.abc import Sequence

from hipbreak.core.engine import next_deadline
from hipbreak.core.events import HoldBegan, Locked, PausedFor, Slept, Unlocked
from hipbreak.core.holds import Reason, find
from hipbreak.core.moment import Moment
from hipbreak.resident.watches import Watches
from tests.timeline import BOOT, Desk


class Probe:
    """A probe whose sight the test decides; it counts how often it is asked."""

    def __init__(self, reason: Reason) -> None:
        self.name, self.reason = reason.value, reason
        self.sight: str | None = None
        self._known: str | None = None
        self.looks: list[float] = []
        self.clock = lambda: 0.0

    def look(self) -> None:
        self.looks.append(self.clock() - BOOT)
        self._known = self.sight

    def seen(self) -> str | None:
        return self._known

    def trouble(self) -> str:
        return ""


class Quiet:
    """A session that is never locked."""

    def take(self) -> Sequence[Locked | Unlocked | Slept]:
        return ()

    def noticed_input(self, at: Moment) -> None:
        """Nothing was guessed."""

    def troubles(self) -> Sequence[str]:
        return ("the lock cannot be known here",)


class Watched:
    """A desk whose time passes as the loop lets it pass: to the next thing that anybody wants."""

    def __init__(self) -> None:
        self.desk = Desk()
        self.screen, self.film = Probe(Reason.FULLSCREEN), Probe(Reason.MEDIA)
        self.microphone = Probe(Reason.MICROPHONE)
        probes = (self.screen, self.film, self.microphone)
        for probe in probes:
            probe.clock = lambda: self.desk.now.elapsed
        self.watches = Watches(Quiet(), probes, (), lambda: self.desk.now.elapsed)
        self.turns = 0
        self.turn()

    def turn(self) -> None:
        desk = self.desk
        self.turns += 1
        for event in self.watches.told(desk.state, desk.now):
            desk.hear(event)
        sample = desk.sample()
        desk.hear(sample)
        for event in self.watches.filmed(desk.state, desk.now, sample.idle_s):
            desk.hear(event)

    def passes(self, seconds: float, *, typing: bool) -> Watched:
        desk = self.desk
        end = desk.now.elapsed + seconds
        while desk.now.elapsed < end:
            left = self.watches.look_in(desk.state, desk.now)
            wanted = [next_deadline(desk.state)]
            wanted.append(None if left is None else desk.now.elapsed + left)
            until = min([end, *(max(at, desk.now.elapsed + 0.001) for at in wanted if at)])
            (desk.works if typing else desk.rests)(until - desk.now.elapsed)
            self.turn()
        return self

    def holds(self, reason: Reason) -> bool:
        return find(self.desk.state.holds, reason) is not None


def test_pain_15_before_it_matters_nobody_is_asked() -> None:
    """Fifty minutes of work: one look at the start, and no film is asked about."""
    watched = Watched().passes(3000, typing=True)
    assert (watched.screen.looks, watched.film.looks) == ([0], [])
    assert watched.turns < 60, "more than one turn a minute"


def test_pain_1_it_is_asked_from_the_warning_on() -> None:
    """Half a minute before, every ten seconds, and with each turn while a gap is awaited."""
    watched = Watched().passes(3600 + 20, typing=True)
    asked = [round(at) for at in watched.screen.looks[1:]]
    assert asked == [3570, 3580, 3590, 3600, 3603, 3606, 3609, 3612, 3615, 3618, 3620]


def test_pain_1_slides_that_begin_right_before_the_card_are_seen() -> None:
    """Whoever is awake while a gap is awaited looks once more: no card comes over them."""
    watched = Watched().passes(3604, typing=True)
    watched.screen.sight = "slides"
    watched.passes(1.5, typing=True)
    assert watched.holds(Reason.FULLSCREEN)


def test_pain_1_what_fills_the_screen_when_a_break_is_due_holds_it() -> None:
    watched = Watched().passes(3500, typing=True)
    watched.screen.sight = "slides"
    watched.passes(200, typing=True)
    assert watched.holds(Reason.FULLSCREEN)
    assert not any("show" in line for line in watched.desk.take())
    looks = len(watched.screen.looks)
    watched.passes(600, typing=True)
    assert len(watched.screen.looks) - looks <= 10, "more than once a minute while it stands"
    watched.screen.sight = None
    watched.passes(60 + 60, typing=True).passes(5, typing=False)
    assert [line.split()[1] for line in watched.desk.take()][-1] == "show"


def test_who_is_awake_anyway_asks_early_so_that_nobody_is_woken_twice() -> None:
    """Another timer of a minute, half a minute apart: after its first turn both fall together."""
    watched = Watched().passes(3500, typing=True)
    watched.screen.sight = "slides"
    watched.passes(200, typing=True)
    looks = watched.screen.looks
    before = len(looks)
    watched.passes(looks[-1] + BOOT + 31 - watched.desk.now.elapsed, typing=True)
    watched.turn()
    early = watched.desk.now.elapsed - BOOT
    watched.passes(29, typing=True).passes(31, typing=True)
    assert [round(at - early) for at in looks[before:]] == [0, 60]


def test_in_a_call_only_the_call_is_asked_about() -> None:
    """What else may be in the way matters when the call is over; then it is asked at once."""
    watched = Watched().passes(3500, typing=True)
    watched.microphone.sight = "Call"
    watched.passes(200, typing=True)
    assert watched.holds(Reason.MICROPHONE)
    calls, screens = len(watched.microphone.looks), len(watched.screen.looks)
    watched.passes(600, typing=True)
    assert len(watched.microphone.looks) - calls >= 9
    assert len(watched.screen.looks) == screens
    watched.microphone.sight, watched.screen.sight = None, "slides"
    watched.passes(60 + 15, typing=True)
    assert watched.holds(Reason.FULLSCREEN)


def test_while_something_else_is_in_the_way_nobody_is_asked() -> None:
    watched = Watched()
    watched.desk.hear(PausedFor(7200))
    watched.passes(3700, typing=True)
    assert watched.screen.looks == [0]


def test_pain_8_a_film_is_sitting_and_its_end_is_where_the_absence_begins() -> None:
    """Twenty minutes of film without a key, then nobody: it is asked once a minute."""
    watched = Watched().passes(60, typing=True)
    watched.film.sight = "vlc"
    watched.passes(1200, typing=False)
    assert watched.holds(Reason.MEDIA)
    assert 18 <= len(watched.film.looks) <= 21
    watched.film.sight = None
    watched.passes(300, typing=False)
    ((kind, seconds, ended_by),) = watched.desk.spans()
    assert (kind, ended_by) == ("sitting", "away")
    assert 1260 <= seconds <= 1320, "up to the film's end, known to a minute"


def test_pain_8_a_film_nobody_watches_ends_after_half_an_hour() -> None:
    watched = Watched().passes(60, typing=True)
    watched.film.sight = "vlc"
    watched.passes(7200, typing=False)
    assert watched.desk.spans() == [("sitting", 60 + 1800, "away")]


def test_pain_8_music_that_stops_and_goes_on_is_not_film_after_film() -> None:
    """One film for each time without input: a player left on does not sit for anybody."""
    watched = Watched().passes(60, typing=True)
    for _ in range(20):
        watched.film.sight = "music"
        watched.passes(240, typing=False)
        watched.film.sight = None
        watched.passes(120, typing=False)
    ((_, seconds, _),) = watched.desk.spans()
    assert seconds <= 60 + 300


def test_pain_8_the_next_film_counts_once_somebody_has_touched_a_key() -> None:
    watched = Watched().passes(60, typing=True)
    for _ in range(3):
        watched.film.sight = "vlc"
        watched.passes(600, typing=False)
        watched.film.sight = None
        watched.passes(10, typing=True)
        assert not watched.holds(Reason.MEDIA)
    assert watched.desk.spans() == []


def test_typing_during_a_film_leaves_the_last_input_exact() -> None:
    """The film changed nothing, so an absence later counts from the last key."""
    watched = Watched().passes(60, typing=True)
    watched.film.sight = "vlc"
    watched.passes(100, typing=False)
    watched.film.sight = None
    watched.passes(30, typing=True).passes(200, typing=False)
    assert watched.desk.spans() == [("sitting", 190, "away")]


def test_the_locked_of_a_saved_state_is_dropped_until_it_is_told_anew() -> None:
    watched = Watched()
    watched.desk.hear(HoldBegan(Reason.LOCKED))
    fresh = Watches(Quiet(), (), ())
    (event,) = fresh.told(watched.desk.state, watched.desk.now)
    watched.desk.hear(event)
    assert not watched.holds(Reason.LOCKED)
    assert list(fresh.told(watched.desk.state, watched.desk.now)) == []
