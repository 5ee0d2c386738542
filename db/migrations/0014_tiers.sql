-- The tables of tiers.
SELECT 1;
