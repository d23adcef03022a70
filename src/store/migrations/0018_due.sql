-- The index of what is due holds all that is asked of a due card before its row is wanted: without the last two
-- columns, whose values its own condition says already, each of its entries was followed to its row.

DROP INDEX memory_due;
CREATE INDEX memory_due ON memory (due_day, deck, position, buried_until, askable, suspended)
    WHERE askable = 1 AND suspended = 0 AND due_day IS NOT NULL;
