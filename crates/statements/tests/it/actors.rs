//! Who is who: aliases, pronouns, spokespersons, people of one surname, the codebook's actors.

use standpoint_article::Article;
use standpoint_statements::{Actor, ActorKind, Extraction, KnownActor, Statement, extract};

fn read(text: &str) -> (Article, Extraction) {
    let article = Article::from_text("t", text);
    let found = extract(&article, &[]);
    (article, found)
}

fn actor<'a>(found: &'a Extraction, name: &str) -> &'a Actor {
    found.actors.iter().find(|a| a.name == name).unwrap_or_else(|| panic!("no {name} in {:#?}", found.actors))
}

fn by_cue<'a>(article: &Article, found: &'a Extraction, cue: &str) -> &'a Statement {
    found
        .statements
        .iter()
        .find(|s| s.cue.is_some_and(|c| article.text.slice(c) == cue))
        .unwrap_or_else(|| panic!("no {cue} in {found:#?}"))
}

fn name<'a>(found: &'a Extraction, id: Option<&String>) -> &'a str {
    found.actors.iter().find(|a| Some(&a.id) == id).map_or("-", |a| &a.name)
}

#[test]
fn one_actor_for_full_name_surname_and_pronoun() {
    let (article, found) =
        read("President Donald Trump spoke. Trump rejected the plan. He later defended the army.");
    let trump = actor(&found, "Donald Trump");
    let mentions: Vec<_> = trump.mentions.iter().map(|m| article.text.slice(*m)).collect();
    assert_eq!(mentions, ["Donald Trump", "Trump", "He"]);
    assert_eq!(trump.aliases, ["Trump"]);
    assert_eq!(trump.kind, ActorKind::Person);
    assert_eq!(by_cue(&article, &found, "later defended").actor.as_ref(), Some(&trump.id));
}

#[test]
fn two_people_of_one_surname_stay_apart() {
    let (article, found) = read(
        "John Smith met Mary Smith. Mr. Smith opposes the dam. Mrs. Smith supports it. “He is wrong,” she said.",
    );
    assert_eq!(name(&found, by_cue(&article, &found, "opposes").actor.as_ref()), "John Smith");
    assert_eq!(name(&found, by_cue(&article, &found, "supports").actor.as_ref()), "Mary Smith");
    assert_eq!(name(&found, by_cue(&article, &found, "said").actor.as_ref()), "Mary Smith");
}

#[test]
fn an_acronym_is_its_long_form() {
    let (article, found) = read("The World Food Council (WFC) met. WFC rejected the plan.");
    assert_eq!(name(&found, by_cue(&article, &found, "rejected").actor.as_ref()), "World Food Council");
}

#[test]
fn a_spokesperson_speaks_for_a_body() {
    for text in [
        "A spokesman for the ministry said the dam is safe.",
        "Ministry spokeswoman Anna Berg said the dam is safe.",
        "Anna Berg, a spokeswoman for the ministry, said the dam is safe.",
        "The ministry's spokesman said the dam is safe.",
    ] {
        let (article, found) = read(text);
        let statement = by_cue(&article, &found, "said");
        let body = name(&found, statement.actor.as_ref());
        assert!(body.eq_ignore_ascii_case("ministry"), "{text}: {found:#?}");
        assert!(statement.via.is_some() && statement.via != statement.actor, "{text}");
    }
}

#[test]
fn a_name_behind_its_description_names_the_actor() {
    let (article, found) = read("The mayor, Anna Berg, spoke. The mayor rejected the plan.");
    assert_eq!(name(&found, by_cue(&article, &found, "rejected").actor.as_ref()), "Anna Berg");
}

#[test]
fn her_administration_is_hers() {
    let (article, found) = read("Claudia Sheinbaum spoke. Her administration rejected the plan.");
    let statement = by_cue(&article, &found, "rejected");
    assert_eq!(name(&found, statement.actor.as_ref()), "Claudia Sheinbaum");
    assert!(actor(&found, "Claudia Sheinbaum").aliases.contains(&"Her administration".to_owned()));
}

#[test]
fn capitals_speak_for_their_countries_and_officials_for_themselves() {
    let (article, found) =
        read("Iran rejected the plan. Tehran opposes the talks. Iranian officials defended the army.");
    assert_eq!(by_cue(&article, &found, "rejected").actor, by_cue(&article, &found, "opposes").actor);
    assert_eq!(actor(&found, "Iran").kind, ActorKind::Country);
    let officials = actor(&found, "Iranian officials");
    assert_eq!(officials.kind, ActorKind::Group);
    assert_eq!(by_cue(&article, &found, "defended").actor.as_ref(), Some(&officials.id));
}

