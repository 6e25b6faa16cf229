//! The page in a real browser: what a reader sees, clicks and presses, and that nothing hostile runs.
//! Skipped, with a line that says so, where there is no Chromium.

#[path = "../report/corpus.rs"]
mod corpus;
#[path = "../report/large.rs"]
mod large;

use serde_json::json;
use standpoint_browser::Browser;
use standpoint_report::{Report, Theme, html};
use std::time::{Duration, Instant};

const ESCAPE: &str = "\u{e00c}";
const ENTER: &str = "\u{e007}";
const RIGHT: &str = "\u{e014}";
const DOWN: &str = "\u{e015}";

/// The address of the page in a folder of its own, which goes with the first of the pair.
fn page(report: &Report) -> (tempfile::TempDir, String) {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("report.html");
    std::fs::write(&file, html(report, &Theme::default()).unwrap()).unwrap();
    (folder, format!("file://{}", file.display()))
}

/// Opens an address from another page, so that a different fragment loads the page anew.
fn open(browser: &Browser, address: &str) {
    browser.go("about:blank");
    browser.go(address);
}

#[test]
fn a_cell_opens_its_statements_and_a_statement_its_article() {
    let Some(browser) = Browser::open() else { return };
    let report = corpus::report(false);
    let (_folder, page) = page(&report);
    open(&browser, &page);
    let union = report.actors.iter().position(|a| a.name == "Velden Dockers’ Union").unwrap();
    browser.click(&format!("#m{union}-0"));
    browser.until("return document.querySelector('#sheet').open");
    let text =
        |selector: &str| browser.run(&format!("return document.querySelector('{selector}').innerText"));
    assert_eq!(text("#sheet-title"), "Velden Dockers’ Union\nconditional");
    // Newest first, each with its date.
    let dates = browser.run("return [...document.querySelectorAll('#sheet time')].map(t => t.dateTime)");
    assert_eq!(dates, json!(["2026-03-16", "2026-03-02"]));
    let marks = browser.run(
        "return [...document.querySelectorAll('#sheet blockquote')].map(q => \
         [...q.querySelectorAll('mark')].map(m => [m.className, m.textContent]))",
    );
    assert_eq!(
        marks[0],
        json!([
            ["content", "“We will work on it "],
            ["content condition", "if every job at the berths is kept, in writing"],
            ["content", ",”"],
            ["source", "its chair, Piet Haan,"],
            ["cue", "said"],
        ])
    );
    let sheet = text("#sheet");
    let sheet = sheet.as_str().unwrap();
    for part in
        ["Changed.", "conditional 96%", "via Piet Haan", "leans yes", "Expected right in", "standpoint 0.1.0"]
    {
        assert!(sheet.contains(part), "{part} in {sheet}");
    }

    browser.click("#sheet figcaption a");
    browser.until("return document.querySelector('#sheet').className === 'article-sheet'");
    // The article is there byte for byte, and what was followed is marked and has the focus.
    for (n, analysis) in report.analyses.iter().enumerate() {
        if analysis.article.duplicate_of.is_some() {
            continue;
        }
        open(&browser, &format!("{page}#a{n}"));
        let shown =
            browser.run("return [...document.querySelectorAll('#sheet .para > p')].map(p => p.textContent)");
        let text = &analysis.article.text;
        let written: Vec<&str> = text.paragraphs().iter().map(|p| text.slice(*p)).collect();
        assert_eq!(shown, json!(written));
    }
    assert_eq!(browser.complaints(), Vec::<String>::new());
}

#[test]
fn the_keyboard_does_all_that_a_mouse_does() {
    let Some(browser) = Browser::open() else { return };
    let (_folder, page) = page(&corpus::report(false));
    open(&browser, &page);
    browser.run("document.querySelector('#m0-0').focus()");
    let focus = || browser.run("return document.activeElement.id");
    browser.keys(RIGHT);
    assert_eq!(focus(), "m0-1");
    browser.keys(DOWN);
    let below = focus();
    assert!(below.as_str().unwrap().ends_with("-1") && below != "m0-1", "{below}");
    browser.keys(ENTER);
    browser.until("return document.querySelector('#sheet').open");
    assert_eq!(browser.run("return document.querySelector('#sheet').contains(document.activeElement)"), true);
    browser.keys(ESCAPE);
    browser.until("return !document.querySelector('#sheet').open");
    assert_eq!(focus(), below, "the focus is back where it was");
    // The browser's own way back opens the cell again.
    browser.keys(ENTER);
    browser.until("return document.querySelector('#sheet').open");
    let named = browser.run("return document.querySelector('#sheet').getAttribute('aria-labelledby')");
    assert_eq!(named, "sheet-title");
}

