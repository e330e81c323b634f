"""The real scale of the screen, 1.0 to 3.0, from what fonts really measure."""

from __future__ import annotations

import sys
import tkinter as tk
from tkinter import font

SMALLEST, LARGEST = 1.0, 3.0
_PROBE = "0" * 40


def real_scale(root: tk.Misc) -> float:
    """Pixels for one pixel at 96 dpi.

    The X server's own dpi is 96 on most machines whatever the screen; desktops tell the truth in
    Xft.dpi, which only fonts see. So a size in points is compared with the same size in pixels.
    """
    in_points = font.Font(root, family="TkDefaultFont", size=72).measure(_PROBE)
    in_pixels = font.Font(root, family="TkDefaultFont", size=-72).measure(_PROBE)
    plain = 72.0 if sys.platform == "darwin" else 96.0
    dpi = 72.0 * in_points / max(1, in_pixels)
    return min(LARGEST, max(SMALLEST, round(dpi / plain, 2)))
