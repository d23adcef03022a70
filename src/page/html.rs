//! Writing HTML. Texts and attributes go through [`Html::text`] and [`escaped`]; what is written raw
//! stands in this program.

use crate::terminal::escape::one_line;

/// A page while it is being written.
#[derive(Debug, Default)]
pub(super) struct Html {
    page: String,
}

impl Html {
    /// Writes what this program says itself.
    pub(super) fn raw(&mut self, html: &str) {
        self.page.push_str(html);
    }

    /// Writes a text, whatever it holds.
    pub(super) fn text(&mut self, text: &str) {
        self.page.push_str(&escaped(text));
    }

    /// Writes an element with a text in it, on a line of its own. `class` is of this program.
    pub(super) fn element(&mut self, name: &str, class: &str, text: &str) {
        let class = match class {
            "" => String::new(),
            class => format!(" class=\"{class}\""),
        };
        self.raw(&format!("<{name}{class}>"));
        self.text(text);
        self.raw(&format!("</{name}>\n"));
    }

    /// Writes a table: a header, then rows. Numbers, which is what all columns but the first `words`
    /// hold, stand on the right.
    pub(super) fn table(&mut self, header: &[&str], rows: &[Vec<String>], words: usize) {
        let class = |column: usize| if column < words { "" } else { "number" };
        self.raw("<table>\n<thead><tr>");
        for (column, title) in header.iter().enumerate() {
            self.raw(&format!("<th scope=\"col\" class=\"{}\">", class(column)));
            self.text(title);
            self.raw("</th>");
        }
        self.raw("</tr></thead>\n<tbody>\n");
        for row in rows {
            self.raw("<tr>");
            for (column, cell) in row.iter().enumerate() {
                self.raw(&format!("<td class=\"{}\">", class(column)));
                self.text(cell);
                self.raw("</td>");
            }
            self.raw("</tr>\n");
        }
        self.raw("</tbody></table>\n");
    }

    /// As [`Html::table`], folded up until somebody opens it.
    pub(super) fn folded_table(&mut self, header: &[&str], rows: &[Vec<String>]) {
        self.raw("<details><summary>Numbers</summary>\n");
        self.table(header, rows, 1);
        self.raw("</details>\n");
    }

    /// The page.
    pub(super) fn into_text(self) -> String {
        self.page
    }
}

/// A text that HTML reads as text, in an element or an attribute. What would turn the order of
/// letters becomes a visible mark, as on the terminal.
pub(super) fn escaped(text: &str) -> String {
    let mut safe = String::with_capacity(text.len());
    for c in one_line(text).chars() {
        match c {
            '&' => safe.push_str("&amp;"),
            '<' => safe.push_str("&lt;"),
            '>' => safe.push_str("&gt;"),
            '"' => safe.push_str("&quot;"),
            '\'' => safe.push_str("&#39;"),
            _ => safe.push(c),
        }
    }
    safe
}
