"""Asking the resident, for every command that does."""

from __future__ import annotations

import sys

from hipbreak.adapters.control_client import Answer, NotRunning, ask_plain
from hipbreak.adapters.paths import Paths

NOT_RUNNING = 3
SHOWN_S = 10.0
"""The resident answers sooner whether a window has come up."""


def ask(verb: str, *arguments: str, timeout_s: float = 2.0) -> Answer:
    """The resident's answer. NotRunning when there is none."""
    return ask_plain(Paths.from_env().socket, verb, arguments, timeout_s)


def ask_for_window(verb: str, *arguments: str) -> Answer:
    """The answer to what opens a window: done when it is on the screen. NotRunning."""
    answer = ask(verb, *arguments)
    if answer.ok:
        came = ask("shown", timeout_s=SHOWN_S)
        return answer if came.ok else came
    return answer


def request(verb: str, *arguments: str, window: bool = False) -> int:
    """Ask and print: 0 done, 1 refused (with the reason), 3 not running; `window`: it opens one."""
    try:
        answer = (ask_for_window if window else ask)(verb, *arguments)
    except NotRunning as error:
        print(f"hipbreak: {error}; start it with: hipbreak", file=sys.stderr)
        return NOT_RUNNING
    print(answer.text if answer.ok else f"hipbreak: {answer.text}", file=_stream(answer.ok))
    return 0 if answer.ok else 1


def _stream(ok: bool):  # type: ignore[no-untyped-def]  # a text stream; typing has no short name
    return sys.stdout if ok else sys.stderr
