//! A page as blocks of visible text, each with where it stands in the tree.

use std::hash::Hasher;

use dom_query::{Document, NodeRef};

/// The element that makes a block.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub(crate) enum Tag {
    #[default]
    Div,
    P,
    Li,
    H1,
    H2,
    H3,
    H4,
    Quote,
    Caption,
    Cell,
    Pre,
    Term,
    Button,
}

/// What the elements above a block say of it, as bits.
pub(crate) mod hint {
    pub(crate) const NAV: u32 = 1;
    pub(crate) const HEADER: u32 = 1 << 1;
    pub(crate) const FOOTER: u32 = 1 << 2;
    pub(crate) const ASIDE: u32 = 1 << 3;
    pub(crate) const FIGURE: u32 = 1 << 4;
    pub(crate) const FORM: u32 = 1 << 5;
    pub(crate) const ARTICLE: u32 = 1 << 6;
    pub(crate) const MAIN: u32 = 1 << 7;
    pub(crate) const COMMENTS: u32 = 1 << 8;
    pub(crate) const RELATED: u32 = 1 << 9;
    pub(crate) const SHARE: u32 = 1 << 10;
    pub(crate) const CAPTION: u32 = 1 << 11;
    pub(crate) const CREDIT: u32 = 1 << 12;
    pub(crate) const BYLINE: u32 = 1 << 13;
    pub(crate) const DATE: u32 = 1 << 14;
    pub(crate) const AD: u32 = 1 << 15;
    pub(crate) const NEWSLETTER: u32 = 1 << 16;
    pub(crate) const HIDDEN: u32 = 1 << 17;
    pub(crate) const CONTENT: u32 = 1 << 18;
    pub(crate) const TAGS: u32 = 1 << 19;
    pub(crate) const BREADCRUMB: u32 = 1 << 20;
    pub(crate) const MENU: u32 = 1 << 21;
    pub(crate) const AUTHOR_BOX: u32 = 1 << 22;
    pub(crate) const POPUP: u32 = 1 << 23;
    pub(crate) const TABLE: u32 = 1 << 24;
    pub(crate) const LIST: u32 = 1 << 25;
    pub(crate) const TOC: u32 = 1 << 26;
    pub(crate) const ARTICLE_BODY: u32 = 1 << 27;
    pub(crate) const LINK: u32 = 1 << 28;
    pub(crate) const CARD: u32 = 1 << 29;
    pub(crate) const TITLE: u32 = 1 << 30;
}

