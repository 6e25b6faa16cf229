//! What the command line says, before anything is checked.

use crate::config::Config;
use anyhow::Context;
use clap::{Args, Parser, Subcommand, ValueEnum};
use standpoint_ingest::{Columns, InputFormat};
use std::path::PathBuf;

/// Reads news articles and says who stands where on what, with the sentence that shows it.
#[derive(Debug, Parser)]
#[command(name = "standpoint", version, propagate_version = true, arg_required_else_help = true)]
#[command(after_help = "Data goes to stdout, everything else to stderr.\n\
    Exit codes: 0 done, 1 done but some inputs failed or a threshold was missed, 2 could not run, 130 interrupted.")]
pub(crate) struct Cli {
    #[command(subcommand)]
    pub(crate) command: Command,
    #[command(flatten)]
    pub(crate) talk: Talk,
}

/// How much is said on stderr, and how.
#[derive(Clone, Debug, Args)]
#[command(next_help_heading = "Messages")]
pub(crate) struct Talk {
    /// Say nothing but errors
    #[arg(short, long, global = true)]
    pub(crate) quiet: bool,
    /// Say more: what was found in each article
    #[arg(short, long, global = true, conflicts_with = "quiet")]
    pub(crate) verbose: bool,
    /// Show no progress bar
    #[arg(long, global = true)]
    pub(crate) no_progress: bool,
    /// Colour messages
    #[arg(long, global = true, value_enum, default_value_t = Color::Auto, value_name = "WHEN")]
    pub(crate) color: Color,
}

/// When colour is used.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum Color {
    /// On a terminal, unless `NO_COLOR` or `TERM=dumb` is set
    Auto,
    Always,
    Never,
}

#[derive(Debug, Subcommand)]
pub(crate) enum Command {
    /// The whole job: positions of actors on issues, with their evidence
    Analyze(Analyze),
    /// Who said what; no issues needed
    Statements(Statements),
    /// Stance of single statements: text + actor + issue, no article needed
    Classify(Classify),
    /// Bytes to clean articles
    Ingest(IngestArgs),
    /// Scores against gold positions, with bootstrap intervals
    Eval(Eval),
    /// Report from a stored corpus
    Report(Report),
    /// A stored corpus in the formats of other programs: DNA, GraphML, GEXF, edge lists, JSON-LD, CSV, Parquet
    Export(Export),
    /// The desk: a local page to search a corpus, read its report and review what was found
    Serve(Serve),
    /// What reviewers said: export, agreement, log
    Reviews(Reviews),
    /// Issues that a corpus seems to argue about, as a codebook to edit
    Issues(Issues),
    /// Codebooks: check
    Codebook(Codebook),
    /// The models: list, fetch, verify, path
    Models(Models),
    /// Shell completions
    #[command(hide = true)]
    Completions { shell: clap_complete::Shell },
}

/// How results are written.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum, serde::Deserialize)]
#[serde(rename_all = "lowercase")]
pub(crate) enum Format {
    /// For reading in a terminal
    Table,
    /// JSON Lines, one record a line
    Jsonl,
    /// One JSON array of the same records
    Json,
    /// One row a position
    Csv,
    /// Markdown
    Md,
    /// A self-contained page
    Html,
    /// The content of the page as one JSON object
    #[value(name = "report-json")]
    #[serde(rename = "report-json")]
    ReportJson,
    /// The numbers as a Vega-Lite specification
    Vega,
}

/// Where articles come from.
#[derive(Clone, Debug, Args)]
pub(crate) struct Inputs {
    /// Files, folders, globs, or `-` for standard input
    #[arg(required = true, value_name = "INPUT")]
    pub(crate) paths: Vec<PathBuf>,
    #[command(flatten)]
    pub(crate) reading: Reading,
}

