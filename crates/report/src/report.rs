//! From analyses to a matrix: one row an actor, one column an issue.

use crate::timeline::day;
use crate::trust::{self, Balance, CellLabels, Confusion, Label, Trust};
use standpoint_article::{Article, Span};
use standpoint_stance::{Analysis, Codebook, Condition, Issue, Judgement, Origin, Position, Run, Stance};
use standpoint_statements::{ActorKind, Statement};
use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet};

/// Below this confidence a position is marked as doubtful.
pub const DOUBTFUL_BELOW: f32 = 0.6;

/// What to report, besides the analyses.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ReportOptions {
    /// Headline; one is made when there is none.
    pub title: Option<String>,
    /// Positions whose stance is `none` or `unclear`, too.
    pub all: bool,
    /// The errors of the classifier that made the labels, where they are known: cells then say how far they can be
    /// trusted.
    pub confusion: Option<Confusion>,
}

/// Who stands where, over all articles of a run: what every format is made from.
#[derive(Clone, Debug)]
pub struct Report {
    /// Headline.
    pub title: String,
    /// Whether `none` and `unclear` are shown.
    pub all: bool,
    /// What made the numbers.
    pub run: Run,
    /// What was asked.
    pub codebook: Codebook,
    /// The articles with all that was found in them, by date (undated ones first), then by id.
    pub analyses: Vec<Analysis>,
    /// Rows of the matrix: actors with at least one cell, the most heard first.
    pub actors: Vec<ReportActor>,
    /// Columns of the matrix, in the codebook's order.
    pub issues: Vec<Issue>,
    /// Filled cells by row, then column.
    pub cells: Vec<Cell>,
    /// How many articles are copies of others here. They stand in `analyses`, but count for no cell.
    pub copies: usize,
    /// What the trust in cells was computed from.
    pub confusion: Option<Confusion>,
    /// By issue, how the sides weigh over all cells; empty without a confusion.
    pub balances: Vec<Balance>,
    /// Rows by lower-case name.
    rows: BTreeMap<String, usize>,
    /// For each of `analyses`, the one that it copies here: the home of its statements, that of its group that came out first.
    pub homes: Vec<Option<usize>>,
    /// For each of `analyses`, how many others carry what it says.
    pub carriers: Vec<usize>,
}

/// One actor across articles: those whose names are equal but for case.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ReportActor {
    /// The name, in the spelling of the newest article.
    pub name: String,
    /// What it is, by the newest article.
    pub kind: ActorKind,
}

/// Where one actor stands on one issue, over all articles.
#[derive(Clone, Debug, PartialEq)]
pub struct Cell {
    /// Row: index into [`Report::actors`].
    pub actor: usize,
    /// Column: index into [`Report::issues`].
    pub issue: usize,
    /// The records to show, newest first, never empty. The first one is what the cell says; among those of its day (or
    /// of no day) the label that most of them have comes first.
    pub records: Vec<RecordRef>,
    /// How many articles give which label, `none` and `unclear` included.
    pub counts: BTreeMap<Stance, usize>,
    /// How many statements the records rest on.
    pub statements: usize,
    /// The newest record of an earlier day with another position than the cell's: the actor has changed, or was read
    /// differently.
    pub changed_from: Option<RecordRef>,
    /// A record of the same day, or of no day, with another position than the cell's.
    pub disagrees: Option<RecordRef>,
    /// How far the cell can be trusted, where the classifier's errors are known and the cell says a position.
    pub trust: Option<Trust>,
}

/// One position of one article.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct RecordRef {
    /// Index into [`Report::analyses`].
    pub analysis: usize,
    /// Index into its positions.
    pub position: usize,
}

/// One statement that shows a position.
#[derive(Clone, Copy, Debug)]
pub struct Evidence<'a> {
    /// Where it stands.
    pub article: &'a Article,
    /// Its index in the article's statements.
    pub index: usize,
    /// Who said what.
    pub statement: &'a Statement,
    /// What the classifier said of it on the issue at hand.
    pub judgement: Option<&'a Judgement>,
    /// The whole sentences it stands in.
    pub sentences: Span,
}

