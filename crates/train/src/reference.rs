//! Numbers for the native encoder to be measured against: what rust-bert computes from the same weights.

use crate::batch::{Batch, Item};
use crate::delta::Delta;
use crate::network::{MARKS, Network, WORDS, host};
use crate::predict::read;
use crate::ship::{Base, sha256};
use crate::tensors::{Named, replace_file};
use anyhow::Result;
use serde::Serialize;
use standpoint_article::Span;
use standpoint_encoder::Input;
use standpoint_stance::pair::{Pair, PairBuilder, PairInput};
use std::path::Path;
use tch::{Kind, Tensor};

/// `base.json`: hidden states of the base weights.
#[derive(Serialize)]
struct BaseReference {
    base_sha256: String,
    cases: Vec<BaseCase>,
}

#[derive(Serialize)]
struct BaseCase {
    ids: Vec<u32>,
    type_ids: Vec<u32>,
    /// Final hidden state of the first token.
    cls: Vec<f64>,
    /// Number of another token, and its final hidden state.
    token: usize,
    state: Vec<f64>,
    /// Mean of the final hidden states of all tokens.
    mean: Vec<f64>,
}

/// `logits.json`: what the heads say with the shipped weights.
#[derive(Serialize)]
struct LogitReference {
    base_sha256: String,
    delta_sha256: String,
    cases: Vec<LogitCase>,
}

#[derive(Serialize)]
struct LogitCase {
    actor: &'static str,
    issue: &'static str,
    before: &'static str,
    text: &'static str,
    after: &'static str,
    mention: Option<Span>,
    ids: Vec<u32>,
    type_ids: Vec<u32>,
    stance: Vec<f64>,
    lean: Vec<f64>,
    condition_type: Vec<f64>,
    /// First and last token of the likeliest condition.
    span: (usize, usize),
}

/// Writes hidden states of the base weights, for single texts and for pairs of 5 to 150 tokens.
pub fn write_base_reference(base: &Base, network: &Network, path: &Path) -> Result<()> {
    let builder = PairBuilder::new(&base.tokenizer)?;
    let texts = TEXTS.iter().map(|text| {
        let tokens = base.tokenizer.tokens(text).into_iter().map(|token| token.id);
        let ids: Vec<u32> =
            [base.tokenizer.cls()].into_iter().chain(tokens).chain([base.tokenizer.sep()]).collect();
        Input { type_ids: vec![0; ids.len()], ids }
    });
    let pairs = QUESTIONS.iter().map(|question| builder.build(&question.input()).input);
    let cases = texts.chain(pairs).map(|input| base_case(network, input)).collect::<Result<_>>()?;
    write(path, &BaseReference { base_sha256: base.sha256.clone(), cases })
}

/// Writes what the heads say with the delta in the file `delta` laid over the base weights.
pub fn write_logit_reference(base: &Base, network: &Network, delta: &Path, path: &Path) -> Result<()> {
    network.set(&in_one_table(Delta::read(delta)?.over(&base.weights)))?;
    let builder = PairBuilder::new(&base.tokenizer)?;
    let cases =
        QUESTIONS.iter().map(|question| logit_case(network, &builder, question)).collect::<Result<_>>()?;
    write(path, &LogitReference { base_sha256: base.sha256.clone(), delta_sha256: sha256(delta)?, cases })
}

/// The weights with what is added to the marks put into the table of words, the only one that rust-bert knows.
fn in_one_table(mut weights: Named) -> Named {
    if let (Some(first), Some(words)) = (weights.get(MARKS).cloned(), weights.get_mut(WORDS)) {
        words.values.iter_mut().zip(&first.values).for_each(|(word, more)| *word += more);
        if let Some(first) = weights.get_mut(MARKS) {
            first.values.fill(0.0);
        }
    }
    weights
}

fn base_case(network: &Network, input: Input) -> Result<BaseCase> {
    let _guard = tch::no_grad_guard();
    let offsets = vec![None; input.ids.len()];
    let item = Item { pair: Pair { input, offsets }, stance: 0, condition: None };
    let states = network.reference_states(&Batch::new(&[&item], network.device()))?.squeeze_dim(0);
    let token = item.len() / 2;
    Ok(BaseCase {
        cls: digits(&states.select(0, 0))?,
        token,
        state: digits(&states.select(0, token as i64))?,
        mean: digits(&states.mean_dim(0, false, Kind::Float))?,
        ids: item.pair.input.ids,
        type_ids: item.pair.input.type_ids,
    })
}

fn logit_case(network: &Network, builder: &PairBuilder, question: &Question) -> Result<LogitCase> {
    let _guard = tch::no_grad_guard();
    let input = question.input();
    let item = Item { pair: builder.build(&input), stance: 0, condition: None };
    let batch = Batch::new(&[&item], network.device());
    let logits = network.heads(&network.reference_states(&batch)?, &batch);
    let span = read(&logits)?[0].span;
    Ok(LogitCase {
        actor: question.actor,
        issue: question.issue,
        before: question.before,
        text: question.text,
        after: question.after,
        mention: input.mention,
        stance: digits(&logits.stance)?,
        lean: digits(&logits.lean)?,
        condition_type: digits(&logits.kind)?,
        span,
        ids: item.pair.input.ids,
        type_ids: item.pair.input.type_ids,
    })
}

