//! Publication dates, from the many ways they are written to RFC 3339.

use jiff::Timestamp;
use jiff::civil::Date;
use jiff::fmt::rfc2822;
use regex::Regex;
use std::sync::LazyLock;

/// A date as RFC 3339: `2026-03-01T08:00:00Z` when the input names an instant (a time and its zone), `2026-03-01`
/// when it names a day. A time without a zone is no instant, and only its day is taken. `None` when nothing can be
/// read or when day and month could be the other way round (`03/04/2026`).
pub(crate) fn normalise(raw: &str) -> Option<String> {
    let raw = raw.trim();
    instant(raw).or_else(|| day(raw))
}

fn instant(raw: &str) -> Option<String> {
    let parsed: Timestamp = raw.parse().ok().or_else(|| {
        let zoned = rfc2822::DateTimeParser::new().relaxed_weekday(true).parse_zoned_datetime(raw).ok()?;
        Some(zoned.timestamp())
    })?;
    written(parsed)
}

/// The offset from UTC that an instant is written with, `-05:00`; `None` for UTC itself and for a day.
pub(crate) fn zone(raw: &str) -> Option<String> {
    static OFFSET: LazyLock<Regex> = LazyLock::new(|| crate::regex(r"([+-])(\d\d):?(\d\d)$"));
    let raw = raw.trim();
    if raw.parse::<Timestamp>().is_ok() {
        let offset = OFFSET.captures(raw)?;
        let zone = format!("{}{}:{}", &offset[1], &offset[2], &offset[3]);
        return (&zone[1..] != "00:00").then_some(zone);
    }
    let zoned = rfc2822::DateTimeParser::new().relaxed_weekday(true).parse_zoned_datetime(raw).ok()?;
    let minutes = zoned.offset().seconds() / 60;
    let sign = if minutes < 0 { '-' } else { '+' };
    (minutes != 0).then(|| format!("{sign}{:02}:{:02}", minutes.abs() / 60, minutes.abs() % 60))
}

/// An instant from a count of seconds, or of milliseconds, since 1970: what programs write into tables.
pub(crate) fn of_epoch(count: i64) -> Option<String> {
    // 1e11 seconds lie in the year 5138; as milliseconds they lie in 1973.
    let parsed = if count.abs() < 100_000_000_000 {
        Timestamp::from_second(count).ok()?
    } else {
        Timestamp::from_millisecond(count).ok()?
    };
    written(parsed)
}

/// An instant from a count of milliseconds since 1970.
#[cfg(feature = "parquet")]
pub(crate) fn of_epoch_millis(count: i64) -> Option<String> {
    written(Timestamp::from_millisecond(count).ok()?)
}

/// Minutes since 1970.
pub(crate) type Minute = i32;

/// The earliest and the latest minute of a text without a date: it came out neither before nor after any other.
pub(crate) const UNKNOWN: (Minute, Minute) = (Minute::MIN, Minute::MAX);

/// The first and the last minute that a date in RFC 3339 can mean: of an instant its own, of a day all of it, in UTC.
pub(crate) fn minutes(date: &str) -> Option<(Minute, Minute)> {
    let of = |instant: Timestamp| Minute::try_from(instant.as_second().div_euclid(60)).ok();
    if let Ok(instant) = date.parse::<Timestamp>() {
        let minute = of(instant)?;
        return Some((minute, minute));
    }
    let day: Date = date.parse().ok()?;
    let midnight = of(jiff::tz::Offset::UTC.to_timestamp(day.at(0, 0, 0, 0)).ok()?)?;
    Some((midnight, midnight + 24 * 60 - 1))
}

fn written(instant: Timestamp) -> Option<String> {
    let text = instant.strftime("%Y-%m-%dT%H:%M:%SZ").to_string();
    plausible(text[..4].parse().ok()?).then_some(text)
}

/// Newspapers are younger than 1600; `0001-01-01` and `9999-12-31` are how databases write "none".
fn plausible(year: i16) -> bool {
    (1600..2200).contains(&year)
}

