"""What `standpoint analyze` costs as articles, issues and threads grow.

    cargo xtask bench growth [-- --rounds 3]

One thing grows at a time, the others stay at 300 articles, ten issues, two threads. Fifty issues are the ten of issues.toml
and forty that the corpus's own labels ask about, at even steps through its list. Settings take turns, round by round.
"""

import argparse
import json
import sys
import tempfile
from pathlib import Path

import common


def codebook(count, folder):
    """The first `count` issues: those of issues.toml, then issues of the corpus."""
    ours = common.ISSUES.read_text().split("\n[[issue]]")[1:]
    with open(common.ROOT / "datasets/voa-positions/train.jsonl") as rows:
        names = sorted({issue["issue"] for row in map(json.loads, rows) for issue in row["issues"]})
    step = len(names) // 40
    blocks = ours + [f"\nname = {json.dumps(name)}\n" for name in names[::step][:40]]
    path = folder / f"issues-{count}.toml"
    path.write_text("".join(f"[[issue]]{block}\n" for block in blocks[:count]))
    return path


def main():
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("--rounds", type=int, default=3)
    args = options.parse_args()
    settings = [(n, 10, 2) for n in (1, 100, 300, 1000)] + [(300, n, 2) for n in (1, 50)] + [(300, 10, 1)]
    runs = {setting: [] for setting in settings}
    with tempfile.TemporaryDirectory() as scratch:
        folder = Path(scratch)
        files = {n: common.articles(n, folder) for n in {s[0] for s in settings}}
        books = {n: codebook(n, folder) for n in {s[1] for s in settings}}
        common.analyze(files[1], books[1], folder)  # warms the file cache
        for number in range(args.rounds):
            for articles, issues, threads in settings if number % 2 == 0 else reversed(settings):
                run = common.analyze(files[articles], books[issues], folder, threads)
                runs[articles, issues, threads].append(run)
                print(f"round {number}: {articles} articles, {issues} issues, {threads} threads: {run['seconds']:.2f} s", file=sys.stderr)
    print(f"medians of {args.rounds} rounds\n")
    print("| articles | issues | threads | seconds | processor seconds | statements | pairs judged | peak MB |")
    print("|---|---|---|---|---|---|---|---|")
    for (articles, issues, threads), done in runs.items():
        of = lambda key: common.middle(run[key] for run in done)  # noqa: E731
        print(
            f"| {articles} | {issues} | {threads} | {of('seconds'):.2f} | {of('processor_seconds'):.2f} "
            f"| {of('statements'):.0f} | {of('pairs'):.0f} | {of('peak_mb'):.0f} |"
        )


if __name__ == "__main__":
    main()
