"""The icon as a StatusNotifierItem: GNOME's extension, Plasma, Xfce, LXQt, MATE, waybar."""

from __future__ import annotations

from collections.abc import Mapping

from jeepney import DBusAddress, HeaderFields, Message

from hipbreak.adapters.tray import dbusmenu, introspection
from hipbreak.adapters.tray.base import Icon
from hipbreak.adapters.tray.bus import SessionBus
from hipbreak.adapters.tray.mechanism import OpenMenu, Setting
from hipbreak.adapters.tray.menu import OnAction, to_entries
from hipbreak.adapters.tray.menutree import Variant
from hipbreak.adapters.tray.presenter import Presenter
from hipbreak.adapters.tray.watcher import Watcher
from hipbreak.ports import TrayView

PATH = "/StatusNotifierItem"
_ITEM = DBusAddress(PATH, None, introspection.ITEM)
_MENU = DBusAddress(dbusmenu.PATH, None, dbusmenu.INTERFACE)


class SniIcon(Icon):  # type: ignore[misc]  # pystray has no types
    """pystray's icon over D-Bus. Its `icon` is a tuple of Pixmap; the caller runs the loop."""

    HAS_NOTIFICATION = False
    HAS_MENU_RADIO = False

    def __init__(self, bus: SessionBus, name: str, on_action: OnAction, open_menu: OpenMenu):
        super().__init__(name)
        self._bus, self._open_menu = bus, open_menu
        self._dbusmenu = dbusmenu.DBusMenu(on_action)
        bus.on_call = self._called

    def __del__(self) -> None:
        """Nothing: the owner of the connection has closed it long before."""

    # What pystray asks of a backend

    def _show(self) -> None:
        self._emit("NewStatus", "s", ("Active",))

    def _hide(self) -> None:
        self._emit("NewStatus", "s", ("Passive",))

    def _update_icon(self) -> None:
        self._icon_valid = True
        self._emit("NewIcon")

    def _update_title(self) -> None:
        self._emit("NewToolTip")

    def _update_menu(self) -> None:
        change = self._dbusmenu.tree.update(to_entries(self.menu))
        for signal in self._dbusmenu.signals(change) if change else ():
            self._bus.emit(_MENU, *signal)

    def _emit(
        self, member: str, signature: str | None = None, body: tuple[object, ...] = ()
    ) -> None:
        self._bus.emit(_ITEM, member, signature, body)

    # What desktops ask of the icon

    def _called(self, call: Message) -> None:
        fields = call.header.fields
        path, member = str(fields.get(HeaderFields.path)), str(fields.get(HeaderFields.member))
        match str(fields.get(HeaderFields.interface, "")):
            case introspection.PROPERTIES:
                self._read(call, member, path)
            case introspection.INTROSPECTABLE:
                self._bus.answer(call, "s", (_describe(path),))
            case introspection.PEER if member == "Ping":
                self._bus.answer(call, None, ())
            case "" | introspection.ITEM if path == PATH:
                self._act(call, member)
            case "" | dbusmenu.INTERFACE if path == dbusmenu.PATH:
                self._menu_called(call, member)
            case _:
                self._bus.refuse(call, "UnknownMethod", f"no {member} at {path}")

    def _read(self, call: Message, member: str, path: str) -> None:
        properties = dbusmenu.PROPERTIES if path == dbusmenu.PATH else self._properties()
        match member, *call.body:
            case "GetAll", _:
                self._bus.answer(call, "a{sv}", (properties,))
            case "Get", _, name if name in properties:
                self._bus.answer(call, "v", (properties[name],))
            case _:
                self._bus.refuse(call, "InvalidArgs", "no such property")

    def _act(self, call: Message, member: str) -> None:
        match member, *call.body:
            case (("Activate" | "SecondaryActivate" | "XAyatanaSecondaryActivate"), *_):
                self._bus.answer(call, None, ())
                self()
            case "ContextMenu", int(x), int(y):
                # Only panels that cannot draw the menu themselves ask for this.
                self._bus.answer(call, None, ())
                self._open_menu(x, y)
            case "Scroll", *_:
                self._bus.answer(call, None, ())
            case _:
                self._bus.refuse(call, "UnknownMethod", f"no {member}")

    def _menu_called(self, call: Message, member: str) -> None:
        try:
            signature, body = self._dbusmenu.answer(member, call.body)
        except dbusmenu.UnknownCall as error:
            self._bus.refuse(call, "InvalidArgs", str(error))
            return
        self._bus.answer(call, signature, body)
        self._dbusmenu.act(member, call.body)

    def _properties(self) -> Mapping[str, Variant]:
        pictures = [(p.width, p.height, p.argb) for p in self.icon or ()]
        return {
            "Category": ("s", "ApplicationStatus"),
            "Id": ("s", self.name),
            "Title": ("s", self.name),
            "Status": ("s", "Active" if self.visible else "Passive"),
            "WindowId": ("i", 0),
            "IconThemePath": ("s", ""),
            "IconName": ("s", ""),
            "IconPixmap": ("a(iiay)", pictures),
            "OverlayIconName": ("s", ""),
            "OverlayIconPixmap": ("a(iiay)", []),
            "AttentionIconName": ("s", ""),
            "AttentionIconPixmap": ("a(iiay)", []),
            "AttentionMovieName": ("s", ""),
            "ToolTip": ("(sa(iiay)ss)", ("", [], self.title, "")),
            "ItemIsMenu": ("b", False),
            "Menu": ("o", dbusmenu.PATH),
        }


def _describe(path: str) -> str:
    if path == dbusmenu.PATH:
        return introspection.menu()
    if path == PATH:
        return introspection.item()
    return f'<node><node name="{PATH[1:]}"/><node name="{dbusmenu.PATH[1:]}"/></node>'


class SniMechanism:
    """The icon, its menu and its place in the desktop's list. Raises Unavailable without a bus."""

    backend = "sni"

    def __init__(self, setting: Setting) -> None:
        self._bus = SessionBus(setting.environ)
        icon = SniIcon(self._bus, setting.name, setting.on_action, setting.open_menu)
        self._presenter = Presenter(icon, setting.on_action)
        self._watcher = Watcher(self._bus)
        self._watcher.begin()

    @property
    def known(self) -> bool:
        return self._watcher.known

    @property
    def usable(self) -> bool:
        return self._watcher.hosted

    @property
    def why(self) -> str:
        return self._watcher.why

    def fileno(self) -> int:
        return self._bus.fileno()

    def drain(self) -> None:
        self._bus.drain()

    def due(self) -> float | None:
        return self._watcher.due()

    def tick(self) -> None:
        self._watcher.tick()

    def show(self, view: TrayView) -> None:
        self._presenter.show(view)

    def close(self) -> None:
        # Leaving the bus is how an icon leaves the desktop's list.
        self._bus.close()
