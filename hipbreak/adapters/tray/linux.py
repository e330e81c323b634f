"""The Linux tray: shows the icon in the best tray there is, and goes on looking.

One thread, one selector. StatusNotifier comes first; without it an XEmbed tray; without either the
programme says so. A tray that appears later, restarts, or is better than the one of now gets the
icon, because every mechanism that could become usable stays open and tells when it does. One that
has died (the message bus, the X server) is opened again after a while. An X connection is opened
only while StatusNotifier is missing, and python-xlib loaded only for a tray: it costs memory.
"""

from __future__ import annotations

import contextlib
import logging
import os
import selectors
import threading
import time
from collections.abc import Callable, Iterator, Mapping

from hipbreak.adapters.tray.mechanism import Mechanism, Setting, Superseded
from hipbreak.adapters.tray.menu import OnAction
from hipbreak.adapters.tray.none import NOT_WANTED
from hipbreak.adapters.tray.popup import Popup
from hipbreak.adapters.tray.slot import Slot
from hipbreak.core.errors import Unavailable
from hipbreak.ports import TrayView

NAME = "hipbreak"
SETTLE_S = 1.0
"""How long the start waits for answers about trays."""
_FIRST_VIEW = TrayView("working", NAME, ())

log = logging.getLogger(__name__)


class LinuxTray:
    """The tray of a Linux desktop. `wanted` is auto, sni, xembed or none."""

    def __init__(
        self, wanted: str, on_action: OnAction, environ: Mapping[str, str] = os.environ
    ) -> None:
        self._on_action, self._environ = on_action, environ
        self._view = self._applied = _FIRST_VIEW
        self._report = "none", "the tray has not started yet"
        self._stopping = False
        self._waker = _Waker()
        self._popup = Popup(environ)
        self._wanted = self._used = wanted
        self._slots = _slots(wanted, environ)

    # For every thread

    @property
    def backend(self) -> str:
        return self._report[0]

    @property
    def reason(self) -> str:
        return self._report[1]

    def show(self, view: TrayView) -> None:
        if view != self._view:
            self._view = view
            self._waker.wake()

    def prefer(self, wanted: str) -> bool:
        self._wanted = wanted
        self._waker.wake()
        return True

    def stop(self) -> None:
        self._stopping = True
        self._waker.wake()

    # The loop

    def run(self, ready: Callable[[], None]) -> None:
        self._selector = selectors.DefaultSelector()
        self._selector.register(self._waker, selectors.EVENT_READ, self._waker.drain)
        settle_at: float | None = time.monotonic() + SETTLE_S
        try:
            while not self._stopping:
                self._follow_wish()
                self._look_around(patient=settle_at is not None)
                if settle_at and (self._settled() or time.monotonic() >= settle_at):
                    settle_at = None
                    self._look_around(patient=False)
                    ready()
                self._apply()
                self._wait(settle_at)
        finally:
            self._end()

    def _wait(self, settle_at: float | None) -> None:
        times = [slot.mechanism.due() for slot in self._slots if slot.mechanism]
        times += [slot.again.at for slot in self._in_use()]
        dues = [due for due in (*times, settle_at) if due is not None]
        timeout = max(0.0, min(dues) - time.monotonic()) if dues else None
        for key, _ in self._selector.select(timeout):
            key.data()
        for slot in self._slots:
            self._guarded(slot, lambda mechanism: mechanism.tick())

    def _in_use(self) -> Iterator[Slot]:
        """Down to the first that shows the icon: the others stay closed."""
        for slot in self._slots:
            yield slot
            if slot.mechanism and slot.mechanism.usable:
                return

    def _follow_wish(self) -> None:
        if self._wanted != self._used:
            self._used = self._wanted
            for slot in self._slots:
                self._close(slot)
            self._slots = _slots(self._used, self._environ)

    def _settled(self) -> bool:
        opened = [slot.mechanism for slot in self._slots if slot.mechanism]
        return all(mechanism.known for mechanism in opened)

    def _look_around(self, patient: bool) -> None:
        """Open mechanisms down to the first that shows the icon; close those below it."""
        enough = False
        for slot in self._slots:
            if enough:
                self._close(slot)
                continue
            self._open(slot)
            mechanism = slot.mechanism
            enough = bool(mechanism and (mechanism.usable or (patient and not mechanism.known)))
        self._report = _report(self._slots)

    def _apply(self) -> None:
        """Show the view of now wherever it is not shown yet."""
        view = self._view
        if view is not self._applied:
            self._applied = view
            for slot in self._slots:
                self._guarded(slot, lambda mechanism: mechanism.show(view))

    def _end(self) -> None:
        for slot in self._slots:
            self._close(slot)
        self._close_menu()
        self._selector.close()
        self._waker.close()
        self._report = "none", "the tray has ended"

    # Mechanisms

    def _open(self, slot: Slot) -> None:
        if not slot.may_open():
            return
        try:
            mechanism = slot.make(Setting(NAME, self._environ, self._act, self._open_menu))
        except Unavailable as error:
            slot.died(error.reason)
            return
        slot.opened(mechanism)
        self._selector.register(
            mechanism,
            selectors.EVENT_READ,
            lambda: self._guarded(slot, lambda mechanism: mechanism.drain()),
        )
        self._guarded(slot, lambda mechanism: mechanism.show(self._view))

    def _close(self, slot: Slot) -> None:
        if slot.mechanism:
            self._put_away(slot.mechanism)
            slot.mechanism = None

    def _put_away(self, mechanism: Mechanism) -> None:
        self._selector.unregister(mechanism)
        mechanism.close()

    def _guarded(self, slot: Slot, do: Callable[[Mechanism], None]) -> None:
        """Do it; a mechanism that dies over it is put away for a while, with its reason."""
        mechanism = slot.mechanism
        try:
            if mechanism:
                do(mechanism)
        except Superseded as come:
            self._close(slot)
            slot.rest(come.reason)
        except Unavailable as error:
            if mechanism and slot.mechanism is mechanism:
                log.warning("%s: %s", mechanism.backend, error.reason)
                self._put_away(mechanism)
                slot.died(error.reason)

    # What people do

    def _act(self, action: str) -> None:
        try:
            self._on_action(action)
        except Exception:
            # A named barrier: a tray callback that fails must not take the icon away.
            log.exception("the tray's action %r failed", action)

    def _open_menu(self, x: int, y: int) -> None:
        """Our own menu at this place; a second click takes it away."""
        if self._popup.open:
            self._close_menu()
            return
        try:
            self._popup.show(x, y, self._view.menu)
        except OSError as error:
            log.warning("the menu cannot open: %s", error)
            return
        self._selector.register(self._popup, selectors.EVENT_READ, self._menu_said)

    def _menu_said(self) -> None:
        fd = self._popup.fileno()
        action = self._popup.read()
        if action is not None:
            self._selector.unregister(fd)
            if action:
                self._act(action)

    def _close_menu(self) -> None:
        if self._popup.open:
            self._selector.unregister(self._popup)
            self._popup.close()


