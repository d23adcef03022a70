-- The first shape of a collection. Why it is as it is:
--   * `event` is the truth: append-only, held by triggers, shaped so that logs of several devices
--     can be united (device, sequence, clock, wall time with offset, kind, card, payload).
--     What a review carries has columns of its own, since people and statistics read it.
--   * `memory` and `voided` are caches of the fold of `event`, and can be made anew at any time.
--   * the partial indexes of `memory` answer "what is due" and "what is new" from a range that
--     does not grow with the cards that are neither.

CREATE TABLE device (
    id       INTEGER PRIMARY KEY,
    name     INTEGER NOT NULL UNIQUE,           -- 64 random bits
    own      INTEGER NOT NULL CHECK (own IN (0, 1)),
    sequence INTEGER NOT NULL CHECK (sequence >= 0), -- of its last event known here
    clock    INTEGER NOT NULL                   -- of its last event known here
) STRICT;

CREATE TABLE deck (
    id   INTEGER PRIMARY KEY,
    name TEXT NOT NULL UNIQUE CHECK (length(name) > 0)
) STRICT;

CREATE TABLE document (
    id     INTEGER PRIMARY KEY,
    path   TEXT NOT NULL UNIQUE,
    blake3 TEXT NOT NULL,
    deck   INTEGER NOT NULL REFERENCES deck (id)
) STRICT;
CREATE INDEX document_by_deck ON document (deck);

CREATE TABLE card (
    id          INTEGER PRIMARY KEY,
    uid         BLOB NOT NULL UNIQUE CHECK (length(uid) = 16),
    deck        INTEGER NOT NULL REFERENCES deck (id),
    document    INTEGER REFERENCES document (id),
    position    INTEGER NOT NULL,               -- order within the deck
    kind        TEXT NOT NULL,
    section     TEXT NOT NULL,                  -- JSON list of headings
    prompt      TEXT NOT NULL CHECK (length(prompt) > 0),
    keyed       INTEGER NOT NULL CHECK (keyed IN (0, 1)),
    answer      TEXT NOT NULL,                  -- JSON
    tags        TEXT NOT NULL,                  -- JSON list
    line        INTEGER NOT NULL CHECK (line >= 0),
    fingerprint BLOB NOT NULL CHECK (length(fingerprint) = 16),
    retired     INTEGER NOT NULL CHECK (retired IN (0, 1))
) STRICT;
CREATE INDEX card_by_deck ON card (deck, position);
CREATE INDEX card_by_document ON card (document);

CREATE TABLE event (
    id              INTEGER PRIMARY KEY,
    device          INTEGER NOT NULL REFERENCES device (id),
    sequence        INTEGER NOT NULL CHECK (sequence > 0),
    -- Moments stay within the years 1 to 9999, with room for the clock to be raised.
    clock           INTEGER NOT NULL CHECK (clock BETWEEN -62135596800000 AND 300000000000000),
    at_ms           INTEGER NOT NULL CHECK (at_ms BETWEEN -62135596800000 AND 253402300799999),
    offset_minutes  INTEGER NOT NULL CHECK (offset_minutes BETWEEN -1439 AND 1439),
    kind            TEXT NOT NULL,
    card            BLOB NOT NULL CHECK (length(card) = 16),
    quality         INTEGER CHECK (quality BETWEEN 0 AND 5),
    day             INTEGER CHECK (day BETWEEN -719162 AND 2932896), -- study day: days since 1970-01-01
    duration_ms     INTEGER CHECK (duration_ms >= 0),
    interval_before INTEGER CHECK (interval_before BETWEEN 0 AND 36500),
    interval_after  INTEGER CHECK (interval_after BETWEEN 0 AND 36500),
    due             INTEGER CHECK (due BETWEEN -719162 AND 2932896),
    payload         TEXT,                       -- of the other kinds
    UNIQUE (device, sequence)
) STRICT;
CREATE INDEX event_by_card ON event (card, clock);
CREATE INDEX event_by_day ON event (day) WHERE day IS NOT NULL;

CREATE TRIGGER event_is_never_changed BEFORE UPDATE ON event
BEGIN SELECT RAISE(ABORT, 'events are never changed'); END;
CREATE TRIGGER event_is_never_deleted BEFORE DELETE ON event
BEGIN SELECT RAISE(ABORT, 'events are never deleted'); END;

CREATE TABLE voided (
    event INTEGER PRIMARY KEY REFERENCES event (id)
) STRICT;

CREATE TABLE memory (
    card          INTEGER PRIMARY KEY REFERENCES card (id),
    deck          INTEGER NOT NULL,             -- of the card, as the indexes need it
    position      INTEGER NOT NULL,
    askable       INTEGER NOT NULL CHECK (askable IN (0, 1)), -- live, with something to show
    repetitions   INTEGER NOT NULL DEFAULT 0 CHECK (repetitions >= 0),
    ease          INTEGER NOT NULL DEFAULT 250 CHECK (ease >= 130),  -- hundredths
    interval_days INTEGER NOT NULL DEFAULT 0 CHECK (interval_days BETWEEN 0 AND 36500),
    reviews       INTEGER NOT NULL DEFAULT 0 CHECK (reviews >= 0),
    lapses        INTEGER NOT NULL DEFAULT 0 CHECK (lapses >= 0),
    last_day      INTEGER CHECK (last_day BETWEEN -719162 AND 2932896),
    due_day       INTEGER CHECK (due_day BETWEEN -719162 AND 2932896),
    drill_day     INTEGER CHECK (drill_day BETWEEN -719162 AND 2932896),
    suspended     INTEGER NOT NULL DEFAULT 0 CHECK (suspended IN (0, 1)),
    buried_until  INTEGER CHECK (buried_until BETWEEN -719162 AND 2932896),
    flag          INTEGER NOT NULL DEFAULT 0 CHECK (flag BETWEEN 0 AND 7)
) STRICT;
CREATE INDEX memory_due ON memory (due_day, deck, position, buried_until)
    WHERE askable = 1 AND suspended = 0 AND due_day IS NOT NULL;
CREATE INDEX memory_new ON memory (deck, position, buried_until)
    WHERE askable = 1 AND suspended = 0 AND due_day IS NULL;
CREATE INDEX memory_drill ON memory (drill_day) WHERE drill_day IS NOT NULL;

-- Public and documented: one row for each graded answer that has not been undone.
CREATE VIEW reviews AS
SELECT printf('%016x', device.name) || '-' || event.sequence AS event_id,
       lower(hex(event.card))                                AS card_id,
       deck.name                                             AS deck,
       event.at_ms                                           AS at_ms,
       date(event.day * 86400, 'unixepoch')                  AS study_day,
       event.quality                                         AS quality,
       event.interval_before                                 AS interval_before_days,
       event.interval_after                                  AS interval_after_days,
       event.duration_ms                                     AS duration_ms,
       printf('%016x', device.name)                          AS device
FROM event
JOIN device ON device.id = event.device
LEFT JOIN card ON card.uid = event.card
LEFT JOIN deck ON deck.id = card.deck
WHERE event.kind = 'review'
  AND NOT EXISTS (SELECT 1 FROM voided WHERE voided.event = event.id);
