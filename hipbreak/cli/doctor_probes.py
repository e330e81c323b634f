"""What `hipbreak doctor` looks at: each thing by the adapter that uses it, as it would be used.

Where a resident runs, its own word counts; else what it would choose now. Nothing is shown.
"""

from __future__ import annotations

import json
import os
import select
import shlex
import subprocess
import sys
import time
from collections.abc import Callable, Sequence
from functools import partial
from typing import Any

from hipbreak.adapters.control_client import NotRunning
from hipbreak.adapters.paths import Paths, data_dir
from hipbreak.cli.remote import ask
from hipbreak.core import doctor
from hipbreak.core.doctor import Finding
from hipbreak.core.errors import Unavailable, UserError
from hipbreak.core.settings import Settings
from hipbreak.ports import Wire

HEAR_S = 0.7
"""How long the buses may take to answer (ours); a wire that is well answers in some ms."""
LOOK_S = 0.1
"""How long what was asked of the services behind them may take (ours)."""
CHILD_S = 1.8
Found = tuple[Finding, ...]
Seen = dict[str, Any]
"""The status of the resident as decoded JSON; empty when none runs."""


def probes() -> tuple[Found, list[tuple[str, Callable[[], Found]]]]:
    """What is known at once, and what has to be looked at, by name."""
    from hipbreak.adapters.settings_file import load

    paths = Paths.from_env()
    first, seen = _running(paths)
    settings, problems = load(paths.settings)
    remedy = f"Mend {paths.settings}; `hipbreak settings` shows what counts until then."
    written = doctor.problems("settings", problems, "all of them can be read", remedy)
    looks: dict[str, Callable[[], Found]] = {
        "tray": partial(_tray, seen, settings),
        "idle": partial(_idle, seen, settings),
        "lock": partial(_desktop, seen),
        "notifications": _notifications,
        "fonts": _fonts,
        "journal": partial(_journal, paths),
        "routines": partial(_routines, paths),
        "sound": _sound,
        "speech": _speech,
        "autostart": _autostart,
    }
    return (*first, written), list(looks.items())


def _running(paths: Paths) -> tuple[Found, Seen]:
    from hipbreak.adapters.instance import holder

    try:
        answer = ask("status", timeout_s=1.5)
        seen: Seen = json.loads(answer.data)
    except (NotRunning, ValueError) as error:
        who = holder(paths.lock)
        if who is None:
            return (doctor.limited("running", str(error), "Start it: `hipbreak`."),), {}
        remedy = f"End its process{who} and start it again; look into {paths.log}."
        return (doctor.broken("running", "it runs and does not answer", remedy),), {}
    running = doctor.ok("running", f"hipbreak {seen['version']} runs")
    remedy = f"{paths.log} has the details."
    notices = (doctor.limited("notice", str(one), remedy) for one in seen.get("notices", ()))
    return (running, *notices), seen


def _tray(seen: Seen, settings: Settings) -> Found:
    from hipbreak.adapters.tray.survey import survey

    wanted = settings.word("tray.backend")
    said = seen["tray"] if seen else None
    backend, reason = (said["backend"], said["reason"]) if said else survey(wanted, os.environ)
    shown = os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY")
    desktop = os.environ.get("XDG_CURRENT_DESKTOP", "") if shown or said else None
    return (doctor.tray(backend, reason, wanted, desktop),)


def _idle(seen: Seen, settings: Settings) -> Found:
    from hipbreak.adapters.idle import choose

    wanted = settings.word("idle.source")
    if seen:
        return (doctor.idle(seen["idle"]["source"], seen["idle"]["reason"], wanted),)
    source, reason = choose(wanted, os.environ)
    source.close()
    return (doctor.idle(source.name, reason, wanted),)


def _desktop(seen: Seen) -> Found:
    """Lock signals and whatever makes a break wait; they share the lines to the buses."""
    if heard := seen.get("heard"):
        return (doctor.lock(heard["lock"]), *doctor.probes(list(heard["probes"].items())))
    from hipbreak.adapters import meeting, session
    from hipbreak.adapters.clock import SystemClock

    buses = session.lines(os.environ)
    watch = session.choose(buses, SystemClock(), os.environ)
    probes, wires = meeting.choose(buses, os.environ)
    listened = (*(buses or ()), *wires)
    try:
        _listen(listened, lambda: not watch.troubles())
        for probe in probes:
            probe.look()
        _listen(listened, lambda: False, LOOK_S)
        told = doctor.probes([(probe.name, probe.trouble()) for probe in probes])
        return (doctor.lock(watch.troubles()), *told)
    finally:
        for wire in listened:
            wire.close()


