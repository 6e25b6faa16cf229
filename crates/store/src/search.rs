//! Finding articles and statements by their words.

mod query;
mod spans;

use crate::{RunId, Store, StoreError};
use rusqlite::{Connection, Row, ToSql, named_params};
use standpoint_article::Span;
use standpoint_stance::Stance;
use standpoint_statements::StatementKind;

/// What to look for among the results of a run. The default finds everything, the newest first.
#[derive(Clone, Debug, Default)]
pub struct Search {
    /// Words: all of them are required; `"a phrase"`, `-excluded`, `begin*`, `this OR that`. No input is an error. Where it
    /// holds no word, everything that the other fields let pass is found, the newest first.
    pub words: String,
    /// Only articles of this outlet.
    pub outlet: Option<String>,
    /// Only articles published on this day or later (`2026-03-01`).
    pub since: Option<String>,
    /// Only articles published on this day or earlier.
    pub until: Option<String>,
    /// Only statements of an actor of this name, and articles with one.
    pub actor: Option<String>,
    /// Only statements judged on this issue, and articles with one: all but `none`, when no stance is asked for.
    pub issue: Option<String>,
    /// Only statements judged to be this, on the issue or, when none is given, on any.
    pub stance: Option<Stance>,
    /// How many hits to leave out first.
    pub offset: u32,
    /// At most so many hits; 50 when not given.
    pub limit: Option<u32>,
}

/// What was found: one page of it.
#[derive(Clone, Debug, PartialEq)]
pub struct Hits<T> {
    /// How many there are on all pages together.
    pub total: u64,
    /// This page, best first.
    pub hits: Vec<T>,
}

/// An article that was found.
#[derive(Clone, Debug, PartialEq)]
pub struct ArticleHit {
    /// Its id.
    pub article: String,
    /// Headline.
    pub title: Option<String>,
    /// When it was published.
    pub published: Option<String>,
    /// Where.
    pub outlet: Option<String>,
    /// Bytes of the title that match.
    pub title_matches: Vec<Span>,
    /// The places where it matches, at most three; the beginning, when no words were looked for.
    pub snippets: Vec<Snippet>,
    /// Bytes of the text that match, in order, all of them.
    pub matches: Vec<Span>,
}

/// A statement that was found.
#[derive(Clone, Debug, PartialEq)]
pub struct StatementHit {
    /// Id of its article.
    pub article: String,
    /// Id of the statement there.
    pub statement: String,
    /// How it is reported.
    pub kind: StatementKind,
    /// Name of the actor whose it is.
    pub actor: Option<String>,
    /// Headline of the article.
    pub title: Option<String>,
    /// When the article was published.
    pub published: Option<String>,
    /// Where.
    pub outlet: Option<String>,
    /// Its words, as spans of the article's text.
    pub content: Vec<Span>,
    /// The words of each of these spans.
    pub text: Vec<String>,
    /// Bytes of the article's text that match.
    pub matches: Vec<Span>,
}

/// A piece of an article's text with the words that were looked for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Snippet {
    /// Where it stands, in bytes of the article's text; it begins and ends between words.
    pub span: Span,
    /// Its words.
    pub text: String,
    /// Bytes of the article's text that match, inside `span`.
    pub matches: Vec<Span>,
}

/// How much of the text a snippet shows, about.
const SNIPPET_BYTES: usize = 240;
const SNIPPETS: usize = 3;

/// The filters that articles and statements share. `?` that are NULL let everything pass.
const ARTICLE_FILTER: &str = "(:outlet IS NULL OR a.outlet = :outlet)
    AND (:since IS NULL OR substr(a.published, 1, length(:since)) >= :since)
    AND (:until IS NULL OR substr(a.published, 1, length(:until)) <= :until)";

/// For a statement `s` of the run.
const STATEMENT_FILTER: &str = "(:actor IS NULL OR EXISTS (
        SELECT 1 FROM actor AS x
        WHERE x.run = s.run AND x.article = s.article AND x.id = s.actor AND x.name = :actor))
    AND (:issue IS NULL AND :stance IS NULL OR EXISTS (
        SELECT 1 FROM judgement AS j
        WHERE j.run = s.run AND j.article = s.article AND j.statement = s.id
          AND (:issue IS NULL OR j.issue = :issue)
          AND CASE WHEN :stance IS NULL THEN j.stance <> 'none' ELSE j.stance = :stance END))";

