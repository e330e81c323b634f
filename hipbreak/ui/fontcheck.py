"""How Tk draws letters here, asked for `hipbreak doctor` in a process of its own."""

from __future__ import annotations

import json


def main() -> int:
    """Print `{"system", "bundled"}` or `{"trouble", "tk"}` as one line of JSON; always 0."""
    print(json.dumps(_look()))
    return 0


def _look() -> dict[str, object]:
    try:
        import tkinter as tk
    except ImportError as error:
        return {"trouble": f"Python has no Tk ({error})", "tk": False}
    from hipbreak.adapters.fonts import register
    from hipbreak.ui.look.faces import FAMILY
    from hipbreak.ui.root import FONTS

    registered = register(FONTS)
    try:
        root = tk.Tk(className="Hipbreak")
    except tk.TclError as error:
        return {"trouble": f"no window can open: {error}", "tk": True}
    root.withdraw()
    system = str(root.tk.call("tk::pkgconfig", "get", "fontsystem"))
    actual = str(root.tk.call("font", "actual", (FAMILY, -20), "-family"))
    root.destroy()
    return {"system": system, "bundled": registered and actual == FAMILY}
