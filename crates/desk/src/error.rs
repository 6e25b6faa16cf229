//! What goes wrong, as a person at a terminal reads it and as a program that asked is told.

use axum::Json;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use serde::Serialize;
use standpoint_report::ReportError;
use standpoint_store::StoreError;
use utoipa::ToSchema;

/// The desk cannot be opened.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum DeskError {
    /// The corpus cannot be read.
    #[error(transparent)]
    Store(#[from] StoreError),
    /// A corpus without a run has nothing to show.
    #[error("{0} holds no run yet\nhint: `standpoint analyze ... --db {0}` makes one")]
    NoRun(String),
    /// Others could reach the address, and nothing would keep them out.
    #[error(
        "{0} can be reached by others, and no token is set\nhint: add --token with at least {min} characters that nobody \
         guesses, or leave --address out to serve this machine alone",
        min = crate::options::MIN_TOKEN
    )]
    NoToken(std::net::SocketAddr),
    /// A token that could be guessed.
    #[error(
        "the token has {0} characters; at least {min} are asked for\nhint: `openssl rand -hex 16` makes one that nobody guesses",
        min = crate::options::MIN_TOKEN
    )]
    ShortToken(usize),
    /// A token that a browser could not send back.
    #[error(
        "the token holds {0:?}, which no cookie can carry\nhint: use letters, digits and signs of ASCII, without spaces and \
         without ; , \" and \\"
    )]
    TokenCharacter(char),
    /// The address is taken, or not this machine's.
    #[error("cannot listen on {address}\nhint: choose another with --address; port 0 takes a free one")]
    Address {
        /// What was asked for.
        address: std::net::SocketAddr,
        /// What the system says.
        source: std::io::Error,
    },
    /// The system refuses threads or sockets.
    #[error("the server stopped")]
    Io(#[from] std::io::Error),
}

/// A request that cannot be answered, as JSON: `{"error": "..", "hint": ".."}`.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct Refusal {
    #[serde(skip)]
    pub(crate) status: u16,
    /// What is wrong.
    pub(crate) error: String,
    /// What mends it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) hint: Option<String>,
}

impl Refusal {
    pub(crate) fn new(status: StatusCode, error: impl Into<String>) -> Self {
        Self { status: status.as_u16(), error: error.into(), hint: None }
    }

    pub(crate) fn hint(mut self, hint: impl Into<String>) -> Self {
        self.hint = Some(hint.into());
        self
    }

    pub(crate) fn bad(error: impl Into<String>) -> Self {
        Self::new(StatusCode::BAD_REQUEST, error)
    }

    pub(crate) fn missing(error: impl Into<String>) -> Self {
        Self::new(StatusCode::NOT_FOUND, error)
    }
}

impl From<StoreError> for Refusal {
    fn from(error: StoreError) -> Self {
        let status = match &error {
            StoreError::NoSuchRun { .. } | StoreError::Missing { .. } => StatusCode::NOT_FOUND,
            StoreError::Review { .. } => StatusCode::UNPROCESSABLE_ENTITY,
            StoreError::Locked { .. } => StatusCode::SERVICE_UNAVAILABLE,
            StoreError::DiskFull { .. } => StatusCode::INSUFFICIENT_STORAGE,
            _ => StatusCode::INTERNAL_SERVER_ERROR,
        };
        Self::new(status, error.to_string())
    }
}

impl From<ReportError> for Refusal {
    fn from(error: ReportError) -> Self {
        Self::new(StatusCode::INTERNAL_SERVER_ERROR, error.to_string())
    }
}

impl From<crate::ExportError> for Refusal {
    fn from(error: crate::ExportError) -> Self {
        match error {
            crate::ExportError::Store(error) => error.into(),
            crate::ExportError::Io(error) => Self::new(StatusCode::INTERNAL_SERVER_ERROR, error.to_string()),
        }
    }
}

impl IntoResponse for Refusal {
    fn into_response(self) -> Response {
        let status = StatusCode::from_u16(self.status).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR);
        (status, Json(self)).into_response()
    }
}
