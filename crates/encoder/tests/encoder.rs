//! The encoder's promises, on small random weights.

use safetensors::Dtype;
use safetensors::tensor::TensorView;
use standpoint_encoder::{Config, Encoder, Exit, Input, Kernel, Precision, Reached, Rows, Weights};

const CONFIG: Config =
    Config { hidden: 48, layers: 3, heads: 4, intermediate: 96, vocab: 200, positions: 300 };

fn with(precision: Precision) -> Encoder {
    Encoder::new(CONFIG, &Weights::random(&CONFIG, 11), precision).expect("random weights have every tensor")
}

/// All precisions on the fastest kernel, and integers on all others.
fn encoders() -> Vec<Encoder> {
    let mut all = vec![with(Precision::F32)];
    for precision in [Precision::Int8, Precision::Int16] {
        all.extend(Kernel::available().into_iter().map(|kernel| with(precision).on(kernel)));
    }
    all
}

fn input(seed: u32, len: usize) -> Input {
    let ids: Vec<u32> = (0..len as u32).map(|i| (seed * 31 + i * 17) % 200).collect();
    let type_ids = (0..len).map(|i| u32::from(i > len / 2)).collect();
    Input { ids, type_ids }
}

#[test]
fn a_sequence_does_not_feel_its_neighbours() {
    let inputs: Vec<Input> = (0..40).map(|i| input(i, 1 + (i as usize * 13) % 120)).collect();
    for encoder in encoders() {
        let together = encoder.encode(&inputs, Rows::All).expect("valid inputs");
        for (input, states) in inputs.iter().zip(&together) {
            let alone = encoder.encode(std::slice::from_ref(input), Rows::All).expect("valid input");
            assert_eq!(&alone[0], states, "{} tokens on {}", input.ids.len(), encoder.kernel().name());
        }
    }
}

#[test]
fn one_thread_and_many_agree_to_the_bit() {
    let many: Vec<Input> = (0..30).map(|i| input(i, 5 + (i as usize * 7) % 90)).collect();
    let on = |threads, encoder: &Encoder, inputs: &[Input], rows| {
        let pool = rayon::ThreadPoolBuilder::new().num_threads(threads).build().expect("a pool");
        pool.install(|| encoder.encode(inputs, rows).expect("valid inputs"))
    };
    for encoder in encoders() {
        // Many sequences are dealt out as blocks; few are split by rows.
        for inputs in [&many[..], &many[20..21], &many[7..9], &[input(3, 299)]] {
            for rows in [Rows::All, Rows::First] {
                let one = on(1, &encoder, inputs, rows);
                for threads in [2, 3, 8] {
                    assert_eq!(one, on(threads, &encoder, inputs, rows), "{threads} threads");
                }
            }
        }
    }
}

#[test]
fn every_kernel_gives_the_same_bits() {
    let inputs: Vec<Input> = (0..12).map(|i| input(i, 2 + (i as usize * 11) % 80)).collect();
    for precision in [Precision::F32, Precision::Int8, Precision::Int16] {
        let run = |kernel| with(precision).on(kernel).encode(&inputs, Rows::All).expect("valid inputs");
        let expected = run(Kernel::available()[0]);
        for kernel in Kernel::available() {
            assert_eq!(run(kernel), expected, "{precision:?} on {}", kernel.name());
        }
    }
}

#[test]
fn the_first_row_alone_is_the_first_row_of_all() {
    let inputs: Vec<Input> = (0..10).map(|i| input(i, 3 + i as usize * 9)).collect();
    for encoder in encoders() {
        let all = encoder.encode(&inputs, Rows::All).expect("valid inputs");
        let first = encoder.encode(&inputs, Rows::First).expect("valid inputs");
        for (all, first) in all.iter().zip(&first) {
            assert_eq!(all.row(0), first.row(0));
        }
    }
}

