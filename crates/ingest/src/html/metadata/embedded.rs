//! What a page's scripts hold: the last resort, for pages that are put together in the browser.
//!
//! Their data are of no fixed form, and may be of other articles as well, so a name or a date counts only when the page holds no
//! other under the names that are known here.

use super::author;
use crate::dates;
use regex::Regex;
use std::sync::LazyLock;

/// The one date of publication in the page's scripts, written year first as programs do.
pub(super) fn published(page: &str) -> Option<String> {
    static DATE: LazyLock<Regex> = LazyLock::new(|| {
        crate::regex(
            r#"(?i)"(?:date_?(?:published|posted)|(?:first_?)?publish(?:ed)?_?(?:date|at|time)|publication_?date|pub_?date)\\?"\s*:\s*\\?"(\d{4}-\d\d-\d\d[^"\\]{0,20})"#,
        )
    });
    let found = DATE
        .captures_iter(page)
        .filter_map(|found| Some((dates::normalise(&found[1])?, found[1].to_owned())));
    only(found, |(day, _)| day[..10].to_owned()).map(|(_, raw)| raw)
}

/// The one author in the page's scripts, if it has a person's name.
pub(super) fn author(page: &str) -> Option<String> {
    static AUTHOR: LazyLock<Regex> = LazyLock::new(|| {
        crate::regex(
            r#"(?i)"(?:authors?|author_?names?|byline|posted_?by|written_?by)\\?"\s*:\s*\\?"([^"\\{}\[\]]{3,60})\\?""#,
        )
    });
    let found = AUTHOR
        .captures_iter(page)
        .filter_map(|found| author::clean(&found[1]).filter(|name| author::is_name(name)));
    only(found, Clone::clone)
}

/// The first of `found`, when all are the same by `what`.
fn only<T>(mut found: impl Iterator<Item = T>, what: impl Fn(&T) -> String) -> Option<T> {
    let first = found.next()?;
    let same = what(&first);
    found.all(|other| what(&other) == same).then_some(first)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_stands_there_once_is_taken() {
        let page = r#"<script>x = {"publishedDate":"2026-03-01T08:00:00Z", "postedBy":"By Ann Lee", "a":{\"author\":\"Ann Lee\"}}</script>"#;
        assert_eq!(published(page).as_deref(), Some("2026-03-01T08:00:00Z"));
        assert_eq!(author(page).as_deref(), Some("Ann Lee"));
    }

    #[test]
    fn what_may_be_of_another_article_is_not() {
        let page = r#"{"datePublished":"2026-03-01","author":"Ann Lee"},{"datePublished":"2026-03-02","author":"Bo Li"}"#;
        assert_eq!((published(page), author(page)), (None, None));
        assert_eq!(author(r#"{"author":"the-daily"}"#), None);
        assert_eq!(published(r#"{"publishDate":"01/01/2004"}"#), None);
    }
}
