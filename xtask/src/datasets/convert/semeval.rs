//! The table of SemEval-2016 task 6.

use super::super::row::{Label, Lean, Position, Row, Time};
use anyhow::Result;
use std::io::Write;

/// Writes the present records; gives their number. The format has no quoting: a tab or a line break becomes a blank.
pub(super) fn write(rows: &[Row], out: &mut impl Write) -> Result<usize> {
    writeln!(out, "ID\tTarget\tTweet\tStance")?;
    let mut written = 0;
    for row in rows {
        let records = row.records().enumerate().filter(|(_, (_, p))| p.time == Time::Present);
        for (number, (issue, p)) in records {
            let tweet = format!("{}: {}", p.actor, row.evidence_text(&p.evidence));
            let (target, tweet) = (one_line(&issue.issue), one_line(&tweet));
            writeln!(out, "{}:{}\t{target}\t{tweet}\t{}", row.id, number + 1, stance(p))?;
            written += 1;
        }
    }
    Ok(written)
}

fn stance(p: &Position) -> &'static str {
    match (p.stance, p.condition.as_ref().map(|c| c.lean)) {
        (Label::Support, _) | (Label::ConditionalCooperation, Some(Lean::YesIf)) => "FAVOR",
        (Label::Reject, _) | (Label::ConditionalCooperation, Some(Lean::NoUnless)) => "AGAINST",
        (Label::None, _) | (Label::ConditionalCooperation, None) => "NONE",
    }
}

fn one_line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use super::super::tests::article;
    use super::*;

    #[test]
    fn present_records_one_a_line_conditional_by_lean() {
        let mut turned = article();
        turned.id = "x-2".into();
        turned.issues[0].positions[1].condition.as_mut().expect("a condition").lean = Lean::NoUnless;
        let mut out = Vec::new();
        assert_eq!(write(&[article(), turned], &mut out).expect("written"), 6);
        let text = String::from_utf8(out).expect("UTF-8");
        let lines: Vec<Vec<&str>> = text.lines().map(|l| l.split('\t').collect()).collect();
        assert_eq!(lines[0], ["ID", "Target", "Tweet", "Stance"]);
        assert_eq!(
            lines[1],
            ["x-1:1", "Building the tram", "Zoë Marn: Mayor Zoë Marn backs the tram 🚋.", "FAVOR"]
        );
        let tweet = "Hal Oster: Hal Oster wants it only if fares fall, the union's Ida Roe said.";
        assert_eq!(lines[2], ["x-1:2", "Building the tram", tweet, "FAVOR"]);
        assert_eq!(lines[3][3], "NONE");
        assert_eq!(lines[5], ["x-2:2", "Building the tram", tweet, "AGAINST"]);
    }
}
