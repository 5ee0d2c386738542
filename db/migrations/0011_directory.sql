-- The tables of the room directory: whom can I choose?
-- A listing holds what is published and, beside it, the partner's draft; both are canonical JSON of ListingContent.
CREATE TABLE listing(
  partner TEXT PRIMARY KEY,
  published TEXT CHECK(published IS NULL OR json_valid(published)),
  draft TEXT CHECK(draft IS NULL OR json_valid(draft)),
  submitted_at INTEGER,
  returned_reason TEXT,
  listed_at INTEGER,
  published_at INTEGER,
  confirmed_at INTEGER,
  hidden_at INTEGER,
  hidden_reason TEXT,
  version INTEGER NOT NULL DEFAULT 0,
  CHECK((published IS NULL) = (published_at IS NULL) AND (published IS NULL) = (listed_at IS NULL)),
  CHECK(submitted_at IS NULL OR draft IS NOT NULL)
) STRICT, WITHOUT ROWID;
--> statement-breakpoint
CREATE INDEX listing_awaiting ON listing(submitted_at) WHERE submitted_at IS NOT NULL;
--> statement-breakpoint
CREATE INDEX listing_listed ON listing(partner) WHERE published IS NOT NULL AND hidden_at IS NULL;
--> statement-breakpoint
CREATE TABLE listing_version(
  partner TEXT NOT NULL,
  version INTEGER NOT NULL,
  content TEXT NOT NULL CHECK(json_valid(content)),
  published_at INTEGER NOT NULL,
  published_by TEXT NOT NULL,
  PRIMARY KEY(partner, version)
) STRICT, WITHOUT ROWID;
--> statement-breakpoint
CREATE TABLE label(
  kind TEXT NOT NULL CHECK(kind IN ('expertise', 'service', 'industry')),
  slug TEXT NOT NULL,
  en TEXT NOT NULL,
  nl TEXT NOT NULL,
  synonyms TEXT NOT NULL DEFAULT '[]' CHECK(json_valid(synonyms)),
  PRIMARY KEY(kind, slug)
) STRICT, WITHOUT ROWID;
--> statement-breakpoint
CREATE TABLE listing_label(
  kind TEXT NOT NULL,
  slug TEXT NOT NULL,
  partner TEXT NOT NULL,
  PRIMARY KEY(kind, slug, partner)
) STRICT, WITHOUT ROWID;
--> statement-breakpoint
CREATE INDEX listing_label_partner ON listing_label(partner);
--> statement-breakpoint
CREATE TABLE case_study(
  id TEXT PRIMARY KEY,
  partner TEXT NOT NULL,
  slug TEXT NOT NULL UNIQUE,
  published TEXT CHECK(published IS NULL OR json_valid(published)),
  draft TEXT CHECK(draft IS NULL OR json_valid(draft)),
  customer TEXT,
  confirmed_at INTEGER,
  published_at INTEGER,
  created_at INTEGER NOT NULL,
  CHECK((published IS NULL) = (published_at IS NULL)),
  CHECK(published IS NOT NULL OR draft IS NOT NULL)
) STRICT, WITHOUT ROWID;
--> statement-breakpoint
CREATE INDEX case_of_partner ON case_study(partner, published_at);
--> statement-breakpoint
CREATE INDEX case_newest ON case_study(published_at, id) WHERE published IS NOT NULL;
--> statement-breakpoint
CREATE TABLE asset(
  hash TEXT PRIMARY KEY,
  media_type TEXT NOT NULL,
  body TEXT NOT NULL
) STRICT, WITHOUT ROWID;
