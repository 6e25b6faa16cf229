//! Whose words an officer's words are, and which body a common noun means.

use standpoint_article::Article;
use standpoint_statements::{Extraction, Statement, extract};

/// Holder, spokesperson and cue of every statement; "-" for nobody.
fn voices(text: &str) -> Vec<(String, String, String)> {
    let article = Article::from_text("t", text);
    let found: Extraction = extract(&article, &[]);
    let name = |id: &Option<String>| {
        found.actors.iter().find(|a| Some(&a.id) == id.as_ref()).map_or("-".to_owned(), |a| a.name.clone())
    };
    let cue = |s: &standpoint_statements::Statement| s.cue.map_or("-", |c| article.text.slice(c)).to_owned();
    found.statements.iter().map(|s| (name(&s.actor), name(&s.via), cue(s))).collect()
}

fn holds(text: &str, holder: &str, via: &str, cue: &str) {
    let found = voices(text);
    let wanted = (holder.to_owned(), via.to_owned(), cue.to_owned());
    assert!(found.contains(&wanted), "in {text:?}\nwanted {wanted:?}\nfound  {found:#?}");
}

#[test]
fn what_an_officer_says_of_the_body_is_the_bodys() {
    holds(
        "Korvan Sund lost on Monday. Its president, Tor Lund, said the club would vote against the toll.",
        "Korvan Sund",
        "Tor Lund",
        "said",
    );
    holds(
        "Jorunn Vik of Halden Barges said her firm would order two ferries.",
        "Halden Barges",
        "Jorunn Vik",
        "said",
    );
    holds(
        "The Union of Ferry Crews met. The union's president, Ana Ruiz, said her members would strike.",
        "Union of Ferry Crews",
        "Ana Ruiz",
        "said",
    );
    holds(
        "The Ferry Bureau met. Ana Ruiz, the bureau's president, said it would wait.",
        "Ferry Bureau",
        "Ana Ruiz",
        "said",
    );
}

#[test]
fn what_an_officer_wants_for_herself_is_hers() {
    let text = "The Dockers' Lodge met. Its president, Ana Ruiz, said she would vote for the toll.";
    holds(text, "Ana Ruiz", "-", "said");
    let text = "The Dockers' Lodge met. “I never liked the toll,” said its director, Ana Ruiz.";
    holds(text, "Ana Ruiz", "-", "said");
}

#[test]
fn a_minister_speaks_for_the_country_and_a_president_also_for_herself() {
    let text = "Vesland's minister, Ana Ruiz, said her country would sign the pact.";
    holds(text, "Vesland", "Ana Ruiz", "said");
    holds("Peru's foreign minister, Ana Ruiz, said Lima would sign the pact.", "Peru", "Ana Ruiz", "said");
    let text = "Peruvian President Ana Ruiz said her country would sign the pact.";
    holds(text, "Ana Ruiz", "-", "said");
    holds(text, "Peru", "-", "would sign");
}

#[test]
fn who_speaks_for_a_body_by_profession_needs_no_we() {
    let text = "The Dockers' Lodge sued. Its lawyer, Tor Lund, said the toll was a mistake.";
    holds(text, "Dockers' Lodge", "Tor Lund", "said");
    let text = "The Dockers' Lodge sued. Its treasurer, Tor Lund, said the toll was a mistake.";
    holds(text, "Tor Lund", "-", "said");
}

#[test]
fn my_members_are_the_body() {
    let text = "The Dockers' Lodge met. “My members will not pay,” said its president, Ana Ruiz.";
    holds(text, "Dockers' Lodge", "Ana Ruiz", "said");
}

#[test]
fn affiliations_are_told_in_many_ways() {
    for text in [
        "The Vik Guild leader, Ana Ruiz, came. “We will not pay,” Ruiz said.",
        "Ana Ruiz, who heads the Vik Guild, came. “We will not pay,” Ruiz said.",
        "The Vik Guild, led by Ana Ruiz, came. “We will not pay,” Ruiz said.",
        "Ana Ruiz, head of the Vik Guild, came. “We will not pay,” Ruiz said.",
        "For the Vik Guild, Ana Ruiz came. “We will not pay,” Ruiz said.",
        "A spokeswoman for the Vik Guild, Ana Ruiz, came. “We will not pay,” Ruiz said.",
    ] {
        holds(text, "Vik Guild", "Ana Ruiz", "said");
    }
}

#[test]
fn letters_behind_a_name_are_a_party_and_no_acronym() {
    let text =
        "Cllr Ana Ruiz (FSP) and Cllr Tor Ruiz (Ind) came. Ana Ruiz spoke. Her party opposes the toll.";
    holds(text, "FSP", "-", "opposes");
}

