-- Which cards came with an import: those with the numbers from `first_card` to `last_card`, since rows are
-- numbered in turn. Imports of before, which have no such numbers, hold a row of the kind 'text' in
-- `import_before` for each card that came, with nothing before it.

ALTER TABLE import ADD COLUMN first_card INTEGER;
ALTER TABLE import ADD COLUMN last_card INTEGER CHECK ((last_card IS NULL) = (first_card IS NULL));
