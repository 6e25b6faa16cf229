//! The page, as a person meets it: keys, clicks, and hostile articles. Needs Chromium and its driver; says so where it has none.
//!
//! With `STANDPOINT_SHOTS=folder` screenshots are left there, to be looked at.

use crate::client::{Desk, desk, desk_with};
use crate::corpus::{corpus, long, many};
use serde_json::{Value, json};
use standpoint_browser::Browser;

const ENTER: &str = "\u{E007}";

/// The page with `name` as the coder.
fn begin(browser: &Browser, desk: &Desk, name: &str) {
    browser.go(&format!("http://localhost:{}/", desk.address.port()));
    browser.wait("#name-dialog[open]");
    browser.type_into("#name-field", &format!("{name}{ENTER}"));
    browser.wait(".card h1");
}

fn shot(browser: &Browser, name: &str) {
    if let Some(folder) = std::env::var_os("STANDPOINT_SHOTS") {
        browser.screenshot(std::path::Path::new(&folder).join(format!("{name}.png")));
    }
}

fn rows(desk: &Desk) -> Vec<Value> {
    desk.read("/api/reviews")["rows"].as_array().expect("rows").clone()
}

/// Presses a key and waits for what the page says of it.
fn press(browser: &Browser, key: &str, said: &str) {
    browser.run("document.getElementById('said').textContent = ''");
    browser.keys(key);
    browser.until(&format!("return document.getElementById('said').textContent.includes({})", json!(said)));
}

#[test]
fn a_queue_is_reviewed_with_the_keyboard_alone() {
    let Some(browser) = Browser::open() else { return };
    let desk = desk(corpus());
    begin(&browser, &desk, "Ann");
    browser.go(&format!("http://localhost:{}/#/review?article=toll.txt&none=", desk.address.port()));
    // The first page holds as many items: the chip is of this one. What is read is read at once, as the card may be drawn anew.
    browser.until("return document.querySelector('.chip') && document.querySelector('.card .actor') && document.querySelectorAll('.item').length > 2");
    let actor = || browser.run("return document.querySelector('.card .actor').innerText");
    let first = actor();
    browser.keys("j");
    browser.until("return document.querySelector('.card .place').innerText.includes('2 of')");
    browser.keys("k");
    browser.until("return document.querySelector('.card .place').innerText.includes('1 of')");
    assert_eq!(actor(), first);
    press(&browser, "2", "Saved");
    assert_eq!((&rows(&desk)[0]["new"], &rows(&desk)[0]["coder"]), (&json!("reject"), &json!("Ann")));
    browser.until("return document.querySelector('.card .place').innerText.includes('2 of')");
    press(&browser, "u", "Undone");
    browser.until("return document.querySelector('.card .badge').innerText === 'automatic'");
    assert_eq!(actor(), first);
    press(&browser, "r", "Redone");
    browser.until("return document.querySelector('.card .badge').innerText === 'reviewed'");
    browser.keys("?");
    browser.wait("#help[open]");
    assert!(browser.text("#keys").contains("undo your last step"));
    browser.keys("\u{E00C}");
    browser.until("return !document.getElementById('help').open");
    // Keys that are typed into a field are words.
    browser.keys("n");
    browser.until("return document.activeElement?.id === 'note'");
    let before = rows(&desk).len();
    browser.keys("a1u");
    assert_eq!(browser.run("return document.getElementById('note').value"), json!("a1u"));
    assert_eq!(rows(&desk).len(), before);
    // Even where the card is drawn anew under them.
    browser.run("document.getElementById('note').blur()");
    press(&browser, "2n", "Saved");
    browser.until("return document.querySelector('.card .place').innerText.includes('2 of')");
    let saved = rows(&desk).len();
    browser.keys("a1");
    assert_eq!(rows(&desk).len(), saved);
    assert_eq!(browser.run("return document.activeElement?.id"), json!("note"));
    assert_eq!(browser.complaints(), [""; 0]);
}

