"""Notifications on Windows and macOS, through plyer. Untried on either."""

from __future__ import annotations

import logging

from hipbreak.adapters.notify.words import clamp
from hipbreak.adapters.paths import data_dir
from hipbreak.ports import Notice

LONGEST_TITLE, LONGEST_TEXT = 63, 255
"""Windows keeps one character more, with the final zero, and raises beyond."""

log = logging.getLogger(__name__)


class PlyerNotifier:
    """Without buttons, and nothing can be taken back. Never raises: what plyer raises depends on
    the machine and is no matter of ours."""

    def show(self, slot: str, notice: Notice) -> None:
        try:
            from plyer import notification

            notification.notify(
                title=clamp(notice.title, LONGEST_TITLE),
                message=clamp(notice.text, LONGEST_TEXT),
                app_name="hipbreak",
                app_icon=str(data_dir("icons") / "hipbreak.ico"),
                timeout=int(notice.for_s),
            )
        except Exception:
            # A barrier around plyer alone: its backends raise anything, even NotImplementedError.
            log.info("no notification could be shown", exc_info=True)

    def withdraw(self, slot: str) -> None:
        """plyer cannot; the desktop takes it away by itself."""

    def close(self) -> None:
        """plyer keeps nothing open."""