impl Report {
    /// Brings the analyses together. The result depends on no order of the input.
    pub fn new(
        run: Run,
        codebook: Codebook,
        analyses: impl IntoIterator<Item = Analysis>,
        options: ReportOptions,
    ) -> Self {
        let mut analyses: Vec<Analysis> = analyses.into_iter().collect();
        // RFC 3339 in UTC sorts as text.
        analyses.sort_by(|a, b| {
            (&a.article.published, &a.article.id).cmp(&(&b.article.published, &b.article.id))
        });
        let homes = homes(&analyses);
        let mut carriers = vec![0; analyses.len()];
        for home in homes.iter().flatten() {
            carriers[*home] += 1;
        }

        let issues = columns(&codebook, &analyses);
        let mut grouped: BTreeMap<(String, usize), Vec<RecordRef>> = BTreeMap::new();
        for (analysis, a) in analyses.iter().enumerate().filter(|(i, _)| homes[*i].is_none()) {
            for (position, p) in a.positions.iter().enumerate() {
                if let Some(issue) = issues.iter().position(|i| i.id == p.issue) {
                    let key = (row_of(&p.name), issue);
                    grouped.entry(key).or_default().push(RecordRef { analysis, position });
                }
            }
        }

        let mut rows: BTreeMap<String, Vec<Cell>> = BTreeMap::new();
        for ((name, issue), records) in grouped {
            if let Some(cell) = cell(&analyses, issue, records, options.all) {
                rows.entry(name).or_default().push(cell);
            }
        }
        let mut rows: Vec<(String, Vec<Cell>)> = rows.into_iter().collect();
        rows.sort_by_key(|(_, cells)| Reverse(cells.iter().map(|c| c.statements).sum::<usize>()));

        let mut actors = Vec::with_capacity(rows.len());
        let mut cells = Vec::new();
        let mut places = BTreeMap::new();
        for (actor, (name, row)) in rows.into_iter().enumerate() {
            places.insert(name, actor);
            actors.push(identity(&analyses, &row));
            cells.extend(row.into_iter().map(|cell| Cell { actor, ..cell }));
        }
        let balances = match &options.confusion {
            Some(confusion) => weigh(confusion, &analyses, issues.len(), &mut cells),
            None => Vec::new(),
        };
        Self {
            title: options.title.unwrap_or_else(|| "Who stands where".into()),
            all: options.all,
            run,
            codebook,
            copies: homes.iter().flatten().count(),
            homes,
            carriers,
            analyses,
            actors,
            issues,
            cells,
            confusion: options.confusion,
            balances,
            rows: places,
        }
    }

    /// The cell of a row and a column, where the actor was heard on the issue.
    pub fn cell(&self, actor: usize, issue: usize) -> Option<&Cell> {
        let at = self.cells.binary_search_by_key(&(actor, issue), |c| (c.actor, c.issue)).ok()?;
        Some(&self.cells[at])
    }

    /// The cell of an actor by name, in any case and with any apostrophe, on an issue by id.
    pub fn cell_of(&self, actor: &str, issue: &str) -> Option<&Cell> {
        let actor = *self.rows.get(&row_of(actor))?;
        self.cell(actor, self.issues.iter().position(|i| i.id == issue)?)
    }

    /// What a cell says: its newest position.
    pub fn latest(&self, cell: &Cell) -> &Position {
        self.position(cell.records[0])
    }

    /// The position that a record stands for.
    pub fn position(&self, record: RecordRef) -> &Position {
        &self.analyses[record.analysis].positions[record.position]
    }

    /// The article of a record.
    pub fn article(&self, record: RecordRef) -> &Article {
        &self.analyses[record.analysis].article
    }

