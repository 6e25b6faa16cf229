//! What each step of the walk costs: ingest, statements, tokenize, classify, and the whole of it.

use criterion::{Criterion, Throughput, criterion_group, criterion_main};
use standpoint_benches::{articles, codebook, model, page, reference, tokenizer};
use standpoint_ingest::Ingest;
use standpoint_stance::pair::PairInput;
use standpoint_stance::{Analyzer, Classifier};
use standpoint_statements::extract;
use std::hint::black_box;

/// Bytes to article, article to statements: the steps that need no model.
fn reading(c: &mut Criterion) {
    let page = page();
    let mut group = c.benchmark_group("ingest");
    group.throughput(Throughput::Bytes(page.len() as u64));
    group.bench_function("one page", |b| {
        b.iter(|| Ingest::default().read_bytes("page.html", black_box(&page)));
    });
    group.finish();

    let articles = articles();
    let sentences: usize = articles.iter().map(|a| a.text.sentences().len()).sum();
    let mut group = c.benchmark_group("statements");
    group.throughput(Throughput::Elements(sentences as u64)); // sentences a second
    group.bench_function("sample", |b| {
        b.iter(|| articles.iter().map(|a| extract(a, &[]).statements.len()).sum::<usize>());
    });
    group.finish();
}

fn tokenize(c: &mut Criterion) {
    let tokenizer = tokenizer();
    let texts: Vec<String> = articles().iter().map(|a| a.text.as_str().to_owned()).collect();
    let mut group = c.benchmark_group("tokenize");
    group.throughput(Throughput::Bytes(texts.iter().map(String::len).sum::<usize>() as u64));
    group.bench_function("sample", |b| {
        b.iter(|| texts.iter().map(|t| tokenizer.tokens(t).len()).sum::<usize>());
    });
    let lines = reference::lines();
    group.throughput(Throughput::Bytes(lines.iter().map(|l| l.len() as u64).sum()));
    group.bench_function("reference work", |b| {
        b.iter(|| lines.iter().map(|l| tokenizer.tokens(l).len()).sum::<usize>());
    });
    group.finish();
}

fn classify(c: &mut Criterion) {
    let classifier = Classifier::open(&model()).expect("the shipped model");
    let builder = classifier.pairs().expect("reserved tokens");
    let book = codebook();
    let articles = articles();
    let pairs: Vec<_> = articles
        .iter()
        .flat_map(|a| a.text.sentences().iter().take(4).map(move |s| a.text.slice(s.span)))
        .zip(book.issues.iter().cycle())
        .map(|(text, issue)| {
            builder.build(&PairInput { actor: "the mayor", issue: &issue.name, text, ..PairInput::default() })
        })
        .collect();
    let mut group = c.benchmark_group("classify");
    group.sample_size(10);
    group.throughput(Throughput::Elements(pairs.len() as u64)); // pairs a second
    group.bench_function("sample", |b| b.iter(|| classifier.classify(&pairs).expect("valid")));
    group.finish();
}

fn pipeline(c: &mut Criterion) {
    let analyzer = Analyzer::new(&model(), codebook()).expect("the shipped model");
    let articles = articles();
    let mut group = c.benchmark_group("pipeline");
    group.sample_size(10);
    group.throughput(Throughput::Elements(articles.len() as u64)); // articles a second
    group.bench_function("sample", |b| b.iter(|| analyzer.analyze(articles.clone()).expect("analysed")));
    group.finish();
}

criterion_group!(walk, reading, tokenize, classify, pipeline);
criterion_main!(walk);
