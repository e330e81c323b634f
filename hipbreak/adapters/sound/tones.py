"""Soft tones, made when they are wanted: sines with a gentle beginning and end, so no clicks."""

from __future__ import annotations

import math
import struct
import sys
from array import array
from itertools import accumulate, cycle, repeat
from operator import mul

from hipbreak.core.cues import Tone

RATE = 16_000
"""Samples a second; one channel, 16 bits."""
LOUDEST = 0.5
"""Peak of a tone at volume 1, as a share of full scale: never shrill (ours)."""
_ATTACK_S, _FADE_S = 0.02, 0.06
_OVERTONE = 0.12
_LEAST = 0.0001
_WAVES = 8

Note = tuple[float, float, float]
"""Hertz, seconds, loudness."""

NOTES: dict[Tone, tuple[Note, ...]] = {
    Tone.START: ((523.25, 0.40, 1.0),),
    Tone.HALF: ((659.26, 0.30, 0.6),),
    Tone.SWITCH: ((523.25, 0.22, 0.8), (783.99, 0.40, 0.9)),
    Tone.RELEASE: ((392.00, 0.45, 1.0),),
    Tone.END: ((783.99, 0.20, 0.7), (659.26, 0.20, 0.7), (523.25, 0.60, 0.9)),
}
"""Notes of one chord (C major), one after the other (ours)."""


def seconds(tone: Tone) -> float:
    return sum(note[1] for note in NOTES[tone])


def samples(tone: Tone, volume: float) -> array[int]:
    """The tone as 16-bit samples. `volume` 0 to 1; what lies beyond is brought within."""
    peak = 32_767 * LOUDEST * min(1.0, max(0.0, volume))
    made = array("h")
    for note in NOTES[tone]:
        made.extend(_note(*note, peak))
    return made


def wav(tone: Tone, volume: float) -> bytes:
    """The tone as a whole WAV file."""
    made = samples(tone, volume)
    if sys.byteorder == "big":
        made.byteswap()
    data = made.tobytes()
    head = struct.pack("<IHHIIHH", 16, 1, 1, RATE, RATE * 2, 2, 16)
    body = b"WAVEfmt " + head + b"data" + struct.pack("<I", len(data)) + data
    return b"RIFF" + struct.pack("<I", len(body)) + body


def _note(hertz: float, lasts_s: float, loudness: float, peak: float) -> array[int]:
    """Made by loops in C only: a Python loop would hold up the window's thread."""
    count = int(RATE * lasts_s)
    fall = _LEAST ** (0.35 / count)  # it dies away while it sounds
    levels = list(accumulate(repeat(fall, count - 1), mul, initial=peak * loudness))
    _ease(levels, int(RATE * _ATTACK_S), int(RATE * _FADE_S))
    return array("h", map(int, map(mul, levels, cycle(_waves(hertz)))))


def _waves(hertz: float) -> list[float]:
    """A few whole waves, so many that whole samples hold them in tune."""
    count = round(_WAVES * RATE / hertz)
    bends = (math.tau * _WAVES * at / count for at in range(count))
    sin = math.sin
    return [(sin(bend) + _OVERTONE * sin(2 * bend)) / (1 + _OVERTONE) for bend in bends]


def _ease(levels: list[float], attack: int, fade: int) -> None:
    """Half a cosine at both ends."""
    for at in range(attack):
        levels[at] *= (1 - math.cos(math.pi * at / attack)) / 2
    for at in range(fade):
        levels[-1 - at] *= (1 - math.cos(math.pi * at / fade)) / 2
