"""The home window's frame: the pages, the keys, and when a page is filled anew.

One window: a second start raises the first. Works with no resident running, and says so.
"""

from __future__ import annotations

import tkinter as tk

from hipbreak.core.errors import HipbreakError
from hipbreak.protocol import Close, Look, Message, OpenHome, Raise, Show, Shown
from hipbreak.ui.home.desk import Desk, Frame, stamp
from hipbreak.ui.home.early_keys import EarlyKeys
from hipbreak.ui.home.keys import bind_keys
from hipbreak.ui.home.nav import Nav
from hipbreak.ui.home.page import Page
from hipbreak.ui.home.pages import START, TITLES, page_class
from hipbreak.ui.home.said import PAD, Said
from hipbreak.ui.home.scroller import Scroller
from hipbreak.ui.home.today_model import describe
from hipbreak.ui.look.kit import BUTTON_MARGIN, Kit
from hipbreak.ui.pipe import Pipe
from hipbreak.ui.place import centre, pointer_screen
from hipbreak.ui.root import Begun
from hipbreak.ui.shell import Shell, dressed, open_shell, show_icon

TITLE = "hipbreak: home"
LOOK_MS = 2000
"""How often the window looks whether the journal has changed."""
WIDTH, HEIGHT, FRAME = 640, 660, 34
"""A page's width and the window's height, in pixels at 96 dpi; what a frame may take."""
ROUNDING = 2
"""Pixels by which the parts of a line may be wider than the whole, each rounded by itself."""


