"""Paragraphs of a few lines that are about equally long, instead of one long and one short."""

from __future__ import annotations

from collections.abc import Callable, Sequence


def even_width(measure: Callable[[str], int], text: str, wrap: int) -> int:
    """The least width in pixels at which `text` takes no more lines than at `wrap`."""
    words = text.split(" ")
    lines = _lines(measure, words, wrap)
    if lines < 2:
        return wrap
    longest = max(map(measure, words))  # Tk would break a word that is wider than its line
    least, enough = max(wrap // lines, longest - 1), wrap
    while enough - least > 1:
        middle = (least + enough) // 2
        if _lines(measure, words, middle) > lines:
            least = middle
        else:
            enough = middle
    return enough


def _lines(measure: Callable[[str], int], words: Sequence[str], wrap: int) -> int:
    """How many lines Tk makes of these words: each takes all that fits."""
    lines, line = 1, ""
    for word in words:
        longer = f"{line} {word}" if line else word
        if line and measure(longer) > wrap:
            lines, line = lines + 1, word
        else:
            line = longer
    return lines
