//! Numbers, labels and foreign text in words that people read.

use crate::ledger::Clash;
use standpoint_stance::{ConditionType, Lean, Stance};
use standpoint_statements::{ActorKind, StatementKind};
use std::borrow::Cow;
use unicode_width::{UnicodeWidthChar, UnicodeWidthStr};

/// What an actor does, as a table's cell says it.
pub(crate) const fn stance(stance: Stance) -> &'static str {
    match stance {
        Stance::Support => "supports",
        Stance::Reject => "rejects",
        Stance::ConditionalCooperation => "conditional",
        Stance::None => "no position",
        Stance::Unclear => "unclear",
    }
}

/// A sign that tells the stances apart without colour.
pub(crate) const fn sign(stance: Stance) -> &'static str {
    match stance {
        Stance::Support => "✓",
        Stance::Reject => "✕",
        Stance::ConditionalCooperation => "◐",
        Stance::None => "○",
        Stance::Unclear => "?",
    }
}

pub(crate) const fn lean(lean: Lean) -> &'static str {
    match lean {
        Lean::YesIf => "leans yes",
        Lean::NoUnless => "leans no",
    }
}

pub(crate) const fn condition(kind: ConditionType) -> &'static str {
    match kind {
        ConditionType::RedLine => "red line",
        other => other.as_str(),
    }
}

/// Why two conditions may not both be met, as a sentence says it.
pub(crate) const fn clash(clash: Clash) -> &'static str {
    match clash {
        Clash::Opposed => "One may exclude the other: the same words, and one of them says not",
        Clash::Waiting => "Each may be waiting for the other to act first",
    }
}

pub(crate) const fn statement(kind: StatementKind) -> &'static str {
    match kind {
        StatementKind::Direct => "direct quotation",
        StatementKind::Indirect => "indirect speech",
        StatementKind::Mixed => "partly quoted",
        StatementKind::Reported => "reported act or position",
    }
}

pub(crate) const fn actor(kind: ActorKind) -> &'static str {
    match kind {
        ActorKind::Person => "person",
        ActorKind::Organization => "organization",
        ActorKind::Country => "country",
        ActorKind::Group => "group",
    }
}

/// `1 article`, `2 articles`, `1,204 articles`.
pub(crate) fn count(n: usize, one: &str, many: &str) -> String {
    let digits = n.to_string();
    let mut grouped = String::new();
    for (i, digit) in digits.chars().enumerate() {
        if i > 0 && (digits.len() - i).is_multiple_of(3) {
            grouped.push(',');
        }
        grouped.push(digit);
    }
    format!("{grouped} {}", if n == 1 { one } else { many })
}

/// A probability in whole per cent, never rounded up to a certainty it does not have.
pub(crate) fn percent(p: f32) -> String {
    let rounded = (f64::from(p) * 100.0).round();
    let shown = if p < 1.0 { rounded.min(99.0) } else { rounded };
    format!("{}%", shown.max(0.0))
}

/// Four decimals, as records write probabilities.
pub(crate) fn four(p: f32) -> f64 {
    (f64::from(p) * 1e4).round() / 1e4 + 0.0 // `+ 0.0` makes of a negative zero a plain one
}

/// `54 to 83%`.
pub(crate) fn interval(low: f32, high: f32) -> String {
    format!("{} to {}", percent(low).trim_end_matches('%'), percent(high))
}

const MONTHS: [&str; 12] = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
];

/// Year, month (from 0) and day at the start of an RFC 3339 date or time.
fn ymd(published: &str) -> Option<(u32, usize, u32)> {
    let mut parts = published.get(..10)?.split('-');
    let (year, month, day) = (parts.next()?, parts.next()?, parts.next()?);
    let (year, month, day): (u32, usize, u32) = (year.parse().ok()?, month.parse().ok()?, day.parse().ok()?);
    (parts.next().is_none() && (1..=12).contains(&month) && (1..=31).contains(&day)).then_some((
        year,
        month - 1,
        day,
    ))
}

/// `2026-03-01` and `2026-03-01T08:00:00Z` become `1 March 2026`; anything else stays as it is.
pub(crate) fn date(published: &str) -> String {
    match ymd(published) {
        Some((year, month, day)) => format!("{day} {} {year}", MONTHS[month]),
        None => plain(published),
    }
}

/// `2 to 16 March 2026`, `28 February to 3 March 2026`, or both dates in full.
pub(crate) fn period(first: &str, last: &str) -> String {
    match (ymd(first), ymd(last)) {
        (Some(a), Some(b)) if a == b => date(last),
        (Some((ya, ma, da)), Some((yb, mb, _))) if ya == yb && ma == mb => format!("{da} to {}", date(last)),
        (Some((ya, ma, da)), Some((yb, ..))) if ya == yb => format!("{da} {} to {}", MONTHS[ma], date(last)),
        _ if first == last => date(last),
        _ => format!("{} to {}", date(first), date(last)),
    }
}

