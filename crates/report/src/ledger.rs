//! The condition ledger: who would come along on which conditions, whose turn it is, and which conditions may exclude
//! each other.
//!
//! Everything here reads the words of conditions and is careful with them. Conditions are *the same demand* when they
//! share most of their content words; who *must act* is an actor of the article that is named, or meant by a pronoun,
//! where the subject of the condition stands; two actors' conditions *may* exclude each other in two cases only: they
//! share their content words and exactly one of them is negated, or each waits for the other to act. Nothing else is
//! ever claimed, and what is claimed is worded as a possibility.

mod terms;

use crate::report::{Cell, RecordRef, Report};
use standpoint_article::Span;
use standpoint_stance::{Condition, Stance};
use terms::Terms;

/// One actor's condition on one issue.
#[derive(Clone, Debug, PartialEq)]
pub struct Entry {
    /// Index into [`Report::cells`].
    pub cell: usize,
    /// The article and position that hold it.
    pub record: RecordRef,
    /// Index, in its article, of the statement that shows it, where one was found.
    pub statement: Option<usize>,
    /// The condition; its span is of the record's article.
    pub condition: Condition,
    /// Who must act, where the condition says so.
    pub who: Option<Who>,
}

/// Who must act for a condition to be met.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Who {
    /// The one whose condition it is.
    Themselves,
    /// Somebody else, by name.
    Other(String),
}

/// Conditions that ask for the same: most of their content words are shared.
#[derive(Clone, Debug, PartialEq)]
pub struct Demand {
    /// Those who ask, in the order of rows.
    pub entries: Vec<Entry>,
}

/// Why two conditions may not both be met.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Clash {
    /// One asks for what the other excludes: the same words, one of them negated.
    Opposed,
    /// Each waits for the other to act.
    Waiting,
}

/// Two actors whose conditions may exclude each other.
#[derive(Clone, Debug, PartialEq)]
pub struct Conflict {
    /// Why.
    pub clash: Clash,
    /// The one of the earlier row, and the other.
    pub between: (Entry, Entry),
}

/// What hangs on what, for one issue.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Ledger {
    /// Grouped demands, those of most actors first.
    pub demands: Vec<Demand>,
    /// Actors who would come along on conditions that no words of their own name (indices into [`Report::cells`]).
    pub unnamed: Vec<usize>,
    /// Conditions that may exclude each other.
    pub conflicts: Vec<Conflict>,
}

impl Ledger {
    /// True when nobody on the issue sets a condition.
    pub fn is_empty(&self) -> bool {
        self.demands.is_empty() && self.unnamed.is_empty()
    }
}

impl Report {
    /// The ledger of one issue: conditions of those who now stand conditionally, from their newest article back to the
    /// one before which they stood otherwise.
    pub fn ledger(&self, issue: usize) -> Ledger {
        let mut ledger = Ledger::default();
        let mut read: Vec<(Entry, Terms)> = Vec::new();
        for (at, cell) in self.cells.iter().enumerate().filter(|(_, c)| c.issue == issue) {
            if self.latest(cell).stance != Stance::ConditionalCooperation {
                continue;
            }
            let before = read.len();
            for &record in self.now(cell) {
                for condition in self.conditions(record) {
                    let entry = self.entry(at, cell, record, condition);
                    let terms = Terms::of(self.words(&entry));
                    // The same demand again, in an older article.
                    if !read[before..].iter().any(|(_, known)| known.same_demand(&terms)) {
                        read.push((entry, terms));
                    }
                }
            }
            if read.len() == before {
                ledger.unnamed.push(at);
            }
        }
        ledger.conflicts = self.conflicts(&read);
        ledger.demands = demands(read);
        ledger
    }

    /// The words of a condition.
    pub fn words(&self, entry: &Entry) -> &str {
        let text = self.article(entry.record).text.as_str();
        entry.condition.span.get(text).unwrap_or_default()
    }

    /// The records of a cell down to the first that says something else.
    fn now<'a>(&self, cell: &'a Cell) -> &'a [RecordRef] {
        let end = cell
            .records
            .iter()
            .position(|r| self.position(*r).stance != Stance::ConditionalCooperation)
            .unwrap_or(cell.records.len());
        &cell.records[..end]
    }

    fn entry(&self, at: usize, cell: &Cell, record: RecordRef, condition: Condition) -> Entry {
        let evidence = self.evidence(record);
        let holder =
            evidence.iter().find(|e| e.sentences.contains(condition.span)).or_else(|| evidence.first());
        Entry {
            cell: at,
            record,
            statement: holder.map(|e| e.index),
            condition,
            who: self.who(cell, record, condition.span),
        }
    }

    /// The actor mentioned in the first words of the condition's clause.
    fn who(&self, cell: &Cell, record: RecordRef, condition: Span) -> Option<Who> {
        let analysis = &self.analyses[record.analysis];
        let words = condition.get(analysis.article.text.as_str())?;
        let subject = terms::subject(words)?;
        let subject = Span::new(condition.start() + subject.start(), condition.start() + subject.end());
        let (actor, _) = analysis
            .actors
            .iter()
            .flat_map(|a| a.mentions.iter().map(move |m| (a, *m)))
            .filter(|(_, m)| subject.contains(*m))
            .min_by_key(|(_, m)| (m.start(), std::cmp::Reverse(m.len())))?;
        let own = actor.name.eq_ignore_ascii_case(&self.actors[cell.actor].name);
        Some(if own { Who::Themselves } else { Who::Other(actor.name.clone()) })
    }

    fn conflicts(&self, read: &[(Entry, Terms)]) -> Vec<Conflict> {
        let actor = |e: &Entry| self.cells[e.cell].actor;
        let waits_for = |e: &Entry, other: &Entry| match &e.who {
            Some(Who::Other(name)) => name.eq_ignore_ascii_case(&self.actors[actor(other)].name),
            _ => false,
        };
        let mut out: Vec<Conflict> = Vec::new();
        for (i, (a, a_terms)) in read.iter().enumerate() {
            for (b, b_terms) in read[i + 1..].iter().filter(|(b, _)| actor(b) != actor(a)) {
                let clash = if a_terms.excludes(b_terms) {
                    Clash::Opposed
                } else if waits_for(a, b) && waits_for(b, a) {
                    Clash::Waiting
                } else {
                    continue;
                };
                let known = |c: &&Conflict| {
                    c.clash == clash && (c.between.0.cell, c.between.1.cell) == (a.cell, b.cell)
                };
                if out.iter().find(known).is_none() {
                    out.push(Conflict { clash, between: (a.clone(), b.clone()) });
                }
            }
        }
        out
    }
}

/// Entries with the same demand stand together; the first of a group is what the others are compared with.
fn demands(read: Vec<(Entry, Terms)>) -> Vec<Demand> {
    let mut groups: Vec<(Terms, Demand)> = Vec::new();
    for (entry, terms) in read {
        match groups.iter_mut().find(|(first, _)| first.same_demand(&terms)) {
            Some((_, demand)) => demand.entries.push(entry),
            None => groups.push((terms, Demand { entries: vec![entry] })),
        }
    }
    let mut demands: Vec<Demand> = groups.into_iter().map(|(_, demand)| demand).collect();
    demands.sort_by_key(|d| std::cmp::Reverse(d.entries.len()));
    demands
}
