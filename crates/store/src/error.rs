//! What can go wrong with the file, in words that say which file and what to do.

use rusqlite::ErrorCode;
use std::path::{Path, PathBuf};

/// A store could not be opened, read or written. Every message names the file and a way out.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum StoreError {
    /// There is no file to read.
    #[error("no corpus at {}; make one with `standpoint analyze ... --db {}`", .path.display(), .path.display())]
    Missing {
        /// The file that was asked for.
        path: PathBuf,
    },
    /// The file exists but is no SQLite database.
    #[error("{} is not a database; choose another file with --db, or move this one away", .path.display())]
    NotADatabase {
        /// The file.
        path: PathBuf,
    },
    /// A database, but of another program.
    #[error("{} is a database of another program; choose another file with --db", .path.display())]
    Foreign {
        /// The file.
        path: PathBuf,
    },
    /// Written by a newer program.
    #[error(
        "{} has schema version {found}, this program knows versions up to {known}; update standpoint, or choose \
         another file with --db",
        .path.display()
    )]
    NewerSchema {
        /// The file.
        path: PathBuf,
        /// Its schema version.
        found: i64,
        /// The newest version this program knows.
        known: i64,
    },
    /// Another process is writing.
    #[error(
        "{} is locked by another process; wait until its run has finished, or choose another file with --db",
        .path.display()
    )]
    Locked {
        /// The file.
        path: PathBuf,
    },
    /// The file, or its folder (SQLite keeps two companions beside it), may not be written.
    #[error("{} is read-only; make it and its folder writable, or copy it to a folder that is", .path.display())]
    ReadOnly {
        /// The file.
        path: PathBuf,
    },
    /// No room left. What was stored before is safe.
    #[error(
        "no room left on the disk of {}; free some and run the same command again: it goes on where it stopped",
        .path.display()
    )]
    DiskFull {
        /// The file.
        path: PathBuf,
    },
    /// The file cannot be opened: a missing folder, a folder in its place, or missing rights.
    #[error("cannot open {}: {why}", .path.display())]
    CannotOpen {
        /// The file.
        path: PathBuf,
        /// Which of these it is, and what mends it.
        why: String,
    },
    /// A row holds what no version of this program writes.
    #[error("{} is damaged: {what}; restore it from a copy, or analyse again into a new file", .path.display())]
    Damaged {
        /// The file.
        path: PathBuf,
        /// Which row, and what was found in it.
        what: String,
    },
    /// No run with that number.
    #[error("{} has no run {run}; it holds {known}", .path.display())]
    NoSuchRun {
        /// The file.
        path: PathBuf,
        /// The number that was asked for.
        run: i64,
        /// The runs it does hold, in words.
        known: String,
    },
    /// The run says it was made with another codebook than the one given: its numbers could not be traced.
    #[error(
        "the run names codebook {run}, but the codebook given is {codebook}; pass the one that the run was made with"
    )]
    CodebookMismatch {
        /// SHA-256 that the run names.
        run: String,
        /// SHA-256 of the codebook given.
        codebook: String,
    },
    /// The analysis contradicts itself (say, a judgement on a statement that is not there); nothing of it was stored.
    #[error("the analysis of article `{article}` cannot be stored in {}; please report this as a bug", .path.display())]
    Inconsistent {
        /// The file.
        path: PathBuf,
        /// Id of the article.
        article: String,
        /// The rule of the schema that was broken.
        source: rusqlite::Error,
    },
    /// A review of something that is not there, or that says what cannot be said; nothing of it was recorded.
    #[error("this review cannot be recorded: {what}")]
    Review {
        /// What was expected, and what was found.
        what: String,
    },
    /// Anything else.
    #[error("cannot read or write {}; check the disk, or choose another file with --db", .path.display())]
    Sqlite {
        /// The file.
        path: PathBuf,
        /// What SQLite says.
        source: rusqlite::Error,
    },
}

impl StoreError {
    /// Puts an error of SQLite into words.
    pub(crate) fn of(path: &Path, source: rusqlite::Error) -> Self {
        let path = path.to_path_buf();
        if let rusqlite::Error::FromSqlConversionFailure(..)
        | rusqlite::Error::InvalidColumnType(..)
        | rusqlite::Error::IntegralValueOutOfRange(..) = source
        {
            return StoreError::Damaged { path, what: source.to_string() };
        }
        match source.sqlite_error_code() {
            Some(ErrorCode::NotADatabase) => StoreError::NotADatabase { path },
            Some(ErrorCode::DatabaseBusy | ErrorCode::DatabaseLocked) => StoreError::Locked { path },
            Some(ErrorCode::ReadOnly) => StoreError::ReadOnly { path },
            Some(ErrorCode::DiskFull) => StoreError::DiskFull { path },
            Some(ErrorCode::CannotOpen | ErrorCode::PermissionDenied) => {
                let why = why_closed(&path);
                StoreError::CannotOpen { path, why }
            }
            Some(ErrorCode::DatabaseCorrupt) => StoreError::Damaged { path, what: source.to_string() },
            _ => StoreError::Sqlite { path, source },
        }
    }
}

/// Why SQLite cannot open a file: it says no more than that it cannot.
fn why_closed(path: &Path) -> String {
    let folder = path.parent().filter(|p| !p.as_os_str().is_empty()).unwrap_or(Path::new("."));
    if path.is_dir() {
        "it is a folder\nhint: name a file with --db, such as corpus.db".into()
    } else if !folder.is_dir() {
        format!(
            "there is no folder {}\nhint: make it first, or choose another file with --db",
            folder.display()
        )
    } else {
        "you may not read and write there\nhint: change the rights of the file and its folder, or choose another file with --db"
            .into()
    }
}
