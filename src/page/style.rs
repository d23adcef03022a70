//! The style of the page: light and dark as the reader's system is, and plain on paper. The colours of
//! new, young and mature are those of Okabe and Ito, which people with any kind of colour vision can
//! tell apart; the heat map goes from pale to dark in one hue.

/// The style sheet.
pub(super) const STYLE: &str = "
:root {
  --paper: #ffffff; --ink: #1b1b1b; --faint: #5d5d5d; --line: #d0d0d0;
  --bar: #0072b2; --new: #56b4e9; --young: #e69f00; --mature: #009e73; --other: #999999;
  --heat0: #ececec; --heat1: #c3ddf0; --heat2: #7fb6dd; --heat3: #2f80b8; --heat4: #08406b;
}
@media (prefers-color-scheme: dark) {
  :root {
    --paper: #16181c; --ink: #ececec; --faint: #a8a8a8; --line: #41454c;
    --bar: #56a8dc; --heat0: #262a30; --heat1: #23435c; --heat2: #2f6a93; --heat3: #5aa3d3; --heat4: #c3e4fa;
  }
}
* { box-sizing: border-box; }
body {
  margin: 0 auto; max-width: 48rem; padding: 1rem;
  background: var(--paper); color: var(--ink);
  font: 1rem/1.5 system-ui, sans-serif;
}
h1 { font-size: 1.6rem; margin: 0.5rem 0; overflow-wrap: anywhere; }
h2 { font-size: 1.2rem; margin: 0 0 0.25rem; }
header p, footer p, .definition { color: var(--faint); margin: 0.25rem 0; }
section { border-top: 1px solid var(--line); padding: 1rem 0; }
svg { display: block; width: 100%; height: auto; }
svg text { fill: var(--faint); font: 11px system-ui, sans-serif; }
.axis { stroke: var(--line); }
.bar { fill: var(--bar); } .new { fill: var(--new); } .young { fill: var(--young); }
.mature { fill: var(--mature); } .other { fill: var(--other); }
.heat0 { fill: var(--heat0); } .heat1 { fill: var(--heat1); } .heat2 { fill: var(--heat2); }
.heat3 { fill: var(--heat3); } .heat4 { fill: var(--heat4); }
.key { display: inline-block; width: 0.8em; height: 0.8em; vertical-align: baseline; margin: 0 0.3em 0 1em; }
.facts { display: flex; flex-wrap: wrap; gap: 0.5rem 2rem; margin: 0.5rem 0; padding: 0; list-style: none; }
.facts strong { display: block; font-size: 1.4rem; line-height: 1.2; }
table { border-collapse: collapse; width: 100%; margin: 0.5rem 0; font-size: 0.9rem; }
th, td { text-align: left; padding: 0.2rem 0.5rem; border-bottom: 1px solid var(--line); vertical-align: top; overflow-wrap: anywhere; }
.number { text-align: right; font-variant-numeric: tabular-nums; overflow-wrap: normal; }
td:first-child { min-width: 7.5em; }
summary { color: var(--faint); cursor: pointer; }
@media print {
  :root {
    --paper: #ffffff; --ink: #000000; --faint: #333333; --line: #999999; --bar: #0072b2;
    --heat0: #ececec; --heat1: #c3ddf0; --heat2: #7fb6dd; --heat3: #2f80b8; --heat4: #08406b;
  }
  * { print-color-adjust: exact; -webkit-print-color-adjust: exact; }
  body { max-width: none; padding: 0; font-size: 10pt; }
  section { break-inside: avoid; }
  details { display: none; }
}
";
