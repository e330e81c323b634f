"""GNOME's do-not-disturb: the key show-banners in dconf's database, read from its file.

Not by `gsettings`, a process of 20 ms and 5 MB for one bit; portals do not tell it. dconf says on
the session bus when the key has changed. The file is GVDB: a header, then a table whose rows of 24
bytes name a piece of the key, the row it hangs on, and where the value lies.
"""

from __future__ import annotations

import struct
from collections.abc import Mapping
from pathlib import Path

from jeepney import MatchRule, Message

from hipbreak.adapters.session.line import Line
from hipbreak.core.holds import Reason

FOLDER = "/org/gnome/desktop/notifications/"
KEY = f"{FOLDER}show-banners"
WRITER = "ca.desrt.dconf.Writer"
MAGIC = b"GVariant"
ROW = struct.Struct("<IIIHBxII")
FALSE = b"\0\0b"
"""A variant that holds the boolean false."""
NO_ROW = 0xFFFFFFFF


class GnomeBanners:
    """`ports.MeetingProbe` on the session's line."""

    name = "do not disturb (GNOME)"
    reason = Reason.DO_NOT_DISTURB

    def __init__(self, line: Line, environ: Mapping[str, str]) -> None:
        self._line = line
        config = environ.get("XDG_CONFIG_HOME") or f"{environ.get('HOME', '')}/.config"
        self._file = Path(config) / "dconf" / "user"
        self._seen: str | None = None
        line.add(self)

    def look(self) -> None:
        self._seen = "" if _value(self._file, KEY) == FALSE else None

    def seen(self) -> str | None:
        return self._seen

    def trouble(self) -> str:
        return ""

    def begin(self) -> None:
        rule = MatchRule(type="signal", interface=WRITER, member="Notify")
        rule.add_arg_condition(0, FOLDER, "path")
        self._line.listen((rule,))

    def heard(self, member: str, signal: Message) -> None:
        if member == "Notify" and str(signal.body[0]).startswith(FOLDER):
            self.look()

    def lost(self) -> None:
        """The file is there without the bus."""


def _value(file: Path, key: str) -> bytes | None:
    """The raw value of a key; None when it was never set or the file is none of dconf's."""
    try:
        raw = file.read_bytes()
        if raw[:8] != MAGIC:
            return None
        return next((v for name, v in _rows(raw) if name == key), None)
    except (OSError, struct.error, IndexError, UnicodeDecodeError, RecursionError):
        return None


def _rows(raw: bytes) -> list[tuple[str, bytes]]:
    """Whole key and value of every row of the root table."""
    start, end = struct.unpack_from("<II", raw, 16)
    blooms, buckets = struct.unpack_from("<II", raw, start)
    first = start + 8 + 4 * (blooms & 0x07FFFFFF) + 4 * buckets
    rows = list(ROW.iter_unpack(raw[first : end - (end - first) % ROW.size]))

    def name(at: int) -> str:
        _, parent, where, size, *_ = rows[at]
        piece = raw[where : where + size].decode()
        return piece if parent == NO_ROW else name(parent) + piece

    return [(name(at), raw[row[5] : row[6]]) for at, row in enumerate(rows)]