impl Store {
    /// Articles of a run, the best matches first (a match in the title counts four times), the newer of equals first.
    pub fn search_articles(&self, run: RunId, search: &Search) -> Result<Hits<ArticleHit>, StoreError> {
        self.run(run)?;
        let words = query::parse(&search.words);
        let (source, matching, order) = match words {
            Some(_) => (
                "article_fts JOIN article AS a ON a.id = article_fts.rowid",
                "article_fts MATCH :words",
                "bm25(article_fts, 4.0, 1.0), ",
            ),
            None => ("article AS a", ":words IS NULL", ""),
        };
        let from = format!(
            "FROM {source} JOIN analysis AS n ON n.article = a.id AND n.run = :run
             WHERE {matching} AND {ARTICLE_FILTER}
               AND (:actor IS NULL AND :issue IS NULL AND :stance IS NULL OR EXISTS (
                    SELECT 1 FROM statement AS s WHERE s.run = n.run AND s.article = a.id AND {STATEMENT_FILTER}))"
        );
        let select = format!(
            "SELECT a.id, a.name, a.title, a.published, a.outlet, a.text {from}
             ORDER BY {order}a.published DESC, a.name LIMIT :limit OFFSET :offset"
        );
        self.page(run, search, words.as_deref(), &from, &select, |conn, row| {
            let number: i64 = row.get(0)?;
            let (title, text): (Option<String>, String) = (row.get(2)?, row.get(5)?);
            let found = |column: u8, text: &str| match &words {
                Some(words) => spans::found(conn, "article_fts", column, number, words, text),
                None => Ok(Vec::new()),
            };
            let matches = found(1, &text)?;
            Ok(ArticleHit {
                article: row.get(1)?,
                title_matches: title.as_deref().map_or(Ok(Vec::new()), |title| found(0, title))?,
                title,
                published: row.get(3)?,
                outlet: row.get(4)?,
                snippets: spans::snippets(&text, &matches, SNIPPET_BYTES, SNIPPETS),
                matches,
            })
        })
    }

    /// Statements of a run, the best matches first, the newer of equals first.
    pub fn search_statements(&self, run: RunId, search: &Search) -> Result<Hits<StatementHit>, StoreError> {
        self.run(run)?;
        let words = query::parse(&search.words);
        let (source, matching, order) = match words {
            Some(_) => (
                "statement_fts JOIN statement AS s ON s.number = statement_fts.rowid",
                "statement_fts MATCH :words",
                "bm25(statement_fts), ",
            ),
            None => ("statement AS s", ":words IS NULL", ""),
        };
        let from = format!(
            "FROM {source} JOIN article AS a ON a.id = s.article
             WHERE {matching} AND s.run = :run AND {ARTICLE_FILTER} AND {STATEMENT_FILTER}"
        );
        let select = format!(
            "SELECT s.number, a.name, s.id, s.kind, a.title, a.published, a.outlet, s.content, a.text, s.text,
                    (SELECT x.name FROM actor AS x
                     WHERE x.run = s.run AND x.article = s.article AND x.id = s.actor)
             {from} ORDER BY {order}a.published DESC, a.name, s.seq LIMIT :limit OFFSET :offset"
        );
        self.page(run, search, words.as_deref(), &from, &select, |conn, row| {
            let number: i64 = row.get(0)?;
            let (text, said): (String, String) = (row.get(8)?, row.get(9)?);
            let content = crate::read::spans(row, 7, &text)?;
            let matches = match &words {
                Some(words) => {
                    let found = spans::found(conn, "statement_fts", 0, number, words, &said)?;
                    spans::in_article(&content, crate::write::GAP.len(), &found)
                }
                None => Vec::new(),
            };
            Ok(StatementHit {
                article: row.get(1)?,
                statement: row.get(2)?,
                kind: crate::read::word(row, 3)?,
                actor: row.get(10)?,
                title: row.get(4)?,
                published: row.get(5)?,
                outlet: row.get(6)?,
                text: content.iter().map(|span| text[span.range()].to_owned()).collect(),
                content,
                matches,
            })
        })
    }

    /// Counts what is found and reads one page of it, both from one state of the file.
    fn page<T>(
        &self,
        run: RunId,
        search: &Search,
        words: Option<&str>,
        from: &str,
        select: &str,
        mut hit: impl FnMut(&Connection, &Row<'_>) -> rusqlite::Result<T>,
    ) -> Result<Hits<T>, StoreError> {
        let sql = |e| self.error(e);
        let snapshot = self.conn.unchecked_transaction().map_err(sql)?;
        let stance = search.stance.map(Stance::as_str);
        let shared: &[(&str, &dyn ToSql)] = named_params! {
            ":run": run.0, ":words": words, ":outlet": search.outlet, ":since": search.since, ":until": search.until,
            ":actor": search.actor, ":issue": search.issue, ":stance": stance,
        };
        let total: i64 = snapshot
            .prepare_cached(&format!("SELECT count(*) {from}"))
            .and_then(|mut query| query.query_row(shared, |row| row.get(0)))
            .map_err(sql)?;
        let (limit, offset) = (search.limit.unwrap_or(50), search.offset);
        let paged: Vec<(&str, &dyn ToSql)> = shared
            .iter()
            .copied()
            .chain([(":limit", &limit as &dyn ToSql), (":offset", &offset as &dyn ToSql)])
            .collect();
        let hits = snapshot
            .prepare_cached(select)
            .and_then(|mut query| {
                query.query_map(paged.as_slice(), |row| hit(&snapshot, row))?.collect::<rusqlite::Result<_>>()
            })
            .map_err(sql)?;
        Ok(Hits { total: total.unsigned_abs(), hits })
    }
}
