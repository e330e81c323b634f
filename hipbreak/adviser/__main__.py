"""`python -P -m hipbreak.adviser`: read one question, answer it, end."""

from __future__ import annotations

import sys

from hipbreak.lean import start_lean


def main() -> int:
    """One question, one answer."""
    import gc

    start_lean()  # here it is time that is saved: nobody waits for modules that are not needed
    gc.disable()  # nor for a search through what the end of the process frees anyway
    from hipbreak.adapters.paths import Paths
    from hipbreak.adviser.answers import reply

    line = sys.stdin.buffer.readline()
    sys.stdout.buffer.write(reply(line, Paths.from_env()))
    sys.stdout.buffer.flush()
    return 0


if __name__ == "__main__":
    sys.exit(main())
