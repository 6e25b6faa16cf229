//! Searching, reviewing, taking back, several coders.

use crate::client::{Desk, desk};
use crate::corpus::{TOLL, corpus};
use serde_json::{Value, json};

/// What the queue holds for somebody, as (actor, stance found).
fn queue(desk: &Desk, fields: &str) -> Vec<(String, String)> {
    let queue = desk.read(&format!("/api/queue?{fields}"));
    let word = |v: &Value| v.as_str().unwrap_or("-").to_owned();
    queue["items"]
        .as_array()
        .expect("items")
        .iter()
        .map(|i| (word(&i["actor"]), word(&i["stance"])))
        .collect()
}

/// The statement of `toll.txt` whose actor is `actor`.
pub(crate) fn statement(desk: &Desk, actor: &str) -> String {
    let queue = desk.read("/api/queue?coder=x&article=toll.txt&none=true");
    let items = queue["items"].as_array().expect("items");
    let item = items.iter().find(|i| i["actor"] == actor).unwrap_or_else(|| panic!("{actor} in {queue}"));
    item["statement"].as_str().expect("an id").to_owned()
}

pub(crate) fn say(desk: &Desk, coder: &str, statement: &str, field: &str, value: &Value) -> Value {
    let issue = if matches!(field, "actor" | "content") { Value::Null } else { json!("toll") };
    let entry = json!({ "article": "toll.txt", "statement": statement, "issue": issue, "field": field, "value": value });
    let answer = desk.post("/api/reviews", &json!({ "coder": coder, "entries": [entry] }));
    assert_eq!(answer.status, 200, "{}", answer.body);
    answer.json()
}

#[test]
fn the_least_certain_come_first_and_sure_noise_not_at_all() {
    let desk = desk(corpus());
    let found = queue(&desk, "coder=ann&article=toll.txt");
    let stances: Vec<&str> = found.iter().map(|(_, s)| s.as_str()).collect();
    let first_sure = stances.iter().position(|s| *s == "support").expect("there");
    assert!(
        stances.iter().rposition(|s| *s == "conditional_cooperation").expect("there") < first_sure,
        "{found:?}"
    );
    assert_eq!(stances.last(), Some(&"reject"));
    assert!(!stances.contains(&"none"));
    assert!(queue(&desk, "coder=ann&article=toll.txt&none=true").len() > found.len());
    assert!(queue(&desk, "coder=ann&stance=reject").iter().all(|(_, s)| s == "reject"));
    assert_eq!(queue(&desk, "coder=ann&actor=Ana%20Ruiz")[0].0, "Ana Ruiz");
    let orders = ["issue", "actor", "newest", "shuffled"];
    let all = queue(&desk, "coder=ann").len();
    assert!(orders.iter().all(|o| queue(&desk, &format!("coder=ann&order={o}")).len() == all));
}

#[test]
fn what_is_said_is_stored_before_it_is_acknowledged_and_undone_step_by_step() {
    let desk = desk(corpus());
    let id = statement(&desk, "Ana Ruiz");
    let rows = say(&desk, "ann", &id, "stance", &json!("none"))["rows"].clone();
    assert_eq!(
        (&rows[0]["action"], &rows[0]["old"], &rows[0]["new"]),
        (&json!("corrected"), &json!("reject"), &json!("none"))
    );
    // Another connection sees it.
    let store = standpoint_store::Store::open_existing(desk.corpus.path()).expect("opens");
    assert_eq!(store.reviews(&standpoint_store::ReviewFilter::default()).expect("read").len(), 1);
    say(&desk, "ann", &id, "stance", &json!("reject"));
    let reviewed = |coder: &str| {
        let queue = desk.read(&format!("/api/queue?coder={coder}&article=toll.txt&show=all"));
        let items = queue["items"].as_array().expect("items").clone();
        items.iter().find(|i| i["statement"] == json!(id)).expect("there")["reviewed"].clone()
    };
    assert_eq!(reviewed("ann"), json!("reject"));
    assert_eq!(reviewed("bob"), Value::Null, "layers are apart");
    let undone = desk.post("/api/undo", &json!({ "coder": "ann" })).json();
    assert_eq!(reviewed("ann"), json!("none"));
    let step = undone["rows"][0]["undoes"].clone();
    assert_eq!(desk.post("/api/redo", &json!({ "coder": "ann", "step": step })).status, 200);
    assert_eq!(reviewed("ann"), json!("reject"));
    desk.post("/api/undo", &json!({ "coder": "ann" }));
    desk.post("/api/undo", &json!({ "coder": "ann" }));
    assert_eq!(reviewed("ann"), Value::Null);
    assert_eq!(desk.post("/api/undo", &json!({ "coder": "ann" })).json()["rows"], json!([]));
    // Nothing is ever lost: the log has all of it.
    let log = desk.read("/api/reviews?coder=ann");
    let actions: Vec<&str> =
        log["rows"].as_array().expect("rows").iter().filter_map(|r| r["action"].as_str()).collect();
    assert_eq!(actions, ["corrected", "accepted", "undone", "redone", "undone", "undone"]);
}

