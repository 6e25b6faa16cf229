//! Opening the door, and closing it.

use crate::desk::Desk;
use crate::guard::{Guard, guard};
use crate::{DeskError, DeskOptions, api, page};
use axum::Router;
use axum::extract::DefaultBodyLimit;
use axum::middleware::from_fn_with_state;
use standpoint_store::{RunId, Store};
use std::net::SocketAddr;
use std::sync::Arc;
use std::time::Duration;
use tokio::net::TcpListener;

/// Largest body that is read: reviews are short.
const MAX_BODY: usize = 256 << 10;

/// A desk that listens and does not answer yet: [`Server::run`] does.
pub struct Server {
    listener: TcpListener,
    address: SocketAddr,
    router: Router,
    runtime: tokio::runtime::Runtime,
}

impl Server {
    /// Opens the corpus, checks that the options let nobody in who should not, and takes the address.
    pub fn open(options: &DeskOptions) -> Result<Self, DeskError> {
        options.check()?;
        let store = Store::open_existing(&options.db)?;
        match options.run {
            Some(run) => drop(store.run(RunId(run))?),
            None if store.newest_run(None)?.is_none() => {
                return Err(DeskError::NoRun(options.db.display().to_string()));
            }
            None => {}
        }
        let desk = Desk::open(options)?;
        let desk = Arc::new(desk);
        let runtime = tokio::runtime::Builder::new_multi_thread().worker_threads(2).enable_all().build()?;
        let asked = options.address;
        let taken = |source| DeskError::Address { address: asked, source };
        let listener = runtime.block_on(TcpListener::bind(asked)).map_err(taken)?;
        let address = listener.local_addr()?;
        let open = !asked.ip().is_loopback();
        let rules = Arc::new(Guard::new(options.token.as_deref(), &options.hosts, open, address.port()));
        let router = api::router(Arc::clone(&desk), Arc::clone(&rules))
            .merge(page::router())
            .layer(DefaultBodyLimit::max(MAX_BODY))
            .layer(from_fn_with_state(rules, guard));
        Ok(Self { listener, address, router, runtime })
    }

    /// Where it listens, with the port that was taken.
    pub fn address(&self) -> SocketAddr {
        self.address
    }

    /// Answers until `stopped` says so (it is asked every fifth of a second), then lets what is being answered end.
    pub fn run(self, stopped: impl Fn() -> bool + Send + 'static) -> Result<(), DeskError> {
        let stop = async move {
            while !stopped() {
                tokio::time::sleep(Duration::from_millis(200)).await;
            }
        };
        let Self { listener, router, runtime, .. } = self;
        runtime.block_on(async { axum::serve(listener, router).with_graceful_shutdown(stop).await })?;
        // A browser that keeps a connection open is not waited for.
        runtime.shutdown_timeout(Duration::from_secs(1));
        Ok(())
    }
}
