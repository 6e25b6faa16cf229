//! What computing in integers costs: labels of both dev parts, in integers and in f32. Needs the base weights:
//! `cargo xtask fetch-models`. `cargo test --release -p standpoint-eval --test precision -- --nocapture` prints the figures.

use standpoint_eval::{Confusion, LabelledArticle, LabelledPair};
use standpoint_models::{DEFAULT_MODEL, Manifest, Store};
use standpoint_stance::pair::PairInput;
use standpoint_stance::{Classifier, ModelFiles, Numbers, Verdict};

/// Labels that may differ from f32's, as a share of all, and macro-F1 that may be lost: what was asked of quantised weights, of each
/// way of computing that is offered.
const BOUNDS: [(Numbers, f64, f64); 2] = [(Numbers::Int16, 0.005, 0.003), (Numbers::Mixed, 0.005, 0.003)];

fn labelled() -> Vec<LabelledPair> {
    let mut pairs = Vec::new();
    for corpus in ["voa-positions", "invented-articles"] {
        let path = format!("{}/../../datasets/{corpus}/dev.jsonl", env!("CARGO_MANIFEST_DIR"));
        for line in std::fs::read_to_string(path).expect("committed").lines() {
            let article: LabelledArticle = serde_json::from_str(line).expect("as the data card says");
            pairs.extend(article.pairs());
        }
    }
    pairs
}

fn verdicts(labelled: &[LabelledPair], numbers: Numbers) -> Vec<Verdict> {
    let manifest = Manifest::shipped();
    let base = manifest.model(DEFAULT_MODEL).and_then(|m| manifest.base(&m.base)).expect("listed");
    let files = ModelFiles {
        name: DEFAULT_MODEL.into(),
        base: Store::at_home().and_then(|s| s.ready(base)).expect("run `cargo xtask fetch-models` first"),
        delta: Manifest::shipped_delta(DEFAULT_MODEL).expect("shipped").into(),
        numbers,
    };
    let classifier = Classifier::open(&files).expect("the shipped model");
    let builder = classifier.pairs().expect("reserved tokens");
    let pair = |p: &LabelledPair| {
        builder.build(&PairInput {
            actor: &p.actor,
            issue: &p.issue,
            before: &p.before,
            text: &p.text,
            after: "",
            mention: p.mention.map(|(a, b)| standpoint_article::Span::new(a, b)),
        })
    };
    classifier.classify(&labelled.iter().map(pair).collect::<Vec<_>>()).expect("valid pairs")
}

#[test]
#[expect(clippy::print_stdout, reason = "the figures are what the test is run for")]
fn integers_change_few_labels_and_cost_little_accuracy() {
    let labelled = labelled();
    assert!(labelled.len() > 500, "{} pairs", labelled.len());
    let exact = verdicts(&labelled, Numbers::F32);
    let f1 = |verdicts: &[Verdict]| {
        let mut confusion = Confusion::default();
        for (pair, verdict) in labelled.iter().zip(verdicts) {
            confusion.add(Some(pair.stance), Some(verdict.scores.top()));
        }
        confusion.macro_f1()
    };
    for (numbers, most_changed, most_lost) in BOUNDS {
        let coded = verdicts(&labelled, numbers);
        let changed = exact.iter().zip(&coded).filter(|(a, b)| a.scores.top() != b.scores.top()).count();
        let doubted = exact.iter().zip(&coded).filter(|(a, b)| a.stance != b.stance).count();
        let share = changed as f64 / labelled.len() as f64;
        let (before, after) = (f1(&exact), f1(&coded));
        println!(
            "{} pairs: {changed} labels differ ({:.2} %), {doubted} with `unclear` counted; macro-F1 {before:.4} in f32, {after:.4} in {numbers:?}",
            labelled.len(),
            100.0 * share
        );
        assert!(share <= most_changed, "{changed} of {} labels differ in {numbers:?}", labelled.len());
        assert!(before - after <= most_lost, "macro-F1 falls from {before:.4} to {after:.4} in {numbers:?}");
    }
}