/// Words of class names and ids, with what they tell. Matched as parts of the whole name,
/// the first column first.
const CLASS_WORDS: [(&str, u32); 70] = [
    ("articlebody", hint::ARTICLE_BODY),
    ("article-body", hint::ARTICLE_BODY),
    ("article__body", hint::ARTICLE_BODY),
    ("article_body", hint::ARTICLE_BODY),
    ("article-content", hint::ARTICLE_BODY),
    ("article__content", hint::ARTICLE_BODY),
    ("entry-content", hint::ARTICLE_BODY),
    ("post-content", hint::ARTICLE_BODY),
    ("post-body", hint::ARTICLE_BODY),
    ("post__content", hint::ARTICLE_BODY),
    ("story-body", hint::ARTICLE_BODY),
    ("storybody", hint::ARTICLE_BODY),
    ("rich-text", hint::ARTICLE_BODY),
    ("richtext", hint::ARTICLE_BODY),
    ("wysiwyg", hint::ARTICLE_BODY),
    ("prose", hint::ARTICLE_BODY),
    ("main-content", hint::MAIN),
    ("page-content", hint::CONTENT),
    ("content", hint::CONTENT),
    ("story", hint::CONTENT),
    ("entry", hint::CONTENT),
    ("post", hint::CONTENT),
    ("nav", hint::NAV),
    ("menu", hint::MENU),
    ("header", hint::HEADER),
    ("masthead", hint::HEADER),
    ("footer", hint::FOOTER),
    ("sidebar", hint::ASIDE),
    ("side-bar", hint::ASIDE),
    ("rail", hint::ASIDE),
    ("widget", hint::ASIDE),
    ("comment", hint::COMMENTS),
    ("disqus", hint::COMMENTS),
    ("respond", hint::COMMENTS),
    ("related", hint::RELATED),
    ("recommend", hint::RELATED),
    ("more-", hint::RELATED),
    ("recirc", hint::RELATED),
    ("read-next", hint::RELATED),
    ("trending", hint::RELATED),
    ("popular", hint::RELATED),
    ("similar", hint::RELATED),
    ("share", hint::SHARE),
    ("social", hint::SHARE),
    ("caption", hint::CAPTION),
    ("credit", hint::CREDIT),
    ("byline", hint::BYLINE),
    ("author-bio", hint::AUTHOR_BOX),
    ("author-box", hint::AUTHOR_BOX),
    ("about-author", hint::AUTHOR_BOX),
    ("author", hint::BYLINE),
    ("date", hint::DATE),
    ("time", hint::DATE),
    ("advert", hint::AD),
    ("sponsor", hint::AD),
    ("promo", hint::AD),
    ("newsletter", hint::NEWSLETTER),
    ("subscribe", hint::NEWSLETTER),
    ("signup", hint::NEWSLETTER),
    ("tags", hint::TAGS),
    ("tag-list", hint::TAGS),
    ("breadcrumb", hint::BREADCRUMB),
    ("modal", hint::POPUP),
    ("popup", hint::POPUP),
    ("cookie", hint::POPUP),
    ("consent", hint::POPUP),
    ("toc", hint::TOC),
    ("table-of-contents", hint::TOC),
    ("card", hint::CARD),
    ("title", hint::TITLE),
];

/// A block of visible text.
#[derive(Debug, Clone, Default)]
pub(crate) struct Block {
    /// Its text, white space folded.
    pub(crate) text: String,
    /// The element that makes it.
    pub(crate) tag: Tag,
    /// What the elements above say.
    pub(crate) hints: u32,
    /// Bytes of the text inside links.
    pub(crate) linked: usize,
    /// How many elements stand above it.
    pub(crate) depth: u32,
    /// Numbers of its own element and the three block elements above.
    pub(crate) parents: [u32; 4],
    /// Whether the content extractor chose it.
    pub(crate) chosen: bool,
    /// Whether an element around says that it tells of the last change of the page.
    pub(crate) of_change: bool,
    /// The innermost element around that says something.
    pub(crate) scope: usize,
    /// Names and classes of its own element and the one above, as a hash: blocks made alike serve alike.
    /// 0 for a line of plain text.
    pub(crate) make: u64,
    /// Name and class of its own element, as a hash.
    pub(crate) own_make: u64,
}

/// An element that says something of what it holds.
#[derive(Debug, Default)]
struct Scope {
    above: usize,
    hints: u32,
    /// Bytes of text inside.
    text: usize,
}

/// What an element may say of most of a page. Anything else on such an element is the wrapper of the
/// whole page speaking ("has-newsletter", a form around everything), not of a part that can be left out.
const OF_MOST: u32 = hint::ARTICLE
    | hint::ARTICLE_BODY
    | hint::MAIN
    | hint::CONTENT
    | hint::HIDDEN
    | hint::TABLE
    | hint::LIST
    | hint::TITLE
    | hint::LINK;
/// How many of a hundred bytes of text are most of a page.
const MOST: usize = 60;
/// And how many are nearly all: readers' comments may be far longer than the article.
const NEARLY_ALL: usize = 95;

/// The attribute that marks the element of a block for the content extractor.
pub(crate) const MARK: &str = "data-block";

/// Deeper trees are flattened: no page means it, and the walk must not exhaust the stack.
const MAX_DEPTH: u32 = 250;

