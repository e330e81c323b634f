"""The pointer's monitor and what panels leave of it, on real X servers and window managers."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator

import pytest

from hipbreak.adapters.monitors import Rect, pointer_screen, work_area
from tests.rig import Desktop, wait_for

LEFT, RIGHT = Rect(0, 0, 640, 800), Rect(640, 100, 640, 700)


@pytest.fixture(scope="module")
def two() -> Iterator[Desktop]:
    """Two monitors side by side, the right one shorter and set lower."""
    with Desktop(bus=False) as desktop:
        (output,) = (
            line.split()[0]
            for line in desktop.run("xrandr").stdout.splitlines()
            if " connected" in line
        )
        desktop.run("xrandr", "--setmonitor", "left", "640/170x800/210+0+0", output)
        desktop.run("xrandr", "--setmonitor", "right", "640/170x700/185+640+100", "none")
        yield desktop


class Panel:
    """A window that reserves an edge, as panels do: an ordinary one with a panel's property."""

    def __init__(self, desktop: Desktop, title: str = "panel") -> None:
        self._desktop, self._title = desktop, title
        self._process = desktop.start("xterm", "-geometry", "20x2+0+0", "-title", title)
        self._id = hex(desktop.wait_window(title=title).id)

    def reserve(self, name: str, *numbers: int) -> None:
        values = ",".join(map(str, numbers))
        self._desktop.run("xprop", "-id", self._id, "-f", name, "32c", "-set", name, values)

    def close(self) -> None:
        self._desktop.end(self._process)
        self._desktop.wait_no_window(title=self._title)


@pytest.fixture
def panel(two: Desktop) -> Iterator[Panel]:
    panel = Panel(two)
    yield panel
    panel.close()


def works(desktop: Desktop) -> tuple[Rect | None, Rect | None]:
    return work_area((10, 10), desktop.env), work_area((900, 400), desktop.env)


def test_each_monitor_is_told_apart(two: Desktop) -> None:
    """The pointer decides; also one in a corner that no monitor shows goes to the nearest."""
    assert works(two) == (LEFT, RIGHT)
    assert work_area((639, 799), two.env) == LEFT
    assert work_area((640, 100), two.env) == RIGHT
    assert work_area((1200, 5), two.env) == RIGHT
    assert work_area((-50, 5000), two.env) == LEFT


@pytest.mark.parametrize(
    ("strut", "expected"),
    [
        # A bottom panel of 40 on the right monitor alone: the left one keeps its bottom.
        ((0, 0, 0, 40, 0, 0, 0, 0, 0, 0, 640, 1279), (LEFT, Rect(640, 100, 640, 660))),
        # A top panel of 30 on the lower-set right monitor reserves 130 from the desktop's top.
        ((0, 0, 130, 0, 0, 0, 0, 0, 640, 1279, 0, 0), (LEFT, Rect(640, 130, 640, 670))),
        # A dock at the left edge of the left monitor.
        ((50, 0, 0, 0, 0, 799, 0, 0, 0, 0, 0, 0), (Rect(50, 0, 590, 800), RIGHT)),
        # A dock at the inner edge of the right monitor covers no more than itself.
        ((700, 0, 0, 0, 100, 799, 0, 0, 0, 0, 0, 0), (LEFT, Rect(700, 100, 580, 700))),
        # One at the inner edge of the left monitor, counted from the far right.
        ((0, 690, 0, 0, 0, 0, 0, 799, 0, 0, 0, 0), (Rect(0, 0, 590, 800), RIGHT)),
    ],
    ids=["bottom", "top", "left", "inner left", "inner right"],
)
def test_a_panel_takes_from_its_own_monitor_only(
    two: Desktop, panel: Panel, strut: tuple[int, ...], expected: tuple[Rect, Rect]
) -> None:
    """`_NET_WORKAREA` would take it from both."""
    panel.reserve("_NET_WM_STRUT_PARTIAL", *strut)
    wait_for(lambda: works(two) == expected, what=f"{expected}, not {works(two)}")


def test_an_old_panel_takes_the_whole_edge(two: Desktop, panel: Panel) -> None:
    """A strut without an extent runs along the desktop's whole edge."""
    panel.reserve("_NET_WM_STRUT", 0, 0, 0, 25)
    expected = (Rect(0, 0, 640, 775), Rect(640, 100, 640, 675))
    wait_for(lambda: works(two) == expected, what="both shortened")


def test_a_nonsensical_panel_is_not_believed(two: Desktop, panel: Panel) -> None:
    """One that would take a whole monitor, or says too few numbers, takes nothing."""
    panel.reserve("_NET_WM_STRUT_PARTIAL", 0, 0, 0, 5000, 0, 0, 0, 0, 0, 0, 0, 1279)
    assert works(two) == (LEFT, RIGHT)
    panel.reserve("_NET_WM_STRUT_PARTIAL", 1, 2, 3)
    assert works(two) == (LEFT, RIGHT)


def test_a_desktops_own_list_comes_first(two: Desktop) -> None:
    """GNOME draws its bar itself and tells the free areas per monitor and workspace."""
    free = "0,0,640,800,640,132,640,668"
    two.run("xprop", "-root", "-f", "_GTK_WORKAREAS_D0", "32c", "-set", "_GTK_WORKAREAS_D0", free)
    assert works(two) == (LEFT, Rect(640, 132, 640, 668))
    two.run("xprop", "-root", "-remove", "_GTK_WORKAREAS_D0")
    assert works(two) == (LEFT, RIGHT)


def test_a_real_panel_on_one_monitor() -> None:
    """What xfce4-panel covers is not free, until it has gone."""
    with Desktop(panel="xfce") as desktop:
        whole = Rect(0, 0, 1280, 800)

        def work() -> Rect:
            screen = pointer_screen((5, 5), desktop.env)
            assert screen is not None and screen.whole == whole
            return screen.work

        wait_for(lambda: 20 <= whole.height - work().height <= 64, what="its edge")
        info = desktop.wait_window(wm_class="Xfce4-panel")
        assert work().common(Rect(info.x, info.y, info.width, info.height)).empty
        assert work().width == 1280
        desktop.kill_panel()
        wait_for(lambda: work() == whole, what="the whole screen")


def test_without_a_window_manager_there_is_the_whole_screen() -> None:
    """Nobody keeps a list of windows: the monitor is what there is."""
    with Desktop(size="800x600", wm=None, bus=False) as desktop:
        assert work_area((5, 5), desktop.env) == Rect(0, 0, 800, 600)


@pytest.mark.parametrize("environ", [{}, {"DISPLAY": ":19999"}, {"DISPLAY": "far:0"}])
def test_where_nobody_can_tell_it_is_none(environ: dict[str, str]) -> None:
    """No display, a dead one, one far away: the caller knows its own screen."""
    assert work_area((5, 5), environ) is None
    assert pointer_screen((5, 5), environ) is None


def test_it_costs_no_x_library(two: Desktop) -> None:
    """A card has no time to load one."""
    program = (
        "import sys; from hipbreak.adapters.monitors import work_area\n"
        "assert work_area((5, 5)) is not None and 'Xlib' not in sys.modules\n"
    )
    subprocess.run([sys.executable, "-c", program], check=True, env=two.env)
