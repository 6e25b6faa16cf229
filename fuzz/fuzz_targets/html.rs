//! A web page, whatever its bytes, is an article, a warning or a failure, and its spans slice its text.
#![no_main]

use libfuzzer_sys::fuzz_target;
use standpoint_ingest::{Event, Ingest, InputFormat};
use std::sync::Once;

static QUIET: Once = Once::new();

fuzz_target!(|bytes: &[u8]| {
    // libfuzzer ends the process at every panic, also at those that are caught and told, which a run survives. Those
    // are found by their message instead.
    QUIET.call_once(|| std::panic::set_hook(Box::new(|_| {})));
    let options = Ingest { input_format: InputFormat::Html, ..Ingest::default() };
    for event in options.read_bytes("page.html", bytes) {
        if let Event::Failed { message, .. } = &event {
            assert!(!message.contains("a parser gave up"), "{message}");
        }
        if let Event::Article(article) = event {
            for sentence in article.text.sentences() {
                let _ = article.text.slice(sentence.span);
            }
            for marked in &article.marked {
                assert!(article.text.paragraphs().contains(&marked.span), "{:?}", article.marked);
            }
        }
    }
});
