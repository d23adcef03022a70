//! The pages of a damaged file, one after the other, without asking SQLite. Nothing that is read here
//! is believed: a page may be torn, another program's, or zeros. The layout is that of SQLite's "Database
//! File Format", sections 1 and 4.

use std::fs::File;
use std::io::{self, Read, Seek, SeekFrom};
use std::path::Path;

/// The page size of our collections, for a file whose header cannot be read.
const USUAL_SIZE: usize = 4096;
/// The header of a log that is written ahead, and of each of its frames.
const LOG_HEADER: u64 = 32;
const FRAME_HEADER: u64 = 24;

/// A damaged file and the log beside it.
pub(super) struct Pages {
    file: File,
    size: usize,
    in_file: u32,
    log: Option<Log>,
}

/// The frames of a log that belong to its last use, oldest first.
struct Log {
    file: File,
    frames: Vec<Frame>,
}

struct Frame {
    page: u32,
    at: u64,
}

/// Where a page was found.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Place {
    File(u32),
    Log(usize),
}

impl Pages {
    /// Opens the file and its log.
    pub(super) fn open(path: &Path) -> io::Result<Pages> {
        let mut file = File::open(path)?;
        let size = page_size(&mut file).unwrap_or(USUAL_SIZE);
        let length = file.metadata()?.len();
        let in_file = length.checked_div(size as u64).unwrap_or(0);
        let in_file = u32::try_from(in_file).unwrap_or(u32::MAX);
        let mut log_path = path.as_os_str().to_owned();
        log_path.push("-wal");
        let log = File::open(log_path)
            .and_then(|file| Log::read(file, size))
            .ok();
        Ok(Pages {
            file,
            size,
            in_file,
            log,
        })
    }

    /// All places, the newest content first.
    pub(super) fn places(&self) -> impl Iterator<Item = Place> + use<> {
        let frames = self.log.as_ref().map_or(0, |log| log.frames.len());
        (0..frames)
            .rev()
            .map(Place::Log)
            .chain((1..=self.in_file).map(Place::File))
    }

    /// The content at a place; where that is page 1 of the file, without the file's own header.
    pub(super) fn at(&mut self, place: Place) -> io::Result<Page> {
        let number = match place {
            Place::File(number) => number,
            Place::Log(frame) => self
                .log
                .as_ref()
                .and_then(|log| log.frames.get(frame))
                .map_or(0, |frame| frame.page),
        };
        let bytes = self.read(place)?;
        let header = if number == 1 { 100 } else { 0 };
        Ok(Page { bytes, header })
    }

    /// The newest content of a page by its number, as a chain of overflow pages names it.
    pub(super) fn numbered(&mut self, number: u32) -> io::Result<Vec<u8>> {
        let newest = self
            .log
            .as_ref()
            .and_then(|log| log.frames.iter().rposition(|frame| frame.page == number));
        match newest {
            Some(frame) => self.read(Place::Log(frame)),
            None => self.read(Place::File(number)),
        }
    }

    fn read(&mut self, place: Place) -> io::Result<Vec<u8>> {
        let mut bytes = vec![0; self.size];
        match place {
            Place::File(number) => {
                let before = number.checked_sub(1).ok_or(io::ErrorKind::InvalidData)?;
                self.file.seek(SeekFrom::Start(
                    u64::from(before).saturating_mul(self.size as u64),
                ))?;
                self.file.read_exact(&mut bytes)?;
            }
            Place::Log(frame) => {
                let log = self.log.as_mut().ok_or(io::ErrorKind::NotFound)?;
                let at = log.frames.get(frame).ok_or(io::ErrorKind::NotFound)?.at;
                log.file.seek(SeekFrom::Start(at))?;
                log.file.read_exact(&mut bytes)?;
            }
        }
        Ok(bytes)
    }
}

/// One page.
pub(super) struct Page {
    pub(super) bytes: Vec<u8>,
    /// Where its own header begins.
    pub(super) header: usize,
}

impl Log {
    fn read(mut file: File, page: usize) -> io::Result<Log> {
        let mut header = [0; LOG_HEADER as usize];
        file.read_exact(&mut header)?;
        let salt = header.get(16..24).unwrap_or_default().to_vec();
        let length = file.metadata()?.len();
        let step = (page as u64).saturating_add(FRAME_HEADER);
        let mut frames = Vec::new();
        let mut at = LOG_HEADER;
        while at.saturating_add(step) <= length {
            let mut header = [0; FRAME_HEADER as usize];
            file.seek(SeekFrom::Start(at))?;
            file.read_exact(&mut header)?;
            // What an earlier use of the log left is older than the file.
            if header.get(8..16) == Some(&salt) {
                frames.push(Frame {
                    page: number_at(&header, 0).unwrap_or(0),
                    at: at.saturating_add(FRAME_HEADER),
                });
            }
            at = at.saturating_add(step);
        }
        Ok(Log { file, frames })
    }
}

/// The page size that the header of a file gives; none when it makes no sense.
fn page_size(file: &mut File) -> Option<usize> {
    let mut header = [0; 100];
    file.read_exact(&mut header).ok()?;
    let size = match u16::from_be_bytes(header.get(16..18)?.try_into().ok()?) {
        1 => 65_536,
        size => usize::from(size),
    };
    (size >= 512 && size.is_power_of_two()).then_some(size)
}

/// The four bytes at a place as a number.
pub(super) fn number_at(bytes: &[u8], at: usize) -> Option<u32> {
    let four = bytes.get(at..at.checked_add(4)?)?;
    Some(u32::from_be_bytes(four.try_into().ok()?))
}
