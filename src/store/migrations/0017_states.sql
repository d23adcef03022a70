-- States that many cards are in, but few of those that were asked for: a question about intervals or lapses
-- reads the entries that it is about and no row. Cards that were never answered are in neither.
--   * What follows the first column is what the order and the usual conditions need.

CREATE INDEX memory_interval ON memory (interval_days, deck, position, retired, reviews)
    WHERE interval_days > 0;
CREATE INDEX memory_lapses ON memory (lapses, deck, position, retired) WHERE lapses > 0;
