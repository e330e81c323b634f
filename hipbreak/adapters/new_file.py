"""A file that a person asked for: whole or not at all, for their eyes only."""

from __future__ import annotations

import os
from pathlib import Path

from hipbreak.core.errors import UserError


def write_file(path: Path, content: bytes, *, replace: bool = False) -> None:
    """Put `content` at `path`, readable by its owner only (0600).

    UserError, with nothing changed: a file is there already and `replace` was not said, what is
    there is no file, or it cannot be written.
    """
    try:
        if path.exists() and not path.is_file():
            raise UserError(f"cannot write {path}: it is no file")
        if path.exists() and not replace:
            raise UserError(f"{path} exists already; choose another name, or add --force")
        put_whole(Path(os.path.realpath(path)), content)
    except OSError as error:
        raise UserError(f"cannot write {path}: {error.strerror}") from None


def put_whole(path: Path, content: bytes) -> None:
    """These bytes at `path`, wholly or not at all, for the owner only. OSError."""
    import tempfile  # here: the resident only reads

    fd, draft = tempfile.mkstemp(prefix=".hipbreak-", dir=path.parent)  # 0600
    try:
        with os.fdopen(fd, "wb") as file:
            file.write(content)
            file.flush()
            os.fsync(fd)
        Path(draft).replace(path)
    except BaseException:
        Path(draft).unlink(missing_ok=True)
        raise