struct Walker {
    blocks: Vec<Block>,
    open: Block,
    scopes: Vec<Scope>,
    /// How many block elements were met.
    elements: u32,
}

/// The blocks of a page in reading order. Every element that may make a block gets its number
/// as attribute [`MARK`]; a block's own element is the first of its `parents`.
pub(crate) fn blocks(document: &Document) -> Vec<Block> {
    let mut walker = Walker { blocks: Vec::new(), open: Block::default(), scopes: vec![Scope::default()], elements: 0 };
    let root = document.body().unwrap_or_else(|| document.root());
    walker.children(&root, &Block::default());
    walker.flush();
    let Walker { mut blocks, scopes, .. } = walker;
    let hints = hints_by_scope(scopes);
    for block in &mut blocks {
        block.hints |= hints[block.scope];
    }
    blocks
}

/// What each element says together with those above it.
fn hints_by_scope(mut scopes: Vec<Scope>) -> Vec<u32> {
    // An element stands behind those above it.
    for at in (1..scopes.len()).rev() {
        let (above, text) = (scopes[at].above, scopes[at].text);
        scopes[above].text += text;
    }
    let all = scopes[0].text;
    let mut hints = vec![0; scopes.len()];
    for (at, scope) in scopes.iter().enumerate().skip(1) {
        let own = match scope.text * 100 {
            text if text > all * NEARLY_ALL => scope.hints & OF_MOST,
            text if text > all * MOST => scope.hints & (OF_MOST | hint::COMMENTS),
            _ => scope.hints,
        };
        hints[at] = hints[scope.above] | own;
    }
    hints
}

/// Whether an element is no text for a reader.
fn is_silent(name: &str) -> bool {
    matches!(
        name,
        "script"
            | "style"
            | "noscript"
            | "template"
            | "svg"
            | "head"
            | "iframe"
            | "select"
            | "option"
            | "textarea"
            | "object"
            | "canvas"
            | "math"
            | "video"
            | "audio"
            | "input"
            | "datalist"
            | "map"
    )
}

/// Whether an element runs within a line.
fn is_inline(name: &str) -> bool {
    matches!(
        name,
        "a" | "abbr"
            | "acronym"
            | "b"
            | "bdi"
            | "bdo"
            | "big"
            | "cite"
            | "code"
            | "data"
            | "del"
            | "dfn"
            | "em"
            | "font"
            | "i"
            | "ins"
            | "kbd"
            | "label"
            | "mark"
            | "nobr"
            | "q"
            | "s"
            | "samp"
            | "small"
            | "span"
            | "strike"
            | "strong"
            | "sub"
            | "sup"
            | "time"
            | "tt"
            | "u"
            | "var"
            | "wbr"
            | "g-emoji"
            | "img"
            | "picture"
            | "source"
    )
}

fn tag_of(name: &str) -> Tag {
    match name {
        "p" => Tag::P,
        "li" => Tag::Li,
        "h1" => Tag::H1,
        "h2" => Tag::H2,
        "h3" => Tag::H3,
        "h4" | "h5" | "h6" => Tag::H4,
        "blockquote" => Tag::Quote,
        "figcaption" | "caption" => Tag::Caption,
        "td" | "th" => Tag::Cell,
        "pre" => Tag::Pre,
        "dt" | "dd" | "summary" => Tag::Term,
        "button" => Tag::Button,
        _ => Tag::Div,
    }
}

/// "category-credit-cards", "tag-newsletters": what the article is about, not what the element is.
fn is_subject(class: &str) -> bool {
    ["category-", "tag-", "term-", "postid-", "post-type-"]
        .iter()
        .any(|p| class.starts_with(p) && class.len() > p.len() + 1)
}

/// Name and class of an element as a hash; never 0.
fn make_of(name: &str, node: &NodeRef<'_>) -> u64 {
    let mut hasher = rustc_hash::FxHasher::default();
    hasher.write(name.as_bytes());
    hasher.write(node.attr("class").unwrap_or_default().as_bytes());
    hasher.finish() | 1
}

