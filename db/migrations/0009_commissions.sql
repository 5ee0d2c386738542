-- The tables of the room commissions.
SELECT 1;
