"""The windows, each a process of its own: the only place that imports tkinter.

Pillow imports parts of itself for what we never do with it: read a photograph's notes, find a
file's format, write letters. A window is there 15 ms sooner when they come at their first use.
"""

from __future__ import annotations

from hipbreak.lean import postpone

for _part in ("ExifTags", "ImageFont", "ImageMode", "ImageText", "TiffTags"):
    postpone(f"PIL.{_part}")
postpone("PIL.ImageFile", MAXBLOCK=65_536)  # how much of a picture it hands over at a time
