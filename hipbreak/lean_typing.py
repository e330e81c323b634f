"""Words for the type checker only: in a small process they need not mean anything.

Python's `typing` is 440 kB and 10 ms, and our processes and their libraries use nearly all of it
in annotations, which nobody reads while they run. `WORDS` stand in for these; any other name loads
the real module (see `lean.postpone`).
"""

from __future__ import annotations


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


def _cast(_kind: object, value: object) -> object:
    return value


def _assert_never(value: object) -> None:
    raise AssertionError(f"this cannot be: {value!r}")


ANY = _Any()
WORDS: dict[str, object] = {
    "TYPE_CHECKING": False,
    "Protocol": _Protocol,
    "cast": _cast,
    "assert_never": _assert_never,
    "_GenericAlias": _Any,  # these two are what `dataclasses` compares annotations with
    "ClassVar": ANY,
    **dict.fromkeys(
        ("Any", "Final", "IO", "Literal", "Optional", "Self", "TypeAlias", "TypeVar", "Union"), ANY
    ),
}
