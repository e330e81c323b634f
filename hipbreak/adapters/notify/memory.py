"""Which of our notices stand on the screen, written down so that a crash leaves none behind."""

from __future__ import annotations

import json
import logging
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Standing:
    """A notice that stands: the daemon's number for it, and whether it lasts."""

    number: int
    lasting: bool


class Memory:
    """One small file. Numbers mean something only to the daemon that gave them, so its identity
    stands beside them: the bus's own id and the daemon's name on it."""

    def __init__(self, file: Path) -> None:
        self._file = file

    def exists(self) -> bool:
        return self._file.exists()

    def write(self, daemon: str, standing: Mapping[str, Standing]) -> None:
        """What stands now, by slot; with nothing the file goes."""
        slots = {slot: [one.number, one.lasting] for slot, one in standing.items()}
        try:
            if slots and daemon:
                self._file.write_text(json.dumps({"daemon": daemon, "slots": slots}))
            else:
                self._file.unlink(missing_ok=True)
        except OSError as error:
            log.info("which notifications stand is not remembered: %s", error)

    def read(self, daemon: str) -> dict[str, Standing]:
        """What stood when another of us wrote; nothing when that was another daemon."""
        with suppress(OSError, ValueError, TypeError, KeyError, AttributeError):
            plain = json.loads(self._file.read_text())
            if daemon and plain["daemon"] == daemon:
                return {
                    str(slot): Standing(int(number), bool(lasting))
                    for slot, (number, lasting) in plain["slots"].items()
                }
        return {}
