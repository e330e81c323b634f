"""What the tray shows: icon, tooltip and menu, made from the state."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace

from hipbreak.core.claims import can_mend
from hipbreak.core.durations import rough_duration
from hipbreak.core.facts import Posture
from hipbreak.core.followup_words import ANSWERS
from hipbreak.core.holds import Reason, find
from hipbreak.core.moment import Moment
from hipbreak.core.rules import Firmness
from hipbreak.core.state import Offered, Running, State
from hipbreak.core.view import clock_time, icon, question, why
from hipbreak.ports import SEPARATOR, MenuEntry, TrayView
from hipbreak.resident import toggles

PAUSES = (("30 minutes", "30 min"), ("1 hour", "1 h"), ("Until tomorrow", "tomorrow"))


@dataclass(frozen=True, slots=True)
class Extras:
    """What the menu offers beside the engine's state."""

    plans: tuple[tuple[str, str], ...] = ()
    """Id and name of the plans that can be done at any time."""
    question: str = ""
    """The next day's question, empty when nothing is asked."""
    trouble: str = ""
    """What goes wrong just now and must be known; mostly empty."""
    first: bool = False
    """The pages of the first start wait to be seen."""


def view(
    state: State, now: Moment, name_of: Callable[[str], str], extras: Extras = Extras()
) -> TrayView:
    """`name_of` gives a routine's name for people. Actions are words of the command line."""
    line = why(state, now)
    sections = (
        (MenuEntry(line.removesuffix(".")), *_trouble(extras.trouble)),
        _doubt(state, now),
        _question(extras.question),
        (*_offer(state, name_of), *_plans(state, extras.plans)),
        (*_pause(state, now), *toggles.entries(state, now)),
        _posture(state, now),
        _windows(not isinstance(state.phase, Offered), extras.first),
        (MenuEntry("Quit", "quit"),),
    )
    filled = (section for section in sections if section)
    menu = tuple(entry for section in filled for entry in (*section, SEPARATOR))[:-1]
    tooltip = f"hipbreak: {extras.trouble} {line}" if extras.trouble else f"hipbreak: {line}"
    return TrayView(icon(state), tooltip, menu)


def _windows(default: bool, first: bool) -> tuple[MenuEntry, ...]:
    """The home window; before it, as long as they wait, the pages of the first start."""
    home = MenuEntry("Today and this week", "home", default=default and not first)
    return (MenuEntry("First steps", "home start", default=default), home) if first else (home,)


def asks(state: State, now: Moment, extras: Extras) -> tuple[MenuEntry, ...]:
    """What waits for a tap of the person, as the home window asks it: each with its answers."""
    doubt, *answers = _doubt(state, now) or (None,)
    asked = (replace(doubt, children=tuple(answers)),) if doubt else ()
    mend = _mend(state, now)
    here = (MenuEntry("Were you here all along?", children=mend),) if mend else ()
    return (*asked, *_question(extras.question), *here)


def _trouble(words: str) -> tuple[MenuEntry, ...]:
    return (MenuEntry(words.removesuffix(".")),) if words else ()


def _doubt(state: State, now: Moment) -> tuple[MenuEntry, ...]:
    text = question(state, now)
    if not text:
        return ()
    answers = ("Yes, I was", "sat yes"), ("No, I was away", "sat no")
    return (MenuEntry(text), *(MenuEntry(label, action) for label, action in answers))


def _offer(state: State, name_of: Callable[[str], str]) -> tuple[MenuEntry, ...]:
    phase = state.phase
    if isinstance(phase, Running):
        return (MenuEntry(f"Now: {name_of(phase.routine)}"),)
    if not isinstance(phase, Offered):
        return (MenuEntry("Start a break now", "now"),)
    entries = [
        MenuEntry(f"Start: {name_of(phase.routine)}", "start"),
        MenuEntry("Show the offer", "card", default=True),
        *(
            MenuEntry(f"In {rough_duration(seconds)}", f"snooze {seconds:g} s")
            for seconds in state.rules.snoozes
        ),
    ]
    if state.rules.firmness is not Firmness.STRICT:
        entries.append(MenuEntry("Skip", "skip"))
    return tuple(entries)


def _plans(state: State, plans: tuple[tuple[str, str], ...]) -> tuple[MenuEntry, ...]:
    if isinstance(state.phase, Running | Offered) or not plans:
        return ()
    children = tuple(MenuEntry(name, f"plan {key}") for key, name in plans)
    return (MenuEntry("Do a plan", children=children),)


def _question(text: str) -> tuple[MenuEntry, ...]:
    if not text:
        return ()
    answers = [MenuEntry(words, f"followup {answer.value}") for answer, words in ANSWERS.items()]
    return (MenuEntry(text, children=(*answers, MenuEntry("Do not ask", "followup unsaid"))),)


def _pause(state: State, now: Moment) -> tuple[MenuEntry, ...]:
    pause = find(state.holds, Reason.PAUSED)
    if pause is None:
        choices = tuple(MenuEntry(label, f"pause {words}") for label, words in PAUSES)
        return (MenuEntry("Pause", children=choices),)
    left = pause.left(now) or 0.0
    return (MenuEntry(f"Resume (paused until {clock_time(now.after(left), now)})", "resume"),)


def _posture(state: State, now: Moment) -> tuple[MenuEntry, ...]:
    sitting = state.posture is Posture.SITTING
    entries = [
        MenuEntry("Sitting", "sit", checked=sitting),
        MenuEntry("Standing", "stand", checked=not sitting),
        *_mend(state, now),
    ]
    return tuple(entries)


def _mend(state: State, now: Moment) -> tuple[MenuEntry, ...]:
    mend = state.mend
    if not (mend and mend.back and can_mend(state, now)):
        return ()
    gone = rough_duration(mend.back.since(mend.away_since))
    return (
        MenuEntry(f"I was sitting all along ({gone})", "sit --all-along"),
        MenuEntry(f"I was standing here ({gone})", "stand --all-along"),
    )
