//! One row a position, for spreadsheets and data frames.

use crate::report::{Evidence, distinct_sentences, evidence};
use crate::{Report, ReportError, Trust};
use csv::{Terminator, WriterBuilder};
use standpoint_article::Article;
use standpoint_stance::{Analysis, Position};
use std::borrow::Cow;
use std::io::Write;

/// What one row is made from.
struct Row<'a> {
    report: &'a Report,
    /// Which of the report's analyses it is of.
    at: usize,
    analysis: &'a Analysis,
    article: &'a Article,
    position: &'a Position,
    evidence: Vec<Evidence<'a>>,
    /// Of the cell that the position belongs to.
    trust: Option<Trust>,
}

/// A column's name, and what stands in it.
type Column = (&'static str, fn(&Row<'_>) -> String);

const COLUMNS: &[Column] = &[
    ("article", |r| r.article.id.clone()),
    ("title", |r| r.article.title.clone().unwrap_or_default()),
    ("published", |r| r.article.published.clone().unwrap_or_default()),
    ("outlet", |r| r.article.outlet.clone().unwrap_or_default()),
    ("url", |r| r.article.url.clone().unwrap_or_default()),
    ("input", |r| r.article.input.clone()),
    ("duplicate_of", |r| match r.report.homes[r.at] {
        Some(home) => r.report.analyses[home].article.id.clone(),
        None => r.article.duplicate_of.clone().unwrap_or_default(),
    }),
    ("actor", |r| r.position.name.clone()),
    ("actor_kind", |r| {
        let actor = r.analysis.actors.iter().find(|a| a.id == r.position.actor);
        actor.map(|a| crate::words::actor(a.kind)).unwrap_or_default().into()
    }),
    ("issue", |r| r.position.issue.clone()),
    ("issue_name", |r| {
        let issue = r.report.issues.iter().find(|i| i.id == r.position.issue);
        issue.map(|i| i.name.clone()).unwrap_or_default()
    }),
    ("stance", |r| r.position.stance.as_str().into()),
    ("confidence", |r| four_decimals(r.position.confidence)),
    ("support", |r| four_decimals(r.position.scores.support)),
    ("reject", |r| four_decimals(r.position.scores.reject)),
    ("conditional_cooperation", |r| four_decimals(r.position.scores.conditional_cooperation)),
    ("none", |r| four_decimals(r.position.scores.none)),
    ("condition", |r| {
        let span = r.position.condition.and_then(|c| c.span.get(r.article.text.as_str()));
        span.unwrap_or_default().into()
    }),
    ("condition_type", |r| r.position.condition.map(|c| c.kind.as_str()).unwrap_or_default().into()),
    ("condition_lean", |r| r.position.condition.map(|c| c.lean.as_str()).unwrap_or_default().into()),
    ("mixed", |r| r.position.mixed.to_string()),
    ("evidence", |r| {
        let sentences = distinct_sentences(&r.evidence);
        let sentences: Vec<&str> = sentences.into_iter().map(|s| r.article.text.slice(s)).collect();
        sentences.join("\n")
    }),
    ("statements", |r| r.position.evidence.join(" ")),
    ("program_version", |r| r.report.run.version.clone()),
    ("model", |r| r.report.run.model.clone()),
    ("model_sha256", |r| r.report.run.model_sha256.clone()),
    ("codebook_sha256", |r| r.report.run.codebook_sha256.clone()),
    ("cell_expected_right", |r| r.trust.map(|t| four_decimals(t.share)).unwrap_or_default()),
    ("cell_expected_right_low", |r| r.trust.map(|t| four_decimals(t.low)).unwrap_or_default()),
    ("cell_expected_right_high", |r| r.trust.map(|t| four_decimals(t.high)).unwrap_or_default()),
    ("carriers", |r| r.report.carriers[r.at].to_string()),
    ("origin", |r| r.analysis.origin(r.position).as_str().into()),
    ("reviewed_by", |r| r.analysis.reviewers(r.position).into_iter().collect::<Vec<_>>().join("; ")),
];

/// Writes one row a position (copied articles' ones too: `duplicate_of` names their home, and a home's `carriers` counts them) as RFC 4180: UTF-8, a
/// header, CRLF. Several statements of evidence stand on lines of their own within their cell.
///
/// A cell that a spreadsheet would take for a formula gets an apostrophe in front.
pub fn write_csv(report: &Report, out: impl Write) -> Result<(), ReportError> {
    let mut csv = WriterBuilder::new().terminator(Terminator::CRLF).from_writer(out);
    csv.write_record(COLUMNS.iter().map(|(name, _)| name))?;
    for (at, analysis) in report.analyses.iter().enumerate() {
        for position in analysis.positions.iter().filter(|p| report.all || p.stance.is_position()) {
            let evidence = evidence(analysis, position);
            let cell = report.cell_of(&position.name, &position.issue);
            let trust = cell.and_then(|c| c.trust);
            let row = Row { report, at, analysis, article: &analysis.article, position, evidence, trust };
            let cells = COLUMNS.iter().map(|(_, value)| value(&row));
            csv.write_record(cells.map(|cell| harmless(&cell).into_owned()))?;
        }
    }
    csv.flush()?;
    Ok(())
}

fn four_decimals(p: f32) -> String {
    format!("{p:.4}")
}

/// Spreadsheets run what begins with one of these; an apostrophe makes it text.
fn harmless(cell: &str) -> Cow<'_, str> {
    if cell.starts_with(['=', '+', '-', '@', '\t', '\r']) {
        Cow::Owned(format!("'{cell}"))
    } else {
        Cow::Borrowed(cell)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_formula_becomes_text() {
        for cell in ["=1+1", "+1", "-1", "@SUM(A1)", "\tx"] {
            assert_eq!(harmless(cell), format!("'{cell}"));
        }
        assert_eq!(harmless("a=1"), "a=1");
        assert_eq!(harmless(""), "");
    }

    #[test]
    fn column_names_are_unique() {
        let mut names: Vec<&str> = COLUMNS.iter().map(|(name, _)| *name).collect();
        names.sort_unstable();
        names.dedup();
        assert_eq!(names.len(), COLUMNS.len());
    }
}
