"""What a page of the home window says: `python -m tests.home_words PAGE [KEY… | FILE=WORDS…]`.

Opens it, presses the keys, and prints one JSON list of all words that can be seen or scrolled to,
labels, buttons and charts alike, from top to bottom. `FILE=WORDS` puts a file into the
person's folder of movements, as a file manager does, and waits until the page says the words.
"""

from __future__ import annotations

import json
import shutil
import sys
import time
import tkinter as tk
from collections.abc import Iterator
from pathlib import Path

from hipbreak.adapters.paths import Paths
from hipbreak.protocol import Look, OpenHome
from hipbreak.ui.home.window import Home
from hipbreak.ui.look.kit import NO_BREAK
from hipbreak.ui.shell import open_shell
from tests.ui_probe import Heard

PATIENCE_S = 15.0


def words(top: tk.Misc) -> Iterator[str]:
    """The texts of this widget's children, in the order in which they were made."""
    for child in top.winfo_children():
        if not child.winfo_viewable():
            continue
        if isinstance(child, tk.Canvas):
            texts = (item for item in child.find_all() if child.type(item) == "text")
            yield from (child.itemcget(item, "text") for item in texts)
        elif "text" in child.keys():  # noqa: SIM118  # Tk's options, no mapping
            yield str(child.cget("text"))
        yield from words(child)


def drop(file: Path, awaited: str, home: Home) -> None:
    folder = Paths.from_env().routines
    folder.mkdir(parents=True, exist_ok=True)
    shutil.copy(file, folder)
    end = time.monotonic() + PATIENCE_S
    while time.monotonic() < end and not any(
        text.replace(NO_BREAK, " ").startswith(awaited) for text in words(home.root)
    ):
        home.root.update()


def main(page: str, *keys: str) -> int:
    look = Look(theme="light")
    shell = open_shell("home", look)
    home = Home(shell, OpenHome(look, page), Heard())
    shell.root.update()
    for key in keys:
        file, is_file, awaited = key.partition("=")
        if is_file:
            drop(Path(file), awaited, home)
            continue
        (home.root.focus_lastfor() or home.root).event_generate(f"<{key}>")
        shell.root.update()
    seen = [text.replace(NO_BREAK, " ") for text in words(home.root) if text]
    print(json.dumps(seen))
    home.close()
    return 0


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
