"""Your data: take it out or in, copy it, look at it, erase it. Commands of ours do the work."""

from __future__ import annotations

import time
from collections.abc import Callable
from pathlib import Path
from tkinter import filedialog, ttk

from hipbreak.ui.home.errand import errand
from hipbreak.ui.home.settings_parts import Part
from hipbreak.ui.home.settings_row import Labelled
from hipbreak.ui.look.entry import Field

WORD = "erase"
PATH_LETTERS = 30
"""At least; it takes all the room that is left."""
ZIP = [("Exports", "*.zip"), ("All files", "*")]
JOURNALS = [("Exports and journals", "*.zip *.sqlite3"), ("All files", "*")]


class DataPart(Part):
    """Each line is one thing that can be done; what came of it stands below the line."""

    def after_rows(self) -> None:
        self._export()
        self._import()
        self._one("Backup", "A copy of the journal is made every day; this makes one now.",
                  "Back up now", ("backup",))  # fmt: skip
        self._one("Folder", f"All of it lies in {self.desk.paths.journal.parent}.",
                  "Open folder", ("folder", "--open"))  # fmt: skip
        self._erase()

    def _line(self, name: str, about: str, wide: bool) -> Labelled:
        line = Labelled(self.kit, self, self.desk.inner, (name, about), wide)
        self.add(line)
        return line

    def _one(self, name: str, about: str, press: str, words: tuple[str, ...]) -> None:
        line = self._line(name, about, wide=False)
        button = self.kit.button(line.side, press, "soft", lambda: self._run(line, button, words))
        button.pack()

    def _with_path(
        self, words: tuple[str, str], verb: str, path: str, ask: Callable[[str], str]
    ) -> None:
        line = self._line(*words, wide=True)
        field = Field(self.kit, line.side, PATH_LETTERS, lambda text: None)
        field.reset(path)

        def go() -> None:
            target = field.get().strip()
            if not target:
                line.say_wrong("Give the file's name first.")
                field.focus_set()
                return
            self._run(line, button, (verb, str(Path(target).expanduser())))

        field.bind("<Return>", lambda _event: go())

        def choose() -> None:
            if chosen := ask(field.get().strip()):
                field.reset(chosen)
                button.focus_set()

        other = self.kit.button(line.side, "Choose…", "soft", choose)
        button = self.kit.button(line.side, words[0], "soft", go)
        line.side.grid(sticky="ew")
        field.pack(side="left", fill="x", expand=True)
        other.pack(side="left", padx=self.kit.px(4))
        button.pack(side="left")

    def _where_to(self, now: str) -> str:
        """A new file; "" for none. One that is there stays: the command says so."""
        at = Path(now).expanduser()
        chosen = filedialog.asksaveasfilename(
            parent=self, title="Export", defaultextension=".zip", filetypes=ZIP,
            initialdir=str(at.parent), initialfile=at.name, confirmoverwrite=False,
        )  # fmt: skip
        return str(chosen or "")

    def _where_from(self, now: str) -> str:
        at = str(Path(now).expanduser().parent) if now else str(Path.home())
        chosen = filedialog.askopenfilename(
            parent=self, title="Import", filetypes=JOURNALS, initialdir=at
        )
        return str(chosen or "")

    def _export(self) -> None:
        name = time.strftime("hipbreak-%Y-%m-%d.zip")
        words = "Export", "Everything that was written down, as CSV and JSON in one zip."
        self._with_path(words, "export", str(Path.home() / name), self._where_to)

    def _import(self) -> None:
        words = (
            "Import",
            "Another machine's journal.sqlite3, or an export. Nothing is counted twice.",
        )
        self._with_path(words, "import", "", self._where_from)

    def _erase(self) -> None:
        line = self._line(
            "Erase everything",
            "The whole history goes for good: journal, log, backups, and your safety answers with "
            f"them. Settings and routine files stay. Type the word {WORD} first.",
            wide=True,
        )
        field = Field(self.kit, line.side, 10, lambda text: None)

        def go() -> None:
            if field.get().strip() != WORD:
                line.say_wrong(f"Type {WORD} into the field first; nothing was erased.")
                field.focus_set()
                return
            field.reset("")
            self._run(line, button, ("erase",), f"{WORD}\n")

        field.bind("<Return>", lambda _event: go())
        button = self.kit.button(line.side, "Erase…", "alarm", go)
        field.pack(side="left")
        button.pack(side="left", padx=self.kit.px(4))

    def _run(
        self, line: Labelled, button: ttk.Button, words: tuple[str, ...], typed: str = ""
    ) -> None:
        """Once at a time; what the command says stands below its line."""
        button.state(["disabled"])
        line.say_wrong("")
        line.say("Working…")

        def done(well: bool, text: str) -> None:
            if not line.winfo_exists():
                return
            button.state(["!disabled"])
            line.say(text if well else "")
            line.say_wrong("" if well else text)
            self.desk.refresh_soon()

        def part(text: str) -> None:
            if line.winfo_exists():
                line.say(text)

        errand(self.kit.root, words, typed, done, part)
