-- Leads, deals, referrals and what goes with them. What was told is never edited: a lead is approved once and rejected once, a
-- merge may give rows to another customer (and a company's lead to the one it became), and nothing else changes. INSERT OR REPLACE deletes without firing delete triggers,
-- so every insert is looked at first.
-- A name as names compare: lower case, without blanks. Written by the house; old rows get the nearest that SQL can say.
ALTER TABLE customer ADD COLUMN name_key TEXT NOT NULL DEFAULT '';
--> statement-breakpoint
UPDATE customer SET name_key = lower(replace(name, ' ', ''));
--> statement-breakpoint
CREATE INDEX customer_domain ON customer(domain) WHERE domain IS NOT NULL;
--> statement-breakpoint
CREATE INDEX customer_name_key ON customer(name_key);
--> statement-breakpoint
-- match_domain: the company's domain unless it is one of free mail; name_key: of the company, or of the customer as it was called.
CREATE TABLE lead(
  id TEXT PRIMARY KEY,
  partner TEXT NOT NULL REFERENCES partner(id),
  program TEXT NOT NULL REFERENCES program(key),
  customer TEXT REFERENCES customer(id),
  company_name TEXT,
  company_domain TEXT,
  match_domain TEXT,
  name_key TEXT NOT NULL,
  again TEXT REFERENCES lead(id),
  registered_at INTEGER NOT NULL,
  registered_by TEXT NOT NULL,
  approved_at INTEGER,
  approved_by TEXT,
  owner TEXT,
  last_day TEXT,
  expires_at INTEGER,
  rejected_at INTEGER,
  rejected_by TEXT,
  reason TEXT,
  CHECK(customer IS NOT NULL OR company_name IS NOT NULL),
  CHECK((approved_at IS NULL) = (last_day IS NULL) AND (approved_at IS NULL) = (expires_at IS NULL))
) STRICT;
--> statement-breakpoint
CREATE INDEX lead_registered ON lead(registered_at, id);
--> statement-breakpoint
CREATE INDEX lead_partner ON lead(partner, registered_at, id);
--> statement-breakpoint
CREATE INDEX lead_program ON lead(program, registered_at, id);
--> statement-breakpoint
CREATE INDEX lead_pending ON lead(registered_at, id) WHERE approved_at IS NULL AND rejected_at IS NULL;
--> statement-breakpoint
CREATE INDEX lead_customer ON lead(customer) WHERE customer IS NOT NULL;
--> statement-breakpoint
CREATE INDEX lead_domain ON lead(match_domain) WHERE match_domain IS NOT NULL;
--> statement-breakpoint
CREATE INDEX lead_name ON lead(name_key);
--> statement-breakpoint
CREATE INDEX lead_again ON lead(again) WHERE again IS NOT NULL;
--> statement-breakpoint
CREATE TRIGGER lead_once BEFORE INSERT ON lead
WHEN EXISTS(SELECT 1 FROM lead WHERE id = NEW.id) OR NEW.approved_at IS NOT NULL OR NEW.rejected_at IS NOT NULL
BEGIN SELECT RAISE(ABORT, 'append-only'); END;
--> statement-breakpoint
CREATE TRIGGER lead_kept BEFORE UPDATE ON lead
WHEN NEW.id IS NOT OLD.id OR NEW.partner IS NOT OLD.partner OR NEW.program IS NOT OLD.program
  OR (NEW.customer IS NULL AND OLD.customer IS NOT NULL)
  OR NEW.company_name IS NOT OLD.company_name OR NEW.company_domain IS NOT OLD.company_domain
  OR NEW.match_domain IS NOT OLD.match_domain OR NEW.name_key IS NOT OLD.name_key OR NEW.again IS NOT OLD.again
  OR NEW.registered_at IS NOT OLD.registered_at OR NEW.registered_by IS NOT OLD.registered_by
  OR (OLD.approved_at IS NOT NULL AND (NEW.approved_at IS NOT OLD.approved_at OR NEW.approved_by IS NOT OLD.approved_by
    OR NEW.owner IS NOT OLD.owner OR NEW.last_day IS NOT OLD.last_day OR NEW.expires_at IS NOT OLD.expires_at))
  OR (OLD.rejected_at IS NOT NULL AND (NEW.rejected_at IS NOT OLD.rejected_at OR NEW.rejected_by IS NOT OLD.rejected_by
    OR NEW.reason IS NOT OLD.reason OR NEW.approved_at IS NOT OLD.approved_at))
BEGIN SELECT RAISE(ABORT, 'a lead is decided once'); END;
--> statement-breakpoint
CREATE TRIGGER lead_stays BEFORE DELETE ON lead BEGIN SELECT RAISE(ABORT, 'append-only'); END;
--> statement-breakpoint
CREATE TABLE lead_contact(
  id INTEGER PRIMARY KEY CHECK(id > 0),
  lead TEXT NOT NULL REFERENCES lead(id),
  at INTEGER NOT NULL,
  name TEXT NOT NULL,
  role TEXT NOT NULL,
  decision_maker INTEGER NOT NULL CHECK(decision_maker IN (0, 1)),
  relation TEXT CHECK(relation IN ('employed', 'contracted')),
  told_by TEXT NOT NULL
) STRICT;
--> statement-breakpoint
CREATE INDEX lead_contact_lead ON lead_contact(lead, id);
--> statement-breakpoint
CREATE TRIGGER lead_contact_once BEFORE INSERT ON lead_contact
WHEN EXISTS(SELECT 1 FROM lead_contact WHERE id = NEW.id)
BEGIN SELECT RAISE(ABORT, 'append-only'); END;
--> statement-breakpoint
CREATE TRIGGER lead_contact_kept BEFORE UPDATE ON lead_contact BEGIN SELECT RAISE(ABORT, 'append-only'); END;
--> statement-breakpoint
CREATE TRIGGER lead_contact_stays BEFORE DELETE ON lead_contact BEGIN SELECT RAISE(ABORT, 'append-only'); END;
--> statement-breakpoint
-- When the lead's partner is written to next: derived from the lead, one row while something is still to come.
CREATE TABLE lead_due(
  lead TEXT PRIMARY KEY REFERENCES lead(id),
  at INTEGER NOT NULL
) STRICT;
--> statement-breakpoint
CREATE INDEX lead_due_at ON lead_due(at);
--> statement-breakpoint
CREATE TABLE deal(
  id TEXT PRIMARY KEY,
  customer TEXT NOT NULL REFERENCES customer(id),
  opened_at INTEGER,
  recorded_at INTEGER NOT NULL,
  recorded_by TEXT NOT NULL
) STRICT;
--> statement-breakpoint
CREATE INDEX deal_customer ON deal(customer);
--> statement-breakpoint
CREATE INDEX deal_recorded ON deal(recorded_at, id);
--> statement-breakpoint
CREATE TRIGGER deal_once BEFORE INSERT ON deal
WHEN EXISTS(SELECT 1 FROM deal WHERE id = NEW.id)
BEGIN SELECT RAISE(ABORT, 'append-only'); END;
--> statement-breakpoint
CREATE TRIGGER deal_kept BEFORE UPDATE ON deal
WHEN NEW.id IS NOT OLD.id OR NEW.opened_at IS NOT OLD.opened_at OR NEW.recorded_at IS NOT OLD.recorded_at
  OR NEW.recorded_by IS NOT OLD.recorded_by
BEGIN SELECT RAISE(ABORT, 'append-only'); END;
--> statement-breakpoint
CREATE TRIGGER deal_stays BEFORE DELETE ON deal BEGIN SELECT RAISE(ABORT, 'append-only'); END;
--> statement-breakpoint
-- What was signed. Amounts in minor units; stages: a JSON list of them as texts.
CREATE TABLE deal_signature(
  seq INTEGER PRIMARY KEY CHECK(seq > 0),
  deal TEXT NOT NULL UNIQUE REFERENCES deal(id),
  at INTEGER NOT NULL,
  recorded_at INTEGER NOT NULL,
  recorded_by TEXT NOT NULL,
  kind TEXT NOT NULL CHECK(kind IN ('new', 'renewal', 'expansion')),
  subscription TEXT NOT NULL CHECK(subscription IN ('paid', 'poc', 'trial')),
  term_months INTEGER NOT NULL CHECK(term_months BETWEEN 0 AND 1200),
  net INTEGER NOT NULL CHECK(net BETWEEN 0 AND 9007199254740991),
  first_year_net INTEGER CHECK(first_year_net BETWEEN 0 AND 9007199254740991),
  currency TEXT NOT NULL,
  stages TEXT NOT NULL,
  lead TEXT REFERENCES lead(id),
  via TEXT NOT NULL CHECK(via IN ('direct', 'partner')),
  discount INTEGER NOT NULL CHECK(discount IN (0, 1)),
  product TEXT
) STRICT;
--> statement-breakpoint
CREATE INDEX deal_signature_lead ON deal_signature(lead) WHERE lead IS NOT NULL;
--> statement-breakpoint
CREATE INDEX deal_signature_at ON deal_signature(at, seq);
--> statement-breakpoint
CREATE TRIGGER deal_signature_once BEFORE INSERT ON deal_signature
WHEN EXISTS(SELECT 1 FROM deal_signature WHERE seq = NEW.seq OR deal = NEW.deal)
BEGIN SELECT RAISE(ABORT, 'append-only'); END;
--> statement-breakpoint
CREATE TRIGGER deal_signature_kept BEFORE UPDATE ON deal_signature BEGIN SELECT RAISE(ABORT, 'append-only'); END;
--> statement-breakpoint
CREATE TRIGGER deal_signature_stays BEFORE DELETE ON deal_signature BEGIN SELECT RAISE(ABORT, 'append-only'); END;
--> statement-breakpoint
-- The operator's choice between deals of one day; the last one of a lead counts.
CREATE TABLE deal_choice(
  seq INTEGER PRIMARY KEY CHECK(seq > 0),
  lead TEXT NOT NULL REFERENCES lead(id),
  deal TEXT NOT NULL REFERENCES deal(id),
  at INTEGER NOT NULL,
  by_actor TEXT NOT NULL
) STRICT;
--> statement-breakpoint
CREATE INDEX deal_choice_lead ON deal_choice(lead, seq);
--> statement-breakpoint
CREATE TRIGGER deal_choice_once BEFORE INSERT ON deal_choice
WHEN EXISTS(SELECT 1 FROM deal_choice WHERE seq = NEW.seq)
BEGIN SELECT RAISE(ABORT, 'append-only'); END;
--> statement-breakpoint
CREATE TRIGGER deal_choice_kept BEFORE UPDATE ON deal_choice BEGIN SELECT RAISE(ABORT, 'append-only'); END;
--> statement-breakpoint
CREATE TRIGGER deal_choice_stays BEFORE DELETE ON deal_choice BEGIN SELECT RAISE(ABORT, 'append-only'); END;
--> statement-breakpoint
-- A partner's part in a renewal of that deal, and the share that was agreed for it in parts per million: kind 'part' or 'share'.
CREATE TABLE deal_renewal(
  seq INTEGER PRIMARY KEY CHECK(seq > 0),
  kind TEXT NOT NULL CHECK(kind IN ('part', 'share')),
  deal TEXT NOT NULL REFERENCES deal(id),
  partner TEXT NOT NULL REFERENCES partner(id),
  at INTEGER NOT NULL,
  ppm INTEGER CHECK(ppm BETWEEN 0 AND 1000000),
  by_actor TEXT NOT NULL,
  CHECK((kind = 'share') = (ppm IS NOT NULL))
) STRICT;
--> statement-breakpoint
CREATE INDEX deal_renewal_deal ON deal_renewal(deal, partner, seq);
--> statement-breakpoint
CREATE INDEX deal_renewal_partner ON deal_renewal(partner, deal);
--> statement-breakpoint
CREATE TRIGGER deal_renewal_once BEFORE INSERT ON deal_renewal
WHEN EXISTS(SELECT 1 FROM deal_renewal WHERE seq = NEW.seq)
BEGIN SELECT RAISE(ABORT, 'append-only'); END;
--> statement-breakpoint
CREATE TRIGGER deal_renewal_kept BEFORE UPDATE ON deal_renewal BEGIN SELECT RAISE(ABORT, 'append-only'); END;
--> statement-breakpoint
CREATE TRIGGER deal_renewal_stays BEFORE DELETE ON deal_renewal BEGIN SELECT RAISE(ABORT, 'append-only'); END;
--> statement-breakpoint
-- Codes given and domains reported; without a customer: for whoever has that domain. is_first: nobody had reported it in the
-- program before (CC-10).
CREATE TABLE referral(
  seq INTEGER PRIMARY KEY CHECK(seq > 0),
  partner TEXT NOT NULL REFERENCES partner(id),
  program TEXT NOT NULL REFERENCES program(key),
  customer TEXT REFERENCES customer(id),
  at INTEGER NOT NULL,
  code TEXT,
  domain TEXT,
  is_first INTEGER NOT NULL CHECK(is_first IN (0, 1)),
  told_by TEXT NOT NULL,
  CHECK(domain IS NOT NULL OR (code IS NOT NULL AND customer IS NOT NULL)),
  CHECK(is_first = 0 OR domain IS NOT NULL)
) STRICT;
--> statement-breakpoint
CREATE UNIQUE INDEX referral_first ON referral(program, domain) WHERE is_first = 1;
--> statement-breakpoint
CREATE INDEX referral_customer ON referral(customer, seq) WHERE customer IS NOT NULL;
--> statement-breakpoint
CREATE INDEX referral_domain ON referral(domain) WHERE customer IS NULL;
--> statement-breakpoint
CREATE INDEX referral_partner ON referral(partner, seq);
--> statement-breakpoint
CREATE TRIGGER referral_once BEFORE INSERT ON referral
WHEN EXISTS(SELECT 1 FROM referral WHERE seq = NEW.seq)
  OR (NEW.is_first = 1 AND EXISTS(SELECT 1 FROM referral WHERE program = NEW.program AND domain = NEW.domain AND is_first = 1))
BEGIN SELECT RAISE(ABORT, 'append-only'); END;
--> statement-breakpoint
CREATE TRIGGER referral_kept BEFORE UPDATE ON referral
WHEN (NEW.customer IS NULL AND OLD.customer IS NOT NULL) OR NEW.seq IS NOT OLD.seq OR NEW.partner IS NOT OLD.partner OR NEW.program IS NOT OLD.program OR NEW.at IS NOT OLD.at
  OR NEW.code IS NOT OLD.code OR NEW.domain IS NOT OLD.domain OR NEW.is_first IS NOT OLD.is_first
  OR NEW.told_by IS NOT OLD.told_by
BEGIN SELECT RAISE(ABORT, 'append-only'); END;
--> statement-breakpoint
CREATE TRIGGER referral_stays BEFORE DELETE ON referral BEGIN SELECT RAISE(ABORT, 'append-only'); END;
--> statement-breakpoint
-- Operator and partner no longer work together on that one customer (COC-7).
CREATE TABLE account_stop(
  seq INTEGER PRIMARY KEY CHECK(seq > 0),
  partner TEXT NOT NULL REFERENCES partner(id),
  customer TEXT NOT NULL REFERENCES customer(id),
  at INTEGER NOT NULL,
  by_side TEXT NOT NULL CHECK(by_side IN ('partner', 'vendor')),
  by_actor TEXT NOT NULL
) STRICT;
--> statement-breakpoint
CREATE INDEX account_stop_customer ON account_stop(customer, seq);
--> statement-breakpoint
CREATE INDEX account_stop_partner ON account_stop(partner, customer);
--> statement-breakpoint
CREATE TRIGGER account_stop_once BEFORE INSERT ON account_stop
WHEN EXISTS(SELECT 1 FROM account_stop WHERE seq = NEW.seq)
BEGIN SELECT RAISE(ABORT, 'append-only'); END;
--> statement-breakpoint
CREATE TRIGGER account_stop_kept BEFORE UPDATE ON account_stop
WHEN NEW.seq IS NOT OLD.seq OR NEW.partner IS NOT OLD.partner OR NEW.at IS NOT OLD.at OR NEW.by_side IS NOT OLD.by_side
  OR NEW.by_actor IS NOT OLD.by_actor
BEGIN SELECT RAISE(ABORT, 'append-only'); END;
--> statement-breakpoint
CREATE TRIGGER account_stop_stays BEFORE DELETE ON account_stop BEGIN SELECT RAISE(ABORT, 'append-only'); END;
--> statement-breakpoint
-- The operator stopped the recurring share of a partner (COC-8).
CREATE TABLE recurring_stop(
  seq INTEGER PRIMARY KEY CHECK(seq > 0),
  partner TEXT NOT NULL REFERENCES partner(id),
  at INTEGER NOT NULL,
  reason TEXT NOT NULL,
  by_actor TEXT NOT NULL
) STRICT;
--> statement-breakpoint
CREATE INDEX recurring_stop_partner ON recurring_stop(partner, seq);
--> statement-breakpoint
CREATE TRIGGER recurring_stop_once BEFORE INSERT ON recurring_stop
WHEN EXISTS(SELECT 1 FROM recurring_stop WHERE seq = NEW.seq)
BEGIN SELECT RAISE(ABORT, 'append-only'); END;
--> statement-breakpoint
CREATE TRIGGER recurring_stop_kept BEFORE UPDATE ON recurring_stop BEGIN SELECT RAISE(ABORT, 'append-only'); END;
--> statement-breakpoint
CREATE TRIGGER recurring_stop_stays BEFORE DELETE ON recurring_stop BEGIN SELECT RAISE(ABORT, 'append-only'); END;
--> statement-breakpoint
-- Since when a customer is billed, as turnover tells: "already a customer" counts an invoice too. Derived, it only moves back.
CREATE TABLE customer_billed(
  customer TEXT PRIMARY KEY,
  first_at INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
--> statement-breakpoint
INSERT INTO customer_billed(customer, first_at)
SELECT customer, min(occurred_at) FROM fact WHERE kind = 'invoice' GROUP BY customer;
--> statement-breakpoint
-- Which month of a program's registry is frozen next, and when.
CREATE TABLE registry_month(
  program TEXT PRIMARY KEY REFERENCES program(key),
  month TEXT NOT NULL,
  due_at INTEGER NOT NULL
) STRICT;
--> statement-breakpoint
CREATE INDEX registry_month_due ON registry_month(due_at);
--> statement-breakpoint
-- The registry of a partner as it stood at a month's end (ONE-9).
CREATE TABLE registry_snapshot(
  program TEXT NOT NULL REFERENCES program(key),
  partner TEXT NOT NULL REFERENCES partner(id),
  month TEXT NOT NULL,
  frozen_at INTEGER NOT NULL,
  body TEXT NOT NULL,
  hash TEXT NOT NULL CHECK(length(hash) = 64),
  PRIMARY KEY(program, partner, month)
) STRICT;
--> statement-breakpoint
CREATE INDEX registry_snapshot_partner ON registry_snapshot(partner, month);
--> statement-breakpoint
CREATE TRIGGER registry_snapshot_once BEFORE INSERT ON registry_snapshot
WHEN EXISTS(SELECT 1 FROM registry_snapshot WHERE program = NEW.program AND partner = NEW.partner AND month = NEW.month)
BEGIN SELECT RAISE(ABORT, 'append-only'); END;
--> statement-breakpoint
CREATE TRIGGER registry_snapshot_kept BEFORE UPDATE ON registry_snapshot BEGIN SELECT RAISE(ABORT, 'append-only'); END;
--> statement-breakpoint
CREATE TRIGGER registry_snapshot_stays BEFORE DELETE ON registry_snapshot BEGIN SELECT RAISE(ABORT, 'append-only'); END;
