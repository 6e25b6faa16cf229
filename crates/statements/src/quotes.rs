//! Quotation marks: which pairs of marks hold somebody's words, and which are only scare quotes.

use standpoint_article::{Span, Text};

/// A stretch between quotation marks, within one paragraph.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Quote {
    /// The stretch with its marks; a missing closing mark ends it with its paragraph.
    pub(crate) span: Span,
    /// The stretch without them.
    pub(crate) inner: Span,
    /// Number of the paragraph.
    pub(crate) paragraph: usize,
    /// The closing mark is missing, so the next paragraph may go on with it.
    pub(crate) open: bool,
    /// Long enough, or punctuated so, that it is speech and not a word held up for inspection.
    pub(crate) speech: bool,
}

/// The outermost quotations of a text, in order. They never overlap and never cross a paragraph.
pub(crate) fn find(text: &Text) -> Vec<Quote> {
    let mut quotes = Vec::new();
    for (number, &paragraph) in text.paragraphs().iter().enumerate() {
        in_paragraph(text, number, paragraph, &mut quotes);
    }
    quotes
}

fn in_paragraph(text: &Text, number: usize, paragraph: Span, quotes: &mut Vec<Quote>) {
    let raw = &text.as_str()[..paragraph.end()];
    let mut at = paragraph.start();
    while let Some((start, mark)) = next_opening(raw, at) {
        let inside = start + mark.opening.len();
        let closing = closing(raw, inside, mark);
        let (inner_end, end) = closing.unwrap_or((paragraph.end(), paragraph.end()));
        let single = mark.opening == "'" || mark.opening == "‘";
        if single && closing.is_none_or(|(end, _)| end < inside + 2) {
            at = inside; // an apostrophe after all
            continue;
        }
        let inner = Span::new(inside, inner_end);
        let open = closing.is_none();
        let speech = open || is_speech(&raw[inner.range()], &raw[..start]);
        quotes.push(Quote { span: Span::new(start, end), inner, paragraph: number, open, speech });
        at = end.max(inside);
    }
}

/// One style of marks.
#[derive(Clone, Copy)]
struct Marks {
    opening: &'static str,
    closings: &'static [&'static str],
}

const STYLES: &[Marks] = &[
    Marks { opening: "“", closings: &["”", "\"", "“"] },
    Marks { opening: "”", closings: &["”", "\""] }, // a mark that was turned the wrong way
    Marks { opening: "\"", closings: &["\"", "”"] },
    Marks { opening: "''", closings: &["''"] },
    Marks { opening: "``", closings: &["''", "\"", "``"] },
    Marks { opening: "„", closings: &["“", "”", "\""] },
    Marks { opening: "«", closings: &["»"] },
    Marks { opening: "»", closings: &["«"] },
    Marks { opening: "‘", closings: &["’"] },
    Marks { opening: "'", closings: &["'"] },
];

fn next_opening(raw: &str, from: usize) -> Option<(usize, Marks)> {
    let mut at = from;
    loop {
        at += raw.get(at..)?.find(['“', '”', '"', '\'', '`', '„', '«', '»', '‘'])?;
        let before = raw[..at].chars().next_back();
        for &marks in STYLES {
            if raw[at..].starts_with(marks.opening) {
                let after = raw[at + marks.opening.len()..].chars().next();
                let free = before.is_none_or(|c| !c.is_alphanumeric());
                let spaced = matches!(marks.opening, "«" | "»"); // « comme ça »
                let opens = after.is_some_and(|c| !c.is_whitespace() || spaced);
                // A single mark must look like one that opens: free on its left, a letter on its right.
                let single = matches!(marks.opening, "'" | "‘");
                let closing = marks.opening == "”";
                let letter = after.is_some_and(char::is_alphabetic);
                if free
                    && opens
                    && (letter || !single && !closing)
                    && (!closing || before.is_none_or(char::is_whitespace))
                {
                    return Some((at, marks));
                }
                break;
            }
        }
        at += raw[at..].chars().next().map_or(1, char::len_utf8);
    }
}

