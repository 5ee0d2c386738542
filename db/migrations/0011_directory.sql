-- The tables of the room directory.
SELECT 1;
