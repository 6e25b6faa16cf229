//! The report as Markdown: for a wiki, an issue, a mail.

use crate::ledger::{Entry, Who};
use crate::report::{Cell, DOUBTFUL_BELOW, RecordRef, Report, distinct_sentences};
use crate::{findings, summary, words};
use std::fmt::{Result, Write};

/// The report as Markdown with tables (GitHub's flavour). Article text in it is escaped: it cannot become a heading, a
/// link or HTML.
pub fn markdown(report: &Report) -> String {
    let mut out = String::new();
    page(report, &mut out).expect("writing to a string");
    out
}

fn page(report: &Report, out: &mut String) -> Result {
    writeln!(out, "# {}\n\n{}", escape(&report.title), escape(&summary::lead(report)))?;
    let heard: Vec<usize> =
        (0..report.issues.len()).filter(|i| report.cells.iter().any(|c| c.issue == *i)).collect();
    if !heard.is_empty() {
        writeln!(out)?;
        for (about, finding) in findings::sentences(report) {
            writeln!(out, "- *{about}*: {}", escape(&finding))?;
        }
        writeln!(out)?;
        for &issue in &heard {
            let sentence = summary::sentence(report, issue);
            writeln!(out, "- **{}**: {}", escape(&report.issues[issue].name), escape(&sentence))?;
            if let Some(balance) = report.balances.get(issue) {
                writeln!(out, "  Corrected for misreadings: {}.", escape(&findings::weights(balance)))?;
            }
        }
        matrix(report, &heard, out)?;
        for &issue in &heard {
            writeln!(out, "\n## {}", escape(&report.issues[issue].name))?;
            for cell in report.cells.iter().filter(|c| c.issue == issue) {
                records(report, cell, out)?;
            }
        }
        conditions(report, &heard, out)?;
        changes(report, &heard, out)?;
        outlets(report, &heard, out)?;
    }
    let run = &report.run;
    let [version, model] = [&run.version, &run.model].map(|s| escape(s));
    let [weights, codebook] = [&run.model_sha256, &run.codebook_sha256].map(|s| escape(s));
    writeln!(out, "\n---\n\nstandpoint {version}, model {model} (`{weights}`), codebook `{codebook}`")
}

fn matrix(report: &Report, issues: &[usize], out: &mut String) -> Result {
    let names: Vec<String> = issues.iter().map(|i| escape(&report.issues[*i].name)).collect();
    writeln!(out, "\n## Positions\n\n| | {} |\n|---|{}", names.join(" | "), "---|".repeat(issues.len()))?;
    for (actor, row) in report.actors.iter().enumerate() {
        let cells =
            issues.iter().map(|i| report.cell(actor, *i).map(|c| brief(report, c)).unwrap_or_default());
        let cells: Vec<String> = cells.collect();
        writeln!(out, "| **{}** | {} |", escape(&row.name), cells.join(" | "))?;
    }
    let below = words::percent(DOUBTFUL_BELOW);
    writeln!(out, "\n(n): statements. Doubtful: below {below}, or statements disagree.")
}

/// `✕ rejects, 94% (2), doubtful`
fn brief(report: &Report, cell: &Cell) -> String {
    let position = report.latest(cell);
    format!(
        "{} {}, {} ({}){}{}",
        words::sign(position.stance),
        words::stance(position.stance),
        summary::sure(report, cell, ""),
        cell.statements,
        if report.is_doubtful(cell) { ", doubtful" } else { "" },
        if cell.changed_from.is_some() { ", changed" } else { "" },
    )
}

/// `expected right in 66% of 1 article (56 to 76%)`
fn trust(cell: &Cell) -> Option<String> {
    let trust = cell.trust?;
    let articles = words::count(trust.articles, "article", "articles");
    Some(format!(
        "expected right in {} of {articles} ({})",
        words::percent(trust.share),
        words::interval(trust.low, trust.high)
    ))
}

/// A cell's sentences, each with where it was read.
fn records(report: &Report, cell: &Cell, out: &mut String) -> Result {
    writeln!(out, "\n### {}: {}", escape(&report.actors[cell.actor].name), brief(report, cell))?;
    if let Some(trust) = trust(cell) {
        writeln!(out, "\n{trust}")?;
    }
    if let Some(change) = summary::change(report, cell) {
        writeln!(out, "\nChanged: {}.", escape(&change))?;
    }
    for &record in &cell.records {
        let article = report.article(record);
        let origin =
            [article.published.as_deref().map(words::date), article.outlet.clone(), article.title.clone()];
        let origin: Vec<String> = origin.into_iter().flatten().collect();
        let origin = if origin.is_empty() { article.id.clone() } else { origin.join(", ") };
        for sentences in distinct_sentences(&report.evidence(record)) {
            let said = escape(article.text.slice(sentences));
            writeln!(out, "\n> {said}\n>\n> {}", escape(&words::short(&origin, 200)))?;
        }
    }
    Ok(())
}

