"""The base model as ONNX, and the best of it that ONNX Runtime's own tools make.

    python export.py BASE OUT

BASE holds config.json and model.safetensors (`cargo xtask fetch-models` says where). Into OUT go

    plain.onnx        as torch exports it, opset 17: for engines that know standard operators only
    plain-int8.onnx   the same with its matrix products quantised, by ONNX Runtime's dynamic quantiser: signed weights, per
                      channel, reduced range (7 bits, so that sums cannot saturate where the processor has no dot-product
                      instruction)
    plain-int8-full.onnx   the same with all 8 bits: what a processor with VNNI or AMX can do without saturating
    fused.onnx        after onnxruntime.transformers' optimiser: attention, skip + layer norm, bias + GELU as one operator each
    fused-int8.onnx, fused-int8-full.onnx   that, quantised in the same two ways

Every file keeps its inputs (input_ids, attention_mask, token_type_ids: int64 [batch, tokens]) and gives last_hidden_state.
"""

import sys
import warnings
from pathlib import Path

import onnx
import torch
from onnxruntime.quantization import QuantType, quantize_dynamic
from onnxruntime.transformers import optimizer
from onnxruntime.transformers.fusion_options import FusionOptions
from safetensors.torch import load_file
from transformers import BertConfig, BertModel


class States(torch.nn.Module):
    """The model with positional inputs and one output."""

    def __init__(self, bert):
        super().__init__()
        self.bert = bert

    def forward(self, input_ids, attention_mask, token_type_ids):
        out = self.bert(input_ids=input_ids, attention_mask=attention_mask, token_type_ids=token_type_ids)
        return out.last_hidden_state


def load(base: Path) -> BertModel:
    config = BertConfig.from_json_file(base / "config.json")
    # The plain attention: the one whose pattern the optimiser knows.
    config._attn_implementation = "eager"
    bert = BertModel(config, add_pooling_layer=False)
    weights = load_file(base / "model.safetensors")
    missing, _ = bert.load_state_dict(weights, strict=False)
    wanted = [name for name in missing if "position_ids" not in name]
    if wanted:
        raise SystemExit(f"error: {base} lacks {wanted[:3]}\nhint: cargo xtask fetch-models")
    return bert.eval()


def export(bert: BertModel, path: Path) -> None:
    one = torch.ones((2, 8), dtype=torch.int64)
    names = ["input_ids", "attention_mask", "token_type_ids"]
    shape = {0: "batch", 1: "tokens"}
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        torch.onnx.export(
            States(bert),
            (one, one, torch.zeros_like(one)),
            str(path),
            input_names=names,
            output_names=["last_hidden_state"],
            dynamic_axes={name: shape for name in [*names, "last_hidden_state"]},
            opset_version=17,
            dynamo=False,
        )


def fuse(bert: BertModel, plain: Path, fused: Path) -> None:
    config = bert.config
    model = optimizer.optimize_model(
        str(plain),
        model_type="bert",
        num_heads=config.num_attention_heads,
        hidden_size=config.hidden_size,
        optimization_options=FusionOptions("bert"),
        opt_level=0,
        use_gpu=False,
    )
    found = model.get_fused_operator_statistics()
    print("fused:", {name: count for name, count in found.items() if count})
    if found.get("Attention", 0) != config.num_hidden_layers:
        raise SystemExit(
            f"error: the optimiser fused {found.get('Attention', 0)} attentions of {config.num_hidden_layers}: "
            "not the best that ONNX Runtime can do\nhint: use the versions in requirements.txt"
        )
    model.save_model_to_file(str(fused))


def quantise(source: Path, target: Path, reduce_range: bool) -> None:
    quantize_dynamic(
        str(source),
        str(target),
        weight_type=QuantType.QInt8,
        per_channel=True,
        reduce_range=reduce_range,
        # The fused operators are of a domain that shape inference does not know.
        extra_options={"MatMulConstBOnly": True, "DefaultTensorType": onnx.TensorProto.FLOAT},
    )


def main() -> None:
    base, out = Path(sys.argv[1]), Path(sys.argv[2])
    out.mkdir(parents=True, exist_ok=True)
    bert = load(base)
    export(bert, out / "plain.onnx")
    fuse(bert, out / "plain.onnx", out / "fused.onnx")
    for name in ("plain", "fused"):
        quantise(out / f"{name}.onnx", out / f"{name}-int8.onnx", reduce_range=True)
        quantise(out / f"{name}.onnx", out / f"{name}-int8-full.onnx", reduce_range=False)
    for path in sorted(out.glob("*.onnx")):
        print(f"{path.name}: {path.stat().st_size / 1e6:.1f} MB")


if __name__ == "__main__":
    main()
