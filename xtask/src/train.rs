//! Training and reference outputs: the only chores that need libtorch.

use crate::cargo::{cargo, root, run};
use crate::{fetch_models, libtorch};
use anyhow::Result;
use std::path::{Path, PathBuf};
use std::process::Command;

/// What every stage but the first learns from.
const ALL: &str = "--data datasets/voa-positions datasets/invented-articles datasets/contrasts datasets/newswire-articles \
    --wordings datasets/issue-wordings/train.jsonl --questions datasets/article-questions/train.jsonl";
/// The first stage: the labelled records, what the program asks of labelled articles at work, and questions whose subject is
/// near and whose answer is none.
const FIRST: &str = "--data datasets/voa-positions datasets/invented-articles --epochs 4 \
    --labelled 1 --work-position 0.6 --work-none 0.12 --other-issue 0.15 --other-actor 0.1 --own-issue 0.15 --own-sentence 0.05";
/// The second: a part of all that, contrasts, further questions, issues in other words and turned round, slips of the hand.
const SECOND: &str = "--epochs 1 --work-position 0.2 --work-none 0.1 --other-issue 0.1 --other-actor 0.08 --own-issue 0.1 \
    --own-sentence 0.03 --reworded 0.25 --opposite 0.1 --typos 0.06";
/// The third: fewer questions whose answer is none, and words of a condition asked about other issues of their article.
const THIRD: &str = "--epochs 1 --labelled 0.65 --question 0.5 --question-none 0.3 --work-position 0.25 --work-none 0.1 --other-issue 0.1 \
    --other-actor 0.08 --own-issue 0.1 --own-issue-conditional 0.7 --own-sentence 0.03 --reworded 0.25 --opposite 0.1 --typos 0.06";
/// Nothing is trained: the mean of the weights it begins with.
const MEAN: &str = "--epochs 0";

/// One training.
struct Training {
    name: &'static str,
    /// The trainings whose weights it begins with: their mean, or the base where there is none.
    from: &'static [&'static str],
    /// What it has in common with others.
    recipe: [&'static str; 2],
    /// What is its own.
    own: &'static str,
}

/// All trainings, in turn. What is shipped is the last one's, a mean with the odds of `none`.
const TRAININGS: [Training; 29] = [
    training("first", &[], ["", FIRST], "--seed 1 --lr 0.0002"),
    training("a", &["first"], [ALL, SECOND], "--labelled 0.7 --question 0.5 --seed 11 --lr 0.0002"),
    training("b", &["first"], [ALL, SECOND], "--labelled 0.7 --question 0.5 --seed 12 --lr 0.0001"),
    training("c", &["a"], [ALL, SECOND], "--labelled 0.5 --question 0.4 --seed 13 --lr 0.00015"),
    training("abc", &["a", "b", "c"], [ALL, MEAN], ""),
    training("d", &["abc"], [ALL, THIRD], "--seed 21 --lr 0.0002"),
    training("e", &["abc"], [ALL, THIRD], "--seed 22 --lr 0.00015"),
    training("de", &["d", "e"], [ALL, MEAN], ""),
    training("f", &["de"], [ALL, THIRD], "--epochs 2 --seed 31 --lr 0.0002"),
    training("g", &["de"], [ALL, THIRD], "--seed 32 --lr 0.00018"),
    training("defg", &["de", "f", "g"], [ALL, MEAN], ""),
    training("h", &["defg"], [ALL, THIRD], "--labelled 1 --question 0.35 --seed 41 --lr 0.0002"),
    training("i", &["defg"], [ALL, THIRD], "--labelled 0.8 --question 0.45 --seed 42 --lr 0.00018"),
    training("defghi", &["defg", "h", "i"], [ALL, MEAN], ""),
    training(
        "j",
        &["defghi"],
        [ALL, THIRD],
        "--labelled 0.8 --question 0.2 --reworded 0.2 --seed 51 --lr 0.0002",
    ),
    training("defghij", &["defghi", "j"], [ALL, MEAN], ""),
    training(
        "k",
        &["defghij"],
        [ALL, THIRD],
        "--labelled 0.8 --question 0.2 --reworded 0.2 --seed 61 --lr 0.0002",
    ),
    training(
        "l",
        &["defghij"],
        [ALL, THIRD],
        "--labelled 0.8 --question 0.25 --reworded 0.3 --seed 62 --lr 0.00018",
    ),
    training("defghijkl", &["defghij", "k", "l"], [ALL, MEAN], ""),
    training(
        "m",
        &["defghijkl"],
        [ALL, THIRD],
        "--labelled 0.6 --question 0.15 --reworded 0.2 --seed 63 --lr 0.0002",
    ),
    training(
        "n",
        &["defghijkl"],
        [ALL, THIRD],
        "--labelled 0.6 --question 0.12 --reworded 0.2 --before 0.85 --after 0.5 --seed 64 --lr 0.0002",
    ),
    training("defghijklmn", &["defghijkl", "m", "n"], [ALL, MEAN], ""),
    training(
        "o",
        &["defghijklmn"],
        [ALL, THIRD],
        "--labelled 0.4 --question 0.05 --question-none 0.08 --work-position 0.12 --work-none 0.05 --reworded 0.2 --seed 65 --lr 0.0001",
    ),
    training(
        "p",
        &["defghijklmn", "o"],
        [ALL, THIRD],
        "--labelled 0.2 --question 0.03 --question-none 0.05 --work-position 0.1 --work-none 0.05 --own-issue-conditional 0.4 --reworded 0.2 \
         --consistency 1 --seed 71 --lr 0.00012",
    ),
    training(
        "q",
        &["defghijklmn", "o"],
        [ALL, THIRD],
        "--labelled 0.2 --question 0.03 --question-none 0.05 --work-position 0.1 --work-none 0.05 --own-issue-conditional 0.4 --reworded 0.2 \
         --consistency 1 --seed 72 --lr 0.0001",
    ),
    training("defghijklmnpq", &["defghijklmn", "p", "q"], [ALL, MEAN], ""),
    training(
        "u",
        &["defghijklmnpq"],
        [ALL, THIRD],
        "--fresh newswire-articles/ --labelled 0.15 --masked 0.2 --question 0.04 --question-none 0.06 --work-position 0.15 --work-none 0.06 \
         --reworded 0.2 --seed 76 --lr 0.00012",
    ),
    training(
        "v",
        &["defghijklmnpq"],
        [ALL, THIRD],
        "--fresh newswire-articles/ contrast-g contrast-h inv-tb --labelled 0.07 --masked 0.2 --question 0.03 --question-none 0.05 \
         --work-position 0.1 --work-none 0.05 --reworded 0.2 --seed 77 --lr 0.00012",
    ),
    training("shipped", &["defghijklmnpq", "u", "v"], [ALL, MEAN], "--none-odds 3"),
];

