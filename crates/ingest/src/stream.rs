//! Bytes on their way in: a file, memory, or a pipe, with the name they go by.

use crate::error::{InputError, Size};
use crate::limits::Budget;
use std::fs::File;
use std::io::{self, BufRead, BufReader, Cursor, Read, Seek, SeekFrom};
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

/// Bytes read to tell what an input is.
const HEAD: u64 = 64 << 10;

/// A file, or a member of an archive, not yet read.
pub(crate) struct Stream<'a> {
    /// What it is called in messages: `news.tar.gz!/a/b.jsonl`.
    pub(crate) place: String,
    /// The name whose extension tells its kind: `b.jsonl`, also for `b.jsonl.gz`.
    pub(crate) label: String,
    /// Layers of packing around it.
    pub(crate) depth: usize,
    head: Option<Vec<u8>>,
    /// What went wrong behind the head: the head is read first.
    broken: Option<io::Error>,
    body: Body<'a>,
}

enum Body<'a> {
    File(Counted<File>),
    Memory(&'a [u8]),
    Pipe(Box<dyn Read + 'a>),
}

impl<'a> Stream<'a> {
    /// A file, whose bytes count as read in `meter` when they are.
    pub(crate) fn of_file(name: &str, file: File, meter: Arc<AtomicU64>) -> Self {
        Self::new(name, Body::File(Counted { reader: file, meter, budget: None }))
    }

    /// Standard input and its like: bytes that come once, of unknown number.
    pub(crate) fn of_pipe(name: &str, pipe: impl Read + 'a, meter: Arc<AtomicU64>, budget: &Budget) -> Self {
        let counted = Counted { reader: pipe, meter, budget: Some(budget.clone()) };
        Self::new(name, Body::Pipe(Box::new(counted)))
    }

    pub(crate) fn of_bytes(name: &str, bytes: &'a [u8]) -> Self {
        Self::new(name, Body::Memory(bytes))
    }

    fn new(name: &str, body: Body<'a>) -> Self {
        Self { place: name.to_owned(), label: name.to_owned(), depth: 0, head: None, broken: None, body }
    }

    /// What `reader` unpacks from this stream: the same place, one layer deeper, its name without the packing's.
    pub(crate) fn unpacked<'b>(place: &str, label: &str, depth: usize, reader: impl Read + 'b) -> Stream<'b> {
        Stream {
            place: place.to_owned(),
            label: label.to_owned(),
            depth: depth + 1,
            head: None,
            broken: None,
            body: Body::Pipe(Box::new(reader)),
        }
    }

    /// A member called `name` of an archive at `place`. Names are labels: nothing is ever written under them.
    pub(crate) fn member<'b>(place: &str, name: &[u8], depth: usize, reader: impl Read + 'b) -> Stream<'b> {
        let name = label_of(name);
        Self::unpacked(&format!("{place}!/{}", name.trim_start_matches('/')), &name, depth, reader)
    }

    /// The first bytes, up to 64 KiB, enough to tell what this is. They are read only once.
    pub(crate) fn head(&mut self) -> io::Result<&[u8]> {
        if self.head.is_none() {
            let mut head = Vec::new();
            let read = match &mut self.body {
                Body::File(file) => file.take(HEAD).read_to_end(&mut head),
                Body::Memory(bytes) => bytes.take(HEAD).read_to_end(&mut head),
                Body::Pipe(pipe) => first_of(pipe, &mut head),
            };
            match read {
                Err(error) if head.is_empty() => return Err(error),
                read => self.broken = read.err(),
            }
            self.head = Some(head);
        }
        Ok(self.head.as_deref().unwrap_or_default())
    }

    /// All bytes, from the first.
    pub(crate) fn reader(self) -> Box<dyn BufRead + 'a> {
        let head = Cursor::new(self.head.unwrap_or_default());
        if let Some(error) = self.broken {
            return Box::new(BufReader::new(head.chain(Broken(Some(error)))));
        }
        match self.body {
            Body::File(file) => Box::new(BufReader::with_capacity(128 << 10, head.chain(file))),
            Body::Memory(rest) => Box::new(head.chain(rest)),
            Body::Pipe(pipe) => Box::new(BufReader::with_capacity(128 << 10, head.chain(pipe))),
        }
    }

    /// All bytes in memory. More than `limit` is an error.
    pub(crate) fn read_all(self, limit: usize) -> Result<Vec<u8>, InputError> {
        let mut bytes = Vec::new();
        self.reader().take(limit as u64 + 1).read_to_end(&mut bytes)?;
        if bytes.len() > limit {
            return Err(InputError::TooLarge { limit: Size(limit) });
        }
        Ok(bytes)
    }

    /// Bytes that can be read in any order, and their number. A file stays where it is; what comes through a pipe or
    /// out of an archive is taken into memory, up to `limit`.
    pub(crate) fn seekable(self, limit: usize) -> Result<(Seekable<'a>, u64), InputError> {
        match self.body {
            Body::File(mut file) => {
                let length = file.seek(SeekFrom::End(0))?;
                file.seek(SeekFrom::Start(0))?;
                Ok((Seekable::File(file), length))
            }
            Body::Memory(rest) => {
                let head = self.head.unwrap_or_default();
                let bytes = if head.is_empty() { rest.into() } else { [&head[..], rest].concat().into() };
                Ok(Seekable::memory(bytes))
            }
            Body::Pipe(_) => match self.read_all(limit) {
                Err(InputError::TooLarge { limit }) => Err(InputError::NotSeekable { limit }),
                bytes => Ok(Seekable::memory(bytes?.into())),
            },
        }
    }
}

