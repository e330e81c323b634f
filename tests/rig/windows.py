"""What is on an X screen, read from the server itself: windows, focus, pixels."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from PIL import Image
from Xlib import X, error
from Xlib.display import Display

from tests.rig.waiting import RigError, wait_for


@dataclass(frozen=True, slots=True)
class WindowInfo:
    """A top-level window without its frame, managed or override-redirect.

    `wm_class` is the class (the second name of WM_CLASS), `instance` the first; positions are
    pixels of the whole screen.
    """

    id: int
    title: str
    wm_class: str
    instance: str
    x: int
    y: int
    width: int
    height: int
    override_redirect: bool
    mapped: bool

    @property
    def centre(self) -> tuple[int, int]:
        return self.x + self.width // 2, self.y + self.height // 2

    @property
    def name(self) -> str:
        """Which of our windows it is: the title without what it is about just now."""
        return self.title.partition(" – ")[0]

    @property
    def box(self) -> tuple[int, int, int, int]:
        """Left, top, right, bottom."""
        return self.x, self.y, self.x + self.width, self.y + self.height


class Screen:
    """One connection to an X server, for looking only."""

    def __init__(self, display: str) -> None:
        self.display = Display(display)
        self.root = self.display.screen().root

    def close(self) -> None:
        self.display.close()

    def paint(self, colour: int) -> None:
        """Give the empty desktop this colour (0xRRGGBB), so that pictures are easy to read."""
        self.root.change_attributes(background_pixel=colour)
        self.root.clear_area()
        self.display.sync()

    def windows(self) -> list[WindowInfo]:
        """All top-level windows, bottom to top; those that vanish meanwhile are left out."""
        return [info for window in self._tops() if (info := self._describe(window))]

    def focused(self) -> int:
        """Id of the top-level window that keys go to; 0 when keys go to none."""
        focus = self.display.get_input_focus().focus
        if isinstance(focus, int):
            return 0
        tops = {info.id for info in self.windows()}
        try:
            while focus and focus.id not in tops and focus.id != self.root.id:
                focus = focus.query_tree().parent
        except error.BadWindow:
            return 0
        return focus.id if focus and focus.id in tops else 0

    def pointer(self) -> tuple[int, int]:
        at = self.root.query_pointer()
        return at.root_x, at.root_y

    def stacked_at(self, x: int, y: int) -> int:
        """Id of the topmost mapped top-level window that covers this point, 0 for none."""
        for info in reversed(self.windows()):
            left, top, right, bottom = info.box
            if info.mapped and left <= x < right and top <= y < bottom:
                return info.id
        return 0

    def picture(self) -> Image.Image:
        """What the screen shows, without the pointer."""
        size = self.root.get_geometry()
        raw = self.root.get_image(0, 0, size.width, size.height, X.ZPixmap, 0xFFFFFFFF)
        return Image.frombytes("RGB", (size.width, size.height), raw.data, "raw", "BGRX")

    def selection_owner(self, name: str) -> int:
        """Id of the window that owns a selection (`_NET_SYSTEM_TRAY_S0`: a tray), or 0."""
        owner = self.display.get_selection_owner(self.display.intern_atom(name))
        return 0 if isinstance(owner, int) else int(owner.id)

    def is_managed(self) -> bool:
        """Whether a window manager takes up a new window within half a second.

        It says that it is there before it looks at requests, and forgets those of that moment.
        """
        probe = self.root.create_window(0, 0, 8, 8, 0, X.CopyFromParent)
        try:
            probe.map()
            wait_for(lambda: self._has(probe, "WM_STATE"), timeout=0.5, what="a managed window")
        except RigError:
            return False
        finally:
            probe.destroy()
            self.display.sync()
        return True

    def _has(self, window: Any, name: str) -> bool:
        atom = self.display.intern_atom(name)
        return window.get_full_property(atom, X.AnyPropertyType) is not None

    def _tops(self) -> Iterator[Any]:
        """Clients out of their frames; of what no window manager holds, the window itself."""
        for child in self.root.query_tree().children:
            try:
                yield self._client(child) or child
            except error.BadWindow:
                continue

    def _client(self, window: Any) -> Any:
        """The managed client at or below `window`."""
        if self._has(window, "WM_STATE"):
            return window
        if window.get_wm_class():  # an application's own window: below it are only widgets
            return None
        for child in window.query_tree().children:
            if found := self._client(child):
                return found
        return None

    def _describe(self, window: Any) -> WindowInfo | None:
        try:
            attributes, size = window.get_attributes(), window.get_geometry()
            at = self.root.translate_coords(window, 0, 0)
            instance, wm_class = window.get_wm_class() or ("", "")
            title = self._title(window)
        except (error.BadWindow, error.BadDrawable):
            return None
        return WindowInfo(
            id=window.id,
            title=title,
            wm_class=wm_class,
            instance=instance,
            x=at.x,
            y=at.y,
            width=size.width,
            height=size.height,
            override_redirect=bool(attributes.override_redirect),
            mapped=attributes.map_state == X.IsViewable,
        )

    def _title(self, window: Any) -> str:
        name = window.get_full_property(
            self.display.intern_atom("_NET_WM_NAME"), self.display.intern_atom("UTF8_STRING")
        ) or window.get_full_property(self.display.intern_atom("WM_NAME"), X.AnyPropertyType)
        if name is None:
            return ""
        value = name.value
        return value.decode("utf-8", "replace") if isinstance(value, bytes) else str(value)
