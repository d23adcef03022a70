//! A package of Anki being written: the oldest of the three versions, which every Anki, AnkiDroid and
//! most other programs read. What goes in comes as streams; nothing is held whole.

use std::collections::BTreeMap;
use std::io::{Read, Seek, Write};

use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, ZipWriter};

/// Why a package cannot be written.
#[derive(Debug, thiserror::Error)]
pub enum PackError {
    /// The zip cannot be written.
    #[error(transparent)]
    Zip(#[from] zip::result::ZipError),
    /// What goes in cannot be read, or what comes out not be written.
    #[error(transparent)]
    Io(#[from] std::io::Error),
}

/// A package under way.
#[derive(Debug)]
pub struct Packer<W: Write + Seek> {
    zip: ZipWriter<W>,
    /// Names in notes, by the names of their entries.
    media: BTreeMap<String, String>,
}

/// Packing harder takes three times as long and saves a tenth.
const LEVEL: i64 = 1;

impl<W: Write + Seek> Packer<W> {
    /// Begins a package with its collection.
    ///
    /// # Errors
    /// When the collection cannot be read or the package not be written.
    pub fn new(out: W, collection: &mut impl Read) -> Result<Packer<W>, PackError> {
        let mut zip = ZipWriter::new(out);
        let options = SimpleFileOptions::default()
            .compression_method(CompressionMethod::Deflated)
            .compression_level(Some(LEVEL))
            .large_file(true);
        zip.start_file("collection.anki2", options)?;
        std::io::copy(collection, &mut zip)?;
        Ok(Packer {
            zip,
            media: BTreeMap::new(),
        })
    }

    /// Adds a medium under its name in notes. Pictures and sounds are packed already.
    ///
    /// # Errors
    /// As [`Packer::new`].
    pub fn medium(&mut self, name: &str, content: &mut impl Read) -> Result<(), PackError> {
        let entry = self.media.len().to_string();
        let options = SimpleFileOptions::default().compression_method(CompressionMethod::Stored);
        self.zip.start_file(&*entry, options)?;
        std::io::copy(content, &mut self.zip)?;
        self.media.insert(entry, name.to_owned());
        Ok(())
    }

    /// Ends the package with the list of its media.
    ///
    /// # Errors
    /// As [`Packer::new`].
    pub fn finish(mut self) -> Result<W, PackError> {
        let options = SimpleFileOptions::default().compression_method(CompressionMethod::Deflated);
        self.zip.start_file("media", options)?;
        // Texts always have a JSON form.
        let list = serde_json::to_vec(&self.media).unwrap_or_default();
        self.zip.write_all(&list)?;
        Ok(self.zip.finish()?)
    }
}

#[cfg(test)]
mod tests {
    use std::io::Cursor;

    use super::*;
    use crate::exchange::anki::{Limits, Version, open_package};

    #[test]
    fn what_is_packed_is_unpacked() {
        let collection = vec![7; 100_000];
        let mut packer = Packer::new(Cursor::new(Vec::new()), &mut &collection[..]).unwrap();
        packer.medium("a map.png", &mut &b"png"[..]).unwrap();
        packer.medium("\u{e9}.mp3", &mut &b"mp3"[..]).unwrap();
        let bytes = packer.finish().unwrap();
        let mut package = open_package(bytes, Limits::default()).unwrap();
        assert_eq!(package.version(), Version::Legacy1);
        let mut out = Vec::new();
        package.copy_collection(&mut out).unwrap();
        assert_eq!(out, collection);
        let media = package.media().to_vec();
        let names: Vec<&str> = media.iter().map(|medium| &*medium.name).collect();
        assert_eq!(names, ["a map.png", "\u{e9}.mp3"]);
        let mut out = Vec::new();
        package.copy_medium(&media[1], &mut out).unwrap();
        assert_eq!(out, b"mp3");
    }
}
