//! One snippet, the statements that must be found in it: (source, cue, content, actor, kind).

use standpoint_article::Article;
use standpoint_statements::{Extraction, StatementKind, extract};

use StatementKind::{Direct, Indirect, Mixed, Reported};

type Row = (&'static str, &'static str, &'static str, &'static str, StatementKind);

/// What was found, in the same shape; pieces of content are joined by " .. ".
fn rows(article: &Article, found: &Extraction) -> Vec<(String, String, String, String, StatementKind)> {
    let text = |span| article.text.slice(span).to_owned();
    let name = |id: &Option<String>| {
        found.actors.iter().find(|a| Some(&a.id) == id.as_ref()).map_or("-".to_owned(), |a| a.name.clone())
    };
    let row = |s: &standpoint_statements::Statement| {
        let content = s.content.iter().map(|c| text(*c)).collect::<Vec<_>>().join(" .. ");
        (
            s.source.map_or("-".to_owned(), text),
            s.cue.map_or("-".to_owned(), text),
            content,
            name(&s.actor),
            s.kind,
        )
    };
    found.statements.iter().map(row).collect()
}

/// Every expected row is found; other statements may be found as well.
fn holds(text: &str, expected: &[Row]) {
    let article = Article::from_text("t", text);
    let found = rows(&article, &extract(&article, &[]));
    for (source, cue, content, actor, kind) in expected {
        let wanted =
            ((*source).to_owned(), (*cue).to_owned(), (*content).to_owned(), (*actor).to_owned(), *kind);
        assert!(found.contains(&wanted), "in {text:?}\nwanted {wanted:?}\nfound  {found:#?}");
    }
}

/// Exactly the expected rows are found, in order.
fn only(text: &str, expected: &[Row]) {
    holds(text, expected);
    let article = Article::from_text("t", text);
    assert_eq!(rows(&article, &extract(&article, &[])).len(), expected.len(), "in {text:?}");
}

#[test]
fn the_troops_story() {
    holds(
        "President Donald Trump on Monday offered to send troops to Mexico, an offer firmly rejected by President Claudia Sheinbaum.\n\n\
         \"No. We can collaborate, but you in your territory and us in ours,\" she said. \"We will never accept the presence of your \
         army.\"\n\n\
         Crisis Group, a think tank, warned that strikes without consent would do huge damage. Some officials in the Trump \
         administration are reportedly preparing strikes.",
        &[
            ("President Donald Trump", "offered", "to send troops to Mexico", "Donald Trump", Reported),
            ("President Claudia Sheinbaum", "firmly rejected by", "an offer", "Claudia Sheinbaum", Reported),
            (
                "she",
                "said",
                "\"No. We can collaborate, but you in your territory and us in ours,\" .. \"We will never accept the presence of your army.\"",
                "Claudia Sheinbaum",
                Direct,
            ),
            (
                "Crisis Group, a think tank,",
                "warned",
                "that strikes without consent would do huge damage",
                "Crisis Group",
                Indirect,
            ),
            (
                "Some officials in the Trump administration",
                "are reportedly preparing",
                "strikes",
                "Some officials in the Trump administration",
                Reported,
            ),
        ],
    );
}

#[test]
fn a_cue_before_after_and_inside() {
    only(
        "Anna Berg said the dam is safe.",
        &[("Anna Berg", "said", "the dam is safe", "Anna Berg", Indirect)],
    );
    only(
        "The dam is safe, Anna Berg said.",
        &[("Anna Berg", "said", "The dam is safe", "Anna Berg", Indirect)],
    );
    only(
        "“The dam is safe,” said Anna Berg.",
        &[("Anna Berg", "said", "“The dam is safe,”", "Anna Berg", Direct)],
    );
    only(
        "“The dam,” Anna Berg said, “is entirely safe.”",
        &[("Anna Berg", "said", "“The dam,” .. “is entirely safe.”", "Anna Berg", Direct)],
    );
}

#[test]
fn quotation_marks_of_many_styles() {
    only(
        "''We will not go,'' Tom Reed said.",
        &[("Tom Reed", "said", "''We will not go,''", "Tom Reed", Direct)],
    );
    only(
        "Tom Reed said: «We will not go.»",
        &[("Tom Reed", "said:", "«We will not go.»", "Tom Reed", Direct)],
    );
    only(
        "Tom Reed said, „We will not go.“",
        &[("Tom Reed", "said", "„We will not go.“", "Tom Reed", Direct)],
    );
    only(
        "‘The workers’ vote is final,’ Tom Reed said.",
        &[("Tom Reed", "said", "‘The workers’ vote is final,’", "Tom Reed", Direct)],
    );
}

#[test]
fn a_quotation_over_paragraphs_and_one_announced_before() {
    only(
        "“It began with the flood,” Tom Reed said. “Then came the debt.\n\n“Nobody helped.\n\n“Now we vote.”",
        &[(
            "Tom Reed",
            "said",
            "“It began with the flood,” .. “Then came the debt. .. “Nobody helped. .. “Now we vote.”",
            "Tom Reed",
            Direct,
        )],
    );
    only(
        "Tom Reed said the following:\n\n“The bridge will be rebuilt by May.”",
        &[("Tom Reed", "said", "“The bridge will be rebuilt by May.”", "Tom Reed", Direct)],
    );
}

#[test]
fn a_floating_quotation_has_its_neighbours_speaker() {
    only(
        "“We lost the mill,” Tom Reed said.\n\n“And nobody paid us a penny.”",
        &[
            ("Tom Reed", "said", "“We lost the mill,”", "Tom Reed", Direct),
            ("-", "-", "“And nobody paid us a penny.”", "Tom Reed", Direct),
        ],
    );
}