#[test]
fn words_of_the_article_become_the_condition() {
    let Some(browser) = Browser::open() else { return };
    let desk = desk(corpus());
    begin(&browser, &desk, "Ann");
    browser.go(&format!("http://localhost:{}/#/review?stance=conditional_cooperation", desk.address.port()));
    browser.wait(".card .condition .words");
    assert!(browser.text(".card .condition .words").starts_with("if the ferries"));
    // The selection reaches over two pieces of marked text, and over an accent before them in the article.
    browser.run(
        "const root = document.querySelector('.text');
         const walk = document.createTreeWalker(root, NodeFilter.SHOW_TEXT);
         const find = (words, end) => { walk.currentNode = root; while (walk.nextNode()) {
             const at = walk.currentNode.data.indexOf(words); if (at >= 0) return [walk.currentNode, at + (end ? words.length : 0)]; } };
         const range = document.createRange();
         range.setStart(...find('back the toll', false)); range.setEnd(...find('ferries', true));
         getSelection().removeAllRanges(); getSelection().addRange(range);",
    );
    press(&browser, "c", "Saved");
    let row = rows(&desk).pop().expect("a row");
    let span = &row["new"];
    let at = |key: &str| span[key].as_u64().expect("an offset") as usize;
    assert_eq!(crate::corpus::TOLL.get(at("start")..at("end")), Some("back the toll if the ferries"));
    browser.until("return document.querySelector('.card .condition .words').innerText === 'back the toll if the ferries'");
    press(&browser, "a", "Saved");
    let accepted = rows(&desk);
    let fields: Vec<&str> = accepted[1..].iter().filter_map(|r| r["field"].as_str()).collect();
    for field in ["actor", "content", "stance", "condition_span", "condition_type", "condition_lean"] {
        assert!(fields.contains(&field), "{field} in {fields:?}");
    }
    assert_eq!(browser.complaints(), [""; 0]);
}

#[test]
fn hostile_articles_are_words_and_nothing_else() {
    let Some(browser) = Browser::open() else { return };
    let desk = desk(corpus());
    begin(&browser, &desk, "<img src=x onerror=window.pwned=9>");
    let port = desk.address.port();
    browser
        .go(&format!("http://localhost:{port}/#/review?article=hostile%2F%3Ci%3E%26a%3Db%23c.html&show=all"));
    browser.until("return document.querySelector('.text')?.innerText.includes('<script>window.pwned = 1')");
    browser.until("return document.querySelector('.text').innerText.includes('▯Mal Ory▯')");
    shot(&browser, "hostile");
    browser.go(&format!("http://localhost:{port}/#/search?q=toll"));
    browser.wait(".hits li");
    browser.go(&format!("http://localhost:{port}/#/search?in=articles&q=loud"));
    browser.wait(".hits li");
    browser.go(&format!("http://localhost:{port}/#/quality"));
    browser.wait(".quality");
    assert_eq!(browser.run("return window.pwned ?? null"), Value::Null);
    assert_eq!(browser.count("main script, main img, main svg, main b[onmouseover]"), 0);
    assert_eq!(browser.count("a[href^='javascript:']"), 0);
    assert_eq!(browser.complaints(), [""; 0]);
    // The page's own policy stops what a hole in it would let through.
    browser.run("const s = document.createElement('script'); try { s.textContent = 'window.pwned = 7'; document.body.append(s); } catch {}");
    browser.run("try { document.body.innerHTML += '<img src=x onerror=\"window.pwned = 8\">'; } catch {}");
    assert_eq!(browser.run("return window.pwned ?? null"), Value::Null);
}

#[test]
fn the_live_report_cannot_ask_the_desk() {
    let Some(browser) = Browser::open() else { return };
    let desk = desk(corpus());
    browser.go(&format!("http://localhost:{}/report?view=auto", desk.address.port()));
    browser.until("return document.body.innerText.includes('Ana Ruiz')");
    let asked = browser.run("return self.origin");
    assert_eq!(asked, json!("null"), "the report is a stranger to the desk");
    assert_eq!(browser.run("return window.pwned ?? null"), Value::Null);
}

