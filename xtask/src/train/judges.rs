//! The judges of page blocks and text lines: crates/ingest/models/en/{pages,lines}.zst.

use std::io::Read;
use std::path::Path;

use anyhow::{Context, Result};
use flate2::read::MultiGzDecoder;
use parallax_ingest::training::{GoldPage, Kind, train};
use serde_json::Value;

use crate::shared::{Shared, repository};

/// Writes one judge.
pub(super) fn run(shared: &Shared, folder: Option<&Path>, kind: Kind) -> Result<()> {
    let name = match kind {
        Kind::Pages => "pages.zst",
        Kind::Lines => "lines.zst",
    };
    let packed = train(&gold_pages(shared)?, kind).with_context(|| format!("pack {name}"))?;
    let path = folder.map_or_else(|| repository().join("crates/ingest/models/en"), Path::to_owned).join(name);
    std::fs::write(&path, packed).with_context(|| format!("cannot write {}", path.display()))
}

/// The web pages with a hand-made body, in the order of their list.
pub(crate) fn gold_pages(shared: &Shared) -> Result<Vec<GoldPage>> {
    let list = shared.path("corpora/html/truth.jsonl")?;
    let rows = std::fs::read_to_string(&list).with_context(|| format!("cannot read {}", list.display()))?;
    let page = |line: &str| -> Result<GoldPage> {
        let row: Value = serde_json::from_str(line).with_context(|| format!("cannot read {}", list.display()))?;
        let text = |key: &str| row[key].as_str().unwrap_or_default().to_owned();
        let path = shared.path(format!("corpora/html/pages/{}.html.gz", text("id")))?;
        let file = std::fs::File::open(&path).with_context(|| format!("open {}", path.display()))?;
        let mut bytes = Vec::new();
        MultiGzDecoder::new(file).read_to_end(&mut bytes).with_context(|| format!("read {}", path.display()))?;
        let html = String::from_utf8_lossy(&bytes).into_owned();
        Ok(GoldPage { html, url: text("url"), title: text("title"), body: text("body") })
    };
    rows.lines().map(page).collect()
}
