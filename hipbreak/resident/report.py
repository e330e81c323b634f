"""The status for scripts: the contract of `hipbreak status --json`."""

from __future__ import annotations

import json
import time
from collections.abc import Mapping, Sequence

from hipbreak import __version__
from hipbreak.core.codec import encode
from hipbreak.core.moment import Moment
from hipbreak.core.state import State
from hipbreak.core.view import question, status
from hipbreak.ports import MenuEntry


def status_json(
    state: State,
    now: Moment,
    *,
    tray: tuple[str, str],
    idle: tuple[str, str],
    notices: Sequence[str],
    lock: Sequence[str],
    probes: Mapping[str, str],
) -> str:
    """One JSON object; every field of the contract, always."""
    seen = status(state, now)
    return json.dumps(
        {
            "running": True,
            "version": __version__,
            "presence": seen.presence,
            "posture": seen.posture,
            "bout_s": round(seen.bout_s, 1),
            "since_break_s": round(seen.since_break_s, 1),
            "due_in_s": None if seen.due_in_s is None else round(seen.due_in_s, 1),
            "holds": [
                {"reason": hold.reason, "since": _utc(hold.since), "detail": hold.detail}
                for hold in seen.holds
            ],
            "offer": seen.offer
            and {"routine": seen.offer, "shown_s": round(seen.offer_shown_s, 1)},
            "break": seen.running
            and {"routine": seen.running, "running_s": round(seen.running_s, 1)},
            "why": seen.why,
            "question": question(state, now) or None,
            "tray": {"backend": tray[0], "reason": tray[1]},
            "idle": {"source": idle[0], "reason": idle[1]},
            "notices": list(notices),
            "heard": {"lock": list(lock), "probes": dict(probes)},
        }
    )


def menu_json(asks: Sequence[MenuEntry], menu: Sequence[MenuEntry]) -> str:
    """What the person can do just now, for the home window: what is asked, and the tray's menu."""
    return json.dumps({"asks": encode(tuple(asks)), "menu": encode(tuple(menu))})


def _utc(wall: float) -> str:
    return time.strftime("%Y-%m-%dT%H:%M:%SZ", time.gmtime(wall))
