//! Words and marks of a stretch of text, each with what the lexicon knows of it.

use standpoint_article::Span;

use crate::lexicon::{Classes, Entry, LEXICON};
use crate::quotes::Quote;

/// What a token is before any context is looked at.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Sort {
    Word,
    Number,
    Comma,
    Colon,
    Semicolon,
    Dash,
    Open,
    Close,
    /// A final mark.
    End,
    /// A whole quotation, by its number in the article.
    Quote(usize),
}

/// One word or mark.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Token {
    pub(crate) span: Span,
    pub(crate) sort: Sort,
    pub(crate) entry: Entry,
    /// Begins with a capital letter.
    pub(crate) capital: bool,
}

impl Token {
    /// True when the lexicon gives the word one of `classes`.
    pub(crate) fn is(&self, classes: Classes) -> bool {
        self.entry.classes.any(classes)
    }
}

/// Tokens of `span`. Quotations that are speech become one token each; the marks of scare quotes vanish.
pub(crate) fn tokenize(text: &str, span: Span, quotes: &[Quote]) -> Vec<Token> {
    let mut tokens = Vec::with_capacity(span.len() / 5 + 2);
    let mut lower = String::new();
    let mut at = span.start();
    let mut next_quote = quotes.partition_point(|q| q.span.end() <= at);
    if let Some(clock) = clock_length(&text[at..span.end()]) {
        let here = Span::new(at, at + clock);
        tokens.push(Token { span: here, sort: Sort::End, entry: Entry::default(), capital: false });
        at = here.end();
    }
    while at < span.end() {
        while quotes.get(next_quote).is_some_and(|q| q.span.end() <= at) {
            next_quote += 1;
        }
        if let Some(quote) =
            quotes.get(next_quote).filter(|q| q.speech && q.span.start() == at && q.span.end() <= span.end())
        {
            tokens.push(Token {
                span: quote.span,
                sort: Sort::Quote(next_quote),
                entry: Entry::default(),
                capital: false,
            });
            at = quote.span.end();
            continue;
        }
        let rest = &text[at..span.end()];
        let Some(first) = rest.chars().next() else { break };
        let length = if first.is_alphanumeric() {
            word_length(rest)
        } else if is_apostrophe(first) && clitic_length(text, at, span.end()) > 0 {
            clitic_length(text, at, span.end())
        } else {
            mark_length(rest, first)
        };
        let here = Span::new(at, at + length);
        at += length;
        if let Some(sort) = sort_of(first).filter(|_| !is_bare_mark(text, here)) {
            let word = &text[here.range()];
            lower.clear();
            lower.extend(word.chars().map(|c| if c == '’' { '\'' } else { c }).flat_map(char::to_lowercase));
            let entry = if matches!(sort, Sort::Word | Sort::Number) {
                LEXICON.entry(&lower)
            } else {
                Entry::default()
            };
            let capital = first.is_uppercase() || has_arabic_article(&text[here.range()]);
            tokens.push(Token { span: here, sort, entry, capital });
        }
    }
    tokens
}

/// "10.41:", "9:05 a.m.": the time in front of an entry of a live blog or of minutes closes what stands before it.
fn clock_length(text: &str) -> Option<usize> {
    let digits = |s: &str| s.len() - s.trim_start_matches(|c: char| c.is_ascii_digit()).len();
    let hours = digits(text);
    let rest = text.get(hours..)?.strip_prefix(['.', ':', 'h'])?;
    let minutes = digits(rest);
    if !(1..=2).contains(&hours) || minutes != 2 {
        return None;
    }
    let behind = &rest[minutes..];
    let half = ["am", "pm", "a.m.", "p.m.", "AM", "PM", "h"];
    let half = half.iter().find(|h| behind.trim_start().starts_with(**h));
    let behind = half.map_or(behind, |h| &behind.trim_start()[h.len()..]);
    let behind = behind.trim_start_matches([':', '.', ',', '-', '–', '—', '|', ' ']);
    let opens = behind.starts_with(|c: char| c.is_uppercase() || matches!(c, '"' | '“' | '‘' | '['));
    opens.then(|| text[..text.len() - behind.len()].trim_end().len())
}

fn is_apostrophe(c: char) -> bool {
    matches!(c, '\'' | '’')
}

/// An apostrophe that belongs to no word: a mark of a scare quote.
fn is_bare_mark(text: &str, token: Span) -> bool {
    let word = &text[token.range()];
    matches!(word, "'" | "’") && !text[..token.start()].ends_with('s')
}

fn sort_of(first: char) -> Option<Sort> {
    Some(match first {
        c if c.is_numeric() => Sort::Number,
        c if c.is_alphabetic() => Sort::Word,
        ',' => Sort::Comma,
        ':' => Sort::Colon,
        ';' => Sort::Semicolon,
        '—' | '–' | '―' | '-' => Sort::Dash,
        '(' | '[' => Sort::Open,
        ')' | ']' => Sort::Close,
        '.' | '!' | '?' | '…' => Sort::End,
        '\'' | '’' | '$' | '€' | '£' | '#' | '@' | '&' => Sort::Word,
        _ => return None,
    })
}

