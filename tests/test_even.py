"""Paragraphs in lines of about the same length."""

from __future__ import annotations

from textwrap import wrap as wrapped

from hypothesis import given
from hypothesis import strategies as st

from hipbreak.ui.look.even import even_width
from hipbreak.ui.look.kit import gathered

CUE = "Step forward along a line. Turn the back foot out."
WORDS = st.lists(st.text("abc", min_size=1, max_size=9), min_size=1, max_size=20).map(" ".join)


def test_no_short_last_line() -> None:
    """Two lines are about equally long where one would be full and the other nearly empty."""
    assert wrapped(CUE, 40) == ["Step forward along a line. Turn the back", "foot out."]
    assert wrapped(CUE, even_width(len, CUE, 40)) == [
        "Step forward along a line.",
        "Turn the back foot out.",
    ]


def test_from_and_to_stay_together() -> None:
    """Neither a number and its unit nor the two ends of a range are torn apart by a line's end."""
    assert gathered("between 9:00 and 12:00: for 20 min or more of it").split(" ") == [
        "between", "9:00\u00a0and\u00a012:00:", "for", "20\u00a0min", "or", "more", "of\u00a0it"
    ]  # fmt: skip


def test_one_line_stays() -> None:
    """What fits in one line keeps its room."""
    assert even_width(len, "Breathe.", 40) == 40


@given(text=WORDS, room=st.integers(9, 60))
def test_never_more_lines(text: str, room: int) -> None:
    """Even lines are never wider than there is room, and never more of them."""
    even = even_width(len, text, room)
    assert even <= room
    assert len(wrapped(text, even)) == len(wrapped(text, room))
