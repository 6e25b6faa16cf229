//! `standpoint export`: a stored corpus in the formats of other programs.

use super::{open_stored, view};
use crate::args::{Divisor, Export, ExportFormat, NetworkKind};
use crate::config::Config;
use crate::exit::ExitStatus;
use crate::notes;
use crate::output::Sink;
use anyhow::{Context, bail};
use standpoint_desk::{View, viewed};
use standpoint_export::{Caption, csv_tables, dna, edges, gexf, graphml, json_ld, parquet_tables};
use standpoint_network::{Network, Normalization, Share, Tally};
use standpoint_stance::Analysis;
use standpoint_store::{StoreError, StoredRun};
use std::path::Path;

pub(crate) fn run(args: &Export, config: &Config) -> anyhow::Result<ExitStatus> {
    // Everything that can be refused is refused before anything is written.
    let measure = measure(args.network, args.normalization)?;
    let (store, stored) = open_stored(&args.seen.stored, config, args.output.as_deref())?;
    let view = view(args.seen.view, &store, stored.id)?;
    let analyses = viewed(&store, &stored, view)?;
    match args.format {
        ExportFormat::Csv => csv_tables(place(args, "folder")?, &stored, view.as_str(), analyses)?,
        ExportFormat::Parquet => parquet_tables(place(args, "folder")?, &stored, view.as_str(), analyses)?,
        ExportFormat::Dna => write_dna(place(args, "file")?, &stored, analyses)?,
        ExportFormat::Jsonld => {
            let mut sink = Sink::open(args.output.as_deref())?;
            json_ld(&stored.run, view.as_str(), &stored.codebook, analyses, &mut sink)?;
            sink.finish()?;
        }
        ExportFormat::Graphml | ExportFormat::Gexf | ExportFormat::Edges => {
            let mut tally = Tally::default();
            for analysis in analyses {
                for position in &analysis?.positions {
                    tally.add(&position.name, &position.issue, position.stance);
                }
            }
            let network = network(&tally, measure);
            let caption = caption(&stored, args.normalization, view);
            let mut sink = Sink::open(args.output.as_deref())?;
            match args.format {
                ExportFormat::Graphml => graphml(&network, &caption, &mut sink)?,
                ExportFormat::Gexf => gexf(&network, &caption, &mut sink)?,
                _ => edges(&network, &mut sink)?,
            }
            sink.finish()?;
            notes::note(&format!("{} nodes, {} edges", network.nodes.len(), network.edges.len()));
        }
    }
    Ok(ExitStatus::Done)
}

/// Where to write what is no stream of text.
fn place<'a>(args: &'a Export, what: &str) -> anyhow::Result<&'a Path> {
    args.output.as_deref().filter(|path| *path != Path::new("-")).with_context(|| {
        format!("this format is a {what}, and cannot go to stdout\nhint: name the {what} with `-o PATH`")
    })
}

/// The database is made under another name and takes its own when it is whole.
fn write_dna(
    path: &Path,
    stored: &StoredRun,
    analyses: impl Iterator<Item = Result<Analysis, StoreError>>,
) -> anyhow::Result<()> {
    if path.metadata().is_ok_and(|m| !m.is_file()) {
        bail!(
            "{} is no file: no database can be written to it\nhint: name a file with `-o PATH`",
            path.display()
        );
    }
    let folder = path.parent().filter(|p| !p.as_os_str().is_empty()).unwrap_or(Path::new("."));
    let cannot = || format!("cannot write to {}", folder.display());
    let part = tempfile::Builder::new().prefix(".standpoint-").tempdir_in(folder).with_context(cannot)?;
    let file = part.path().join("export.dna");
    let counts = dna(&file, &stored.codebook, analyses)?;
    std::fs::rename(&file, path).with_context(|| format!("cannot write {}", path.display()))?;
    notes::note(&format!(
        "{} documents, {} statements; the administrator's password is `standpoint`",
        counts.documents, counts.statements
    ));
    if counts.undated > 0 {
        notes::warning(&format!(
            "{} articles have no date; DNA wants one, and they got 1 January 1970",
            counts.undated
        ));
    }
    Ok(())
}

#[derive(Clone, Copy)]
enum Measure {
    Congruence(Normalization),
    Conflict(Normalization),
    Subtract(Normalization),
    Affiliation(Share),
}

fn measure(kind: NetworkKind, divisor: Divisor) -> anyhow::Result<Measure> {
    if kind == NetworkKind::Affiliation {
        return Ok(Measure::Affiliation(match divisor {
            Divisor::No => Share::None,
            Divisor::Activity => Share::Activity,
            Divisor::Prominence => Share::Prominence,
            _ => {
                bail!("an affiliation network has no such --normalization\nhint: no, activity or prominence")
            }
        }));
    }
    let normalization = match divisor {
        Divisor::No => Normalization::None,
        Divisor::Average => Normalization::Average,
        Divisor::Jaccard => Normalization::Jaccard,
        Divisor::Cosine => Normalization::Cosine,
        _ => bail!("a network of actors has no such --normalization\nhint: no, average, jaccard or cosine"),
    };
    Ok(match kind {
        NetworkKind::Conflict => Measure::Conflict(normalization),
        NetworkKind::Subtract => Measure::Subtract(normalization),
        _ => Measure::Congruence(normalization),
    })
}

fn network(tally: &Tally, measure: Measure) -> Network {
    match measure {
        Measure::Congruence(by) => tally.congruence(by),
        Measure::Conflict(by) => tally.conflict(by),
        Measure::Subtract(by) => tally.subtract(by),
        Measure::Affiliation(by) => tally.affiliation(by),
    }
}

fn caption(stored: &StoredRun, divisor: Divisor, view: View) -> Caption {
    let normalization = match divisor {
        Divisor::No => "no",
        Divisor::Average => "average",
        Divisor::Jaccard => "jaccard",
        Divisor::Cosine => "cosine",
        Divisor::Activity => "activity",
        Divisor::Prominence => "prominence",
    };
    let run = &stored.run;
    Caption {
        normalization: normalization.to_owned(),
        run: format!(
            "run {}: standpoint {}, model {} {}, codebook {}",
            stored.id.0, run.version, run.model, run.model_sha256, run.codebook_sha256
        ),
        view: view.as_str().to_owned(),
        date: stored.started.get(..10).unwrap_or_default().to_owned(),
    }
}
