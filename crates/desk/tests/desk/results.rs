//! What comes of reviews: gold that `eval` reads, a refit, a description that is true.

use crate::api::{say, statement};
use crate::client::desk;
use crate::corpus::corpus;
use serde_json::{Value, json};
use standpoint_eval::Gold;
use standpoint_stance::Stance;

#[test]
fn gold_is_what_eval_and_training_read() {
    let desk = desk(corpus());
    assert_eq!(desk.get("/api/gold").body, "");
    let lee = statement(&desk, "Lee Chong");
    say(&desk, "ann", &lee, "stance", &json!("conditional_cooperation"));
    assert_eq!(desk.get("/api/gold").body, "", "half an issue is no gold");
    let partial = desk.get("/api/gold?partial=true").body;
    assert_eq!(partial.lines().count(), 1);
    // All that the run found on the issue is looked at.
    let queue = desk.read("/api/queue?coder=ann&article=toll.txt");
    for item in queue["items"].as_array().expect("items") {
        let stance = if item["stance"] == "unclear" { json!("none") } else { item["stance"].clone() };
        say(&desk, "ann", item["statement"].as_str().expect("an id"), "stance", &stance);
    }
    let lines = desk.get("/api/gold").body;
    let gold = Gold::parse_line(lines.lines().next().expect("one line")).expect("as eval reads it");
    let found = gold.positions();
    let of = |name: &str| found.iter().find(|p| p.names.iter().any(|n| n == name)).map(|p| p.stance);
    assert_eq!(of("Ana Ruiz"), Some(Stance::Reject));
    assert_eq!(of("Lee Chong"), Some(Stance::ConditionalCooperation));
    // The sentences and places are those of the text, as training wants them.
    let row: Value = serde_json::from_str(&lines).expect("JSON");
    let text = row["text"].as_str().expect("text");
    let slice = |place: &Value| {
        let at = |key: &str| place[key].as_u64().expect("an offset") as usize;
        text.get(at("start")..at("end")).map(str::to_owned)
    };
    for position in row["issues"][0]["positions"].as_array().expect("positions") {
        for place in [&position["mention"], &position["condition"]].into_iter().filter(|p| !p.is_null()) {
            assert_eq!(slice(place).as_deref(), place["text"].as_str());
        }
        assert!(!position["evidence"].as_array().expect("sentences").is_empty());
    }
    let exported = desk.get("/api/gold?coder=nobody");
    assert_eq!((exported.status, exported.body.as_str()), (200, ""));
}

#[test]
fn too_few_reviews_are_no_refit() {
    let desk = desk(corpus());
    let ruiz = statement(&desk, "Ana Ruiz");
    say(&desk, "ann", &ruiz, "stance", &json!("reject"));
    let calibration = desk.read("/api/calibration");
    assert_eq!((&calibration["reviewed"], &calibration["refit"]), (&json!(1), &Value::Null));
    assert_eq!(calibration["needed"], json!(standpoint_desk::MIN_REVIEWED));
}

#[test]
fn the_description_is_the_committed_one_and_names_every_path() {
    let described = standpoint_desk::openapi();
    let file =
        std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("../../docs/reference/desk-openapi.json");
    if std::env::var_os("STANDPOINT_RENEW").is_some() {
        std::fs::write(&file, &described).expect("written");
    }
    let committed = std::fs::read_to_string(&file).unwrap_or_default();
    assert!(
        committed == described,
        "docs/reference/desk-openapi.json is not what the program serves\nhint: run this test with STANDPOINT_RENEW=1"
    );
    let desk = desk(corpus());
    assert_eq!(desk.get("/api/openapi.json").body, described);
    let description: Value = serde_json::from_str(&described).expect("JSON");
    assert!(description["openapi"].as_str().is_some_and(|v| v.starts_with("3.1")));
    for (path, methods) in description["paths"].as_object().expect("paths") {
        if methods["get"].is_object() {
            let status = desk.get(path).status;
            assert!(matches!(status, 200 | 400), "{path} is described and answers {status}");
        }
    }
}
