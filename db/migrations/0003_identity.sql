-- Who is this? Nothing here opens anything by itself: passwords are argon2id, session ids and one-time links are SHA-256 hashes.
CREATE TABLE identity_users (
  id TEXT PRIMARY KEY,
  email TEXT NOT NULL UNIQUE CHECK (email = lower(email) AND email <> ''),
  name TEXT NOT NULL,
  locale TEXT NOT NULL CHECK (locale IN ('en', 'nl')),
  -- Null until a password was chosen through a one-time link.
  password TEXT CHECK (password IS NULL OR password LIKE '$argon2id$%'),
  verified_at INTEGER,
  created_at INTEGER NOT NULL
) STRICT;
--> statement-breakpoint
CREATE TABLE identity_staff (
  user TEXT NOT NULL REFERENCES identity_users (id),
  role TEXT NOT NULL CHECK (role IN ('moderator', 'partner-manager', 'finance', 'owner')),
  PRIMARY KEY (user, role)
) STRICT, WITHOUT ROWID;
--> statement-breakpoint
CREATE TABLE identity_sessions (
  hash TEXT PRIMARY KEY,
  user TEXT NOT NULL REFERENCES identity_users (id),
  -- Whole seconds, as lucia counts.
  expires_at INTEGER NOT NULL,
  created_at INTEGER NOT NULL,
  device TEXT NOT NULL
) STRICT, WITHOUT ROWID;
--> statement-breakpoint
CREATE INDEX identity_sessions_user ON identity_sessions (user);
--> statement-breakpoint
CREATE INDEX identity_sessions_expiry ON identity_sessions (expires_at);
--> statement-breakpoint
CREATE TABLE identity_links (
  hash TEXT PRIMARY KEY,
  purpose TEXT NOT NULL CHECK (purpose IN ('verify', 'password')),
  user TEXT NOT NULL REFERENCES identity_users (id),
  expires_at INTEGER NOT NULL,
  used_at INTEGER
) STRICT, WITHOUT ROWID;
--> statement-breakpoint
CREATE INDEX identity_links_user ON identity_links (user, purpose);
--> statement-breakpoint
CREATE INDEX identity_links_expiry ON identity_links (expires_at);
--> statement-breakpoint
-- Tries, for the limits by address and by account. Addresses and accounts are stored as keyed hashes.
CREATE TABLE identity_attempts (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  bucket TEXT NOT NULL,
  at INTEGER NOT NULL
) STRICT;
--> statement-breakpoint
CREATE INDEX identity_attempts_bucket ON identity_attempts (bucket, at);
--> statement-breakpoint
CREATE INDEX identity_attempts_time ON identity_attempts (at);
