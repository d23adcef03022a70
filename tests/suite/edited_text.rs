//! A model of a study document whose edits know which card is which.

use proptest::prelude::*;

const WORDS: [&str; 24] = [
    "gateway",
    "customer",
    "replica",
    "encrypts",
    "storage",
    "nightly",
    "subnet",
    "policy",
    "balances",
    "traffic",
    "physical",
    "instance",
    "snapshot",
    "regional",
    "patches",
    "firmware",
    "hypervisor",
    "queue",
    "durable",
    "archive",
    "identity",
    "rotates",
    "latency",
    "billing",
];

#[derive(Clone, Copy, Debug)]
pub(crate) enum Shape {
    Table,
    Questions,
    Scenarios,
}

#[derive(Clone, Debug)]
pub(crate) struct Fact {
    /// Which card it is, whatever becomes of it.
    pub(crate) name: usize,
    pub(crate) key: String,
    answers: Vec<String>,
    pub(crate) is_touched: bool,
    pub(crate) is_key_touched: bool,
}

#[derive(Clone, Debug)]
pub(crate) struct Part {
    heading: String,
    shape: Shape,
    pub(crate) facts: Vec<Fact>,
}

#[derive(Clone, Debug)]
pub(crate) struct Text {
    title: String,
    pub(crate) parts: Vec<Part>,
    next: usize,
}

#[derive(Clone, Copy, Debug)]
pub(crate) enum Edit {
    TypoInKey(usize),
    TypoInAnswer(usize),
    Reword(usize),
    Reverse(usize),
    Rename(usize),
    Retitle,
    MovePart(usize, usize),
    AddColumn(usize),
    RemoveColumn(usize),
    AddRow(usize),
    RemoveRow(usize),
    Duplicate(usize),
    SwapAnswers(usize, usize),
    MoveRow(usize, usize),
}

pub(crate) fn any_edit() -> impl Strategy<Value = Edit> {
    let at = 0_usize..1000;
    let two = (0_usize..1000, 0_usize..1000);
    prop_oneof![
        at.clone().prop_map(Edit::TypoInKey),
        at.clone().prop_map(Edit::TypoInAnswer),
        at.clone().prop_map(Edit::Reword),
        at.clone().prop_map(Edit::Reverse),
        at.clone().prop_map(Edit::Rename),
        Just(Edit::Retitle),
        two.clone().prop_map(|(from, to)| Edit::MovePart(from, to)),
        at.clone().prop_map(Edit::AddColumn),
        at.clone().prop_map(Edit::RemoveColumn),
        at.clone().prop_map(Edit::AddRow),
        at.clone().prop_map(Edit::RemoveRow),
        at.prop_map(Edit::Duplicate),
        two.clone()
            .prop_map(|(one, other)| Edit::SwapAnswers(one, other)),
        two.prop_map(|(from, to)| Edit::MoveRow(from, to)),
    ]
}

fn sentence(words: &[usize]) -> String {
    let words: Vec<&str> = words.iter().map(|at| WORDS[at % WORDS.len()]).collect();
    words.join(" ")
}

/// A word of its own for each card, since equal keys are for the tests by hand.
fn own_word(number: usize) -> String {
    format!("{}{}", WORDS[number % 24], WORDS[number / 24 % 24])
}

fn fact(name: usize, seed: &[usize]) -> Fact {
    Fact {
        name,
        key: format!("{} {}", own_word(name), sentence(&seed[..2])),
        answers: vec![sentence(&seed[2..6]), sentence(&seed[6..])],
        is_touched: false,
        is_key_touched: false,
    }
}

pub(crate) fn any_text() -> impl Strategy<Value = Text> {
    any_text_from("Notes", 0)
}

