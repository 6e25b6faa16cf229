//! MBOX: messages one after another, each behind a `From ` line.

use super::lines::read_line;
use super::{Container, Halt, Out};
use crate::draft::{Form, Raw};
use crate::error::{InputError, Size};
use crate::place::Place;
use crate::stream::Stream;

/// A mailbox. `>From ` at the start of a line is `From ` that was quoted.
pub(crate) struct Mbox;

impl Container for Mbox {
    fn read(&self, stream: Stream<'_>, out: &mut Out<'_>) -> Result<(), Halt> {
        let (place, limit) = (stream.place.clone(), out.options.max_bytes);
        let mut reader = stream.reader();
        let mut message = Message { number: 0, bytes: Vec::new(), too_long: false };
        let mut line = Vec::new();
        let mut after_blank = true;
        loop {
            line.clear();
            let end = match read_line(&mut reader, limit, &mut line) {
                Ok(end) => end,
                Err(error) => {
                    message.give(&place, limit, out)?;
                    return Err(error.into());
                }
            };
            if after_blank && line.starts_with(b"From ") {
                let next = message.number + 1;
                message.give(&place, limit, out)?;
                message = Message { number: next, bytes: Vec::new(), too_long: false };
            } else {
                message.too_long |= end.too_long;
                message.push(&line, limit);
            }
            after_blank = line.trim_ascii().is_empty() && !end.too_long;
            if end.of_input {
                return message.give(&place, limit, out);
            }
        }
    }
}

struct Message {
    number: usize,
    bytes: Vec<u8>,
    too_long: bool,
}

impl Message {
    fn push(&mut self, line: &[u8], limit: usize) {
        let quotes = line.iter().take_while(|b| **b == b'>').count();
        let line = if quotes > 0 && line[quotes..].starts_with(b"From ") { &line[1..] } else { line };
        self.too_long |= self.bytes.len() + line.len() + 1 > limit;
        if self.too_long {
            self.bytes = Vec::new();
        } else {
            self.bytes.extend_from_slice(line);
            self.bytes.push(b'\n');
        }
    }

    fn give(&mut self, place: &str, limit: usize, out: &mut Out<'_>) -> Result<(), Halt> {
        let place = Place::at(place, self.number.max(1));
        if self.too_long {
            return out.failed(place, InputError::TooLarge { limit: Size(limit) });
        }
        if self.bytes.trim_ascii().is_empty() {
            return Ok(());
        }
        out.record(Raw::new(place, Form::Mail, std::mem::take(&mut self.bytes)))
    }
}
