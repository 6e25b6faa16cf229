//! A table of statements for Discourse Network Analyzer.

use super::super::row::{Label, Lean, Position, Row};
use anyhow::Result;
use std::io::Write;

const HEAD: [&str; 16] = [
    "document_id",
    "document_title",
    "document_date",
    "start",
    "stop",
    "text",
    "person",
    "organization",
    "concept",
    "agreement",
    "stance",
    "condition",
    "condition_type",
    "condition_lean",
    "condition_who",
    "time",
];

/// Writes the records that are positions; gives their number.
pub(super) fn write(rows: &[Row], out: &mut impl Write) -> Result<usize> {
    let mut csv = csv::Writer::from_writer(out);
    csv.write_record(HEAD)?;
    let mut written = 0;
    for row in rows {
        for (issue, p) in row.records() {
            let Some((agreement, (start, stop))) = agreement(p).zip(extent(row, p)) else { continue };
            let condition = p.condition.as_ref();
            csv.write_record([
                row.id.as_str(),
                row.title.as_deref().unwrap_or_default(),
                row.published.as_deref().unwrap_or_default(),
                &units(&row.text[..start]).to_string(),
                &units(&row.text[..stop]).to_string(),
                &row.text[start..stop],
                p.via.as_deref().unwrap_or_default(),
                &p.actor,
                &issue.issue,
                agreement,
                p.stance.as_str(),
                condition.map_or("", |c| &c.text),
                condition.map_or("", |c| c.kind.as_str()),
                condition.map_or("", |c| c.lean.as_str()),
                condition.and_then(|c| c.who.as_deref()).unwrap_or_default(),
                p.time.as_str(),
            ])?;
            written += 1;
        }
    }
    csv.flush()?;
    Ok(written)
}

fn agreement(p: &Position) -> Option<&'static str> {
    match p.stance {
        Label::Support => Some("1"),
        Label::Reject => Some("0"),
        Label::ConditionalCooperation => match p.condition.as_ref()?.lean {
            Lean::YesIf => Some("1"),
            Lean::NoUnless => Some("0"),
        },
        Label::None => None,
    }
}

/// From the first evidence sentence to the end of the last, in bytes.
fn extent(row: &Row, p: &Position) -> Option<(usize, usize)> {
    let (first, last) = (row.sentences.get(*p.evidence.first()?)?, row.sentences.get(*p.evidence.last()?)?);
    Some((first.0, last.1))
}

/// Offsets as DNA, a Java program, counts them.
fn units(text: &str) -> usize {
    text.encode_utf16().count()
}

#[cfg(test)]
mod tests {
    use super::super::tests::article;
    use super::*;

    #[test]
    fn positions_with_agreement_and_offsets_in_utf_16() {
        let mut out = Vec::new();
        assert_eq!(write(&[article()], &mut out).expect("written"), 3);
        let mut read = csv::Reader::from_reader(out.as_slice());
        let lines: Vec<csv::StringRecord> = read.records().map(|r| r.expect("a line")).collect();
        let cell = |n: usize, name| {
            lines[n].get(HEAD.iter().position(|h| *h == name).expect("a column")).expect("a cell")
        };
        assert_eq!([0, 1, 2].map(|n| cell(n, "agreement")), ["1", "1", "0"]);
        assert_eq!([cell(0, "person"), cell(0, "organization")], ["", "Zoë Marn"]);
        assert_eq!([cell(1, "person"), cell(1, "organization")], ["Ida Roe", "Hal Oster"]);
        assert_eq!([cell(1, "condition"), cell(1, "stance")], ["if fares fall", "conditional_cooperation"]);
        assert_eq!([cell(2, "time"), cell(2, "concept")], ["past", "Building the tram"]);
        let utf16: Vec<u16> = article().text.encode_utf16().collect();
        for n in 0..3 {
            let [start, stop] = ["start", "stop"].map(|c| cell(n, c).parse::<usize>().expect("a number"));
            assert_eq!(String::from_utf16(&utf16[start..stop]).expect("text"), cell(n, "text"));
        }
    }
}
