//! What stands out, in sentences made from the numbers, each leading to where the numbers stand.

use crate::report::Report;
use crate::words;
use standpoint_stance::{Origin, Stance};

/// One sentence, cut into words that lead somewhere and words that do not.
pub(crate) struct Finding {
    /// What it is about, as a heading: "Most contested".
    pub(crate) about: &'static str,
    /// Words, and the anchor of the page that they lead to.
    pub(crate) parts: Vec<(String, Option<String>)>,
}

impl Finding {
    fn new(about: &'static str, parts: impl IntoIterator<Item = (String, Option<String>)>) -> Self {
        Self { about, parts: parts.into_iter().collect() }
    }

    /// The sentence without its links.
    pub(crate) fn text(&self) -> String {
        self.parts.iter().map(|(words, _)| words.as_str()).collect()
    }
}

fn plain(text: impl Into<String>) -> (String, Option<String>) {
    (text.into(), None)
}

fn link(text: impl Into<String>, anchor: impl Into<String>) -> (String, Option<String>) {
    (text.into(), Some(anchor.into()))
}

/// What stands out in a report; what does not occur is not mentioned.
pub(crate) fn findings(report: &Report) -> Vec<Finding> {
    let all = [contested, conditional, shared, exclusive, moved, torn, loudest, reliable];
    all.into_iter().filter_map(|finding| finding(report)).collect()
}

fn name(report: &Report, issue: usize) -> String {
    words::plain(&report.issues[issue].name)
}

fn actor(report: &Report, cell: usize) -> (String, Option<String>) {
    let cell = &report.cells[cell];
    link(words::plain(&report.actors[cell.actor].name), format!("c{}-{}", cell.actor, cell.issue))
}

/// The first of the greatest, where anything is greater than nothing.
fn greatest(items: impl Iterator<Item = (usize, usize)>) -> Option<(usize, usize)> {
    items.filter(|(_, n)| *n > 0).fold(None, |best, item| match best {
        Some((_, most)) if item.1 <= most => best,
        _ => Some(item),
    })
}

fn sides(report: &Report, issue: usize) -> [usize; 3] {
    [Stance::Support, Stance::Reject, Stance::ConditionalCooperation]
        .map(|stance| report.cells_with(issue, stance).count())
}

fn contested(report: &Report) -> Option<Finding> {
    let weaker = |issue| {
        let [support, reject, _] = sides(report, issue);
        (issue, support.min(reject))
    };
    let (issue, _) = greatest(report.heard().into_iter().map(weaker))?;
    let [support, reject, _] = sides(report, issue);
    let who = format!(": {} for it, {reject} against.", words::count(support, "actor", "actors"));
    Some(Finding::new("Most contested", [link(name(report, issue), format!("s{issue}")), plain(who)]))
}

fn conditional(report: &Report) -> Option<Finding> {
    let (issue, n) = greatest(report.heard().into_iter().map(|issue| (issue, sides(report, issue)[2])))?;
    let all: usize = sides(report, issue).iter().sum();
    let who = format!(": {n} of {} would come along on conditions.", words::count(all, "actor", "actors"));
    Some(Finding::new("Most open", [link(name(report, issue), format!("l{issue}")), plain(who)]))
}

fn shared(report: &Report) -> Option<Finding> {
    let most = |issue: usize| {
        let ledger = report.ledger(issue);
        let actors = ledger.demands.first().map_or(0, |demand| {
            let mut cells: Vec<usize> = demand.entries.iter().map(|e| e.cell).collect();
            cells.dedup();
            cells.len()
        });
        (issue, actors.saturating_sub(1))
    };
    let (issue, others) = greatest(report.heard().into_iter().map(most))?;
    let who = format!("{} actors ask for the same on ", others + 1);
    let parts = [plain(who), link(name(report, issue), format!("l{issue}")), plain(".")];
    Some(Finding::new("A common demand", parts))
}

