-- Which tier a partner has in a program, in spans of days that are only ever added: of those that cover a day the one written
-- last counts. starts_on null: without beginning; ends_on is the last day, null: no end. noted_on: the day of writing, in the
-- program's time zone.
CREATE TABLE tier_span(
  id INTEGER PRIMARY KEY,
  partner TEXT NOT NULL REFERENCES partner(id),
  program TEXT NOT NULL REFERENCES program(key),
  tier TEXT NOT NULL CHECK(length(tier) BETWEEN 1 AND 120),
  starts_on TEXT CHECK(starts_on GLOB '[0-9][0-9][0-9][0-9]-[01][0-9]-[0-3][0-9]'),
  ends_on TEXT CHECK(ends_on GLOB '[0-9][0-9][0-9][0-9]-[01][0-9]-[0-3][0-9]'),
  ground TEXT NOT NULL CHECK(ground IN ('joined', 'applied', 'invited', 'qualified', 'review', 'ended')),
  reason TEXT,
  noted_on TEXT NOT NULL,
  at INTEGER NOT NULL,
  by TEXT NOT NULL,
  CHECK(starts_on IS NULL OR ends_on IS NULL OR starts_on <= ends_on)
) STRICT;
--> statement-breakpoint
CREATE INDEX membership_program ON membership(program, partner);
--> statement-breakpoint
CREATE INDEX tier_span_partner ON tier_span(partner, program, id);
--> statement-breakpoint
CREATE INDEX tier_span_program ON tier_span(program, partner);
--> statement-breakpoint
-- What begins on a day after it was written has to be told on that day.
CREATE INDEX tier_span_ahead ON tier_span(program, starts_on) WHERE starts_on > noted_on;
--> statement-breakpoint
CREATE TRIGGER tier_span_once BEFORE INSERT ON tier_span
WHEN EXISTS(SELECT 1 FROM tier_span WHERE id = NEW.id)
BEGIN SELECT RAISE(ABORT, 'append-only'); END;
--> statement-breakpoint
CREATE TRIGGER tier_span_kept BEFORE UPDATE ON tier_span BEGIN SELECT RAISE(ABORT, 'append-only'); END;
--> statement-breakpoint
CREATE TRIGGER tier_span_stays BEFORE DELETE ON tier_span BEGIN SELECT RAISE(ABORT, 'append-only'); END;
--> statement-breakpoint
-- Members that were there before: the tier they came with, from their first day on.
INSERT INTO tier_span(partner, program, tier, starts_on, ends_on, ground, noted_on, at, by)
SELECT m.partner, m.program, lower(trim(m.tier)), date(m.joined_at / 1000, 'unixepoch'), NULL, 'joined',
  date(coalesce(m.joined_at, p.created_at) / 1000, 'unixepoch'), coalesce(m.joined_at, p.created_at), 'system'
FROM membership m JOIN partner p ON p.id = m.partner
WHERE trim(coalesce(m.tier, '')) <> '';
--> statement-breakpoint
-- Fee or discount, as the partner elected from a day on. The one written last counts from its day.
CREATE TABLE benefit_election(
  id INTEGER PRIMARY KEY,
  partner TEXT NOT NULL REFERENCES partner(id),
  program TEXT NOT NULL REFERENCES program(key),
  benefit TEXT NOT NULL CHECK(benefit IN ('fee', 'discount')),
  starts_on TEXT NOT NULL CHECK(starts_on GLOB '[0-9][0-9][0-9][0-9]-[01][0-9]-[0-3][0-9]'),
  at INTEGER NOT NULL,
  by TEXT NOT NULL
) STRICT;
--> statement-breakpoint
CREATE INDEX benefit_election_partner ON benefit_election(partner, program, id);
--> statement-breakpoint
CREATE TRIGGER benefit_election_once BEFORE INSERT ON benefit_election
WHEN EXISTS(SELECT 1 FROM benefit_election WHERE id = NEW.id)
BEGIN SELECT RAISE(ABORT, 'append-only'); END;
--> statement-breakpoint
CREATE TRIGGER benefit_election_kept BEFORE UPDATE ON benefit_election BEGIN SELECT RAISE(ABORT, 'append-only'); END;
--> statement-breakpoint
CREATE TRIGGER benefit_election_stays BEFORE DELETE ON benefit_election BEGIN SELECT RAISE(ABORT, 'append-only'); END;
--> statement-breakpoint
-- A person of the operator confirmed that a partner meets what a tier asks for, as of a day.
CREATE TABLE tier_confirmation(
  id INTEGER PRIMARY KEY,
  partner TEXT NOT NULL REFERENCES partner(id),
  program TEXT NOT NULL REFERENCES program(key),
  tier TEXT NOT NULL,
  day TEXT NOT NULL CHECK(day GLOB '[0-9][0-9][0-9][0-9]-[01][0-9]-[0-3][0-9]'),
  reason TEXT,
  at INTEGER NOT NULL,
  by TEXT NOT NULL
) STRICT;
--> statement-breakpoint
CREATE INDEX tier_confirmation_partner ON tier_confirmation(partner, program, tier, day);
--> statement-breakpoint
CREATE TRIGGER tier_confirmation_once BEFORE INSERT ON tier_confirmation
WHEN EXISTS(SELECT 1 FROM tier_confirmation WHERE id = NEW.id)
BEGIN SELECT RAISE(ABORT, 'append-only'); END;
--> statement-breakpoint
CREATE TRIGGER tier_confirmation_kept BEFORE UPDATE ON tier_confirmation BEGIN SELECT RAISE(ABORT, 'append-only'); END;
--> statement-breakpoint
CREATE TRIGGER tier_confirmation_stays BEFORE DELETE ON tier_confirmation BEGIN SELECT RAISE(ABORT, 'append-only'); END;
--> statement-breakpoint
-- The day up to which a program's tiers were looked at; without a row: the day on which the program was made.
CREATE TABLE tier_review(
  program TEXT PRIMARY KEY REFERENCES program(key),
  through TEXT NOT NULL CHECK(through GLOB '[0-9][0-9][0-9][0-9]-[01][0-9]-[0-3][0-9]')
) STRICT;
