//! Writes the report on an invented corpus in every format, and one of 5,000 statements as a page:
//! `cargo run -p standpoint-report --example sample [FOLDER]`.

#[path = "../tests/report/corpus.rs"]
mod corpus;
#[path = "../tests/report/large.rs"]
mod large;

use standpoint_report::{Theme, html, markdown, table, write_csv};
use std::io::Write;
use std::path::PathBuf;

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let folder: PathBuf = std::env::args_os().nth(1).unwrap_or_else(|| "out".into()).into();
    std::fs::create_dir_all(&folder)?;
    let report = corpus::report(false);
    std::fs::write(folder.join("sample.html"), html(&report, &Theme::default())?)?;
    std::fs::write(folder.join("sample.md"), markdown(&report))?;
    let large = large::report(corpus::run(), corpus::options(false));
    assert_eq!(
        (large.actors.len(), large.issues.len(), large.cells.len()),
        (large::ACTORS, large::ISSUES, 4_000)
    );
    std::fs::write(folder.join("large.html"), html(&large, &Theme::default())?)?;
    write_csv(&report, std::fs::File::create(folder.join("sample.csv"))?)?;
    std::io::stdout().write_all(table(&report, 120).as_bytes())?;
    Ok(())
}
