-- When cards came.
--   * `card.added_day`: the study day on which the card was first known here, or made in the program it
--     comes from. None where nobody knows any more.
--   * Of the cards that are here already: the day Anki made them (its numbers are milliseconds), else that
--     of the import that brought them, else that of their first event. The rollover hour of then is not
--     known; 4:00 is the usual one.

ALTER TABLE card ADD COLUMN added_day INTEGER CHECK (added_day BETWEEN -719162 AND 2932896);

UPDATE card SET added_day = coalesce(
    CASE WHEN number BETWEEN 100000000000 AND 253402300799999
         THEN (number - 14400000) / 86400000 END,
    (SELECT (import.at_ms + import.offset_minutes * 60000 - 14400000) / 86400000
     FROM import_before JOIN import ON import.id = import_before.import
     WHERE import_before.kind = 'text' AND import_before.row = card.id AND import_before.before IS NULL
     ORDER BY import.id LIMIT 1),
    (SELECT min(coalesce(event.day, (event.at_ms + event.offset_minutes * 60000 - 14400000) / 86400000))
     FROM event WHERE event.card = card.uid));

CREATE INDEX card_by_added ON card (added_day, retired, deck);
