//! Who is let in, and what a browser may do.

use crate::client::{desk, desk_with};
use crate::corpus::corpus;
use serde_json::json;
use standpoint_desk::{DeskError, DeskOptions, Server};

const TOKEN: &str = "correct-horse-battery";

#[test]
fn beyond_this_machine_a_token_is_asked_for() {
    let corpus = corpus();
    let mut options = DeskOptions::new(corpus.path());
    options.address = ([0, 0, 0, 0], 0).into();
    assert!(matches!(Server::open(&options), Err(DeskError::NoToken(_))));
    options.token = Some("short".into());
    assert!(matches!(Server::open(&options), Err(DeskError::ShortToken(5))));
    for wrong in
        ["correct horse battery", "correct;horse;battery", "korrekt-höse-batterie", "correct,horse,battery"]
    {
        options.token = Some(wrong.into());
        let error =
            Server::open(&options).err().unwrap_or_else(|| panic!("`{wrong}` cannot be shown by a browser"));
        assert!(matches!(error, DeskError::TokenCharacter(_)), "{error}");
        assert!(error.to_string().contains("hint: "), "{error}");
    }
    assert!(DeskError::ShortToken(5).to_string().contains("hint: "));
    options.token = Some(TOKEN.into());
    assert!(Server::open(&options).is_ok());
}

#[test]
fn without_the_token_there_is_only_the_door() {
    let desk = desk_with(corpus(), |o| o.token = Some(TOKEN.into()));
    assert_eq!(desk.get("/").status, 200);
    for path in ["/api/session", "/api/article?id=toll.txt", "/report", "/api/gold", "/api/openapi.json"] {
        assert_eq!(desk.get(path).status, 401, "{path}");
    }
    let host = desk.host();
    let bearer = format!("Bearer {TOKEN}");
    assert_eq!(
        desk.ask("GET", "/api/session", &[("host", &host), ("authorization", &bearer)], "").status,
        200
    );
    assert_eq!(
        desk.ask("GET", "/api/session", &[("host", &host), ("authorization", "Bearer x")], "").status,
        401
    );
    assert_eq!(desk.post("/api/login", &json!({ "token": "wrong" })).status, 401);
    let login = desk.post("/api/login", &json!({ "token": TOKEN }));
    assert_eq!(login.status, 204, "{}", login.body);
    assert!(login.head.contains("httponly; samesite=strict"), "{}", login.head);
    let cookie = format!("standpoint_desk={TOKEN}");
    assert_eq!(desk.ask("GET", "/api/session", &[("host", &host), ("cookie", &cookie)], "").status, 200);
}

#[test]
fn foreign_names_are_refused() {
    let desk = desk(corpus());
    let port = desk.address.port();
    for host in [
        "evil.example".into(),
        format!("evil.example:{port}"),
        format!("127.0.0.1.evil.example:{port}"),
        "127.0.0.1:1".into(),
    ] {
        for path in ["/", "/api/session", "/report"] {
            assert_eq!(desk.ask("GET", path, &[("host", &host)], "").status, 421, "{host} {path}");
        }
    }
    assert_eq!(desk.ask("GET", "/api/session", &[("host", &format!("localhost:{port}"))], "").status, 200);
}

#[test]
fn other_sites_neither_write_nor_read() {
    let desk = desk(corpus());
    let host = desk.host();
    let body = json!({ "coder": "eve", "entries": [{ "article": "toll.txt", "statement": "s1", "issue": "toll", "field": "stance", "value": "support" }] });
    let post = |headers: &[(&str, &str)]| {
        let all: Vec<(&str, &str)> =
            [("host", host.as_str())].into_iter().chain(headers.iter().copied()).collect();
        desk.ask("POST", "/api/reviews", &all, &body.to_string()).status
    };
    let json_type = ("content-type", "application/json");
    assert_eq!(post(&[json_type, ("sec-fetch-site", "cross-site")]), 403);
    assert_eq!(post(&[json_type, ("sec-fetch-site", "same-site")]), 403);
    assert_eq!(post(&[json_type, ("origin", "http://evil.example")]), 403);
    assert_eq!(post(&[json_type, ("origin", "null")]), 403);
    // What a form can send without asking first.
    assert_eq!(post(&[("content-type", "text/plain")]), 415);
    assert_eq!(post(&[]), 415);
    let read = [("host", host.as_str()), ("sec-fetch-site", "cross-site")];
    for path in ["/api/session", "/report", "/api/gold"] {
        assert_eq!(desk.ask("GET", path, &read, "").status, 403, "{path}");
    }
    assert_eq!(desk.ask("GET", "/", &read, "").status, 200); // a link may lead here
    assert_eq!(desk.read("/api/reviews")["rows"], json!([]), "nothing was written");
    let own = format!("http://{host}");
    assert_eq!(post(&[json_type, ("sec-fetch-site", "same-origin"), ("origin", &own)]), 200);
}

#[test]
fn every_answer_tells_the_browser_to_be_strict() {
    let desk = desk(corpus());
    for path in ["/", "/web/main.js", "/api/session", "/nothing"] {
        let head = desk.get(path).head;
        for line in [
            "x-content-type-options: nosniff",
            "referrer-policy: no-referrer",
            "cross-origin-resource-policy: same-origin",
        ] {
            assert!(head.contains(line), "{path}: {head}");
        }
        let policy = head.lines().find(|l| l.starts_with("content-security-policy:")).expect("a policy");
        assert!(
            policy.contains("default-src 'none'") && policy.contains("require-trusted-types-for 'script'"),
            "{policy}"
        );
        assert!(!policy.contains("unsafe"), "{policy}");
        assert!(!head.contains("access-control-allow"), "{head}");
    }
    assert!(desk.get("/report").head.contains("sandbox allow-scripts"));
    let page = desk.get("/").body;
    assert!(!page.contains("<style") && !page.contains(" style=") && page.matches("<script").count() == 1);
}

#[test]
fn a_large_body_is_not_taken_in() {
    let desk = desk(corpus());
    let body = json!({ "coder": "a".repeat(1 << 20), "entries": [] });
    assert_eq!(desk.post("/api/reviews", &body).status, 413);
}
