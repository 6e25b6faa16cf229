//! The numbers of a report, in a few sentences.

use crate::report::{Cell, Report};
use crate::words;
use standpoint_stance::{Origin, Stance};
use std::collections::BTreeSet;

/// What the corpus is: "5 articles from 3 outlets, 2 to 9 March 2026: 14 positions of 6 actors on 4 issues."
pub(crate) fn lead(report: &Report) -> String {
    let articles: Vec<_> = report.analyses.iter().map(|a| &a.article).collect();
    let outlets: BTreeSet<&str> = articles.iter().filter_map(|a| a.outlet.as_deref()).collect();
    let count = words::count(articles.len(), "article", "articles");
    let from = match outlets.len() {
        0 => String::new(),
        n => format!(" from {}", words::count(n, "outlet", "outlets")),
    };
    let dated = || articles.iter().filter_map(|a| a.published.as_deref());
    let when = match (dated().next(), dated().next_back()) {
        (Some(first), Some(last)) => format!(", {}", words::period(first, last)),
        _ => String::new(),
    };
    if report.cells.is_empty() {
        return format!("{count}{from}{when}: no positions were found.");
    }
    let heard: BTreeSet<usize> = report.cells.iter().map(|c| c.issue).collect();
    let reviewed = reviewed(report).map(|told| format!(" {told}")).unwrap_or_default();
    format!(
        "{count}{from}{when}: {} of {} on {}.{reviewed}",
        words::count(report.positions(), "position", "positions"),
        words::count(report.actors.len(), "actor", "actors"),
        words::count(heard.len(), "issue", "issues"),
    )
}

/// "3 positions are reviewed and 1 in part, by ann and bob; all others are the program's."; `None` where nobody reviewed any.
pub(crate) fn reviewed(report: &Report) -> Option<String> {
    let origins: Vec<Origin> =
        report.cells.iter().flat_map(|c| &c.records).map(|r| report.origin(*r)).collect();
    let of = |origin| origins.iter().filter(|o| **o == origin).count();
    let (whole, partly) = (of(Origin::Reviewed), of(Origin::Partly));
    if whole + partly == 0 {
        return None;
    }
    let names: BTreeSet<&str> = report.cells.iter().flat_map(|c| report.reviewers(c)).collect();
    let names: Vec<String> = names.into_iter().map(words::plain).collect();
    let by = words::list(&names);
    if whole == origins.len() {
        return Some(format!("All are reviewed, by {by}."));
    }
    let are = words::count(whole, "position is", "positions are");
    let part = if partly == 0 { String::new() } else { format!(" and {partly} in part") };
    Some(format!("{are} reviewed{part}, by {by}; all others are the program’s."))
}

/// How sure a cell is, or that people reviewed it: "94%", "reviewed", "94%, partly reviewed". `unit` comes after the number.
pub(crate) fn sure(report: &Report, cell: &Cell, unit: &str) -> String {
    let newest = match report.origin(cell.records[0]) {
        Origin::Reviewed => "reviewed".to_owned(),
        _ => words::percent(report.latest(cell).confidence) + unit,
    };
    match report.origin_of(cell) {
        Origin::Partly => format!("{newest}, partly reviewed"),
        _ => newest,
    }
}

/// A sentence names this many actors of a side; the matrix has the others.
const NAMED: usize = 6;

/// One part of an issue's sentence: a way of standing, and who stands so.
pub(crate) struct Side<'a> {
    /// "supported by".
    pub(crate) words: &'static str,
    /// The most heard ones.
    pub(crate) cells: Vec<&'a Cell>,
    /// "3 others", where not all are named.
    pub(crate) others: Option<String>,
}

impl<'a> Side<'a> {
    fn new(words: &'static str, mut cells: Vec<&'a Cell>) -> Self {
        let rest = cells.len().saturating_sub(NAMED);
        // One more name is as short as "1 other".
        let others = (rest > 1).then(|| words::count(rest, "other", "others"));
        cells.truncate(if others.is_some() { NAMED } else { NAMED + 1 });
        Self { words, cells, others }
    }
}

/// Who supports, who would come along on conditions, who rejects; sides that nobody takes are left out.
pub(crate) fn sides(report: &Report, issue: usize) -> Vec<Side<'_>> {
    [
        (Stance::Support, "supported by"),
        (Stance::ConditionalCooperation, "conditional cooperation from"),
        (Stance::Reject, "rejected by"),
        (Stance::None, "no position from"),
        (Stance::Unclear, "unclear for"),
    ]
    .into_iter()
    .map(|(stance, words)| Side::new(words, report.cells_with(issue, stance).collect()))
    .filter(|side| !side.cells.is_empty())
    .collect()
}

/// The sides of an issue as one sentence, without its name: "supported by A and B; rejected by C."
pub(crate) fn sentence(report: &Report, issue: usize) -> String {
    let sides: Vec<String> = sides(report, issue)
        .iter()
        .map(|side| {
            let names = side.cells.iter().map(|c| words::plain(&report.actors[c.actor].name));
            let names: Vec<String> = names.chain(side.others.clone()).collect();
            format!("{} {}", side.words, words::list(&names))
        })
        .collect();
    if sides.is_empty() { "nobody takes a position.".into() } else { sides.join("; ") + "." }
}

/// "rejects since 9 March 2026, before: supports (2 March 2026)"; `None` where an actor stood still.
pub(crate) fn change(report: &Report, cell: &Cell) -> Option<String> {
    let before = cell.changed_from?;
    let when = |record| report.article(record).published.as_deref().map_or("undated".into(), words::date);
    Some(format!(
        "{} ({}), before: {} ({})",
        words::stance(report.latest(cell).stance),
        when(cell.records[0]),
        words::stance(report.position(before).stance),
        when(before),
    ))
}
