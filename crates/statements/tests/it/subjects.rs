//! Who holds what in sentences as newswire has them: subjects far from their verb, counted ones, lists behind *including*.

use standpoint_article::Article;
use standpoint_statements::extract;

/// Whether somebody of this name holds a statement with this cue.
fn holds(text: &str, actor: &str, cue: &str) -> bool {
    let article = Article::from_text("x", text);
    let found = extract(&article, &[]);
    let named =
        |id: &Option<String>| found.actors.iter().any(|a| Some(&a.id) == id.as_ref() && a.name == actor);
    found.statements.iter().any(|s| s.cue.is_some_and(|c| article.text.slice(c) == cue) && named(&s.actor))
}

#[test]
fn a_subject_keeps_its_verb() {
    let cases = [
        (
            "Many conservative lawmakers in the ruling Liberal Democratic Party oppose privatization.",
            "oppose",
            "Many conservative lawmakers in the ruling Liberal Democratic Party",
        ),
        ("Mr. Bush said some Democrats in Congress want to repeal the tax cuts.", "want", "Democrats"),
        (
            "China and Russia, who also are members of the Security Council, oppose sanctions against Iran.",
            "oppose",
            "Russia",
        ),
        (
            "Malawi's parliament last week introduced a motion against the president.",
            "introduced",
            "Malawi's parliament",
        ),
        (
            "The Security Council in 1999 called on nations to freeze the assets of the group.",
            "called on",
            "Security Council",
        ),
        ("Berg Air and Lund Air reportedly hope to begin flying next year.", "reportedly hope", "Berg Air"),
        ("The preacher has since called off the burning.", "has since called off", "preacher"),
        ("The minister has so far refused to concede defeat.", "has so far refused", "minister"),
        (
            "Grieving families in northern Iraq have canceled plans for a mass funeral.",
            "have canceled",
            "Grieving families",
        ),
        (
            "Sunni Arab clerics pleaded Friday for the lives of four hostages.",
            "pleaded Friday for",
            "Sunni Arab clerics",
        ),
    ];
    for (text, cue, actor) in cases {
        assert!(holds(text, actor, cue), "{actor} | {cue} | {text}");
    }
}

#[test]
fn those_counted_hold_it() {
    let text = "A number of Sunni Muslims on the committee suspended their membership.";
    assert!(holds(text, "number of Sunni Muslims on the committee", "suspended"));
    let text = "Some 26 of the party's members have signed a petition.";
    assert!(holds(text, "Some 26 of the party's members", "have signed"));
}

#[test]
fn each_of_a_list_holds_it() {
    let text = "Critics, including South Korea and China, say the shrine glorifies the past.";
    assert!(["Critics", "South Korea", "China"].iter().all(|actor| holds(text, actor, "say")));
    let text =
        "International groups and several countries, including Chad and Peru, have criticized the reform.";
    assert!(["International groups", "Peru"].iter().all(|actor| holds(text, actor, "have criticized")));
    let text =
        "Leaders of two factions -- Hamas and Islamic Jihad -- warned they will not submit to the plan.";
    assert!(
        ["Leaders of two factions", "Hamas", "Islamic Jihad"]
            .iter()
            .all(|actor| holds(text, actor, "warned"))
    );
    let text = "France wants to end the ban, a move opposed by both the United States and Japan.";
    assert!(["United States", "Japan"].iter().all(|actor| holds(text, actor, "opposed by")));
}

#[test]
fn what_somebody_is_or_makes_others_do_is_theirs() {
    assert!(holds("Chad is the second country to ratify the treaty.", "Chad", "to ratify"));
    let text = "The concession prompted supporters of Mr. Lee to call off their march.";
    assert!(holds(text, "supporters of Mr. Lee", "to call off"));
    let text = "Mr. Carter, an outspoken critic of the invasion, was quoted on Sunday.";
    assert!(holds(text, "Carter", "an outspoken critic of"));
    let text = "A counter-draft from the federation would open the gyms until midnight.";
    assert!(holds(text, "federation", "would open"));
    assert!(holds(
        "Washington has received permission from Chad to send supplies.",
        "Chad",
        "permission from"
    ));
}

#[test]
fn an_article_is_no_title_and_an_adjective_no_name() {
    let text = "The United Nations envoy to the Middle East has urged Israel to accept the proposal.";
    assert!(holds(text, "United Nations envoy to the Middle East", "has urged"));
    let text = "Saad Fagih, the London-based head of the movement, says his group wants change.";
    assert!(!holds(text, "London-based", "says"));
}

#[test]
fn those_who_join_in_hold_it_too() {
    let text = "China, along with Chad, has called for restraint.";
    assert!(holds(text, "China", "has called for") && holds(text, "Chad", "has called for"));
    let text = "The draft was rejected by Ana Ruiz, Ines Roth and the union.";
    for actor in ["Ana Ruiz", "Ines Roth", "union"] {
        assert!(holds(text, actor, "was rejected by"), "{actor}");
    }
    let text = "Spokesmen for Halden and Lund vowed to appeal.";
    assert!(holds(text, "Halden", "vowed") && holds(text, "Lund", "vowed"));
}

#[test]
fn those_told_of_act_for_themselves() {
    for (text, actor, cue) in [
        ("Police fired at people demonstrating against the toll.", "people", "demonstrating"),
        (
            "The paper cites sources who say negotiators have agreed to a toll.",
            "negotiators",
            "have agreed to",
        ),
        ("President Omar Haddad was quoted as saying it would rain.", "Omar Haddad", "saying"),
        ("Monday, about 200 widows, who had received aid, demanded a toll.", "200 widows", "demanded"),
        ("Two airlines, Lund and Berg, hope to begin flying.", "Lund", "hope"),
        ("The regional bloc - IGAD - has rejected the toll.", "IGAD", "has rejected"),
    ] {
        assert!(holds(text, actor, cue), "{actor} | {cue} | {text}");
    }
}
