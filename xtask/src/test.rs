//! Everything that must pass before a change lands.

use crate::cargo::{cargo, root, run, say};
use crate::{datasets, fetch_models, libtorch, python, tidy};
use anyhow::Result;
use std::process::{Command, Stdio};

/// Runs it all, the quick things first. The model is fetched when it is missing, because some tests are about it.
pub(crate) fn all() -> Result<()> {
    run(cargo().args(["fmt", "--all", "--check"]))?;
    tidy::run()?;
    datasets::run(&datasets::Action::Verify)?;
    fetch_models(None)?;
    // `train` needs libtorch to build, but not to have its types checked.
    let not_train = ["--workspace", "--exclude", "standpoint-train"];
    run(cargo().args(["clippy", "--all-targets"]).args(not_train).args(["--", "--deny", "warnings"]))?;
    let types = ["check", "--package", "standpoint-train", "--all-targets", "--features", "doc-only"];
    run(cargo().args(types).env_remove("LIBTORCH"))?;
    // Exports are read back by other people's programs. Without them those tests would only say that they were left out.
    let readers = libtorch::cache_dir()?.join("readers");
    let list = "crates/export/tests/requirements.txt";
    let python = python::environment(list, &readers, "290 MB on disk")?;
    run(cargo().arg("test").args(not_train).env("STANDPOINT_PYTHON", python))?;
    deny()
}

/// Licences and sources of all dependencies, where `cargo-deny` is there or can be had from the package registry.
/// Advisories need a network of their own and are left to whoever releases.
fn deny() -> Result<()> {
    let has =
        |name: &str| Command::new(name).arg("--version").stdout(Stdio::null()).stderr(Stdio::null()).status();
    if !has("cargo-deny").is_ok_and(|s| s.success()) {
        say(
            "cargo-deny is not installed: licences are not checked (hint: cargo install cargo-deny --locked)",
        );
        return Ok(());
    }
    run(Command::new("cargo-deny").current_dir(root()).args(["check", "bans", "licenses", "sources"]))
}
