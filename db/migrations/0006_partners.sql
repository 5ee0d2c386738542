-- The tables of the room partners.
SELECT 1;