#[test]
fn every_field_can_be_corrected_and_the_run_stays_as_it_was() {
    let desk = desk(corpus());
    let id = statement(&desk, "Lee Chong");
    let before = desk.read("/api/article?id=toll.txt")["statements"].clone();
    let at = |words: &str| {
        let start = TOLL.find(words).expect("there");
        json!({ "start": start, "end": start + words.len() })
    };
    let automatic = desk.get("/report?view=auto").body;
    for (field, value) in [
        ("stance", json!("conditional_cooperation")),
        ("actor", json!({ "id": null, "name": "Dock Union" })),
        ("content", json!([at("We will back the toll if the ferries stay free")])),
        ("condition_span", at("the ferries stay free")),
        ("condition_type", json!("guarantee")),
        ("condition_lean", json!("no_unless")),
        ("issue", json!("ferries")),
    ] {
        say(&desk, "ann", &id, field, &value);
    }
    let article = desk.read("/api/article?id=toll.txt&coder=ann");
    assert_eq!(article["statements"], before);
    let words = article["words"].as_array().expect("words");
    assert_eq!(words.len(), 7);
    assert!(words.iter().any(|w| w["field"] == "actor" && w["value"]["name"] == "Dock Union"));
    assert_eq!(desk.read("/api/article?id=toll.txt&coder=bob")["words"], json!([]));
    let report = desk.get("/report?view=reviewed").body;
    assert!(
        report.contains("Dock Union") && report.contains("Free ferries"),
        "the correction is in the report"
    );
    assert!(desk.get("/report?view=auto").body == automatic, "and not in the automatic one");
}

#[test]
fn what_cannot_be_said_is_refused_whole() {
    let desk = desk(corpus());
    let id = statement(&desk, "Ana Ruiz");
    let good = json!({ "article": "toll.txt", "statement": id, "issue": "toll", "field": "stance", "value": "reject" });
    let with = |bad: Value| desk.post("/api/reviews", &json!({ "coder": "ann", "entries": [good, bad] }));
    let base = |field: &str, value: Value| json!({ "article": "toll.txt", "statement": id, "issue": "toll", "field": field, "value": value });
    assert_eq!(with(base("stance", json!("maybe"))).status, 400);
    assert_eq!(with(base("mood", json!("grim"))).status, 400);
    assert_eq!(with(base("condition_span", json!({ "start": 5, "end": 99_999 }))).status, 422);
    assert_eq!(with(base("condition_span", json!({ "start": 9, "end": 5 }))).status, 400);
    assert_eq!(with(base("issue", json!("no-such"))).status, 422);
    assert_eq!(with(json!({ "article": "none.txt", "statement": "s1", "issue": "toll", "field": "stance", "value": "none" })).status, 422);
    assert_eq!(desk.post("/api/reviews", &json!({ "coder": " ", "entries": [good] })).status, 422);
    assert_eq!(desk.post("/api/reviews", &json!({ "coder": "ann", "entries": [] })).status, 400);
    assert_eq!(
        desk.ask(
            "POST",
            "/api/reviews",
            &[("host", &desk.host()), ("content-type", "application/json")],
            "{"
        )
        .status,
        400
    );
    assert_eq!(desk.read("/api/reviews")["rows"], json!([]));
    let answer = desk.get("/api/queue?coder=ann&ordr=issue");
    assert_eq!(answer.status, 400);
    assert!(answer.json()["error"].as_str().is_some_and(|e| e.contains("ordr")), "{}", answer.body);
    assert_eq!(desk.get("/api/article?id=none.txt").status, 404);
    assert_eq!(desk.get("/api/session?run=99").status, 404);
}

