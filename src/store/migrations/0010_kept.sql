-- Fields of `srm-deck` files that are not known here, kept for the way back: JSON objects. By the names
-- that files have, in tables of their own: whatever becomes of a row, they are found again.

CREATE TABLE kept_of_card (
    card   BLOB PRIMARY KEY CHECK (length(card) = 16),
    fields TEXT NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE kept_of_deck (
    deck   TEXT PRIMARY KEY,
    fields TEXT NOT NULL
) STRICT, WITHOUT ROWID;
