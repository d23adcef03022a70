//! Anki's packages: a zip with a collection and media, in three versions. Everything in it is a
//! stranger's: sizes are counted while bytes come out, whatever the headers promise, and a name in it
//! is never a path.

use std::collections::BTreeMap;
use std::io::{Read, Seek, Write};

use zip::ZipArchive;
use zip::result::ZipError;

use super::protobuf;

/// How much a package may unpack to.
#[derive(Clone, Copy, Debug)]
pub struct Limits {
    /// The largest collection, in bytes.
    pub collection: u64,
    /// The largest medium, in bytes.
    pub medium: u64,
    /// The most that all media come to, in bytes.
    pub media: u64,
    /// Up to this many bytes nobody asks how well they were packed.
    pub free: u64,
    /// Above that, how many bytes may come out for one that goes in.
    pub ratio: u64,
    /// The most entries.
    pub entries: usize,
    /// The largest list of media, in bytes.
    pub list: u64,
}

impl Default for Limits {
    fn default() -> Limits {
        Limits {
            collection: 1 << 30,
            medium: 256 << 20,
            media: 8 << 30,
            free: 64 << 20,
            ratio: 200,
            entries: 100_000,
            list: 64 << 20,
        }
    }
}

/// The version of a package.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Version {
    /// `collection.anki2`, nothing compressed twice.
    Legacy1,
    /// `collection.anki21`.
    Legacy2,
    /// `collection.anki21b` and media compressed with zstd, the list of media a protocol buffer.
    Latest,
}

/// What is wrong with a package.
#[derive(Debug, thiserror::Error)]
pub enum PackageError {
    /// It is no zip, or a damaged one.
    #[error("this is no Anki package: {0}")]
    NoPackage(String),
    /// It has no collection.
    #[error("there is no collection in the package")]
    NoCollection,
    /// A newer program wrote it.
    #[error(
        "the package was made by a newer Anki (package version {0}; this program reads up to 3)"
    )]
    Newer(u64),
    /// The entry that names its version makes no sense.
    #[error("the package does not say which version it has")]
    NoVersion,
    /// The list of media makes no sense.
    #[error("the list of media is damaged: {0}")]
    MediaList(String),
    /// A medium's name leads somewhere.
    #[error("a medium is called {0:?}, which is a path and no name")]
    MediaPath(String),
    /// There is more in it than anybody needs.
    #[error("{what} is larger than {most} bytes, or packed far too well to be honest")]
    TooLarge {
        /// What it is.
        what: String,
        /// How much there may be.
        most: u64,
    },
    /// There are too many entries.
    #[error("the package has {0} entries; {1} are the most")]
    TooMany(usize, usize),
    /// What comes out cannot be read or written.
    #[error("{what} cannot be unpacked: {source}")]
    Unpack {
        /// What it is.
        what: String,
        /// Why not.
        source: std::io::Error,
    },
}

/// A medium of a package.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MediaFile {
    /// The name of its entry.
    pub entry: String,
    /// Its name in notes.
    pub name: String,
}

/// An open package.
#[derive(Debug)]
pub struct Manifest<R> {
    archive: ZipArchive<R>,
    version: Version,
    limits: Limits,
    media: Vec<MediaFile>,
    unpacked_media: u64,
}

/// Opens a package and reads what it holds.
///
/// # Errors
/// When it is no package, a newer one, or its list of media makes no sense.
pub fn open_package<R: Read + Seek>(
    reader: R,
    limits: Limits,
) -> Result<Manifest<R>, PackageError> {
    let mut archive =
        ZipArchive::new(reader).map_err(|error| PackageError::NoPackage(error.to_string()))?;
    if archive.len() > limits.entries {
        return Err(PackageError::TooMany(archive.len(), limits.entries));
    }
    let version = version(&mut archive, &limits)?;
    let mut package = Manifest {
        archive,
        version,
        limits,
        media: Vec::new(),
        unpacked_media: 0,
    };
    package.media = package.read_media_list()?;
    Ok(package)
}

fn version<R: Read + Seek>(
    archive: &mut ZipArchive<R>,
    limits: &Limits,
) -> Result<Version, PackageError> {
    if archive.index_for_name("meta").is_some() {
        let mut meta = Vec::new();
        copy(archive, "meta", Packing::Zip, limits, 1 << 10, &mut meta)?;
        let fields = protobuf::fields(&meta).ok_or(PackageError::NoVersion)?;
        let number = fields.iter().rev().find(|(number, _)| *number == 1);
        let number = number.and_then(|(_, value)| value.number());
        let version = match number {
            Some(1) => Version::Legacy1,
            Some(2) => Version::Legacy2,
            Some(3) => Version::Latest,
            Some(other) => return Err(PackageError::Newer(other)),
            None => return Err(PackageError::NoVersion),
        };
        return match archive.index_for_name(version.collection()) {
            Some(_) => Ok(version),
            None => Err(PackageError::NoCollection),
        };
    }
    // The newest first: beside it lies a collection with one note that asks to update.
    [Version::Latest, Version::Legacy2, Version::Legacy1]
        .into_iter()
        .find(|version| archive.index_for_name(version.collection()).is_some())
        .ok_or(PackageError::NoCollection)
}

impl Version {
    fn collection(self) -> &'static str {
        match self {
            Version::Legacy1 => "collection.anki2",
            Version::Legacy2 => "collection.anki21",
            Version::Latest => "collection.anki21b",
        }
    }

    fn packing(self) -> Packing {
        match self {
            Version::Legacy1 | Version::Legacy2 => Packing::Zip,
            Version::Latest => Packing::Zstd,
        }
    }
}

