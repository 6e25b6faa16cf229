//! Crates import each other in the order of the walk, and in no other.

use crate::cargo::{root, say};
use anyhow::{Context, Result, ensure};
use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

/// What each crate may depend on. An article walks from top to bottom; nothing looks back.
const ORDER: &[(&str, &[&str])] = &[
    ("article", &[]),
    ("encoder", &[]),
    ("ingest", &["article"]),
    ("statements", &["article", "encoder"]),
    ("stance", &["article", "encoder", "statements"]),
    ("network", &["stance"]),
    ("store", &["article", "statements", "stance"]),
    ("export", &["article", "statements", "stance", "network", "store"]),
    ("report", &["article", "statements", "stance", "network", "store"]),
    ("models", &[]),
    ("eval", &["article", "statements", "stance"]),
    ("agreement", &[]),
    ("issues", &["article", "statements", "stance"]),
    ("desk", &["agreement", "article", "statements", "stance", "store", "report"]),
    ("browser", &[]),
    (
        "cli",
        &[
            "article",
            "encoder",
            "ingest",
            "statements",
            "stance",
            "network",
            "store",
            "export",
            "report",
            "models",
            "eval",
            "issues",
            "desk",
        ],
    ),
    ("train", &["article", "encoder", "statements", "stance", "eval"]),
];

/// A Rust file longer than this should be two.
const MAX_LINES: usize = 700;

/// Fails with one line for each thing that is out of order.
pub(crate) fn run() -> Result<()> {
    let mut wrong = imports(&root().join("crates"))?;
    wrong.extend(lengths(&root())?);
    ensure!(wrong.is_empty(), "out of order:\n{}", wrong.join("\n"));
    say("tidy: imports follow the walk");
    Ok(())
}

fn imports(crates: &Path) -> Result<Vec<String>> {
    let order: BTreeMap<&str, &[&str]> = ORDER.iter().copied().collect();
    let mut wrong = Vec::new();
    for folder in folders(crates)? {
        let manifest = crates.join(&folder).join("Cargo.toml");
        let text =
            fs::read_to_string(&manifest).with_context(|| format!("cannot read {}", manifest.display()))?;
        let Some(allowed) = order.get(folder.as_str()) else {
            wrong.push(format!(
                "crates/{folder}: not in the order\nhint: give it a place in xtask/src/tidy.rs"
            ));
            continue;
        };
        let parsed: toml::Table = toml::from_str(&text).with_context(|| manifest.display().to_string())?;
        let dependencies = parsed.get("dependencies").and_then(toml::Value::as_table);
        for name in dependencies.into_iter().flat_map(toml::Table::keys) {
            if let Some(other) = name.strip_prefix("standpoint-").filter(|o| !allowed.contains(o)) {
                wrong.push(format!("crates/{folder} imports {other}, which comes after it in the walk"));
            }
        }
    }
    Ok(wrong)
}

fn folders(crates: &Path) -> Result<Vec<String>> {
    let entries = fs::read_dir(crates).with_context(|| format!("cannot read {}", crates.display()))?;
    let mut names: Vec<String> = entries
        .flatten()
        .filter(|e| e.path().join("Cargo.toml").is_file())
        .map(|e| e.file_name().to_string_lossy().into_owned())
        .collect();
    names.sort();
    Ok(names)
}

fn lengths(root: &Path) -> Result<Vec<String>> {
    let mut wrong = Vec::new();
    let mut open = vec![root.join("crates"), root.join("xtask"), root.join("benches")];
    while let Some(folder) = open.pop() {
        for entry in
            fs::read_dir(&folder).with_context(|| format!("cannot read {}", folder.display()))?.flatten()
        {
            let path = entry.path();
            if path.is_dir() {
                open.push(path);
            } else if path.extension().is_some_and(|e| e == "rs") {
                let lines = fs::read_to_string(&path).unwrap_or_default().lines().count();
                if lines > MAX_LINES {
                    wrong.push(format!(
                        "{}: {lines} lines; past {MAX_LINES} a file should be two",
                        path.display()
                    ));
                }
            }
        }
    }
    wrong.sort();
    Ok(wrong)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn workspace(article_depends_on: &str) -> tempfile::TempDir {
        let here = tempfile::tempdir().expect("a folder");
        let krate = here.path().join("article");
        fs::create_dir_all(&krate).expect("made");
        let text = format!(
            "[package]\nname = \"standpoint-article\"\n[dependencies]\n{article_depends_on}.workspace = true\n"
        );
        fs::write(krate.join("Cargo.toml"), text).expect("written");
        here
    }

    #[test]
    fn an_import_against_the_walk_is_named() {
        let found = imports(workspace("standpoint-stance").path()).expect("readable");
        assert_eq!(found, ["crates/article imports stance, which comes after it in the walk"]);
        assert!(imports(workspace("serde").path()).expect("readable").is_empty());
    }

    #[test]
    fn this_workspace_is_in_order() {
        run().expect("in order");
    }
}