class _Waker:
    """Makes a selector return, from any thread, also when it is closed already."""

    def __init__(self) -> None:
        self._read, self._write = os.pipe()
        os.set_blocking(self._read, False)
        os.set_blocking(self._write, False)
        self._lock = threading.Lock()
        self._closed = False

    def fileno(self) -> int:
        return self._read

    def wake(self) -> None:
        with self._lock, contextlib.suppress(BlockingIOError):
            if not self._closed:
                os.write(self._write, b"!")

    def drain(self) -> None:
        with contextlib.suppress(BlockingIOError):
            os.read(self._read, 4096)

    def close(self) -> None:
        with self._lock:
            self._closed = True
            os.close(self._read)
            os.close(self._write)


def _slots(wanted: str, environ: Mapping[str, str]) -> list[Slot]:
    if wanted == "none":
        return []
    sni, xembed = Slot(_make_sni), Slot(_make_xembed)
    if environ.get("WAYLAND_DISPLAY"):
        # Asking would start XWayland, for a tray that no Wayland desktop has.
        xembed.dead = "Wayland has no XEmbed tray"
    return {"sni": [sni], "xembed": [Slot(_make_xembed)]}.get(wanted, [sni, xembed])


def _make_sni(setting: Setting) -> Mechanism:
    from hipbreak.adapters.tray.sni import SniMechanism

    return SniMechanism(setting)


def _make_xembed(setting: Setting) -> Mechanism:
    from hipbreak.adapters.tray.xembed_watch import XembedWatch

    try:
        return XembedWatch(setting)
    except Superseded:
        from hipbreak.adapters.tray.xorg import XorgMechanism

        return XorgMechanism(setting)


def _report(slots: list[Slot]) -> tuple[str, str]:
    """The backend of now, and the sentence about it."""
    if not slots:
        return "none", NOT_WANTED
    passed: list[str] = []
    for slot in slots:
        if slot.mechanism and slot.mechanism.usable:
            return slot.mechanism.backend, "; ".join([slot.why, *passed])
        passed.append(slot.why)
    return "none", f"no tray: {' and '.join(passed)}; open hipbreak again to see its window"
