-- The ledger: accounts, journals and transfers, append-only, chained (money.md sections 2 and 3).
-- Hand-written, and so must every later change of these tables be: a generated rebuild would lose the triggers.
CREATE TABLE currency (
  code TEXT PRIMARY KEY CHECK (length(code) = 3),
  exponent INTEGER NOT NULL CHECK (exponent BETWEEN 0 AND 4)
) STRICT;
--> statement-breakpoint
CREATE TABLE account (
  id INTEGER PRIMARY KEY CHECK (id > 0),
  code TEXT NOT NULL,
  owner TEXT,
  currency TEXT NOT NULL REFERENCES currency,
  kind TEXT NOT NULL CHECK (kind IN ('asset', 'liability', 'equity', 'revenue', 'expense')),
  UNIQUE (code, currency),
  UNIQUE (id, currency)
) STRICT;
--> statement-breakpoint
CREATE TABLE period (
  id TEXT PRIMARY KEY CHECK (id GLOB '[0-9][0-9][0-9][0-9]-[01][0-9]'),
  closed_at TEXT,
  last_journal INTEGER,
  head BLOB
) STRICT;
--> statement-breakpoint
CREATE TABLE journal (
  id INTEGER PRIMARY KEY,
  key TEXT NOT NULL UNIQUE,
  kind TEXT NOT NULL,
  cause TEXT NOT NULL,
  effective_date TEXT NOT NULL,
  posted_at TEXT NOT NULL,
  period_id TEXT NOT NULL REFERENCES period CHECK (period_id >= substr(effective_date, 1, 7)),
  reverses_id INTEGER UNIQUE REFERENCES journal,
  legs INTEGER NOT NULL CHECK (legs BETWEEN 1 AND 50),
  detail TEXT NOT NULL,
  prev_hash BLOB NOT NULL UNIQUE CHECK (length(prev_hash) = 32),
  hash BLOB NOT NULL UNIQUE CHECK (length(hash) = 32),
  UNIQUE (id, period_id, effective_date)
) STRICT;
--> statement-breakpoint
CREATE INDEX journal_cause ON journal (cause);
--> statement-breakpoint
CREATE TABLE transfer (
  id INTEGER PRIMARY KEY CHECK (id > 0),
  journal_id INTEGER NOT NULL,
  leg INTEGER NOT NULL,
  debit_id INTEGER NOT NULL,
  credit_id INTEGER NOT NULL,
  amount INTEGER NOT NULL CHECK (amount BETWEEN 1 AND 9007199254740991),
  currency TEXT NOT NULL,
  period_id TEXT NOT NULL,
  effective_date TEXT NOT NULL,
  CHECK (debit_id <> credit_id),
  UNIQUE (journal_id, leg),
  FOREIGN KEY (journal_id, period_id, effective_date) REFERENCES journal (id, period_id, effective_date),
  FOREIGN KEY (debit_id, currency) REFERENCES account (id, currency),
  FOREIGN KEY (credit_id, currency) REFERENCES account (id, currency)
) STRICT;
--> statement-breakpoint
CREATE INDEX transfer_debit ON transfer (debit_id, journal_id, amount);
--> statement-breakpoint
CREATE INDEX transfer_credit ON transfer (credit_id, journal_id, amount);
--> statement-breakpoint
CREATE INDEX transfer_month ON transfer (period_id, credit_id, amount);
--> statement-breakpoint
-- Two counters an account, which only grow; kept by the trigger below, and held against the transfers by doctor.
CREATE TABLE balance (
  account_id INTEGER PRIMARY KEY REFERENCES account,
  debits INTEGER NOT NULL CHECK (debits BETWEEN 0 AND 9007199254740991),
  credits INTEGER NOT NULL CHECK (credits BETWEEN 0 AND 9007199254740991)
) STRICT;
--> statement-breakpoint
CREATE TABLE period_balance (
  period_id TEXT NOT NULL REFERENCES period,
  account_id INTEGER NOT NULL REFERENCES account,
  opening INTEGER NOT NULL,
  debits INTEGER NOT NULL,
  credits INTEGER NOT NULL,
  closing INTEGER NOT NULL,
  CHECK (closing = opening + debits - credits),
  PRIMARY KEY (period_id, account_id)
) STRICT;
--> statement-breakpoint
-- The classic two-row entry, for whoever thinks in it: debits positive, credits negative.
CREATE VIEW entry AS
  SELECT journal_id, leg, debit_id AS account_id, amount, currency, period_id, effective_date FROM transfer
  UNION ALL
  SELECT journal_id, leg, credit_id, -amount, currency, period_id, effective_date FROM transfer;
