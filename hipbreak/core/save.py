"""Saving the state and taking it up again, after a restart, a crash or a reboot."""

from __future__ import annotations

from dataclasses import replace
from typing import cast

from hipbreak.core.codec import DecodeError, decode_as, encode, names_of
from hipbreak.core.effects import DropCard, Effect
from hipbreak.core.facts import Answer
from hipbreak.core.hints import died
from hipbreak.core.moment import Moment
from hipbreak.core.presence import end_bout
from hipbreak.core.rules import Rules
from hipbreak.core.schedule import close_offer
from hipbreak.core.state import ZERO, Counting, Offered, State, Turn, Waiting

VERSION = 1


def save(state: State) -> dict[str, object]:
    """Plain JSON values; the rules are not part of it, they come from the settings."""
    plain = cast(dict[str, object], encode(state))
    del plain["rules"]
    return {**plain, "version": VERSION}


def restore(plain: object, rules: Rules) -> State:
    """The state exactly as it was saved. DecodeError when it is none of ours."""
    if not isinstance(plain, dict) or plain.get("version") != VERSION:
        raise DecodeError("the saved state is of another version")
    named = {key: value for key, value in plain.items() if key != "version"}
    return decode_as(State, {**named, "rules": encode(rules)})


def resume(saved: State, now: Moment, same_boot: bool) -> tuple[State, tuple[Effect, ...]]:
    """Take the saved state up again at `now`.

    A gap shorter than a natural break is nothing: the bout goes on. After a longer one nothing is
    known of the person, so the bout ended when the state was last saved and the clocks begin anew:
    no sitting is invented. A card that was open is asked again; a player that outlived us may
    still report.
    """
    if same_boot and now.elapsed >= saved.at.elapsed:
        gap = now.since(saved.at)
        state = saved
    else:
        gap = max(0.0, now.wall - saved.at.wall)
        state = cast(State, _shifted(saved, now.elapsed - gap - saved.at.elapsed))
    turn = Turn(state, now)
    _reopen_offer(turn)
    if turn.state.hint is not None:
        died(turn, turn.state.hint.uid)
    if gap >= state.rules.natural_break:
        _forget_presence(turn)
    turn.change(at=now, last_input=now, locked_since=None, idle_known=False)
    return turn.state, tuple(turn.effects)


def _reopen_offer(turn: Turn) -> None:
    phase = turn.state.phase
    if isinstance(phase, Offered):
        close_offer(turn, Answer.DISMISSED, "restart")
        turn.change(phase=Waiting(turn.uid(), phase.due, phase.why))
    elif isinstance(phase, Waiting):
        turn.emit(DropCard(phase.offer))
        turn.change(phase=Waiting(turn.uid(), phase.due, phase.why, phase.held))


def _forget_presence(turn: Turn) -> None:
    last = turn.state.at
    end_bout(turn, last, "stopped")
    turn.change(sitting=ZERO, standing=ZERO, away_since=None, mend=None, holds=_pauses(turn.state))
    if isinstance(turn.state.phase, Waiting):
        turn.change(phase=Counting())


def _pauses(state: State) -> tuple[object, ...]:
    """Only what ends by itself outlives a long gap."""
    return tuple(
        hold
        for hold in state.holds
        if hold.until_elapsed is not None or hold.until_wall is not None
    )


def _shifted(value: object, seconds: float) -> object:
    """Every moment in `value` moved on the elapsed scale, which began anew with the machine."""
    if isinstance(value, Moment):
        return replace(value, elapsed=value.elapsed + seconds)
    if isinstance(value, tuple):
        return tuple(_shifted(item, seconds) for item in value)
    names = names_of(type(value))
    if names and not isinstance(value, Rules):
        moved = {name: _shifted(getattr(value, name), seconds) for name in names}
        until = moved.get("until_elapsed")
        if isinstance(until, float):
            moved["until_elapsed"] = until + seconds
        return type(value)(**moved)
    return value
