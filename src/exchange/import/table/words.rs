//! The names that people and programs give to columns, in several languages, and what they hold.

use super::columns::Role;

/// The most words of a column's name in which one word is looked for.
const MOST_WORDS: usize = 5;

/// Names with `|` between, and what a column of such a name holds.
type Names = (&'static str, fn() -> Role);

/// Names in lower case, words parted by single spaces.
const NAMES: [Names; 12] = [
    (
        "prompt|front|question|q|term|word|expression|phrase|vocabulary|vocab|cue|clue|side 1|side a|\
         vorderseite|frage|begriff|wort|vokabel|recto|terme|mot|pregunta|anverso|palabra|domanda|fronte|\
         vraag|voorkant|pergunta|frente|вопрос|問題|表面|正面",
        || Role::Prompt,
    ),
    (
        "answer|back|response|solution|definition|meaning|translation|side 2|side b|reply|\
         rückseite|antwort|lösung|bedeutung|übersetzung|verso|réponse|reponse|définition|traduction|\
         respuesta|reverso|significado|traducción|risposta|retro|antwoord|achterkant|resposta|tradução|\
         ответ|答え|裏面|背面",
        || Role::Answer,
    ),
    (
        "tags|tag|labels|label|schlagwörter|schlagworte|étiquettes|etiquetas",
        || Role::Tags,
    ),
    ("deck|deck name|stapel|paquet|mazo|mazzo", || Role::Deck),
    ("section|heading|chapter|kapitel|abschnitt", || {
        Role::Section
    }),
    ("kind|card kind", || Role::Kind),
    ("id|card id", || Role::Id),
    ("guid|note guid|anki guid", || Role::Guid),
    ("details", || Role::Details),
    (
        "state|due|interval days|ease|repetitions|reviews|lapses|last review|suspended|interval|reps|factor",
        || Role::Progress,
    ),
    ("field", || Role::Field(String::new())),
    ("", || Role::Ignored),
];

/// Words that settle by themselves what a longer name holds.
const TELLING: [Role; 3] = [Role::Prompt, Role::Answer, Role::Tags];

/// A name in lower case, its words parted by single spaces.
fn folded(name: &str) -> String {
    let lower = name.to_lowercase();
    let words = lower.split(|c: char| !c.is_alphanumeric());
    words
        .filter(|word| !word.is_empty())
        .collect::<Vec<_>>()
        .join(" ")
}

fn exact(folded: &str) -> Option<Role> {
    let holds = |names: &&(&str, fn() -> Role)| names.0.split('|').any(|name| name == folded);
    NAMES
        .iter()
        .filter(|_| !folded.is_empty())
        .find(holds)
        .map(|(_, role)| role())
}

/// Whether a name is as a whole one that is known.
pub(super) fn is_heading(name: &str) -> bool {
    exact(&folded(name)).is_some()
}

/// What a column of this name holds: the whole name counts first, then its last word that tells
/// something, as in `Front of the card` and `Correct answer`. A word behind the telling one that is
/// a name of its own, as in `Question type`, makes it something else.
pub(super) fn role_of(name: &str) -> Option<Role> {
    let folded = folded(name);
    if let Some(role) = exact(&folded) {
        return Some(role);
    }
    let words: Vec<&str> = folded.split(' ').collect();
    if words.len() > MOST_WORDS {
        return None;
    }
    let telling = |word: &&str| exact(word).filter(|role| TELLING.contains(role));
    // `Front of the card`, `Question text`: what follows says nothing more.
    let is_filler = |word: &&&str| {
        [
            "of", "the", "a", "card", "cards", "text", "side", "field", "list", "en", "de", "s",
            "1", "2",
        ]
        .contains(*word)
    };
    let told = words.iter().rev().find(|word| !is_filler(word))?;
    telling(told)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn whole_names_go_before_words() {
        assert_eq!(role_of("Front"), Some(Role::Prompt));
        assert_eq!(role_of("deck_name"), Some(Role::Deck));
        assert_eq!(role_of("Front of the card"), Some(Role::Prompt));
        assert_eq!(role_of("Correct Answer"), Some(Role::Answer));
        assert_eq!(role_of("Question text"), Some(Role::Prompt));
        assert_eq!(role_of("Question type"), None);
        assert_eq!(role_of("AWS Manages"), None);
        assert_eq!(role_of(""), None);
        assert_eq!(role_of("last_review"), Some(Role::Progress));
        assert!(!is_heading("Correct answer") && is_heading("answer"));
    }
}