fn conditions(report: &Report, issues: &[usize], out: &mut String) -> Result {
    let (mut rows, mut clashes) = (String::new(), String::new());
    for &issue in issues {
        let ledger = report.ledger(issue);
        for (demand, entry) in
            ledger.demands.iter().enumerate().flat_map(|(n, d)| d.entries.iter().map(move |e| (n, e)))
        {
            writeln!(
                rows,
                "| {} | {} | {} | {} | {} | {} | {} |",
                escape(&report.issues[issue].name),
                demand + 1,
                actor(report, entry),
                words::lean(entry.condition.lean),
                escape(report.words(entry)),
                words::condition(entry.condition.kind),
                match &entry.who {
                    None => String::new(),
                    Some(Who::Themselves) => actor(report, entry),
                    Some(Who::Other(name)) => escape(name),
                }
            )?;
        }
        for conflict in ledger.conflicts {
            let (one, other) = (&conflict.between.0, &conflict.between.1);
            writeln!(
                clashes,
                "- {}: {} (\"{}\") and {} (\"{}\"). {}.",
                escape(&report.issues[issue].name),
                actor(report, one),
                escape(report.words(one)),
                actor(report, other),
                escape(report.words(other)),
                words::clash(conflict.clash)
            )?;
        }
    }
    if rows.is_empty() {
        return Ok(());
    }
    let header =
        "| Issue | Demand | Actor | Lean | Condition | Type | Must act |\n|---|---|---|---|---|---|---|";
    write!(out, "\n## Conditions\n\n{header}\n{rows}")?;
    writeln!(out, "\nThe same number within an issue: the same demand.")?;
    if !clashes.is_empty() {
        write!(out, "\n### May exclude each other\n\n{clashes}")?;
    }
    Ok(())
}

fn actor(report: &Report, entry: &Entry) -> String {
    escape(&report.actors[report.cells[entry.cell].actor].name)
}

/// Changes of position and contradictions, one a row.
fn changes(report: &Report, issues: &[usize], out: &mut String) -> Result {
    let mut rows = String::new();
    let mut row = |issue: usize, cell: usize, what: &str, one: RecordRef, other: RecordRef| {
        let side = |record: RecordRef| {
            let date = report.article(record).published.as_deref().map_or("undated".into(), words::date);
            format!("{} ({})", words::stance(report.position(record).stance), escape(&date))
        };
        let (issue, actor) = (&report.issues[issue].name, &report.actors[report.cells[cell].actor].name);
        writeln!(rows, "| {} | {} | {what} | {} | {} |", escape(issue), escape(actor), side(one), side(other))
    };
    for &issue in issues {
        for m in report.moves(issue) {
            let what = if m.clear { "changed" } else { "may have changed" };
            row(issue, m.cell, what, m.before, m.after)?;
        }
        for c in report.contradictions(issue) {
            row(issue, c.cell, "says both", c.one, c.other)?;
        }
    }
    if rows.is_empty() {
        return Ok(());
    }
    write!(
        out,
        "\n## Changes and contradictions\n\n| Issue | Actor | | One | Other |\n|---|---|---|---|---|\n{rows}"
    )
}

/// Positions that each outlet reports: support / conditional / reject.
fn outlets(report: &Report, issues: &[usize], out: &mut String) -> Result {
    let outlets = report.outlets();
    if outlets.len() < 2 {
        return Ok(());
    }
    let names: Vec<String> = issues.iter().map(|i| escape(&report.issues[*i].name)).collect();
    writeln!(out, "\n## Outlets\n\n| | {} |\n|---|{}", names.join(" | "), "---|".repeat(issues.len()))?;
    for outlet in outlets {
        let cells = issues.iter().map(|i| match outlet.counts[*i] {
            [0, 0, 0] => String::new(),
            [support, reject, conditional] => format!("{support} / {conditional} / {reject}"),
        });
        let cells: Vec<String> = cells.collect();
        writeln!(out, "| **{}** | {} |", escape(&words::short(&outlet.name, 80)), cells.join(" | "))?;
    }
    writeln!(out, "\nSupport / conditional / reject.")
}

/// One line of foreign text that means nothing to Markdown or HTML.
fn escape(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in words::plain(text).chars() {
        match c {
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '&' => out.push_str("&amp;"),
            '\\' | '`' | '*' | '_' | '[' | ']' | '|' | '~' | '#' | '!' => out.extend(['\\', c]),
            _ => out.push(c),
        }
    }
    // At the start of a line these would open a list or underline a heading.
    let digits = out.bytes().take_while(u8::is_ascii_digit).count();
    let opens = match &out.as_bytes()[digits..] {
        [b'-' | b'+' | b'=', ..] => digits == 0,
        [b'.' | b')'] | [b'.' | b')', b' ', ..] => digits > 0,
        _ => false,
    };
    if opens {
        out.insert(digits, '\\');
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_in_an_article_is_markup() {
        assert_eq!(escape("<b>[x](javascript:1)|`*_"), "&lt;b&gt;\\[x\\](javascript:1)\\|\\`\\*\\_");
        assert_eq!(escape("# no\nheading"), "\\# no heading");
        assert_eq!(escape("- no list"), "\\- no list");
        assert_eq!(escape("1. no list"), "1\\. no list");
        assert_eq!(escape("2026 was long. Very. 0.1"), "2026 was long. Very. 0.1");
        assert_eq!(escape("0.1.0"), "0.1.0");
    }
}
