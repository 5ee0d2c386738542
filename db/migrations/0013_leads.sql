-- The tables of leads.
SELECT 1;
