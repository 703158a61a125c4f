//! The only module that writes to the terminal. Data goes to stdout (or the file of `-o`),
//! notes and progress to stderr; article text never reaches a terminal with its control
//! characters.

mod answer;
mod cell;
mod data;
mod format;
mod layout;
mod paint;
mod progress;
mod sink;

pub(crate) use answer::{Answer, Column, View};
pub(crate) use cell::{Cell, count, number};
pub(crate) use format::{ColorChoice, Format};
pub(crate) use layout::clean;
pub(crate) use paint::Paint;
pub(crate) use progress::Progress;
pub(crate) use sink::{Output, Settings};