/// A document whose cards are called by numbers behind this one: no key of it stands in another.
pub(crate) fn any_text_from(title: &'static str, first: usize) -> impl Strategy<Value = Text> {
    let shape = prop_oneof![
        Just(Shape::Table),
        Just(Shape::Questions),
        Just(Shape::Scenarios)
    ];
    let seeds = prop::collection::vec(prop::collection::vec(0_usize..24, 12), 1..7);
    prop::collection::vec((shape, seeds), 1..5).prop_map(move |parts| {
        let mut text = Text {
            title: title.to_owned(),
            parts: Vec::new(),
            next: first,
        };
        for (number, (shape, seeds)) in parts.into_iter().enumerate() {
            let facts = seeds.iter().map(|seed| {
                text.next += 1;
                fact(text.next, seed)
            });
            let facts = facts.collect();
            text.parts.push(Part {
                heading: format!("{} {}", WORDS[number], WORDS[number + 9]),
                shape,
                facts,
            });
        }
        text
    })
}

impl Text {
    pub(crate) fn written(&self) -> String {
        let mut text = format!("# {}\n", self.title);
        for part in self.parts.iter().filter(|part| !part.facts.is_empty()) {
            text.push_str(&format!("\n## {}\n\n", part.heading));
            if let Shape::Table = part.shape {
                let columns = part.facts[0].answers.len();
                let heads: String = (0..columns)
                    .map(|at| format!(" Side {} |", WORDS[at]))
                    .collect();
                text.push_str(&format!(
                    "| Key |{heads}\n|---|{}\n",
                    "---|".repeat(columns)
                ));
            }
            for fact in &part.facts {
                text.push_str(&match part.shape {
                    Shape::Table => format!("| {} | {} |\n", fact.key, fact.answers.join(" | ")),
                    Shape::Questions => {
                        format!("Q: {}?\nA: {}\n\n", fact.key, fact.answers.join(" "))
                    }
                    Shape::Scenarios => format!(
                        "Scenario: {}.\nAnswer: {}\n\n",
                        fact.key,
                        fact.answers.join(" ")
                    ),
                });
            }
        }
        text
    }

    /// The same with keys that tell rows of one part apart, and say the same in each part.
    pub(crate) fn with_shared_keys(mut self) -> Text {
        for part in &mut self.parts {
            for (row, fact) in part.facts.iter_mut().enumerate() {
                fact.key = format!("{} {}", own_word(row), WORDS[(row + 3) % WORDS.len()]);
            }
        }
        self
    }

    /// A document for each part.
    pub(crate) fn files(&self) -> Vec<Text> {
        let alone = |part: &Part| Text {
            parts: vec![part.clone()],
            ..self.clone()
        };
        self.parts.iter().map(alone).collect()
    }

    pub(crate) fn facts(&self) -> impl Iterator<Item = &Fact> {
        self.parts.iter().flat_map(|part| &part.facts)
    }

    /// Part and place of the card that this number falls on.
    fn place(&self, at: usize) -> Option<(usize, usize)> {
        let places: Vec<(usize, usize)> = self
            .parts
            .iter()
            .enumerate()
            .flat_map(|(part, held)| (0..held.facts.len()).map(move |fact| (part, fact)))
            .collect();
        places.get(at.checked_rem(places.len())?).copied()
    }

