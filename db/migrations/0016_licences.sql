-- The tables of licences.
SELECT 1;
