-- Bank details, payout runs and bank files. Whether an item is reserved, paid or put back is told by the ledger alone
-- (money.md section 1): no column here says so. Every table is append-only; the guards also stop INSERT OR REPLACE.
CREATE TABLE bank_details (
  id INTEGER PRIMARY KEY CHECK (id > 0),
  -- NULL: the operator's own.
  partner TEXT,
  iban TEXT NOT NULL CHECK (length(iban) BETWEEN 15 AND 34),
  name TEXT NOT NULL CHECK (length(name) BETWEEN 1 AND 70),
  bic TEXT,
  set_at INTEGER NOT NULL,
  set_by TEXT NOT NULL
) STRICT;
--> statement-breakpoint
CREATE INDEX bank_details_partner ON bank_details (partner, id);
--> statement-breakpoint
-- `seq` counts the runs: the references of the items are made from it.
CREATE TABLE payout_run (
  id TEXT PRIMARY KEY CHECK (length(id) > 0),
  seq INTEGER NOT NULL UNIQUE CHECK (seq > 0),
  -- The one partner it was prepared for; NULL: everybody.
  partner TEXT,
  prepared_by TEXT,
  prepared_at INTEGER NOT NULL
) STRICT;
--> statement-breakpoint
-- Where the money goes is what was known when it was reserved; an item without an IBAN is paid by hand.
CREATE TABLE payout_item (
  run TEXT NOT NULL REFERENCES payout_run,
  n INTEGER NOT NULL CHECK (n > 0),
  partner TEXT NOT NULL,
  currency TEXT NOT NULL,
  amount INTEGER NOT NULL CHECK (amount BETWEEN 1 AND 9007199254740991),
  vat INTEGER NOT NULL,
  by_hand TEXT CHECK (by_hand IN ('no-bank-details', 'not-sepa', 'too-large')),
  iban TEXT,
  bic TEXT,
  name TEXT,
  reference TEXT NOT NULL UNIQUE CHECK (length(reference) BETWEEN 1 AND 35),
  CHECK (by_hand IS NOT NULL OR (iban IS NOT NULL AND name IS NOT NULL)),
  PRIMARY KEY (run, n),
  UNIQUE (run, partner, currency)
) STRICT;
--> statement-breakpoint
CREATE INDEX payout_item_partner ON payout_item (partner, run);
--> statement-breakpoint
-- Who was left out of a run, and why.
CREATE TABLE payout_skip (
  run TEXT NOT NULL REFERENCES payout_run,
  partner TEXT NOT NULL,
  currency TEXT NOT NULL,
  amount INTEGER NOT NULL,
  reason TEXT NOT NULL,
  PRIMARY KEY (run, partner, currency)
) STRICT;
--> statement-breakpoint
CREATE TABLE payout_approval (
  run TEXT PRIMARY KEY REFERENCES payout_run,
  approved_by TEXT NOT NULL,
  approved_at INTEGER NOT NULL
) STRICT;
--> statement-breakpoint
-- The bytes that were handed to the bank, one file a currency and version of the format.
CREATE TABLE payout_file (
  run TEXT NOT NULL REFERENCES payout_run,
  version TEXT NOT NULL CHECK (version IN ('09', '03')),
  currency TEXT NOT NULL,
  items INTEGER NOT NULL CHECK (items > 0),
  total INTEGER NOT NULL CHECK (total > 0),
  bytes BLOB NOT NULL,
  hash TEXT NOT NULL CHECK (length(hash) = 64),
  made_at INTEGER NOT NULL,
  PRIMARY KEY (run, version, currency)
) STRICT;
--> statement-breakpoint
-- A run is exported once in each version; a run in which nothing goes by file has no file and still stands here.
CREATE TABLE payout_export (
  run TEXT NOT NULL REFERENCES payout_run,
  version TEXT NOT NULL CHECK (version IN ('09', '03')),
  exported_at INTEGER NOT NULL,
  PRIMARY KEY (run, version)
) STRICT;
--> statement-breakpoint
CREATE TRIGGER bank_details_guard BEFORE INSERT ON bank_details BEGIN
  SELECT RAISE(ABORT, 'append-only') WHERE EXISTS (SELECT 1 FROM bank_details WHERE id = NEW.id);
  SELECT RAISE(ABORT, 'bad bank details') WHERE (length(NEW.iban) BETWEEN 15 AND 34 AND length(NEW.name) BETWEEN 1 AND 70
    AND NEW.set_at IS NOT NULL AND NEW.set_by IS NOT NULL) IS NOT TRUE;
END;
--> statement-breakpoint
CREATE TRIGGER payout_run_guard BEFORE INSERT ON payout_run BEGIN
  SELECT RAISE(ABORT, 'append-only') WHERE EXISTS (SELECT 1 FROM payout_run WHERE id = NEW.id OR seq = NEW.seq);
  SELECT RAISE(ABORT, 'bad run') WHERE (length(NEW.id) > 0 AND NEW.prepared_at IS NOT NULL
    AND NEW.seq = (SELECT coalesce(max(seq), 0) + 1 FROM payout_run)) IS NOT TRUE;
