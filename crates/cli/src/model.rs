//! From `--model` to the files of a model.

use crate::args::Engine;
use crate::config::Config;
use anyhow::Context;
use standpoint_models::{DEFAULT_MODEL, Manifest, ModelError, Store};
use standpoint_stance::{ModelFiles, Numbers};
use std::path::Path;

/// Finds a model by name, or takes a path to trained weights, and makes sure that its base is there and whole.
pub(crate) fn files(engine: &Engine, config: &Config) -> anyhow::Result<ModelFiles> {
    let manifest = Manifest::shipped();
    let name = engine.model.as_deref().or(config.model.as_deref()).unwrap_or(DEFAULT_MODEL);
    let numbers = engine.precision.or(config.precision).map_or_else(Numbers::default, Into::into);
    let own = Path::new(name).extension().is_some_and(|e| e == "safetensors");
    let listed = if own { DEFAULT_MODEL } else { name };
    let model = manifest.model(listed).ok_or_else(|| ModelError::Unknown {
        name: name.into(),
        known: manifest.models.iter().map(|m| m.name.as_str()).collect::<Vec<_>>().join(", "),
    })?;
    let base =
        manifest.base(&model.base).with_context(|| format!("models.toml lists no base `{}`", model.base))?;
    let delta = if own {
        std::fs::read(name).with_context(|| format!("cannot read the weights {name}"))?.into()
    } else {
        Manifest::shipped_delta(listed)
            .with_context(|| format!("no weights of `{listed}` in this program"))?
            .into()
    };
    Ok(ModelFiles { name: name.into(), base: Store::at_home()?.ready(base)?, delta, numbers })
}
