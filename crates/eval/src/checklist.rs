//! Behaviour by capability, after the behavioural testing of Ribeiro et al. 2020 (ACL, "Beyond Accuracy").
//!
//! A [`Case`] asks one or more questions of short passages and says what has to hold between the answers.

use crate::{Interval, pairs::Place};
use serde::Deserialize;
use standpoint_stance::Stance;

/// What a case demands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "UPPERCASE")]
pub enum Test {
    /// Minimum functionality: every answer is the label.
    Mft,
    /// Invariance: every answer is that to the first question, whatever it was.
    Inv,
    /// Direction: every later answer is its label, and is not the answer to the first question.
    Dir,
}

/// One case of the suite.
#[derive(Clone, Debug, Deserialize)]
pub struct Case {
    /// Its id.
    pub id: String,
    /// What it tries.
    pub capability: String,
    /// What it demands.
    pub test: Test,
    /// The questions; the first is the one that INV and DIR start from.
    pub asks: Vec<Ask>,
}

/// One question: where does this actor stand on this issue, by these words?
#[derive(Clone, Debug, Deserialize)]
pub struct Ask {
    /// The words.
    pub text: String,
    /// The actor's name.
    pub actor: String,
    /// The words of `text` that stand for the actor.
    pub mention: Place,
    /// The proposal.
    pub issue: String,
    /// The label.
    pub stance: Stance,
}

impl Case {
    /// Whether the answers, one a question, are what the case demands.
    pub fn passes(&self, answers: &[Stance]) -> bool {
        let as_labelled = |(ask, answer): (&Ask, &Stance)| ask.stance == *answer;
        let (Some(first), true) = (answers.first(), answers.len() == self.asks.len()) else { return false };
        match self.test {
            Test::Mft => self.asks.iter().zip(answers).all(as_labelled),
            Test::Inv => answers.iter().all(|a| a == first),
            Test::Dir => {
                self.asks.iter().zip(answers).skip(1).all(|(ask, a)| as_labelled((ask, a)) && a != first)
            }
        }
    }
}

/// How a capability fares.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct PassRate {
    /// The capability.
    pub capability: String,
    /// Its cases.
    pub cases: usize,
    /// Those that pass.
    pub passed: usize,
    /// Its questions.
    pub asks: usize,
    /// Those answered with their label. Tells an invariance that is kept by being always right from one kept by
    /// being always silent.
    pub right: usize,
}

impl PassRate {
    /// Share of cases that pass; 0 for none.
    pub fn rate(&self) -> f64 {
        self.passed as f64 / self.cases.max(1) as f64
    }

    /// Share of questions answered with their label; 0 for none.
    pub fn accuracy(&self) -> f64 {
        self.right as f64 / self.asks.max(1) as f64
    }

    /// 95 % interval of the rate.
    pub fn interval(&self) -> Interval {
        wilson(self.passed, self.cases)
    }
}

/// Pass rates by capability, in the order in which the cases name them; `answers` holds one list a case.
pub fn pass_rates(cases: &[Case], answers: &[Vec<Stance>]) -> Vec<PassRate> {
    let mut rates: Vec<PassRate> = Vec::new();
    for (case, answers) in cases.iter().zip(answers) {
        let at = rates.iter().position(|r| r.capability == case.capability).unwrap_or_else(|| {
            rates.push(PassRate { capability: case.capability.clone(), ..PassRate::default() });
            rates.len() - 1
        });
        let rate = &mut rates[at];
        rate.cases += 1;
        rate.passed += usize::from(case.passes(answers));
        rate.asks += case.asks.len();
        rate.right += case.asks.iter().zip(answers).filter(|(ask, a)| ask.stance == **a).count();
    }
    rates
}

/// The score interval of a share at 95 % (Wilson 1927): honest near 0 and 1, and for a few dozen cases.
pub fn wilson(hits: usize, of: usize) -> Interval {
    if of == 0 {
        return Interval { low: 0.0, high: 1.0 };
    }
    let (n, z) = (of as f64, 1.959_964);
    let p = hits as f64 / n;
    let centre = p + z * z / (2.0 * n);
    let reach = z * (p * (1.0 - p) / n + z * z / (4.0 * n * n)).sqrt();
    let scale = 1.0 + z * z / n;
    Interval { low: ((centre - reach) / scale).max(0.0), high: ((centre + reach) / scale).min(1.0) }
}

#[cfg(test)]
mod tests {
    use super::*;
    use Stance::{None as N, Reject as R, Support as S};

    fn case(test: &str, labels: &[Stance]) -> Case {
        let ask = |label: &Stance| {
            format!(
                r#"{{"text":"Ann","actor":"Ann","mention":{{"start":0,"end":3,"text":"Ann"}},"issue":"A toll","stance":"{label}"}}"#
            )
        };
        let asks: Vec<String> = labels.iter().map(ask).collect();
        let line = format!(r#"{{"id":"x","capability":"c","test":"{test}","asks":[{}]}}"#, asks.join(","));
        serde_json::from_str(&line).expect("a case")
    }

    #[test]
    fn what_each_test_demands() {
        let functionality = case("MFT", &[S, R]);
        assert!(functionality.passes(&[S, R]) && !functionality.passes(&[S, S]));
        let invariance = case("INV", &[S, S]);
        assert!(invariance.passes(&[N, N]) && !invariance.passes(&[S, N]));
        let direction = case("DIR", &[S, R]);
        assert!(direction.passes(&[S, R]) && direction.passes(&[N, R]));
        assert!(!direction.passes(&[R, R]) && !direction.passes(&[S, N]));
        assert!(!direction.passes(&[S]) && !direction.passes(&[]));
    }

    #[test]
    fn rates_count_cases_and_questions() {
        let cases = [case("INV", &[S, S]), case("INV", &[R, R]), case("MFT", &[N])];
        let rates = pass_rates(&cases, &[vec![N, N], vec![R, S], vec![N]]);
        let expected = PassRate { capability: "c".into(), cases: 3, passed: 2, asks: 5, right: 2 };
        assert_eq!(rates, [expected]);
    }

    #[test]
    fn the_interval_of_wilson() {
        // 8 of 10: 0.4902 to 0.9433; 40 of 40: 0.9124 to 1.
        let some = wilson(8, 10);
        assert!((some.low - 0.4902).abs() < 1e-4 && (some.high - 0.9433).abs() < 1e-4, "{some:?}");
        let all = wilson(40, 40);
        assert!((all.low - 0.9124).abs() < 1e-4 && (all.high - 1.0).abs() < 1e-9, "{all:?}");
    }
}
