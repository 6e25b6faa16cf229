//! `standpoint-train`: from committed data to the weights that `standpoint` ships.

use anyhow::{Context, Result, ensure};
use clap::{Args, Parser, Subcommand};
use standpoint_stance::pair::PairBuilder;
use standpoint_train::{
    Base, Corpus, Delta, Event, History, Network, Recipe, Sources, draw, fit, multiply_in_bfloat16, ship,
    write_base_reference, write_logit_reference,
};
use std::io::{IsTerminal, Write, stderr, stdout};
use std::path::PathBuf;
use std::process::ExitCode;
use std::time::Instant;
use tch::Device;

/// Trains the stance classifier and writes what the native encoder is tested against.
#[derive(Parser)]
#[command(version, args_override_self = true)]
struct Cli {
    #[command(subcommand)]
    command: Command,
}

#[derive(Subcommand)]
enum Command {
    /// Fine-tune the base weights on labelled articles and write the model's folder.
    Train(Box<Train>),
    /// Write the reference outputs that the native encoder and classifier are tested against.
    Reference(Reference),
}

#[derive(Args)]
struct Train {
    #[command(flatten)]
    sources: Sources,
    /// Folder with the base model.safetensors and tokenizer.json.
    #[arg(long, value_name = "DIR")]
    base: PathBuf,
    /// Begin with trained weights (model.safetensors of earlier trainings) instead of the base alone: with the mean of these
    /// files. With `--epochs 0` that mean is what is shipped.
    #[arg(long, num_args = 1.., value_name = "FILE")]
    from: Vec<PathBuf>,
    /// The model's folder: gets model.safetensors, metrics.json, log.jsonl and curves.svg.
    #[arg(long, value_name = "DIR", default_value = "models/standpoint-minilm")]
    out: PathBuf,
    /// File that every epoch leaves for --resume (about 220 MB).
    #[arg(long, value_name = "FILE", default_value = "target/standpoint-minilm.checkpoint")]
    checkpoint: PathBuf,
    /// Go on from the checkpoint.
    #[arg(long)]
    resume: bool,
    /// Threads that libtorch uses. The last digits of the weights depend on it.
    #[arg(long, default_value_t = 2)]
    threads: i32,
    #[command(flatten)]
    recipe: Recipe,
}

#[derive(Args)]
struct Reference {
    /// Folder with the base model.safetensors and tokenizer.json.
    #[arg(long, value_name = "DIR")]
    base: PathBuf,
    /// The shipped weights.
    #[arg(long, value_name = "FILE", default_value = "models/standpoint-minilm/model.safetensors")]
    delta: PathBuf,
    /// Where the hidden states of the base weights go.
    #[arg(long, value_name = "FILE", default_value = "crates/encoder/tests/reference/base.json")]
    base_out: PathBuf,
    /// Where the logits of the shipped weights go.
    #[arg(long, value_name = "FILE", default_value = "crates/stance/tests/reference/logits.json")]
    logits_out: PathBuf,
}

fn main() -> ExitCode {
    let result = match Cli::parse().command {
        Command::Train(args) => train(&args),
        Command::Reference(args) => reference(&args),
    };
    match result {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            let _ = writeln!(stderr(), "error: {error:#}");
            ExitCode::from(2)
        }
    }
}

fn train(args: &Train) -> Result<()> {
    ensure!(args.threads > 0, "--threads must be at least 1");
    ensure!(args.recipe.batch > 0, "--batch must be at least 1");
    ensure!((0.0..=1.0).contains(&args.recipe.keep), "--keep must be between 0 and 1");
    tch::set_num_threads(args.threads);
    multiply_in_bfloat16(args.recipe.bfloat16)?;
    let begun = Instant::now();
    let corpus = Corpus::read(&args.sources)?;
    let base = Base::open(&args.base)?;
    let builder = PairBuilder::new(&base.tokenizer)?;
    tch::manual_seed(args.recipe.seed.cast_signed());
    let network = Network::new(Device::cuda_if_available(), &base.weights)?;
    ensure!(
        args.recipe.epochs > 0 || !args.from.is_empty(),
        "--epochs 0 trains nothing\nhint: --from names weights"
    );
    for (number, from) in args.from.iter().enumerate() {
        network.blend(&Delta::read(from)?.over(&base.weights), 1.0 / (number + 1) as f64)?;
    }
    let curves = args.out.join("curves.svg");
    std::fs::create_dir_all(&args.out).with_context(|| format!("cannot make {}", args.out.display()))?;
    let watch = |event: &Event, history: &History| {
        say(event, history)?;
        if matches!(event, Event::Epoch) {
            std::fs::write(&curves, draw(history))
                .with_context(|| format!("cannot write {}", curves.display()))?;
        }
        Ok(())
    };
    let fitted = fit(&network, &builder, &corpus, &args.recipe, &args.checkpoint, args.resume, watch)?;
    multiply_in_bfloat16(false)?;
    let (bytes, reports) = ship(&network, &builder, &base, &corpus, &args.recipe, &fitted, &args.out)?;
    let mut out = stdout().lock();
    for (part, report) in &reports {
        writeln!(
            out,
            "{part:<20} {:>5} records  macro-F1 {:.3}  (majority {:.3}, keywords {:.3})  calibration error {:.3}",
            report.records,
            report.model.macro_f1,
            report.majority.macro_f1,
            report.keywords.macro_f1,
            report.calibration_error
        )?;
    }
    let minutes = begun.elapsed().as_secs_f64() / 60.0;
    let (epoch, megabytes, folder) = (fitted.epoch, bytes as f64 / 1e6, args.out.display());
    writeln!(
        out,
        "epoch {epoch} of {}, {megabytes:.1} MB in {folder}, {minutes:.1} minutes",
        args.recipe.epochs
    )?;
    Ok(())
}

fn reference(args: &Reference) -> Result<()> {
    let base = Base::open(&args.base)?;
    let network = Network::new(Device::Cpu, &base.weights)?;
    write_base_reference(&base, &network, &args.base_out)?;
    writeln!(stdout(), "{}", args.base_out.display())?;
    write_logit_reference(&base, &network, &args.delta, &args.logits_out)?;
    writeln!(stdout(), "{}", args.logits_out.display())?;
    Ok(())
}

/// Tells the person who waits: a line that changes on a terminal, a line an epoch everywhere.
fn say(event: &Event, history: &History) -> Result<()> {
    let mut err = stderr().lock();
    match event {
        Event::Step { batches, number, rate } => {
            if err.is_terminal()
                && let Some(step) = history.steps.last()
            {
                write!(
                    err,
                    "\repoch {:.2}  step {number}/{batches}  loss {:.3}  {rate:.0}/s ",
                    step.epoch, step.loss
                )?;
            } else if number == batches {
                write!(err, "{rate:.1} questions a second; ")?;
            }
        }
        Event::Epoch => {
            if let Some(epoch) = history.epochs.last() {
                let classes: Vec<String> =
                    epoch.classes.iter().map(|(name, f1)| format!("{name} {f1:.3}")).collect();
                let (number, loss, classes) = (epoch.epoch, epoch.loss, classes.join(", "));
                writeln!(
                    err,
                    "epoch {number}: loss {loss:.3}, dev macro-F1 {:.3} ({classes})",
                    epoch.macro_f1
                )?;
            }
        }
    }
    err.flush()?;
    Ok(())
}
