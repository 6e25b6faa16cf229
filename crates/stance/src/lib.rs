//! Codebook, pair building, classifier, conditions, calibration, positions (being written).

mod codebook;
mod error;
mod model;
pub mod pair;

pub use codebook::{Codebook, Issue};
pub use error::StanceError;
pub use model::{
    Analysis, Condition, ConditionType, Judgement, Lean, Position, Run, Scores, Stance, UnknownStance,
};
