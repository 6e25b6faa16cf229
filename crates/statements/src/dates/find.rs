//! Words that name days, and what days they name.

use super::tense::Tense;
use jiff::civil::{Date, Weekday};
use jiff::{Span as Time, ToSpan};
use regex::{Captures, Regex};
use std::ops::Range;
use std::sync::LazyLock;

/// What words say, not yet which days that is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Expression {
    /// A day of the week; `-1` for "last", `1` for "next".
    Weekday(Weekday, i8),
    /// A day of a month, with its year if that is said.
    Day {
        month: i8,
        day: i8,
        year: Option<i16>,
    },
    /// A month, with its year if that is said, or "last" or "next".
    Month {
        month: i8,
        year: Option<i16>,
        which: i8,
    },
    Year(i16),
    /// So many days from the day of publication.
    Days(i64),
    /// The week, month, year or weekend that lies so many of them ahead.
    Unit(Unit, i64),
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Unit {
    Week,
    Weekend,
    Month,
    Year,
}

const MONTHS: &str = r"(?P<month>January|February|March|April|May|June|July|August|September|October|November|December|Jan\.|Feb\.|Mar\.|Apr\.|Aug\.|Sept?\.|Oct\.|Nov\.|Dec\.)";
const WEEKDAYS: &str = r"(?P<weekday>Monday|Tuesday|Wednesday|Thursday|Friday|Saturday|Sunday)";

/// The patterns, those that say more before those that say less.
static PATTERNS: LazyLock<[(Regex, Reader); 11]> = LazyLock::new(|| {
    let compile =
        |pattern: &str| Regex::new(pattern).expect("the pattern is a constant, and the tests compile it");
    [
        (
            compile(&format!(
                r"\b{MONTHS}\s+(?P<day>\d{{1,2}})(?:st|nd|rd|th)?\b(?:,?\s+(?P<year>\d{{4}})\b)?"
            )),
            day,
        ),
        (
            compile(&format!(
                r"\b(?P<day>\d{{1,2}})(?:st|nd|rd|th)?\s+(?:of\s+)?{MONTHS}(?:,?\s+(?P<year>\d{{4}})\b)?"
            )),
            day,
        ),
        (compile(r"\b(?P<year>(?:19|20)\d\d)-(?P<number>\d\d)-(?P<day>\d\d)\b"), day),
        (compile(&format!(r"\b{MONTHS}(?:\s+of)?,?\s+(?P<year>(?:19|20)\d\d)\b")), month),
        (
            compile(&format!(
                r"\b(?P<which>[Ll]ast|[Nn]ext|[Ii]n|[Ss]ince|[Uu]ntil|[Bb]y|[Dd]uring|[Ee]arly|[Ll]ate|[Tt]his|[Ii]n\s+early|[Ii]n\s+late)\s+{MONTHS}\b"
            )),
            month,
        ),
        (
            compile(&format!(
                r"\b(?:(?P<which>[Ll]ast|[Nn]ext|[Tt]his)\s+)?{WEEKDAYS}\b(?:\s+(?:morning|afternoon|evening|night))?"
            )),
            weekday,
        ),
        (
            compile(
                r"(?i)\b(?P<today>today|tonight|yesterday|tomorrow|last\s+night|(?:earlier|later)\s+(?:today|in\s+the\s+day)|this\s+(?:morning|afternoon|evening)|the\s+day\s+(?:before\s+yesterday|after\s+tomorrow))\b",
            ),
            near,
        ),
        (
            compile(
                r"(?i)\b(?P<count>a|an|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|\d{1,3})\s+(?P<unit>day|week|month|year)s?\s+ago\b",
            ),
            ago,
        ),
        (
            compile(
                r"(?i)\bin\s+(?P<count>a|an|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|\d{1,3})\s+(?P<unit>day|week|month|year)s?['’]?\s+time\b",
            ),
            ahead,
        ),
        (
            compile(
                r"(?i)\b(?P<which>last|next|this|earlier\s+this|later\s+this|over\s+the|at\s+the)\s+(?P<unit>weekend|week|month|year)\b",
            ),
            unit,
        ),
        (
            compile(r"\b(?:[Ii]n|[Ss]ince|[Bb]y|[Uu]ntil|[Dd]uring|early|late)\s+(?P<year>(?:19|20)\d\d)\b"),
            year,
        ),
    ]
});

