"""A stand-in for other languages: every word that a window shows grows by a third.

German and Finnish words are that much longer than English ones; layouts that hold the longer words
hold theirs. Texts are caught where every Tk widget takes its options, and where they are measured.
`python -m tests.longer KIND ROUTINE TEXT_SCALE` measures a window as `tests.ui_probe` does, with
longer words.
"""

from __future__ import annotations

import math
import re
import sys
import tkinter as tk
from tkinter import font
from typing import Any

GROWTH = 0.3
MARK = "ö"
_WORD = re.compile(r"[A-Za-z'’]{3,}")


def longer(text: str) -> str:
    """The text with longer words; numbers, keys and signs stay as they are."""
    if MARK in text:
        return text
    return _WORD.sub(lambda m: m[0] + MARK * math.ceil(GROWTH * len(m[0])), text)


def lengthen_everything() -> None:
    """From now on every widget of this process shows and measures longer words."""
    plain_options, plain_measure = tk.Misc._options, font.Font.measure  # type: ignore[attr-defined]

    def options(self: tk.Misc, cnf: Any, kw: Any = None) -> Any:
        made = tk._cnfmerge((cnf, kw)) if kw else tk._cnfmerge(cnf)  # type: ignore[attr-defined]
        if made and isinstance(made.get("text"), str):
            made = {**made, "text": longer(made["text"])}
        return plain_options(self, made)

    def measure(self: font.Font, text: str, displayof: tk.Misc | None = None) -> int:
        return plain_measure(self, longer(text), displayof)

    tk.Misc._options = options  # type: ignore[attr-defined]
    font.Font.measure = measure  # type: ignore[method-assign]


if __name__ == "__main__":
    from tests.ui_probe import main

    lengthen_everything()
    main(*sys.argv[1:])
