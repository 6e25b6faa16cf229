//! What a run remembers of the articles that went by: their ids, and the texts it has seen.

use crate::copies::{Copies, Relation};
use crate::draft::Draft;
use crate::place::Place;
use standpoint_article::{Article, Update};
use std::collections::{HashMap, HashSet};
use std::path::Path;
use std::sync::Arc;

/// Gives every article an id of its own and finds copies. Holds hashes, not texts: some 100 bytes an article, and what
/// [`Copies`] holds.
#[derive(Debug, Default)]
pub(crate) struct Register {
    ids: HashSet<Arc<str>>,
    /// The ids in the order of their articles.
    names: Vec<Arc<str>>,
    /// For ids that were wanted often, the next number to try.
    numbers: HashMap<String, u32>,
    copies: Copies,
}

impl Register {
    /// The finished article; a warning when the id it came with was taken.
    pub(crate) fn admit(&mut self, draft: Draft) -> (Article, Option<String>) {
        let Draft { place, text, marked, print, metadata, .. } = draft;
        let fingerprint = blake3::hash(text.as_str().as_bytes()).to_hex();
        let id = match &metadata.id {
            Some(given) => self.free(given.clone(), &fingerprint),
            None => self.free(made_id(&place, &fingerprint), &fingerprint),
        };
        let warning = metadata
            .id
            .filter(|given| **given != *id)
            .map(|given| format!("id `{given}` is taken by an earlier article; this one is `{id}`"));
        let (mut duplicate_of, mut copied_by, mut updates) = (None, None, None);
        let name = |number: u32| self.names[number as usize].to_string();
        match self.copies.admit(print, &text, metadata.published.as_deref()) {
            Relation::New => {}
            Relation::Copies(number) => duplicate_of = Some(name(number)),
            Relation::CopiedBy(number) => copied_by = Some(name(number)),
            Relation::Updates(number, new) => updates = Some(Update { of: name(number), new }),
        }
        self.names.push(Arc::clone(&id));
        let id = id.to_string();
        let article = Article {
            id,
            input: place.to_string(),
            title: metadata.title,
            published: metadata.published,
            zone: metadata.zone,
            outlet: metadata.outlet,
            author: metadata.author,
            url: metadata.url,
            language: metadata.language.unwrap_or_else(|| "und".into()),
            duplicate_of,
            copied_by,
            updates,
            partial: metadata.partial,
            marked,
            text,
        };
        (article, warning)
    }

    /// `wanted`, or with a piece of the content's hash behind it, or with a number behind that.
    fn free(&mut self, wanted: String, fingerprint: &str) -> Arc<str> {
        let mut id = wanted;
        if self.ids.contains(id.as_str()) {
            id = format!("{id}-{}", &fingerprint[..8]);
            if self.ids.contains(id.as_str()) {
                let next = self.numbers.entry(id.clone()).or_insert(2);
                let numbered = std::iter::repeat_with(|| {
                    *next += 1;
                    format!("{id}-{}", *next - 1)
                });
                let free = { numbered }.find(|id| !self.ids.contains(id.as_str()));
                id = free.unwrap_or(id);
            }
        }
        let id: Arc<str> = id.into();
        self.ids.insert(Arc::clone(&id));
        id
    }
}

/// An id from the name of the input: `articles/Day Two.txt` gives `day-two`. A line of a table takes a piece of its
/// content's hash instead of its number, so that its id stays when lines are added before it.
fn made_id(place: &Place, fingerprint: &str) -> String {
    let stem = Path::new(&place.name).file_stem().unwrap_or_default().to_string_lossy();
    let slug = if place.name == "-" { "stdin".into() } else { slug(&stem) };
    if place.line.is_some() { format!("{slug}-{}", &fingerprint[..8]) } else { slug }
}

fn slug(name: &str) -> String {
    const LONGEST: usize = 80;
    let lower = name.to_lowercase();
    let words: Vec<&str> = lower.split(|c: char| !c.is_alphanumeric()).filter(|w| !w.is_empty()).collect();
    let slug: String = words.join("-").chars().take(LONGEST).collect();
    let slug = slug.trim_end_matches('-');
    if slug.is_empty() { "article".into() } else { slug.into() }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::copies::Print;
    use crate::draft::Metadata;
    use standpoint_article::Text;

    fn admit(
        register: &mut Register,
        input: &str,
        id: Option<&str>,
        text: &str,
    ) -> (Article, Option<String>) {
        let metadata = Metadata { id: id.map(Into::into), ..Metadata::default() };
        let (name, line) =
            input.split_once(':').map_or((input, None), |(name, line)| (name, line.parse().ok()));
        let place = Place { name: name.into(), line };
        register.admit(Draft {
            place,
            print: Print::of(text),
            text: Text::new(text),
            marked: Vec::new(),
            metadata,
            warnings: Vec::new(),
        })
    }

    #[test]
    fn ids_come_from_names_and_never_twice() {
        let mut register = Register::default();
        let mut id = |input, text| admit(&mut register, input, None, text).0.id;
        assert_eq!(id("a/Day Two!.txt", "One."), "day-two");
        let second = id("b/day-two.html", "Two.");
        assert!(second.starts_with("day-two-") && second.len() == 16, "{second}");
        assert_eq!(id("c/day-two.txt", "Two."), format!("{second}-2"));
        assert_eq!(id("...", "x"), "article");
        assert_eq!(id("-", "y"), "stdin");
    }

    #[test]
    fn a_line_keeps_its_id_when_it_moves() {
        let first = admit(&mut Register::default(), "d.jsonl:3", None, "One.").0.id;
        let moved = admit(&mut Register::default(), "d.jsonl:9", None, "One.").0.id;
        assert_eq!(first, moved);
    }

    #[test]
    fn a_given_id_that_is_taken_is_told() {
        let mut register = Register::default();
        assert_eq!(admit(&mut register, "a", Some("A 1"), "One."), {
            let (article, _) = admit(&mut Register::default(), "a", Some("A 1"), "One.");
            (article, None)
        });
        let (article, warning) = admit(&mut register, "b", Some("A 1"), "Two.");
        assert_ne!(article.id, "A 1");
        assert!(warning.is_some_and(|w| w.contains("`A 1` is taken")));
    }

    #[test]
    fn copies_point_to_the_first() {
        let mut register = Register::default();
        assert_eq!(admit(&mut register, "a", None, "\"No,\" she said.").0.duplicate_of, None);
        let copy = admit(&mut register, "b", None, "“No,”\r\nshe  SAID.").0;
        assert_eq!(copy.duplicate_of.as_deref(), Some("a"));
        assert_eq!(admit(&mut register, "c", None, "\"Yes,\" she said.").0.duplicate_of, None);
    }

    #[test]
    fn an_earlier_article_is_home_and_names_what_copies_it() {
        let mut register = Register::default();
        let mut of = |input: &str, published: &str| {
            let text = "The minister said no.";
            let metadata = Metadata { published: Some(published.into()), ..Metadata::default() };
            let (place, print) = (Place::of(input), Print::of(text));
            let draft = Draft {
                place,
                print,
                text: Text::new(text),
                marked: Vec::new(),
                metadata,
                warnings: Vec::new(),
            };
            let article = register.admit(draft).0;
            (article.duplicate_of, article.copied_by)
        };
        let some = |id: &str| Some(id.to_owned());
        assert_eq!(of("late", "2026-03-03"), (None, None));
        assert_eq!(of("early", "2026-03-01"), (None, some("late")));
        assert_eq!(of("between", "2026-03-02"), (some("early"), None));
    }
}
