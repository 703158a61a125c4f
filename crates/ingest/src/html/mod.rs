//! Web pages: visible text as blocks, the article's own among them, what the page says of itself.

mod blocks;
mod carried;
mod dates;
mod meta;
mod nesting;
mod title;

use dom_query::Document;
use parallax_records::SegmentKind::{self, Body, Byline, Caption, Credit, Interface, Related, Subhead, Tail, Title};
use rustc_hash::FxHashSet;

use crate::segment::{self, Piece};
pub(crate) use blocks::{Block, Tag, hint};
pub(crate) use carried::Carried;
pub(crate) use dates::url_date;
pub(crate) use meta::PageMeta;

/// A page as it was read.
#[derive(Debug)]
pub(crate) struct Page {
    /// The visible text, one block a line.
    pub(crate) raw: String,
    /// The labelled blocks.
    pub(crate) pieces: Vec<Piece>,
    /// The headline; empty where none is found.
    pub(crate) title: String,
    /// What the page says of itself.
    pub(crate) meta: PageMeta,
    /// When it was published, and how that is known.
    pub(crate) published: Option<parallax_records::Published>,
}

/// The encoding that a page declares in its first bytes.
pub(crate) fn declared_encoding(bytes: &[u8]) -> Option<String> {
    let head = String::from_utf8_lossy(&bytes[..bytes.len().min(4096)]).to_lowercase();
    let at = head.find("charset=")? + "charset=".len();
    let label = head[at..].trim_start_matches(['"', '\'', ' ']);
    let end = label.find(|c: char| !c.is_ascii_alphanumeric() && c != '-' && c != '_').unwrap_or(label.len());
    (end > 0).then(|| label[..end].to_owned())
}

/// Reads a page. `url` is its address where the input gives one.
pub(crate) fn read(html: &str, url: Option<&str>) -> Page {
    let document = Document::from(nesting::flattened(html).as_ref());
    let meta = meta::read(&document);
    let mut blocks = blocks::blocks(&document);
    choose(document, &mut blocks);
    let carried = Carried::new(meta.ld.body.as_deref());
    carried.add_where_unseen(&mut blocks);
    let address = url.or(meta.ld.url.as_deref()).or(meta.url.as_deref());
    let title = title::choose(&meta);
    let published = dates::choose(&meta, &blocks, &title, address);
    let (raw, pieces) = label(&blocks, &title, &crate::judge::PAGES, &carried);
    Page { raw, pieces, title, meta, published }
}

/// The blocks of a page, its headline, and the text that its head carries: for training.
pub(crate) fn blocks_of(html: &str) -> (Vec<Block>, String, Carried) {
    let document = Document::from(nesting::flattened(html).as_ref());
    let meta = meta::read(&document);
    let mut blocks = blocks::blocks(&document);
    choose(document, &mut blocks);
    (blocks, title::choose(&meta), Carried::new(meta.ld.body.as_deref()))
}

/// More bytes of text are no article's page: it is judged without the content extractor.
const MOST_TEXT: usize = 1_000_000;
/// The extractor writes out what it keeps and looks at the rest of a text anew for every mark that it
/// escapes. A page that would have it look at more bytes than a second allows is judged without it, too.
const MOST_LOOKED_AT: usize = 10_000_000_000;

/// Whether the content extractor can take the page in good time.
fn can_choose(blocks: &[Block]) -> bool {
    let escaped = |text: &str| text.chars().filter(|c| matches!(c, '&' | '<' | '>' | '\u{a0}')).count();
    let text: usize = blocks.iter().map(|block| block.text.len()).sum();
    let looked_at: usize = blocks.iter().map(|block| block.text.len().saturating_mul(escaped(&block.text))).sum();
    text <= MOST_TEXT && looked_at <= MOST_LOOKED_AT
}