    pub(crate) fn edit(&mut self, edit: Edit) {
        let parts = self.parts.len();
        match edit {
            Edit::TypoInKey(at) => self.change(at, |fact| {
                fact.key = with_typo(&fact.key);
                fact.is_key_touched = true;
            }),
            Edit::TypoInAnswer(at) => {
                self.change(at, |fact| fact.answers[0] = with_typo(&fact.answers[0]));
            }
            Edit::Reword(at) => self.change(at, |fact| {
                fact.answers = fact
                    .answers
                    .iter()
                    .map(|_| sentence(&[at, at / 3, at / 7]))
                    .collect();
            }),
            Edit::Reverse(part) => self.parts[part % parts].facts.reverse(),
            Edit::Rename(part) => {
                self.parts[part % parts].heading =
                    format!("Chapter {}", sentence(&[part, part / 5]));
            }
            Edit::Retitle => self.title.push_str(" again"),
            Edit::MovePart(from, to) => {
                let part = self.parts.remove(from % parts);
                self.parts.insert(to % parts, part);
            }
            Edit::AddColumn(part) => self.change_part(part % parts, |answers| {
                answers.push("added here".to_owned());
            }),
            Edit::RemoveColumn(part)
                if self.parts[part % parts]
                    .facts
                    .iter()
                    .all(|fact| fact.answers.len() > 1) =>
            {
                self.change_part(part % parts, |answers| _ = answers.pop());
            }
            Edit::RemoveColumn(_) => {}
            Edit::AddRow(part) => {
                self.next += 1;
                let seed: Vec<usize> = (0..12).map(|by| part * 7 + by * by + self.next).collect();
                let mut new = fact(self.next, &seed);
                let part = &mut self.parts[part % parts];
                let columns = part.facts.first().map_or(2, |fact| fact.answers.len());
                new.answers.resize(columns, "more".to_owned());
                part.facts.push(new);
            }
            Edit::RemoveRow(at) => {
                if let Some((part, fact)) = self.place(at) {
                    self.parts[part].facts.remove(fact);
                }
            }
            Edit::Duplicate(at) => {
                if let Some((part, fact)) = self.place(at) {
                    let mut copy = self.parts[part].facts[fact].clone();
                    self.next += 1;
                    copy.name = self.next;
                    self.parts[part].facts.insert(fact + 1, copy);
                }
            }
            Edit::SwapAnswers(one, other) => self.swap(one, other),
            Edit::MoveRow(from, to) => self.move_row(from, to % parts),
        }
    }

    /// A part goes to another document; the last one stays.
    pub(crate) fn give(&mut self, at: usize, other: &mut Text) {
        if self.parts.len() > 1 {
            let part = self.parts.remove(at % self.parts.len());
            other.parts.push(part);
        }
    }

    /// From here on what is edited counts as touched.
    pub(crate) fn forget_touches(&mut self) {
        let facts = self.parts.iter_mut().flat_map(|part| &mut part.facts);
        facts.for_each(|fact| fact.is_touched = false);
    }

    fn change(&mut self, at: usize, change: impl Fn(&mut Fact)) {
        if let Some((part, fact)) = self.place(at) {
            let fact = &mut self.parts[part].facts[fact];
            change(fact);
            fact.is_touched = true;
        }
    }

    fn change_part(&mut self, part: usize, change: impl Fn(&mut Vec<String>)) {
        for fact in &mut self.parts[part].facts {
            change(&mut fact.answers);
            fact.is_touched = true;
        }
    }

    fn swap(&mut self, one: usize, other: usize) {
        let (Some(one), Some(other)) = (self.place(one), self.place(other)) else {
            return;
        };
        let (ours, theirs) = (
            self.parts[one.0].facts[one.1].answers.clone(),
            self.parts[other.0].facts[other.1].answers.clone(),
        );
        if ours.len() == theirs.len() && ours != theirs {
            for (place, answers) in [(one, theirs), (other, ours)] {
                let fact = &mut self.parts[place.0].facts[place.1];
                fact.answers = answers;
                fact.is_touched = true;
            }
        }
    }

    /// Only where the row fits: the shape and the columns are the same.
    fn move_row(&mut self, from: usize, to: usize) {
        let Some((part, fact)) = self.place(from) else {
            return;
        };
        let fits = std::mem::discriminant(&self.parts[part].shape)
            == std::mem::discriminant(&self.parts[to].shape)
            && self.parts[to].facts.first().is_none_or(|first| {
                first.answers.len() == self.parts[part].facts[fact].answers.len()
            });
        if fits {
            let row = self.parts[part].facts.remove(fact);
            self.parts[to].facts.push(row);
        }
    }
}

/// Two letters in the middle change places, or one comes twice where they are the same.
fn with_typo(text: &str) -> String {
    let mut letters: Vec<char> = text.chars().collect();
    let at = letters.len() / 2;
    if letters[at] == letters[at - 1] || letters[at] == ' ' || letters[at - 1] == ' ' {
        letters.insert(2, letters[2]);
    } else {
        letters.swap(at, at - 1);
    }
    letters.into_iter().collect()
}
