-- A close issues numbers and figures (the head of a statement); its lines are written afterwards, once (money.md section 6).
-- Statements of before this migration have no head: their hash is that of their body, and both stay as they were issued.
ALTER TABLE statement ADD COLUMN head TEXT;
--> statement-breakpoint
ALTER TABLE statement_body ADD COLUMN hash TEXT CHECK (hash IS NULL OR length(hash) = 64);
--> statement-breakpoint
CREATE INDEX statement_period ON statement (period, partner);
--> statement-breakpoint
-- The close of a month sums every transfer once, by the two accounts it is between.
CREATE INDEX transfer_month_pair ON transfer (period_id, debit_id, credit_id, amount);
--> statement-breakpoint
DROP TRIGGER statement_guard;
--> statement-breakpoint
CREATE TRIGGER statement_guard BEFORE INSERT ON statement BEGIN
  SELECT RAISE(ABORT, 'append-only') WHERE EXISTS (SELECT 1 FROM statement WHERE series = NEW.series AND number = NEW.number)
    OR EXISTS (SELECT 1 FROM statement WHERE partner = NEW.partner AND period = NEW.period AND currency = NEW.currency);
  SELECT RAISE(ABORT, 'gap in the series') WHERE NEW.number IS NOT (SELECT next - 1 FROM series WHERE id = NEW.series)
    OR NEW.number IS NOT (SELECT coalesce(max(number), 0) + 1 FROM statement WHERE series = NEW.series);
  SELECT RAISE(ABORT, 'bad statement') WHERE (length(NEW.hash) = 64 AND NEW.partner IS NOT NULL
    AND NEW.currency IS NOT NULL AND NEW.period IS NOT NULL AND NEW.head IS NOT NULL) IS NOT TRUE;
END;
--> statement-breakpoint
DROP TRIGGER statement_body_guard;
--> statement-breakpoint
CREATE TRIGGER statement_body_guard BEFORE INSERT ON statement_body BEGIN
  SELECT RAISE(ABORT, 'append-only') WHERE EXISTS (
    SELECT 1 FROM statement_body WHERE series = NEW.series AND number = NEW.number);
  SELECT RAISE(ABORT, 'bad statement') WHERE (NEW.body IS NOT NULL AND length(NEW.hash) = 64) IS NOT TRUE;
END;
--> statement-breakpoint
-- A partner agrees that the operator writes its invoices, and may end that; what counts on a day is the last word before it.
CREATE TABLE self_billing (
  id INTEGER PRIMARY KEY,
  partner TEXT NOT NULL,
  at INTEGER NOT NULL,
  act TEXT NOT NULL CHECK (act IN ('accepted', 'ended')),
  version INTEGER NOT NULL CHECK (version >= 1),
  acceptance TEXT NOT NULL CHECK (acceptance IN ('silence', 'each')),
  by TEXT NOT NULL
) STRICT;
--> statement-breakpoint
CREATE INDEX self_billing_partner ON self_billing (partner, id);
--> statement-breakpoint
-- A paper that was accepted one by one.
CREATE TABLE statement_acceptance (
  series TEXT NOT NULL,
  number INTEGER NOT NULL,
  at INTEGER NOT NULL,
  by TEXT NOT NULL,
  PRIMARY KEY (series, number),
  FOREIGN KEY (series, number) REFERENCES statement (series, number)
) STRICT;
--> statement-breakpoint
-- Who stands on the papers: the operator under the owner '', a partner under its id. The newest version counts.
CREATE TABLE tax_particulars (
  owner TEXT NOT NULL,
  version INTEGER NOT NULL CHECK (version >= 1),
  at INTEGER NOT NULL,
  by TEXT NOT NULL,
  name TEXT NOT NULL,
  street TEXT NOT NULL,
  postcode TEXT NOT NULL,
  city TEXT NOT NULL,
  country TEXT NOT NULL CHECK (length(country) = 2),
  vat_id TEXT,
  checked_at INTEGER,
  standing TEXT NOT NULL CHECK (standing IN ('business', 'small-business', 'private')),
  rate_ppm INTEGER NOT NULL CHECK (rate_ppm BETWEEN 0 AND 1000000),
  PRIMARY KEY (owner, version)
) STRICT;
--> statement-breakpoint
CREATE TRIGGER self_billing_guard BEFORE INSERT ON self_billing BEGIN
  SELECT RAISE(ABORT, 'append-only') WHERE NEW.id IS NOT NULL AND EXISTS (SELECT 1 FROM self_billing WHERE id = NEW.id);
END;
--> statement-breakpoint
CREATE TRIGGER self_billing_no_update BEFORE UPDATE ON self_billing BEGIN SELECT RAISE(ABORT, 'append-only'); END;
--> statement-breakpoint
CREATE TRIGGER self_billing_no_delete BEFORE DELETE ON self_billing BEGIN SELECT RAISE(ABORT, 'append-only'); END;
--> statement-breakpoint
CREATE TRIGGER statement_acceptance_guard BEFORE INSERT ON statement_acceptance BEGIN
  SELECT RAISE(ABORT, 'append-only') WHERE EXISTS (
    SELECT 1 FROM statement_acceptance WHERE series = NEW.series AND number = NEW.number);
END;
--> statement-breakpoint
CREATE TRIGGER statement_acceptance_no_update BEFORE UPDATE ON statement_acceptance BEGIN SELECT RAISE(ABORT, 'append-only'); END;
--> statement-breakpoint
CREATE TRIGGER statement_acceptance_no_delete BEFORE DELETE ON statement_acceptance BEGIN SELECT RAISE(ABORT, 'append-only'); END;
--> statement-breakpoint
CREATE TRIGGER tax_particulars_guard BEFORE INSERT ON tax_particulars BEGIN
  SELECT RAISE(ABORT, 'append-only') WHERE EXISTS (
    SELECT 1 FROM tax_particulars WHERE owner = NEW.owner AND version = NEW.version);
  SELECT RAISE(ABORT, 'gap in the versions') WHERE NEW.version IS NOT (
    SELECT coalesce(max(version), 0) + 1 FROM tax_particulars WHERE owner = NEW.owner);
END;
--> statement-breakpoint
CREATE TRIGGER tax_particulars_no_update BEFORE UPDATE ON tax_particulars BEGIN SELECT RAISE(ABORT, 'append-only'); END;
--> statement-breakpoint
CREATE TRIGGER tax_particulars_no_delete BEFORE DELETE ON tax_particulars BEGIN SELECT RAISE(ABORT, 'append-only'); END;
