"""The player on a real screen: real keys and clicks, real seconds, one honest report."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from dataclasses import replace
from itertools import pairwise
from pathlib import Path

import pytest
from PIL import ImageColor

from hipbreak.core.facts import Evidence, Feel, Outcome
from hipbreak.core.routine import Evidence as Grounds
from hipbreak.core.routine import Grade, Kind, Pace, Position, Routine, Step
from hipbreak.protocol import Close, Finished, Look, OpenPlayer, Raise, from_line
from hipbreak.ui.look.theme import LIGHT
from tests.rig import Desktop, wait_for
from tests.rig.windows import WindowInfo
from tests.window_child import WindowChild

LOOK = Look(theme="light")
UID = "ab" * 16
HOLD = Step("Press both feet down.", 0.8, "D2", figure="glute-press")
CIRCLE = Step("Make circles.", 0.6, "D2", Pace.MOVE, each_side=True, figure="glute-press")
ASK = Step("Notice.", 0, "ours", Pace.ASK, each_side=True, question="Looser?")
LONG = replace(HOLD, seconds=60.0)


def routine(*steps: Step, pressure: bool = False) -> Routine:
    return Routine(
        "drill", "Drill", "A drill.", Kind.DRILL, Position.SEATED, steps,
        Grounds(Grade.EXPERT, "Taught."), pressure=pressure, pressure_words="Light at first.",
        cautions=("Ask a doctor first.",) if pressure else (),
    )  # fmt: skip


def play(
    desktop: Desktop, played: Routine, outbox: Path | None = None
) -> tuple[WindowChild, WindowInfo]:
    """A player that has the keyboard."""
    child = WindowChild(desktop, "player", OpenPlayer(UID, played, "left", LOOK), outbox)
    window = wait_for(lambda: named(desktop), what="the player")
    wait_for(lambda: desktop.focused() == window.id, what="the player's focus")
    return child, window


def named(desktop: Desktop) -> WindowInfo | None:
    return next((w for w in desktop.windows() if w.mapped and w.name == "hipbreak"), None)


def press_until_told(desktop: Desktop, child: WindowChild, key: str) -> Finished:
    """Press a key that only the last page understands, until the report comes."""

    def told() -> list[Finished]:
        if child.process.poll() is None:
            desktop.key(key)
        return child.said(Finished)

    return wait_for(told, what="the report", every=0.1)[0]


def the_report(child: WindowChild) -> Finished:
    """The one report of a player that has ended."""
    assert child.wait_end() == 0
    (told,) = child.said(Finished)
    return told


def test_played_to_the_end_and_felt(desktop: Desktop) -> None:
    """Every step ran: completed, with steps as evidence, and the tap's feel."""
    child, _window = play(desktop, routine(HOLD, CIRCLE))
    told = press_until_told(desktop, child, "1")
    assert (told.uid, told.outcome, told.evidence) == (UID, Outcome.COMPLETED, Evidence.STEPS)
    assert told.feel is Feel.GOOD
    assert [(step.side, step.done_s) for step in told.steps] == [
        ("", 0.8),
        ("left", 0.6),
        ("right", 0.6),
    ]
    the_report(child)


def test_the_end_by_mouse(desktop: Desktop) -> None:
    """The widest of the three buttons is *good ache*."""
    child, window = play(desktop, routine(replace(HOLD, seconds=1.5)))
    await_end_page(desktop, window)
    place = wait_for(lambda: desktop.find_colour(LIGHT.soft, lower(window)), what="the buttons")
    desktop.click(*place)
    told = the_report(child)
    assert (told.outcome, told.feel) == (Outcome.COMPLETED, Feel.GOOD)


def await_end_page(desktop: Desktop, window: WindowInfo) -> None:
    """The ring's coral comes, and goes with the last step; above it stands a figure."""
    below = lower(window)
    wait_for(lambda: desktop.find_colour(LIGHT.accent, below), what="the ring")
    wait_for(lambda: desktop.find_colour(LIGHT.accent, below) is None, what="the end page")


def lower(window: WindowInfo) -> WindowInfo:
    """The lower half of a window, where the end page has its buttons and no picture."""
    half = window.height // 2
    return replace(window, y=window.y + half, height=half)


def test_without_a_tap_the_end_page_closes_itself(desktop: Desktop) -> None:
    """No answer: the report comes all the same, without a feel."""
    child, _window = play(desktop, routine(HOLD))
    told = child.wait(Finished, timeout=14)
    assert (told.outcome, told.evidence, told.feel) == (
        Outcome.COMPLETED,
        Evidence.STEPS,
        None,
    )
    the_report(child)


