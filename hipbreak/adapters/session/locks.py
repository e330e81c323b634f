"""Several tellers of one lock, as one answer.

A teller that says "locked" is believed until it says otherwise. A guess (somebody asked the desktop
to lock, or a teller fell silent while the screen was locked) is lifted by the next input: there may
be nobody who would ever tell of the end.
"""

from __future__ import annotations

from hipbreak.core.events import Locked, Unlocked
from hipbreak.core.moment import Moment

GUESS_HOLDS_S = 3.0
"""Input so soon after the guess is that of the lock itself: the key is let go, the screen fades."""


class Locks:
    """`take` gives each change once, however many tell of it."""

    def __init__(self) -> None:
        self._locking: set[str] = set()
        self._silenced: set[str] = set()
        self._guessed: Moment | None = None
        self._was_locked = False

    def tell(self, teller: str, locked: bool) -> None:
        """Firm news of one teller; its "unlocked" ends a guess too when nobody contradicts."""
        was = teller in self._locking or teller in self._silenced
        self._silenced.discard(teller)
        (self._locking.add if locked else self._locking.discard)(teller)
        if was and not locked:
            self._guessed = None

    def guess(self, at: Moment) -> None:
        """It was asked for; whether it happens nobody may ever tell."""
        self._guessed = self._guessed or at

    def end_guess(self) -> None:
        self._guessed = None

    def silence(self, teller: str, at: Moment) -> None:
        """The teller has gone."""
        if teller in self._locking:
            self._locking.discard(teller)
            self._silenced.add(teller)
            self.guess(at)

    def noticed_input(self, at: Moment) -> None:
        if self._guessed and at.since(self._guessed) > GUESS_HOLDS_S:
            self._guessed = None

    def take(self) -> tuple[Locked | Unlocked, ...]:
        locked = bool(self._locking or self._guessed)
        if locked == self._was_locked:
            return ()
        self._was_locked = locked
        return (Locked(),) if locked else (Unlocked(),)