fn exclusive(report: &Report) -> Option<Finding> {
    let mut found = report
        .heard()
        .into_iter()
        .flat_map(|issue| report.ledger(issue).conflicts.into_iter().map(move |conflict| (issue, conflict)));
    let (issue, conflict) = found.next()?;
    let rest = found.count();
    let more = if rest == 0 { ".".into() } else { format!("; {rest} more such pairs.") };
    let (one, other) = conflict.between;
    let parts = [
        plain("conditions of "),
        actor(report, one.cell),
        plain(" and "),
        actor(report, other.cell),
        plain(" on "),
        link(name(report, issue), format!("l{issue}")),
        plain(more),
    ];
    Some(Finding::new("May exclude each other", parts))
}

fn moved(report: &Report) -> Option<Finding> {
    let moves: Vec<_> = report.heard().into_iter().flat_map(|issue| report.moves(issue)).collect();
    let clear = moves.iter().filter(|m| m.clear).count();
    let newest = moves.iter().max_by_key(|m| (m.clear, m.after.analysis))?;
    let cell = &report.cells[newest.cell];
    let stance = |record| words::stance(report.position(record).stance);
    let when = report.article(newest.after).published.as_deref().map(words::date).unwrap_or_default();
    let parts = [
        plain(match (clear, moves.len() - clear) {
            (0, maybe) => {
                format!("{} that may be a misreading; the newest: ", words::count(maybe, "change", "changes"))
            }
            (clear, 0) => format!("{}; the newest: ", words::count(clear, "actor has", "actors have")),
            (clear, maybe) => {
                format!(
                    "{}, {maybe} more may be misreadings; the newest: ",
                    words::count(clear, "change", "changes")
                )
            }
        }),
        actor(report, newest.cell),
        plain(" on "),
        link(name(report, cell.issue), format!("t{}", cell.issue)),
        plain(format!(", from {} to {} ({when}).", stance(newest.before), stance(newest.after))),
    ];
    Some(Finding::new("Changed position", parts))
}

fn torn(report: &Report) -> Option<Finding> {
    let of = |issue: usize| (issue, report.contradictions(issue).len());
    let all: usize = report.heard().into_iter().map(|issue| of(issue).1).sum();
    let (issue, n) = greatest(report.heard().into_iter().map(of))?;
    let among = if n == all { String::new() } else { format!(", {n} of them") };
    let parts = [
        plain(format!("{}{among} on ", words::count(all, "cell says both", "cells say both"))),
        link(name(report, issue), format!("t{issue}")),
        plain("."),
    ];
    Some(Finding::new("Contradictions", parts))
}

fn loudest(report: &Report) -> Option<Finding> {
    let first = report.actors.first()?;
    let cells: Vec<_> = report.cells.iter().filter(|c| c.actor == 0).collect();
    let statements: usize = cells.iter().map(|c| c.statements).sum();
    let parts = [
        link(words::plain(&first.name), format!("m0-{}", cells.first()?.issue)),
        plain(format!(
            ", with {} on {}.",
            words::count(statements, "statement", "statements"),
            words::count(cells.len(), "issue", "issues")
        )),
    ];
    Some(Finding::new("Most heard", parts))
}

fn reliable(report: &Report) -> Option<Finding> {
    let trust: Vec<f32> = report.cells.iter().filter_map(|c| c.trust).map(|t| t.share).collect();
    if trust.is_empty() {
        return None;
    }
    let mean = trust.iter().sum::<f32>() / trust.len() as f32;
    let reviewed = report.cells.iter().any(|c| report.origin_of(c) == Origin::Reviewed);
    let cells = if reviewed { "the cells that nobody reviewed" } else { "the cells" };
    let parts = [
        plain(format!("about {} of {cells} are expected to be right, ", words::percent(mean))),
        link("by the program’s known errors", "about"),
        plain("; read the sentences before you rely on one."),
    ];
    Some(Finding::new("How sure", parts))
}

/// "of positions, corrected for misreadings: 61% support (50 to 70%), ..."
pub(crate) fn weights(balance: &crate::Balance) -> String {
    let side = |i: usize, word: &str| {
        let (low, high) = balance.intervals[i];
        format!("{word} {} ({})", words::percent(balance.shares[i]), words::interval(low, high))
    };
    [side(0, "support"), side(2, "conditional"), side(1, "reject")].join(", ")
}

/// All findings as sentences, for formats without links.
pub(crate) fn sentences(report: &Report) -> Vec<(&'static str, String)> {
    findings(report).iter().map(|f| (f.about, f.text())).collect()
}
