//! Running commands, and saying so.

use anyhow::{Context, Result, ensure};
use std::path::PathBuf;
use std::process::Command;

/// The workspace's root.
pub(crate) fn root() -> PathBuf {
    let here = PathBuf::from(env!("CARGO_MANIFEST_DIR"));
    here.parent().map_or(here.clone(), PathBuf::from)
}

/// A line on stderr.
#[expect(clippy::print_stderr, reason = "chores talk to people")]
pub(crate) fn say(line: &str) {
    eprintln!("{line}");
}

/// The cargo that runs this chore.
pub(crate) fn cargo() -> Command {
    let mut command = Command::new(std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into()));
    command.current_dir(root());
    command
}

/// Runs a command in the workspace's root, after saying what it is.
pub(crate) fn run(command: &mut Command) -> Result<()> {
    let words: Vec<String> = std::iter::once(command.get_program())
        .chain(command.get_args())
        .map(|w| w.to_string_lossy().into_owned())
        .collect();
    let shown = words.join(" ");
    let shown = shown.rsplit_once("/cargo ").map_or(shown.clone(), |(_, rest)| format!("cargo {rest}"));
    say(&format!("$ {shown}"));
    let status = command.status().with_context(|| format!("cannot run {}", words[0]))?;
    ensure!(status.success(), "`{shown}` failed ({status})");
    Ok(())
}
