//! The folder where bases are kept.

use crate::{Base, ManifestFile, ModelError};
use sha2::{Digest, Sha256};
use std::fmt::Write as _;
use std::fs;
use std::io::{self, Write};
use std::path::{Path, PathBuf};
use std::time::UNIX_EPOCH;

/// A folder with one folder a base in it.
#[derive(Clone, Debug)]
pub struct Store {
    root: PathBuf,
}

/// What is known of one file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum FileState {
    /// It is the published one.
    Good,
    /// It is not there.
    Missing,
    /// It is there and wrong.
    Wrong {
        /// Size or hash found.
        found: String,
        /// Size or hash published.
        expected: String,
    },
}

impl Store {
    /// A store in a folder of the caller's choice.
    pub fn new(root: impl Into<PathBuf>) -> Self {
        Self { root: root.into() }
    }

    /// The user's own: `$STANDPOINT_MODELS`, else `standpoint/models` in `$XDG_CACHE_HOME` or `~/.cache`.
    pub fn at_home() -> Result<Self, ModelError> {
        let set = |name: &str| std::env::var_os(name).filter(|v| !v.is_empty()).map(PathBuf::from);
        if let Some(root) = set("STANDPOINT_MODELS") {
            return Ok(Self { root });
        }
        let cache = set("XDG_CACHE_HOME")
            .or_else(|| set("HOME").or_else(|| set("USERPROFILE")).map(|h| h.join(".cache")));
        cache.map(|c| Self { root: c.join("standpoint").join("models") }).ok_or(ModelError::NoHome)
    }

    /// The folder.
    pub fn root(&self) -> &Path {
        &self.root
    }

    /// The folder of one base, whether it is there or not.
    pub fn folder(&self, base: &Base) -> PathBuf {
        self.root.join(&base.name)
    }

    /// The folder of a base whose files are all there and right.
    ///
    /// Each file is hashed the first time; then a stamp beside it records size and time of change, and it is trusted
    /// for as long as these stay the same.
    pub fn ready(&self, base: &Base) -> Result<PathBuf, ModelError> {
        let folder = self.folder(base);
        for file in &base.files {
            let path = folder.join(&file.name);
            if stamp_of(&path)
                .is_some_and(|now| fs::read_to_string(stamp_path(&path)).is_ok_and(|then| then == now))
            {
                continue;
            }
            match self.state(base, file)? {
                FileState::Good => trust(&path),
                FileState::Missing => return Err(ModelError::Missing { path }),
                FileState::Wrong { found, expected } => {
                    return Err(ModelError::Damaged { path, found, expected });
                }
            }
        }
        Ok(folder)
    }

    /// Hashes one file and says what it is.
    pub fn state(&self, base: &Base, file: &ManifestFile) -> Result<FileState, ModelError> {
        check(&self.folder(base).join(&file.name), file)
    }

    /// Copies a file into the store under its final name, once it has proved to be the right one.
    pub(crate) fn install(&self, base: &Base, file: &ManifestFile, from: &Path) -> Result<(), ModelError> {
        if let FileState::Wrong { found, expected } = check(from, file)? {
            return Err(ModelError::Damaged { path: from.into(), found, expected });
        }
        let folder = self.folder(base);
        fs::create_dir_all(&folder).map_err(ModelError::io("create", &folder))?;
        let target = folder.join(&file.name);
        let mut reader = fs::File::open(from).map_err(ModelError::io("read", from))?;
        let mut part = tempfile::NamedTempFile::new_in(&folder).map_err(ModelError::io("write", &folder))?;
        io::copy(&mut reader, &mut part).map_err(ModelError::io("write", &target))?;
        part.flush().and_then(|()| part.as_file().sync_all()).map_err(ModelError::io("write", &target))?;
        part.persist(&target).map_err(|e| e.error).map_err(ModelError::io("write", &target))?;
        trust(&target);
        Ok(())
    }
}

/// Compares a file with what was published.
pub(crate) fn check(path: &Path, file: &ManifestFile) -> Result<FileState, ModelError> {
    let metadata = match fs::metadata(path) {
        Ok(metadata) => metadata,
        Err(e) if e.kind() == io::ErrorKind::NotFound => return Ok(FileState::Missing),
        Err(e) => return Err(ModelError::io("read", path)(e)),
    };
    if metadata.len() != file.bytes {
        let found = format!("{} bytes", metadata.len());
        return Ok(FileState::Wrong { found, expected: format!("{} bytes", file.bytes) });
    }
    let mut reader = fs::File::open(path).map_err(ModelError::io("read", path))?;
    let mut hasher = Sha256::new();
    let mut buffer = vec![0; 1 << 16];
    loop {
        let n = io::Read::read(&mut reader, &mut buffer).map_err(ModelError::io("read", path))?;
        if n == 0 {
            break;
        }
        hasher.update(&buffer[..n]);
    }
    let found = hasher.finalize().iter().fold(String::new(), |mut out, b| {
        let _ = write!(out, "{b:02x}");
        out
    });
    if found == file.sha256 {
        Ok(FileState::Good)
    } else {
        Ok(FileState::Wrong { found: format!("sha256 {found}"), expected: format!("sha256 {}", file.sha256) })
    }
}

fn stamp_path(path: &Path) -> PathBuf {
    let mut name = path.file_name().unwrap_or_default().to_owned();
    name.push(".checked");
    path.with_file_name(name)
}

fn stamp_of(path: &Path) -> Option<String> {
    let metadata = fs::metadata(path).ok()?;
    let changed = metadata.modified().ok()?.duration_since(UNIX_EPOCH).ok()?;
    Some(format!("{} bytes, changed {}.{:09}\n", metadata.len(), changed.as_secs(), changed.subsec_nanos()))
}

/// Writes the stamp. In a read-only folder there is none, and the file is hashed each time: slower, never wrong.
fn trust(path: &Path) {
    if let Some(stamp) = stamp_of(path) {
        let _ = fs::write(stamp_path(path), stamp);
    }
}
