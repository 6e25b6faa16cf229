use super::*;

/// What an undated text is.
fn admit(copies: &mut Copies, text: &str) -> Relation {
    dated(copies, text, None)
}

fn dated(copies: &mut Copies, text: &str, published: Option<&str>) -> Relation {
    copies.admit(Print::of(text), &Text::new(text), published)
}

/// Invented news of some 60 sentences, another for each seed.
fn story(seed: usize, sentences: usize) -> Vec<String> {
    const WHO: [&str; 7] = [
        "The minister",
        "A spokesman",
        "The union",
        "Rebels in the north",
        "The council",
        "Farmers",
        "The envoy",
    ];
    const DID: [&str; 7] = ["rejected", "welcomed", "delayed", "signed", "criticised", "discussed", "ended"];
    const WHAT: [&str; 11] = [
        "the plan",
        "a ceasefire",
        "the budget",
        "new tariffs",
        "the border deal",
        "talks",
        "the strike",
        "a water treaty",
        "the vote",
        "the inquiry",
        "an export ban",
    ];
    let mut state = seed as u64 + 1;
    let mut at = |n: usize| {
        state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (state >> 33) as usize % n
    };
    (0..sentences)
        .map(|_| format!("{} {} {} on day {}.", WHO[at(7)], DID[at(7)], WHAT[at(11)], at(997)))
        .collect()
}

#[test]
fn exact_copies_are_told_in_any_spelling_of_their_spaces() {
    let mut copies = Copies::default();
    assert_eq!(admit(&mut copies, "\"No,\" she said."), Relation::New);
    assert_eq!(admit(&mut copies, "“No,”\r\nshe  SAID."), Relation::Copies(0));
    assert_eq!(admit(&mut copies, "\"Yes,\" she said."), Relation::New);
}

#[test]
fn versions_of_a_story_lead_to_the_first() {
    let mut copies = Copies::default();
    let whole = story(1, 40);
    assert_eq!(admit(&mut copies, &whole.join(" ")), Relation::New);
    assert_eq!(admit(&mut copies, &story(2, 40).join(" ")), Relation::New);
    assert_eq!(admit(&mut copies, &whole[..24].join("\n\n")), Relation::Copies(0), "cut");
    let edited: Vec<String> = whole
        .iter()
        .enumerate()
        .map(|(i, s)| if i % 6 == 0 { s.replace("the", "that") } else { s.clone() })
        .collect();
    let wired = format!("HARBOUR CITY (AP) - {}", edited.join(" "));
    assert_eq!(admit(&mut copies, &wired), Relation::Copies(0), "edited");
    assert_eq!(admit(&mut copies, &edited.join(" ")), Relation::Copies(0), "a copy of a copy");
}

/// Sentences of which no other has a word.
fn fresh(numbers: std::ops::Range<usize>) -> Vec<String> {
    let sentence = |n: usize| (0..12).map(|w| format!("Word{n}x{w}")).collect::<Vec<_>>().join(" ");
    numbers.map(|n| format!("{}.", sentence(n))).collect()
}

#[test]
fn an_update_is_new_where_it_is_new() {
    let mut copies = Copies::default();
    let whole = story(1, 40).join(" ");
    admit(&mut copies, &whole);
    // A few sentences, and about as many words as there were before.
    for (more, number) in [(fresh(0..4), 1), (fresh(10..36), 4)] {
        let more = more.join(" ");
        let text = Text::new(format!("{whole}\n\n{more}"));
        let relation = admit(&mut copies, text.as_str());
        let Relation::Updates(of, new) = relation else { panic!("{} words more: {relation:?}", more.len()) };
        assert!(of < number);
        assert_eq!(new.iter().map(|span| text.slice(*span)).collect::<Vec<_>>(), [more.as_str()]);
        assert_eq!(admit(&mut copies, text.as_str()), Relation::Copies(number), "a copy of the update");
        assert_eq!(admit(&mut copies, &whole), Relation::Copies(0), "the story is one still");
    }
}

#[test]
fn the_first_to_come_out_is_home_however_late_it_is_read() {
    let mut copies = Copies::default();
    let text = story(1, 40).join(" ");
    let shorter = story(1, 30).join(" ");
    assert_eq!(dated(&mut copies, &shorter, Some("2026-03-03")), Relation::New);
    assert_eq!(
        dated(&mut copies, &shorter, Some("2026-03-03T09:00:00Z")),
        Relation::Copies(0),
        "the same day"
    );
    assert_eq!(dated(&mut copies, &text, Some("2026-03-02")), Relation::CopiedBy(0));
    assert_eq!(dated(&mut copies, &shorter, Some("2026-03-04")), Relation::Copies(2), "the new home counts");
    assert_eq!(dated(&mut copies, &text, None), Relation::Copies(2), "nothing is known of when");
    // The earlier one lacks what was given out with the later one, which stays home.
    assert_eq!(dated(&mut copies, &shorter, Some("2026-03-01")), Relation::Copies(2));
}

#[test]
fn texts_too_short_for_a_sketch_have_homes_too() {
    let mut copies = Copies::default();
    assert_eq!(dated(&mut copies, "He said no.", Some("2026-03-02")), Relation::New);
    assert_eq!(dated(&mut copies, "He said no.", Some("2026-03-01T23:59:00Z")), Relation::CopiedBy(0));
    assert_eq!(dated(&mut copies, "He said no.", Some("2026-03-02")), Relation::Copies(1));
}

#[test]
fn many_other_stories_between_do_not_hide_one() {
    let mut copies = Copies::default();
    let first = story(0, 30);
    admit(&mut copies, &first.join(" "));
    for seed in 1..3000 {
        assert_eq!(admit(&mut copies, &story(seed, 30).join(" ")), Relation::New, "{seed}");
    }
    assert_eq!(admit(&mut copies, &first[..25].join(" ")), Relation::Copies(0));
}

#[test]
fn a_short_text_is_a_copy_only_to_the_word() {
    let mut copies = Copies::default();
    assert_eq!(admit(&mut copies, "The minister said no."), Relation::New);
    assert_eq!(admit(&mut copies, "The minister said no again."), Relation::New);
    assert_eq!(admit(&mut copies, ""), Relation::New);
}

#[test]
fn nobody_takes_over_from_an_update() {
    let mut copies = Copies::default();
    let whole = story(5, 60);
    assert_eq!(dated(&mut copies, &whole[..40].join(" "), Some("2026-03-01")), Relation::New);
    let grown = whole.join(" ");
    assert!(matches!(dated(&mut copies, &grown, Some("2026-03-03")), Relation::Updates(0, _)));
    // It came out between the two. As the update's home it would have said the first story's words once more.
    assert_eq!(dated(&mut copies, &grown, Some("2026-03-02")), Relation::Copies(1));
}
