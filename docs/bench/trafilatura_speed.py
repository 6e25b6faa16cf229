"""Trafilatura (Python) over the pages of a folder, on as many processes as asked for: pages and MB a second.

    python3 -m venv venv && venv/bin/pip install trafilatura "lxml[html-clean]"
    venv/bin/python docs/bench/trafilatura_speed.py FOLDER [PROCESSES]

Reads the pages into memory first and extracts text and metadata of each three times over, as
`cargo run --release -p standpoint-benches --example speed -- FOLDER [THREADS]` does, so that both time the same work. Run
one directly after the other, on an idle machine.
"""

import gzip
import multiprocessing
import pathlib
import sys
import time

import trafilatura

ROUNDS = 3


def read(path):
    data = path.read_bytes()
    return gzip.decompress(data) if path.suffix == ".gz" else data


def extract(page):
    found = trafilatura.bare_extraction(page, with_metadata=True, include_comments=False)
    return found is not None


def main():
    folder = pathlib.Path(sys.argv[1])
    processes = int(sys.argv[2]) if len(sys.argv) > 2 else 2
    pages = [read(path) for path in sorted(folder.iterdir()) if path.name.endswith((".html", ".html.gz"))]
    size = sum(map(len, pages)) / 1e6
    with multiprocessing.Pool(processes) as pool:
        pool.map(extract, pages[:processes])  # started and warm
        best = None
        for _ in range(ROUNDS):
            began = time.perf_counter()
            found = sum(pool.imap(extract, pages, chunksize=4))
            seconds = time.perf_counter() - began
            best = min(seconds, best or seconds)
    print(
        f"trafilatura {trafilatura.__version__}: {found} of {len(pages)} pages, {size:.1f} MB, {processes} processes: "
        f"{len(pages) / best:.1f} pages/s, {size / best:.1f} MB/s, {best * 1e3 / len(pages):.2f} ms a page"
    )


if __name__ == "__main__":
    main()
