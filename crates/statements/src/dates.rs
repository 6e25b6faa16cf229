//! When: dates in an article's words, resolved against the day it came out.
//!
//! News dates by the reader's calendar: *Sunday*, *last week*, *April 16*. [`dates`] finds such words and says which day,
//! or which days, they mean to a reader of the day of publication; [`date_of`] tells which of them is a statement's own.
//! A weekday is the latest such day on or before publication, unless the words around it speak of the future
//! (*will meet on Monday*), when it is the next one.

mod find;
mod tense;

use crate::model::{Statement, StatementKind};
use jiff::civil::Date;
use standpoint_article::{Article, Span};

/// Words of an article that name a day or some days.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct DateMention {
    /// The words, in the article's text.
    pub span: Span,
    /// The first day they mean.
    pub first: Date,
    /// The last day they mean; the first, when they mean one.
    pub last: Date,
}

/// All dates in an article's text, in order. Relative ones need a day of publication: an article without one has only
/// those that are whole (*April 16, 2024*). Total: any text gives a list.
pub fn dates(article: &Article) -> Vec<DateMention> {
    let published = published_day(article);
    let text = &article.text;
    let mut found = Vec::new();
    for sentence in text.sentences() {
        let words = text.slice(sentence.span);
        for (range, date) in find::expressions(words) {
            if let Some((first, last)) = date.resolve(published, || tense::of(words, range.clone())) {
                let span = Span::new(range.start, range.end).shift(sentence.span.start());
                found.push(DateMention { span, first, last });
            }
        }
    }
    found
}

/// The date of a statement among the `dates` of its article: the one that stands with its cue, in the sentences it
/// covers and outside of what is said. What somebody says of Monday was not said on Monday; what somebody *did* on Monday
/// was, so that of a reported act all words count.
pub fn date_of(article: &Article, statement: &Statement, dates: &[DateMention]) -> Option<DateMention> {
    let extent = statement.extent()?;
    let sentences = article.text.sentences_of(extent);
    let sentences = article.text.sentences().get(sentences)?;
    let whole = sentences.first()?.span.cover(sentences.last()?.span);
    let at = statement.cue.or(statement.source).unwrap_or(extent);
    let is_said = |date: &DateMention| {
        statement.kind != StatementKind::Reported && statement.content.iter().any(|c| c.overlaps(date.span))
    };
    let distance = |date: &DateMention| {
        if date.span.start() >= at.end() {
            date.span.start() - at.end()
        } else {
            at.start().saturating_sub(date.span.end())
        }
    };
    let near = dates.iter().filter(|date| whole.contains(date.span) && !is_said(date));
    near.min_by_key(|date| distance(date)).copied()
}

/// The day of publication where the article was published.
fn published_day(article: &Article) -> Option<Date> {
    let published = article.published.as_deref()?;
    let (Ok(instant), Some(zone)) = (published.parse::<jiff::Timestamp>(), article.zone.as_deref()) else {
        return published.get(..10)?.parse().ok();
    };
    let (hours, minutes) = zone.get(1..)?.split_once(':')?;
    let seconds =
        hours.parse::<i32>().ok()?.checked_mul(3600)? + minutes.parse::<i32>().ok()?.checked_mul(60)?;
    let seconds = if zone.starts_with('-') { -seconds } else { seconds };
    Some(jiff::tz::Offset::from_seconds(seconds).ok()?.to_datetime(instant).date())
}
