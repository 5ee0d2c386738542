-- The tables of statements.
SELECT 1;
