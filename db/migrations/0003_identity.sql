-- The tables of the room identity.
SELECT 1;
