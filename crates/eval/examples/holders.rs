//! Who said what, without the model: how many labelled positions, and labelled statements, the rules give to the right
//! actor.
//!
//! ```text
//! cargo run -p standpoint-eval --example holders -- [--misses FILE] GOLD.jsonl..
//! ```
//!
//! A row with `issues` is scored by its positions: one is *covered* when a piece that the classifier would be asked about
//! belongs to the right actor and shows its evidence (half of its sentences at least, and the words of its condition); a piece
//! is a *stranger's* when it shows evidence and belongs to nobody whose evidence that is. A
//! row with `statements` is scored by these: one is *found* when a statement of the program shares half of its
//! words with it, and *right* when one of those is the right actor's.
#![expect(clippy::print_stdout, reason = "a command-line tool")]

use std::collections::{BTreeMap, BTreeSet};
use std::error::Error;
use std::io::Write;

use serde::Deserialize;
use standpoint_article::{Article, Span};
use standpoint_eval::{LabelledArticle, LabelledPosition, same_actor};
use standpoint_stance::{Analysis, pieces, without_model};
use standpoint_statements::{Actor, Statement};

fn main() -> Result<(), Box<dyn Error>> {
    let mut arguments: Vec<String> = std::env::args().skip(1).collect();
    let mut misses = match arguments.iter().position(|a| a == "--misses") {
        Some(at) if at + 1 < arguments.len() => {
            let file = arguments.drain(at..at + 2).nth(1).unwrap_or_default();
            Some(std::fs::File::create(&file).map_err(|e| format!("cannot write {file}: {e}"))?)
        }
        _ => None,
    };
    if arguments.is_empty() {
        return Err("usage: holders [--misses FILE] GOLD.jsonl..".into());
    }
    for file in &arguments {
        let text = std::fs::read_to_string(file).map_err(|e| format!("cannot read {file}: {e}"))?;
        let mut positions: BTreeMap<Fate, usize> = BTreeMap::new();
        let mut statements = Matched::default();
        let (mut articles, mut asked, mut strangers) = (0, 0, 0);
        for (number, line) in (1..).zip(text.lines()).filter(|(_, l)| !l.trim().is_empty()) {
            articles += 1;
            let place = |e: serde_json::Error| format!("{file}:{number}: {e}");
            let fields: serde_json::Value = serde_json::from_str(line).map_err(place)?;
            if fields.get("issues").is_some() {
                let row: LabelledArticle = serde_json::from_str(line).map_err(place)?;
                let analysis = without_model(Article::from_text(&row.id, &row.text), &[]);
                let pieces = pieces(&analysis.article, &analysis.actors, &analysis.statements);
                asked += pieces.len();
                for piece in pieces.iter().filter(|p| is_strangers(&row, p.actor, p.extent)) {
                    strangers += 1;
                    if let Some(out) = &mut misses {
                        let text = piece.text;
                        let line = serde_json::json!({ "article": row.id, "stranger": piece.actor.name, "text": text });
                        writeln!(out, "{line}")?;
                    }
                }
                for (issue, position) in
                    row.issues.iter().flat_map(|i| i.positions.iter().map(move |p| (i, p)))
                {
                    if !position.stance.is_position() || position.time.as_deref() == Some("past") {
                        continue;
                    }
                    let fate = fate(&row, position, &analysis);
                    *positions.entry(fate).or_default() += 1;
                    if let Some(out) = misses.as_mut().filter(|_| fate != Fate::Covered) {
                        writeln!(out, "{}", told(&row, &issue.issue, position, fate, &analysis))?;
                    }
                }
            } else {
                let row: StatedArticle = serde_json::from_str(line).map_err(place)?;
                let analysis = without_model(Article::from_text(&row.id, &row.text), &[]);
                for miss in statements.add(&row, &analysis) {
                    if let Some(out) = &mut misses {
                        writeln!(out, "{miss}")?;
                    }
                }
            }
        }
        println!("{file}: {articles} articles");
        let all: usize = positions.values().sum();
        if all > 0 {
            println!("  {all} positions, {asked} pieces to be asked about, {strangers} of them strangers'");
            for (fate, count) in positions {
                println!("  {:>26} {count:>5} {:.3}", fate.words(), share(count, all));
            }
        }
        if statements.gold > 0 {
            statements.print();
        }
    }
    Ok(())
}

