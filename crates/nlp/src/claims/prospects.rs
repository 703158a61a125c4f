//! Meetings that are still to come, or only thought of, though no verb of theirs says so.

use std::ops::Range;

use super::parties::Finder;
use crate::Deprel;

impl Finder<'_, '_, '_> {
    /// Whether the words around say that a meeting is still to come: "look forward to meeting Weil", "ahead of her talks with
    /// Weil", "in her talks with Weil she will also try to ...".
    pub(super) fn lies_ahead(&self, trigger: &Range<usize>, tokens: &Range<usize>) -> bool {
        let before = |at: usize, back: usize| self.lower(at.wrapping_sub(back));
        if before(trigger.start, 1) == "to" && before(trigger.start, 2) == "forward" {
            return true;
        }
        let prior = before(tokens.start, 1) == "of" && before(tokens.start, 2) == "ahead"
            || before(tokens.start, 1) == "to"
                && before(tokens.start, 2) == "up"
                && before(tokens.start, 3) == "leading";
        let opening =
            tokens.start == self.sentence.start + 1 && matches!(before(tokens.start, 1), "in" | "at" | "during");
        let promised = || {
            let root = self.sentence.clone().find(|t| self.doc.head(*t).is_none());
            root.is_some_and(|root| {
                self.doc.children_by(root, Deprel::Aux).any(|t| matches!(self.doc.lower(t), "will" | "'ll"))
            })
        };
        prior || opening && promised()
    }

    /// Whether a meeting is only spoken of: "a meeting between Calder and Weil seemed impossible".
    pub(super) fn is_imagined(&self, trigger: &Range<usize>) -> bool {
        let head = self.doc.head(trigger.end - 1).filter(|_| self.doc.deprels[trigger.end - 1] == Deprel::Nsubj);
        let is_doubt = |t: usize| {
            matches!(
                self.doc.lower(t),
                "impossible" | "possible" | "unlikely" | "likely" | "complicated" | "difficult" | "unthinkable"
            )
        };
        head.is_some_and(|head| is_doubt(head) || self.doc.children_by(head, Deprel::Xcomp).any(is_doubt))
    }
}
