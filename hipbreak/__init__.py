"""hipbreak: a desk companion that knows how long you have sat and offers one small movement.

The processes:

    resident (tray)                      control socket        command line, second start
      main thread: the tray's loop      <---- JSON lines ---->   hipbreak status, now, pause ...
      worker: one selector -> engine
      idle source, control socket        pipe per window       card / player / home (Tk)
      journal (only writer)             <---- JSON lines ---->   own process, minutes long

The floors, each importing only from lower ones:

    core       0  pure: no clock, no files, no threads, no randomness
    ports      1  protocols of the outside world
    protocol   1  messages on pipe and socket
    adapters   2  one outside thing per file
    resident   3  wiring and the worker loop; no Tk, no Pillow
    ui         3  the only place that imports tkinter
    cli        4  one file per command, imported when chosen
"""

from __future__ import annotations

__version__ = "0.1.0"
