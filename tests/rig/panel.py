"""Panels that show a tray: xfce4-panel (StatusNotifier and XEmbed) and trayer (XEmbed)."""

from __future__ import annotations

from pathlib import Path

XFCE_PANEL = """<?xml version="1.0"?>
<channel name="xfce4-panel" version="1.0"><property name="configver" type="int" value="2"/>
<property name="panels" type="array"><value type="int" value="1"/>
<property name="panel-1" type="empty">
<property name="position" type="string" value="p=6;x=0;y=0"/>
<property name="length" type="uint" value="100"/><property name="size" type="uint" value="32"/>
<property name="plugin-ids" type="array">
<value type="int" value="1"/><value type="int" value="2"/><value type="int" value="3"/>
</property></property></property>
<property name="plugins" type="empty">
<property name="plugin-1" type="string" value="tasklist"/>
<property name="plugin-2" type="string" value="systray"/>
<property name="plugin-3" type="string" value="clock"/></property></channel>
"""


def xfce(home: Path) -> tuple[str, ...]:
    """Write the panel's settings under `home`; the command that starts it."""
    folder = home / ".config/xfce4/xfconf/xfce-perchannel-xml"
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "xfce4-panel.xml").write_text(XFCE_PANEL)
    return ("xfce4-panel", "--disable-wm-check")


def trayer() -> tuple[str, ...]:
    return ("trayer", "--edge", "bottom", "--align", "right", "--widthtype", "request")
