"""The skeleton of a routine file, with every key explained where it would stand."""

from __future__ import annotations

from hipbreak.core.errors import UserError
from hipbreak.core.routine_step import ID

DEFAULT_ID = "my-routine"


def skeleton(routine_id: str | None) -> str:
    """A sound routine file of that id. UserError, exit 2, when no file can be called so."""
    name = routine_id or DEFAULT_ID
    if len(name) > 40 or not ID.match(name):
        raise UserError("an id is small letters and digits joined by -, 40 at most", exit_code=2)
    return SKELETON.replace(f"{DEFAULT_ID}", name)


SKELETON = """\
# A routine for hipbreak. Save it as my-routine.toml, then:
#   hipbreak routines check my-routine.toml     says all that is wrong with it
#   hipbreak routines add my-routine.toml       puts it into your own folder
# A line that begins with # is not read: take the # away from what you need.

format = 1
id = "my-routine"                 # the file's name without .toml
name = "Heel slides"
summary = "Lie down and slide one heel toward you, slowly."
kind = "drill"                    # drill, release, stretch, breath, walk, check or self-test
position = "lying"                # seated, standing, kneeling, lying or any
place = "private"                 # anywhere, room (anywhere with room to step) or private
sides = "each"                    # none, together (both at once) or each (one, then the other)

#first = "tighter"                # who begins: tighter, shorter, left or right; else turns
#only_side = "shorter"            # work that side alone
#needs = ["mat"]                  # it cannot be done without: hand, ball, floor, couch, roller,
                                  # table, partner, mat, mirror, lines
#helps = ["lines"]                # easier with these
#visible = false                  # others see nothing of it
#short = true                     # its first hold alone may stand in as the ten-second drill
#nudge = true                     # comes only as a silent nudge between breaks

# Safety. What presses is never offered unasked before the safety questions are answered.
cautions = [
  "Stop at sharp pain, numbness or tingling.",
]
#pressure = true
#pressure_words = "Light at first. A deep ache is fine, sharp pain is not. Never force."
#deep = true                      # deep massage: the Thomas test may make it rest
#contraindications = [            # what rules it out; what presses has all of them by itself
#  "blood-clots", "infection", "recent-surgery", "pregnancy", "hernia-or-aneurysm",
#  "hip-replacement", "osteoporosis", "blood-thinners", "cancer-treatment",
#]

# Order. Areas: hip-flexors, quads, glutes.
#releases = ["quads"]             # only with kind = "release"
#after_release = ["hip-flexors"]  # comes only after all of these were released

#self_test = "leg-length"         # the result that a check or self-test asks for: thomas,
                                  # leg-length or warning-signs

[evidence]
grade = "expert"                  # trial (named by its DOI), expert or tradition
sentence = "Often prescribed; we know of no trial of it by itself."
source = "ours"                   # D1, D2, ours or a DOI such as 10.5271/sjweh.3949

# The steps, in order. Every number of seconds says who says so.
[[steps]]
cue = "Lie on your back, knees bent."     # at most 12 words, verbs first
seconds = 10                      # 1 to 600
source = "ours"                   # D1, D2, ours or a DOI
pace = "rest"                     # hold, rest, move, breathe or ask
detail = "On a mat or a rug. Feet hip-width apart."
#figure = "calm"                  # the drawing that shows it; else the one called as the routine

[[steps]]
cue = "Slide one heel out and back, slowly."
seconds = 30                      # for one side
source = "ours"
pace = "move"
each_side = true                  # steps in a row that have it are done left, then right
detail = "Only as far as it stays easy. Keep breathing."
#seconds_max = 60                 # only with kind = "release": it grows to this while it feels good
#max_source = "ours"

# A breath:
#[[steps]]
#cue = "Breathe low and slowly."
#seconds = 30
#source = "ours"
#pace = "breathe"
#breath = { in = 4, out = 6, source = "ours" }

# A question: "no" does this side's steps once more.
#[[steps]]
#cue = "Notice that hip."
#pace = "ask"
#question = "Does it move more easily?"
#each_side = true
#mark = "left-shorter"            # only in a check or self-test: the answer is kept under this name
"""
