"""The tables, as numbered steps that are never edited once released.

Step N brings a journal from format N-1 to N. Instants are UTC milliseconds (`_ms`) beside the
local zone's offset in seconds (`_offset`); `lasted_s` is the time that really passed, whatever was
done to the wall clock meanwhile.
"""

from __future__ import annotations

APPLICATION_ID = 0x68697062  # "hipb": tells our files from other programs'

Migration = tuple[str, ...]

MIGRATIONS: tuple[Migration, ...] = (
    (
        """CREATE TABLE spans (
            uid TEXT PRIMARY KEY NOT NULL, kind TEXT NOT NULL,
            start_ms INTEGER NOT NULL, start_offset INTEGER NOT NULL,
            end_ms INTEGER NOT NULL, end_offset INTEGER NOT NULL,
            lasted_s REAL NOT NULL, ended_by TEXT NOT NULL)""",
        "CREATE INDEX spans_by_time ON spans (end_ms, start_ms)",
        """CREATE TABLE offers (
            uid TEXT PRIMARY KEY NOT NULL, routine TEXT NOT NULL,
            due_ms INTEGER NOT NULL, due_offset INTEGER NOT NULL,
            shown_ms INTEGER NOT NULL, shown_offset INTEGER NOT NULL,
            closed_ms INTEGER NOT NULL, closed_offset INTEGER NOT NULL,
            answer TEXT NOT NULL, why TEXT NOT NULL, snooze_s REAL NOT NULL, how TEXT NOT NULL)""",
        "CREATE INDEX offers_by_time ON offers (shown_ms)",
        """CREATE TABLE breaks (
            uid TEXT PRIMARY KEY NOT NULL, routine TEXT NOT NULL, kind TEXT NOT NULL,
            start_ms INTEGER NOT NULL, start_offset INTEGER NOT NULL,
            end_ms INTEGER NOT NULL, end_offset INTEGER NOT NULL, lasted_s REAL NOT NULL,
            outcome TEXT NOT NULL, evidence TEXT NOT NULL,
            planned_s REAL NOT NULL, done_s REAL NOT NULL, input_seen INTEGER,
            offer TEXT NOT NULL, stop_reason TEXT NOT NULL)""",
        "CREATE INDEX breaks_by_time ON breaks (start_ms)",
        """CREATE TABLE steps (
            break_uid TEXT NOT NULL, position INTEGER NOT NULL, technique TEXT NOT NULL,
            side TEXT NOT NULL, planned_s REAL NOT NULL, done_s REAL NOT NULL,
            PRIMARY KEY (break_uid, position)) WITHOUT ROWID""",
        """CREATE TABLE checkins (
            uid TEXT PRIMARY KEY NOT NULL, break_uid TEXT NOT NULL,
            at_ms INTEGER NOT NULL, at_offset INTEGER NOT NULL, feel TEXT NOT NULL)""",
        "CREATE INDEX checkins_by_time ON checkins (at_ms)",
        """CREATE TABLE selftests (
            uid TEXT PRIMARY KEY NOT NULL, at_ms INTEGER NOT NULL, at_offset INTEGER NOT NULL,
            test TEXT NOT NULL, side TEXT NOT NULL, result TEXT NOT NULL)""",
        """CREATE TABLE holds (
            uid TEXT PRIMARY KEY NOT NULL, reason TEXT NOT NULL, detail TEXT NOT NULL,
            start_ms INTEGER NOT NULL, start_offset INTEGER NOT NULL,
            end_ms INTEGER NOT NULL, end_offset INTEGER NOT NULL, lasted_s REAL NOT NULL)""",
        "CREATE INDEX holds_by_time ON holds (start_ms)",
        """CREATE TABLE voids (
            uid TEXT NOT NULL, fact TEXT NOT NULL,
            at_ms INTEGER NOT NULL, at_offset INTEGER NOT NULL, why TEXT NOT NULL,
            PRIMARY KEY (uid, fact))""",
        "CREATE INDEX voids_by_time ON voids (at_ms)",
        "CREATE TABLE state (id INTEGER PRIMARY KEY CHECK (id = 1), body TEXT NOT NULL)",
    ),
    (
        """CREATE TABLE answers (
            uid TEXT PRIMARY KEY NOT NULL, at_ms INTEGER NOT NULL, at_offset INTEGER NOT NULL,
            question TEXT NOT NULL, yes INTEGER NOT NULL,
            injured_ms INTEGER, injured_offset INTEGER)""",
        "CREATE INDEX answers_by_time ON answers (at_ms)",
        """CREATE TABLE followups (
            uid TEXT PRIMARY KEY NOT NULL, break_uid TEXT NOT NULL,
            at_ms INTEGER NOT NULL, at_offset INTEGER NOT NULL, answer TEXT NOT NULL)""",
        "CREATE INDEX followups_by_time ON followups (at_ms)",
        """CREATE TABLE tightness (
            uid TEXT PRIMARY KEY NOT NULL, break_uid TEXT NOT NULL,
            at_ms INTEGER NOT NULL, at_offset INTEGER NOT NULL,
            timing TEXT NOT NULL, tightness INTEGER NOT NULL)""",
        "CREATE INDEX tightness_by_time ON tightness (at_ms)",
        "ALTER TABLE selftests ADD COLUMN timing TEXT NOT NULL DEFAULT ''",
        "ALTER TABLE selftests ADD COLUMN break_uid TEXT NOT NULL DEFAULT ''",
        "CREATE INDEX selftests_by_time ON selftests (at_ms)",
    ),
)
