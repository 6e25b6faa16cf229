//! A codebook is read, or refused with the file's name. One that is read has issues whose ids are their own.
#![no_main]

use libfuzzer_sys::fuzz_target;
use standpoint_stance::Codebook;
use std::collections::HashSet;

fuzz_target!(|text: &str| match Codebook::parse("issues.toml", text) {
    Ok(book) => {
        let ids: HashSet<&str> = book.issues.iter().map(|issue| issue.id.as_str()).collect();
        assert_eq!(ids.len(), book.issues.len());
        for issue in &book.issues {
            assert!(book.issue(&issue.id).is_some());
        }
    }
    Err(error) => assert!(error.to_string().contains("issues.toml"), "{error}"),
});
