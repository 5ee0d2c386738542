-- The tables of the room turnover.
SELECT 1;
