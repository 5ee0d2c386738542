-- The tables of the room outbox.
SELECT 1;
