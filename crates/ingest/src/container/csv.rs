//! CSV and TSV with a header line.

use super::{Container, Halt, Out};
use crate::charset;
use crate::columns::{self, Positions};
use crate::draft::{Form, Metadata, Raw};
use crate::error::{InputError, Size};
use crate::place::Place;
use crate::stream::Stream;
use csv_core::{ReadRecordResult, Reader, ReaderBuilder};
use std::io::{self, BufRead, Cursor};

/// More columns than this are no table of articles.
const MOST_COLUMNS: usize = 4096;
/// How often a row that swallowed others is taken apart again, in one file. Each time costs the length of the row.
const MOST_REPAIRS: usize = 100;

/// Rows under a header. The delimiter is the one of `,` `;` tab and `|` that the header has most of.
pub(crate) struct Csv;

impl Container for Csv {
    fn read(&self, mut stream: Stream<'_>, out: &mut Out<'_>) -> Result<(), Halt> {
        let (place, limit) = (stream.place.clone(), out.options.max_bytes);
        let delimiter = delimiter(stream.head()?);
        let reader: Box<dyn BufRead> = if charset::is_utf16(stream.head()?) {
            let bytes = stream.read_all(limit)?;
            Box::new(Cursor::new(charset::decode(&bytes, false).text.into_owned()))
        } else {
            stream.reader()
        };
        let mut rows = Rows::new(reader, delimiter, limit);
        let header = match rows.next()? {
            Some((_, Ok(fields))) => fields.iter().map(|f| decoded(f)).collect::<Vec<_>>(),
            Some((line, Err(error))) => return out.failed(Place::at(place, line), error),
            None => return Err(InputError::Empty.into()),
        };
        let (at, told) = columns::positions(&out.options.columns, &header)
            .map_err(|missing| InputError::NoColumn { missing, header: listed(&header) })?;
        if let Some(told) = told {
            out.note(Place::of(place.clone()), told)?;
        }
        let mut repairs = 0;
        while let Some((line, row)) = rows.next()? {
            let here = Place::at(place.clone(), line);
            let wrong = match row {
                Ok(fields) if fields.len() == header.len() => {
                    out.record(record(here, &fields, &at))?;
                    continue;
                }
                Ok(fields) => InputError::Ragged { found: fields.len(), expected: header.len() },
                Err(error) => error,
            };
            let swallowed =
                matches!(wrong, InputError::Ragged { .. } | InputError::OpenQuote) && rows.spans_lines();
            out.failed(here, wrong)?;
            // An unclosed quotation mark swallows the rows behind it: they are read again without it.
            if swallowed && repairs < MOST_REPAIRS {
                repairs += 1;
                rows.again_from_second_line();
            }
        }
        Ok(())
    }
}

fn record(place: Place, fields: &[&[u8]], at: &Positions) -> Raw {
    let given = metadata(at, |index| fields.get(index).map(|f| decoded(f)));
    let text = fields.get(at.text).copied().unwrap_or_default().to_vec();
    Raw { given, ..Raw::new(place, Form::Body, text) }
}

/// A row's metadata.
pub(crate) fn metadata(at: &Positions, value: impl Fn(usize) -> Option<String>) -> Metadata {
    let get = |index: Option<usize>| {
        index
            .and_then(&value)
            .map(|v| v.trim().to_owned())
            .filter(|v| !v.is_empty() && v != "NA" && v != "null")
    };
    Metadata {
        id: get(at.id),
        title: get(at.title),
        published: get(at.published),
        outlet: get(at.outlet),
        author: get(at.author),
        url: get(at.url),
        language: get(at.language),
        ..Metadata::default()
    }
}

fn decoded(field: &[u8]) -> String {
    charset::decode(field, false).text.into_owned()
}

