-- Media that notes of other programs name.
--   * the content lies beside the database, in files that are called after its BLAKE3 hash. Nothing
--     removes it, so that a backup of the database, which does not hold it, finds it again.
--   * `import` is the import that brought the name; taking that back takes the name back.

CREATE TABLE medium (
    name   TEXT PRIMARY KEY CHECK (length(name) > 0), -- in notes
    hash   TEXT NOT NULL CHECK (length(hash) = 64),   -- hexadecimal
    bytes  INTEGER NOT NULL CHECK (bytes >= 0),
    import INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
