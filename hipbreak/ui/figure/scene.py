"""A scene: one figure at one size, drawn frame by frame over a background that is kept."""

from __future__ import annotations

import functools
from typing import NamedTuple

from PIL import Image

from hipbreak.ui.figure.backdrop import draw_backdrop, draw_followers, draw_walkway
from hipbreak.ui.figure.canvas import canvas_for
from hipbreak.ui.figure.changes import CIRCLING, signs, traits
from hipbreak.ui.figure.extent import Box, moving_boxes, union
from hipbreak.ui.figure.figure import Figure
from hipbreak.ui.figure.lens import LensPicture
from hipbreak.ui.figure.looks import HAIRS, SKINS, partner_of
from hipbreak.ui.figure.loop import Grid, Kept, Moment
from hipbreak.ui.figure.marks import draw_marks
from hipbreak.ui.figure.motion import blink, key_times, pose_at, quiet_breath
from hipbreak.ui.figure.partner import PARTNER_LATER, draw_partner, partner_body
from hipbreak.ui.figure.pen import Pen
from hipbreak.ui.figure.person import draw_body
from hipbreak.ui.figure.rig import Skeleton, solve
from hipbreak.ui.figure.shadows import draw_shadows
from hipbreak.ui.figure.shelf import has_figure, shipped_figure
from hipbreak.ui.figure.themes import palette_for
from hipbreak.ui.figure.vec import Point, Vec

CALM = "calm"
"""The figure shown for a name that has none: someone who sits and breathes."""
STILL_BREATH = 0.8
"""Fullness of the lungs in a still picture (ours)."""

AWAKE = 0.0
"""A time at which nobody blinks: eyes in a still picture are open."""

Bodies = tuple[Skeleton, Skeleton | None]
"""The person, and the partner where there is one."""
Look = tuple[object, ...]


class _Drawn(NamedTuple):
    """What was drawn last."""

    people_look: Look
    lens_look: Look
    people: Image.Image
    part: Image.Image