/// `A`, `A and B`, `A, B and C`.
pub(crate) fn list<S: AsRef<str>>(items: &[S]) -> String {
    let mut out = String::new();
    for (i, item) in items.iter().enumerate() {
        out.push_str(joint(i, items.len()));
        out.push_str(item.as_ref());
    }
    out
}

/// What stands before item `i` of `n` in an enumeration.
pub(crate) const fn joint(i: usize, n: usize) -> &'static str {
    if i == 0 {
        ""
    } else if i + 1 == n {
        " and "
    } else {
        ", "
    }
}

/// Foreign text on one line, without anything that could steer a terminal: white space runs become one space; control
/// characters and those that reorder text are dropped.
pub(crate) fn plain(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        if c.is_whitespace() {
            if !out.is_empty() && !out.ends_with(' ') {
                out.push(' ');
            }
        } else if !c.is_control() && !is_bidi_control(c) {
            out.push(c);
        }
    }
    out.truncate(out.trim_end().len());
    out
}

const fn is_bidi_control(c: char) -> bool {
    matches!(c, '\u{061c}' | '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
}

/// At most `width` columns of a terminal, in which some characters take two and some none.
pub(crate) fn fit(text: &str, width: usize) -> Cow<'_, str> {
    if text.width() <= width {
        return Cow::Borrowed(text);
    }
    let mut used = 0;
    let cut = text.char_indices().find(|(_, c)| {
        used += c.width().unwrap_or(0);
        used >= width
    });
    Cow::Owned(format!("{}…", text[..cut.map_or(text.len(), |(at, _)| at)].trim_end()))
}

/// At most `max` characters; what was cut off shows as an ellipsis.
pub(crate) fn short(text: &str, max: usize) -> Cow<'_, str> {
    if text.char_indices().nth(max).is_none() {
        return Cow::Borrowed(text);
    }
    let keep = text.char_indices().nth(max.saturating_sub(1)).map_or(0, |(at, _)| at);
    Cow::Owned(format!("{}…", text[..keep].trim_end()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_read_well() {
        assert_eq!(count(1, "article", "articles"), "1 article");
        assert_eq!(count(0, "article", "articles"), "0 articles");
        assert_eq!(count(1_234_567, "article", "articles"), "1,234,567 articles");
        assert_eq!(count(123, "a", "b"), "123 b");
    }

    #[test]
    fn almost_certain_is_not_certain() {
        assert_eq!(percent(0.999), "99%");
        assert_eq!(percent(1.0), "100%");
        assert_eq!(percent(0.004), "0%");
    }

    #[test]
    fn only_dates_become_dates() {
        assert_eq!(date("2026-03-01"), "1 March 2026");
        assert_eq!(date("2026-12-31T08:00:00Z"), "31 December 2026");
        assert_eq!(date("2026-13-01"), "2026-13-01");
        assert_eq!(date("März"), "März");
        assert_eq!(date("last\nweek"), "last week");
    }

    #[test]
    fn periods_say_nothing_twice() {
        assert_eq!(period("2026-03-02", "2026-03-16T08:00:00Z"), "2 to 16 March 2026");
        assert_eq!(period("2026-02-28", "2026-03-03"), "28 February to 3 March 2026");
        assert_eq!(period("2025-12-31", "2026-01-01"), "31 December 2025 to 1 January 2026");
        assert_eq!(period("2026-03-02T01:00:00Z", "2026-03-02T08:00:00Z"), "2 March 2026");
        assert_eq!(period("spring", "2026-03-02"), "spring to 2 March 2026");
    }

    #[test]
    fn lists_read_well() {
        assert_eq!(list(&["A"]), "A");
        assert_eq!(list(&["A", "B"]), "A and B");
        assert_eq!(list(&["A", "B", "C"]), "A, B and C");
    }

    #[test]
    fn nothing_steers_a_terminal() {
        assert_eq!(plain("  a\u{1b}[31m b\n\n c\u{202e}d\u{0} "), "a[31m b cd");
    }

    #[test]
    fn fitting_counts_columns() {
        assert_eq!(fit("東京都", 6), "東京都");
        assert_eq!(fit("東京都", 5), "東京…");
        assert_eq!(fit("東京都", 4), "東…");
        assert_eq!(fit("e\u{301}e\u{301}e\u{301}", 3), "e\u{301}e\u{301}e\u{301}");
        assert_eq!(fit("abc", 2), "a…");
    }

    #[test]
    fn cutting_keeps_to_characters() {
        assert_eq!(short("äöü", 3), "äöü");
        assert_eq!(short("äöüß", 3), "äö…");
    }
}
