//! JSON Lines: one object a line.

use super::{Container, Halt, Out};
use crate::charset;
use crate::draft::{Form, Raw};
use crate::error::{InputError, Size};
use crate::place::Place;
use crate::stream::Stream;
use std::io::{self, BufRead, Cursor};

/// The lines of a JSONL input that hold anything, numbered from 1. A line over the limit fails alone.
pub(crate) struct Lines;

impl Container for Lines {
    fn read(&self, mut stream: Stream<'_>, out: &mut Out<'_>) -> Result<(), Halt> {
        let (place, limit) = (stream.place.clone(), out.options.max_bytes);
        let mut reader = if charset::is_utf16(stream.head()?) {
            // In UTF-16 a byte of 0x0A is not always a line end: decoded first, then cut.
            let bytes = stream.read_all(limit)?;
            Box::new(Cursor::new(charset::decode(&bytes, false).text.into_owned()))
        } else {
            stream.reader()
        };
        for line in 1.. {
            let mut bytes = Vec::new();
            let end = match read_line(&mut reader, limit, &mut bytes) {
                Ok(end) => end,
                // Where the next line would begin is not known.
                Err(error) => {
                    let error = InputError::from(error);
                    if matches!(error, InputError::Overrun(_)) {
                        return Err(error.into());
                    }
                    return out.failed(Place::at(place, line), error);
                }
            };
            if end.too_long {
                out.failed(Place::at(place.clone(), line), InputError::LineTooLong { limit: Size(limit) })?;
            } else if !bytes.trim_ascii().is_empty() {
                out.record(Raw::new(Place::at(place.clone(), line), Form::Json, bytes))?;
            }
            if end.of_input {
                break;
            }
        }
        Ok(())
    }
}

/// How a line ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct End {
    /// The line was over the limit, and is not kept.
    pub(crate) too_long: bool,
    /// Nothing follows.
    pub(crate) of_input: bool,
}

/// Appends the next line to `into`, without its end. A line over `limit` is read past and not kept.
pub(crate) fn read_line(reader: &mut impl BufRead, limit: usize, into: &mut Vec<u8>) -> io::Result<End> {
    let mut length = 0;
    loop {
        let chunk = match reader.fill_buf() {
            Err(e) if e.kind() == io::ErrorKind::Interrupted => continue,
            chunk => chunk?,
        };
        let end = memchr::memchr(b'\n', chunk);
        let part = &chunk[..end.unwrap_or(chunk.len())];
        length += part.len();
        if length <= limit {
            into.extend_from_slice(part);
        } else {
            *into = Vec::new();
        }
        let used = part.len() + usize::from(end.is_some());
        let of_input = chunk.is_empty();
        reader.consume(used);
        if end.is_some() || of_input {
            return Ok(End { too_long: length > limit, of_input });
        }
    }
}
