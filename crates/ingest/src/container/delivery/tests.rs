use super::*;

fn read(text: &str) -> (Vendor, Vec<Delivered>) {
    let vendor = Vendor::of(text).expect("a delivery");
    let articles = match vendor {
        Vendor::Nexis => nexis::articles(text),
        Vendor::ProQuest => proquest::articles(text),
        Vendor::Factiva => factiva::articles(text),
    };
    (vendor, articles)
}

#[test]
fn prose_is_no_delivery() {
    for text in [
        "Body\n\nof evidence.\n\nThe mayor said no.",
        "Title: A bridge\nDate: 2026-03-01\n\nAbstract: none.",
        "HD is short for high definition.\nPD is short for much.\n",
        "Document after document was lost. 512 words\n",
    ] {
        assert_eq!(Vendor::of(text), None, "{text}");
    }
}

#[test]
fn wrapped_lines_become_paragraphs() {
    assert_eq!(unwrapped("  One\ntwo.\n\n\nThree.\n".lines()), "One two.\n\nThree.");
}

#[test]
fn a_nexis_headline_over_two_lines_is_one() {
    let text = "  1 of 1 DOCUMENTS\n\n Copyright 2026 The Courier\n All Rights Reserved\n\n   The Courier\n\n\
                March 2, 2026 Monday\n\nLENGTH: 9 words\n\nHEADLINE: A toll on the harbour bridge splits the\n\
                council\n\nBYLINE: By Ann Lee\n\nBODY:\n\nThe mayor\nsaid no.\n\nLOAD-DATE: March 3, 2026\n";
    let (vendor, articles) = read(text);
    assert_eq!((vendor, articles.len()), (Vendor::Nexis, 1));
    let metadata = &articles[0].metadata;
    assert_eq!(metadata.title.as_deref(), Some("A toll on the harbour bridge splits the council"));
    assert_eq!(metadata.outlet.as_deref(), Some("The Courier"));
    assert_eq!(metadata.author.as_deref(), Some("Ann Lee"));
    assert_eq!(metadata.published.as_deref(), Some("2026-03-02"));
    assert_eq!(articles[0].text, "The mayor said no.");
}

#[test]
fn factiva_without_codes_is_read_by_its_lines() {
    let text = "News\nCouncil rejects toll\nBy Ann Lee\n12 words\n2 March 2026\nThe Courier\nCOUR\nEnglish\n\
                (c) 2026 The Courier\n\nThe mayor said no.\n\nNobody agreed.\n\nDocument COUR000020260302em320001a\n";
    let (vendor, articles) = read(text);
    assert_eq!((vendor, articles.len()), (Vendor::Factiva, 1));
    let metadata = &articles[0].metadata;
    assert_eq!(metadata.title.as_deref(), Some("Council rejects toll"));
    assert_eq!(metadata.author.as_deref(), Some("Ann Lee"));
    assert_eq!(metadata.outlet.as_deref(), Some("The Courier"));
    assert_eq!(metadata.published.as_deref(), Some("2026-03-02"));
    assert_eq!(metadata.id.as_deref(), Some("factiva-cour000020260302em320001a"));
    assert_eq!(articles[0].text, "The mayor said no.\n\nNobody agreed.");
}

#[test]
fn a_proquest_abstract_stands_in_for_a_text_that_is_missing() {
    let rule = "_".repeat(60);
    let text = format!(
        "{rule}\n\nTitle: A toll\n\nPublication title: The Courier\n\nAbstract: The mayor said no.\n\n\
         Full text: \n\nProQuest document ID: 7\n\n{rule}\n\nContact us at: nowhere\n"
    );
    let (vendor, articles) = read(&text);
    assert_eq!((vendor, articles.len()), (Vendor::ProQuest, 1));
    assert_eq!(articles[0].text, "The mayor said no.");
    assert_eq!(articles[0].metadata.id.as_deref(), Some("proquest-7"));
}
