-- The tables of the room licences. Hand-written: a generated rebuild would lose the triggers.
-- The dates of a partner's licence. Without a row it runs without beginning and end; both days are included.
-- due_at: the next instant at which a boundary passes that nobody was told of yet.
CREATE TABLE licence(
  partner TEXT NOT NULL REFERENCES partner(id),
  program TEXT NOT NULL REFERENCES program(key),
  from_day TEXT,
  until_day TEXT,
  due_at INTEGER,
  PRIMARY KEY(partner, program),
  CHECK(from_day IS NULL OR until_day IS NULL OR from_day <= until_day)
) STRICT;
--> statement-breakpoint
CREATE INDEX licence_due ON licence(due_at) WHERE due_at IS NOT NULL;
--> statement-breakpoint
-- When a partner's listing rests as far as one program goes. Written by the room partners, which asks it of every listing.
CREATE TABLE listing_rest(
  partner TEXT NOT NULL REFERENCES partner(id),
  program TEXT NOT NULL REFERENCES program(key),
  shown_from INTEGER,
  shown_until INTEGER,
  PRIMARY KEY(partner, program)
) STRICT;
--> statement-breakpoint
-- What a customer may buy through a partner, with the list price a month.
CREATE TABLE licence_plan(
  id TEXT PRIMARY KEY,
  program TEXT NOT NULL REFERENCES program(key),
  name TEXT NOT NULL,
  list INTEGER NOT NULL CHECK(list BETWEEN 1 AND 9007199254740991),
  currency TEXT NOT NULL,
  changed_at INTEGER NOT NULL,
  retired_at INTEGER
) STRICT;
--> statement-breakpoint
CREATE INDEX licence_plan_program ON licence_plan(program, retired_at);
--> statement-breakpoint
-- The ledger has accounts too, so these say whose they are. binding: the choice in whose act the account was opened (COP-12).
CREATE TABLE reseller_account(
  id TEXT PRIMARY KEY,
  partner TEXT NOT NULL REFERENCES partner(id),
  program TEXT NOT NULL REFERENCES program(key),
  customer TEXT REFERENCES customer(id),
  kind TEXT NOT NULL CHECK(kind IN ('customer', 'own', 'sandbox', 'demo')),
  brand TEXT NOT NULL CHECK(brand IN ('vendor', 'white-label')),
  access TEXT CHECK(access IN ('full', 'managed')),
  list INTEGER NOT NULL CHECK(list BETWEEN 0 AND 9007199254740991),
  currency TEXT NOT NULL,
  charge_ppm INTEGER CHECK(charge_ppm BETWEEN 0 AND 1000000),
  plan TEXT REFERENCES licence_plan(id),
  binding TEXT,
  opened_at INTEGER NOT NULL,
  opened_by TEXT NOT NULL,
  closed_at INTEGER,
  CHECK(kind <> 'customer' OR customer IS NOT NULL),
  CHECK(closed_at IS NULL OR closed_at >= opened_at)
) STRICT;
--> statement-breakpoint
CREATE INDEX reseller_account_partner ON reseller_account(partner, opened_at, id);
--> statement-breakpoint
CREATE INDEX reseller_account_opened ON reseller_account(opened_at, id);
--> statement-breakpoint
CREATE INDEX reseller_account_program ON reseller_account(program, opened_at);
--> statement-breakpoint
CREATE INDEX reseller_account_binding ON reseller_account(binding) WHERE binding IS NOT NULL;
--> statement-breakpoint
-- What the partner asks of its own customer: its own affair, kept for it (COP-11).
CREATE TABLE account_price(
  id INTEGER PRIMARY KEY CHECK(id > 0),
  account TEXT NOT NULL REFERENCES reseller_account(id),
  at INTEGER NOT NULL,
  net INTEGER NOT NULL CHECK(net BETWEEN 0 AND 9007199254740991),
  by TEXT NOT NULL
) STRICT;
--> statement-breakpoint
CREATE INDEX account_price_account ON account_price(account, id);
--> statement-breakpoint
-- What a partner was charged: for one account and month, or for one order bought through it. amount is at most
-- list * ceiling_ppm / 1000000, rounded down; written so that no product leaves 64 bits.
CREATE TABLE licence_charge(
  id INTEGER PRIMARY KEY CHECK(id > 0),
  key TEXT NOT NULL UNIQUE,
  account TEXT REFERENCES reseller_account(id),
  deal TEXT,
  partner TEXT NOT NULL REFERENCES partner(id),
  program TEXT NOT NULL REFERENCES program(key),
  customer TEXT,
  kind TEXT NOT NULL CHECK(kind IN ('customer', 'own', 'sandbox', 'demo', 'order')),
  period TEXT NOT NULL CHECK(period GLOB '[0-9][0-9][0-9][0-9]-[01][0-9]'),
  effective TEXT NOT NULL,
  list INTEGER NOT NULL CHECK(list BETWEEN 0 AND 9007199254740991),
  currency TEXT NOT NULL,
  ppm INTEGER NOT NULL CHECK(ppm BETWEEN 0 AND 1000000),
  ceiling_ppm INTEGER NOT NULL CHECK(ceiling_ppm BETWEEN 0 AND 1000000),
  amount INTEGER NOT NULL CHECK(amount >= 0),
  terms INTEGER NOT NULL,
  tier TEXT,
  accounts INTEGER NOT NULL CHECK(accounts >= 0),
  journal INTEGER UNIQUE REFERENCES journal(id),
  posted_at INTEGER NOT NULL,
  CHECK((account IS NULL) <> (deal IS NULL)),
  CHECK((kind = 'order') = (deal IS NOT NULL)),
  CHECK(kind IN ('customer', 'order') OR amount = 0),
  CHECK(amount = 0 OR journal IS NOT NULL),
  CHECK(ppm <= ceiling_ppm),
  CHECK(amount <= (list / 1000000) * ceiling_ppm + ((list % 1000000) * ceiling_ppm) / 1000000)
) STRICT;
--> statement-breakpoint
CREATE INDEX licence_charge_partner ON licence_charge(partner, period, id);
--> statement-breakpoint
CREATE INDEX licence_charge_period ON licence_charge(period, id);
--> statement-breakpoint
-- Whether the partner agreed that its charges are set off against what it earned; the last row holds.
CREATE TABLE set_off_agreement(
  id INTEGER PRIMARY KEY CHECK(id > 0),
  partner TEXT NOT NULL REFERENCES partner(id),
  agreed INTEGER NOT NULL CHECK(agreed IN (0, 1)),
  at INTEGER NOT NULL,
  note TEXT NOT NULL,
  by TEXT NOT NULL
) STRICT;
--> statement-breakpoint
CREATE INDEX set_off_agreement_partner ON set_off_agreement(partner, id);
--> statement-breakpoint
-- What a partner paid of its charges, or what was set off against them.
CREATE TABLE licence_payment(
  id INTEGER PRIMARY KEY CHECK(id > 0),
  partner TEXT NOT NULL REFERENCES partner(id),
  reference TEXT NOT NULL,
  kind TEXT NOT NULL CHECK(kind IN ('payment', 'set-off')),
  amount INTEGER NOT NULL CHECK(amount BETWEEN 1 AND 9007199254740991),
  currency TEXT NOT NULL,
  day TEXT NOT NULL,
  journal INTEGER NOT NULL UNIQUE REFERENCES journal(id),
  by TEXT NOT NULL,
  posted_at INTEGER NOT NULL,
  UNIQUE(partner, reference)
) STRICT;
--> statement-breakpoint
-- INSERT OR REPLACE deletes without firing delete triggers, and INSERT OR IGNORE drops a row that breaks a CHECK:
-- so every insert is looked at first, and the CHECKs are said again where a NULL fails as well.
CREATE TRIGGER reseller_account_guard BEFORE INSERT ON reseller_account BEGIN
  SELECT RAISE(ABORT, 'append-only') WHERE EXISTS (SELECT 1 FROM reseller_account WHERE id = NEW.id);
  SELECT RAISE(ABORT, 'bad account') WHERE (NEW.id IS NOT NULL AND NEW.list BETWEEN 0 AND 9007199254740991
    AND (NEW.kind IN ('own', 'sandbox', 'demo') OR (NEW.kind = 'customer' AND NEW.customer IS NOT NULL))
    AND (NEW.charge_ppm IS NULL OR NEW.charge_ppm BETWEEN 0 AND 1000000)) IS NOT TRUE;
