//! The page of `srm stats --html` in a real browser: it is laid out without scripts, follows the wish for
//! light or dark, fits a phone, and prints. `SRM_BROWSER` names the Chromium to look with; without it, the
//! test says that it was skipped, and checks nothing.

use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use crate::commands::sandbox::Sandbox;

/// What the browser prints for a page.
fn open(browser: &Path, sandbox: &Sandbox, page: &Path, options: &[&str]) -> Vec<u8> {
    let output = Command::new(browser)
        .args([
            "--headless",
            "--no-sandbox",
            "--disable-gpu",
            "--hide-scrollbars",
        ])
        .arg(format!(
            "--user-data-dir={}",
            sandbox.path("browser").display()
        ))
        .args(options)
        .arg(format!("file://{}", page.display()))
        .current_dir(sandbox.path(""))
        .stdin(Stdio::null())
        .output()
        .unwrap();
    assert!(output.status.success(), "{output:?}");
    output.stdout
}

#[test]
fn the_page_is_shown_by_a_browser_in_light_and_dark_and_on_paper() {
    let Some(browser) = std::env::var_os("SRM_BROWSER").map(PathBuf::from) else {
        let skipped = "SKIPPED: SRM_BROWSER names no browser";
        writeln!(std::io::stderr(), "{skipped}").unwrap();
        return;
    };
    let sandbox = Sandbox::with_notes();
    sandbox.run_with(&["review"], "\n3\n\n1\n:quit\n");
    let ran = sandbox.run(&["stats", "--html", "stats.html"]);
    assert_eq!(ran.code, 0, "{ran:?}");
    let page = sandbox.path("stats.html");
    // What the browser made of it. There is no script, and its policy lets none in, so this is what everybody
    // sees. With scripts turned off altogether, a headless Chromium 156 prints nothing and takes no picture.
    let shown = open(&browser, &sandbox, &page, &["--dump-dom"]);
    let shown = String::from_utf8(shown).unwrap();
    for part in ["<h2>Heat map</h2>", "<svg", "Cards due by day", "</html>"] {
        assert!(shown.contains(part), "{part}\n{shown}");
    }
    assert!(!shown.contains("<script"), "{shown}");
    assert!(shown.contains("default-src 'none'") && !shown.contains("script-src"));
    let picture = |name: &str, scheme: &str, size: &str| {
        let file = format!("--screenshot={name}.png");
        let scheme = format!("--blink-settings=preferredColorScheme={scheme}");
        open(&browser, &sandbox, &page, &[&file, &scheme, size]);
        std::fs::read(sandbox.path(&format!("{name}.png"))).unwrap()
    };
    let wide = "--window-size=900,4000";
    let (dark, light) = (picture("dark", "0", wide), picture("light", "1", wide));
    assert!(dark.starts_with(b"\x89PNG") && light.starts_with(b"\x89PNG"));
    assert_ne!(dark, light, "light and dark look the same");
    // A blank picture of this size is far smaller than one with charts.
    let smallest = 20_000;
    assert!(
        dark.len() > smallest && light.len() > smallest,
        "{} {}",
        dark.len(),
        light.len()
    );
    assert!(picture("phone", "1", "--window-size=400,6000").len() > smallest);
    open(&browser, &sandbox, &page, &["--print-to-pdf=stats.pdf"]);
    let paper = std::fs::read(sandbox.path("stats.pdf")).unwrap();
    assert!(
        paper.starts_with(b"%PDF") && paper.len() > smallest,
        "{}",
        paper.len()
    );
}
