//! RSS, Atom and JSON Feed.

use super::{Container, Halt, Out};
use crate::draft::{Form, Metadata, Raw};
use crate::error::InputError;
use crate::place::Place;
use crate::stream::Stream;
use feed_rs::model::{Entry, Feed as Parsed};
use feed_rs::parser::Builder;

/// A description without a text beside it is an article, not a summary of one, from this many characters on.
const WHOLE: usize = 2000;

/// A feed, in the order of its entries. An entry that has only a summary is marked as an excerpt.
pub(crate) struct Feed;

impl Container for Feed {
    fn read(&self, stream: Stream<'_>, out: &mut Out<'_>) -> Result<(), Halt> {
        let place = stream.place.clone();
        let bytes = stream.read_all(out.options.max_bytes)?;
        entries(&place, &bytes, out)
    }
}

/// The entries of the feed in `bytes`.
pub(crate) fn entries(place: &str, bytes: &[u8], out: &mut Out<'_>) -> Result<(), Halt> {
    let feed = Builder::new()
        .sanitize_content(false)
        .build()
        .parse(bytes)
        .map_err(|e| InputError::Archive { kind: "feed", reason: e.to_string() })?;
    if feed.entries.is_empty() {
        return out.warning(Place::of(place), "the feed has no entries");
    }
    let outlet = feed.title.as_ref().map(|t| t.content.trim().to_owned()).filter(|t| !t.is_empty());
    let authors = names(&feed);
    for (index, entry) in feed.entries.into_iter().enumerate() {
        let raw = record(Place::at(place, index + 1), entry, outlet.as_ref(), authors.as_ref());
        out.record(raw)?;
    }
    Ok(())
}

fn record(place: Place, entry: Entry, outlet: Option<&String>, authors: Option<&String>) -> Raw {
    let own = join(entry.authors.iter().filter_map(|p| p.name.as_deref().or(p.email.as_deref())));
    let link = entry.links.iter().find(|l| l.rel.as_deref().is_none_or(|r| r == "alternate"));
    let date = entry.published.or(entry.updated);
    let given = Metadata {
        title: entry.title.map(|t| t.content.trim().to_owned()).filter(|t| !t.is_empty()),
        published: date.map(|d| d.to_rfc3339()),
        outlet: outlet.cloned(),
        author: own.or_else(|| authors.cloned()),
        url: link.map(|l| l.href.clone()),
        language: entry.language,
        ..Metadata::default()
    };
    let whole = entry.content.and_then(|c| c.body).filter(|body| !body.trim().is_empty());
    let summary = entry.summary.map(|s| s.content).unwrap_or_default();
    let excerpt = whole.is_none() && summary.chars().count() < WHOLE;
    let body = whole.unwrap_or(summary);
    Raw { given, excerpt, ..Raw::new(place, Form::Body, body.into_bytes()) }
}

fn names(feed: &Parsed) -> Option<String> {
    join(feed.authors.iter().filter_map(|p| p.name.as_deref().or(p.email.as_deref())))
}

fn join<'a>(names: impl Iterator<Item = &'a str>) -> Option<String> {
    // RSS has an address first and the name in brackets: `ann@paper.example (Ann Lee)`.
    let name = |name: &'a str| match name.split_once('(') {
        Some((address, rest)) if address.contains('@') => rest.trim_end_matches(')').trim(),
        _ => name.trim(),
    };
    let names: Vec<&str> = names.map(name).filter(|n| !n.is_empty()).collect();
    (!names.is_empty()).then(|| names.join(", "))
}
