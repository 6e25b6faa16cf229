//! Web archives (WARC), as crawlers write them.

use super::lines::read_line;
use super::{Container, Halt, Out};
use crate::draft::{Form, Metadata, Raw};
use crate::error::{InputError, Size};
use crate::http;
use crate::place::Place;
use crate::stream::Stream;
use flate2::bufread::GzDecoder;
use std::io::{self, BufRead, BufReader, Read};

/// A header block longer than this is none.
const LONGEST_HEADER: usize = 64 << 10;
/// How often records are taken out of one that swallowed them, in one archive. Each time costs the length of that record.
const MOST_REPAIRS: usize = 100;
/// Bytes of a response that are enough to tell what it is.
const HTTP_HEAD: u64 = 16 << 10;

/// A web archive. Responses, resources and conversions that hold text become records; requests, metadata and revisits
/// are passed over, and so are images, scripts and answers other than 200. A broken record is told and the next found.
pub(crate) struct Warc;

impl Container for Warc {
    fn read(&self, stream: Stream<'_>, out: &mut Out<'_>) -> Result<(), Halt> {
        let mut records = Records { place: stream.place.clone(), number: 0, repairs: 0 };
        records.read(&mut stream.reader(), out)?;
        records.any(out)
    }
}

/// A web archive packed with gzip, record by record. A member that cannot be unpacked costs no more than its records.
pub(crate) fn read_members(stream: Stream<'_>, out: &mut Out<'_>) -> Result<(), Halt> {
    let mut records = Records { place: stream.place.clone(), number: 0, repairs: 0 };
    let mut packed = stream.reader();
    let mut lost = false;
    while find_member(&mut packed)? {
        let before = records.number;
        let mut member = BufReader::new(out.budget.meter(GzDecoder::new(&mut packed)));
        match records.read(&mut member, out) {
            Ok(()) => lost = false,
            Err(Halt::Broken(error)) if !matches!(error, InputError::Overrun(_)) => {
                // Told once for each stretch of rubbish, not for everything in it that looks like a member.
                if !lost || records.number > before {
                    let place = Place::at(records.place.clone(), records.number.max(1));
                    out.failed(place, error)?;
                }
                lost = true;
            }
            Err(halt) => return Err(halt),
        }
    }
    if lost { Ok(()) } else { records.any(out) }
}

/// Reads up to the next mark of a gzip member; false at the end.
fn find_member(packed: &mut impl BufRead) -> io::Result<bool> {
    loop {
        let chunk = packed.fill_buf()?;
        if chunk.is_empty() {
            return Ok(false);
        }
        // The third byte is the method, of which there is one. A mark cut by the buffer's end is left to the decoder.
        match memchr::memchr(0x1f, chunk) {
            Some(0) if chunk.get(1).is_none_or(|b| *b == 0x8b) && chunk.get(2).is_none_or(|b| *b == 8) => {
                return Ok(true);
            }
            Some(0) => packed.consume(1),
            Some(skip) => packed.consume(skip),
            None => {
                let length = chunk.len();
                packed.consume(length);
            }
        }
    }
}

/// Counts the records of one archive, across its members.
struct Records {
    place: String,
    number: usize,
    repairs: usize,
}

/// What a record's header says.
#[derive(Debug, Default)]
struct Header {
    kind: String,
    length: Option<u64>,
    target: Option<String>,
    content_type: String,
}

impl Records {
    fn here(&self) -> Place {
        Place::at(self.place.clone(), self.number.max(1))
    }

    /// What holds no record at all is no web archive, whatever its name says.
    fn any(&self, out: &mut Out<'_>) -> Result<(), Halt> {
        if self.number > 0 {
            return Ok(());
        }
        let reason = "no record of a web archive in it\nhint: --input-format says what it is".to_owned();
        out.failed(Place::of(self.place.clone()), InputError::Archive { kind: "WARC file", reason })
    }

    fn read(&mut self, reader: &mut dyn BufRead, out: &mut Out<'_>) -> Result<(), Halt> {
        let mut reader = Rereader { again: Vec::new(), at: 0, reader };
        while let Some(skipped) = find_record(&mut reader)? {
            self.number += 1;
            if skipped > 0 {
                out.warning(
                    self.here(),
                    format!("{skipped} bytes before this record belong to none; passed over"),
                )?;
            }
            let header = match header(&mut reader) {
                Ok(header) => header,
                Err(InputError::Io(error)) => return Err(error.into()),
                Err(error) => {
                    out.failed(self.here(), error)?;
                    continue;
                }
            };
            let Some(length) = header.length else {
                out.failed(self.here(), InputError::Record("no Content-Length"))?;
                continue;
            };
            self.block(&mut reader, &header, length, out)?;
        }
        Ok(())
    }

