"""One word of the settings file, before the settings are loaded.

The icon is on the panel in 0.1 s because the tray waits for nothing: the table of all settings
takes a fifth of that to load, and follows in the worker.
"""

from __future__ import annotations

from pathlib import Path

WORD = "backend"


def tray_wanted(settings: Path, allowed: tuple[str, ...]) -> str:
    """`tray.backend` when the file says one of `allowed`, else the first of these.

    What is wrong with the file is told by whoever loads all of it.
    """
    try:
        text = settings.read_text(encoding="utf-8-sig")
        if WORD not in text:
            return allowed[0]
        import tomllib  # 5 ms, which hardly any file needs before the icon

        tray = tomllib.loads(text).get("tray", {})
    except (OSError, ValueError, RecursionError):
        return allowed[0]
    word = tray.get(WORD) if isinstance(tray, dict) else None
    return word if isinstance(word, str) and word in allowed else allowed[0]