def test_how_tight_it_is_before_and_after_a_stretch(desktop: Desktop) -> None:
    """3 starts it; 1 is the feel, then t is ten; the feel's key pressed twice rates nothing."""
    stretch = replace(routine(LONG), kind=Kind.STRETCH)
    child, _window = play(desktop, stretch)
    desktop.run("xdotool", "key", "--delay", "1", "3", "d", "1", "1")
    told = press_until_told(desktop, child, "t")
    assert (told.feel, told.tightness_before, told.tightness) == (Feel.GOOD, 3, 10)
    the_report(child)


def test_the_window_manager_closes_the_end_page(desktop: Desktop) -> None:
    """Closing the window at the end loses nothing of what was done."""
    child, window = play(desktop, routine(replace(HOLD, seconds=1.5)))
    await_end_page(desktop, window)
    desktop.key("alt+F4")
    told = the_report(child)
    assert (told.outcome, told.feel) == (Outcome.COMPLETED, None)


def test_escape_leaves_and_asks_nothing(desktop: Desktop) -> None:
    """At once, told as left."""
    child, _window = play(desktop, routine(LONG))
    desktop.key("Escape")
    told = the_report(child)
    assert (told.outcome, told.evidence) == (Outcome.LEFT, Evidence.NONE)
    assert told.done_s < 30 and told.planned_s == 60


def test_it_hurts_stops_asks_and_advises(desktop: Desktop) -> None:
    """H, then 3: told at once as nerve pain; the advice stays until it is closed."""
    child, _window = play(desktop, routine(LONG))
    desktop.key("h", "3")
    told = child.wait(Finished)
    assert (told.outcome, told.stop_reason, told.evidence) == (
        Outcome.HURT,
        "nerve",
        Evidence.NONE,
    )
    assert child.process.poll() is None and named(desktop)
    desktop.key("Escape")
    the_report(child)


def test_done_already_is_by_hand(desktop: Desktop) -> None:
    """D, then 2: completed by the person's word, felt as nothing."""
    child, _window = play(desktop, routine(LONG))
    desktop.key("d", "2")
    told = the_report(child)
    assert (told.outcome, told.evidence, told.feel) == (
        Outcome.COMPLETED,
        Evidence.BY_HAND,
        Feel.NOTHING,
    )


def test_space_pauses_and_goes_on(desktop: Desktop) -> None:
    """Paused, a drill of under a second does not end; going on, it does."""
    child, _window = play(desktop, routine(replace(HOLD, seconds=1.5)))
    desktop.key("space")
    since = time.monotonic()
    wait_for(lambda: time.monotonic() - since > 2.5, what="a pause longer than the drill")
    desktop.key("1")
    assert child.said(Finished) == []
    desktop.key("space")
    told = press_until_told(desktop, child, "3")
    assert (told.outcome, told.done_s, told.feel) == (Outcome.COMPLETED, 1.5, Feel.BAD)


def test_next_is_not_done(desktop: Desktop) -> None:
    """Skipped through to the end: told as left, with the seconds that ran."""
    child, _window = play(desktop, routine(LONG, LONG))
    desktop.key("Right", "Right")
    told = press_until_told(desktop, child, "1")
    assert (told.outcome, told.evidence) == (Outcome.LEFT, Evidence.NONE)
    assert 0 <= told.done_s < 30


def test_a_stopped_process_is_not_credited(desktop: Desktop) -> None:
    """Six seconds in which the process did not run are no exercise: it waits, paused."""
    child, _window = play(desktop, routine(replace(HOLD, seconds=3.0)))
    os.kill(child.process.pid, signal.SIGSTOP)
    since = time.monotonic()
    wait_for(lambda: time.monotonic() - since > 6, timeout=12, what="six seconds")
    os.kill(child.process.pid, signal.SIGCONT)
    desktop.key("1")
    assert child.said(Finished) == []
    desktop.key("d")
    told = press_until_told(desktop, child, "2")
    assert told.evidence is Evidence.BY_HAND
    assert told.done_s < 3


def test_a_question_repeats_the_side_once(desktop: Desktop) -> None:
    """N plays this side again and then goes on; Y goes on at once."""
    child, window = play(desktop, routine(CIRCLE, ASK))
    wait_for(lambda: answers(desktop, window), what="the question")
    desktop.key("n")
    wait_for(lambda: not answers(desktop, window), what="the repeat")
    wait_for(lambda: answers(desktop, window), what="the other side's question")
    desktop.key("y")
    told = press_until_told(desktop, child, "1")
    assert (told.outcome, told.evidence) == (Outcome.COMPLETED, Evidence.STEPS)
    assert [step.side for step in told.steps] == ["left", "left", "right"]


