"""Your data: take it out or in, copy it, look at it, erase it. Commands of ours do the work."""

from __future__ import annotations

import time
from pathlib import Path
from tkinter import ttk

from hipbreak.ui.home.errand import errand
from hipbreak.ui.home.settings_parts import Part
from hipbreak.ui.home.settings_row import Labelled
from hipbreak.ui.look.entry import Field

WORD = "erase"
PATH_LETTERS = 44


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

    def _with_path(self, name: str, about: str, press: str, verb: str, path: str) -> None:
        line = self._line(name, about, wide=True)
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
        button = self.kit.button(line.side, press, "soft", go)
        field.pack(side="left")
        button.pack(side="left", padx=self.kit.px(4))

    def _export(self) -> None:
        name = time.strftime("hipbreak-%Y-%m-%d.zip")
        self._with_path(
            "Export", "Everything that was written down, as CSV and JSON in one zip.",
            "Export", "export", str(Path.home() / name),
        )  # fmt: skip

    def _import(self) -> None:
        self._with_path(
            "Import",
            "Another machine's journal.sqlite3, or an export. Nothing is counted twice.",
            "Import", "import", "",
        )  # fmt: skip

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

        errand(self.kit.root, words, typed, done)
