-- What belongs to a deal is found by the deal; most facts name none.
CREATE INDEX fact_deal ON fact (deal) WHERE deal IS NOT NULL;
--> statement-breakpoint
-- What partners question, and what they were answered. The money is in the ledger, under the entry's own cause: kind `dispute`.
CREATE TABLE dispute (
  id INTEGER PRIMARY KEY CHECK (id > 0),
  partner TEXT NOT NULL,
  cause TEXT NOT NULL,
  text TEXT NOT NULL CHECK (length(text) > 0),
  opened_at INTEGER NOT NULL,
  opened_by TEXT NOT NULL
) STRICT;
--> statement-breakpoint
CREATE INDEX dispute_cause ON dispute (cause, partner);
--> statement-breakpoint
CREATE INDEX dispute_partner ON dispute (partner, id);
--> statement-breakpoint
-- `outcome`: the partner is right (`granted`), or the entry stays as it was (`declined`).
CREATE TABLE dispute_answer (
  dispute INTEGER PRIMARY KEY REFERENCES dispute,
  outcome TEXT NOT NULL CHECK (outcome IN ('granted', 'declined')),
  text TEXT NOT NULL CHECK (length(text) > 0),
  answered_at INTEGER NOT NULL,
  answered_by TEXT NOT NULL
) STRICT;
--> statement-breakpoint
CREATE TRIGGER dispute_guard BEFORE INSERT ON dispute BEGIN
  SELECT RAISE(ABORT, 'append-only') WHERE EXISTS (SELECT 1 FROM dispute WHERE id = NEW.id);
  SELECT RAISE(ABORT, 'already disputed') WHERE EXISTS (SELECT 1 FROM dispute d
    WHERE d.cause = NEW.cause AND d.partner = NEW.partner
      AND NOT EXISTS (SELECT 1 FROM dispute_answer a WHERE a.dispute = d.id));
  SELECT RAISE(ABORT, 'bad dispute') WHERE (length(NEW.text) > 0 AND NEW.partner IS NOT NULL AND NEW.cause IS NOT NULL
    AND NEW.opened_at IS NOT NULL AND NEW.opened_by IS NOT NULL) IS NOT TRUE;
END;
--> statement-breakpoint
CREATE TRIGGER dispute_answer_guard BEFORE INSERT ON dispute_answer BEGIN
  SELECT RAISE(ABORT, 'append-only') WHERE EXISTS (SELECT 1 FROM dispute_answer WHERE dispute = NEW.dispute);
  SELECT RAISE(ABORT, 'bad answer') WHERE (length(NEW.text) > 0 AND NEW.outcome IN ('granted', 'declined')
    AND NEW.answered_at IS NOT NULL AND NEW.answered_by IS NOT NULL
    AND EXISTS (SELECT 1 FROM dispute WHERE id = NEW.dispute)) IS NOT TRUE;
END;
--> statement-breakpoint
CREATE TRIGGER dispute_no_update BEFORE UPDATE ON dispute BEGIN SELECT RAISE(ABORT, 'append-only'); END;
--> statement-breakpoint
CREATE TRIGGER dispute_no_delete BEFORE DELETE ON dispute BEGIN SELECT RAISE(ABORT, 'append-only'); END;
--> statement-breakpoint
CREATE TRIGGER dispute_answer_no_update BEFORE UPDATE ON dispute_answer BEGIN SELECT RAISE(ABORT, 'append-only'); END;
--> statement-breakpoint
CREATE TRIGGER dispute_answer_no_delete BEFORE DELETE ON dispute_answer BEGIN SELECT RAISE(ABORT, 'append-only'); END;
--> statement-breakpoint
-- The latest instant at which anything was settled: a history with an older clock takes back nothing that time has made payable.
CREATE TABLE settle_clock (
  id INTEGER PRIMARY KEY CHECK (id = 1),
  at INTEGER NOT NULL
) STRICT;
--> statement-breakpoint
INSERT INTO settle_clock SELECT 1, coalesce(max(posted_at), 0) FROM settlement;
