-- The tables of the room ledger.
SELECT 1;
