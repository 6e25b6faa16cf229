//! Fetching from a folder, checking, and what is said of damage. No network.

use standpoint_models::{Base, FileState, HubSource, ManifestFile, ModelError, PackageSource, Source, Store};
use std::fs;

/// A base of one file that says `weights`.
fn base() -> Base {
    Base {
        name: "tiny".into(),
        licence: "MIT".into(),
        pypi: PackageSource {
            package: "tiny-model".into(),
            version: "1.0".into(),
            folder: "tiny_model/data/".into(),
        },
        hugging_face: HubSource { repository: "nobody/tiny".into(), revision: "0".into() },
        files: vec![ManifestFile { name: "model.bin".into(), bytes: 7, sha256: SHA256_OF_WEIGHTS.into() }],
    }
}

/// `printf weights | sha256sum`
const SHA256_OF_WEIGHTS: &str = "9a129038d9a00aed0cf6a7ea059ca50a813449061ab87848cf1a13eafdf33b2c";

#[test]
fn a_fetch_from_a_folder_checks_and_installs_once() {
    let here = tempfile::tempdir().expect("a folder");
    let store = Store::new(here.path().join("models"));
    let base = base();
    fs::write(here.path().join("model.bin"), "weights").expect("written");

    assert!(matches!(store.ready(&base), Err(ModelError::Missing { .. })));
    let source = Source::Folder(here.path().into());
    assert_eq!(store.fetch(&base, &source, &mut |_| {}).expect("fetched"), 1);
    assert_eq!(store.ready(&base).expect("ready"), store.folder(&base));
    assert_eq!(store.fetch(&base, &source, &mut |_| {}).expect("nothing to do"), 0);
}

#[test]
fn a_wrong_file_is_refused_and_named() {
    let here = tempfile::tempdir().expect("a folder");
    let store = Store::new(here.path().join("models"));
    fs::write(here.path().join("model.bin"), "wEIGHTS").expect("written");
    let error =
        store.fetch(&base(), &Source::Folder(here.path().into()), &mut |_| {}).expect_err("wrong hash");
    assert!(error.to_string().contains("model.bin is damaged: sha256"), "{error}");
    assert!(!store.folder(&base()).join("model.bin").exists(), "nothing half done is left");
}

#[test]
fn damage_after_the_fetch_is_noticed_and_mended() {
    let here = tempfile::tempdir().expect("a folder");
    let store = Store::new(here.path().join("models"));
    let base = base();
    let source = Source::Folder(here.path().into());
    fs::write(here.path().join("model.bin"), "weights").expect("written");
    store.fetch(&base, &source, &mut |_| {}).expect("fetched");

    fs::write(store.folder(&base).join("model.bin"), "we").expect("damaged");
    let error = store.ready(&base).expect_err("a short file");
    assert!(error.to_string().contains("2 bytes, expected 7 bytes"), "{error}");
    assert!(error.to_string().contains("hint: `standpoint models fetch` replaces it"), "{error}");
    assert_eq!(store.fetch(&base, &source, &mut |_| {}).expect("mended"), 1);
    assert_eq!(store.state(&base, &base.files[0]).expect("readable"), FileState::Good);
}