    /// The statements that show a record's position, most explicit first.
    pub fn evidence(&self, record: RecordRef) -> Vec<Evidence<'_>> {
        evidence(&self.analyses[record.analysis], self.position(record))
    }

    /// The conditions that a record's position hangs on, each once: its own first, then those of its evidence.
    pub fn conditions(&self, record: RecordRef) -> Vec<Condition> {
        let position = self.position(record);
        if position.stance != Stance::ConditionalCooperation {
            return Vec::new();
        }
        let of_evidence = self.evidence(record).into_iter().filter_map(|e| e.judgement?.condition);
        let mut conditions: Vec<Condition> = position.condition.into_iter().collect();
        for condition in of_evidence {
            if !conditions.iter().any(|c| c.span.overlaps(condition.span)) {
                conditions.push(condition);
            }
        }
        conditions
    }

    /// Whose word a record is.
    pub fn origin(&self, record: RecordRef) -> Origin {
        self.analyses[record.analysis].origin(self.position(record))
    }

    /// Whose word what a cell says is, by all its records.
    pub fn origin_of(&self, cell: &Cell) -> Origin {
        let mut origins = cell.records.iter().map(|r| self.origin(*r));
        let first = origins.next().unwrap_or(Origin::Automatic);
        if origins.all(|o| o == first) { first } else { Origin::Partly }
    }

    /// Names of those who reviewed what a cell rests on, in order.
    pub fn reviewers(&self, cell: &Cell) -> BTreeSet<&str> {
        cell.records.iter().flat_map(|r| self.analyses[r.analysis].reviewers(self.position(*r))).collect()
    }

    /// True when a reader should look twice: low confidence, or statements or articles that disagree.
    pub fn is_doubtful(&self, cell: &Cell) -> bool {
        let position = self.latest(cell);
        position.mixed || cell.disagrees.is_some() || position.confidence < DOUBTFUL_BELOW
    }

    /// For every article the ones that carry its words: itself and its copies, as indices into [`Report::analyses`].
    pub fn all_carriers(&self) -> Vec<Vec<usize>> {
        let mut carriers: Vec<Vec<usize>> = (0..self.analyses.len()).map(|i| vec![i]).collect();
        for (copy, home) in self.homes.iter().enumerate() {
            if let Some(home) = home {
                carriers[*home].push(copy);
            }
        }
        carriers
    }

    /// Columns that have a cell.
    pub fn heard(&self) -> Vec<usize> {
        let heard: BTreeSet<usize> = self.cells.iter().map(|c| c.issue).collect();
        heard.into_iter().collect()
    }

    /// How many cells each article has a record in.
    pub(crate) fn positions_by_article(&self) -> Vec<usize> {
        let mut positions = vec![0; self.analyses.len()];
        self.cells.iter().flat_map(|c| &c.records).for_each(|r| positions[r.analysis] += 1);
        positions
    }

    /// Positions shown, over all cells and articles.
    pub fn positions(&self) -> usize {
        self.cells.iter().map(|c| c.records.len()).sum()
    }

    /// Cells of one issue that now say `stance`, in the order of rows.
    pub fn cells_with(&self, issue: usize, stance: Stance) -> impl Iterator<Item = &Cell> {
        self.cells.iter().filter(move |c| c.issue == issue && self.latest(c).stance == stance)
    }
}

/// What the rows of one actor have in common: its name without case, its apostrophes straight.
fn row_of(name: &str) -> String {
    name.to_lowercase().replace('’', "'")
}

