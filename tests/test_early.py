"""The one word that is read before the settings are loaded."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from hipbreak.adapters.early import tray_wanted
from hipbreak.adapters.tray import WANTED
from hipbreak.core.settings import option


@pytest.mark.parametrize("word", WANTED)
def test_the_word_of_the_file_counts(tmp_path: Path, word: str) -> None:
    file = tmp_path / "settings.toml"
    file.write_text(f'[tray]\nbackend = "{word}"\n')
    assert tray_wanted(file, WANTED) == word


@pytest.mark.parametrize(
    "text", ["", "[tray]\nbackend = 3", "[tray]\nbackend = 'gtk'", "tray = 1", "[", "\x00"]
)
def test_anything_else_means_auto(tmp_path: Path, text: str) -> None:
    file = tmp_path / "settings.toml"
    assert tray_wanted(file, WANTED) == "auto"
    file.write_text(text)
    assert tray_wanted(file, WANTED) == "auto"


def test_a_file_without_the_word_is_not_parsed(tmp_path: Path) -> None:
    """The icon does not wait for a parser that has nothing to find."""
    file = tmp_path / "settings.toml"
    file.write_text('[schedule]\nevery = "45 min"\n')
    look = (
        "import sys; from pathlib import Path; from hipbreak.adapters.early import tray_wanted;"
        "print(tray_wanted(Path(sys.argv[1]), ('auto', 'none')), 'tomllib' in sys.modules)"
    )
    command = [sys.executable, "-c", look, str(file)]
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    assert done.stdout == "auto False\n"


def test_the_words_are_those_of_the_settings_table() -> None:
    assert option("tray.backend").default == WANTED[0]
    for word in WANTED:
        assert option("tray.backend").kind.plain(word) == word
