//! Positions without a verb of saying, and the entries of minutes, live blogs and transcripts.

use standpoint_article::Article;
use standpoint_statements::extract;

/// Holder, cue and first words of the content of every statement; "-" for nobody.
fn rows(text: &str) -> Vec<(String, String, String)> {
    let article = Article::from_text("t", text);
    let found = extract(&article, &[]);
    let slice = |span| article.text.slice(span).to_owned();
    let rows = found.statements.iter().map(|s| {
        let actor = found.actors.iter().find(|a| Some(&a.id) == s.actor.as_ref());
        let name = actor.map_or("-".to_owned(), |a| a.name.clone());
        (name, s.cue.map_or("-".to_owned(), slice), s.content.first().copied().map_or(String::new(), slice))
    });
    rows.collect()
}

fn holds(text: &str, holder: &str, cue: &str, content: &str) {
    let found = rows(text);
    let fits = |(a, c, t): &(String, String, String)| a == holder && c == cue && t.starts_with(content);
    assert!(found.iter().any(fits), "in {text:?}\nwanted {holder} | {cue} | {content}\nfound  {found:#?}");
}

#[test]
fn what_somebody_means_to_do_is_a_position() {
    holds("Halden Barges means to shut the ferry.", "Halden Barges", "means", "to shut the ferry");
    assert_eq!(rows("The storm means the ferry is late."), []);
}

#[test]
fn behind_a_modal_a_word_of_no_list_is_a_verb() {
    holds("The council would stomach a toll.", "council", "would stomach", "a toll");
    holds("The miners could stomach a toll at night.", "miners", "could stomach", "a toll at night");
}

#[test]
fn who_is_for_or_against_a_thing_needs_no_more_words() {
    holds("Ana Ruiz is all for the bridge.", "Ana Ruiz", "is all for", "the bridge");
    holds("Ana Ruiz was for October.", "Ana Ruiz", "was for", "October");
    holds(
        "The lodge is in the high court to stop the bridge.",
        "lodge",
        "is in the high court",
        "to stop the bridge",
    );
}

#[test]
fn what_somebody_has_no_use_for_is_refused() {
    holds("Ana Ruiz has no use for the bridge.", "Ana Ruiz", "has no use for", "the bridge");
}

#[test]
fn a_bill_or_a_view_is_its_owners() {
    holds("Ana Ruiz's bill would send schools a cook.", "Ana Ruiz", "bill would send", "schools a cook");
    holds("The council's view is that the toll must go.", "council", "view is", "that the toll must go");
}

#[test]
fn a_proposal_of_somebody_to_do_a_thing_is_his() {
    holds(
        "Next came the proposal of the mayor to close the bridge.",
        "mayor",
        "the proposal of",
        "to close the bridge",
    );
}

#[test]
fn minutes_note_votes_without_a_verb() {
    let text = "Item 4, the toll: carried, Messrs Lund and Vik for, Ms Ruiz against.";
    holds(text, "Lund", "for", "");
    holds(text, "Vik", "for", "");
    holds(text, "Ruiz", "against", "");
    assert_eq!(rows("The paper for, and with, Lima."), []);
}

#[test]
fn the_clock_of_a_live_blog_belongs_to_no_name() {
    holds("10.41: Ana Ruiz rejects the toll.", "Ana Ruiz", "rejects", "the toll");
    holds("9:05 a.m. Uganda rejects the toll.", "Uganda", "rejects", "the toll");
    holds("18:20 The miners reject the toll.", "miners", "reject", "the toll");
}

#[test]
fn which_means_the_nearest_that_can_act() {
    let text = "The herders have a quarrel of their own with the agency, which wants the pass shut.";
    holds(text, "agency", "wants", "the pass shut");
    let text = "A friend was a schoolgirl, Ana Ruiz, heard by telephone, who begged for the bridge.";
    holds(text, "Ana Ruiz", "begged for", "the bridge");
}

#[test]
fn a_list_loses_the_members_that_cannot_act() {
    let text = "The bridge costs 61 million, and the power company has refused to pay.";
    holds(text, "power company", "has refused", "to pay");
    let text = "A study by experts of Lund University and the Vik Institute found that tolls fail.";
    assert!(rows(text).iter().all(|(actor, ..)| actor != "Vik Institute"));
}

#[test]
fn an_insertion_may_hold_a_quotation_and_an_apposition_a_name() {
    let text = "Ana Ruiz, who once called the toll \"a fee for a walk in the rain\", signed the petition.";
    holds(text, "Ana Ruiz", "signed", "the petition");
    let text = "Of the airport, down by the river, the abbot of Lund, Tor Vik, has said that it is a sin.";
    holds(text, "Tor Vik", "has said", "that it is a sin");
}

#[test]
fn whatever_tells_that_something_is_so_is_speech() {
    holds("The miners sang that the pit must stay open.", "miners", "sang", "that the pit must stay open");
    assert_eq!(rows("It appeared that the pit was open."), []);
}

#[test]
fn two_fields_make_one_ministry() {
    let text = "The water and forests ministry has rejected the dam.";
    holds(text, "water and forests ministry", "has rejected", "the dam");
}

#[test]
fn what_a_relative_clause_says_somebody_suggested_is_a_statement() {
    holds(
        "And tourists, which the prefecture has suggested?",
        "prefecture",
        "has suggested",
        "the prefecture",
    );
}

#[test]
fn a_speaker_may_begin_in_the_middle_of_a_paragraph() {
    let text = "Selma Lund runs the park and met us there. Q: Will the fence go?\n\n\
        A: I would burn it tonight. Q: And the toll?\n\nA: The council rejects the toll.";
    holds(text, "Selma Lund", ":", "I would burn it tonight.");
    holds(text, "council", "rejects", "the toll");
    assert!(rows(text).iter().all(|(actor, _, content)| actor == "-" || !content.contains("And the toll")));
}

#[test]
fn what_a_bodys_paper_asks_and_its_meeting_decides_is_the_bodys() {
    holds("The council's paper asked for a toll.", "council", "asked for", "a toll");
    holds("The union's annual conference rejected the toll.", "union", "rejected", "the toll");
}

#[test]
fn a_position_in_a_noun_has_whoever_it_comes_from() {
    let text =
        "Lima kept faith in him, despite calls for his resignation from several lawmakers over a scandal.";
    holds(text, "several lawmakers", "calls for", "his resignation");
    holds("The vote was held despite Peruvian opposition.", "Peru", "opposition", "Peruvian opposition");
    holds("It denounced a government plan to close the ferry.", "government", "plan", "to close the ferry");
    holds("He saw a move by opponents to stop the ferry.", "opponents", "a move by", "to stop the ferry");
}

#[test]
fn both_sides_of_a_deal_have_made_it() {
    let text = "Fighting goes on despite a peace deal between the government and rebel groups.";
    holds(text, "government", "a peace deal between", "a peace deal");
    holds(text, "rebel groups", "a peace deal between", "a peace deal");
}
