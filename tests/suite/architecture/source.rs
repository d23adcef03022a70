//! A source file as the rules see it: code without comments and texts, the texts apart, and the
//! paths that the code names. It understands as much of Rust as that needs and no more.

/// A source file taken apart.
pub(super) struct Source {
    /// Path below `src/`, with `/`.
    pub(super) path: String,
    /// The file as it is.
    pub(super) text: String,
    /// Code alone: comments and the insides of texts are spaces, line breaks stay.
    pub(super) code: String,
    /// The texts (string literals) with the number of the line they begin on.
    pub(super) strings: Vec<(usize, String)>,
    /// For each line, whether it is inside of `#[cfg(test)] mod … { }`, or the file is all tests.
    pub(super) test_lines: Vec<bool>,
}

/// A path such as `std::fs::read` where the code names it, `use` trees spread out.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Named {
    pub(super) line: usize,
    pub(super) segments: Vec<String>,
}

impl Named {
    pub(super) fn starts_with(&self, segments: &[&str]) -> bool {
        self.segments.len() >= segments.len()
            && self.segments.iter().zip(segments).all(|(a, b)| a == b)
    }

    pub(super) fn ends_with(&self, segments: &[&str]) -> bool {
        let skipped = self.segments.len().checked_sub(segments.len());
        skipped.is_some_and(|skipped| self.segments[skipped..] == *segments)
    }
}

impl Source {
    pub(super) fn new(path: &str, text: &str) -> Source {
        let (code, strings) = without_comments_and_texts(text);
        let all_tests = path.ends_with("/tests.rs") || path.contains("/tests/");
        let test_lines = if all_tests {
            vec![true; code.lines().count()]
        } else {
            test_lines(&code)
        };
        Source {
            path: path.to_owned(),
            text: text.to_owned(),
            code,
            strings,
            test_lines,
        }
    }

    /// The module at the top of `src` that the file belongs to: `store` for `store/query.rs`.
    pub(super) fn area(&self) -> &str {
        let first = self.path.split('/').next().unwrap_or_default();
        first.strip_suffix(".rs").unwrap_or(first)
    }

    /// Whether a line, counted from 1, is test code.
    pub(super) fn is_test(&self, line: usize) -> bool {
        line.checked_sub(1)
            .and_then(|index| self.test_lines.get(index))
            .copied()
            .unwrap_or(false)
    }

    /// Every path that the code names.
    pub(super) fn named(&self) -> Vec<Named> {
        let mut named = Vec::new();
        let tokens = tokens(&self.code);
        let mut index = 0;
        while index < tokens.len() {
            // `use<'a>` in a type captures; it imports nothing.
            let captures = tokens.get(index + 1).is_some_and(|next| next.text == "<");
            if tokens[index].text == "use" && !captures {
                index = read_tree(&tokens, index + 1, &[], &mut named);
            } else if tokens[index].is_word() {
                index = read_path(&tokens, index, &mut named);
            } else {
                index += 1;
            }
        }
        named
    }
}

/// A word, `::`, or a single other character.
pub(super) struct Token {
    pub(super) line: usize,
    pub(super) text: String,
}

impl Token {
    fn is_word(&self) -> bool {
        self.text
            .starts_with(|c: char| c.is_alphanumeric() || c == '_')
    }
}

pub(super) fn tokens(code: &str) -> Vec<Token> {
    let mut tokens: Vec<Token> = Vec::new();
    for (index, line) in code.lines().enumerate() {
        let line_number = index + 1;
        let mut rest = line;
        while let Some(first) = rest.chars().next() {
            let is_word = |c: char| c.is_alphanumeric() || c == '_';
            let length = if is_word(first) {
                rest.find(|c| !is_word(c)).unwrap_or(rest.len())
            } else if rest.starts_with("::") {
                2
            } else {
                first.len_utf8()
            };
            let (token, after) = rest.split_at(length);
            if !first.is_whitespace() {
                tokens.push(Token {
                    line: line_number,
                    text: token.to_owned(),
                });
            }
            rest = after;
        }
    }
    tokens
}

