//! From the inputs a user names to the files there are, one at a time.

use crate::InputFormat;
use crate::error::InputError;
use crate::sniff::{Kind, UNKNOWN_NAME};
use globset::{GlobBuilder, GlobMatcher};
use std::ffi::OsStr;
use std::path::{Path, PathBuf};
use walkdir::WalkDir;

/// What the walk came upon.
#[derive(Debug)]
pub(crate) enum Found {
    File(PathBuf),
    Stdin,
    /// Passed over, and the user should know.
    Skipped(PathBuf, String),
    Failed(PathBuf, InputError),
}

/// Lazy walk over inputs. Folders are entered in the order of their names, so two runs see the same order on every
/// file system; hidden files are passed over in silence, as people expect of a folder.
#[derive(Debug)]
pub(crate) struct Walk {
    inputs: std::vec::IntoIter<PathBuf>,
    format: InputFormat,
    folder: Option<Folder>,
}

/// A folder being walked, for itself or for a glob.
#[derive(Debug)]
struct Folder {
    input: PathBuf,
    entries: walkdir::IntoIter,
    glob: Option<GlobMatcher>,
    gave_a_file: bool,
}

impl Walk {
    pub(crate) fn new(inputs: Vec<PathBuf>, format: InputFormat) -> Self {
        Self { inputs: inputs.into_iter(), format, folder: None }
    }

    fn begin(&mut self, input: PathBuf) -> Option<Found> {
        if input.as_os_str() == "-" {
            return Some(Found::Stdin);
        }
        // `metadata` follows links and opens nothing, so a pipe cannot hang here.
        match std::fs::metadata(&input) {
            Ok(meta) if meta.is_dir() => {
                self.folder = Some(Folder::new(input.clone(), &input, None));
                None
            }
            Ok(meta) if meta.is_file() => Some(Found::File(input)),
            Ok(meta) => Some(Found::Failed(input, InputError::Special(special(meta.file_type())))),
            Err(e) if e.kind() == std::io::ErrorKind::NotFound => match literal_prefix(&input) {
                None => Some(Found::Failed(input, InputError::Missing)),
                Some(base) => match glob(&input) {
                    Ok(glob) => {
                        self.folder = Some(Folder::new(input, &base, Some(glob)));
                        None
                    }
                    Err(e) => Some(Found::Failed(input, e.into())),
                },
            },
            Err(e) => Some(Found::Failed(input, e.into())),
        }
    }
}

impl Iterator for Walk {
    type Item = Found;

    fn next(&mut self) -> Option<Found> {
        loop {
            if let Some(folder) = &mut self.folder {
                if let Some(found) = folder.next(self.format) {
                    return Some(found);
                }
                if let Some(folder) = self.folder.take().filter(|f| !f.gave_a_file) {
                    let why =
                        if folder.glob.is_some() { InputError::NoMatch } else { InputError::EmptyFolder };
                    return Some(Found::Failed(folder.input, why));
                }
            }
            let input = self.inputs.next()?;
            if let Some(found) = self.begin(input) {
                return Some(found);
            }
        }
    }
}

impl Folder {
    fn new(input: PathBuf, base: &Path, glob: Option<GlobMatcher>) -> Self {
        let entries = WalkDir::new(base).follow_links(true).sort_by_file_name().into_iter();
        Self { input, entries, glob, gave_a_file: false }
    }

    fn next(&mut self, format: InputFormat) -> Option<Found> {
        loop {
            let entry = match self.entries.next()? {
                Ok(entry) => entry,
                Err(e) => return Some(walk_error(&self.input, e)),
            };
            if entry.depth() > 0 && is_hidden(entry.file_name()) {
                if entry.file_type().is_dir() {
                    self.entries.skip_current_dir();
                }
                continue;
            }
            let is_dir = entry.file_type().is_dir();
            let path = tidy(entry.path());
            if is_dir || self.glob.as_ref().is_some_and(|glob| !glob.is_match(&path)) {
                continue;
            }
            if !entry.file_type().is_file() {
                let what = special(entry.file_type());
                return Some(Found::Skipped(path, format!("skipped: a {what}, not a file")));
            }
            // A glob names its files, as a shell would: their extensions are not judged.
            let wanted = self.glob.is_some() || format != InputFormat::Auto || Kind::of_name(&path).is_some();
            if !wanted {
                return Some(Found::Skipped(path, UNKNOWN_NAME.into()));
            }
            self.gave_a_file = true;
            return Some(Found::File(path));
        }
    }
}

/// A glob such as `*.txt` is walked from `.`; its paths are named without the `./`.
fn tidy(path: &Path) -> PathBuf {
    path.strip_prefix(".").ok().filter(|p| !p.as_os_str().is_empty()).unwrap_or(path).to_path_buf()
}

fn glob(pattern: &Path) -> Result<GlobMatcher, globset::Error> {
    let pattern = tidy(pattern);
    Ok(GlobBuilder::new(&pattern.to_string_lossy()).literal_separator(true).build()?.compile_matcher())
}

/// The folder a glob starts in; `None` for a path that is no glob.
fn literal_prefix(pattern: &Path) -> Option<PathBuf> {
    let is_glob = |part: &OsStr| part.to_string_lossy().contains(['*', '?', '[', '{']);
    if !pattern.iter().any(is_glob) {
        return None;
    }
    let base: PathBuf = pattern.iter().take_while(|part| !is_glob(part)).collect();
    Some(if base.as_os_str().is_empty() { PathBuf::from(".") } else { base })
}

fn walk_error(input: &Path, error: walkdir::Error) -> Found {
    let path = error.path().unwrap_or(input).to_path_buf();
    match error.loop_ancestor() {
        Some(ancestor) => {
            let why = format!("skipped: a symbolic link back to {}", ancestor.display());
            Found::Skipped(path, why)
        }
        None if error.io_error().is_some_and(|e| e.kind() == std::io::ErrorKind::NotFound) => {
            // The base of a glob may not exist, a link may lead nowhere.
            Found::Failed(path, InputError::Missing)
        }
        None => Found::Failed(path, error.into_io_error().map_or(InputError::Missing, InputError::Io)),
    }
}

fn is_hidden(name: &OsStr) -> bool {
    name.as_encoded_bytes().starts_with(b".")
}

fn special(kind: std::fs::FileType) -> &'static str {
    #[cfg(unix)]
    {
        use std::os::unix::fs::FileTypeExt;
        if kind.is_fifo() {
            return "named pipe";
        }
        if kind.is_socket() {
            return "socket";
        }
        if kind.is_block_device() || kind.is_char_device() {
            return "device";
        }
    }
    let _ = kind;
    "special file"
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_glob_starts_in_its_longest_plain_folder() {
        assert_eq!(literal_prefix(Path::new("a/b/*.txt")), Some("a/b".into()));
        assert_eq!(literal_prefix(Path::new("*.txt")), Some(".".into()));
        assert_eq!(literal_prefix(Path::new("a/b.txt")), None);
    }

    #[test]
    fn a_star_stays_in_its_folder_and_two_go_down() {
        let matches = |pattern: &str, path: &str| glob(Path::new(pattern)).is_ok_and(|g| g.is_match(path));
        assert!(matches("a/*.txt", "a/b.txt"));
        assert!(!matches("a/*.txt", "a/c/b.txt"));
        assert!(matches("a/**/*.txt", "a/c/b.txt"));
        assert!(matches("./*.txt", "b.txt"));
    }
}
