-- Statements: numbered without a gap in one series a partner, and never changed once issued (money.md sections 6 and 7).
CREATE TABLE series (
  id TEXT PRIMARY KEY,
  next INTEGER NOT NULL DEFAULT 1 CHECK (next >= 1)
) STRICT;
--> statement-breakpoint
CREATE TABLE statement (
  series TEXT NOT NULL REFERENCES series,
  number INTEGER NOT NULL CHECK (number >= 1),
  partner TEXT NOT NULL,
  currency TEXT NOT NULL,
  period TEXT NOT NULL,
  hash TEXT NOT NULL CHECK (length(hash) = 64),
  PRIMARY KEY (series, number),
  UNIQUE (partner, period, currency)
) STRICT;
--> statement-breakpoint
CREATE TABLE statement_body (
  series TEXT NOT NULL,
  number INTEGER NOT NULL,
  body TEXT NOT NULL,
  PRIMARY KEY (series, number),
  FOREIGN KEY (series, number) REFERENCES statement (series, number)
) STRICT;
--> statement-breakpoint
CREATE TRIGGER series_grows BEFORE UPDATE ON series
  WHEN NEW.id <> OLD.id OR NEW.next <> OLD.next + 1 BEGIN SELECT RAISE(ABORT, 'append-only'); END;
--> statement-breakpoint
CREATE TRIGGER series_guard BEFORE INSERT ON series BEGIN
  SELECT RAISE(ABORT, 'append-only') WHERE EXISTS (SELECT 1 FROM series WHERE id = NEW.id) OR NEW.next IS NOT 1;
END;
--> statement-breakpoint
CREATE TRIGGER series_no_delete BEFORE DELETE ON series BEGIN SELECT RAISE(ABORT, 'append-only'); END;
--> statement-breakpoint
CREATE TRIGGER statement_guard BEFORE INSERT ON statement BEGIN
  SELECT RAISE(ABORT, 'append-only') WHERE EXISTS (SELECT 1 FROM statement WHERE series = NEW.series AND number = NEW.number)
    OR EXISTS (SELECT 1 FROM statement WHERE partner = NEW.partner AND period = NEW.period AND currency = NEW.currency);
  SELECT RAISE(ABORT, 'gap in the series') WHERE NEW.number IS NOT (SELECT next - 1 FROM series WHERE id = NEW.series)
    OR NEW.number IS NOT (SELECT coalesce(max(number), 0) + 1 FROM statement WHERE series = NEW.series);
  SELECT RAISE(ABORT, 'bad statement') WHERE (length(NEW.hash) = 64 AND NEW.partner IS NOT NULL
    AND NEW.currency IS NOT NULL AND NEW.period IS NOT NULL) IS NOT TRUE;
END;
--> statement-breakpoint
CREATE TRIGGER statement_body_guard BEFORE INSERT ON statement_body BEGIN
  SELECT RAISE(ABORT, 'append-only') WHERE EXISTS (
    SELECT 1 FROM statement_body WHERE series = NEW.series AND number = NEW.number);
  SELECT RAISE(ABORT, 'bad statement') WHERE NEW.body IS NULL;
END;
--> statement-breakpoint
CREATE TRIGGER statement_no_update BEFORE UPDATE ON statement BEGIN SELECT RAISE(ABORT, 'append-only'); END;
--> statement-breakpoint
CREATE TRIGGER statement_no_delete BEFORE DELETE ON statement BEGIN SELECT RAISE(ABORT, 'append-only'); END;
--> statement-breakpoint
CREATE TRIGGER statement_body_no_update BEFORE UPDATE ON statement_body BEGIN SELECT RAISE(ABORT, 'append-only'); END;
--> statement-breakpoint
CREATE TRIGGER statement_body_no_delete BEFORE DELETE ON statement_body BEGIN SELECT RAISE(ABORT, 'append-only'); END;