/// Marks the blocks that the content extractor keeps.
fn choose(document: Document, blocks: &mut [Block]) {
    if !can_choose(blocks) {
        // In its place: all text that is no link.
        blocks.iter_mut().for_each(|block| block.chosen = block.linked * 2 < block.text.len() && block.text.len() > 80);
        return;
    }
    let config = dom_smoothie::Config { disable_json_ld: true, max_elements_to_parse: 60_000, ..Default::default() };
    let Ok(mut reader) = dom_smoothie::Readability::with_document(document, None, Some(config)) else { return };
    let Ok(article) = reader.parse() else { return };
    let content = Document::fragment(article.content);
    let mut kept: FxHashSet<u32> = FxHashSet::default();
    for element in content.root().descendants_it() {
        if let Some(number) = element.attr(blocks::MARK).and_then(|n| n.parse().ok()) {
            kept.insert(number);
        }
    }
    for block in blocks {
        block.chosen = kept.contains(&block.parents[0]);
    }
}

/// Labels the blocks and puts their texts together, one a line.
pub(crate) fn label(
    blocks: &[Block],
    title: &str,
    judge: &crate::judge::Judge,
    carried: &Carried,
) -> (String, Vec<Piece>) {
    let mut kept = judge.kept(blocks, title);
    for (kept, block) in kept.iter_mut().zip(blocks) {
        *kept |= carried.holds(&block.text);
    }
    let mut raw = String::new();
    let mut pieces = Vec::with_capacity(blocks.len());
    let mut titled = false;
    for (block, kept) in blocks.iter().zip(kept) {
        if !raw.is_empty() {
            raw.push('\n');
        }
        let start = raw.len();
        raw.push_str(&block.text);
        let is_title = !title.is_empty() && block.text == title;
        let kind = if is_title { Title } else { kind_of(block, kept) };
        if kind == Body {
            // A dateline, a credit or the like may share the block with its text.
            pieces.extend(segment::cut_body(&block.text).into_iter().map(|mut piece| {
                piece.range = piece.range.start + start..piece.range.end + start;
                piece
            }));
            continue;
        }
        pieces.push(Piece { range: start..raw.len(), kind, is_repeat: is_title && titled, sure: true });
        titled |= is_title;
    }
    (raw, pieces)
}

/// Longer texts, in bytes, are no credit, whatever their element is called.
const CREDIT_LENGTH: usize = 200;

/// The kind of a block, by the judgement and the elements above it.
fn kind_of(block: &Block, kept: bool) -> SegmentKind {
    let has = |bits: u32| block.hints & bits != 0;
    let short = block.text.len() < CREDIT_LENGTH;
    // "By Ann Poe" among links to others is theirs.
    let own = !has(hint::RELATED | hint::CARD | hint::ASIDE | hint::COMMENTS | hint::FOOTER | hint::NAV | hint::MENU);
    if kept {
        return match block.tag {
            Tag::H1 | Tag::H2 | Tag::H3 | Tag::H4 => Subhead,
            Tag::Caption => Caption,
            _ if has(hint::CREDIT) && short => Credit,
            _ if has(hint::CAPTION | hint::FIGURE) => Caption,
            _ => Body,
        };
    }
    if has(hint::CREDIT) && short {
        Credit
    } else if block.text.len() < 120 && (has(hint::BYLINE) || (own && segment::byline(&block.text).is_some())) {
        Byline
    } else if has(hint::RELATED | hint::CARD) {
        Related
    } else if has(hint::FOOTER | hint::COMMENTS | hint::AUTHOR_BOX) {
        Tail
    } else {
        Interface
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_text_of_marks_alone_is_no_danger() {
        let of = |text: String| blocks::blocks(&Document::from(format!("<body><p>{text}</p></body>")));
        assert!(!can_choose(&of("&amp;".repeat(400_000))));
        assert!(can_choose(&of("The mayor &amp; the harbour master opened the bridge. ".repeat(2_000))));
    }

    #[test]
    fn a_page_too_long_for_the_extractor_keeps_all_its_text() {
        let text = "The mayor opened the bridge &amp; the lock on Monday, and she said that it was late. ".repeat(20);
        let html = format!("<body><h1>Bridge opens at last</h1>{}</body>", format!("<p>{text}</p>").repeat(700));
        let page = read(&html, None);
        assert!(page.raw.len() > MOST_TEXT);
        let kept = page.pieces.iter().filter(|p| p.kind.in_body()).map(|p| p.range.len()).sum::<usize>();
        assert!(kept * 10 > page.raw.len() * 9, "{kept} of {}", page.raw.len());
    }
}