/// How articles are read.
#[derive(Clone, Debug, Args)]
pub(crate) struct Reading {
    /// How the inputs are to be read: auto, text, html, markdown, jsonl, json, csv, parquet, feed, warc, eml, mbox, docx,
    /// nexis, proquest, factiva. Gzip, zstd, zip and tar of any of these are unpacked on the way
    #[arg(long, default_value = "auto", value_name = "FORMAT")]
    pub(crate) input_format: InputFormat,
    /// Which column or field of a table is what: text=body,title=headline,published=date (also outlet, author, url, id,
    /// language). Guessed from their names otherwise
    #[arg(long, value_name = "FIELD=COLUMN,..")]
    pub(crate) map: Option<Columns>,
    /// Keep following files and folders: read what is new or has changed, looking every so many seconds [2 when none are
    /// given]; Ctrl-C ends it
    #[arg(long, value_name = "SECONDS", num_args = 0..=1, require_equals = true, default_missing_value = "2")]
    pub(crate) watch: Option<f64>,
    /// The most that one archive may unpack to, in GiB
    #[arg(long, default_value_t = 1024, value_name = "GIB", hide_short_help = true)]
    pub(crate) max_unpacked: u64,
}

/// Where results go.
#[derive(Clone, Debug, Args)]
pub(crate) struct Output {
    /// Format of the results: table, jsonl, json, csv, md, html, report-json, vega
    #[arg(long, value_enum, value_name = "FORMAT", hide_possible_values = true)]
    pub(crate) format: Option<Format>,
    /// Write to a file instead of stdout
    #[arg(short, long, value_name = "FILE")]
    pub(crate) output: Option<PathBuf>,
}

/// How a report looks.
#[derive(Clone, Debug, Args)]
#[command(next_help_heading = "Report")]
pub(crate) struct Look {
    /// Headline of the report
    #[arg(long, value_name = "TEXT")]
    pub(crate) title: Option<String>,
    /// Folder with a newsroom's own style.css, masthead.html and footer.html (any of them) for the HTML page
    #[arg(long, env = "STANDPOINT_TEMPLATE", value_name = "DIR")]
    pub(crate) template: Option<PathBuf>,
}

/// What does the work.
#[derive(Clone, Debug, Args)]
pub(crate) struct Engine {
    /// Name of a model, or a path to trained weights (.safetensors)
    #[arg(long, env = "STANDPOINT_MODEL", value_name = "NAME")]
    pub(crate) model: Option<String>,
    /// Threads; all cores when not given
    #[arg(long, env = "STANDPOINT_THREADS", value_name = "N")]
    pub(crate) threads: Option<usize>,
    /// What the model computes in: mixed (int8 first, and what is not sure again in int16); int16; f32 [mixed]
    #[arg(
        long,
        env = "STANDPOINT_PRECISION",
        value_enum,
        value_name = "NUMBERS",
        hide_possible_values = true
    )]
    pub(crate) precision: Option<Numbers>,
}

/// What the model computes in.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum, serde::Deserialize)]
#[serde(rename_all = "lowercase")]
pub(crate) enum Numbers {
    /// 8-bit integers first, and 16-bit ones for answers that are not sure
    Mixed,
    /// 16-bit integers in the large products
    Int16,
    /// 32-bit floats throughout
    F32,
}

impl From<Numbers> for standpoint_stance::Numbers {
    fn from(numbers: Numbers) -> Self {
        match numbers {
            Numbers::Mixed => Self::Mixed,
            Numbers::Int16 => Self::Int16,
            Numbers::F32 => Self::F32,
        }
    }
}

#[derive(Clone, Debug, Args)]
pub(crate) struct Analyze {
    #[command(flatten)]
    pub(crate) inputs: Inputs,
    // Not clap's `env`: to clap that would be given too, and so refused beside --issue, which wins over it.
    #[arg(
        long,
        help = "Issues and known actors (TOML) [env: STANDPOINT_CODEBOOK=]",
        value_name = "FILE",
        conflicts_with = "issue"
    )]
    pub(crate) codebook: Option<PathBuf>,
    /// An issue, worded as a proposal; may be given several times
    #[arg(long, value_name = "TEXT")]
    pub(crate) issue: Vec<String>,
    /// Give the positions that are `none` or `unclear` too
    #[arg(long)]
    pub(crate) all: bool,
    /// Store in this SQLite file as you go, and skip what it has
    #[arg(long, env = "STANDPOINT_DB", value_name = "FILE")]
    pub(crate) db: Option<PathBuf>,
    #[command(flatten)]
    pub(crate) output: Output,
    #[command(flatten)]
    pub(crate) look: Look,
    #[command(flatten)]
    pub(crate) engine: Engine,
}

