//! What the networks compute in.

use standpoint_encoder::Precision;

/// What a model computes in. Eight bits alone are not offered: they turn labels, and macro-F1 falls by more than the 0.3 points that
/// `crates/eval/tests/precision.rs` allows.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Numbers {
    /// Eight bits for what is only sorted: which pairs are near enough to be judged, and a first answer for each of these, which ends
    /// early where there is plainly no position. Of the answers those that are sure stand; the others are asked again in 16 bits, for
    /// eight turn a label only where it is close.
    #[default]
    Mixed,
    /// 16-bit integers in the large products, throughout.
    Int16,
    /// 32-bit floats throughout: the reference.
    F32,
}

impl Numbers {
    /// What sentences and issues are embedded in.
    pub(crate) fn for_relevance(self) -> Precision {
        self.for_first_answers().unwrap_or(self.for_answers())
    }

    /// What gives the first answer, if that is not also the last.
    pub(crate) fn for_first_answers(self) -> Option<Precision> {
        (self == Self::Mixed).then_some(Precision::Int8)
    }

    /// What gives the last.
    pub(crate) fn for_answers(self) -> Precision {
        match self {
            Self::Mixed | Self::Int16 => Precision::Int16,
            Self::F32 => Precision::F32,
        }
    }
}
