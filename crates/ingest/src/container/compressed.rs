//! Gzip and zstd: one stream in another.

use super::{Container, Halt, Out, descend, warc};
use crate::InputFormat;
use crate::stream::Stream;
use flate2::bufread::{GzDecoder, MultiGzDecoder};
use std::io::{BufRead, Cursor, Read};

/// Gzip, of one member or many. A web archive packed member by member is read as such, so that a broken member costs
/// no more than itself.
pub(crate) struct Gzip;

impl Container for Gzip {
    fn read(&self, mut stream: Stream<'_>, out: &mut Out<'_>) -> Result<(), Halt> {
        let holds_warc = out.options.input_format == InputFormat::Warc || starts_a_warc(stream.head()?);
        if holds_warc {
            return warc::read_members(stream, out);
        }
        let label = without_extension(&stream.label, &[".gz", ".tgz"], ".tar");
        let (place, depth) = (stream.place.clone(), stream.depth);
        let plain = out.budget.meter(MultiGzDecoder::new(stream.reader()));
        descend(Stream::unpacked(&place, &label, depth, plain), out)
    }
}

fn starts_a_warc(head: &[u8]) -> bool {
    let mut start = [0; 5];
    GzDecoder::new(Cursor::new(head)).read_exact(&mut start).is_ok() && start == *b"WARC/"
}

/// Zstd, of one frame or many.
pub(crate) struct Zstd;

impl Container for Zstd {
    fn read(&self, stream: Stream<'_>, out: &mut Out<'_>) -> Result<(), Halt> {
        let label = without_extension(&stream.label, &[".zst", ".zstd", ".tzst"], ".tar");
        let (place, depth) = (stream.place.clone(), stream.depth);
        let reader: Box<dyn BufRead + '_> = stream.reader();
        let plain = out.budget.meter(zstd::stream::read::Decoder::with_buffer(reader)?);
        descend(Stream::unpacked(&place, &label, depth, plain), out)
    }
}

/// `news.jsonl` of `news.jsonl.gz`; `news.tar` of `news.tgz`.
pub(crate) fn without_extension(name: &str, extensions: &[&str], instead_of_last: &str) -> String {
    let lower = name.to_ascii_lowercase();
    for (index, extension) in extensions.iter().enumerate() {
        if let Some(stem) = lower.strip_suffix(extension) {
            let stem = &name[..stem.len()];
            let is_last = index + 1 == extensions.len();
            return if is_last { format!("{stem}{instead_of_last}") } else { stem.to_owned() };
        }
    }
    name.to_owned()
}
