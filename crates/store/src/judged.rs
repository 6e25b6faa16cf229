//! Judgements of a run one by one, in an order in which people go through them.

use crate::{RunId, Store, StoreError};
use rusqlite::{Row, named_params};
use standpoint_stance::{Scores, Stance};
use std::ops::ControlFlow;

/// Which judgements, and in what order. The default lists all that take a position or are unclear, the least certain first.
#[derive(Clone, Debug, Default)]
pub struct JudgedFilter {
    /// Only on this issue.
    pub issue: Option<String>,
    /// Only of an actor of this name.
    pub actor: Option<String>,
    /// Only in this article.
    pub article: Option<String>,
    /// Only of statements with this id: articles number their own.
    pub statement: Option<String>,
    /// Only of this label.
    pub stance: Option<Stance>,
    /// Those that are `none`, too.
    pub none: bool,
    /// In which order.
    pub order: JudgedOrder,
}

/// An order that is the same whenever it is asked for.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum JudgedOrder {
    /// Those whose most probable label is least probable first.
    #[default]
    LeastCertain,
    /// Issue by issue, the least certain of each first.
    Issue,
    /// Actor by actor, the most heard first.
    Actor,
    /// Article by article, the newest first, in the order of the text.
    Newest,
    /// In an order that has to do with nothing: what is reviewed first is a fair sample.
    Shuffled,
}

/// A judgement with what tells a reader where it stands.
#[derive(Clone, Debug, PartialEq)]
pub struct Judged {
    /// Id of the article.
    pub article: String,
    /// Headline of it.
    pub title: Option<String>,
    /// When it was published.
    pub published: Option<String>,
    /// Where.
    pub outlet: Option<String>,
    /// Id of the statement.
    pub statement: String,
    /// Name of the actor whose it is.
    pub actor: Option<String>,
    /// Id of the issue.
    pub issue: String,
    /// The label.
    pub stance: Stance,
    /// Probabilities as stored.
    pub scores: Scores,
}

/// `LeastCertain` is the rule behind every order, so that it never depends on how SQLite walks its tables.
const CERTAINTY: &str = "max(j.support, j.reject, j.conditional_cooperation, j.none), a.name, s.seq, j.issue";

impl Store {
    /// Shows the judgements of a run to `each`, one by one, until it breaks.
    pub fn judged(
        &self,
        run: RunId,
        filter: &JudgedFilter,
        mut each: impl FnMut(Judged) -> ControlFlow<()>,
    ) -> Result<(), StoreError> {
        self.run(run)?;
        let order = match filter.order {
            JudgedOrder::LeastCertain => CERTAINTY.to_owned(),
            JudgedOrder::Issue => format!("j.issue, {CERTAINTY}"),
            JudgedOrder::Actor => format!("heard.times DESC, x.name, {CERTAINTY}"),
            JudgedOrder::Newest => "a.published DESC, a.name, s.seq, j.issue".to_owned(),
            // A multiplicative hash of what does not change; the low bits of a product of odd numbers look random enough.
            JudgedOrder::Shuffled => format!(
                "((s.number * 2654435761 + length(j.issue) * 40503 + unicode(j.issue) * 97) % 1000003 * 7919) % 1000003, {CERTAINTY}"
            ),
        };
        // Statements are counted once for all names: once for every judgement would take the square of their number.
        let (counted, joined) = if filter.order == JudgedOrder::Actor {
            (
                "WITH heard AS MATERIALIZED (
                    SELECT y.name AS name, count(*) AS times FROM actor AS y
                    JOIN statement AS t ON t.run = y.run AND t.article = y.article AND t.actor = y.id
                    WHERE y.run = :run GROUP BY y.name)",
                "LEFT JOIN heard ON heard.name = x.name",
            )
        } else {
            ("", "")
        };
        let sql = format!(
            "{counted}
             SELECT a.name, a.title, a.published, a.outlet, s.id, x.name, j.issue, j.stance, j.support, j.reject,
                    j.conditional_cooperation, j.none
             FROM judgement AS j
             JOIN article AS a ON a.id = j.article
             JOIN statement AS s ON s.run = j.run AND s.article = j.article AND s.id = j.statement
             LEFT JOIN actor AS x ON x.run = s.run AND x.article = s.article AND x.id = s.actor
             {joined}
             WHERE j.run = :run AND (:issue IS NULL OR j.issue = :issue) AND (:actor IS NULL OR x.name = :actor)
               AND (:article IS NULL OR a.name = :article) AND (:statement IS NULL OR s.id = :statement)
               AND (:stance IS NULL OR j.stance = :stance)
               AND (:none OR :stance IS NOT NULL OR j.stance <> 'none')
             ORDER BY {order}"
        );
        let mut query = self.conn.prepare_cached(&sql).map_err(|e| self.error(e))?;
        let parameters = named_params! {
            ":run": run.0, ":issue": filter.issue, ":actor": filter.actor, ":article": filter.article,
            ":statement": filter.statement,
            ":stance": filter.stance.map(Stance::as_str), ":none": filter.none,
        };
        for judged in query.query_map(parameters, judged).map_err(|e| self.error(e))? {
            if each(judged.map_err(|e| self.error(e))?).is_break() {
                break;
            }
        }
        Ok(())
    }
}

fn judged(row: &Row<'_>) -> rusqlite::Result<Judged> {
    Ok(Judged {
        article: row.get(0)?,
        title: row.get(1)?,
        published: row.get(2)?,
        outlet: row.get(3)?,
        statement: row.get(4)?,
        actor: row.get(5)?,
        issue: row.get(6)?,
        stance: crate::read::word(row, 7)?,
        scores: Scores::from_array([row.get(8)?, row.get(9)?, row.get(10)?, row.get(11)?]),
    })
}