#[test]
fn actors_are_found_by_name() {
    let Some(browser) = Browser::open() else { return };
    let report = corpus::report(false);
    let (_folder, page) = page(&report);
    open(&browser, &page);
    browser.click("#find");
    browser.keys("okoro");
    let shown = "return [...document.querySelectorAll('.matrix tbody tr')].filter(r => !r.hidden).length";
    assert_eq!(browser.run(shown), 1);
    assert_eq!(browser.run("return document.querySelector('#found').textContent"), "1 actor");
}

/// Everything foreign in the corpus replaced by what tries to run.
fn hostile() -> Report {
    let attacks = [
        "<script>document.title='owned'</script>",
        "<img src=x onerror=\"document.title='owned'\">",
        "\"><svg/onload=alert(1)>",
        "</script><script>alert(1)</script>",
        "</noscript><script>alert(1)</script>",
        "<!--<script>",
        "javascript:alert(1)",
        "{{constructor.constructor('alert(1)')()}}",
        "\u{202e}txet desrever\u{2066}\u{2067}",
        "</title><script>alert(1)</script>",
        "']);alert(1);//\u{2028}alert(1)//",
    ];
    let all = attacks.join(" ");
    let mut analyses = corpus::analyses();
    for (n, analysis) in analyses.iter_mut().enumerate() {
        let article = &mut analysis.article;
        article.title = Some(if n == 0 { format!("{all} {}", "long ".repeat(2_000)) } else { all.clone() });
        article.outlet = Some(format!("{all}{}", n % 2));
        article.author = Some(all.clone());
        article.url = Some(attacks[n % attacks.len()].into());
        article.input.clone_from(&all);
        analysis.warnings.push(all.clone());
        for (actor, position) in analysis.positions.iter_mut().enumerate() {
            position.name = format!("{}{actor}", attacks[(n + actor) % attacks.len()]);
        }
        for actor in &mut analysis.actors {
            actor.name.clone_from(&all);
        }
    }
    let mut codebook = corpus::codebook();
    for issue in &mut codebook.issues {
        issue.name.clone_from(&all);
    }
    let mut options = corpus::options(true);
    options.title = Some(all);
    Report::new(corpus::run(), codebook, analyses, options)
}

#[test]
fn nothing_hostile_runs() {
    let Some(browser) = Browser::open() else { return };
    let report = hostile();
    let (_folder, page) = page(&report);
    let scripts = "return document.querySelectorAll('script').length";
    let foreign = "return document.querySelectorAll('img, iframe, object, embed, [onload], [onerror], [onclick], \
                   a[href^=\"javascript\"]').length";
    let check = |place: &str| {
        assert_eq!(browser.alert(), None, "{place}");
        assert_ne!(browser.run("return document.title"), "owned", "{place}");
        assert_eq!(browser.run(scripts), 2, "{place}");
        assert_eq!(browser.run(foreign), 0, "{place}");
    };
    open(&browser, &page);
    check("the page");
    for cell in &report.cells {
        open(&browser, &format!("{page}#c{}-{}", cell.actor, cell.issue));
        browser.until("return document.querySelector('#sheet').open");
        check("a cell");
    }
    for n in 0..report.analyses.len() {
        open(&browser, &format!("{page}#a{n}"));
        check("an article");
    }
    // Were something to slip through, the policy and Trusted Types would stop it.
    open(&browser, &page);
    let tries = [
        "document.body.innerHTML = '<b>x</b>'",
        "document.createElement('img').setAttribute('onerror', 'document.title = 1')",
        "document.createElement('script').textContent = 'document.title = 1'",
    ];
    for code in tries {
        let stopped = browser.run(&format!("try {{ {code}; return 'ran' }} catch (e) {{ return e.name }}"));
        assert_eq!(stopped, "TypeError", "{code}");
    }
    // A wide title widens nothing.
    assert_eq!(browser.run("return document.documentElement.scrollWidth <= innerWidth"), true);
}

#[test]
fn without_scripts_the_statements_stand_below_the_tables() {
    let off = json!({"profile.managed_default_content_settings.javascript": 2});
    let Some(browser) = Browser::open_with(&off) else { return };
    let report = corpus::report(false);
    let (_folder, page) = page(&report);
    open(&browser, &page);
    browser.click("#m0-0");
    // WebDriver's own scripts do run; the page's did not.
    assert_eq!(browser.run("return document.querySelector('#tools').hidden"), true);
    assert_eq!(browser.run("return document.querySelector('#sheet').open"), false);
    let shown = browser.run("return document.querySelector(':target').innerText");
    assert!(shown.as_str().unwrap().contains("Ines Okoro"), "{shown}");
    assert!(shown.as_str().unwrap().contains("it is time to dig"), "{shown}");
    let cells = browser.run("return document.querySelectorAll('.plain section').length");
    assert_eq!(cells, report.cells.len());
}

