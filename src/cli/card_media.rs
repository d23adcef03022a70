//! What can be seen and heard of a card: Anki's media, kept beside the database, and the pictures of its
//! document, which lie in the document's folder. A card may come from a stranger, so nothing outside of
//! these is ever opened, and nothing that a system would run.

use std::path::{Component, Path, PathBuf};

use crate::document::pictures;
use crate::exchange::anki::{decoded, media_shown};
use crate::store::Medium;
use crate::terminal::words::shortened;

use super::media_folder::MediaFolder;
use super::opener;

/// The most media that one key opens: each may be a window.
const MOST_OPENED: usize = 8;

/// The longest address that is named in full.
const LONGEST_ADDRESS: usize = 60;

/// The endings of what is only seen or heard.
const ENDINGS: [&str; 27] = [
    "png", "apng", "jpg", "jpeg", "gif", "webp", "avif", "bmp", "ico", "svg", "tif", "tiff",
    "heic", "mp3", "ogg", "oga", "opus", "wav", "flac", "m4a", "aac", "3gp", "spx", "mp4", "webm",
    "ogv", "mov",
];

/// Where the media of a card may lie.
pub(super) struct Places<'a> {
    /// The folder of Anki's media.
    pub(super) kept: &'a MediaFolder,
    /// The media of Anki that belong to the card.
    pub(super) media: Vec<Medium>,
    /// The document of the card, when it was read from a file.
    pub(super) document: Option<&'a Path>,
}

/// A medium to open: its name, and its file or why there is none.
type Found = (String, Result<PathBuf, &'static str>);

impl Places<'_> {
    /// Opens what this Markdown shows; says what came of it. None of this is a reason to end a session.
    pub(super) fn open(&self, markdown: &str) -> String {
        let found = self.found(markdown);
        if found.is_empty() {
            return "There is no picture or sound to open here.".to_owned();
        }
        let (mut names, mut refused) = (Vec::new(), Vec::new());
        for (name, file) in found.into_iter().take(MOST_OPENED) {
            let name = shortened(&name, LONGEST_ADDRESS);
            match file {
                Err(why) => refused.push(format!("{name} was not opened: {why}.")),
                Ok(file) => match opener::open(&file) {
                    Ok(()) => names.push(name),
                    Err(failure) => return failure.in_sentences(),
                },
            }
        }
        let opened = (!names.is_empty()).then(|| format!("Opened {}.", names.join(", ")));
        let said: Vec<String> = opened.into_iter().chain(refused).collect();
        said.join(" ")
    }

    fn found(&self, markdown: &str) -> Vec<Found> {
        let names = media_shown(markdown);
        let kept = self
            .media
            .iter()
            .filter(|medium| names.contains(&medium.name));
        let mut found: Vec<Found> = kept
            .map(|medium| (medium.name.clone(), self.kept_file(medium)))
            .collect();
        let addresses = pictures(markdown).into_iter();
        let others = addresses.filter(|address| {
            let named = |name: &str| self.media.iter().any(|medium| medium.name == name);
            !named(address) && !decoded(address).is_some_and(|name| named(&name))
        });
        found.extend(others.map(|address| {
            let file = document_file(self.document, &address);
            (address, file)
        }));
        found
    }

    fn kept_file(&self, medium: &Medium) -> Result<PathBuf, &'static str> {
        if !self.kept.has(medium) {
            return Err("it is not in the folder beside the database");
        }
        let file = self.kept.file(medium);
        is_seen_or_heard(&file).then_some(file).ok_or(NEITHER)
    }
}

/// The file that an address in a document names, or why there is none that may be read.
pub(super) fn document_file(
    document: Option<&Path>,
    address: &str,
) -> Result<PathBuf, &'static str> {
    let document = document.ok_or("this card comes from no file")?;
    let folder = document
        .parent()
        .and_then(|folder| folder.canonicalize().ok())
        .ok_or("the folder of the document is gone")?;
    match file_in(&folder, address) {
        Err(ABSENT) => match decoded(address) {
            Some(plain) => file_in(&folder, &plain),
            None => Err(ABSENT),
        },
        other => other,
    }
}

const ABSENT: &str = "it is not in the folder of the document";
const OUTSIDE: &str = "it is outside the folder of the document";
const ADDRESS: &str = "only files in the folder of the document are";
const NEITHER: &str = "it is no picture or sound";

