"""A resident that is nothing but a tray: `python -m tests.tray_resident WANTED`.

It prints what happens, a line each, and takes lines on standard input: `icon NAME`,
`tooltip TEXT`, `label TEXT`, `stand yes|no`, `offer`, `tell`, `prefer TRAY`, `memory`,
`stop`.
"""

from __future__ import annotations

import re
import sys
import threading
from dataclasses import replace
from pathlib import Path

from hipbreak.adapters.tray import choose
from hipbreak.ports import SEPARATOR, MenuEntry, TrayView

PAUSE = MenuEntry(
    "Pause",
    children=(
        MenuEntry("For 30 minutes", "pause 30 min"),
        MenuEntry("For 1 hour", "pause 1 h"),
        MenuEntry("Until tomorrow", "pause tomorrow"),
    ),
)
MENU = (
    MenuEntry("Next break in 24 min"),
    SEPARATOR,
    MenuEntry("Start a break now", "now", default=True),
    PAUSE,
    MenuEntry("I am standing", "stand", checked=True),
    SEPARATOR,
    MenuEntry("Show the week", "week"),
    MenuEntry("Quit snake_case", "quit"),
)
OFFER = (MenuEntry("Start the drill", "start"), MenuEntry("Skip", "skip"))


def say(*words: object) -> None:
    print(*words, flush=True)


def main() -> None:
    tray = choose(sys.argv[1], lambda action: say("action", action))
    view = TrayView("working", "Sitting for 36 min", MENU)
    tray.show(view)

    def serve() -> None:
        nonlocal view
        for line in sys.stdin:
            word, _, rest = line.strip().partition(" ")
            match word:
                case "icon":
                    view = replace(view, icon=rest)
                case "tooltip":
                    view = replace(view, tooltip=rest)
                case "label":
                    view = replace(view, menu=(MenuEntry(rest), *view.menu[1:]))
                case "stand":
                    lines = [
                        replace(e, checked=rest == "yes") if e.action == "stand" else e
                        for e in view.menu
                    ]
                    view = replace(view, menu=tuple(lines))
                case "offer":
                    view = replace(view, menu=(*OFFER, *view.menu))
                case "tell":
                    say("backend", tray.backend)
                    say("reason", tray.reason)
                case "prefer":
                    say("follows", tray.prefer(rest))
                case "memory":
                    say("memory", _memory())
                case "stop":
                    break
            tray.show(view)
        tray.stop()

    threading.Thread(target=serve, daemon=True).start()
    tray.run(lambda: say("ready"))
    loaded = {"PIL", "tkinter", "Xlib"} & set(sys.modules)
    say("ended", *sorted(loaded))


def _memory() -> str:
    rollup = Path("/proc/self/smaps_rollup").read_text()
    status = Path("/proc/self/status").read_text()
    sizes = {name: int(re.search(rf"^{name}:\s+(\d+)", rollup, re.M)[1]) for name in ("Pss", "Rss")}  # type: ignore[index]
    switches = sum(map(int, re.findall(r"ctxt_switches:\s+(\d+)", status)))
    return f"{sizes['Pss'] / 1024:.1f} {sizes['Rss'] / 1024:.1f} {switches}"


if __name__ == "__main__":
    main()