#[test]
fn two_coders_and_an_adjudicator_on_the_page() {
    let Some(browser) = Browser::open() else { return };
    let desk = desk(corpus());
    let league = crate::api::statement(&desk, "Harbour Alliance");
    crate::api::say(&desk, "bob", &league, "stance", &json!("none"));
    crate::api::say(&desk, "ann", &league, "stance", &json!("support"));
    browser.go(&format!("http://localhost:{}/", desk.address.port()));
    browser.wait("#name-dialog[open]");
    browser.click("[name=role][value=adjudicator]");
    browser.type_into("#name-field", &format!("Cat{ENTER}"));
    browser.wait(".votes button");
    assert!(
        browser.text(".votes").contains("ann: support")
            && browser.text(".votes").contains("bob: no position")
    );
    shot(&browser, "adjudicate");
    press(&browser, "1", "Saved");
    browser.until("return document.querySelector('.card').innerText.includes('Nothing is left to settle')");
    assert_eq!(desk.read("/api/disagreements")["settled"], json!(1));
    assert_eq!(browser.complaints(), [""; 0]);
}

#[test]
fn coders_do_not_see_what_others_say() {
    let Some(browser) = Browser::open() else { return };
    let desk = desk(corpus());
    let league = crate::api::statement(&desk, "Harbour Alliance");
    crate::api::say(&desk, "bob", &league, "stance", &json!("none"));
    crate::api::say(&desk, "Ann", &league, "stance", &json!("support"));
    begin(&browser, &desk, "Ann");
    let quality = format!("http://localhost:{}/#/quality", desk.address.port());
    browser.go(&quality);
    browser.wait(".quality");
    let seen = browser.text(".quality");
    assert!(seen.contains("2 coders") && seen.contains("Your last steps"), "{seen}");
    assert!(!seen.contains("bob: ") && browser.count(".whole tbody tr") == 1, "{seen}");
    browser.run("localStorage.setItem('role', 'adjudicator')");
    browser.go("about:blank");
    browser.go(&quality);
    browser.until("return document.querySelectorAll('.whole tbody tr').length === 2");
    assert!(browser.text(".quality").contains("bob: no position"));
    assert_eq!(browser.complaints(), [""; 0]);
}

#[test]
fn a_newer_run_does_not_come_between() {
    let Some(browser) = Browser::open() else { return };
    let desk = desk(corpus());
    begin(&browser, &desk, "Ann");
    desk.corpus.analyse_again();
    let port = desk.address.port();
    browser.go(&format!("http://localhost:{port}/#/review?article=toll.txt&stance=reject"));
    browser.until("return document.querySelector('.card .actor')?.innerText === 'Ana Ruiz'");
    press(&browser, "1", "Saved");
    browser.until("return document.querySelector('.card').innerText.includes('is reviewed')");
    let row = rows(&desk).pop().expect("a row");
    assert_eq!((&row["run"], &row["new"]), (&json!(1), &json!("support")));
    press(&browser, "u", "Undone");
    browser.until("return document.querySelector('.card .badge')?.innerText === 'automatic'");
    browser.go(&format!("http://localhost:{port}/#/report"));
    browser.wait("iframe[data-loaded]");
    let of_run = "return [document.querySelector('iframe.report').src, document.querySelector('a[download]').href].every((a) => new URL(a).searchParams.get('run') === '1')";
    assert_eq!(browser.run(of_run), json!(true));
    assert_eq!(browser.complaints(), [""; 0]);
}