#[test]
fn the_company_is_the_one_named_last() {
    let (article, found) = read("Nagoya Motors denied the claim. “We stand by our cars,” the company said.");
    assert_eq!(name(&found, by_cue(&article, &found, "said").actor.as_ref()), "Nagoya Motors");
}

#[test]
fn codebook_actors_keep_their_canonical_names() {
    let known = [KnownActor {
        name: "Claudia Sheinbaum".into(),
        aliases: vec!["the Mexican president".into(), "Sheinbaum".into()],
        kind: Some(ActorKind::Person),
        member_of: vec![],
    }];
    let article =
        Article::from_text("t", "The Mexican president rejected the plan. Sheinbaum opposes the talks.");
    let found = extract(&article, &known);
    let names: Vec<_> = found.statements.iter().map(|s| name(&found, s.actor.as_ref())).collect();
    assert_eq!(names, ["Claudia Sheinbaum", "Claudia Sheinbaum"]);
}

#[test]
fn the_source_of_every_statement_lies_around_a_mention_of_its_holder() {
    let (_, found) = read(
        "Mexico's president, Claudia Sheinbaum, rejected the plan. Its army spokesman Juan Perez said troops obey. \
         Some critics who back the plan voted for it.",
    );
    for statement in found.statements.iter().filter(|s| s.actor.is_some()) {
        let holder = statement.via.as_ref().or(statement.actor.as_ref());
        let mentions = &found.actors.iter().find(|a| Some(&a.id) == holder).expect("an actor").mentions;
        let source = statement.source.expect("a source");
        assert!(mentions.iter().any(|m| source.contains(*m)), "{statement:?} {:?}", found.actors);
    }
}

#[test]
fn what_somebody_calls_his_country_is_the_country() {
    for (text, cue, holder) in [
        (
            "Norwegian Prime Minister Olav Dahl met reporters. He said his country will sign the pact.",
            "will sign",
            "Norway",
        ),
        ("Peru's foreign minister, Ana Ruiz, said her country rejected the pact.", "rejected", "Peru"),
        ("Peruvian President Ana Ruiz spoke. Her government rejected the pact.", "rejected", "Peru"),
        (
            "Ana Ruiz of the Dockers' Lodge spoke. She said her union opposes the toll.",
            "opposes",
            "Dockers' Lodge",
        ),
    ] {
        let (article, found) = read(text);
        assert_eq!(name(&found, by_cue(&article, &found, cue).actor.as_ref()), holder, "{text}");
    }
}

#[test]
fn a_document_speaks_for_its_author() {
    for (text, cue, holder) in [
        ("A Harbour Ministry statement rejected the toll.", "rejected", "Harbour Ministry"),
        ("Anna Berg's petition demands a lower toll.", "demands", "Anna Berg"),
        ("The minister backed a Canadian proposal for a pact.", "proposal for", "Canada"),
    ] {
        let (article, found) = read(text);
        assert_eq!(name(&found, by_cue(&article, &found, cue).actor.as_ref()), holder, "{text}");
    }
}

#[test]
fn it_is_no_town_that_only_tells_where() {
    let (article, found) = read("The Crisis Forum met in Lima. It rejected the pact.");
    assert_eq!(name(&found, by_cue(&article, &found, "rejected").actor.as_ref()), "Crisis Forum");
}

#[test]
fn we_and_it_are_the_body_of_the_officer_who_speaks() {
    let text = "Korvan Minerals signed the charter. Its vice-president for ocean affairs, Clark Hendry, said that it would pay \
        the levy. “We will not dig in the bay,” Hendry said. “I never liked the bay,” Hendry added.";
    let (article, found) = read(text);
    assert_eq!(name(&found, by_cue(&article, &found, "would pay").actor.as_ref()), "Korvan Minerals");
    let we =
        found.statements.iter().find(|s| article.text.slice(s.content[0]).starts_with("“We")).expect("found");
    assert_eq!(name(&found, we.actor.as_ref()), "Korvan Minerals");
    assert_eq!(name(&found, we.via.as_ref()), "Clark Hendry");
    let own =
        found.statements.iter().find(|s| article.text.slice(s.content[0]).starts_with("“I ")).expect("found");
    assert_eq!(name(&found, own.actor.as_ref()), "Clark Hendry");
}

