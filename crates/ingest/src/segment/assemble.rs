//! Labelled pieces to the stored body and its segments.

use parallax_records::{Segment, TextRange};

use super::Piece;

/// The cleaned body: the pieces that stay, once each, a line feed between them.
pub(crate) fn assemble(raw: &str, pieces: &[Piece]) -> (String, Vec<Segment>) {
    let mut body = String::with_capacity(raw.len());
    let mut segments = Vec::with_capacity(pieces.len());
    for piece in pieces {
        let kept = (piece.kind.in_body() && !piece.is_repeat).then(|| {
            if !body.is_empty() {
                body.push('\n');
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

/// Segments over a body that is kept as it is: both ranges are the same.
pub(crate) fn untouched(pieces: &[Piece]) -> Vec<Segment> {
    let segment = |piece: &Piece| {
        let range = TextRange::new(piece.range.start, piece.range.end);
        Segment { kind: piece.kind, is_repeat: piece.is_repeat, raw: range, body: Some(range) }
    };
    pieces.iter().map(segment).collect()
}
