//! A libtorch for `crates/train`, put together from the `PyTorch` wheel that the package registry carries.
//!
//! `tch` wants libtorch 2.4.0 exactly. Its own download comes from a server that many build machines do not reach; the
//! registry they do reach carries the same CPU library inside the wheel `torch` for `CPython` 3.11, next to a CUDA build
//! that we leave behind. Of the wheel we keep the headers, `libtorch_cpu`, `libc10` and `libgomp`. Three small
//! libraries stand in for what the CPU library names and never needs on a CPU: `libcudart.so.12` and `libcupti.so.12`
//! hold just the symbols it lists, each answering with an error code, and `libtorch.so` only pulls in the other two.
//!
//! The folder lies in the user's cache, outside any checkout, and is complete or absent: it is assembled beside its
//! place and renamed into it.

use anyhow::{Context, Result, bail, ensure};
use std::ffi::OsString;
use std::fmt::Write as _;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::{env, fs};

const VERSION: &str = "2.4.0";
/// SHA-256 of `torch-2.4.0-cp311-cp311-manylinux1_x86_64.whl`, checked by pip.
const WHEEL_SHA256: &str = "e743adadd8c8152bb8373543964551a7cb7cc20ba898dc8f9c0cdbe47c283de0";
/// The libraries that are written here, in the order in which they are made.
const STAND_INS: [&str; 2] = ["libcudart.so.12", "libcupti.so.12"];

/// Keeps of the wheel in `argv[1]` what belongs to the CPU, under `argv[2]`.
const UNPACK: &str = r"
import re, sys, zipfile
wheel = zipfile.ZipFile(sys.argv[1])
keep = re.compile(r'torch/(include/.*|lib/(libtorch_cpu\.so|libc10\.so|libgomp-[0-9a-f]+\.so\.1))')
wheel.extractall(sys.argv[2], [name for name in wheel.namelist() if keep.fullmatch(name)])
";

/// The folder to name in `LIBTORCH`: the caller's own where that variable is set, else the one in the cache, which is
/// fetched (about 800 MB) and assembled (about 570 MB) when it is not there yet.
///
/// # Errors
/// When the platform is not 64-bit x86 Linux and `LIBTORCH` is not set, and when `python3`, `pip`, `nm` or `gcc` is
/// missing or fails.
pub(crate) fn ensure() -> Result<PathBuf> {
    if let Some(own) = own() {
        ensure!(
            own.join("lib").is_dir() && own.join("include").is_dir(),
            "LIBTORCH is {}, which has no lib/ and include/\nhint: unset it, or point it at a libtorch {VERSION}",
            own.display()
        );
        return Ok(own);
    }
    if !cfg!(all(target_os = "linux", target_arch = "x86_64")) {
        bail!(
            "no libtorch {VERSION} is put together for this platform\nhint: set LIBTORCH to an unpacked libtorch \
             {VERSION} (and LIBTORCH_CXX11_ABI to its C++ ABI), then run this again"
        );
    }
    let cache = cache_dir()?;
    let folder = cache.join(format!("libtorch-{VERSION}"));
    if !folder.is_dir() {
        fs::create_dir_all(&cache).with_context(|| format!("cannot make {}", cache.display()))?;
        let work = cache.join(format!(".libtorch-{VERSION}.{}", std::process::id()));
        let made = assemble(&work).and_then(|()| {
            // Another process may have been faster: its folder is as good as ours.
            fs::rename(work.join("torch"), &folder)
                .or_else(|e| if folder.is_dir() { Ok(()) } else { Err(e) })?;
            Ok(())
        });
        let _ = fs::remove_dir_all(&work);
        made.with_context(|| format!("cannot put libtorch {VERSION} together in {}", cache.display()))?;
    }
    Ok(folder)
}

/// What building and running `crates/train` needs in its environment, for the folder that [`ensure`] gave.
pub(crate) fn environment(libtorch: &Path) -> Vec<(&'static str, OsString)> {
    let mut path = libtorch.join("lib").into_os_string();
    if let Some(rest) = env::var_os("LD_LIBRARY_PATH").filter(|rest| !rest.is_empty()) {
        path.push(":");
        path.push(rest);
    }
    let mut variables = vec![("LIBTORCH", libtorch.into()), ("LD_LIBRARY_PATH", path)];
    if own().is_none() {
        // Wheels of this version were built with the old C++ ABI; whoever brings a libtorch of their own says so.
        variables.push(("LIBTORCH_CXX11_ABI", "0".into()));
    }
    variables
}

fn own() -> Option<PathBuf> {
    env::var_os("LIBTORCH").filter(|path| !path.is_empty()).map(PathBuf::from)
}

/// The folder in the user's cache for what is fetched or assembled once a machine.
pub(crate) fn cache_dir() -> Result<PathBuf> {
    let set = |name: &str| env::var_os(name).filter(|value| !value.is_empty()).map(PathBuf::from);
    set("STANDPOINT_CACHE")
        .or_else(|| set("XDG_CACHE_HOME").map(|dir| dir.join("standpoint")))
        .or_else(|| set("HOME").map(|dir| dir.join(".cache/standpoint")))
        .context("no place for a cache\nhint: set STANDPOINT_CACHE to a folder")
}

