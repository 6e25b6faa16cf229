//! Finding and reading a corpus's files.

use anyhow::{Context, Result, ensure};
use std::fs;
use std::path::{Path, PathBuf};

/// `path` itself when it is a file; else the files in it that end in `ending`, in order of name.
pub(super) fn all(path: &Path, ending: &str) -> Result<Vec<PathBuf>> {
    if path.is_file() {
        return Ok(vec![path.into()]);
    }
    let entries = fs::read_dir(path).with_context(|| format!("cannot read {}", path.display()))?;
    let mut files: Vec<PathBuf> =
        entries.flatten().map(|e| e.path()).filter(|p| p.to_string_lossy().ends_with(ending)).collect();
    files.sort();
    ensure!(!files.is_empty(), "{} holds no file *{ending}", path.display());
    Ok(files)
}

/// `path` itself when it is a file; else the file `name` in it.
pub(super) fn one(path: &Path, name: &str) -> PathBuf {
    if path.is_file() { path.into() } else { path.join(name) }
}

/// The text of a file; bytes that are no UTF-8 become replacement characters.
pub(super) fn read(path: &Path) -> Result<String> {
    let bytes = fs::read(path).with_context(|| format!("cannot read {}", path.display()))?;
    let text = String::from_utf8_lossy(&bytes);
    Ok(text.strip_prefix('\u{feff}').unwrap_or(&text).into())
}

/// A file's name without its ending: what these corpora name their splits by.
pub(super) fn stem(path: &Path) -> String {
    path.file_stem().unwrap_or_default().to_string_lossy().into_owned()
}
