//! Trains the real network on a handful of invented questions, from random weights: no download, about a minute.

use anyhow::{Result, bail};
use sha2::{Digest, Sha256};
use standpoint_encoder::Tokenizer;
use standpoint_stance::Stance;
use standpoint_stance::pair::PairBuilder;
use standpoint_train::{
    Augment, Base, Batch, Corpus, Delta, Event, Fitted, Floats, History, Item, LabelledIssue, Logits,
    LossWeights, Named, Network, Random, Rates, Recipe, Sources, augment, examples, fit, ship,
    write_logit_reference,
};
use std::collections::BTreeSet;
use std::fs;
use std::path::Path;
use std::sync::{Mutex, MutexGuard, PoisonError};
use tch::{Device, Kind, Tensor};

const RECIPE: Recipe = Recipe {
    epochs: 2,
    batch: 4,
    seed: 3,
    class_balance: 0.5,
    bfloat16: false,
    none_odds: 1.5,
    keep: 1.0,
    consistency: 0.5,
    rates: Rates { lr: 1e-4, head_lr: 5e-4, layer_decay: 0.9, weight_decay: 0.01, warmup: 0.1, clip: 1.0 },
    loss: LossWeights { smoothing: 0.05, lean_weight: 0.3, type_weight: 0.2, span_weight: 0.5 },
    augment: Augment {
        labelled: 1.0,
        work_position: 0.0,
        work_none: 0.0,
        before: 0.75,
        after: 0.15,
        other_issue: 0.5,
        own_issue: 0.0,
        own_issue_conditional: None,
        own_sentence: 0.0,
        other_actor: 0.25,
        unmark: 0.3,
        rename: 0.15,
        reworded: 0.0,
        opposite: 0.0,
        question: 0.0,
        question_none: None,
        typos: 0.0,
        masked: 0.0,
    },
};

/// Torch has one generator for all threads: tests that draw from it take turns.
static CHANCE: Mutex<()> = Mutex::new(());

fn take_turns() -> MutexGuard<'static, ()> {
    CHANCE.lock().unwrap_or_else(PoisonError::into_inner)
}

fn sources() -> Sources {
    Sources { data: vec!["tests/data".into()], ..Sources::default() }
}

fn corpus() -> Corpus {
    Corpus::read(&sources()).unwrap()
}

/// Random weights in the shapes of the base model, and a tokenizer of single letters.
fn base() -> Base {
    let mut shapes: Vec<(String, Vec<usize>)> = vec![
        ("embeddings.word_embeddings.weight".into(), vec![30522, 384]),
        ("embeddings.position_embeddings.weight".into(), vec![512, 384]),
        ("embeddings.token_type_embeddings.weight".into(), vec![2, 384]),
        ("embeddings.LayerNorm.weight".into(), vec![384]),
        ("embeddings.LayerNorm.bias".into(), vec![384]),
    ];
    for layer in 0..6 {
        let (h, f) = (384, 1536);
        let dense =
            ["attention.self.query", "attention.self.key", "attention.self.value", "attention.output.dense"];
        let dense = dense.map(|part| (part, h, h)).into_iter();
        for (part, out, input) in dense.chain([("intermediate.dense", f, h), ("output.dense", h, f)]) {
            shapes.push((format!("encoder.layer.{layer}.{part}.weight"), vec![out, input]));
            shapes.push((format!("encoder.layer.{layer}.{part}.bias"), vec![out]));
        }
        for part in ["attention.output.LayerNorm", "output.LayerNorm"] {
            shapes.push((format!("encoder.layer.{layer}.{part}.weight"), vec![h]));
            shapes.push((format!("encoder.layer.{layer}.{part}.bias"), vec![h]));
        }
    }
    let mut random = Random::new(1, "base");
    let tensors = shapes.into_iter().map(|(name, shape)| {
        let gain = if name.ends_with("LayerNorm.weight") { 1.0 } else { 0.0 };
        let values = (0..shape.iter().product()).map(|_| gain + 0.1 * (random.unit() as f32 - 0.5)).collect();
        (name, Floats { shape, values })
    });
    let tokenizer = Tokenizer::from_bytes(&fs::read("tests/data/tokenizer.json").unwrap()).unwrap();
    Base { folder: "tests/data".into(), weights: tensors.collect(), sha256: "none".into(), tokenizer }
}

fn network(base: &Base) -> Network {
    tch::manual_seed(3);
    Network::new(Device::Cpu, &base.weights).unwrap()
}

