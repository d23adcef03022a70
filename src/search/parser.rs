//! A query from its tokens. Whatever is typed gives a query or says where it is not understood.

use std::ops::Range;

use super::lexer::{self, Token, TokenKind, Word, tokens};
use super::pattern::Pattern;
use super::query::{Compare, Property, Query, Term};
use super::words::{KEYS, MARKS, PROPERTIES, grades, kinds};
use super::{Misread, Unknown};

/// How deep parentheses and negations go. Deeper than a person types; a stack has an end.
const DEEPEST: usize = 50;

/// How many tokens a query has. The database takes as many conditions, and few more.
const MOST_TOKENS: usize = 500;

/// How many bytes a query has. More would be no pattern that the database compares with.
const MOST_BYTES: usize = 10_000;

/// Reads a query. An empty one chooses every card.
///
/// # Errors
/// When it is not understood; with the place.
pub fn parse(query: &str) -> Result<Query, Misread> {
    if query.len() > MOST_BYTES {
        let message = format!("a query has at most {MOST_BYTES} bytes");
        return Err(misread(0..0, message, "Look for a part of it."));
    }
    let tokens = tokens(query)?;
    if let Some(token) = tokens.get(MOST_TOKENS) {
        let message = format!("a query has at most {MOST_TOKENS} words");
        return Err(misread(token.span.clone(), message, "Split it in two."));
    }
    let mut parser = Parser {
        tokens: &tokens,
        end: query.len(),
    };
    if tokens.is_empty() {
        return Ok(Query::All(Vec::new()));
    }
    let query = parser.any(0)?;
    match parser.tokens.first() {
        None => Ok(query),
        Some(token) => Err(misread(
            token.span.clone(),
            "nothing was opened that this closes".to_owned(),
            "Leave it out, or write it in quotes.",
        )),
    }
}

fn misread(span: Range<usize>, message: String, hint: &str) -> Misread {
    Misread {
        span,
        message,
        unknown: None,
        hint: Some(hint.to_owned()),
    }
}

struct Parser<'a> {
    tokens: &'a [Token],
    end: usize,
}

impl Parser<'_> {
    fn peek(&self) -> Option<&TokenKind> {
        self.tokens.first().map(|token| &token.kind)
    }

    fn next(&mut self) -> Option<Token> {
        let (first, rest) = self.tokens.split_first()?;
        self.tokens = rest;
        Some(first.clone())
    }

    fn any(&mut self, depth: usize) -> Result<Query, Misread> {
        let mut choices = vec![self.all(depth)?];
        while self.peek() == Some(&TokenKind::Or) {
            self.next();
            choices.push(self.all(depth)?);
        }
        Ok(only_or(choices, Query::Any))
    }

    fn all(&mut self, depth: usize) -> Result<Query, Misread> {
        let mut parts = vec![self.one(depth)?];
        loop {
            match self.peek() {
                None | Some(TokenKind::Or | TokenKind::Close) => break,
                Some(TokenKind::And) => {
                    self.next();
                }
                Some(_) => {}
            }
            parts.push(self.one(depth)?);
        }
        Ok(only_or(parts, Query::All))
    }

    fn one(&mut self, depth: usize) -> Result<Query, Misread> {
        let Some(token) = self.next() else {
            let place = self.end..self.end;
            let hint = "Write what is looked for, or leave the last word out.";
            return Err(misread(place, "the query ends too early".to_owned(), hint));
        };
        if depth > DEEPEST {
            let message = format!("this is more than {DEEPEST} levels deep");
            return Err(misread(
                token.span,
                message,
                "Write it with fewer parentheses.",
            ));
        }
        match token.kind {
            TokenKind::Not => Ok(Query::Not(Box::new(self.one(depth.saturating_add(1))?))),
            TokenKind::Open => {
                let inner = self.any(depth.saturating_add(1))?;
                match self.next() {
                    Some(_) => Ok(inner),
                    None => Err(misread(
                        token.span,
                        "this parenthesis is not closed".to_owned(),
                        "Close it with ), or write it in quotes.",
                    )),
                }
            }
            TokenKind::Word(word) => term(word).map(Query::Term),
            TokenKind::Or | TokenKind::And | TokenKind::Close => Err(misread(
                token.span,
                "something to look for is missing before this".to_owned(),
                "Write it, or put this word in quotes to look for it.",
            )),
        }
    }
}

fn only_or(mut queries: Vec<Query>, join: fn(Vec<Query>) -> Query) -> Query {
    match queries.len() {
        1 => queries.remove(0),
        _ => join(queries),
    }
}

fn term(word: Word) -> Result<Term, Misread> {
    let Word {
        key,
        value,
        value_span,
    } = word;
    let Some((key, key_span)) = key else {
        return if value.is_empty() {
            Err(nothing(value_span))
        } else {
            Ok(Term::Text(value))
        };
    };
    let key = key.to_lowercase();
    if !KEYS.contains(&key.as_str()) {
        return Err(unknown(
            key_span,
            &key,
            "word before a colon",
            KEYS.to_vec(),
        ));
    }
    if value.is_empty() {
        return Err(nothing(value_span));
    }
    valued(&key, value, value_span)
}

