//! A newcomer's first command.

use crate::cargo::{cargo, root, run, say};
use crate::fetch_models;
use anyhow::{Context, Result};
use std::process::Command;

/// Fetches the model, builds, analyses the sample, prints the table and the path of the HTML report.
pub(crate) fn demo() -> Result<()> {
    fetch_models(None)?;
    run(cargo().args(["build", "--release", "--package", "standpoint-cli"]))?;
    let root = root();
    let out = root.join("out");
    std::fs::create_dir_all(&out).with_context(|| format!("cannot make {}", out.display()))?;
    let target = std::env::var_os("CARGO_TARGET_DIR").map_or_else(|| root.join("target"), Into::into);
    let standpoint = target.join("release").join(format!("standpoint{}", std::env::consts::EXE_SUFFIX));
    let db = out.join("sample.db");
    run(Command::new(&standpoint)
        .current_dir(&root)
        .args([
            "analyze",
            "datasets/sample/articles",
            "--codebook",
            "datasets/sample/issues.toml",
            "--format",
            "table",
            "--db",
        ])
        .arg(&db))?;
    let report = out.join("sample.html");
    run(Command::new(&standpoint)
        .current_dir(&root)
        .arg("report")
        .arg("--db")
        .arg(&db)
        .arg("-o")
        .arg(&report))?;
    say(&format!(
        "\nThe report: {}\nOpen it in a browser; every cell leads to its sentences.",
        report.display()
    ));
    Ok(())
}
