"""Playing a routine by name: hipbreak is started when it does not run yet."""

from __future__ import annotations

from hipbreak.adapters.control_client import NotRunning
from hipbreak.cli.remote import ask, request


def play(routine_id: str) -> int:
    """0 started, 1 refused with the reason."""
    try:
        ask("status")
    except NotRunning:
        from hipbreak.cli.start import start

        start()
    return request("now", routine_id)
