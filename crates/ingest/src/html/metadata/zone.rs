//! What a page's clock says of where it was published.

use jiff::Timestamp;
use jiff::tz::Offset;
use regex::Regex;
use std::sync::LazyLock;

/// An instant given in UTC, with the offset from UTC that the page shows the same minute in: "2026-03-02T02:25:54Z" beside
/// "March 1, 2026 | 9:25pm" is "2026-03-01T21:25:54-05:00". Readers know the article by that day, and "Sunday" in it counts from
/// there. As it was where the page shows no such clock.
pub(super) fn with_clock(raw: String, shown: &[&str]) -> String {
    let is_utc = raw.ends_with('Z') || raw.ends_with("+00:00") || raw.ends_with("+0000");
    let Some(instant) = raw.parse::<Timestamp>().ok().filter(|_| is_utc) else { return raw };
    let offset = shown.iter().find_map(|text| offset(text, instant));
    offset.map_or(raw, |offset| format!("{}", instant.display_with_offset(offset)))
}

/// The offset at which `text`, a day and a time of day, means `instant`.
fn offset(text: &str, instant: Timestamp) -> Option<Offset> {
    static CLOCK: LazyLock<Regex> =
        LazyLock::new(|| crate::regex(r"(?i)\b(\d{1,2})[:.](\d\d)(?::\d\d)?\s*(?:(a|p)\.?m\b)?"));
    let found = CLOCK.captures(text)?;
    // The time of day is no part of the day: "2020 | 9:25" has no 25th.
    let day: jiff::civil::Date = crate::dates::day(&text.replace(&found[0], " "))?.parse().ok()?;
    let hour: i8 = found[1].parse().ok()?;
    let hour = match found.get(3).map(|half| half.as_str().to_ascii_lowercase()) {
        Some(half) if (1..=12).contains(&hour) => hour % 12 + if half == "p" { 12 } else { 0 },
        Some(_) => return None,
        None => hour,
    };
    let minute: i8 = found[2].parse().ok()?;
    let local = jiff::civil::DateTime::new(day.year(), day.month(), day.day(), hour, minute, 0, 0).ok()?;
    let there = Offset::UTC.to_timestamp(local).ok()?.as_second().div_euclid(60);
    let minutes = there - instant.as_second().div_euclid(60);
    let is_zone = minutes % 15 == 0 && (-12 * 60..=14 * 60).contains(&minutes) && minutes != 0;
    is_zone.then(|| Offset::from_seconds(i32::try_from(60 * minutes).ok()?).ok()).flatten()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn told(shown: &str) -> String {
        with_clock("2026-03-02T02:25:54Z".into(), &[shown])
    }

    #[test]
    fn the_clock_on_the_page_tells_the_zone() {
        assert_eq!(told("March 1, 2026 | 9:25pm"), "2026-03-01T21:25:54-05:00");
        assert_eq!(told("Published 07:55 on 2 March 2026"), "2026-03-02T07:55:54+05:30");
    }

    #[test]
    fn another_minute_tells_nothing() {
        for shown in [
            "March 1, 2026 | 9:24pm",
            "March 1, 2026",
            "2 March 2026, 2:25",
            "9:25pm",
            "March 4, 2026 9:25pm",
            "99:99",
        ] {
            assert_eq!(told(shown), "2026-03-02T02:25:54Z", "{shown}");
        }
        assert_eq!(with_clock("2026-03-02".into(), &["March 1, 2026 | 9:25pm"]), "2026-03-02");
    }
}
