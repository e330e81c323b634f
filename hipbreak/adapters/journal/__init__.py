"""The journal: what happened, in one SQLite file; docs/journal.md tells people about it.

schema     the numbered steps from an empty file to today's tables
rows       facts to rows and back
opening    checks, moves aside, migrates: a file on disk to a sound connection
mending    what comes back after damage: a backup, and what can still be read
sqlite     the writer of the day: the resident's
reader     read-only, for the week, the log and the choice of the next break
tables     columns and sane values, for what comes from elsewhere
exporting  everything in a zip that needs no hipbreak (its README is in export_words)
incoming   another machine's journal or an export, onto a stage
staging    the stage: what is sound of it, renewed to today's format
merging    two machines' facts in one journal
backups    the daily copies and their rotation
erasing    taking facts out for good
writing    the transaction of those that write beside the resident
"""
