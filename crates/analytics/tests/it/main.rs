//! What the answers are over a small invented corpus, and that polars and SQL agree.

mod answers;
mod decided;
mod differential;
mod exports;
mod fixture;
mod frames;
mod generated;
mod stepwise;
