"""`standpoint analyze` beside the same work assembled in Python, in turns, in one run.

    cargo xtask bench assembled [-- --articles 1000 --rounds 3]

Writes a table in Markdown to standard output and all figures to out/assembled.json. Both sides run as processes of their
own, from start to exit: imports and loading of models count, and are also shown apart. Our side runs in every round, before
and after the other; the median of its runs counts.
"""

import argparse
import json
import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import common


def assembled(inputs, pairs, threads, processes):
    command = [sys.executable, common.HERE / "assembled.py", inputs, common.ISSUES, "--base", common.base()]
    command += ["--delta", common.DELTA, "--pairs", pairs, "--threads", threads, "--processes", processes]
    start = time.perf_counter()
    # OPENBLAS_CORETYPE and the like would hold numpy back, if they are set.
    environment = {name: value for name, value in os.environ.items() if not name.startswith("OPENBLAS")}
    said = subprocess.run(list(map(str, command)), capture_output=True, text=True, env=environment)
    seconds = time.perf_counter() - start
    if said.returncode != 0:
        raise SystemExit(f"error: assembled.py failed\n{said.stderr[-2000:]}")
    return json.loads(said.stdout.splitlines()[-1]) | {"seconds": seconds}


def main():
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("--articles", type=int, default=1000)
    options.add_argument("--rounds", type=int, default=3)
    options.add_argument("--threads", type=int, default=2)
    options.add_argument("--processes", type=int, default=2, help="of spaCy")
    args = options.parse_args()
    ours, theirs = [], []
    with tempfile.TemporaryDirectory() as scratch:
        folder = Path(scratch)
        inputs = common.articles(args.articles, folder)
        common.analyze(common.articles(20, folder), common.ISSUES, folder, args.threads)  # warms the file cache
        for number in range(args.rounds):
            ours.append(common.analyze(inputs, common.ISSUES, folder, args.threads))
            theirs.append(assembled(inputs, ours[-1]["pairs"], args.threads, args.processes))
            ours.append(common.analyze(inputs, common.ISSUES, folder, args.threads))
            print(
                f"round {number}: ours {ours[-2]['seconds']:.2f} and {ours[-1]['seconds']:.2f} s, assembled {theirs[-1]['seconds']:.2f} s",
                file=sys.stderr,
            )
    mine = common.middle(run["seconds"] for run in ours)
    other = common.middle(run["seconds"] for run in theirs)
    loading = common.middle(run["stages"]["imports"] + run["stages"]["models"] for run in theirs)
    print(f"{args.articles} articles, 10 issues, {args.threads} threads, medians of {args.rounds} rounds\n")
    print("| | standpoint | assembled | ratio |\n|---|---|---|---|")
    print(f"| seconds, start to exit | {mine:.2f} | {other:.2f} | **{other / mine:.1f}** |")
    print(f"| the same without the other side's imports and loading | {mine:.2f} | {other - loading:.2f} | {(other - loading) / mine:.1f} |")
    print(f"| statements found | {ours[0]['statements']} | {theirs[0]['statements']} | |")
    print(f"| pairs judged | {ours[0]['pairs']} | {theirs[0]['pairs']} | |")
    for stage in theirs[0]["stages"]:
        print(f"| {stage}, seconds | | {common.middle(run['stages'][stage] for run in theirs):.2f} | |")
    out = common.ROOT / "out"
    out.mkdir(exist_ok=True)
    (out / "assembled.json").write_text(json.dumps({"ours": ours, "assembled": theirs}, indent=1) + "\n")


if __name__ == "__main__":
    main()
