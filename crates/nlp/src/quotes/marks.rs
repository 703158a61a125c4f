//! Finds what stands between quotation marks, on raw characters and paragraph by paragraph.
//!
//! News text mixes every style: straight and curly, guillemets, low marks, doubled
//! backticks and apostrophes, single marks that look like apostrophes. About one article in
//! ten has marks that do not balance, so a mark is read by what stands beside it
//! and never trusted to have a partner:
//!
//! * a mark with space before it and a letter after it opens, the reverse closes, and only a
//!   straight mark between two letters or two spaces falls back to taking turns;
//! * a stretch that is still open at the end of its paragraph ends there; where the next
//!   paragraph opens with a mark again, that one continues it (open each, close once);
//! * single marks open a stretch only where a closing one follows in the paragraph that no
//!   possessive explains better ("the voters' choice").
//!
//! Known misses: a British single-quoted utterance that ends in a plural possessive, and a
//! closing mark whose opening partner was lost before the paragraph's first word.

use parallax_records::TextRange;

/// Which marks hold a stretch.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) enum Style {
    /// Double marks of any shape, guillemets included.
    Double,
    /// Single marks.
    Single,
}

/// A stretch between quotation marks.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Marked {
    /// With its marks.
    pub(crate) outer: TextRange,
    /// Without them, and without white space at its edges.
    pub(crate) inner: TextRange,
    /// The shape of its marks.
    pub(crate) style: Style,
    /// How many stretches stand around it.
    pub(crate) depth: u8,
    /// Whether a closing mark ends it; otherwise its paragraph does.
    pub(crate) closed: bool,
    /// Whether it goes on with a stretch that the paragraph before left open.
    pub(crate) continues: bool,
}

/// What a mark does, judged by its shape and by the characters beside it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Turn {
    Opens,
    Closes,
    /// A straight mark that could be either.
    Either,
}

/// One mark of a paragraph.
#[derive(Debug, Clone, Copy)]
struct Mark {
    at: usize,
    end: usize,
    style: Style,
    turn: Turn,
}

/// How many marks further on are looked at to judge one; keeps hostile text linear.
const LOOK_AHEAD: usize = 64;

/// Finds every stretch between marks, in order of their opening marks.
pub(crate) fn find(text: &str) -> Vec<Marked> {
    let mut found = Vec::new();
    if memchr::memchr3(b'"', b'\'', b'`', text.as_bytes()).is_none() && text.is_ascii() {
        return found;
    }
    let mut left_open = false;
    for paragraph in paragraphs(text) {
        let before = found.len();
        let marks = marks_of(text, &paragraph);
        left_open = pair(text, &paragraph, &marks, left_open, &mut found);
        found[before..].sort_by_key(|m| (m.outer.start, std::cmp::Reverse(m.outer.end)));
        set_depths(&mut found[before..]);
    }
    found
}

/// The paragraphs of a text: its lines that hold anything.
fn paragraphs(text: &str) -> Vec<std::ops::Range<usize>> {
    let mut out: Vec<std::ops::Range<usize>> = Vec::new();
    let mut start = 0;
    for end in memchr::memchr_iter(b'\n', text.as_bytes()).chain([text.len()]) {
        if !text[start..end].trim().is_empty() {
            out.push(start..end);
        }
        start = end + 1;
    }
    out
}

/// Reads every mark of a paragraph by its neighbours.
fn marks_of(text: &str, paragraph: &std::ops::Range<usize>) -> Vec<Mark> {
    let mut marks = Vec::new();
    let mut skip_to = 0;
    for (offset, ch) in text[paragraph.clone()].char_indices() {
        let at = paragraph.start + offset;
        if at < skip_to {
            continue;
        }
        let twin = matches!(ch, '`' | '\'' | '’' | '‘') && text[at + ch.len_utf8()..paragraph.end].starts_with(ch);
        let end = at + ch.len_utf8() * if twin { 2 } else { 1 };
        let before = text[paragraph.start..at].chars().next_back();
        let after = text[end..paragraph.end].chars().next();
        let mark = match (ch, twin) {
            ('"' | '”', _) if ends_in_feet(&text[paragraph.start..at]) => None,
            ('“' | '”' | '„' | '‟' | '«' | '»' | '"' | '＂', _) => double(ch, before, after),
            ('`' | '‘', true) => Some((Style::Double, Turn::Opens)),
            ('\'' | '’', true) => Some((Style::Double, by_context(before, after).unwrap_or(Turn::Closes))),
            ('‘' | '‛' | '‹' | '`', false) => single_open(before, after).then_some((Style::Single, Turn::Opens)),
            ('\'' | '’' | '›', false) => single(text, paragraph, at, end, before, after),
            _ => None,
        };
        if let Some((style, turn)) = mark {
            marks.push(Mark { at, end, style, turn });
            skip_to = end;
        }
    }
    marks
}

