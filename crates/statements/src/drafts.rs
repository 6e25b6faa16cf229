//! What the rules hand to the actors: statements whose sources are still only words.

use standpoint_article::Span;

/// A statement before its source has been resolved.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Draft {
    pub(crate) source: Option<Span>,
    pub(crate) cue: Option<Span>,
    pub(crate) content: Vec<Span>,
    /// How the cue reports.
    pub(crate) manner: Manner,
    /// A quotation without cue: its speaker is the source of this other draft.
    pub(crate) speaker_of: Option<usize>,
    /// The source is "who" or "which": the noun phrase it stands for.
    pub(crate) antecedent: Option<Span>,
}

/// How a cue reports what it reports.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Manner {
    /// Words: said, according to.
    Speech,
    /// A belief or a wish.
    Thought,
    /// A position or a deed.
    Deed,
    /// A speaker and a colon at the head of a paragraph.
    Transcript,
}
