//! Dates in sentences such as news agencies write, for a reader of Wednesday, 15 April 2026.

use standpoint_article::{Article, Text};
use standpoint_statements::{date_of, dates, extract};

fn article(text: &str) -> Article {
    Article { published: Some("2026-04-15".into()), text: Text::new(text), ..Article::from_text("a", "") }
}

fn told(text: &str) -> Vec<String> {
    let article = article(text);
    let told = |d: &standpoint_statements::DateMention| {
        let days = if d.first == d.last { d.first.to_string() } else { format!("{}..{}", d.first, d.last) };
        format!("{} = {days}", article.text.slice(d.span))
    };
    dates(&article).iter().map(told).collect()
}

#[test]
fn a_weekday_has_been_unless_it_will_be() {
    for (text, expected) in [
        ("Officials in Mali said Sunday the talks had ended.", &["Sunday = 2026-04-12"][..]),
        ("The president told reporters on Wednesday that he agreed.", &["Wednesday = 2026-04-15"]),
        ("The two sides will meet in Doha on Monday.", &["Monday = 2026-04-20"]),
        ("On Friday, the court will rule.", &["Friday = 2026-04-17"]),
        ("On Friday, the court ruled.", &["Friday = 2026-04-10"]),
        (
            "He said Tuesday that troops would leave on Saturday.",
            &["Tuesday = 2026-04-14", "Saturday = 2026-04-18"],
        ),
        (
            "The envoy is expected to arrive Thursday, the ministry said Monday.",
            &["Thursday = 2026-04-16", "Monday = 2026-04-13"],
        ),
        ("Last Wednesday, rebels seized the town.", &["Last Wednesday = 2026-04-08"]),
        ("Ministers meet next Tuesday.", &["next Tuesday = 2026-04-21"]),
        ("Leaders are scheduled to sign the accord Friday evening.", &["Friday evening = 2026-04-17"]),
        ("Saturday's attack killed two people.", &["Saturday = 2026-04-11"]),
    ] {
        assert_eq!(told(text), expected, "{text}");
    }
}

#[test]
fn days_months_and_years_are_found() {
    for (text, expected) in [
        (
            "The ceasefire began on April 16 of last year, and broke down yesterday.",
            &["April 16 = 2025-04-16", "last year = 2025-01-01..2025-12-31", "yesterday = 2026-04-14"][..],
        ),
        ("Voters go to the polls on May 3.", &["May 3 = 2026-05-03"]),
        ("The accord was signed on December 20.", &["December 20 = 2025-12-20"]),
        ("The vote will be held on 2 March.", &["2 March = 2027-03-02"]),
        ("On September 11, 2001, planes were hijacked.", &["September 11, 2001 = 2001-09-11"]),
        ("The embargo was lifted in January.", &["January = 2026-01-01..2026-01-31"]),
        ("Last November, the council rejected it.", &["Last November = 2025-11-01..2025-11-30"]),
        ("The war began in 2014.", &["2014 = 2014-01-01..2014-12-31"]),
        (
            "They met two days ago and again last week.",
            &["two days ago = 2026-04-13", "last week = 2026-04-06..2026-04-12"],
        ),
        ("The law was passed three months ago.", &["three months ago = 2026-01-01..2026-01-31"]),
        ("Clashes went on over the weekend.", &["over the weekend = 2026-04-11..2026-04-12"]),
        ("He may march in May, and she will, too.", &["May = 2026-05-01..2026-05-31"]),
        ("Talks resume tomorrow.", &["tomorrow = 2026-04-16"]),
    ] {
        assert_eq!(told(text), expected, "{text}");
    }
}

#[test]
fn names_are_no_dates() {
    for text in [
        "Prime Minister Theresa May said no.",
        "They march on.",
        "April Lee said no.",
        "Some 2,014 people came.",
        "On February 30 nothing happened.",
    ] {
        assert_eq!(told(text), Vec::<String>::new(), "{text}");
    }
}

#[test]
fn a_page_of_another_zone_has_its_own_today() {
    let late = Article {
        published: Some("2026-04-15T02:30:00Z".into()),
        zone: Some("-05:00".into()),
        ..article("He said so today.")
    };
    assert_eq!(dates(&late)[0].first.to_string(), "2026-04-14");
}

#[test]
fn without_a_day_of_publication_only_whole_dates_are_told() {
    let undated = Article { published: None, ..article("He left on Sunday. She came on March 3, 2020.") };
    let found = dates(&undated);
    assert_eq!(found.len(), 1);
    assert_eq!(found[0].first.to_string(), "2020-03-03");
}

#[test]
fn a_statement_has_the_date_of_its_saying() {
    let article = article("\"We will leave on Saturday,\" General Moussa Traore said Tuesday.");
    let found = dates(&article);
    let statements = extract(&article, &[]).statements;
    let direct =
        statements.iter().find(|s| s.cue.is_some_and(|c| article.text.slice(c).starts_with("said"))).unwrap();
    assert_eq!(date_of(&article, direct, &found).unwrap().first.to_string(), "2026-04-14");
}

#[test]
fn dates_are_total_at_the_ends_of_the_calendar() {
    for published in ["9999-12-31", "-9999-01-01", "0001-01-01", "nonsense"] {
        let odd = Article {
            published: Some(published.into()),
            ..article("On Monday, last year, 999 years ago, next week and in 400 weeks' time.")
        };
        for date in dates(&odd) {
            assert!(odd.text.as_str().get(date.span.range()).is_some());
        }
    }
}
