//! What is said on stderr: errors, warnings, notes. Meaning is never carried by colour alone.

use crate::args::{Color, Talk};
use anstream::eprintln;
use std::sync::OnceLock;

static TALK: OnceLock<(bool, bool)> = OnceLock::new();

/// Sets how much is said, and whether in colour (`NO_COLOR` and `TERM=dumb` are respected by `auto`).
pub(crate) fn set(talk: &Talk) {
    let _ = TALK.set((talk.quiet, talk.verbose));
    match talk.color {
        Color::Auto => {}
        Color::Always => anstream::ColorChoice::Always.write_global(),
        Color::Never => anstream::ColorChoice::Never.write_global(),
    }
}

fn quiet() -> bool {
    TALK.get().is_some_and(|t| t.0)
}

/// True with `-v`.
pub(crate) fn verbose() -> bool {
    TALK.get().is_some_and(|t| t.1)
}

/// Something that ends the run or an input.
pub(crate) fn error(message: &str) {
    eprintln!("\x1b[1;31merror\x1b[0m: {message}");
}

/// Something the user should know, and the run goes on.
pub(crate) fn warning(message: &str) {
    if !quiet() {
        eprintln!("\x1b[1;33mwarning\x1b[0m: {message}");
    }
}

/// What was done.
pub(crate) fn note(message: &str) {
    if !quiet() {
        eprintln!("{message}");
    }
}
