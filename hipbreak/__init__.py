"""hipbreak: a desk companion that knows how long you have sat and offers one small movement.

The processes:

    resident (tray)                      control socket        command line, second start
      main thread: the tray's loop      <---- JSON lines ---->   hipbreak status, now, pause ...
      worker: one selector -> engine
      idle source, control socket        pipe per window       card / player / home (Tk)
      journal (only writer)             <---- JSON lines ---->   own process, minutes long
                                           one question         adviser: routines, plans and
                                        <---- JSON lines ---->   rules of health; 0.2 s long

The floors, each importing only from lower ones:

    core       0  pure: no clock, no files, no threads, no randomness
    ports      1  protocols of the outside world
    protocol   1  messages on pipe and socket
    consult    1  questions to the adviser and its answers
    adapters   2  one outside thing per file
    resident   3  wiring and the worker loop; no Tk, no Pillow
    adviser    3  what to offer and what is safe: a process that answers and ends
    ui         3  the only place that imports tkinter
    cli        4  one file per command, imported when chosen
"""

from __future__ import annotations

__version__ = "0.1.0"
