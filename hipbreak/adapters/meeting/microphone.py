"""Who records from a microphone, by PulseAudio's protocol (PulseAudio, PipeWire).

The server tells of every change, so nobody polls: a call is known the moment it begins and ends.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator, Mapping

from hipbreak.adapters.meeting.pulse_wire import (
    GET_SOURCE_INFO,
    GET_SOURCE_OUTPUT_INFO_LIST,
    RECORDINGS,
    PulseConnection,
    PulseRefusal,
    Value,
    source_request,
)
from hipbreak.core.errors import Unavailable
from hipbreak.core.holds import Reason

BACK_OFF_S = (2.0, 10.0, 60.0, 300.0)
NO_CALLS = (
    "org.pulseaudio.pavucontrol",
    "org.gnome.volumecontrol",
    "org.kde.kmix_kded",
    "org.kde.plasma-pa",
    "com.github.wwmm.easyeffects",
)
"""Programs that record for a level meter or a filter, by `application.id` in lower case."""
FIELDS = 13
"""Values of one recording: index, name, module, client, source, (two shapes), two delays,
resampler, driver, properties, corked."""
CLIENT, SOURCE, RESAMPLER, PROPERTIES, CORKED = 3, 4, 9, 11, 12
MONITOR_OF = 8
"""Of a source: index, name, description, (two shapes), module, (volume), muted, monitor of."""
NONE = 0xFFFFFFFF


class Microphone:
    """`ports.MeetingProbe` and `ports.Wire`."""

    name = "microphone"
    reason = Reason.MICROPHONE

    def __init__(
        self, environ: Mapping[str, str], now: Callable[[], float] = time.monotonic
    ) -> None:
        self._environ, self._now = environ, now
        self._server: PulseConnection | None = None
        self._seen: str | None = None
        self._trouble = "not asked yet"
        self._failures = 0
        self._again: float | None = now()

    def fileno(self) -> int | None:
        return self._server.fileno() if self._server else None

    def drain(self) -> None:
        if self._server is None:
            return
        try:
            if self._server.drain():
                self._read(self._server)
        except Unavailable as error:
            self._lose(error)

    def deadline(self) -> float | None:
        return self._again

    def tick(self) -> None:
        if self._again is None or self._now() < self._again:
            return
        try:
            self._server = PulseConnection(self._environ)
            self._server.subscribe(RECORDINGS)
            self._read(self._server)
        except Unavailable as error:
            self._lose(error)
        else:
            self._trouble, self._failures, self._again = "", 0, None

    def look(self) -> None:
        """The server tells by itself."""

    def seen(self) -> str | None:
        return self._seen

    def trouble(self) -> str:
        return self._trouble

    def close(self) -> None:
        if self._server:
            self._server.close()
        self._server = self._again = None

    def _read(self, server: PulseConnection) -> None:
        values = server.ask(GET_SOURCE_OUTPUT_INFO_LIST)
        programs = (_caller(server, one) for one in _recordings(values))
        self._seen = next((program for program in programs if program is not None), None)

    def _lose(self, error: Unavailable) -> None:
        self.close()
        self._seen, self._trouble = None, error.reason
        self._again = self._now() + BACK_OFF_S[min(self._failures, len(BACK_OFF_S) - 1)]
        self._failures += 1


def _recordings(values: list[Value]) -> Iterator[list[Value]]:
    for at in range(0, len(values) - FIELDS + 1, FIELDS):
        yield values[at : at + FIELDS]


def _caller(server: PulseConnection, recording: list[Value]) -> str | None:
    """The program that listens to a microphone in this recording; None when none does."""
    source, properties = recording[SOURCE], recording[PROPERTIES]
    if not isinstance(properties, dict) or not isinstance(source, int) or source == NONE:
        return None
    if recording[CORKED] or recording[CLIENT] == NONE:
        return None  # paused; or the server's own, such as a loop to the loudspeakers
    meter = recording[RESAMPLER] == "peaks" or properties.get("media.name") == "Peak detect"
    if meter or properties.get("application.id", "").lower() in NO_CALLS:
        return None
    if _is_monitor(server, source):
        return None
    return properties.get("application.name") or properties.get("application.process.binary", "")


def _is_monitor(server: PulseConnection, source: int) -> bool:
    """A monitor is what the loudspeaker plays, not a microphone."""
    try:
        values = server.ask(GET_SOURCE_INFO, source_request(source))
    except PulseRefusal:
        return True  # it has gone meanwhile
    return len(values) <= MONITOR_OF or values[MONITOR_OF] != NONE
