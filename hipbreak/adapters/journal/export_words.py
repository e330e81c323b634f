"""The README inside an export."""

from __future__ import annotations

README = """\
An export of hipbreak
=====================

Everything that hipbreak wrote down on one machine. csv/ opens in any spreadsheet, json/ is the
same for programs; manifest.json says which format it is and how many rows each table has.
`hipbreak import FILE.zip` takes it in on another machine.

Columns that several tables have

  uid             names a row for good: 32 hexadecimal digits
  ..._ms          an instant in UTC milliseconds since 1970-01-01
  ..._offset      the local zone's distance from UTC at that instant, in seconds
  ..._local       (CSV only) the same instant as local time
  ..._s           a length in seconds
  lasted_s        the time that really passed, even when the clock was set meanwhile
  break_uid       the break that a row belongs to

Tables

  spans       stretches of sitting, standing or being away, or doubtful (input for hours that may
              have been nobody's: neither sitting nor a break): kind, start, end, ended_by
  offers      offers of a break: routine, when due, shown and closed, answer, why it came then,
              snooze_s (how long it was put off), how (what answered it)
  breaks      breaks: routine, its kind, start, end, outcome, evidence (what proves it: steps,
              by hand, absence, none), planned_s, done_s, input_seen (1: keys or pointer were
              used meanwhile), offer (the uid of the offer it came from), stop_reason (after
              "It hurts")
  steps       steps of breaks: position, technique, side, planned_s, done_s
  checkins    how a break felt
  selftests   results of self-tests: test, side, result, timing (before or after a break)
  answers     answers to safety questions: question, yes (1 or 0), injured (when, if known);
              of several the last one written counts
  followups   the answer to the next day's question about a break
  tightness   how tight it felt before or after a break, 0 to 10
  holds       reasons not to ask, from when to when
  voids       corrections: fact is the uid of what was wrong, why says why
  state       where hipbreak stood; for hipbreak itself

In CSV a text that a spreadsheet could take for a formula begins with an apostrophe.
settings.toml, when it is there, is a copy of the settings.
"""