impl<R: Read + Seek> Manifest<R> {
    /// Its version.
    pub fn version(&self) -> Version {
        self.version
    }

    /// Its media, in the order of their entries.
    pub fn media(&self) -> &[MediaFile] {
        &self.media
    }

    /// Unpacks the collection; returns its bytes.
    ///
    /// # Errors
    /// When it is damaged or too large.
    pub fn copy_collection(&mut self, out: &mut impl Write) -> Result<u64, PackageError> {
        let (name, packing) = (self.version.collection(), self.version.packing());
        let most = self.limits.collection;
        copy(&mut self.archive, name, packing, &self.limits, most, out)
    }

    /// Unpacks a medium; `None` when the package lists it and does not have it.
    ///
    /// # Errors
    /// When it is damaged or too large, or there is too much of all media.
    pub fn copy_medium(
        &mut self,
        medium: &MediaFile,
        out: &mut impl Write,
    ) -> Result<Option<u64>, PackageError> {
        if self.archive.index_for_name(&medium.entry).is_none() {
            return Ok(None);
        }
        let left = self.limits.media.saturating_sub(self.unpacked_media);
        let most = self.limits.medium.min(left);
        let packing = self.version.packing();
        let copied = copy(
            &mut self.archive,
            &medium.entry,
            packing,
            &self.limits,
            most,
            out,
        )?;
        self.unpacked_media = self.unpacked_media.saturating_add(copied);
        Ok(Some(copied))
    }

    fn read_media_list(&mut self) -> Result<Vec<MediaFile>, PackageError> {
        if self.archive.index_for_name("media").is_none() {
            return Ok(Vec::new());
        }
        let mut list = Vec::new();
        let packing = self.version.packing();
        let most = self.limits.list;
        copy(
            &mut self.archive,
            "media",
            packing,
            &self.limits,
            most,
            &mut list,
        )
        .map_err(|error| match error {
            PackageError::Unpack { source, .. } => PackageError::MediaList(source.to_string()),
            other => other,
        })?;
        let media = match self.version {
            Version::Latest => media_of_entries(&list),
            Version::Legacy1 | Version::Legacy2 => media_of_json(&list),
        }?;
        if media.len() > self.limits.entries {
            return Err(PackageError::TooMany(media.len(), self.limits.entries));
        }
        match media.iter().find(|medium| is_path(&medium.name)) {
            Some(medium) => Err(PackageError::MediaPath(
                medium.name.chars().take(80).collect(),
            )),
            None => Ok(media),
        }
    }
}

/// Whether a name would lead out of its folder, or nowhere.
fn is_path(name: &str) -> bool {
    name.is_empty() || name == "." || name == ".." || name.contains(['/', '\\', '\0'])
}

fn media_of_entries(list: &[u8]) -> Result<Vec<MediaFile>, PackageError> {
    let broken = || PackageError::MediaList("it is no list of entries".to_owned());
    let mut media = Vec::new();
    let entries = protobuf::fields(list).ok_or_else(broken)?;
    for (_, entry) in entries.iter().filter(|(number, _)| *number == 1) {
        let entry = entry
            .bytes()
            .and_then(protobuf::fields)
            .ok_or_else(broken)?;
        let name = entry.iter().rev().find(|(number, _)| *number == 1);
        let name = name.map_or(Some(""), |(_, value)| value.text());
        media.push(MediaFile {
            entry: media.len().to_string(),
            name: name.ok_or_else(broken)?.to_owned(),
        });
    }
    Ok(media)
}

fn media_of_json(list: &[u8]) -> Result<Vec<MediaFile>, PackageError> {
    let names: BTreeMap<String, String> =
        serde_json::from_slice(list).map_err(|error| PackageError::MediaList(error.to_string()))?;
    let mut numbered = Vec::with_capacity(names.len());
    for (entry, name) in names {
        let number: u32 = entry
            .parse()
            .map_err(|_| PackageError::MediaList(format!("{entry:?} is no number")))?;
        numbered.push((number, MediaFile { entry, name }));
    }
    numbered.sort_by_key(|(number, _)| *number);
    Ok(numbered.into_iter().map(|(_, medium)| medium).collect())
}

/// How an entry is packed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Packing {
    Zip,
    /// zstd inside of the zip.
    Zstd,
}

/// The largest window of zstd that is given memory: 32 MiB. Anki's own packages need 2.
const ZSTD_WINDOW_LOG: u32 = 25;

/// Unpacks an entry, and stops where more comes out than there may be.
fn copy<R: Read + Seek>(
    archive: &mut ZipArchive<R>,
    name: &str,
    packing: Packing,
    limits: &Limits,
    most: u64,
    out: &mut impl Write,
) -> Result<u64, PackageError> {
    let shown: String = name.chars().take(40).collect();
    let unpack = |source| PackageError::Unpack {
        what: shown.clone(),
        source,
    };
    let entry = archive.by_name(name).map_err(|error| match error {
        ZipError::FileNotFound => PackageError::NoCollection,
        other => unpack(std::io::Error::other(other)),
    })?;
    // A header can promise little; what is counted below is what comes out.
    let packed = entry.compressed_size();
    let most = most.min(limits.free.max(packed.saturating_mul(limits.ratio)));
    let too_much = most.saturating_add(1);
    let copied = match packing {
        Packing::Zip => std::io::copy(&mut entry.take(too_much), out),
        Packing::Zstd => zstd::Decoder::new(entry).and_then(|mut decoder| {
            decoder.window_log_max(ZSTD_WINDOW_LOG)?;
            std::io::copy(&mut decoder.take(too_much), out)
        }),
    }
    .map_err(unpack)?;
    if copied > most {
        return Err(PackageError::TooLarge { what: shown, most });
    }
    Ok(copied)
}
