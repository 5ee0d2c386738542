-- The tables of the room settings.
SELECT 1;
