//! What stands: per coder, and when all layers are taken together.

use super::log::value;
use super::{Adjudication, Field, Outcome, ReviewId, Standing};
use crate::{RunId, Store, StoreError};
use rusqlite::{Row, params};
use std::collections::BTreeMap;

/// Rows that stand on statements of one run, oldest first. A statement is found again, in this run or another, by the
/// words it was found in: the same spans of the same text of the same article.
const STANDING: &str = "
    SELECT a.name, s.id, r.issue, r.field, r.new, r.action, c.name, r.at, r.id, r.run
    FROM review_standing AS r
    JOIN coder AS c ON c.id = r.coder
    JOIN article AS a ON a.id = r.article
    JOIN statement AS s ON s.run = ?1 AND s.article = r.article AND s.content = r.content
        AND s.source_start IS r.source_start AND s.source_end IS r.source_end
        AND (r.run <> s.run OR r.statement = s.id)
    WHERE r.layer = ?2 AND (?3 IS NULL OR c.name = ?3) AND (?4 IS NULL OR a.name = ?4)
    ORDER BY r.id";

/// Article, statement, issue and field.
type Key = (String, String, Option<String>, Field);

impl Store {
    /// What one coder says of the results of a run: the last word on each field, in the order of articles, statements and
    /// issues. `article` limits it to one article.
    ///
    /// Reviews of another run's results count where this run found the same statement: the same spans of the same text.
    /// [`Standing::run`] names the run that was reviewed.
    pub fn standing(
        &self,
        run: RunId,
        coder: &str,
        article: Option<&str>,
    ) -> Result<Vec<Standing>, StoreError> {
        self.run(run)?;
        let last = self.last_words(run, "coder", Some(coder), article)?;
        Ok(last.into_values().collect())
    }

    /// What all coders say, and what came of it: an adjudicator's word where there is one, what all coders agree on
    /// otherwise.
    pub fn adjudication(&self, run: RunId, article: Option<&str>) -> Result<Vec<Adjudication>, StoreError> {
        self.run(run)?;
        let votes = self.last_words(run, "coder", None, article)?;
        let settled = self.last_words(run, "adjudicated", None, article)?;
        let mut fields: BTreeMap<Key, (Option<Standing>, Vec<Standing>)> = BTreeMap::new();
        for ((key, _), vote) in votes {
            fields.entry(key).or_default().1.push(vote);
        }
        for ((key, _), standing) in settled {
            fields.entry(key).or_default().0 = Some(standing);
        }
        Ok(fields
            .into_iter()
            .map(|((article, statement, issue, field), (settled, votes))| {
                let outcome = match (settled, votes.as_slice()) {
                    (Some(standing), _) => Outcome::Adjudicated(standing),
                    (None, [first, rest @ ..])
                        if rest.iter().all(|vote| vote.value.says_the_same(&first.value)) =>
                    {
                        Outcome::Agreed { value: first.value.clone() }
                    }
                    _ => Outcome::Open,
                };
                Adjudication { article, statement, issue, field, outcome, votes }
            })
            .collect())
    }

    /// The last row on each field; of each coder, in the layer of coders.
    fn last_words(
        &self,
        run: RunId,
        layer: &str,
        coder: Option<&str>,
        article: Option<&str>,
    ) -> Result<BTreeMap<(Key, String), Standing>, StoreError> {
        let mut last = BTreeMap::new();
        let mut query = self.conn.prepare_cached(STANDING).map_err(|e| self.error(e))?;
        let rows =
            query.query_map(params![run.0, layer, coder, article], standing).map_err(|e| self.error(e))?;
        for row in rows {
            let standing = row.map_err(|e| self.error(e))?;
            let key = (
                standing.article.clone(),
                standing.statement.clone(),
                standing.issue.clone(),
                standing.value.field(),
            );
            // All adjudicators write to one layer.
            let whose = if layer == "coder" { standing.coder.clone() } else { String::new() };
            last.insert((key, whose), standing);
        }
        Ok(last)
    }
}

fn standing(row: &Row<'_>) -> rusqlite::Result<Standing> {
    let field: String = row.get(3)?;
    let action: String = row.get(5)?;
    Ok(Standing {
        article: row.get(0)?,
        statement: row.get(1)?,
        issue: row.get(2)?,
        value: value(row, 4, &field)?,
        accepted: action == "accepted",
        coder: row.get(6)?,
        at: row.get(7)?,
        review: ReviewId(row.get(8)?),
        run: RunId(row.get(9)?),
    })
}