#[test]
fn coders_disagree_and_an_adjudicator_settles_it() {
    let desk = desk(corpus());
    let (ruiz, league) = (statement(&desk, "Ana Ruiz"), statement(&desk, "Harbour Alliance"));
    for (coder, first, second) in [("ann", "reject", "support"), ("bob", "reject", "none")] {
        say(&desk, coder, &ruiz, "stance", &json!(first));
        say(&desk, coder, &league, "stance", &json!(second));
    }
    // A coder is told that somebody disagrees, and not who says what.
    let blind = desk.read("/api/disagreements");
    assert_eq!((&blind["open"][0]["coders"], &blind["open"][0]["votes"]), (&json!(2), &json!([])));
    let open = desk.read("/api/disagreements?role=adjudicator");
    assert_eq!(open["open"][0]["votes"][1]["value"], json!("none"));
    assert_eq!((open["open"].as_array().map(Vec::len), &open["agreed"]), (Some(1), &json!(1)));
    assert_eq!(open["open"][0]["statement"], json!(league));
    let todo = desk.read("/api/queue?coder=cat&role=adjudicator");
    assert_eq!(todo["items"].as_array().map(Vec::len), Some(1), "{todo}");
    let agreement = desk.read("/api/agreement");
    assert_eq!((&agreement["shared"], &agreement["settled"]), (&json!(2), &json!(1)));
    assert_eq!(agreement["pairs"][0]["same"], json!(0.5));
    // By hand: labels R R / S N. Observed disagreement 1 of 2 units; expected 2(2·1 + 2·1 + 1·1)/(4·3) = 10/12.
    assert!(
        (agreement["alpha"].as_f64().expect("a number") - (1.0 - 0.5 / (10.0 / 12.0))).abs() < 1e-9,
        "{agreement}"
    );
    let entry = json!({ "article": "toll.txt", "statement": league, "issue": "toll", "field": "stance", "value": "support" });
    let settled =
        desk.post("/api/reviews", &json!({ "coder": "cat", "role": "adjudicator", "entries": [entry] }));
    assert_eq!(settled.json()["rows"][0]["role"], "adjudicator");
    assert_eq!(desk.read("/api/disagreements")["open"], json!([]));
    let agreement = desk.read("/api/agreement");
    assert_eq!((&agreement["settled"], &agreement["right"]), (&json!(2), &json!(2)));
}

#[test]
fn an_adjudicator_gets_what_the_run_did_not_judge() {
    let desk = desk(corpus());
    let ruiz = statement(&desk, "Ana Ruiz");
    let on_ferries = |coder: &str, role: &str, stance: &str| {
        let entry = json!({ "article": "toll.txt", "statement": ruiz, "issue": "ferries", "field": "stance", "value": stance });
        let said = desk.post("/api/reviews", &json!({ "coder": coder, "role": role, "entries": [entry] }));
        assert_eq!(said.status, 200, "{}", said.body);
    };
    on_ferries("ann", "coder", "support");
    on_ferries("bob", "coder", "reject");
    let queue = |fields: &str| desk.read(&format!("/api/queue?coder=cat&role=adjudicator{fields}"));
    let todo = queue("");
    let item = &todo["items"][0];
    assert_eq!(
        (&todo["total"], &item["issue"], &item["unjudged"]),
        (&json!(1), &json!("ferries"), &json!(true))
    );
    assert_eq!((&item["actor"], &item["statement"]), (&json!("Ana Ruiz"), &json!(ruiz)));
    for none in
        ["&issue=toll", "&article=none.txt", "&statement=none", "&actor=Lee%20Chong", "&stance=reject"]
    {
        assert_eq!(queue(none)["total"], json!(0), "{none}");
    }
    on_ferries("cat", "adjudicator", "support");
    let settled = queue("");
    assert_eq!((&settled["total"], &settled["done"], &settled["items"]), (&json!(1), &json!(1), &json!([])));
    assert_eq!(queue("&show=done")["items"][0]["reviewed"], json!("support"));
    on_ferries("bob", "coder", "support");
    assert_eq!(queue("&issue=toll&show=all")["total"], json!(0), "what the run judged is its own");
}