--> statement-breakpoint
-- INSERT OR REPLACE deletes without firing delete triggers, and INSERT OR IGNORE drops a row that breaks a CHECK:
-- so every insert is looked at first, and each CHECK is said again where a NULL fails as well.
CREATE TRIGGER journal_guard BEFORE INSERT ON journal BEGIN
  SELECT CASE
    WHEN NOT EXISTS (SELECT 1 FROM period WHERE id = NEW.period_id AND closed_at IS NULL)
      THEN RAISE(ABORT, 'period not open')
    WHEN NEW.id IS NOT (SELECT coalesce(max(id), 0) + 1 FROM journal)
      THEN RAISE(ABORT, 'not the next journal')
    WHEN NEW.prev_hash IS NOT coalesce((SELECT hash FROM journal WHERE id = NEW.id - 1), zeroblob(32))
      THEN RAISE(ABORT, 'chain broken')
    WHEN EXISTS (SELECT 1 FROM journal WHERE key = NEW.key) OR EXISTS (SELECT 1 FROM journal WHERE hash = NEW.hash)
      THEN RAISE(ABORT, 'key used')
    WHEN NEW.reverses_id IS NOT NULL AND EXISTS (SELECT 1 FROM journal WHERE reverses_id = NEW.reverses_id)
      THEN RAISE(ABORT, 'already reversed')
    WHEN (NEW.legs BETWEEN 1 AND 50 AND length(NEW.hash) = 32 AND NEW.period_id >= substr(NEW.effective_date, 1, 7)
        AND NEW.key IS NOT NULL AND NEW.kind IS NOT NULL AND NEW.cause IS NOT NULL AND NEW.posted_at IS NOT NULL
        AND NEW.detail IS NOT NULL) IS NOT TRUE
      THEN RAISE(ABORT, 'bad journal')
  END;
END;
--> statement-breakpoint
CREATE TRIGGER transfer_guard BEFORE INSERT ON transfer BEGIN
  SELECT CASE
    WHEN NOT EXISTS (SELECT 1 FROM period WHERE id = NEW.period_id AND closed_at IS NULL)
      THEN RAISE(ABORT, 'period not open')
    WHEN (NEW.leg BETWEEN 1 AND (SELECT legs FROM journal WHERE id = NEW.journal_id)) IS NOT TRUE
      THEN RAISE(ABORT, 'journal sealed')
    WHEN (NEW.amount BETWEEN 1 AND 9007199254740991 AND NEW.debit_id <> NEW.credit_id
        AND NEW.currency IS NOT NULL AND NEW.effective_date IS NOT NULL) IS NOT TRUE
      THEN RAISE(ABORT, 'bad transfer')
    WHEN EXISTS (SELECT 1 FROM transfer WHERE id = NEW.id)
        OR EXISTS (SELECT 1 FROM transfer WHERE journal_id = NEW.journal_id AND leg = NEW.leg)
      THEN RAISE(ABORT, 'append-only')
  END;
END;
--> statement-breakpoint
CREATE TRIGGER transfer_balance AFTER INSERT ON transfer BEGIN
  INSERT INTO balance VALUES (NEW.debit_id, NEW.amount, 0)
    ON CONFLICT (account_id) DO UPDATE SET debits = debits + excluded.debits;
  INSERT INTO balance VALUES (NEW.credit_id, 0, NEW.amount)
    ON CONFLICT (account_id) DO UPDATE SET credits = credits + excluded.credits;
END;
--> statement-breakpoint
-- A month is born open, and never behind a closed one: late facts go to the earliest open month.
CREATE TRIGGER period_guard BEFORE INSERT ON period BEGIN
  SELECT CASE
    WHEN EXISTS (SELECT 1 FROM period WHERE id = NEW.id)
      THEN RAISE(ABORT, 'append-only')
    WHEN (NEW.id GLOB '[0-9][0-9][0-9][0-9]-[01][0-9]' AND NEW.closed_at IS NULL AND NEW.last_journal IS NULL
        AND NEW.head IS NULL) IS NOT TRUE
      THEN RAISE(ABORT, 'bad period')
    WHEN EXISTS (SELECT 1 FROM period WHERE id > NEW.id AND closed_at IS NOT NULL)
      THEN RAISE(ABORT, 'period is closed')
  END;
