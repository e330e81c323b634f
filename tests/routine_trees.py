"""A sound routine file as a tree, and ways to spoil it."""

from __future__ import annotations

import copy
from typing import Any

import pytest

from hipbreak.core.errors import UserError
from hipbreak.core.routine_file import parse_routine

Tree = dict[str, Any]

GOOD: Tree = {
    "id": "hip-swing",
    "name": "Hip swing",
    "summary": "Swing each leg a little.",
    "kind": "drill",
    "position": "standing",
    "sides": "each",
    "evidence": {"grade": "expert", "sentence": "Nobody has tested it.", "source": "ours"},
    "steps": [
        {"cue": "Swing the leg.", "seconds": 20, "source": "D1", "pace": "move", "each_side": True}
    ],
}


def good(**changes: object) -> Tree:
    """A sound file with some keys changed; None takes a key away."""
    tree = {**copy.deepcopy(GOOD), **changes}
    return {key: value for key, value in tree.items() if value is not None}


def with_step(**changes: object) -> Tree:
    """A sound file whose only step has some keys changed."""
    step = {**GOOD["steps"][0], **changes}
    return good(steps=[{key: value for key, value in step.items() if value is not None}])


def problems(tree: Tree) -> tuple[str, ...]:
    with pytest.raises(UserError) as caught:
        parse_routine(tree, "hip-swing")
    return caught.value.problems
