"""Keeping our processes small and quick to start; one of them lives for days.

Python's own modules import some others for rare cases. `postpone` puts a stand-in in their place
that loads the real module the moment anything is asked of it, so nothing can break, only come
later: together 3.5 MB. `records` makes our two hundred records share their methods: 1 MB, and
60 ms of each start.
"""

from __future__ import annotations

import gc
import sys

from hipbreak.lean.postponing import postpone
from hipbreak.lean.type_words import WORDS

__all__ = ["postpone", "settle", "start_lean"]

RARELY_NEEDED = (
    "inspect",  # by dataclasses, with ast and dis: for a docstring that ours all have
    "ipaddress",  # by urllib.parse: for addresses of the network
    "tokenize",  # by linecache, by traceback: for source lines
    "traceback",  # by logging, with linecache and textwrap: for faults
)
RARELY_CALLED = {
    "urllib.parse": ("quote_from_bytes",),  # by pathlib: for file: addresses
}
"""Modules of which these functions are imported by name, but seldom called."""


def start_lean() -> None:
    """For every process of ours, before anything else is imported: it starts sooner, too."""
    for name in RARELY_NEEDED:
        postpone(name)
    for name, functions in RARELY_CALLED.items():
        postpone(name, *functions)
    postpone("typing", **WORDS)
    from hipbreak.lean.records import share_methods  # here: it needs what was just postponed

    share_methods()


def settle() -> None:
    """All that stays is loaded: from now on a look for litter leaves it out and costs a
    millisecond, not ten. The lists of files in which modules were sought are let go of: 0.1 MB."""
    sys.path_importer_cache.clear()
    gc.collect()
    gc.freeze()