/// What became of a labelled position.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Fate {
    /// A piece of the right actor shows its evidence.
    Covered,
    /// Such a piece shows less than half of it, or not the condition.
    Partly,
    /// The holder is found at its mention, under a name that does not count as the same.
    OtherName,
    /// Statements touch the evidence, and the right actor is known but holds none of them.
    OtherHolder,
    /// Statements touch the evidence, and no actor of the article goes by the right name.
    UnknownActor,
    /// A statement touches the evidence and nobody holds it.
    Nobody,
    /// No statement touches the evidence.
    NoStatement,
}

impl Fate {
    fn words(self) -> &'static str {
        match self {
            Fate::Covered => "covered",
            Fate::Partly => "covered in part",
            Fate::OtherName => "under another name",
            Fate::OtherHolder => "another holder",
            Fate::UnknownActor => "holder in no list",
            Fate::Nobody => "nobody's",
            Fate::NoStatement => "no statement",
        }
    }
}

fn fate(row: &LabelledArticle, position: &LabelledPosition, analysis: &Analysis) -> Fate {
    let names = names(&position.actor, &position.aliases);
    let right = |actor: &Actor| same_actor(&self::names(&actor.name, &actor.aliases), &names);
    let evidence: Vec<Span> = evidence(row, position);
    let condition = position.condition.and_then(|c| Span::try_new(c.start, c.end).ok());
    let mention = position.mention.and_then(|m| Span::try_new(m.start, m.end).ok());
    let pieces = pieces(&analysis.article, &analysis.actors, &analysis.statements);
    let near: Vec<_> =
        pieces.iter().map(|p| (p, seen(p.extent, &evidence))).filter(|(_, seen)| *seen > 0).collect();
    let whole = |extent: Span, seen: usize| {
        2 * seen >= evidence.len() && condition.is_none_or(|c| extent.overlaps(c))
    };
    if near.iter().any(|(p, seen)| right(p.actor) && whole(p.extent, *seen)) {
        Fate::Covered
    } else if near.iter().any(|(p, _)| right(p.actor)) {
        Fate::Partly
    } else if mention
        .is_some_and(|m| near.iter().any(|(p, _)| p.actor.mentions.iter().any(|own| own.overlaps(m))))
    {
        Fate::OtherName
    } else if !near.is_empty() {
        if analysis.actors.iter().any(right) { Fate::OtherHolder } else { Fate::UnknownActor }
    } else if analysis.statements.iter().filter_map(Statement::extent).any(|e| seen(e, &evidence) > 0) {
        Fate::Nobody
    } else {
        Fate::NoStatement
    }
}

/// Whether a piece shows the evidence of positions and belongs to nobody who holds one of them.
fn is_strangers(row: &LabelledArticle, actor: &Actor, extent: Span) -> bool {
    let own = self::names(&actor.name, &actor.aliases);
    let all = row.issues.iter().flat_map(|i| &i.positions).filter(|p| p.stance.is_position());
    let mut shown = all.filter(|p| seen(extent, &evidence(row, p)) > 0).peekable();
    shown.peek().is_some() && !shown.any(|p| same_actor(&own, &names(&p.actor, &p.aliases)))
}

fn evidence(row: &LabelledArticle, position: &LabelledPosition) -> Vec<Span> {
    let places = position.evidence.iter().filter_map(|i| row.sentences.get(*i));
    places.filter_map(|&(start, end)| Span::try_new(start, end).ok()).collect()
}

fn seen(extent: Span, evidence: &[Span]) -> usize {
    evidence.iter().filter(|e| e.overlaps(extent)).count()
}

fn names<'a>(name: &'a str, aliases: &'a [String]) -> Vec<&'a str> {
    std::iter::once(name).chain(aliases.iter().map(String::as_str)).collect()
}

