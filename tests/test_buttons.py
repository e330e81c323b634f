"""A button's plates: those of pointer and keyboard are drawn when one of them comes."""

from __future__ import annotations

import sys

from hipbreak.ui.look.theme import LIGHT
from tests.rig import Desktop, wait_for
from tests.rig.windows import WindowInfo

BUTTONS = """
import sys
from hipbreak.protocol import Look
from hipbreak.ui.shell import open_shell
shell = open_shell("test", Look(theme="light"))
root, kit = shell.root, shell.kit
root.title("buttons")
root.geometry("300x200+100+100")
made = [kit.button(root, text, "soft", lambda: None) for text in ("One", "Two")]
for button in made:
    button.pack(pady=20)
if sys.argv[1:] == ["restyled"]:
    root.bind("<space>", lambda _event: kit.restyle(made[0], "accent"))
root.deiconify()
root.focus_force()
root.mainloop()
"""


def shown(desktop: Desktop, *how: str) -> WindowInfo:
    """Two soft buttons in a window that has the keyboard, the pointer beside it."""
    desktop.move(5, 5)
    desktop.start(sys.executable, "-c", BUTTONS, *how)
    window = desktop.wait_window(title="buttons")
    wait_for(lambda: desktop.focused() == window.id, what="the focus")
    wait_for(lambda: desktop.find_colour(LIGHT.soft), what="the buttons")
    return desktop.wait_window(title="buttons")


def test_a_button_shows_pointer_press_and_focus(desktop: Desktop) -> None:
    """Each looks another way, from the first time on."""
    window = shown(desktop)
    middle = desktop.find_colour(LIGHT.soft, window)
    assert middle
    place = middle[0] - 22, middle[1]  # beside the word

    def ground() -> str:
        red, green, blue = desktop.picture().convert("RGB").getpixel(place)  # type: ignore[misc]
        return f"#{red:02X}{green:02X}{blue:02X}"

    assert ground() == LIGHT.soft
    assert not desktop.find_colour(LIGHT.focus, window)
    desktop.key("Tab")
    wait_for(lambda: desktop.find_colour(LIGHT.focus, window), what="a ring around the button")
    desktop.move(*place)
    wait_for(lambda: ground() == LIGHT.soft_hover, what="a button that sees the pointer")
    desktop.run("xdotool", "mousedown", "1")
    wait_for(lambda: ground() == LIGHT.soft_pressed, what="a button that is pressed")
    desktop.run("xdotool", "mouseup", "1")
    desktop.move(5, 5)
    wait_for(lambda: ground() == LIGHT.soft, what="a button left alone")


def test_a_button_of_another_kind_keeps_its_ring(desktop: Desktop) -> None:
    """One that becomes another kind while the keyboard is on it shows so at once."""
    window = shown(desktop, "restyled")
    desktop.key("Tab")
    wait_for(lambda: desktop.find_colour(LIGHT.focus, window), what="a ring around the button")
    desktop.key("space")
    wait_for(lambda: desktop.find_colour(LIGHT.accent, window), what="the other kind")
    assert desktop.find_colour(LIGHT.focus, window)
