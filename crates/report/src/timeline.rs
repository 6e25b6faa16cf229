//! What changed and what contradicts itself, issue by issue.

use crate::report::{RecordRef, Report};
use standpoint_article::Article;
use standpoint_stance::Stance;

/// An actor who stood one way and, in an article of a later day, another.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Move {
    /// Index into [`Report::cells`].
    pub cell: usize,
    /// The last article that says the former.
    pub before: RecordRef,
    /// The first that says the latter.
    pub after: RecordRef,
    /// True when the program is sure of both ends. Otherwise the actor may just have been read wrongly.
    pub clear: bool,
}

/// An actor whose statements disagree without one being later than the other.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Contradiction {
    /// Index into [`Report::cells`].
    pub cell: usize,
    /// One side.
    pub one: RecordRef,
    /// The other side: another article of the same day (or, like `one`, of no day), or the same record, whose own
    /// statements disagree.
    pub other: RecordRef,
}

/// Positions of one issue in one stretch of time.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Bin {
    /// First and last day, `2026-03-01`.
    pub days: (String, String),
    /// Support, reject, conditional cooperation.
    pub counts: [usize; 3],
}

impl Report {
    /// Changes of position on an issue, the newest first, those that the program is sure of before the others.
    pub fn moves(&self, issue: usize) -> Vec<Move> {
        let mut out = Vec::new();
        for (at, cell) in self.cells.iter().enumerate().filter(|(_, c)| c.issue == issue) {
            let dated = cell.records.iter().copied().filter(|r| self.is_dated_position(*r));
            let dated: Vec<RecordRef> = dated.collect();
            for pair in dated.windows(2) {
                let (after, before) = (pair[0], pair[1]);
                let differ = self.position(after).stance != self.position(before).stance;
                if differ && day(self.article(after)) != day(self.article(before)) {
                    let clear = [before, after].iter().all(|r| self.is_sure(*r));
                    out.push(Move { cell: at, before, after, clear });
                }
            }
        }
        out.sort_by_key(|m| (!m.clear, std::cmp::Reverse(m.after.analysis), m.cell));
        out
    }

    /// What contradicts itself on an issue: within one article, or between articles of one day, or of no day at all.
    pub fn contradictions(&self, issue: usize) -> Vec<Contradiction> {
        let mut out = Vec::new();
        for (at, cell) in self.cells.iter().enumerate().filter(|(_, c)| c.issue == issue) {
            let positions =
                || cell.records.iter().copied().filter(|r| self.position(*r).stance.is_position());
            for record in positions().filter(|r| self.position(*r).mixed) {
                out.push(Contradiction { cell: at, one: record, other: record });
            }
            let opposite = |a: RecordRef, b: RecordRef| {
                let pair = [self.position(a).stance, self.position(b).stance];
                pair.contains(&Stance::Support) && pair.contains(&Stance::Reject)
            };
            // One pair a cell and a day is enough to send the reader there.
            let mut days: Vec<Option<&str>> = Vec::new();
            let records: Vec<RecordRef> = positions().collect();
            for (i, one) in records.iter().enumerate() {
                let today = day(self.article(*one));
                let found = records[i + 1..]
                    .iter()
                    .find(|other| day(self.article(**other)) == today && opposite(*one, **other));
                if let Some(other) = found.filter(|_| !days.contains(&today)) {
                    days.push(today);
                    out.push(Contradiction { cell: at, one: *one, other: *other });
                }
            }
        }
        out
    }

    /// Positions of dated articles over `bins` equal stretches of the time that the whole report covers (the same for
    /// every issue, so that issues can be compared); empty when no two days differ.
    pub fn bins(&self, issue: usize, bins: usize) -> Vec<Bin> {
        let dated = |a: &Article| day(a).and_then(days_since_1970);
        let all: Vec<i64> = self.analyses.iter().filter_map(|a| dated(&a.article)).collect();
        let (Some(&first), Some(&last)) = (all.iter().min(), all.iter().max()) else { return Vec::new() };
        let span = last - first + 1;
        if span < 2 || bins == 0 {
            return Vec::new();
        }
        let bins = i64::try_from(bins).unwrap_or(i64::MAX);
        let width = 1 + (span - 1) / bins;
        let n = 1 + (span - 1) / width;
        let mut out: Vec<Bin> = (0..n)
            .map(|i| {
                let end = (first + (i + 1) * width - 1).min(last);
                Bin { days: (iso(first + i * width), iso(end)), counts: [0; 3] }
            })
            .collect();
        for cell in self.cells.iter().filter(|c| c.issue == issue) {
            for record in &cell.records {
                let class = Stance::CLASSES[..3].iter().position(|s| *s == self.position(*record).stance);
                if let (Some(class), Some(day)) = (class, dated(self.article(*record))) {
                    out[((day - first) / width) as usize].counts[class] += 1;
                }
            }
        }
        out
    }

    fn is_dated_position(&self, record: RecordRef) -> bool {
        self.position(record).stance.is_position() && day(self.article(record)).is_some()
    }

    fn is_sure(&self, record: RecordRef) -> bool {
        let position = self.position(record);
        !position.mixed && position.confidence >= crate::DOUBTFUL_BELOW
    }
}

/// The day of an article: `2026-03-01`, where its date begins like one.
pub(crate) fn day(article: &Article) -> Option<&str> {
    let day = article.published.as_deref()?.get(..10)?;
    days_since_1970(day).map(|_| day)
}

/// Days from 1970-01-01, in the proleptic Gregorian calendar (Hinnant, "chrono-compatible low-level date algorithms").
fn days_since_1970(day: &str) -> Option<i64> {
    let mut parts = day.split('-');
    let year: i64 = parts.next().filter(|y| y.len() == 4)?.parse().ok()?;
    let month: i64 = parts.next()?.parse().ok()?;
    let date: i64 = parts.next()?.parse().ok()?;
    if parts.next().is_some() || !(1..=12).contains(&month) || !(1..=31).contains(&date) {
        return None;
    }
    let year = if month <= 2 { year - 1 } else { year };
    let era = year.div_euclid(400);
    let of_era = year.rem_euclid(400);
    let of_year = (153 * ((month + 9) % 12) + 2) / 5 + date - 1;
    Some(era * 146_097 + of_era * 365 + of_era / 4 - of_era / 100 + of_year - 719_468)
}

fn iso(days: i64) -> String {
    let z = days + 719_468;
    let era = z.div_euclid(146_097);
    let of_era = z.rem_euclid(146_097);
    let years = (of_era - of_era / 1460 + of_era / 36_524 - of_era / 146_096) / 365;
    let of_year = of_era - (365 * years + years / 4 - years / 100);
    let shifted = (5 * of_year + 2) / 153;
    let date = of_year - (153 * shifted + 2) / 5 + 1;
    let month = if shifted < 10 { shifted + 3 } else { shifted - 9 };
    let year = era * 400 + years + i64::from(month <= 2);
    format!("{year:04}-{month:02}-{date:02}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days_come_back_as_they_went() {
        assert_eq!(days_since_1970("1970-01-01"), Some(0));
        assert_eq!(days_since_1970("2000-03-01"), Some(11_017));
        for day in ["1969-12-31", "2024-02-29", "2026-11-28", "1900-03-01", "0001-01-01", "9999-12-31"] {
            assert_eq!(days_since_1970(day).map(iso).as_deref(), Some(day));
        }
        assert_eq!(days_since_1970("2026-13-01"), None);
        assert_eq!(days_since_1970("26-01-01"), None);
    }
}