#[test]
fn scare_quotes_are_no_statements_and_partial_quotes_are_mixed() {
    only("The so-called “river tax” is high.", &[]);
    only(
        "Tom Reed called the tax “a disaster for farmers” on Monday.",
        &[("Tom Reed", "called", "the tax “a disaster for farmers” on Monday", "Tom Reed", Mixed)],
    );
}

#[test]
fn according_to_and_as_she_put_it() {
    only(
        "According to the ministry, the plant is safe.",
        &[("the ministry", "According to", "the plant is safe", "ministry", Indirect)],
    );
    only(
        "The plant is safe, according to Eva Lang, the mayor.",
        &[("Eva Lang, the mayor", "according to", "The plant is safe", "Eva Lang", Indirect)],
    );
    holds(
        "As Eva Lang put it, “time is up.”",
        &[("Eva Lang", "put it", "“time is up.”", "Eva Lang", Direct)],
    );
}

#[test]
fn somebody_told_and_circumstances_are_no_content() {
    only(
        "Eva Lang told reporters on Monday that the plant is safe.",
        &[("Eva Lang", "told", "that the plant is safe", "Eva Lang", Indirect)],
    );
    only(
        "Eva Lang said in a statement that the plant is safe.",
        &[("Eva Lang", "said", "that the plant is safe", "Eva Lang", Indirect)],
    );
}

#[test]
fn positions_without_speech() {
    only("Parliament vetoed the budget.", &[("Parliament", "vetoed", "the budget", "Parliament", Reported)]);
    only(
        "Lawmakers voted against the bill.",
        &[("Lawmakers", "voted against", "the bill", "Lawmakers", Reported)],
    );
    only(
        "The union is opposed to the merger.",
        &[("The union", "is opposed to", "the merger", "union", Reported)],
    );
    only(
        "Norway is ready to sign the treaty.",
        &[("Norway", "is ready", "to sign the treaty", "Norway", Reported)],
    );
    only("Norway has no plans to leave.", &[("Norway", "has no plans", "to leave", "Norway", Reported)]);
    holds(
        "Teachers marched against the cuts.",
        &[("Teachers", "marched against", "the cuts", "Teachers", Reported)],
    );
}

#[test]
fn passives_name_their_agent() {
    only(
        "The plan was rejected by Norway.",
        &[("Norway", "was rejected by", "The plan", "Norway", Reported)],
    );
    holds(
        "The army is said to be preparing a retreat.",
        &[("The army", "to be preparing", "a retreat", "army", Reported)],
    );
}

#[test]
fn nouns_that_attribute() {
    holds(
        "Lee Chong's call for talks surprised Norway.",
        &[("Lee Chong's", "call for", "talks", "Lee Chong", Reported)],
    );
    holds(
        "The bill faces opposition from Greenpeace.",
        &[("Greenpeace", "opposition from", "opposition", "Greenpeace", Reported)],
    );
    holds(
        "Norway's refusal to sign angered Sweden.",
        &[("Norway's", "refusal", "to sign", "Norway", Reported)],
    );
}

#[test]
fn conjoined_verbs_share_their_subject() {
    only(
        "Eva Lang rejected the plan and called for new talks.",
        &[
            ("Eva Lang", "rejected", "the plan", "Eva Lang", Reported),
            ("Eva Lang", "called for", "new talks", "Eva Lang", Indirect),
        ],
    );
    holds(
        "Eva Lang denounced the plan, calling it a threat to farmers.",
        &[("Eva Lang", "calling", "it a threat to farmers", "Eva Lang", Indirect)],
    );
}

#[test]
fn lists_give_one_statement_each() {
    only(
        "France, Germany and Norway rejected the plan.",
        &[
            ("France", "rejected", "the plan", "France", Reported),
            ("Germany", "rejected", "the plan", "Germany", Reported),
            ("Norway", "rejected", "the plan", "Norway", Reported),
        ],
    );
}

#[test]
fn the_view_of_others_is_theirs() {
    only(
        "The minister said Norway opposes the deal.",
        &[
            ("The minister", "said", "Norway opposes the deal", "minister", Indirect),
            ("Norway", "opposes", "the deal", "Norway", Reported),
        ],
    );
}

#[test]
fn relative_clauses_and_reduced_ones() {
    holds(
        "Eva Lang, who opposes the plan, left early.",
        &[("who", "opposes", "the plan", "Eva Lang", Reported)],
    );
    only(
        "Families of soldiers killed in the war joined the march.",
        &[(
            "Families of soldiers killed in the war",
            "joined",
            "the march",
            "Families of soldiers",
            Reported,
        )],
    );
}

#[test]
fn a_transcript() {
    only(
        "REPORTER: Will you back the levy?\n\nMS. DOYLE: No, not in its present form. It hurts renters.",
        &[
            ("REPORTER", ":", "Will you back the levy?", "REPORTER", Direct),
            ("MS. DOYLE", ":", "No, not in its present form. It hurts renters.", "DOYLE", Direct),
        ],
    );
}

#[test]
fn an_author_of_words_and_somebody_quoted() {
    holds(
        "The company issued a statement saying the strike was over.",
        &[("The company", "saying", "the strike was over", "company", Indirect)],
    );
    holds(
        "The paper quotes Eva Lang as saying the plant is safe.",
        &[("Eva Lang", "saying", "the plant is safe", "Eva Lang", Indirect)],
    );
}
