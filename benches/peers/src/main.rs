//! `cargo xtask bench peers`: our encoder beside other people's, on the same work, in the same run.
//!
//! Every engine lives in a process of its own ([`worker`]) that sleeps until its turn comes. First each is given every
//! set-up that makes sense for it (model file, batch size, batches at a time), and its fastest is kept ([`rounds::tune`]).
//! Then all take turns, round by round ([`rounds::rounds`]), and so does a loop of bare multiply-adds that says what the
//! cores could do ([`limits`]). [`table`] writes the medians down. `docs/concepts/performance.md` tells the method.

mod candle;
mod engine;
mod limits;
mod onnx;
mod ours;
mod rounds;
mod rten;
mod table;
#[cfg(feature = "torch")]
mod torch;
mod work;
mod worker;

use anyhow::Result;
use clap::{Parser, Subcommand};
use std::fs;
use std::path::PathBuf;

/// Our encoder beside other people's.
#[derive(Parser)]
#[command(name = "standpoint-peers")]
struct Cli {
    /// Where policies, measurements and tables are kept
    #[arg(long, global = true, default_value = "out/peers")]
    out: PathBuf,
    /// Only engines whose name holds one of these words
    #[arg(long, global = true)]
    only: Vec<String>,
    #[command(subcommand)]
    step: Step,
}

#[derive(Subcommand)]
enum Step {
    /// Everything: tune where that was not done, five rounds of each kind, the tables
    All,
    /// Find each engine's best set-up
    Tune {
        #[arg(long, default_value_t = 2)]
        threads: usize,
    },
    /// Measure some rounds and keep them
    Rounds {
        #[arg(long, default_value_t = 2)]
        threads: usize,
        /// Single calls instead of the reference work
        #[arg(long)]
        calls: bool,
        /// Every which line of the reference work
        #[arg(long, default_value_t = 1)]
        every: usize,
        #[arg(long, default_value_t = 1)]
        rounds: usize,
    },
    /// Write the tables of what was measured
    Table,
    /// One engine, asked over standard input (started by the other steps)
    #[command(hide = true)]
    Worker { name: String, policy: String, threads: usize },
}

fn main() -> Result<()> {
    let cli = Cli::parse();
    if let Step::Worker { name, policy, threads } = &cli.step {
        return worker::serve(name, &serde_json::from_str(policy)?, *threads);
    }
    fs::create_dir_all(&cli.out)?;
    let (tuned, measured) = (cli.out.join("policies.json"), cli.out.join("rounds.jsonl"));
    let rounds = |threads, calls, every, count| {
        rounds::rounds(&tuned, &measured, &cli.only, threads, calls, every, count)
    };
    match cli.step {
        Step::Tune { threads } => return rounds::tune(&tuned, &cli.only, threads, &cli.out),
        Step::Rounds { threads, calls, every, rounds: count } => return rounds(threads, calls, every, count),
        Step::Worker { .. } => unreachable!("served above"),
        Step::Table => {}
        Step::All => {
            if rounds::load(&tuned)?.is_empty() {
                rounds::tune(&tuned, &cli.only, 2, &cli.out)?;
            }
            rounds(2, false, 1, 5)?;
            rounds(2, true, 1, 5)?;
            rounds(1, false, 4, 5)?;
            rounds(1, true, 1, 5)?;
        }
    }
    let (records, policies) = (rounds::records(&measured)?, rounds::load(&tuned)?);
    let text = table::markdown(&records, &policies);
    fs::write(cli.out.join("peers.md"), &text)?;
    fs::write(
        cli.out.join("peers.json"),
        serde_json::to_string_pretty(&table::json(&records, &policies))? + "\n",
    )?;
    print!("{text}");
    Ok(())
}
