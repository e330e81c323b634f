"""A real sound server in a test's desktop, with a loudspeaker and a microphone, both empty."""

from __future__ import annotations

import struct
import subprocess
from pathlib import Path
from typing import Literal

from hipbreak.adapters.meeting.pulse_wire import PulseConnection
from tests.rig import Desktop, wait_for

Server = Literal["pulseaudio", "pipewire"]
MICROPHONE, LOUDSPEAKER = "mic", "out"
CREATE_RECORD_STREAM, CORK_RECORD_STREAM = 5, 58


class Sound:
    """The server, and programs that record."""

    def __init__(self, desktop: Desktop, server: Server = "pulseaudio") -> None:
        self.desktop = desktop
        self._server = server
        self._programs: list[subprocess.Popen[bytes]] = []
        self.start()

    def start(self) -> None:
        (self._pulseaudio if self._server == "pulseaudio" else self._pipewire)()

    def stop(self) -> None:
        """The server dies."""
        for program in reversed(self._programs):
            self.desktop.end(program, kill=True)
        self._programs.clear()
        for left in (self._folder / "pulse").glob("*"):
            left.unlink()

    def record(self, source: str = MICROPHONE, name: str = "Call") -> subprocess.Popen[bytes]:
        """A program that records, as a call does."""
        program = self.desktop.start(
            "parec", f"--device={source}", f"--client-name={name}", "--latency-msec=200",
            "/dev/null",
        )  # fmt: skip
        wait_for(lambda: name in self._recordings(), what=f"the recording {name}")
        return program

    @property
    def _folder(self) -> Path:
        return Path(self.desktop.env["XDG_RUNTIME_DIR"])

    def _recordings(self) -> str:
        return self.desktop.run("pactl", "list", "source-outputs").stdout

    def _pulseaudio(self) -> None:
        self._begin(
            "pulseaudio", "-n", "--daemonize=no", "--exit-idle-time=-1",
            "--load=module-native-protocol-unix",
            f"--load=module-null-sink sink_name={LOUDSPEAKER}",
            f"--load=module-null-source source_name={MICROPHONE}",
        )  # fmt: skip
        self._await_answer()

    def _pipewire(self) -> None:
        self._begin("pipewire")
        wait_for((self._folder / "pipewire-0").exists, what="pipewire")
        self._begin("wireplumber")
        self._begin("pipewire-pulse")
        self._await_answer()
        virtual = "media.class=Audio/Source/Virtual"
        for words in ((f"sink_name={LOUDSPEAKER}",), (f"sink_name={MICROPHONE}", virtual)):
            self.desktop.run("pactl", "load-module", "module-null-sink", *words)

    def _begin(self, *command: str) -> None:
        self._programs.append(self.desktop.start(*command))

    def _await_answer(self) -> None:
        asked = ("pactl", "info")
        wait_for(lambda: not self.desktop.run(*asked, check=False).returncode, 20, "the sound")


class Recorder:
    """A recording of our own that can be held still ("corked"), which no tool does."""

    def __init__(self, desktop: Desktop, corked: bool) -> None:
        self._server = PulseConnection(desktop.env)
        nowhere = b"L\xff\xff\xff\xff"
        name = b"P" + b"tmedia.name\0" + _sized(b"still\0") + b"N"
        wanted = (
            b"a\x03\x01" + struct.pack(">I", 44100) + b"m\x01\x00" + nowhere
            + b"t" + MICROPHONE.encode() + b"\0" + nowhere + _flag(corked) + nowhere
            + b"0" * 7 + b"00" + name + nowhere + b"0" + b"00"
        )  # fmt: skip
        self._stream = self._server.ask(CREATE_RECORD_STREAM, wanted)[0]

    def cork(self, still: bool) -> None:
        assert isinstance(self._stream, int)
        stream = b"L" + struct.pack(">I", self._stream)
        self._server.ask(CORK_RECORD_STREAM, stream + _flag(still))

    def close(self) -> None:
        self._server.close()


def _flag(value: bool) -> bytes:
    return b"1" if value else b"0"


def _sized(raw: bytes) -> bytes:
    size = struct.pack(">I", len(raw))
    return b"L" + size + b"x" + size + raw
