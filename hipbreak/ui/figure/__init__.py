"""The figure: a drawn person who shows each movement, at any size, in light and in dark.

    Scene("glute-press", theme="dark", size=(480, 340)).frame(t)

How a frame comes about: a figure file (`shelf`, `reader` -> `figure`) gives poses and keys;
`motion` (and `gait` for walking) finds the pose of a moment; `rig` solves its joints in three
dimensions; `camera` lays them on the picture; `body`, `head`, `hands`, `muscles`, `props`,
`marks` and `lens` draw through one `pen`; `scene` puts it together over a kept background, and
`loop` keeps what comes round.
"""

from __future__ import annotations

from hipbreak.ui.figure.looks import HAIRS, SKINS
from hipbreak.ui.figure.loop import Kept
from hipbreak.ui.figure.scene import Scene
from hipbreak.ui.figure.shelf import has_figure

__all__ = ["HAIRS", "SKINS", "Kept", "Scene", "has_figure"]
