//! Speed and accuracy of each kernel on the reference work: `cargo run --release -p standpoint-encoder --example speed -- FILE`.
//!
//! FILE is JSON Lines with a `text` in each. 2,000 pieces of its text, 8 to 120 tokens long (median 33), are encoded.
#![allow(clippy::print_stdout)]

use standpoint_encoder::{Config, Encoder, Input, Kernel, Precision, Rows, Tokenizer, Weights};
use standpoint_models::{DEFAULT_MODEL, Manifest, Store};
use std::time::Instant;

fn main() {
    let file = std::env::args().nth(1).expect("a file");
    let only = std::env::args().nth(2);
    let manifest = Manifest::shipped();
    let base = manifest.model(DEFAULT_MODEL).and_then(|m| manifest.base(&m.base)).expect("listed");
    let folder = Store::at_home().and_then(|s| s.ready(base)).expect("run `cargo xtask fetch-models` first");
    let config = Config::open(&folder.join("config.json")).expect("a config");
    let weights = Weights::open(&folder.join("model.safetensors")).expect("weights");
    let tokenizer = Tokenizer::open(&folder.join("tokenizer.json")).expect("a tokenizer");
    let inputs = inputs(&tokenizer, &std::fs::read_to_string(file).expect("a readable file"));
    let mut lengths: Vec<usize> = inputs.iter().map(|i| i.ids.len()).collect();
    lengths.sort_unstable();
    println!(
        "{} inputs, {} tokens, median {}",
        inputs.len(),
        lengths.iter().sum::<usize>(),
        lengths[inputs.len() / 2]
    );
    let h = config.hidden as f64;
    let work: f64 = lengths
        .iter()
        .map(|&n| {
            let n = n as f64;
            config.layers as f64
                * 2.0
                * n
                * (4.0 * h * h + 2.0 * h * config.intermediate as f64 + 2.0 * n * h)
        })
        .sum();
    let reference = Encoder::new(config, &weights, Precision::F32).expect("a MiniLM");
    let exact = means(&reference.encode(&inputs, Rows::All).expect("valid"));
    for precision in [Precision::Int8, Precision::F32] {
        for kernel in Kernel::available().into_iter().skip(1).rev() {
            if only.as_deref().is_some_and(|o| !kernel.name().contains(o)) {
                continue;
            }
            let encoder = Encoder::new(config, &weights, precision).expect("a MiniLM").on(kernel);
            for threads in [2, 1] {
                let pool = rayon::ThreadPoolBuilder::new().num_threads(threads).build().expect("a pool");
                let mut times = Vec::new();
                let mut states = Vec::new();
                for _ in 0..5 {
                    let start = Instant::now();
                    states = pool.install(|| encoder.encode(&inputs, Rows::All).expect("valid"));
                    times.push(start.elapsed().as_secs_f64());
                }
                times.sort_by(f64::total_cmp);
                let ours = means(&states);
                let mut cosines: Vec<f64> = ours.iter().zip(&exact).map(|(a, b)| cosine(a, b)).collect();
                cosines.sort_by(f64::total_cmp);
                let mean = cosines.iter().sum::<f64>() / cosines.len() as f64;
                let one = |n: u32| {
                    let one =
                        [Input { ids: (0..n).map(|i| 2000 + i).collect(), type_ids: vec![0; n as usize] }];
                    let mut times: Vec<f64> = (0..60)
                        .map(|_| {
                            let start = Instant::now();
                            pool.install(|| encoder.encode(&one, Rows::All).expect("valid"));
                            start.elapsed().as_secs_f64() * 1e3
                        })
                        .collect();
                    times.sort_by(f64::total_cmp);
                    times[30]
                };
                println!(
                    "{precision:?} {:12} {threads} threads: {:.2} s, {:.0} GFLOP/s, cosine mean {mean:.5} 1% {:.5}; one of 16/64/128: {:.2} {:.2} {:.2} ms",
                    kernel.name(),
                    times[2],
                    work / times[2] / 1e9,
                    cosines[cosines.len() / 100],
                    one(16),
                    one(64),
                    one(128),
                );
                if std::env::var_os("QUICK").is_some() {
                    break;
                }
            }
        }
    }
}

fn cosine(a: &[f32], b: &[f32]) -> f64 {
    let dot =
        |a: &[f32], b: &[f32]| -> f64 { a.iter().zip(b).map(|(x, y)| f64::from(*x) * f64::from(*y)).sum() };
    dot(a, b) / (dot(a, a) * dot(b, b)).sqrt()
}

fn means(states: &[ndarray::Array2<f32>]) -> Vec<Vec<f32>> {
    states.iter().map(|s| s.mean_axis(ndarray::Axis(0)).expect("tokens").to_vec()).collect()
}

fn inputs(tokenizer: &Tokenizer, lines: &str) -> Vec<Input> {
    let mut tokens: Vec<u32> = Vec::new();
    for line in lines.lines() {
        let value: serde_json::Value = serde_json::from_str(line).expect("json");
        let text = value["text"].as_str().or(value["article"]["text"].as_str()).unwrap_or_default();
        tokens.extend(tokenizer.tokens(text).into_iter().map(|t| t.id));
        if tokens.len() > 90_000 {
            break;
        }
    }
    let mut state = 88_172_645_463_325_252_u64;
    let mut uniform = move || {
        state ^= state << 13;
        state ^= state >> 7;
        state ^= state << 17;
        (state >> 11) as f64 / 9_007_199_254_740_992.0
    };
    let mut at = 0;
    (0..2000)
        .map(|_| {
            let normal = (0..12).map(|_| uniform()).sum::<f64>() - 6.0;
            let n = (33.0 * (0.5 * normal).exp()).clamp(8.0, 120.0) as usize;
            let body = tokens.iter().cycle().skip(at % tokens.len()).take(n - 2).copied();
            at += n - 2;
            let ids: Vec<u32> = [tokenizer.cls()].into_iter().chain(body).chain([tokenizer.sep()]).collect();
            Input { type_ids: vec![0; ids.len()], ids }
        })
        .collect()
}
