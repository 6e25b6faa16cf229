//! Positions that no rule saw: a sentence that names an actor may show where it stands without any cue.
//!
//! Rules find the holder of a statement by its verb. *"The plan has a friend in Mr. Lee"* and *"Nor will the union hear
//! of it"* have none that a list could hold. So each actor that a sentence mentions, and that no statement there
//! belongs to, is put to the classifier as well, as a `reported` statement whose content is the sentence. Most get the
//! answer `none` and are dropped again; a candidate stays only when it is judged to hold a position, and more surely than a
//! statement that a rule vouches for.

use standpoint_article::Text;
use standpoint_statements::{Actor, Statement, StatementKind};

/// A candidate's position counts from this probability on. `standpoint eval datasets/voa-positions/dev.jsonl` and
/// `datasets/invented-articles/dev.jsonl` were used to choose it.
pub(crate) const MIN_PROBABILITY: f32 = 0.8;

/// Statements that might be there: one for each sentence and each actor in it that holds none of its statements. Their
/// ids go on from those of `statements`.
pub(crate) fn candidates(text: &Text, actors: &[Actor], statements: &[Statement]) -> Vec<Statement> {
    let mut out = Vec::new();
    for (number, sentence) in text.sentences().iter().enumerate() {
        let held: Vec<&str> = statements
            .iter()
            .filter(|s| s.extent().is_some_and(|e| text.sentences_of(e).contains(&number)))
            .filter_map(|s| s.actor.as_deref())
            .collect();
        let idle = actors.iter().filter(|a| !held.contains(&a.id.as_str()));
        for (actor, mention) in idle.filter_map(|a| {
            let inside = a.mentions.iter().copied().find(|m| sentence.span.contains(*m));
            inside.map(|m| (a, m))
        }) {
            out.push(Statement {
                id: format!("s{}", statements.len() + out.len() + 1),
                kind: StatementKind::Reported,
                source: Some(mention),
                cue: None,
                content: vec![sentence.span],
                actor: Some(actor.id.clone()),
                via: None,
            });
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;
    use standpoint_article::Span;
    use standpoint_statements::ActorKind;

    #[test]
    fn a_mention_without_a_statement_is_a_candidate_and_a_holder_is_not() {
        let text = Text::new("Ruiz said no. The plan has a friend in Lee, Ruiz thinks.");
        let actor = |id: &str, name: &str, mentions| Actor {
            id: id.into(),
            name: name.into(),
            kind: ActorKind::Person,
            aliases: Vec::new(),
            mentions,
        };
        let actors = [
            actor("a1", "Ruiz", vec![Span::new(0, 4), Span::new(44, 48)]),
            actor("a2", "Lee", vec![Span::new(39, 42)]),
        ];
        let said = Statement {
            id: "s1".into(),
            kind: StatementKind::Indirect,
            source: Some(Span::new(0, 4)),
            cue: Some(Span::new(5, 9)),
            content: vec![Span::new(10, 12)],
            actor: Some("a1".into()),
            via: None,
        };
        let found = candidates(&text, &actors, &[said]);
        let who: Vec<(&str, &str)> =
            found.iter().map(|s| (s.id.as_str(), s.actor.as_deref().unwrap_or_default())).collect();
        assert_eq!(who, [("s2", "a1"), ("s3", "a2")]);
        assert_eq!(found[1].content, [Span::new(14, 56)]);
    }
}
