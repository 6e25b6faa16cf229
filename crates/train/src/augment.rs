//! What an epoch trains on: every record, seen a little differently each time, and questions nobody answered.
//!
//! The labelled records alone would let the network look away from half of its input: in most sentences one actor takes
//! one position on one issue. So each epoch adds questions whose answer is `none` because the issue, or the actor, is
//! another one; takes the mark off the actor's mention; and gives actors names nobody bears.

use crate::corpus::{Corpus, LabelledIssue, Quoted, Record, Row};
use crate::example::{Context, Example};
use crate::misspell::misspell;
use crate::random::Random;
use crate::rename::{is_name, rename, words};
use crate::wordings::Wordings;
use clap::Args;
use serde::{Deserialize, Serialize};
use standpoint_article::Span;
use standpoint_stance::Stance;
use std::collections::BTreeSet;

/// How often each change is made. All are probabilities a record.
#[derive(Args, Clone, Copy, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Augment {
    /// Ask about a labelled record as the coder saw it: its evidence, its actor marked.
    #[arg(long, default_value_t = 1.0)]
    pub labelled: f64,
    /// Ask as at work, where the answer is a position.
    #[arg(long, default_value_t = 0.0)]
    pub work_position: f64,
    /// Ask as at work, where the answer is `none`.
    #[arg(long, default_value_t = 0.0)]
    pub work_none: f64,
    /// Show what stands before the evidence.
    #[arg(long, default_value_t = 0.75)]
    pub before: f64,
    /// Show the sentence after the evidence.
    #[arg(long, default_value_t = 0.15)]
    pub after: f64,
    /// Add the same text and actor with an issue of another article (`none`).
    #[arg(long, default_value_t = 0.5)]
    pub other_issue: f64,
    /// Add the same text and actor with another issue of this article, on which the actor holds nothing (`none`).
    #[arg(long, default_value_t = 0.7)]
    pub own_issue: f64,
    /// The same for a record whose answer is a condition: words that sound conditional are all too easily taken for a condition of
    /// whatever is asked about. As often as for the others where not given.
    #[arg(long)]
    #[serde(default)]
    pub own_issue_conditional: Option<f64>,
    /// Add another sentence that names the actor, and settles nothing, with the same issue (`none`).
    #[arg(long, default_value_t = 0.3)]
    pub own_sentence: f64,
    /// Add the same text and issue with an actor of the article that the text does not name (`none`).
    #[arg(long, default_value_t = 0.25)]
    pub other_actor: f64,
    /// Take the mark off the actor's mention, where the words still name the actor.
    #[arg(long, default_value_t = 0.3)]
    pub unmark: f64,
    /// Give the actor an invented name.
    #[arg(long, default_value_t = 0.15)]
    pub rename: f64,
    /// Ask about the issue in other words, where `--wordings` has them.
    #[arg(long, default_value_t = 0.0)]
    #[serde(default)]
    pub reworded: f64,
    /// Add the same question about the opposite issue, where `--wordings` has one: who supports the one rejects the other. A
    /// condition of the one says nothing of the other, so conditional positions are passed over.
    #[arg(long, default_value_t = 0.0)]
    #[serde(default)]
    pub opposite: f64,
    /// Ask one of the further questions about an article, where `--questions` has them; one whose answer is a condition, which
    /// are few, is always asked.
    #[arg(long, default_value_t = 0.0)]
    #[serde(default)]
    pub question: f64,
    /// The same for one whose answer is `none`. As often as the others where not given.
    #[arg(long)]
    #[serde(default)]
    pub question_none: Option<f64>,
    /// Put slips of the hand into some words of the statement.
    #[arg(long, default_value_t = 0.0)]
    #[serde(default)]
    pub typos: f64,
    /// Hide some word pieces of the statement behind `[MASK]`, so that it cannot be known by heart; be it the mention or a *not*: what
    /// is left makes the answer likely, not sure. Done once the text is word pieces, and so not by [`augment`].
    #[arg(long, default_value_t = 0.0)]
    #[serde(default)]
    pub masked: f64,
}

impl Augment {
    fn own_issue_of(&self, stance: Stance) -> f64 {
        match stance {
            Stance::ConditionalCooperation => self.own_issue_conditional.unwrap_or(self.own_issue),
            _ => self.own_issue,
        }
    }

