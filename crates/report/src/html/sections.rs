//! The sections below the matrix: conditions, time, outlets.

use super::{CellView, Label, date, label, origin, view};
use crate::ledger::{Entry, Who};
use crate::report::{RecordRef, Report};
use crate::timeline::Bin;
use crate::{chart, timeline, words};
use standpoint_stance::Stance;

/// A section lists this many changes, contradictions or differences of one kind; cells have the others.
const LISTED: usize = 6;
/// The outlets with most articles that are compared.
const OUTLETS: usize = 12;

pub(super) struct LedgerIssue<'a> {
    pub(super) id: usize,
    pub(super) name: &'a str,
    pub(super) demands: Vec<DemandView<'a>>,
    /// Those whose condition is not named in words of its own.
    pub(super) unnamed: Vec<CellView<'a>>,
    pub(super) conflicts: Vec<ConflictView<'a>>,
}

pub(super) struct DemandView<'a> {
    /// "the same demand of 3 actors", where there are several.
    pub(super) shared: Option<String>,
    pub(super) entries: Vec<EntryView<'a>>,
}

pub(super) struct EntryView<'a> {
    pub(super) cell: CellView<'a>,
    pub(super) lean: &'static str,
    pub(super) kind: &'static str,
    pub(super) text: &'a str,
    /// "Israel", "themselves".
    pub(super) who: Option<String>,
    pub(super) origin: String,
}

pub(super) struct ConflictView<'a> {
    pub(super) why: &'static str,
    pub(super) sides: [EntryView<'a>; 2],
}

pub(super) fn ledger(report: &Report, issue: usize) -> Option<LedgerIssue<'_>> {
    let ledger = report.ledger(issue);
    if ledger.is_empty() {
        return None;
    }
    let demands = ledger.demands.iter().map(|demand| {
        let entries: Vec<EntryView<'_>> = demand.entries.iter().map(|e| entry(report, e)).collect();
        let mut actors: Vec<&str> = entries.iter().map(|e| e.cell.actor).collect();
        actors.dedup();
        let shared = (actors.len() > 1).then(|| format!("The same demand of {} actors", actors.len()));
        DemandView { shared, entries }
    });
    Some(LedgerIssue {
        id: issue,
        name: &report.issues[issue].name,
        demands: demands.collect(),
        unnamed: ledger.unnamed.iter().map(|cell| view(report, &report.cells[*cell])).collect(),
        conflicts: ledger
            .conflicts
            .iter()
            .map(|c| ConflictView {
                why: words::clash(c.clash),
                sides: [entry(report, &c.between.0), entry(report, &c.between.1)],
            })
            .collect(),
    })
}

fn entry<'a>(report: &'a Report, e: &Entry) -> EntryView<'a> {
    let text = report.article(e.record).text.as_str();
    EntryView {
        cell: view(report, &report.cells[e.cell]),
        lean: words::lean(e.condition.lean),
        kind: words::condition(e.condition.kind),
        text: e.condition.span.get(text).unwrap_or_default(),
        who: e.who.as_ref().map(|who| match who {
            Who::Themselves => "themselves".into(),
            Who::Other(name) => name.clone(),
        }),
        origin: origin(report.article(e.record)),
    }
}

/// One issue over time.
pub(super) struct TimeIssue<'a> {
    pub(super) id: usize,
    pub(super) name: &'a str,
    pub(super) drawn: Option<chart::Timeline>,
    /// "28 February to 3 March 2026".
    pub(super) period: String,
    /// What stands under the drawing: its first day, one or more between at equal distances, its last day.
    pub(super) days: Vec<String>,
    /// The drawing in words.
    pub(super) told: String,
    pub(super) pairs: Vec<PairView<'a>>,
    /// "4 more", where not all are listed.
    pub(super) more: Option<String>,
}

/// Two positions of one actor side by side.
pub(super) struct PairView<'a> {
    pub(super) cell: CellView<'a>,
    /// "Changed", "May have changed", "Contradicts itself".
    pub(super) what: &'static str,
    pub(super) sides: [QuoteView<'a>; 2],
}

pub(super) struct QuoteView<'a> {
    pub(super) stance: Label,
    pub(super) when: String,
    pub(super) outlet: Option<&'a str>,
    pub(super) quote: &'a str,
}

pub(super) fn time(report: &Report, issue: usize) -> Option<TimeIssue<'_>> {
    let bins = report.bins(issue, chart::BINS);
    let drawn = chart::timeline(&bins);
    let moves = report.moves(issue).into_iter().map(|m| PairView {
        cell: view(report, &report.cells[m.cell]),
        what: if m.clear { "Changed" } else { "May have changed" },
        sides: [quote(report, m.before), quote(report, m.after)],
    });
    let torn = report.contradictions(issue).into_iter().map(|c| {
        let cell = view(report, &report.cells[c.cell]);
        if c.one == c.other {
            let sides = both_sides(report, c.one);
            PairView { cell, what: "Says both in one article", sides }
        } else {
            let same_day = timeline::day(report.article(c.one)).is_some();
            let what = if same_day { "Says both on one day" } else { "Articles disagree" };
            PairView { cell, what, sides: [quote(report, c.one), quote(report, c.other)] }
        }
    });
    let mut pairs: Vec<PairView<'_>> = moves.chain(torn).collect();
    if drawn.is_none() && pairs.is_empty() {
        return None;
    }
    let more = pairs.len().saturating_sub(LISTED);
    pairs.truncate(LISTED);
    let total = |class: usize| bins.iter().map(|b| b.counts[class]).sum::<usize>();
    Some(TimeIssue {
        id: issue,
        name: &report.issues[issue].name,
        period: match (bins.first(), bins.last()) {
            (Some(first), Some(last)) => words::period(&first.days.0, &last.days.1),
            _ => String::new(),
        },
        days: ticks(&bins),
        told: format!("{} support, {} conditional, {} reject", total(0), total(2), total(1)),
        drawn,
        pairs,
        more: (more > 0).then(|| words::count(more, "more", "more")),
    })
}

