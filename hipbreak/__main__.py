"""`python -m hipbreak`."""

from __future__ import annotations

import sys

from hipbreak.cli import main

if __name__ == "__main__":
    sys.exit(main())
