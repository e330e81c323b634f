"""Starting and ending the resident: the lock, the tray on the main thread, the worker beside it.

The tray comes first: the worker's parts are imported in its own thread, so that the icon need not
wait for them.
"""

from __future__ import annotations

import logging
import os
import signal
import sys
import threading
from pathlib import Path
from types import FrameType

from hipbreak.adapters.instance import acquire
from hipbreak.adapters.paths import Paths
from hipbreak.lean import settle
from hipbreak.resident.mailbox import Mailbox

log = logging.getLogger(__name__)

LOG_BYTES = 1_000_000
"""A larger log begins anew; the one before is kept as `.old`."""


def run(paths: Paths) -> int:
    """Be the resident until somebody says quit. UserError when one is running already."""
    paths.ensure()
    lock = acquire(paths.lock)
    start_logging(paths.log)
    from hipbreak.adapters.early import tray_wanted
    from hipbreak.adapters.tray import WANTED, choose

    mailbox = Mailbox()
    tray = choose(tray_wanted(paths.settings, WANTED), mailbox.post)
    failed: list[int] = []

    def work() -> None:
        try:
            from hipbreak.resident.wiring import Resident

            resident = Resident(paths, tray, mailbox)
            settle()
            resident.run()
        except Exception as error:  # barrier: the worker thread's last word
            log.exception("the resident ends")
            print(f"hipbreak: {error}", file=sys.stderr)
            failed.append(1)
        finally:
            tray.stop()

    _listen_to_signals(mailbox)
    worker = threading.Thread(target=work, name="worker")
    tray.run(worker.start)
    worker.join()
    lock.release()
    return 1 if failed else 0


def _listen_to_signals(mailbox: Mailbox) -> None:
    def end(number: int, frame: FrameType | None) -> None:
        mailbox.post("quit")

    for name in ("SIGTERM", "SIGINT", "SIGHUP"):
        number = getattr(signal, name, None)
        if number is not None:
            signal.signal(number, end)


def start_logging(path: Path) -> None:
    """Decisions and faults go to one small file, 0600."""
    if path.exists() and path.stat().st_size > LOG_BYTES:
        path.replace(path.with_suffix(".old"))
    os.close(os.open(path, os.O_CREAT | os.O_WRONLY, 0o600))
    handler = logging.FileHandler(path, encoding="utf-8")
    handler.setFormatter(logging.Formatter("%(asctime)s %(levelname).1s %(name)s: %(message)s"))
    root = logging.getLogger("hipbreak")
    root.addHandler(handler)
    root.setLevel(logging.DEBUG if os.environ.get("HIPBREAK_DEBUG") else logging.INFO)
