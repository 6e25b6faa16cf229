//! What the tables hold: one place for their columns, types and meanings.

/// A table.
pub(super) struct Table {
    pub(super) name: &'static str,
    pub(super) columns: &'static [Column],
}

/// A column.
pub(super) struct Column {
    pub(super) name: &'static str,
    pub(super) kind: Kind,
    pub(super) meaning: &'static str,
}

/// What a column holds; any value may be missing.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    Text,
    Integer,
    Real,
    Boolean,
}

const fn text(name: &'static str, meaning: &'static str) -> Column {
    Column { name, kind: Kind::Text, meaning }
}

const fn integer(name: &'static str, meaning: &'static str) -> Column {
    Column { name, kind: Kind::Integer, meaning }
}

const fn real(name: &'static str, meaning: &'static str) -> Column {
    Column { name, kind: Kind::Real, meaning }
}

const RUN: Column = integer("run", "number of the run, as in the table runs");
const ARTICLE: Column = text("article", "id of the article");
const ISSUE: Column = text("issue", "id of the issue in the codebook");
const STANCE: Column = text(
    "stance",
    "support, reject, conditional_cooperation, none, or unclear where no class is probable enough",
);
const SUPPORT: Column = real("support", "calibrated probability of support, 0 to 1");
const REJECT: Column = real("reject", "calibrated probability of reject");
const CONDITIONAL: Column =
    real("conditional_cooperation", "calibrated probability of conditional cooperation");
const NONE: Column = real("none", "calibrated probability that no position is taken");
const CONDITION: Column = text("condition", "words of the condition");
const CONDITION_START: Column =
    integer("condition_start", "first byte of the condition in the article's text (UTF-8)");
const CONDITION_END: Column = integer("condition_end", "one past its last byte");
const CONDITION_TYPE: Column = text(
    "condition_type",
    "precondition, red_line, amendment, reciprocity, timing, guarantee, compensation, mandate or unspecified",
);
const CONDITION_LEAN: Column = text("condition_lean", "yes_if or no_unless");

/// All tables. `rows.rs` fills them in this order.
const REVIEWED_BY: Column =
    text("reviewed_by", "names of the people who reviewed it, with semicolons between");

pub(super) const TABLES: &[Table] = &[
    Table {
        name: "runs",
        columns: &[
            RUN,
            text("version", "version of the program"),
            text("model", "name of the model"),
            text("model_sha256", "SHA-256 of its weights"),
            text("codebook_sha256", "SHA-256 of the codebook"),
            text("options", "options of the run, JSON"),
            text("started", "when it began, RFC 3339 UTC"),
            text("finished", "when it came to its end; missing while it runs or when it was stopped"),
            text(
                "view",
                "auto: what the run found; reviewed: what people said of it; both: that, and the run where nobody looked",
            ),
        ],
    },
    Table {
        name: "articles",
        columns: &[
            RUN,
            text("id", "id of the article"),
            text("title", "headline"),
            text("published", "day or time of publication, RFC 3339"),
            text("zone", "offset from UTC that the time was given with"),
            text("outlet", "newspaper, agency or site"),
            text("author", "byline"),
            text("url", "address of the page"),
            text("language", "ISO 639-1 code, und when it could not be told"),
            text("duplicate_of", "id of the earlier article that this one copies"),
            text("copied_by", "id of an article that was read before this one, came out later and copies it"),
            text("updates", "id of the earlier article that this one repeats and adds to"),
            text("partial", "paywall or summary, when the text is known not to be all of the article"),
            text("input", "where it was read from"),
            text("key", "SHA-256 over id, metadata and text"),
            text("text", "the article's words; all offsets count its bytes"),
        ],
    },
    Table {
        name: "statements",
        columns: &[
            RUN,
            ARTICLE,
            text("statement", "id of the statement, unique in its article"),
            text("kind", "direct, indirect, mixed or reported"),
            text("actor", "name of the actor whose it is"),
            text("actor_kind", "person, organization, country or group"),
            text("via", "name of who speaks for the actor"),
            text("source", "who speaks, as written"),
            text("cue", "the words that attribute, such as said"),
            text("text", "what was said or done, pieces joined with an ellipsis"),
            integer("start", "first byte of it in the article's text (UTF-8)"),
            integer("end", "one past its last byte"),
            text("spans", "its pieces, JSON: [{\"start\":0,\"end\":0}]"),
        ],
    },
    Table {
        name: "judgements",
        columns: &[
            RUN,
            ARTICLE,
            text("statement", "id of the statement"),
            text("actor", "name of the actor whose statement it is"),
            ISSUE,
            STANCE,
            SUPPORT,
            REJECT,
            CONDITIONAL,
            NONE,
            CONDITION,
            CONDITION_START,
            CONDITION_END,
            CONDITION_TYPE,
            CONDITION_LEAN,
            text(
                "origin",
                "automatic, reviewed, or partly_reviewed when people had a say in something but its stance",
            ),
            REVIEWED_BY,
        ],
    },
    Table {
        name: "positions",
        columns: &[
            RUN,
            ARTICLE,
            text("published", "day or time of publication of the article"),
            text("outlet", "where it was published"),
            text("actor", "name of the actor"),
            text("actor_kind", "person, organization, country or group"),
            ISSUE,
            STANCE,
            real("confidence", "probability of the stance, 0 to 1"),
            SUPPORT,
            REJECT,
            CONDITIONAL,
            NONE,
            CONDITION,
            CONDITION_START,
            CONDITION_END,
            CONDITION_TYPE,
            CONDITION_LEAN,
            Column {
                name: "mixed",
                kind: Kind::Boolean,
                meaning: "true when equally explicit statements of the article disagree",
            },
            text("evidence", "ids of the statements that show it, most explicit first, with blanks between"),
            text("origin", "automatic, reviewed, or partly_reviewed when some of its statements are"),
            REVIEWED_BY,
        ],
    },
];
