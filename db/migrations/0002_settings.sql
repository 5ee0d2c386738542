-- How this operator wants it: the newest version of a key counts, the older ones stay.
CREATE TABLE settings_versions (
  key TEXT NOT NULL,
  version INTEGER NOT NULL CHECK (version > 0),
  value TEXT NOT NULL CHECK (json_valid(value)),
  at INTEGER NOT NULL,
  by TEXT NOT NULL,
  PRIMARY KEY (key, version)
) STRICT, WITHOUT ROWID;
--> statement-breakpoint
CREATE TRIGGER settings_versions_no_update BEFORE UPDATE ON settings_versions
BEGIN SELECT raise(ABORT, 'a version of a setting is never edited'); END;
--> statement-breakpoint
CREATE TRIGGER settings_versions_no_delete BEFORE DELETE ON settings_versions
BEGIN SELECT raise(ABORT, 'a version of a setting is never edited'); END;
--> statement-breakpoint
-- One row: raised with every change that a visitor can see, so that every process drops the pages it kept.
CREATE TABLE settings_content (
  id INTEGER PRIMARY KEY CHECK (id = 1),
  version INTEGER NOT NULL
) STRICT;
--> statement-breakpoint
INSERT INTO settings_content (id, version) VALUES (1, 1);
