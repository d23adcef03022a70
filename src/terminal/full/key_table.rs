//! The table of keys: what each key does, when it works, and what it is called. The dispatch, the last
//! lines of the screen and the list of `?` all come from here, so that none of them can be wrong.

use super::key::Key;

/// What a key can do.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Action {
    /// Show the answer, confirm a choice or a typed answer, take the proposed grade.
    Proceed,
    /// Grade again.
    Again,
    /// Grade hard.
    Hard,
    /// Grade good.
    Good,
    /// Grade easy.
    Easy,
    /// Take back the last answer or change.
    Undo,
    /// Open the document in the editor.
    Edit,
    /// Not today.
    Bury,
    /// Not until unsuspended.
    Suspend,
    /// Flag the card, or take the flag off.
    Flag,
    /// Mark the card, or take the mark off.
    Mark,
    /// Make the card a new one again.
    Reset,
    /// Bring back what was taken back last.
    Redo,
    /// Show the document around the card.
    Source,
    /// Into the field for the answer, or out of it.
    Field,
    /// One line up.
    Up,
    /// One line down.
    Down,
    /// One screen up.
    PageUp,
    /// One screen down.
    PageDown,
    /// The failed cards once more.
    Failed,
    /// More new cards.
    More,
    /// List the keys that work.
    Help,
    /// End the session; leave what covers the card.
    Quit,
    /// Open the pictures and sounds of the card.
    Open,
}

impl Action {
    /// Whether it grades a card.
    pub(super) fn is_grade(self) -> bool {
        matches!(
            self,
            Action::Again | Action::Hard | Action::Good | Action::Easy
        )
    }
}

/// Where a key is pressed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Place {
    /// A question without a field.
    Question,
    /// A question whose answer is typed; letters belong to the field.
    Field,
    /// The answer, waiting for its grade.
    Answer,
    /// Something that covers the card: the list of keys, the document.
    Cover,
    /// The end of a session.
    Summary,
}

/// One line of the table.
#[derive(Debug)]
pub struct Entry {
    /// What is done.
    pub action: Action,
    /// Its name in the settings.
    pub name: &'static str,
    /// Its keys. The first is the one that can be set; the others always work.
    keys: &'static [Key],
    /// Where it works.
    places: &'static [Place],
    /// What it is called at the bottom of the screen; nothing for what is not shown there.
    pub label: &'static str,
    /// What it does, in the list of keys.
    pub help: &'static str,
}

const CARD: &[Place] = &[Place::Question, Place::Answer];
const CHANGES: &[Place] = &[Place::Question, Place::Answer, Place::Summary];
const MOVES: &[Place] = &[Place::Question, Place::Field, Place::Answer, Place::Cover];

