//! `o` and `:open` on cards of a document: its pictures are opened, and nothing outside its folder.

use std::os::unix::fs::{PermissionsExt, symlink};

use super::window::{PATIENCE, PAUSE, Window};
use super::{DESIGN, command, sandbox};
use crate::commands::sandbox::{Sandbox, finish};

const DOCUMENT: &str = "\
# Maps

Q: Which town is ![this](img/a%20map.png) and ![that](../out.png)?
A: Riga, as in ![the answer](answer.png) and ![here](linked.png), ![there](https://example.com/x.png), ![run](x.desktop)
";

const FRONT: &str = "Opened img/a%20map.png. \
                     ../out.png was not opened: it is outside the folder of the document.";

/// The document with its pictures, and a viewer that writes down what it is given.
fn maps() -> (Sandbox, String) {
    let sandbox = sandbox(DOCUMENT);
    std::fs::create_dir(sandbox.path("img")).unwrap();
    for file in ["img/a map.png", "answer.png", "x.desktop", "viewer"] {
        sandbox.write(file, "#!/bin/sh\necho \"$@\" >> opened\n");
    }
    symlink("/etc/passwd", sandbox.path("linked.png")).unwrap();
    std::fs::set_permissions(sandbox.path("viewer"), PermissionsExt::from_mode(0o700)).unwrap();
    let viewer = sandbox.path("viewer").display().to_string();
    (sandbox, viewer)
}

/// What the viewer was given, once that is as many files.
fn opened(sandbox: &Sandbox, files: usize) -> Vec<String> {
    for _ in 0..PATIENCE {
        let text = std::fs::read_to_string(sandbox.path("opened")).unwrap_or_default();
        if text.lines().count() >= files {
            let mut lines: Vec<String> = text.lines().map(str::to_owned).collect();
            lines.sort();
            return lines;
        }
        std::thread::sleep(PAUSE);
    }
    panic!("the viewer never ran");
}

fn files(sandbox: &Sandbox, names: &[&str]) -> Vec<String> {
    let folder = sandbox.path("").canonicalize().unwrap();
    let file = |name: &&str| folder.join(name).display().to_string();
    names.iter().map(file).collect()
}

#[test]
fn plain_lines_open_the_pictures_of_a_document() {
    let (sandbox, viewer) = maps();
    let mut command = sandbox.command(&["review", "--plain"]);
    let ran = finish(
        command
            .env("SRM_OPEN", viewer)
            .write_stdin(":open\n\n:open\n:quit\n"),
    );
    assert!(ran.out.contains(FRONT), "{ran:?}");
    for part in [
        "Opened img/a%20map.png, answer.png.",
        "linked.png was not opened: it is outside the folder of the document.",
        "https://example.com/x.png was not opened: only files in the folder of the document are.",
        "x.desktop was not opened: it is no picture or sound.",
    ] {
        assert!(ran.out.contains(part), "{part}\n{ran:?}");
    }
    let expected = ["answer.png", "img/a map.png", "img/a map.png"];
    assert_eq!(opened(&sandbox, 3), files(&sandbox, &expected));
    assert_eq!(ran.code, 0);
}

#[test]
fn the_full_screen_opens_the_pictures_of_a_document() {
    let (sandbox, viewer) = maps();
    let mut review = command(&sandbox, &["review"]);
    review.env("SRM_OPEN", viewer);
    let mut window = Window::open(review, DESIGN);
    window.see("show the answer");
    window.press("o");
    window.see("Opened img/a%20map.png.");
    window.press(" o");
    window.see("Opened img/a%20map.png, answer.png.");
    window.press("q");
    assert_eq!(window.end(), 0);
    let expected = ["answer.png", "img/a map.png", "img/a map.png"];
    assert_eq!(opened(&sandbox, 3), files(&sandbox, &expected));
}
