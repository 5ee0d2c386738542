-- The tables of the room programs.
CREATE TABLE program(
  key TEXT PRIMARY KEY,
  name TEXT NOT NULL,
  preset TEXT NOT NULL,
  time_zone TEXT NOT NULL,
  settings TEXT NOT NULL CHECK(json_valid(settings)),
  created_at INTEGER NOT NULL
) STRICT;
--> statement-breakpoint
-- Append-only (G1): an accrual names its version for ever. A null beginning holds for all of the past.
CREATE TABLE program_terms(
  program TEXT NOT NULL REFERENCES program(key),
  version INTEGER NOT NULL CHECK(version >= 1),
  effective_from TEXT CHECK(effective_from GLOB '[0-9][0-9][0-9][0-9]-[01][0-9]-[0-3][0-9]'),
  body TEXT NOT NULL CHECK(json_valid(body)),
  published_at INTEGER NOT NULL,
  published_by TEXT NOT NULL,
  PRIMARY KEY(program, version)
) STRICT;
--> statement-breakpoint
CREATE TRIGGER program_terms_once BEFORE INSERT ON program_terms
WHEN EXISTS(SELECT 1 FROM program_terms WHERE program = NEW.program AND version = NEW.version)
BEGIN SELECT RAISE(ABORT, 'append-only'); END;
--> statement-breakpoint
CREATE TRIGGER program_terms_kept BEFORE UPDATE ON program_terms BEGIN SELECT RAISE(ABORT, 'append-only'); END;
--> statement-breakpoint
CREATE TRIGGER program_terms_stays BEFORE DELETE ON program_terms BEGIN SELECT RAISE(ABORT, 'append-only'); END;
