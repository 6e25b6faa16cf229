//! From an open input to its records: a whole file, or one line at a time.

use crate::Ingest;
use crate::charset;
use crate::draft::{Place, Raw};
use crate::error::{InputError, Size};
use crate::sniff::Kind;
use std::io::{self, BufRead, BufReader, Cursor, Read};

/// Bytes read to tell what an input is.
const HEAD: u64 = 64 << 10;

/// The records of one input. Holds one record in memory, whatever the size of the input.
pub(crate) enum Source {
    Whole(Option<Raw>),
    Lines(Lines),
}

type Reader = Box<dyn BufRead + Send>;

impl Source {
    /// Reads enough of `reader` to tell what it is, and all of it when it is one article.
    pub(crate) fn open(
        options: Ingest,
        name: &str,
        mut reader: impl Read + Send + 'static,
    ) -> Result<Self, InputError> {
        let mut bytes = Vec::new();
        reader.by_ref().take(HEAD).read_to_end(&mut bytes)?;
        let kind = Kind::of(&bytes, name, options.input_format)?;
        let utf16 = charset::is_utf16(&bytes);
        if kind == Kind::Lines && !utf16 {
            let reader = BufReader::new(Cursor::new(bytes).chain(reader));
            return Ok(Self::Lines(Lines::new(Box::new(reader), name, options.max_bytes)));
        }
        let room = (options.max_bytes as u64 + 1).saturating_sub(bytes.len() as u64);
        reader.take(room).read_to_end(&mut bytes)?;
        if bytes.len() > options.max_bytes {
            return Err(InputError::TooLarge { limit: Size(options.max_bytes) });
        }
        if kind == Kind::Lines {
            // In UTF-16 a byte of 0x0A is not always a line end: decoded first, then cut.
            let text = charset::decode(&bytes, false).text.into_owned();
            return Ok(Self::Lines(Lines::new(Box::new(Cursor::new(text)), name, options.max_bytes)));
        }
        let place = Place { name: name.to_owned(), line: None };
        Ok(Self::Whole(Some(Raw { place, kind, bytes })))
    }
}

impl Iterator for Source {
    type Item = Result<Raw, (Place, InputError)>;

    fn next(&mut self) -> Option<Self::Item> {
        match self {
            Self::Whole(raw) => raw.take().map(Ok),
            Self::Lines(lines) => lines.next(),
        }
    }
}

/// The lines of a JSONL input that hold anything, numbered from 1.
pub(crate) struct Lines {
    reader: Reader,
    name: String,
    limit: usize,
    line: usize,
    done: bool,
}

impl Lines {
    fn new(reader: Reader, name: &str, limit: usize) -> Self {
        Self { reader, name: name.to_owned(), limit, line: 0, done: false }
    }
}

impl Iterator for Lines {
    type Item = Result<Raw, (Place, InputError)>;

    fn next(&mut self) -> Option<Self::Item> {
        while !self.done {
            self.line += 1;
            let place = Place { name: self.name.clone(), line: Some(self.line) };
            let mut bytes = Vec::new();
            match read_line(&mut self.reader, self.limit, &mut bytes) {
                Ok(End::OfLine) => {}
                Ok(End::OfInput) => self.done = true,
                Ok(End::TooLong) => {
                    return Some(Err((place, InputError::LineTooLong { limit: Size(self.limit) })));
                }
                Err(e) => {
                    self.done = true; // where the next line would begin is not known
                    return Some(Err((place, e.into())));
                }
            }
            if !bytes.trim_ascii().is_empty() {
                return Some(Ok(Raw { place, kind: Kind::Lines, bytes }));
            }
        }
        None
    }
}

#[derive(Debug, PartialEq, Eq)]
enum End {
    OfLine,
    OfInput,
    TooLong,
}

/// Appends the next line to `into`, without its end. A line over `limit` is read past and not kept.
fn read_line(reader: &mut impl BufRead, limit: usize, into: &mut Vec<u8>) -> io::Result<End> {
    let mut length = 0;
    loop {
        let chunk = match reader.fill_buf() {
            Err(e) if e.kind() == io::ErrorKind::Interrupted => continue,
            chunk => chunk?,
        };
        let end = chunk.iter().position(|b| *b == b'\n');
        let part = &chunk[..end.unwrap_or(chunk.len())];
        length += part.len();
        if length <= limit {
            into.extend_from_slice(part);
        } else {
            *into = Vec::new();
        }
        let used = part.len() + usize::from(end.is_some());
        let at_end = chunk.is_empty();
        reader.consume(used);
        if end.is_some() || at_end {
            return Ok(match (length > limit, at_end) {
                (true, _) => End::TooLong,
                (false, true) => End::OfInput,
                (false, false) => End::OfLine,
            });
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn records(options: Ingest, name: &str, bytes: &[u8]) -> Vec<String> {
        let source = match Source::open(options, name, Cursor::new(bytes.to_vec())) {
            Ok(source) => source,
            Err(e) => return vec![e.to_string()],
        };
        let told = |record: Result<Raw, (Place, InputError)>| match record {
            Ok(raw) => format!("{} {}", raw.place, String::from_utf8_lossy(&raw.bytes)),
            Err((place, e)) => format!("{place} {e}"),
        };
        source.map(told).collect()
    }

    #[test]
    fn a_line_over_the_limit_is_told_and_the_next_is_read() {
        let options = Ingest { max_bytes: 10, ..Ingest::default() };
        let found = records(options, "a.jsonl", b"{\"a\":1}\n\n{\"a\":\"too long\"}\r\n{\"a\":2}");
        assert_eq!(found[0], "a.jsonl:1 {\"a\":1}");
        assert!(found[1].starts_with("a.jsonl:3 line longer than the limit of 10 bytes"));
        assert_eq!(found[2..], ["a.jsonl:4 {\"a\":2}"]);
    }

    #[test]
    fn a_last_line_over_the_limit_ends_the_input() {
        let options = Ingest { max_bytes: 10, ..Ingest::default() };
        assert_eq!(records(options, "a.jsonl", b"{\"a\":\"far too long\"}").len(), 1);
    }

    #[test]
    fn a_file_over_the_limit_fails() {
        let options = Ingest { max_bytes: 1024, ..Ingest::default() };
        assert!(records(options, "a.txt", &[b'a'; 1025])[0].starts_with("larger than the limit of 1.0 KiB"));
        assert_eq!(records(options, "a.txt", &[b'a'; 1024]).len(), 1);
    }

    #[test]
    fn lines_in_utf16_are_cut_after_decoding() {
        // U+0A0A: both bytes look like a line end.
        let bytes: Vec<u8> =
            "\u{feff}{\"a\":\"\u{0a0a}\"}\n{\"a\":2}".encode_utf16().flat_map(u16::to_le_bytes).collect();
        assert_eq!(records(Ingest::default(), "a.jsonl", &bytes).len(), 2);
    }
}