/// The values of a tensor with seven significant digits, which is all that an `f32` holds.
fn digits(tensor: &Tensor) -> Result<Vec<f64>> {
    let values = host(tensor)?.values;
    values.into_iter().map(|value| Ok(format!("{value:.6e}").parse()?)).collect()
}

fn write(path: &Path, reference: &impl Serialize) -> Result<()> {
    let mut json = serde_json::to_string(reference)?;
    json.push('\n');
    replace_file(path, json.as_bytes())
}

/// One invented question.
struct Question {
    actor: &'static str,
    issue: &'static str,
    before: &'static str,
    text: &'static str,
    after: &'static str,
    /// The words of `text` that are marked as the actor's mention.
    mention: Option<&'static str>,
}

impl Question {
    fn input(&self) -> PairInput<'static> {
        let at = |words: &str| self.text.find(words).map(|start| Span::new(start, start + words.len()));
        PairInput {
            actor: self.actor,
            issue: self.issue,
            before: self.before,
            text: self.text,
            after: self.after,
            mention: self.mention.and_then(at),
        }
    }
}

const TEXTS: [&str; 5] = [
    "No deal yet.",
    "The harbour of Lindemar stayed closed on Monday.",
    "\u{201c}We shall sign,\u{201d} she said, \u{201c}but only when the last ship has left our waters.\u{201d}",
    "Prices rose 3.7% in Tarn\u{2019}s capital, where the caf\u{e9}s of the old town were full and the na\u{ef}ve hope of a quick peace was \
     gone; nobody whom this newspaper asked believed that the talks would begin before winter, if they began at all.",
    "After eleven hours the ministers of the five river states left the castle by a side door. They had agreed on the \
     price of water, on who would mend the dams and on a court that would hear complaints, but not on the question that \
     had brought them there: whether ships under arms may pass the delta. The host called it a good day. The envoy of \
     Orava called it a beginning, and the envoy of Tarn called it nothing at all. A paper of nine pages is to be \
     published tomorrow; those who have seen it say that the word \u{201c}delta\u{201d} is not in it. Fishermen on the lower river, who lost \
     two boats in the spring, said they would believe in a peace when they could sleep at sea.",
];

const QUESTIONS: [Question; 8] = [
    Question {
        actor: "Orava",
        issue: "Opening the bridge at Lindemar",
        before: "",
        text: "Orava refused.",
        after: "",
        mention: Some("Orava"),
    },
    Question {
        actor: "Orava",
        issue: "Opening the bridge at Lindemar",
        before: "Talks on the bridge entered a third day.",
        text: "Orava would open it if Tarn paid half of the repairs, its envoy said.",
        after: "",
        mention: Some("its envoy"),
    },
    Question {
        actor: "Tarn",
        issue: "Opening the bridge at Lindemar",
        before: "Talks on the bridge entered a third day.",
        text: "Orava would open it if Tarn paid half of the repairs, its envoy said.",
        after: "",
        mention: None,
    },
    Question {
        actor: "Mira Lund",
        issue: "Sending foreign troops to fight the river gangs",
        before: "President Tomas Berg offered to send troops.",
        text: "\u{201c}There will be no soldiers on our soil,\u{201d} she said. \u{201c}We can share what we know.\u{201d}",
        after: "Berg did not answer.",
        mention: Some("she"),
    },
    Question {
        actor: "Tomas Berg",
        issue: "Sending foreign troops to fight the river gangs",
        before: "",
        text: "President Tomas Berg offered to send troops, an offer firmly rejected by Mira Lund.",
        after: "",
        mention: Some("President Tomas Berg"),
    },
    Question {
        actor: "some officials in the administration",
        issue: "Raising the levy on imported grain from 5 to 8 per cent",
        before: "The levy was last raised nine years ago.",
        text: "Some officials in the administration are preparing the paperwork.",
        after: "",
        mention: Some("Some officials in the administration"),
    },
    Question {
        actor: "the Harbour Workers' Union of Lindemar",
        issue: "Selling the state's shares in the port company",
        before: "The sale was announced in March.",
        text: "The union, which had struck twice over the plan, said on Thursday that it would not stand in the way of a \
               sale as long as no worker lost a job before the end of next year, as long as the pensions that had been \
               promised were paid into a fund that the buyer cannot touch, and as long as the docks stayed open to the \
               small boats of the town. \u{201c}These are not wishes,\u{201d} said its chairwoman, Edda Holm. \u{201c}They are the price.\u{201d}",
        after: "The ministry said it would read the letter with care.",
        mention: Some("its chairwoman, Edda Holm"),
    },
    Question {
        actor: "Erika Na\u{ef}m-M\u{fc}ller",
        issue: "A ceasefire",
        before: "",
        text: "\u{ab}Jamais\u{bb}, answered Na\u{ef}m-M\u{fc}ller \u{2014} never.",
        after: "",
        mention: Some("Na\u{ef}m-M\u{fc}ller"),
    },
];
