//! Instruction counts of the encoder under valgrind: the same on a busy machine as on a quiet one, to the instruction.
//!
//! `cargo xtask bench instructions` brings the runner and runs this. Valgrind knows no AVX-512 and no tiles, so that it is
//! the AVX2 kernel that is counted, whatever the processor. Weights are random ones of the real sizes: the model need not be there.

#![expect(missing_docs, clippy::exit, reason = "it is what gungraun's macros write")]

use gungraun::{library_benchmark, library_benchmark_group, main};
use rayon::{ThreadPool, ThreadPoolBuilder};
use standpoint_encoder::{Config, Encoder, Input, Precision, Rows, Weights};
use std::hint::black_box;

/// `MiniLM`'s sizes, with one of its six equal layers and few words: what is left out only takes time to set up.
const ONE_LAYER: Config =
    Config { hidden: 384, layers: 1, heads: 12, intermediate: 1536, vocab: 1000, positions: 512 };

struct Work {
    encoder: Encoder,
    inputs: Vec<Input>,
    pool: ThreadPool,
}

fn work(precision: Precision, count: usize, tokens: usize) -> Work {
    let encoder = Encoder::new(ONE_LAYER, &Weights::random(&ONE_LAYER, 7), precision).expect("built");
    let inputs = (0..count)
        .map(|i| Input {
            ids: (0..tokens).map(|t| ((7 * i + t) % 1000) as u32).collect(),
            type_ids: vec![0; tokens],
        })
        .collect();
    // The thread that is counted does the work itself.
    let pool = ThreadPoolBuilder::new().num_threads(1).use_current_thread().build().expect("a pool");
    let work = Work { encoder, inputs, pool };
    // Buffers are made by the first call.
    black_box(layer(&work));
    work
}

fn layer(work: &Work) -> usize {
    work.pool.install(|| work.encoder.encode(&work.inputs, Rows::All)).expect("valid").len()
}

#[library_benchmark(setup = work)]
#[bench::int8_1x16(Precision::Int8, 1, 16)]
#[bench::int8_1x64(Precision::Int8, 1, 64)]
#[bench::int8_1x128(Precision::Int8, 1, 128)]
#[bench::int8_32x64(Precision::Int8, 32, 64)]
#[bench::f32_1x64(Precision::F32, 1, 64)]
#[bench::f32_32x64(Precision::F32, 32, 64)]
fn one_layer(work: Work) -> Work {
    black_box(layer(&work));
    work // dropped outside of what is counted
}

library_benchmark_group!(name = encode, benchmarks = one_layer);
main!(library_benchmark_groups = encode);
