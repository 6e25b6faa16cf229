//! What is near an issue, by the base model. Needs its weights: `cargo xtask fetch-models`.

use standpoint_models::{DEFAULT_MODEL, Manifest, Store};
use standpoint_stance::{Issue, MIN_COSINE, Numbers, ON_TOPIC, Relevance, is_near};
use std::sync::LazyLock;

static BASE: LazyLock<Relevance> = LazyLock::new(|| {
    let manifest = Manifest::shipped();
    let base = manifest.model(DEFAULT_MODEL).and_then(|m| manifest.base(&m.base)).expect("listed");
    let folder = Store::at_home().and_then(|s| s.ready(base)).expect("run `cargo xtask fetch-models` first");
    Relevance::open(&folder, Numbers::F32).expect("whole")
});

const OFFER: &str = "President Berg offered to send troops against the river gangs.";
const ANSWER: &str = "\"No, we will never accept it,\" she said.";
const PASTRY: &str = "The bakery on Mill Street sells buns until noon.";

#[test]
fn a_run_is_the_mean_over_the_tokens_of_its_sentences() {
    let alone = BASE.embed(&[OFFER, ANSWER]).expect("embedded");
    let runs = vec![vec![OFFER], vec![OFFER, ANSWER], vec![ANSWER, OFFER], vec![ANSWER], Vec::new()];
    let runs = BASE.embed_runs(&runs).expect("embedded");
    assert_eq!(runs[0], alone[0]);
    assert_eq!(runs[3], alone[1]);
    assert!((runs[1].dot(&runs[2]) - 1.0).abs() < 1e-5, "the order of the sentences does not matter");
    assert!(runs[4].iter().all(|x| *x == 0.0), "a run of no sentences has no direction");
    let long = format!("{OFFER} {PASTRY} {OFFER}");
    let alone = BASE.embed(&[long.as_str(), "No."]).expect("embedded");
    let run = BASE.embed_runs(&[vec![long.as_str(), "No."]]).expect("embedded").remove(0);
    let (long, short) = (run.dot(&alone[0]), run.dot(&alone[1]));
    assert!(long > short + 0.05, "the longer sentence weighs more: {long} {short}");
}

#[test]
fn an_answer_without_a_word_of_the_issue_is_asked_about_where_the_article_is_on_it() {
    let issue = Issue::new("Sending foreign troops to fight the river gangs");
    let asked = BASE.embed(&[issue.question().as_str()]).expect("embedded").remove(0);
    let runs = BASE.embed_runs(&[vec![OFFER], vec![ANSWER], vec![PASTRY]]).expect("embedded");
    let [offer, answer, pastry] = [0, 1, 2].map(|i| runs[i].dot(&asked));
    assert!(offer >= ON_TOPIC && answer < ON_TOPIC, "{offer} {answer}");
    assert!(answer >= MIN_COSINE && is_near(answer, offer, &issue, ANSWER), "{answer}");
    assert!(!is_near(answer, answer.max(pastry), &issue, ANSWER), "nothing in the article is on the issue");
}
