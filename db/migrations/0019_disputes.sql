-- The tables of disputes.
SELECT 1;