fn train(base: &Base, recipe: &Recipe, checkpoint: &Path, resume: bool, stop_after: usize) -> Result<Fitted> {
    let builder = PairBuilder::new(&base.tokenizer)?;
    let watch = |event: &Event, history: &History| {
        if matches!(event, Event::Epoch) && history.epochs.len() == stop_after {
            bail!("interrupted");
        }
        Ok(())
    };
    fit(&network(base), &builder, &corpus(), recipe, checkpoint, resume, watch)
}

#[test]
fn an_interrupted_training_ends_where_an_uninterrupted_one_does() {
    let _turn = take_turns();
    let (folder, base) = (tempfile::tempdir().unwrap(), base());
    let (one, two) = (folder.path().join("one"), folder.path().join("two"));
    let whole = train(&base, &RECIPE, &one, false, usize::MAX).unwrap();
    assert!(train(&base, &RECIPE, &two, false, 1).is_err());
    let resumed = train(&base, &RECIPE, &two, true, usize::MAX).unwrap();
    assert_eq!(whole.epoch, resumed.epoch);
    // Weights, best weights, optimizer and history. Not assert_eq: it would print them all.
    assert!(fs::read(&one).unwrap() == fs::read(&two).unwrap(), "the checkpoints differ");

    let longer = Recipe { epochs: 3, ..RECIPE };
    let refused = train(&base, &longer, &two, true, usize::MAX).err().unwrap();
    assert!(format!("{refused:#}").contains("another recipe"), "{refused:#}");
}

#[test]
fn the_network_learns_its_questions_and_what_is_shipped_is_what_is_measured() {
    let _turn = take_turns();
    let (folder, base) = (tempfile::tempdir().unwrap(), base());
    // Dev is train here: what is asked is whether the network learns at all, not whether it knows anything.
    let mut corpus = corpus();
    corpus.dev = corpus.train.clone();
    let quiet = Augment { labelled: 1.0, before: 1.0, ..Augment::default() };
    let recipe = Recipe {
        epochs: 12,
        consistency: 0.0,
        augment: quiet,
        rates: Rates { lr: 5e-4, ..RECIPE.rates },
        ..RECIPE
    };
    let builder = PairBuilder::new(&base.tokenizer).unwrap();
    let network = network(&base);
    let checkpoint = folder.path().join("checkpoint");
    let fitted = fit(&network, &builder, &corpus, &recipe, &checkpoint, false, |_, _| Ok(())).unwrap();
    let losses: Vec<f64> = fitted.history.epochs.iter().map(|epoch| epoch.loss).collect();
    assert!(losses[11] < 0.7 * losses[0], "{losses:?}");

    let out = folder.path().join("model");
    let (bytes, reports) = ship(&network, &builder, &base, &corpus, &recipe, &fitted, &out).unwrap();
    assert!(bytes < 12_000_000, "{bytes} bytes");
    assert_eq!(reports.keys().collect::<Vec<_>>(), ["dev", "test"]);
    assert_eq!(reports["dev"].records, 12);
    assert!(reports["dev"].model.macro_f1 > reports["dev"].majority.macro_f1);

    // The file holds the weights that were measured.
    let delta = Delta::read(&out.join("model.safetensors")).unwrap();
    let read: Named = delta.over(&base.weights);
    for (name, floats) in network.get().unwrap() {
        assert!(read[&name] == floats, "{name}");
    }
    let svg = fs::read_to_string(out.join("curves.svg")).unwrap();
    assert_eq!(svg.matches("<polyline").count(), 6);

    // The reference comes from the same file, and says so.
    let logits = folder.path().join("logits.json");
    write_logit_reference(&base, &network, &out.join("model.safetensors"), &logits).unwrap();
    let logits: serde_json::Value = serde_json::from_slice(&fs::read(logits).unwrap()).unwrap();
    let digest = Sha256::digest(fs::read(out.join("model.safetensors")).unwrap());
    let named = logits["delta_sha256"].as_str().unwrap();
    let named: Vec<u8> =
        (0..64).step_by(2).map(|i| u8::from_str_radix(&named[i..i + 2], 16).unwrap()).collect();
    assert_eq!(named, digest.to_vec());
}

