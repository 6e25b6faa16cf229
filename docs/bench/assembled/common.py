"""What the two measuring scripts share: the articles, our side's run, and where things lie."""

import json
import os
import statistics
import subprocess
import time
from pathlib import Path

HERE = Path(__file__).parent
ROOT = HERE.parent.parent.parent
ISSUES = HERE / "issues.toml"
DELTA = ROOT / "models/standpoint-minilm/model.safetensors"
TARGET = Path(os.environ.get("CARGO_TARGET_DIR", ROOT / "target"))
STANDPOINT = TARGET / "release/standpoint"


def base() -> Path:
    """The folder of the base weights, in the place that standpoint names."""
    said = subprocess.run([STANDPOINT, "models", "path"], capture_output=True, text=True, check=True)
    return Path(said.stdout.strip().splitlines()[-1]) / "all-MiniLM-L6-v2"


def articles(count: int, folder: Path) -> Path:
    """A file with the first `count` articles of datasets/voa-positions (train, dev and test parts, in this order)."""
    lines = []
    for part in ("train", "dev", "test"):
        with open(ROOT / f"datasets/voa-positions/{part}.jsonl") as file:
            lines += file
    if count > len(lines):
        raise SystemExit(f"error: {count} articles asked for, datasets/voa-positions has {len(lines)}")
    path = folder / f"articles-{count}.jsonl"
    rows = map(json.loads, lines[:count])
    path.write_text("".join(json.dumps({"id": row["id"], "text": row["text"]}) + "\n" for row in rows))
    return path


def analyze(inputs: Path, issues: Path, folder: Path, threads: int = 2) -> dict:
    """One run of `standpoint analyze`, from process start to the last byte of its report, and what it says it did."""
    out = folder / "analysis.jsonl"
    command = [STANDPOINT, "analyze", inputs, "--codebook", issues, "--format", "jsonl", "-o", out]
    command += ["--threads", str(threads), "--quiet", "--no-progress"]
    start = time.perf_counter()
    process = subprocess.Popen(command)
    _, status, usage = os.wait4(process.pid, 0)
    seconds = time.perf_counter() - start
    if os.waitstatus_to_exitcode(status) != 0:
        raise SystemExit(f"error: {' '.join(map(str, command))} failed")
    with open(out) as lines:
        kinds = [json.loads(line)["type"] for line in lines]
    return {
        "seconds": seconds,
        "processor_seconds": usage.ru_utime + usage.ru_stime,
        "peak_mb": usage.ru_maxrss / 1e3,
        "articles": kinds.count("article"),
        "statements": kinds.count("statement"),
        "pairs": kinds.count("judgement"),
    }


def middle(values) -> float:
    return statistics.median(values)
