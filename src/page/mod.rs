//! The statistics page: a report as one HTML file that needs nothing else. No script, no font, no
//! picture from elsewhere; charts are SVG in the page, and every number of them stands in a table too.
//! It must never know where a report comes from, and never let a text through that is not escaped.

mod charts;
mod html;
mod sections;
mod style;

use crate::stats::Report;
use crate::terminal::words::full_date;

use html::Html;

/// Nothing may be loaded or run; the style of the page itself is all there is. A deck from the
/// internet could bring a text that slips through: then this still holds.
const POLICY: &str =
    "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'";

/// The report as a page. `subject` is what it is about: a deck, a search; none for everything.
pub fn stats_page(report: &Report, subject: Option<&str>) -> String {
    let mut html = Html::default();
    html.raw("<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n");
    html.raw(&format!(
        "<meta http-equiv=\"Content-Security-Policy\" content=\"{POLICY}\">\n"
    ));
    html.raw("<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n");
    html.raw("<meta name=\"color-scheme\" content=\"light dark\">\n");
    html.raw("<meta name=\"referrer\" content=\"no-referrer\">\n");
    let title = match subject {
        Some(subject) => format!("Statistics: {subject}"),
        None => "Statistics".to_owned(),
    };
    html.element("title", "", &title);
    html.raw("<style>");
    html.raw(style::STYLE);
    html.raw("</style>\n</head>\n<body>\n<header>\n");
    html.element("h1", "", &title);
    let range = format!("{}. Looking back: {}.", full_date(report.day), report.range);
    html.element("p", "", &range);
    html.raw("</header>\n<main>\n");
    sections::write(&mut html, report);
    html.raw("</main>\n<footer>\n");
    html.element(
        "p",
        "",
        "Made by srm stats --html. What each number is: srm stats --help.",
    );
    html.raw("</footer>\n</body>\n</html>\n");
    html.into_text()
}

#[cfg(test)]
mod tests;
