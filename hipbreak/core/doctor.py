"""What works here and what does not: findings as values, and their words.

Nothing is looked at here. What was seen comes in, a finding with its remedy goes out.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum


class Health(StrEnum):
    """How well one thing works."""

    OK = "ok"
    LIMITED = "limited"
    """hipbreak goes on without it, or with less."""
    BROKEN = "broken"
    """Something to mend."""


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that was looked at. What is not ok has a remedy."""

    what: str
    state: Health
    sentence: str
    remedy: str = ""

    def __post_init__(self) -> None:
        if self.state is not Health.OK and not self.remedy:
            raise ValueError(f"{self.what}: what is not ok needs a remedy")


def ok(what: str, sentence: str) -> Finding:
    return Finding(what, Health.OK, _sentence(sentence))


def limited(what: str, sentence: str, remedy: str) -> Finding:
    return Finding(what, Health.LIMITED, _sentence(sentence), remedy)


def broken(what: str, sentence: str, remedy: str) -> Finding:
    return Finding(what, Health.BROKEN, _sentence(sentence), remedy)


def sound(findings: Sequence[Finding]) -> bool:
    """Whether nothing has to be mended."""
    return all(finding.state is not Health.BROKEN for finding in findings)


def tray(backend: str, reason: str, wanted: str, desktop: str | None) -> Finding:
    """`desktop` is what XDG_CURRENT_DESKTOP says, None without a display; GNOME has no tray of
    its own."""
    if backend != "none":
        return ok("tray", f"the icon has its place ({backend}: {reason})")
    if wanted == "none":
        return ok("tray", "switched off in the settings (`hipbreak set tray.backend auto`)")
    if desktop is None:
        return limited("tray", reason, "Start hipbreak inside the desktop session.")
    if "gnome" in desktop.lower():
        remedy = "Install and switch on the GNOME extension “AppIndicator and KStatusNotifierItem”."
    else:
        remedy = "Add a tray (“status icons”, “notification area”) to the panel."
    return limited("tray", reason, f"{remedy} Until then the command `hipbreak` opens the window.")


def idle(source: str, reason: str, wanted: str) -> Finding:
    if source != "unknown":
        return ok("idle", reason)
    if wanted == "none":
        return ok("idle", "switched off in the settings (`hipbreak set idle.source auto`)")
    remedy = (
        "Start hipbreak inside the desktop session, and leave idle.source at auto. Until then you "
        "count as present; pause by hand: `hipbreak pause 1h`."
    )
    return limited("idle", reason, remedy)


def lock(troubles: Sequence[str]) -> Finding:
    if not troubles:
        return ok("lock", "the lock of the screen and sleep are heard of")
    remedy = (
        "Start hipbreak inside the desktop session, where D-Bus and logind can be reached. "
        "Missing input tells of absences in any case."
    )
    return limited("lock", "; ".join(troubles), remedy)


BY_HAND = "Say it by hand: `hipbreak meeting 1h`."
REMEDIES = {
    "microphone": "Calls are known where PulseAudio or PipeWire (pipewire-pulse) runs.",
    "camera": "Let your user read /dev.",
    "fullscreen": "",
    "screen share": "Only the hints in calls ask for it: leave `hints.call` off if you share it.",
    "do not disturb": "Dunst and the desktops GNOME, KDE and Xfce tell it.",
    "films": "Start hipbreak inside the desktop session. By hand: `hipbreak reading 1h`.",
}
KNOWN = {
    "microphone": "a call is known by its microphone from beginning to end",
    "camera": "it is known when a program uses one",
    "fullscreen": "it is known when a window fills the screen",
    "do not disturb": "it is known when it is on",
    "films": "it is known when one plays, so that watching counts as sitting",
    "screen share": "it is known when the screen is shared",
}
NOT_BY_HAND = ("films", "screen share")
GROUPS = {
    "do not disturb (GNOME)": "do not disturb",
    "players": "films",
    "desktop inhibitors": "films",
    "logind inhibitors": "films",
}
"""Several ways to know the same thing, by the names of the probes; one that works is enough."""


def probes(seen: Sequence[tuple[str, str]]) -> tuple[Finding, ...]:
    """What makes a break wait, from each probe's name and trouble (empty: none)."""
    whats = dict.fromkeys(GROUPS.get(name, name) for name, _ in seen)
    return tuple(
        _heard(what, [pair for pair in seen if GROUPS.get(pair[0], pair[0]) == what])
        for what in whats
    )


def _heard(what: str, ways: Sequence[tuple[str, str]]) -> Finding:
    troubles = tuple(dict.fromkeys(trouble for _, trouble in ways if trouble))
    if any(not trouble for _, trouble in ways):
        but = f" ({'; '.join(f'{name}: {why}' for name, why in ways if why)})" if troubles else ""
        return ok(what, f"{KNOWN.get(what, 'it is known')}{but}")
    remedy = REMEDIES.get(what, "Start hipbreak inside the desktop session.")
    by_hand = "" if what in NOT_BY_HAND else BY_HAND
    return limited(what, "; ".join(troubles), f"{remedy} {by_hand}".strip())


def notifications(server: str, abilities: Sequence[str]) -> Finding:
    """Buttons are no fault to lack: every notification says what the card and the tray say."""
    buttons = "with buttons" if "actions" in abilities else "without buttons"
    return ok("notifications", f"{server or 'the desktop'} shows them, {buttons}")


def fonts(system: str, bundled: bool) -> Finding:
    """`system` is what Tk draws letters with: xft, or on X11 without it x11."""
    if system == "x11":
        remedy = "Use a Python whose Tk has Xft, such as the system's (Debian: python3-tk)."
        return limited("fonts", "Tk was built without Xft: letters have rough edges", remedy)
    if not bundled:
        remedy = "Install hipbreak again (its fonts are missing), or install fontconfig."
        return limited("fonts", f"Tk draws with {system}, in another typeface than ours", remedy)
    return ok("fonts", f"Tk draws with {system}, in our own typeface")


STALE_DAYS = 8
"""A backup older than this is told (ours: a week's holiday is none)."""


def journal(
    size: int, last_write: str, damage: str, backups: str, backup_age: int | None
) -> Finding:
    """`size` in bytes; `last_write` is a local time for people; `damage`: empty for none;
    `backup_age`: days since the newest backup, None without one."""
    if damage:
        remedy = (
            "`hipbreak quit`, then `hipbreak`: a damaged journal is moved aside, never deleted, "
            f"and comes back from the newest backup in {backups}."
        )
        return broken("journal", damage, remedy)
    if not size:
        return ok("journal", "nothing was written yet")
    words = f"sound, {max(1, size // 1024)} kB, last written {last_write}, {_copied(backup_age)}"
    if backup_age is not None and backup_age >= STALE_DAYS:
        return limited("journal", words, "`hipbreak backup` makes one now; the log says more.")
    return ok("journal", words)


def _copied(age: int | None) -> str:
    if age is None:
        return "no backup yet (one is made each day)"
    return "last backup today" if age <= 0 else f"days since the last backup: {age}"


def problems(what: str, found: Sequence[str], fine: str, remedy: str) -> Finding:
    """Files of the person's own: their mistakes are to be mended."""
    return broken(what, "; ".join(found), remedy) if found else ok(what, fine)


def _sentence(words: str) -> str:
    """A capital and a full stop; our own name and names with odd signs stay as they are."""
    text = " ".join(words.split()).rstrip(".")
    first, space, rest = text.partition(" ")
    plain = first.isalpha() and first.islower() and first != "hipbreak"
    return f"{first.capitalize() if plain else first}{space}{rest}."