END;
--> statement-breakpoint
CREATE TRIGGER payout_item_guard BEFORE INSERT ON payout_item BEGIN
  SELECT RAISE(ABORT, 'append-only') WHERE EXISTS (SELECT 1 FROM payout_item WHERE (run = NEW.run AND n = NEW.n)
    OR (run = NEW.run AND partner = NEW.partner AND currency = NEW.currency) OR reference = NEW.reference);
  SELECT RAISE(ABORT, 'run is approved') WHERE EXISTS (SELECT 1 FROM payout_approval WHERE run = NEW.run);
  SELECT RAISE(ABORT, 'bad item') WHERE (NEW.amount BETWEEN 1 AND 9007199254740991 AND NEW.n > 0
    AND NEW.partner IS NOT NULL AND NEW.currency IS NOT NULL AND NEW.vat IS NOT NULL
    AND length(NEW.reference) BETWEEN 1 AND 35 AND EXISTS (SELECT 1 FROM payout_run WHERE id = NEW.run)
    AND CASE WHEN NEW.by_hand IS NULL THEN NEW.iban IS NOT NULL AND NEW.name IS NOT NULL
      ELSE NEW.by_hand IN ('no-bank-details', 'not-sepa', 'too-large') END) IS NOT TRUE;
END;
--> statement-breakpoint
CREATE TRIGGER payout_skip_guard BEFORE INSERT ON payout_skip BEGIN
  SELECT RAISE(ABORT, 'append-only') WHERE EXISTS (
    SELECT 1 FROM payout_skip WHERE run = NEW.run AND partner = NEW.partner AND currency = NEW.currency);
END;
--> statement-breakpoint
CREATE TRIGGER payout_approval_guard BEFORE INSERT ON payout_approval BEGIN
  SELECT RAISE(ABORT, 'append-only') WHERE EXISTS (SELECT 1 FROM payout_approval WHERE run = NEW.run);
  SELECT RAISE(ABORT, 'same person') WHERE (length(NEW.approved_by) > 0 AND NEW.approved_by IS NOT
    (SELECT prepared_by FROM payout_run WHERE id = NEW.run)) IS NOT TRUE;
END;
--> statement-breakpoint
CREATE TRIGGER payout_file_guard BEFORE INSERT ON payout_file BEGIN
  SELECT RAISE(ABORT, 'append-only') WHERE EXISTS (
    SELECT 1 FROM payout_file WHERE run = NEW.run AND version = NEW.version AND currency = NEW.currency);
  SELECT RAISE(ABORT, 'not approved') WHERE NOT EXISTS (SELECT 1 FROM payout_approval WHERE run = NEW.run);
  SELECT RAISE(ABORT, 'bad file') WHERE (NEW.items > 0 AND NEW.total > 0 AND length(NEW.bytes) > 0
    AND length(NEW.hash) = 64 AND NEW.version IN ('09', '03')) IS NOT TRUE;
END;
--> statement-breakpoint
CREATE TRIGGER payout_export_guard BEFORE INSERT ON payout_export BEGIN
  SELECT RAISE(ABORT, 'append-only') WHERE EXISTS (
    SELECT 1 FROM payout_export WHERE run = NEW.run AND version = NEW.version);
  SELECT RAISE(ABORT, 'not approved') WHERE NOT EXISTS (SELECT 1 FROM payout_approval WHERE run = NEW.run);
END;
--> statement-breakpoint
CREATE TRIGGER bank_details_no_update BEFORE UPDATE ON bank_details BEGIN SELECT RAISE(ABORT, 'append-only'); END;
--> statement-breakpoint
CREATE TRIGGER bank_details_no_delete BEFORE DELETE ON bank_details BEGIN SELECT RAISE(ABORT, 'append-only'); END;
--> statement-breakpoint
CREATE TRIGGER payout_run_no_update BEFORE UPDATE ON payout_run BEGIN SELECT RAISE(ABORT, 'append-only'); END;
--> statement-breakpoint
CREATE TRIGGER payout_run_no_delete BEFORE DELETE ON payout_run BEGIN SELECT RAISE(ABORT, 'append-only'); END;
--> statement-breakpoint
CREATE TRIGGER payout_item_no_update BEFORE UPDATE ON payout_item BEGIN SELECT RAISE(ABORT, 'append-only'); END;
--> statement-breakpoint
CREATE TRIGGER payout_item_no_delete BEFORE DELETE ON payout_item BEGIN SELECT RAISE(ABORT, 'append-only'); END;
--> statement-breakpoint
CREATE TRIGGER payout_skip_no_update BEFORE UPDATE ON payout_skip BEGIN SELECT RAISE(ABORT, 'append-only'); END;
--> statement-breakpoint
CREATE TRIGGER payout_skip_no_delete BEFORE DELETE ON payout_skip BEGIN SELECT RAISE(ABORT, 'append-only'); END;
--> statement-breakpoint
CREATE TRIGGER payout_approval_no_update BEFORE UPDATE ON payout_approval BEGIN SELECT RAISE(ABORT, 'append-only'); END;
--> statement-breakpoint
CREATE TRIGGER payout_approval_no_delete BEFORE DELETE ON payout_approval BEGIN SELECT RAISE(ABORT, 'append-only'); END;
--> statement-breakpoint
CREATE TRIGGER payout_file_no_update BEFORE UPDATE ON payout_file BEGIN SELECT RAISE(ABORT, 'append-only'); END;
--> statement-breakpoint
CREATE TRIGGER payout_file_no_delete BEFORE DELETE ON payout_file BEGIN SELECT RAISE(ABORT, 'append-only'); END;
--> statement-breakpoint
CREATE TRIGGER payout_export_no_update BEFORE UPDATE ON payout_export BEGIN SELECT RAISE(ABORT, 'append-only'); END;
--> statement-breakpoint
CREATE TRIGGER payout_export_no_delete BEFORE DELETE ON payout_export BEGIN SELECT RAISE(ABORT, 'append-only'); END;
