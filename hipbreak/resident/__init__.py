"""The resident: the one process that stays. It loads no Tk and no Pillow.

    main thread      the tray's loop; also where signals arrive
    worker thread    one poll() over everything that can happen:
                       idle source, control socket, windows' pipes, a wake-up pipe for the tray
                     each event goes through `core.engine.step`; the effects are performed here
    windows          processes of their own, spoken to over pipes; their crash is harmless

`keeper` owns the engine's state and the journal; `stage` the windows; `commands` what people ask
for; `menu` what the tray shows; `app` names the concrete adapters and starts the threads.
"""

from __future__ import annotations
