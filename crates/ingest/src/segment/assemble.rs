//! Labelled pieces to the stored body and its segments.

use parallax_records::{Segment, SegmentKind, TextRange};

use super::Piece;

/// The cleaned body: the pieces that stay, once each, a line feed between them, or a space where something
/// was taken out of the middle of a line.
pub(crate) fn assemble(raw: &str, pieces: &[Piece]) -> (String, Vec<Segment>) {
    let mut body = String::with_capacity(raw.len());
    let mut segments = Vec::with_capacity(pieces.len());
    for (number, piece) in pieces.iter().enumerate() {
        let kept = (piece.kind.in_body() && !piece.is_repeat).then(|| {
            if !body.is_empty() {
                body.push(if is_within_line(raw, &pieces[..number], piece) { ' ' } else { '\n' });
            }
            let start = body.len();
            body.push_str(piece.text(raw));
            TextRange::new(start, body.len())
        });
        segments.push(Segment {
            kind: piece.kind,
            is_repeat: piece.is_repeat,
            raw: TextRange::new(piece.range.start, piece.range.end),
            body: kept,
        });
    }
    (body, segments)
}

/// Whether a piece goes on with a line that a box of related headlines interrupts.
fn is_within_line(raw: &str, before: &[Piece], piece: &Piece) -> bool {
    let [.., opening, inner] = before else { return false };
    inner.kind == SegmentKind::Related
        && opening.kind == piece.kind
        && !raw[opening.range.end..piece.range.start].contains('\n')
}

/// Segments over a body that is kept as it is: both ranges are the same.
pub(crate) fn untouched(pieces: &[Piece]) -> Vec<Segment> {
    let segment = |piece: &Piece| {
        let range = TextRange::new(piece.range.start, piece.range.end);
        Segment { kind: piece.kind, is_repeat: piece.is_repeat, raw: range, body: Some(range) }
    };
    pieces.iter().map(segment).collect()
}