/// A file inside a folder, whose own path is without links.
fn file_in(folder: &Path, address: &str) -> Result<PathBuf, &'static str> {
    if has_scheme(address) || address.contains('\0') {
        return Err(ADDRESS);
    }
    let relative = Path::new(address);
    let stays = |part: Component<'_>| matches!(part, Component::Normal(_) | Component::CurDir);
    if !relative.components().all(stays) {
        return Err(OUTSIDE);
    }
    // A link may lead anywhere; where it leads to counts.
    let file = folder.join(relative).canonicalize().map_err(|_| ABSENT)?;
    if !file.starts_with(folder) {
        return Err(OUTSIDE);
    }
    if !file.is_file() {
        return Err(ABSENT);
    }
    is_seen_or_heard(&file).then_some(file).ok_or(NEITHER)
}

/// Whether an address begins like `https:`, which no path in a folder has to.
pub(super) fn has_scheme(address: &str) -> bool {
    let Some((scheme, _)) = address.split_once(':') else {
        return false;
    };
    let is_part = |c: char| c.is_ascii_alphanumeric() || matches!(c, '+' | '-' | '.');
    scheme.starts_with(|c: char| c.is_ascii_alphabetic()) && scheme.chars().all(is_part)
}

/// Whether the ending of a file is of what is only looked at or listened to. What a system might run,
/// such as a `.desktop` file, is not opened.
fn is_seen_or_heard(file: &Path) -> bool {
    let ending = file.extension().and_then(|ending| ending.to_str());
    ending.is_some_and(|ending| {
        ENDINGS
            .iter()
            .any(|known| ending.eq_ignore_ascii_case(known))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A folder with a picture, one in a folder, one outside, and a program.
    fn room() -> (tempfile::TempDir, PathBuf) {
        let room = tempfile::tempdir().unwrap();
        let folder = room.path().canonicalize().unwrap().join("notes");
        std::fs::create_dir_all(folder.join("img")).unwrap();
        for file in ["a.png", "img/b c.PNG", "run.desktop", "noending", "a:b.png"] {
            std::fs::write(folder.join(file), "x").unwrap();
        }
        std::fs::write(room.path().join("out.png"), "x").unwrap();
        (room, folder)
    }

    #[test]
    fn a_path_inside_the_folder_is_found() {
        let (_room, folder) = room();
        for (address, file) in [
            ("a.png", "a.png"),
            ("./a.png", "a.png"),
            ("img/b c.PNG", "img/b c.PNG"),
            ("img//b c.PNG", "img/b c.PNG"),
        ] {
            assert_eq!(
                file_in(&folder, address),
                Ok(folder.join(file)),
                "{address}"
            );
        }
    }

    #[test]
    fn whatever_leads_out_or_is_no_picture_is_refused() {
        let (_room, folder) = room();
        for (address, why) in [
            ("../out.png", OUTSIDE),
            ("img/../a.png", OUTSIDE),
            ("/etc/passwd", OUTSIDE),
            ("//host/share.png", OUTSIDE),
            ("https://example.com/a.png", ADDRESS),
            ("file:///etc/passwd", ADDRESS),
            ("FILE:a.png", ADDRESS),
            ("javascript:alert(1)", ADDRESS),
            ("data:image/png;base64,AA", ADDRESS),
            ("C:\\a.png", ADDRESS),
            ("a\0.png", ADDRESS),
            ("gone.png", ABSENT),
            ("img", ABSENT),
            ("", ABSENT),
            (".", ABSENT),
            ("run.desktop", NEITHER),
            ("noending", NEITHER),
            ("-a.png", ABSENT),
            (&"x".repeat(5000), ABSENT),
        ] {
            assert_eq!(file_in(&folder, address), Err(why), "{address}");
        }
    }

    #[cfg(unix)]
    #[test]
    fn a_link_may_lead_inside_and_not_out() {
        use std::os::unix::fs::symlink;
        let (room, folder) = room();
        symlink(room.path().join("out.png"), folder.join("out.png")).unwrap();
        symlink(room.path(), folder.join("up")).unwrap();
        symlink("a.png", folder.join("same.png")).unwrap();
        symlink("run.desktop", folder.join("hidden.png")).unwrap();
        symlink("round.png", folder.join("round.png")).unwrap();
        assert_eq!(file_in(&folder, "out.png"), Err(OUTSIDE));
        assert_eq!(file_in(&folder, "up/out.png"), Err(OUTSIDE));
        assert_eq!(file_in(&folder, "same.png"), Ok(folder.join("a.png")));
        assert_eq!(file_in(&folder, "hidden.png"), Err(NEITHER));
        assert_eq!(file_in(&folder, "round.png"), Err(ABSENT));
    }
}