END;
--> statement-breakpoint
-- Closing is the only change a month ever sees: once, in order, and with the chain's head of that moment.
CREATE TRIGGER period_close BEFORE UPDATE ON period BEGIN
  SELECT CASE
    WHEN OLD.closed_at IS NOT NULL OR NEW.closed_at IS NULL OR NEW.id <> OLD.id
      THEN RAISE(ABORT, 'period is closed')
    WHEN EXISTS (SELECT 1 FROM period WHERE id < NEW.id AND closed_at IS NULL)
      THEN RAISE(ABORT, 'earlier period open')
    WHEN NEW.last_journal IS NOT (SELECT coalesce(max(id), 0) FROM journal)
        OR NEW.head IS NOT coalesce((SELECT hash FROM journal WHERE id = NEW.last_journal), zeroblob(32))
      THEN RAISE(ABORT, 'not the head')
  END;
END;
--> statement-breakpoint
CREATE TRIGGER currency_guard BEFORE INSERT ON currency BEGIN
  SELECT RAISE(ABORT, 'append-only') WHERE EXISTS (SELECT 1 FROM currency WHERE code = NEW.code);
  SELECT RAISE(ABORT, 'bad currency') WHERE (length(NEW.code) = 3 AND NEW.exponent BETWEEN 0 AND 4) IS NOT TRUE;
END;
--> statement-breakpoint
CREATE TRIGGER account_guard BEFORE INSERT ON account BEGIN
  SELECT RAISE(ABORT, 'append-only') WHERE EXISTS (SELECT 1 FROM account WHERE id = NEW.id)
    OR EXISTS (SELECT 1 FROM account WHERE code = NEW.code AND currency = NEW.currency);
  SELECT RAISE(ABORT, 'bad account') WHERE (NEW.code IS NOT NULL AND NEW.currency IS NOT NULL
    AND NEW.kind IN ('asset', 'liability', 'equity', 'revenue', 'expense')) IS NOT TRUE;
END;
--> statement-breakpoint
CREATE TRIGGER period_balance_guard BEFORE INSERT ON period_balance BEGIN
  SELECT RAISE(ABORT, 'append-only') WHERE EXISTS (
    SELECT 1 FROM period_balance WHERE period_id = NEW.period_id AND account_id = NEW.account_id);
  SELECT RAISE(ABORT, 'period not open') WHERE NOT EXISTS (
    SELECT 1 FROM period WHERE id = NEW.period_id AND closed_at IS NULL);
  SELECT RAISE(ABORT, 'bad balance') WHERE (NEW.closing = NEW.opening + NEW.debits - NEW.credits
    AND NEW.account_id IS NOT NULL) IS NOT TRUE;
END;
--> statement-breakpoint
CREATE TRIGGER currency_no_update BEFORE UPDATE ON currency BEGIN SELECT RAISE(ABORT, 'append-only'); END;
--> statement-breakpoint
CREATE TRIGGER account_no_update BEFORE UPDATE ON account BEGIN SELECT RAISE(ABORT, 'append-only'); END;
--> statement-breakpoint
CREATE TRIGGER journal_no_update BEFORE UPDATE ON journal BEGIN SELECT RAISE(ABORT, 'append-only'); END;
--> statement-breakpoint
CREATE TRIGGER transfer_no_update BEFORE UPDATE ON transfer BEGIN SELECT RAISE(ABORT, 'append-only'); END;
--> statement-breakpoint
CREATE TRIGGER period_balance_no_update BEFORE UPDATE ON period_balance BEGIN SELECT RAISE(ABORT, 'append-only'); END;
--> statement-breakpoint
CREATE TRIGGER currency_no_delete BEFORE DELETE ON currency BEGIN SELECT RAISE(ABORT, 'append-only'); END;
--> statement-breakpoint
CREATE TRIGGER account_no_delete BEFORE DELETE ON account BEGIN SELECT RAISE(ABORT, 'append-only'); END;
--> statement-breakpoint
CREATE TRIGGER journal_no_delete BEFORE DELETE ON journal BEGIN SELECT RAISE(ABORT, 'append-only'); END;
--> statement-breakpoint
CREATE TRIGGER transfer_no_delete BEFORE DELETE ON transfer BEGIN SELECT RAISE(ABORT, 'append-only'); END;
--> statement-breakpoint
CREATE TRIGGER period_balance_no_delete BEFORE DELETE ON period_balance BEGIN SELECT RAISE(ABORT, 'append-only'); END;
--> statement-breakpoint
CREATE TRIGGER period_no_delete BEFORE DELETE ON period BEGIN SELECT RAISE(ABORT, 'append-only'); END;
