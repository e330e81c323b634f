"""Notifications on Windows and macOS, through plyer. Untried on either."""

from __future__ import annotations

import logging

from hipbreak.adapters.paths import data_dir

LONGEST_TITLE, LONGEST_TEXT = 64, 256
"""Windows keeps so many characters with the final zero, and raises beyond."""
SHOWN_S = 10

log = logging.getLogger(__name__)


class PlyerNotifier:
    """Never raises: what plyer raises depends on the machine and is no matter of ours."""

    def notify(self, title: str, text: str) -> None:
        try:
            from plyer import notification

            notification.notify(
                title=title[: LONGEST_TITLE - 1],
                message=text[: LONGEST_TEXT - 1],
                app_name="hipbreak",
                app_icon=str(data_dir("icons") / "hipbreak.ico"),
                timeout=SHOWN_S,
            )
        except Exception:
            # A barrier around plyer alone: its backends raise anything, even NotImplementedError.
            log.info("no notification could be shown", exc_info=True)

    def close(self) -> None:
        """plyer keeps nothing open."""
