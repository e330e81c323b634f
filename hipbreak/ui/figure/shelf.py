"""Figure files: finding, reading and checking them.

A figure is data (`routines/figures/NAME.toml`): limited in size, no paths, no code. Whatever is
wrong in it is reported at once, each with its key path.
"""

from __future__ import annotations

import re
import tomllib
from functools import cache
from pathlib import Path
from typing import cast

from hipbreak.adapters.paths import data_dir
from hipbreak.core.errors import UserError
from hipbreak.ui.figure.camera import View
from hipbreak.ui.figure.figure import Figure, Gait, Glow, Key, Lens, Mark, Orbit, Partner, Prop
from hipbreak.ui.figure.frame import SIDES
from hipbreak.ui.figure.lens import KINDS
from hipbreak.ui.figure.marks import MARKS
from hipbreak.ui.figure.muscles import MUSCLES
from hipbreak.ui.figure.pose import Pose
from hipbreak.ui.figure.pose_file import read_poses
from hipbreak.ui.figure.props import PROPS
from hipbreak.ui.figure.reader import Reader
from hipbreak.ui.figure.rig import PARTS

FORMAT = 1
LARGEST = 32 * 1024
"""Bytes of a figure file (ours)."""
DRAWN = (
    "leg_left",
    "leg_right",
    "shin_left",
    "shin_right",
    "thigh_left",
    "thigh_right",
    "hips",
    "shirt",
    "head",
    "arm_left",
    "arm_right",
    "upper_left",
    "upper_right",
    "forearm_left",
    "forearm_right",
    "hand_left",
    "hand_right",
)
"""Parts of the body that `order` may name, from the farthest to the nearest."""
_NAME = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")


def figures_dir() -> Path:
    return data_dir("routines") / "figures"


def has_figure(name: str) -> bool:
    """Whether a figure of that name is shipped."""
    return _NAME.fullmatch(name) is not None and (figures_dir() / f"{name}.toml").is_file()


@cache
def shipped_figure(name: str) -> Figure:
    """A figure by its name; UserError with all problems when the file is not sound."""
    return read_figure(figures_dir() / f"{name}.toml")


