"""Pictures of every screen: `python -m tests.shots [NAME…]` writes build/shots/*.png.

Each screen in every theme, at 96 and 192 dpi, as real windows on a real X server. A picture
shows the window with a little of the desktop round it. A name that ends with -small is a window on
a small screen, with -large one with letters half as large again.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Sequence
from contextlib import ExitStack
from pathlib import Path

from hipbreak.adapters.clock import SystemClock
from hipbreak.adapters.shelf import Shelf
from hipbreak.core.calendar import weekday
from hipbreak.protocol import Look, OpenCard, OpenHint, OpenHome, OpenPlayer, Shown
from hipbreak.ui.hint import TITLE as HINT
from hipbreak.ui.home.settings_model import GROUPS
from hipbreak.ui.look.theme import THEMES
from hipbreak.ui.player_state import LOOSENS
from tests.rig import Desktop, wait_for
from tests.rig.windows import WindowInfo
from tests.sample_days import fill
from tests.seeds import afternoon, fill_day, fill_year, set_zone
from tests.window_child import WindowChild

ROOT = Path(__file__).parent.parent
OUT = ROOT / "build" / "shots"
BACKDROP = "#8E9DA6"
ROUTINES = Shelf([ROOT / "routines"])
CARD, ORDINARY, PLAYER, HOME = (
    "hipbreak: a break",
    "hipbreak: a break",
    "hipbreak",
    "hipbreak: home",
)

GROUP_NAMES = tuple(group.name for group in GROUPS)

OTHERS = ("hip-circles", "belly-breath")

Screen = Callable[[Desktop, Look], WindowInfo]


def offer(
    routine: str, look: Look, ordinary: bool = False, others: tuple[str, ...] = OTHERS
) -> OpenCard:
    return OpenCard(
        offer="0" * 32,
        routine=ROUTINES.get(routine),
        reason="You have not done this one since yesterday.",
        why="You have been sitting for 61 min.",
        look=look,
        ordinary=ordinary,
        others=tuple(map(ROUTINES.get, others)),
    )


def card(routine: str) -> Screen:
    def open_it(desktop: Desktop, look: Look) -> WindowInfo:
        child = WindowChild(desktop, "card", offer(routine, look))
        child.show()
        return settled(desktop, CARD)

    return open_it


def ordinary(*keys: str) -> Screen:
    def open_it(desktop: Desktop, look: Look) -> WindowInfo:
        child = WindowChild(desktop, "card", offer("glute-press", look, ordinary=True))
        child.show()
        seen = settled(desktop, ORDINARY)
        wait_for(lambda: desktop.focused() == seen.id, what="the focus")
        for key in keys:
            desktop.key(key)
        return settled(desktop, ORDINARY)

    return open_it


def other_card(desktop: Desktop, look: Look) -> WindowInfo:
    """The card turned to what may be done instead, by a click."""
    child = WindowChild(desktop, "card", offer("glute-press", look))
    child.show()
    seen = settled(desktop, CARD)
    before = desktop.picture().crop(seen.box).tobytes()
    place = something_else(seen)

    def turned() -> bool:
        desktop.click(*place)
        return desktop.picture().crop(seen.box).tobytes() != before

    wait_for(turned, what="the other page", every=0.5)
    desktop.move(4, 4)
    return settled(desktop, CARD)


def something_else(card: WindowInfo) -> tuple[int, int]:
    """Where "Something else" is on the card: before Skip, in the last row."""
    return card.x + round(card.width * 0.71), card.y + round(card.height * 0.85)


def player(routine: str, *keys: str, begin: bool = True, compact: bool = False) -> Screen:
    def open_it(desktop: Desktop, look: Look) -> WindowInfo:
        opening = OpenPlayer("1" * 32, ROUTINES.get(routine), "left", look, compact=compact)
        WindowChild(desktop, "player", opening).wait(Shown)
        seen = desktop.wait_window(PLAYER)
        wait_for(lambda: desktop.focused() == seen.id, what="the player's focus")
        accent = THEMES[look.theme].accent
        wait_for(lambda: desktop.find_colour(accent, seen), what="the first frames")
        waits = opening.routine.pressure or opening.routine.kind in LOOSENS
        pressed = ("Return", *keys) if waits and begin else keys
        for key in pressed:
            desktop.key(key)
        return settled(desktop, PLAYER, pictures=12 if not keys else 4)

    return open_it


def home(
    page: str,
    running: bool = False,
    journal: Callable[[Path], object] | None = fill,
    keys: Sequence[str] = (),
) -> Screen:
    """A page of the home window, with a week's journal, another or none, and keys pressed."""

    def open_it(desktop: Desktop, look: Look) -> WindowInfo:
        folder = Path(desktop.env["HIPBREAK_HOME"])
        folder.mkdir(mode=0o700, exist_ok=True)
        if journal:
            journal(folder / "journal.sqlite3")
        if running:
            desktop.start(sys.executable, "-m", "hipbreak", "run")
            wait_for(
                lambda: desktop.run("hipbreak", "status", check=False).returncode == 0,
                timeout=15,
                what="the resident",
            )
        WindowChild(desktop, "home", OpenHome(look, page)).wait(Shown)
        seen = desktop.wait_window(HOME)
        wait_for(lambda: desktop.focused() == seen.id, what="the home window's focus")
        for key in keys:
            desktop.key(key)
        return settled(desktop, HOME)

    return open_it


def fill_working_year(journal: Path) -> None:
    """A year that ends with a day at the desk, also on a weekend."""
    fill_year(journal)
    if weekday(SystemClock().now().local_day) > 4:
        fill_day(journal)


