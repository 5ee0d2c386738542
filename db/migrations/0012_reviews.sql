-- The tables of the room reviews: what do customers say?
-- `review` holds the state and the version in force; every text ever handed in stays in `review_version`.
CREATE TABLE review(
  id TEXT PRIMARY KEY,
  partner TEXT NOT NULL,
  customer TEXT NOT NULL,
  binding TEXT NOT NULL,
  author TEXT,
  author_email TEXT,
  state TEXT NOT NULL
    CHECK(state IN ('submitted', 'held', 'published', 'masked', 'rejected', 'removed', 'withdrawn', 'archived')),
  version INTEGER NOT NULL CHECK(version >= 1),
  live_version INTEGER,
  overall INTEGER CHECK(overall BETWEEN 1 AND 5),
  incentivised INTEGER NOT NULL DEFAULT 0 CHECK(incentivised IN (0, 1)),
  length INTEGER NOT NULL DEFAULT 0,
  submitted_at INTEGER NOT NULL,
  decided_at INTEGER,
  published_at INTEGER,
  UNIQUE(customer, binding),
  CHECK(live_version IS NULL OR (overall IS NOT NULL AND published_at IS NOT NULL)),
  CHECK(state NOT IN ('published', 'masked', 'archived') OR live_version IS NOT NULL)
) STRICT;
--> statement-breakpoint
CREATE INDEX review_public ON review(partner, published_at, id) WHERE state IN ('published', 'masked');
--> statement-breakpoint
CREATE INDEX review_counted ON review(partner, overall, published_at, customer) WHERE state IN ('published', 'masked') AND incentivised = 0;
--> statement-breakpoint
CREATE INDEX review_newest ON review(published_at, id) WHERE state = 'published';
--> statement-breakpoint
CREATE INDEX review_partner ON review(partner, submitted_at);
--> statement-breakpoint
CREATE TABLE review_version(
  review TEXT NOT NULL REFERENCES review(id),
  version INTEGER NOT NULL CHECK(version >= 1),
  content TEXT NOT NULL CHECK(json_valid(content)),
  submitted_at INTEGER NOT NULL,
  state TEXT NOT NULL CHECK(state IN ('submitted', 'published', 'rejected', 'withdrawn')),
  decided_at INTEGER,
  decided_by TEXT,
  reason TEXT CHECK(reason IS NULL OR reason IN ('personal_data', 'illegal_or_hate', 'threat', 'obscene', 'confidential',
    'promotional', 'not_genuine', 'wrong_partner', 'duplicate', 'conflict_of_interest', 'incentivised_undisclosed')),
  statement TEXT CHECK(statement IS NULL OR json_valid(statement)),
  PRIMARY KEY(review, version),
  CHECK((state = 'rejected') = (reason IS NOT NULL))
) STRICT, WITHOUT ROWID;
--> statement-breakpoint
CREATE INDEX review_queue ON review_version(submitted_at, review) WHERE state = 'submitted';
--> statement-breakpoint
CREATE TRIGGER review_version_text BEFORE UPDATE OF content ON review_version WHEN NEW.content IS NOT OLD.content
BEGIN
  SELECT RAISE(ABORT, 'a review is not edited');
END;
--> statement-breakpoint
CREATE TRIGGER review_version_kept BEFORE DELETE ON review_version
BEGIN
  SELECT RAISE(ABORT, 'reviews are kept');
END;
--> statement-breakpoint
CREATE TABLE review_reply(
  review TEXT NOT NULL REFERENCES review(id),
  version INTEGER NOT NULL CHECK(version >= 1),
  text TEXT NOT NULL,
  language TEXT NOT NULL,
  at INTEGER NOT NULL,
  by TEXT NOT NULL,
  PRIMARY KEY(review, version)
) STRICT, WITHOUT ROWID;