END;
--> statement-breakpoint
CREATE TRIGGER reseller_account_closes BEFORE UPDATE ON reseller_account
  WHEN (OLD.closed_at IS NULL AND NEW.closed_at >= OLD.opened_at AND NEW.id IS OLD.id AND NEW.partner IS OLD.partner
    AND NEW.program IS OLD.program AND NEW.customer IS OLD.customer AND NEW.kind IS OLD.kind AND NEW.brand IS OLD.brand
    AND NEW.access IS OLD.access AND NEW.list IS OLD.list AND NEW.currency IS OLD.currency
    AND NEW.charge_ppm IS OLD.charge_ppm AND NEW.plan IS OLD.plan AND NEW.binding IS OLD.binding
    AND NEW.opened_at IS OLD.opened_at AND NEW.opened_by IS OLD.opened_by) IS NOT TRUE
BEGIN SELECT RAISE(ABORT, 'append-only'); END;
--> statement-breakpoint
CREATE TRIGGER reseller_account_stays BEFORE DELETE ON reseller_account BEGIN SELECT RAISE(ABORT, 'append-only'); END;
--> statement-breakpoint
CREATE TRIGGER account_price_guard BEFORE INSERT ON account_price BEGIN
  SELECT RAISE(ABORT, 'append-only') WHERE EXISTS (SELECT 1 FROM account_price WHERE id = NEW.id);