#[test]
fn who_leaves_early_is_seen_there_and_the_others_reach_the_same_end() {
    let inputs: Vec<Input> = (0..40).map(|i| input(i % 30, 3 + (i as usize % 30) * 5)).collect();
    // A head over random states, and a bound that half of them fall below.
    let values: Vec<u8> = (0..48).flat_map(|i| ((i * 37 % 11) as f32 - 5.0).to_le_bytes()).collect();
    let head = || {
        let weight = TensorView::new(Dtype::F32, vec![1, 48], &values).expect("bytes of the shape");
        let bias = TensorView::new(Dtype::F32, vec![1], &[0; 4]).expect("bytes of the shape");
        let mut weights = Weights::random(&CONFIG, 11);
        let file = safetensors::serialize([("exit.weight", weight), ("exit.bias", bias)], None);
        weights.overlay(file.expect("a file")).expect("a file");
        weights.linear("exit", 1, 48).expect("it is there")
    };
    let shorter = Config { layers: 2, ..CONFIG };
    let shorter = Encoder::new(shorter, &Weights::random(&CONFIG, 11), Precision::Int8).expect("two layers");
    let states = shorter.encode(&inputs, Rows::First).expect("valid inputs");
    let looks: Vec<f32> = states.iter().map(|state| head().apply(&state.view())[[0, 0]]).collect();
    let mut seen = looks.clone();
    seen.sort_by(f32::total_cmp);
    let exit = Exit::new(2, head(), seen[20]);
    let encoder = with(Precision::Int8);
    let ends = encoder.encode(&inputs, Rows::First).expect("valid inputs");
    for threads in [1, 2, 8] {
        let pool = rayon::ThreadPoolBuilder::new().num_threads(threads).build().expect("a pool");
        for part in [0..40, 7..8, 30..33] {
            let run = || encoder.encode_or_leave(&inputs[part.clone()], &exit).expect("valid inputs");
            for (i, reached) in part.clone().zip(pool.install(run)) {
                match reached {
                    Reached::End(state) => assert!(looks[i] >= seen[20] && state == ends[i]),
                    Reached::Exit(look) => assert!(look.to_bits() == looks[i].to_bits() && look < seen[20]),
                }
            }
        }
    }
    // All of them, and none.
    let leave = |below| encoder.encode_or_leave(&inputs, &Exit::new(2, head(), below)).expect("valid inputs");
    assert!(leave(1e6).iter().all(|reached| matches!(reached, Reached::Exit(_))));
    assert!(leave(-1e6).into_iter().zip(&ends).all(|(reached, end)| reached == Reached::End(end.clone())));
}

#[test]
fn integers_stay_near_the_floats() {
    let inputs: Vec<Input> = (0..20).map(|i| input(i, 3 + i as usize * 4)).collect();
    let exact = with(Precision::F32).encode(&inputs, Rows::All).expect("valid inputs");
    for (precision, most) in [(Precision::Int8, 0.2), (Precision::Int16, 0.002)] {
        let coded = with(precision).encode(&inputs, Rows::All).expect("valid inputs");
        for (a, b) in exact.iter().flatten().zip(coded.iter().flatten()) {
            assert!((a - b).abs() < most, "{a} and {b}");
        }
    }
}

#[test]
fn equal_inputs_have_equal_states() {
    let inputs = [input(1, 30), input(2, 9), input(1, 30), input(1, 30)];
    let states = with(Precision::Int8).encode(&inputs, Rows::All).expect("valid inputs");
    assert_eq!(states[0], states[2]);
    assert_eq!(states[0], states[3]);
    assert_ne!(states[0].dim(), states[1].dim());
}

#[test]
fn bad_inputs_are_named() {
    let bad = [
        (Input::default(), "input 1: no tokens"),
        (Input { ids: vec![999], type_ids: vec![0] }, "input 1: token id 999 outside the vocabulary of 200"),
        (Input { ids: vec![1; 301], type_ids: vec![0; 301] }, "input 1: 301 tokens, the model takes 300"),
        (Input { ids: vec![1, 2], type_ids: vec![0] }, "input 1: 2 ids but 1 type ids"),
    ];
    for (input_, message) in bad {
        let error = with(Precision::Int8).encode(&[input(1, 4), input_], Rows::All).expect_err("a bad input");
        assert_eq!(error.to_string(), message);
    }
}

#[test]
fn what_is_added_to_the_first_words_is_as_if_the_table_had_it() {
    let table = "embeddings.word_embeddings.weight";
    let more: Vec<f32> =
        (0..4 * 48).map(|i| if i < 48 { 0.0 } else { (i % 7) as f32 / 10.0 - 0.3 }).collect();
    let file = |name: &str, shape: [usize; 2], values: &[f32]| {
        let bytes: Vec<u8> = values.iter().flat_map(|value| value.to_le_bytes()).collect();
        let view = TensorView::new(Dtype::F32, shape.to_vec(), &bytes).expect("bytes of the shape");
        safetensors::serialize([(name, view)], None).expect("a file")
    };
    let weights = Weights::random(&CONFIG, 11);
    let inputs: Vec<Input> = (0..6).map(|i| input(i, 40)).collect();
    let encode = |weights: &Weights| {
        let encoder = Encoder::new(CONFIG, weights, Precision::F32).expect("every tensor is there");
        encoder.encode(&inputs, Rows::All).expect("valid inputs")
    };
    let plain = encode(&weights);
    let mut added = weights.clone();
    added.overlay(file(&format!("{table}.first"), [4, 48], &more)).expect("a file");
    let states = encode(&added);
    for ((input, plain), states) in inputs.iter().zip(&plain).zip(&states) {
        assert_eq!(input.ids.iter().any(|id| (1..4).contains(id)), plain != states);
    }
    // Columns of another width are refused, not read askew.
    let mut askew = weights.clone();
    askew.overlay(file(&format!("{table}.first"), [3, 64], &more)).expect("a file");
    assert!(Encoder::new(CONFIG, &askew, Precision::F32).is_err());
}
