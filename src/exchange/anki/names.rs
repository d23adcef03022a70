//! How what is in Anki is named here. The names follow from Anki's own alone, so that two machines
//! that read one package agree, and reading it again adds nothing.

use crate::cards::CardId;
use crate::review::{DeviceId, EventId};

/// The device that answers given in Anki are filed under. One for all: an exported package does not
/// say which collection it comes from, and the same answer must have one name in every package.
pub const DEVICE: DeviceId = DeviceId(0x616e_6b69_0000_0000);

/// What the guids of cards made here begin with; the card's id follows.
pub(super) const OWN_GUID: &str = "srm-";

/// The number of the type of notes made here: a moment, as all of Anki's numbers are. It never changes.
pub const OWN_NOTE_TYPE: i64 = 1_767_225_600_001;

/// The fields of that type. They never change.
pub const OWN_FIELDS: [&str; 3] = ["Front", "Back", "Section"];

/// What stands between the headings of a section in its field.
pub const SECTION_MARK: &str = " \u{203a} ";

/// Bits of an answer's number that tell apart cards answered in the same millisecond.
const CARD_BITS: u32 = 20;

/// The latest moment an answer's number has room for: the year 2109.
const LATEST_MS: i64 = 1 << 42;

/// The id of the card of a note. A note that was made here has the id it was made from.
pub fn card_id(guid: &str, ordinal: u32) -> CardId {
    if ordinal == 0
        && let Some(own) = guid.strip_prefix(OWN_GUID)
        && let Ok(id) = own.parse()
    {
        return id;
    }
    let mut hasher = blake3::Hasher::new();
    hasher.update(b"anki card\0");
    hasher.update(&ordinal.to_le_bytes());
    hasher.update(guid.as_bytes());
    let mut bytes = [0; 16];
    hasher.finalize_xof().fill(&mut bytes);
    CardId::from_bytes(bytes)
}

/// The name of an answer: its moment, which is its key in Anki, and some of its card. Answers keep
/// the order they were given in. `None` outside of the years 1970 to 2109.
pub fn answer_id(moment_ms: i64, card: CardId) -> Option<EventId> {
    if !(1..LATEST_MS).contains(&moment_ms) {
        return None;
    }
    let [one, two, three, ..] = card.bytes();
    let card = u64::from_be_bytes([0, 0, 0, 0, 0, one, two, three]) & ((1 << CARD_BITS) - 1);
    Some(EventId {
        device: DEVICE,
        sequence: moment_ms.unsigned_abs() << CARD_BITS | card,
    })
}

/// The moment of an answer from its name; `None` for what is no answer.
pub fn moment_of(id: EventId) -> Option<i64> {
    let is_answer = id.device == DEVICE && id.sequence < 1 << 62;
    is_answer.then(|| (id.sequence >> CARD_BITS).cast_signed())
}

/// The name of an event that says how a card stood in Anki: a hash of what it says, apart from all
/// answers by its highest bit.
pub fn state_id(card: CardId, clock: i64, kind: &str, text: &str) -> EventId {
    let mut hasher = blake3::Hasher::new();
    hasher.update(b"anki state\0");
    hasher.update(&card.bytes());
    hasher.update(&clock.to_le_bytes());
    hasher.update(kind.as_bytes());
    hasher.update(text.as_bytes());
    let mut bytes = [0; 8];
    hasher.finalize_xof().fill(&mut bytes);
    EventId {
        device: DEVICE,
        sequence: u64::from_le_bytes(bytes) >> 2 | 1 << 62,
    }
}

/// The guid under which a card made here goes to Anki. It never changes.
pub fn own_guid(card: CardId) -> String {
    format!("{OWN_GUID}{card}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_card_made_here_comes_back_as_itself() {
        let card = card_id("some guid", 1);
        assert_eq!(card_id(&own_guid(card), 0), card);
        assert_ne!(card_id(&own_guid(card), 1), card);
        assert_ne!(card_id("some guid", 0), card);
        // A guid that only looks like ours.
        assert_ne!(card_id("srm-", 0), card_id("srm-x", 0));
    }

    #[test]
    fn answers_keep_their_order_and_their_moment() {
        let (one, other) = (card_id("one", 0), card_id("other", 0));
        let now = 1_790_000_000_000;
        let first = answer_id(now, one).unwrap();
        let second = answer_id(now + 1, other).unwrap();
        assert!(first.sequence < second.sequence);
        assert_ne!(answer_id(now, one), answer_id(now, other));
        assert_eq!(moment_of(first), Some(now));
        assert_eq!(answer_id(0, one), None);
        assert_eq!(answer_id(i64::MAX, one), None);
        let state = state_id(one, now, "adopt", "{}");
        assert_eq!(moment_of(state), None);
        assert!(i64::try_from(state.sequence).is_ok());
        assert_ne!(state, state_id(one, now, "flag", "{}"));
    }
}
