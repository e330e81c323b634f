"""Print the table: figure, measured, budget, ok."""

from __future__ import annotations

import compileall
import sys
from collections.abc import Iterator

from tests.bench.bench import PROJECT, answering, asking, breaking, packing, starting
from tests.bench.figure import Figure
from tests.bench.frames import drawing
from tests.bench.lasting import lasting
from tests.bench.opening import opening
from tests.bench.running import everything_on
from tests.bench.staying import calling, staying, without_a_tray
from tests.bench.ten_years import reading_ten_years
from tests.rig import RigError

WIDTH = 46


def main(arguments: list[str]) -> int:
    seconds = float(arguments[0]) if arguments else 60.0
    rounds = int(arguments[1]) if arguments[1:] else 10
    compileall.compile_dir(PROJECT / "hipbreak", quiet=1)  # as an installation does
    print(f"{'figure':<{WIDTH}} {'measured':>12} {'budget':>12}  ok", flush=True)
    for figure in _figures(seconds, rounds):
        print(_line(figure), flush=True)
    return 0


def _figures(seconds: float, rounds: int) -> Iterator[Figure]:
    with everything_on() as bench:
        yield from starting(bench)
        yield from _told(staying(bench, seconds))
        yield from _told(answering(bench))
        yield from _told(asking(bench))
        yield from _told(breaking(bench))
        yield from _told(lasting(bench, rounds))
        yield from _told(calling(bench, seconds))
    yield from _told(without_a_tray())
    yield from _told(opening())
    yield from drawing()
    yield from reading_ten_years()
    yield from packing()


def _told(part: Iterator[Figure]) -> Iterator[Figure]:
    """A part that cannot be measured to its end says so; the others are measured all the same."""
    try:
        yield from part
    except (RigError, TimeoutError) as error:
        print(f"not measured further: {error}", flush=True)


def _line(figure: Figure) -> str:
    measured = f"{figure.value:.3f} {figure.unit:<3}"
    budget = "" if figure.budget is None else f"{figure.budget:g} {figure.unit:<3}"
    said = "" if figure.budget is None else "yes" if figure.kept else "NO"
    note = f" ({figure.note})" if figure.note else ""
    return f"{figure.name:<{WIDTH}} {measured:>12} {budget:>12}  {said:<3}{note}".rstrip()


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
