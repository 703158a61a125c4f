//! The line rules: which line is what, by its form, its neighbours and its place.

use std::ops::Range;

use parallax_records::SegmentKind::{
    self, Body, Byline, Caption, Credit, Dateline, Interface, Related, Subhead, Tail, Title,
};

use super::lexicon::{folded, is_interface, is_related, is_tail_heading};
use super::notices::notice;
use super::{Piece, marks, repeats};
use crate::judge::Judge;

/// What kind of text is labelled.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Mode {
    /// A whole file: its first lines hold the headline.
    File,
    /// The text of a record, whose headline stands apart.
    Record,
}

/// A line without the white space around it.
#[derive(Debug, Clone)]
struct Line<'t> {
    range: Range<usize>,
    text: &'t str,
    key: String,
}

fn lines(raw: &str) -> Vec<Line<'_>> {
    let mut out = Vec::new();
    let mut at = 0;
    for line in raw.split_inclusive(['\n', '\r', '\u{2028}', '\u{2029}']) {
        let text = line.trim_matches(|c: char| c.is_whitespace() || matches!(c, '\u{feff}' | '\u{200b}' | '\0'));
        if !text.is_empty() {
            let start = at + (text.as_ptr() as usize - line.as_ptr() as usize);
            out.push(Line { range: start..start + text.len(), text, key: folded(text) });
        }
        at += line.len();
    }
    out
}

/// Cuts a text into labelled pieces, in order; together they hold all but white space.
pub(crate) fn label(raw: &str, mode: Mode) -> Vec<Piece> {
    label_by(raw, mode, &crate::judge::LINES)
}

/// The same, with a given judge of lines.
pub(crate) fn label_by(raw: &str, mode: Mode, judge: &Judge) -> Vec<Piece> {
    let lines = lines(raw);
    let judged = if mode == Mode::File { judged(raw, &lines, judge) } else { Vec::new() };
    let mut pieces = label_lines(raw, mode, &lines, &judged);
    let nothing = |pieces: &[Piece]| !pieces.iter().any(|p| p.kind.in_body() && !p.is_repeat);
    // Where nothing would stay, the judge had nothing to tell the text from: all of it stays.
    if !judged.is_empty() && nothing(&pieces) {
        pieces = label_lines(raw, mode, &lines, &[]);
    }
    // A headline over and over: once more it is the text.
    if nothing(&pieces)
        && let Some(piece) =
            pieces.iter_mut().find(|p| p.is_repeat && matches!(p.kind, Title | Body | Caption | Subhead))
    {
        (piece.kind, piece.is_repeat) = (Body, false);
    }
    super::boxes::set_apart(raw, &mut pieces);
    pieces
}

