"""Measures a window of ours from inside: `python -m tests.ui_probe KIND ROUTINE TEXT_SCALE`.

Prints one JSON list: for every page the window's place, and every widget that is cut off or lies
outside.
"""

from __future__ import annotations

import json
import sys
import tkinter as tk
from collections.abc import Iterator
from dataclasses import replace

from hipbreak.protocol import Look, Message, OpenCard, OpenHome, OpenPlayer
from hipbreak.ui.card import Card
from hipbreak.ui.home.pages import TITLES
from hipbreak.ui.home.settings_model import GROUPS
from hipbreak.ui.home.window import Home
from hipbreak.ui.pipe import Pipe
from hipbreak.ui.player import Player
from hipbreak.ui.player_state import Phase, Play
from hipbreak.ui.shell import open_shell
from hipbreak.ui.stage import Stage
from tests.shots import ROUTINES, offer


class Heard(Pipe):
    """A pipe that keeps what is said."""

    def __init__(self) -> None:
        super().__init__()
        self.messages: list[Message] = []

    def send(self, message: Message) -> None:
        self.messages.append(message)


def widgets(top: tk.Misc) -> Iterator[tk.Widget]:
    for child in top.winfo_children():
        if isinstance(child, tk.Widget) and child.winfo_viewable():
            yield child
            yield from widgets(child)


def problems(root: tk.Tk) -> list[str]:
    """Every visible widget that is cut off or outside."""
    found = []
    left, top = root.winfo_rootx(), root.winfo_rooty()
    right, bottom = left + root.winfo_width(), top + root.winfo_height()
    for widget in widgets(root):
        x, y = widget.winfo_rootx(), widget.winfo_rooty()
        width, height = widget.winfo_width(), widget.winfo_height()
        name = f"{widget} {_text(widget)!r} at {x - left},{y - top} {width}x{height}"
        moves = ".!scroller" in str(widget)  # what lies above or below is scrolled to
        beyond = not moves and (y < top or y + height > bottom)
        if x < left or x + width > right or beyond:
            found.append(f"outside: {name}")
        is_frame = isinstance(widget, tk.Frame)
        if not is_frame and (width < widget.winfo_reqwidth() or height < widget.winfo_reqheight()):
            wanted = f"{widget.winfo_reqwidth()}x{widget.winfo_reqheight()}"
            found.append(f"cut off: {name}, wants {wanted}")
    return found


def _text(widget: tk.Widget) -> str:
    try:
        return str(widget.cget("text"))
    except tk.TclError:
        return ""


def page(root: tk.Tk, name: str) -> dict[str, object]:
    root.update()
    return {
        "page": name,
        "window": [root.winfo_rootx(), root.winfo_rooty(), root.winfo_width(), root.winfo_height()],
        "problems": problems(root),
        "seen": sum(1 for _ in widgets(root)),
    }


def until_mapped(root: tk.Tk) -> None:
    root.wait_visibility()
    root.update()


def measure_card(opening: OpenCard) -> Iterator[dict[str, object]]:
    shell = open_shell("card", opening.look, opening.scale)
    card = Card(shell, opening, Heard())
    card.show()
    until_mapped(shell.root)
    yield page(shell.root, "card")
    card.view.turn()
    yield page(shell.root, "something else")


def measure_player(opening: OpenPlayer) -> Iterator[dict[str, object]]:
    shell = open_shell("player", opening.look)
    player = Player(shell, opening, Heard())
    until_mapped(shell.root)
    first = player._play
    for at, slot in enumerate(first.slots):
        phase = Phase.RUNNING if slot.cue.seconds else Phase.ASKING
        player._become(replace(first, at=at, phase=phase))
        yield page(shell.root, f"step {at + 1}")
    if isinstance(player._fitted.stage, Stage):
        player._fitted.stage.toggle_how()
        yield page(shell.root, "how")
    for name, play in _other_pages(first):
        player._become(play)
        yield page(shell.root, name)


def _other_pages(play: Play) -> Iterator[tuple[str, Play]]:
    if play.routine.pressure:
        yield "caution", replace(play, phase=Phase.CAUTION)
    yield "ready", replace(play, phase=Phase.READY)
    yield "hurt", replace(play, phase=Phase.HURT, hurt=True)
    for reason in ("sharp", "numb", "nerve", "other"):
        yield "between", replace(play, phase=Phase.HURT, hurt=True)
        yield f"advice {reason}", replace(play, phase=Phase.ADVICE, hurt=True, stop_reason=reason)
    yield "end", replace(play, phase=Phase.ENDING)
    yield "tightness", replace(play, phase=Phase.TIGHTNESS)


def measure_home(opening: OpenHome) -> Iterator[dict[str, object]]:
    shell = open_shell("home", opening.look)
    home = Home(shell, opening, Heard())
    until_mapped(shell.root)
    start = (f"start/{at}" for at in range(4))
    for name in (*TITLES, *(f"settings/{group.name}" for group in GROUPS), *start):
        home.turn_to(name)
        yield page(shell.root, name)


def main(kind: str, routine: str, text_scale: str) -> None:
    look = Look(theme="light", text_scale=float(text_scale), reduced_motion=True)
    match kind:
        case "card":
            found = list(measure_card(offer(routine, look)))
        case "player" | "compact":
            opening = OpenPlayer(
                "1" * 32, ROUTINES.get(routine), "left", look, compact=kind == "compact"
            )
            found = list(measure_player(opening))
        case _:
            found = list(measure_home(OpenHome(look)))
    print(json.dumps(found))


if __name__ == "__main__":
    main(*sys.argv[1:])
