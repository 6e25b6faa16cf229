//! The HTML page, taken apart: every `<` in it begins a tag of ours, or the escaping has a hole.

use crate::corpus;
use standpoint_article::Article;
use standpoint_report::{Report, ReportOptions, Theme, html};
use standpoint_stance::{Analysis, Codebook};
use std::collections::{BTreeMap, BTreeSet};

/// The page without what stands raw in it and is ours: the style sheet and the script. The JSON is checked on its own.
fn markup(page: &str) -> (String, &str) {
    let (head, rest) = page.split_once("<style>").unwrap();
    let (_, rest) = rest.split_once("</style>").unwrap();
    let (body, rest) = rest.split_once("<script type=\"application/json\" id=\"data\">").unwrap();
    let (data, rest) = rest.split_once("</script>").unwrap();
    let (between, rest) = rest.split_once("<script>").unwrap();
    let (_, end) = rest.split_once("</script>").unwrap();
    (format!("{head}{body}{between}{end}"), data)
}

/// Tags of the page with their attributes. Panics on anything that is no well-formed tag.
fn tags(page: &str) -> Vec<(String, Vec<(String, String)>)> {
    let (markup, _) = markup(page);
    let mut out = Vec::new();
    let mut rest = markup.as_str();
    while let Some(at) = rest.find('<') {
        rest = &rest[at + 1..];
        let end = rest.find('>').expect("a tag ends");
        let (tag, after) = (&rest[..end], &rest[end + 1..]);
        rest = after;
        if tag == "!doctype html" || tag.starts_with('/') {
            continue;
        }
        let name_end = tag.find([' ', '/']).unwrap_or(tag.len());
        let mut attributes = Vec::new();
        let mut inner = tag[name_end..].trim().trim_end_matches('/').trim();
        while !inner.is_empty() {
            if inner == "hidden" {
                break;
            }
            let (name, value) = inner.split_once("=\"").unwrap_or_else(|| panic!("unquoted: <{tag}>"));
            let (value, after) = value.split_once('"').expect("a closing quote");
            attributes.push((name.trim().to_owned(), value.to_owned()));
            inner = after.trim();
        }
        out.push((tag[..name_end].to_owned(), attributes));
    }
    out
}

fn unescape(text: &str) -> String {
    let text = text.replace("&lt;", "<").replace("&gt;", ">").replace("&quot;", "\"");
    let text = text.replace("&#60;", "<").replace("&#62;", ">").replace("&#34;", "\"").replace("&#39;", "'");
    text.replace("&#38;", "&").replace("&amp;", "&")
}

fn without_tags(html: &str) -> String {
    let mut out = String::new();
    for part in html.split('<') {
        out.push_str(part.split_once('>').map_or(part, |(_, text)| text));
    }
    unescape(&out)
}

#[test]
fn nothing_in_the_page_can_run_or_load() {
    let page = html(&corpus::report(true), &Theme::default()).unwrap();
    let known: BTreeSet<&str> = [
        "html",
        "head",
        "meta",
        "title",
        "body",
        "a",
        "svg",
        "rect",
        "path",
        "header",
        "main",
        "footer",
        "section",
        "article",
        "div",
        "p",
        "h1",
        "h2",
        "h3",
        "ul",
        "ol",
        "li",
        "dl",
        "dt",
        "dd",
        "span",
        "bdi",
        "q",
        "table",
        "thead",
        "tbody",
        "tr",
        "th",
        "td",
        "figure",
        "figcaption",
        "blockquote",
        "mark",
        "time",
        "strong",
        "nav",
        "circle",
        "text",
        "i",
        "defs",
        "pattern",
        "label",
        "input",
        "select",
        "option",
        "dialog",
        "button",
        "noscript",
        "code",
        "details",
        "summary",
    ]
    .into();
    for (tag, attributes) in tags(&page) {
        assert!(known.contains(tag.as_str()), "<{tag}>");
        for (name, value) in attributes {
            assert!(!name.starts_with("on") && name != "style" && name != "src", "<{tag} {name}>");
            if name == "href" {
                assert!(value.starts_with('#') || value.starts_with("https://example.org/"), "{value}");
            }
        }
    }
    assert!(
        page.contains("&#60;script&#62;") || page.contains("&lt;script&gt;"),
        "the hostile text is there, as text"
    );
    let policy =
        page.split_once("Content-Security-Policy\" content=\"").unwrap().1.split_once('"').unwrap().0;
    let policy = unescape(policy);
    assert!(policy.starts_with("default-src 'none'; style-src 'sha256-"), "{policy}");
    assert!(
        policy.contains("; script-src 'sha256-") && policy.contains("require-trusted-types-for 'script'")
    );
    assert!(!policy.contains("unsafe") && !policy.contains("http"));
    let (_, data) = markup(&page);
    assert!(!data.contains('<'), "nothing in the JSON can end its element");
    let data: serde_json::Value = serde_json::from_str(data).unwrap();
    assert_eq!(data["articles"][5]["title"], "Dockers <img src=x onerror=alert(1)> turn \u{202e}around");
}