/// Reads `a::b::c`, also `::a`; returns the index after it. A single word is no path, but an
/// attribute or macro may be: it is named, too.
fn read_path(tokens: &[Token], start: usize, named: &mut Vec<Named>) -> usize {
    let mut segments = vec![tokens[start].text.clone()];
    let mut index = start + 1;
    while let [colons, word, ..] = &tokens[index..]
        && colons.text == "::"
        && word.is_word()
    {
        segments.push(word.text.clone());
        index += 2;
    }
    named.push(Named {
        line: tokens[start].line,
        segments,
    });
    index
}

/// Reads a `use` tree, `a::{b, c::{d, e}, f::*} as g`, into its paths; returns the index after it.
fn read_tree(tokens: &[Token], start: usize, outer: &[String], named: &mut Vec<Named>) -> usize {
    let mut path = outer.to_vec();
    let line = tokens.get(start).map_or(0, |token| token.line);
    let mut index = start;
    let mut is_spread = false;
    while let Some(token) = tokens.get(index) {
        match token.text.as_str() {
            "{" => {
                is_spread = true;
                index += 1;
                while tokens.get(index).is_some_and(|token| token.text != "}") {
                    index = read_tree(tokens, index, &path, named);
                    if tokens.get(index).is_some_and(|token| token.text == ",") {
                        index += 1;
                    }
                }
            }
            "as" => index += 1,
            "," | "}" | ";" => break,
            "::" => {}
            _ => path.push(token.text.clone()),
        }
        index += 1;
    }
    if !is_spread {
        let segments = path;
        named.push(Named { line, segments });
    }
    index
}

/// The lines of `#[cfg(test)] mod name { … }`.
fn test_lines(code: &str) -> Vec<bool> {
    let mut marked = vec![false; code.lines().count()];
    let tokens = tokens(code);
    let starts = |index: usize, words: &[&str]| {
        let texts = tokens[index..].iter().map(|token| token.text.as_str());
        texts.take(words.len()).eq(words.iter().copied())
    };
    for index in 0..tokens.len() {
        if !starts(index, &["#", "[", "cfg", "(", "test", ")", "]", "mod"]) {
            continue;
        }
        if tokens.get(index + 9).is_none_or(|token| token.text != "{") {
            continue;
        }
        let mut depth = 0_usize;
        for token in &tokens[index + 9..] {
            match token.text.as_str() {
                "{" => depth += 1,
                "}" => depth -= 1,
                _ => {}
            }
            if depth == 0 {
                marked[tokens[index].line - 1..token.line].fill(true);
                break;
            }
        }
    }
    marked
}

/// Comments and the insides of texts as spaces; the texts with the lines they begin on.
fn without_comments_and_texts(text: &str) -> (String, Vec<(usize, String)>) {
    let mut code = String::with_capacity(text.len());
    let mut strings = Vec::new();
    let mut rest = text;
    while let Some(first) = rest.chars().next() {
        let line = code.matches('\n').count() + 1;
        let after_word = code.ends_with(|c: char| c.is_alphanumeric() || c == '_');
        let piece = piece(rest, first, after_word);
        match piece {
            Piece::Code(length) => code.push_str(&rest[..length]),
            Piece::Comment(length) => blank(&mut code, &rest[..length]),
            Piece::Text {
                open,
                close,
                length,
            } => {
                code.push_str(&rest[..open]);
                blank(&mut code, &rest[open..length - close]);
                code.push_str(&rest[length - close..length]);
                strings.push((line, rest[open..length - close].to_owned()));
            }
        }
        rest = &rest[piece.length()..];
    }
    (code, strings)
}

fn blank(code: &mut String, text: &str) {
    code.extend(text.chars().map(|c| if c == '\n' { c } else { ' ' }));
}

/// The next piece of a source, in bytes.
enum Piece {
    Code(usize),
    Comment(usize),
    Text {
        open: usize,
        close: usize,
        length: usize,
    },
}

impl Piece {
    fn length(&self) -> usize {
        match self {
            Piece::Code(length) | Piece::Comment(length) | Piece::Text { length, .. } => *length,
        }
    }
}

fn piece(rest: &str, first: char, after_word: bool) -> Piece {
    if rest.starts_with("//") {
        return Piece::Comment(rest.find('\n').unwrap_or(rest.len()));
    }
    if rest.starts_with("/*") {
        return Piece::Comment(block_comment(rest));
    }
    if first == '"' {
        return quoted(rest, '"');
    }
    if first == '\'' {
        return character(rest);
    }
    if matches!(first, 'r' | 'b' | 'c')
        && !after_word
        && let Some(piece) = raw_text(rest)
    {
        return piece;
    }
    Piece::Code(first.len_utf8())
}

