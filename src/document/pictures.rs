//! The pictures that a Markdown text shows, by the addresses that it names. It must never follow one.

use pulldown_cmark::{Event, Parser, Tag};

/// The addresses of the pictures in a text, in their order, each once.
pub fn pictures(markdown: &str) -> Vec<String> {
    let mut addresses: Vec<String> = Vec::new();
    if !markdown.contains("![") {
        return addresses;
    }
    for event in Parser::new(markdown) {
        if let Event::Start(Tag::Image { dest_url, .. }) = event {
            let address = dest_url.into_string();
            if !address.is_empty() && !addresses.contains(&address) {
                addresses.push(address);
            }
        }
    }
    addresses
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_way_to_name_a_picture_is_found() {
        let text = "![a](img/a.png) ![b](<my map.png> \"Title\") [no](no.png) `![c](c.png)` \
                    ![a](img/a.png) [![in a link](d.png)](https://x) ![e](e%20f.png) ![](g.png)";
        assert_eq!(
            pictures(text),
            ["img/a.png", "my map.png", "d.png", "e%20f.png", "g.png"]
        );
        assert_eq!(pictures("a ! b [c](d) ![open ![]()"), Vec::<String>::new());
    }
}
