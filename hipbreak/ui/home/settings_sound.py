"""The sounds: their settings, and buttons to hear them as they are set."""

from __future__ import annotations

from hipbreak.adapters.sound import Tones
from hipbreak.adapters.speech import Speech
from hipbreak.core.cues import Tone
from hipbreak.ui.home.settings_parts import Part
from hipbreak.ui.look.kit import BUTTON_MARGIN

CUE = "Squeeze gently. Keep breathing."
HEARD_MS = 1200
"""A player that cannot play has said so by then (ours)."""


class SoundPart(Part):
    """Hearing a tone or a cue does not turn it on."""

    def after_rows(self) -> None:
        self._playing: list[Tones | Speech] = []
        kit = self.kit
        line = kit.frame(self)
        for text, press in (("Play a tone", self._tone), ("Say a cue", self._cue)):
            kit.button(line, text, "soft", press).pack(side="left", padx=(0, kit.px(4)))
        line.pack(anchor="w", pady=(kit.px(20), 0))
        self._reason = kit.label(self, "", "small", "alarm", self.desk.inner)
        self._reason.pack(anchor="w", padx=kit.px(BUTTON_MARGIN), pady=(kit.px(8), 0))

    def leaving(self) -> None:
        super().leaving()
        self._silence()

    def _silence(self) -> None:
        for source in self._playing:
            source.stop()
            source.close()
        self._playing.clear()

    def _tone(self) -> None:
        tones = Tones(self.file.settings.seconds("sound.volume"))
        self._hear(tones)
        tones.play(Tone.START)

    def _cue(self) -> None:
        speech = Speech(self.file.settings.seconds("sound.volume"))
        self._hear(speech)
        speech.say(CUE)

    def _hear(self, source: Tones | Speech) -> None:
        self._silence()
        self._playing.append(source)
        self._reason.configure(text="")
        self.after(HEARD_MS, self._told, source)

    def _told(self, source: Tones | Speech) -> None:
        if source in self._playing and source.reason:
            self._reason.configure(text=f"Nothing can be heard: {source.reason}.")
