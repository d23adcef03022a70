-- Memories under more than one scheduler.
--   * `scheduling` names the schedulers that the rows of `memory` were folded under. Where a command
--     needs others, all are folded again and the name changes with them.
--   * FSRS keeps two numbers, both or neither: 32-bit floats, stored exactly. A row with them has no
--     ease of its own; its `ease` stays where every memory starts.
--   * `fsrs_parameters` is what was fitted to the learner's own log, newest last; `model` says for what.
--     None means those that come with the model.

CREATE TABLE scheduling (
    id   INTEGER PRIMARY KEY CHECK (id = 1),
    name TEXT NOT NULL
) STRICT;
INSERT INTO scheduling (id, name) VALUES (1, 'sm2:paper');

ALTER TABLE memory ADD COLUMN stability REAL CHECK (stability > 0);
ALTER TABLE memory ADD COLUMN difficulty REAL CHECK ((difficulty IS NULL) = (stability IS NULL));

CREATE TABLE fsrs_parameters (
    id         INTEGER PRIMARY KEY,
    model      TEXT NOT NULL,                   -- such as fsrs6:21
    parameters BLOB NOT NULL,                   -- 32-bit floats, little-endian
    at_ms      INTEGER NOT NULL,
    reviews    INTEGER NOT NULL CHECK (reviews >= 0) -- that they were fitted to
) STRICT;
