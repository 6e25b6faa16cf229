//! Who is meant when an article calls somebody by another word than before: "both sides", "the attackers", "the government".

use standpoint_article::Article;
use standpoint_statements::extract;

/// The actors that hold a statement with this cue, in order; "-" where nobody is known to.
fn holders(text: &str, cue: &str) -> Vec<String> {
    let article = Article::from_text("x", text);
    let found = extract(&article, &[]);
    let name = |id: &Option<String>| {
        let actor = found.actors.iter().find(|a| Some(&a.id) == id.as_ref());
        actor.map_or("-".to_owned(), |a| a.name.clone())
    };
    let with_cue = found.statements.iter().filter(|s| s.cue.is_some_and(|c| article.text.slice(c) == cue));
    with_cue.map(|s| name(&s.actor)).collect()
}

/// Checks that each text's statement with its cue is held by these.
fn check(cases: &[(&str, &str, &[&str])]) {
    for (text, cue, expected) in cases {
        assert_eq!(holders(text, cue), *expected, "{text}");
    }
}

#[test]
fn couples_are_their_members() {
    check(&[
        (
            "Turkey and Armenia met in Geneva on Friday. The two sides agreed to open the border.",
            "agreed",
            &["Turkey", "Armenia"],
        ),
        (
            "President Anna Berg and Prime Minister Paul Stein met for an hour. Both leaders rejected the levy.",
            "rejected",
            &["Anna Berg", "Paul Stein"],
        ),
        (
            "The Dockers' Union met the Carters' Union. The two unions demanded a raise.",
            "demanded",
            &["Dockers' Union", "Carters' Union"],
        ),
        ("Kenya and Uganda met. The countries agreed on a toll.", "agreed on", &["Kenya", "Uganda"]),
        ("Anna Berg met Paul Stein. Both rejected the levy.", "rejected", &["Anna Berg", "Paul Stein"]),
        // Which ones is said.
        (
            "Kenya and Uganda met. The two leaders of the strike rejected the toll.",
            "rejected",
            &["two leaders of the strike"],
        ),
    ]);
}

#[test]
fn one_group_by_two_words_of_one_family() {
    check(&[
        (
            "Hundreds of demonstrators marched through Lima. The protesters demanded a vote.",
            "demanded",
            &["Hundreds of demonstrators"],
        ),
        (
            "Three gunmen held a school in Sibi. The kidnappers demanded a ransom.",
            "demanded",
            &["Three gunmen"],
        ),
        (
            "The army fought the rebel Justice and Equality Movement. The rebels rejected a truce.",
            "rejected",
            &["Justice and Equality Movement"],
        ),
        // Two groups of the family: who is meant stays open.
        ("Gunmen shot at militants in Sibi. The attackers demanded a ransom.", "demanded", &["attackers"]),
    ]);
}

#[test]
fn the_government_is_that_of_the_country_spoken_of() {
    check(&[
        (
            "Icelanders marched in Reykjavik over the crisis. Three banks have collapsed. The government rejected early elections.",
            "rejected",
            &["Iceland"],
        ),
        (
            "A U.S. envoy met farmers in Kenya. Kenyan prices have doubled. A government spokesman rejected the claim.",
            "rejected",
            &["Kenya"],
        ),
    ]);
}

#[test]
fn members_act_for_their_body() {
    check(&[
        ("Members of the militant group Hamas demanded the release of prisoners.", "demanded", &["Hamas"]),
        ("Gunmen from the Popular Front rejected the truce.", "rejected", &["Popular Front"]),
        (
            "A spokesman for her National League for Democracy rejected the offer.",
            "rejected",
            &["National League for Democracy"],
        ),
        // A parliament is more than some of its members.
        ("Members of Congress opposed the bill.", "opposed", &["Members of Congress"]),
    ]);
}

#[test]
fn names_are_whole() {
    check(&[
        (
            "The Bill and Melinda Gates Foundation opposed the cut.",
            "opposed",
            &["Bill and Melinda Gates Foundation"],
        ),
        ("The Centers for Disease Control opposed the cut.", "opposed", &["Centers for Disease Control"]),
        (
            "Abu Musab al-Zarqawi fled. Zarqawi threatened to kill the king.",
            "threatened",
            &["Abu Musab al-Zarqawi"],
        ),
        (
            "Hamas leader and Prime Minister-designate Ismail Haniyeh opposed the cut.",
            "opposed",
            &["Ismail Haniyeh"],
        ),
        (
            "Halden Media Corp. opened an office in Lima. Halden opposed the cut.",
            "opposed",
            &["Halden Media Corp."],
        ),
        ("A Darfur rebel group opposed the truce.", "opposed", &["Darfur rebel group"]),
        ("A presidential spokesman opposed the cut.", "opposed", &["presidential spokesman"]),
    ]);
}

#[test]
fn nobody_in_particular_holds_nothing() {
    for text in [
        "Those who live there oppose the toll.",
        "One demands what one needs.",
        "Somebody rejected the toll.",
    ] {
        let article = Article::from_text("x", text);
        assert!(extract(&article, &[]).actors.is_empty(), "{text}");
    }
    let talk = "Q: Will Anna Berg sign? He rejected the levy.\n\nA: No. She opposes the levy.\n\nQ: Why?\n\nA: It hurts renters.";
    let article = Article::from_text("x", talk);
    assert!(extract(&article, &[]).actors.iter().all(|a| a.name.len() > 1));
}

#[test]
fn who_is_meant_is_not_guessed_at() {
    check(&[
        // The two women are not the two men named last.
        (
            "Two women accused Paul Stein of assault, Judge Omar Haddad said. The two women demanded an apology.",
            "demanded",
            &["Two women"],
        ),
        ("Anna Berg met Carla Roth. The two men rejected the levy.", "rejected", &["two men"]),
        // Whoever speaks of two sides is neither.
        (
            "Israel and Hamas have fought for months. Qatar said the two sides had agreed to a truce.",
            "had agreed to",
            &["Israel", "Hamas"],
        ),
        ("A U.S. envoy visited Sudan. The government rejected his plan.", "rejected", &["government"]),
        (
            "Some members of the Popular Front rejected the truce.",
            "rejected",
            &["Some members of the Popular Front"],
        ),
        ("His lawyer and Judge Anna Berg rejected the claim.", "rejected", &["His lawyer", "Anna Berg"]),
        ("House lawmakers passed the bill. The senators rejected it.", "rejected", &["senators"]),
        (
            "Amnesty International accused Hamas of torture. The group denied the charge.",
            "denied",
            &["Hamas"],
        ),
        ("An Arab League proposal would end the war.", "would end", &["Arab League"]),
        ("The Islamic Jihad group rejected the truce.", "rejected", &["Islamic Jihad"]),
        ("A spokesman for Solidarity rejected the plan.", "rejected", &["Solidarity"]),
        ("Many in Congress opposed the bill.", "opposed", &["Many in Congress"]),
        (
            "Labour and Green Party councillors rejected the levy.",
            "rejected",
            &["Labour", "Green Party councillors"],
        ),
        (
            "A rights group condemned the raid. It demanded an inquiry. Falk Watch warned of more raids.",
            "condemned",
            &["Falk Watch"],
        ),
        (
            "Exxon Mobil Corp. opened an office. Exxon Mobil rejected the claim.",
            "rejected",
            &["Exxon Mobil Corp."],
        ),
        ("A spokesman for Anna Berg's lawyer rejected the claim.", "rejected", &["Anna Berg"]),
    ]);
}