/// The first bytes of a pipe: as many as a file's, unless they begin with a line of JSON Lines. Such a stream may have
/// no more for hours, and the line is to be read now.
fn first_of(pipe: &mut dyn Read, head: &mut Vec<u8>) -> io::Result<usize> {
    let mut buffer = [0; 16 << 10];
    while head.len() < HEAD as usize {
        let room = buffer.len().min(HEAD as usize - head.len());
        let read = match pipe.read(&mut buffer[..room]) {
            Err(error) if error.kind() == io::ErrorKind::Interrupted => continue,
            read => read?,
        };
        head.extend_from_slice(&buffer[..read]);
        let line = memchr::memchr(b'\n', head).map(|end| head[..end].trim_ascii());
        if read == 0 || line.is_some_and(|line| line.starts_with(b"{") && line.ends_with(b"}")) {
            break;
        }
    }
    Ok(head.len())
}

/// A reader that fails, once.
struct Broken(Option<io::Error>);

impl Read for Broken {
    fn read(&mut self, _: &mut [u8]) -> io::Result<usize> {
        self.0.take().map_or(Ok(0), Err)
    }
}

/// A member's name for people: no control characters, not endless.
fn label_of(name: &[u8]) -> String {
    const LONGEST: usize = 512;
    let name = String::from_utf8_lossy(name);
    let plain = |c: char| if c.is_control() { '\u{fffd}' } else { c };
    name.chars().take(LONGEST).map(plain).collect()
}

/// Bytes that can be read in any order.
pub(crate) enum Seekable<'a> {
    File(Counted<File>),
    Memory(Cursor<std::borrow::Cow<'a, [u8]>>),
}

impl<'a> Seekable<'a> {
    fn memory(bytes: std::borrow::Cow<'a, [u8]>) -> (Self, u64) {
        let length = bytes.len() as u64;
        (Self::Memory(Cursor::new(bytes)), length)
    }
}

impl Read for Seekable<'_> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        match self {
            Self::File(file) => file.read(buffer),
            Self::Memory(bytes) => bytes.read(buffer),
        }
    }
}

impl Seek for Seekable<'_> {
    fn seek(&mut self, to: SeekFrom) -> io::Result<u64> {
        match self {
            Self::File(file) => file.reader.seek(to),
            Self::Memory(bytes) => bytes.seek(to),
        }
    }
}

/// Counts bytes for the progress bar, and for the budget when the input's size is not known beforehand.
#[derive(Debug)]
pub(crate) struct Counted<R> {
    pub(crate) reader: R,
    meter: Arc<AtomicU64>,
    budget: Option<Budget>,
}

impl<R: Read> Read for Counted<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let read = self.reader.read(buffer)?;
        self.meter.fetch_add(read as u64, Ordering::Relaxed);
        if let Some(budget) = &self.budget {
            budget.arrived(read as u64);
        }
        Ok(read)
    }
}

impl Seek for Counted<File> {
    fn seek(&mut self, to: SeekFrom) -> io::Result<u64> {
        self.reader.seek(to)
    }
}
