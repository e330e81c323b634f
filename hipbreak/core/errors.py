"""The one family of errors that hipbreak raises on purpose."""

from __future__ import annotations

from collections.abc import Sequence


class HipbreakError(Exception):
    """Base of everything hipbreak raises on purpose."""


class UserError(HipbreakError):
    """Something a person can mend: every problem at once, each with its place.

    The command line prints the problems, one a line, without a traceback.
    `exit_code` is 2 for a wrong call and 1 for a failure.
    """

    def __init__(self, problems: str | Sequence[str], exit_code: int = 1) -> None:
        self.problems: tuple[str, ...] = (
            (problems,) if isinstance(problems, str) else tuple(problems)
        )
        self.exit_code = exit_code
        super().__init__("\n".join(self.problems))


class Unavailable(HipbreakError):
    """An adapter cannot work here; `reason` is a sentence that is shown to people."""

    def __init__(self, reason: str) -> None:
        self.reason = reason
        super().__init__(reason)


class Refused(HipbreakError):
    """A request that makes no sense right now, with the reason in plain words."""

    def __init__(self, reason: str) -> None:
        self.reason = reason
        super().__init__(reason)
