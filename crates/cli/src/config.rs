//! `standpoint.toml`: defaults of a project, found in the current folder or above it.
//!
//! A flag wins over the environment, the environment over the file, the file over the built-in default.

use crate::args::{Format, Numbers};
use anyhow::{Context, bail};
use serde::Deserialize;
use std::path::{Path, PathBuf};

/// What the file may say.
#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub(crate) struct Config {
    /// `--codebook`, relative to the file.
    pub(crate) codebook: Option<PathBuf>,
    /// `--db`, relative to the file.
    pub(crate) db: Option<PathBuf>,
    /// `--model`.
    pub(crate) model: Option<String>,
    /// `--threads`.
    pub(crate) threads: Option<usize>,
    /// `--precision`.
    pub(crate) precision: Option<Numbers>,
    /// `--format` of `analyze`.
    pub(crate) format: Option<Format>,
}

/// Reads the nearest `standpoint.toml` at or above `start`; without one everything is unset.
pub(crate) fn load(start: &Path) -> anyhow::Result<Config> {
    let Some(file) = start.ancestors().map(|d| d.join("standpoint.toml")).find(|f| f.is_file()) else {
        return Ok(Config::default());
    };
    let text = std::fs::read_to_string(&file).with_context(|| format!("cannot read {}", file.display()))?;
    let mut config: Config = match toml::from_str(&text) {
        Ok(config) => config,
        Err(e) => {
            let at = e.span().map_or(0, |s| s.start);
            let before = text.get(..at).unwrap_or_default();
            let line = before.matches('\n').count() + 1;
            let column = before.rsplit('\n').next().unwrap_or_default().chars().count() + 1;
            bail!("{}:{line}:{column}: {}{}", file.display(), e.message(), nearest(e.message()));
        }
    };
    let folder = file.parent().unwrap_or(Path::new("."));
    for path in [&mut config.codebook, &mut config.db].into_iter().flatten() {
        *path = folder.join(&*path);
    }
    Ok(config)
}

/// "did you mean" for a message of the form "unknown field `x`, expected one of `a`, `b`".
fn nearest(message: &str) -> String {
    let mut words = message.split('`').skip(1).step_by(2);
    let Some(unknown) = words.next().filter(|_| message.starts_with("unknown")) else { return String::new() };
    let best = words.map(|w| (strsim::damerau_levenshtein(unknown, w), w)).filter(|(d, _)| *d <= 3).min();
    best.map_or_else(String::new, |(_, word)| format!("\nhint: did you mean `{word}`?"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_nearest_file_above_is_read_and_its_paths_are_its_own() {
        let root = tempfile::tempdir().expect("a folder");
        let deep = root.path().join("a/b");
        std::fs::create_dir_all(&deep).expect("made");
        std::fs::write(root.path().join("standpoint.toml"), "codebook = \"issues.toml\"\nthreads = 3\n")
            .expect("written");
        let config = load(&deep).expect("read");
        assert_eq!(config.codebook, Some(root.path().join("issues.toml")));
        assert_eq!(config.threads, Some(3));
    }

    #[test]
    fn an_unknown_key_is_placed_and_a_word_suggested() {
        let root = tempfile::tempdir().expect("a folder");
        std::fs::write(root.path().join("standpoint.toml"), "\nthread = 3\n").expect("written");
        let error = load(root.path()).expect_err("a typo").to_string();
        assert!(error.contains("standpoint.toml:2:1: unknown field `thread`"), "{error}");
        assert!(error.ends_with("hint: did you mean `threads`?"), "{error}");
    }
}
