"""The one kind of failure that people see: a sentence, never a traceback."""

from __future__ import annotations


class Trouble(Exception):
    """Something a person has to know or do; the text is shown as it is."""


def say(text: str) -> None:
    """One calm line, at once."""
    print(f"hipbreak: {text}", flush=True)
