//! What comes of reviews: gold that `eval` reads, a refit, a description that is true.

use crate::api::{say, statement};
use crate::client::{Desk, desk, desk_with};
use crate::corpus::{corpus, many};
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

/// Positions of a gold line, as (actor, stance), by issue.
fn held(lines: &str) -> Vec<(String, Vec<(String, String)>)> {
    let word = |v: &Value| v.as_str().unwrap_or_default().to_owned();
    let Some(line) = lines.lines().next() else { return Vec::new() };
    let row: Value = serde_json::from_str(line).expect("JSON");
    let issue = |i: &Value| {
        let positions = i["positions"].as_array().expect("positions").iter();
        (word(&i["id"]), positions.map(|p| (word(&p["actor"]), word(&p["stance"]))).collect())
    };
    row["issues"].as_array().expect("issues").iter().map(issue).collect()
}

/// All that the run found on the toll in `toll.txt` is reviewed as it stands by `coder`, but for what `actor` says.
fn review_all_but(desk: &Desk, coder: &str, actor: &str) {
    let queue = desk.read("/api/queue?coder=x&article=toll.txt");
    for item in queue["items"].as_array().expect("items").iter().filter(|i| i["actor"] != actor) {
        let stance = if item["stance"] == "unclear" { json!("none") } else { item["stance"].clone() };
        say(desk, coder, item["statement"].as_str().expect("an id"), "stance", &stance);
    }
}

#[test]
fn what_coders_disagree_on_is_not_filled_in_by_the_run() {
    let desk = desk(corpus());
    let alliance = statement(&desk, "Harbour Alliance");
    review_all_but(&desk, "ann", "Harbour Alliance");
    // Both say that it supports; whose word it is, neither says as the run does, nor as the other.
    for (coder, name) in [("ann", "Jo Park"), ("bob", "Lee Chong")] {
        say(&desk, coder, &alliance, "stance", &json!("support"));
        say(&desk, coder, &alliance, "actor", &json!({ "id": null, "name": name }));
    }
    assert_eq!(desk.get("/api/gold").body, "", "a question is open");
    let partial = held(&desk.get("/api/gold?partial=true").body);
    assert!(!partial[0].1.iter().any(|(_, stance)| stance == "support"), "{partial:?}");
    let entry = json!({ "article": "toll.txt", "statement": alliance, "field": "actor", "value": { "id": null, "name": "Jo Park" } });
    desk.post("/api/reviews", &json!({ "coder": "cat", "role": "adjudicator", "entries": [entry] }));
    let settled = held(&desk.get("/api/gold").body);
    assert!(settled[0].1.contains(&("Jo Park".into(), "support".into())), "{settled:?}");
}

/// What a report shows, as the JSON that its page carries.
fn report(desk: &Desk, view: &str) -> Value {
    let page = desk.get(&format!("/report?view={view}")).body;
    let at = page.find("\"schema\":\"standpoint-report/1\"").expect("the page's data");
    let json = page[..at].rfind('{').map(|from| &page[from..]).expect("an object");
    serde_json::Deserializer::from_str(json).into_iter().next().expect("a value").expect("JSON")
}

#[test]
fn a_report_says_of_each_cell_whether_it_was_reviewed_and_by_whom() {
    let desk = desk(corpus());
    let alliance = statement(&desk, "Harbour Alliance");
    for coder in ["bob", "ann"] {
        say(&desk, coder, &alliance, "stance", &json!("reject"));
    }
    let cells = |view: &str| {
        let report = report(&desk, view);
        let name =
            |cell: &Value| report["actors"][cell["actor"].as_u64().expect("a row") as usize]["name"].clone();
        let cells = report["cells"].as_array().expect("cells").iter();
        let cells =
            cells.map(|c| (name(c), c["stance"].clone(), c["origin"].clone(), c["reviewed_by"].clone()));
        cells.collect::<Vec<_>>()
    };
    let of = |view: &str, name: &str| cells(view).into_iter().find(|c| c.0 == name);
    let ours = (json!("Harbour Alliance"), json!("reject"), json!("reviewed"), json!(["ann", "bob"]));
    let found = (json!("Harbour Alliance"), json!("support"), json!("automatic"), Value::Null);
    let ruiz = (json!("Ana Ruiz"), json!("reject"), json!("automatic"), Value::Null);
    assert_eq!(of("auto", "Harbour Alliance"), Some(found));
    assert_eq!(of("both", "Harbour Alliance").as_ref(), Some(&ours));
    assert_eq!(of("both", "Ana Ruiz"), Some(ruiz));
    assert_eq!(cells("reviewed"), [ours]);
    // Somebody said whose words they are, and nobody what they say of the toll.
    say(&desk, "ann", &statement(&desk, "Ana Ruiz"), "actor", &json!({ "id": null, "name": "Jo Park" }));
    let park = (json!("Jo Park"), json!("reject"), json!("partly_reviewed"), json!(["ann"]));
    assert_eq!((of("both", "Jo Park"), of("both", "Ana Ruiz")), (Some(park), None));
    assert_eq!(cells("reviewed").len(), 1);
    let page = desk.get("/report?view=both").body;
    assert!(
        page.contains("1 position is reviewed and 1 in part, by ann and bob; all others are the program’s."),
        "{page}"
    );
}

