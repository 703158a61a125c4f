//! The report: one self-contained HTML file, or Markdown.

mod chart;
mod html;
mod page;
