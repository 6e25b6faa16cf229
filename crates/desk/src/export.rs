//! Gold of a whole run, line by line.

use crate::gold::{GoldRow, Scope};
use crate::overlay::Said;
use standpoint_store::{Store, StoreError, StoredRun};
use std::io::Write;

/// What became of a run's articles.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Exported {
    /// Lines written: articles with at least one issue.
    pub articles: usize,
    /// Issues of articles that were left out, because only a part of their positions was reviewed.
    pub incomplete: usize,
}

/// Gold could not be written.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum ExportError {
    /// The corpus cannot be read.
    #[error(transparent)]
    Store(#[from] StoreError),
    /// The output cannot be written.
    #[error("cannot write gold")]
    Io(#[from] std::io::Error),
}

/// Writes reviewed articles of a run as gold, one JSON object a line, in the order of their ids: one coder's words, or, without
/// one, what coders agree on and adjudicators settled.
pub fn gold_lines(
    store: &Store,
    stored: &StoredRun,
    coder: Option<&str>,
    scope: Scope,
    mut out: impl Write,
) -> Result<Exported, ExportError> {
    let said = match coder {
        Some(coder) => Said::of_coder(&store.standing(stored.id, coder, None)?),
        None => Said::settled(&store.adjudication(stored.id, None)?),
    };
    let mut exported = Exported::default();
    for analysis in store.analyses(stored.id)? {
        let (row, incomplete) = GoldRow::new(&analysis?, &said, &stored.codebook, scope);
        exported.incomplete += incomplete;
        if let Some(row) = row {
            exported.articles += 1;
            serde_json::to_writer(&mut out, &row).map_err(std::io::Error::from)?;
            out.write_all(b"\n")?;
        }
    }
    Ok(exported)
}
