//! Environments of Python for what is compared with, or read by, other people's programs.

use crate::cargo::{root, run, say};
use anyhow::{Context, Result};
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

/// The interpreter of an environment at `venv` that holds what `list` (a path in the project) names; made when it is missing
/// or was made for another list, at a `cost` that is said first.
pub(crate) fn environment(list: &str, venv: &Path, cost: &str) -> Result<PathBuf> {
    let list = root().join(list);
    let wanted = fs::read_to_string(&list).with_context(|| format!("cannot read {}", list.display()))?;
    let (stamp, python) = (venv.join("requirements.txt"), venv.join("bin/python"));
    if fs::read_to_string(&stamp).is_ok_and(|had| had == wanted) {
        return Ok(python);
    }
    say(&format!("installing the Python packages of {}: {cost}, once", list.display()));
    if let Some(parent) = venv.parent() {
        fs::create_dir_all(parent).with_context(|| format!("cannot make {}", parent.display()))?;
    }
    run(Command::new("python3").args(["-m", "venv", "--clear"]).arg(venv))?;
    run(Command::new(&python)
        .args(["-m", "pip", "install", "--quiet", "--disable-pip-version-check", "-r"])
        .arg(&list))?;
    fs::write(&stamp, wanted).with_context(|| format!("cannot write {}", stamp.display()))?;
    Ok(python)
}
