//! Tar archives, as a stream.

use super::{Container, Halt, Out, descend, wanted};
use crate::place::Place;
use crate::stream::Stream;
use ::tar::{Archive, PaxExtensions};
use std::io::{self, Read};

/// A name longer than this is no name.
const LONGEST_NAME: u64 = 64 << 10;

/// A tar archive. Folders, links and devices in it are passed over; names are labels only.
pub(crate) struct Tar;

impl Container for Tar {
    fn read(&self, stream: Stream<'_>, out: &mut Out<'_>) -> Result<(), Halt> {
        let (place, depth) = (stream.place.clone(), stream.depth);
        let mut archive = Archive::new(stream.reader());
        // Raw: the crate would take a long name into memory however long, and fill holes of sparse files with zeros.
        let mut long_name: Option<Vec<u8>> = None;
        for entry in archive.entries()?.raw(true) {
            let mut entry = entry?;
            let kind = entry.header().entry_type();
            if kind.is_gnu_longname() {
                long_name = Some(extension(&mut entry)?);
                continue;
            }
            if kind.is_pax_local_extensions() {
                let block = extension(&mut entry)?;
                let path = PaxExtensions::new(&block).flatten().find(|e| e.key_bytes() == b"path");
                long_name = path.map(|e| e.value_bytes().to_vec()).or(long_name);
                continue;
            }
            let name = long_name.take().unwrap_or_else(|| entry.path_bytes().into_owned());
            let name = name.strip_suffix(b"\0").unwrap_or(&name);
            if kind.is_gnu_sparse() {
                let member = Stream::member(&place, name, depth, io::empty());
                out.warning(
                    Place::of(member.place),
                    "skipped: a sparse file\nhint: pack it without --sparse",
                )?;
            } else if kind.is_file() || kind.is_contiguous() {
                let expected = entry.size();
                let mut whole = Whole { reader: &mut entry, missing: expected };
                let member = Stream::member(&place, name, depth, &mut whole);
                if wanted(&member, out)? {
                    descend(member, out)?;
                }
            }
        }
        Ok(())
    }
}

/// The content of an entry that describes the next one.
fn extension(entry: &mut impl Read) -> io::Result<Vec<u8>> {
    let mut block = Vec::new();
    entry.take(LONGEST_NAME).read_to_end(&mut block)?;
    Ok(block)
}

/// A member that ends before its header says so is an error, not a shorter member.
struct Whole<R> {
    reader: R,
    missing: u64,
}

impl<R: Read> Read for Whole<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let read = self.reader.read(buffer)?;
        self.missing = self.missing.saturating_sub(read as u64);
        if read == 0 && !buffer.is_empty() && self.missing > 0 {
            return Err(io::Error::new(
                io::ErrorKind::UnexpectedEof,
                "the archive ends in the middle of this file",
            ));
        }
        Ok(read)
    }
}
