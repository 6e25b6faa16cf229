//! Zip archives, walked through their directory without holding it.

use super::{Container, Halt, Out, descend, wanted};
use crate::error::InputError;
use crate::place::Place;
use crate::stream::{Seekable, Stream};
use ::zip::ZipReadOptions;
use ::zip::read::Config;
use ::zip::result::ZipError;
// Unstable by name; of the crate's readers the only one whose memory does not grow with the number of members.
use ::zip::unstable::read::ZipIterable;
use std::io::Read;

/// A zip archive. It is read from its end, so one that comes through a pipe or out of another archive has to fit into
/// memory.
pub(crate) struct Zip;

impl Container for Zip {
    fn read(&self, stream: Stream<'_>, out: &mut Out<'_>) -> Result<(), Halt> {
        let (place, depth) = (stream.place.clone(), stream.depth);
        let (bytes, length) = stream.seekable(out.options.max_bytes)?;
        let mut archive = ZipIterable::try_new(bytes, Config::default())?;
        let files = archive.files()?;
        let mut packed = 0u64;
        while let Some(entry) = files.next() {
            let entry = entry?;
            packed = packed.saturating_add(entry.compressed_size());
            if packed > length {
                return Err(InputError::Overlapping.into());
            }
            if entry.is_dir() || entry.is_symlink() {
                continue;
            }
            let name = entry.name_raw().to_vec();
            match entry.with_reader(files.reader_mut(), ZipReadOptions::new()) {
                Ok(file) => {
                    let member = Stream::member(&place, &name, depth, out.budget.meter(file));
                    if wanted(&member, out)? {
                        descend(member, out)?;
                    }
                }
                Err(error) => {
                    let member = Stream::member(&place, &name, depth, std::io::empty());
                    out.failed(Place::of(member.place), error)?;
                }
            }
        }
        Ok(())
    }
}

/// The member called `wanted` of a document that is a zip archive, up to `limit` bytes of it.
pub(crate) fn part(
    bytes: &mut Seekable<'_>,
    wanted: &str,
    limit: usize,
) -> Result<Option<Vec<u8>>, InputError> {
    let mut archive = ZipIterable::try_new(bytes, Config::default())?;
    let files = archive.files()?;
    while let Some(entry) = files.next() {
        let entry = entry?;
        if entry.name_raw() != wanted.as_bytes() {
            continue;
        }
        let mut part = Vec::new();
        let file = entry.with_reader(files.reader_mut(), ZipReadOptions::new())?;
        file.take(limit as u64 + 1).read_to_end(&mut part)?;
        if part.len() > limit {
            return Err(InputError::TooLarge { limit: crate::error::Size(limit) });
        }
        return Ok(Some(part));
    }
    Ok(None)
}

impl From<ZipError> for InputError {
    fn from(error: ZipError) -> Self {
        match error {
            ZipError::Io(error) => error.into(),
            ZipError::UnsupportedArchive(ZipError::PASSWORD_REQUIRED) => Self::Encrypted,
            other => Self::Archive { kind: "zip archive", reason: other.to_string() },
        }
    }
}
