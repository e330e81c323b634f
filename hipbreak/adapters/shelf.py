"""Routine files on disk: ours, and the person's, which add to ours or replace them.

Nothing is kept: a routine is read when it is asked for, so that a process that lives for days
holds none.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

from hipbreak.core.errors import UserError
from hipbreak.core.routine import Routine
from hipbreak.core.routine_file import FILE_BYTES, parse_routine

MOST_FILES = 200
SUFFIX = ".toml"


def read_routine(path: Path) -> Routine:
    """The routine in one file. UserError: all its problems, each with the file's name."""
    return parse_file(path.name, read_bytes(path))


def read_bytes(path: Path) -> bytes:
    """What is in a routine file. UserError, with the file's name: it is none, or too large."""
    if not path.name.endswith(SUFFIX):
        raise UserError(f"{path.name}: a routine file's name ends in {SUFFIX}")
    if path.exists() and not path.is_file():
        raise UserError(f"{path.name}: not a file")
    try:
        with path.open("rb") as file:
            content = file.read(FILE_BYTES + 1)
    except OSError as error:
        raise UserError(f"{path.name}: cannot be read: {error.strerror}") from None
    if len(content) > FILE_BYTES:
        raise UserError(f"{path.name}: larger than {FILE_BYTES // 1024} kB")
    return content


def parse_file(name: str, content: bytes) -> Routine:
    """The routine that a file called `name` holds. UserError as for `read_routine`."""
    try:
        return parse_routine(toml_tree(content), name.removesuffix(SUFFIX))
    except UserError as error:
        raise UserError([f"{name}: {problem}" for problem in error.problems]) from None


def toml_tree(content: bytes) -> dict[str, object]:
    """A file's tree. UserError with one problem when it is no TOML."""
    import tomllib  # here: a resident that reads no file does not carry it

    try:
        return tomllib.loads(content.decode("utf-8-sig"))
    except UnicodeDecodeError as error:
        line = content.count(b"\n", 0, error.start) + 1
        raise UserError(f"not UTF-8 text (at line {line})") from None
    except tomllib.TOMLDecodeError as error:
        raise UserError(f"not TOML: {error}") from None
    except RecursionError:
        raise UserError("nested too deep") from None


class Shelf:
    """The routine files of several folders; a later folder overrides an earlier one by id."""

    def __init__(self, folders: Sequence[Path]) -> None:
        self._folders = tuple(folders)

    def ids(self) -> tuple[str, ...]:
        """The ids of all files, in order; reads none of them."""
        return tuple(sorted({path.stem for paths in self._files()[0] for path in paths}))

    def get(self, routine_id: str) -> Routine:
        """One routine, read now: the person's file if it is sound, else ours. UserError."""
        problems: tuple[str, ...] = ()
        for paths in reversed(self._files()[0]):
            for path in paths:
                if path.stem == routine_id:
                    try:
                        return read_routine(path)
                    except UserError as error:
                        problems += error.problems
        if problems:
            raise UserError(problems)
        known = ", ".join(self.ids())
        raise UserError(f'no routine "{routine_id}"; there are: {known}', exit_code=2)

    def text(self, routine_id: str) -> str | None:
        """The text of the file that holds this routine; None when there is none."""
        for paths in reversed(self._files()[0]):
            for path in paths:
                if path.stem == routine_id:
                    return read_bytes(path).decode("utf-8-sig", errors="replace")
        return None

    def load(self) -> tuple[dict[str, Routine], tuple[str, ...]]:
        """All sound routines by id, and the problems of the files that were passed over."""
        routines: dict[str, Routine] = {}
        folders, problems = self._files()
        for paths in folders:
            for path in paths:
                try:
                    routines[path.stem] = read_routine(path)
                except UserError as error:
                    problems.extend(error.problems)
        return dict(sorted(routines.items())), tuple(problems)

    def _files(self) -> tuple[list[list[Path]], list[str]]:
        """The files of each folder, and what is wrong with the folders themselves."""
        found: list[list[Path]] = []
        problems: list[str] = []
        for folder in self._folders:
            try:
                paths = sorted(path for path in folder.iterdir() if path.suffix == SUFFIX)
            except FileNotFoundError:
                paths = []
            except OSError as error:
                problems.append(f"{folder}: cannot be read: {error.strerror}")
                continue
            if len(paths) > MOST_FILES:
                problems.append(f"{folder}: {len(paths)} files; only {MOST_FILES} are read")
            found.append(paths[:MOST_FILES])
        return found, problems


class AsNeeded(Mapping[str, Routine]):
    """The sound routines of a shelf by id, each read when it is first asked for."""

    def __init__(self, shelf: Shelf) -> None:
        self._shelf = shelf
        self._read: dict[str, Routine] = {}

    def __getitem__(self, routine_id: str) -> Routine:
        if routine_id not in self._read:
            try:
                self._read[routine_id] = self._shelf.get(routine_id)
            except UserError:
                raise KeyError(routine_id) from None
        return self._read[routine_id]

    def __iter__(self) -> Iterator[str]:
        return (routine_id for routine_id in self._shelf.ids() if routine_id in self)

    def __len__(self) -> int:
        return sum(1 for _ in self)