#[test]
fn an_open_condition_is_open_as_long_as_there_is_one() {
    let desk = desk(corpus());
    let lee = statement(&desk, "Lee Chong");
    for (coder, lean) in [("ann", "yes_if"), ("bob", "no_unless")] {
        say(&desk, coder, &lee, "stance", &json!("conditional_cooperation"));
        say(&desk, coder, &lee, "condition_lean", &json!(lean));
    }
    assert_eq!(desk.get("/api/gold?partial=true").body, "");
    for coder in ["ann", "bob"] {
        say(&desk, coder, &lee, "stance", &json!("support"));
    }
    assert_eq!(held(&desk.get("/api/gold?partial=true").body)[0].1.len(), 1);
}

#[test]
fn another_issue_is_no_stance() {
    let desk = desk(corpus());
    let ruiz = statement(&desk, "Ana Ruiz");
    review_all_but(&desk, "ann", "Ana Ruiz");
    say(&desk, "ann", &ruiz, "issue", &json!("ferries"));
    let moved = held(&desk.get("/api/gold?partial=true").body);
    assert!(
        moved.iter().all(|(issue, _)| issue != "ferries"),
        "nobody said what she says on ferries: {moved:?}"
    );
    assert_eq!(held(&desk.get("/api/gold").body)[0].0, "toll", "on the toll nothing is left to review");
    say(&desk, "ann", &ruiz, "stance", &json!("reject"));
    let said = held(&desk.get("/api/gold").body);
    assert!(said.contains(&("ferries".into(), vec![("Ana Ruiz".into(), "reject".into())])), "{said:?}");
}

#[test]
fn the_report_knows_how_often_the_model_errs() {
    let scores = |sha256: &str| {
        let counts = [[80, 5, 5, 10], [5, 80, 5, 10], [5, 5, 80, 10], [5, 5, 5, 85]];
        json!({ "level": "position", "articles": 400, "model_sha256": sha256, "confusion": counts })
            .to_string()
    };
    let page = |sha256: &str, view: &str| {
        let desk = desk_with(corpus(), |o| o.scores = Some(scores(sha256)));
        desk.get(&format!("/report?view={view}")).body
    };
    let told = "400 labelled articles";
    assert!(page(&"ab".repeat(32), "auto").contains(told));
    assert!(!page(&"cd".repeat(32), "auto").contains(told), "another model's errors");
    assert!(!page(&"ab".repeat(32), "reviewed").contains(told), "people's labels");
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
fn a_refit_is_made_anew_when_something_is_said() {
    let desk = desk(many(standpoint_desk::MIN_REVIEWED));
    let queue = desk.read("/api/queue?coder=x&limit=500");
    let items = queue["items"].as_array().expect("items");
    let say = |items: &[Value], stance: &str| {
        let entry = |i: &Value| json!({ "article": i["article"], "statement": i["statement"], "issue": "toll", "field": "stance", "value": stance });
        let entries: Vec<Value> = items.iter().map(entry).collect();
        assert_eq!(desk.post("/api/reviews", &json!({ "coder": "ann", "entries": entries })).status, 200);
    };
    let precision = || desk.read("/api/calibration")["refit"]["precision_before"].clone();
    assert_eq!(precision(), Value::Null);
    say(items, "reject");
    assert_eq!((precision(), precision()), (json!(1.0), json!(1.0)));
    say(&items[..10], "none");
    assert_eq!(precision(), json!(0.8));
    assert_eq!(desk.post("/api/undo", &json!({ "coder": "ann" })).status, 200);
    assert_eq!(precision(), json!(1.0));
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