/// "date-updated", "field--name-changed": what the element holds is of a later version.
fn says_change(node: &NodeRef<'_>) -> bool {
    ["class", "itemprop"].iter().filter_map(|attribute| node.attr(attribute)).any(|value| {
        let value = value.to_lowercase();
        let mut words = value.split(|c: char| !c.is_ascii_alphanumeric());
        words.any(|w| matches!(w, "updated" | "modified" | "changed" | "revised" | "datemodified"))
    })
}

/// What an element says by its name, role, class and id.
fn hints_of(name: &str, node: &NodeRef<'_>) -> u32 {
    let mut hints = match name {
        "nav" => hint::NAV,
        "header" => hint::HEADER,
        "footer" => hint::FOOTER,
        "aside" => hint::ASIDE,
        "figure" => hint::FIGURE,
        "form" => hint::FORM,
        "article" => hint::ARTICLE,
        "main" => hint::MAIN,
        "table" => hint::TABLE,
        "ul" | "ol" | "dl" => hint::LIST,
        "figcaption" => hint::CAPTION,
        "dialog" => hint::POPUP,
        _ => 0,
    };
    // The page's own element carries classes of the whole site.
    if matches!(name, "html" | "body") {
        return hints;
    }
    for attribute in ["class", "id", "role", "itemprop", "data-testid", "data-component"] {
        let Some(value) = node.attr(attribute) else { continue };
        let value = value.to_lowercase();
        for word in value.split_whitespace().filter(|w| !is_subject(w)) {
            if let Some((_, bits)) = CLASS_WORDS.iter().find(|(part, _)| word.contains(part)) {
                hints |= bits;
            }
            if matches!(word, "ad" | "ads") || word.starts_with("ad-") || word.ends_with("-ad") {
                hints |= hint::AD;
            }
            match word {
                "navigation" => hints |= hint::NAV,
                "banner" => hints |= hint::HEADER,
                "contentinfo" => hints |= hint::FOOTER,
                "complementary" => hints |= hint::ASIDE,
                "dialog" | "alertdialog" => hints |= hint::POPUP,
                _ => {}
            }
        }
    }
    let hidden = node.has_attr("hidden")
        || node.attr("aria-hidden").is_some_and(|v| &*v == "true")
        || node.attr("style").is_some_and(|style| {
            let style = style.replace(' ', "").to_lowercase();
            style.contains("display:none") || style.contains("visibility:hidden")
        });
    if hidden { hints | hint::HIDDEN } else { hints }
}

impl Walker {
    fn children(&mut self, node: &NodeRef<'_>, around: &Block) {
        // A list of its own: the marks below are set while the walk goes on.
        for child in node.children() {
            if child.is_text() {
                self.text(&child.text(), around);
            } else if child.is_element() {
                self.element(&child, around);
            }
        }
    }

