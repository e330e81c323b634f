"""The card on a real screen, with real keys and clicks."""

from __future__ import annotations

import signal
import sys
import time
from dataclasses import replace
from pathlib import Path

import pytest

from hipbreak.protocol import Answered, Close, Look, OpenCard, Ready, Show, Shown
from hipbreak.ui.card import ALREADY_COMING_S
from hipbreak.ui.look.theme import LIGHT, THEMES, rgb
from tests.rig import Desktop, wait_for
from tests.rig.pixels import find_colour
from tests.rig.windows import WindowInfo
from tests.shots import CARD, OTHERS, offer, something_else
from tests.window_child import WindowChild

OFFER = offer("glute-press", Look(theme="light", reduced_motion=True))


def shown(desktop: Desktop, opening: OpenCard = OFFER) -> tuple[WindowChild, WindowInfo]:
    """A card on the screen, past the moment in which presses are ignored."""
    child = WindowChild(desktop, "card", opening)
    child.show()
    since = time.monotonic()
    wait_for(lambda: time.monotonic() - since > ALREADY_COMING_S + 0.05, what="the first moment")
    return child, desktop.wait_window(CARD)


def start_button(desktop: Desktop, card: WindowInfo) -> tuple[int, int]:
    """Where the coral button is, by its colour on the screen."""
    return wait_for(lambda: desktop.find_colour(LIGHT.accent, card), what="the coral button")


def test_the_card_lies_in_the_corner_without_the_focus(desktop: Desktop) -> None:
    """An override-redirect window in the bottom right corner; who had the keyboard keeps it."""
    desktop.start("xterm")
    terminal = desktop.wait_window(wm_class="XTerm")
    wait_for(lambda: desktop.focused() == terminal.id, what="the terminal's focus")
    _child, card = shown(desktop)
    assert card.override_redirect
    left, top, right, bottom = card.box
    assert left > 640 and top > 400 and right <= 1280 and bottom <= 800
    assert desktop.focused() == terminal.id
    assert desktop.screen.stacked_at(*card.centre) == card.id


def test_the_card_keeps_off_a_panel() -> None:
    """With a panel at the screen's edge the card lies beside it, not over it."""
    with Desktop(panel="xfce") as desktop:
        panel = desktop.wait_window(wm_class="Xfce4-panel")
        _child, card = shown(desktop)
        apart = card.y + card.height <= panel.y or card.y >= panel.y + panel.height
        assert apart, (card, panel)


def test_it_stays_hidden_until_it_shall_show(desktop: Desktop) -> None:
    """Built and ready it is not on the screen; closed so, it never was."""
    child = WindowChild(desktop, "card", OFFER)
    child.wait(Ready)
    assert desktop.find_window(CARD) is None
    child.send(Close())
    assert child.wait_end() == 0
    assert child.said(Shown) == []


def test_start_is_a_click(desktop: Desktop) -> None:
    """The coral button answers once, and the card is gone."""
    child, card = shown(desktop)
    desktop.click(*start_button(desktop, card))
    assert child.wait_end() == 0
    assert child.said(Answered) == [Answered(OFFER.offer, "start")]


def test_later_is_a_click_on_its_minutes(desktop: Desktop) -> None:
    """The largest piece of the quiet buttons is the last: 20 min."""
    child, card = shown(desktop)
    row = start_button(desktop, card)[1]
    box = (card.x, row - 12, card.x + card.width, row + 12)
    place = find_colour(desktop.picture(), LIGHT.soft, box)
    assert place is not None
    desktop.click(*place)
    assert child.wait_end() == 0
    assert child.said(Answered) == [Answered(OFFER.offer, "snooze", 1200.0)]


def test_skip_stands_apart(desktop: Desktop) -> None:
    """Skip is the word at the right end of the same row."""
    child, card = shown(desktop)
    row = start_button(desktop, card)[1]
    desktop.click(card.x + card.width - 48, row)
    assert child.wait_end() == 0
    assert child.said(Answered) == [Answered(OFFER.offer, "skip")]


def test_a_click_already_on_its_way_is_ignored(desktop: Desktop) -> None:
    """A press in the first moment was meant for what lay below; a later one counts."""
    _first, card = shown(desktop)
    place = start_button(desktop, card)
    _first.send(Close())
    _first.wait_end()
    desktop.move(*place)
    for _attempt in range(5):
        child = WindowChild(desktop, "card", OFFER)
        child.wait(Ready)
        child.send(Show())
        before = time.monotonic()
        child.wait(Shown)
        desktop.click()
        if time.monotonic() - before < ALREADY_COMING_S * 0.8:
            break
        child.process.kill()
    else:
        pytest.fail("the machine is too slow to click within the first moment")
    wait_for(lambda: time.monotonic() - before > 1, what="a second to pass")
    assert child.said(Answered) == []
    desktop.click()
    assert child.wait(Answered).answer == "start"