def _listen(wires: Sequence[Wire], well: Callable[[], bool], longest_s: float = HEAR_S) -> None:
    """Until all is well, or for as long as an answer may take."""
    end = time.monotonic() + longest_s
    for wire in wires:
        wire.tick()
    while not well() and (left := end - time.monotonic()) > 0:
        by_fd = {fd: wire for wire in wires if (fd := wire.fileno()) is not None}
        if not by_fd:
            return
        for fd in select.select(list(by_fd), (), (), left)[0]:
            by_fd[fd].drain()


def _notifications() -> Found:
    if sys.platform in ("win32", "darwin"):
        return (doctor.ok("notifications", "the system shows them, without buttons"),)
    from hipbreak.adapters.notify.abilities import abilities

    try:
        return (doctor.notifications(*abilities(os.environ)),)
    except Unavailable as error:
        remedy = (
            "Start hipbreak inside the desktop session, and install a notification daemon there "
            "(Debian: dunst). Cards and the tray do without."
        )
        return (doctor.limited("notifications", error.reason, remedy),)


def _fonts() -> Found:
    """In a process of its own: this one loads no Tk."""
    from hipbreak.adapters.child import own_command

    command = own_command("hipbreak.ui", "_window", "fontcheck")
    try:
        done = subprocess.run(command, capture_output=True, timeout=CHILD_S, check=False)
        seen = json.loads(done.stdout)
    except (subprocess.TimeoutExpired, ValueError):
        remedy = "Install hipbreak again; try `hipbreak now`, which should open a window."
        return (doctor.limited("fonts", "a window does not open in time", remedy),)
    if "system" in seen:
        return (doctor.fonts(seen["system"], seen["bundled"]),)
    if seen["tk"]:
        remedy = "Start it inside a desktop session; in a terminal: `hipbreak play ID --text`."
        return (doctor.limited("fonts", seen["trouble"], remedy),)
    remedy = "Install Tk for this Python (Debian: python3-tk)."
    return (doctor.broken("fonts", seen["trouble"], remedy),)


def _journal(paths: Paths) -> Found:
    from datetime import date

    from hipbreak.adapters.journal.reader import JournalReader
    from hipbreak.adapters.own_data import newest_backup

    try:
        with JournalReader(paths.journal) as reader:
            damage = reader.damage()
    except UserError as error:
        damage = str(error)
    beside = paths.journal.with_name(f"{paths.journal.name}-wal")
    files = [file.stat() for file in (paths.journal, beside) if file.is_file()]
    size, written = sum(f.st_size for f in files), max((f.st_mtime for f in files), default=0.0)
    when = time.strftime("%Y-%m-%d %H:%M", time.localtime(written))
    last = newest_backup(paths)
    age = (date.today() - last).days if last else None
    return (doctor.journal(size, when, damage, str(paths.backups), age),)


def _routines(paths: Paths) -> Found:
    from hipbreak.adapters.shelf import Shelf

    routines, problems = Shelf((data_dir("routines"), paths.routines)).load()
    remedy = f"Mend or remove the file in {paths.routines}; `hipbreak routines check FILE` helps."
    return (doctor.problems("routines", problems, f"{len(routines)} movements", remedy),)


def _sound() -> Found:
    from hipbreak.adapters import sound

    try:
        return (doctor.ok("sound", f"tones would be played by {sound.available()}"),)
    except Unavailable as error:
        remedy = "Install pipewire-bin, pulseaudio-utils or alsa-utils, or do without tones."
        return (doctor.limited("sound", error.reason, remedy),)


def _speech() -> Found:
    from hipbreak.adapters import speech

    try:
        return (doctor.ok("speech", f"cues would be spoken by {speech.available()}"),)
    except Unavailable as error:
        remedy = "Install speech-dispatcher or espeak-ng, or do without spoken cues."
        return (doctor.limited("speech", error.reason, remedy),)


def _autostart() -> Found:
    from hipbreak.adapters.autostart import autostart, command

    here = autostart()
    started = here.state()
    if started is None:
        return (doctor.ok("autostart", "off (`hipbreak autostart on` starts it at each login)"),)
    if started != command():
        remedy = f"`hipbreak autostart on` makes it this one (written in {here.place})."
        words = f"another hipbreak starts at login: {shlex.join(started)}"
        return (doctor.limited("autostart", words, remedy),)
    return (doctor.ok("autostart", f"it starts at each login ({here.place})"),)
