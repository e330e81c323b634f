"""Pillow pictures as Tk pictures.

Still pictures go as PPM bytes, which spares the start-up cost of ImageTk; moving ones use it, since
it paints a frame four times as fast.
"""

from __future__ import annotations

import tkinter as tk
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from PIL import Image, ImageTk


def photo(root: tk.Misc, picture: Image.Image) -> tk.PhotoImage:
    """A still picture. The caller keeps it: Tk drops a picture that Python has forgotten."""
    return tk.PhotoImage(master=root, data=_ppm(picture), format="ppm")


def paint(onto: tk.PhotoImage, picture: Image.Image) -> None:
    """Put a picture where there was room left for one of its size."""
    onto.configure(data=_ppm(picture), format="ppm")


def _ppm(picture: Image.Image) -> bytes:
    plain = picture if picture.mode == "RGB" else picture.convert("RGB")
    return b"P6 %d %d 255\n" % plain.size + plain.tobytes()


class Moving:
    """A label whose picture is painted over again and again."""

    def __init__(self, label: tk.Label) -> None:
        self._label = label
        self._photo: ImageTk.PhotoImage | None = None

    def paint(self, picture: Image.Image) -> None:
        plain = picture if picture.mode == "RGB" else picture.convert("RGB")
        old = self._photo
        if old is not None and (old.width(), old.height()) == plain.size:
            old.paste(plain)
            return
        from PIL import ImageTk

        self._photo = ImageTk.PhotoImage(plain, master=self._label)
        self._label.configure(image=self._photo)


class MovingPart(tk.Label):
    """A picture of which one part moves: only that is handed over and painted for a frame."""

    def __init__(self, parent: tk.Misc, ground: str) -> None:
        super().__init__(parent, background=ground, borderwidth=0, padx=0, pady=0)
        self._over = tk.Label(self, background=ground, borderwidth=0, padx=0, pady=0)
        self._whole, self._part = Moving(self), Moving(self._over)
        self._corner: tuple[int, int] | None = None
        self._painted: Image.Image | None = None

    def paint(self, picture: Image.Image) -> None:
        """The whole picture."""
        self._over.place_forget()
        self._whole.paint(picture)
        self._corner = self._painted = None

    def paint_part(self, picture: Image.Image, corner: tuple[int, int]) -> None:
        """Another moment of the part that begins at `corner`; the same picture costs nothing."""
        if picture is self._painted:
            return
        self._part.paint(picture)
        self._painted = picture
        if corner != self._corner:
            self._corner = corner
            self._over.place(x=corner[0], y=corner[1])