    fn question_of(&self, stance: Stance) -> f64 {
        match stance {
            Stance::ConditionalCooperation if self.question > 0.0 => 1.0,
            Stance::None => self.question_none.unwrap_or(self.question),
            _ => self.question,
        }
    }
}

/// The examples of one epoch, in the order of the rows, then those of `work` ([`crate::at_work`]). The same seed and
/// epoch give the same examples.
pub fn augment(corpus: &Corpus, work: &[Example], rates: &Augment, seed: u64, epoch: usize) -> Vec<Example> {
    let rows = &corpus.train;
    let mut random = Random::new(seed, &format!("augment {epoch}"));
    let mut examples = Vec::new();
    for row in rows {
        for issue in &row.issues {
            for record in issue.positions.iter().filter(|record| !record.is_past()) {
                if !row.fresh && !random.chance(rates.labelled) {
                    continue;
                }
                let context =
                    Context { before: random.chance(rates.before), after: random.chance(rates.after) };
                let plain = Example::new(row, issue, record, context);
                if random.chance(rates.other_issue)
                    && let Some(other) = other_issue(row, rows, &mut random)
                {
                    let asked = Example { issue: other.issue.clone(), ..unanswered(&plain) };
                    examples.push(varied(asked, record, rates, &mut random));
                }
                if random.chance(rates.own_issue_of(record.stance))
                    && let Some(other) = own_issue(row, issue, record, &mut random)
                {
                    let asked = Example { issue: other.issue.clone(), ..unanswered(&plain) };
                    examples.push(varied(asked, record, rates, &mut random));
                }
                if random.chance(rates.own_sentence)
                    && let Some(asked) = own_sentence(row, issue, record, context, &mut random)
                {
                    examples.push(varied(asked, record, rates, &mut random));
                }
                if random.chance(rates.other_actor)
                    && let Some(other) = other_actor(row, record, &plain, &mut random)
                {
                    let asked = Example { actor: other.actor.clone(), mention: None, ..unanswered(&plain) };
                    examples.push(varied(asked, other, rates, &mut random));
                }
                examples.push(varied(plain, record, rates, &mut random));
            }
        }
    }
    let questions = rows.iter().flat_map(|row| row.questions.iter().map(move |issue| (row, issue)));
    for (row, issue) in questions {
        for record in &issue.positions {
            if random.chance(rates.question_of(record.stance)) {
                let context =
                    Context { before: random.chance(rates.before), after: random.chance(rates.after) };
                examples.push(varied(Example::new(row, issue, record, context), record, rates, &mut random));
            }
        }
    }
    for example in work {
        let rate = if example.stance.is_position() { rates.work_position } else { rates.work_none };
        if random.chance(rate) {
            let mut example = example.clone();
            if random.chance(rates.rename) {
                rename(&mut example, &[], &mut random);
            }
            examples.push(example);
        }
    }
    let mut examples = in_other_words(examples, &corpus.wordings, rates, &mut random);
    for example in &mut examples {
        if rates.typos > 0.0 && random.chance(rates.typos) {
            misspell(example, &mut random);
        }
    }
    examples
}

/// The examples, some with their issue in other words, and behind some the opposite question with the opposite answer.
fn in_other_words(
    examples: Vec<Example>,
    wordings: &Wordings,
    rates: &Augment,
    random: &mut Random,
) -> Vec<Example> {
    let mut out = Vec::with_capacity(examples.len());
    for mut example in examples {
        let answer = match example.stance {
            Stance::Support => Some(Stance::Reject),
            Stance::Reject => Some(Stance::Support),
            Stance::None => Some(Stance::None),
            _ => None,
        };
        let opposite = answer.filter(|_| random.chance(rates.opposite)).and_then(|stance| {
            let issue = wordings.opposite(&example.issue, random)?.to_owned();
            Some(Example { issue, stance, ..example.clone() })
        });
        if random.chance(rates.reworded)
            && let Some(other) = wordings.same(&example.issue, random)
        {
            example.issue = other.to_owned();
        }
        out.push(example);
        out.extend(opposite);
    }
    out
}

fn unanswered(example: &Example) -> Example {
    Example { stance: Stance::None, condition: None, ..example.clone() }
}

