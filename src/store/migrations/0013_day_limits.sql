-- Limits that hold for one study day alone.
--   * `deck` is a name, since a deck is a row of its own only while it has cards; '' is the whole
--     collection. What is NULL is as on other days. Rows of other days mean nothing.

CREATE TABLE day_limit (
    day     INTEGER NOT NULL CHECK (day BETWEEN -719162 AND 2932896),
    deck    TEXT NOT NULL,
    new     INTEGER CHECK (new BETWEEN 0 AND 4294967295),
    reviews INTEGER CHECK (reviews BETWEEN 0 AND 4294967295),
    PRIMARY KEY (day, deck)
) STRICT, WITHOUT ROWID;
