"""What the icon and its menu say when a program asks what they can do."""

from __future__ import annotations

from hipbreak.adapters.tray import dbusmenu

ITEM = "org.kde.StatusNotifierItem"
PROPERTIES = "org.freedesktop.DBus.Properties"
INTROSPECTABLE = "org.freedesktop.DBus.Introspectable"
PEER = "org.freedesktop.DBus.Peer"

_ITEM_PROPERTIES = {
    "Category": "s",
    "Id": "s",
    "Title": "s",
    "Status": "s",
    "WindowId": "i",
    "IconThemePath": "s",
    "IconName": "s",
    "IconPixmap": "a(iiay)",
    "OverlayIconName": "s",
    "OverlayIconPixmap": "a(iiay)",
    "AttentionIconName": "s",
    "AttentionIconPixmap": "a(iiay)",
    "AttentionMovieName": "s",
    "ToolTip": "(sa(iiay)ss)",
    "ItemIsMenu": "b",
    "Menu": "o",
}
_ITEM_METHODS = {
    "Activate": ("ii", ""),
    "SecondaryActivate": ("ii", ""),
    "ContextMenu": ("ii", ""),
    "Scroll": ("is", ""),
    "XAyatanaSecondaryActivate": ("u", ""),
}
_ITEM_SIGNALS = {"NewTitle": "", "NewIcon": "", "NewToolTip": "", "NewStatus": "s"}

_MENU_METHODS = {
    "GetLayout": ("i i as", "u (ia{sv}av)"),
    "GetGroupProperties": ("ai as", "a(ia{sv})"),
    "GetProperty": ("i s", "v"),
    "Event": ("i s v u", ""),
    "EventGroup": ("a(isvu)", "ai"),
    "AboutToShow": ("i", "b"),
    "AboutToShowGroup": ("ai", "ai ai"),
}
_MENU_SIGNALS = {"LayoutUpdated": "u i", "ItemsPropertiesUpdated": "a(ia{sv}) a(ias)"}


def _arguments(signature: str, direction: str) -> str:
    kinds = signature.split() if " " in signature else _split(signature)
    way = f' direction="{direction}"' if direction else ""
    return "".join(f'<arg type="{kind}"{way}/>' for kind in kinds)


def _split(signature: str) -> list[str]:
    """Single letters apart, one container whole."""
    return [signature] if signature[:1] in ("a", "(") else list(signature)


def _describe(
    name: str,
    properties: dict[str, str],
    methods: dict[str, tuple[str, str]],
    signals: dict[str, str],
) -> str:
    lines = [f'<property name="{n}" type="{t}" access="read"/>' for n, t in properties.items()]
    lines += [
        f'<method name="{n}">{_arguments(taken, "in")}{_arguments(given, "out")}</method>'
        for n, (taken, given) in methods.items()
    ]
    lines += [f'<signal name="{n}">{_arguments(t, "")}</signal>' for n, t in signals.items()]
    return f'<node><interface name="{name}">{"".join(lines)}</interface></node>'


def item() -> str:
    """XML of the icon."""
    return _describe(ITEM, _ITEM_PROPERTIES, _ITEM_METHODS, _ITEM_SIGNALS)


def menu() -> str:
    """XML of the menu."""
    kinds = {name: kind for name, (kind, _) in dbusmenu.PROPERTIES.items()}
    return _describe(dbusmenu.INTERFACE, kinds, _MENU_METHODS, _MENU_SIGNALS)
