"""The pages of the home window by their names. Each is imported when it is first turned to."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from hipbreak.ui.home.page import Page

TITLES: Mapping[str, str] = MappingProxyType(
    {
        "today": "Today",
        "week": "Week",
        "library": "Library",
        "settings": "Settings",
        "safety": "Safety",
    }
)
"""What stands in the list, in its order."""

START = "start"
"""The pages of the first start; they stand in no list."""


def page_class(name: str) -> type[Page]:
    """The page of this name; the first one for a name that is none."""
    match name:
        case "week":
            from hipbreak.ui.home.week import WeekPageView

            return WeekPageView
        case "library":
            from hipbreak.ui.home.library import LibraryPage

            return LibraryPage
        case "safety":
            from hipbreak.ui.home.safety import SafetyPage

            return SafetyPage
        case "settings":
            from hipbreak.ui.home.settings import SettingsPage

            return SettingsPage
        case "start":
            from hipbreak.ui.home.start import StartPage

            return StartPage
        case _:
            from hipbreak.ui.home.today import TodayPage

            return TodayPage
