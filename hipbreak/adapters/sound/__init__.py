"""Tones, for a window's process only: they are off unless a person turns them on."""

from __future__ import annotations

from collections.abc import Sequence

from hipbreak.adapters.sound.errands import Errands
from hipbreak.adapters.sound.players import Player, Wanted, find
from hipbreak.core.cues import Tone
from hipbreak.core.errors import Unavailable

RING_OUT_S = 1.5
"""At the end the last tone may sound this long (ours)."""
NOTHING = "no program that plays sound was found (on Linux: pw-play, paplay or aplay)"


class Tones:
    """Plays tones beside everything else. `play` returns at once and nothing here raises.

    A player that fails is left out from then on; `reason` says why nothing can be heard.
    """

    def __init__(self, volume: float, players: Sequence[Player] | None = None) -> None:
        self._volume = volume
        self._players = list(find() if players is None else players)
        self._errands = Errands("tones")
        self._broken_off = 0
        self.reason = "" if self._players else NOTHING

    @property
    def name(self) -> str:
        """What plays, as far as is known; empty when nothing can."""
        return self._players[0].name if self._players else ""

    def play(self, tone: Tone) -> None:
        if self._players:
            before = self._broken_off
            self._errands.run(lambda: self._play(tone, lambda: self._broken_off == before))

    def stop(self) -> None:
        """Break off what is being played and forget what waits to be."""
        self._broken_off += 1
        for player in tuple(self._players):
            player.stop()

    def close(self) -> None:
        """Let the last tone ring out; for when the window has gone already."""
        if not self._errands.close(RING_OUT_S):
            self.stop()

    def _play(self, tone: Tone, wanted: Wanted) -> None:
        reasons = []
        while self._players and wanted():
            try:
                self._players[0].play(tone, self._volume, wanted)
            except (Unavailable, OSError, ImportError) as error:
                reasons.append(str(error))
                del self._players[0]
            else:
                return
        self.reason = "; ".join(reasons) or self.reason


def available() -> str:
    """The name of what would play, for `doctor`. Unavailable with the reason."""
    players = find()
    if not players:
        raise Unavailable(NOTHING)
    return players[0].name