#[test]
fn all_members_of_a_list_hold_what_it_does() {
    let holders = |text: &str, cue: &str| -> Vec<String> {
        let (article, found) = read(text);
        let of_cue = found.statements.iter().filter(|s| s.cue.is_some_and(|c| article.text.slice(c) == cue));
        of_cue.map(|s| name(&found, s.actor.as_ref()).to_owned()).collect()
    };
    for (text, cue, names) in [
        (
            "Before leaving for the summit, President Lee and Prime Minister Anna Berg rejected the pact.",
            "rejected",
            &["Lee", "Anna Berg"][..],
        ),
        (
            "Several countries, including Peru, Chad and Niger, rejected the pact.",
            "rejected",
            &["Several countries", "Peru", "Chad", "Niger"],
        ),
        (
            "President Olav Dahl and Foreign Minister Omar al-Sadi rejected the pact.",
            "rejected",
            &["Olav Dahl", "Omar al-Sadi"],
        ),
        (
            "The head of the dockers' union and the mayor rejected the pact.",
            "rejected",
            &["head of the dockers' union", "mayor"],
        ),
        ("The union of bakers and millers rejected the pact.", "rejected", &["union of bakers and millers"]),
    ] {
        assert_eq!(holders(text, cue), names, "{text}");
    }
}

#[test]
fn those_who_are_accused_and_the_other_side_of_a_deal_act_too() {
    for (text, cue, holder) in [
        ("Peru accused Chad of hiding weapons.", "hiding", "Chad"),
        ("The party signed a deal with the Dockers' Lodge.", "signed", "Dockers' Lodge"),
        ("U.S. Secretary of State Anna Berg rejected the pact.", "rejected", "Anna Berg"),
        ("Troops surrounded the office of Governor Anna Berg, who vowed to stay.", "vowed", "Anna Berg"),
    ] {
        let (article, found) = read(text);
        let cued = |s: &&Statement| s.cue.is_some_and(|c| article.text.slice(c) == cue);
        assert!(
            found.statements.iter().filter(cued).any(|s| name(&found, s.actor.as_ref()) == holder),
            "{text}: {found:#?}"
        );
    }
}

#[test]
fn a_name_of_the_codebook_is_whole_though_it_has_an_and() {
    let union = KnownActor {
        name: "Maritime and Dock Workers' Union".into(),
        aliases: vec!["MDWU".into()],
        kind: Some(ActorKind::Organization),
        member_of: Vec::new(),
    };
    for apostrophe in ["'", "’"] {
        let text = "The Maritime and Dock Workers' Union rejected the offer. The MDWU said it would strike.";
        let article = Article::from_text("t", text.replace('\'', apostrophe));
        let found = extract(&article, std::slice::from_ref(&union));
        let whole = actor(&found, &union.name);
        assert!(
            found.actors.iter().all(|a| !["Maritime", "Dock Workers' Union"].contains(&&a.name[..])),
            "{found:#?}"
        );
        assert_eq!(by_cue(&article, &found, "rejected").actor.as_ref(), Some(&whole.id));
        assert_eq!(by_cue(&article, &found, "said").actor.as_ref(), Some(&whole.id));
    }
}

#[test]
fn a_pronoun_is_no_relative_of_the_other_sex_and_no_province() {
    for (text, cue, holder) in [
        (
            "Ana Ruiz runs the port. The general's nephew sits on the board, but she rejects the toll.",
            "rejects",
            "Ana Ruiz",
        ),
        (
            "Minister Paul Stein spoke of the harvest. Rain had fallen in the province of Uruzgan. He rejected the levy.",
            "rejected",
            "Paul Stein",
        ),
    ] {
        let (article, found) = read(text);
        assert_eq!(name(&found, by_cue(&article, &found, cue).actor.as_ref()), holder, "{text}");
    }
}