WORDS = """
import json
from hipbreak.protocol import Look, OpenPlayer
from hipbreak.ui.player import Player
from hipbreak.ui.shell import open_shell
from tests.shots import ROUTINES
from tests.ui_probe import Heard, widgets

shell = open_shell("player", Look(theme="light"))
player = Player(shell, OpenPlayer("a" * 32, ROUTINES.get("walk"), "left", Look()), Heard())

def row():
    shell.root.update()
    texts = [(str(w.cget("text")), w.winfo_rootx()) for w in widgets(shell.root)
             if w.winfo_class() == "Label"]
    at = [text for text, _ in texts].index("Space")
    return texts[at:]

before = row()
shell.root.event_generate("<KeyPress-space>")
print(json.dumps([before, row()]))
"""


def test_the_line_of_keys_says_what_space_does_now(desktop: Desktop) -> None:
    """Paused, it goes on; and the names of the other keys stay where they are."""
    running, paused = json.loads(desktop.run(sys.executable, "-c", WORDS, timeout=60).stdout)
    assert (running[1][0], paused[1][0]) == ("pause", "go on")
    assert running[2:] == paused[2:]


def answers(desktop: Desktop, window: WindowInfo) -> bool:
    """The two answers stand between cue and bar, both on the same quiet plate."""
    left, _, right, bottom = window.box
    row = desktop.picture().crop((left + 136, bottom - 153, right, bottom - 152)).convert("RGB")
    quiet = [row.getpixel((x, 0)) == ImageColor.getrgb(LIGHT.soft) for x in range(row.width)]
    edges = sum(now and not before for before, now in pairwise((False, *quiet)))
    coral = ImageColor.getrgb(LIGHT.accent) in {row.getpixel((x, 0)) for x in range(row.width)}
    return edges == 2 and sum(quiet) > 60 and not coral


def test_pressure_begins_with_its_cautions(desktop: Desktop) -> None:
    """Nothing runs before the coral Start is clicked."""
    child, window = play(desktop, routine(HOLD, pressure=True))
    since = time.monotonic()
    wait_for(lambda: time.monotonic() - since > 1.2, what="more time than the drill takes")
    place = wait_for(lambda: desktop.find_colour(LIGHT.accent, window), what="Start")
    desktop.click(*place)
    told = press_until_told(desktop, child, "1")
    assert (told.outcome, told.done_s) == (Outcome.COMPLETED, 0.8)


def test_the_resident_can_close_it(desktop: Desktop) -> None:
    """Asked to end, it tells what was done."""
    child, _window = play(desktop, routine(LONG))
    child.send(Close())
    assert the_report(child).outcome is Outcome.LEFT


def test_a_second_start_raises_it(desktop: Desktop) -> None:
    """`Raise` brings it before another window, with the keyboard."""
    child, window = play(desktop, routine(LONG))
    desktop.start("xterm", "-geometry", "150x50+0+0")
    other = desktop.wait_window(wm_class="XTerm")
    wait_for(lambda: desktop.focused() == other.id, what="the other window's focus")
    child.send(Raise())
    wait_for(lambda: desktop.focused() == window.id, what="the player's focus")
    assert desktop.screen.stacked_at(*window.centre) == window.id


@pytest.mark.parametrize("seconds_left", [False, True])
def test_it_outlives_the_resident(desktop: Desktop, tmp_path: Path, seconds_left: bool) -> None:
    """With the pipe gone it plays on, and the report waits in the outbox."""
    outbox = tmp_path / "outbox"
    child, _window = play(desktop, routine(LONG if seconds_left else HOLD), outbox)
    child.hang_up()
    desktop.key("d" if seconds_left else "q")
    file = outbox / f"{UID}.json"

    def left() -> bool:
        if child.process.poll() is None:
            desktop.key("1")
        return file.exists()

    wait_for(left, what="the report in the outbox", every=0.1)
    told = from_line(file.read_bytes())
    assert isinstance(told, Finished)
    assert told.evidence is (Evidence.BY_HAND if seconds_left else Evidence.STEPS)
    assert told.feel is Feel.GOOD
    wait_for(lambda: child.process.poll() == 0, what="the player's end")


