//! HTML that holds nothing but words and the plainest tags, which is most of what fields hold: cut without the
//! tokenizer, whose work for each card took longer than all else that makes one. What is not certainly read
//! as the standard reads it is left to the tokenizer.

/// A piece of such HTML.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Piece<'h> {
    /// Text as it is shown.
    Words(&'h str),
    /// A tag without attributes.
    Start(&'h str),
    /// Its end.
    End(&'h str),
}

/// Tags behind which text is text.
const TAGS: [&str; 18] = [
    "b", "br", "code", "div", "em", "h1", "h2", "h3", "hr", "i", "li", "ol", "p", "span", "strong",
    "u", "ul", "sub",
];

/// The pieces of HTML that is simple; `None` for all other.
pub(super) fn pieces(html: &str) -> Option<impl Iterator<Item = Piece<'_>>> {
    let is_certain = html.chars().all(is_certain) && rest_of(html).all(|piece| piece.is_some());
    is_certain.then(|| rest_of(html).flatten())
}

/// Whether the tokenizer gives this character back as it is, whatever stands around it.
fn is_certain(sign: char) -> bool {
    match sign {
        ' '..='~' => sign != '&',
        '\n' | '\t' => true,
        // Controls, and what no text may hold.
        '\0'..='\u{9f}' | '\u{fdd0}'..='\u{fdef}' => false,
        _ => u32::from(sign) & 0xfffe != 0xfffe,
    }
}

/// Each piece; `None` for one that is not simple, behind which nothing is meant.
fn rest_of(html: &str) -> impl Iterator<Item = Option<Piece<'_>>> {
    let mut rest = html;
    std::iter::from_fn(move || {
        if rest.is_empty() {
            return None;
        }
        let Some(tag) = rest.strip_prefix('<') else {
            let length = rest.find('<').unwrap_or(rest.len());
            let (words, behind) = rest.split_at_checked(length)?;
            rest = behind;
            return Some(Some(Piece::Words(words)));
        };
        let (piece, behind) = tag_of(tag).unzip();
        rest = behind.unwrap_or_default();
        Some(piece)
    })
}

/// The tag at the beginning, behind its `<`, and what follows it.
fn tag_of(tag: &str) -> Option<(Piece<'_>, &str)> {
    let (tag, behind) = tag.split_once('>')?;
    let piece = match tag.strip_prefix('/') {
        Some(name) => Piece::End(known(name)?),
        None => Piece::Start(known(
            tag.strip_suffix('/').unwrap_or(tag).trim_end_matches(' '),
        )?),
    };
    Some((piece, behind))
}

fn known(name: &str) -> Option<&str> {
    TAGS.contains(&name).then_some(name)
}

#[cfg(test)]
mod tests {
    use html5gum::{Token, Tokenizer};
    use proptest::prelude::*;

    use super::*;

    /// What the tokenizer reads, in the same words.
    fn tokenized(html: &str) -> Vec<(&'static str, String)> {
        let text = |bytes: &[u8]| String::from_utf8_lossy(bytes).into_owned();
        let tokens = Tokenizer::new(html).map(|token| match token {
            Ok(Token::StartTag(tag)) => {
                assert!(tag.attributes.is_empty());
                ("start", text(&tag.name))
            }
            Ok(Token::EndTag(tag)) => ("end", text(&tag.name)),
            Ok(Token::String(words)) => ("words", text(&words)),
            other => panic!("{other:?}"),
        });
        tokens.collect()
    }

    fn cut(html: &str) -> Option<Vec<(&'static str, String)>> {
        let pieces = pieces(html)?.map(|piece| match piece {
            Piece::Words(words) => ("words", words.to_owned()),
            Piece::Start(name) => ("start", name.to_owned()),
            Piece::End(name) => ("end", name.to_owned()),
        });
        Some(pieces.collect())
    }

    #[test]
    fn what_is_not_simple_is_left() {
        for html in [
            "a &lt; b",
            "a < b",
            "<b",
            "<B>x</B>",
            "<b class=x>y",
            "<script>x",
            "<!-- x -->",
            "<b/x>",
            "< b>",
            "</b x>",
            "caf\u{80}",
            "\u{fdd0}",
            "\u{1ffff}",
            "a\u{1}",
            "a\r\nb",
            "<pre>\nx",
            "<sub >x</sub >",
        ] {
            assert_eq!(cut(html), None, "{html}");
        }
        assert!(cut("a <b>b</b><br/><br /> [c] caf\u{e9}").is_some());
    }

    proptest! {
        #[test]
        fn what_is_simple_is_read_as_the_tokenizer_reads_it(
            parts in prop::collection::vec(
                prop_oneof![
                    Just("<b>".to_owned()), Just("</b>".to_owned()), Just("<br>".to_owned()), Just("<br />".to_owned()),
                    Just("<hr/>".to_owned()), Just("</div>".to_owned()), Just("<code>".to_owned()), Just("</p>".to_owned()),
                    "[ -~\n\t\u{e9}\u{20ac}]{0,6}",
                ],
                0..12,
            ),
        ) {
            let html = parts.concat();
            if let Some(cut) = cut(&html) {
                prop_assert_eq!(cut, tokenized(&html));
            }
        }
    }
}
