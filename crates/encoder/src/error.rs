//! What can go wrong with a model's files or inputs.

use std::path::PathBuf;

/// Why a model could not be loaded or run. Messages name the file and the numbers.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum EncoderError {
    /// A file could not be read.
    #[error("cannot read {}: {source}", path.display())]
    Io {
        /// The file.
        path: PathBuf,
        /// What the system said.
        source: std::io::Error,
    },
    /// A file is not what its name says.
    #[error("{} is damaged: {reason}", path.display())]
    Damaged {
        /// The file.
        path: PathBuf,
        /// What was found.
        reason: String,
    },
    /// A tensor that the architecture needs is absent.
    #[error("the weights have no tensor `{name}`")]
    MissingTensor {
        /// Its name.
        name: String,
    },
    /// A tensor has another shape than the architecture needs.
    #[error("tensor `{name}` has shape {found:?}, expected {expected:?}")]
    Shape {
        /// Its name.
        name: String,
        /// As found.
        found: Vec<usize>,
        /// As needed.
        expected: Vec<usize>,
    },
    /// An input cannot be encoded.
    #[error("input {index}: {reason}")]
    Input {
        /// Position in the batch.
        index: usize,
        /// What is wrong with it.
        reason: String,
    },
}
