//! The encoder's promises, on small random weights.

use standpoint_encoder::{Config, Encoder, Input, Rows, Weights};

const CONFIG: Config =
    Config { hidden: 48, layers: 3, heads: 4, intermediate: 96, vocab: 200, positions: 300 };

fn encoder() -> Encoder {
    Encoder::new(CONFIG, &Weights::random(&CONFIG, 11)).expect("random weights have every tensor")
}

fn input(seed: u32, len: usize) -> Input {
    let ids: Vec<u32> = (0..len as u32).map(|i| (seed * 31 + i * 17) % 200).collect();
    let type_ids = (0..len).map(|i| u32::from(i > len / 2)).collect();
    Input { ids, type_ids }
}

#[test]
fn a_sequence_does_not_feel_its_neighbours() {
    let inputs: Vec<Input> = (0..40).map(|i| input(i, 1 + (i as usize * 13) % 120)).collect();
    let together = encoder().encode(&inputs, Rows::All).expect("valid inputs");
    for (input, states) in inputs.iter().zip(&together) {
        let alone = encoder().encode(std::slice::from_ref(input), Rows::All).expect("valid input");
        assert_eq!(&alone[0], states, "{} tokens", input.ids.len());
    }
}

#[test]
fn one_thread_and_many_agree_to_the_bit() {
    let inputs: Vec<Input> = (0..30).map(|i| input(i, 5 + (i as usize * 7) % 90)).collect();
    let on = |threads| {
        let pool = rayon::ThreadPoolBuilder::new().num_threads(threads).build().expect("a pool");
        pool.install(|| encoder().encode(&inputs, Rows::All).expect("valid inputs"))
    };
    assert_eq!(on(1), on(3));
}

#[test]
fn the_first_row_alone_is_the_first_row_of_all() {
    let inputs: Vec<Input> = (0..10).map(|i| input(i, 3 + i as usize * 9)).collect();
    let all = encoder().encode(&inputs, Rows::All).expect("valid inputs");
    let first = encoder().encode(&inputs, Rows::First).expect("valid inputs");
    for (all, first) in all.iter().zip(&first) {
        let difference = (&all.row(0) - &first.row(0)).mapv(f32::abs).fold(0.0, |a: f32, b| a.max(*b));
        assert!(difference < 1e-5, "{difference}");
    }
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
        let error = encoder().encode(&[input(1, 4), input_], Rows::All).expect_err("a bad input");
        assert_eq!(error.to_string(), message);
    }
}
