//! HTML as Markdown, and that nothing a person reads is lost or added.

use proptest::prelude::*;
use pulldown_cmark::{Event, Options, Parser, Tag, TagEnd};

use super::markdown;

/// The words of Markdown.
fn read(markdown: &str) -> String {
    let options = Options::ENABLE_TABLES | Options::ENABLE_STRIKETHROUGH;
    let mut words = String::new();
    for event in Parser::new_ext(markdown, options) {
        match event {
            Event::Text(text) => words.push_str(&text),
            Event::Start(Tag::Paragraph) | Event::End(TagEnd::Paragraph) => {}
            other => words.push_str(&format!("{other:?}")),
        }
    }
    words
}

#[test]
fn html_becomes_markdown() {
    for (html, expected) in [
        ("plain", "plain"),
        (
            "<b>bold</b> <i>it</i> <u>u</u> <s>s</s>",
            "**bold** *it* u ~~s~~",
        ),
        (
            "H<sub>2</sub>O x<sup>2</sup> y<sup>n+1</sup>",
            "H₂O x² y^n+1",
        ),
        ("one<br>two<br/>three", "one\ntwo\nthree"),
        ("<div>a</div><div>b</div><p>c</p>", "a\nb\n\nc"),
        (
            "&lt;no&gt; &amp;amp; &hellip;&nbsp;&#x1F600; &unknown;",
            "\\<no> \\&amp; … 😀 \\&unknown;",
        ),
        (
            "<ul><li>one</li><li>two<ul><li>deep</li></ul></li></ul>",
            "-  one\n-  two\n   -  deep",
        ),
        (
            "<ol><li>first</li><li>second</li></ol>",
            "1. first\n2. second",
        ),
        (
            "<table><tr><th>h1</th><th>h2</th></tr><tr><td>a</td><td>b | c</td></tr></table>",
            "| h1 | h2 |\n|---|---|\n| a | b \\| c |",
        ),
        ("<table><tr><td>a<td>b<tr><td>c</table>", "a | b\nc"),
        (
            "<pre><code class='rust'>fn main() {\n    1 &lt; 2\n}</code></pre>",
            "```\nfn main() {\n    1 < 2\n}\n```",
        ),
        ("<code>a`b</code>", "`` a`b ``"),
        ("<script>x</script><style>y</style>safe", "safe"),
        ("<!-- c -->shown", "shown"),
        (
            "<a href=\"https://a.b/?x=1&amp;y\">link</a>",
            "[link](https://a.b/?x=1&y)",
        ),
        ("<a href='javascript:alert(1)'>bad</a>", "bad"),
        (
            "\\(x^2\\) <anki-mathjax block=true>y</anki-mathjax>",
            "\\\\(x^2\\\\) \\\\[y\\\\]",
        ),
        ("1 < 2 and 3 > 2", "1 < 2 and 3 > 2"),
        ("a<b", "a\\<b"),
        ("*s* _u_ a_b `t` # h", "\\*s\\* \\_u\\_ a_b \\`t\\` # h"),
        ("# h<br>1. x<br>- y", "\\# h\n1\\. x\n\\- y"),
        ("unclosed <b>bold <i>both", "unclosed **bold *both***"),
        ("<b>a<br>b</b>", "**a**\n**b**"),
        ("<b> a </b>b", "**a** b"),
        ("<ruby>漢<rt>かん</rt></ruby>", "漢(かん)"),
        (
            "<img src=\"my (1).png\">",
            "![my (1).png](my%20%281%29.png)",
        ),
        ("<img src=x onerror=alert(1)>", "![x](x)"),
        ("hear [sound:a b.mp3]!", "hear [sound: a b.mp3]!"),
        ("esc\u{1b}[31m bell\u{7}", "esc[31m bell"),
    ] {
        assert_eq!(markdown(html), expected, "{html}");
    }
}

#[test]
fn tags_without_end_take_no_time() {
    for tag in [
        "<b>",
        "<ul>",
        "<table><tr><td>",
        "<a href=http://x>",
        "<sup>",
        "</td>",
        "<li>",
    ] {
        let _ = markdown(&tag.repeat(20_000));
    }
}

proptest! {
    /// What a person reads is what was written, whatever marks of Markdown it has.
    #[test]
    fn text_is_read_as_it_was_written(text in "[a-c 1.)(#>*_`~|+=\\[\\]!:-]{1,24}") {
        let html = text.replace('<', "&lt;");
        let shown = read(&markdown(&html));
        let folded = text.split_whitespace().collect::<Vec<_>>().join(" ");
        prop_assert_eq!(shown, folded);
    }

    #[test]
    fn no_html_brings_a_control_through(html in "(<[a-z]{1,4}>|</[a-z]{1,4}>|&#[0-9]{1,3};|\\PC|\u{1b}|\u{9b}|\n){0,40}") {
        let markdown = markdown(&html);
        prop_assert!(!markdown.chars().any(|c| c.is_control() && c != '\n' && c != '\t'));
    }
}