#[test]
fn a_phone_reads_it_without_scrolling_sideways() {
    let Some(browser) = Browser::open() else { return };
    let (_folder, page) = page(&corpus::report(false));
    let phone = json!({"width": 390, "height": 844, "deviceScaleFactor": 2, "mobile": true});
    browser.devtools("Emulation.setDeviceMetricsOverride", &phone);
    open(&browser, &page);
    assert_eq!(browser.run("return [innerWidth, document.documentElement.scrollWidth]"), json!([390, 390]));
    browser.run("location.hash = '#c0-0'");
    browser.until("return document.querySelector('#sheet').open");
    assert_eq!(browser.run("return document.querySelector('#sheet').scrollWidth <= 390"), true);
}

#[test]
fn colours_can_be_read_in_light_and_dark() {
    let Some(browser) = Browser::open() else { return };
    let (_folder, page) = page(&corpus::report(true));
    for scheme in ["light", "dark"] {
        let media = json!({"features": [{"name": "prefers-color-scheme", "value": scheme}]});
        browser.devtools("Emulation.setEmulatedMedia", &media);
        open(&browser, &page);
        // Contrast of WCAG 2.2, AA: 4.5 for text, against the nearest background that is not transparent.
        let low = browser.run(
            "const rgb = c => c.match(/[\\d.]+/g).map(Number); \
             const lum = c => rgb(c).slice(0, 3).map(v => v / 255).map(v => v <= .04045 ? v / 12.92 : ((v + .055) / 1.055) ** 2.4) \
               .reduce((s, v, i) => s + v * [.2126, .7152, .0722][i], 0); \
             const ground = e => { for (; e; e = e.parentElement) { const b = getComputedStyle(e).backgroundColor; \
               if (rgb(b)[3] !== 0) return b; } return 'rgb(255,255,255)'; }; \
             const low = []; \
             for (const e of document.querySelectorAll('body *')) { \
               if (![...e.childNodes].some(n => n.nodeType === 3 && n.data.trim()) || !e.checkVisibility({contentVisibilityAuto: true})) continue; \
               if (['SCRIPT', 'STYLE', 'OPTION'].includes(e.tagName) || e.className === 'vh') continue; \
               const [a, b] = [lum(getComputedStyle(e).color), lum(ground(e))].sort((x, y) => y - x); \
               const ratio = (a + .05) / (b + .05); \
               if (ratio < 4.5) low.push(e.tagName + '.' + e.className + ' ' + ratio.toFixed(2)); } \
             return low",
        );
        assert_eq!(low, json!([]), "{scheme}");
    }
}

#[test]
fn paper_gets_the_statements_too() {
    let Some(browser) = Browser::open() else { return };
    let (_folder, page) = page(&corpus::report(false));
    open(&browser, &page);
    browser.run("dispatchEvent(new Event('beforeprint'))");
    let printed = browser.run("return document.querySelectorAll('#printed blockquote').length");
    assert!(printed.as_u64().unwrap() > 15, "{printed}");
    browser.run("dispatchEvent(new Event('afterprint'))");
    assert_eq!(browser.run("return document.querySelectorAll('#printed *').length"), 0);
    let pdf =
        browser.devtools("Page.printToPDF", &json!({"printBackground": true, "preferCSSPageSize": true}));
    assert!(pdf["data"].as_str().unwrap().len() > 10_000);
}

/// Two seconds is what the page takes on a machine that does nothing else (`docs/bench` has the run of record); a
/// machine that is busy with other tests gets more.
#[test]
fn five_thousand_statements_open_at_once() {
    let Some(browser) = Browser::open() else { return };
    let report = large::report(corpus::run(), corpus::options(false));
    let statements: usize = report.cells.iter().map(|c| c.statements).sum();
    assert_eq!(
        (report.actors.len(), report.issues.len(), statements),
        (large::ACTORS, large::ISSUES, large::STATEMENTS)
    );
    let (_folder, page) = page(&report);
    let start = Instant::now();
    open(&browser, &page);
    let opened = start.elapsed();
    assert!(opened < Duration::from_secs(10), "{opened:?}");
    // Twenty issues are wider than the window: it says so, and until the end is reached the edge fades.
    browser.until("return !document.querySelector('#matrix .sideways').hidden");
    browser.until("return document.querySelector('#matrix .scroll').classList.contains('goes-on')");
    browser.run("document.querySelector('#matrix .scroll').scrollLeft = 1e6");
    browser.until("return !document.querySelector('#matrix .scroll').classList.contains('goes-on')");
    browser.run("document.querySelector('#matrix .scroll').scrollLeft = 0");
    browser.click("#m0-0");
    browser.until("return document.querySelector('#sheet').open");
    // Evidence waits to be asked for.
    let elements =
        browser.run("return document.querySelectorAll('#sheet blockquote').length").as_u64().unwrap();
    assert!((1..100).contains(&elements), "{elements}");
}
