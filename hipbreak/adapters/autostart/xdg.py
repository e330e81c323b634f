"""Autostart on Linux desktops: a desktop entry in the person's autostart folder."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from pathlib import Path

from hipbreak.adapters.autostart.files import read, remove, write
from hipbreak.core.errors import UserError

FILE = "hipbreak.desktop"
GROUP = "[Desktop Entry]"
ENTRY = """\
[Desktop Entry]
Type=Application
Name=hipbreak
Comment=Offers one small hip movement an hour
Exec={command}
Terminal=false
StartupNotify=false
X-GNOME-Autostart-enabled=true
X-KDE-autostart-after=panel
"""
OFF = """\
[Desktop Entry]
Type=Application
Name=hipbreak
Hidden=true
"""
"""For when the system starts hipbreak for everybody."""
_SPECIAL = re.compile(r'(["`$\\])')
_WORD = re.compile(r'"((?:[^"\\]|\\.)*)"|(\S+)')


class XdgAutostart:
    """`Autostart` by the desktop's folders: the person's own comes before those of the system."""

    def __init__(self, folder: Path, system: Sequence[Path] = ()) -> None:
        self._file = folder / FILE
        self._system = [place / FILE for place in system]

    @classmethod
    def from_env(cls, environ: Mapping[str, str], home: Path) -> XdgAutostart:
        own = Path(environ.get("XDG_CONFIG_HOME", ""))
        config = own if own.is_absolute() else home / ".config"
        places = (environ.get("XDG_CONFIG_DIRS") or "/etc/xdg").split(":")
        system = [Path(place) / "autostart" for place in places if place.startswith("/")]
        return cls(config / "autostart", system)

    @property
    def place(self) -> str:
        return str(self._file)

    def enable(self, command: Sequence[str]) -> None:
        line = " ".join(_quoted(word) for word in command)
        write(self._file, ENTRY.format(command=line).encode())

    def disable(self) -> None:
        if any(file.exists() for file in self._system):
            write(self._file, OFF.encode())
        else:
            remove(self._file)

    def state(self) -> tuple[str, ...] | None:
        for file in (self._file, *self._system):
            content = read(file)
            if content is not None:
                return _started(_values(content.decode(errors="replace")))
        return None


def _started(entry: Mapping[str, str]) -> tuple[str, ...] | None:
    off = entry.get("Hidden") == "true" or entry.get("X-GNOME-Autostart-enabled") == "false"
    return None if off else (_words(entry.get("Exec", "")) or None)


def _values(text: str) -> dict[str, str]:
    """The keys of the first group."""
    _, _, after = text.partition(GROUP)
    lines = after.partition("\n[")[0].splitlines()
    pairs = (line.partition("=") for line in lines if "=" in line)
    return {key.strip(): value.strip() for key, _, value in pairs}


def _quoted(word: str) -> str:
    """One word of a command, quoted twice: for the command and for the file."""
    if not word.isprintable():
        raise UserError(f"a login cannot start this: {word!r}")
    quoted = _SPECIAL.sub(r"\\\1", word).replace("%", "%%")
    return '"' + quoted.replace("\\", "\\\\") + '"'


def _words(line: str) -> tuple[str, ...]:
    plain = line.replace("\\\\", "\\")
    words = (match[2] or re.sub(r"\\(.)", r"\1", match[1]) for match in _WORD.finditer(plain))
    return tuple(word.replace("%%", "%") for word in words)
