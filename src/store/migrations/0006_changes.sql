-- Changes a learner makes to cards.
--   * `memory.marked`: the mark of a card.
--   * `together`: events of this device, by sequence, that one command made. They are taken back and
--     brought back together. An event that no row holds stands alone.

ALTER TABLE memory ADD COLUMN marked INTEGER NOT NULL DEFAULT 0 CHECK (marked IN (0, 1));

CREATE TABLE together (
    first INTEGER PRIMARY KEY,
    last  INTEGER NOT NULL CHECK (last > first)
) STRICT;
