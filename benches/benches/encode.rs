//! What the encoder costs: the reference work, single calls, one and two threads, both precisions.
//!
//! `cargo bench -p standpoint-benches --bench encode`; `-- "encode reference"` for a part of it.

use criterion::{BenchmarkId, Criterion, Throughput, criterion_group, criterion_main};
use rayon::{ThreadPool, ThreadPoolBuilder};
use standpoint_benches::{encoder, reference, tokenizer};
use standpoint_encoder::{Encoder, Input, Precision, Rows};

const PRECISIONS: [(&str, Precision); 2] = [("int8", Precision::Int8), ("f32", Precision::F32)];

fn pool(threads: usize) -> ThreadPool {
    ThreadPoolBuilder::new().num_threads(threads).build().expect("threads")
}

/// A measurement's name: precision and threads.
fn id(what: &str, name: &str, threads: usize) -> BenchmarkId {
    BenchmarkId::new(what, format!("{name}, {threads} thread{}", if threads == 1 { "" } else { "s" }))
}

fn each(mut measure: impl FnMut(&str, &Encoder, usize, &ThreadPool)) {
    for (name, precision) in PRECISIONS {
        let encoder = encoder(precision);
        for threads in [2, 1] {
            measure(name, &encoder, threads, &pool(threads));
        }
    }
}

/// 2,000 lines of newswire in one call.
fn whole(c: &mut Criterion) {
    let inputs = reference::inputs(&tokenizer());
    let mut group = c.benchmark_group("encode reference work");
    group.sample_size(10);
    group.throughput(Throughput::Elements(inputs.iter().map(|i| i.ids.len() as u64).sum())); // tokens a second
    each(|name, encoder, threads, pool| {
        group.bench_function(id("all rows", name, threads), |b| {
            b.iter(|| pool.install(|| encoder.encode(&inputs, Rows::All)).expect("valid"));
        });
    });
    group.finish();
}

/// One sequence, which is what a reader at a prompt waits for, and one batch of even lengths.
fn calls(c: &mut Criterion) {
    let stream: Vec<u32> = reference::inputs(&tokenizer()).into_iter().flat_map(|i| i.ids).collect();
    for (count, tokens) in [(1, 16), (1, 64), (1, 128), (32, 64)] {
        let inputs: Vec<Input> = stream
            .chunks_exact(tokens)
            .take(count)
            .map(|ids| Input { ids: ids.to_vec(), type_ids: vec![0; tokens] })
            .collect();
        let mut group = c.benchmark_group(format!("encode {count} x {tokens}"));
        group.sample_size(20);
        group.throughput(Throughput::Elements((count * tokens) as u64));
        each(|name, encoder, threads, pool| {
            group.bench_function(id("all rows", name, threads), |b| {
                b.iter(|| pool.install(|| encoder.encode(&inputs, Rows::All)).expect("valid"));
            });
        });
        group.finish();
    }
}

criterion_group!(encode, whole, calls);
criterion_main!(encode);
