//! What can go wrong before anything is classified.

/// Why a codebook or a model cannot be used. Messages say where and how to mend it.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum StanceError {
    /// The codebook's text is wrong; the message begins with `file:line:column`.
    #[error("{0}")]
    Codebook(String),
    /// The model's files do not fit together.
    #[error("the model cannot be used: {0}")]
    Model(String),
    /// The encoder refused the weights or an input.
    #[error(transparent)]
    Encoder(#[from] standpoint_encoder::EncoderError),
}