#[test]
fn a_state_behind_its_town_is_nobody() {
    for (text, cue, holder) in [
        (
            "Lena Ortiz, mayor of Cutler Crossing, Texas, was one of the three who voted against the plan.",
            "voted against",
            "Lena Ortiz",
        ),
        (
            "Lena Ortiz spoke. The mayor of Cutler Crossing, Texas, rejected the levy.",
            "rejected",
            "mayor of Cutler Crossing",
        ),
        ("Senator Paul Stein of Illinois spoke on Monday. He rejected the levy.", "rejected", "Paul Stein"),
    ] {
        let (article, found) = read(text);
        assert_eq!(name(&found, by_cue(&article, &found, cue).actor.as_ref()), holder, "{text}");
    }
}

#[test]
fn an_adjective_that_opens_a_sentence_is_nobody() {
    let (_, found) =
        read("Crisis Group warned of war. Unilateral strikes would scatter the gunmen, it said.");
    assert!(found.actors.iter().all(|a| a.name != "Unilateral"), "{found:#?}");
}

#[test]
fn houses_are_no_chambers() {
    let (_, found) = read(
        "Officials are preparing strikes on laboratories and safe houses that would go ahead without consent.",
    );
    assert!(found.actors.iter().all(|a| !a.name.contains("houses")), "{found:#?}");
}

#[test]
fn the_board_of_a_firm_is_the_firm() {
    let (article, found) = read("Ostrand wants to buy Falk & Lie. Falk & Lie's board rejected the bid.");
    assert_eq!(name(&found, by_cue(&article, &found, "rejected").actor.as_ref()), "Falk & Lie");
}

#[test]
fn a_curly_apostrophe_makes_no_second_actor() {
    let (article, found) = read(
        "The Beekeepers' Circle rejected the mine. On Monday the Beekeepers’ Circle said it would go to court.",
    );
    let circle = actor(&found, "Beekeepers' Circle");
    assert_eq!(circle.aliases, ["Beekeepers’ Circle"]);
    assert_eq!(by_cue(&article, &found, "rejected").actor.as_ref(), Some(&circle.id));
    assert_eq!(by_cue(&article, &found, "said").actor.as_ref(), Some(&circle.id));
}

/// Who holds the statement of this cue.
fn holder(text: &str, cue: &str) -> String {
    let (article, found) = read(text);
    name(&found, by_cue(&article, &found, cue).actor.as_ref()).to_owned()
}

#[test]
fn who_is_described_first_may_be_named_afterwards() {
    for (opening, behind, who) in [
        ("A Peruvian senator called for a review.", "Ana Ruiz said the law is old.", "Ana Ruiz"),
        ("A Peruvian senator called for a review.", "Lawmaker Ana Ruiz said the law is old.", "Ana Ruiz"),
        (
            "A Texas congressman rejected the treaty when the president made his offer of troops.",
            "Representative Omar Haddad said the law is old.",
            "Omar Haddad",
        ),
        (
            "A Texas congressman who last month urged the president to keep his offer has now attached a condition.",
            "“I am still ready to vote,” Representative Omar Haddad told the panel.",
            "Omar Haddad",
        ),
        ("The leader of the rebels rejected the truce.", "Omar Haddad said it is a trap.", "Omar Haddad"),
        ("A rights group demanded a reform.", "Lenz Watch said the law is old.", "Lenz Watch"),
        // Others: of another office, of another country, of another sort.
        (
            "A Peruvian senator called for a review.",
            "President Ana Ruiz said the law is old.",
            "Peruvian senator",
        ),
        (
            "A Peruvian official called for a review.",
            "Kenyan Minister Ana Ruiz said no.",
            "Peruvian official",
        ),
        ("A rights group demanded a reform.", "The Lenz Ministry said the law is old.", "rights group"),
    ] {
        let cue = opening
            .split(' ')
            .find(|w| ["called", "rejected", "demanded", "urged"].contains(w))
            .expect("a cue");
        let cue = if cue == "called" { "called for" } else { cue };
        assert_eq!(holder(&format!("{opening} {behind}"), cue), who, "{opening} {behind}");
    }
}

#[test]
fn who_is_named_may_be_described_afterwards() {
    for (text, who) in [
        ("Senator Ana Ruiz left early. The Democratic lawmaker rejected the plan.", "Ana Ruiz"),
        ("The pope, Benedict, spoke. The pontiff rejected the plan.", "Benedict"),
        ("Amnesty Watch spoke out. The rights group rejected the plan.", "Amnesty Watch"),
        ("Pakistan fired a missile. The island nation rejected the plan.", "Pakistan"),
        (
            "Reporters Without Borders spoke out. The organization rejected the plan.",
            "Reporters Without Borders",
        ),
        // Of another office, of another country.
        ("Senator Ana Ruiz left early. The Democratic governor rejected the plan.", "Democratic governor"),
        ("Peruvian Senator Ana Ruiz left. The Kenyan lawmaker rejected the plan.", "Kenyan lawmaker"),
    ] {
        assert_eq!(holder(text, "rejected"), who, "{text}");
    }
}

