//! A feed (RSS, Atom, JSON), whatever its bytes, ends in events.
#![no_main]

use libfuzzer_sys::fuzz_target;
use standpoint_ingest::{Event, Ingest, InputFormat};
use std::sync::Once;

static QUIET: Once = Once::new();

fuzz_target!(|bytes: &[u8]| {
    // libfuzzer ends the process at every panic, also at those that are caught and told, which a run survives. Those
    // are found by their message instead.
    QUIET.call_once(|| std::panic::set_hook(Box::new(|_| {})));
    let options = Ingest { input_format: InputFormat::Feed, max_bytes: 1 << 20, ..Ingest::default() };
    for event in options.read_bytes("feed.xml", bytes) {
        if let Event::Failed { message, .. } = &event {
            assert!(!message.contains("a parser gave up"), "{message}");
        }
    }
});
