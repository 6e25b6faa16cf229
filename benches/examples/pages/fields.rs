//! Title, author and date, compared as a reader would.
//!
//! Titles: letters and digits only, in lower case; a site's name behind the last ` | `, ` - ` or the like of either may be
//! missing in the other. Authors: the set of names, each without "by", academic degrees and case, however they are joined.
//! Dates: the day where it was published, if the page gives a zone, else in UTC.

use super::list::Page;
use standpoint_article::Article;
use std::collections::BTreeSet;

#[derive(Clone, Copy)]
pub(crate) enum Field {
    Title,
    Author,
    Date,
}

impl Field {
    pub(crate) const ALL: [Self; 3] = [Self::Title, Self::Author, Self::Date];

    fn name(self) -> &'static str {
        match self {
            Self::Title => "title",
            Self::Author => "author",
            Self::Date => "date",
        }
    }

    fn given(self, page: &Page) -> Option<&str> {
        match self {
            Self::Title => page.title.as_deref(),
            Self::Author => page.author.as_deref(),
            Self::Date => page.date.as_deref(),
        }
    }

    fn found(self, article: &Article) -> Option<&str> {
        match self {
            Self::Title => article.title.as_deref(),
            Self::Author => article.author.as_deref(),
            Self::Date => article.published.as_deref(),
        }
    }

    fn is_right(self, given: &str, article: &Article) -> bool {
        let Some(found) = self.found(article) else { return false };
        match self {
            Self::Title => titles(given).iter().any(|title| titles(found).contains(title)),
            Self::Author => names(given) == names(found),
            Self::Date => day(found, article.zone.as_deref()).as_deref() == Some(given),
        }
    }
}

pub(crate) fn report(field: Field, pages: &[Page], articles: &[Option<Article>]) {
    let of = |keep: fn(&Page) -> bool| {
        let (mut right, mut strict, mut all) = (0, 0, 0);
        for (page, article) in pages.iter().zip(articles).filter(|(page, _)| keep(page)) {
            let Some(given) = field.given(page) else { continue };
            all += 1;
            let article = article.as_ref();
            right += usize::from(article.is_some_and(|a| field.is_right(given, a)));
            strict += usize::from(article.is_some_and(|a| field.found(a) == Some(given)));
        }
        format!("{right} of {all} = {:.3} ({strict} to the letter)", right as f64 / f64::from(all.max(1)))
    };
    println!(
        "{:<8} all {}   tuning half {}   other half {}",
        field.name(),
        of(|_| true),
        of(|p| p.tunes),
        of(|p| !p.tunes)
    );
}

pub(crate) fn print_misses(page: &Page, article: Option<&Article>) {
    for field in Field::ALL {
        let Some(given) = field.given(page) else { continue };
        if !article.is_some_and(|a| field.is_right(given, a)) {
            let found = article.and_then(|a| field.found(a)).unwrap_or("nothing");
            println!("{}\t{}\tgiven `{given}`, found `{found}`", page.file, field.name());
        }
    }
}

/// The day of a publication time where it was published.
fn day(published: &str, zone: Option<&str>) -> Option<String> {
    let (Ok(instant), Some(zone)) = (published.parse::<jiff::Timestamp>(), zone) else {
        return published.get(..10).map(str::to_owned);
    };
    let (hours, minutes) = zone[1..].split_once(':')?;
    let seconds = hours.parse::<i32>().ok()? * 3600 + minutes.parse::<i32>().ok()? * 60;
    let offset =
        jiff::tz::Offset::from_seconds(if zone.starts_with('-') { -seconds } else { seconds }).ok()?;
    Some(offset.to_datetime(instant).date().to_string())
}

/// A title with and without what may be a site's name.
fn titles(title: &str) -> Vec<String> {
    let mut titles = vec![letters(title)];
    for separator in [" | ", " - ", " – ", " — ", " :: ", " « ", " · "] {
        if let Some((headline, _)) = title.rsplit_once(separator) {
            titles.push(letters(headline));
        }
    }
    titles
}

fn names(authors: &str) -> BTreeSet<String> {
    let mut authors = authors.to_lowercase();
    for degree in [" phd", " ph.d.", " md", " m.d.", " msc", " rd"] {
        authors = authors.replace(degree, " ");
    }
    let parts = authors.replace(" and ", ",").replace([';', '&', '/', '[', ']', '\'', '"'], ",");
    let name = |part: &str| letters(part.trim().strip_prefix("by ").unwrap_or(part));
    parts.split(',').map(name).filter(|n| !n.is_empty()).collect()
}

fn letters(text: &str) -> String {
    text.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect()
}