def test_typing_goes_on_undisturbed(desktop: Desktop, tmp_path: Path) -> None:
    """Three cards come and go below the pointer while somebody types into a terminal: not one
    character is lost, and none is taken for an answer."""
    target = tmp_path / "typed"
    desktop.start("xterm", "-geometry", "100x30+100+20", "-e", "sh", "-c", f"cat > {target}")
    terminal = desktop.wait_window(wm_class="XTerm")
    wait_for(lambda: desktop.focused() == terminal.id, what="the terminal's focus")
    wait_for(target.exists, what="cat")
    _learnt, card = shown(desktop)
    desktop.move(*start_button(desktop, card))
    _learnt.send(Close())
    _learnt.wait_end()
    text = "Press s to start,  space and Return must not.\n" * 8
    typist = desktop.start("xdotool", "type", "--delay", "15", text)
    cards = 0
    while typist.poll() is None:
        child = WindowChild(desktop, "card", OFFER)
        child.show()
        assert desktop.focused() == terminal.id
        child.send(Close())
        child.wait_end()
        assert child.said(Answered) == []
        cards += 1
    assert cards >= 3
    desktop.key("ctrl+d")
    wait_for(lambda: target.read_text() == text, what="the whole text in the file")


def test_keys_never_answer_the_card(desktop: Desktop) -> None:
    """Even with the pointer on it and no other window, Return and Space do nothing."""
    child, card = shown(desktop)
    desktop.move(*start_button(desktop, card))
    desktop.key("Return", "space", "Escape", "Tab", "Return")
    desktop.click(card.x + card.width // 2, card.y + 8)
    assert desktop.find_window(CARD) is not None
    assert child.said(Answered) == []


def ordinary(desktop: Desktop, **changes: object) -> WindowChild:
    child, window = shown(desktop, replace(OFFER, ordinary=True, **changes))  # type: ignore[arg-type]
    assert not window.override_redirect
    wait_for(lambda: desktop.focused() == window.id, what="the window's focus")
    return child


def test_the_same_offer_by_keyboard(desktop: Desktop) -> None:
    """As an ordinary window it takes the keyboard: arrows move, Return answers."""
    child = ordinary(desktop)
    desktop.key("Right", "Right", "Return")
    assert child.wait_end() == 0
    assert child.said(Answered) == [Answered(OFFER.offer, "snooze", 600.0)]


def turned(desktop: Desktop, card: WindowInfo) -> None:
    """Click "Something else" and wait until the coral button has gone."""
    desktop.click(*something_else(card))
    wait_for(lambda: desktop.find_colour(LIGHT.accent, row(card)) is None, what="the other page")


def row(card: WindowInfo) -> WindowInfo:
    """The card's last row, where the coral button and Back are."""
    return replace(card, y=card.y + card.height * 3 // 4, height=card.height // 4)


def test_something_else_is_two_clicks(desktop: Desktop) -> None:
    """The first shows two others in the same place and size, the second starts one of them."""
    child, card = shown(desktop)
    turned(desktop, card)
    assert desktop.wait_window(CARD) == card
    assert child.said(Answered) == []
    desktop.click(card.x + card.width - 60, card.y + card.height // 2)
    assert child.wait_end() == 0
    assert child.said(Answered) == [Answered(OFFER.offer, "start", routine=OTHERS[1])]


def test_back_from_something_else(desktop: Desktop) -> None:
    """Back lies where Start was; it turns to the offer, which starts as before."""
    child, card = shown(desktop)
    start = start_button(desktop, card)
    turned(desktop, card)
    desktop.click(card.x + 60, something_else(card)[1])
    desktop.move(card.x + 60, card.y + 40)  # under the pointer it has another colour
    assert abs(start_button(desktop, row(card))[1] - start[1]) <= 2
    desktop.click(*start)
    assert child.wait_end() == 0
    assert child.said(Answered) == [Answered(OFFER.offer, "start")]


def test_something_else_by_keyboard(desktop: Desktop) -> None:
    """As an ordinary window: the first of the others has the focus, arrows move on, Return starts;
    Esc goes back before it closes."""
    child = ordinary(desktop)
    desktop.key("Left", "Left", "Return")
    desktop.key("Escape", "Return")
    desktop.key("Right", "Return")
    assert child.wait_end() == 0
    assert child.said(Answered) == [Answered(OFFER.offer, "start", routine=OTHERS[1])]


def test_fast_keys_go_where_the_focus_is_meant(desktop: Desktop) -> None:
    """Keys that were all typed before the card turned reach what is shown after it, one by one."""
    child = ordinary(desktop)
    child.process.send_signal(signal.SIGSTOP)
    desktop.key("Left", "Left", "Return", "Escape", "Return", "Right", "Return")
    child.process.send_signal(signal.SIGCONT)
    assert child.wait_end() == 0
    assert child.said(Answered) == [Answered(OFFER.offer, "start", routine=OTHERS[1])]


def test_with_nothing_else_the_button_is_not_there(desktop: Desktop) -> None:
    """Two steps back from Start is then the longest snooze, before Skip."""
    child = ordinary(desktop, others=())
    desktop.key("Left", "Left", "Return")
    assert child.wait(Answered) == Answered(OFFER.offer, "snooze", 1200.0)


def test_escape_leaves_the_offer_standing(desktop: Desktop) -> None:
    """Esc closes the ordinary window without an answer."""
    child = ordinary(desktop)
    desktop.key("Escape")
    assert child.wait_end() == 0
    assert child.said(Answered) == []


def test_without_skip_there_is_none(desktop: Desktop) -> None:
    """When skipping is not allowed and there is nothing else, the last button is the longest
    snooze."""
    child = ordinary(desktop, may_skip=False, others=())
    desktop.key("Left", "Return")
    assert child.wait(Answered) == Answered(OFFER.offer, "snooze", 1200.0)


@pytest.mark.parametrize("theme", ["contrast", "contrast-dark"])
def test_one_line_parts_the_snoozes(desktop: Desktop, theme: str) -> None:
    """In high contrast too, where every button has an outline: none is doubled between two."""
    colours = THEMES[theme]
    _child, card = shown(desktop, replace(OFFER, look=Look(theme=theme, reduced_motion=True)))
    place = wait_for(lambda: desktop.find_colour(colours.accent, card), what="the main button")
    above_the_words = place[1] - 10
    row = desktop.picture().crop((card.x, above_the_words, card.box[2], above_the_words + 1))
    line = rgb(colours.line)
    marks = "".join("|" if row.getpixel((x, 0)) == line else " " for x in range(row.width))
    widths = [len(run) for run in marks.split()]
    card_and_start, snoozes = 2 + 2, 4
    assert widths == [1] * (card_and_start + snoozes)


def test_a_firm_offer_grows(desktop: Desktop) -> None:
    """`scale` makes the whole card larger, inside the screen."""
    small, usual = shown(desktop)
    small.send(Close())
    small.wait_end()
    _child, large = shown(desktop, replace(OFFER, scale=1.5))
    assert large.width > usual.width * 1.4 and large.height > usual.height * 1.4
    assert large.x + large.width <= 1280 and large.y + large.height <= 800


def test_close_and_the_end_of_the_pipe_take_it_away(desktop: Desktop) -> None:
    """The resident's word or its death: the card is gone, without an answer."""
    told, _card = shown(desktop)
    told.send(Close())
    assert told.wait_end() == 0
    orphan, _card = shown(desktop)
    orphan.hang_up()
    wait_for(lambda: orphan.process.poll() is not None, what="the orphan's end")
    assert desktop.find_window(CARD) is None


def test_messages_sent_in_one_piece_are_all_heard(desktop: Desktop) -> None:
    """`Show` may arrive together with the opening message."""
    child = WindowChild(desktop, "card", OFFER)
    child.send(Show())
    child.wait(Shown)
    assert desktop.wait_window(CARD).mapped


def test_a_wrong_call_is_told(desktop: Desktop) -> None:
    """An unknown kind of window gives one line and exit code 2."""
    done = desktop.run(sys.executable, "-m", "hipbreak.ui", "balcony", check=False)
    assert done.returncode == 2
    assert done.stderr.startswith("usage:")


@pytest.mark.parametrize("ordinary", [False, True])
def test_its_title_names_what_is_offered(desktop: Desktop, ordinary: bool) -> None:
    """For task switchers and screen readers."""
    _child, card = shown(desktop, replace(OFFER, ordinary=ordinary))
    assert card.title == "hipbreak: a break – Glute press"