/// The first names of a header, for a message.
pub(crate) fn listed(header: &[String]) -> String {
    const SHOWN: usize = 12;
    let shown: Vec<String> = header.iter().take(SHOWN).map(|h| h.chars().take(40).collect()).collect();
    let more = if header.len() > SHOWN { ", .." } else { "" };
    format!("{}{more}", shown.join(", "))
}

/// The delimiter of the first line.
pub(crate) fn delimiter(head: &[u8]) -> u8 {
    let line = head.split(|b| *b == b'\n').next().unwrap_or_default();
    let count = |delimiter: u8| memchr::memchr_iter(delimiter, line).count();
    // Of equals the first counts.
    [b'|', b';', b'\t', b','].into_iter().max_by_key(|d| count(*d)).unwrap_or(b',')
}

/// The names in the first line, when it could be a header.
pub(crate) fn header_of(head: &[u8]) -> Vec<String> {
    let mut rows = Rows::new(Box::new(Cursor::new(head.to_vec())), delimiter(head), head.len());
    match rows.next() {
        Ok(Some((_, Ok(fields)))) => fields.iter().map(|f| decoded(f)).collect(),
        _ => Vec::new(),
    }
}

/// Rows, each held to a limit of bytes and of columns.
struct Rows<'a> {
    parser: Reader,
    /// Bytes to be read once more, before those of `reader`.
    again: Cursor<Vec<u8>>,
    reader: Box<dyn BufRead + 'a>,
    limit: usize,
    /// Line that the next row starts on.
    line: usize,
    /// The row's bytes as they stood, its unquoted bytes, and where each field ends in those.
    raw: Vec<u8>,
    unquoted: Vec<u8>,
    ends: Vec<usize>,
}

/// A row's fields, or what is wrong with it.
type Row<'r> = Result<Vec<&'r [u8]>, InputError>;

impl<'a> Rows<'a> {
    fn new(reader: Box<dyn BufRead + 'a>, delimiter: u8, limit: usize) -> Self {
        Self {
            parser: ReaderBuilder::new().delimiter(delimiter).build(),
            again: Cursor::default(),
            reader,
            limit,
            line: 1,
            raw: Vec::new(),
            unquoted: vec![0; 8 << 10],
            ends: vec![0; 64],
        }
    }

    /// The next row that holds anything, with the line it starts on.
    fn next(&mut self) -> io::Result<Option<(usize, Row<'_>)>> {
        self.raw.clear();
        let (mut bytes, mut fields) = (0, 0);
        let mut wrong = None;
        loop {
            let from_again = (self.again.position() as usize) < self.again.get_ref().len();
            let input = if from_again { self.again.fill_buf()? } else { self.reader.fill_buf()? };
            let (result, read, written, ended) =
                self.parser.read_record(input, &mut self.unquoted[bytes..], &mut self.ends[fields..]);
            if wrong.is_none() {
                self.raw.extend_from_slice(&input[..read]);
            }
            let lines = memchr::memchr_iter(b'\n', &input[..read]).count();
            if from_again {
                self.again.consume(read);
            } else {
                self.reader.consume(read);
            }
            self.line += lines;
            bytes += written;
            fields += ended;
            if self.raw.len() > self.limit && wrong.is_none() {
                let start = self.start();
                self.raw.clear();
                if !matches!(result, ReadRecordResult::Record) {
                    // Where the row ends is not known: the next line is taken for a row.
                    self.skip_line()?;
                }
                return Ok(Some((start, Err(InputError::LineTooLong { limit: Size(self.limit) }))));
            }
            match result {
                ReadRecordResult::InputEmpty => {}
                ReadRecordResult::OutputFull if wrong.is_some() => bytes = 0,
                ReadRecordResult::OutputFull => self.unquoted.resize(self.unquoted.len() * 2, 0),
                ReadRecordResult::OutputEndsFull if self.ends.len() < MOST_COLUMNS => {
                    self.ends.resize(self.ends.len() * 2, 0);
                }
                ReadRecordResult::OutputEndsFull => {
                    wrong = wrong.or(Some(InputError::TooManyColumns { limit: MOST_COLUMNS }));
                    (bytes, fields) = (0, 0);
                }
                ReadRecordResult::Record => {
                    let start = self.start();
                    if let Some(error) = wrong {
                        return Ok(Some((self.line - 1, Err(error))));
                    }
                    if self.is_open() {
                        return Ok(Some((start, Err(InputError::OpenQuote))));
                    }
                    let mut from = 0;
                    let ends = self.ends[..fields].iter();
                    let row = ends.map(|to| &self.unquoted[std::mem::replace(&mut from, *to)..*to]).collect();
                    return Ok(Some((start, Ok(row))));
                }
                ReadRecordResult::End => return Ok(None),
            }
        }
    }

