//! Labelled articles, as `datasets/*/*.jsonl` hold them: one article a line.

use crate::questions;
use crate::wordings::Wordings;
use anyhow::{Context, Result, bail, ensure};
use clap::Args;
use serde::Deserialize;
use sha2::{Digest, Sha256};
use standpoint_article::Span;
use standpoint_stance::{ConditionType, Lean, Stance};
use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};

/// One labelled article.
#[derive(Clone, Debug, Deserialize)]
pub struct Row {
    /// Its name in the corpus.
    pub id: String,
    /// The article's text; every offset below is a byte offset into it.
    pub text: String,
    /// Sentences as `[start, end]`, in order.
    pub sentences: Vec<(usize, usize)>,
    /// What positions were asked about; who has no record on one of these holds none on it.
    pub issues: Vec<LabelledIssue>,
    /// More questions about the article ([`Questions`](crate::Questions)): what they leave out, they leave open.
    #[serde(skip)]
    pub questions: Vec<LabelledIssue>,
    /// Its records are asked about in every epoch, whatever `--labelled` says ([`Sources::fresh`]).
    #[serde(skip)]
    pub fresh: bool,
}

/// One issue and who stands where on it.
#[derive(Clone, Debug, Deserialize)]
pub struct LabelledIssue {
    /// Its name in the corpus; questions have none.
    #[serde(default)]
    pub id: String,
    /// The proposal.
    pub issue: String,
    /// One record a position.
    pub positions: Vec<Record>,
}

/// One labelled position.
#[derive(Clone, Debug, Deserialize)]
pub struct Record {
    /// The actor's fullest name.
    pub actor: String,
    /// Other names of the actor.
    #[serde(default)]
    pub aliases: Vec<String>,
    /// Where the actor is named as the one who holds the position.
    pub mention: Option<Quoted>,
    /// Numbers of the sentences that settle the label, ascending.
    pub evidence: Vec<usize>,
    /// The label.
    pub stance: Stance,
    /// The condition of a conditional position.
    pub condition: Option<LabelledCondition>,
    /// `present` or `past`.
    #[serde(default)]
    pub time: Option<String>,
}

/// A span that carries the text it slices.
#[derive(Clone, Debug, Deserialize)]
pub struct Quoted {
    /// Bytes of the article's text.
    #[serde(flatten)]
    pub span: Span,
    /// What stands there.
    pub text: String,
}

/// The condition of a conditional position.
#[derive(Clone, Debug, Deserialize)]
pub struct LabelledCondition {
    /// Where it is worded.
    #[serde(flatten)]
    pub place: Quoted,
    /// What kind of requirement it is.
    #[serde(rename = "type")]
    pub kind: ConditionType,
    /// How the answer hangs on it.
    pub lean: Lean,
}

impl Record {
    /// True for a position that the actor held once and may hold no more. Such records train and test nothing here:
    /// the classifier answers for the present.
    pub fn is_past(&self) -> bool {
        self.time.as_deref() == Some("past")
    }
}

/// The parts of one or more data sets, put together, and what they were read from.
#[derive(Clone, Debug, Default)]
pub struct Corpus {
    /// Rows that the network learns from (`train.jsonl`).
    pub train: Vec<Row>,
    /// Rows on which choices are made: epoch, temperature, threshold (`dev.jsonl`).
    pub dev: Vec<Row>,
    /// Rows that are measured once all choices are made (`test.jsonl`, `test-unseen-issues.jsonl`, ...), by file stem.
    pub tests: BTreeMap<String, Vec<Row>>,
    /// Other words for the issues of the training rows.
    pub wordings: Wordings,
    /// SHA-256, in hex, over the train and dev files, the wordings and the questions, in order: what the weights were made of.
    pub sha256: String,
}

/// What to read.
#[derive(Args, Clone, Debug, Default)]
pub struct Sources {
    /// Data sets: folders with `train.jsonl`, `dev.jsonl` and `test*.jsonl`, of which each may lack some.
    #[arg(long, required = true, num_args = 1.., value_name = "DIR")]
    pub data: Vec<PathBuf>,
    /// Files with other words for the issues of the train parts, and with their opposites.
    #[arg(long, num_args = 1.., value_name = "FILE")]
    pub wordings: Vec<PathBuf>,
    /// Files with more questions about the articles of the train parts.
    #[arg(long, num_args = 1.., value_name = "FILE")]
    pub questions: Vec<PathBuf>,
    /// Rows whose names begin so, or begin so behind their folder's and a slash (`contrasts/contrast-h`), are asked about in every
    /// epoch, whatever `--labelled` says: what is new, where the weights that a training begins with know the rest by heart.
    #[arg(long, num_args = 1.., value_name = "PREFIX")]
    pub fresh: Vec<String>,
}

impl Sources {
    /// The prefix that makes a row of a folder a fresh one.
    fn fresh_by(&self, folder: &Path, id: &str) -> Option<&String> {
        let placed = format!("{}/{id}", folder.file_name().unwrap_or_default().to_string_lossy());
        self.fresh.iter().find(|p| id.starts_with(p.as_str()) || placed.starts_with(p.as_str()))
    }
}