#[test]
fn its_members_are_the_body() {
    holds("The Dockers' Lodge met. Its members will pay.", "Dockers' Lodge", "-", "will pay");
    let text = "Ana Ruiz of the Dockers' Lodge said her four members had voted for the toll.";
    holds(text, "Dockers' Lodge", "-", "had voted for");
}

#[test]
fn a_body_is_called_by_what_its_name_says() {
    let text =
        "The Union of Ferry Crews met in Lima. The Harbour Board sat too. The union rejected the toll.";
    holds(text, "Union of Ferry Crews", "-", "rejected");
    let text = "The mayor said no club could pay. Its members left. The club rejected the toll.";
    holds(text, "club", "-", "rejected");
}

#[test]
fn of_a_counted_list_each_member_holds_it() {
    let found = voices("Three northern clubs, Halden, Berg and Lund, rejected the toll.");
    let holders: Vec<_> = found.iter().map(|(holder, ..)| holder.as_str()).collect();
    assert_eq!(holders, ["Halden", "Berg", "Lund"]);
    let found = voices("Companies like Halden and Berg rejected the toll.");
    let holders: Vec<_> = found.iter().map(|(holder, ..)| holder.as_str()).collect();
    assert_eq!(holders, ["Halden", "Berg"]);
}

#[test]
fn things_and_nobody_hold_nothing() {
    for text in [
        "The lake road adds eleven kilometres.",
        "No club would pay the toll.",
        "Every member would pay the toll.",
        "They met at a joint police patrol in the valley.",
    ] {
        assert_eq!(
            voices(text).iter().filter(|(holder, ..)| holder != "-").count(),
            0,
            "{text}: {:?}",
            voices(text)
        );
    }
}

#[test]
fn a_clause_between_commas_is_no_apposition() {
    holds("A fence, they could bear, said Ana Ruiz, with a gate in it.", "Ana Ruiz", "-", "said");
}

#[test]
fn what_somebody_is_names_nobody_else() {
    let text = "Ana Ruiz, who is the mayor's sister, came. She rejected the toll.";
    holds(text, "Ana Ruiz", "-", "rejected");
    let text = "Halden is a ferry company. The mayor left Lenz. The company rejected the toll.";
    holds(text, "Halden", "-", "rejected");
}

#[test]
fn an_officer_of_nothing_is_one_of_the_body_just_named() {
    let text = "The Dockers' Lodge is waiting. “We are tired,” shop steward Ana Ruiz said.";
    holds(text, "Dockers' Lodge", "Ana Ruiz", "said");
}

#[test]
fn an_and_inside_the_name_of_an_office() {
    holds(
        "The Fisheries and Energy Ministry rejected the toll.",
        "Fisheries and Energy Ministry",
        "-",
        "rejected",
    );
    holds("Public Service and Transport Minister Ana Ruiz rejected the toll.", "Ana Ruiz", "-", "rejected");
    let found = voices("Peru and Labor Party rejected the toll.");
    assert_eq!(found.len(), 2);
}

#[test]
fn that_country_is_the_one_named_last() {
    holds("Chad will not help Peru after that country refused to pay.", "Peru", "-", "refused");
}

#[test]
fn it_is_whoever_the_sentence_is_about() {
    let text = "Chad on Sunday rejected a Peruvian plan for the bay, but said it would keep the truce.";
    holds(text, "Chad", "-", "would keep");
}

#[test]
fn modifiers_are_no_actors_of_their_own() {
    let text = "At least 12 mostly Sunni and Kurdish political groups rejected the toll.";
    assert_eq!(voices(text).len(), 1, "{:?}", voices(text));
    let text = "A group of northern left wing activists rejected the toll.";
    assert_eq!(voices(text).len(), 1, "{:?}", voices(text));
}

#[test]
fn a_name_behind_an_officer_and_the_body_is_the_officers() {
    let text = "The notary on the board, Jorunn Vik, came. She rejected the toll.";
    holds(text, "Jorunn Vik", "-", "rejected");
    let text = "The chair of the Halden Guild, Jorunn Vik, came. “We will not pay,” Vik said.";
    holds(text, "Halden Guild", "Jorunn Vik", "said");
}

#[test]
fn an_aside_parts_no_subject_from_its_verb() {
    let text = "The Dockers' Lodge met. The Lodge, its president Ana Ruiz said, could pay the toll.";
    holds(text, "Dockers' Lodge", "Ana Ruiz", "said");
    holds("Ana Ruiz, it turns out, would pay the toll.", "Ana Ruiz", "-", "would pay");
    holds("Berglund calls the toll a mistake.", "Berglund", "-", "calls");
}

