//! The list of pages.

use flate2::read::GzDecoder;
use serde_json::Value;
use std::io::{self, Read};
use std::path::Path;

/// A page, and what is known of it.
pub(crate) struct Page {
    pub(crate) file: String,
    pub(crate) bytes: Vec<u8>,
    pub(crate) with: Vec<String>,
    pub(crate) without: Vec<String>,
    pub(crate) title: Option<String>,
    pub(crate) author: Option<String>,
    pub(crate) date: Option<String>,
    /// In the half whose misses may be looked at.
    pub(crate) tunes: bool,
}

impl Page {
    /// For extractors that take text.
    pub(crate) fn text(&self) -> String {
        String::from_utf8_lossy(&self.bytes).into_owned()
    }
}

pub(crate) fn read(folder: &Path) -> io::Result<Vec<Page>> {
    let list: Value = serde_json::from_slice(&std::fs::read(folder.join("evaldata.json"))?)?;
    let entries = list.as_object().ok_or_else(|| io::Error::other("evaldata.json is not an object"))?;
    entries.values().map(|entry| page(folder, entry)).collect()
}

fn page(folder: &Path, entry: &Value) -> io::Result<Page> {
    let word = |name: &str| entry[name].as_str().map(|s| s.trim().to_owned()).filter(|s| !s.is_empty());
    let list = |name: &str| -> Vec<String> {
        let items = entry[name].as_array().into_iter().flatten();
        items.filter_map(|v| v.as_str()).filter(|s| !s.trim().is_empty()).map(str::to_owned).collect()
    };
    let file = word("file").ok_or_else(|| io::Error::other("an entry without `file`"))?;
    let plain = folder.join("html").join(&file);
    let bytes = if plain.exists() {
        std::fs::read(plain)?
    } else {
        let mut bytes = Vec::new();
        let packed = std::fs::File::open(folder.join("html").join(format!("{file}.gz")))?;
        GzDecoder::new(packed).read_to_end(&mut bytes)?;
        bytes
    };
    // The list writes several authors as a list, or as a list in a string.
    let author = word("author").or_else(|| Some(list("author").join(", ")).filter(|s| !s.is_empty()));
    let tunes = hash(&file).is_multiple_of(2);
    Ok(Page {
        with: list("with"),
        without: list("without"),
        title: word("title"),
        author,
        date: word("date"),
        bytes,
        tunes,
        file,
    })
}

/// FNV-1a.
fn hash(name: &str) -> u64 {
    name.bytes()
        .fold(0xcbf2_9ce4_8422_2325, |hash, byte| (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3))
}
