-- The tables of tasks.
SELECT 1;