#[test]
fn the_government_is_the_ministers() {
    let text = "Peruvian Interior Minister Ana Ruiz said the government must sign the pact.";
    holds(text, "Ana Ruiz", "-", "said");
    let text = "Peruvian Interior Minister Ana Ruiz said the government would sign the pact.";
    holds(text, "Peru", "Ana Ruiz", "said");
    let text = "The World Health Organization met. The WHO said it would wait.";
    holds(text, "World Health Organization", "-", "would wait");
    let text = "The Committee to Protect Gulls rejected the toll.";
    holds(text, "Committee to Protect Gulls", "-", "rejected");
}

#[test]
fn somebodys_people_are_the_body_that_somebody_belongs_to() {
    let text = "Ana Ruiz, who heads the Riders' Federation, spoke. Ruiz's riders rejected the toll.";
    holds(text, "Riders' Federation", "-", "rejected");
    let text = "Ana Ruiz, president of the Dockers' Lodge, spoke. Ms Ruiz's people rejected the toll.";
    holds(text, "Dockers' Lodge", "-", "rejected");
    holds(
        "The Dockers' Lodge met. The Lodge's members rejected the toll.",
        "Dockers' Lodge",
        "-",
        "rejected",
    );
}

#[test]
fn members_are_the_body_named_after_them() {
    holds(
        "The Dockers' Lodge met on Monday. The dockers rejected the toll.",
        "Dockers' Lodge",
        "-",
        "rejected",
    );
    let text = "The dockers met. The Dockers' Lodge met too. The dockers rejected the toll.";
    holds(text, "dockers", "-", "rejected");
}

#[test]
fn a_title_from_elsewhere_is_no_part_of_a_name() {
    holds("Rosario Quispe sat. Doña Rosario rejected the toll.", "Rosario Quispe", "-", "rejected");
    holds("Warren Lund sat. Cr Lund rejected the toll.", "Warren Lund", "-", "rejected");
}

#[test]
fn she_is_the_subject_of_her_own_sentence() {
    let text = "Ms Vik would sew it up. The chair said she would wait for the toll.";
    holds(text, "chair", "-", "said");
    holds(text, "chair", "-", "would wait for");
}

/// The contents of all statements, each in one string.
fn contents(text: &str) -> Vec<String> {
    let article = Article::from_text("t", text);
    let found = extract(&article, &[]);
    let words =
        |s: &Statement| s.content.iter().map(|c| article.text.slice(*c)).collect::<Vec<_>>().join(" .. ");
    found.statements.iter().map(words).collect()
}

#[test]
fn what_quoted_words_are_about_is_no_part_of_them() {
    let text = "On the toll, “we will not pay a crown of it,” Ana Ruiz said.";
    assert_eq!(contents(text), ["“we will not pay a crown of it,”"]);
}

#[test]
fn a_quotation_beside_half_quoted_words_stands_alone() {
    let text = "Ana Ruiz called the toll “a gift to the ferry”. “We will not pay a crown of it.”";
    assert_eq!(contents(text), ["the toll “a gift to the ferry”", "“We will not pay a crown of it.”"]);
}

#[test]
fn the_name_behind_a_body_is_the_bodys_and_not_its_spokesmans() {
    let text = "A spokesman for the Peru-based operator, Halden, said two men were hurt.";
    holds(text, "Halden", "spokesman for the Peru-based operator", "said");
    // A full name there is the officer's.
    let text = "The chair of the Ferry Board, Ana Ruiz, said two men were hurt.";
    holds(text, "Ana Ruiz", "-", "said");
}

#[test]
fn a_voice_that_nobody_presents_is_that_of_whoever_was_the_subject() {
    holds("A fourth club, Drava, did not sign; a spokeswoman said it would read on.", "Drava", "-", "said");
    holds("Ana Ruiz did not sign; a spokeswoman said it was too late.", "spokeswoman", "-", "said");
}

#[test]
fn in_minutes_nobody_is_presented_by_the_turn_before() {
    let text = "CHAIR: Order.\n\nHON. L. RUIZ (Workers' Front): It is a no.\n\nSECRETARY M. ROTH: We think it is sound.";
    holds(text, "CHAIR", "-", ":");
    // A party alone is no turn.
    let text = "A senator who wants a toll spoke. Ana Ruiz (Greens) said it was due.";
    holds(text, "Ana Ruiz", "-", "wants");
    let text = "CHAIR: Order.\n\nHON. L. RUIZ (Workers' Front): It is a no.\n\nSECRETARY M. ROTH: We think it is sound.";
    holds(text, "L. RUIZ", "-", ":");
}

#[test]
fn its_officer_is_that_of_whoever_the_words_are_about() {
    let text = "Obala will join if the league pays for the cameras, its chairman Tor Lund said.";
    holds(text, "Obala", "Tor Lund", "said");
}
