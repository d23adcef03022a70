//! Text to look for, with `*` for anything. Case does not matter.

/// A piece of a pattern.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Part {
    /// These characters.
    Text(String),
    /// Any characters, or none.
    Any,
}

/// What a text has to hold.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Pattern(Vec<Part>);

impl Pattern {
    /// A pattern of exactly this text.
    pub fn text(text: &str) -> Pattern {
        let mut pattern = Pattern::default();
        pattern.extend_by(text);
        pattern
    }

    /// Its pieces.
    pub fn parts(&self) -> &[Part] {
        &self.0
    }

    /// Whether it asks for nothing.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// The pattern as plain text, `*` as typed.
    pub fn plain(&self) -> String {
        let text = |part: &Part| match part {
            Part::Text(text) => text.clone(),
            Part::Any => "*".to_owned(),
        };
        self.0.iter().map(text).collect()
    }

    /// Lets this text follow.
    pub fn extend_by(&mut self, text: &str) {
        text.chars().for_each(|c| self.push(c));
    }

    pub(super) fn push(&mut self, c: char) {
        match self.0.last_mut() {
            Some(Part::Text(text)) => text.push(c),
            _ => self.0.push(Part::Text(c.to_string())),
        }
    }

    pub(super) fn push_any(&mut self) {
        if self.0.last() != Some(&Part::Any) {
            self.0.push(Part::Any);
        }
    }
}

impl FromIterator<Part> for Pattern {
    fn from_iter<T: IntoIterator<Item = Part>>(parts: T) -> Pattern {
        Pattern(parts.into_iter().collect())
    }
}
