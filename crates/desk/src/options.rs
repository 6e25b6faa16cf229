//! What a desk is opened with.

use crate::DeskError;
use std::net::{Ipv4Addr, SocketAddr};
use std::path::PathBuf;

/// Shortest token that is taken.
pub(crate) const MIN_TOKEN: usize = 16;

/// Where the desk listens, what it shows and who may see it.
#[derive(Clone, Debug)]
pub struct DeskOptions {
    /// The corpus.
    pub db: PathBuf,
    /// The run that is shown first; the newest when not given.
    pub run: Option<i64>,
    /// Address and port; port 0 takes a free one.
    pub address: SocketAddr,
    /// What a visitor has to show. Required for any address but this machine's own. Characters that a cookie can carry.
    pub token: Option<String>,
    /// Names, besides `localhost`, by which browsers may call this desk.
    pub hosts: Vec<String>,
    /// Name of the coder that the page proposes.
    pub coder: Option<String>,
    /// Scores of the model at hand on whole articles (`articles.json` in its folder): how often it takes one label for another.
    /// The report corrects for it where a run was made by that model.
    pub scores: Option<String>,
}

impl DeskOptions {
    /// A desk for this machine alone, on port 8377.
    pub fn new(db: impl Into<PathBuf>) -> Self {
        Self {
            db: db.into(),
            run: None,
            address: (Ipv4Addr::LOCALHOST, 8377).into(),
            token: None,
            hosts: Vec::new(),
            coder: None,
            scores: None,
        }
    }

    /// Refuses what would let anybody in, and what would let nobody in.
    pub(crate) fn check(&self) -> Result<(), DeskError> {
        match &self.token {
            None if !self.address.ip().is_loopback() => Err(DeskError::NoToken(self.address)),
            Some(token) if token.chars().count() < MIN_TOKEN => {
                Err(DeskError::ShortToken(token.chars().count()))
            }
            Some(token) => match token.chars().find(|c| !fits_a_cookie(*c)) {
                Some(wrong) => Err(DeskError::TokenCharacter(wrong)),
                None => Ok(()),
            },
            None => Ok(()),
        }
    }
}

/// True for what may stand in the value of a cookie (RFC 6265, section 4.1.1).
fn fits_a_cookie(c: char) -> bool {
    c.is_ascii_graphic() && !matches!(c, ';' | ',' | '"' | '\\')
}