/// Whether the words before a mark are a height that it gives the inches of: 6'3".
fn ends_in_feet(before: &str) -> bool {
    let feet = before.trim_end_matches(|c: char| c.is_ascii_digit());
    let Some(rest) = feet.strip_suffix(['\'', '’']) else { return false };
    (1..=2).contains(&(before.len() - feet.len())) && rest.ends_with(|c: char| c.is_ascii_digit())
}

/// Judges a double mark.
fn double(ch: char, before: Option<char>, after: Option<char>) -> Option<(Style, Turn)> {
    let context = by_context(before, after);
    let turn = match ch {
        // Inches and seconds: 6'2" tall.
        '"' if before.is_some_and(|c| c.is_ascii_digit()) && after.is_some_and(char::is_alphanumeric) => return None,
        '"' | '＂' => context.unwrap_or(Turn::Either),
        // An opening curly mark that plainly closes ("abhorrent“ in a speech), and the reverse.
        '“' | '«' | '„' | '‟' if context == Some(Turn::Closes) => Turn::Closes,
        '”' | '»' if context == Some(Turn::Opens) && before != Some('”') => Turn::Opens,
        '”' | '»' => Turn::Closes,
        _ => Turn::Opens,
    };
    Some((Style::Double, turn))
}

/// What the neighbours of a mark say, where they say anything.
fn by_context(before: Option<char>, after: Option<char>) -> Option<Turn> {
    let open_side = before.is_none_or(|c| c.is_whitespace() || "([{<—–-/:=".contains(c) || is_opening_mark(c));
    let close_side = after.is_none_or(|c| c.is_whitespace() || ")]}>—–-/:;,.!?…".contains(c));
    match (open_side, close_side) {
        (true, false) => Some(Turn::Opens),
        (false, true) => Some(Turn::Closes),
        // Glued to the next word by a scraper: `tacos."Former` closes.
        (false, false) if before.is_some_and(|c| ".,!?…".contains(c)) => Some(Turn::Closes),
        (true, true) if before.is_none() => Some(Turn::Opens),
        (true, true) if after.is_none() => Some(Turn::Closes),
        _ => None,
    }
}

fn is_opening_mark(c: char) -> bool {
    matches!(c, '“' | '‘' | '«' | '„' | '‹')
}

/// Whether a shape that opens single stretches does so here; a curly one also starts
/// shortened words ("‘em"), which have no letter before them either.
fn single_open(before: Option<char>, after: Option<char>) -> bool {
    before.is_none_or(|c| !c.is_alphanumeric())
        && after.is_some_and(|c| c.is_alphanumeric() || "[(…$£€#@“\"".contains(c))
}

/// Judges a single mark or apostrophe.
fn single(
    text: &str,
    paragraph: &std::ops::Range<usize>,
    at: usize,
    end: usize,
    before: Option<char>,
    after: Option<char>,
) -> Option<(Style, Turn)> {
    let letter_before = before.is_some_and(char::is_alphanumeric);
    let letter_after = after.is_some_and(char::is_alphanumeric);
    if letter_before && letter_after {
        return None; // don't
    }
    let opens_here = before.is_none_or(|c| c.is_whitespace() || "([{—–-\"“".contains(c));
    if opens_here && letter_after {
        return (!is_clipped(&text[end..paragraph.end])).then_some((Style::Single, Turn::Opens));
    }
    if before.is_some_and(|c| !c.is_whitespace()) && !letter_after {
        // "the voters' choice": a possessive where a word in lower case follows directly.
        let possessive = matches!(before, Some('s' | 'S' | 'z' | 'x'))
            && text[end..paragraph.end].strip_prefix(' ').is_some_and(|rest| rest.starts_with(char::is_alphabetic));
        // "goin' home", "rock 'n' roll"
        let clipped = text[..at].ends_with("in") && after.is_some_and(char::is_whitespace);
        return Some((Style::Single, if possessive || clipped { Turn::Either } else { Turn::Closes }));
    }
    None
}

