"""The resident carries nothing that it does not need: a fresh interpreter tells."""

from __future__ import annotations

import gc
import subprocess
import sys
from dataclasses import is_dataclass
from importlib import import_module
from pkgutil import walk_packages

import hipbreak.core
from hipbreak.resident.upkeep import TIDY_EVERY_S, Tidying

NEEDLESS = (
    "ast",
    "dis",
    "inspect.real",
    "ipaddress.real",
    "tokenize.real",
    "typing.real",
    "six.real",
    "six.moves.real",
    "traceback.real",
    "textwrap",
    "urllib.parse.real",
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
from hipbreak.lean import RARELY_CALLED, RARELY_NEEDED, start_lean
start_lean()
import hipbreak.resident.app, hipbreak.resident.wiring, hipbreak.adapters.tray.sni
import hipbreak.adapters.idle.x11_sync
postponed = (*RARELY_NEEDED, *RARELY_CALLED, "typing", "six", "six.moves")
real = [name for name in postponed if len(sys.modules[name].__dict__) > 30]
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


def test_a_postponed_function_is_called_as_if_it_were_there() -> None:
    """What was imported before and what is imported after its first call are the same."""
    text = (
        "from hipbreak.lean import postpone; postpone('urllib.parse', 'quote_from_bytes');"
        "import sys; from pathlib import Path; import urllib.parse;"
        "print(len(vars(sys.modules['urllib.parse'])) < 10, Path('/a b').as_uri());"
        "print(urllib.parse.unquote('c%20d'), Path('/e f').as_uri())"
    )
    done = subprocess.run([sys.executable, "-c", text], capture_output=True, text=True, check=True)
    assert done.stdout == "True file:///a%20b\nc d file:///e%20f\n"


RECORDS = """
from __future__ import annotations
import sys
if len(sys.argv) > 1:
    from hipbreak.lean.records import share_methods
    share_methods()
from dataclasses import FrozenInstanceError, dataclass, field, replace

@dataclass(frozen=True, slots=True)
class Plain:
    a: int
    b: tuple[str, ...] = field(default_factory=tuple)

@dataclass(frozen=True, slots=True)
class Twin:
    a: int
    b: tuple[str, ...] = ()

@dataclass(frozen=True, slots=True)
class Own:
    a: int
    def __repr__(self): return "mine"
    def __eq__(self, other): return True

@dataclass(frozen=True, slots=True)
class Special:
    a: int
    b: int = field(default=0, compare=False, repr=False)

@dataclass
class Open:
    a: int

one, nan = Plain(1, ("x",)), float("nan")
print(one, one == Plain(1, ("x",)), one == Plain(2), one == Twin(1, ("x",)), one != 1)
print(hash(one) == hash(Plain(1, ("x",))), replace(one, a=2), Plain(nan) == Plain(nan))
print(Own(1), Own(1) == Own(2), Special(1, 2), Special(1, 2) == Special(1), Open(1))
for change in (lambda: setattr(one, "a", 3), lambda: delattr(one, "a")):
    try:
        change()
    except FrozenInstanceError as error:
        print(error)
match one:
    case Plain(a, b):
        print(a, b)
print(Plain.__eq__ is Twin.__eq__, file=sys.stderr)
"""


ALL_RECORDS = """
import sys
if len(sys.argv) > 1:
    from hipbreak.lean import start_lean
    start_lean()
import re
from dataclasses import fields, is_dataclass
from importlib import import_module
from pkgutil import walk_packages
import hipbreak
NOT_FIELDS = {"__annotations__", "__defaults__", "__weakref__"}
for module in sorted(found.name for found in walk_packages(hipbreak.__path__, "hipbreak.")):
    if not module.startswith(("hipbreak.core", "hipbreak.resident", "hipbreak.protocol",
                              "hipbreak.consult", "hipbreak.adapters.journal")):
        continue
    for name, value in vars(import_module(module)).items():
        if isinstance(value, type) and is_dataclass(value) and value.__module__ == module:
            print(module, value.__qualname__, value.__slots__, value.__match_args__, value.__doc__)
            made = [(f.name, f.type, f.default, f.default_factory) for f in fields(value)]
            print(re.sub(" at 0x[0-9a-f]+", "", repr(made)))
            print(value.__mro__, sorted(set(dir(value)) - NOT_FIELDS))
"""


def test_every_record_is_the_same_with_shared_methods() -> None:
    """Fields, types, defaults, order, slots and words: nothing of a record gets lost."""
    each, shared = (
        subprocess.run(
            [sys.executable, "-c", ALL_RECORDS, *more], capture_output=True, text=True, check=True
        )
        for more in ((), ("shared",))
    )
    assert each.stdout.count("hipbreak.core") > 150
    assert each.stdout == shared.stdout


WRONG = """
from __future__ import annotations
import sys
if len(sys.argv) > 1:
    from hipbreak.lean.records import share_methods
    share_methods()
from dataclasses import dataclass, field, fields, is_dataclass, replace
import copy, pickle

@dataclass(frozen=True, slots=True)
class Pair:
    a: int
    b: list[int] = field(default_factory=list)
    c: str = "x"

    def __post_init__(self) -> None:
        if self.a < 0:
            raise ValueError("too small")

@dataclass(frozen=True, slots=True)
class More(Pair):
    d: int = 4

@dataclass(slots=True)
class Open:
    a: int
    b: int = 2

@dataclass(eq=False, slots=True)
class Same:
    a: int

@dataclass(slots=True)
class Wide(Open):
    c: int = 3

it = Open(1)
it.a = 5
print(it, it == Open(5), Open.__hash__, copy.copy(it), replace(it, b=9), Wide(1) == Wide(1))
print(Same(1) == Same(1), hash(Same(1)) > 0, is_dataclass(Same), fields(it)[1].default)

for values, named in ("", ""), (1234, ""), (1, "a"), (1, "z"), (0, ""):
    try:
        print(Pair(*[int(v) - 1 for v in str(values)], **dict.fromkeys(named, 2)))
    except (TypeError, ValueError) as error:
        print(type(error).__name__)
print(Pair(1), Pair(1).b is Pair(1).b, Pair(1, c="y"), Pair(b=[1], a=2), More(1, [], "z"), More(1))
print(replace(Pair(1), c="q"), replace(More(1), d=5), [f.name for f in fields(More(1))])
print(copy.copy(Pair(1)), copy.deepcopy(Pair(1, [2])), pickle.loads(pickle.dumps(Pair(3))))
try:
    replace(Pair(1), z=1)
except TypeError:
    print("no such field")
"""


def test_records_that_share_their_methods_are_made_and_copied_like_any_other() -> None:
    """Defaults, wrong values, records made from records, copies, pickles."""
    each, shared = (
        subprocess.run(
            [sys.executable, "-c", WRONG, *more], capture_output=True, text=True, check=True
        ).stdout
        for more in ((), ("shared",))
    )
    assert each == shared


TYPE_WORDS = """
from __future__ import annotations
import sys
if len(sys.argv) > 1:
    from hipbreak.lean import start_lean
    start_lean()
from typing import TYPE_CHECKING, IO, Any, NamedTuple, Optional, Protocol, Union, cast

Number = Union[int, Any] | None

class Shape(Protocol): pass
class Ours(Shape): pass

class Pair(NamedTuple):
    "Two."
    a: int
    b: str = "x"
    def both(self) -> str:
        return f"{self.a}{self.b}"

print(TYPE_CHECKING, cast(int, "x"), Pair(1).both(), Pair(1), Pair(2, b="y"), Pair.__doc__)
print(Pair.__qualname__, Pair.__module__, Pair._fields, *Pair(3), Ours().__class__)
print("tomllib" in sys.modules or __import__("tomllib").loads("a = {b = [1, 2.5, 1979-05-27]}"))
print(len(vars(sys.modules["typing"])) < 40, file=sys.stderr)
from typing import Generic, TypeVar, get_type_hints
class Box(Generic[TypeVar("T")]): pass
print(get_type_hints(Pair)["a"], Box[int])
import typing
print(typing.Optional[int])
"""


def test_words_of_types_mean_nothing_until_somebody_needs_more() -> None:
    """Ours stand in for annotations; any other name loads all that `typing` has."""
    real, stand_in = (
        subprocess.run(
            [sys.executable, "-c", TYPE_WORDS, *more], capture_output=True, text=True, check=True
        )
        for more in ((), ("lean",))
    )
    assert real.stdout == stand_in.stdout
    assert (real.stderr, stand_in.stderr) == ("False\n", "True\n")


def test_records_that_share_their_methods_are_records_like_any_other() -> None:
    """They are shown, compared, hashed, matched, copied and protected in the same way."""
    each, shared = (
        subprocess.run(
            [sys.executable, "-c", RECORDS, *more], capture_output=True, text=True, check=True
        )
        for more in ((), ("shared",))
    )
    assert each.stdout == shared.stdout
    assert (each.stderr, shared.stderr) == ("False\n", "True\n")


def test_every_record_of_the_core_says_what_it_is() -> None:
    """Its own words, too: a missing docstring would load `inspect` to make one up."""
    for module in walk_packages(hipbreak.core.__path__, "hipbreak.core."):
        for value in vars(import_module(module.name)).values():
            if isinstance(value, type) and is_dataclass(value):
                assert not (value.__doc__ or "").startswith(f"{value.__name__}("), value


def test_the_memory_of_what_was_let_go_of_is_given_back() -> None:
    """Python would keep a thousand tuples of one length for later; tidying up, once in a while,
    lets go of them."""
    clock = [0.0]
    tidying = Tidying(lambda: clock[0])
    gc.collect()
    kept = [tuple(i for i in range(17)) for _ in range(1000)]
    kept.clear()
    before = sys.getallocatedblocks()
    clock[0] = TIDY_EVERY_S - 1
    tidying.tick()
    assert sys.getallocatedblocks() > before - 500
    clock[0] = TIDY_EVERY_S
    tidying.tick()
    assert sys.getallocatedblocks() < before - 900
