//! Extraction is total: any text gives statements whose spans slice it and whose actors exist.
#![no_main]

use libfuzzer_sys::fuzz_target;
use standpoint_article::Article;
use standpoint_statements::extract;

fuzz_target!(|text: &str| {
    let article = Article::from_text("fuzz", text);
    let found = extract(&article, &[]);
    for statement in &found.statements {
        let spans = statement.content.iter().chain(&statement.source).chain(&statement.cue);
        for span in spans {
            assert!(!article.text.slice(*span).is_empty());
        }
        if let Some(actor) = &statement.actor {
            assert!(found.actors.iter().any(|a| a.id == *actor));
        }
    }
});