fn valued(key: &str, value: Pattern, span: Range<usize>) -> Result<Term, Misread> {
    let text = value.plain();
    Ok(match key {
        "deck" => Term::Deck(value),
        "tag" => Term::Tag(value),
        "section" => Term::Section(value),
        "kind" => Term::Kind(one_of(&text, span, "kind of card", &kinds())?),
        "is" => Term::Is(one_of(&text, span, "word for what a card is", &MARKS)?),
        "flag" => {
            let flag = text.parse().ok().filter(|flag| *flag <= 7);
            Term::Flag(flag.ok_or_else(|| no_number(span, &text, "a flag from 0 to 7"))?)
        }
        "rated" => rated(&text, span)?,
        "added" => Term::Added(days(&text, span)?),
        "id" => {
            let is_id = text.len() <= 32 && text.bytes().all(|byte| byte.is_ascii_hexdigit());
            if !is_id {
                return Err(no_number(span, &text, "the beginning of a card's id"));
            }
            Term::Id(text.to_lowercase())
        }
        _ => property(&text, span)?,
    })
}

/// Where a part of a value stands in the query. Where quotes stand in it the value is shorter than what
/// was typed, and it is the whole of it.
fn place_in(span: &Range<usize>, text: &str, part: Range<usize>) -> Range<usize> {
    match span.len() == text.len() {
        true => lexer::from(span.start, part),
        false => span.clone(),
    }
}

fn rated(text: &str, span: Range<usize>) -> Result<Term, Misread> {
    let (days, grade) = match text.split_once(':') {
        Some((days, grade)) => (days, Some(grade)),
        None => (text, None),
    };
    let grade = match grade {
        Some(grade) => {
            let place = place_in(&span, text, days.len().saturating_add(1)..text.len());
            Some(one_of(grade, place, "grade", &grades())?)
        }
        None => None,
    };
    let place = place_in(&span, text, 0..days.len());
    Ok(Term::Rated(self::days(days, place)?, grade))
}

/// A number of study days, today included.
fn days(text: &str, span: Range<usize>) -> Result<u32, Misread> {
    let count = text.parse().ok().filter(|days| *days > 0);
    count.ok_or_else(|| no_number(span, text, "a number of days, such as 7"))
}

fn property(text: &str, span: Range<usize>) -> Result<Term, Misread> {
    const SIGNS: [(&str, Compare); 6] = [
        ("<=", Compare::AtMost),
        (">=", Compare::AtLeast),
        ("!=", Compare::Unequal),
        ("<", Compare::Less),
        (">", Compare::More),
        ("=", Compare::Equal),
    ];
    let sign_at = text.find(['<', '>', '!', '=']).unwrap_or(text.len());
    let (name, rest) = text.split_at(sign_at);
    let name_span = place_in(&span, text, 0..sign_at);
    let property = one_of(name, name_span, "number of a card", &PROPERTIES)?;
    let sign = SIGNS.iter().find(|(sign, _)| rest.starts_with(sign));
    let Some((sign, compare)) = sign else {
        return Err(misread(
            span,
            format!("`{name}` is compared with nothing"),
            "Write a sign and a number, such as prop:interval>=21.",
        ));
    };
    let number = rest.get(sign.len()..).unwrap_or_default();
    let read = match property {
        Property::Ease => hundredths(number),
        _ => number.parse::<i32>().ok().map(i64::from),
    };
    let place = place_in(&span, text, sign_at.saturating_add(sign.len())..text.len());
    read.map(|number| Term::Property(property, *compare, number))
        .ok_or_else(|| no_number(place, number, "a number"))
}

/// A number with at most two decimals, in hundredths: `2.5` is 250.
fn hundredths(text: &str) -> Option<i64> {
    let (whole, part) = text.split_once('.').unwrap_or((text, ""));
    let is_digits = |text: &str| text.bytes().all(|byte| byte.is_ascii_digit());
    if whole.is_empty() || part.len() > 2 || !is_digits(whole) || !is_digits(part) {
        return None;
    }
    let part = format!("{part:0<2}");
    let whole = i64::from(whole.parse::<u32>().ok()?);
    whole.checked_mul(100)?.checked_add(part.parse().ok()?)
}

fn one_of<T: Copy>(
    text: &str,
    span: Range<usize>,
    what: &str,
    words: &[(&'static str, T)],
) -> Result<T, Misread> {
    let folded = text.to_lowercase();
    let found = words.iter().find(|(word, _)| *word == folded);
    found.map(|(_, value)| *value).ok_or_else(|| {
        let known = words.iter().map(|(word, _)| *word).collect();
        unknown(span, text, what, known)
    })
}

fn unknown(span: Range<usize>, typed: &str, what: &str, known: Vec<&'static str>) -> Misread {
    Misread {
        span,
        message: format!("`{typed}` is no {what}"),
        unknown: Some(Unknown {
            typed: typed.to_owned(),
            known,
        }),
        hint: None,
    }
}

fn no_number(span: Range<usize>, text: &str, wanted: &str) -> Misread {
    if text.is_empty() {
        return misread(
            span,
            "nothing stands here".to_owned(),
            "Write a number after it.",
        );
    }
    // Nine digits fit into every number that a query compares with.
    if text.len() > 9 && text.bytes().all(|byte| byte.is_ascii_digit()) {
        return misread(
            span,
            format!("`{text}` is too large"),
            "Write a number of nine digits at most.",
        );
    }
    Misread {
        span,
        message: format!("`{text}` is not {wanted}"),
        unknown: None,
        hint: None,
    }
}

fn nothing(span: Range<usize>) -> Misread {
    misread(
        span,
        "nothing is looked for here".to_owned(),
        "Write a word after it.",
    )
}

#[cfg(test)]
#[path = "parser_tests.rs"]
mod tests;
