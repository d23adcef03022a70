//! A row of a table as a card, or why it makes none.

use crate::cards::{Answer, Card, CardId, DeckName, Fields, Fingerprint, Kind, LONGEST, Prompt};
use crate::exchange::CardRecord;
use crate::exchange::anki::card_id;
use crate::exchange::import::json;
use crate::exchange::json_form::CardForm;
use crate::exchange::table_form::{SECTION_PARTS, plain_card, section_of, tags_of, unguarded};

use super::columns::Role;

/// The longest cell, in bytes.
pub(in crate::exchange::import) const LONGEST_CELL: usize = LONGEST;

/// A row that is a card.
pub(super) struct Row {
    pub(super) deck: DeckName,
    pub(super) record: CardRecord,
    /// What is the matter where another row has its id.
    pub(super) twice: &'static str,
}

/// Makes cards of rows.
pub(super) struct RowReader<'a> {
    roles: &'a [Role],
    deck: &'a DeckName,
}

/// What a row says, column by column.
#[derive(Default)]
struct Said<'r> {
    prompt: &'r str,
    answer: &'r str,
    tags: &'r str,
    deck: &'r str,
    section: &'r str,
    kind: &'r str,
    id: &'r str,
    guid: &'r str,
    details: &'r str,
    fields: Vec<(&'r str, &'r str)>,
}

/// A cell as it is meant: not guarded against formulas, without spaces around it.
pub(in crate::exchange::import) fn tidy(cell: &str) -> &str {
    unguarded(cell).trim()
}

impl<'a> RowReader<'a> {
    pub(super) fn new(roles: &'a [Role], deck: &'a DeckName) -> RowReader<'a> {
        RowReader { roles, deck }
    }

    /// The card of a row; none for an empty row.
    pub(super) fn row(&self, record: &csv::StringRecord) -> Result<Option<Row>, String> {
        if let Some((at, _)) = (1..)
            .zip(record)
            .find(|(_, cell)| cell.len() > LONGEST_CELL)
        {
            return Err(format!("column {at} is longer than 1 MiB"));
        }
        if record.iter().all(|cell| cell.trim().is_empty()) {
            return Ok(None);
        }
        let said = self.said(record);
        if said.prompt.is_empty() {
            return Err("it has no prompt".to_owned());
        }
        let card = self.card(&said)?;
        let deck = DeckName::new(said.deck).unwrap_or_else(|| self.deck.clone());
        let (id, twice) = identity(&said, &deck, &card);
        let record = CardRecord {
            id,
            card,
            retired: false,
            sibling: None,
        };
        Ok(Some(Row {
            deck,
            record,
            twice,
        }))
    }

    fn said<'r>(&'r self, record: &'r csv::StringRecord) -> Said<'r> {
        let mut said = Said::default();
        for (role, cell) in self.roles.iter().zip(record) {
            let cell = tidy(cell);
            match role {
                Role::Prompt => said.prompt = cell,
                Role::Answer => said.answer = cell,
                Role::Tags => said.tags = cell,
                Role::Deck => said.deck = cell,
                Role::Section => said.section = cell,
                Role::Kind => said.kind = cell,
                Role::Id => said.id = cell,
                Role::Guid => said.guid = cell,
                Role::Details => said.details = cell,
                Role::Field(name) if !cell.is_empty() => said.fields.push((name, cell)),
                Role::Field(_) | Role::Progress | Role::Ignored => {}
            }
        }
        said
    }

    fn card(&self, said: &Said<'_>) -> Result<Card, String> {
        if !said.details.is_empty()
            && let Some(card) = detailed(said)
        {
            return Ok(card);
        }
        let is_keyed = !self.roles.contains(&Role::Answer)
            && said.fields.iter().any(|(name, _)| !name.is_empty());
        let kind = match said.kind {
            "" if is_keyed => Kind::TableRow,
            "" => Kind::Question,
            kind => kind.parse().map_err(|error| format!("kind: {error}"))?,
        };
        if said.answer.is_empty() && said.fields.is_empty() {
            return Err("it has no answer".to_owned());
        }
        let (section, tags) = (section_of(said.section), tags_of(said.tags));
        let mut card = plain_card(kind, &section, said.prompt, said.answer, &tags);
        if !said.fields.is_empty() {
            let answer = Some(("", said.answer)).into_iter();
            let fields = answer.chain(said.fields.iter().copied());
            card.answer = Answer::Fields(Fields::new(fields));
        }
        if is_keyed {
            card.prompt = Prompt::Key(said.prompt.into());
        }
        Ok(card)
    }
}

/// The card that the details of a row hold. Where its front or back is another one by now, somebody
/// has changed the row, and the row counts.
fn detailed(said: &Said<'_>) -> Option<Card> {
    let form: CardForm = serde_json::from_str(said.details).ok()?;
    let mut card = json::card(form).ok()?;
    let back = match card.is_unanswered() {
        true => String::new(),
        false => card.back(),
    };
    if card.front().trim() != said.prompt || back.trim() != said.answer {
        return None;
    }
    let (section, tags) = (section_of(said.section), tags_of(said.tags));
    if section != section_of(&card.section.join(SECTION_PARTS)) {
        card.section = section.into();
    }
    if tags != tags_of(&card.tags.join(" ")) {
        card.tags = tags.into();
    }
    Some(card)
}

/// The id of a row: written in it, made from the name it has elsewhere, or born from what it says.
fn identity(said: &Said<'_>, deck: &DeckName, card: &Card) -> (CardId, &'static str) {
    let twice = "another row has its id";
    if let Ok(id) = said.id.parse() {
        return (id, twice);
    }
    if !said.guid.is_empty() {
        return (card_id(said.guid, 0), twice);
    }
    if !said.id.is_empty() {
        return (named(deck, said.id), twice);
    }
    let id = CardId::born(deck, Fingerprint::of(card), 0);
    (id, "another row says the same")
}

/// The id of a row that has a name of its own in its file, such as a number.
fn named(deck: &DeckName, name: &str) -> CardId {
    let mut hasher = blake3::Hasher::new();
    hasher.update(b"table row\0");
    hasher.update(deck.as_str().as_bytes());
    hasher.update(b"\0");
    hasher.update(name.as_bytes());
    let mut bytes = [0; 16];
    hasher.finalize_xof().fill(&mut bytes);
    CardId::from_bytes(bytes)
}
