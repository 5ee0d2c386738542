-- The tables of the room reviews.
SELECT 1;
