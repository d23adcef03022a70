//! Markdown of a card as the HTML of a field. HTML that stands in a document is text here: nobody
//! expects a study document to run something in another program.

use pulldown_cmark::{CodeBlockKind, CowStr, Event, Options, Parser, Tag, TagEnd, html};

/// What a picture with this address is called in the package; none where it is not in it.
pub type NameOfPicture<'a> = dyn FnMut(&str) -> Option<String> + 'a;

/// The HTML of a text of Markdown. Lines stay lines; a single paragraph stands without its tags, so
/// that a list of notes shows its words. A picture keeps its address where `renamed` knows no name for it.
pub(in crate::exchange::export) fn html(markdown: &str, renamed: &mut NameOfPicture<'_>) -> String {
    let options = Options::ENABLE_TABLES | Options::ENABLE_STRIKETHROUGH;
    let events = Parser::new_ext(markdown, options).map(|event| told(event, renamed));
    let events: Vec<Event<'_>> = events.collect();
    // A sign that Markdown has a use for, such as an option that is `#`, is all the text there is.
    let alone = [Event::Text(CowStr::Borrowed(markdown))];
    let inside = match events.iter().any(says_something) {
        true => without_paragraph(&events),
        false => &alone,
    };
    let mut out = String::with_capacity(markdown.len().saturating_add(markdown.len() / 4));
    html::push_html(&mut out, inside.iter().cloned());
    // The fields of a note are joined by a control, and Anki drops the others.
    out.retain(|c| !c.is_control() || c == '\n' || c == '\t');
    out.truncate(out.trim_end().len());
    out
}

fn says_something(event: &Event<'_>) -> bool {
    !matches!(event, Event::Start(_) | Event::End(_))
}

fn told<'a>(event: Event<'a>, renamed: &mut NameOfPicture<'_>) -> Event<'a> {
    match event {
        Event::Start(Tag::Image {
            link_type,
            dest_url,
            title,
            id,
        }) => Event::Start(Tag::Image {
            link_type,
            dest_url: renamed(&dest_url).map_or(dest_url, CowStr::from),
            title,
            id,
        }),
        Event::Html(text) | Event::InlineHtml(text) => Event::Text(text),
        // The terminal shows a line where the document has one.
        Event::SoftBreak => Event::HardBreak,
        Event::Start(Tag::CodeBlock(_)) => Event::Start(Tag::CodeBlock(CodeBlockKind::Indented)),
        Event::Start(Tag::HtmlBlock) => Event::Start(Tag::Paragraph),
        Event::End(TagEnd::HtmlBlock) => Event::End(TagEnd::Paragraph),
        // Only what a reader can follow safely stays a link.
        Event::Start(Tag::Link {
            link_type,
            dest_url,
            title,
            id,
        }) => Event::Start(Tag::Link {
            link_type,
            dest_url: safe(dest_url),
            title,
            id,
        }),
        other => other,
    }
}

fn safe(target: CowStr<'_>) -> CowStr<'_> {
    let scheme = target
        .split([':', '/', '?', '#'])
        .next()
        .unwrap_or_default();
    let has_scheme = target
        .get(scheme.len()..)
        .is_some_and(|rest| rest.starts_with(':'));
    let is_known = ["http", "https", "mailto"]
        .iter()
        .any(|known| scheme.eq_ignore_ascii_case(known));
    if has_scheme && !is_known {
        return CowStr::Borrowed("");
    }
    target
}

/// The events of the only paragraph, where there is but one; all otherwise.
fn without_paragraph<'a, 'e>(events: &'a [Event<'e>]) -> &'a [Event<'e>] {
    match events {
        [
            Event::Start(Tag::Paragraph),
            inside @ ..,
            Event::End(TagEnd::Paragraph),
        ] if !inside.contains(&Event::End(TagEnd::Paragraph)) => inside,
        all => all,
    }
}

#[cfg(test)]
mod tests {
    fn html(markdown: &str) -> String {
        super::html(markdown, &mut |_| None)
    }

    #[test]
    fn a_picture_has_the_name_that_it_is_packed_under() {
        let mut asked = Vec::new();
        let mut name = |address: &str| {
            asked.push(address.to_owned());
            (address == "img/a.png").then(|| "a-12.png".to_owned())
        };
        let text = super::html("![x](img/a.png) ![y](b.png) [z](img/a.png)", &mut name);
        assert_eq!(asked, ["img/a.png", "b.png"]);
        assert_eq!(
            text,
            "<img src=\"a-12.png\" alt=\"x\" /> <img src=\"b.png\" alt=\"y\" /> \
             <a href=\"img/a.png\">z</a>"
        );
    }

    #[test]
    fn words_stand_alone_and_lines_stay_lines() {
        assert_eq!(html("What is **EBS**?"), "What is <strong>EBS</strong>?");
        assert_eq!(html("one\ntwo"), "one<br />\ntwo");
        assert_eq!(html("a & b < c"), "a &amp; b &lt; c");
        assert_eq!(html(""), "");
        for alone in ["#", "-", "4.", "1945."] {
            assert_eq!(html(alone), alone);
        }
        assert_eq!(html("one\n\ntwo"), "<p>one</p>\n<p>two</p>");
        assert_eq!(
            html("- a\n- `b`"),
            "<ul>\n<li>a</li>\n<li><code>b</code></li>\n</ul>"
        );
    }

    #[test]
    fn html_in_a_document_is_text() {
        let text = html("a <script>alert(1)</script> b");
        assert!(
            !text.contains("<script") && text.contains("&lt;script&gt;"),
            "{text}"
        );
        let block = html("<iframe src=x>\n\nb");
        assert!(block.contains("&lt;iframe src=x&gt;"), "{block}");
        assert!(!html("[x](javascript:alert)").contains("javascript"));
        assert!(html("[x](https://aws.example/a:b)").contains("https://aws.example/a:b"));
        assert!(html("![map](x.png)").contains("src=\"x.png\""));
        assert!(!html("a\u{1f}b\u{1b}c").contains(['\u{1f}', '\u{1b}']));
    }
}
