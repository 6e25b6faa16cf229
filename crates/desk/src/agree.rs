//! How far coders agree with each other, and the run with them.

use crate::overlay::Said;
use serde::Serialize;
use standpoint_agreement::{alpha, kappa};
use standpoint_stance::Stance;
use standpoint_store::{Field, JudgedFilter, RunId, Store, StoreError, Value};
use std::collections::{BTreeMap, BTreeSet};
use std::ops::ControlFlow;
use utoipa::ToSchema;

/// How far coders agree on the results of a run, and how far the run agrees with what they settled.
#[derive(Clone, Debug, PartialEq, Serialize, ToSchema)]
pub struct Agreement {
    /// Krippendorff's alpha (nominal) on stances, over all coders; null where no judgement has two.
    pub alpha: Option<f64>,
    /// Judgements that at least two coders reviewed.
    pub shared: usize,
    /// The same, issue by issue.
    pub issues: Vec<IssueAgreement>,
    /// Every two coders who reviewed the same judgements.
    pub pairs: Vec<PairAgreement>,
    /// How many judgements each coder has reviewed.
    pub coders: Vec<CoderCount>,
    /// What the run found against what coders agree on or an adjudicator settled, label by label.
    pub confusion: Vec<Confusion>,
    /// Judgements that are settled.
    pub settled: usize,
    /// Those on which the run says the same.
    pub right: usize,
    /// Cohen's kappa between the run and what was settled.
    pub run_kappa: Option<f64>,
}

/// Agreement on one issue.
#[derive(Clone, Debug, PartialEq, Serialize, ToSchema)]
pub struct IssueAgreement {
    /// Id of the issue.
    pub issue: String,
    /// Krippendorff's alpha.
    pub alpha: Option<f64>,
    /// Judgements that at least two coders reviewed.
    pub shared: usize,
}

/// Agreement of two coders.
#[derive(Clone, Debug, PartialEq, Serialize, ToSchema)]
pub struct PairAgreement {
    /// The one.
    pub first: String,
    /// The other.
    pub second: String,
    /// Judgements that both reviewed.
    pub shared: usize,
    /// Share on which both say the same stance.
    pub same: f64,
    /// Cohen's kappa on stances.
    pub kappa: Option<f64>,
    /// Share of the statements both reviewed on which they name the same actor; null where there is none.
    pub same_actor: Option<f64>,
}

/// How much a coder has done.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, ToSchema)]
pub struct CoderCount {
    /// Name.
    pub coder: String,
    /// Judgements of which the coder said a stance.
    pub judgements: usize,
    /// Those on which it is not the run's.
    pub corrected: usize,
}

/// How often the run said one label where another was settled.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, ToSchema)]
pub struct Confusion {
    /// The run's label.
    #[schema(value_type = String)]
    pub found: Stance,
    /// The settled one.
    #[schema(value_type = String)]
    pub settled: Stance,
    /// How often.
    pub count: usize,
}

/// Counts the agreement on the results of `run`.
pub fn agreement(store: &Store, run: RunId) -> Result<Agreement, StoreError> {
    let adjudications = store.adjudication(run, None)?;
    let mut units: Vec<Vec<Stance>> = Vec::new();
    let mut by_issue: BTreeMap<String, Vec<Vec<Stance>>> = BTreeMap::new();
    let mut pairs: BTreeMap<(String, String), Both> = BTreeMap::new();
    let mut coders: BTreeMap<String, (usize, usize)> = BTreeMap::new();
    for a in &adjudications {
        for (i, first) in a.votes.iter().enumerate() {
            for second in &a.votes[i + 1..] {
                let both = pairs.entry((first.coder.clone(), second.coder.clone())).or_default();
                match (&first.value, &second.value) {
                    (Value::Stance(x), Value::Stance(y)) => both.stances.push((*x, *y)),
                    (Value::Actor(_), _) => both.actors.push(first.value.says_the_same(&second.value)),
                    _ => {}
                }
            }
            if a.field == Field::Stance {
                let count = coders.entry(first.coder.clone()).or_default();
                count.0 += 1;
                count.1 += usize::from(!first.accepted);
            }
        }
        if let (Field::Stance, Some(issue)) = (a.field, &a.issue) {
            let stance = |v: &Value| if let Value::Stance(stance) = v { Some(*stance) } else { None };
            let unit: Vec<Stance> = a.votes.iter().filter_map(|v| stance(&v.value)).collect();
            if unit.len() > 1 {
                by_issue.entry(issue.clone()).or_default().push(unit.clone());
                units.push(unit);
            }
        }
    }
    let compared = compared(store, run, &Said::settled(&adjudications))?;
    let mut cells: BTreeMap<(Stance, Stance), usize> = BTreeMap::new();
    for pair in &compared {
        *cells.entry(*pair).or_default() += 1;
    }
    Ok(Agreement {
        alpha: alpha(&units),
        shared: units.len(),
        issues: by_issue
            .into_iter()
            .map(|(issue, units)| IssueAgreement { issue, alpha: alpha(&units), shared: units.len() })
            .collect(),
        pairs: pairs
            .into_iter()
            .filter(|(_, both)| !both.stances.is_empty())
            .map(|((first, second), both)| both.agreement(first, second))
            .collect(),
        coders: coders
            .into_iter()
            .map(|(coder, (judgements, corrected))| CoderCount { coder, judgements, corrected })
            .collect(),
        settled: compared.len(),
        right: compared.iter().filter(|(found, settled)| found == settled).count(),
        run_kappa: kappa(&compared),
        confusion: cells
            .into_iter()
            .map(|((found, settled), count)| Confusion { found, settled, count })
            .collect(),
    })
}

#[derive(Default)]
struct Both {
    stances: Vec<(Stance, Stance)>,
    actors: Vec<bool>,
}

impl Both {
    fn agreement(self, first: String, second: String) -> PairAgreement {
        let share = |same: usize, of: usize| same as f64 / of.max(1) as f64;
        PairAgreement {
            first,
            second,
            shared: self.stances.len(),
            same: share(self.stances.iter().filter(|(a, b)| a == b).count(), self.stances.len()),
            kappa: kappa(&self.stances),
            same_actor: (!self.actors.is_empty())
                .then(|| share(self.actors.iter().filter(|same| **same).count(), self.actors.len())),
        }
    }
}

/// (found, settled) of every judgement of the run that is settled.
fn compared(store: &Store, run: RunId, settled: &Said) -> Result<Vec<(Stance, Stance)>, StoreError> {
    let mut out = Vec::new();
    let all = JudgedFilter { none: true, ..JudgedFilter::default() };
    let mut seen = BTreeSet::new();
    store.judged(run, &all, |j| {
        if let Some(stance) = settled.stance(&j.article, &j.statement, &j.issue)
            && seen.insert((j.article, j.statement, j.issue))
        {
            out.push((j.stance, stance));
        }
        ControlFlow::Continue(())
    })?;
    Ok(out)
}
