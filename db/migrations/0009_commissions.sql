-- How each cause was settled: one row each time the outcome for a partner changed, also when nothing is earned.
-- The money itself is in the ledger, under the same cause; `n` is the number in the keys of its journals (settle:<cause>:<n>…),
-- `journals` how many there are. `gone`: the partner has no entry for this cause any more.
CREATE TABLE settlement (
  cause TEXT NOT NULL,
  n INTEGER NOT NULL CHECK (n > 0),
  journals INTEGER NOT NULL CHECK (journals >= 0),
  partner TEXT NOT NULL,
  program TEXT NOT NULL,
  customer TEXT NOT NULL,
  terms INTEGER NOT NULL,
  tier TEXT,
  ppm INTEGER NOT NULL CHECK (ppm BETWEEN 0 AND 1000000),
  currency TEXT NOT NULL,
  basis INTEGER NOT NULL,
  accrued INTEGER NOT NULL,
  matured INTEGER NOT NULL,
  earned_on TEXT NOT NULL,
  payable_on TEXT,
  reason TEXT,
  gone INTEGER NOT NULL CHECK (gone IN (0, 1)),
  posted_at INTEGER NOT NULL,
  CHECK (reason IS NULL OR (accrued = 0 AND matured = 0)),
  PRIMARY KEY (cause, n)
) STRICT, WITHOUT ROWID;
--> statement-breakpoint
CREATE INDEX settlement_partner ON settlement (partner, earned_on, cause, n);
--> statement-breakpoint
-- How far turnover's facts have been followed: the last `seq` whose cause was put on the list below.
CREATE TABLE settle_progress (
  id INTEGER PRIMARY KEY CHECK (id = 1),
  fact_seq INTEGER NOT NULL
) STRICT;
--> statement-breakpoint
INSERT INTO settle_progress VALUES (1, 0);
--> statement-breakpoint
-- Causes to look at again, in the order in which they were put here.
CREATE TABLE unsettled (
  id INTEGER PRIMARY KEY,
  cause TEXT NOT NULL UNIQUE
) STRICT;
--> statement-breakpoint
CREATE TRIGGER settlement_guard BEFORE INSERT ON settlement BEGIN
  SELECT CASE
    WHEN EXISTS (SELECT 1 FROM settlement WHERE cause = NEW.cause AND n >= NEW.n)
      THEN RAISE(ABORT, 'append-only')
    WHEN (NEW.n > 0 AND NEW.journals >= 0 AND NEW.partner IS NOT NULL AND NEW.program IS NOT NULL
        AND NEW.customer IS NOT NULL AND NEW.terms IS NOT NULL AND NEW.ppm BETWEEN 0 AND 1000000
        AND NEW.currency IS NOT NULL AND NEW.basis IS NOT NULL AND NEW.accrued IS NOT NULL AND NEW.matured IS NOT NULL
        AND NEW.earned_on IS NOT NULL AND NEW.gone IN (0, 1) AND NEW.posted_at IS NOT NULL
        AND (NEW.reason IS NULL OR (NEW.accrued = 0 AND NEW.matured = 0))) IS NOT TRUE
      THEN RAISE(ABORT, 'bad settlement')
  END;
END;
--> statement-breakpoint
CREATE TRIGGER settlement_no_update BEFORE UPDATE ON settlement BEGIN SELECT RAISE(ABORT, 'append-only'); END;
--> statement-breakpoint
CREATE TRIGGER settlement_no_delete BEFORE DELETE ON settlement BEGIN SELECT RAISE(ABORT, 'append-only'); END;
--> statement-breakpoint
-- Causes that change by themselves at an instant to come ("30 days after the first payment").
CREATE TABLE due (
  cause TEXT PRIMARY KEY,
  at INTEGER NOT NULL
) STRICT;
--> statement-breakpoint
CREATE INDEX due_at ON due (at);
