-- The tables of the room attribution.
-- origin: 'caller' when the operator made the id, 'sign-up' when a user signed up. Only the latter can be merged away.
CREATE TABLE customer(
  id TEXT PRIMARY KEY,
  name TEXT NOT NULL,
  domain TEXT,
  country TEXT,
  country_name TEXT,
  email TEXT,
  origin TEXT NOT NULL CHECK(origin IN ('caller', 'sign-up')),
  merged_into TEXT REFERENCES customer(id),
  created_at INTEGER NOT NULL,
  declared TEXT
) STRICT;
--> statement-breakpoint
CREATE INDEX customer_email ON customer(email) WHERE email IS NOT NULL;
--> statement-breakpoint
-- A binding holds from its first instant (included) until its last (excluded).
CREATE TABLE binding(
  id TEXT PRIMARY KEY,
  customer TEXT NOT NULL REFERENCES customer(id),
  partner TEXT NOT NULL REFERENCES partner(id),
  program TEXT NOT NULL REFERENCES program(key),
  from_at INTEGER NOT NULL,
  until_at INTEGER CHECK(until_at >= from_at),
  opened_by TEXT NOT NULL,
  opened_actor TEXT NOT NULL,
  closed_by TEXT,
  closed_actor TEXT,
  reason TEXT,
  recorded_at INTEGER NOT NULL,
  -- The end an import gave it: the same row again is told from another one, also after a switch ended it sooner.
  imported_until INTEGER
) STRICT;
--> statement-breakpoint
-- At most one open binding a customer, whatever runs at the same time.
CREATE UNIQUE INDEX binding_open ON binding(customer) WHERE until_at IS NULL;
--> statement-breakpoint
CREATE INDEX binding_customer ON binding(customer, from_at);
--> statement-breakpoint
CREATE INDEX binding_partner ON binding(partner, from_at, id);
--> statement-breakpoint
CREATE INDEX binding_from ON binding(from_at, id);
--> statement-breakpoint
-- Who was whose, and since when, is never edited: a binding may only end, or end sooner; a merge may give it to another customer.
CREATE TRIGGER binding_kept BEFORE UPDATE ON binding
WHEN NEW.id IS NOT OLD.id OR NEW.partner IS NOT OLD.partner OR NEW.program IS NOT OLD.program
  OR NEW.from_at IS NOT OLD.from_at OR NEW.opened_by IS NOT OLD.opened_by OR NEW.recorded_at IS NOT OLD.recorded_at
  OR (OLD.until_at IS NOT NULL AND (NEW.until_at IS NULL OR NEW.until_at > OLD.until_at))
BEGIN SELECT RAISE(ABORT, 'a binding can only end'); END;
--> statement-breakpoint
CREATE TRIGGER binding_stays BEFORE DELETE ON binding BEGIN SELECT RAISE(ABORT, 'append-only'); END;
--> statement-breakpoint
CREATE TRIGGER binding_once BEFORE INSERT ON binding
WHEN EXISTS(SELECT 1 FROM binding WHERE id = NEW.id)
BEGIN SELECT RAISE(ABORT, 'append-only'); END;
--> statement-breakpoint
-- What the customer was told at the instant of the choice.
CREATE TABLE binding_receipt(
  id TEXT PRIMARY KEY,
  binding TEXT NOT NULL UNIQUE REFERENCES binding(id),
  at INTEGER NOT NULL,
  program TEXT NOT NULL,
  terms INTEGER,
  rate_percent TEXT,
  disclosure TEXT NOT NULL,
  shown INTEGER NOT NULL CHECK(shown IN (0, 1))
) STRICT;
--> statement-breakpoint
CREATE TRIGGER binding_receipt_once BEFORE INSERT ON binding_receipt
WHEN EXISTS(SELECT 1 FROM binding_receipt WHERE id = NEW.id OR binding = NEW.binding)
BEGIN SELECT RAISE(ABORT, 'append-only'); END;
--> statement-breakpoint
CREATE TRIGGER binding_receipt_kept BEFORE UPDATE ON binding_receipt BEGIN SELECT RAISE(ABORT, 'append-only'); END;
--> statement-breakpoint
CREATE TRIGGER binding_receipt_stays BEFORE DELETE ON binding_receipt BEGIN SELECT RAISE(ABORT, 'append-only'); END;
--> statement-breakpoint
-- A user belongs to one customer at most.
CREATE TABLE customer_user(
  user TEXT PRIMARY KEY,
  customer TEXT NOT NULL REFERENCES customer(id),
  since INTEGER NOT NULL,
  how TEXT NOT NULL CHECK(how IN ('invitation', 'hand-off', 'mail', 'sign-up', 'staff'))
) STRICT;
--> statement-breakpoint
CREATE INDEX customer_user_customer ON customer_user(customer, since);
--> statement-breakpoint
CREATE TABLE customer_invitation(
  id TEXT PRIMARY KEY,
  customer TEXT NOT NULL REFERENCES customer(id),
  email TEXT NOT NULL,
  token_hash TEXT NOT NULL UNIQUE,
  invited_by TEXT NOT NULL,
  invited_at INTEGER NOT NULL,
  expires_at INTEGER NOT NULL,
  accepted_at INTEGER,
  accepted_by TEXT
) STRICT;
--> statement-breakpoint
CREATE INDEX customer_invitation_customer ON customer_invitation(customer, invited_at);
