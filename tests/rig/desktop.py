"""A whole desktop on a screen that nobody sees."""

from __future__ import annotations

import contextlib
import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path
from types import TracebackType
from typing import Any, Literal, Self

from PIL import Image

from tests.rig import panel as panels
from tests.rig.bus import Bus, write_config
from tests.rig.pixels import Box, find_colour
from tests.rig.processes import Processes
from tests.rig.waiting import RigError, wait_for
from tests.rig.windows import Screen, WindowInfo

Panel = Literal["xfce", "trayer"]
BACKGROUND = 0x3A4A5A


class Desktop:
    """A private home, X server, message bus, window manager, panel and notification daemon.

    Use it in a `with` statement. `size` is the screen in pixels; `dpi` what it says of itself;
    `wm` the window manager's command or None; `panel` a tray to start with; `notifications`
    starts dunst; `bus=False` leaves the session without a message bus; `home` is an existing
    folder to use as HOME instead of a new one.
    """

    def __init__(
        self,
        size: str = "1280x800",
        dpi: int = 96,
        wm: str | None = "openbox",
        panel: Panel | None = None,
        notifications: bool = False,
        bus: bool = True,
        home: Path | None = None,
    ) -> None:
        self._size, self._dpi, self._wm = size, dpi, wm
        self._first_panel, self._notifications, self._with_bus = panel, notifications, bus
        self._home = home
        self.env: dict[str, str] = {}

    def __enter__(self) -> Self:
        self._cleanup = contextlib.ExitStack()
        try:
            self._begin()
        except BaseException:
            self._cleanup.close()
            raise
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._cleanup.close()

    # Starting

    def _begin(self) -> None:
        self.folder = Path(tempfile.mkdtemp(prefix="rig-"))
        self._cleanup.callback(shutil.rmtree, self.folder, ignore_errors=True)
        self.logs, self.runtime = self.folder / "logs", self.folder / "run"
        self.logs.mkdir()
        self.runtime.mkdir(mode=0o700)
        self.home = self._home or self.folder / "home"
        self.home.mkdir(exist_ok=True)
        self._processes = Processes(f"XDG_RUNTIME_DIR={self.runtime}", self.logs)
        self._cleanup.callback(self._processes.end_all)
        self._panel: tuple[Panel, subprocess.Popen[bytes]] | None = None
        self.env = self._environment()
        self._start_screen()
        if self._with_bus:
            self._start_bus()
        if self._wm:
            self.start(*self._wm.split())
            wait_for(self.screen.is_managed, timeout=20, what=self._wm)
        if self._first_panel:
            self.start_panel(self._first_panel)
        if self._notifications:
            self.start("dunst")
            self._await_name("org.freedesktop.Notifications")

    def _environment(self) -> dict[str, str]:
        """Nothing of the caller's session gets in but the way to programs and the time zone."""
        kept = {k: os.environ[k] for k in ("TMPDIR", "TZ", "COVERAGE_PROCESS_START")
                if k in os.environ}  # fmt: skip
        programs = f"{Path(sys.executable).parent}:{os.environ.get('PATH', os.defpath)}"
        return kept | {
            "PATH": programs,
            "HOME": str(self.home),
            "XDG_RUNTIME_DIR": str(self.runtime),
            "XDG_SESSION_TYPE": "x11",
            "HIPBREAK_HOME": str(self.folder / "hipbreak"),
            "DBUS_SESSION_BUS_ADDRESS": f"unix:path={self.runtime}/bus",
            "DBUS_SYSTEM_BUS_ADDRESS": f"unix:path={self.runtime}/no-system-bus",
            "LANG": "C.UTF-8",
            "NO_AT_BRIDGE": "1",
            "GSETTINGS_BACKEND": "memory",
        }

    def _start_screen(self) -> None:
        reading, writing = os.pipe()
        with os.fdopen(reading, "rb") as said:
            try:
                server = self.start(
                    "Xvfb", "-displayfd", str(writing), "-screen", "0", f"{self._size}x24",
                    "-dpi", str(self._dpi), "-nolisten", "tcp", "-noreset",
                    pass_fds=(writing,),
                )  # fmt: skip
            finally:
                os.close(writing)
            number = said.readline().strip()  # comes when the server is ready, or it has died
        if not number:
            self._processes.end(server)
            raise RigError(f"Xvfb did not start: {self.log_text()}")
        self.env["DISPLAY"] = f":{number.decode()}"
        self.screen = Screen(self.env["DISPLAY"])
        self._cleanup.callback(self.screen.close)
        self.screen.paint(BACKGROUND)

    def _start_bus(self) -> None:
        config = write_config(self.folder, self.runtime / "bus")
        self._bus_command = ("dbus-daemon", f"--config-file={config}", "--nofork", "--nopidfile")
        self.bus = Bus(self.env["DBUS_SESSION_BUS_ADDRESS"])
        self.start_bus()

    def start_bus(self) -> None:
        """The message bus, again after `kill_bus`, at the same address."""
        self._daemon = self.start(*self._bus_command)
        wait_for(self.bus.listens, what="the message bus")

    def kill_bus(self) -> None:
        """The message bus dies without a warning; some programs end with it."""
        self.end(self._daemon, kill=True)
        (self.runtime / "bus").unlink(missing_ok=True)

    def _await_name(self, name: str) -> None:
        wait_for(lambda: self.bus.has_owner(name), timeout=20, what=name)

    # Programs

    def start(self, *cmd: str, **more: Any) -> subprocess.Popen[bytes]:
        """Start a program in this desktop; it ends with the desktop. `more` goes to Popen."""
        env = self.env | more.pop("env", {})
        return self._processes.start(*cmd, env=env, **more)

    def end(self, process: subprocess.Popen[bytes], kill: bool = False) -> None:
        """End a program that `start` gave, and its children; `kill` without a warning."""
        self._processes.end(process, kill)

    def run(
        self, *cmd: str, check: bool = True, timeout: float = 30, input: str | None = None
    ) -> subprocess.CompletedProcess[str]:
        """Run a program to its end; with `check` a failure is an error that shows its words."""
        done = subprocess.run(
            cmd, env=self.env, input=input, capture_output=True, text=True, timeout=timeout,
            stdin=subprocess.DEVNULL if input is None else None,
        )  # fmt: skip
        if check and done.returncode:
            raise RigError(f"{' '.join(cmd)} gave {done.returncode}: {done.stdout}{done.stderr}")
        return done

    def processes(self) -> list[int]:
        """Ids of all living processes of this desktop."""
        return self._processes.marked()

    def kill(self, words: str) -> int:
        """Kill this desktop's processes with `words` in their command line; how many they were."""
        return self._processes.kill_marked(words)

    def log_text(self) -> str:
        """What all programs of this desktop printed."""
        return "\n".join(
            f"[{log.name}] {text}"
            for log in sorted(self.logs.iterdir())
            if (text := log.read_text(errors="replace").strip())
        )

    # The tray

    def start_panel(self, panel: Panel | None = None) -> None:
        """Start a tray, the one of before by default, and wait until it takes icons."""
        chosen = panel or self._first_panel or "xfce"
        if self._panel:
            raise RigError("a panel is running already")
        command = panels.xfce(self.home) if chosen == "xfce" else panels.trayer()
        self._panel = chosen, self.start(*command)
        if chosen == "xfce":
            wait_for(lambda: self.bus.tray_host(), timeout=20, what="the panel's tray")
        wait_for(self._xembed_tray, timeout=20, what="the panel's tray for embedded icons")

    def kill_panel(self) -> None:
        """Kill the tray without a warning."""
        if not self._panel:
            raise RigError("no panel is running")
        chosen, process = self._panel
        self._panel, self._first_panel = None, chosen
        self.end(process, kill=True)
        wait_for(lambda: not self._xembed_tray(), what="the end of the panel")

    def restart_panel(self) -> None:
        self.kill_panel()
        self.start_panel()

    def _xembed_tray(self) -> int:
        return self.screen.selection_owner("_NET_SYSTEM_TRAY_S0")

    # The screen

    def windows(self) -> list[WindowInfo]:
        """All top-level windows, also unmapped and override-redirect ones, bottom to top."""
        return self.screen.windows()

    def find_window(
        self, title: str | None = None, wm_class: str | None = None
    ) -> WindowInfo | None:
        """A mapped window whose title contains `title` and whose class is `wm_class`."""
        for info in self.windows():
            fits = (title is None or title in info.title) and wm_class in (None, info.wm_class)
            if info.mapped and fits:
                return info
        return None

    def wait_window(
        self, title: str | None = None, wm_class: str | None = None, timeout: float = 10
    ) -> WindowInfo:
        """Wait for what `find_window` finds."""
        what = f"a window (title {title!r}, class {wm_class!r})"
        try:
            return wait_for(lambda: self.find_window(title, wm_class), timeout, what)
        except RigError as error:
            raise RigError(f"{error}\n{self.log_text()}") from None

    def wait_no_window(
        self, title: str | None = None, wm_class: str | None = None, timeout: float = 10
    ) -> None:
        """Wait until `find_window` finds nothing."""
        wait_for(
            lambda: self.find_window(title, wm_class) is None,
            timeout,
            f"the end of a window (title {title!r}, class {wm_class!r})",
        )

    def focused(self) -> int:
        """Id of the top-level window that keys go to; 0 for none."""
        return self.screen.focused()

    def picture(self) -> Image.Image:
        """What the screen shows."""
        return self.screen.picture()

    def screenshot(self, path: Path | str) -> Path:
        """Save what the screen shows as PNG."""
        target = Path(path)
        target.parent.mkdir(parents=True, exist_ok=True)
        self.picture().save(target)
        return target

    def find_colour(
        self, colour: str, inside: WindowInfo | Box | None = None
    ) -> tuple[int, int] | None:
        """The middle of the largest patch of this colour (`#rrggbb`), in a window or a box."""
        box = inside.box if isinstance(inside, WindowInfo) else inside
        return find_colour(self.picture(), colour, box)

    # Hands

    def move(self, x: int, y: int) -> None:
        """Move the pointer and wait until it is there."""
        self.run("xdotool", "mousemove", str(x), str(y))
        wait_for(lambda: self.screen.pointer() == (x, y), what=f"the pointer at {x}, {y}")

    def click(self, x: int | None = None, y: int | None = None, button: int = 1) -> None:
        """Press and release a button, at a place or where the pointer is."""
        if x is not None and y is not None:
            self.move(x, y)
        self.run("xdotool", "click", str(button))

    def key(self, *keysyms: str) -> None:
        """Press and release keys by their names (`Return`, `ctrl+a`)."""
        self.run("xdotool", "key", *keysyms)

    def type(self, text: str) -> None:
        """Type text as keys of the keyboard."""
        self.run("xdotool", "type", "--delay", "8", text)
