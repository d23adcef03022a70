-- What is known of a document's file, so that an unchanged one is neither read nor compiled again.
--   * `sidecar` is the BLAKE3 hash of the file beside it, empty for none; NULL where it is not known.
--   * `stamp` holds sizes and times of both files as they were when they were last found to hold
--     nothing new. The same stamp is the same file.
--   * `settled` names the rules that compiled the document without a problem, as long as its
--     `settled_cards` cards stand as they were compiled. Whatever touches one of them clears it.

ALTER TABLE document ADD COLUMN sidecar TEXT;
ALTER TABLE document ADD COLUMN stamp TEXT;
ALTER TABLE document ADD COLUMN settled TEXT;
ALTER TABLE document ADD COLUMN settled_cards INTEGER;

CREATE TRIGGER document_gets_card AFTER INSERT ON card WHEN NEW.document IS NOT NULL
BEGIN UPDATE document SET settled = NULL WHERE id = NEW.document AND settled IS NOT NULL; END;

CREATE TRIGGER document_loses_card AFTER DELETE ON card WHEN OLD.document IS NOT NULL
BEGIN UPDATE document SET settled = NULL WHERE id = OLD.document AND settled IS NOT NULL; END;

CREATE TRIGGER document_card_changes AFTER UPDATE ON card
WHEN OLD.document IS NOT NULL OR NEW.document IS NOT NULL
BEGIN
    UPDATE document SET settled = NULL
    WHERE id IN (OLD.document, NEW.document) AND settled IS NOT NULL;
END;