const fn training(
    name: &'static str,
    from: &'static [&'static str],
    recipe: [&'static str; 2],
    own: &'static str,
) -> Training {
    Training { name, from, recipe, own }
}

/// Trains the shipped weights from the committed data, in three stages; `options` come after the recipe's own and may change
/// them in each training. They were made with `--bfloat16 --threads 1`, which not every machine can do. With `--resume` each
/// training goes on from its checkpoint where it left one.
pub(crate) fn train(options: &[String]) -> Result<()> {
    let base = fetch_models(None)?;
    TRAININGS.iter().try_for_each(|training| training.run(&base, options))
}

impl Training {
    fn run(&self, base: &Path, options: &[String]) -> Result<()> {
        let checkpoint = folder(self.name).with_extension("checkpoint");
        let begun = checkpoint.is_file();
        let mut command = program()?;
        command.arg("train").arg("--base").arg(base);
        command
            .args([self.recipe[0], self.recipe[1], self.own].iter().flat_map(|part| part.split_whitespace()));
        command.args(options.iter().filter(|option| begun || *option != "--resume"));
        if self.recipe[1] != MEAN {
            command.arg("--checkpoint").arg(&checkpoint);
        }
        if !self.from.is_empty() {
            command.arg("--from").args(self.from.iter().map(|name| folder(name).join("model.safetensors")));
        }
        // The last one's place is the program's own: that of the shipped weights.
        if self.name != "shipped" {
            command.arg("--out").arg(folder(self.name));
        }
        run(&mut command)
    }
}

/// Where a training leaves its files.
fn folder(name: &str) -> PathBuf {
    root().join("target/training").join(name)
}

/// Writes the reference outputs of the base and of the shipped weights.
pub(crate) fn reference() -> Result<()> {
    let base = fetch_models(None)?;
    run(program()?.arg("reference").arg("--base").arg(base))
}

/// `cargo run` of the train crate, with libtorch found or fetched.
fn program() -> Result<Command> {
    let folder = libtorch::ensure()?;
    let mut command = cargo();
    command.args(["run", "--profile", "train", "--package", "standpoint-train", "--"]).current_dir(root());
    for (name, value) in libtorch::environment(&folder) {
        command.env(name, value);
    }
    Ok(command)
}