    fn element(&mut self, node: &NodeRef<'_>, around: &Block) {
        let name = node.node_name().unwrap_or_default();
        if is_silent(&name) {
            return;
        }
        if matches!(&*name, "br" | "hr") {
            self.flush();
            return;
        }
        let mut inner = around.clone();
        let hints = hints_of(&name, node);
        inner.depth += 1;
        inner.of_change |= says_change(node);
        if &*name == "a" {
            inner.hints |= hint::LINK;
        }
        let inline = is_inline(&name) || around.depth > MAX_DEPTH;
        if inline {
            // An inline element with classes ("<span class=author>") keeps its line whole.
            inner.hints |= hints & (hint::HIDDEN | hint::CREDIT | hint::CAPTION | hint::BYLINE | hint::DATE);
            // Dates and names are set apart by style alone: "Ann Poe<span class=date>May 5</span>".
            let apart = hints & (hint::CREDIT | hint::BYLINE | hint::DATE) & !around.hints != 0;
            if apart && !self.open.text.is_empty() && !self.open.text.ends_with(' ') {
                self.open.text.push(' ');
            }
            if around.depth <= MAX_DEPTH {
                self.children(node, &inner);
            } else {
                self.text(&node.text(), &inner);
            }
            return;
        }
        self.flush();
        if hints != 0 {
            inner.scope = self.scopes.len();
            self.scopes.push(Scope { above: around.scope, hints, text: 0 });
        }
        self.elements += 1;
        let tag = tag_of(&name);
        if tag != Tag::Div || matches!(&*name, "div" | "section" | "article" | "main") {
            inner.tag = tag;
        }
        // A paragraph in a quotation or cell is still told by the outer element.
        if tag == Tag::P && matches!(around.tag, Tag::Quote | Tag::Caption | Tag::Cell | Tag::Li) {
            inner.tag = around.tag;
        }
        inner.own_make = make_of(&name, node);
        inner.make = inner.own_make.rotate_left(21) ^ around.own_make;
        inner.parents = [self.elements, around.parents[0], around.parents[1], around.parents[2]];
        node.set_attr(MARK, &self.elements.to_string());
        self.children(node, &inner);
        self.flush();
    }

    fn text(&mut self, text: &str, around: &Block) {
        if self.open.text.is_empty() {
            if text.trim().is_empty() {
                return;
            }
            self.open = around.clone();
            self.open.hints &= !hint::LINK;
        }
        self.scopes[around.scope].text += text.trim().len();
        let before = self.open.text.len();
        let spaced = text.starts_with(char::is_whitespace);
        let mut words = text.split_whitespace().peekable();
        let none = words.peek().is_none();
        if (spaced || none) && before > 0 && !self.open.text.ends_with(' ') {
            self.open.text.push(' ');
        }
        while let Some(word) = words.next() {
            self.open.text.push_str(word);
            if words.peek().is_some() || text.ends_with(char::is_whitespace) {
                self.open.text.push(' ');
            }
        }
        if around.hints & hint::LINK != 0 {
            self.open.linked += self.open.text.len() - before;
        }
    }

    fn flush(&mut self) {
        let mut block = std::mem::take(&mut self.open);
        let trimmed = block.text.trim_end().len();
        block.text.truncate(trimmed);
        let visible = |c: char| !c.is_whitespace() && !matches!(c, '\u{200b}' | '\u{feff}' | '\u{ad}');
        if block.text.chars().any(visible) {
            self.blocks.push(block);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn texts(html: &str) -> Vec<(Tag, String)> {
        blocks(&Document::from(html)).into_iter().map(|b| (b.tag, b.text)).collect()
    }

    #[test]
    fn lines_as_a_reader_sees_them() {
        let html = "<body><h1>Bridge <b>opens</b></h1><script>x()</script><p>The <a href=#>mayor</a>, 54,\n opened it.<br>At last.</p>loose</body>";
        assert_eq!(
            texts(html),
            [
                (Tag::H1, "Bridge opens".to_owned()),
                (Tag::P, "The mayor, 54, opened it.".to_owned()),
                (Tag::P, "At last.".to_owned()),
                (Tag::Div, "loose".to_owned())
            ]
        );
    }

    #[test]
    fn hints_come_from_above() {
        let html = "<body><div class='Site-Nav'><ul><li><a href=#>Home</a></li></ul></div><article><p>Text.</p></article></body>";
        let blocks = blocks(&Document::from(html));
        assert!(blocks[0].hints & hint::NAV != 0 && blocks[0].linked == 4);
        assert!(blocks[1].hints & hint::ARTICLE != 0 && blocks[1].linked == 0);
    }

    #[test]
    fn deep_trees_are_no_danger() {
        let html = format!("<body>{}text{}</body>", "<div>".repeat(3000), "</div>".repeat(3000));
        assert_eq!(texts(&html).len(), 1);
    }
}
