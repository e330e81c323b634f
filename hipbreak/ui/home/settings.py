"""The settings page: one group at a time, each setting explained where it stands."""

from __future__ import annotations

import tkinter as tk
from tkinter import ttk

from hipbreak.ui.home.desk import UNREAD, Desk, in_place, sentence
from hipbreak.ui.home.page import Page
from hipbreak.ui.home.settings_model import GROUPS, Group, SettingsFile
from hipbreak.ui.home.settings_parts import Part
from hipbreak.ui.look.flow import flow
from hipbreak.ui.look.kit import BUTTON_MARGIN


class SettingsPage(Page):
    """The groups as tabs, and the one that is turned up."""

    tells_settings = True

    def __init__(self, parent: tk.Misc, desk: Desk) -> None:
        super().__init__(parent, desk)
        self._file = SettingsFile(desk.paths.settings)
        self._parts: dict[str, Part] = {}
        self._shown = ""
        self.put(self.kit.label(self, "Settings", "large"))
        tabs = self.kit.frame(self)
        tabs.pack(anchor="w", pady=(self.kit.px(12), 0))
        self._tabs = {one.name: self._tab(tabs, at) for at, one in enumerate(GROUPS)}
        flow(self.kit, tabs, self._tabs.values(), desk.inner + 2 * BUTTON_MARGIN)
        self._broken = self.kit.frame(self)
        self.kit.label(self._broken, UNREAD, "text", "alarm", desk.inner).pack(anchor="w")
        self._detail = self.kit.label(self._broken, "", "small", "muted", desk.inner)
        self._detail.pack(anchor="w", pady=(self.kit.px(6), 0))
        self._about = self.kit.label(self, "", "text", "muted", desk.inner)
        self.put(self._about, 14)

    def _tab(self, parent: tk.Misc, at: int) -> ttk.Button:
        made = self.kit.button(parent, GROUPS[at].title, "tab", lambda: self._turn(GROUPS[at]))
        for key, step in (("Left", -1), ("Right", 1)):
            made.bind(f"<{key}>", lambda _event, to=at + step: self._go(to))  # type: ignore[misc]
        return made

    def _go(self, to: int) -> str:
        group = GROUPS[to % len(GROUPS)]
        self._tabs[group.name].focus_set()
        self._turn(group)
        return "break"

    def _turn(self, group: Group) -> None:
        """Show this group; what was typed in the one before is taken."""
        if self._shown == group.name:
            return
        if self._shown:
            self._parts[self._shown].leaving()
            self._parts[self._shown].pack_forget()
        self._shown = group.name
        for name, tab in self._tabs.items():
            self.kit.restyle(tab, "tab-on" if name == group.name else "tab")
            tab.configure(takefocus=name == group.name)
        self._about.configure(text=group.about)
        if group.name not in self._parts:
            self._parts[group.name] = _part_of(group)(self, self.desk, self._file, group)
        self._parts[group.name].pack(fill="x", pady=(self.kit.px(8), 0))
        self._parts[group.name].refresh()

    def refresh(self) -> None:
        self._file.read()
        self._say_broken()
        if self._shown:
            self._parts[self._shown].refresh()
        else:
            self.after_idle(self._begin)

    def _begin(self) -> None:
        """The first group, unless `go_to` has turned up another."""
        if not self._shown:
            self._turn(GROUPS[0])

    def leaving(self) -> None:
        if self._shown:
            self._parts[self._shown].leaving()

    # Where the person is, for a window that is built anew

    @property
    def where(self) -> str:
        return self._shown + self._parts[self._shown].focused() if self._shown else ""

    def go_to(self, place: str) -> None:
        name, _, at = place.partition(":")
        group = next((one for one in GROUPS if one.name == name), GROUPS[0])
        self._turn(group)
        if at:
            self._parts[self._shown].focus_on(at)
        else:
            self._tabs[group.name].focus_set()

    def _say_broken(self) -> None:
        """A file that cannot be read: what is wrong, and what to do."""
        if self._file.problems:
            *problems, note = self._file.problems
            copy = sentence(note.partition("; ")[2])
            lines = (*map(in_place, problems), copy, self._remedy())
            self._detail.configure(text="\n".join(filter(None, lines)))
            edge = self.kit.px(BUTTON_MARGIN)
            self._broken.pack(before=self._about, anchor="w", padx=edge, pady=(self.kit.px(14), 0))
        else:
            self._broken.pack_forget()

    def _remedy(self) -> str:
        return (
            f"Mend {self._file.path} in an editor, or move it away to begin anew; "
            "until then nothing here is written."
        )


def _part_of(group: Group) -> type[Part]:
    """What shows this group."""
    match group.name:
        case "hours":
            from hipbreak.ui.home.settings_hours import HoursPart

            return HoursPart
        case "look":
            from hipbreak.ui.home.settings_look import LookPart

            return LookPart
        case "sound":
            from hipbreak.ui.home.settings_sound import SoundPart

            return SoundPart
        case "desktop":
            from hipbreak.ui.home.settings_desktop import DesktopPart

            return DesktopPart
        case "data":
            from hipbreak.ui.home.settings_data import DataPart

            return DataPart
    return Part