END;
--> statement-breakpoint
CREATE TRIGGER account_price_kept BEFORE UPDATE ON account_price BEGIN SELECT RAISE(ABORT, 'append-only'); END;
--> statement-breakpoint
CREATE TRIGGER account_price_stays BEFORE DELETE ON account_price BEGIN SELECT RAISE(ABORT, 'append-only'); END;
--> statement-breakpoint
CREATE TRIGGER licence_charge_guard BEFORE INSERT ON licence_charge BEGIN
  SELECT RAISE(ABORT, 'append-only') WHERE EXISTS (SELECT 1 FROM licence_charge
    WHERE id = NEW.id OR key = NEW.key OR journal = NEW.journal);
  SELECT RAISE(ABORT, 'above the ceiling') WHERE (NEW.ceiling_ppm BETWEEN 0 AND 1000000
    AND NEW.ppm BETWEEN 0 AND NEW.ceiling_ppm AND NEW.list BETWEEN 0 AND 9007199254740991 AND NEW.amount >= 0
    AND NEW.amount <= (NEW.list / 1000000) * NEW.ceiling_ppm + ((NEW.list % 1000000) * NEW.ceiling_ppm) / 1000000) IS NOT TRUE;
  SELECT RAISE(ABORT, 'bad charge') WHERE (NEW.key IS NOT NULL AND NEW.partner IS NOT NULL AND NEW.period IS NOT NULL
    AND NEW.currency IS NOT NULL AND (NEW.account IS NULL) <> (NEW.deal IS NULL)
    AND (NEW.kind = 'order') = (NEW.deal IS NOT NULL) AND (NEW.kind IN ('customer', 'order') OR NEW.amount = 0)
    AND (NEW.amount = 0 OR NEW.journal IS NOT NULL)) IS NOT TRUE;
END;
--> statement-breakpoint
CREATE TRIGGER licence_charge_kept BEFORE UPDATE ON licence_charge BEGIN SELECT RAISE(ABORT, 'append-only'); END;
--> statement-breakpoint
CREATE TRIGGER licence_charge_stays BEFORE DELETE ON licence_charge BEGIN SELECT RAISE(ABORT, 'append-only'); END;
--> statement-breakpoint
CREATE TRIGGER set_off_agreement_guard BEFORE INSERT ON set_off_agreement BEGIN
  SELECT RAISE(ABORT, 'append-only') WHERE EXISTS (SELECT 1 FROM set_off_agreement WHERE id = NEW.id);
END;
--> statement-breakpoint
CREATE TRIGGER set_off_agreement_kept BEFORE UPDATE ON set_off_agreement BEGIN SELECT RAISE(ABORT, 'append-only'); END;
--> statement-breakpoint
CREATE TRIGGER set_off_agreement_stays BEFORE DELETE ON set_off_agreement BEGIN SELECT RAISE(ABORT, 'append-only'); END;
--> statement-breakpoint
CREATE TRIGGER licence_payment_guard BEFORE INSERT ON licence_payment BEGIN
  SELECT RAISE(ABORT, 'append-only') WHERE EXISTS (SELECT 1 FROM licence_payment
    WHERE id = NEW.id OR journal = NEW.journal OR (partner = NEW.partner AND reference = NEW.reference));
  SELECT RAISE(ABORT, 'bad payment') WHERE (NEW.amount BETWEEN 1 AND 9007199254740991 AND NEW.partner IS NOT NULL
    AND NEW.reference IS NOT NULL AND NEW.kind IN ('payment', 'set-off') AND NEW.journal IS NOT NULL) IS NOT TRUE;
END;
--> statement-breakpoint
CREATE TRIGGER licence_payment_kept BEFORE UPDATE ON licence_payment BEGIN SELECT RAISE(ABORT, 'append-only'); END;
--> statement-breakpoint
CREATE TRIGGER licence_payment_stays BEFORE DELETE ON licence_payment BEGIN SELECT RAISE(ABORT, 'append-only'); END;