#[derive(Clone, Debug, Args)]
#[command(mut_arg("format", |arg| arg.help("Format of the results: jsonl or json")))]
pub(crate) struct Statements {
    #[command(flatten)]
    pub(crate) inputs: Inputs,
    /// Known actors are taken from this codebook (TOML)
    #[arg(long, env = "STANDPOINT_CODEBOOK", value_name = "FILE")]
    pub(crate) codebook: Option<PathBuf>,
    #[command(flatten)]
    pub(crate) output: Output,
    /// Threads; all cores when not given
    #[arg(long, env = "STANDPOINT_THREADS", value_name = "N")]
    pub(crate) threads: Option<usize>,
}

#[derive(Clone, Debug, Args)]
#[command(mut_arg("format", |arg| arg.help("Format of the results: jsonl or json")))]
pub(crate) struct Classify {
    /// JSON Lines of {id, text, actor, issue, before?, after?}, or `-`
    #[arg(default_value = "-", value_name = "PAIRS.jsonl")]
    pub(crate) pairs: PathBuf,
    #[command(flatten)]
    pub(crate) output: Output,
    #[command(flatten)]
    pub(crate) engine: Engine,
}

#[derive(Clone, Debug, Args)]
#[command(mut_arg("format", |arg| arg.help("Format of the results: jsonl, json or table")))]
pub(crate) struct IngestArgs {
    #[command(flatten)]
    pub(crate) inputs: Inputs,
    #[command(flatten)]
    pub(crate) output: Output,
    /// Threads; all cores when not given
    #[arg(long, env = "STANDPOINT_THREADS", value_name = "N")]
    pub(crate) threads: Option<usize>,
}

#[derive(Clone, Debug, Args)]
#[command(mut_arg("format", |arg| arg.help("Format of the results: table or json")))]
pub(crate) struct Eval {
    /// Gold positions, one article a line; with --checklist files of cases, or their folder
    #[arg(value_name = "GOLD.jsonl", required = true)]
    pub(crate) gold: Vec<PathBuf>,
    /// Judge the labelled sentences themselves instead of finding statements: scores the classifier alone
    #[arg(long, group = "level")]
    pub(crate) pairs: bool,
    /// Pass rates by capability on cases written for it
    #[arg(long, group = "level")]
    pub(crate) checklist: bool,
    /// What the relevance filter keeps and what it saves, with codebooks of so many issues [1,12,50]
    #[arg(
        long,
        group = "level",
        value_name = "SIZES",
        value_delimiter = ',',
        num_args = 0..=1,
        require_equals = true,
        default_missing_value = "1,12,50"
    )]
    pub(crate) filter: Option<Vec<usize>>,
    /// Exit with 1 when the macro-F1 is below this
    #[arg(long, value_name = "F1", conflicts_with_all = ["checklist", "filter"])]
    pub(crate) min_f1: Option<f64>,
    /// Exit with 1 when a capability passes less than this share of its cases
    #[arg(long, value_name = "SHARE", requires = "checklist")]
    pub(crate) min_pass: Option<f64>,
    /// Write every decision here, one JSON object a line: the gold, the answer, its probabilities, the words
    #[arg(long, value_name = "FILE", conflicts_with = "filter")]
    pub(crate) decisions: Option<PathBuf>,
    /// Write the wrong decisions here, in the same form
    #[arg(long, value_name = "FILE", conflicts_with = "filter")]
    pub(crate) errors: Option<PathBuf>,
    /// Compare with another run on the same gold, by the decisions that it wrote: paired bootstrap over articles
    #[arg(long, value_name = "DECISIONS.jsonl", conflicts_with_all = ["checklist", "filter"])]
    pub(crate) against: Option<PathBuf>,
    /// Draw risk-coverage.svg and reliability.svg into this folder
    #[arg(long, value_name = "DIR", conflicts_with_all = ["checklist", "filter"])]
    pub(crate) curves: Option<PathBuf>,
    #[command(flatten)]
    pub(crate) output: Output,
    #[command(flatten)]
    pub(crate) engine: Engine,
}

#[derive(Clone, Debug, Args)]
pub(crate) struct Report {
    #[command(flatten)]
    pub(crate) seen: Seen,
    /// Give the positions that are `none` or `unclear` too
    #[arg(long)]
    pub(crate) all: bool,
    #[command(flatten)]
    pub(crate) output: Output,
    #[command(flatten)]
    pub(crate) look: Look,
}

