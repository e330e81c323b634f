"""A sound card that nobody hears but the test: a PulseAudio server of its own with a null sink.

What is played can be recorded back from the sink's monitor.
"""

from __future__ import annotations

import contextlib
import math
import os
import shutil
import subprocess
import sys
import tempfile
from array import array
from collections.abc import Iterator
from pathlib import Path

from tests.rig.processes import Processes
from tests.rig.waiting import wait_for

RATE = 16_000
LOUD = 200
"""A sample beyond this is sound, of 32 767."""


class SoundCard:
    """Use it in a `with` statement. `env` is for programs that are to play here; without a `sink`
    the server runs but there is nothing to play on."""

    def __init__(self, sink: bool = True) -> None:
        self._sink = sink
        self.env: dict[str, str] = {}

    def __enter__(self) -> SoundCard:
        self._cleanup = contextlib.ExitStack()
        self.folder = Path(tempfile.mkdtemp(prefix="rig-sound-"))
        self._cleanup.callback(shutil.rmtree, self.folder, ignore_errors=True)
        try:
            self._begin()
        except BaseException:
            self._cleanup.close()
            raise
        return self

    def __exit__(self, *_: object) -> None:
        self._cleanup.close()

    def _begin(self) -> None:
        runtime, logs = self.folder / "run", self.folder / "logs"
        (runtime / "pulse").mkdir(mode=0o700, parents=True)
        logs.mkdir()
        (self.folder / "home").mkdir()
        server = runtime / "pulse" / "native"
        self.env = {
            "PATH": f"{Path(sys.executable).parent}:{os.environ.get('PATH', os.defpath)}",
            "HOME": str(self.folder / "home"),
            "XDG_RUNTIME_DIR": str(runtime),
            "PULSE_RUNTIME_PATH": str(runtime / "pulse"),
            "PULSE_STATE_PATH": str(self.folder / "state"),
            "PULSE_COOKIE": str(self.folder / "cookie"),
            "PULSE_SERVER": f"unix:{server}",
            "LANG": "C.UTF-8",
        }
        self.processes = Processes(f"XDG_RUNTIME_DIR={runtime}", logs)
        self._cleanup.callback(self.processes.end_all)
        modules = [f"--load=module-native-protocol-unix auth-anonymous=1 socket={server}"]
        modules += ["--load=module-null-sink sink_name=rig rate=48000"] if self._sink else []
        self.processes.start(
            "pulseaudio", "-n", *modules, "--daemonize=no", "--exit-idle-time=-1",
            "--use-pid-file=no", env=self.env,
        )  # fmt: skip
        wait_for(self._answers, timeout=20, what="the sound server")

    def _answers(self) -> bool:
        asked = subprocess.run(["pactl", "info"], env=self.env, capture_output=True)
        return asked.returncode == 0

    @contextlib.contextmanager
    def recording(self) -> Iterator[Recording]:
        """Inside, everything that is played is being recorded."""
        file = self.folder / f"recorded-{len(list(self.folder.iterdir()))}.raw"
        with file.open("wb") as target:
            process = self.processes.start(
                "parec", "--raw", "--format=s16le", f"--rate={RATE}", "--channels=1",
                "--latency-msec=20", "--device=rig.monitor", env=self.env, stdout=target,
            )  # fmt: skip
        recording = Recording(file)
        try:
            wait_for(lambda: recording.seconds > 0.1, what="the beginning of the recording")
            yield recording
        finally:
            self.processes.end(process)


class Recording:
    """What has been heard so far; grows while it is looked at."""

    def __init__(self, file: Path) -> None:
        self._file = file

    @property
    def samples(self) -> array[int]:
        data = self._file.read_bytes()
        return array("h", data[: len(data) // 2 * 2])

    @property
    def seconds(self) -> float:
        return self._file.stat().st_size / 2 / RATE

    def peak(self, since_s: float = 0.0) -> int:
        """The loudest sample of what was recorded after `since_s` seconds."""
        return max(map(abs, self.samples[int(since_s * RATE) :]), default=0)

    def sounding_s(self) -> float:
        """From the first loud sample to the last."""
        loud = [at for at, value in enumerate(self.samples) if abs(value) > LOUD]
        return (loud[-1] - loud[0]) / RATE if loud else 0.0

    def wait_until(self, seconds: float) -> None:
        """Until the recording is this long."""
        wait_for(lambda: self.seconds >= seconds, seconds + 10, f"{seconds:.1f} s of recording")

    def silent_for(self, seconds: float) -> bool:
        """Its last so many seconds hold no sound."""
        return self.seconds >= seconds and self.peak(self.seconds - seconds) <= LOUD


def goertzel(samples: array[int], hertz: float, rate: int = RATE) -> float:
    """How much of this frequency there is: its amplitude, in units of a sample."""
    factor = 2 * math.cos(math.tau * hertz / rate)
    one = two = 0.0
    for value in samples:
        one, two = value + factor * one - two, one
    return 2 * math.sqrt(max(0.0, one * one + two * two - factor * one * two)) / len(samples)