#[test]
fn an_address_that_is_no_web_page_is_not_linked() {
    let mut analyses = corpus::analyses();
    analyses[0].article.url = Some("javascript:alert(1)".into());
    let report = Report::new(corpus::run(), corpus::codebook(), analyses, corpus::options(false));
    assert!(!html(&report, &Theme::default()).unwrap().contains("javascript:"));
}

#[test]
fn every_link_leads_somewhere_and_every_id_is_one() {
    let page = html(&corpus::report(false), &Theme::default()).unwrap();
    let mut ids = BTreeMap::new();
    let mut links = BTreeSet::new();
    for (_, attributes) in tags(&page) {
        for (name, value) in attributes {
            match name.as_str() {
                "id" => *ids.entry(value).or_insert(0) += 1,
                "href" => links.extend(value.strip_prefix('#').map(str::to_owned)),
                "aria-labelledby" => {
                    links.insert(value);
                }
                _ => {}
            }
        }
    }
    assert!(ids.values().all(|n| *n == 1), "{ids:?}");
    // Articles are opened by the script, which makes the sheet's title, too.
    let dead: Vec<_> = links
        .iter()
        .filter(|l| !ids.contains_key(*l) && !l.starts_with('a') && *l != "sheet-title")
        .collect();
    assert!(dead.is_empty(), "{dead:?}");
    let report = corpus::report(false);
    for cell in &report.cells {
        assert!(links.contains(&format!("c{}-{}", cell.actor, cell.issue)), "every cell opens");
    }
}

#[test]
fn what_a_cell_says_needs_no_colour() {
    let page = html(&corpus::report(false), &Theme::default()).unwrap();
    let cell = page.split("<a class=\"cell").find(|c| c.contains("without a shared radio")).unwrap();
    let words = without_tags(cell.split_once("</a>").unwrap().0.split_once('>').unwrap().1);
    let words: Vec<&str> = words.split_whitespace().collect();
    let words = words.join(" ");
    assert!(words.starts_with(
        "conditional leans no without a shared radio channel 48% sure · 1 statement expected right "
    ));
    assert!(words.ends_with("%) doubtful"), "{words}");
}

#[test]
fn a_title_of_ten_thousand_characters_stands_in_the_page_once() {
    let mut analyses = corpus::analyses();
    let title = "Long \u{202e}title ".repeat(1_000);
    analyses[0].article.title = Some(title.clone());
    let report = Report::new(corpus::run(), corpus::codebook(), analyses, corpus::options(false));
    let page = html(&report, &Theme::default()).unwrap();
    assert_eq!(page.matches(&title).count(), 1, "in the JSON, from which its article is opened");
    // A direction that a title turns round stays within its own element.
    for (at, _) in page.match_indices("Long \u{202e}") {
        let before = &page[..at];
        let in_data = before.contains("id=\"data\"");
        assert!(in_data || before.rfind("<bdi>") > before.rfind("</bdi>"));
    }
}

#[test]
fn the_page_depends_on_no_order() {
    let mut analyses = corpus::analyses();
    analyses.reverse();
    let report = Report::new(corpus::run(), corpus::codebook(), analyses, corpus::options(false));
    assert_eq!(
        html(&report, &Theme::default()).unwrap(),
        html(&corpus::report(false), &Theme::default()).unwrap()
    );
}

#[test]
fn a_report_of_nothing_says_so() {
    let nothing = Analysis {
        article: Article::from_text("a.txt", "Rain is expected."),
        actors: vec![],
        statements: vec![],
        judgements: vec![],
        positions: vec![],
        warnings: vec![],
    };
    let report = Report::new(corpus::run(), Codebook::default(), [nothing], ReportOptions::default());
    let page = html(&report, &Theme::default()).unwrap();
    assert!(page.contains("1 article: no positions were found."));
    assert!(!page.contains("<table"));
    tags(&page);
}

#[test]
fn a_newsroom_adds_its_style_and_frame_and_the_policy_knows_them() {
    let theme = Theme {
        style: ":root { --paper: pink }\r\n/* </style><script>alert(1)</script> */".into(),
        masthead: "<p class=\"house\">The Velden Courier</p>".into(),
        footer: "<p>All rights reserved</p>".into(),
    };
    let report = corpus::report(false);
    let page = html(&report, &theme).unwrap();
    assert!(page.contains("The Velden Courier</p>") && page.contains("<p>All rights reserved</p>"));
    let style = page.split_once("<style>").unwrap().1.split_once("</style>").unwrap().0;
    assert!(!style.contains('\r'), "a browser would hash another text than we do");
    assert!(style.contains("--paper: pink") && style.contains("<\\/style>"));
    assert_ne!(page, html(&report, &Theme::default()).unwrap());
}
