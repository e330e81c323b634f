"""The resident carries nothing that it does not need: a fresh interpreter tells."""

from __future__ import annotations

import subprocess
import sys
from dataclasses import is_dataclass
from importlib import import_module
from pkgutil import walk_packages

import hipbreak.core

NEEDLESS = (
    "ast",
    "dis",
    "inspect.real",
    "ipaddress.real",
    "tokenize.real",
    "argparse",
    "tempfile",
    "shutil",
    "tomlkit",
    "subprocess",
    "html",
    "tomllib",
    "hipbreak.adapters.journal.reader",
    "hipbreak.adapters.plan_shelf",
    "hipbreak.adapters.shelf",
    "hipbreak.core.dose",
    "hipbreak.core.followup",
    "hipbreak.core.order",
    "hipbreak.core.plan",
    "hipbreak.core.plans",
    "hipbreak.core.record",
    "hipbreak.core.routine_file",
    "hipbreak.core.safety",
    "hipbreak.core.screening",
    "hipbreak.core.sides",
    "hipbreak.core.week",
)
"""What is only thought of now and then is the adviser's to load."""

LOOK = """
import sys
from hipbreak.lean import RARELY_NEEDED, stay_lean
stay_lean()
import hipbreak.resident.app, hipbreak.resident.wiring, hipbreak.adapters.tray.sni
import hipbreak.adapters.idle.x11_sync
real = [name for name in RARELY_NEEDED if len(sys.modules[name].__dict__) > 8]
print(*sys.modules, *(name + ".real" for name in real))
"""


def test_the_resident_loads_nothing_needless() -> None:
    """What was postponed stays so: nobody asks `inspect` for anything."""
    done = subprocess.run([sys.executable, "-c", LOOK], capture_output=True, text=True, check=True)
    loaded = set(done.stdout.split())
    assert "hipbreak.resident.worker" in loaded
    assert loaded.isdisjoint(NEEDLESS), sorted(loaded & set(NEEDLESS))


def test_a_postponed_module_is_whole_once_it_is_used() -> None:
    text = (
        "from hipbreak.lean import postpone; postpone('inspect'); import inspect;"
        "from inspect import signature; print(signature(lambda a: a), inspect.ismethod(1))"
    )
    done = subprocess.run([sys.executable, "-c", text], capture_output=True, text=True, check=True)
    assert done.stdout == "(a) False\n"


def test_every_record_of_the_core_says_what_it_is() -> None:
    """Its own words, too: a missing docstring would load `inspect` to make one up."""
    for module in walk_packages(hipbreak.core.__path__, "hipbreak.core."):
        for value in vars(import_module(module.name)).values():
            if isinstance(value, type) and is_dataclass(value):
                assert not (value.__doc__ or "").startswith(f"{value.__name__}("), value
