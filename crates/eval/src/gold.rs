//! Gold positions, one article a line.

use serde::Deserialize;
use standpoint_stance::Stance;

/// One article with its gold positions. More fields than these may stand in a line; they are passed over.
#[derive(Clone, Debug, Deserialize)]
pub struct Gold {
    /// The article's id.
    pub id: String,
    /// Its text, or
    pub text: Option<String>,
    /// the file that holds it, relative to the gold file.
    pub file: Option<String>,
    /// Its sentences as byte ranges of `text`, where they are given.
    #[serde(default)]
    pub sentences: Vec<(usize, usize)>,
    /// Its issues.
    pub issues: Vec<GoldIssue>,
}

/// One issue of an article.
#[derive(Clone, Debug, Deserialize)]
pub struct GoldIssue {
    /// The proposal's wording.
    pub issue: String,
    /// Who stands where on it.
    pub positions: Vec<GoldPosition>,
}

/// One labelled record.
#[derive(Clone, Debug, Deserialize)]
pub struct GoldPosition {
    /// The actor's name.
    pub actor: String,
    /// Its other names in the article.
    #[serde(default)]
    pub aliases: Vec<String>,
    /// The label.
    pub stance: Stance,
    /// `past` for a position that is no longer held; such records are not scored.
    #[serde(default)]
    pub time: Option<String>,
    /// Numbers of the sentences that settle the label, where they are given.
    #[serde(default)]
    pub evidence: Vec<usize>,
}

/// Where an actor of an article stands on an issue, all its records taken together.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct GoldStand {
    /// The issue's wording.
    pub issue: String,
    /// The actor's name and its aliases.
    pub names: Vec<String>,
    /// The label.
    pub stance: Stance,
    /// Numbers of the sentences behind it.
    pub evidence: Vec<usize>,
}

/// A line of a gold file cannot be used.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum GoldError {
    /// It is no JSON, or not of this form; the error knows the column.
    #[error("{0}")]
    Json(serde_json::Error),
    /// It names no words to score on.
    #[error("article `{id}` has neither `text` nor `file`")]
    NoText {
        /// The article's id.
        id: String,
    },
}

impl Gold {
    /// Parses one line. An error gives the column and what was expected.
    pub fn parse_line(line: &str) -> Result<Self, GoldError> {
        let gold: Gold = serde_json::from_str(line).map_err(GoldError::Json)?;
        if gold.text.is_none() && gold.file.is_none() {
            return Err(GoldError::NoText { id: gold.id });
        }
        Ok(gold)
    }

    /// The article's positions on each issue by the codebook's rule: several records of one actor on one issue become
    /// conditional if one is conditional and none rejects, else what most of them say (the later one when equal).
    /// `none` is kept, so that a false alarm can be told from an actor the gold does not know.
    pub fn positions(&self) -> Vec<GoldStand> {
        let mut out: Vec<(GoldStand, Vec<Stance>)> = Vec::new();
        for issue in &self.issues {
            for p in issue.positions.iter().filter(|p| p.time.as_deref() != Some("past")) {
                let known = out.iter_mut().find(|(s, _)| s.issue == issue.issue && s.names[0] == p.actor);
                if let Some((stand, stances)) = known {
                    stand.names.extend(p.aliases.iter().cloned());
                    stand.evidence.extend(&p.evidence);
                    stances.push(p.stance);
                } else {
                    let names = std::iter::once(p.actor.clone()).chain(p.aliases.iter().cloned()).collect();
                    let evidence = p.evidence.clone();
                    let stand = GoldStand { issue: issue.issue.clone(), names, stance: p.stance, evidence };
                    out.push((stand, vec![p.stance]));
                }
            }
        }
        out.into_iter().map(|(stand, stances)| GoldStand { stance: one(&stances), ..stand }).collect()
    }

    /// The words of sentence number `i`, where the row has them.
    pub fn sentence(&self, i: usize) -> Option<&str> {
        let &(start, end) = self.sentences.get(i)?;
        self.text.as_deref()?.get(start..end)
    }
}

fn one(stances: &[Stance]) -> Stance {
    let conditional = stances.contains(&Stance::ConditionalCooperation) && !stances.contains(&Stance::Reject);
    if conditional {
        return Stance::ConditionalCooperation;
    }
    let taken = stances.iter().filter(|s| s.is_position());
    let count = |stance: &Stance| stances.iter().filter(|s| *s == stance).count();
    taken.max_by_key(|s| count(s)).copied().unwrap_or(Stance::None)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn several_records_become_one_position() {
        use Stance::{ConditionalCooperation as C, None as N, Reject as R, Support as S};
        assert_eq!(one(&[S, C]), C);
        assert_eq!(one(&[R, C, C]), C);
        assert_eq!(one(&[R, R, C]), R);
        assert_eq!(one(&[N, S]), S);
        assert_eq!(one(&[S, R]), R);
        assert_eq!(one(&[N]), N);
    }

    #[test]
    fn a_line_without_text_is_named() {
        let error = Gold::parse_line(r#"{"id":"x7","issues":[]}"#).expect_err("no text");
        assert_eq!(error.to_string(), "article `x7` has neither `text` nor `file`");
    }
}