/// The home of each article that is a copy of another here. An article names its home, or the one read before it whose home it
/// is; whose home has a home itself has that.
fn homes(analyses: &[Analysis]) -> Vec<Option<usize>> {
    let ids: BTreeMap<&str, usize> =
        analyses.iter().enumerate().map(|(at, a)| (a.article.id.as_str(), at)).collect();
    let place = |id: &Option<String>| ids.get(id.as_deref()?).copied();
    let mut next: Vec<Option<usize>> = analyses
        .iter()
        .enumerate()
        .map(|(at, a)| place(&a.article.duplicate_of).filter(|to| *to != at))
        .collect();
    for (at, analysis) in analyses.iter().enumerate() {
        if let Some(copy) = place(&analysis.article.copied_by).filter(|copy| *copy != at) {
            next[copy] = Some(at);
        }
    }
    // Each article is passed once: whoever was passed on the way to a home has that home from then on.
    let mut homes: Vec<Option<usize>> = vec![None; analyses.len()];
    let mut passed: Vec<Option<usize>> = vec![None; analyses.len()];
    for start in 0..analyses.len() {
        let (mut way, mut at) = (Vec::new(), start);
        let home = loop {
            if let Some(home) = homes[at] {
                break home;
            }
            if passed[at] == Some(start) {
                // Records that somebody else wrote may lead in a circle: the earliest in it is the home.
                let circle = way.iter().copied().skip_while(|seen| *seen != at);
                break circle.min().unwrap_or(at);
            }
            passed[at] = Some(start);
            way.push(at);
            match next[at] {
                Some(to) => at = to,
                None => break at,
            }
        };
        for seen in way {
            homes[seen] = Some(home);
        }
    }
    homes.into_iter().enumerate().map(|(at, home)| home.filter(|home| *home != at)).collect()
}

/// The statements that show a position of `analysis`.
pub(crate) fn evidence<'a>(analysis: &'a Analysis, position: &Position) -> Vec<Evidence<'a>> {
    let article = &analysis.article;
    let found = position.evidence.iter().filter_map(|id| {
        let index = analysis.statements.iter().position(|s| s.id == *id)?;
        let statement = &analysis.statements[index];
        let judgement = analysis.judgements.iter().find(|j| j.statement == *id && j.issue == position.issue);
        Some(Evidence { article, index, statement, judgement, sentences: sentences(article, statement)? })
    });
    found.collect()
}