/// The possessive and the short auxiliaries are tokens of their own: 's, 're, 'll, and the bare mark of "workers'".
fn clitic_length(text: &str, at: usize, end: usize) -> usize {
    let before = text[..at].chars().next_back();
    if !before.is_some_and(|c| c.is_alphanumeric() || c == '.') {
        return 0;
    }
    let rest = &text[at..end];
    let mark = rest.chars().next().map_or(0, char::len_utf8);
    let tail = &rest[mark..];
    let letters = tail.len() - tail.trim_start_matches(char::is_alphabetic).len();
    if matches!(&tail[..letters], "s" | "S" | "re" | "ll" | "ve" | "d" | "m") {
        return mark + letters;
    }
    if letters == 0 && before == Some('s') { mark } else { 0 }
}

fn mark_length(rest: &str, first: char) -> usize {
    let same = rest.len() - rest.trim_start_matches(first).len();
    if matches!(first, '-' | '.' | '–' | '—') { same } else { first.len_utf8() }
}

/// Length of the word at the start of `rest`: letters and digits, inner hyphens, apostrophes and points.
fn word_length(rest: &str) -> usize {
    let mut length = 0;
    let mut points = 0;
    let mut chars = rest.char_indices().peekable();
    while let Some((at, c)) = chars.next() {
        let after = chars.peek().map(|(_, c)| *c);
        let joins = |ok: fn(char) -> bool| after.is_some_and(ok);
        let part = match c {
            c if c.is_alphanumeric() => true,
            '-' | '‑' | '/' => joins(char::is_alphanumeric),
            '&' => joins(char::is_alphabetic),
            ',' => joins(char::is_numeric) && rest[..at].ends_with(char::is_numeric),
            '\'' | '’' => inner_apostrophe(rest, at, c),
            '.' => {
                points += 1;
                joins(char::is_alphanumeric)
                    || points > 1 && single_letter_before(rest, at)
                    || abbreviates(&rest[..at], &rest[at + 1..])
            }
            '%' => rest[..at].ends_with(char::is_numeric),
            _ => false,
        };
        if !part {
            break;
        }
        length = at + c.len_utf8();
    }
    length.max(rest.chars().next().map_or(1, char::len_utf8))
}

/// "don't" and "O'Neill" are one word each; "Trump's" and "they're" are two.
fn inner_apostrophe(rest: &str, at: usize, mark: char) -> bool {
    let tail = &rest[at + mark.len_utf8()..];
    let letters = tail.len() - tail.trim_start_matches(char::is_alphabetic).len();
    letters > 0 && !matches!(&tail[..letters], "s" | "S" | "re" | "ll" | "ve" | "d" | "m")
}

fn single_letter_before(rest: &str, at: usize) -> bool {
    rest[..at].rsplit('.').next().is_some_and(|part| part.chars().count() == 1)
}

/// A point that belongs to its word: a title or an initial before a further word.
fn abbreviates(word: &str, after: &str) -> bool {
    let initial = word.chars().count() == 1 && word.starts_with(char::is_uppercase);
    after.starts_with(' ')
        && after.trim_start().starts_with(char::is_alphanumeric)
        && (initial
            || word.starts_with(char::is_uppercase) && word.chars().count() <= 5 && !word.contains('-'))
}

/// "al-Bashir", "el-Sisi": a name, whatever it begins with.
fn has_arabic_article(word: &str) -> bool {
    word.split_once('-').is_some_and(|(article, name)| {
        matches!(article, "al" | "el" | "ul" | "as" | "ash" | "ar" | "ad" | "at" | "an" | "az")
            && name.starts_with(char::is_uppercase)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn words(text: &str) -> Vec<&str> {
        tokenize(text, Span::new(0, text.len()), &[]).iter().map(|t| &text[t.span.range()]).collect()
    }

    #[test]
    fn words_keep_what_is_theirs() {
        assert_eq!(
            words("Mr. O'Neill's U.S.-led firm, worth $1.5 million, didn't act; they're out."),
            [
                "Mr.", "O'Neill", "'s", "U.S.-led", "firm", ",", "worth", "$", "1.5", "million", ",",
                "didn't", "act", ";", "they", "'re", "out", "."
            ]
        );
        assert_eq!(
            words("the workers' union in the U.S."),
            ["the", "workers", "'", "union", "in", "the", "U.S."]
        );
        assert_eq!(words("J. K. Lee—no"), ["J.", "K.", "Lee", "—", "no"]);
    }

    #[test]
    fn speech_is_one_token_and_scare_quotes_lose_their_marks() {
        let text = standpoint_article::Text::new("The \"peace plan\" is dead, \"so we go home,\" he said.");
        let quotes = crate::quotes::find(&text);
        let raw = text.as_str();
        let tokens: Vec<_> =
            tokenize(raw, Span::new(0, raw.len()), &quotes).iter().map(|t| &raw[t.span.range()]).collect();
        assert_eq!(
            tokens,
            ["The", "peace", "plan", "is", "dead", ",", "\"so we go home,\"", "he", "said", "."]
        );
    }
}
