-- Obligations as dated tasks (programs.md: SIM-9 to SIM-11), and what helps a partner on: its manager, requests, plans, resources.
-- What staff told: a release, a problem. It starts the clock of an obligation for whom it binds on that day.
CREATE TABLE task_event(
  id TEXT PRIMARY KEY,
  program TEXT NOT NULL REFERENCES program(key),
  what TEXT NOT NULL,
  day TEXT NOT NULL CHECK(day GLOB '[0-9][0-9][0-9][0-9]-[01][0-9]-[0-3][0-9]'),
  partner TEXT REFERENCES partner(id),
  subject TEXT NOT NULL CHECK(length(subject) BETWEEN 1 AND 300),
  told_at INTEGER NOT NULL,
  told_by TEXT NOT NULL
) STRICT;
--> statement-breakpoint
CREATE TRIGGER task_event_once BEFORE INSERT ON task_event WHEN EXISTS(SELECT 1 FROM task_event WHERE id = NEW.id)
BEGIN SELECT RAISE(ABORT, 'append-only'); END;
--> statement-breakpoint
CREATE TRIGGER task_event_kept BEFORE UPDATE ON task_event BEGIN SELECT RAISE(ABORT, 'append-only'); END;
--> statement-breakpoint
CREATE TRIGGER task_event_stays BEFORE DELETE ON task_event BEGIN SELECT RAISE(ABORT, 'append-only'); END;
--> statement-breakpoint
-- The id tells what makes the task: program, obligation, partner, and the event or the turn. `due` is the
-- last day; from the instant `overdue_at` (the next day's first, where the program lives) the task is overdue. A task is open
-- until it is done, or until its obligation binds the partner no more.
CREATE TABLE task(
  id TEXT PRIMARY KEY,
  partner TEXT NOT NULL REFERENCES partner(id),
  program TEXT NOT NULL REFERENCES program(key),
  what TEXT NOT NULL,
  whose TEXT NOT NULL CHECK(whose IN ('partner', 'operator')),
  event TEXT REFERENCES task_event(id),
  since TEXT NOT NULL CHECK(since GLOB '[0-9][0-9][0-9][0-9]-[01][0-9]-[0-3][0-9]'),
  due TEXT NOT NULL CHECK(due GLOB '[0-9][0-9][0-9][0-9]-[01][0-9]-[0-3][0-9]' AND due > since),
  overdue_at INTEGER NOT NULL,
  remind_at INTEGER,
  done_at INTEGER,
  done_day TEXT,
  done_by TEXT,
  note TEXT,
  lapsed_at INTEGER,
  CHECK((done_at IS NULL) = (done_by IS NULL) AND (done_at IS NULL) = (done_day IS NULL)),
  CHECK(done_at IS NULL OR lapsed_at IS NULL),
  CHECK(remind_at IS NULL OR (done_at IS NULL AND lapsed_at IS NULL))
) STRICT;
--> statement-breakpoint
-- One turn of a recurring obligation at a time.
CREATE UNIQUE INDEX task_turn ON task(partner, program, what) WHERE event IS NULL AND done_at IS NULL AND lapsed_at IS NULL;
--> statement-breakpoint
CREATE INDEX task_open_partner ON task(partner, overdue_at, id) WHERE done_at IS NULL AND lapsed_at IS NULL;
--> statement-breakpoint
CREATE INDEX task_done_partner ON task(partner, done_at, id) WHERE done_at IS NOT NULL;
--> statement-breakpoint
CREATE INDEX task_open ON task(overdue_at, id) WHERE done_at IS NULL AND lapsed_at IS NULL;
--> statement-breakpoint
CREATE INDEX task_done ON task(done_at, id) WHERE done_at IS NOT NULL;
--> statement-breakpoint
CREATE INDEX task_met ON task(program, partner, what, done_day) WHERE done_at IS NOT NULL;
--> statement-breakpoint
CREATE INDEX task_event_of ON task(event) WHERE event IS NOT NULL;
--> statement-breakpoint
CREATE INDEX task_remind ON task(remind_at) WHERE remind_at IS NOT NULL;
--> statement-breakpoint
-- When to look again at whom the recurring obligations of a program bind: one partner, or ('') all of them.
CREATE TABLE task_watch(
  program TEXT NOT NULL REFERENCES program(key),
  partner TEXT NOT NULL,
  at INTEGER NOT NULL,
  PRIMARY KEY(program, partner)
) STRICT;
--> statement-breakpoint
CREATE INDEX task_watch_at ON task_watch(at);
--> statement-breakpoint
CREATE INDEX IF NOT EXISTS membership_program ON membership(program, partner);
--> statement-breakpoint
-- The operator's person for a partner; the last row counts. '' as partner: the one for whoever has none of its own.
CREATE TABLE manager_change(
  id INTEGER PRIMARY KEY,
  partner TEXT NOT NULL,
  manager TEXT,
  at INTEGER NOT NULL,
  by TEXT NOT NULL
) STRICT;
--> statement-breakpoint
CREATE INDEX manager_change_partner ON manager_change(partner, id);
--> statement-breakpoint
CREATE TRIGGER manager_change_once BEFORE INSERT ON manager_change WHEN EXISTS(SELECT 1 FROM manager_change WHERE id = NEW.id)
BEGIN SELECT RAISE(ABORT, 'append-only'); END;
--> statement-breakpoint
CREATE TRIGGER manager_change_kept BEFORE UPDATE ON manager_change BEGIN SELECT RAISE(ABORT, 'append-only'); END;
--> statement-breakpoint
CREATE TRIGGER manager_change_stays BEFORE DELETE ON manager_change BEGIN SELECT RAISE(ABORT, 'append-only'); END;
--> statement-breakpoint
CREATE TABLE partner_request(
  id TEXT PRIMARY KEY,
  partner TEXT NOT NULL REFERENCES partner(id),
  kind TEXT NOT NULL CHECK(kind IN ('question', 'session', 'marketing')),
  minutes INTEGER CHECK((kind = 'session') = (minutes IS NOT NULL) AND minutes BETWEEN 1 AND 20),
  subject TEXT NOT NULL,
  text TEXT NOT NULL,
  asked_at INTEGER NOT NULL,
  asked_by TEXT NOT NULL,
  manager TEXT,
  answer TEXT,
  answered_at INTEGER,
  answered_by TEXT,
  CHECK((answer IS NULL) = (answered_at IS NULL) AND (answer IS NULL) = (answered_by IS NULL))
) STRICT;
--> statement-breakpoint
CREATE INDEX partner_request_partner ON partner_request(partner, asked_at, id);
--> statement-breakpoint
CREATE INDEX partner_request_open ON partner_request(asked_at, id) WHERE answer IS NULL;
--> statement-breakpoint
CREATE INDEX partner_request_all ON partner_request(asked_at, id);
--> statement-breakpoint
-- Annual plans, joint business plans and quarterly reviews: what was agreed, as often as it was written anew.
CREATE TABLE plan(
  id INTEGER PRIMARY KEY,
  partner TEXT NOT NULL REFERENCES partner(id),
  program TEXT NOT NULL REFERENCES program(key),
  kind TEXT NOT NULL CHECK(kind IN ('annual-plan', 'joint-business-plan', 'quarterly-review')),
  period TEXT NOT NULL,
  text TEXT NOT NULL,
  recorded_at INTEGER NOT NULL,
  recorded_by TEXT NOT NULL
) STRICT;
--> statement-breakpoint
CREATE INDEX plan_partner ON plan(partner, recorded_at, id);
--> statement-breakpoint
CREATE TRIGGER plan_once BEFORE INSERT ON plan WHEN EXISTS(SELECT 1 FROM plan WHERE id = NEW.id)
BEGIN SELECT RAISE(ABORT, 'append-only'); END;
--> statement-breakpoint
CREATE TRIGGER plan_kept BEFORE UPDATE ON plan BEGIN SELECT RAISE(ABORT, 'append-only'); END;
--> statement-breakpoint
CREATE TRIGGER plan_stays BEFORE DELETE ON plan BEGIN SELECT RAISE(ABORT, 'append-only'); END;
--> statement-breakpoint
-- Articles, cases and papers of the operator that partners may use (COP-14).
CREATE TABLE resource(
  id TEXT PRIMARY KEY,
  kind TEXT NOT NULL CHECK(kind IN ('article', 'case', 'paper')),
  title TEXT NOT NULL,
  address TEXT NOT NULL,
  text TEXT NOT NULL,
  language TEXT NOT NULL CHECK(language IN ('en', 'nl')),
  link_back TEXT NOT NULL,
  published_at INTEGER NOT NULL,
  published_by TEXT NOT NULL,
  withdrawn_at INTEGER
) STRICT;
--> statement-breakpoint
CREATE INDEX resource_shown ON resource(published_at, id) WHERE withdrawn_at IS NULL;
