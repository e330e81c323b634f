"""Where everything lies. The only importer of appdirs, and only when HIPBREAK_HOME is unset."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from hipbreak.core.errors import UserError

NAME = "hipbreak"


@dataclass(frozen=True, slots=True)
class Paths:
    """Files and folders of one person's hipbreak."""

    settings: Path
    journal: Path
    socket: Path
    lock: Path
    log: Path
    routines: Path
    """The person's own routine files."""
    outbox: Path
    """Reports of players that outlived the resident."""
    backups: Path
    decisions: Path
    """What was decided lately, and why."""

    @classmethod
    def from_env(cls, environ: Mapping[str, str] = os.environ) -> Paths:
        """All under HIPBREAK_HOME when that is set, otherwise the system's usual places."""
        home = environ.get("HIPBREAK_HOME", "")
        if home:
            root = Path(home).expanduser().absolute()
            return cls._at(config=root, data=root, log=root, runtime=root)
        import appdirs

        data = Path(appdirs.user_data_dir(NAME, appauthor=False))
        return cls._at(
            config=Path(appdirs.user_config_dir(NAME, appauthor=False)),
            data=data,
            log=Path(appdirs.user_log_dir(NAME, appauthor=False)),
            runtime=_runtime_dir(environ) or data,
        )

    @classmethod
    def _at(cls, *, config: Path, data: Path, log: Path, runtime: Path) -> Paths:
        return cls(
            settings=config / "settings.toml",
            journal=data / "journal.sqlite3",
            socket=runtime / "control.sock",
            # Beside the journal, which is what it guards: one journal, one resident, even when
            # the second is started from a session without a runtime folder.
            lock=data / "lock",
            log=log / "hipbreak.log",
            routines=data / "routines",
            outbox=data / "outbox",
            backups=data / "backups",
            decisions=data / "decisions.jsonl",
        )

    @property
    def first_start(self) -> Path:
        """There while the pages of the first start were neither gone through nor skipped."""
        return self.journal.with_name("first-start")

    def folders(self) -> Iterator[Path]:
        """Every folder that must exist and be writable."""
        files = (self.settings, self.journal, self.socket, self.lock, self.log)
        yield from dict.fromkeys(file.parent for file in files)
        yield from (self.routines, self.outbox, self.backups)

    def ensure(self) -> None:
        """Make the folders, ours only to read (0700). UserError: which one cannot be, and why."""
        for folder in self.folders():
            _make(folder)


def _make(folder: Path) -> None:
    try:
        folder.parent.mkdir(parents=True, exist_ok=True)
        folder.mkdir(mode=0o700, exist_ok=True)
    except OSError as error:
        raise UserError(_sorry(folder, error.strerror or "it cannot be made")) from None
    if not os.access(folder, os.W_OK | os.X_OK):
        raise UserError(_sorry(folder, "the folder is not writable"))


def _sorry(folder: Path, why: str) -> str:
    return f"cannot write to {folder}: {why}; set HIPBREAK_HOME to a folder of your own"


def _runtime_dir(environ: Mapping[str, str]) -> Path | None:
    """The session's short-lived folder; found by user id when the variable is not set."""
    if sys.platform == "win32":
        return None
    wanted = environ.get("XDG_RUNTIME_DIR", "")
    folder = Path(wanted or f"/run/user/{os.getuid()}")
    return folder / NAME if folder.is_absolute() and os.access(folder, os.W_OK) else None


def data_dir(name: str) -> Path:
    """The folder `icons` or `routines` in a frozen build, a wheel or a source tree."""
    package = Path(__file__).parents[1]
    frozen = getattr(sys, "_MEIPASS", None)
    places = [Path(frozen) / NAME / "data"] if frozen else []
    places += [package / "data", package.parent]
    for place in places:
        if (place / name).is_dir():
            return place / name
    raise UserError(f"this installation of hipbreak lacks its folder {name!r}; install it again")
