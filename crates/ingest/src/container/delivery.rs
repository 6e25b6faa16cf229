//! Text deliveries of `LexisNexis` and Nexis Uni, `ProQuest` and Factiva: one file, many articles under headers.
//!
//! Each vendor's module cuts a text into articles. The layouts are not documented by their makers; what is read here is
//! what their exports have looked like since about 2010, in English.

mod factiva;
mod nexis;
mod proquest;

use super::{Container, Halt, Out};
use crate::charset;
use crate::draft::{Form, Metadata, Raw};
use crate::error::InputError;
use crate::place::Place;
use crate::stream::Stream;

/// Who made a delivery.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Vendor {
    /// `LexisNexis` Academic and Nexis Uni.
    Nexis,
    ProQuest,
    Factiva,
}

impl Vendor {
    /// The vendor whose layout `text` begins with.
    pub(crate) fn of(text: &str) -> Option<Self> {
        if nexis::begins(text) {
            Some(Self::Nexis)
        } else if proquest::begins(text) {
            Some(Self::ProQuest)
        } else if factiva::begins(text) {
            Some(Self::Factiva)
        } else {
            None
        }
    }
}

/// An article of a delivery.
#[derive(Debug, Default, PartialEq, Eq)]
pub(crate) struct Delivered {
    pub(crate) metadata: Metadata,
    /// Paragraphs with a blank line between them.
    pub(crate) text: String,
}

/// A delivery as a text file.
pub(crate) struct Delivery(pub(crate) Vendor);

impl Container for Delivery {
    fn read(&self, stream: Stream<'_>, out: &mut Out<'_>) -> Result<(), Halt> {
        let place = stream.place.clone();
        let bytes = stream.read_all(out.options.max_bytes)?;
        let decoded = charset::decode(&bytes, false);
        if let Some(warning) = decoded.warning() {
            out.warning(Place::of(place.clone()), warning)?;
        }
        give(self.0, &place, &decoded.text, out)
    }
}

/// The articles of a delivery that is text already.
pub(crate) fn give(vendor: Vendor, place: &str, text: &str, out: &mut Out<'_>) -> Result<(), Halt> {
    let text = text.replace("\r\n", "\n");
    let articles = match vendor {
        Vendor::Nexis => nexis::articles(&text),
        Vendor::ProQuest => proquest::articles(&text),
        Vendor::Factiva => factiva::articles(&text),
    };
    if articles.is_empty() {
        return Err(InputError::NoArticles.into());
    }
    for (index, Delivered { metadata, text }) in articles.into_iter().enumerate() {
        let place = Place::at(place, index + 1);
        out.record(Raw { given: metadata, ..Raw::new(place, Form::Body, text.into_bytes()) })?;
    }
    Ok(())
}

/// Paragraphs of `lines`: a blank line ends one, and the lines within one are joined, as they were wrapped for paper.
fn unwrapped<'a>(lines: impl IntoIterator<Item = &'a str>) -> String {
    let mut text = String::new();
    let mut within = false;
    for line in lines {
        let line = line.trim();
        if line.is_empty() {
            within = false;
            continue;
        }
        if !text.is_empty() {
            text.push_str(if within { " " } else { "\n\n" });
        }
        text.push_str(line);
        within = true;
    }
    text
}

/// Value of a `LABEL: value` line whose label is one of `labels`, in any case.
fn labelled<'a>(line: &'a str, labels: &[&str]) -> Option<(String, &'a str)> {
    let (label, value) = line.split_once(':')?;
    let label = label.trim().to_ascii_lowercase();
    labels.contains(&label.as_str()).then(|| (label, value.trim()))
}

fn some(value: &str) -> Option<String> {
    let value = value.split_whitespace().collect::<Vec<_>>().join(" ");
    (!value.is_empty()).then_some(value)
}

#[cfg(test)]
mod tests;
