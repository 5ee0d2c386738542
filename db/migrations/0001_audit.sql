-- Who did what, and why. Rows are added at the end and never touched again; each holds the hash of the one before.
CREATE TABLE audit_entries (
  seq INTEGER PRIMARY KEY,
  at INTEGER NOT NULL,
  actor TEXT NOT NULL,
  verb TEXT NOT NULL,
  subject TEXT NOT NULL,
  reason TEXT,
  detail TEXT CHECK (detail IS NULL OR json_valid(detail)),
  previous TEXT NOT NULL,
  hash TEXT NOT NULL
) STRICT;
--> statement-breakpoint
CREATE INDEX audit_entries_subject ON audit_entries (subject, seq);
--> statement-breakpoint
-- Also what refuses INSERT OR REPLACE, which would remove a row without asking the trigger on DELETE.
CREATE TRIGGER audit_entries_chain BEFORE INSERT ON audit_entries
WHEN new.seq IS NOT coalesce((SELECT max(seq) FROM audit_entries), 0) + 1
  OR new.previous IS NOT coalesce((SELECT hash FROM audit_entries ORDER BY seq DESC LIMIT 1), '')
BEGIN SELECT raise(ABORT, 'audit chain broken'); END;
--> statement-breakpoint
CREATE TRIGGER audit_entries_no_update BEFORE UPDATE ON audit_entries
BEGIN SELECT raise(ABORT, 'the audit log is never edited'); END;
--> statement-breakpoint
CREATE TRIGGER audit_entries_no_delete BEFORE DELETE ON audit_entries
BEGIN SELECT raise(ABORT, 'the audit log is never edited'); END;
