#!/usr/bin/env bash
# Fills fuzz/corpus with the fixtures, so that fuzzing does not begin with learning what a zip archive is.
set -euo pipefail
cd "$(dirname "$0")"
formats=../crates/ingest/tests/fixtures/formats
mkdir -p corpus/{html,feed,warc,tables,codebook,extract}
cp ../crates/ingest/tests/fixtures/*.html "$formats"/*.html corpus/html/
cp "$formats"/{rss.xml,atom.atom,feed.json} corpus/feed/
cp "$formats"/{crawl.warc,crawl.warc.gz,text.warc.wet} corpus/warc/
cp ../datasets/sample/issues.toml corpus/codebook/
cp ../datasets/sample/articles/*.txt "$formats"/text.txt corpus/extract/

# A byte that chooses the format, then the fixture. The order is that of FORMATS in fuzz_targets/tables.rs.
seed() { printf "\\x$(printf %02x "$1")" | cat - "$formats/$2" > "corpus/tables/$2"; }
seed 0 table.csv; seed 0 table.tsv
seed 1 list.json; seed 1 answer.json
seed 2 lines.jsonl
seed 3 table.parquet
seed 4 lines.jsonl.gz; seed 4 lines.jsonl.zst; seed 4 packed.tar.gz
seed 5 letters.mbox
seed 6 word.docx; seed 6 nexis-uni.docx
seed 7 folder.zip
seed 8 plain.tar
seed 9 nexis.txt; seed 9 nexis-uni.txt
seed 10 proquest.txt
seed 11 factiva.txt
seed 12 markdown.md