fn label_lines(raw: &str, mode: Mode, lines: &[Line<'_>], judged: &[Judged]) -> Vec<Piece> {
    let mut pieces = Vec::with_capacity(lines.len() + 8);
    for line in lines {
        cut(line, &mut pieces);
    }
    signed(raw, &mut pieces);
    if mode == Mode::File {
        headline(raw, &mut pieces, judged);
    }
    bylines(raw, mode, &mut pieces);
    // First: of two copies, the one that stays is told, though the other stands above it in a menu.
    if mode == Mode::File {
        leave_out(&mut pieces, judged);
    }
    repeats::mark(raw, &mut pieces, mode);
    tail(raw, &mut pieces);
    if mode == Mode::File {
        subheads(raw, &mut pieces);
    }
    pieces
}

/// Cuts a block that is known to be the article's: a dateline and a credit are set apart, the rest
/// stays running text.
pub(crate) fn cut_body(text: &str) -> Vec<Piece> {
    let mut pieces = Vec::new();
    for line in lines(text) {
        let before = pieces.len();
        cut(&line, &mut pieces);
        let apart = pieces[before..].iter().any(|p: &Piece| matches!(p.kind, Dateline | Credit | Caption));
        if !apart {
            pieces.truncate(before);
            pieces.push(Piece { range: line.range, kind: Body, is_repeat: false, sure: true });
        }
    }
    pieces
}

/// Labels one line by its own form, cutting it where two kinds share it.
fn cut(line: &Line<'_>, pieces: &mut Vec<Piece>) {
    let mut push = |range: Range<usize>, kind: SegmentKind, sure: bool| {
        if !range.is_empty() {
            let range = line.range.start + range.start..line.range.start + range.end;
            pieces.push(Piece { range, kind, is_repeat: false, sure });
        }
    };
    let text = line.text;
    let whole = 0..text.len();
    let labels = marks::glued_labels(text);
    if labels > 0 {
        push(0..text[..labels].trim_end().len(), Interface, true);
        let rest = Line {
            range: line.range.start + labels..line.range.end,
            text: &text[labels..],
            key: folded(&text[labels..]),
        };
        return match marks::doubled_credit(rest.text) {
            true => push(labels..text.len(), Credit, true),
            false => cut(&rest, pieces),
        };
    }
    if is_interface(&line.key) || is_doubled_label(&line.key) || marks::is_menu(text) {
        return push(whole, Interface, true);
    }
    if is_tail_heading(&line.key) {
        return push(whole, Tail, true);
    }
    if let Some(kind) = notice(&line.key) {
        return push(whole, kind, true);
    }
    if let Some((label, kind)) = marks::opening_label(text) {
        push(0..text[..label].trim_end().len(), Interface, true);
        return push(label..text.len(), kind, true);
    }
    if let Some([caption, credit, rest]) = marks::barred_credit(text) {
        push(0..caption, Caption, true);
        push(credit..text[..rest].trim_end().len(), Credit, true);
        return push(rest..text.len(), Body, false);
    }
    if (is_related(&line.key, text) || marks::points_on(text)) && text.len() < 240 {
        return push(whole, Related, true);
    }
    if marks::is_sign_off(text) {
        return push(whole, Tail, true);
    }
    if let Some((credit, caption)) = marks::credit_before_caption(text) {
        push(0..credit, Credit, true);
        return push(caption..text.len(), Caption, true);
    }
    if let Some(credit) = marks::credit(text) {
        push(0..text[..credit.start].trim_end().len(), Caption, true);
        return push(credit, Credit, true);
    }
    if marks::is_caption(text) {
        return push(whole, Caption, true);
    }
    if let Some(dateline) = marks::dateline(text) {
        let end = dateline.text.len();
        push(0..end, Dateline, true);
        let rest = text[end..].trim_start();
        return push(text.len() - rest.len()..text.len(), Body, true);
    }
    push(whole, Body, false);
}

/// "Send in e-mailSend in e-mail": a short label that stands twice in its line.
fn is_doubled_label(key: &str) -> bool {
    let half = key.len() / 2;
    if !(4..=48).contains(&key.len()) || !key.is_char_boundary(half) {
        return false;
    }
    let glued = key.len().is_multiple_of(2) && key[..half] == key[half..];
    let spaced = !key.len().is_multiple_of(2) && key.as_bytes()[half] == b' ' && key[..half] == key[half + 1..];
    // "Bora Bora" is a place: spaced labels must be longer than a name.
    (glued && key.contains(char::is_alphabetic)) || (spaced && key[..half].contains(' '))
}

/// Whether a line can be a headline: not too long, and no sentence with its full stop.
pub(super) fn is_headline(text: &str) -> bool {
    let length = text.chars().count();
    let end = text.trim_end_matches(['"', '”', '\'', '’', ')']);
    let stop = end.ends_with(':') || (end.ends_with('.') && !end.ends_with("..") && !ends_in_abbreviation(end));
    (8..=220).contains(&length) && text.contains(char::is_whitespace) && !(stop && length > 60)
}

/// "U.S.", "D.C.": the full stop belongs to the word.
fn ends_in_abbreviation(text: &str) -> bool {
    let last = text.rsplit(' ').next().unwrap_or_default();
    last.matches('.').count() > 1
        || matches!(
            last,
            "Jr." | "Sr." | "Inc." | "Co." | "Corp." | "Ltd." | "Dept." | "Gov." | "Sen." | "Rep." | "St." | "Ave."
        )
}

/// A line, and whether it belongs to the article.
type Judged = (Range<usize>, bool);

/// What the trained judge makes of the lines of a file; nothing for a file that shows no sign of
/// having been a page: there every line is the article's.
fn judged(raw: &str, lines: &[Line<'_>], judge: &Judge) -> Vec<Judged> {
    let fragments = lines.iter().filter(|l| !is_paragraph(l.text)).count();
    if lines.len() < PAGE_LINES || fragments * 3 < lines.len() {
        return Vec::new();
    }
    let block = |line: &Line<'_>| crate::html::Block { text: raw[line.range.clone()].to_owned(), ..Default::default() };
    let blocks: Vec<crate::html::Block> = lines.iter().map(block).collect();
    let kept = judge.kept(&blocks, "");
    lines.iter().map(|l| l.range.clone()).zip(kept).collect()
}

/// The longest sentence, in characters, that is taken for a headline.
const APART: usize = 110;
/// Fewer lines are no flattened page.
const PAGE_LINES: usize = 30;

/// The judgement on the line that a piece stands in; it stays where there is none.
fn stays(judged: &[Judged], piece: &Piece) -> bool {
    let at = judged.partition_point(|(range, _)| range.end <= piece.range.start);
    judged.get(at).is_none_or(|(_, kept)| *kept)
}

/// Lines that no rule knows and that the judge does not take for the article's.
fn leave_out(pieces: &mut [Piece], judged: &[Judged]) {
    let last = pieces.iter().rposition(|p| matches!(p.kind, Body | Subhead) && stays(judged, p));
    for (at, piece) in pieces.iter_mut().enumerate() {
        if matches!(piece.kind, Body | Subhead) && !stays(judged, piece) {
            piece.kind = if last.is_some_and(|last| at > last) { Tail } else { Interface };
            piece.sure = true;
        }
    }
}

/// The first line that is no label is the headline, where it looks like one and a text follows. In a
/// flattened page the menu comes first: there it is the line next above the text.
fn headline(raw: &str, pieces: &mut [Piece], judged: &[Judged]) {
    // What opens a file points nowhere: "OPINION: …" is its headline.
    if let Some(piece) = pieces.first_mut().filter(|p| p.kind == Related) {
        (piece.kind, piece.sure) = (Body, false);
    }
    let is_label = |p: &Piece| matches!(p.kind, Interface | Credit | Related) || (p.kind == Caption && p.sure);
    let Some(mut first) = pieces.iter().position(|p| !is_label(p)) else { return };
    // "Marlow Post" alone above a headline is the head of its paper.
    let next = pieces.iter().skip(first + 1).find(|p| !is_label(p));
    if next.is_some_and(|p| p.kind == Body && is_headline(p.text(raw)) && marks::byline(p.text(raw)).is_none())
        && pieces[first].kind == Body
        && crate::outlet::is_outlet(pieces[first].text(raw))
    {
        (pieces[first].kind, pieces[first].sure) = (Interface, true);
        let Some(below) = pieces.iter().position(|p| !is_label(p)) else { return };
        first = below;
    }
    let running = |p: &Piece| p.kind == Body && is_paragraph(p.text(raw)) && stays(judged, p);
    if !judged.is_empty()
        && let Some(text) = pieces.iter().position(running)
    {
        let candidate = |p: &Piece| {
            let line = p.text(raw);
            p.kind == Body
                && !p.sure
                && line.split_whitespace().count() >= 3
                && is_headline(line)
                && marks::byline(line).is_none()
        };
        let near = text.saturating_sub(12)..text;
        if let Some(above) =
            near.rev().find(|i| candidate(&pieces[*i]) && crate::dates::of_line(pieces[*i].text(raw)).is_none())
        {
            first = above;
        }
    }
    let follows = pieces[first + 1..].iter().any(|p| matches!(p.kind, Body | Caption));
    // A whole sentence is a headline where it stands apart from the text below it, and the paragraphs do not
    // stand apart from each other as well.
    let gap = |pair: &[Piece]| raw[pair[0].range.end..pair[1].range.start].matches('\n').count();
    let usual = pieces.windows(2).skip(1).map(gap).filter(|gap| *gap > 0).min();
    let apart = first == 0
        && pieces
            .get(..2)
            .is_some_and(|two| gap(two) > usual.unwrap_or(1).max(1) && two[1].range.len() > two[0].range.len());
    let piece = &mut pieces[first];
    let text = piece.text(raw);
    let plain = piece.kind == Body && !piece.sure && marks::byline(text).is_none();
    let apart = apart && text.chars().count() <= APART && text.contains(char::is_whitespace);
    if plain && follows && (is_headline(text) || apart) {
        piece.kind = Title;
        piece.sure = true;
    }
}

/// Bylines: with "By" anywhere in the upper part; in records also the bare names and outlet
/// that some dumps put first.
fn bylines(raw: &str, mode: Mode, pieces: &mut [Piece]) {
    let mut running = 0;
    for (at, piece) in pieces.iter_mut().enumerate() {
        let text = piece.text(raw);
        if piece.sure || piece.kind != Body {
            running += usize::from(piece.kind == Body && text.len() > 120);
            continue;
        }
        if marks::byline(text).is_some() && running < 3 {
            piece.kind = Byline;
            piece.sure = true;
        } else if mode == Mode::File && running == 0 && at > 0 && crate::dates::of_line(text).is_some() {
            // "Wednesday 5 March 2031, 11.20am" between the headline and the text
            (piece.kind, piece.sure) = (Dateline, true);
        } else if mode == Mode::Record && running == 0 && crate::outlet::outlet_by_name(text).is_some() {
            // The outlet on a line of its own before the first paragraph.
            (piece.kind, piece.sure) = (Byline, true);
        }
        running += usize::from(text.len() > 120);
    }
}

/// How many of the first lines may sign a text.
const SIGNED: usize = 4;

/// "Ann Poe" and below it "USA TODAY" or "Opinion contributor", or "Ann Poe, USA TODAY": who signs, without "By",
/// before the first paragraph.
fn signed(raw: &str, pieces: &mut [Piece]) {
    for at in 0..pieces.len().min(SIGNED) {
        let plain = |p: &&Piece| p.kind == Body && !p.sure;
        let Some(piece) = pieces.get(at).filter(plain) else { continue };
        let text = piece.text(raw);
        if is_paragraph(text) {
            return;
        }
        let below = pieces.get(at + 1).filter(plain).map(|p| p.text(raw));
        let stands_for = below.is_some_and(|b| is_role(b) || crate::outlet::outlet_by_name(b).is_some());
        let with_outlet = text
            .rsplit_once(", ")
            .is_some_and(|(names, outlet)| is_name_line(names) && crate::outlet::outlet_by_name(outlet).is_some());
        if with_outlet || (stands_for && is_name_line(text)) {
            let last = if stands_for { at + 1 } else { at };
            pieces[at..=last].iter_mut().for_each(|p| (p.kind, p.sure) = (Byline, true));
            return;
        }
    }
}

/// What a writer is to the paper.
fn is_role(text: &str) -> bool {
    const ROLES: [&str; 9] = [
        "columnist",
        "contributing writer",
        "contributor",
        "guest columnist",
        "opinion columnist",
        "opinion contributor",
        "staff reporter",
        "staff writer",
        "the editorial board",
    ];
    let key = folded(text);
    ROLES.binary_search(&key.as_str()).is_ok() || (key.starts_with("special to ") && key.len() < 60)
}

/// One or several names of persons: two to four capitalised words each, and no other marks.
fn is_name_line(text: &str) -> bool {
    let is_name = |name: &str| {
        let words: Vec<&str> = name.split_whitespace().collect();
        let marked = |w: &&str| w.len() > 2 && w.ends_with('.');
        (2..=4).contains(&words.len())
            && words.iter().all(|w| w.starts_with(char::is_uppercase))
            && !words.iter().any(marked)
            && !name.contains(['!', '?', ':', '"', '“'])
    };
    text.len() <= 120 && text.split(" and ").flat_map(|part| part.split(", ")).all(is_name)
}

/// Whether a line is running text: long enough, ends as a sentence does.
fn is_paragraph(text: &str) -> bool {
    let end = text.trim_end_matches(['"', '”', '\'', '’', ')', ']', '»']);
    text.len() >= 80 && (end.ends_with(['.', '!', '?', ':', '…']))
}

/// Behind a heading such as "You might also like" stand headlines of other articles, until
/// running text goes on.
fn tail(raw: &str, pieces: &mut [Piece]) {
    let mut inside = false;
    for piece in pieces {
        let text = piece.text(raw);
        match piece.kind {
            Tail => inside = is_tail_heading(&folded(text)),
            Body | Subhead if inside && !piece.is_repeat => {
                if is_paragraph(text) || piece.sure {
                    inside = false;
                } else {
                    piece.kind = Related;
                    piece.sure = true;
                }
            }
            _ => {}
        }
    }
}

/// Short lines without a full stop between paragraphs are headings.
fn subheads(raw: &str, pieces: &mut [Piece]) {
    for at in 0..pieces.len() {
        let text = pieces[at].text(raw);
        let stop = text.ends_with(['.', '!', ',', ';', '"', '”', '’', ')']);
        let short = text.chars().count() <= 90 && text.split_whitespace().count() <= 14;
        let follows = pieces.get(at + 1).is_some_and(|next| next.kind == Body && is_paragraph(next.text(raw)));
        if pieces[at].kind == Body
            && !pieces[at].sure
            && short
            && !stop
            && follows
            && text.starts_with(|c: char| c.is_uppercase() || c.is_ascii_digit() || "\"“‘'".contains(c))
        {
            pieces[at].kind = Subhead;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn kinds(raw: &str) -> Vec<(SegmentKind, bool, &str)> {
        label(raw, Mode::File).iter().map(|p| (p.kind, p.is_repeat, &raw[p.range.clone()])).collect()
    }

    #[test]
    fn a_scraped_page() {
        let raw = "Advertisement\n\nMayor opens bridge after long delay\n\nMayor opens bridge after long delay\nBy\u{a0}Ann Poe\nShare this articleComments\nThe mayor opened the new bridge on Monday after two long years. The\n\nThe old bridge in May.\nThe old bridge in May.Credit: AP\n\nThe mayor opened the new bridge on Monday after two long years.\n\nThe river had risen twice, she said, and work had stopped for good reasons.\n\nYou might also like\n\nFreedonia votes on Sunday\n";
        let expected = [
            (Interface, false, "Advertisement"),
            (Title, false, "Mayor opens bridge after long delay"),
            (Title, true, "Mayor opens bridge after long delay"),
            (Byline, false, "By\u{a0}Ann Poe"),
            (Interface, false, "Share this articleComments"),
            (Subhead, true, "The mayor opened the new bridge on Monday after two long years. The"),
            (Caption, false, "The old bridge in May."),
            (Caption, true, "The old bridge in May."),
            (Credit, false, "Credit: AP"),
            (Body, false, "The mayor opened the new bridge on Monday after two long years."),
            (Body, false, "The river had risen twice, she said, and work had stopped for good reasons."),
            (Tail, false, "You might also like"),
            (Related, false, "Freedonia votes on Sunday"),
        ];
        assert_eq!(kinds(raw), expected);
    }

    #[test]
    fn a_text_without_headline_has_none() {
        let raw =
            "The mayor opened the new bridge on Monday after two long years of work on both banks.\nShe said more.";
        assert!(kinds(raw).iter().all(|(kind, ..)| *kind == Body));
    }

    #[test]
    fn a_file_that_says_one_thing_over_and_over_keeps_it() {
        let once = "Ferry stays in harbour\n\nThe ferry stayed in harbour on Monday, the harbour master said.\n";
        let raw = once.repeat(40);
        let body: Vec<&str> = kinds(&raw).iter().filter(|(k, repeat, _)| k.in_body() && !repeat).map(|k| k.2).collect();
        assert_eq!(body, ["The ferry stayed in harbour on Monday, the harbour master said."]);
    }

    #[test]
    fn a_headline_over_and_over_is_the_text_once() {
        let raw = "The mayor opened the bridge while the river rose again\n".repeat(40);
        let kept: Vec<SegmentKind> = kinds(&raw).iter().filter(|k| !k.1).map(|k| k.0).collect();
        assert_eq!(kept, [Title, Body]);
    }

    #[test]
    fn of_two_copies_the_one_in_the_text_is_kept() {
        // A judge that knows nothing but keeps what the menu is not: the first lines are left out.
        let standfirst = "The mayor opened the new bridge on Monday after two long years of work.";
        let text = "The river had risen twice, she said, and work had stopped for good reasons.";
        let raw = format!("{standfirst}\n{standfirst}\n{text}\n");
        let lines = lines(&raw);
        let judged: Vec<Judged> = lines.iter().map(|l| (l.range.clone(), l.range.start > 0)).collect();
        let pieces = label_lines(&raw, Mode::File, &lines, &judged);
        let kept: Vec<&str> =
            pieces.iter().filter(|p| p.kind.in_body() && !p.is_repeat).map(|p| p.text(&raw)).collect();
        assert_eq!(kept, [standfirst, text]);
    }

    #[test]
    fn the_head_of_a_paper() {
        let raw = "Marlow Post\nHome | News | Weather | Ferries\n\nBridge opens after long delay\nBy the editors\nWednesday 5 March 2031, 11.20am\nThe mayor opened the bridge on Monday, after two long years of work and of waiting.\n";
        let expected = [Interface, Interface, Title, Byline, Dateline, Body];
        assert_eq!(kinds(raw).iter().map(|k| k.0).collect::<Vec<_>>(), expected);
        // A headline of two words stays one.
        let raw = "Good News\n\nThe mayor opened the bridge on Monday, after two long years of work and of waiting.\n";
        assert_eq!(kinds(raw)[0].0, Title);
    }

    #[test]
    fn doubled_labels() {
        assert!(is_doubled_label("send by postsend by post"));
        assert!(!is_doubled_label("bora bora"));
        assert!(!is_doubled_label("2020"));
    }

    #[test]
    fn records_keep_their_own_first_line() {
        let raw = "Ann Poe\n\nUSA TODAY\n\nMARLOW — The mayor opened the new bridge.";
        let pieces = label(raw, Mode::Record);
        let kinds: Vec<SegmentKind> = pieces.iter().map(|p| p.kind).collect();
        assert_eq!(kinds, [Byline, Byline, Dateline, Body]);
    }

    proptest::proptest! {
        #[test]
        fn pieces_hold_every_word_in_order(raw in "(\\PC{0,60}\n){0,8}") {
            let pieces = label(&raw, Mode::File);
            let mut end = 0;
            for piece in &pieces {
                proptest::prop_assert!(piece.range.start >= end && !piece.text(&raw).is_empty());
                let between = &raw[end..piece.range.start];
                let blank = |c: char| c.is_whitespace() || c.is_control() || matches!(c, '\u{feff}' | '\u{200b}');
                proptest::prop_assert!(between.chars().all(blank));
                end = piece.range.end;
            }
        }
    }
}
