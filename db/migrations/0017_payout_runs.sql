-- The tables of payout runs.
SELECT 1;
