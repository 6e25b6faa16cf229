//! Other people's corpora as rows of our forms. Each is mapped only as far as its labels say what ours say; the rest is left
//! out and counted. Their texts stay theirs: none is committed here.

mod attitude;
mod authored;
mod coreference;
mod dse;
mod files;
mod gap;
mod gum;
mod handeset;
mod ibm;
mod newsmtsc;
mod perspectrum;
mod places;
mod polnear;
mod quotes;
mod semeval;
mod unscon;

#[cfg(test)]
pub(super) use attitude::AttitudeRow;
#[cfg(test)]
pub(super) use coreference::CoreferenceRow;

use super::jsonl::Article;
use super::output;
use crate::cargo::say;
use anyhow::{Result, ensure};
use clap::ValueEnum;
use serde::Serialize;
use std::collections::{BTreeMap, BTreeSet};
use std::io::Write;
use std::path::Path;

/// A corpus that can be brought in.
#[derive(Clone, Copy, Debug, ValueEnum)]
pub(crate) enum Set {
    /// Directed sentiment between two entities of a news sentence (attitudes)
    Dse,
    /// `NewsMTSC`: tone of a news sentence toward a person (attitudes)
    Newsmtsc,
    /// Perspectrum: claims and perspectives (positions)
    Perspectrum,
    /// IBM claim stance: topics and claims (positions)
    Ibm,
    /// `UNSCon`: negative evaluations in Security Council speeches (attitudes)
    Unscon,
    /// `HanDeSeT`: motions and speeches of the House of Commons (positions)
    Handeset,
    /// GAP: pronouns and two names (coreference)
    Gap,
    /// GUM: attributions of its discourse trees, with actors from its coreference (statements)
    Gum,
    /// `PolNeAR`: attributions in political news (statements)
    Polnear,
    /// A table of SemEval-2016 task 6 (positions)
    Semeval,
}

/// What was left out, and why.
pub(super) type Dropped = BTreeMap<&'static str, usize>;

/// Counts one thing that is left out.
fn drop_one(dropped: &mut Dropped, why: &'static str) {
    *dropped.entry(why).or_default() += 1;
}

/// Writes the corpus at `path` as JSON Lines; says on stderr what came and what did not.
pub(crate) fn import(set: Set, path: &Path, to: Option<&Path>) -> Result<()> {
    let mut dropped = Dropped::new();
    let out = &mut dropped;
    match set {
        Set::Dse => finish(&dse::read(path, out)?, "attitudes", to),
        Set::Newsmtsc => finish(&newsmtsc::read(path, out)?, "attitudes", to),
        Set::Perspectrum => finish(&perspectrum::read(path, out)?, "positions", to),
        Set::Ibm => finish(&ibm::read(path, out)?, "positions", to),
        Set::Unscon => finish(&unscon::read(path, out)?, "attitudes", to),
        Set::Handeset => finish(&handeset::read(path, out)?, "positions", to),
        Set::Gap => finish(&gap::read(path, out)?, "candidates", to),
        Set::Gum => finish(&gum::read(path, out)?, "statements", to),
        Set::Polnear => finish(&polnear::read(path, out)?, "statements", to),
        Set::Semeval => finish(&semeval::read(path, out)?, "positions", to),
    }?;
    for (why, count) in dropped {
        say(&format!("left out: {count} {why}"));
    }
    Ok(())
}

/// Checks the rows like our own and writes them.
fn finish<T: Article + Serialize>(rows: &[T], what: &str, to: Option<&Path>) -> Result<()> {
    let mut out = output::open(to)?;
    let mut ids = BTreeSet::new();
    for row in rows {
        ensure!(ids.insert(row.id()), "{} stands twice: give one file or folder of the corpus", row.id());
        let wrong = row.defects();
        ensure!(wrong.is_empty(), "{}: {}", row.id(), wrong.join("; "));
        serde_json::to_writer(&mut out, row)?;
        writeln!(out)?;
    }
    out.flush()?;
    let records: usize = rows.iter().map(Article::records).sum();
    say(&format!("{} texts with {records} {what}", rows.len()));
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::super::row::Row;
    use super::*;

    #[test]
    fn rows_are_written_one_a_line_and_an_id_only_once() {
        let here = tempfile::tempdir().expect("a folder");
        let (file, out) = (here.path().join("train.txt"), here.path().join("rows.jsonl"));
        let table = "ID\tTarget\tTweet\tStance\n1\tTrams\tMore!\tFAVOR\n2\tTrams\tFewer.\tAGAINST\n";
        std::fs::write(&file, table).expect("written");
        import(Set::Semeval, here.path(), Some(&out)).expect("imported");
        let text = std::fs::read_to_string(&out).expect("readable");
        let rows: Vec<Row> = text.lines().map(|l| serde_json::from_str(l).expect("a row")).collect();
        assert_eq!(
            rows.iter().map(|r| r.id.as_str()).collect::<Vec<_>>(),
            ["semeval-train-1", "semeval-train-2"]
        );
        std::fs::write(&file, table.replace("\n2\t", "\n1\t")).expect("written");
        let error = import(Set::Semeval, &file, Some(&out)).expect_err("refused").to_string();
        assert!(error.starts_with("semeval-train-1 stands twice"), "{error}");
    }
}
