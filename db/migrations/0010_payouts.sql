-- The tables of the room payouts.
SELECT 1;
