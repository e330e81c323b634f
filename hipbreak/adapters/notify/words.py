"""A notice's words as desktops can take them."""

from __future__ import annotations

MORE = "…"


def clamp(text: str, longest: int) -> str:
    """At most `longest` characters, and none that a message cannot carry."""
    sound = text.replace("\0", "").encode(errors="replace").decode()
    return sound if len(sound) <= longest else sound[: longest - 1].rstrip() + MORE


def escape(text: str) -> str:
    """The same words where markup is read (`html.escape` costs half a megabyte)."""
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
