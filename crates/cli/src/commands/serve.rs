//! `standpoint serve`: the desk.

use crate::args::Serve;
use crate::config::Config;
use crate::exit::ExitStatus;
use crate::{interrupt, notes};
use standpoint_desk::{DeskOptions, Server};
use standpoint_models::{DEFAULT_MODEL, Manifest};

pub(crate) fn run(args: Serve, config: &Config) -> anyhow::Result<ExitStatus> {
    let asks = args.token.is_some();
    let server = Server::open(&DeskOptions {
        db: args.stored.corpus.path(config)?,
        run: args.stored.run,
        address: args.address,
        token: args.token,
        hosts: args.host,
        coder: args.coder,
        scores: Manifest::shipped_scores(DEFAULT_MODEL).map(str::to_owned),
    })?;
    let address = server.address();
    // Said whatever --quiet: it is what the command is for.
    anstream::eprintln!(
        "the desk is open at http://{address}/{}",
        if asks { " (it asks for the token)" } else { "" }
    );
    notes::note("Ctrl-C closes it; everything reviewed is already stored");
    server.run(interrupt::stopped)?;
    Ok(ExitStatus::Done)
}
