-- What statistics counted, so that they need not count it again.
--   * `day_tally` is what the events up to `tallied.event` count up to, undone ones included. Events
--     are never changed or deleted, so that it stays true when more are written, whatever their day.
--   * `tallied` names the last event that was counted. Both are a cache: they may be deleted at any
--     time, and are not believed when the row is another event, or the sum is not `answers`.

CREATE TABLE day_tally (
    day     INTEGER PRIMARY KEY,
    numbers BLOB NOT NULL                       -- LEB128: answers by age and grade, drills, hours, time
) STRICT;

CREATE TABLE tallied (
    only     INTEGER PRIMARY KEY CHECK (only = 1),
    event    INTEGER NOT NULL,
    device   INTEGER NOT NULL,
    sequence INTEGER NOT NULL,
    clock    INTEGER NOT NULL,
    answers  INTEGER NOT NULL
) STRICT;
