//! The record of a command that writes.

use parallax_store::{NewRun, RunId, Store};

use crate::failure::Failure;

/// A run under way. One that never finishes is shown as such by `parallax runs`.
#[derive(Debug)]
pub(crate) struct Run {
    id: RunId,
}

impl Run {
    /// Writes that a command begins.
    pub(crate) fn begin(store: &mut Store, command: &str, params: Option<serde_json::Value>) -> Result<Self, Failure> {
        Self::begin_under(store, command, params, parallax_ingest::rules_hash().to_owned())
    }

    /// Writes that a command begins that works by other rules than the shipped ones.
    pub(crate) fn begin_under(
        store: &mut Store,
        command: &str,
        params: Option<serde_json::Value>,
        rules_hash: String,
    ) -> Result<Self, Failure> {
        let run = NewRun {
            command: command.to_owned(),
            version: env!("CARGO_PKG_VERSION").to_owned(),
            rules_hash,
            params,
            started_at: now(),
        };
        Ok(Self { id: store.begin_run(&run)? })
    }

    /// Its number.
    pub(crate) const fn id(&self) -> RunId {
        self.id
    }

    /// Writes that it ended well.
    pub(crate) fn finish(self, store: &mut Store) -> Result<(), Failure> {
        Ok(store.finish_run(self.id, &now())?)
    }
}

/// The time in UTC, to the second. The clock is read here and nowhere else.
pub(crate) fn now() -> String {
    chrono::Utc::now().format("%Y-%m-%dT%H:%M:%SZ").to_string()
}