impl Corpus {
    /// Reads `train.jsonl`, `dev.jsonl` and every `test*.jsonl` of each folder, and the files of wordings and questions; parts
    /// of the same name are put together. A folder may lack any of them.
    ///
    /// # Errors
    /// With file and line when a row does not parse, when a span does not slice what it says, and when questions are about an
    /// article that is in no train part.
    pub fn read(sources: &Sources) -> Result<Self> {
        let mut corpus = Self::default();
        let mut digest = Sha256::new();
        let mut fresh = BTreeSet::new();
        for folder in &sources.data {
            for (name, path) in parts(folder).with_context(|| format!("cannot list {}", folder.display()))? {
                let bytes = fs::read(&path).with_context(|| format!("cannot read {}", path.display()))?;
                // The weights depend on these two parts alone; what is only measured may grow.
                if matches!(name.as_str(), "train" | "dev") {
                    digest.update(&bytes);
                }
                let mut rows = rows(&path, &bytes)?;
                for row in rows.iter_mut().filter(|_| name == "train") {
                    let by = sources.fresh_by(folder, &row.id);
                    row.fresh = by.is_some();
                    fresh.extend(by);
                }
                match name.as_str() {
                    "train" => corpus.train.extend(rows),
                    "dev" => corpus.dev.extend(rows),
                    _ => corpus.tests.entry(name).or_default().extend(rows),
                }
            }
        }
        let text = |path: &PathBuf| {
            fs::read_to_string(path).with_context(|| format!("cannot read {}", path.display()))
        };
        for path in &sources.wordings {
            let text = text(path)?;
            digest.update(&text);
            corpus.wordings.read(path, &text)?;
        }
        for path in &sources.questions {
            let text = text(path)?;
            digest.update(&text);
            questions::attach(&mut corpus.train, path, &text)?;
        }
        for prefix in &sources.fresh {
            digest.update(prefix);
            ensure!(
                fresh.contains(prefix),
                "--fresh {prefix}: no row of the train parts begins so that no prefix before takes\n\
                 hint: names are like `contrast-h` or `contrasts/contrast-h`"
            );
        }
        for (part, rows) in [("train", &corpus.train), ("dev", &corpus.dev)] {
            ensure!(!rows.is_empty(), "no rows in {part}.jsonl\nhint: --data wants folders that hold one");
        }
        corpus.sha256 = hex(&digest.finalize());
        Ok(corpus)
    }
}

/// Bytes in hexadecimal.
pub(crate) fn hex(bytes: &[u8]) -> String {
    let digit = |half: u8| char::from_digit(u32::from(half), 16).unwrap_or('0');
    bytes.iter().flat_map(|byte| [digit(byte >> 4), digit(byte & 15)]).collect()
}

/// The files of a data set that belong to a part, in order of their names.
fn parts(folder: &Path) -> std::io::Result<Vec<(String, PathBuf)>> {
    let mut parts = Vec::new();
    for entry in fs::read_dir(folder)? {
        let path = entry?.path();
        let is_rows = path.extension().is_some_and(|end| end == "jsonl");
        let stem = path.file_stem().and_then(|stem| stem.to_str()).unwrap_or_default().to_owned();
        if is_rows && (stem == "train" || stem == "dev" || stem.starts_with("test")) {
            parts.push((stem, path));
        }
    }
    parts.sort();
    Ok(parts)
}

fn rows(path: &Path, bytes: &[u8]) -> Result<Vec<Row>> {
    let text = std::str::from_utf8(bytes).with_context(|| format!("{} is not UTF-8", path.display()))?;
    let lines = text.lines().enumerate().filter(|(_, line)| !line.trim().is_empty());
    let parsed = lines.map(|(number, line)| {
        let checked = serde_json::from_str(line).map_err(anyhow::Error::from).and_then(|row: Row| {
            row.check()?;
            Ok(row)
        });
        checked.with_context(|| format!("{}:{}", path.display(), number + 1))
    });
    parsed.collect()
}

impl Row {
    fn check(&self) -> Result<()> {
        for &(start, end) in &self.sentences {
            let sound = start < end && self.text.get(start..end).is_some();
            ensure!(sound, "article {}: sentence {start}..{end} does not slice the text", self.id);
        }
        self.check_issues(&self.issues)
    }

    /// Fails where a record does not fit the article.
    pub(crate) fn check_issues(&self, issues: &[LabelledIssue]) -> Result<()> {
        for issue in issues {
            for record in &issue.positions {
                self.check_record(record).with_context(|| {
                    format!("article {}, issue {:?}, actor {}", self.id, issue.issue, record.actor)
                })?;
            }
        }
        Ok(())
    }

    fn check_record(&self, record: &Record) -> Result<()> {
        ensure!(record.stance != Stance::Unclear, "`unclear` is no label: it is what the program answers");
        ensure!(!record.evidence.is_empty(), "no evidence sentence");
        ensure!(record.evidence.is_sorted(), "evidence sentences are out of order: {:?}", record.evidence);
        if let Some(beyond) = record.evidence.iter().find(|&&i| i >= self.sentences.len()) {
            bail!("evidence names sentence {beyond} of {}", self.sentences.len());
        }
        let condition = record.condition.as_ref().map(|condition| &condition.place);
        for quoted in record.mention.iter().chain(condition) {
            let found = quoted.span.get(&self.text);
            ensure!(
                found == Some(quoted.text.as_str()),
                "span says {:?}, the text says {found:?}",
                quoted.text
            );
        }
        let conditional = record.stance == Stance::ConditionalCooperation;
        ensure!(
            conditional || record.condition.is_none(),
            "a condition on a position that is `{}`",
            record.stance
        );
        Ok(())
    }
}