def read_figure(path: Path) -> Figure:
    """A figure from a file; UserError with all problems."""
    try:
        raw = path.read_bytes()
        if len(raw) > LARGEST:
            raise UserError(f"{path.name}: larger than {LARGEST} bytes")
        text = raw.decode("utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise UserError(f"{path.name}: {error}") from None
    return parse_figure(text, path.stem)


def parse_figure(text: str, name: str) -> Figure:
    """A figure from the text of its file; UserError with all problems."""
    try:
        table = tomllib.loads(text)
    except (tomllib.TOMLDecodeError, RecursionError) as error:
        raise UserError(f"{name}: not TOML: {error}") from None
    problems: list[str] = []
    reader = Reader(table, "", problems)
    figure = _figure(reader, name)
    reader.done()
    if problems:
        raise UserError([f"{name}: {problem}" for problem in problems])
    return figure


def _figure(reader: Reader, name: str) -> Figure:
    if reader.number("format", 0, 0, 99) != FORMAT:
        reader.wrong("format", f"expected {FORMAT}")
    poses = read_poses(reader)
    keys = _keys(reader, poses)
    gait = reader.table("gait")
    lens = reader.table("lens")
    orbit = reader.table("orbit")
    partner = reader.table("partner")
    if partner:
        _check_partner(reader, keys)
    return Figure(
        name=name,
        poses=poses,
        keys=keys,
        view=_view(reader.table("camera")),
        meant=reader.word("meant", "", ("", *SIDES)),
        still=reader.number("still", 0.0, 0.0, 120.0),
        props=tuple(_prop(item) for item in reader.each("prop", 12)),
        glows=tuple(_glow(item) for item in reader.each("glow", 8)),
        marks=tuple(_mark(item) for item in reader.each("mark", 12)),
        lens=_lens(lens) if lens else None,
        gait=_gait(gait) if gait else None,
        orbit=_orbit(orbit) if orbit else None,
        partner=_partner(partner) if partner else None,
        order=reader.words("order", DRAWN),
        bare=reader.words("bare", SIDES),
    )


def _view(reader: Reader | None) -> View:
    if reader is None:
        return View()
    base = View()
    view = View(
        reader.number("yaw", base.yaw, -20, 110),
        reader.number("pitch", base.pitch, 0, 60),
        reader.number("zoom", base.zoom, 0.5, 8),
        reader.vec("at", base.at),
    )
    reader.done()
    return view


def _keys(reader: Reader, poses: dict[str, Pose]) -> tuple[Key, ...]:
    keys: list[Key] = []
    for item in reader.each("key", 64):
        key = Key(
            item.number("at", 0.0, 0.0, 120.0),
            item.word("pose", "", poses),
            item.number("glow", 0.0, 0.0, 1.0),
            item.word("ease", "smooth", ("smooth", "linear")),
            item.word("partner", "", ("", *poses)),
        )
        if not item.has("pose"):
            item.wrong("pose", "is missing")
        if keys and key.at <= keys[-1].at:
            item.wrong("at", "expected a later time than the key before")
        keys.append(key)
        item.done()
    if not keys:
        reader.wrong("key", "expected at least one key")
        return (Key(0.0, ""),)
    if keys[0].at != 0.0:
        reader.wrong("key[0].at", "expected 0")
    return tuple(keys)


def _prop(reader: Reader) -> Prop:
    prop = Prop(
        reader.word("kind", "plant", PROPS),
        reader.vec("at", (0.0, 0.0, 0.0)),
        reader.number("size", 1.0, 0.05, 400),
        reader.number("turn", 0.0, -180, 180),
        reader.number("follow", 0.0, 0.0, 1.0),
    )
    reader.done()
    return prop


def _glow(reader: Reader) -> Glow:
    glow = Glow(reader.word("muscle", "", MUSCLES), reader.word("side", "both", ("both", *SIDES)))
    reader.done()
    return glow


def _mark(reader: Reader) -> Mark:
    during = reader.numbers("during", 2, 0, 120)
    mark = Mark(
        reader.word("kind", "line", MARKS),
        reader.word("on", "world", PARTS),
        reader.vec("at", (0.0, 0.0, 0.0)),
        reader.vec("to", (10.0, 0.0, 0.0)),
        reader.number("radius", 8.0, 0.5, 60),
        reader.flag("behind"),
        (during[0], during[1]) if during else None,
        reader.flag("reverse"),
    )
    reader.done()
    return mark


def _lens(reader: Reader) -> Lens:
    base = Lens("heel", "world")
    centre = reader.numbers("centre", 2, 0, 480)
    lens = Lens(
        reader.word("kind", "heel", KINDS),
        reader.word("on", "world", PARTS),
        reader.vec("at", base.at),
        cast("tuple[float, float]", centre) if centre else base.centre,
        reader.number("radius", base.radius, 20, 150),
        reader.number("zoom", base.zoom, 1, 12),
        reader.number("yaw", base.yaw, -20, 110),
        reader.number("pitch", base.pitch, 0, 60),
        reader.words("order", DRAWN),
        not reader.flag("loose"),
    )
    reader.done()
    return lens


def _partner(reader: Reader) -> Partner:
    partner = Partner(
        reader.number("x", 0.0, -300, 300),
        reader.words("order", DRAWN),
        reader.words("over", DRAWN),
    )
    reader.done()
    return partner


def _check_partner(reader: Reader, keys: tuple[Key, ...]) -> None:
    for i, key in enumerate(keys):
        if not key.partner:
            reader.wrong(f"key[{i}].partner", "is missing")


def _gait(reader: Reader) -> Gait:
    base = Gait()
    gait = Gait(
        reader.number("seconds", base.seconds, 0.5, 5),
        reader.number("stride", base.stride, 20, 160),
        reader.number("lift", base.lift, 1, 30),
        reader.number("arms", base.arms, 0, 60),
    )
    reader.done()
    return gait


def _orbit(reader: Reader) -> Orbit:
    base = Orbit()
    orbit = Orbit(
        reader.number("seconds", base.seconds, 1, 20),
        reader.number("ahead", base.ahead, 0, 15),
        reader.number("across", base.across, 0, 15),
        reader.flag("reverse"),
        reader.flag("lying"),
    )
    reader.done()
    return orbit
