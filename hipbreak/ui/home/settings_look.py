"""The look: its settings, and beside them the figure and a card as they will be."""

from __future__ import annotations

from hipbreak.adapters.paths import data_dir
from hipbreak.adapters.shelf import Shelf
from hipbreak.core.routine import Routine
from hipbreak.protocol import Look
from hipbreak.ui.home.card_preview import CardPreview
from hipbreak.ui.home.late_figure import LateFigure
from hipbreak.ui.home.settings_parts import Part
from hipbreak.ui.look.kit import BUTTON_MARGIN

SHOWN = "glute-press"
FIGURE = 180, 128
"""In pixels at 96 dpi."""


class LookPart(Part):
    """A change of the look builds the window anew, so the figure is always in it."""

    def before(self) -> None:
        self._preview = CardPreview()
        kit = self.kit
        line = kit.frame(self)
        LateFigure(kit, line, self._routine(), FIGURE).pack(side="left")
        beside = kit.frame(line)
        beside.pack(side="left", padx=kit.px(20))
        wrap = self.desk.inner - FIGURE[0] - 60
        words = "The person who shows the movements, and the card that asks."
        said = kit.label(beside, "", "text", "muted", wrap)
        kit.say(said, words, wrap)
        said.pack(anchor="w", padx=kit.px(BUTTON_MARGIN), pady=(0, kit.px(8)))
        kit.button(beside, "Show a card", "soft", self._show_card).pack(anchor="w")
        line.pack(anchor="w", padx=kit.px(BUTTON_MARGIN), pady=(kit.px(8), 0))

    def leaving(self) -> None:
        super().leaving()
        self._preview.close()

    def _routine(self) -> Routine:
        return Shelf((data_dir("routines"),)).get(SHOWN)

    def _show_card(self) -> None:
        settings = self.desk.settings()
        snoozes = settings.rules().snoozes
        self._preview.show(self._routine(), Look.of(settings), snoozes)
