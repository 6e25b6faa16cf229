//! JSON that is not JSON Lines: a list of objects, one object, or objects one after another, over any lines.

use super::{Container, Halt, Out, feed};
use crate::charset;
use crate::columns;
use crate::draft::{Form, Raw};
use crate::error::{InputError, Size};
use crate::place::Place;
use crate::stream::Stream;
use serde_json::Value;
use std::io::{self, BufRead, Cursor};

/// A JSON document, cut into its objects as it streams by. A document that is one object without a text, but with a
/// list of objects in it (as search services answer), is that list.
pub(crate) struct Json;

impl Container for Json {
    fn read(&self, mut stream: Stream<'_>, out: &mut Out<'_>) -> Result<(), Halt> {
        let (place, limit) = (stream.place.clone(), out.options.max_bytes);
        let reader: Box<dyn BufRead> = if charset::is_utf16(stream.head()?) {
            let bytes = stream.read_all(limit)?;
            Box::new(Cursor::new(charset::decode(&bytes, false).text.into_owned()))
        } else {
            stream.reader()
        };
        let mut objects = Objects { reader, limit, line: 1 };
        let mut held: Option<(usize, Vec<u8>)> = None;
        let mut given = 0;
        loop {
            match objects.next()? {
                Some(Cut::Object(line, bytes)) => {
                    // The first is held back until it is known whether it is the only one.
                    if let Some((line, bytes)) = held.take() {
                        out.record(Raw::new(Place::at(place.clone(), line), Form::Json, bytes))?;
                    }
                    if given == 0 {
                        held = Some((line, bytes));
                    } else {
                        out.record(Raw::new(Place::at(place.clone(), line), Form::Json, bytes))?;
                    }
                    given += 1;
                }
                Some(Cut::TooLong(line)) => {
                    out.failed(Place::at(place.clone(), line), InputError::TooLarge { limit: Size(limit) })?;
                }
                Some(Cut::Foreign(line)) => {
                    out.failed(Place::at(place.clone(), line), InputError::NotAnObject("something else"))?;
                }
                Some(Cut::Unfinished(line)) => {
                    out.failed(Place::at(place.clone(), line), InputError::Unfinished("object"))?;
                }
                None => break,
            }
        }
        match held {
            Some((line, bytes)) => only(&place, line, bytes, out),
            None => Ok(()),
        }
    }
}

/// A document that is one object: a feed, an article, or an answer with articles in it.
fn only(place: &str, line: usize, bytes: Vec<u8>, out: &mut Out<'_>) -> Result<(), Halt> {
    if let Ok(Value::Object(fields)) = serde_json::from_slice::<Value>(&bytes) {
        if fields.get("version").and_then(Value::as_str).is_some_and(|v| v.contains("jsonfeed.org/version")) {
            return feed::entries(place, &bytes, out);
        }
        if columns::field(&fields, out.options.columns.text.as_deref(), columns::TEXT).is_none() {
            let mut lists = fields.values().filter_map(Value::as_array);
            if let Some(list) = lists.find(|list| list.first().is_some_and(Value::is_object)) {
                for (index, item) in list.iter().enumerate() {
                    let place = Place::at(place, index + 1);
                    out.record(Raw::new(place, Form::Json, item.to_string().into_bytes()))?;
                }
                return Ok(());
            }
        }
    }
    let place = if line == 1 { Place::of(place) } else { Place::at(place, line) };
    out.record(Raw::new(place, Form::Json, bytes))
}

/// A piece of a document, with the line it starts on.
enum Cut {
    Object(usize, Vec<u8>),
    TooLong(usize),
    /// A value between objects that is none.
    Foreign(usize),
    Unfinished(usize),
}

/// Cuts out outermost objects, by counting braces outside of strings. Understanding them is left to the parser.
struct Objects<R> {
    reader: R,
    limit: usize,
    line: usize,
}

impl<R: BufRead> Objects<R> {
    fn next(&mut self) -> io::Result<Option<Cut>> {
        if let Some(foreign) = self.skip_to_object()? {
            return Ok(Some(foreign));
        }
        let start = self.line;
        let mut object = Vec::new();
        let (mut depth, mut in_string, mut escaped, mut length) = (0usize, false, false, 0);
        loop {
            let chunk = self.reader.fill_buf()?;
            if chunk.is_empty() {
                return Ok((length > 0).then_some(Cut::Unfinished(start)));
            }
            let mut end = None;
            for (index, byte) in chunk.iter().enumerate() {
                match byte {
                    b'\n' => self.line += 1,
                    _ if escaped => escaped = false,
                    b'\\' if in_string => escaped = true,
                    b'"' => in_string = !in_string,
                    b'{' if !in_string => depth += 1,
                    b'}' if !in_string => {
                        depth -= 1;
                        if depth == 0 {
                            end = Some(index + 1);
                            break;
                        }
                    }
                    _ => {}
                }
            }
            let used = end.unwrap_or(chunk.len());
            length += used;
            if length <= self.limit {
                object.extend_from_slice(&chunk[..used]);
            } else {
                object = Vec::new();
            }
            self.reader.consume(used);
            if end.is_some() {
                let too_long = length > self.limit;
                return Ok(Some(if too_long { Cut::TooLong(start) } else { Cut::Object(start, object) }));
            }
        }
    }

    /// Reads up to the next `{`. What stands before it and is not punctuation of a list is told once.
    fn skip_to_object(&mut self) -> io::Result<Option<Cut>> {
        let mut foreign = None;
        loop {
            let chunk = self.reader.fill_buf()?;
            if chunk.is_empty() {
                return Ok(foreign);
            }
            let mut used = 0;
            for byte in chunk {
                match byte {
                    b'{' => break,
                    b'\n' => self.line += 1,
                    b' ' | b'\t' | b'\r' | b',' | b'[' | b']' | 0xef | 0xbb | 0xbf | 0x1e => {}
                    _ if foreign.is_none() => foreign = Some(Cut::Foreign(self.line)),
                    _ => {}
                }
                used += 1;
            }
            let found = used < chunk.len();
            self.reader.consume(used);
            if found {
                return Ok(foreign);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn cut(text: &str, limit: usize) -> Vec<String> {
        let mut objects = Objects { reader: Cursor::new(text), limit, line: 1 };
        let mut found = Vec::new();
        while let Some(cut) = objects.next().unwrap() {
            found.push(match cut {
                Cut::Object(line, bytes) => format!("{line} {}", String::from_utf8(bytes).unwrap()),
                Cut::TooLong(line) => format!("{line} too long"),
                Cut::Foreign(line) => format!("{line} foreign"),
                Cut::Unfinished(line) => format!("{line} unfinished"),
            });
        }
        found
    }

    #[test]
    fn braces_in_strings_do_not_count() {
        let text = "[\n {\"a\": \"}{\\\"}\"},\n {\"b\": {\"c\": [{}]}}\n]";
        assert_eq!(cut(text, 100), ["2 {\"a\": \"}{\\\"}\"}", "3 {\"b\": {\"c\": [{}]}}"]);
    }

    #[test]
    fn what_is_no_object_and_what_does_not_end_are_told() {
        assert_eq!(cut("[1, {\"a\":1}, {\"b", 100), ["1 foreign", "1 {\"a\":1}", "1 unfinished"]);
        assert_eq!(cut("{\"a\":1234567890}\n{\"b\":1}", 10), ["1 too long", "2 {\"b\":1}"]);
    }
}
