//! `standpoint models`: what there is, where it lies, how it comes here.

use crate::args::ModelsAction;
use crate::exit::ExitStatus;
use crate::notes;
use anyhow::Context;
use standpoint_models::{FileState, Manifest, Source, Store};
use std::io::Write;

pub(crate) fn run(action: ModelsAction) -> anyhow::Result<ExitStatus> {
    let manifest = Manifest::shipped();
    let store = Store::at_home()?;
    let mut out = std::io::stdout().lock();
    match action {
        ModelsAction::Path => writeln!(out, "{}", store.root().display())?,
        ModelsAction::List => {
            for model in &manifest.models {
                let base =
                    manifest.base(&model.base).context("models.toml lists a model without its base")?;
                let state = store.ready(base).map_or_else(|e| e.to_string(), |_| "ready".into());
                writeln!(
                    out,
                    "{}\t{}\tbase {}\t{}",
                    model.name,
                    model.licence,
                    base.name,
                    first_line(&state)
                )?;
            }
        }
        ModelsAction::Fetch { from } => {
            let source = from.map_or(Source::Auto, Source::Folder);
            for base in &manifest.bases {
                let brought = store.fetch(base, &source, &mut |line| notes::note(line))?;
                let folder = store.folder(base);
                let what = if brought == 0 { "already there" } else { "fetched and checked" };
                notes::note(&format!("{}: {what}, in {}", base.name, folder.display()));
            }
        }
        ModelsAction::Verify => {
            let mut whole = true;
            for base in &manifest.bases {
                for file in &base.files {
                    let path = store.folder(base).join(&file.name);
                    let verdict = match store.state(base, file)? {
                        FileState::Good => "ok".to_owned(),
                        FileState::Missing => "missing".to_owned(),
                        FileState::Wrong { found, expected } => {
                            format!("damaged: {found}, expected {expected}")
                        }
                    };
                    whole &= verdict == "ok";
                    writeln!(out, "{}\t{verdict}", path.display())?;
                }
            }
            if !whole {
                notes::error("not every file is there and whole\nhint: `standpoint models fetch` mends it");
                return Ok(ExitStatus::CouldNotRun);
            }
        }
    }
    Ok(ExitStatus::Done)
}

fn first_line(text: &str) -> &str {
    text.lines().next().unwrap_or_default()
}
