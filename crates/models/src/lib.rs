//! The [`Store`] of models on this machine: what exists, where it lies, how it comes here.
//!
//! A model is two parts. The *base* is public and large; it is fetched once, checked by size and SHA-256 and kept in a
//! folder of the user's ([`Store::at_home`]). The *delta* is what we trained, small enough to travel inside the
//! program. `models/models.toml` is the one list of both.
//!
//! ```
//! use standpoint_models::Manifest;
//!
//! let manifest = Manifest::shipped();
//! let model = manifest.model("standpoint-minilm").expect("the default model is listed");
//! assert_eq!(model.base, "all-MiniLM-L6-v2");
//! let weights = manifest.base(&model.base).expect("its base too").file("model.safetensors");
//! assert_eq!(weights.map(|f| f.bytes), Some(90_868_376));
//! ```
//!
//! Nothing here touches the network but [`Store::fetch`], and that only through the user's own `pip` or `curl`.
//! Files arrive under a temporary name and are renamed when they have been checked, so that a killed fetch leaves
//! nothing half done, and a second one goes on where the first one stopped.

mod error;
mod fetch;
mod manifest;
mod store;

pub use error::ModelError;
pub use fetch::Source;
pub use manifest::{Base, DEFAULT_MODEL, HubSource, Manifest, ManifestFile, Model, PackageSource};
pub use store::{FileState, Store};
