//! What the networks compute in.

use standpoint_encoder::Precision;

/// What a model computes in: one precision throughout, or each where it is good for something.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Numbers {
    /// Eight bits for what is only sorted: which pairs are near enough to be judged, and a first answer for each of these. Of the
    /// answers those that are sure stand; the others are asked again in [`Precision::Int16`], for eight bits turn a label only
    /// where it is close. `crates/eval/tests/precision.rs` holds it to what may differ from `f32`.
    #[default]
    Mixed,
    /// All of it in one.
    Only(Precision),
}

impl Numbers {
    /// What statements and issues are embedded in.
    pub(crate) fn for_relevance(self) -> Precision {
        match self {
            Self::Mixed => Precision::Int8,
            Self::Only(precision) => precision,
        }
    }

    /// What gives the first answer, if that is not also the last.
    pub(crate) fn for_first_answers(self) -> Option<Precision> {
        (self == Self::Mixed).then_some(Precision::Int8)
    }

    /// What gives the last.
    pub(crate) fn for_answers(self) -> Precision {
        match self {
            Self::Mixed => Precision::Int16,
            Self::Only(precision) => precision,
        }
    }
}