/// Whether the letters after an apostrophe are a shortened word or a decade.
fn is_clipped(rest: &str) -> bool {
    let word: String = rest.chars().take_while(|c| c.is_alphanumeric()).take(8).collect::<String>().to_lowercase();
    word.starts_with(|c: char| c.is_ascii_digit()) && word.len() <= 3
        || matches!(
            &*word,
            "em" | "til" | "till" | "cause" | "n" | "tis" | "twas" | "bout" | "round" | "cuz" | "s" | "ll"
        )
}

/// Pairs the marks of one paragraph; says whether a double stretch is still open at its end.
fn pair(
    text: &str,
    paragraph: &std::ops::Range<usize>,
    marks: &[Mark],
    left_open: bool,
    found: &mut Vec<Marked>,
) -> bool {
    let first_word = paragraph.start + text[paragraph.clone()].find(|c: char| !c.is_whitespace()).unwrap_or(0);
    let mut open: Vec<(Mark, bool)> = Vec::new();
    for (i, mark) in marks.iter().enumerate() {
        let holder = open.iter().rposition(|(m, _)| m.style == mark.style);
        let opens = match (mark.style, mark.turn) {
            (_, Turn::Opens) if holder.is_none() => true,
            (Style::Double, Turn::Opens) => nests(marks, i),
            (Style::Single, Turn::Opens) => false,
            (Style::Double, Turn::Either) => holder.is_none(),
            (_, Turn::Closes | Turn::Either) => false,
        };
        if opens {
            if mark.style == Style::Single && !single_is_closed(marks, i) {
                continue;
            }
            open.push((*mark, left_open && mark.style == Style::Double && mark.at == first_word));
            continue;
        }
        let Some(holder) = holder else {
            // The paragraph before left a stretch open and this one closes it without a mark of its own.
            let first = found.last().is_none_or(|m| (m.outer.end as usize) <= first_word);
            if left_open && mark.style == Style::Double && mark.turn == Turn::Closes && first {
                let ghost = Mark { at: first_word, end: first_word, ..*mark };
                push(text, ghost, mark.at, mark.end, true, true, found);
            }
            continue;
        };
        match (mark.style, mark.turn) {
            // A second opening mark while one stretch is open: the first lost its partner.
            (Style::Double, Turn::Opens) => {
                let (lost, continues) = open[holder];
                push(text, lost, mark.at, mark.at, false, continues, found);
                open.truncate(holder);
                open.push((*mark, false));
            }
            (Style::Single, Turn::Opens) => {}
            (Style::Single, Turn::Either) if single_is_closed(marks, i) => {}
            _ => {
                let (partner, continues) = open[holder];
                push(text, partner, mark.at, mark.end, true, continues, found);
                open.truncate(holder);
            }
        }
    }
    let end = paragraph.start + text[paragraph.clone()].trim_end().len();
    let mut still_open = false;
    for (mark, continues) in open.into_iter().filter(|(m, _)| m.style == Style::Double) {
        push(text, mark, end, end, false, continues, found);
        still_open = true;
    }
    still_open
}

/// Whether a double mark that opens inside an open stretch is a quotation in a quotation:
/// from it on the paragraph must hold closing marks for both.
fn nests(marks: &[Mark], at: usize) -> bool {
    let mut depth = 2i32;
    for mark in marks[at + 1..].iter().take(LOOK_AHEAD).filter(|m| m.style == Style::Double) {
        depth += if mark.turn == Turn::Opens { 1 } else { -1 };
        if depth <= 0 {
            return true;
        }
    }
    false
}

/// Whether a single stretch that opens at `at` is closed before the next one opens.
fn single_is_closed(marks: &[Mark], at: usize) -> bool {
    let mut ahead = marks[at + 1..].iter().take(LOOK_AHEAD).filter(|m| m.style == Style::Single).map(|m| m.turn);
    let likely = ahead.clone().any(|turn| turn == Turn::Either);
    ahead.find(|turn| *turn != Turn::Either).map_or(likely, |turn| turn == Turn::Closes)
}