type Reader = fn(&Captures<'_>) -> Option<Expression>;

/// Expressions in a sentence and where they stand, in order, none inside another.
pub(super) fn expressions(sentence: &str) -> Vec<(Range<usize>, Expression)> {
    let mut found: Vec<(Range<usize>, Expression)> = Vec::new();
    for (pattern, read) in PATTERNS.iter() {
        for captures in pattern.captures_iter(sentence) {
            let range = place(&captures);
            if found.iter().any(|(taken, _)| taken.start < range.end && range.start < taken.end) {
                continue;
            }
            if let Some(expression) = read(&captures) {
                found.push((range, expression));
            }
        }
    }
    found.sort_by_key(|(range, _)| range.start);
    found
}

/// The words themselves: a preposition that only showed that a month is one is not among them.
fn place(captures: &Captures<'_>) -> Range<usize> {
    let whole = captures.get_match();
    let which = captures.name("which").map(|w| w.as_str().to_ascii_lowercase());
    let is_own = which.as_deref().is_none_or(|w| matches!(w, "last" | "next" | "this") || w.contains("this"));
    let first = if is_own { None } else { captures.name("month") };
    let year = captures
        .name("year")
        .filter(|_| captures.name("month").is_none() && captures.name("number").is_none());
    first.or(year).map_or(whole.start(), |m| m.start())..whole.end()
}

fn day(captures: &Captures<'_>) -> Option<Expression> {
    let month = match captures.name("number") {
        Some(number) => number.as_str().parse().ok()?,
        None => number_of_month(&captures["month"])?,
    };
    let day: i8 = captures["day"].parse().ok()?;
    let year = captures.name("year").and_then(|y| y.as_str().parse().ok());
    // A leap year has every day that there is.
    Date::new(year.unwrap_or(2024), month, day).ok().map(|_| Expression::Day { month, day, year })
}

fn month(captures: &Captures<'_>) -> Option<Expression> {
    let year = captures.name("year").and_then(|y| y.as_str().parse().ok());
    Some(Expression::Month { month: number_of_month(&captures["month"])?, year, which: which(captures) })
}

fn weekday(captures: &Captures<'_>) -> Option<Expression> {
    const DAYS: [(&str, Weekday); 7] = [
        ("Monday", Weekday::Monday),
        ("Tuesday", Weekday::Tuesday),
        ("Wednesday", Weekday::Wednesday),
        ("Thursday", Weekday::Thursday),
        ("Friday", Weekday::Friday),
        ("Saturday", Weekday::Saturday),
        ("Sunday", Weekday::Sunday),
    ];
    let (_, day) = DAYS.iter().find(|(name, _)| *name == &captures["weekday"])?;
    Some(Expression::Weekday(*day, which(captures)))
}

#[expect(clippy::unnecessary_wraps, reason = "a reader like the others")]
fn near(captures: &Captures<'_>) -> Option<Expression> {
    let words = captures["today"].to_ascii_lowercase();
    Some(Expression::Days(match words.as_str() {
        "yesterday" => -1,
        "tomorrow" => 1,
        w if w.starts_with("last") => -1,
        w if w.contains("before") => -2,
        w if w.contains("after tomorrow") => 2,
        _ => 0,
    }))
}

fn ago(captures: &Captures<'_>) -> Option<Expression> {
    counted(captures, -1)
}

fn ahead(captures: &Captures<'_>) -> Option<Expression> {
    counted(captures, 1)
}

fn counted(captures: &Captures<'_>, sign: i64) -> Option<Expression> {
    const WORDS: [&str; 12] =
        ["one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve"];
    let count = captures["count"].to_ascii_lowercase();
    let number = match WORDS.iter().position(|w| *w == count) {
        Some(at) => i64::try_from(at).ok()? + 1,
        None if count.starts_with('a') => 1,
        None => count.parse().ok()?,
    };
    Some(match unit_of(&captures["unit"]) {
        None => Expression::Days(sign * number),
        Some(unit) => Expression::Unit(unit, sign * number),
    })
}

fn unit(captures: &Captures<'_>) -> Option<Expression> {
    let unit = unit_of(&captures["unit"])?;
    let over = matches!(captures["which"].split_whitespace().next(), Some("over" | "Over" | "at" | "At"));
    if over && unit != Unit::Weekend {
        return None; // "at the week": no date
    }
    Some(Expression::Unit(unit, i64::from(if over { -1 } else { which(captures) })))
}

fn year(captures: &Captures<'_>) -> Option<Expression> {
    Some(Expression::Year(captures["year"].parse().ok()?))
}

fn unit_of(word: &str) -> Option<Unit> {
    match word.to_ascii_lowercase().as_str() {
        "week" => Some(Unit::Week),
        "weekend" => Some(Unit::Weekend),
        "month" => Some(Unit::Month),
        "year" => Some(Unit::Year),
        _ => None,
    }
}

/// -1 for "last", 1 for "next".
fn which(captures: &Captures<'_>) -> i8 {
    match captures.name("which").map(|w| w.as_str().to_ascii_lowercase()).as_deref() {
        Some("last") => -1,
        Some("next") => 1,
        _ => 0,
    }
}

fn number_of_month(name: &str) -> Option<i8> {
    const MONTHS: [&str; 12] =
        ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"];
    let start = name.get(..3)?.to_ascii_lowercase();
    MONTHS.iter().position(|m| *m == start).map(|at| at as i8 + 1)
}

impl Expression {
    /// The first and the last day that are meant, seen from the day of publication. `tense` is asked where it matters.
    pub(super) fn resolve(self, published: Option<Date>, tense: impl Fn() -> Tense) -> Option<(Date, Date)> {
        match self {
            Self::Day { month, day, year: Some(year) } => one(Date::new(year, month, day).ok()?),
            Self::Month { month, year: Some(year), .. } => whole_month(year, month),
            Self::Year(year) => whole_year(year),
            Self::Days(count) => one(published?.checked_add(days(count)?).ok()?),
            Self::Weekday(weekday, which) => one(weekday_near(published?, weekday, which, tense)?),
            Self::Day { month, day, year: None } => {
                let published = published?;
                let in_year = |year: i16| Date::new(year, month, day).ok();
                one(choose(published, in_year, |date| date, tense)?)
            }
            Self::Month { month, year: None, which } => {
                let published = published?;
                let tense = || match which {
                    -1 => Tense::Past,
                    1 => Tense::Future,
                    _ => tense(),
                };
                // "last March", written in March, is a year ago.
                let differs =
                    |year: i16| which == 0 || year != published.year() || month != published.month();
                let in_year = |year: i16| Date::new(year, month, 1).ok().filter(|_| differs(year));
                let end = |date: Date| {
                    if date.year() == published.year() && date.month() == published.month() {
                        published
                    } else {
                        date
                    }
                };
                let chosen = choose(published, in_year, end, tense)?;
                whole_month(chosen.year(), month)
            }
            Self::Unit(unit, count) => whole_unit(published?, unit, count, tense),
        }
    }
}

#[expect(clippy::unnecessary_wraps, reason = "what resolving gives")]
fn one(date: Date) -> Option<(Date, Date)> {
    Some((date, date))
}

fn days(count: i64) -> Option<Time> {
    Time::new().try_days(count).ok()
}

fn weekday_near(published: Date, weekday: Weekday, which: i8, tense: impl Fn() -> Tense) -> Option<Date> {
    let since = i64::from(weekday.until(published.weekday()));
    let last_or_today = published.checked_sub(days(since)?).ok()?;
    let is_today = since == 0;
    let date = match which {
        -1 if is_today => last_or_today.checked_sub(7.days()),
        1 => last_or_today.checked_add(7.days()),
        0 if tense() == Tense::Future && !is_today => last_or_today.checked_add(7.days()),
        _ => Ok(last_or_today),
    };
    date.ok()
}

/// The day in the year before, of or after publication that is meant: the latest that has been, the next that will be,
/// and the nearer one where the words leave it open.
fn choose(
    published: Date,
    in_year: impl Fn(i16) -> Option<Date>,
    seen: impl Fn(Date) -> Date,
    tense: impl Fn() -> Tense,
) -> Option<Date> {
    let year = published.year();
    let mut candidates: Vec<Date> = (year - 4..=year + 4).filter_map(&in_year).collect();
    candidates.sort();
    let past = candidates.iter().copied().rfind(|date| seen(*date) <= published);
    let future = candidates.iter().copied().find(|date| seen(*date) >= published);
    match (tense(), past, future) {
        (Tense::Past, Some(past), _) => Some(past),
        (Tense::Future, _, Some(future)) => Some(future),
        (_, Some(past), Some(future)) => {
            let far = |date: Date| (published - date).get_days().abs();
            Some(if far(future) < far(past) { future } else { past })
        }
        (_, past, future) => past.or(future),
    }
}

fn whole_month(year: i16, month: i8) -> Option<(Date, Date)> {
    let first = Date::new(year, month, 1).ok()?;
    Some((first, first.last_of_month()))
}

fn whole_year(year: i16) -> Option<(Date, Date)> {
    let first = Date::new(year, 1, 1).ok()?;
    Some((first, first.last_of_year()))
}

/// A week runs from Monday to Sunday.
fn whole_unit(published: Date, unit: Unit, count: i64, tense: impl Fn() -> Tense) -> Option<(Date, Date)> {
    let monday = published.checked_sub(days(i64::from(Weekday::Monday.until(published.weekday())))?).ok()?;
    match unit {
        Unit::Week => {
            let first = monday.checked_add(days(count.checked_mul(7)?)?).ok()?;
            Some((first, first.checked_add(6.days()).ok()?))
        }
        Unit::Weekend => {
            // "Over the weekend" and "last weekend" are the latest that has begun before; "this weekend" may be ahead.
            let weeks = match count {
                -1 if published.weekday() == Weekday::Sunday => 0,
                0 if published.weekday() == Weekday::Monday && tense() == Tense::Past => -1,
                count => count,
            };
            let saturday = monday.checked_add(days(weeks * 7 + 5)?).ok()?;
            Some((saturday, saturday.checked_add(1.days()).ok()?))
        }
        Unit::Month => {
            let first = published.first_of_month().checked_add(Time::new().try_months(count).ok()?).ok()?;
            whole_month(first.year(), first.month())
        }
        Unit::Year => whole_year(i16::try_from(i64::from(published.year()) + count).ok()?),
    }
}
