//! Tables, and everything else that is told by its content: the first byte says how the rest is read.
#![no_main]

use libfuzzer_sys::fuzz_target;
use standpoint_ingest::{Event, Ingest, InputFormat, Limits};
use std::sync::Once;

const FORMATS: &[(InputFormat, &str)] = &[
    (InputFormat::Csv, "t.csv"),
    (InputFormat::Json, "t.json"),
    (InputFormat::Jsonl, "t.jsonl"),
    (InputFormat::Parquet, "t.parquet"),
    (InputFormat::Auto, "unnamed"),
    (InputFormat::Mbox, "t.mbox"),
    (InputFormat::Docx, "t.docx"),
    (InputFormat::Auto, "t.zip"),
    (InputFormat::Auto, "t.tar"),
    (InputFormat::Nexis, "t.txt"),
    (InputFormat::Proquest, "t.txt"),
    (InputFormat::Factiva, "t.txt"),
    (InputFormat::Markdown, "t.md"),
];

static QUIET: Once = Once::new();

fuzz_target!(|bytes: &[u8]| {
    // libfuzzer ends the process at every panic, also at those that are caught and told, which a run survives. Those
    // are found by their message instead.
    QUIET.call_once(|| std::panic::set_hook(Box::new(|_| {})));
    let Some((first, bytes)) = bytes.split_first() else { return };
    let (input_format, name) = FORMATS[usize::from(*first) % FORMATS.len()];
    let limits = Limits { bytes: 16 << 20, ..Limits::default() };
    let options = Ingest { input_format, max_bytes: 1 << 20, limits, ..Ingest::default() };
    for event in options.read_bytes(name, bytes) {
        if let Event::Failed { message, .. } = &event {
            // Parquet's reader is known to panic on corrupt pages; that is caught, and told as what it is.
            assert!(
                input_format == InputFormat::Parquet || !message.contains("a parser gave up"),
                "{message}"
            );
        }
    }
});