/// The day that `raw` names, whatever its time says.
pub(crate) fn day(raw: &str) -> Option<String> {
    static YEAR_FIRST: LazyLock<Regex> =
        LazyLock::new(|| crate::regex(r"(?:^|[^\d])(\d{4})([-/.])(\d{1,2})[-/.](\d{1,2})(?:[^\d]|$)"));
    static COMPACT: LazyLock<Regex> = LazyLock::new(|| crate::regex(r"^(\d{4})(\d\d)(\d\d)(?:T?\d{4,6})?$"));
    static YEAR_LAST: LazyLock<Regex> =
        LazyLock::new(|| crate::regex(r"(?:^|[^\d])(\d{1,2})[-/.](\d{1,2})[-/.](\d{4})(?:[^\d]|$)"));
    static MONTH_FIRST: LazyLock<Regex> =
        LazyLock::new(|| crate::regex(r"(?i)\b([a-z]{3,9})\.?\s+(\d{1,2})(?:st|nd|rd|th)?,?\s+(\d{4})\b"));
    static DAY_FIRST: LazyLock<Regex> = LazyLock::new(|| {
        crate::regex(r"(?i)\b(\d{1,2})(?:st|nd|rd|th)?[\s-]+(?:of\s+)?([a-z]{3,9})\.?,?[\s-]+(\d{4})\b")
    });

    if let Some(c) = YEAR_FIRST.captures(raw) {
        return date(&c[1], c[3].parse().ok()?, &c[4]);
    }
    if let Some(c) = COMPACT.captures(raw) {
        return date(&c[1], c[2].parse().ok()?, &c[3]);
    }
    if let Some(c) = YEAR_LAST.captures(raw) {
        let (first, second): (i8, i8) = (c[1].parse().ok()?, c[2].parse().ok()?);
        return match (first > 12, second > 12) {
            (true, false) => date(&c[3], second, &c[1]),
            (false, true) => date(&c[3], first, &c[2]),
            _ if first == second => date(&c[3], first, &c[2]),
            _ => None,
        };
    }
    let month_first = MONTH_FIRST.captures_iter(raw).find_map(|c| date(&c[3], month(&c[1])?, &c[2]));
    month_first.or_else(|| DAY_FIRST.captures_iter(raw).find_map(|c| date(&c[3], month(&c[2])?, &c[1])))
}

fn date(year: &str, month: i8, day: &str) -> Option<String> {
    let date = Date::new(year.parse().ok()?, month, day.parse().ok()?).ok()?;
    plausible(date.year()).then(|| date.to_string())
}

/// Number of an English month, spelt out or cut to three letters or more.
fn month(name: &str) -> Option<i8> {
    const MONTHS: [&str; 12] = [
        "january",
        "february",
        "march",
        "april",
        "may",
        "june",
        "july",
        "august",
        "september",
        "october",
        "november",
        "december",
    ];
    let name = name.to_ascii_lowercase();
    let found = MONTHS.iter().position(|m| name.len() >= 3 && m.starts_with(&name))?;
    Some(found as i8 + 1)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn instants_are_told_in_utc() {
        for raw in [
            "2026-03-01T08:00:00Z",
            "2026-03-01T08:00:00.250+00:00",
            "2026-03-01T03:00:00-05:00",
            "2026-03-01T03:00:00-0500",
            "2026-03-01T08:00Z",
            "Sun, 01 Mar 2026 03:00:00 -0500",
            "Sun, 1 Mar 2026 08:00:00 GMT",
        ] {
            assert_eq!(normalise(raw).as_deref(), Some("2026-03-01T08:00:00Z"), "{raw}");
        }
        assert_eq!(of_epoch(1_772_352_000).as_deref(), Some("2026-03-01T08:00:00Z"));
        assert_eq!(of_epoch(1_772_352_000_000).as_deref(), Some("2026-03-01T08:00:00Z"));
    }

    #[test]
    fn the_zone_is_told_beside_the_instant() {
        assert_eq!(zone("2026-03-01T03:00:00-05:00").as_deref(), Some("-05:00"));
        assert_eq!(zone("2026-03-01T03:00:00-0500").as_deref(), Some("-05:00"));
        assert_eq!(zone("Sun, 01 Mar 2026 03:00:00 +0530").as_deref(), Some("+05:30"));
        assert_eq!(zone("Sun, 01 Mar 2026 03:00:00 EST").as_deref(), Some("-05:00"));
        assert_eq!(
            (zone("2026-03-01T03:00:00Z"), zone("2026-03-01"), zone("2026-03-01T03:00:00+00:00")),
            (None, None, None)
        );
    }

    #[test]
    fn days_are_told_as_days() {
        for raw in [
            "2026-03-01",
            " 2026-3-1 ",
            "2026/03/01",
            "20260301",
            "2026-03-01T08:00:00",
            "2026-03-01 08:00:00",
            "March 1, 2026",
            "Mar. 1st, 2026",
            "1 March 2026",
            "01-Mar-2026",
            "Published 10:21 AM EDT, Sun March 1, 2026",
        ] {
            assert_eq!(normalise(raw).as_deref(), Some("2026-03-01"), "{raw}");
        }
        assert_eq!(normalise("13/02/2026").as_deref(), Some("2026-02-13"));
        assert_eq!(normalise("02/13/2026").as_deref(), Some("2026-02-13"));
        assert_eq!(normalise("Sept. 30, 2025").as_deref(), Some("2025-09-30"));
    }

    #[test]
    fn a_day_is_before_another_only_as_a_whole() {
        let (day, next) = (minutes("2026-03-01").unwrap(), minutes("2026-03-02").unwrap());
        let noon = minutes("2026-03-01T12:00:00Z").unwrap();
        assert!(day.1 < next.0 && noon.1 < next.0);
        assert!(day.0 < noon.0 && noon.1 < day.1);
        assert!(minutes("1843-05-07").unwrap().0 < 0);
        assert_eq!(minutes("yesterday"), None);
    }

    #[test]
    fn what_cannot_be_known_is_not_guessed() {
        for raw in
            ["", "yesterday", "03/04/2026", "March 2026", "2026-02-30", "0001-01-01T00:00:00Z", "9999-12-31"]
        {
            assert_eq!(normalise(raw), None, "{raw}");
        }
    }
}