#[test]
fn a_body_goes_by_its_name_and_not_by_its_sort() {
    assert_eq!(holder("The state-owned Quimex oil company rejected the plan.", "rejected"), "Quimex");
    assert_eq!(holder("The Trump administration rejected the plan.", "rejected"), "Trump administration");
}

#[test]
fn a_document_speaks_for_whoever_wrote_it() {
    for (text, who) in [
        ("UNICEF published a report on Monday. The report said the plan is old.", "UNICEF"),
        ("The U.S. army left. An army statement said the plan is old.", "army"),
        ("The Lenz Institute warned of a flood. A statement said the plan is old.", "Lenz Institute"),
    ] {
        assert_eq!(holder(text, "said"), who, "{text}");
    }
}

#[test]
fn an_old_woman_is_whoever_was_named_last() {
    let text = "Ana Ruiz folded the paper. “Not one field,” the old woman said.";
    assert_eq!(holder(text, "said"), "Ana Ruiz");
}

#[test]
fn who_has_been_told_the_age_of_is_whoever_was_named_last() {
    let text =
        "Somsak Roth, 61, farms by the border. “No. Send engineers,” the 61-year-old rice farmer said.";
    assert_eq!(holder(text, "said"), "Somsak Roth");
}

#[test]
fn whoever_is_met_with_speaks_in_the_clause_behind() {
    let text =
        "Ana Ruiz wants a vote. It puts Ms. Ruiz at odds with Governor Ines Roth, who says she opposes one.";
    assert_eq!(holder(text, "says"), "Ines Roth");
    assert_eq!(holder(text, "opposes"), "Ines Roth");
}

#[test]
fn whoever_says_goes_on_saying() {
    let text = "Peruvian officials say police and soldiers raided two camps. They claim seven men were hurt.";
    assert_eq!(holder(text, "claim"), "Peruvian officials");
}

#[test]
fn what_an_office_is_for_is_nobody() {
    for (text, who) in [
        ("The Head of Service, Mrs. Ana Ruiz, said a circular was being drafted.", "Ana Ruiz"),
        ("The Minister of Foreign Affairs, Ana Ruiz, said she would wait.", "Ana Ruiz"),
        (
            "The Ministry of Information and Communication said it would wait.",
            "Ministry of Information and Communication",
        ),
    ] {
        assert_eq!(holder(text, "said"), who, "{text}");
    }
}

#[test]
fn words_that_only_link_sentences_are_no_part_of_a_name() {
    let text = "Ana Ruiz spoke. Meantime, a union leader, Ines Roth, says it will rain.";
    assert_eq!(holder(text, "says"), "Ines Roth");
    assert_eq!(holder("Ana Ruiz left. Afterwards Ms Ruiz said it would rain.", "said"), "Ana Ruiz");
    let neither = "The minister, who was there, neither backed the plan nor opposed it.";
    assert_eq!(holder(neither, "neither backed"), "minister");
}

#[test]
fn a_pronoun_in_a_name_gives_way_to_whose_it_is() {
    let text =
        "Ana Ruiz spoke. Her lawyers backed the plan. Omar Haddad left. His lawyers rejected the plan.";
    assert_eq!(holder(text, "backed"), "Ana Ruiz's lawyers");
    assert_eq!(holder(text, "rejected"), "Omar Haddad's lawyers");
    let article = Article::from_text("t", text);
    let found = extract(&article, &[]);
    let lawyers = found.actors.iter().find(|a| a.name == "Ana Ruiz's lawyers").expect("they are one actor");
    assert_eq!(lawyers.aliases, ["Her lawyers"]);
}

#[test]
fn a_document_is_of_whoever_stands_behind_its_by() {
    assert_eq!(holder("The report, by the adviser Ana Ruiz, says the plan is old.", "says"), "Ana Ruiz");
    let text = "Reporters without Borders spoke. The group rejected the plan.";
    assert_eq!(holder(text, "rejected"), "Reporters without Borders");
}