class Scene:
    """A figure that moves: `frame(t)` for a moment, `still()` for the most telling one.

    `side` mirrors the figure when the side meant is not the one it is drawn for. `background`:
    `#RRGGBB` of the window it lies in. `skin` and `hair`: of SKINS and HAIRS. Only the part of
    the picture that ever changes is drawn anew for a frame, and what comes round is found in
    `kept`; whoever hands that over turns it to this figure first.
    """

    def __init__(
        self,
        name: str | Figure,
        theme: str = "light",
        size: tuple[int, int] = (480, 340),
        side: str = "",
        background: str | None = None,
        skin: str = SKINS[1],
        hair: str = HAIRS[0],
        kept: Kept | None = None,
    ) -> None:
        if isinstance(name, str):
            name = shipped_figure(name if has_figure(name) else CALM)
        self.figure = name
        self.size = size
        self.palette = palette_for(theme, background, skin, hair)
        self.mirrored = bool(name.meant and side and side != name.meant)
        self._partner_palette = partner_of(self.palette, skin, hair)
        self._canvas = canvas_for(name.view, size)
        self._lens = LensPicture(name.lens, self._canvas, self.palette) if name.lens else None
        closer = name.lens is not None and name.lens.kind == "close"
        self._marks = () if closer else name.marks  # which has room for them
        self._start = self.skeleton(0.0, 0.0).pelvis.at[0]
        self._grid, self._kept = Grid(name), kept or Kept(0)
        self._drawn: _Drawn | None = None
        self._plain: Image.Image | None = None
        self._faced: Image.Image
        self._keep_background()

    def _keep_background(self) -> None:
        """What never moves, and large sheets to draw on, which are kept for all frames: to find
        room for new ones costs as much as to fill it."""
        canvas, fine = self._canvas, self._canvas.fine
        large = draw_backdrop(self.figure, canvas, self.palette)
        if self._lens:
            pen = Pen(large, canvas.camera, self.palette)
            self._lens.draw_rim(pen, self.skeleton(self.figure.still, STILL_BREATH))
        self._background = large.reduce(fine)
        boxes = moving_boxes(self.figure, canvas, self.skeleton)
        left, top, right, bottom = box = functools.reduce(self._union, boxes)
        self._patch = large.crop((left * fine, top * fine, right * fine, bottom * fine))
        self._sheet = self._patch.copy()
        self._still = self._patch.reduce(fine)
        self._boxes = [(x - left, y - top, end - left, low - top) for x, y, end, low in boxes]
        camera = canvas.camera.shifted(-left * fine, -top * fine)
        self._pen = Pen(self._sheet, camera, self.palette)
        self._box = self._union(box, self._lens.box) if self._lens else box
        self._under = self._background.crop(self._box)
        self._within = (left - self._box[0], top - self._box[1])

    def _union(self, a: Box, b: Box) -> Box:
        return union(a, b, self.size)

    @property
    def corner(self) -> tuple[int, int]:
        """Where the part that ever changes begins on the finished picture, in pixels."""
        left, top, right, _ = self._box
        return (self.size[0] - right if self.mirrored else left, top)

    @property
    def seconds(self) -> float:
        """Length of the loop."""
        return self.figure.seconds

    def skeleton(self, t: float, breath: float | None = None) -> Skeleton:
        """The joints at a moment, before mirroring."""
        pose, _ = pose_at(self.figure, t)
        if breath is None:
            breath = quiet_breath(self.figure, t)
        return solve(pose, min(1.0, max(0.0, breath)))

    def on_picture(self, v: Vec) -> Point:
        """Where a world point lies on the finished picture, in pixels."""
        x, y = self._canvas.camera.point(v)
        x, y = x / self._canvas.fine, y / self._canvas.fine
        return (self.size[0] - x if self.mirrored else x, y)

    def frame(self, t: float, breath: float | None = None) -> Image.Image:
        """The picture `t` seconds into the step; `breath`: fullness of the lungs, 0 to 1."""
        return self._picture(t, breath, t)

    def part(self, t: float, breath: float | None = None) -> Image.Image:
        """Of the picture of about that moment the part that ever changes, to put at `corner`.

        As long as nothing can be seen to change it is the same picture again.
        """
        plain = self._found(t, breath)
        if plain is not self._plain:
            self._plain, self._faced = plain, self._facing(plain)
        return self._faced

    def _found(self, t: float, breath: float | None) -> Image.Image:
        """The part, not mirrored: one that is kept, or drawn anew. Blinks do not come round."""
        moment = self._grid.at(t, breath)
        if moment.name is None or self._blinks(t):
            return self._redrawn(moment, t)
        found = self._kept.find(moment.name)
        if found is None:
            found = self._redrawn(moment, t)
            self._kept.keep(moment.name, found)
        return found

    def _redrawn(self, moment: Moment, wake: float) -> Image.Image:
        """The part at a moment, not mirrored; the last one if it would look the same."""
        bodies = self._bodies(moment.t, moment.breath)
        looks = self._looks(bodies, moment.t, wake)
        last = self._drawn
        if last is None or looks != (last.people_look, last.lens_look):
            if last is None or looks[0] != last.people_look:
                people = self._people(bodies, moment.t, wake)
            else:
                people = last.people  # only the close-up goes on
            part = self._with_lens(people, bodies[0], moment.t)
            self._drawn = last = _Drawn(*looks, people, part)
        return last.part

    def _bodies(self, t: float, breath: float | None) -> Bodies:
        body = self.skeleton(t, breath)
        return body, partner_body(self.figure, t, body)

    def _looks(self, bodies: Bodies, t: float, wake: float) -> tuple[Look, Look]:
        """Of people with signs, and of the close-up: equal where two moments look the same."""
        figure, camera, (body, other) = self.figure, self._canvas.camera, bodies
        glow, within = self._moment(t)
        people: Look = (*signs(figure, glow, within), *traits(camera, body, 1.0, blink(wake)))
        if other:
            people = (*people, *traits(camera, other, 1.0, blink(wake + PARTNER_LATER)))
        if figure.lens is None:
            return people, ()
        if figure.lens.kind in CIRCLING:
            return people, (within,)
        close = max(1.0, figure.lens.zoom / figure.view.zoom)
        return people, traits(camera, body, close, blink(wake))

    def _blinks(self, t: float) -> bool:
        """Someone's eyes are not quite open."""
        other = t + PARTNER_LATER if self.figure.partner else t
        return min(blink(t), blink(other)) < 1.0

    def _moment(self, t: float) -> tuple[float, float]:
        """The light on the muscles, and the time by which signs move."""
        figure = self.figure
        return pose_at(figure, t)[1], t % self.seconds if len(figure.keys) > 1 else t

    def _picture(self, t: float, breath: float | None, wake: float) -> Image.Image:
        """The picture of a moment; `wake`: the time by which the eyes blink."""
        picture = self._background.copy()
        picture.paste(self._part(self._bodies(t, breath), t, wake), self._box[:2])
        return self._facing(picture)

    def _facing(self, picture: Image.Image) -> Image.Image:
        return picture.transpose(Image.Transpose.FLIP_LEFT_RIGHT) if self.mirrored else picture

    def _part(self, bodies: Bodies, t: float, wake: float) -> Image.Image:
        return self._with_lens(self._people(bodies, t, wake), bodies[0], t)

    def _people(self, bodies: Bodies, t: float, wake: float) -> Image.Image:
        """All that moves but the close-up."""
        fine = self._canvas.fine
        self._sheet.paste(self._patch)
        self._draw(self._pen, bodies, self._moment(t), (t, wake))
        if len(self._boxes) == 1:
            return self._sheet.reduce(fine)
        drawn = self._still.copy()
        for left, top, right, bottom in self._boxes:
            box = (left * fine, top * fine, right * fine, bottom * fine)
            drawn.paste(self._sheet.reduce(fine, box), (left, top))
        return drawn

    def _with_lens(self, people: Image.Image, body: Skeleton, t: float) -> Image.Image:
        if not self._lens:
            return people
        part = self._under.copy()
        part.paste(people, self._within)
        self._lens.paste(part, self._box[:2], body, self.figure, (self._moment(t)[0], t))
        return part

    def _draw(
        self, pen: Pen, bodies: Bodies, moment: tuple[float, float], times: tuple[float, float]
    ) -> None:
        figure, (body, other), (t, wake) = self.figure, bodies, times
        if figure.gait:
            draw_walkway(pen, figure.gait, t)
        draw_shadows(pen, body, figure.props)
        draw_followers(pen, figure, body.pelvis.at[0] - self._start)
        if other:
            draw_partner(pen, self._partner_palette, other, figure, wake, over=False)
        draw_marks(pen, body, self._marks, moment, behind=True)
        draw_body(pen, body, figure, moment[0], wake)
        if other:
            draw_partner(pen, self._partner_palette, other, figure, wake, over=True)
        draw_marks(pen, body, self._marks, moment, behind=False)
        if self._lens:
            self._lens.draw_anchor(pen, body)

    def still(self) -> Image.Image:
        """The most telling picture, for a card or for reduced motion."""
        return self._picture(self.figure.still, STILL_BREATH, AWAKE)

    def stills(self, count: int) -> list[Image.Image]:
        """Up to `count` key poses in their order, for a movement told without motion."""
        return [self._picture(t, STILL_BREATH, AWAKE) for t in key_times(self.figure, count)]
