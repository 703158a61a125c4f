//! Markdown files: a head of `key: value` lines, `#` headings, pictures.

use parallax_records::SegmentKind::{Caption, Interface, Subhead, Title};

use crate::read::{FieldMap, Given};
use crate::segment::{self, Mode, Piece};

/// Labels a Markdown text, and reads its head.
pub(crate) fn label(raw: &str) -> (Vec<Piece>, Given) {
    let (given, begin) = head(raw);
    let mut pieces = segment::label(&raw[begin..], Mode::File);
    let mut titled = given.title.is_some();
    for piece in &mut pieces {
        piece.range = piece.range.start + begin..piece.range.end + begin;
        let text = piece.text(raw);
        let marks = text.bytes().take_while(|b| *b == b'#').count();
        if (1..=6).contains(&marks) && text[marks..].starts_with(' ') {
            let heading = text[marks..].trim_matches(['#', ' ']);
            let start = piece.range.start + (heading.as_ptr() as usize - text.as_ptr() as usize);
            piece.range = start..start + heading.len();
            piece.kind = if marks == 1 && !titled { Title } else { Subhead };
            titled |= piece.kind == Title;
            piece.sure = true;
        } else if text.starts_with("![") && text.ends_with(')') {
            piece.kind = Caption;
            if let Some(end) = text.find("](").filter(|end| *end > 2) {
                piece.range = piece.range.start + 2..piece.range.start + end;
            } else {
                piece.kind = Interface;
            }
            piece.sure = true;
        } else if text.bytes().all(|b| matches!(b, b'-' | b'*' | b'_' | b'=')) {
            piece.kind = Interface;
            piece.sure = true;
        }
    }
    // A first line taken for the headline gives way to one that is marked.
    if pieces.iter().filter(|p| p.kind == Title && !p.is_repeat).count() > 1
        && let Some(first) = pieces.iter_mut().find(|p| p.kind == Title)
    {
        first.kind = Subhead;
    }
    pieces.retain(|p| !p.range.is_empty());
    (pieces, given)
}

/// The `key: value` lines between two `---` at the top, and where the text begins.
fn head(raw: &str) -> (Given, usize) {
    let Some(rest) = raw.strip_prefix("---\n").or_else(|| raw.strip_prefix("---\r\n")) else {
        return (Given::default(), 0);
    };
    let Some(end) = rest.find("\n---") else { return (Given::default(), 0) };
    let cells = rest[..end].lines().filter_map(|line| line.split_once(':'));
    let cells = cells.map(|(key, value)| (key.trim(), value.trim().trim_matches(['"', '\''])));
    let begin = raw.len() - rest.len() + end + 4;
    (FieldMap::default().given_of_cells(cells), begin)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn head_headings_and_pictures() {
        let raw = "---\ntitle: \"Bridge opens\"\ndate: 2019-05-05\n---\n\n![The old bridge](a.jpg)\n\nThe mayor opened it on Monday.\n\n## Next\n\nMore text follows here.\n";
        let (pieces, given) = label(raw);
        assert_eq!(given.title.as_deref(), Some("Bridge opens"));
        assert_eq!(given.published.as_deref(), Some("2019-05-05"));
        let texts: Vec<_> = pieces.iter().map(|p| (p.kind, p.text(raw))).collect();
        assert_eq!(texts[0], (Caption, "The old bridge"));
        assert!(texts.contains(&(Subhead, "Next")));
    }

    #[test]
    fn a_marked_headline() {
        let raw = "# Bridge opens\n\nThe mayor opened it on Monday, after a long delay that had many causes.\n";
        let (pieces, _) = label(raw);
        assert_eq!((pieces[0].kind, pieces[0].text(raw)), (Title, "Bridge opens"));
    }
}
