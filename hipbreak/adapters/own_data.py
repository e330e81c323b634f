"""What people do with their data as a whole: export, import, back up, erase, find it.

Plain functions for the command line and for a settings page. Each does its whole work and then
returns, which may take seconds: a window calls it beside its loop. Each raises UserError, or
HipbreakError when the resident refuses, with nothing changed.
"""

from __future__ import annotations

import os
import sys
from contextlib import suppress
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from hipbreak.adapters.control_client import NotRunning, ask_plain
from hipbreak.adapters.decision_file import files
from hipbreak.adapters.journal import backups as copies_of
from hipbreak.adapters.journal import erasing, exporting
from hipbreak.adapters.journal.incoming import Tell, silent, staged
from hipbreak.adapters.journal.writing import add_to, ready
from hipbreak.adapters.paths import Paths
from hipbreak.core.errors import HipbreakError, UserError

PATIENCE_S = 5.0


@dataclass(frozen=True, slots=True)
class Imported:
    added: int
    known: int
    doubtful: tuple[tuple[str, str, str], ...]
    """Facts whose uid stood for something else here: table, that uid, the new one of theirs."""


@dataclass(frozen=True, slots=True)
class Erased:
    facts: int
    copies: int
    """Backups and other copies of the journal that were removed."""
    clean: bool
    """No trace is left in the journal's files; False while a window still reads them."""


def default_name(today: date) -> str:
    return f"hipbreak-export-{today.isoformat()}.zip"


def export_data(
    paths: Paths, target: Path, since: date | None = None, until: date | None = None
) -> int:
    """Write everything into a zip; how many facts are in it."""
    return exporting.export(paths.journal, target, paths.settings, since, until)


def import_data(paths: Paths, source: Path, tell: Tell = silent) -> Imported:
    """Take in another machine's journal or an export, after a backup of our own.

    `tell` hears what is being done: ten years take some seconds.
    """
    with staged(source, tell) as stage:
        paths.ensure()
        with ready(paths.journal, paths.lock) as beside:
            tell("Keeping a copy of the journal as it is")
            copies_of.before_import(paths.journal, paths.backups)
            merged = add_to(paths.journal, stage, tell)
    if beside and merged.fresh:
        _tell(paths, "changed")
    return Imported(merged.fresh, merged.known, tuple(merged.doubtful))


def back_up_data(paths: Paths, folder: Path | None = None) -> Path:
    """A checked copy of the journal, by default among the daily ones; its name."""
    where = paths.backups if folder is None else folder
    return copies_of.back_up(paths.journal, where)


def newest_backup(paths: Paths) -> date | None:
    """The day of the newest copy; None: there is none."""
    found = copies_of.backups(paths.backups)
    return found[0][0] if found else None


def erase_data(paths: Paths, before: date | None = None) -> Erased:
    """Take everything out, or what began before a local day: journal, backups, log, reports.

    The copies go first: what is gone from the journal must not come back from them.
    """
    if before is not None and before > date.today():
        raise UserError(f"{before} is still to come", exit_code=2)
    if not paths.journal.exists():
        return Erased(0, _clear_copies(paths), clean=True)
    with ready(paths.journal, paths.lock) as beside:
        if beside and before is None:
            _tell(paths, "forget", must=True)
        removed = _clear_copies(paths)
        whole = before is None and not beside
        count, clean = erasing.erase_facts(paths.journal, before, state=whole)
        removed += _clear_copies(paths)  # one may have been in the making
        if before is not None:
            copies_of.back_up(paths.journal, paths.backups)
    if beside:
        _tell(paths, "changed")
    return Erased(count, removed, clean)


def _clear_copies(paths: Paths) -> int:
    """Copies are removed, the log is emptied; decisions and reports that nobody fetched go."""
    removed = erasing.shred(erasing.copies(paths.journal, paths.backups))
    erasing.shred((*paths.outbox.glob("*.json"), *paths.outbox.glob("*.bad")))
    erasing.shred([paths.log.with_suffix(".old"), *files(paths.decisions)])
    with suppress(OSError):
        os.truncate(paths.log, 0)
    return removed


def open_folder(folder: Path) -> None:
    """Show a folder in the desktop's file manager. UserError: nothing here can."""
    import subprocess

    if sys.platform == "win32":
        os.startfile(folder)
        return
    opener = "open" if sys.platform == "darwin" else "xdg-open"
    try:
        done = subprocess.run(
            [opener, str(folder)],
            stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
            timeout=20, start_new_session=True,
        )  # fmt: skip
    except FileNotFoundError:
        raise UserError(f"nothing here opens folders ({opener} is missing)") from None
    except subprocess.TimeoutExpired:
        return  # some file managers stay with their opener
    if done.returncode:
        raise UserError(f"{opener} could not open {folder}")


def _tell(paths: Paths, verb: str, *, must: bool = False) -> None:
    """Say it to the resident; `must`: HipbreakError when it does not agree."""
    try:
        answer = ask_plain(paths.socket, verb, (), PATIENCE_S)
    except NotRunning:
        if must:
            raise HipbreakError(
                "hipbreak runs and does not answer; end it first (`hipbreak quit`)"
            ) from None
        return
    if must and not answer.ok:
        raise HipbreakError(answer.text)