fn block_comment(rest: &str) -> usize {
    let mut depth = 0_usize;
    let mut index = 0;
    while index < rest.len() {
        if rest[index..].starts_with("/*") {
            depth += 1;
            index += 2;
        } else if rest[index..].starts_with("*/") {
            depth -= 1;
            index += 2;
            if depth == 0 {
                return index;
            }
        } else {
            index += rest[index..].chars().next().map_or(1, char::len_utf8);
        }
    }
    rest.len()
}

/// A text up to its closing quote, backslashes minded.
fn quoted(rest: &str, quote: char) -> Piece {
    let mut escaped = false;
    for (index, c) in rest.char_indices().skip(1) {
        match c {
            _ if escaped => escaped = false,
            '\\' => escaped = true,
            c if c == quote => {
                return Piece::Text {
                    open: 1,
                    close: 1,
                    length: index + 1,
                };
            }
            _ => {}
        }
    }
    Piece::Code(rest.len())
}

/// `'a'` and `'\n'` are characters, `'a` alone is a lifetime.
fn character(rest: &str) -> Piece {
    let mut chars = rest.chars().skip(1);
    let (second, third) = (chars.next(), chars.next());
    if second == Some('\\') || third == Some('\'') {
        return quoted(rest, '\'');
    }
    Piece::Code(1)
}

/// `r"…"`, `r#"…"#`, `br"…"` and the like.
fn raw_text(rest: &str) -> Option<Piece> {
    let after_letters = rest.trim_start_matches(['b', 'c']).strip_prefix('r')?;
    let inside = after_letters.trim_start_matches('#').strip_prefix('"')?;
    let hashes = after_letters.len() - inside.len() - 1;
    let end = format!("\"{}", "#".repeat(hashes));
    let open = rest.len() - inside.len();
    let length = open + inside.find(&end)? + end.len();
    Some(Piece::Text {
        open,
        close: end.len(),
        length,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn paths(code: &str) -> Vec<String> {
        let named = Source::new("cards/card.rs", code).named();
        named
            .iter()
            .map(|named| named.segments.join("::"))
            .collect()
    }

    #[test]
    fn comments_and_texts_are_no_code() {
        let text = "let a = \"fs::read // \\\" x\"; // fs::read\n/* fs /* :: */ read */ let b = r#\"a\"b\"#;\nlet c = '\"'; let d: &'a str = b\"x\";";
        let source = Source::new("cards/card.rs", text);
        assert!(!source.code.contains("read"), "{}", source.code);
        assert_eq!(source.code.lines().count(), 3);
        assert!(
            source.code.contains("let b = r#\"   \"#;"),
            "{}",
            source.code
        );
        assert!(source.code.contains("let d: &'a str = b\" \";"));
        let strings: Vec<&str> = source.strings.iter().map(|(_, s)| s.as_str()).collect();
        assert_eq!(strings, ["fs::read // \\\" x", "a\"b", "\"", "x"]);
    }

    #[test]
    fn use_trees_are_spread_out() {
        assert_eq!(
            paths("pub use crate::{calendar::Moment, cards::{self, CardId as Id}, review::*};"),
            [
                "pub",
                "crate::calendar::Moment",
                "crate::cards::self",
                "crate::cards::CardId",
                "crate::review::*",
            ]
        );
        assert_eq!(
            paths("let a = std::fs::read(super::super::x::<u8>(b));"),
            ["let", "a", "std::fs::read", "super::super::x", "u8", "b"]
        );
    }

    #[test]
    fn what_a_type_captures_is_no_import() {
        let code = "fn a() -> impl Iterator<Item = u8> + use<> { a::b() }";
        assert!(paths(code).contains(&"a::b".to_owned()));
        assert!(!paths(code).iter().any(String::is_empty));
    }

    #[test]
    fn test_modules_are_known_to_their_closing_brace() {
        let text = "fn a() {}\n#[cfg(test)]\nmod tests {\n fn b() { '{'; }\n}\nfn c() {}";
        let source = Source::new("cards/card.rs", text);
        assert_eq!(source.test_lines, [false, true, true, true, true, false]);
        assert!(Source::new("review/session/tests.rs", "fn a() {}").is_test(1));
    }
}