/// End of the inner text and end of the closing mark.
fn closing(raw: &str, from: usize, marks: Marks) -> Option<(usize, usize)> {
    let mut depth = 0;
    let reach = if matches!(marks.opening, "'" | "‘") { SINGLE_REACH } else { usize::MAX };
    for (offset, _) in raw[from..].char_indices().take(reach) {
        let here = &raw[from + offset..];
        let found = marks.closings.iter().find(|mark| here.starts_with(**mark));
        if marks.opening == "“"
            && here.starts_with('“')
            && !here[3..].starts_with(|c: char| c.is_whitespace())
            && !here[3..].is_empty()
        {
            depth += 1; // a nested quotation in the same style
            continue;
        }
        let Some(mark) = found else { continue };
        let after = here[mark.len()..].chars().next();
        let before = raw[from..from + offset].chars().next_back();
        if matches!(*mark, "'" | "’")
            && (after.is_some_and(char::is_alphanumeric) || is_elision(before, here, mark, after))
        {
            continue;
        }
        if matches!(*mark, "\"" | "''")
            && before.is_none_or(char::is_whitespace)
            && after.is_some_and(char::is_alphanumeric)
        {
            continue; // it opens rather than closes
        }
        if depth > 0 {
            depth -= 1;
            continue;
        }
        return Some((from + offset, from + offset + mark.len()));
    }
    None
}

/// Characters that a quotation in single marks may have; further on an apostrophe is just that.
const SINGLE_REACH: usize = 2_000;

/// A plural possessive ("the workers' union") inside single quotation marks.
fn is_elision(before: Option<char>, here: &str, mark: &str, after: Option<char>) -> bool {
    let rest = &here[mark.len()..];
    before == Some('s')
        && after == Some(' ')
        && rest.chars().take(SINGLE_REACH).any(|c| mark.starts_with(c))
        && rest.trim_start().starts_with(char::is_lowercase)
}

/// Speech has four words, or ends in a mark that a sentence would have, or follows a colon or a comma.
fn is_speech(inner: &str, before: &str) -> bool {
    let words = inner.split_whitespace().take(4).count();
    words == 4 || inner.ends_with([',', '.', '!', '?', '…', '—']) || before.trim_end().ends_with([':', ','])
}

#[cfg(test)]
mod tests {
    use super::*;

    fn quotes(text: &str) -> Vec<(String, bool, bool)> {
        let text = Text::new(text);
        find(&text).iter().map(|q| (text.slice(q.span).to_owned(), q.speech, q.open)).collect()
    }

    fn one(text: &str, quote: &str, speech: bool) {
        assert_eq!(quotes(text), [(quote.to_owned(), speech, false)], "{text}");
    }

    #[test]
    fn every_style_of_marks() {
        one("He said, \"We will go now.\"", "\"We will go now.\"", true);
        one("“No,” she said.", "“No,”", true);
        one("''It is over,'' he said.", "''It is over,''", true);
        one("„Das ist das Ende“, sagte er.", "„Das ist das Ende“", true);
        one("« Jamais de la vie » dit-il", "« Jamais de la vie »", true);
        one("‘It’s the workers’ right to strike,’ he said.", "‘It’s the workers’ right to strike,’", true);
    }

    #[test]
    fn a_mark_turned_the_wrong_way_opens() {
        one("”It is over, he said to us.” She left.", "”It is over, he said to us.”", true);
    }

    #[test]
    fn apostrophes_are_no_quotes() {
        assert_eq!(quotes("The workers' union didn't say so in the '90s, rock 'n' roll fans' club."), []);
    }

    #[test]
    fn scare_quotes_are_no_speech() {
        one("The so-called \"peace plan\" failed.", "\"peace plan\"", false);
    }

    #[test]
    fn nested_marks_stay_inside() {
        one("“He told me ‘never again’ and left,” she said.", "“He told me ‘never again’ and left,”", true);
        one("“He told me “never again” and left,” she said.", "“He told me “never again” and left,”", true);
    }

    #[test]
    fn a_missing_mark_closes_with_its_paragraph() {
        let found = quotes("“We go on.\n\n“And on.” She left.");
        assert_eq!(found, [("“We go on.".to_owned(), true, true), ("“And on.”".to_owned(), true, false)]);
    }
}
