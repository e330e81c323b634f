"""`hipbreak doctor`: what works here and what does not, in plain words, with the remedy."""

from __future__ import annotations

import argparse
import json
import textwrap
import threading
from collections.abc import Callable, Sequence

from hipbreak.cli.types import Commands
from hipbreak.core.doctor import Finding, Health, broken, limited, sound
from hipbreak.core.errors import HipbreakError

LONGEST_S = 2.0
"""What looking at one thing may take; most take some milliseconds."""
MARKS = {Health.OK: "ok", Health.LIMITED: "limited", Health.BROKEN: "BROKEN"}
WIDTH = 96

Probe = Callable[[], Sequence[Finding]]


def add(commands: Commands) -> None:
    parser = commands.add_parser("doctor", help="what works here, what does not, and the remedy")
    parser.add_argument("--json", action="store_true", help="for scripts; see docs/contract.md")
    parser.set_defaults(run=run)


def run(args: argparse.Namespace) -> int:
    from hipbreak.cli.doctor_probes import probes

    first, rest = probes()
    findings = [*first, *examine(rest)]
    fine = sound(findings)
    print(json.dumps(_plain(findings, fine), ensure_ascii=False) if args.json else _text(findings))
    return 0 if fine else 1


def examine(probes: Sequence[tuple[str, Probe]], longest_s: float = LONGEST_S) -> list[Finding]:
    """Look at one thing after the other. What does not answer in time is told and left alone."""
    return [finding for name, probe in probes for finding in _in_time(name, probe, longest_s)]


def _in_time(name: str, probe: Probe, longest_s: float) -> Sequence[Finding]:
    found: list[Finding] = []
    thread = threading.Thread(target=lambda: found.extend(_guarded(name, probe)), daemon=True)
    thread.start()
    thread.join(longest_s)
    return found or (_silent(name),)


def _guarded(name: str, probe: Probe) -> Sequence[Finding]:
    try:
        return probe()
    except (HipbreakError, OSError) as error:
        return (broken(name, str(error), "Mend what the sentence names, then ask again."),)


def _silent(name: str) -> Finding:
    remedy = "Ask again; if it stays so, log out and in, and look into hipbreak.log."
    return limited(name, "no answer in time", remedy)


def _plain(findings: Sequence[Finding], fine: bool) -> dict[str, object]:
    keys = ("what", "state", "sentence", "remedy")
    return {"ok": fine, "findings": [{key: getattr(one, key) for key in keys} for one in findings]}


def _text(findings: Sequence[Finding]) -> str:
    width = max(len(finding.what) for finding in findings)
    return "\n".join(_entry(finding, width) for finding in findings)


def _entry(finding: Finding, width: int) -> str:
    begin = f"{MARKS[finding.state]:8} {finding.what:{width}}  "
    below = " " * len(begin)
    lines = _wrap(finding.sentence, begin, below)
    if finding.remedy:
        lines += _wrap(finding.remedy, f"{below}→ ", f"{below}  ")
    return "\n".join(lines)


def _wrap(words: str, first: str, then: str) -> list[str]:
    """Lines that leave a path or a command whole, to be copied."""
    return textwrap.wrap(
        words, WIDTH, initial_indent=first, subsequent_indent=then,
        break_long_words=False, break_on_hyphens=False,
    )  # fmt: skip