#[test]
fn undo_finds_its_judgement_behind_five_hundred_others() {
    let Some(browser) = Browser::open() else { return };
    let desk = desk(many(520));
    let queue = desk.read("/api/queue?coder=x&article=a000.txt");
    let statement = &queue["items"][0]["statement"];
    let entry = |i| json!({ "article": format!("a{i:03}.txt"), "statement": statement, "issue": "toll", "field": "stance", "value": "reject" });
    let all: Vec<Value> = (0..519).map(entry).collect();
    assert_eq!(desk.post("/api/reviews", &json!({ "coder": "Ann", "entries": all })).status, 200);
    begin(&browser, &desk, "Ann");
    press(&browser, "1", "Saved");
    browser.until("return document.querySelector('.card').innerText.includes('is reviewed')");
    press(&browser, "u", "Undone");
    browser.until("return document.querySelector('.card .badge')?.innerText === 'automatic'");
    assert_eq!(browser.text(".progress").trim(), "519 of 520 judgements reviewed");
    assert_eq!(browser.complaints(), [""; 0]);
}

#[test]
fn a_judgement_behind_two_hundred_others_is_judged() {
    let Some(browser) = Browser::open() else { return };
    let desk = desk(long(230));
    begin(&browser, &desk, "Ann");
    let queue = desk.read("/api/queue?coder=x&article=long.txt&limit=500");
    let items = queue["items"].as_array().expect("items");
    assert!(items.len() > 200, "{}", items.len());
    let last = items[items.len() - 1]["statement"].as_str().expect("an id");
    let port = desk.address.port();
    browser.go(&format!("http://localhost:{port}/#/review?article=long.txt&statement={last}&show=all"));
    browser.until("return document.querySelector('.item[aria-current] .how')?.innerText === 'reject 85%'");
    assert_eq!(browser.complaints(), [""; 0]);
}

#[test]
fn the_token_opens_the_page() {
    let Some(browser) = Browser::open() else { return };
    let desk = desk_with(corpus(), |o| o.token = Some("correct-horse-battery".into()));
    browser.go(&format!("http://localhost:{}/", desk.address.port()));
    browser.wait("#token-dialog[open]");
    browser.type_into("#token-field", &format!("not-the-token-at-all{ENTER}"));
    browser.until("return document.getElementById('token-wrong').innerText === 'That is not the token.'");
    browser.wait("#token-dialog[open]");
    browser.run("document.getElementById('token-field').value = ''");
    browser.type_into("#token-field", &format!("correct-horse-battery{ENTER}"));
    browser.wait("#name-dialog[open]");
}

#[test]
fn it_can_be_read_aloud_in_the_dark_and_on_a_phone() {
    let Some(browser) = Browser::open() else { return };
    let desk = desk(corpus());
    begin(&browser, &desk, "Ann");
    let unnamed = "return [...document.querySelectorAll('button, a, input, select, iframe')].filter((e) => e.getClientRects().length
        && !(e.ariaLabel || e.title || e.textContent?.trim() || e.labels?.length)).map((e) => e.outerHTML)";
    for (part, ready) in [
        ("review", ".stances"),
        ("search?q=toll", ".hits li"),
        ("quality", ".quality"),
        ("report", "iframe[data-loaded]"),
    ] {
        for (name, width, height, dark) in
            [("light", 1280, 900, false), ("dark", 1280, 900, true), ("phone", 390, 844, false)]
        {
            browser.go("about:blank"); // the page decides by its width when it is opened
            browser.show_as(width, height, dark);
            browser.go(&format!("http://localhost:{}/#/{part}", desk.address.port()));
            browser.wait(ready);
            assert_eq!(browser.run(unnamed), json!([]), "{part}");
            let over = browser
                .run("return document.documentElement.scrollWidth - document.documentElement.clientWidth");
            assert!(over.as_i64().unwrap_or(99) <= 0, "{part} is {over} pixels too wide at {width}");
            shot(&browser, &format!("{}-{name}", part.split('?').next().unwrap_or_default()));
        }
    }
    assert_eq!(browser.complaints(), [""; 0]);
}
