-- What the cards of each deck count up to, so that nobody has to count a million cards to say it.
--   * `deck_count` is kept by triggers, in the transaction of the change itself: whatever writes to
--     `memory` cannot forget it. It is a cache, and can be counted anew at any time.
--   * `due` counts the cards due on `counted.day` or before, buried ones included. For another day the
--     cards due between the two are added or taken off, from `memory_due`; buried ones from
--     `memory_buried`. Answers move the day on.
--   * `memory.retired` is that of the card, whose own row is large: questions about states read none.

ALTER TABLE memory ADD COLUMN retired INTEGER NOT NULL DEFAULT 0 CHECK (retired IN (0, 1));
UPDATE memory SET retired = 1 WHERE card IN (SELECT id FROM card WHERE retired = 1);
CREATE INDEX memory_buried ON memory (buried_until) WHERE buried_until IS NOT NULL;
-- States that few cards are in, so that asking for them reads those alone.
CREATE INDEX memory_suspended ON memory (suspended) WHERE suspended = 1;
CREATE INDEX memory_flagged ON memory (flag) WHERE flag > 0;
CREATE INDEX memory_retired ON memory (retired) WHERE retired = 1;

CREATE TABLE counted (
    only INTEGER PRIMARY KEY CHECK (only = 1),
    day  INTEGER NOT NULL                       -- study day
) STRICT;
INSERT INTO counted (only, day) SELECT 1, ifnull(max(last_day), 0) FROM memory;

CREATE TABLE deck_count (
    deck      INTEGER PRIMARY KEY,
    total     INTEGER NOT NULL,                 -- of cards in their document
    suspended INTEGER NOT NULL,
    unaskable INTEGER NOT NULL,
    new       INTEGER NOT NULL,
    due       INTEGER NOT NULL                  -- on the counted day
) STRICT;
INSERT INTO deck_count (deck, total, suspended, unaskable, new, due)
SELECT deck, count(*), sum(suspended), sum(NOT askable),
       sum(askable AND NOT suspended AND due_day IS NULL),
       sum(ifnull(askable AND NOT suspended AND due_day <= (SELECT day FROM counted), 0))
FROM memory WHERE retired = 0 GROUP BY deck;

CREATE TRIGGER deck_count_card_comes AFTER INSERT ON memory WHEN NEW.retired = 0
BEGIN
    INSERT INTO deck_count (deck, total, suspended, unaskable, new, due) VALUES (
        NEW.deck, 1, NEW.suspended, NOT NEW.askable,
        NEW.askable AND NOT NEW.suspended AND NEW.due_day IS NULL,
        ifnull(NEW.askable AND NOT NEW.suspended AND NEW.due_day <= (SELECT day FROM counted), 0))
    ON CONFLICT (deck) DO UPDATE SET
        total = total + excluded.total, suspended = suspended + excluded.suspended,
        unaskable = unaskable + excluded.unaskable, new = new + excluded.new,
        due = due + excluded.due;
END;

CREATE TRIGGER deck_count_card_goes AFTER DELETE ON memory WHEN OLD.retired = 0
BEGIN
    UPDATE deck_count SET
        total = total - 1, suspended = suspended - OLD.suspended, unaskable = unaskable - (NOT OLD.askable),
        new = new - (OLD.askable AND NOT OLD.suspended AND OLD.due_day IS NULL),
        due = due - ifnull(OLD.askable AND NOT OLD.suspended
                           AND OLD.due_day <= (SELECT day FROM counted), 0)
    WHERE deck = OLD.deck;
END;

CREATE TRIGGER deck_count_card_changes AFTER UPDATE OF deck, askable, suspended, due_day, retired ON memory
WHEN OLD.due_day IS NOT NEW.due_day OR OLD.deck <> NEW.deck OR OLD.askable <> NEW.askable
     OR OLD.suspended <> NEW.suspended OR OLD.retired <> NEW.retired
BEGIN
    UPDATE deck_count SET
        total = total - 1, suspended = suspended - OLD.suspended,
        unaskable = unaskable - (NOT OLD.askable),
        new = new - (OLD.askable AND NOT OLD.suspended AND OLD.due_day IS NULL),
        due = due - ifnull(OLD.askable AND NOT OLD.suspended
                           AND OLD.due_day <= (SELECT day FROM counted), 0)
    WHERE deck = OLD.deck AND OLD.retired = 0;
    INSERT INTO deck_count (deck, total, suspended, unaskable, new, due) SELECT
        NEW.deck, 1, NEW.suspended, NOT NEW.askable,
        NEW.askable AND NOT NEW.suspended AND NEW.due_day IS NULL,
        ifnull(NEW.askable AND NOT NEW.suspended AND NEW.due_day <= (SELECT day FROM counted), 0)
    WHERE NEW.retired = 0
    ON CONFLICT (deck) DO UPDATE SET
        total = total + excluded.total, suspended = suspended + excluded.suspended,
        unaskable = unaskable + excluded.unaskable, new = new + excluded.new,
        due = due + excluded.due;
END;

-- The number of a deck that is gone may be given again.
CREATE TRIGGER deck_count_deck_goes AFTER DELETE ON deck
BEGIN DELETE FROM deck_count WHERE deck = OLD.id; END;

CREATE TRIGGER card_retires AFTER UPDATE OF retired ON card WHEN OLD.retired <> NEW.retired
BEGIN UPDATE memory SET retired = NEW.retired WHERE card = NEW.id; END;
