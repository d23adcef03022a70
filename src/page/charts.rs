//! Charts as SVG. Each mark says its number when it is pointed at, and to a screen reader the chart is
//! one picture with a title; the table beside it holds the numbers.

use std::fmt::Write as _;

use crate::stats::HeatDay;
use crate::terminal::words::{count, date, grouped};
use crate::terminal::wrap::width;

use super::html::{Html, escaped};

/// The width of every chart, in the units of its own picture.
const WIDTH: f64 = 720.0;
/// The height of the bars.
const HEIGHT: f64 = 140.0;
/// Room above the highest bar, for its number.
const TOP: f64 = 16.0;
/// Room below the bars, for their names.
const BOTTOM: f64 = 20.0;
/// The most names below the bars.
const MOST_NAMES: usize = 12;
/// Half of a wide letter of such a name.
const HALF_A_LETTER: f64 = 3.5;
/// A day of the heat map, with the gap to the next.
const CELL: f64 = 13.0;
/// The weeks that the name of a month takes.
const WEEKS_OF_A_NAME: usize = 3;
/// Room beside the heat map, for the names of days.
const SIDE: f64 = 30.0;

/// One bar, from the bottom to the top in parts.
#[derive(Clone, Debug)]
pub(super) struct Bar {
    /// What stands below it.
    pub(super) name: String,
    /// What it says when it is pointed at.
    pub(super) says: String,
    /// The style class and number of each part.
    pub(super) parts: Vec<(&'static str, u64)>,
}

impl Bar {
    /// A bar of one part.
    pub(super) fn single(name: String, says: String, number: u64) -> Bar {
        Bar {
            name,
            says,
            parts: vec![("bar", number)],
        }
    }

    fn sum(&self) -> u64 {
        self.parts.iter().map(|(_, number)| number).sum()
    }
}

/// Writes a bar chart.
pub(super) fn bars(html: &mut Html, title: &str, bars: &[Bar]) {
    let highest = bars.iter().map(Bar::sum).max().unwrap_or(0);
    let full = TOP + HEIGHT + BOTTOM;
    open(html, title, full);
    let step = WIDTH / bars.len().max(1) as f64;
    let name_every = bars.len().div_ceil(MOST_NAMES).max(1);
    let mut svg = String::new();
    for (index, bar) in bars.iter().enumerate() {
        let x = index as f64 * step;
        write_bar(&mut svg, bar, x, step, highest);
        if index.is_multiple_of(name_every) {
            let _ = writeln!(
                svg,
                "<text x=\"{:.1}\" y=\"{:.1}\" text-anchor=\"middle\">{}</text>",
                inside(x + step / 2.0, &bar.name),
                full - 5.0,
                escaped(&bar.name)
            );
        }
    }
    let _ = writeln!(
        svg,
        "<line class=\"axis\" x1=\"0\" x2=\"{WIDTH}\" y1=\"{0}\" y2=\"{0}\"/>\n\
         <text x=\"0\" y=\"11\">{1}</text>",
        TOP + HEIGHT,
        grouped(highest)
    );
    html.raw(&svg);
    html.raw("</svg>\n");
}

/// The middle of a name, so that all of it is in the picture.
fn inside(middle: f64, name: &str) -> f64 {
    let half = width(name) as f64 * HALF_A_LETTER;
    middle.max(half).min(WIDTH - half)
}

fn write_bar(svg: &mut String, bar: &Bar, x: f64, step: f64, highest: u64) {
    let gap = (step * 0.15).min(6.0);
    let _ = write!(svg, "<g><title>{}</title>", escaped(&bar.says));
    // The whole column can be pointed at, also where the bar is low.
    let _ = write!(
        svg,
        "<rect x=\"{x:.1}\" y=\"0\" width=\"{step:.1}\" height=\"{:.1}\" fill=\"none\" pointer-events=\"all\"/>",
        TOP + HEIGHT
    );
    let mut top = TOP + HEIGHT;
    for (class, number) in bar.parts.iter().filter(|(_, number)| *number > 0) {
        let height = HEIGHT * *number as f64 / highest.max(1) as f64;
        top -= height;
        let _ = write!(
            svg,
            "<rect class=\"{class}\" x=\"{:.1}\" y=\"{top:.1}\" width=\"{:.1}\" height=\"{height:.1}\"/>",
            x + gap / 2.0,
            step - gap
        );
    }
    svg.push_str("</g>\n");
}

/// Writes a heat map: a column a week, Monday at the top.
pub(super) fn heat_map(html: &mut Html, title: &str, days: &[HeatDay]) {
    open(html, title, TOP + 7.0 * CELL + 4.0);
    let mut svg = String::new();
    for (row, name) in [(0, "Mon"), (2, "Wed"), (4, "Fri")] {
        let y = TOP + f64::from(row) * CELL + CELL - 3.0;
        let _ = writeln!(svg, "<text x=\"0\" y=\"{y:.1}\">{name}</text>");
    }
    let mut month = String::new();
    let begins_with = days.get(7 * WEEKS_OF_A_NAME).map(month_of);
    for (index, day) in days.iter().enumerate() {
        let x = SIDE + (index / 7) as f64 * CELL;
        let y = TOP + (index % 7) as f64 * CELL;
        let _ = writeln!(
            svg,
            "<rect class=\"heat{}\" x=\"{x:.1}\" y=\"{y:.1}\" width=\"{1:.1}\" height=\"{1:.1}\" rx=\"2\">\
             <title>{2}: {3}</title></rect>",
            day.heat as u8,
            CELL - 2.0,
            date(day.day),
            count(u64::from(day.answers), "answer", "answers")
        );
        let of_day = month_of(day);
        // A month is named where its first Monday is.
        if index.is_multiple_of(7) && of_day != month {
            // The month that the map begins in may have no room left before the next.
            if index > 0 || begins_with.as_ref() == Some(&of_day) {
                let _ = writeln!(svg, "<text x=\"{x:.1}\" y=\"11\">{of_day}</text>");
            }
            month = of_day;
        }
    }
    html.raw(&svg);
    html.raw("</svg>\n");
}

fn month_of(day: &HeatDay) -> String {
    day.day.date().format("%b").to_string()
}

fn open(html: &mut Html, title: &str, height: f64) {
    html.raw(&format!(
        "<svg viewBox=\"0 0 {WIDTH} {height}\" role=\"img\" aria-label=\"{}\">\n",
        escaped(title)
    ));
}
