"""The floors as they really are: what a fresh interpreter loads. Lint checks what is written."""

from __future__ import annotations

import ast
import json
import subprocess
import sys
from pathlib import Path

import pytest

import hipbreak
from tests.rig import Desktop, wait_for

PACKAGE = Path(hipbreak.__file__).parent

CORE_MAY_IMPORT = frozenset(
    {
        "__future__", "bisect", "collections", "dataclasses", "difflib", "enum", "functools",
        "itertools", "json", "math", "re", "textwrap", "tomllib", "types", "typing", "zlib",
    }
)  # fmt: skip
"""Standard modules that read no clock, file, network or chance."""

LOAD = """
import importlib, json, pkgutil, sys
for name in sys.argv[1:]:
    package = importlib.import_module(name)
    for found in pkgutil.walk_packages(getattr(package, "__path__", ()), name + "."):
        if not found.name.endswith("__main__"):
            importlib.import_module(found.name)
print(json.dumps(sorted(sys.modules)))
"""


def loaded_by(*packages: str) -> set[str]:
    """Every module that a fresh interpreter holds after importing all of these packages."""
    done = subprocess.run(
        [sys.executable, "-I", "-c", LOAD, *packages], capture_output=True, text=True, timeout=60
    )
    assert done.returncode == 0, done.stderr
    return set(json.loads(done.stdout))


def test_the_resident_loads_no_tk_no_pillow_and_no_second_event_loop() -> None:
    """The process that stays must stay small: windows and pictures belong to its children."""
    heavy = {"tkinter", "_tkinter", "PIL", "asyncio", "multiprocessing", "plyer", "concurrent"}
    assert not heavy & loaded_by("hipbreak.resident")


def test_the_core_loads_nothing_that_reads_the_world() -> None:
    """With all of the core imported there is still no thread, socket, file helper or chance."""
    worldly = {
        "threading", "socket", "selectors", "subprocess", "random", "sqlite3", "tempfile",
        "shutil", "logging", "datetime", "uuid", "tkinter", "PIL", "pystray", "jeepney", "Xlib",
    }  # fmt: skip
    loaded = loaded_by("hipbreak.core")
    assert not worldly & loaded
    ours = {name for name in loaded if name.startswith("hipbreak.")}
    assert all(name.startswith("hipbreak.core") for name in ours)


@pytest.mark.parametrize(
    "file",
    sorted((PACKAGE / "core").rglob("*.py")),
    ids=lambda file: file.relative_to(PACKAGE).as_posix(),
)
def test_a_core_file_imports_only_what_is_pure(file: Path) -> None:
    """A core file's own imports are the core's and a short list of standard modules."""
    direct = _direct_imports(file)
    also = {"sys"} if file.name == "codec.py" else set()  # the modules that annotations speak of
    strange = {name for name in direct if not name.startswith("hipbreak.core")} - CORE_MAY_IMPORT
    assert strange <= also


@pytest.mark.parametrize(
    "floor",
    ["core", "ports.py", "protocol.py", "consult.py", "adapters", "adviser", "resident", "cli"],
)
def test_only_the_windows_import_tkinter(floor: str) -> None:
    """No file outside hipbreak/ui names tkinter, not even inside a function."""
    place = PACKAGE / floor
    files = sorted(place.rglob("*.py")) if place.is_dir() else [place]
    assert files
    assert not [file for file in files if "tkinter" in _direct_imports(file)]


def test_the_running_resident_holds_no_tk_no_pillow_and_no_network() -> None:
    """With its icon in a real tray it has mapped neither library, and every socket is local."""
    with Desktop(panel="xfce", notifications=True) as desktop:
        process = desktop.start("hipbreak", "run")
        wait_for(desktop.bus.tray_items, what="the icon")
        proc = Path(f"/proc/{process.pid}")
        mapped = (proc / "maps").read_text()
        assert "python" in mapped
        assert not [name for name in ("libtk", "_tkinter", "_imaging") if name in mapped]
        local = {line.split()[6] for line in (proc / "net/unix").read_text().splitlines()[1:]}
        sockets = {
            target.removeprefix("socket:[").removesuffix("]")
            for link in (proc / "fd").iterdir()
            if (target := str(link.readlink())).startswith("socket:")
        }
        assert sockets
        assert sockets <= local


def _direct_imports(file: Path) -> set[str]:
    """Modules that a file imports anywhere: ours by full name, others by their first word."""
    names = set()
    for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            names |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{file}: a relative import hides its floor"
            names.add(node.module or "")
    return {name if name.startswith("hipbreak.") else name.split(".")[0] for name in names}
