//! The tree an input is: archives in archives, members in them, records in those.
//!
//! Each kind of file is a [`Container`]: given a stream it hands out records, or streams one layer deeper, which
//! [`descend`] takes to their own container. Everything is pushed, in order, into one [`Out`]; nothing is held but the
//! record in hand, so memory does not grow with the input.

pub(crate) mod compressed;
pub(crate) mod csv;
pub(crate) mod delivery;
pub(crate) mod docx;
pub(crate) mod feed;
pub(crate) mod json;
pub(crate) mod lines;
pub(crate) mod mbox;
#[cfg(feature = "parquet")]
pub(crate) mod parquet;
pub(crate) mod single;
pub(crate) mod tar;
pub(crate) mod warc;
pub(crate) mod zip;

use crate::Ingest;
use crate::draft::{Form, Raw};
use crate::error::InputError;
use crate::limits::{Budget, Overrun};
use crate::place::Place;
use crate::record;
use crate::sniff::Kind;
use crate::stream::Stream;
use std::panic::{AssertUnwindSafe, catch_unwind};

/// One kind of file that holds records or other files.
pub(crate) trait Container {
    /// Reads `stream` to its end, and gives what is in it to `out`, in order. What is wrong with one record is given
    /// to `out` too; an error is returned only when the rest of the stream cannot be read.
    fn read(&self, stream: Stream<'_>, out: &mut Out<'_>) -> Result<(), Halt>;
}

/// What comes out of a container.
#[derive(Debug)]
pub(crate) enum Item {
    Record(Box<Raw>),
    Failed(Place, InputError),
    Warning(Place, String),
    /// For people alone: how something was understood.
    Note(Place, String),
}

/// Why reading ended before the end.
#[derive(Debug)]
pub(crate) enum Halt {
    /// Nobody wants more.
    Gone,
    /// The input spent its budget, and that was told.
    Spent,
    /// This stream cannot be read further.
    Broken(InputError),
}

impl<E: Into<InputError>> From<E> for Halt {
    fn from(error: E) -> Self {
        Self::Broken(error.into())
    }
}

/// Where containers put what they find.
pub(crate) struct Out<'a> {
    pub(crate) options: &'a Ingest,
    pub(crate) budget: Budget,
    /// Takes an item; false when nobody wants more.
    pub(crate) give: &'a mut dyn FnMut(Item) -> bool,
}

impl Out<'_> {
    fn give(&mut self, item: Item) -> Result<(), Halt> {
        if (self.give)(item) { Ok(()) } else { Err(Halt::Gone) }
    }

    pub(crate) fn record(&mut self, raw: Raw) -> Result<(), Halt> {
        if raw.form == Form::Json && record::is_no_article(&raw.bytes) {
            return Ok(());
        }
        self.give(Item::Record(Box::new(raw)))
    }

    pub(crate) fn failed(&mut self, place: Place, error: impl Into<InputError>) -> Result<(), Halt> {
        self.give(Item::Failed(place, error.into()))
    }

    pub(crate) fn warning(&mut self, place: Place, message: impl Into<String>) -> Result<(), Halt> {
        self.give(Item::Warning(place, message.into()))
    }

    pub(crate) fn note(&mut self, place: Place, message: impl Into<String>) -> Result<(), Halt> {
        self.give(Item::Note(place, message.into()))
    }
}

/// Tells what `stream` is and reads it. What breaks it is told here, and the caller goes on with what comes after it.
pub(crate) fn descend(stream: Stream<'_>, out: &mut Out<'_>) -> Result<(), Halt> {
    let place = stream.place.clone();
    // The parsers of others that run here see hostile bytes; one that gives up must not take the batch with it.
    let read = catch_unwind(AssertUnwindSafe(|| enter(stream, out)));
    match read {
        Ok(Err(Halt::Broken(error))) => {
            let spent = matches!(error, InputError::Overrun(_));
            out.failed(Place::of(place), error)?;
            if spent { Err(Halt::Spent) } else { Ok(()) }
        }
        Ok(done) => done,
        Err(_) => out.failed(Place::of(place), InputError::Panicked),
    }
}

fn enter(mut stream: Stream<'_>, out: &mut Out<'_>) -> Result<(), Halt> {
    if stream.depth > out.options.limits.depth {
        return Err(InputError::TooDeep { limit: out.options.limits.depth }.into());
    }
    let label = stream.label.clone();
    let head = stream.head()?;
    let kind = Kind::of(head, &label, out.options.input_format)?;
    container(kind).read(stream, out)
}

fn container(kind: Kind) -> &'static dyn Container {
    match kind {
        Kind::Gzip => &compressed::Gzip,
        Kind::Zstd => &compressed::Zstd,
        Kind::Zip => &zip::Zip,
        Kind::Tar => &tar::Tar,
        Kind::Warc => &warc::Warc,
        Kind::Mbox => &mbox::Mbox,
        Kind::Feed => &feed::Feed,
        Kind::Lines => &lines::Lines,
        Kind::Json => &json::Json,
        Kind::Csv => &csv::Csv,
        #[cfg(feature = "parquet")]
        Kind::Parquet => &parquet::Parquet,
        Kind::Delivery(vendor) => match vendor {
            delivery::Vendor::Nexis => &delivery::Delivery(delivery::Vendor::Nexis),
            delivery::Vendor::ProQuest => &delivery::Delivery(delivery::Vendor::ProQuest),
            delivery::Vendor::Factiva => &delivery::Delivery(delivery::Vendor::Factiva),
        },
        Kind::Docx => &docx::Docx,
        Kind::Text => &single::Single(crate::draft::Form::Text),
        Kind::Html => &single::Single(crate::draft::Form::Html),
        Kind::Markdown => &single::Single(crate::draft::Form::Markdown),
        Kind::Mail => &single::Single(crate::draft::Form::Mail),
    }
}

/// A member that is to be read: not a folder, not hidden, and of a kind that is known by its name. Hidden members are
/// passed over in silence, as hidden files in a folder are.
pub(crate) fn wanted(stream: &Stream<'_>, out: &mut Out<'_>) -> Result<bool, Halt> {
    let parts = || stream.label.split(['/', '\\']);
    let hidden = parts().any(|p| p.starts_with('.') && p.len() > 1 && p != "..");
    if hidden || parts().any(|p| p == "__MACOSX") || stream.label.ends_with('/') {
        return Ok(false);
    }
    let known = out.options.input_format != crate::InputFormat::Auto
        || Kind::of_name(std::path::Path::new(&stream.label)).is_some();
    if !known {
        out.warning(Place::of(stream.place.clone()), crate::sniff::UNKNOWN_NAME)?;
    }
    Ok(known)
}

impl From<Overrun> for InputError {
    fn from(overrun: Overrun) -> Self {
        Self::Overrun(overrun)
    }
}
