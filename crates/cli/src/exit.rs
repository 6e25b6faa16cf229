//! How a run ends.

use std::process::ExitCode;

/// The program's exit codes. Numbers are part of the interface.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum ExitStatus {
    /// Everything was done (a closed pipe counts as done).
    Done,
    /// Done, but some inputs failed or a threshold that was asked for was missed.
    Partly,
    /// Could not run: flags, config, codebook, model.
    CouldNotRun,
    /// Interrupted; what was reported as done is kept, and the run can be taken up again.
    Interrupted,
}

impl From<ExitStatus> for ExitCode {
    fn from(status: ExitStatus) -> Self {
        ExitCode::from(match status {
            ExitStatus::Done => 0,
            ExitStatus::Partly => 1,
            ExitStatus::CouldNotRun => 2,
            ExitStatus::Interrupted => 130,
        })
    }
}