/// The sentences of several statements, each run once: two statements may share one.
pub(crate) fn distinct_sentences(evidence: &[Evidence<'_>]) -> Vec<Span> {
    let mut spans: Vec<Span> = Vec::new();
    for e in evidence {
        if !spans.contains(&e.sentences) {
            spans.push(e.sentences);
        }
    }
    spans
}

/// The address of an article's page, where it is one that a browser may be sent to.
pub(crate) fn web_address(article: &Article) -> Option<&str> {
    article.url.as_deref().filter(|url| url.starts_with("https://") || url.starts_with("http://"))
}

/// The shortest run of whole sentences around a statement; `None` for one that points nowhere in the text.
pub(crate) fn sentences(article: &Article, statement: &Statement) -> Option<Span> {
    let extent = statement.extent()?;
    extent.get(article.text.as_str())?;
    let touched = article.text.sentences_of(extent);
    let whole = article.text.sentences()[touched].iter().map(|s| s.span).reduce(Span::cover);
    Some(whole.map_or(extent, |whole| whole.cover(extent)))
}

/// The codebook's issues, and after them those that only the analyses know (a codebook that lost an issue hides none).
fn columns(codebook: &Codebook, analyses: &[Analysis]) -> Vec<Issue> {
    let mut issues = codebook.issues.clone();
    let known: BTreeSet<&str> = codebook.issues.iter().map(|i| i.id.as_str()).collect();
    let asked = analyses.iter().flat_map(|a| &a.positions).map(|p| p.issue.as_str());
    let unknown: BTreeSet<&str> = asked.filter(|id| !known.contains(id)).collect();
    issues.extend(unknown.into_iter().map(|id| Issue {
        id: id.into(),
        name: id.into(),
        description: None,
        keywords: Vec::new(),
    }));
    issues
}

/// A cell from the records of one actor on one issue, oldest first; `None` when nothing in it is to be shown.
fn cell(analyses: &[Analysis], issue: usize, records: Vec<RecordRef>, all: bool) -> Option<Cell> {
    let of = |r: RecordRef| &analyses[r.analysis].positions[r.position];
    let mut counts = BTreeMap::new();
    for record in &records {
        *counts.entry(of(*record).stance).or_insert(0) += 1;
    }
    let (mut shown, rest): (Vec<_>, Vec<_>) =
        records.into_iter().rev().partition(|r| of(*r).stance.is_position());
    let today = |r: &RecordRef| day(&analyses[r.analysis].article);
    let newest =
        shown.first().map_or(0, |first| shown.iter().take_while(|r| today(r) == today(first)).count());
    speak_for_the_most(&mut shown[..newest], |r| of(r));
    let now = shown.first().map(|r| (of(*r).stance, today(r)));
    let other = |r: &&RecordRef| now.is_some_and(|(stance, _)| of(**r).stance != stance);
    let disagrees = shown[..newest].iter().find(other).copied();
    // What is undated is neither earlier nor later.
    let dated = |r: &&RecordRef| today(r).is_some() && now.is_some_and(|(_, day)| day.is_some());
    let changed_from = shown[newest..].iter().filter(dated).find(other).copied();
    if all {
        // A position speaks louder than a later silence: what is none or unclear comes after.
        shown.extend(rest);
    }
    if shown.is_empty() {
        return None;
    }
    let statements: BTreeSet<(usize, &str)> =
        shown.iter().flat_map(|r| of(*r).evidence.iter().map(|id| (r.analysis, id.as_str()))).collect();
    Some(Cell {
        actor: 0,
        issue,
        statements: statements.len(),
        records: shown,
        counts,
        changed_from,
        disagrees,
        trust: None,
    })
}

/// Puts the records with the most frequent label first (the surer one where two are equally frequent), each side in the
/// order it had.
fn speak_for_the_most<'a>(records: &mut [RecordRef], of: impl Fn(RecordRef) -> &'a Position) {
    let mut weight: BTreeMap<Stance, (usize, f32)> = BTreeMap::new();
    for record in records.iter() {
        let entry = weight.entry(of(*record).stance).or_default();
        entry.0 += 1;
        entry.1 += of(*record).confidence;
    }
    let most = weight.into_iter().max_by(|(_, a), (_, b)| a.0.cmp(&b.0).then(a.1.total_cmp(&b.1)));
    if let Some((stance, _)) = most {
        records.sort_by_key(|r| of(*r).stance != stance);
    }
}

/// Fills in the trust of all cells and gives the balances of all issues.
fn weigh(confusion: &Confusion, analyses: &[Analysis], issues: usize, cells: &mut [Cell]) -> Vec<Balance> {
    let position = |r: &RecordRef| &analyses[r.analysis].positions[r.position];
    let label = |r: &RecordRef| Label {
        stance: position(r).stance,
        reviewed: analyses[r.analysis].origin(position(r)) == Origin::Reviewed,
    };
    let measured = confusion.measured();
    let mut balances = Vec::with_capacity(issues);
    for issue in 0..issues {
        let mut of_issue: Vec<&mut Cell> = cells.iter_mut().filter(|c| c.issue == issue).collect();
        let labels: Vec<CellLabels> = of_issue
            .iter()
            .map(|c| CellLabels {
                says: position(&c.records[0]).stance,
                labels: c.records.iter().map(label).collect(),
            })
            .collect();
        let (trust, balance) = trust::of_issue(&measured, &labels, issue as u64);
        for (cell, trust) in of_issue.iter_mut().zip(trust) {
            cell.trust = trust;
        }
        balances.push(balance);
    }
    balances
}

/// Name and kind of a row, by the newest of its records.
fn identity(analyses: &[Analysis], row: &[Cell]) -> ReportActor {
    let newest = row.iter().flat_map(|c| &c.records).max_by_key(|r| (r.analysis, r.position));
    let newest = newest.expect("a row has a cell, and a cell a record");
    let analysis = &analyses[newest.analysis];
    let position = &analysis.positions[newest.position];
    let kind = analysis.actors.iter().find(|a| a.id == position.actor).map_or(ActorKind::Group, |a| a.kind);
    ReportActor { name: position.name.clone(), kind }
}