/// An entry, on one line.
const fn entry(
    (action, name): (Action, &'static str),
    keys: &'static [Key],
    places: &'static [Place],
    label: &'static str,
    help: &'static str,
) -> Entry {
    Entry {
        action,
        name,
        keys,
        places,
        label,
        help,
    }
}

/// Every action, in the order of the screen.
pub static ENTRIES: [Entry; 24] = [
    entry(
        (Action::Proceed, "proceed"),
        &[Key::Char(' '), Key::Enter],
        CARD,
        "",
        "show the answer; then take the proposed grade",
    ),
    entry(
        (Action::Again, "again"),
        &[Key::Char('1')],
        &[Place::Answer],
        "",
        "not remembered",
    ),
    entry(
        (Action::Hard, "hard"),
        &[Key::Char('2')],
        &[Place::Answer],
        "",
        "with difficulty",
    ),
    entry(
        (Action::Good, "good"),
        &[Key::Char('3')],
        &[Place::Answer],
        "",
        "after a moment",
    ),
    entry(
        (Action::Easy, "easy"),
        &[Key::Char('4')],
        &[Place::Answer],
        "",
        "at once",
    ),
    entry(
        (Action::Failed, "failed"),
        &[Key::Char('w')],
        &[Place::Summary],
        "the wrong ones again",
        "ask the failed cards again; it changes nothing",
    ),
    entry(
        (Action::More, "more"),
        &[Key::Char('r')],
        &[Place::Summary],
        "more new cards",
        "go on with more new cards",
    ),
    entry(
        (Action::Undo, "undo"),
        &[Key::Char('u')],
        CHANGES,
        "undo",
        "take back the last answer or change",
    ),
    entry(
        (Action::Edit, "edit"),
        &[Key::Char('e')],
        CARD,
        "edit",
        "open the document in your editor",
    ),
    entry(
        (Action::Bury, "bury"),
        &[Key::Char('b')],
        CARD,
        "bury",
        "not before tomorrow",
    ),
    entry(
        (Action::Suspend, "suspend"),
        &[Key::Char('z')],
        CARD,
        "suspend",
        "not any more, until you take it back",
    ),
    entry(
        (Action::Flag, "flag"),
        &[Key::Char('f')],
        CARD,
        "flag",
        "set a flag on this card, or take it off",
    ),
    entry(
        (Action::Source, "source"),
        &[Key::Char('s')],
        CARD,
        "source",
        "the document around this card",
    ),
    entry(
        (Action::Mark, "mark"),
        &[Key::Char('m')],
        CARD,
        "mark",
        "mark this card, or take the mark off",
    ),
    entry(
        (Action::Redo, "redo"),
        &[Key::Char('U')],
        CHANGES,
        "redo",
        "bring back what was taken back last",
    ),
    entry(
        (Action::Reset, "reset"),
        &[Key::Char('N')],
        CARD,
        "reset",
        "a new card again, for another session",
    ),
    entry(
        (Action::Field, "field"),
        &[Key::Tab],
        &[Place::Question, Place::Field],
        "",
        "into the field for the answer, and out of it",
    ),
    entry(
        (Action::Up, "up"),
        &[Key::Char('k'), Key::Up],
        MOVES,
        "",
        "one line up",
    ),
    entry(
        (Action::Down, "down"),
        &[Key::Char('j'), Key::Down],
        MOVES,
        "",
        "one line down",
    ),
    entry(
        (Action::PageUp, "page_up"),
        &[Key::PageUp, Key::Ctrl('b')],
        MOVES,
        "",
        "one screen up",
    ),
    entry(
        (Action::PageDown, "page_down"),
        &[Key::PageDown, Key::Ctrl('f')],
        MOVES,
        "",
        "one screen down",
    ),
    entry(
        (Action::Help, "help"),
        &[Key::Char('?')],
        &[Place::Question, Place::Answer, Place::Summary],
        "keys",
        "the keys that work now",
    ),
    entry(
        (Action::Quit, "quit"),
        &[Key::Char('q')],
        &[Place::Question, Place::Answer, Place::Cover, Place::Summary],
        "end",
        "end the session; what is saved stays saved",
    ),
    entry(
        (Action::Open, "open"),
        &[Key::Char('o')],
        CARD,
        "",
        "open the pictures and sounds of this card",
    ),
];

/// The keys as they are set.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Keys([Key; ENTRIES.len()]);

impl Default for Keys {
    fn default() -> Keys {
        let mut keys = [Key::Esc; ENTRIES.len()];
        for (key, entry) in keys.iter_mut().zip(&ENTRIES) {
            *key = entry.keys.first().copied().unwrap_or(Key::Esc);
        }
        Keys(keys)
    }
}

/// Why a key cannot be set.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum NoBinding {
    /// It does something else in the same place.
    #[error("{one} and {other} are both on the key {key}")]
    Taken {
        /// One action.
        one: &'static str,
        /// The other.
        other: &'static str,
        /// The key.
        key: Key,
    },
}

impl Keys {
    /// The key of an action.
    pub fn of(&self, action: Action) -> Key {
        let place = ENTRIES.iter().position(|entry| entry.action == action);
        let key = place.and_then(|place| self.0.get(place)).copied();
        key.unwrap_or(Key::Esc)
    }

    /// Sets the key of an action.
    pub fn set(&mut self, action: Action, key: Key) {
        for (place, entry) in self.0.iter_mut().zip(&ENTRIES) {
            if entry.action == action {
                *place = key;
            }
        }
    }

    /// Refuses two actions on one key in one place.
    ///
    /// # Errors
    /// Names the first two.
    pub fn check(&self) -> Result<(), NoBinding> {
        for (index, (one, key)) in ENTRIES.iter().zip(&self.0).enumerate() {
            let later = ENTRIES.iter().zip(&self.0).skip(index.saturating_add(1));
            for (other, other_key) in later {
                let meet = one.places.iter().any(|place| other.places.contains(place));
                if meet && key == other_key {
                    return Err(NoBinding::Taken {
                        one: one.name,
                        other: other.name,
                        key: *key,
                    });
                }
            }
        }
        Ok(())
    }

    /// What a key does in a place. A key that was set comes before one that always works.
    pub fn action(&self, key: Key, place: Place) -> Option<Action> {
        // A printed character belongs to the field.
        if place == Place::Field && matches!(key, Key::Char(_)) {
            return None;
        }
        let here = || {
            let all = ENTRIES.iter().zip(&self.0);
            all.filter(|(entry, _)| entry.places.contains(&place))
        };
        let set = here().find(|(_, set)| **set == key);
        let fixed =
            || here().find(|(entry, _)| entry.keys.iter().skip(1).any(|fixed| *fixed == key));
        let fallback = match (place, key) {
            (Place::Field, Key::Enter) => Some(Action::Proceed),
            (Place::Field, Key::Esc) => Some(Action::Field),
            (Place::Cover | Place::Summary, Key::Esc | Key::Enter) => Some(Action::Quit),
            (Place::Cover, Key::Char(' ')) => Some(Action::PageDown),
            _ => None,
        };
        set.or_else(fixed)
            .map(|(entry, _)| entry.action)
            .or(fallback)
    }

    /// The lines of the table that work in a place.
    pub fn working(&self, place: Place) -> impl Iterator<Item = (&'static Entry, Key)> {
        let keys = *self;
        ENTRIES
            .iter()
            .filter(move |entry| entry.places.contains(&place))
            .map(move |entry| (entry, keys.of(entry.action)))
    }
}

#[cfg(test)]
mod tests;