/// `example` with its mark or its name taken away, as chance has it; `record` is that of the actor asked about.
fn varied(mut example: Example, record: &Record, rates: &Augment, random: &mut Random) -> Example {
    if random.chance(rates.unmark) && names_any(&example, &name_words(record)) {
        example.mention = None;
    }
    if random.chance(rates.rename) {
        rename(&mut example, &record.aliases, random);
    }
    example
}

/// An issue of another article, unlike all issues of this one. A few draws, then none: in a small corpus there may be
/// no such issue.
fn other_issue<'a>(row: &Row, rows: &'a [Row], random: &mut Random) -> Option<&'a LabelledIssue> {
    (0..8).find_map(|_| {
        let other = random.pick(rows).filter(|other| other.id != row.id)?;
        let issue = random.pick(&other.issues)?;
        row.issues.iter().all(|own| !alike(own, issue)).then_some(issue)
    })
}

/// Another issue of the article, on which the actor has no record. Coders gave every position an article shows, so there
/// the answer is `none`: the most instructive one, because the subject is so near.
fn own_issue<'a>(
    row: &'a Row,
    issue: &LabelledIssue,
    record: &Record,
    random: &mut Random,
) -> Option<&'a LabelledIssue> {
    let own = name_words(record);
    let silent = |other: &&LabelledIssue| {
        !alike(other, issue)
            && other.positions.iter().all(|r| name_words(r).is_disjoint(&own) && r.actor != record.actor)
    };
    let others: Vec<&LabelledIssue> = row.issues.iter().filter(silent).collect();
    random.pick(&others).copied()
}

/// A sentence that names the actor and is no evidence of any of its records on the issue, nor next to one.
fn own_sentence(
    row: &Row,
    issue: &LabelledIssue,
    record: &Record,
    context: Context,
    random: &mut Random,
) -> Option<Example> {
    let own = name_words(record);
    let near: BTreeSet<usize> = issue
        .positions
        .iter()
        .filter(|r| r.actor == record.actor)
        .flat_map(|r| r.evidence.iter().flat_map(|&e| e.saturating_sub(1)..=e + 1))
        .collect();
    let named: Vec<(usize, Span)> = row
        .sentences
        .iter()
        .enumerate()
        .filter(|(number, _)| !near.contains(number))
        .filter_map(|(number, &(start, end))| {
            let word = words(&row.text[start..end]).find(|(_, word)| own.contains(word))?;
            Some((number, Span::new(start + word.0, start + word.0 + word.1.len())))
        })
        .collect();
    let &(number, mention) = random.pick(&named)?;
    let elsewhere = Record {
        mention: Some(Quoted { span: mention, text: row.text[mention.range()].to_owned() }),
        evidence: vec![number],
        stance: Stance::None,
        condition: None,
        ..record.clone()
    };
    Some(Example::new(row, issue, &elsewhere, context))
}

/// True for issues that share a third of their words: one's answer might then be the other's.
fn alike(a: &LabelledIssue, b: &LabelledIssue) -> bool {
    let content = |issue: &LabelledIssue| -> BTreeSet<String> {
        words(&issue.issue).map(|(_, word)| word.to_lowercase()).filter(|word| word.len() > 3).collect()
    };
    let (a_words, b_words) = (content(a), content(b));
    let shared = a_words.intersection(&b_words).count();
    a.id == b.id || shared * 3 >= a_words.union(&b_words).count()
}

/// A record of another actor of the article who has a name and is not named in what the example shows.
fn other_actor<'a>(
    row: &'a Row,
    record: &Record,
    shown: &Example,
    random: &mut Random,
) -> Option<&'a Record> {
    let own = name_words(record);
    let records = row.issues.iter().flat_map(|issue| &issue.positions);
    let others: Vec<&Record> = records
        .filter(|other| {
            let names = name_words(other);
            !names.is_empty() && names.is_disjoint(&own) && !names_any(shown, &names)
        })
        .collect();
    random.pick(&others).copied()
}

fn name_words(record: &Record) -> BTreeSet<&str> {
    let names = std::iter::once(&record.actor).chain(&record.aliases);
    names.flat_map(|name| words(name)).map(|(_, word)| word).filter(|word| is_name(word)).collect()
}

fn names_any(example: &Example, names: &BTreeSet<&str>) -> bool {
    let shown = [&example.before, &example.text, &example.after];
    shown.into_iter().flat_map(|text| words(text)).any(|(_, word)| names.contains(word))
}
