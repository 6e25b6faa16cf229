//! From the best epoch to the files of a model's folder.

use crate::baseline::baselines;
use crate::batch::Item;
use crate::calibrate::Calibration;
use crate::corpus::{Corpus, Row, hex};
use crate::curves::draw;
use crate::delta::Delta;
use crate::early::{self, EarlyExit};
use crate::example::examples;
use crate::fit::{Fitted, History, Recipe, measure};
use crate::metrics::{Report, report};
use crate::network::Network;
use crate::predict::predict;
use crate::tensors::{Metadata, Named, floats, read, replace_file};
use anyhow::{Context, Result};
use serde::Serialize;
use sha2::{Digest, Sha256};
use standpoint_encoder::Tokenizer;
use standpoint_stance::Stance;
use standpoint_stance::pair::PairBuilder;
use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

/// The base model: weights, their hash, and the tokenizer that goes with them.
pub struct Base {
    /// Where it lies.
    pub folder: PathBuf,
    /// Tensors of `model.safetensors`.
    pub weights: Named,
    /// SHA-256 of that file, in hex.
    pub sha256: String,
    /// From `tokenizer.json`.
    pub tokenizer: Tokenizer,
}

impl Base {
    /// Reads a folder with `model.safetensors` and `tokenizer.json`.
    pub fn open(folder: &Path) -> Result<Self> {
        let path = folder.join("model.safetensors");
        let hint = "hint: `cargo xtask fetch-models` brings the base weights; name their folder with --base";
        let sha256 = sha256(&path).context(hint)?;
        let tokenizer = Tokenizer::open(&folder.join("tokenizer.json")).context(hint)?;
        Ok(Self { folder: folder.to_owned(), weights: floats(&read(&path)?.0), sha256, tokenizer })
    }
}

/// SHA-256 of a file, in hex.
pub(crate) fn sha256(path: &Path) -> Result<String> {
    let bytes = fs::read(path).with_context(|| format!("cannot read {}", path.display()))?;
    Ok(hex(&Sha256::digest(&bytes)))
}

/// `metrics.json`.
#[derive(Serialize)]
struct Metrics<'a> {
    /// Which weights these figures are of.
    base: &'static str,
    base_sha256: &'a str,
    delta_sha256: String,
    data_sha256: &'a str,
    recipe: &'a Recipe,
    best_epoch: usize,
    calibration: Calibration,
    /// Of questions about training articles that were held back.
    early_exit: Option<EarlyExit>,
    /// Macro-F1 on dev before the weights were cut to eight bits a value, and after.
    dev_macro_f1_full_precision: f64,
    dev_macro_f1_shipped: f64,
    parts: BTreeMap<&'a str, Report>,
}

/// Writes what a model's folder holds: `model.safetensors` (the delta), `metrics.json`, `log.jsonl`, `curves.svg`.
/// `network` is left with the shipped weights, which are the ones that are measured. Gives the size of the delta in
/// bytes and the reports by part.
pub fn ship(
    network: &Network,
    builder: &PairBuilder,
    base: &Base,
    corpus: &Corpus,
    recipe: &Recipe,
    fitted: &Fitted,
    out: &Path,
) -> Result<(u64, BTreeMap<String, Report>)> {
    let items = |rows: &[Row]| -> Vec<Item> {
        examples(rows).iter().map(|example| Item::new(example, builder)).collect()
    };
    let dev = items(&corpus.dev);
    network.set(&fitted.weights)?;
    let full = measure(network, &dev)?.macro_f1;
    let mut delta = Delta::between(&base.weights, &fitted.weights)?;
    network.set(&delta.over(&base.weights))?;

    let calibration = Calibration::fit(&dev, &predict(network, &dev)?, recipe.loss.smoothing);
    let train = examples(&corpus.train);
    let mut parts = BTreeMap::new();
    for (name, rows) in
        std::iter::once(("dev", &corpus.dev)).chain(corpus.tests.iter().map(|(n, r)| (n.as_str(), r)))
    {
        let items = items(rows);
        let answers = predict(network, &items)?;
        let baselines = baselines(&train, &examples(rows), &items);
        parts.insert(name, report(&items, &answers, &calibration, baselines));
    }

    let path = out.join("model.safetensors");
    let mut strings = strings(base, corpus, recipe, &calibration);
    delta.write(&path, &strings)?;
    let bytes = fs::read(&path).with_context(|| format!("cannot read {}", path.display()))?;
    let exit = early::fit(base, &bytes, corpus).context("the early exit")?;
    if let Some(exit) = &exit {
        strings.insert("exit_after".into(), exit.after.to_string());
        strings.insert("exit_below".into(), format!("{:.6}", exit.below));
        delta.add("exit.weight", exit.weight.clone());
        delta.add("exit.bias", exit.bias.clone());
        delta.write(&path, &strings)?;
    }
    let metrics = Metrics {
        base: BASE,
        base_sha256: &base.sha256,
        delta_sha256: sha256(&path)?,
        data_sha256: &corpus.sha256,
        recipe,
        best_epoch: fitted.epoch,
        calibration,
        early_exit: exit,
        dev_macro_f1_full_precision: full,
        dev_macro_f1_shipped: parts.get("dev").map_or(0.0, |dev| dev.model.macro_f1),
        parts,
    };
    let mut json = serde_json::to_string_pretty(&metrics)?;
    json.push('\n');
    replace_file(&out.join("metrics.json"), json.as_bytes())?;
    // A mean of weights has no history of its own.
    if !fitted.history.epochs.is_empty() {
        replace_file(&out.join("log.jsonl"), log(&fitted.history)?.as_bytes())?;
        replace_file(&out.join("curves.svg"), draw(&fitted.history).as_bytes())?;
    }
    let reports = metrics.parts.into_iter().map(|(name, report)| (name.to_owned(), report)).collect();
    Ok((fs::metadata(&path)?.len(), reports))
}

/// Name of the base weights.
const BASE: &str = "all-MiniLM-L6-v2";

/// The header of the shipped weights: all that a reader needs besides the numbers.
fn strings(base: &Base, corpus: &Corpus, recipe: &Recipe, calibration: &Calibration) -> Metadata {
    let labels: Vec<&str> = Stance::CLASSES.iter().map(|stance| stance.as_str()).collect();
    let strings = [
        ("format", "standpoint-delta/1".to_owned()),
        ("base", BASE.to_owned()),
        ("base_sha256", base.sha256.clone()),
        ("labels", labels.join(",")),
        ("smoothing", format!("{:.4}", calibration.numbers.smoothing)),
        ("temperature", format!("{:.4}", calibration.numbers.temperature)),
        ("odds_support", format!("{:.4}", calibration.numbers.odds[0])),
        ("odds_reject", format!("{:.4}", calibration.numbers.odds[1])),
        ("odds_conditional", format!("{:.4}", calibration.numbers.odds[2])),
        ("threshold", format!("{:.4}", calibration.threshold)),
        ("none_odds", format!("{:.4}", recipe.none_odds)),
        ("seed", recipe.seed.to_string()),
        ("data_sha256", corpus.sha256.clone()),
    ];
    strings.into_iter().map(|(name, value)| (name.to_owned(), value)).collect()
}

/// One JSON object a line: steps, then epochs.
fn log(history: &History) -> Result<String> {
    let mut log = String::new();
    for line in history.steps.iter().map(serde_json::to_string) {
        log.push_str(&line?);
        log.push('\n');
    }
    for line in history.epochs.iter().map(serde_json::to_string) {
        log.push_str(&line?);
        log.push('\n');
    }
    Ok(log)
}
