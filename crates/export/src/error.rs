//! What can go wrong on the way out.

use standpoint_store::StoreError;
use std::path::PathBuf;

/// An export could not be written. What had the name before is as it was, unless it is a folder of tables.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum ExportError {
    /// The corpus could not be read.
    #[error(transparent)]
    Store(#[from] StoreError),
    /// A stream could not be written.
    #[error("cannot write the export: {0}")]
    Io(#[from] std::io::Error),
    /// A file or folder could not be made.
    #[error("cannot write {}: {source}", .path.display())]
    File {
        /// Which.
        path: PathBuf,
        /// Why.
        source: std::io::Error,
    },
    /// A table could not be written as CSV.
    #[error("cannot write the table: {0}")]
    Csv(#[from] csv::Error),
    /// A table could not be written as Parquet.
    #[error("cannot write the Parquet file: {0}")]
    Parquet(#[from] parquet::errors::ParquetError),
    /// The database of DNA could not be written.
    #[error("cannot write the database for DNA: {0}")]
    Sqlite(#[from] rusqlite::Error),
    /// A record could not be written as JSON.
    #[error("cannot write JSON: {0}")]
    Json(#[from] serde_json::Error),
}
