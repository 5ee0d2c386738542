-- What must still happen outside the database. A job is open until it is finished or dead.
CREATE TABLE outbox_jobs (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  kind TEXT NOT NULL CHECK (kind <> ''),
  subject TEXT NOT NULL,
  payload TEXT CHECK (payload IS NULL OR json_valid(payload)),
  -- Set while the job waits and cleared when it is claimed: a change made while the job runs must be able to ask again.
  key TEXT,
  created_at INTEGER NOT NULL,
  due_at INTEGER NOT NULL,
  tries INTEGER NOT NULL DEFAULT 0,
  lease_owner TEXT,
  lease_until INTEGER,
  finished_at INTEGER,
  dead_at INTEGER,
  last_error TEXT,
  CHECK ((lease_owner IS NULL) = (lease_until IS NULL)),
  CHECK (finished_at IS NULL OR dead_at IS NULL)
) STRICT;
--> statement-breakpoint
CREATE INDEX outbox_jobs_open ON outbox_jobs (due_at, id) WHERE finished_at IS NULL AND dead_at IS NULL;
--> statement-breakpoint
CREATE UNIQUE INDEX outbox_jobs_key ON outbox_jobs (key) WHERE key IS NOT NULL AND finished_at IS NULL AND dead_at IS NULL;
--> statement-breakpoint
CREATE INDEX outbox_jobs_kind ON outbox_jobs (kind, id);
--> statement-breakpoint
CREATE INDEX outbox_jobs_dead ON outbox_jobs (dead_at) WHERE dead_at IS NOT NULL;
--> statement-breakpoint
CREATE INDEX outbox_jobs_finished ON outbox_jobs (finished_at) WHERE finished_at IS NOT NULL;
--> statement-breakpoint
-- Letters. `params` is emptied once a letter is sent, for it may hold a one-time link.
CREATE TABLE outbox_mails (
  id TEXT PRIMARY KEY,
  recipient TEXT NOT NULL,
  template TEXT NOT NULL,
  locale TEXT NOT NULL,
  params TEXT CHECK (params IS NULL OR json_valid(params)),
  created_at INTEGER NOT NULL,
  sent_at INTEGER,
  outcome TEXT
) STRICT;
--> statement-breakpoint
CREATE INDEX outbox_mails_time ON outbox_mails (created_at);
