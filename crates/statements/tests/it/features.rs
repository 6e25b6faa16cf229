//! Longer pieces: floating quotations, interviews, cues behind appositives, what people would or would not do.

use standpoint_article::Article;
use standpoint_statements::{Extraction, extract};

/// `source | cue | content | actor` of every statement; pieces of content are joined by " .. ".
fn lines(text: &str) -> Vec<String> {
    let article = Article::from_text("t", text);
    let found: Extraction = extract(&article, &[]);
    let slice = |span| article.text.slice(span);
    let line = |s: &standpoint_statements::Statement| {
        let content = s.content.iter().map(|c| slice(*c)).collect::<Vec<_>>().join(" .. ");
        let actor = found.actors.iter().find(|a| Some(&a.id) == s.actor.as_ref()).map_or("-", |a| &a.name);
        format!("{} | {} | {content} | {actor}", s.source.map_or("-", slice), s.cue.map_or("-", slice))
    };
    found.statements.iter().map(line).collect()
}

fn holds(text: &str, expected: &[&str]) {
    let found = lines(text);
    for line in expected {
        assert!(found.iter().any(|f| f == line), "in {text:?}\nwanted {line}\nfound  {found:#?}");
    }
}

/// The last field of the line that holds `content`.
fn actor_of(text: &str, content: &str) -> String {
    let found = lines(text);
    let line =
        found.iter().find(|f| f.contains(content)).unwrap_or_else(|| panic!("no {content} in {found:#?}"));
    line.rsplit(" | ").next().unwrap_or_default().to_owned()
}

#[test]
fn a_cue_behind_an_appositive_or_a_title_in_small_letters() {
    holds(
        "\"He sells us our own rain,\" Chief Adu Mensah, the regent's clerk, said by radio.",
        &["Chief Adu Mensah, the regent's clerk, | said | \"He sells us our own rain,\" | Adu Mensah"],
    );
    holds(
        "\"We sail at dawn,\" managing director Greta Holm said.",
        &["managing director Greta Holm | said | \"We sail at dawn,\" | Greta Holm"],
    );
}

#[test]
fn a_name_and_a_colon() {
    holds(
        "The hall was full. Mr Pell: \"Not a penny for the roof.\" Nobody clapped.",
        &["Mr Pell | : | \"Not a penny for the roof.\" | Pell"],
    );
}

#[test]
fn a_floating_quotation_belongs_to_the_person_in_focus() {
    let amended =
        "Carlos Prieto spoke on Monday. In a recording he changed all this. \"Take the boats off the lake.\"";
    assert_eq!(actor_of(amended, "Take the boats"), "Carlos Prieto");
    let another = "\"It floods,\" Anna Berg said.\n\nHer neighbour Tom Reed keeps bees. \"Let it flood.\"";
    assert_eq!(actor_of(another, "Let it flood"), "Tom Reed");
    let presented =
        "Anna Berg spoke first.\n\n\"Not on our land.\" That was Rosa Quispe, who has grazed llamas there.";
    assert_eq!(actor_of(presented, "Not on our land"), "Rosa Quispe");
    let indirect = "Maria Ruiz told the paper that she will not ask for it. \"A pardon says I was guilty.\"";
    assert_eq!(actor_of(indirect, "A pardon says"), "Maria Ruiz");
}

#[test]
fn more_words_of_one_speaker_stay_one_statement() {
    let found =
        lines("\"It began with the flood,\" Tom Reed said. \"Then came the debt.\" \"Then the bank.\"");
    assert_eq!(
        found,
        [
            "Tom Reed | said | \"It began with the flood,\" .. \"Then came the debt.\" .. \"Then the bank.\" | Tom Reed"
        ]
    );
}

#[test]
fn he_is_a_person_and_no_thing_that_opens_a_sentence() {
    let text = "Anna Berg met farmers. Exploration, she said, may go on. One of the pens broke. She opposes the dam.";
    assert_eq!(actor_of(text, "opposes"), "Anna Berg");
    assert_eq!(actor_of(text, "said"), "Anna Berg");
}