/// Of the shares 0.4, 0.3, 0.2, 0.1 and the same in reverse, by hand: half of 2 · 0.3 · ln 4 + 2 · 0.1 · ln 1.5.
#[test]
fn answers_diverge_as_far_as_they_differ() {
    let shares = |shares: [f64; 4]| {
        let stance = Tensor::from_slice(&shares).log().view([1, 4]);
        let none = || Tensor::zeros([1, 1], (Kind::Double, Device::Cpu));
        Logits { stance, lean: none(), kind: none(), start: none(), end: none() }
    };
    let (one, other) = (shares([0.4, 0.3, 0.2, 0.1]), shares([0.1, 0.2, 0.3, 0.4]));
    assert!((one.divergence(&other).double_value(&[]) - 0.456_435).abs() < 1e-5);
    assert!(one.divergence(&one).double_value(&[]).abs() < 1e-12);
}

#[test]
fn the_pass_of_the_training_is_rust_berts() {
    let _turn = take_turns();
    let base = base();
    let (network, builder) = (network(&base), PairBuilder::new(&base.tokenizer).unwrap());
    let items: Vec<Item> =
        examples(&corpus().train).iter().map(|example| Item::new(example, &builder)).collect();
    // Pairs of different lengths, so that there is padding.
    let batch = Batch::new(&items.iter().collect::<Vec<_>>(), Device::Cpu);
    let ours = network.logits(&batch, false);
    let theirs = network.heads(&network.reference_states(&batch).unwrap(), &batch);
    for (ours, theirs) in [(&ours.stance, &theirs.stance), (&ours.start, &theirs.start)] {
        assert!((ours - theirs).abs().max().double_value(&[]) < 1e-4, "{ours} {theirs}");
    }
    assert!(theirs.stance.std(false).double_value(&[]) > 1e-3, "{}", theirs.stance);
}

#[test]
fn records_of_the_past_are_not_asked() {
    let corpus = corpus();
    let records = corpus.train.iter().flat_map(|row| &row.issues).map(|issue| issue.positions.len());
    assert_eq!(records.sum::<usize>(), examples(&corpus.train).len() + 1);
}

#[test]
fn added_questions_are_about_something_else() {
    let corpus = corpus();
    let all =
        Augment { labelled: 1.0, before: 1.0, other_issue: 1.0, other_actor: 1.0, ..Augment::default() };
    let plain = examples(&corpus.train);
    let asked = augment(&corpus, &[], &all, 1, 0);
    let added: Vec<_> = asked.iter().filter(|example| !plain.contains(example)).collect();
    assert_eq!(asked.len() - added.len(), plain.len());
    assert!(added.len() >= plain.len(), "{} added to {}", added.len(), plain.len());
    for example in added {
        assert_eq!(example.stance, standpoint_stance::Stance::None);
        assert_eq!(example.condition, None);
        let same_words = plain.iter().filter(|other| other.text == example.text);
        assert!(same_words.clone().all(|other| other.issue != example.issue || other.actor != example.actor));
        assert!(same_words.clone().any(|other| other.issue == example.issue || other.actor == example.actor));
    }
}