/// A miss with what the program found at its place, as a line of JSON.
fn told(
    row: &LabelledArticle,
    issue: &str,
    position: &LabelledPosition,
    fate: Fate,
    analysis: &Analysis,
) -> String {
    let places = evidence(row, position);
    let slice = |span: Span| analysis.article.text.slice(span);
    let found: Vec<_> = analysis
        .statements
        .iter()
        .filter(|s| s.extent().is_some_and(|e| seen(e, &places) > 0))
        .map(|s| {
            let actor = analysis.actors.iter().find(|a| Some(&a.id) == s.actor.as_ref());
            let actor = actor.map(|a| format!("{} ({})", a.name, a.aliases.join(", ")));
            format!(
                "{} | {} | {} | {}",
                actor.unwrap_or_else(|| "nobody".into()),
                s.source.map_or("", slice),
                s.cue.map_or("", slice),
                s.content.iter().map(|c| slice(*c)).collect::<Vec<_>>().join(" .. ")
            )
        })
        .collect();
    let before = position.evidence.first().and_then(|i| row.sentences.get(i.checked_sub(1)?));
    serde_json::json!({
        "fate": fate.words(), "article": row.id, "issue": issue, "stance": position.stance,
        "actor": names(&position.actor, &position.aliases),
        "before": before.and_then(|&(a, z)| row.text.get(a..z)),
        "evidence": places.iter().map(|e| slice(*e)).collect::<Vec<_>>(), "found": found,
        "actors": analysis.actors.iter().map(|a| names(&a.name, &a.aliases).join(", ")).collect::<Vec<_>>(),
    })
    .to_string()
}

/// A row whose statements are labelled.
#[derive(Deserialize)]
struct StatedArticle {
    id: String,
    text: String,
    statements: Vec<Stated>,
}

#[derive(Deserialize)]
struct Stated {
    kind: String,
    content: Vec<Bytes>,
    actor: Option<String>,
    /// The source is a pronoun or a nominal mention.
    #[serde(default)]
    resolved: bool,
}

#[derive(Deserialize)]
struct Bytes {
    start: usize,
    end: usize,
}

/// Spans with nothing but white space between them made one: some coders marked a quotation of three sentences as three.
fn joined(text: &str, spans: &[Span]) -> Vec<Span> {
    let mut out: Vec<Span> = Vec::new();
    for span in spans {
        match out.last_mut() {
            Some(last) if text.get(last.end()..span.start()).is_some_and(|gap| gap.trim().is_empty()) => {
                *last = last.cover(*span);
            }
            _ => out.push(*span),
        }
    }
    out
}

/// Counts of labelled statements.
#[derive(Default)]
struct Matched {
    gold: usize,
    found: usize,
    right: usize,
    ours: usize,
    /// Contents that are the same to the byte: of the labelled, and of those found, each counted once.
    exact: usize,
    exact_of_ours: usize,
    /// Contents that share a byte.
    touched: usize,
    touched_of_ours: usize,
    /// Contents found, each counted once.
    contents: usize,
    /// Direct quotations: labelled, the same to the byte, of the right actor.
    direct: usize,
    direct_exact: usize,
    direct_right: usize,
    /// Found, and of the right actor, where the source is a pronoun or a nominal mention.
    resolved: usize,
    resolved_right: usize,
}