def settled(desktop: Desktop, title: str, pictures: int = 4) -> WindowInfo:
    """The window once it has stayed in its place for some pictures."""
    seen: list[WindowInfo] = [desktop.wait_window(title)]

    def still() -> bool:
        seen.append(desktop.wait_window(title))
        return len(seen) > pictures and len(set(seen[-pictures:])) == 1

    wait_for(still, what=f"the window {title} to stand still", every=0.1)
    return seen[-1]


def hint(routine: str, *, may_start: bool) -> Screen:
    def open_it(desktop: Desktop, look: Look) -> WindowInfo:
        opening = OpenHint("0" * 32, ROUTINES.get(routine), look, may_start=may_start)
        WindowChild(desktop, "hint", opening).show()
        return settled(desktop, HINT)

    return open_it


SCREENS: dict[str, Screen] = {
    "card": card("glute-press"),
    "card-lunge": card("line-lunge"),
    "card-else": other_card,
    "card-window": ordinary(),
    "card-window-else": ordinary("Left", "Left", "Return"),
    "hint-call": hint("glute-press", may_start=True),
    "hint-shift": hint("weight-shift", may_start=False),
    "player": player("glute-press"),
    "player-side": player("line-lunge"),
    "player-breath": player("belly-breath"),
    "player-how": player("line-lunge", "Tab", "space"),
    "player-small": player("line-lunge"),
    "player-how-small": player("line-lunge", "Tab", "space"),
    "card-small": card("belly-breath"),
    "home-week-small": home("week"),
    "player-caution": player("kd4-press", begin=False),
    "player-ready": player("line-lunge", begin=False),
    "player-ready-small": player("line-lunge", begin=False),
    "player-ask": player("kd4-press", "Right", "Right", "Right"),
    "player-thomas": player("thomas-test", "Right", "Right", "Right"),
    "player-leg-length-small": player("leg-length", "Right", "Right"),
    "player-paused": player("walk", "space"),
    "player-hurt": player("glute-press", "h"),
    "player-advice": player("glute-press", "h", "2"),
    "player-end": player("glute-press", "d"),
    "compact": player("glute-press", compact=True),
    "compact-paused": player("glute-press", "Right", "space", compact=True),
    "compact-end": player("glute-press", "d", compact=True),
    "compact-hurt-small": player("glute-press", "h", compact=True),
    "compact-advice-small": player("glute-press", "h", "2", compact=True),
    "player-tightness": player("line-lunge", "d", "1"),
    "player-tightness-small": player("line-lunge", "d", "1"),
    "home-today": home("today", running=True),
    "home-week": home("week"),
    **{f"home-settings-{name}": home(f"settings/{name}", running=False) for name in GROUP_NAMES},
    **{f"home-start-{at + 1}": home(f"start/{at}", running=False, journal=None) for at in range(4)},
    "home-alone": home("today"),
    "home-today-empty": home("today", journal=None),
    "home-today-day": home("today", journal=fill_day),
    "home-today-year": home("today", journal=fill_working_year),
    "home-week-empty": home("week", journal=None),
    "home-week-day": home("week", journal=fill_day),
    "home-week-year": home("week", journal=fill_year),
    "home-week-year-end": home("week", journal=fill_year, keys=("End",)),
    "home-library": home("library", journal=fill_year),
    "home-library-first": home("library", journal=None),
    "home-library-small": home("library", journal=fill_year),
    "home-movement": home("library/kd4-press"),
    "home-movement-allowed": home("library/line-lunge", journal=fill_year),
    "home-safety": home("safety", journal=fill_year),
    "home-safety-first": home("safety", journal=None),
    "home-safety-end": home("safety", journal=fill_year, keys=("End",)),
}


USUAL = {96: "1280x800", 192: "2560x1600", 288: "3840x2400"}
SMALL = {96: "1024x600", 192: "1280x800", 288: "1920x1200"}


def every_screen() -> dict[str, Screen]:
    """The usual screens, and those that are seen seldom."""
    from tests.shots_rare import RARE  # which is made of what is here

    return SCREENS | RARE


def shoot(name: str, theme: str, dpi: int) -> Path:
    size = (SMALL if name.endswith("-small") else USUAL)[dpi]
    with ExitStack() as stack:
        desktop = stack.enter_context(Desktop(size=size, dpi=dpi))
        desktop.run("xsetroot", "-solid", BACKDROP)
        letters = 1.5 if name.endswith("-large") else 1.0
        seen = every_screen()[name](desktop, Look(theme=theme, text_scale=letters))
        left, top, right, bottom = seen.box
        edge = 28 * dpi // 96
        box = (left - edge, top - edge, right + edge, bottom + edge)
        picture = desktop.picture()
        target = OUT / f"{name}-{theme}-{dpi}.png"
        whole = picture.size
        clipped = (max(0, box[0]), max(0, box[1]), min(whole[0], box[2]), min(whole[1], box[3]))
        picture.crop(clipped).save(target)
        said = [line for line in desktop.log_text().splitlines() if "Error" in line]
        print(target.relative_to(ROOT), *(line for line in said if "fd limit" not in line))
        return target


def main(names: Sequence[str]) -> None:
    OUT.mkdir(parents=True, exist_ok=True)
    set_zone(afternoon())
    for name in names or every_screen():
        for dpi in (96, 192):
            for theme in THEMES:
                shoot(name, theme, dpi)


if __name__ == "__main__":
    main(sys.argv[1:])
