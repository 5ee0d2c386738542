-- The tables of the room partners.
CREATE TABLE partner(
  id TEXT PRIMARY KEY,
  slug TEXT NOT NULL UNIQUE,
  name TEXT NOT NULL,
  domain TEXT,
  email TEXT,
  country TEXT,
  website TEXT,
  created_at INTEGER NOT NULL
) STRICT;
--> statement-breakpoint
-- Every slug a partner ever had, its present one included: an old address leads to the new one and is never given away.
CREATE TABLE partner_slug(
  slug TEXT PRIMARY KEY,
  partner TEXT NOT NULL REFERENCES partner(id),
  since INTEGER NOT NULL
) STRICT;
--> statement-breakpoint
-- joined_at null: a member without beginning. agreed 1 with agreement_at null: accepted without beginning.
-- declared: what the caller said when adding, so that saying it again can be told from saying something else.
CREATE TABLE membership(
  partner TEXT NOT NULL REFERENCES partner(id),
  program TEXT NOT NULL REFERENCES program(key),
  tier TEXT,
  modules TEXT NOT NULL DEFAULT '[]' CHECK(json_valid(modules)),
  joined_at INTEGER,
  agreed INTEGER NOT NULL CHECK(agreed IN (0, 1)),
  agreement_at INTEGER,
  declared TEXT,
  PRIMARY KEY(partner, program),
  CHECK(agreed = 1 OR agreement_at IS NULL)
) STRICT;
--> statement-breakpoint
CREATE TABLE standing_change(
  id INTEGER PRIMARY KEY,
  partner TEXT NOT NULL REFERENCES partner(id),
  at INTEGER NOT NULL,
  state TEXT NOT NULL CHECK(state IN ('active', 'suspended', 'delisted')),
  ground TEXT,
  reason TEXT,
  by TEXT NOT NULL
) STRICT;
--> statement-breakpoint
CREATE INDEX standing_change_partner ON standing_change(partner, at, id);
--> statement-breakpoint
CREATE TRIGGER standing_change_once BEFORE INSERT ON standing_change
WHEN EXISTS(SELECT 1 FROM standing_change WHERE id = NEW.id)
BEGIN SELECT RAISE(ABORT, 'append-only'); END;
--> statement-breakpoint
CREATE TRIGGER standing_change_kept BEFORE UPDATE ON standing_change BEGIN SELECT RAISE(ABORT, 'append-only'); END;
--> statement-breakpoint
CREATE TRIGGER standing_change_stays BEFORE DELETE ON standing_change BEGIN SELECT RAISE(ABORT, 'append-only'); END;
--> statement-breakpoint
-- A user is at one partner at most.
CREATE TABLE partner_person(
  user TEXT PRIMARY KEY,
  partner TEXT NOT NULL REFERENCES partner(id),
  role TEXT NOT NULL CHECK(role IN ('owner', 'editor', 'finance')),
  since INTEGER NOT NULL
) STRICT;
--> statement-breakpoint
CREATE INDEX partner_person_partner ON partner_person(partner, since);
--> statement-breakpoint
CREATE TABLE partner_invitation(
  id TEXT PRIMARY KEY,
  partner TEXT NOT NULL REFERENCES partner(id),
  email TEXT NOT NULL,
  role TEXT NOT NULL CHECK(role IN ('owner', 'editor', 'finance')),
  token_hash TEXT NOT NULL UNIQUE,
  invited_by TEXT NOT NULL,
  invited_at INTEGER NOT NULL,
  expires_at INTEGER NOT NULL,
  accepted_at INTEGER,
  accepted_by TEXT
) STRICT;
--> statement-breakpoint
CREATE INDEX partner_invitation_partner ON partner_invitation(partner, invited_at);