/// Leaves a complete `torch/` under `work`.
fn assemble(work: &Path) -> Result<()> {
    fs::create_dir_all(work)?;
    let wheel = download(&work.join("wheel"))?;
    run(Command::new("python3").args(["-c", UNPACK]).arg(&wheel).arg(work))?;
    let lib = work.join("torch/lib");
    let listing = run(Command::new("nm").args(["-D", "--undefined-only"]).arg(lib.join("libtorch_cpu.so")))?;
    for name in STAND_INS {
        let (source, versions) = stand_in(name, &symbols_of(&listing, name));
        let (c, map) = (work.join("stand_in.c"), work.join("stand_in.map"));
        fs::write(&c, source)?;
        fs::write(&map, versions)?;
        let link = gcc(&lib, name).arg(&c).arg(format!("-Wl,--version-script={}", map.display())).output();
        check("gcc", link)?;
    }
    let pulls_in = gcc(&lib, "libtorch.so")
        .args(["-Wl,--no-as-needed", "-Wl,--allow-shlib-undefined", "-Wl,-rpath,$ORIGIN"])
        .arg("-L")
        .arg(&lib)
        .args(["-ltorch_cpu", "-lc10"])
        .output();
    check("gcc", pulls_in)?;
    fs::write(work.join("torch/build-version"), VERSION)?;
    Ok(())
}

/// Has pip fetch the one wheel by name, version and hash into `into`.
fn download(into: &Path) -> Result<PathBuf> {
    fs::create_dir_all(into)?;
    let wanted = into.join("requirements.txt");
    fs::write(&wanted, format!("torch=={VERSION} --hash=sha256:{WHEEL_SHA256}\n"))?;
    let mut pip = Command::new("python3");
    pip.args(["-m", "pip", "download", "--no-deps", "--require-hashes", "--only-binary=:all:"])
        .args(["--python-version", "3.11", "--implementation", "cp", "--platform", "manylinux1_x86_64"])
        .args(["--disable-pip-version-check", "--quiet", "--dest"])
        .arg(into)
        .arg("-r")
        .arg(&wanted);
    run(&mut pip)?;
    let wheel = fs::read_dir(into)?
        .filter_map(|entry| Some(entry.ok()?.path()))
        .find(|path| path.extension().is_some_and(|end| end == "whl"));
    wheel.with_context(|| format!("pip left no wheel in {}", into.display()))
}

/// The names that `nm` lists as wanted from `library`, whose version node has the library's own name.
fn symbols_of<'a>(listing: &'a str, library: &str) -> Vec<&'a str> {
    let wanted = listing.lines().filter_map(|line| line.trim().strip_prefix("U ")?.split_once('@'));
    wanted.filter(|(_, version)| version.trim_start_matches('@') == library).map(|(name, _)| name).collect()
}

/// C source and linker version script of a library in which every symbol reports an error. 999 is CUDA's and CUPTI's
/// code for an unknown one; a function that gives a text must give one.
fn stand_in(library: &str, symbols: &[&str]) -> (String, String) {
    let mut source = String::new();
    for symbol in symbols {
        let body = if symbol.ends_with("GetErrorString") {
            format!("const char *{symbol}(void) {{ return \"no CUDA here\"; }}")
        } else {
            format!("int {symbol}(void) {{ return 999; }}")
        };
        writeln!(source, "{body}").expect("a String takes any text");
    }
    (source, format!("{library} {{ global: *; }};\n"))
}

fn gcc(lib: &Path, soname: &str) -> Command {
    let mut gcc = Command::new("gcc");
    gcc.args(["-shared", "-fPIC", "-O1", "-o"]).arg(lib.join(soname)).arg(format!("-Wl,-soname,{soname}"));
    gcc
}

/// Runs a program to its end and gives its standard output.
fn run(command: &mut Command) -> Result<String> {
    let name = command.get_program().to_string_lossy().into_owned();
    check(&name, command.output())
}

fn check(name: &str, output: std::io::Result<std::process::Output>) -> Result<String> {
    let output = output.with_context(|| format!("cannot run {name}\nhint: install it, or set LIBTORCH"))?;
    ensure!(
        output.status.success(),
        "{name} failed ({})\n{}",
        output.status,
        String::from_utf8_lossy(&output.stderr).trim_end()
    );
    Ok(String::from_utf8_lossy(&output.stdout).into_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_stand_in_holds_exactly_the_symbols_asked_of_that_library() {
        let listing = "                 U cudaGetDeviceCount@libcudart.so.12\n\
                       \x20                U cudaGetErrorString@libcudart.so.12\n\
                       \x20                U cuptiFinalize@libcupti.so.12\n\
                       \x20                U memcpy@GLIBC_2.14\n                 w __gmon_start__\n";
        let symbols = symbols_of(listing, "libcudart.so.12");
        assert_eq!(symbols, ["cudaGetDeviceCount", "cudaGetErrorString"]);
        let (source, versions) = stand_in("libcudart.so.12", &symbols);
        assert_eq!(
            source,
            "int cudaGetDeviceCount(void) { return 999; }\n\
             const char *cudaGetErrorString(void) { return \"no CUDA here\"; }\n"
        );
        assert_eq!(versions, "libcudart.so.12 { global: *; };\n");
    }
}
