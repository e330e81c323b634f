"""A window's very first part: a hidden root with our font, made while the rest is still loaded.

Tk takes 30 ms to get ready, in which Python has nothing to do; nearly as long our own modules take,
and those of Pillow. So a thread loads them meanwhile. All of Tk stays in the main thread.
"""

from __future__ import annotations

import ctypes
import sys
import tkinter as tk
from contextlib import nullcontext, suppress
from importlib import import_module
from pathlib import Path
from threading import Thread
from tkinter import font

from hipbreak.adapters.fonts import register
from hipbreak.adapters.no_typing import no_typing
from hipbreak.ui.look.faces import FAMILY

FONTS = Path(__file__).parent / "fonts"

Begun = tuple[tk.Tk, bool]
"""A hidden root, and whether our font is there."""


def begin(module: str = __name__, *, writing: bool = False) -> Begun:
    """All that can be done before it is known what to show and how; `writing`: there are fields to
    write in. The module is loaded meanwhile; what is wrong with it is told at its use."""
    loading = Thread(target=import_module, args=(module,), daemon=True)
    loading.start()
    _aware_of_dpi()
    registered = register(FONTS)
    with nullcontext() if writing else no_typing():
        root = tk.Tk(className="Hipbreak", useTk=False)
        _load_tk(root)
    root.withdraw()
    known = registered and font.Font(root, family=FAMILY, size=-20).actual("family") == FAMILY
    loading.join()
    return root, known


def _load_tk(root: tk.Tk) -> None:
    """As `loadtk`, which goes on from here, but other threads may run meanwhile."""
    with suppress(AttributeError, OSError):  # a Tk that is built in, or elsewhere
        import _tkinter

        ctypes.CDLL(_tkinter.__file__).Tk_Init(ctypes.c_void_p(root.tk.interpaddr()))
    root.loadtk()


def _aware_of_dpi() -> None:
    """Windows stretches, and so blurs, a program that does not say it knows the real scale."""
    if sys.platform != "win32":
        return
    per_monitor = 2
    try:
        ctypes.windll.shcore.SetProcessDpiAwareness(per_monitor)
    except (AttributeError, OSError):
        ctypes.windll.user32.SetProcessDPIAware()