#[test]
fn the_opposite_issue_has_the_opposite_answer() {
    let folder = tempfile::tempdir().unwrap();
    let wordings = folder.path().join("wordings.jsonl");
    let line = |issue: &str, same: &str, opposite: &str| {
        format!(r#"{{"issue": "{issue}", "same": ["{same}"], "opposite": ["{opposite}"]}}"#)
    };
    let lines = [
        line("Opening the bridge at Lindemar", "An open bridge", "Keeping the bridge shut"),
        line("Raising the levy on imported grain", "A higher levy", "Leaving the levy as it is"),
    ];
    fs::write(&wordings, lines.join("\n")).unwrap();
    let corpus = Corpus::read(&Sources { wordings: vec![wordings], ..sources() }).unwrap();
    let rates = Augment { labelled: 1.0, reworded: 1.0, opposite: 1.0, ..Augment::default() };
    let asked = augment(&corpus, &[], &rates, 1, 0);
    let answers = |issue: &str| -> Vec<_> {
        let about = asked.iter().filter(|example| example.issue == issue);
        about.map(|example| (example.actor.as_str(), example.stance.as_str())).collect()
    };
    let same = answers("A higher levy");
    let opposite = answers("Leaving the levy as it is");
    assert!(same.contains(&("Edda Holm", "support")) && opposite.contains(&("Edda Holm", "reject")));
    assert!(same.contains(&("farmers", "reject")) && opposite.contains(&("farmers", "support")));
    assert!(answers("Raising the levy on imported grain").is_empty());
    // A condition of the one course says nothing of the other.
    assert!(answers("An open bridge").contains(&("Orava", "conditional_cooperation")));
    assert!(answers("Keeping the bridge shut").iter().all(|(actor, _)| *actor != "Orava"));
    let plain = Corpus::read(&sources()).unwrap();
    assert_ne!(plain.sha256, corpus.sha256, "the weights depend on the wordings too");
}

#[test]
fn further_questions_are_asked_and_leave_others_open() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("questions.jsonl");
    let line = |article: &str, name: &str| {
        format!(
            r#"{{"article": "{article}", "issues": [{{"issue": "Letting Orava pay alone", "positions": [
            {{"actor": "Tarn", "mention": {{"start": 96, "end": 100, "text": "{name}"}}, "evidence": [2], "stance": "support"}}]}}]}}"#
        )
        .replace('\n', " ")
    };
    let read = |line: String| {
        fs::write(&file, line).unwrap();
        Corpus::read(&Sources { questions: vec![file.clone()], ..sources() })
    };
    let asked = read(line("bridge", "Tarn")).unwrap();
    let rates = Augment { question: 1.0, own_issue: 1.0, ..Augment::default() };
    let examples = augment(&asked, &[], &rates, 1, 0);
    let [question] = examples.as_slice() else { panic!("{examples:#?}") };
    let without = Augment { question: 0.0, question_none: Some(1.0), ..rates };
    assert!(augment(&asked, &[], &without, 1, 0).is_empty(), "only those whose answer is none");
    assert_eq!((question.actor.as_str(), question.text.as_str()), ("Tarn", "Tarn refused."));
    assert_ne!(asked.sha256, corpus().sha256, "the weights depend on the questions too");
    for (wrong, says) in [(line("tunnel", "Tarn"), "no article tunnel"), (line("bridge", "Turn"), "\"Turn\"")]
    {
        let error = format!("{:#}", read(wrong).unwrap_err());
        assert!(error.contains("questions.jsonl:1") && error.contains(says), "{error}");
    }
}

#[test]
fn words_of_a_condition_are_asked_about_another_issue_of_their_article() {
    let mut corpus = corpus();
    for row in &mut corpus.train {
        let other =
            LabelledIssue { id: "trees".into(), issue: "Planting limes".into(), positions: Vec::new() };
        row.issues.push(other);
    }
    let rates = Augment { labelled: 1.0, own_issue_conditional: Some(1.0), ..Augment::default() };
    let examples = augment(&corpus, &[], &rates, 1, 0);
    let asked: Vec<_> = examples.iter().filter(|e| e.issue == "Planting limes").collect();
    assert!(asked.iter().all(|e| e.stance == Stance::None && e.condition.is_none()));
    let actors: BTreeSet<&str> = asked.iter().map(|e| e.actor.as_str()).collect();
    assert_eq!(actors, BTreeSet::from(["Mira Lund", "Orava", "union"]), "nobody without a condition");
}

#[test]
fn what_is_fresh_is_always_asked_about() {
    let read = |prefix: &str| Corpus::read(&Sources { fresh: vec![prefix.into()], ..sources() });
    let corpus = read("data/gra").unwrap();
    assert_ne!(corpus.sha256, self::corpus().sha256, "it decides what comes out");
    let said = read("no such").unwrap_err().to_string();
    assert!(said.contains("--fresh no such: no row"), "{said}");
    let of = |id: &str| corpus.train.iter().find(|row| row.id == id).expect("the row").text.clone();
    let rates = Augment { labelled: 0.0, ..Augment::default() };
    let asked = augment(&corpus, &[], &rates, 1, 0);
    assert!(!asked.is_empty());
    assert!(asked.iter().all(|e| of("grain").contains(&e.text)), "and nothing else");
    let none = augment(&self::corpus(), &[], &rates, 1, 0);
    assert!(none.is_empty());
}

#[test]
fn a_span_that_slices_something_else_is_named_with_file_and_line() {
    let folder = tempfile::tempdir().unwrap();
    let rows = fs::read_to_string("tests/data/train.jsonl").unwrap();
    let broken = rows.replacen("\"text\": \"Tarn\"", "\"text\": \"Turn\"", 1);
    assert_ne!(rows, broken);
    fs::write(folder.path().join("train.jsonl"), broken).unwrap();
    let error = format!(
        "{:#}",
        Corpus::read(&Sources { data: vec![folder.path().into()], ..Sources::default() }).unwrap_err()
    );
    assert!(error.contains("train.jsonl:1"), "{error}");
    assert!(error.contains("actor Tarn") && error.contains("\"Turn\""), "{error}");
}
