//! What the classifier is shown of an article's statements.

use standpoint_article::Article;
use standpoint_stance::{pieces, without_model};

/// Actor and words of every piece, in order.
fn shown(text: &str) -> Vec<(String, String)> {
    let analysis = without_model(Article::from_text("t", text), &[]);
    let pieces = pieces(&analysis.article, &analysis.actors, &analysis.statements);
    pieces.into_iter().map(|p| (p.actor.name.clone(), p.text.to_owned())).collect()
}

#[test]
fn a_statement_within_another_of_the_same_actor_is_not_asked_about() {
    let text = "Ana Ruiz said she would sell the mill.";
    assert_eq!(shown(text), [("Ana Ruiz".to_owned(), text.to_owned())]);
}

#[test]
fn nor_is_a_second_deed_told_of_the_same_mention() {
    let text = "Ana Ruiz rejected the toll and signed the petition.";
    assert_eq!(shown(text), [("Ana Ruiz".to_owned(), text.to_owned())]);
}

#[test]
fn every_actor_of_a_sentence_is_asked_about() {
    let actors: Vec<String> =
        shown("Ana Ruiz said the council would sell the mill.").into_iter().map(|(actor, _)| actor).collect();
    assert_eq!(actors, ["Ana Ruiz", "council"]);
}