impl Matched {
    /// Counts the statements of one article; what was found under a wrong actor comes back, as lines of JSON.
    fn add(&mut self, row: &StatedArticle, analysis: &Analysis) -> Vec<String> {
        let mut misses = Vec::new();
        self.ours += analysis.statements.len();
        let labelled: Vec<Vec<Span>> = row
            .statements
            .iter()
            .map(|s| s.content.iter().filter_map(|b| Span::try_new(b.start, b.end).ok()).collect())
            .map(|spans: Vec<Span>| joined(&row.text, &spans))
            .collect();
        let contents: BTreeSet<Vec<Span>> = analysis
            .statements
            .iter()
            .map(|s| joined(&row.text, &s.content))
            .filter(|c| !c.is_empty())
            .collect();
        let touches = |a: &[Span], b: &[Span]| a.iter().any(|a| b.iter().any(|b| a.overlaps(*b)));
        self.contents += contents.len();
        self.exact += labelled.iter().filter(|l| contents.contains(*l)).count();
        self.exact_of_ours += contents.iter().filter(|c| labelled.contains(c)).count();
        self.touched += labelled.iter().filter(|l| contents.iter().any(|c| touches(l, c))).count();
        self.touched_of_ours += contents.iter().filter(|c| labelled.iter().any(|l| touches(l, c))).count();
        for stated in &row.statements {
            let gold: Vec<Span> =
                stated.content.iter().filter_map(|b| Span::try_new(b.start, b.end).ok()).collect();
            let length = |spans: &[Span]| spans.iter().map(|s| s.end() - s.start()).sum::<usize>();
            let shared = |own: &[Span]| {
                let pairs = own.iter().flat_map(|a| gold.iter().map(move |b| (a, b)));
                pairs
                    .map(|(a, b)| a.end().min(b.end()).saturating_sub(a.start().max(b.start())))
                    .sum::<usize>()
            };
            let same = analysis
                .statements
                .iter()
                .filter(|s| 2 * shared(&s.content) > length(&gold).max(length(&s.content)))
                .collect::<Vec<_>>();
            self.gold += 1;
            self.found += usize::from(!same.is_empty());
            let holders: Vec<&Actor> = same
                .iter()
                .filter_map(|s| analysis.actors.iter().find(|a| Some(&a.id) == s.actor.as_ref()))
                .collect();
            let right = match &stated.actor {
                Some(gold) => holders.iter().any(|a| same_actor(&names(&a.name, &a.aliases), &[gold])),
                None => same.iter().any(|s| s.actor.is_none()),
            };
            self.right += usize::from(right);
            if stated.resolved && !same.is_empty() {
                self.resolved += 1;
                self.resolved_right += usize::from(right);
            }
            if stated.kind == "direct" {
                self.direct += 1;
                self.direct_exact += usize::from(contents.contains(&joined(&row.text, &gold)));
                self.direct_right += usize::from(right);
            }
            if !right && !same.is_empty() {
                let around = gold.iter().chain(&same[0].content).copied().reduce(Span::cover);
                let sentences = around.map(|a| analysis.article.text.sentences_of(a));
                let text = sentences.and_then(|s| {
                    let all = analysis.article.text.sentences();
                    Some(
                        row.text[all[s.start].span.start()..all[s.end.checked_sub(1)?].span.end()].to_owned(),
                    )
                });
                misses.push(
                    serde_json::json!({
                        "article": row.id, "actor": stated.actor, "text": text,
                        "found": holders.iter().map(|a| names(&a.name, &a.aliases).join(", ")).collect::<Vec<_>>(),
                        "source": same[0].source.map(|s| analysis.article.text.slice(s)),
                    })
                    .to_string(),
                );
            }
        }
        misses
    }

    fn print(&self) {
        let Matched { gold, found, right, ours, .. } = self;
        println!(
            "  {gold} statements, {ours} found in all; {found} of the labelled found ({:.3}), {right} of these of the right actor ({:.3})",
            share(*found, *gold),
            share(*right, *found)
        );
        println!(
            "  {} of those found have a pronoun or a nominal mention as their source; {} of the right actor ({:.3})",
            self.resolved,
            self.resolved_right,
            share(self.resolved_right, self.resolved)
        );
        for (name, of_gold, of_ours) in
            [("exact", self.exact, self.exact_of_ours), ("by overlap", self.touched, self.touched_of_ours)]
        {
            let (p, r) = (share(of_ours, self.contents), share(of_gold, *gold));
            println!(
                "  contents {name}: P {p:.3} R {r:.3} F1 {:.3}",
                2.0 * p * r / (p + r).max(f64::MIN_POSITIVE)
            );
        }
        println!(
            "  {} direct quotations: {} exact ({:.3}), {} of the right speaker ({:.3})",
            self.direct,
            self.direct_exact,
            share(self.direct_exact, self.direct),
            self.direct_right,
            share(self.direct_right, self.direct)
        );
    }
}

fn share(part: usize, all: usize) -> f64 {
    part as f64 / all.max(1) as f64
}
