"""Idle time from a Wayland compositor, which tells by itself when it crosses a threshold.

ext-idle-notify-v1, and org_kde_kwin_idle where a compositor is older. Neither can be asked: see
`thresholds` for what can be known all the same. One threshold of our own is always set, so that an
absence is known to the second without waking up for every short pause.
"""

from __future__ import annotations

import struct
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import partial

from hipbreak.adapters.idle.thresholds import LastInput
from hipbreak.adapters.idle.wayland_wire import WaylandConnection
from hipbreak.core.errors import Unavailable

GRAIN_S = 15.0
"""The threshold always set (ours): shorter wakes us up in every pause, longer knows less."""
LONGEST_S = 1e6
DESTROY = 0
IDLE, RESUMED = 0, 1


@dataclass(frozen=True, slots=True)
class _Dialect:
    """One way to ask a compositor for a threshold."""

    interface: str
    version: int
    """From this version on."""
    request: int
    values: Callable[[int, int, int], bytes]
    """From a new object, milliseconds and a seat."""
    remark: str = ""


INHIBITED = "whatever keeps the screen on counts as input here"
DIALECTS = (
    _Dialect("ext_idle_notifier_v1", 2, 2, partial(struct.pack, "=III")),
    _Dialect("ext_idle_notifier_v1", 1, 1, partial(struct.pack, "=III"), INHIBITED),
    _Dialect(
        "org_kde_kwin_idle",
        1,
        0,
        lambda new, ms, seat: struct.pack("=III", new, seat, ms),
        INHIBITED,
    ),
)
"""The best first: the first hears input only, whatever a film says about the screen."""


class WaylandIdle:
    """`ports.IdleSource` on the compositor's socket."""

    name = "wayland"

    def __init__(
        self, environ: Mapping[str, str], now: Callable[[], float] = time.monotonic
    ) -> None:
        self._wire = WaylandConnection(environ)
        self._now = now
        self._objects: dict[float, int] = {}
        self._quiet_s: float | None = None
        self._away_s: float | None = None
        self._input = LastInput(now())
        try:
            self._dialect = self._find_dialect()
            self._notifier = self._wire.bind(self._dialect.interface, self._dialect.version)
            self._seat = self._wire.bind("wl_seat", 1)
            self._set({GRAIN_S})
            self._wire.round_trip()
        except Unavailable:
            self.close()
            raise
        self.remark = self._dialect.remark

    def fileno(self) -> int | None:
        """Readable when a threshold was crossed, or when the compositor has gone."""
        return self._wire.fileno()

    def drain(self) -> None:
        """Take what made `fileno` readable. Unavailable when the compositor has gone."""
        self._wire.drain()

    def idle_s(self) -> float:
        """Seconds since the latest input that is proved. Unavailable when the compositor died."""
        self._wire.round_trip()
        return self._input.idle_s(self._now(), self._quiet_s, self._away_s)

    def absences(self) -> Sequence[tuple[float, float]]:
        """None: the compositor does not date what it tells."""
        return ()

    def watch(self, away_s: float, quiet_s: float | None) -> None:
        """Become readable when the idle time crosses `away_s` (either way) or reaches `quiet_s`.

        A new threshold counts from now: an absence that lasts already is not told again.
        """
        away_s = min(away_s, LONGEST_S)
        self._quiet_s, self._away_s = quiet_s, away_s
        self._set({GRAIN_S, away_s} | ({quiet_s} if quiet_s is not None else set()))

    def close(self) -> None:
        self._wire.close()

    def _find_dialect(self) -> _Dialect:
        offers = self._wire.offers
        if "wl_seat" not in offers:
            raise Unavailable("the compositor has no keyboard and no pointer")
        for dialect in DIALECTS:
            offer = offers.get(dialect.interface)
            if offer and offer.version >= dialect.version:
                return dialect
        raise Unavailable("the compositor tells nobody of idle times")

    def _set(self, wanted: set[float]) -> None:
        """Watch these thresholds, keeping those that are watched already."""
        for threshold_s in set(self._objects) - wanted:
            thing = self._objects.pop(threshold_s)
            self._wire.tell(thing, DESTROY)
            self._wire.forget(thing)
            self._input.disarm(threshold_s, self._now())
        for threshold_s in wanted - set(self._objects):
            self._add(threshold_s)

    def _add(self, threshold_s: float) -> None:
        milliseconds = max(1, round(threshold_s * 1000))
        thing = self._wire.new_object(partial(self._heard, threshold_s))
        values = self._dialect.values(thing, milliseconds, self._seat)
        self._wire.tell(self._notifier, self._dialect.request, values)
        self._objects[threshold_s] = thing
        self._input.arm(threshold_s, self._now())

    def _heard(self, threshold_s: float, event: int, values: bytes) -> None:
        if event == IDLE:
            self._input.went_idle(threshold_s, self._now())
        elif event == RESUMED:
            self._input.resumed(self._now())