#[test]
fn an_interview_with_answers() {
    let text = "Lena Fors runs the herders' bank.\n\nQ: Do you want a merger?\n\nA: Their books are closed to us.\n\nQ: And the \
                loans?\n\nA: The governor wants them forgiven.";
    assert_eq!(actor_of(text, "Their books"), "Lena Fors");
    assert_eq!(actor_of(text, "Do you want"), "-");
    holds(text, &["The governor | wants | them forgiven | governor"]);
}

#[test]
fn what_somebody_would_or_would_not_do() {
    holds(
        "Deportivo Real would have none of it. Tom Reed would sell. Anna Berg's for it.",
        &["Tom Reed | would sell | Tom Reed would sell | Tom Reed", "Anna Berg | 's for | it | Anna Berg"],
    );
    assert_eq!(actor_of("Senator Lopez would have none of it.", "would have"), "Lopez");
    assert_eq!(actor_of("Senator Lopez could live with the levy.", "could live"), "Lopez");
    assert_eq!(actor_of("The landowners are against.", "are against"), "landowners");
    assert_eq!(actor_of("The dockers have three demands.", "three demands"), "dockers");
    assert_eq!(actor_of("The third, Judge Anna Berg, would have granted it.", "granted"), "Anna Berg");
}

#[test]
fn acts_by_somebody() {
    holds(
        "The mine will close under an order signed yesterday by Minister Rosa Zulu.",
        &["Minister Rosa Zulu | signed | an order | Rosa Zulu"],
    );
    assert_eq!(actor_of("The Dockers Union accepted by email.", "accepted"), "Dockers Union");
}

#[test]
fn ages_and_datelines_are_nobody() {
    let found = lines("A pupil, Mina Seo, 16, who edits the paper, rejected the ban.");
    assert!(
        found.iter().any(|f| f.ends_with("| Mina Seo")) && !found.iter().any(|f| f.ends_with("| 16")),
        "{found:#?}"
    );
    let article = Article::from_text("t", "GALLE — The ministry rejected the plan. It wants a vote.");
    let found = extract(&article, &[]);
    assert!(found.actors.iter().all(|a| a.name != "GALLE"), "{found:#?}");
}

#[test]
fn a_group_is_named_without_its_place() {
    let article = Article::from_text("t", "Tea companies in the hills of Uva rejected the plan.");
    let found = extract(&article, &[]);
    let group = &found.actors[0];
    assert_eq!(
        (group.name.as_str(), group.aliases.clone()),
        ("Tea companies", vec!["Tea companies in the hills of Uva".into()])
    );
}

#[test]
fn names_of_societies_and_spokesmen_of_a_subject() {
    assert_eq!(actor_of("The Friends of the Old Mill adopted it.", "adopted"), "Friends of the Old Mill");
    let text = "The Meadow Party met. Its defence spokesman, Jo Wier, said the army is small.";
    assert_eq!(actor_of(text, "the army"), "Meadow Party");
    assert_eq!(actor_of("Polyfor rejected the text. It wants quotas.", "quotas"), "Polyfor");
}

#[test]
fn each_member_of_a_list() {
    for text in
        ["Peru and Chad, authors of the text, rejected the plan.", "Peru and Chad each rejected the plan."]
    {
        let found = lines(text);
        for actor in ["| Peru", "| Chad"] {
            assert!(found.iter().any(|f| f.ends_with(actor)), "{text}: {found:#?}");
        }
    }
}

#[test]
fn adjectives_before_plural_nouns_say_nothing() {
    let found = lines("The envoy has been vocal about democratic reforms since nuclear talks began.");
    assert!(found.iter().all(|f| !f.ends_with("democratic") && !f.ends_with("nuclear")), "{found:#?}");
}
