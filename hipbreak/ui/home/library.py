"""The library: every movement with its figure; filters; one of them whole; files of one's own."""

from __future__ import annotations

import tkinter as tk
from collections.abc import Iterator, Mapping
from dataclasses import replace
from pathlib import Path
from tkinter import filedialog

from hipbreak.core.errors import UserError
from hipbreak.core.plan import Place
from hipbreak.core.routine import Routine
from hipbreak.core.safety import Refusal, ruled_out
from hipbreak.ui.home.desk import Desk
from hipbreak.ui.home.library_model import (
    MINE_WORDS,
    MINUTES_WORDS,
    POSITION_WORDS,
    Filter,
    Surroundings,
    shown,
)
from hipbreak.ui.home.movement import Movement
from hipbreak.ui.home.page import Page
from hipbreak.ui.home.scroller import scroller_of
from hipbreak.ui.home.tile import Tile
from hipbreak.ui.look.segmented import Segmented
from hipbreak.ui.scenes import still

GAP = 20
NOTHING = "Nothing fits all three. Choose less."
NARROW = 190
"""A tile is at least so wide; in pixels at 96 dpi."""


class LibraryPage(Page):
    """A gallery, or one movement of it."""

    def __init__(self, parent: tk.Misc, desk: Desk) -> None:
        super().__init__(parent, desk)
        self._filter = Filter()
        self._drawn: tuple[tuple[Routine, ...], Mapping[str, Refusal]] | None = None
        self._movement: Movement | None = None
        self._refusals: Mapping[str, Refusal] = {}
        self._tiles: dict[str, Tile] = {}
        self._undrawn: Iterator[tuple[Tile, Routine]] = iter(())
        self._gallery = self.kit.frame(self)
        self._gallery.pack(fill="both", expand=True)
        self._head()
        self._grid = self.kit.frame(self._gallery)
        self.put(self._grid, 18)
        self._empty = self.kit.label(self._gallery, "", "text", "muted", desk.inner)
        self._foot()

    def refresh(self) -> None:
        self._fill()
        self.wrong = self.desk.unsound
        if self._movement is None:
            return
        key = self._movement.routine.id
        routine = self.desk.routines().get(key)
        if routine is None:
            self.back()
            return
        if (routine, self._refusals.get(key)) != (self._movement.routine, self._movement.refusal):
            self._open(key)  # a question was answered, a rest is over, the file is another
        self._movement.start()

    def go_to(self, place: str) -> None:
        if place in self.desk.routines():
            self._open(place)

    def leaving(self) -> None:
        if self._movement:
            self._movement.stop()

    # The gallery

    def _head(self) -> None:
        kit = self.kit
        title = kit.label(self._gallery, "Movements", "large")
        self.put(title)
        self._bars: dict[str, Segmented] = {}
        for name, words in (
            ("position", POSITION_WORDS), ("minutes", MINUTES_WORDS), ("mine", MINE_WORDS)
        ):  # fmt: skip
            bar = Segmented(kit, self._gallery, words, lambda key, name=name: self._sift(name, key))  # type: ignore[misc]
            self._bars[name] = bar
        self.put(self._bars["position"], 14)
        self.put(self._pair(self._bars["minutes"], self._bars["mine"]), 8)

    def _pair(self, one: Segmented, other: Segmented) -> tk.Frame:
        """Beside each other where there is room for both, else below each other."""
        line, gap = self.kit.frame(self._gallery), self.kit.px(12)
        line.lower()
        beside = one.wide + gap + other.wide <= self.kit.px(self.desk.inner)
        one.grid(in_=line, row=0, column=0, sticky="w")
        if beside:
            other.grid(in_=line, row=0, column=1, padx=(gap, 0))
        else:
            other.grid(in_=line, row=1, column=0, sticky="w", pady=(self.kit.px(8), 0))
        return line

    def _foot(self) -> None:
        kit = self.kit
        self.put(kit.label(self._gallery, "From your physiotherapist", "strong"), 30)
        text = (
            "A prescription is one readable file with steps and seconds. It is checked before it "
            "is taken, and the safety rules hold for it too."
        )
        self.put(kit.label(self._gallery, text, "text", "muted", self.desk.inner), 6)
        button = kit.button(self._gallery, "Add a file…", "soft", self._add)
        button.pack(anchor="w", pady=(kit.px(10), 0))
        self._problems = kit.label(self._gallery, "", "text", "alarm", self.desk.inner)

    def _sift(self, name: str, key: str) -> None:
        self._filter = replace(self._filter, **{name: key})
        self._fill()

    def _around(self) -> Surroundings:
        settings = self.desk.settings()
        return Surroundings(
            Place(settings.word("place.place")), frozenset(settings.words("place.things"))
        )

    def _look_up_refusals(self) -> None:
        now = self.desk.now()
        with self.desk.journal() as journal:
            self._refusals = ruled_out(self.desk.routines(), journal.record(now), now)

    def _fill(self) -> None:
        for name, bar in self._bars.items():
            bar.show(getattr(self._filter, name))
        found = shown(self.desk.routines().values(), self._filter, self._around())
        self._look_up_refusals()
        drawn = found, self._refusals
        if drawn == self._drawn:
            return
        self._drawn = drawn
        focused = self.focus_get()
        held = next((key for key, tile in self._tiles.items() if tile is focused), "")
        for child in self._grid.winfo_children():
            child.destroy()
        self._tiles = {}
        columns = max(1, int((self.desk.inner + GAP) // (NARROW * self.kit.text_scale + GAP)))
        width = (self.desk.inner - GAP * (columns - 1)) / columns
        for at, routine in enumerate(found):
            self._tiles[routine.id] = self._tile(at, columns, width, routine)
        if not found:  # a frame without children would keep its old height
            self.kit.frame(self._grid).grid()
        self.below(self._grid, self._empty, "" if found else NOTHING)
        if held in self._tiles:
            self._tiles[held].focus_set()
        self._undrawn = iter([(self._tiles[item.id], item) for item in found])
        self.after_idle(self._draw_next)

    def _tile(self, at: int, columns: int, width: float, routine: Routine) -> Tile:
        kit, refusal = self.kit, self._refusals.get(routine.id)
        note = ""
        if refusal:
            note = "safety questions first" if refusal.unanswered else "not for now"
        tile = Tile(kit, self._grid, width, routine, note, lambda: self._open(routine.id))
        last = at % columns == columns - 1
        tile.grid(
            row=at // columns, column=at % columns, sticky="nw",
            padx=(0, 0 if last else kit.px(GAP)), pady=(0, kit.px(GAP)),
        )  # fmt: skip
        return tile

    def _draw_next(self) -> None:
        """One figure at a time, so that the window stays quick."""
        for tile, routine in self._undrawn:
            if tile.winfo_exists():
                tile.fill(still(self.kit.theme, routine, tile.room))
                self.after(1, self._draw_next)
                return

    # One movement

    def _open(self, key: str) -> None:
        self._look_up_refusals()
        self._gallery.pack_forget()
        if self._movement:
            self._movement.stop()
            self._movement.destroy()
        routine = self.desk.routines()[key]
        self._movement = Movement(
            self.kit, self, self.desk.inner, routine, self._refusals.get(key),
            back=self.back,
            play=lambda: self.desk.do("now", key),
            answer=lambda: self.desk.turn_to("safety"),
            reduced=self.desk.settings().word("look.motion") == "reduced",
        )  # fmt: skip
        self._movement.pack(fill="both", expand=True)
        if scroller := scroller_of(self):
            scroller.to(0)
        self._movement.back.focus_set()

    def back(self) -> bool:
        if self._movement is None:
            return False
        key = self._movement.routine.id
        self._movement.stop()
        self._movement.destroy()
        self._movement = None
        self._gallery.pack(fill="both", expand=True)
        self._fill()
        if key in self._tiles:
            self._tiles[key].focus_set()
        return True

    # Files of one's own

    def _add(self) -> None:
        kinds = [("Movements", "*.toml"), ("All files", "*")]
        chosen = filedialog.askopenfilename(parent=self, title="Add a movement", filetypes=kinds)
        if chosen:
            self.add(Path(chosen))

    def add(self, file: Path) -> None:
        """Take this file in; what is wrong with it is said below the button."""
        from hipbreak.adapters.shelf_add import add_routine

        self._problems.pack_forget()
        try:
            added = add_routine(file, self.desk.paths.routines)
        except UserError as error:
            self._problems.configure(text="\n".join(error.problems))
            self.put(self._problems, 8)
            if scroller := scroller_of(self):
                self.update_idletasks()
                scroller.reveal(self._problems)
            return
        self.desk.say(f"Added: {added.routine.name}.")
        self._fill()
        self._open(added.routine.id)
