//! Inputs that fuzzing found worth keeping, read as their target reads them.

use super::{complaints, fixture};
use standpoint_ingest::{Ingest, InputFormat};
use std::fs;
use std::time::{Duration, Instant};

#[test]
fn what_fuzzing_found_is_told_and_ends_in_time() {
    let mut kept = 0;
    for entry in fs::read_dir(fixture("fuzz")).unwrap() {
        let path = entry.unwrap().path();
        let name = path.file_name().unwrap().to_str().unwrap().to_owned();
        let target = name.split('-').next().unwrap();
        let input_format: InputFormat =
            target.parse().unwrap_or_else(|e| panic!("{name}: expected FORMAT-WHAT: {e}"));
        let options = Ingest { input_format, max_bytes: 1 << 20, ..Ingest::default() };
        let started = Instant::now();
        let told = complaints(&options.read_bytes(&name, &fs::read(&path).unwrap()));
        assert!(started.elapsed() < Duration::from_secs(10), "{name} took {:?}", started.elapsed());
        assert!(!told.iter().any(|t| t.contains("a parser gave up")), "{name}: {told:?}");
        kept += 1;
    }
    assert!(kept > 0);
}
