-- The tables of the room attribution.
SELECT 1;
