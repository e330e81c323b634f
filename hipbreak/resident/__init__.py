"""The resident: the one process that stays. It loads no Tk and no Pillow.

    main thread      the tray's loop; also where signals arrive
    worker thread    one poll() over everything that can happen:
                       idle source, control socket, windows' pipes, a wake-up pipe for the tray
                     each event goes through `core.engine.step`; the effects are performed here
    windows          processes of their own, spoken to over pipes; their crash is harmless
    adviser          a process for each question about routines, plans and health: what is only
                     thought of a few times a day is not kept in memory

`keeper` owns the engine's state and the journal; `stage` the windows; `conductor` performs effects;
`requests` is what people ask for, `commands` the words for it; `sessions` and `repertoire` keep of
the adviser's answers what is needed later; `menu` what the tray shows; `app` names the concrete
adapters and starts the threads.
"""

from __future__ import annotations
