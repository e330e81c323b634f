"""The settings file: read with care, written so that a person's comments survive."""

from __future__ import annotations

import contextlib
import os
import stat
import time
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from hipbreak.adapters.new_file import put_whole
from hipbreak.core.errors import UserError
from hipbreak.core.settings import Settings, option, parse, parse_value

if TYPE_CHECKING:
    from tomlkit import TOMLDocument

LARGEST = 256 * 1024
"""Bytes; a settings file is a page of text."""


def load(path: Path) -> tuple[Settings, tuple[str, ...]]:
    """The settings and every problem with its key path.

    A missing file means the defaults. A broken one too: it is left as it is, and a copy is put
    beside it once, so that mending it by hand cannot lose anything.
    """
    try:
        return _read(path), ()
    except UserError as error:
        kept = _keep_copy(path)
        note = f"{path.name}: the defaults are used until it is mended"
        return Settings(), (*error.problems, note + (f"; a copy is in {kept}" if kept else ""))


def set_value(path: Path, key: str, text: str) -> None:
    """Write one setting, given as typed on the command line.

    UserError: an unknown key or a bad value (exit 2), a broken file, which is not touched, or one
    that cannot be written.
    """
    plain = option(key).kind.plain(parse_value(key, text))
    _rewrite(path, lambda document: _put(document, key, plain))


def unset_value(path: Path, key: str) -> None:
    """Take one setting out of the file, so that its default holds. UserError as for `set_value`."""
    option(key)
    _rewrite(path, lambda document: _take_out(document, key))


def _rewrite(path: Path, change: Callable[[TOMLDocument], None]) -> None:
    """Change a sound file and nothing else in it. UserError."""
    try:
        _read(path)
    except UserError as error:
        raise UserError((*error.problems, f"mend {path} first; nothing was changed")) from None
    before = _bytes(path).decode("utf-8-sig")
    written = _changed(before, change)
    if written == before:
        return
    try:
        # A file kept elsewhere and linked to from here stays a link.
        put_whole(Path(os.path.realpath(path)), written.encode())
    except OSError as error:
        raise UserError(f"cannot write {path}: {error.strerror or error}") from None


def _read(path: Path) -> Settings:
    raw = _bytes(path)
    if not raw:
        return Settings()
    import tomllib

    try:
        tree = tomllib.loads(raw.decode("utf-8-sig"))
    except UnicodeDecodeError as error:
        line = raw.count(b"\n", 0, error.start) + 1
        raise UserError(f"{path.name}: not UTF-8 text (at line {line})") from None
    except (tomllib.TOMLDecodeError, RecursionError) as error:
        raise UserError(f"{path.name}: not TOML: {error}") from None
    return parse(tree)


def _bytes(path: Path) -> bytes:
    """What is in the file; nothing when there is none. UserError when it is no readable file."""
    try:
        # Not to be held up by a pipe that somebody put there.
        fd = os.open(path, os.O_RDONLY | getattr(os, "O_NONBLOCK", 0))
        with os.fdopen(fd, "rb") as file:
            if not stat.S_ISREG(os.fstat(fd).st_mode):
                raise UserError(f"{path.name}: not a file")
            raw = file.read(LARGEST + 1)
    except FileNotFoundError:
        return b""
    except OSError as error:
        raise UserError(f"{path.name}: cannot be read: {error.strerror or error}") from None
    if len(raw) > LARGEST:
        raise UserError(f"{path.name}: larger than {LARGEST // 1024} kB")
    return raw


def _keep_copy(path: Path) -> str:
    """The name of a copy of the broken file, made unless one like it is there; empty: none."""
    with contextlib.suppress(OSError, UserError):
        raw = _bytes(path)
        for old in path.parent.glob(f"{path.name}.broken-*"):
            if old.stat().st_size == len(raw) and old.read_bytes() == raw:
                return old.name
        copy = path.with_name(f"{path.name}.broken-{time.strftime('%Y%m%d-%H%M%S')}")
        put_whole(copy, raw)
        return copy.name
    return ""


def _changed(text: str, change: Callable[[TOMLDocument], None]) -> str:
    """The file's text with this one change."""
    import tomlkit  # here alone: 3 MB that the resident need not carry

    document = tomlkit.parse(text)
    change(document)
    written = tomlkit.dumps(document)
    parse(tomlkit.parse(written))
    return written


def _put(document: TOMLDocument, key: str, plain: object) -> None:
    import tomlkit

    table, _, name = key.partition(".")
    if table not in document:
        if document.as_string().strip():
            document.add(tomlkit.nl())
        document.add(table, tomlkit.table())
    document[table][name] = plain


def _take_out(document: TOMLDocument, key: str) -> None:
    table, _, name = key.partition(".")
    if table in document and name in document[table]:
        del document[table][name]
