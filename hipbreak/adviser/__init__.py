"""The adviser: a process that answers one question of the resident and ends.

    question   one line on standard input   (hipbreak.consult)
    answer     one line on standard output

What to offer, whether it is safe, what a plan holds: for that the routines, the plans, the journal
and all rules of health are loaded. The resident lives for days and should carry none of it.
It only reads; whatever goes wrong here is one clear error there.
"""

from __future__ import annotations
