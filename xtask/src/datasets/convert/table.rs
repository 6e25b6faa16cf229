//! One record a line, with all that the row says of it.

use super::super::row::{ConditionType, Issue, Label, Lean, Position, Row};
use anyhow::Result;
use std::io::Write;

/// A column's name, and what stands in it.
type Column = (&'static str, fn(&Row, &Issue, &Position) -> String);

const COLUMNS: &[Column] = &[
    ("article", |r, _, _| r.id.clone()),
    ("title", |r, _, _| r.title.clone().unwrap_or_default()),
    ("published", |r, _, _| r.published.clone().unwrap_or_default()),
    ("outlet", |r, _, _| r.outlet.clone().unwrap_or_default()),
    ("issue_id", |_, i, _| i.id.clone()),
    ("issue", |_, i, _| i.issue.clone()),
    ("actor", |_, _, p| p.actor.clone()),
    ("aliases", |_, _, p| p.aliases.join("; ")),
    ("mention", |_, _, p| p.mention.as_ref().map(|m| m.text.clone()).unwrap_or_default()),
    ("mention_start", |_, _, p| number(p.mention.as_ref().map(|m| m.start))),
    ("mention_end", |_, _, p| number(p.mention.as_ref().map(|m| m.end))),
    ("stance", |_, _, p| p.stance.as_str().into()),
    ("kind", |_, _, p| p.kind.as_str().into()),
    ("via", |_, _, p| p.via.clone().unwrap_or_default()),
    ("time", |_, _, p| p.time.as_str().into()),
    ("condition", |_, _, p| p.condition.as_ref().map(|c| c.text.clone()).unwrap_or_default()),
    ("condition_start", |_, _, p| number(p.condition.as_ref().map(|c| c.start))),
    ("condition_end", |_, _, p| number(p.condition.as_ref().map(|c| c.end))),
    ("condition_type", |_, _, p| {
        p.condition.as_ref().map(|c| c.kind).map(ConditionType::as_str).unwrap_or_default().into()
    }),
    ("condition_lean", |_, _, p| {
        p.condition.as_ref().map(|c| c.lean).map(Lean::as_str).unwrap_or_default().into()
    }),
    ("condition_who", |_, _, p| p.condition.as_ref().and_then(|c| c.who.clone()).unwrap_or_default()),
    ("hard", |_, _, p| p.hard.to_string()),
    ("alt", |_, _, p| p.alt.map(Label::as_str).unwrap_or_default().into()),
    ("sentences", |_, _, p| p.evidence.iter().map(ToString::to_string).collect::<Vec<_>>().join(" ")),
    ("evidence", |r, _, p| r.evidence_text(&p.evidence)),
];

/// Writes every record; gives their number.
pub(super) fn write(rows: &[Row], out: &mut impl Write) -> Result<usize> {
    let mut csv = csv::Writer::from_writer(out);
    csv.write_record(COLUMNS.iter().map(|c| c.0))?;
    let mut written = 0;
    for row in rows {
        for (issue, position) in row.records() {
            csv.write_record(COLUMNS.iter().map(|c| c.1(row, issue, position)))?;
            written += 1;
        }
    }
    csv.flush()?;
    Ok(written)
}

fn number(n: Option<usize>) -> String {
    n.map(|n| n.to_string()).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::super::tests::article;
    use super::*;

    #[test]
    fn a_reader_gets_the_record_back() {
        let mut out = Vec::new();
        assert_eq!(write(&[article()], &mut out).expect("written"), 4);
        let mut read = csv::Reader::from_reader(out.as_slice());
        let head = read.headers().expect("a head").clone();
        let lines: Vec<csv::StringRecord> = read.records().map(|r| r.expect("a line")).collect();
        let cell =
            |n: usize, name: &str| lines[n].get(head.iter().position(|h| h == name).expect("a column"));
        assert_eq!(cell(0, "title"), Some("Tram, again"));
        assert_eq!(cell(1, "stance"), Some("conditional_cooperation"));
        assert_eq!(cell(1, "condition"), Some("if fares fall"));
        assert_eq!(cell(1, "condition_type"), Some("precondition"));
        assert_eq!(
            cell(1, "evidence"),
            Some("Hal Oster\twants it only if fares fall, the union's Ida Roe said.")
        );
        assert_eq!(cell(3, "time"), Some("past"));
        let bytes = |name| cell(1, name).and_then(|n| n.parse::<usize>().ok()).expect("a number");
        assert_eq!(&article().text[bytes("mention_start")..bytes("mention_end")], "Hal Oster");
    }
}
