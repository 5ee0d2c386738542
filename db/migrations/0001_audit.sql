-- The tables of the room audit.
SELECT 1;
