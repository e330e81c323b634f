"""A typeface used without being installed: known to this process only, gone with it."""

from __future__ import annotations

import ctypes
import ctypes.util
import sys
from collections.abc import Sequence
from pathlib import Path


def register(files: Sequence[Path]) -> bool:
    """Make these font files known to this process, before any window. False: it cannot be done."""
    if not files:
        return False
    try:
        if sys.platform == "win32":
            return _windows(files)
        if sys.platform == "darwin":
            return _macos(files)
        return _fontconfig(files)
    except (OSError, AttributeError):
        return False


def _fontconfig(files: Sequence[Path]) -> bool:
    """Xft asks fontconfig, which keeps a list of an application's own fonts."""
    library = ctypes.CDLL("libfontconfig.so.1")
    library.FcConfigAppFontAddFile.argtypes = (ctypes.c_void_p, ctypes.c_char_p)
    library.FcConfigAppFontAddFile.restype = ctypes.c_int
    return all(library.FcConfigAppFontAddFile(None, bytes(file)) for file in files)


def _windows(files: Sequence[Path]) -> bool:
    private = 0x10
    gdi = ctypes.CDLL("gdi32")
    return all(gdi.AddFontResourceExW(ctypes.c_wchar_p(str(f)), private, 0) for f in files)


def _macos(files: Sequence[Path]) -> bool:
    frameworks = "/System/Library/Frameworks/{0}.framework/{0}"
    core = ctypes.CDLL(frameworks.format("CoreFoundation"))
    text = ctypes.CDLL(frameworks.format("CoreText"))
    core.CFURLCreateFromFileSystemRepresentation.restype = ctypes.c_void_p
    pointer = ctypes.c_void_p
    text.CTFontManagerRegisterFontsForURL.argtypes = (pointer, ctypes.c_int, pointer)
    process_only = 1
    done = []
    for file in files:
        path = bytes(file)
        url = core.CFURLCreateFromFileSystemRepresentation(
            None, ctypes.c_char_p(path), ctypes.c_long(len(path)), ctypes.c_bool(False)
        )
        done.append(bool(text.CTFontManagerRegisterFontsForURL(url, process_only, None)))
    return all(done)