/// A file that `--db` of `analyze` wrote.
#[derive(Clone, Debug, Args)]
pub(crate) struct Corpus {
    /// The stored corpus
    #[arg(long, env = "STANDPOINT_DB", value_name = "FILE")]
    db: Option<PathBuf>,
}

impl Corpus {
    /// Where it is, by flag, environment or configuration.
    pub(crate) fn path(&self, config: &Config) -> anyhow::Result<PathBuf> {
        self.db
            .clone()
            .or_else(|| config.db.clone())
            .context("no corpus: --db is not given\nhint: `standpoint analyze ... --db corpus.db` makes one")
    }
}

/// One run of a stored corpus.
#[derive(Clone, Debug, Args)]
pub(crate) struct Stored {
    #[command(flatten)]
    pub(crate) corpus: Corpus,
    /// Number of the run; the newest when not given
    #[arg(long, value_name = "N")]
    pub(crate) run: Option<i64>,
}

/// One run of a stored corpus, and whose words count.
#[derive(Clone, Debug, Args)]
pub(crate) struct Seen {
    #[command(flatten)]
    pub(crate) stored: Stored,
    /// Whose words count: auto (what the run found, which is the default), reviewed (what coders agree on or an adjudicator
    /// settled) or both (that, and the run's where nobody looked yet)
    #[arg(long, value_enum, value_name = "WHOSE", hide_possible_values = true)]
    pub(crate) view: Option<View>,
}

/// Whose words count.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum View {
    Auto,
    Reviewed,
    Both,
}

#[derive(Clone, Debug, Args)]
pub(crate) struct Serve {
    #[command(flatten)]
    pub(crate) stored: Stored,
    /// Where to listen; port 0 takes a free one. Any address but this machine's own wants a --token
    #[arg(long, default_value = "127.0.0.1:8377", value_name = "ADDRESS:PORT")]
    pub(crate) address: std::net::SocketAddr,
    /// What visitors have to show, at least 16 characters
    #[arg(long, env = "STANDPOINT_TOKEN", hide_env_values = true, value_name = "TOKEN")]
    pub(crate) token: Option<String>,
    /// A name, besides localhost, by which browsers may call the desk; may be given several times
    #[arg(long, value_name = "NAME")]
    pub(crate) host: Vec<String>,
    /// Name of the coder that the page proposes
    #[arg(long, value_name = "NAME")]
    pub(crate) coder: Option<String>,
}

#[derive(Clone, Debug, Args)]
pub(crate) struct Reviews {
    #[command(subcommand)]
    pub(crate) action: ReviewsAction,
}

#[derive(Clone, Debug, Subcommand)]
pub(crate) enum ReviewsAction {
    /// Reviewed articles as gold, JSON Lines that `eval` and training read
    Export(ReviewsExport),
    /// How far coders agree, and the program with them, as JSON
    Agreement(Stored),
    /// Everything that reviewers did, JSON Lines, the oldest first
    Log(ReviewsLog),
}

#[derive(Clone, Debug, Args)]
pub(crate) struct ReviewsExport {
    #[command(flatten)]
    pub(crate) stored: Stored,
    /// One coder's words; what coders agree on or an adjudicator settled when not given
    #[arg(long, value_name = "NAME")]
    pub(crate) coder: Option<String>,
    /// Issues of which only a part was reviewed, too: to train on, not to score with
    #[arg(long)]
    pub(crate) partial: bool,
    /// Write to a file instead of stdout
    #[arg(short, long, value_name = "FILE")]
    pub(crate) output: Option<PathBuf>,
}

#[derive(Clone, Debug, Args)]
pub(crate) struct ReviewsLog {
    #[command(flatten)]
    pub(crate) corpus: Corpus,
    /// Only on results of this run
    #[arg(long, value_name = "N")]
    pub(crate) run: Option<i64>,
    /// Only what this coder did
    #[arg(long, value_name = "NAME")]
    pub(crate) coder: Option<String>,
    /// Write to a file instead of stdout
    #[arg(short, long, value_name = "FILE")]
    pub(crate) output: Option<PathBuf>,
}

