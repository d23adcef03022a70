-- Where the text of a card begins in its line: at the how-manieth place of that line at which a card begins,
-- from 0. Cards of one place are siblings, as those of one note are; rows of a table on one line are none.
-- Unlike a place in the whole document it stays when something else is edited. Unknown until the document
-- is brought in again, and for cards of no document.

ALTER TABLE card ADD COLUMN begins INTEGER CHECK (begins >= 0);
