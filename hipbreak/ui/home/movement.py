"""One movement, whole: it moves, its steps, what to mind, what speaks for it, and "Play now"."""

from __future__ import annotations

import tkinter as tk
from collections.abc import Callable

from hipbreak.core.routine import Routine, timeline
from hipbreak.core.safety import Refusal
from hipbreak.ui.home.library_model import GRADES, brief, facts, source_words, timing, words
from hipbreak.ui.look.kit import BUTTON_MARGIN, Kit
from hipbreak.ui.look.photos import MovingPart
from hipbreak.ui.scenes import Figures

FIGURE = (320, 226)
"""In pixels at 96 dpi."""
FRAME_MS = 67
"""The pace at which frames come round and are kept: drawing fewer would cost more."""
GAP = 26


class Movement(tk.Frame):
    """Built for one movement; `stop` it when it is no longer seen."""

    def __init__(
        self,
        kit: Kit,
        parent: tk.Misc,
        inner: float,
        routine: Routine,
        refusal: Refusal | None,
        back: Callable[[], object],
        play: Callable[[], object],
        answer: Callable[[], object],
        reduced: bool,
    ) -> None:
        super().__init__(parent, background=kit.theme.bg)
        self._kit, self._inner, self.routine, self._reduced = kit, inner, routine, reduced
        self.refusal = refusal
        self._edge = kit.px(BUTTON_MARGIN)
        self.back = kit.button(self, "‹  All movements", "ghost", back)
        self.back.pack(anchor="w")
        self._put(kit.label(self, routine.name, "large", wrap=inner), 12)
        self._put(kit.label(self, routine.summary, "text", "muted", inner), 6)
        self._top(refusal, play, answer)
        self._steps()
        self._lines("Mind this", [*routine.cautions, routine.pressure_words])
        self._evidence()
        self._waiting = ""
        self._seconds = 0.0
        self._figures = Figures(kit.theme, routine, reduced)
        self._frame()

    def start(self) -> None:
        """It moves, if it does not yet."""
        if not self._waiting:
            self._frame()

    def stop(self) -> None:
        if self._waiting:
            self.after_cancel(self._waiting)
            self._waiting = ""

    # Building

    def _put(self, widget: tk.Widget, above: float = 0) -> None:
        widget.pack(anchor="w", padx=self._edge, pady=(self._kit.px(above), 0))

    def _top(
        self, refusal: Refusal | None, play: Callable[[], object], answer: Callable[[], object]
    ) -> None:
        kit = self._kit
        row = kit.frame(self)
        self._put(row, 14)
        self._picture = MovingPart(row, kit.theme.bg)
        self._picture.pack(side="left", anchor="n")
        beside = kit.frame(row)
        beside.pack(side="left", anchor="n", padx=(kit.px(GAP), 0))
        wrap = self._inner - FIGURE[0] - GAP
        table = kit.frame(beside)
        table.pack(anchor="w", padx=self._edge, pady=(kit.px(4), kit.px(10)))
        for at, (name, text) in enumerate((("Takes", brief(self.routine)), *facts(self.routine))):
            kit.label(table, name, "text", "muted").grid(
                row=at, column=0, sticky="nw", pady=kit.px(2), padx=(0, kit.px(14))
            )
            kit.label(table, text, "text", "ink", wrap - 90 * kit.text_scale).grid(
                row=at, column=1, sticky="w", pady=kit.px(2)
            )
        if refusal is None:
            kit.button(beside, "Play now", "accent", play).pack(anchor="w")
            return
        said = kit.label(beside, words(refusal), "text", "alarm", wrap - 8)
        said.pack(anchor="w", padx=self._edge, pady=(0, kit.px(8)))
        way_out = "To the safety questions" if refusal.unanswered else "To the safety page"
        kit.button(beside, way_out, "soft", answer).pack(anchor="w")

    def _title(self, text: str) -> None:
        self._put(self._kit.label(self, text, "strong"), 22)

    def _steps(self) -> None:
        self._title("Step by step")
        kit = self._kit
        for number, step in enumerate(self.routine.steps, 1):
            row = kit.frame(self)
            self._put(row, 8)
            kit.label(row, f"{number}", "label", "teal").grid(
                row=0, column=0, sticky="nw", padx=(0, kit.px(12))
            )
            row.columnconfigure(0, minsize=kit.px(22 * kit.text_scale))
            wrap = self._inner - 34 * kit.text_scale
            texts = ((step.cue, "label", "ink"), (timing(step), "small", "teal"),
                     (step.detail, "text", "muted"))  # fmt: skip
            for at, (text, role, colour) in enumerate(texts):
                if text:
                    kit.label(row, text, role, colour, wrap).grid(row=at, column=1, sticky="w")

    def _lines(self, title: str, lines: list[str]) -> None:
        wanted = [line for line in lines if line]
        if wanted:
            self._title(title)
        for line in wanted:
            self._put(self._kit.label(self, line, "text", "muted", self._inner), 5)

    def _evidence(self) -> None:
        evidence = self.routine.evidence
        source = f" Source: {source_words(evidence.source)}." if evidence.source else ""
        self._lines(
            "What speaks for it", [f"{GRADES[evidence.grade]}. {evidence.sentence}{source}"]
        )

    # Moving

    def _frame(self) -> None:
        """The first moving step, again and again."""
        size = self._kit.px(FIGURE[0]), self._kit.px(FIGURE[1])
        cues = [cue for cue in timeline(self.routine) if cue.seconds] or timeline(self.routine)
        self._figures.paint(self._picture, cues[0], size, self._seconds)
        self._seconds += FRAME_MS / 1000
        if not self._reduced:
            self._waiting = self.after(FRAME_MS, self._frame)
