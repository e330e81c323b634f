"""The review of the protocols names only tests that exist, and the safety page is whole."""

from __future__ import annotations

import json
import re
from pathlib import Path

from hipbreak.core.advice import DISCLAIMER, EMERGENCY, PRESSURE_WORDS
from hipbreak.core.record import Record
from hipbreak.core.safety_text import render_text, to_plain
from hipbreak.core.screening import QUESTIONS
from tests.health import NOON, ROUTINES, screened

PROJECT = Path(__file__).parent.parent
REVIEW = (PROJECT / "docs" / "protocol-review.md").read_text(encoding="utf-8")


def test_every_test_that_the_review_names_exists() -> None:
    """A renamed test must not leave a line unheld."""
    source = "".join(path.read_text(encoding="utf-8") for path in PROJECT.glob("tests/*.py"))
    there = set(re.findall(r"^def (test_\w+)\(", source, re.MULTILINE))
    named = set(re.findall(r"`(test_\w+)`", REVIEW))
    assert len(named) > 50
    assert named - there == set()


def test_the_safety_page_says_all_that_it_must() -> None:
    """Emergency words always, what hipbreak is not, how hard to press, every question."""
    for record in (Record(), Record(screened()), Record(screened(pregnancy=None))):
        page = " ".join(render_text(ROUTINES, record, NOON).split())
        for text in (*EMERGENCY, DISCLAIMER, PRESSURE_WORDS):
            assert text in page
        for question in QUESTIONS:
            assert f"{question.key} {question.text}" in page


def test_the_doctor_comes_first_on_the_page() -> None:
    """Before the questions and anything else."""
    page = render_text(ROUTINES, Record(screened(blood_clots=None)), NOON)
    assert page.startswith("Ask your doctor first: you said yes to blood clots.")
    assert max(len(line) for line in page.splitlines()) <= 88


def test_scripts_get_what_the_page_says() -> None:
    """Plain values, without loss through JSON."""
    record = Record(screened(swelling_or_bruising=NOON.back(3600)))
    plain = to_plain(ROUTINES, record, NOON)
    again = json.loads(json.dumps(plain))
    assert again == plain
    assert {item["key"]: item["answer"] for item in again["questions"]}["infection"] is False
    assert again["resting"][0]["until"] == NOON.wall + 71 * 3600
    assert set(again["ruled_out"]) >= {"psoas-ball", "kd4-press"}
    empty = json.loads(json.dumps(to_plain(ROUTINES, Record(), NOON)))
    assert {item["answer"] for item in empty["questions"]} == {None}
