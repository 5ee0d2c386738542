-- The tables of the room programs.
SELECT 1;
