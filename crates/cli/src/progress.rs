//! A bar on stderr, when somebody is looking.

use crate::args::Talk;
use indicatif::{HumanBytes, ProgressBar, ProgressDrawTarget, ProgressStyle};
use standpoint_ingest::Progress;
use std::io::IsTerminal;
use std::time::Instant;

/// Counts bytes of the inputs, and says how many articles they held. Hidden with `-q`, `--no-progress` and when stderr
/// is no terminal.
pub(crate) fn articles(talk: &Talk) -> ProgressBar {
    let bar = ProgressBar::new_spinner();
    if talk.quiet || talk.no_progress || !std::io::stderr().is_terminal() {
        bar.set_draw_target(ProgressDrawTarget::hidden());
    }
    if let Ok(style) = ProgressStyle::with_template("{spinner} {msg}, {elapsed}") {
        bar.set_style(style);
    }
    bar
}

/// Brings `bar` up to date. While the size of the inputs is not known (a stream, a watched folder) there is no telling
/// when they end.
pub(crate) fn show(bar: &ProgressBar, progress: Progress, articles: usize, started: Instant) {
    if bar.is_hidden() {
        return;
    }
    let seconds = started.elapsed().as_secs_f64().max(0.001);
    let rate = articles as f64 / seconds;
    let rate = if rate < 10.0 { format!("{rate:.1}") } else { format!("{rate:.0}") };
    let mut message = format!("{articles} articles, {rate}/s");
    if let Some(total) = progress.total.filter(|total| *total > 0) {
        if bar.length() != Some(total) {
            bar.set_length(total);
            let template = "{spinner} [{bar:24}] {percent}% of {total_bytes}, {msg}, {elapsed}, {eta} left";
            if let Ok(style) = ProgressStyle::with_template(template) {
                bar.set_style(style.progress_chars("=> "));
            }
        }
        bar.set_position(progress.done.min(total));
    } else {
        message = format!("{} read, {message}", HumanBytes(progress.done));
        bar.tick();
    }
    bar.set_message(message);
}
