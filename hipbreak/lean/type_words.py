"""Words for the type checker only: in a small process they need not mean anything.

Python's `typing` is 440 kB and 10 ms, and our processes and their libraries use nearly all of it
in annotations, which nobody reads while they run. `WORDS` stand in for these; any other name loads
the real module (see `postponing`).
"""

from __future__ import annotations

from collections import namedtuple

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any


class _Any:
    """Stands wherever a type can."""

    def __getitem__(self, _parameters: object) -> _Any:
        return self

    def __call__(self, *_: object, **__: object) -> _Any:
        return self

    def __or__(self, _other: object) -> _Any:
        return self

    __ror__ = __or__


class _Protocol:
    """A base that adds nothing."""

    __slots__ = ()

    def __class_getitem__(cls, _parameters: object) -> type:
        return cls


class _NamedTuples(type):
    """`class Pair(NamedTuple): a: int` is the tuple that `collections.namedtuple` makes."""

    def __new__(mcs, name: str, bases: tuple[type, ...], body: dict[str, Any]) -> Any:
        if not bases:
            return super().__new__(mcs, name, bases, body)
        fields = body.get("__annotations__", {})
        defaults = [body.pop(field) for field in fields if field in body]
        make: Any = namedtuple
        made = make(name, fields, defaults=defaults, module=body["__module__"])
        for key in body.keys() - SET_ALREADY:
            setattr(made, key, body[key])
        return made


class _NamedTuple(metaclass=_NamedTuples):
    """The base that a named tuple names and does not have."""


SET_ALREADY = {"__module__", "__qualname__", "__slots__"}


def _cast(_kind: object, value: object) -> object:
    return value


def _assert_never(value: object) -> None:
    raise AssertionError(f"this cannot be: {value!r}")


ANY = _Any()
PLAIN = (
    *("Any", "BinaryIO", "Callable", "Final", "IO", "Literal", "Optional", "Self", "Tuple"),
    *("TypeAlias", "Union"),
)
WORDS: dict[str, object] = {
    "TYPE_CHECKING": False,
    "Protocol": _Protocol,
    "NamedTuple": _NamedTuple,
    "cast": _cast,
    "assert_never": _assert_never,
    "_GenericAlias": _Any,  # these two are what `dataclasses` compares annotations with
    "ClassVar": ANY,
    **dict.fromkeys(PLAIN, ANY),
}
