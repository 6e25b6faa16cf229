//! A bar on stderr, when somebody is looking.

use crate::args::Talk;
use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};
use std::io::IsTerminal;

/// Counts articles. Hidden with `-q`, `--no-progress` and when stderr is no terminal.
pub(crate) fn articles(talk: &Talk) -> ProgressBar {
    let bar = ProgressBar::new_spinner();
    if talk.quiet || talk.no_progress || !std::io::stderr().is_terminal() {
        bar.set_draw_target(ProgressDrawTarget::hidden());
    }
    if let Ok(style) = ProgressStyle::with_template("{spinner} {pos} articles, {per_sec}, {elapsed} {msg}") {
        bar.set_style(style);
    }
    bar
}
