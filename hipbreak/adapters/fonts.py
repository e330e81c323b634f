"""A typeface used without being installed: known to this process only, gone with it."""

from __future__ import annotations

import ctypes
import sys
from pathlib import Path


def register(folder: Path) -> bool:
    """Make the fonts in this folder known to this process, before any window. False: it cannot be
    done."""
    try:
        if sys.platform == "win32":
            return _windows(_files(folder))
        if sys.platform == "darwin":
            return _macos(_files(folder))
        return _fontconfig(folder)
    except (OSError, AttributeError):
        return False


def _files(folder: Path) -> list[Path]:
    return sorted(folder.glob("*.otf"))


def _fontconfig(folder: Path) -> bool:
    """Xft asks fontconfig, which keeps a list of an application's own fonts.

    The folder, not its files: what is in it fontconfig remembers, as it does of the system's
    folders, and need not open four fonts for each window, which takes 10 ms.
    """
    library = ctypes.CDLL("libfontconfig.so.1")
    library.FcConfigAppFontAddDir.argtypes = (ctypes.c_void_p, ctypes.c_char_p)
    library.FcConfigAppFontAddDir.restype = ctypes.c_int
    return bool(library.FcConfigAppFontAddDir(None, bytes(folder)))


def _windows(files: list[Path]) -> bool:
    private = 0x10
    gdi = ctypes.CDLL("gdi32")
    done = [gdi.AddFontResourceExW(ctypes.c_wchar_p(str(f)), private, 0) for f in files]
    return bool(done) and all(done)


def _macos(files: list[Path]) -> bool:
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
    return bool(done) and all(done)
