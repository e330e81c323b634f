"""Frozen dataclasses to plain JSON values and back, strictly.

One mechanism serves the saved state, the messages on pipe and socket, and the journal's facts. A
union is told apart by the class name under "type"; anything unknown, missing or of the wrong type
is a `DecodeError` that names the place.
"""

from __future__ import annotations

import sys
from collections.abc import Mapping
from enum import Enum
from functools import cache
from types import GenericAlias, UnionType
from typing import TYPE_CHECKING, cast

from hipbreak.core.errors import HipbreakError

if TYPE_CHECKING:
    from typing import TypeVar

    T = TypeVar("T")


class DecodeError(HipbreakError):
    """A value does not have the declared shape."""


def encode(value: object) -> object:
    """Plain JSON values for a dataclass, an enum, a tuple, a mapping or a scalar."""
    if isinstance(value, Enum):
        return value.value
    if (names := names_of(type(value))) is not None:
        plain = {name: encode(getattr(value, name)) for name in names}
        return {"type": type(value).__name__, **plain}
    if isinstance(value, (tuple, list)):
        return [encode(item) for item in value]
    if isinstance(value, Mapping):
        return {key: encode(item) for key, item in value.items()}
    return value


def names_of(kind: type) -> tuple[str, ...] | None:
    """A record's fields in their order; None for anything else. Unlike `dataclasses.fields` it
    works nothing out."""
    return vars(kind).get("__match_args__")


def decode(kind: object, plain: object, place: str = "") -> object:
    """The value of the declared type `kind` that `plain` describes, or `DecodeError`."""
    if isinstance(kind, UnionType):
        return _decode_union(kind.__args__, plain, place)
    if isinstance(kind, GenericAlias) and kind.__origin__ is tuple:
        return _decode_tuple(kind.__args__, plain, place)
    if isinstance(kind, type) and names_of(kind) is not None:
        return _decode_record(kind, plain, place)
    if isinstance(kind, type) and issubclass(kind, Enum):
        try:
            return kind(plain)
        except ValueError as error:
            raise DecodeError(f"{place or 'value'}: {error}") from None
    return _decode_scalar(kind, plain, place)


def decode_as(kind: type[T], plain: object, place: str = "") -> T:
    """`decode` for one dataclass, typed."""
    return cast("T", decode(kind, plain, place))


def _decode_scalar(kind: object, plain: object, place: str) -> object:
    if kind is float and isinstance(plain, (int, float)) and not isinstance(plain, bool):
        return float(plain)
    if kind is type(None) and plain is None:
        return None
    if isinstance(kind, type) and type(plain) is kind:
        return plain
    wanted = getattr(kind, "__name__", str(kind))
    raise DecodeError(f"{place or 'value'}: expected {wanted}, got {type(plain).__name__}")


def _decode_union(options: tuple[object, ...], plain: object, place: str) -> object:
    if plain is None and type(None) in options:
        return None
    if isinstance(plain, Mapping) and "type" in plain:
        for option in options:
            if getattr(option, "__name__", None) == plain["type"]:
                return decode(option, plain, place)
        raise DecodeError(f"{place or 'value'}: unknown type {plain['type']!r}")
    problem = DecodeError(f"{place or 'value'}: fits none of the allowed types")
    for option in options:
        try:
            return decode(option, plain, place)
        except DecodeError as error:
            problem = error
    raise problem


def _decode_tuple(options: tuple[object, ...], plain: object, place: str) -> object:
    if not isinstance(plain, (list, tuple)):
        raise DecodeError(f"{place or 'value'}: expected a list, got {type(plain).__name__}")
    if len(options) == 2 and options[1] is Ellipsis:
        return tuple(decode(options[0], item, f"{place}[{i}]") for i, item in enumerate(plain))
    if len(options) != len(plain):
        raise DecodeError(f"{place or 'value'}: expected {len(options)} items, got {len(plain)}")
    return tuple(
        decode(k, item, f"{place}[{i}]")
        for i, (k, item) in enumerate(zip(options, plain, strict=True))
    )


_SCALARS = {kind.__name__: kind for kind in (str, float, int, bool)}


def _hints(kind: type) -> dict[str, object]:
    """The types of a record's fields. `typing.get_type_hints` can do more and costs 0.6 MB."""
    hints: dict[str, object] = {}
    for base in reversed(kind.__mro__):
        known = vars(sys.modules[base.__module__])
        for name, words in vars(base).get("__annotations__", {}).items():
            plain = known.get(words, _SCALARS.get(words))
            hints[name] = plain or eval(words, known)  # our own source, never what was read
    return hints


def _optional(kind: type, names: tuple[str, ...]) -> frozenset[str]:
    """The fields that have a default: the last ones of a call, or named by `lean.records`."""
    last = len(getattr(vars(kind)["__init__"], "__defaults__", None) or ())
    return frozenset((*names[len(names) - last :], *vars(kind).get("__defaults__", ())))


@cache
def _shape(kind: type) -> tuple[dict[str, object], frozenset[str]]:
    hints, names = _hints(kind), names_of(kind) or ()
    required = frozenset(names) - _optional(kind, names)
    return {name: hints[name] for name in names}, required


def _decode_record(kind: type, plain: object, place: str) -> object:
    if not isinstance(plain, Mapping):
        raise DecodeError(f"{place or 'value'}: expected {kind.__name__}")
    named, required = _shape(kind)
    if plain.get("type", kind.__name__) != kind.__name__:
        raise DecodeError(f"{place or 'value'}: expected {kind.__name__}, got {plain['type']!r}")
    given = [key for key in plain if key != "type"]
    strange = [key for key in given if key not in named]
    missing = [key for key in required if key not in plain]
    if strange or missing:
        what = [f"unknown {key!r}" for key in strange] + [f"missing {key!r}" for key in missing]
        raise DecodeError(f"{place or kind.__name__}: {', '.join(sorted(what))}")
    inner = f"{place}." if place else ""
    return kind(**{key: decode(named[key], plain[key], inner + key) for key in given})
