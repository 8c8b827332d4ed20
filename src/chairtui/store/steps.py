"""The tables as data: the steps that made them, in the order in which they are taken."""

from __future__ import annotations

from typing import Final

STEPS: Final = {
    "0001-events": """
CREATE TABLE events (
    meeting_id TEXT NOT NULL, device_id TEXT NOT NULL, seq INTEGER NOT NULL CHECK (seq > 0),
    event_id TEXT NOT NULL UNIQUE, act_id TEXT NOT NULL, lamport INTEGER NOT NULL, seen TEXT NOT NULL,
    kind TEXT NOT NULL, version INTEGER NOT NULL, at TEXT NOT NULL, actor TEXT NOT NULL,
    body TEXT NOT NULL, hash TEXT NOT NULL,
    PRIMARY KEY (meeting_id, device_id, seq)
) STRICT, WITHOUT ROWID;;
CREATE TRIGGER events_once BEFORE INSERT ON events
WHEN EXISTS (
    SELECT 1 FROM events
    WHERE meeting_id = new.meeting_id AND device_id = new.device_id AND seq = new.seq
) OR EXISTS (SELECT 1 FROM events WHERE event_id = new.event_id)
BEGIN SELECT RAISE(ABORT, 'events are never replaced'); END;;
CREATE TRIGGER events_stay BEFORE DELETE ON events
BEGIN SELECT RAISE(ABORT, 'events are never deleted'); END;;
CREATE TRIGGER events_stand BEFORE UPDATE ON events
BEGIN SELECT RAISE(ABORT, 'events are never changed'); END;;
CREATE TABLE probe (openings INTEGER NOT NULL) STRICT;;
INSERT INTO probe VALUES (0);;
""",
    "0002-drafts": """
CREATE TABLE drafts (
    meeting_id TEXT NOT NULL, field TEXT NOT NULL, words TEXT NOT NULL,
    PRIMARY KEY (meeting_id, field)
) STRICT, WITHOUT ROWID;;
""",
    "0003-lists": """
CREATE TABLE meetings (
    meeting_id TEXT NOT NULL PRIMARY KEY, newest TEXT NOT NULL, reference TEXT NOT NULL,
    authority TEXT NOT NULL, children TEXT NOT NULL, chair TEXT NOT NULL, team TEXT NOT NULL,
    stage TEXT NOT NULL, title TEXT NOT NULL, outcome TEXT NOT NULL, urgent INTEGER NOT NULL,
    scheduled_at TEXT, started_at TEXT, decided_at TEXT, signed_at TEXT,
    stops INTEGER NOT NULL, warns INTEGER NOT NULL, actions_open INTEGER NOT NULL,
    next_due_on TEXT NOT NULL, unsent INTEGER NOT NULL
) STRICT, WITHOUT ROWID;;
CREATE INDEX meetings_newest ON meetings (newest, meeting_id);;
CREATE TABLE children (
    meeting_id TEXT NOT NULL, child_id TEXT NOT NULL, name TEXT NOT NULL, born_on TEXT NOT NULL,
    local_id TEXT NOT NULL, nhs_number TEXT NOT NULL, upn TEXT NOT NULL,
    PRIMARY KEY (meeting_id, child_id)
) STRICT, WITHOUT ROWID;;
CREATE INDEX children_local_id ON children (local_id) WHERE local_id <> '';;
CREATE INDEX children_nhs_number ON children (nhs_number) WHERE nhs_number <> '';;
CREATE INDEX children_upn ON children (upn) WHERE upn <> '';;
CREATE INDEX children_name ON children (name, born_on) WHERE born_on <> '';;
CREATE TABLE actions (
    meeting_id TEXT NOT NULL, action_id TEXT NOT NULL, what TEXT NOT NULL, owner TEXT NOT NULL,
    agency TEXT NOT NULL, due_on TEXT NOT NULL, due_at TEXT, horizon TEXT NOT NULL, status TEXT NOT NULL,
    PRIMARY KEY (meeting_id, action_id)
) STRICT, WITHOUT ROWID;;
CREATE INDEX actions_due ON actions (status, due_on, meeting_id);;
CREATE TABLE attendance (
    meeting_id TEXT NOT NULL, attendee_id TEXT NOT NULL, agency TEXT NOT NULL, sector TEXT NOT NULL,
    unit TEXT NOT NULL, area TEXT NOT NULL, health TEXT NOT NULL, name TEXT NOT NULL,
    invited TEXT NOT NULL, present INTEGER, held_at TEXT,
    PRIMARY KEY (meeting_id, attendee_id)
) STRICT, WITHOUT ROWID;;
CREATE INDEX attendance_absent ON attendance (agency, present, unit, area, held_at);;
CREATE TABLE warnings (
    meeting_id TEXT NOT NULL, warning_id TEXT NOT NULL, code TEXT NOT NULL, subject TEXT NOT NULL,
    severity TEXT NOT NULL, raised_at TEXT NOT NULL, cleared_at TEXT, answered INTEGER NOT NULL,
    PRIMARY KEY (meeting_id, warning_id)
) STRICT, WITHOUT ROWID;;
CREATE INDEX warnings_code ON warnings (code, cleared_at, answered);;
CREATE TABLE texts (
    id INTEGER PRIMARY KEY, meeting_id TEXT NOT NULL, place TEXT NOT NULL, words TEXT NOT NULL,
    UNIQUE (meeting_id, place)
) STRICT;;
CREATE VIRTUAL TABLE found USING fts5 (
    words, content='texts', content_rowid='id', prefix='2 3', tokenize='unicode61 remove_diacritics 2'
);;
INSERT INTO found (found, rank) VALUES ('secure-delete', 1);;
CREATE TRIGGER texts_in AFTER INSERT ON texts
BEGIN INSERT INTO found (rowid, words) VALUES (new.id, new.words); END;;
CREATE TRIGGER texts_out AFTER DELETE ON texts
BEGIN INSERT INTO found (found, rowid, words) VALUES ('delete', old.id, old.words); END;;
CREATE TRIGGER texts_changed AFTER UPDATE ON texts
BEGIN
    INSERT INTO found (found, rowid, words) VALUES ('delete', old.id, old.words);
    INSERT INTO found (rowid, words) VALUES (new.id, new.words);
END;;
""",
    "0004-people": """
CREATE TABLE people (
    meeting_id TEXT NOT NULL, attendee_id TEXT NOT NULL, name TEXT NOT NULL, job TEXT NOT NULL,
    agency TEXT NOT NULL, area TEXT NOT NULL,
    PRIMARY KEY (meeting_id, attendee_id)
) STRICT, WITHOUT ROWID;;
""",
    "0005-to-send": """
ALTER TABLE meetings ADD COLUMN send_due_at TEXT;;
ALTER TABLE meetings ADD COLUMN returned INTEGER NOT NULL DEFAULT 0;;
ALTER TABLE meetings ADD COLUMN outdated INTEGER NOT NULL DEFAULT 0;;
CREATE INDEX meetings_to_send ON meetings (send_due_at, meeting_id) WHERE unsent > 0;;
""",
    "0006-continued": """
ALTER TABLE actions ADD COLUMN continues TEXT NOT NULL DEFAULT '';;
CREATE INDEX actions_continued ON actions (action_id, continues) WHERE continues <> '';;
""",
    "0007-machines": """
CREATE TABLE machines (
    number INTEGER PRIMARY KEY, machine TEXT NOT NULL, device_id TEXT NOT NULL UNIQUE,
    former TEXT NOT NULL, because TEXT NOT NULL
) STRICT;;
""",
    "0008-owners": """
CREATE TABLE owned (
    meeting_id TEXT NOT NULL, field TEXT NOT NULL, owner TEXT NOT NULL, words TEXT NOT NULL,
    PRIMARY KEY (meeting_id, field, owner)
) STRICT, WITHOUT ROWID;;
INSERT INTO owned SELECT meeting_id, field, '', words FROM drafts;;
DROP TABLE drafts;;
ALTER TABLE owned RENAME TO drafts;;
""",
    "0009-undecided": """
ALTER TABLE meetings ADD COLUMN undecided TEXT NOT NULL DEFAULT '';;
""",
    "0010-indexes": """
CREATE INDEX meetings_reference ON meetings (reference COLLATE NOCASE, meeting_id);;
DROP INDEX actions_due;;
CREATE INDEX actions_due ON actions (
    status, due_on = '', due_on, coalesce(due_at, ''), meeting_id, action_id
);;
DROP TABLE found;;
CREATE VIRTUAL TABLE found USING fts5 (
    words, content='texts', content_rowid='id', prefix='1 2 3', tokenize='unicode61 remove_diacritics 2'
);;
INSERT INTO found (found, rank) VALUES ('secure-delete', 1);;
INSERT INTO found (found) VALUES ('rebuild');;
""",
    "0011-readiness": """
CREATE TABLE readiness (meeting_id TEXT NOT NULL PRIMARY KEY, ready TEXT NOT NULL) STRICT, WITHOUT ROWID;;
""",
    "0012-listed": """
ALTER TABLE meetings ADD COLUMN recipients INTEGER NOT NULL DEFAULT 0;;
CREATE INDEX meetings_without_ledger ON meetings (meeting_id)
WHERE signed_at IS NOT NULL AND recipients = 0;;
""",
    "0013-following": """
ALTER TABLE actions ADD COLUMN evidence TEXT NOT NULL DEFAULT '';;
ALTER TABLE actions ADD COLUMN ended_on TEXT NOT NULL DEFAULT '';;
ALTER TABLE actions ADD COLUMN reminded_at TEXT;;
DROP INDEX actions_continued;;
CREATE INDEX actions_continued ON actions (continues, action_id) WHERE continues <> '';;
CREATE TABLE following (
    meeting_id TEXT NOT NULL, kind TEXT NOT NULL, item_id TEXT NOT NULL, about TEXT NOT NULL,
    what TEXT NOT NULL, who TEXT NOT NULL, due_on TEXT NOT NULL, also_on TEXT NOT NULL,
    open INTEGER NOT NULL, continues TEXT NOT NULL,
    PRIMARY KEY (meeting_id, kind, item_id)
) STRICT, WITHOUT ROWID;;
CREATE INDEX following_due ON following (open, due_on = '', due_on, meeting_id, kind, item_id);;
CREATE INDEX following_continued ON following (continues, kind, item_id) WHERE continues <> '';;
""",
    "0014-measured": """
CREATE TABLE follows (
    meeting_id TEXT NOT NULL, earlier_id TEXT NOT NULL, PRIMARY KEY (meeting_id, earlier_id)
) STRICT, WITHOUT ROWID;;
CREATE INDEX follows_earlier ON follows (earlier_id, meeting_id);;
CREATE TABLE audited (
    number INTEGER PRIMARY KEY, meeting_id TEXT NOT NULL UNIQUE, touched INTEGER NOT NULL,
    rules TEXT NOT NULL, since TEXT, until TEXT, held INTEGER, month TEXT NOT NULL DEFAULT '',
    team TEXT NOT NULL DEFAULT '', authority TEXT NOT NULL DEFAULT '', profile TEXT NOT NULL DEFAULT '',
    chair TEXT NOT NULL DEFAULT '', circumstances TEXT NOT NULL DEFAULT '[]',
    reference TEXT NOT NULL DEFAULT ''
) STRICT;;
CREATE INDEX audited_rules ON audited (rules);;
CREATE INDEX audited_since ON audited (since);;
CREATE INDEX audited_until ON audited (until) WHERE until IS NOT NULL;;
CREATE INDEX audited_held ON audited (held) WHERE held IS NOT NULL;;
INSERT INTO audited (meeting_id, touched, rules) SELECT DISTINCT meeting_id, 1, '' FROM events;;
CREATE TABLE measured (
    number INTEGER NOT NULL, measure TEXT NOT NULL, subject TEXT NOT NULL, held INTEGER NOT NULL,
    look INTEGER NOT NULL, counted INTEGER NOT NULL, met INTEGER NOT NULL, unknown INTEGER NOT NULL,
    PRIMARY KEY (number, measure, subject)
) STRICT, WITHOUT ROWID;;
CREATE INDEX measured_beneath ON measured (measure, subject, look, held DESC, number);;
CREATE TABLE tallies (
    measure TEXT NOT NULL, subject TEXT NOT NULL, month TEXT NOT NULL, team TEXT NOT NULL,
    authority TEXT NOT NULL, profile TEXT NOT NULL, meetings INTEGER NOT NULL, counted INTEGER NOT NULL,
    met INTEGER NOT NULL, unknown INTEGER NOT NULL,
    PRIMARY KEY (measure, subject, month, team, authority, profile)
) STRICT, WITHOUT ROWID;;
""",
    "0015-searched": """
DROP TABLE found;;
DROP TABLE texts;;
CREATE TABLE searched (number INTEGER PRIMARY KEY, meeting_id TEXT NOT NULL UNIQUE) STRICT;;
CREATE TABLE circumstances (
    meeting_id TEXT NOT NULL, circumstance TEXT NOT NULL, PRIMARY KEY (meeting_id, circumstance)
) STRICT, WITHOUT ROWID;;
CREATE TABLE texts (
    id INTEGER PRIMARY KEY, meeting_id TEXT NOT NULL, place TEXT NOT NULL, part TEXT NOT NULL,
    about TEXT NOT NULL, fields TEXT NOT NULL, words TEXT NOT NULL, also TEXT NOT NULL,
    UNIQUE (meeting_id, place)
) STRICT;;
CREATE VIRTUAL TABLE found USING fts5 (
    words, also, content='texts', content_rowid='id', columnsize=0, prefix='1 2 3',
    tokenize='unicode61 remove_diacritics 2'
);;
INSERT INTO found (found, rank) VALUES ('secure-delete', 1);;
CREATE TRIGGER texts_in AFTER INSERT ON texts
BEGIN INSERT INTO found (rowid, words, also) VALUES (new.id, new.words, new.also); END;;
CREATE TRIGGER texts_out AFTER DELETE ON texts
BEGIN INSERT INTO found (found, rowid, words, also) VALUES ('delete', old.id, old.words, old.also); END;;
CREATE TRIGGER texts_changed AFTER UPDATE ON texts
BEGIN
    INSERT INTO found (found, rowid, words, also) VALUES ('delete', old.id, old.words, old.also);
    INSERT INTO found (rowid, words, also) VALUES (new.id, new.words, new.also);
END;;
""",
    "0016-auditors": """
CREATE TABLE audit_samples (
    sample_id TEXT NOT NULL PRIMARY KEY, sample TEXT NOT NULL
) STRICT, WITHOUT ROWID;;
CREATE TABLE audit_views (
    sample_id TEXT NOT NULL, meeting_id TEXT NOT NULL, agency TEXT NOT NULL, taken_at TEXT NOT NULL,
    view TEXT NOT NULL,
    PRIMARY KEY (sample_id, meeting_id, agency, taken_at)
) STRICT, WITHOUT ROWID;;
""",
    "0017-tombstones": """
CREATE TABLE tombstones (
    meeting_id TEXT NOT NULL PRIMARY KEY, entries INTEGER NOT NULL, tombstone TEXT NOT NULL
) STRICT, WITHOUT ROWID;;
CREATE TRIGGER tombstones_once BEFORE INSERT ON tombstones
WHEN EXISTS (SELECT 1 FROM tombstones WHERE meeting_id = new.meeting_id)
BEGIN SELECT RAISE(ABORT, 'tombstones are never replaced'); END;;
CREATE TRIGGER tombstones_stay BEFORE DELETE ON tombstones
BEGIN SELECT RAISE(ABORT, 'tombstones are never deleted'); END;;
CREATE TRIGGER tombstones_stand BEFORE UPDATE ON tombstones
BEGIN SELECT RAISE(ABORT, 'tombstones are never changed'); END;;
DROP TRIGGER events_stay;;
CREATE TRIGGER events_stay BEFORE DELETE ON events
WHEN NOT EXISTS (SELECT 1 FROM tombstones WHERE meeting_id = old.meeting_id)
BEGIN SELECT RAISE(ABORT, 'events are never deleted'); END;;
CREATE TRIGGER events_left BEFORE INSERT ON events
WHEN EXISTS (SELECT 1 FROM tombstones WHERE meeting_id = new.meeting_id)
BEGIN SELECT RAISE(ABORT, 'this meeting left the machine'); END;;
""",
    "0018-pages": """
CREATE INDEX meetings_open ON meetings (newest, meeting_id, stage) WHERE stage <> 'signed';;
CREATE INDEX meetings_done ON meetings (newest, meeting_id) WHERE stage = 'signed' AND unsent = 0;;
DROP INDEX meetings_to_send;;
CREATE INDEX meetings_to_send ON meetings (
    send_due_at IS NULL, coalesce(send_due_at, ''), meeting_id, stage, unsent
) WHERE stage = 'signed' AND unsent > 0;;
CREATE INDEX actions_agreed ON actions (
    status <> 'open', due_on = '', due_on, coalesce(due_at, ''), meeting_id, action_id
);;
""",
}
"""Of each step, by name: its statements, each ended by `;;`. What once was kept on a disk never changes."""