class Home:
    """One window, several pages, one of them shown."""

    def __init__(self, shell: Shell, opening: OpenHome, pipe: Pipe) -> None:
        self.root, self._pipe, self._whole = shell.root, pipe, shell.kit
        self._pages: dict[str, Page] = {}
        self._scrollers: dict[str, Scroller] = {}
        self._name, self._place = "", ""
        self._seen: tuple[object, ...] = ()
        shell.barrier.tell = self._tell
        self._build(self._fitting(shell.kit))
        self._wanted = self._worn = Look.of(self._desk.settings())
        self._early = EarlyKeys(self.root)
        self.turn_to(opening.page)
        bind_keys(self.root, self)
        self.root.bind_all("<FocusIn>", self._reveal, add=True)
        self.root.protocol("WM_DELETE_WINDOW", self.close)
        self.root.bind("<Map>", self._mapped)
        self.come_forward()
        self.root.after_idle(show_icon, self.root)
        self.root.after(LOOK_MS, self._look)

    # Building

    def _fitting(self, kit: Kit) -> Kit:
        """The look, smaller where the screen is too narrow; the window is put in its place."""
        self.root.title(TITLE)
        work = pointer_screen(self.root).work
        whole, least = kit, kit.smallest
        while kit.px(_whole_width(kit)) > work.width and kit.scale > least:
            kit = kit.smaller(0.95)
        width = min(kit.px(_whole_width(kit)) + ROUNDING, work.width)
        height = min(kit.px(HEIGHT * max(1.0, kit.text_scale)), work.height - whole.px(FRAME))
        x, y = centre(work, width, height + whole.px(FRAME))
        self.root.geometry(f"{width}x{height}+{x}+{y}")
        self.root.minsize(width, min(height, kit.px(360)))
        self.root.resizable(False, True)
        return kit

    def _build(self, kit: Kit) -> None:
        self._kit = kit
        frame = Frame(self._say, self.turn_to, self._refresh_soon, self._settings_changed)
        self._desk = Desk(kit, _inner(kit), frame)
        self._nav = Nav(kit, self.root, TITLES, self.turn_to)
        self._line = tk.Frame(self.root, background=kit.theme.edge, width=max(1, kit.px(1)))
        self._main = kit.frame(self.root)
        self._nav.configure(width=kit.px(self._nav.width))
        self._nav.pack_propagate(False)
        self._main.pack(side="right", fill="both", expand=True)
        self._said = Said(kit, self._main, _inner(kit))

    def _page(self, name: str) -> Page:
        """The page of this name, built when it is first wanted."""
        if name not in self._pages:
            scroller = Scroller(self._kit, self._main)
            page = page_class(name)(scroller.body, self._desk)
            edge = self._kit.px(PAD - BUTTON_MARGIN)
            page.pack(fill="both", expand=True, padx=(edge, edge), pady=self._kit.px(PAD))
            self._pages[name], self._scrollers[name] = page, scroller
        return self._pages[name]

    # Turning

    def turn_to(self, name: str) -> None:
        """Show the page of this name, `settings/look` a place on it; an unknown name the first."""
        name, _, place = name.partition("/")
        self._place = place
        name = name if name in TITLES or name == START else next(iter(TITLES))
        page = self._page(name)
        if name != self._name:
            if self._name:
                self.page.leaving()
                self._scrollers[self._name].pack_forget()
            self._name = name
            self.root.title(f"{TITLE} – {TITLES.get(name, 'First steps')}")
            self._nav.mark(name)
            self._show_nav(not page.bare)
            self._refresh()
            self._scrollers[name].pack(fill="both", expand=True)
            self._focus(place)
        elif place:
            self._focus(place)

    def _focus(self, place: str) -> None:
        """The keyboard goes to this place of the page, or to the page's name in the list."""
        page = self.page
        if place or page.bare:
            try:
                page.go_to(place)
            except HipbreakError as error:
                self._tell(f"{error}")
        else:
            self._nav.focus_on(self._name)

    def _show_nav(self, shown: bool) -> None:
        if shown:
            self._nav.pack(side="left", fill="y", before=self._main)
            self._line.pack(side="left", fill="y", before=self._main)
        else:
            self._nav.pack_forget()
            self._line.pack_forget()

    # What the keys do

    @property
    def page(self) -> Page:
        """The page that is shown."""
        return self._pages[self._name]

    @property
    def scroller(self) -> Scroller:
        """What moves the page that is shown."""
        return self._scrollers[self._name]

    def neighbour(self, step: int) -> None:
        """The page after this one in the list (1), or the one before (-1)."""
        if self.page.bare:
            return
        names = list(TITLES)
        at = names.index(self._name) if self._name in names else 0
        self.turn_to(names[(at + step) % len(names)])

    def escape(self) -> None:
        """Out of what is open on the page, else out of the window."""
        if not self.page.back():
            self.close()

    def _reveal(self, event: tk.Event[tk.Misc]) -> None:
        """What has the keyboard is seen; the frames around it hear of it too and may stay."""
        if isinstance(event.widget, tk.Misc) and event.widget is self.root.focus_get():
            self.scroller.reveal(event.widget)

    # The window

    def _mapped(self, event: tk.Event[tk.Misc]) -> None:
        if event.widget is self.root:
            self.root.unbind("<Map>")
            self.root.after_idle(self._keep_focus)
            self._pipe.send(Shown())

    def come_forward(self) -> None:
        self.root.deiconify()
        self.root.lift()
        (self.root.focus_lastfor() or self.root).focus_force()
        self.root.after_idle(self._keep_focus)

    def _keep_focus(self) -> None:
        """Tk gives the keyboard to the window itself when it appears; now it goes further."""
        if self.root.focus_lastfor() in (None, self.root):
            self._early.listen(())
            self._focus(self._place)

    def close(self) -> None:
        """What is unsaved is saved; the window goes."""
        if self._name:
            self.page.leaving()
        self.root.destroy()

    # What is shown

    def _look(self) -> None:
        """Fill the page anew when the journal has changed, or the minute."""
        self.root.after(LOOK_MS, self._look)
        if self._signature() != self._seen:
            self._settings_changed()
            self._refresh()

    def _settings_changed(self) -> None:
        """The window follows at once when it is to look otherwise."""
        wanted = Look.of(self._desk.settings())
        if wanted != self._wanted:
            self._wanted = wanted
            self.root.after_idle(self._dress)

    def _dress(self) -> None:
        """Build everything anew in the look that is wanted, and go to where the person is."""
        if self._worn == self._wanted:
            return  # several keys, one new look
        self._worn = look = self._wanted
        name, place = self._name, self.page.where
        self.page.leaving()
        old = [child for child in self.root.winfo_children() if child is not self._early]
        self._pages, self._scrollers, self._name = {}, {}, ""
        self._whole = dressed(self._whole, look)
        self.root.configure(background=self._whole.theme.bg)
        self._build(self._fitting(self._whole))
        self.turn_to(name)
        self._early.listen(old)
        self._focus(place)

    def _signature(self) -> tuple[object, ...]:
        journal, settings = self._desk.paths.journal, self._desk.paths.settings
        files = journal, journal.with_name(f"{journal.name}-wal"), settings
        return self._desk.now().wall // 60, self._desk.folder_stamp(), *map(stamp, files)

    def _refresh_soon(self, wait_ms: int) -> None:
        self.root.after(wait_ms, self._refresh)

    def _refresh(self) -> None:
        self._seen = self._signature()
        page = self.page
        try:
            page.refresh()
            wrong = page.wrong if page.tells_settings else self._desk.unread or page.wrong
        except HipbreakError as error:
            wrong = self._desk.trouble(error)
        self._said.warn(wrong)
        self._nav.show(
            None if page.bare or self._name == "today" else describe(self._desk.status())
        )

    def _say(self, text: str) -> None:
        self._said.say(text)

    def _tell(self, text: str) -> None:
        """What was tried and did not go."""
        self._said.say(text, wrong=True)

    # What the resident says

    def on_message(self, message: Message) -> None:
        match message:
            case Close():
                self.close()
            case Raise() | Show():
                self.come_forward()
            case OpenHome():
                self.turn_to(message.page)
                self.come_forward()


def _inner(kit: Kit) -> float:
    """The width of a page's contents, in pixels at 96 dpi."""
    return WIDTH * max(1.0, 0.4 + 0.6 * kit.text_scale)


def _whole_width(kit: Kit) -> float:
    from hipbreak.ui.home.nav import WIDTH as NAV

    return NAV * max(1.0, kit.text_scale) + _inner(kit) + 2 * PAD + 12


def main(begun: Begun) -> int:
    """Run the home window on standard input and output."""
    pipe = Pipe()
    opening = pipe.first()
    if not isinstance(opening, OpenHome):
        return 0 if opening is None else 2
    shell = open_shell("home", opening.look, begun=begun)
    home = Home(shell, opening, pipe)
    pipe.attach(shell.root, shell.barrier, home.on_message, home.close)
    shell.root.mainloop()
    return 0