    /// The line that the row in `raw` starts on. The parser passes over empty lines as part of the row behind them.
    fn start(&self) -> usize {
        let blank = self.raw.iter().take_while(|b| matches!(b, b'\r' | b'\n')).count();
        self.line - memchr::memchr_iter(b'\n', &self.raw[blank..]).count()
    }

    /// Passes over the rest of a line, and forgets the row it belongs to.
    fn skip_line(&mut self) -> io::Result<()> {
        self.again = Cursor::default();
        super::lines::read_line(&mut self.reader, 0, &mut Vec::new())?;
        self.line += 1;
        self.parser.reset();
        Ok(())
    }

    /// True when the last row went over lines within a quotation that nothing closes.
    fn is_open(&self) -> bool {
        self.spans_lines() && memchr::memchr_iter(b'"', &self.raw).count() % 2 == 1
    }

    fn spans_lines(&self) -> bool {
        memchr::memchr(b'\n', self.raw.trim_ascii_end()).is_some()
    }

    /// Takes the last row apart: its second line is the next row.
    fn again_from_second_line(&mut self) {
        let Some(end) = memchr::memchr(b'\n', &self.raw) else { return };
        let rest = &self.raw[end + 1..];
        self.line -= memchr::memchr_iter(b'\n', rest).count();
        let unread = &self.again.get_ref()[self.again.position() as usize..];
        self.again = Cursor::new([rest, unread].concat());
        self.parser.reset();
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn rows(text: &str, limit: usize) -> Vec<String> {
        let mut rows = Rows::new(Box::new(Cursor::new(text.as_bytes().to_vec())), b',', limit);
        let mut found = Vec::new();
        while let Some((line, row)) = rows.next().unwrap() {
            found.push(match row {
                Ok(fields) => {
                    let fields: Vec<_> = fields.iter().map(|f| String::from_utf8_lossy(f)).collect();
                    format!("{line} {}", fields.join("|"))
                }
                Err(error) => format!("{line} {}", error.to_string().lines().next().unwrap()),
            });
        }
        found
    }

    #[test]
    fn a_row_starts_where_its_first_line_is() {
        assert_eq!(rows("a,b\n\"1\n2\",x\n\n3,y", 100), ["1 a|b", "2 1\n2|x", "5 3|y"]);
    }

    #[test]
    fn a_row_over_a_limit_is_told_and_the_next_is_read() {
        let long = format!("a,b\n{}\nc,d\n", "x".repeat(300));
        let found = rows(&long, 100);
        assert!(found[1].starts_with("2 line longer than"), "{found:?}");
        assert_eq!(found[2], "3 c|d");
        let wide = format!("a,b\n{}\nc,d\n", ",".repeat(10_000));
        assert_eq!(rows(&wide, 1 << 20)[1..], ["2 more than 4096 columns", "3 c|d"]);
    }

    #[test]
    fn the_delimiter_is_what_the_header_has_most_of() {
        assert_eq!(delimiter(b"text;title, and more;date\n"), b';');
        assert_eq!(delimiter(b"text\ttitle\n,,,,"), b'\t');
        assert_eq!(delimiter(b"text\n"), b',');
    }
}