/// Days to be written under a timeline from edge to edge: the first, the last, and one in the middle where a stretch begins or
/// ends there.
fn ticks(bins: &[Bin]) -> Vec<String> {
    let (Some(first), Some(last)) = (bins.first(), bins.last()) else { return Vec::new() };
    let middle = bins.get(bins.len() / 2).filter(|_| bins.len() > 2).map(|b| &b.days.0);
    let days = std::iter::once(&first.days.0).chain(middle).chain(std::iter::once(&last.days.1));
    days.map(|day| words::date(day)).collect()
}

/// A record's stance and its most explicit sentence.
fn quote(report: &Report, record: RecordRef) -> QuoteView<'_> {
    let article = report.article(record);
    let first = report.evidence(record).into_iter().next();
    side(
        report,
        record,
        report.position(record).stance,
        first.map_or("", |e| article.text.slice(e.sentences)),
    )
}

/// The two sides of a record whose statements disagree: its most explicit sentence, and the first that says otherwise.
fn both_sides(report: &Report, record: RecordRef) -> [QuoteView<'_>; 2] {
    let stance = report.position(record).stance;
    let evidence = report.evidence(record);
    let other = evidence.iter().find_map(|e| {
        let found = e.judgement?.stance;
        (found != stance && found.is_position()).then(|| (found, e.article.text.slice(e.sentences)))
    });
    let (other, words) = other.unwrap_or((Stance::Unclear, ""));
    [quote(report, record), side(report, record, other, words)]
}

fn side<'a>(report: &'a Report, record: RecordRef, stance: Stance, quote: &'a str) -> QuoteView<'a> {
    let article = report.article(record);
    QuoteView { stance: label(stance), when: date(article), outlet: article.outlet.as_deref(), quote }
}

/// Outlets in rows, issues in columns.
pub(super) struct OutletTable<'a> {
    pub(super) issues: Vec<&'a str>,
    pub(super) rows: Vec<OutletRow>,
    pub(super) differences: Vec<PairView<'a>>,
    pub(super) more: Option<String>,
}

pub(super) struct OutletRow {
    pub(super) name: String,
    pub(super) articles: String,
    pub(super) cells: Vec<OutletCell>,
}

pub(super) struct OutletCell {
    pub(super) bars: Vec<chart::Bar>,
    /// "2 support, 1 reject".
    pub(super) told: String,
}

/// Outlets of a report that has several.
pub(super) fn outlets<'a>(report: &'a Report, heard: &[usize]) -> Option<OutletTable<'a>> {
    let outlets = report.outlets();
    if outlets.len() < 2 || report.cells.is_empty() {
        return None;
    }
    let rows = outlets.iter().take(OUTLETS).map(|outlet| OutletRow {
        name: words::short(&outlet.name, 80).into_owned(),
        articles: words::count(outlet.articles, "article", "articles"),
        cells: heard.iter().map(|issue| outlet_cell(outlet.counts[*issue])).collect(),
    });
    let mut differences: Vec<PairView<'a>> = report
        .differences()
        .into_iter()
        .map(|d| PairView {
            cell: view(report, &report.cells[d.cell]),
            what: "Outlets differ",
            sides: [quote(report, d.records.0), quote(report, d.records.1)],
        })
        .collect();
    let more = differences.len().saturating_sub(LISTED);
    differences.truncate(LISTED);
    Some(OutletTable {
        issues: heard.iter().map(|i| report.issues[*i].name.as_str()).collect(),
        rows: rows.collect(),
        differences,
        more: (more > 0).then(|| words::count(more, "more", "more")),
    })
}

fn outlet_cell(counts: [usize; 3]) -> OutletCell {
    let [support, reject, conditional] = counts;
    let all = (support + reject + conditional).max(1) as f32;
    let sides = [("support", support), ("conditional", conditional), ("reject", reject)];
    let told: Vec<String> =
        sides.iter().filter(|(_, n)| *n > 0).map(|(word, n)| format!("{n} {word}")).collect();
    OutletCell { bars: chart::stack(&sides.map(|(class, n)| (class, n as f32 / all))), told: told.join(", ") }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_timeline_is_dated_at_its_edges_and_in_its_middle() {
        let bin = |first: &str, last: &str| Bin { days: (first.into(), last.into()), counts: [0; 3] };
        let bins = [
            bin("2026-01-13", "2026-01-14"),
            bin("2026-01-15", "2026-01-16"),
            bin("2026-01-17", "2026-01-18"),
            bin("2026-01-19", "2026-01-19"),
        ];
        assert_eq!(ticks(&bins), ["13 January 2026", "17 January 2026", "19 January 2026"]);
        assert_eq!(ticks(&bins[..2]), ["13 January 2026", "16 January 2026"]);
        assert_eq!(ticks(&[]), [""; 0]);
    }
}