def test_escape_first_closes_the_details(desktop: Desktop) -> None:
    """Esc with "How?" open puts it away and the drill goes on; Esc again leaves."""
    child, window = play(desktop, routine(replace(LONG, detail="In detail.")))
    over_small_to_how = ("Tab", "Tab", "space")
    middle = (window.x + 60, window.y + 90, window.x + window.width - 60, window.y + 380)
    drawn = wait_for(lambda: desktop.find_colour(LIGHT.tint, middle), what="the figure")
    desktop.key(*over_small_to_how)
    wait_for(lambda: desktop.find_colour(LIGHT.tint, middle) != drawn, what="the details")
    desktop.key("Escape")
    wait_for(lambda: desktop.find_colour(LIGHT.tint, middle) == drawn, what="the figure again")
    assert child.said(Finished) == []
    desktop.key("Escape")
    assert the_report(child).outcome is Outcome.LEFT


def test_still_pictures_for_those_who_want_them(desktop: Desktop) -> None:
    """With reduced motion the figure stands still while the seconds go on."""
    look = replace(LOOK, reduced_motion=True)
    child = WindowChild(desktop, "player", OpenPlayer(UID, routine(LONG), "left", look))
    window = wait_for(lambda: named(desktop), what="the player")

    box = (window.x, window.y + 110, window.x + window.width, window.y + 380)

    def figure() -> bytes:
        return desktop.picture().crop(box).tobytes()

    def seconds() -> bytes:
        ring = (window.x, window.y + 420, window.x + 140, window.y + 540)
        return desktop.picture().crop(ring).tobytes()

    wait_for(lambda: desktop.find_colour("#E6EFEA", box), what="the figure")
    drawn, counted = figure(), seconds()
    wait_for(lambda: seconds() != counted, what="the next second")
    counted = seconds()
    wait_for(lambda: seconds() != counted, what="one more second")
    assert figure() == drawn
    child.send(Close())
    child.wait_end()


def test_keys_on_their_way_survive_a_change_of_page(desktop: Desktop) -> None:
    """Keys pressed at once after the one that turns the page, with the pointer over the window,
    still count: Return begins, two arrows lead to the question."""
    child, window = play(desktop, routine(LONG, LONG, ASK, pressure=True))
    desktop.move(*window.centre)
    desktop.run("xdotool", "key", "--delay", "1", "Return", "Right", "Right")
    wait_for(lambda: answers(desktop, window), what="the question")
    desktop.key("Escape")
    assert the_report(child).outcome is Outcome.LEFT


def test_the_title_names_the_drill_and_where_it_is(desktop: Desktop) -> None:
    """For task switchers and screen readers, which know a window by its title only."""
    circles = replace(CIRCLE, seconds=60.0)
    child, window = play(desktop, routine(LONG, circles))

    def title() -> str:
        return next((w.title for w in desktop.windows() if w.id == window.id), "")

    def reads(words: str) -> None:
        wait_for(lambda: title() == f"hipbreak – Drill, {words}", what=words)

    reads("step 1 of 3")
    desktop.key("Right")
    reads("step 2 of 3, left side")
    desktop.key("space")
    reads("paused")
    desktop.key("space")
    reads("step 2 of 3, left side")
    desktop.key("Right")
    reads("step 3 of 3, right side")
    desktop.key("h")
    reads("stopped")
    child.send(Close())
    child.wait_end()


def test_the_title_of_a_short_drill_and_of_its_end(desktop: Desktop) -> None:
    """A single step has no number; a caution comes before everything else."""
    child, window = play(desktop, routine(LONG, pressure=True))

    def reads(title: str) -> None:
        wait_for(
            lambda: title in [w.title for w in desktop.windows() if w.id == window.id], what=title
        )

    reads("hipbreak – Drill, read this first")
    desktop.key("Return")
    reads("hipbreak – Drill")
    desktop.key("d")
    reads("hipbreak – Drill, done")
    child.send(Close())
    child.wait_end()


def test_one_made_ready_for_nothing_leaves_by_itself(desktop: Desktop) -> None:
    """The resident is killed, or a break refused, while a player waits to hear what to play: no
    process and no window stays, and nothing was ever on the screen."""
    child = desktop.start(
        sys.executable, "-m", "hipbreak.ui", "player",
        stdin=subprocess.PIPE, stdout=subprocess.PIPE,
    )  # fmt: skip

    def windows() -> list[WindowInfo]:
        return [window for window in desktop.windows() if window.wm_class == "Hipbreak"]

    loaded = Path(f"/proc/{child.pid}/maps")
    wait_for(lambda: "libtk" in loaded.read_text(), what="a process with Tk")
    assert not any(window.mapped for window in windows())
    said, _ = child.communicate(timeout=10)  # which hangs up
    assert (child.returncode, said) == (0, b"")
    assert not windows()
