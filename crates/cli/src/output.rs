//! Where data goes: stdout, or a file that appears when it is whole.

use anyhow::{Context, anyhow, ensure};
use std::fs::File;
use std::io::{self, BufWriter, Write};
use std::path::{Path, PathBuf};

/// A writer for results. A file is written under a temporary name beside its own and renamed by [`Sink::finish`], so
/// that a run that fails leaves the old file as it was. A device or a pipe is written to, never replaced.
pub(crate) enum Sink {
    Stdout(BufWriter<io::StdoutLock<'static>>),
    Device(BufWriter<File>),
    File(BufWriter<tempfile::NamedTempFile>, PathBuf),
}

/// How a text of another encoding becomes what this program reads.
pub(crate) const TO_UTF8: &str =
    "save it as UTF-8 in the editor, or convert it: iconv -f WINDOWS-1252 -t UTF-8 OLD > NEW";

/// Whether a file can be made at `path`, asked before any work is done for it: the folder must be there, and no folder
/// in the file's place.
pub(crate) fn check(path: Option<&Path>) -> anyhow::Result<()> {
    let Some(path) = path.filter(|p| *p != Path::new("-")) else { return Ok(()) };
    let name = path.display();
    ensure!(!path.is_dir(), "cannot write {name}: it is a folder\nhint: name a file, such as {name}/results");
    let folder = folder(path);
    ensure!(
        folder.is_dir(),
        "cannot write {name}: there is no folder {}\nhint: make it first, or name a file in one that is there",
        folder.display()
    );
    Ok(())
}

/// Whether `output` is none of the files that the run reads or keeps: it would be replaced by the results.
pub(crate) fn check_apart<'a>(
    output: Option<&Path>,
    needed: impl IntoIterator<Item = &'a Path>,
) -> anyhow::Result<()> {
    // A file that is not there yet is nobody's input.
    let Some(output) = output.and_then(|path| path.canonicalize().ok()).filter(|path| path.is_file()) else {
        return Ok(());
    };
    let same = needed.into_iter().find(|path| path.canonicalize().is_ok_and(|path| path == output));
    ensure!(
        same.is_none(),
        "cannot write {}: this command reads or keeps that file, and it would be lost\nhint: name another file",
        same.unwrap_or(&output).display()
    );
    Ok(())
}

/// The folder that a file stands in.
fn folder(path: &Path) -> &Path {
    path.parent().filter(|p| !p.as_os_str().is_empty()).unwrap_or(Path::new("."))
}

impl Sink {
    pub(crate) fn open(path: Option<&Path>) -> anyhow::Result<Self> {
        let Some(path) = path.filter(|p| *p != Path::new("-")) else {
            return Ok(Self::Stdout(BufWriter::new(io::stdout().lock())));
        };
        check(Some(path))?;
        if path.metadata().is_ok_and(|m| !m.is_file() && !m.is_dir()) {
            let device = File::options().write(true).open(path);
            return Ok(Self::Device(BufWriter::new(
                device.with_context(|| format!("cannot write to {}", path.display()))?,
            )));
        }
        let folder = folder(path);
        // The error of `tempfile` names its own file, which means nothing to anybody: its kind is what counts.
        let part = tempfile::Builder::new().prefix(".standpoint-").tempfile_in(folder);
        let part =
            part.map_err(|e| anyhow!("cannot write to the folder {}: {}", folder.display(), e.kind()))?;
        // A temporary file is private; what people write for others is not.
        #[cfg(unix)]
        {
            use std::os::unix::fs::PermissionsExt;
            let mode = File::open(path).and_then(|f| f.metadata()).map_or(0o644, |m| m.permissions().mode());
            part.as_file().set_permissions(std::fs::Permissions::from_mode(mode))?;
        }
        Ok(Self::File(BufWriter::new(part), path.to_owned()))
    }

    /// Everything is written: the file takes its name.
    pub(crate) fn finish(self) -> anyhow::Result<()> {
        match self {
            Self::Stdout(mut out) => out.flush()?,
            Self::Device(mut out) => out.flush()?,
            Self::File(out, path) => {
                let part = out.into_inner().map_err(io::IntoInnerError::into_error);
                let part = part.with_context(|| format!("cannot write {}", path.display()))?;
                let named = part.persist(&path).map_err(|e| e.error);
                named.with_context(|| format!("cannot write {}", path.display()))?;
            }
        }
        Ok(())
    }
}

impl Write for Sink {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        match self {
            Self::Stdout(out) => out.write(bytes),
            Self::Device(out) => out.write(bytes),
            Self::File(out, _) => out.write(bytes),
        }
    }

    fn flush(&mut self) -> io::Result<()> {
        match self {
            Self::Stdout(out) => out.flush(),
            Self::Device(out) => out.flush(),
            Self::File(out, _) => out.flush(),
        }
    }
}

/// True when an error comes from a reader that went away, as `head` does.
pub(crate) fn closed_pipe(error: &anyhow::Error) -> bool {
    error.chain().any(|cause| {
        cause.downcast_ref::<io::Error>().is_some_and(|e| e.kind() == io::ErrorKind::BrokenPipe)
            || cause.to_string().contains("Broken pipe")
    })
}

#[cfg(all(test, unix))]
mod tests {
    use super::*;
    use std::os::unix::fs::FileTypeExt;

    #[test]
    fn what_cannot_be_written_is_refused_before_the_work_and_names_no_file_of_ours() {
        let here = tempfile::tempdir().expect("a folder");
        let said = |path: &Path| Sink::open(Some(path)).err().expect("refused").to_string();
        let folder = said(here.path());
        assert!(folder.contains("it is a folder\nhint: name a file"), "{folder}");
        let missing = said(&here.path().join("no/such/out.jsonl"));
        assert!(
            missing.contains("there is no folder") && missing.contains("hint: make it first"),
            "{missing}"
        );
        assert!(!missing.contains(".standpoint-"), "{missing}");
        check(Some(&here.path().join("out.jsonl"))).expect("can be written");
        check(Some(Path::new("-"))).expect("stdout");
    }

    #[test]
    fn an_input_is_not_written_over() {
        let folder = tempfile::tempdir().expect("a folder");
        let (a, b) = (folder.path().join("a.txt"), folder.path().join("b.txt"));
        std::fs::write(&a, "An article.").expect("written");
        let twice = folder.path().join("./a.txt");
        let said = check_apart(Some(&a), [b.as_path(), twice.as_path()]).expect_err("refused").to_string();
        assert!(said.contains("would be lost\nhint: name another file"), "{said}");
        check_apart(Some(&b), [a.as_path()]).expect("a new file");
        check_apart(Some(&a), [b.as_path()]).expect("no input");
        check_apart(None, [a.as_path()]).expect("stdout");
    }

    #[test]
    fn a_pipe_is_written_to_and_stays_one() {
        let folder = tempfile::tempdir().expect("a folder");
        let path = folder.path().join("pipe");
        let made = std::process::Command::new("mkfifo").arg(&path).status().expect("mkfifo is there");
        assert!(made.success());
        let reader = std::thread::spawn({
            let path = path.clone();
            move || std::fs::read_to_string(path).expect("readable")
        });
        let mut sink = Sink::open(Some(&path)).expect("a pipe can be written to");
        sink.write_all(b"data").expect("written");
        sink.finish().expect("finished");
        assert_eq!(reader.join().expect("read"), "data");
        assert!(path.metadata().expect("still there").file_type().is_fifo());
    }
}
