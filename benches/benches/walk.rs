//! What each step of the walk costs: tokenize, encode, classify, and the whole of it.

use criterion::{Criterion, Throughput, criterion_group, criterion_main};
use standpoint_benches::{articles, codebook, model, page};
use standpoint_encoder::{Config, Encoder, Input, Precision, Rows, Tokenizer, Weights};
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
    let tokenizer = Tokenizer::open(&model().base.join("tokenizer.json")).expect("a tokenizer");
    let texts: Vec<String> = articles().iter().map(|a| a.text.as_str().to_owned()).collect();
    let mut group = c.benchmark_group("tokenize");
    group.throughput(Throughput::Bytes(texts.iter().map(String::len).sum::<usize>() as u64));
    group.bench_function("sample", |b| {
        b.iter(|| texts.iter().map(|t| tokenizer.tokens(t).len()).sum::<usize>());
    });
    group.finish();
}

fn encode(c: &mut Criterion) {
    let base = model().base;
    let config = Config::open(&base.join("config.json")).expect("a config");
    let weights = Weights::open(&base.join("model.safetensors")).expect("weights");
    let encoder = Encoder::new(config, &weights, Precision::default()).expect("a MiniLM");
    let tokenizer = Tokenizer::open(&base.join("tokenizer.json")).expect("a tokenizer");
    let inputs: Vec<Input> = articles()
        .iter()
        .flat_map(|a| a.text.sentences().iter().map(|s| a.text.slice(s.span).to_owned()).collect::<Vec<_>>())
        .map(|sentence| {
            let pieces = tokenizer.tokens(&sentence).into_iter().map(|t| t.id).take(120);
            let ids: Vec<u32> =
                [tokenizer.cls()].into_iter().chain(pieces).chain([tokenizer.sep()]).collect();
            Input { type_ids: vec![0; ids.len()], ids }
        })
        .collect();
    let mut group = c.benchmark_group("encode");
    group.sample_size(10);
    group.throughput(Throughput::Elements(inputs.iter().map(|i| i.ids.len() as u64).sum())); // tokens a second
    group.bench_function("sentences of the sample", |b| {
        b.iter(|| encoder.encode(&inputs, Rows::All).expect("valid"));
    });
    group.finish();

    let mut group = c.benchmark_group("encode one");
    for tokens in [16, 64, 128] {
        let one =
            [Input { ids: (0..tokens).map(|i| 2000 + i).collect(), type_ids: vec![0; tokens as usize] }];
        group.throughput(Throughput::Elements(u64::from(tokens)));
        group.bench_function(format!("{tokens} tokens"), |b| {
            b.iter(|| encoder.encode(&one, Rows::First).expect("valid"));
        });
    }
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

criterion_group!(walk, reading, tokenize, encode, classify, pipeline);
criterion_main!(walk);
