//! For the terminal: the matrix, then one line of evidence a position.

use crate::report::{Cell, DOUBTFUL_BELOW, Report};
use crate::{findings, summary, words};
use comfy_table::{ContentArrangement, Table, presets};
use std::fmt::{Result, Write};

/// Narrowest column of an issue that can still be read, with its border.
const ISSUE_WIDTH: usize = 18;
/// Room for the names of actors.
const ACTOR_WIDTH: usize = 26;

/// The report as text. Below its headline no line is wider than `width` columns (80 at least). It carries no colour and no control characters, so
/// that it is the same in a terminal, a pipe and a file.
pub fn table(report: &Report, width: usize) -> String {
    let mut out = String::new();
    page(report, width.max(80), &mut out).expect("writing to a string");
    out
}

fn page(report: &Report, width: usize, out: &mut String) -> Result {
    writeln!(out, "{}\n{}", words::plain(&report.title), summary::lead(report))?;
    if report.cells.is_empty() {
        return Ok(());
    }
    let heard: Vec<usize> =
        (0..report.issues.len()).filter(|i| report.cells.iter().any(|c| c.issue == *i)).collect();
    for issues in heard.chunks(((width - ACTOR_WIDTH) / ISSUE_WIDTH).max(1)) {
        writeln!(out, "\n{}", matrix(report, issues, width))?;
    }
    for (about, finding) in findings::sentences(report) {
        writeln!(out, "{}", words::fit(&format!("{about}: {finding}"), width))?;
    }
    let below = words::percent(DOUBTFUL_BELOW);
    writeln!(out, "\n(n) statements   ? doubtful: below {below} or statements disagree   * changed")?;
    for issue in heard {
        writeln!(out, "\n{}", heading(report, issue))?;
        for conflict in report.ledger(issue).conflicts {
            let actor = |e: &crate::Entry| words::plain(&report.actors[report.cells[e.cell].actor].name);
            let (one, other) = (actor(&conflict.between.0), actor(&conflict.between.1));
            let told = format!("  {one} and {other}: {}", words::clash(conflict.clash).to_lowercase());
            writeln!(out, "{}", words::fit(&told, width))?;
        }
        for cell in report.cells.iter().filter(|c| c.issue == issue) {
            evidence(report, cell, width, out)?;
        }
    }
    Ok(())
}

/// An issue's name, at a length that a column can hold.
fn heading(report: &Report, issue: usize) -> String {
    words::fit(&words::plain(&report.issues[issue].name), 80).into_owned()
}

/// Rows are actors; `issues` are the columns.
fn matrix(report: &Report, issues: &[usize], width: usize) -> Table {
    let mut table = Table::new();
    table
        .load_style(presets::UTF8_FULL_CONDENSED)
        .set_content_arrangement(ContentArrangement::Dynamic)
        .set_width(width as u16);
    let names = issues.iter().map(|i| heading(report, *i));
    table.set_header(std::iter::once(String::new()).chain(names));
    for (actor, row) in report.actors.iter().enumerate() {
        let cells: Vec<Option<&Cell>> = issues.iter().map(|i| report.cell(actor, *i)).collect();
        if cells.iter().any(Option::is_some) {
            let name = words::fit(&words::plain(&row.name), 40).into_owned();
            let filled = cells.into_iter().map(|c| c.map(|c| brief(report, c)).unwrap_or_default());
            table.add_row(std::iter::once(name).chain(filled));
        }
    }
    table
}

/// `rejects 94% (2) ?*`
fn brief(report: &Report, cell: &Cell) -> String {
    let position = report.latest(cell);
    let mut marks = String::new();
    if report.is_doubtful(cell) {
        marks.push('?');
    }
    if cell.changed_from.is_some() {
        marks.push('*');
    }
    let text = format!(
        "{} {} ({}) {marks}",
        words::stance(position.stance),
        summary::sure(report, cell, ""),
        cell.statements
    );
    text.trim_end().into()
}

/// The cell in a line, then its most explicit sentence, its conditions and its change.
fn evidence(report: &Report, cell: &Cell, width: usize, out: &mut String) -> Result {
    let record = cell.records[0];
    let article = report.article(record);
    let text = &article.text;
    let mut line =
        |indent: &str, words: &str| writeln!(out, "{indent}{}", words::fit(words, width - indent.len()));
    let outlet = article.outlet.as_deref().map(words::plain);
    let date = article.published.as_deref().map(words::date);
    let origin: Vec<String> = outlet.into_iter().chain(date).collect();
    let origin = if origin.is_empty() { words::plain(&article.id) } else { origin.join(", ") };
    let name = words::plain(&report.actors[cell.actor].name);
    line("  ", &format!("{name}: {}  [{origin}]", brief(report, cell)))?;
    if let Some(t) = cell.trust {
        let articles = words::count(t.articles, "article", "articles");
        let interval = words::interval(t.low, t.high);
        line("    ", &format!("expected right in {} of {articles} ({interval})", words::percent(t.share)))?;
    }
    if let Some(first) = report.evidence(record).first() {
        line("    ", &words::plain(text.slice(first.sentences)))?;
    }
    for condition in report.conditions(record) {
        let said = words::plain(condition.span.get(text.as_str()).unwrap_or_default());
        let kind = words::condition(condition.kind);
        line("    ", &format!("{}: {said} ({kind})", words::lean(condition.lean)))?;
    }
    if let Some(change) = summary::change(report, cell) {
        line("    ", &format!("changed: {change}"))?;
    }
    Ok(())
}
