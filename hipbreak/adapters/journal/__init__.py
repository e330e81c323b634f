"""The journal: what happened, in one SQLite file; docs/journal.md tells people about it.

schema   the numbered steps from an empty file to today's tables
rows     facts to rows and back
opening  checks, moves aside, migrates: a file on disk to a sound connection
sqlite   the only writer
reader   read-only, for the week, the log and the choice of the next break
"""
