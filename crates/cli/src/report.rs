//! The report: one self-contained HTML file, or Markdown.

mod build;
mod chart;
mod evidence;
mod figures;
mod html;
mod markdown;
mod page;
mod sources;

pub(crate) use build::build;
pub(crate) use html::render as html;
pub(crate) use markdown::render as markdown;
pub(crate) use page::Page;