#[derive(Clone, Debug, Args)]
pub(crate) struct Issues {
    #[command(flatten)]
    pub(crate) inputs: Inputs,
    /// At most so many issues, those of the most actors first
    #[arg(long, default_value_t = 20, value_name = "N")]
    pub(crate) most: usize,
    /// Pass over what fewer statements than this are about
    #[arg(long, default_value_t = 3, value_name = "N")]
    pub(crate) min_statements: usize,
    /// Pass over what fewer actors than this speak about
    #[arg(long, default_value_t = 2, value_name = "N")]
    pub(crate) min_actors: usize,
    /// How near in meaning the statements of one issue are, as a mean cosine: higher for more and narrower issues
    #[arg(long, default_value_t = standpoint_issues::NEAR, value_name = "COSINE")]
    pub(crate) near: f32,
    /// Look at no more statements than this; time and memory grow with its square (6,000 take 72 MB)
    #[arg(long, default_value_t = 6000, value_name = "N")]
    pub(crate) sample: usize,
    /// Write to a file instead of stdout
    #[arg(short, long, value_name = "FILE")]
    pub(crate) output: Option<PathBuf>,
    #[command(flatten)]
    pub(crate) engine: Engine,
}

#[derive(Clone, Debug, Args)]
pub(crate) struct Codebook {
    #[command(subcommand)]
    pub(crate) action: CodebookAction,
}

#[derive(Clone, Debug, Subcommand)]
pub(crate) enum CodebookAction {
    /// Overlapping issues, wording that is no proposal, keywords and aliases that mislead; with articles, also issues
    /// that nobody or everybody speaks about. Exits with 1 when there is a problem
    Check(CodebookCheck),
}

#[derive(Clone, Debug, Args)]
#[command(mut_arg("format", |arg| arg.help("Format of the results: table, json or jsonl")))]
pub(crate) struct CodebookCheck {
    /// The codebook (TOML)
    #[arg(value_name = "FILE")]
    pub(crate) codebook: PathBuf,
    /// Articles to try it on: files, folders, globs, or `-` for standard input
    #[arg(value_name = "INPUT")]
    pub(crate) paths: Vec<PathBuf>,
    #[command(flatten)]
    pub(crate) reading: Reading,
    #[command(flatten)]
    pub(crate) output: Output,
    #[command(flatten)]
    pub(crate) engine: Engine,
}

#[derive(Clone, Debug, Args)]
pub(crate) struct Export {
    #[command(flatten)]
    pub(crate) seen: Seen,
    /// What to write: dna (Discourse Network Analyzer 3), graphml, gexf, edges (CSV), jsonld, csv or parquet (folders of
    /// tables)
    #[arg(long, value_enum, value_name = "FORMAT", hide_possible_values = true)]
    pub(crate) format: ExportFormat,
    /// File to write, or folder for csv and parquet; stdout when not given, where the format is text
    #[arg(short, long, value_name = "PATH")]
    pub(crate) output: Option<PathBuf>,
    /// For graphml, gexf and edges: congruence, conflict, subtract (the one minus the other) or affiliation (actors and
    /// issues)
    #[arg(long, value_enum, default_value_t = NetworkKind::Congruence, value_name = "KIND", hide_possible_values = true)]
    pub(crate) network: NetworkKind,
    /// What weights are divided by, in rDNA's words: no, average, jaccard, cosine; for an affiliation no, activity,
    /// prominence
    #[arg(long, value_enum, default_value_t = Divisor::No, value_name = "WHAT", hide_possible_values = true)]
    pub(crate) normalization: Divisor,
}

/// Formats of other programs.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum ExportFormat {
    Dna,
    Graphml,
    Gexf,
    Edges,
    Jsonld,
    Csv,
    Parquet,
}

/// Networks that can be exported.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum NetworkKind {
    Congruence,
    Conflict,
    Subtract,
    Affiliation,
}

/// What weights of a network can be divided by.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum Divisor {
    No,
    Average,
    Jaccard,
    Cosine,
    Activity,
    Prominence,
}

#[derive(Clone, Debug, Args)]
pub(crate) struct Models {
    #[command(subcommand)]
    pub(crate) action: ModelsAction,
}

#[derive(Clone, Debug, Subcommand)]
pub(crate) enum ModelsAction {
    /// Which models there are, and whether they are ready
    List,
    /// Bring the base weights (90 MB, once)
    Fetch {
        /// Take them from this folder instead of the network
        #[arg(long, value_name = "DIR")]
        from: Option<PathBuf>,
    },
    /// Hash every file and compare
    Verify,
    /// The folder where base weights are kept
    Path,
}