/// Keeps a stretch, its edges trimmed; one without a letter or digit is no quotation.
fn push(text: &str, mark: Mark, close: usize, end: usize, closed: bool, continues: bool, found: &mut Vec<Marked>) {
    let inside = &text[mark.end..close];
    let start = mark.end + (inside.len() - inside.trim_start().len());
    let stop = mark.end + inside.trim_end().len();
    if start >= stop || !inside.contains(char::is_alphanumeric) {
        return;
    }
    let outer_end = if closed { end } else { stop };
    found.push(Marked {
        outer: TextRange::new(mark.at, outer_end.max(stop)),
        inner: TextRange::new(start, stop),
        style: mark.style,
        depth: 0,
        closed,
        continues,
    });
}

/// Counts for each stretch how many stand around it. `found` is in order of opening.
fn set_depths(found: &mut [Marked]) {
    let mut around: Vec<TextRange> = Vec::new();
    for marked in found {
        while around.last().is_some_and(|outer| !outer.contains(marked.outer)) {
            around.pop();
        }
        marked.depth = around.len().min(usize::from(u8::MAX)) as u8;
        around.push(marked.outer);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn inner(text: &str) -> Vec<&str> {
        find(text).iter().map(|m| m.inner.slice(text)).collect()
    }

    #[test]
    fn every_style_of_mark() {
        for text in [
            "\"Roads are open,\" she said.",
            "“Roads are open,” she said.",
            "``Roads are open,'' she said.",
            "«Roads are open,» she said.",
            "‘Roads are open,’ she said.",
            "'Roads are open,' she said.",
            "„Roads are open,“ she said.",
            "“Roads are open,\" she said.",
        ] {
            assert_eq!(inner(text), ["Roads are open,"], "{text}");
        }
    }

    #[test]
    fn apostrophes_are_no_marks() {
        for text in [
            "The farmers' union didn't vote in the '90s.",
            "It’s the mayors’ turn, and the clerk’s.",
            "Rock 'n' roll, get 'em and goin' home.",
            "He is 6'2\" tall and she is 5'9\".",
        ] {
            assert_eq!(inner(text), Vec::<&str>::new(), "{text}");
        }
    }

    #[test]
    fn a_possessive_does_not_end_a_single_quotation() {
        assert_eq!(inner("'The miners' demands are fair,' said Ms Orly."), ["The miners' demands are fair,"]);
        assert_eq!(inner("It's a 'dead letter' for the miners' union."), ["dead letter"]);
    }

    #[test]
    fn nested_stretches_carry_their_depth() {
        let text = "“She told me, ‘Wait here,’ and left,” he said.";
        let found = find(text);
        assert_eq!(found.len(), 2);
        assert_eq!((found[0].depth, found[1].depth), (0, 1));
        assert_eq!(found[1].inner.slice(text), "Wait here,");
        let text = "He read \"the \"final\" offer\" aloud.";
        assert_eq!(inner(text), ["the \"final\" offer", "final"]);
    }

    #[test]
    fn paragraphs_open_each_and_close_once() {
        let text = "“First part of it.\n\n“Second part.\n\n“Third part,” said the baker.";
        let found = find(text);
        assert_eq!(
            found.iter().map(|m| (m.closed, m.continues)).collect::<Vec<_>>(),
            [(false, false), (false, true), (true, true)]
        );
        let unmarked = "\"First part of it.\n\nSecond part,\" said the baker.";
        assert_eq!(inner(unmarked), ["First part of it.", "Second part,"]);
    }

    #[test]
    fn a_lost_closing_mark_does_not_swallow_the_next_quotation() {
        assert_eq!(inner("“We stay, she said. “We never left,” he said."), ["We stay, she said.", "We never left,"]);
    }

    #[test]
    fn a_wrong_curly_mark_is_read_by_its_neighbours() {
        assert_eq!(inner("She called it “a mistake“ in a letter."), ["a mistake"]);
        assert_eq!(inner("He said: ”Come in.”"), ["Come in."]);
    }

    #[test]
    fn glued_marks_close() {
        assert_eq!(inner("She said: \"Never again.\"Later she left."), ["Never again."]);
    }

    proptest! {
        #[test]
        fn never_panics_and_ranges_slice(text in "[a-z\"“”‘’'` .,\n«»é]{0,200}") {
            for m in find(&text) {
                prop_assert!(!m.inner.slice(&text).is_empty());
                prop_assert!(m.outer.contains(m.inner));
                prop_assert!(!m.inner.slice(&text).contains('\n'));
            }
        }

        #[test]
        fn any_text_is_accepted(text in "\\PC{0,300}") {
            find(&text);
        }
    }
}
