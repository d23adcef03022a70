-- What imports of documents changed, so that a whole import can be taken back.
--   * `import_before` holds each row as it stood before the import touched it first; none where it
--     was not there. Decks and documents are named, not numbered: their rows may be others by then.
--   * `document.declined` is the text that was taken back: a review does not bring it in again.

CREATE TABLE import (
    id             INTEGER PRIMARY KEY,
    at_ms          INTEGER NOT NULL,
    offset_minutes INTEGER NOT NULL,
    sequence       INTEGER NOT NULL             -- of this device's last event before it
) STRICT;

CREATE TABLE import_before (
    import INTEGER NOT NULL REFERENCES import (id) ON DELETE CASCADE,
    kind   TEXT NOT NULL CHECK (kind IN ('document', 'text', 'place', 'askable')),
    row    INTEGER NOT NULL,
    before TEXT,                                -- JSON
    PRIMARY KEY (import, kind, row)
) STRICT, WITHOUT ROWID;

ALTER TABLE document ADD COLUMN declined TEXT;
