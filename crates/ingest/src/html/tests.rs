use super::*;

const PAGE: &str = r#"<!doctype html><html lang="en-GB"><head><title>Leaders talk | The Daily</title>
<meta property="og:site_name" content="The Daily"><meta property="og:title" content="Leaders talk - The Daily">
<meta name="author" content="Ann Lee"><link rel="canonical" href="https://daily.example/2026/03/01/leaders-talk">
</head><body><nav><a href="/">Home</a><a href="/world">World</a></nav>
<div class="cookie-banner"><p>We use cookies to improve your experience. Accept all cookies to go on.</p></div>
<article><h1>Leaders talk</h1><p class="byline">By Ann Lee</p>
<figure><img src="a.jpg"><figcaption>FILE PHOTO: The president waves. REUTERS/Jo Smith</figcaption></figure>
<p>The president offered on Monday to send troops, and <a href="/x">his neighbour</a> firmly rejected the offer.</p>
<p>It was late.</p>
<h2>What comes next</h2>
<p>&ldquo;We will not accept it,&rdquo; she said,<br>adding that cooperation was possible.</p>
<blockquote><p>Sovereignty is not for sale. We will say that as often as it takes.</p></blockquote>
<ul><li>First, the talks go on.</li><li>Second, a treaty.</li></ul>
<div class="newsletter-signup"><p>Sign up for our newsletter and get the news in your inbox every morning.</p></div>
<p>Read more: <a href="/z">The long road</a></p>
<p>The officials <em>supported</em> the plan, a spokesperson said in the capital on Tuesday.</p>
<h3>Related</h3><ul><li><a href="/r">Another story about something else</a></li></ul>
</article><footer><p>© 2026 The Daily. All rights reserved.</p></footer></body></html>"#;

#[test]
fn a_page_gives_its_paragraphs_and_nothing_else() {
    let (metadata, body) = read(PAGE);
    let paragraphs: Vec<&str> = body.text.split("\n\n").collect();
    assert_eq!(
        paragraphs[..8],
        [
            "The president offered on Monday to send troops, and his neighbour firmly rejected the offer.",
            "It was late.",
            "What comes next",
            "“We will not accept it,” she said, adding that cooperation was possible.",
            "Sovereignty is not for sale. We will say that as often as it takes.",
            "First, the talks go on.",
            "Second, a treaty.",
            "The officials supported the plan, a spokesperson said in the capital on Tuesday.",
        ]
    );
    assert_eq!(paragraphs.len(), 8, "{:?}", &paragraphs[8..]);
    let marked: Vec<_> = body.marked.iter().map(|m| (m.kind.as_str(), &body.text[m.span.range()])).collect();
    let what = ["heading", "quote", "item", "item"];
    assert_eq!(marked, what.into_iter().zip([2, 4, 5, 6].map(|n| paragraphs[n])).collect::<Vec<_>>());
    assert_eq!(metadata.title.as_deref(), Some("Leaders talk"));
    assert_eq!(metadata.outlet.as_deref(), Some("The Daily"));
    assert_eq!(metadata.author.as_deref(), Some("Ann Lee"));
    assert_eq!(metadata.published.as_deref(), Some("2026-03-01"), "from the address");
    assert_eq!(metadata.language.as_deref(), Some("en-GB"));
}

#[test]
fn a_short_page_loses_nothing() {
    assert_eq!(read("<p>He said no.</p><p>She said yes.</p>").1.text, "He said no.\n\nShe said yes.");
    assert_eq!(read("<html><body>He said no.</body></html>").1.text, "He said no.");
    assert_eq!(
        read("<body><article><h1>T</h1><p>He said no.</p></article><p>Our house rules.</p></body>").1.text,
        "He said no."
    );
}

#[test]
fn words_around_inner_elements_stay() {
    let long =
        "The council met for the third time this week, and nobody could say when it would vote on the plan.";
    let page = format!(
        "<html><body><nav><a href=/>Home</a></nav><article><h1>Vote</h1><p>{long} (1)</p><p>{long} (2)</p><p>{long} (3)</p>
         <p>It <b>meets</b> on <time datetime=2026-03-02>Monday</time> at <a href=x><i>noon</i></a>, she said.</p>
         <blockquote>We <b>will not</b> sell.<br>Not <a href=y>now</a>.</blockquote>
         <ul><li><p>First, <i>talks</i>.</p></li></ul><div>The <em>mayor</em>, alone, was for it.</div>
         <p>{long} (4)<br><br>{long} (5)</p></article><footer><p>Imprint and terms of use of this page.</p></footer></body></html>"
    );
    let text = read(&page).1.text;
    let paragraphs: Vec<&str> = text.split("\n\n").collect();
    assert_eq!(
        paragraphs[3..7],
        [
            "It meets on Monday at noon, she said.",
            "We will not sell. Not now.",
            "First, talks.",
            "The mayor, alone, was for it."
        ]
    );
    assert_eq!(paragraphs.len(), 9, "{text}");
}

#[test]
fn an_article_for_readers_without_scripts_is_read() {
    let page = "<body><script>write()</script><noscript><p>He said no.</p></noscript><p>Please enable JavaScript.</p></body>";
    assert_eq!(read(page).1.text, "He said no.");
}

#[test]
fn linked_data_comes_first() {
    let page = r#"<html><head><title>x</title><meta property="og:title" content="Other">
        <script type="application/ld+json">{"@context":"https://schema.org","@graph":[
          {"@type":"WebSite","name":"Site"},
          {"@type":["NewsArticle"],"headline":"Tom &amp; Ann","datePublished":"2026-03-01T03:00:00-05:00",
           "author":[{"@type":"Person","name":"Ann Lee"},{"@type":"Person","name":"Bo Li"}],
           "publisher":{"@type":"Organization","name":"The Daily"},"inLanguage":"en"}]}</script></head>
        <body><p>He said no.</p></body></html>"#;
    let metadata = read(page).0;
    assert_eq!(metadata.title.as_deref(), Some("Tom & Ann"));
    assert_eq!(metadata.published.as_deref(), Some("2026-03-01T03:00:00-05:00"));
    assert_eq!(metadata.author.as_deref(), Some("Ann Lee, Bo Li"));
    assert_eq!(metadata.outlet.as_deref(), Some("The Daily"));
    assert_eq!(metadata.language.as_deref(), Some("en"));
}

#[test]
fn broken_linked_data_is_passed_over() {
    let page = r#"<script type="application/ld+json">{"@type":"NewsArticle","headline":</script>
        <meta name="date" content="2026-03-01"><h1>Leaders talk</h1><p>He said no.</p>"#;
    let (metadata, Body { text, .. }) = read(page);
    assert_eq!(metadata.title.as_deref(), Some("Leaders talk"));
    assert_eq!(metadata.published.as_deref(), Some("2026-03-01"));
    assert_eq!(text, "He said no.");
}

#[test]
fn a_byline_is_no_sentence() {
    assert!(is_byline("By Ann Lee", None));
    assert!(is_byline("BY ANN LEE and BO LI, Staff Writers", None));
    assert!(is_byline("Updated 3:01 PM EDT, Mon March 1, 2026", None));
    assert!(is_byline("ann lee", Some("Ann Lee")));
    assert!(!is_byline("By Monday, the talks had failed.", None));
    assert!(!is_byline("By then the president had rejected it", None));
    assert!(!is_byline("Published figures show that 3 of 4 agree.", None));
}
