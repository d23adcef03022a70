-- Contents that stand for the same card, and what an import said in the log.
--   * `alias` is a cache of the alias events that count: each id of a class of two and more, with
--     the id the card goes by. It can be made anew at any time.
--   * `import_event` holds the events that taking an import back has to void.

CREATE TABLE alias (
    card BLOB PRIMARY KEY CHECK (length(card) = 16),
    root BLOB NOT NULL CHECK (length(root) = 16)
) STRICT, WITHOUT ROWID;
CREATE INDEX alias_by_root ON alias (root);

CREATE INDEX event_alias ON event (payload) WHERE kind = 'alias';

CREATE TABLE import_event (
    import INTEGER NOT NULL REFERENCES import (id) ON DELETE CASCADE,
    event  INTEGER NOT NULL REFERENCES event (id),
    PRIMARY KEY (import, event)
) STRICT, WITHOUT ROWID;
