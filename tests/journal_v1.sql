PRAGMA journal_mode = WAL;
PRAGMA application_id = 1751740514;
PRAGMA user_version = 1;
BEGIN TRANSACTION;
CREATE TABLE breaks (
            uid TEXT PRIMARY KEY NOT NULL, routine TEXT NOT NULL, kind TEXT NOT NULL,
            start_ms INTEGER NOT NULL, start_offset INTEGER NOT NULL,
            end_ms INTEGER NOT NULL, end_offset INTEGER NOT NULL, lasted_s REAL NOT NULL,
            outcome TEXT NOT NULL, evidence TEXT NOT NULL,
            planned_s REAL NOT NULL, done_s REAL NOT NULL, input_seen INTEGER,
            offer TEXT NOT NULL, stop_reason TEXT NOT NULL);
INSERT INTO "breaks" VALUES('00000000000000000000000000000003','glute-press','drill',1763981710000,3600,1763981750000,3600,40.0,'completed','steps',40.0,40.0,0,'00000000000000000000000000000002','');
INSERT INTO "breaks" VALUES('00000000000000000000000000000005','natural','natural',1763982400000,3600,1763982700000,3600,300.0,'completed','absence',0.0,300.0,NULL,'','');
INSERT INTO "breaks" VALUES('00000000000000000000000000000006','kd4-press','release',1763985400000,3600,1763985460000,3600,60.0,'hurt','none',100.0,60.0,0,'','sharp');
CREATE TABLE checkins (
            uid TEXT PRIMARY KEY NOT NULL, break_uid TEXT NOT NULL,
            at_ms INTEGER NOT NULL, at_offset INTEGER NOT NULL, feel TEXT NOT NULL);
INSERT INTO "checkins" VALUES('00000000000000000000000000000004','00000000000000000000000000000003',1763981751000,3600,'good ache');
CREATE TABLE holds (
            uid TEXT PRIMARY KEY NOT NULL, reason TEXT NOT NULL, detail TEXT NOT NULL,
            start_ms INTEGER NOT NULL, start_offset INTEGER NOT NULL,
            end_ms INTEGER NOT NULL, end_offset INTEGER NOT NULL, lasted_s REAL NOT NULL);
INSERT INTO "holds" VALUES('00000000000000000000000000000007','microphone','',1763983400000,3600,1763984000000,3600,600.0);
CREATE TABLE offers (
            uid TEXT PRIMARY KEY NOT NULL, routine TEXT NOT NULL,
            due_ms INTEGER NOT NULL, due_offset INTEGER NOT NULL,
            shown_ms INTEGER NOT NULL, shown_offset INTEGER NOT NULL,
            closed_ms INTEGER NOT NULL, closed_offset INTEGER NOT NULL,
            answer TEXT NOT NULL, why TEXT NOT NULL, snooze_s REAL NOT NULL, how TEXT NOT NULL);
INSERT INTO "offers" VALUES('00000000000000000000000000000002','glute-press',1763981700000,3600,1763981702000,3600,1763981710000,3600,'started','You have sat for 55 min.',0.0,'card');
CREATE TABLE selftests (
            uid TEXT PRIMARY KEY NOT NULL, at_ms INTEGER NOT NULL, at_offset INTEGER NOT NULL,
            test TEXT NOT NULL, side TEXT NOT NULL, result TEXT NOT NULL);
INSERT INTO "selftests" VALUES('00000000000000000000000000000009',1763978400000,3600,'thomas','left','tight');
CREATE TABLE spans (
            uid TEXT PRIMARY KEY NOT NULL, kind TEXT NOT NULL,
            start_ms INTEGER NOT NULL, start_offset INTEGER NOT NULL,
            end_ms INTEGER NOT NULL, end_offset INTEGER NOT NULL,
            lasted_s REAL NOT NULL, ended_by TEXT NOT NULL);
INSERT INTO "spans" VALUES('00000000000000000000000000000001','sitting',1763978400000,3600,1763981700000,3600,3300.0,'natural break');
CREATE TABLE state (id INTEGER PRIMARY KEY CHECK (id = 1), body TEXT NOT NULL);
INSERT INTO "state" VALUES(1,'{"n": 1}');
CREATE TABLE steps (
            break_uid TEXT NOT NULL, position INTEGER NOT NULL, technique TEXT NOT NULL,
            side TEXT NOT NULL, planned_s REAL NOT NULL, done_s REAL NOT NULL,
            PRIMARY KEY (break_uid, position)) WITHOUT ROWID;
INSERT INTO "steps" VALUES('00000000000000000000000000000003',1,'glute-press','',10.0,10.0);
INSERT INTO "steps" VALUES('00000000000000000000000000000003',2,'glute-press','',10.0,10.0);
INSERT INTO "steps" VALUES('00000000000000000000000000000006',1,'kd4-press','left',50.0,50.0);
INSERT INTO "steps" VALUES('00000000000000000000000000000006',2,'kd4-press','right',50.0,10.0);
CREATE TABLE voids (
            uid TEXT NOT NULL, fact TEXT NOT NULL,
            at_ms INTEGER NOT NULL, at_offset INTEGER NOT NULL, why TEXT NOT NULL,
            PRIMARY KEY (uid, fact));
INSERT INTO "voids" VALUES('00000000000000000000000000000008','00000000000000000000000000000001',1763987400000,3600,'I was away');
CREATE INDEX spans_by_time ON spans (end_ms, start_ms);
CREATE INDEX offers_by_time ON offers (shown_ms);
CREATE INDEX breaks_by_time ON breaks (start_ms);
CREATE INDEX checkins_by_time ON checkins (at_ms);
CREATE INDEX holds_by_time ON holds (start_ms);
CREATE INDEX voids_by_time ON voids (at_ms);
COMMIT;
