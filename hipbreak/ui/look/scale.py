"""The real scale of the screen, 1.0 to 3.0."""

from __future__ import annotations

import sys
import tkinter as tk

SMALLEST, LARGEST = 1.0, 3.0
PLAIN_DPI = 72.0 if sys.platform == "darwin" else 96.0
"""What a screen has that is not scaled. macOS scales by itself and counts in points."""


def real_scale(root: tk.Misc) -> float:
    """Pixels for one pixel at 96 dpi: the desktop's wish, else what the screen says of itself."""
    dpi = None
    if sys.platform not in ("win32", "darwin"):
        from hipbreak.adapters.x11_dpi import wanted_dpi

        dpi = wanted_dpi()
    dpi = dpi or root.winfo_fpixels("1i")
    return min(LARGEST, max(SMALLEST, round(dpi / PLAIN_DPI, 2)))
