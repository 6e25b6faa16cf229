//! Codebook, pair building, classifier, conditions, calibration, positions (being written).

mod codebook;
mod model;

pub use codebook::{Codebook, Issue};
pub use model::{
    Analysis, Condition, ConditionType, Judgement, Lean, Position, Run, Scores, Stance, UnknownStance,
};
