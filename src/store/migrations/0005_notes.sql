-- Notes of other programs as they came, for the way back.
--   * a changed note is a new row: an import that is taken back finds the old one.
--   * `card.note` makes siblings of cards; `card.given` is the schedule the other program had.

CREATE TABLE note_type (
    id         INTEGER PRIMARY KEY,
    definition TEXT NOT NULL UNIQUE             -- JSON
) STRICT;

CREATE TABLE note (
    id        INTEGER PRIMARY KEY,
    type      INTEGER NOT NULL REFERENCES note_type (id),
    guid      TEXT NOT NULL,
    number    INTEGER NOT NULL,                 -- there, milliseconds since 1970
    changed_s INTEGER NOT NULL,                 -- there, seconds since 1970
    fields    TEXT NOT NULL                     -- joined by U+001F
) STRICT;

ALTER TABLE card ADD COLUMN note INTEGER REFERENCES note (id);
ALTER TABLE card ADD COLUMN ordinal INTEGER;    -- among the cards of its note, from 0
ALTER TABLE card ADD COLUMN number INTEGER;     -- there, milliseconds since 1970
ALTER TABLE card ADD COLUMN given TEXT;         -- JSON
CREATE INDEX card_by_note ON card (note) WHERE note IS NOT NULL;
