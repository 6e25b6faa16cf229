//! What can go wrong while a report is written.

/// A report could not be written.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum ReportError {
    /// The output would not take it.
    #[error("cannot write the report")]
    Write(#[from] std::io::Error),
    /// The page could not be put together.
    #[error("cannot put the HTML page together; please report this as a bug")]
    Page(#[from] askama::Error),
    /// The content could not be written as JSON.
    #[error("cannot write the report as JSON; please report this as a bug")]
    Json(#[from] serde_json::Error),
}

impl From<csv::Error> for ReportError {
    fn from(error: csv::Error) -> Self {
        ReportError::Write(error.into())
    }
}
