"""The pages of the home window by their names. Each is imported when it is first turned to."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from hipbreak.ui.home.page import Page

TITLES: Mapping[str, str] = MappingProxyType(
    {"today": "Today", "week": "Week", "settings": "Settings"}
)
"""What stands in the list, in its order."""


def page_class(name: str) -> type[Page]:
    """The page of this name; the first one for a name that is none."""
    match name:
        case "week":
            from hipbreak.ui.home.week import WeekPage

            return WeekPage
        case "settings":
            from hipbreak.ui.home.settings import SettingsPage

            return SettingsPage
        case _:
            from hipbreak.ui.home.today import TodayPage

            return TodayPage
