-- Imports that were taken back, so that they can be brought back.
--   * `undone_import` holds which events of this device the taking back wrote: `first` to `sequence`.
--   * `undone_row` holds the rows that it changed, as they were just before: JSON, blobs in hexadecimal.
--     They go when something new comes.

CREATE TABLE undone_import (
    id       INTEGER PRIMARY KEY,
    import   INTEGER NOT NULL,
    first    INTEGER NOT NULL,
    sequence INTEGER NOT NULL
) STRICT;

CREATE TABLE undone_row (
    undone INTEGER NOT NULL REFERENCES undone_import (id) ON DELETE CASCADE,
    part   TEXT NOT NULL,
    row    TEXT NOT NULL                        -- JSON
) STRICT;
CREATE INDEX undone_row_of ON undone_row (undone, part);