#[test]
fn an_adjudicator_gets_disputes_on_actor_and_words_alone() {
    let desk = desk(corpus());
    let queue = || {
        let todo = desk.read("/api/queue?coder=cat&role=adjudicator");
        let items = todo["items"].as_array().expect("items").clone();
        items.into_iter().map(|i| (i["statement"].clone(), i["issue"].clone())).collect::<Vec<_>>()
    };
    // Nobody said a stance, and neither dispute is about one.
    let (ruiz, lee) = (statement(&desk, "Ana Ruiz"), statement(&desk, "Lee Chong"));
    for (coder, name, end) in [("ann", "Jo Park", 4), ("bob", "Eve Stone", 5)] {
        say(&desk, coder, &ruiz, "actor", &json!({ "id": null, "name": name }));
        say(&desk, coder, &lee, "content", &json!([{ "start": 0, "end": end }]));
    }
    let mut found = queue();
    found.sort_by_key(|(statement, _)| statement.to_string());
    let mut expected = [(json!(ruiz), json!("toll")), (json!(lee), json!("toll"))];
    expected.sort_by_key(|(statement, _)| statement.to_string());
    assert_eq!(found, expected);
    let entry = json!({ "article": "toll.txt", "statement": ruiz, "field": "actor", "value": { "id": null, "name": "Jo Park" } });
    desk.post("/api/reviews", &json!({ "coder": "cat", "role": "adjudicator", "entries": [entry] }));
    assert_eq!(queue(), [(json!(lee), json!("toll"))]);
}

#[test]
fn a_judgement_is_found_by_its_statement() {
    let desk = desk(corpus());
    let ruiz = statement(&desk, "Ana Ruiz"); // the surest, so the last
    let found =
        queue(&desk, &format!("coder=ann&article=toll.txt&statement={ruiz}&show=all&none=true&limit=1"));
    assert_eq!(found, [("Ana Ruiz".to_owned(), "reject".to_owned())]);
}

#[test]
fn what_is_taken_back_was_said_of_the_run_that_is_shown() {
    let desk = desk(corpus());
    let id = statement(&desk, "Ana Ruiz");
    say(&desk, "ann", &id, "stance", &json!("none"));
    desk.corpus.analyse_again();
    assert_eq!(desk.post("/api/undo", &json!({ "coder": "ann", "run": 2 })).json()["rows"], json!([]));
    let undone = desk.post("/api/undo", &json!({ "coder": "ann", "run": 1 })).json();
    assert_eq!(undone["rows"][0]["statement"], json!(id));
}

#[test]
fn the_last_steps_are_the_newest() {
    let desk = desk(corpus());
    let id = statement(&desk, "Ana Ruiz");
    for stance in ["none", "support", "reject"] {
        say(&desk, "ann", &id, "stance", &json!(stance));
    }
    let last = desk.read("/api/reviews?newest=true&limit=2&run=1");
    let said: Vec<&str> =
        last["rows"].as_array().expect("rows").iter().filter_map(|r| r["new"].as_str()).collect();
    assert_eq!(said, ["reject", "support"]);
}

#[test]
fn words_find_statements_and_articles() {
    let desk = desk(corpus());
    let hits = desk.read("/api/statements?q=ferry");
    assert_eq!(hits["hits"][0]["actor"], "Dock Union", "its head says \"we\": {hits}");
    assert_eq!(desk.read("/api/articles?q=harbour&outlet=Harbour%20Post")["total"], json!(1));
    assert_eq!(desk.read("/api/articles?q=%22%20OR%20NEAR(")["total"], json!(0));
    assert_eq!(desk.read("/api/statements?q=&issue=toll&stance=reject")["total"].as_u64(), Some(2));
}
