//! Where in a text the index found something, in bytes.

use super::Snippet;
use rusqlite::{Connection, params};
use standpoint_article::Span;

/// Bytes of `text` (column number `column` of the row) that match the query, in order.
///
/// The index tells places only by putting marks around them; the marks are characters that the text does not have.
pub(super) fn found(
    conn: &Connection,
    table: &str,
    column: u8,
    row: i64,
    query: &str,
    text: &str,
) -> rusqlite::Result<Vec<Span>> {
    // Of 6,400 private characters, a text of one megabyte could hold all; then its places are not told.
    let mut marks = ('\u{e000}'..='\u{f8ff}').filter(|&mark| !text.contains(mark));
    let (Some(open), Some(close)) = (marks.next(), marks.next()) else { return Ok(Vec::new()) };
    let marked: Option<String> = conn
        .prepare_cached(&format!(
            "SELECT highlight({table}, {column}, ?1, ?2) FROM {table} WHERE {table} MATCH ?3 AND rowid = ?4"
        ))?
        .query_row(params![open.to_string(), close.to_string(), query, row], |row| row.get(0))?;
    let mut spans = Vec::new();
    let (mut at, mut start) = (0, None);
    for c in marked.unwrap_or_default().chars() {
        if c == open {
            start = Some(at);
        } else if c == close {
            spans.extend(start.take().map(|start| Span::new(start, at)));
        } else if text[at..].starts_with(c) {
            at += c.len_utf8();
        } else {
            // SQLite ends a string at a NUL: what comes after one is found, but its place is not told.
            break;
        }
    }
    Ok(spans)
}

/// Spans of a statement's joined words as spans of its article. What reaches over a gap becomes several.
pub(super) fn in_article(content: &[Span], gap: usize, found: &[Span]) -> Vec<Span> {
    let mut spans = Vec::new();
    let mut at = 0;
    for piece in content {
        let here = Span::new(at, at + piece.len());
        for span in found {
            let (start, end) = (span.start().max(here.start()), span.end().min(here.end()));
            if start < end {
                spans.push(Span::new(start - at + piece.start(), end - at + piece.start()));
            }
        }
        at = here.end() + gap;
    }
    spans.sort();
    spans
}

/// The first places where something was found, each with words around it; the beginning, when nothing was.
pub(super) fn snippets(text: &str, matches: &[Span], size: usize, most: usize) -> Vec<Snippet> {
    let mut snippets: Vec<Snippet> = Vec::new();
    let mut rest = matches;
    if matches.is_empty() && !text.trim().is_empty() {
        let span = Span::new(0, word_end(text, size)).trim(text);
        snippets.push(Snippet { span, text: text[span.range()].to_owned(), matches: Vec::new() });
    }
    while let (Some(first), true) = (rest.first(), snippets.len() < most) {
        let floor = snippets.last().map_or(0, |s| s.span.end());
        let start = word_start(text, first.start().saturating_sub(size / 4)).max(floor);
        let end = word_end(text, (start + size).max(first.end()));
        let inside = rest.partition_point(|m| m.end() <= end);
        let span = Span::new(start, end).trim(text);
        snippets.push(Snippet {
            span,
            text: text[span.range()].to_owned(),
            matches: rest[..inside].to_vec(),
        });
        rest = &rest[inside..];
    }
    snippets
}

/// Where the word that holds byte `at` begins, looking back a word's length at most.
fn word_start(text: &str, at: usize) -> usize {
    let at = text.floor_char_boundary(at);
    let near = text.floor_char_boundary(at.saturating_sub(LONGEST_WORD));
    text[near..at].rfind(char::is_whitespace).map_or(if near == 0 { 0 } else { at }, |blank| near + blank)
}

/// Where the word that holds byte `at` ends, looking on a word's length at most.
fn word_end(text: &str, at: usize) -> usize {
    let at = text.ceil_char_boundary(at.min(text.len()));
    let near = text.ceil_char_boundary((at + LONGEST_WORD).min(text.len()));
    text[at..near]
        .find(char::is_whitespace)
        .map_or(if near == text.len() { near } else { at }, |blank| at + blank)
}

const LONGEST_WORD: usize = 40;

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_find_over_a_gap_becomes_two() {
        let content = [Span::new(10, 14), Span::new(20, 23)];
        // "abcd … efg": the gap is three characters and five bytes.
        let found = [Span::new(2, 11), Span::new(9, 12)];
        assert_eq!(
            in_article(&content, " … ".len(), &found),
            [Span::new(12, 14), Span::new(20, 22), Span::new(20, 23)]
        );
    }

    #[test]
    fn snippets_hold_their_matches_and_cut_no_character() {
        let text = format!("{} levy {} levy {}", "ä".repeat(500), "ö ".repeat(300), "ü".repeat(500));
        let matches: Vec<Span> =
            text.match_indices("levy").map(|(at, word)| Span::new(at, at + word.len())).collect();
        let found = snippets(&text, &matches, 60, 3);
        assert_eq!(found.len(), 2);
        for (snippet, found) in found.iter().zip(&matches) {
            assert_eq!(snippet.matches, [*found]);
            assert!(snippet.span.contains(*found));
            assert_eq!(&text[snippet.span.range()], snippet.text);
        }
        let start = snippets("A word or two.", &[], 6, 3);
        assert_eq!(start[0].text, "A word");
        assert_eq!(snippets("", &[], 6, 3), []);
    }
}
