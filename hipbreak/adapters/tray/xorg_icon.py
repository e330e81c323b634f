"""The icon as a small X window that a panel embeds, straight on python-xlib.

pystray's own X backend loads Pillow, paints transparency black and asks for no clicks; standing
on its base class costs less than mending it.
"""

from __future__ import annotations

from collections.abc import Callable

from Xlib import X, Xutil
from Xlib.display import Display
from Xlib.error import XError
from Xlib.protocol.event import ClientMessage
from Xlib.xobject.drawable import Window

from hipbreak.adapters.tray import pixmaps, xpaint
from hipbreak.adapters.tray.base import Icon

_DEFAULT_BUTTON, _MENU_BUTTON = 1, 3
_XEMBED_MAPPED = 1
_REQUEST_DOCK = 0
_FIRST_SIZE = 22
_PLAIN_GREY = b"\x80\x80\x80\xff"
_EVENTS = X.ExposureMask | X.StructureNotifyMask | X.ButtonPressMask | X.ButtonReleaseMask


class XorgIcon(Icon):  # type: ignore[misc]  # pystray has no types
    """pystray's icon in an X window. Its `icon` is a tuple of Pixmap; the caller runs the loop."""

    HAS_MENU = True
    HAS_NOTIFICATION = False

    def __init__(self, display: Display, name: str, open_menu: Callable[[int, int], None]) -> None:
        super().__init__(name)
        self._display, self._open_menu = display, open_menu
        self._window: Window | None = None
        self._size = (_FIRST_SIZE, _FIRST_SIZE)
        self._has_alpha = False
        self.docked = False
        """Whether a panel holds our window."""
        self.panel = ""
        """The name of that panel, as far as it says one."""

    def __del__(self) -> None:
        """Nothing: the owner of the display has closed it long before."""

    # What pystray asks of a backend

    def _show(self) -> None:
        """Nothing: a panel shows the window once it is docked."""

    def _hide(self) -> None:
        self.undock()

    def _update_icon(self) -> None:
        self._icon_valid = True
        self._draw()

    def _update_title(self) -> None:
        if self._window:
            self._window.change_property(
                self._atom("_NET_WM_NAME"), self._atom("UTF8_STRING"), 8, self.title.encode()
            )

    def _update_menu(self) -> None:
        """Nothing: the pop-up is made when it is asked for."""

    # Docking

    def dock(self, manager: Window) -> None:
        """Make a new window that suits this panel and ask the panel to take it."""
        self.undock()
        self._window = window = self._make_window(manager)
        window.set_wm_name(self.name)
        window.set_wm_class(self.name, self.name.capitalize())
        window.set_wm_normal_hints(
            flags=Xutil.PMinSize | Xutil.PSize, min_width=_FIRST_SIZE, min_height=_FIRST_SIZE
        )
        info = self._atom("_XEMBED_INFO")
        window.change_property(info, info, 32, [0, _XEMBED_MAPPED])
        self._update_title()
        manager.send_event(
            ClientMessage(
                window=manager,
                client_type=self._atom("_NET_SYSTEM_TRAY_OPCODE"),
                data=(32, [X.CurrentTime, _REQUEST_DOCK, window.id, 0, 0]),
            )
        )
        self._display.flush()

    def undock(self) -> None:
        """Take our window away."""
        if self._window:
            self._window.destroy()
            self._display.flush()
        self._window, self.docked = None, False

    def _make_window(self, manager: Window) -> Window:
        screen = self._display.screen()
        visual = self._visual_with_alpha(manager)
        self._has_alpha = visual is not None
        place = (-1, -1, *self._size, 0)
        if visual is None:
            return screen.root.create_window(
                *place, screen.root_depth, background_pixmap=X.ParentRelative, event_mask=_EVENTS
            )
        return screen.root.create_window(
            *place,
            32,
            visual=visual,
            colormap=screen.root.create_colormap(visual, X.AllocNone),
            background_pixel=0,
            border_pixel=0,
            event_mask=_EVENTS,
        )

    def _visual_with_alpha(self, manager: Window) -> int | None:
        """The visual that the panel wants, if it is one with alpha."""
        wanted = manager.get_full_property(self._atom("_NET_SYSTEM_TRAY_VISUAL"), X.AnyPropertyType)
        if wanted is None or not len(wanted.value):
            return None
        for depth in self._display.screen().allowed_depths:
            if depth.depth == 32 and any(v.visual_id == wanted.value[0] for v in depth.visuals):
                return int(wanted.value[0])
        return None

    # Events

    def handle(self, event: object) -> None:
        """Take an event of our window."""
        match getattr(event, "type", None):
            case X.Expose if not getattr(event, "count", 0):
                self._draw()
            case X.ConfigureNotify:
                self._resized(event.width, event.height)  # type: ignore[attr-defined]
            case X.ReparentNotify:
                self._moved_into(event.parent)  # type: ignore[attr-defined]
            case X.DestroyNotify:
                self._window, self.docked = None, False
            case X.ButtonRelease:
                self._clicked(event.detail, event.root_x, event.root_y)  # type: ignore[attr-defined]

    def owns(self, window: object) -> bool:
        """Whether this is our window of now."""
        return self._window is not None and window == self._window

    def _resized(self, width: int, height: int) -> None:
        if (width, height) != self._size:
            self._size = width, height
            self._draw()

    def _moved_into(self, parent: Window) -> None:
        if parent == self._display.screen().root:
            # A panel that ends leaves its icons on the desktop: never stay there.
            self.undock()
        else:
            self.docked, self.panel = True, _name_above(parent)

    def _clicked(self, button: int, x: int, y: int) -> None:
        # On release, not on press: until then the server holds the pointer for this window, and
        # the pop-up, another program, could not have it.
        if button == _DEFAULT_BUTTON:
            self()
        elif button == _MENU_BUTTON:
            self._open_menu(x, y)

    # Painting

    def _draw(self) -> None:
        if not (self._window and self.docked and self.icon):
            return
        width, height = self._size
        picture = pixmaps.fitting(self.icon, min(width, height))
        if self._has_alpha:
            data, depth = xpaint.premultiplied(picture, width, height), 32
        else:
            data = xpaint.over(picture, self._background(), width, height)
            depth = self._display.screen().root_depth
        gc = self._window.create_gc()
        self._window.put_image(gc, 0, 0, width, height, X.ZPixmap, depth, 0, data)
        gc.free()
        self._display.flush()

    def _background(self) -> bytes:
        """What the panel shows behind our window; grey when it cannot be read."""
        width, height = self._size
        assert self._window is not None
        self._window.clear_area(0, 0, width, height)
        try:
            behind = self._window.get_image(0, 0, width, height, X.ZPixmap, 0xFFFFFFFF).data
        except XError:
            behind = b""
        return behind if len(behind) == width * height * 4 else _PLAIN_GREY * (width * height)

    def _atom(self, name: str) -> int:
        return int(self._display.intern_atom(name))


def _name_above(window: Window | None) -> str:
    """The class of the nearest window upwards that has one; plug-ins stand below their panel."""
    try:
        while window:
            names = window.get_wm_class()
            if names and not names[1].lower().startswith("wrapper-"):
                return str(names[1] or names[0]).lower()
            window = window.query_tree().parent
    except XError:
        pass  # it went while we looked
    return ""
