//! Results in the format that was asked for. Record formats stream; reports need everything first.

use crate::args::{Format, Look};
use crate::output::Sink;
use anyhow::Context;
use standpoint_desk::View;
use standpoint_models::{DEFAULT_MODEL, Manifest};
use standpoint_report::wire::RunRecord;
use standpoint_report::{
    Confusion, Framing, JsonlOptions, JsonlWriter, Report, ReportOptions, Stage, Theme, document, html,
    markdown, table, vega_lite, write_csv,
};
use standpoint_stance::{Analysis, Codebook, Run};
use std::io::Write;
use std::path::Path;

/// Columns of a table when stdout does not say how wide it is.
const PAGE_WIDTH: usize = 100;

/// Columns to lay a table out for: `COLUMNS` where the shell gives it. Never the width of the terminal itself, so that
/// what is printed and what is piped are the same.
fn width() -> usize {
    std::env::var("COLUMNS").ok().and_then(|c| c.parse().ok()).filter(|c| *c >= 40).unwrap_or(PAGE_WIDTH)
}

/// Where analyses go.
pub(crate) enum Results {
    Records(JsonlWriter<Sink>),
    Report(Box<Pending>),
}

/// A report that waits for its last article.
pub(crate) struct Pending {
    sink: Sink,
    format: Format,
    run: Run,
    codebook: Codebook,
    all: bool,
    view: View,
    width: usize,
    title: Option<String>,
    theme: Theme,
    analyses: Vec<Analysis>,
}

impl Results {
    pub(crate) fn new(
        format: Format,
        output: Option<&Path>,
        run: Run,
        codebook: &Codebook,
        all: bool,
        look: &Look,
        view: View,
    ) -> anyhow::Result<Self> {
        let sink = Sink::open(output)?;
        if let Some(framing) = framing(format) {
            let mut writer = JsonlWriter::new(sink, JsonlOptions { stage: Stage::Analyze, framing, all });
            writer.begin(RunRecord {
                view: (view != View::Auto).then_some(view.as_str()),
                ..RunRecord::new(&run)
            })?;
            return Ok(Self::Records(writer));
        }
        let codebook = codebook.clone();
        let title = look.title.clone().or_else(|| (view != View::Auto).then(|| view.title().to_owned()));
        let theme = theme(look.template.as_deref())?;
        let (width, analyses) = (width(), Vec::new());
        Ok(Self::Report(Box::new(Pending {
            sink,
            format,
            run,
            codebook,
            all,
            view,
            width,
            title,
            theme,
            analyses,
        })))
    }

    pub(crate) fn analysis(&mut self, analysis: Analysis) -> anyhow::Result<()> {
        match self {
            Self::Records(writer) => writer.analysis(&analysis)?,
            Self::Report(pending) => pending.analyses.push(analysis),
        }
        Ok(())
    }

    pub(crate) fn warning(&mut self, input: &str, message: &str) -> anyhow::Result<()> {
        if let Self::Records(writer) = self {
            writer.warning(input, message)?;
        }
        Ok(())
    }

    pub(crate) fn failed(&mut self, input: &str, message: &str) -> anyhow::Result<()> {
        if let Self::Records(writer) = self {
            writer.failed(input, message)?;
        }
        Ok(())
    }

    /// Passes on what is written so far, where results stream.
    pub(crate) fn flush(&mut self) -> anyhow::Result<()> {
        if let Self::Records(writer) = self {
            writer.flush()?;
        }
        Ok(())
    }

    pub(crate) fn finish(self) -> anyhow::Result<()> {
        match self {
            Self::Records(writer) => writer.end()?.0.finish(),
            Self::Report(pending) => pending.write(),
        }
    }
}

impl Pending {
    fn write(self) -> anyhow::Result<()> {
        // How often the model errs says nothing about labels that people gave.
        let confusion = Manifest::shipped_scores(DEFAULT_MODEL)
            .filter(|_| self.view != View::Reviewed)
            .and_then(|scores| Confusion::of_model(scores, &self.run.model_sha256));
        let options = ReportOptions { title: self.title, all: self.all, confusion };
        let report = Report::new(self.run, self.codebook, self.analyses, options);
        let mut sink = self.sink;
        match self.format {
            Format::Csv => write_csv(&report, &mut sink)?,
            Format::Md => sink.write_all(markdown(&report).as_bytes())?,
            Format::Html => sink.write_all(html(&report, &self.theme)?.as_bytes())?,
            Format::ReportJson => writeln!(sink, "{}", document(&report)?)?,
            Format::Vega => sink.write_all(vega_lite(&report).as_bytes())?,
            Format::Table | Format::Json | Format::Jsonl => {
                sink.write_all(table(&report, self.width).as_bytes())?;
            }
        }
        sink.finish()
    }
}

/// What a newsroom's folder adds to the page.
fn theme(folder: Option<&Path>) -> anyhow::Result<Theme> {
    let Some(folder) = folder else { return Ok(Theme::default()) };
    let read = |name: &str| match std::fs::read_to_string(folder.join(name)) {
        Ok(text) => Ok(Some(text)),
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => Ok(None),
        Err(error) => Err(error).with_context(|| format!("cannot read {}", folder.join(name).display())),
    };
    let (style, masthead, footer) = (read("style.css")?, read("masthead.html")?, read("footer.html")?);
    anyhow::ensure!(
        style.is_some() || masthead.is_some() || footer.is_some(),
        "expected style.css, masthead.html or footer.html in {}, found none\nhint: docs/reference/report.md says what \
         each of them does",
        folder.display()
    );
    let text = Option::unwrap_or_default;
    Ok(Theme { style: text(style), masthead: text(masthead), footer: text(footer) })
}

/// How the record formats hold their records together; `None` for the others.
pub(crate) fn framing(format: Format) -> Option<Framing> {
    match format {
        Format::Jsonl => Some(Framing::Lines),
        Format::Json => Some(Framing::Array),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use sha2::{Digest, Sha256};
    use std::fmt::Write as _;

    /// Scores of other weights would be passed over in silence, and every cell would lose its trust.
    #[test]
    fn the_scores_that_are_shipped_are_those_of_the_weights_that_are_shipped() {
        let weights = Manifest::shipped_delta(DEFAULT_MODEL).expect("shipped");
        let mut sha256 = String::new();
        for byte in Sha256::digest(weights) {
            write!(sha256, "{byte:02x}").expect("a string takes all");
        }
        let scores = Manifest::shipped_scores(DEFAULT_MODEL).expect("shipped");
        assert!(
            Confusion::of_model(scores, &sha256).is_some(),
            "models/standpoint-minilm/articles.json is of other weights\nhint: docs/concepts/trust.md has the command"
        );
    }
}