    /// Reads the content of a record, gives it on if it is text, and leaves `reader` behind it.
    fn block(
        &mut self,
        reader: &mut Rereader<'_>,
        header: &Header,
        length: u64,
        out: &mut Out<'_>,
    ) -> Result<(), Halt> {
        let limit = out.options.max_bytes;
        let too_large = length > limit as u64;
        let mut block = Vec::new();
        let mut missing =
            length - reader.by_ref().take(length.min(HTTP_HEAD)).read_to_end(&mut block)? as u64;
        let form = form(header, &block);
        missing -= if form.is_some() && !too_large {
            reader.by_ref().take(missing).read_to_end(&mut block)? as u64
        } else {
            io::copy(&mut reader.by_ref().take(missing), &mut io::sink())?
        };
        if missing > 0 {
            return out.failed(self.here(), InputError::Unfinished("record"));
        }
        if form.is_some() && too_large {
            return out.failed(self.here(), InputError::TooLarge { limit: Size(limit) });
        }
        // A length that is too great swallowed the record behind: a record begins in this one's content.
        if form.is_some()
            && self.repairs < MOST_REPAIRS
            && !reader.at_separator()?
            && let Some(at) = memchr::memmem::find(&block, b"\r\n\r\nWARC/1.")
        {
            let swallowed = block.split_off(at + 4);
            reader.push_back(&swallowed);
            block.truncate(at);
            self.repairs += 1;
        }
        let Some(form) = form else { return Ok(()) };
        let fallback = Metadata { url: header.target.clone(), ..Metadata::default() };
        out.record(Raw { fallback, ..Raw::new(self.here(), form, block) })
    }
}

/// What the block is to be read as, if it is text.
fn form(header: &Header, block: &[u8]) -> Option<Form> {
    let is_text = |kind: &str| {
        let kind = kind.split(';').next().unwrap_or_default().trim().to_ascii_lowercase();
        match kind.as_str() {
            "text/html" | "application/xhtml+xml" => Some(Form::Html),
            "text/plain" => Some(Form::Text),
            _ => None,
        }
    };
    match header.kind.as_str() {
        "response" if header.content_type.starts_with("application/http") || block.starts_with(b"HTTP/") => {
            http::holds_text(block).then_some(Form::Http)
        }
        "response" | "resource" | "conversion" => is_text(&header.content_type),
        _ => None,
    }
}

/// Reads up to the next `WARC/` at the start of a line, and tells how many bytes were passed over; `None` at the end.
fn find_record(reader: &mut Rereader<'_>) -> io::Result<Option<u64>> {
    let mut skipped = 0;
    loop {
        let chunk = reader.fill_buf()?;
        if chunk.is_empty() {
            return Ok(None);
        }
        let mut start = [0; 5];
        let blank = chunk.iter().take_while(|b| matches!(b, b'\r' | b'\n')).count();
        if blank > 0 {
            reader.consume(blank);
            continue;
        }
        let read = fill(reader, &mut start)?;
        reader.push_back(&start[..read]);
        if start == *b"WARC/" {
            return Ok(Some(skipped));
        }
        let mut line = Vec::new();
        read_line(reader, LONGEST_HEADER, &mut line)?;
        skipped += line.len() as u64 + 1;
    }
}

fn fill(reader: &mut impl Read, buffer: &mut [u8]) -> io::Result<usize> {
    let mut filled = 0;
    while filled < buffer.len() {
        match reader.read(&mut buffer[filled..])? {
            0 => break,
            read => filled += read,
        }
    }
    Ok(filled)
}

fn header(reader: &mut Rereader<'_>) -> Result<Header, InputError> {
    let mut found = Header::default();
    let mut total = 0;
    loop {
        let mut line = Vec::new();
        let end = read_line(reader, LONGEST_HEADER, &mut line)?;
        total += line.len();
        if end.too_long || total > LONGEST_HEADER {
            return Err(InputError::Record("header longer than 64 KiB"));
        }
        let line = line.trim_ascii();
        if line.is_empty() {
            return if end.of_input && found.length.is_none() {
                Err(InputError::Unfinished("record"))
            } else {
                Ok(found)
            };
        }
        let Some(colon) = memchr::memchr(b':', line) else { continue };
        let value = String::from_utf8_lossy(line[colon + 1..].trim_ascii()).into_owned();
        match line[..colon].trim_ascii().to_ascii_lowercase().as_slice() {
            b"warc-type" => found.kind = value.to_ascii_lowercase(),
            b"content-length" => found.length = value.parse().ok(),
            b"warc-target-uri" => found.target = Some(value.trim_matches(['<', '>']).to_owned()),
            b"content-type" => found.content_type = value,
            _ => {}
        }
    }
}

/// A reader that takes bytes back.
struct Rereader<'a> {
    again: Vec<u8>,
    at: usize,
    reader: &'a mut dyn BufRead,
}

impl Rereader<'_> {
    fn push_back(&mut self, bytes: &[u8]) {
        let before = self.at.checked_sub(bytes.len());
        match before {
            // Bytes that came from here need only be stepped over once more.
            Some(before) if self.again[before..self.at] == *bytes => self.at = before,
            _ => {
                self.again = [bytes, &self.again[self.at..]].concat();
                self.at = 0;
            }
        }
    }

    /// True where a record may end: at two line ends, or at the end of everything.
    fn at_separator(&mut self) -> io::Result<bool> {
        let mut next = [0; 4];
        let read = fill(self, &mut next)?;
        self.push_back(&next[..read]);
        let next = &next[..read];
        Ok(next == b"\r\n\r\n"
            || next.starts_with(b"\n\n")
            || next.trim_ascii().is_empty()
            || next == b"WARC")
    }
}

impl Read for Rereader<'_> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let read = self.fill_buf()?.read(buffer)?;
        self.consume(read);
        Ok(read)
    }
}

impl BufRead for Rereader<'_> {
    fn fill_buf(&mut self) -> io::Result<&[u8]> {
        if self.at < self.again.len() { Ok(&self.again[self.at..]) } else { self.reader.fill_buf() }
    }

    fn consume(&mut self, bytes: usize) {
        if self.at < self.again.len() { self.at += bytes } else { self.reader.consume(bytes) }
    }
}
