"""What the probes of Windows share: asked now and then, honest on every other system."""

from __future__ import annotations

from collections.abc import Callable

from hipbreak.core.errors import Unavailable
from hipbreak.core.holds import Reason

Ask = Callable[[], str | None]
"""Which program, the empty text when that is not known, None when nothing stands. OSError."""


class WindowsProbe:
    """`ports.MeetingProbe`; `make` gives what is asked, or says by Unavailable why it cannot."""

    def __init__(self, name: str, reason: Reason, make: Callable[[], Ask]) -> None:
        self.name, self.reason = name, reason
        self._ask: Ask | None = None
        self._seen: str | None = None
        self._trouble = ""
        try:
            self._ask = make()
        except Unavailable as error:
            self._trouble = error.reason

    def look(self) -> None:
        if self._ask is None:
            return
        try:
            self._seen, self._trouble = self._ask(), ""
        except OSError as error:
            self._seen, self._trouble = None, f"Windows does not tell: {error}"

    def seen(self) -> str | None:
        return self._seen

    def trouble(self) -> str:
        return self._trouble
