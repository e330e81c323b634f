"""`python -m hipbreak.ui KIND`: one window, one process, one import of its module only.

Pillow imports parts of itself for what we never do with it: read a photograph's notes, find a
file's format, write letters. A window is there 15 ms sooner when they come at their first use.
"""

from __future__ import annotations

import sys

from hipbreak.lean import postpone, start_lean

RARE_PARTS_OF_PILLOW = ("ExifTags", "ImageFont", "ImageMode", "ImageText", "TiffTags")


def _card() -> int:
    from hipbreak.ui.root import begin

    begun = begin("hipbreak.ui.card")
    from hipbreak.ui.card import main

    return main(begun)


def _hint() -> int:
    from hipbreak.ui.root import begin

    begun = begin("hipbreak.ui.hint")
    from hipbreak.ui.hint import main

    return main(begun)


def _player() -> int:
    from hipbreak.ui.root import begin

    begun = begin("hipbreak.ui.player")
    from hipbreak.ui.player import main

    return main(begun)


def _home() -> int:
    from hipbreak.ui.root import begin

    begun = begin("hipbreak.ui.home.window", writing=True)
    from hipbreak.ui.home.window import main

    return main(begun)


def _traymenu() -> int:
    from hipbreak.ui.traymenu import main

    return main()


def _fontcheck() -> int:
    from hipbreak.ui.fontcheck import main

    return main()


KINDS = {
    "card": _card,
    "hint": _hint,
    "player": _player,
    "home": _home,
    "traymenu": _traymenu,
    "fontcheck": _fontcheck,
}


def main(arguments: list[str]) -> int:
    """Run the window that `arguments` name; 2 for a wrong call."""
    start_lean()
    for part in RARE_PARTS_OF_PILLOW:
        postpone(f"PIL.{part}")
    postpone("PIL.ImageFile", MAXBLOCK=65_536)  # how much of a picture it hands over at a time
    if len(arguments) != 1 or arguments[0] not in KINDS:
        print(f"usage: python -m hipbreak.ui {'|'.join(KINDS)}", file=sys.stderr)
        return 2
    return KINDS[arguments[0]]()


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
