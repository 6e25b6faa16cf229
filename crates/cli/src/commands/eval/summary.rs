//! All measures of a set of decisions.

use super::{decisions, table};
use anyhow::Context;
use standpoint_eval::{
    Answered, ConditionScore, Confusion, Counts, Decision, Difference, Interval, RiskCoverage, Score,
    against, bootstrap, calibration_error, draw_reliability, draw_risk_coverage, reliability,
};
use standpoint_stance::{Classifier, Stance};
use std::path::Path;

/// What is decided.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Level {
    /// An actor's position on an issue in a whole article.
    Position,
    /// A labelled statement.
    Pair,
    /// A question of the suite.
    Checklist,
}

impl Level {
    pub(super) const fn as_str(self) -> &'static str {
        match self {
            Level::Position => "position",
            Level::Pair => "pair",
            Level::Checklist => "checklist",
        }
    }
}

/// Agreement on conditions.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Conditions {
    /// Over all records that have one.
    pub(super) all: ConditionScore,
    /// Over those that the program calls conditional too.
    pub(super) found: ConditionScore,
}

/// What a level gives.
pub(super) struct Judged {
    pub(super) level: Level,
    /// Of the weights that judged, in hex.
    pub(super) model_sha256: String,
    /// Decisions by article.
    pub(super) articles: Vec<(String, Vec<Decision>)>,
    /// Pairs only.
    pub(super) conditions: Option<Conditions>,
    /// Pairs only: how many are answered at the model's threshold, and how many of these rightly.
    pub(super) answered: Option<(usize, usize)>,
}

impl Judged {
    pub(super) fn new(level: Level, classifier: &Classifier) -> Self {
        let model_sha256 = classifier.sha256().to_owned();
        Self { level, model_sha256, articles: Vec::new(), conditions: None, answered: None }
    }
}

/// The measures, for [`table`] to write.
pub(super) struct Summary {
    pub(super) judged: Judged,
    pub(super) confusion: Confusion,
    /// Of each class's F1.
    pub(super) class_intervals: [Interval; 4],
    pub(super) micro_interval: Interval,
    pub(super) macro_interval: Interval,
    /// Whole articles only: attribution without the label.
    pub(super) actors: Counts,
    /// Confidence of what was answered, and whether it is right.
    pub(super) answers: Vec<Answered>,
    pub(super) calibration_error: f64,
    pub(super) risk: RiskCoverage,
    /// With `--against`: in micro-F1 of positions, and in macro-F1.
    pub(super) differences: Option<[Difference; 2]>,
}

impl Summary {
    pub(super) fn new(judged: Judged, rounds: usize) -> Self {
        let all: Vec<&Decision> = judged.articles.iter().flat_map(|(_, d)| d).collect();
        let answers = match judged.level {
            Level::Position => Score::of(all.iter().copied()).answers,
            // Every pair is answered, none by none.
            _ => all.iter().map(|d| (d.confidence(), d.found == d.gold)).collect(),
        };
        let by_article: Vec<Confusion> = judged.articles.iter().map(|(_, d)| Confusion::of(d)).collect();
        let interval = |f1: &dyn Fn(&Confusion) -> f64| {
            bootstrap(&by_article, rounds, |sample| f1(&sample.iter().copied().sum()))
        };
        Self {
            confusion: by_article.iter().sum(),
            class_intervals: std::array::from_fn(|class| interval(&|c| c.counts(class).f1())),
            micro_interval: interval(&|c| c.positions().f1()),
            macro_interval: interval(&|c| macro_f1(judged.level, c)),
            actors: Score::of(all.iter().copied()).actors,
            calibration_error: calibration_error(&answers),
            risk: RiskCoverage::new(&answers),
            answers,
            differences: None,
            judged,
        }
    }

    pub(super) fn level(&self) -> Level {
        self.judged.level
    }

    pub(super) fn decisions(&self) -> impl Iterator<Item = &Decision> + Clone {
        self.judged.articles.iter().flat_map(|(_, d)| d)
    }

    /// Over the four classes for pairs, over the three positions for whole articles.
    pub(super) fn macro_f1(&self) -> f64 {
        macro_f1(self.level(), &self.confusion)
    }

    /// The classes that have a row: on whole articles there is no class `none`.
    pub(super) fn classes(&self) -> &'static [Stance] {
        if self.level() == Level::Position { &Stance::CLASSES[..3] } else { &Stance::CLASSES }
    }

    /// Sets another run's decisions on the same gold beside these.
    pub(super) fn compare(&mut self, file: &Path, rounds: usize) -> anyhow::Result<()> {
        let theirs = decisions::read(file, self.level())?;
        let level = self.level();
        let ours = &self.judged.articles;
        let name = || file.display().to_string();
        let micro = against(ours, theirs.clone(), rounds, |c| c.positions().f1()).with_context(name)?;
        let macro_ = against(ours, theirs, rounds, |c| macro_f1(level, c)).with_context(name)?;
        self.differences = Some([micro, macro_]);
        Ok(())
    }

    /// Draws both pictures into a folder.
    pub(super) fn draw(&self, folder: &Path) -> anyhow::Result<()> {
        std::fs::create_dir_all(folder).with_context(|| format!("cannot make {}", folder.display()))?;
        let pictures = [
            ("risk-coverage.svg", draw_risk_coverage(&self.risk)),
            ("reliability.svg", draw_reliability(&reliability(&self.answers), self.calibration_error)),
        ];
        for (name, svg) in pictures {
            let path = folder.join(name);
            std::fs::write(&path, svg).with_context(|| format!("cannot write {}", path.display()))?;
        }
        Ok(())
    }

    pub(super) fn table(&self) -> String {
        table::summary(self)
    }

    pub(super) fn json(&self) -> String {
        table::summary_json(self)
    }
}

fn macro_f1(level: Level, confusion: &Confusion) -> f64 {
    if level == Level::Position { confusion.position_macro_f1() } else { confusion.macro_f1() }
}
