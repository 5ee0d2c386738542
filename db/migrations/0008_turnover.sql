-- What customers bought and paid, as it was told. Both tables are append-only: the triggers refuse what the code must not do.
-- Hand-written: a generated rebuild would lose the triggers.
CREATE TABLE source_event (
  id INTEGER PRIMARY KEY CHECK (id > 0),
  source TEXT NOT NULL,
  key TEXT NOT NULL,
  payload_hash BLOB NOT NULL CHECK (length(payload_hash) = 32),
  type TEXT NOT NULL,
  payload TEXT NOT NULL,
  received_at INTEGER NOT NULL,
  UNIQUE (source, key)
) STRICT;
--> statement-breakpoint
CREATE TABLE fact (
  seq INTEGER PRIMARY KEY CHECK (seq > 0),
  kind TEXT NOT NULL CHECK (kind IN ('invoice', 'payment', 'credit_note')),
  document TEXT NOT NULL,
  invoice TEXT,
  customer TEXT NOT NULL,
  occurred_at INTEGER NOT NULL,
  net INTEGER NOT NULL CHECK (net BETWEEN 1 AND 9007199254740991),
  currency TEXT NOT NULL,
  account TEXT,
  deal TEXT,
  source_event INTEGER NOT NULL REFERENCES source_event,
  CHECK (kind <> 'invoice' OR invoice IS NULL),
  CHECK (kind <> 'payment' OR invoice IS NOT NULL),
  UNIQUE (kind, document)
) STRICT;
--> statement-breakpoint
CREATE INDEX fact_invoice ON fact (invoice) WHERE invoice IS NOT NULL;
--> statement-breakpoint
CREATE INDEX fact_customer ON fact (customer, occurred_at);
--> statement-breakpoint
CREATE TABLE import (
  id INTEGER PRIMARY KEY CHECK (id > 0),
  name TEXT NOT NULL,
  source TEXT NOT NULL,
  taken_at INTEGER NOT NULL,
  taken_by TEXT NOT NULL,
  rows INTEGER NOT NULL,
  new INTEGER NOT NULL,
  duplicate INTEGER NOT NULL
) STRICT;
--> statement-breakpoint
-- What was taken so far, in minor units: the ledger's counters end at 2^53, so what they could not hold is refused at the door.
CREATE TABLE turnover_total (
  kind TEXT NOT NULL,
  currency TEXT NOT NULL,
  net INTEGER NOT NULL CHECK (net BETWEEN 0 AND 9007199254740991),
  PRIMARY KEY (kind, currency)
) STRICT;
--> statement-breakpoint
-- INSERT OR REPLACE deletes without firing delete triggers, and INSERT OR IGNORE drops a row that breaks a CHECK:
-- so every insert is looked at first, and the CHECKs are said again where a NULL fails as well.
CREATE TRIGGER source_event_guard BEFORE INSERT ON source_event BEGIN
  SELECT CASE
    WHEN EXISTS (SELECT 1 FROM source_event WHERE id = NEW.id)
        OR EXISTS (SELECT 1 FROM source_event WHERE source = NEW.source AND key = NEW.key)
      THEN RAISE(ABORT, 'append-only')
    WHEN (length(NEW.payload_hash) = 32 AND NEW.source IS NOT NULL AND NEW.key IS NOT NULL AND NEW.type IS NOT NULL
        AND NEW.payload IS NOT NULL AND NEW.received_at IS NOT NULL) IS NOT TRUE
      THEN RAISE(ABORT, 'bad source event')
  END;
END;
--> statement-breakpoint
CREATE TRIGGER fact_guard BEFORE INSERT ON fact BEGIN
  SELECT CASE
    WHEN EXISTS (SELECT 1 FROM fact WHERE seq = NEW.seq)
        OR EXISTS (SELECT 1 FROM fact WHERE kind = NEW.kind AND document = NEW.document)
      THEN RAISE(ABORT, 'append-only')
    WHEN (NEW.net BETWEEN 1 AND 9007199254740991 AND NEW.document IS NOT NULL AND NEW.customer IS NOT NULL
        AND NEW.occurred_at IS NOT NULL AND NEW.currency IS NOT NULL AND NEW.source_event IS NOT NULL
        AND CASE NEW.kind WHEN 'invoice' THEN NEW.invoice IS NULL WHEN 'payment' THEN NEW.invoice IS NOT NULL
          WHEN 'credit_note' THEN 1 END) IS NOT TRUE
      THEN RAISE(ABORT, 'bad fact')
  END;
END;
--> statement-breakpoint
CREATE TRIGGER import_guard BEFORE INSERT ON import BEGIN
  SELECT RAISE(ABORT, 'append-only') WHERE EXISTS (SELECT 1 FROM import WHERE id = NEW.id);
END;
--> statement-breakpoint
CREATE TRIGGER source_event_no_update BEFORE UPDATE ON source_event BEGIN SELECT RAISE(ABORT, 'append-only'); END;
--> statement-breakpoint
CREATE TRIGGER source_event_no_delete BEFORE DELETE ON source_event BEGIN SELECT RAISE(ABORT, 'append-only'); END;
--> statement-breakpoint
CREATE TRIGGER fact_no_update BEFORE UPDATE ON fact BEGIN SELECT RAISE(ABORT, 'append-only'); END;
--> statement-breakpoint
CREATE TRIGGER fact_no_delete BEFORE DELETE ON fact BEGIN SELECT RAISE(ABORT, 'append-only'); END;
--> statement-breakpoint
CREATE TRIGGER import_no_update BEFORE UPDATE ON import BEGIN SELECT RAISE(ABORT, 'append-only'); END;
--> statement-breakpoint
CREATE TRIGGER import_no_delete BEFORE DELETE ON import BEGIN SELECT RAISE(ABORT, 'append-only'); END;
