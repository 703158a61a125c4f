//! Meetings that are still to come, or only thought of, though no verb of theirs says so.

use std::ops::Range;

use parallax_records::Status;

use super::parties::Finder;
use crate::{Deprel, Upos, Xpos};

/// What is done to a meeting before it is held.
const PREPARES: [&str; 14] = [
    "arrange",
    "await",
    "establish",
    "expect",
    "organise",
    "organize",
    "plan",
    "prepare",
    "propose",
    "pursue",
    "request",
    "schedule",
    "seek",
    "start",
];

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
        // "had words for Weil hours ahead of a meeting with him"
        let near = (trigger.start.saturating_sub(4).max(self.sentence.start + 1)..trigger.start)
            .any(|t| self.doc.lower(t) == "of" && self.doc.lower(t - 1) == "ahead");
        // "a first step toward a summit of the two"
        let toward = (trigger.start.saturating_sub(3).max(self.sentence.start)..trigger.start)
            .any(|t| matches!(self.doc.lower(t), "toward" | "towards"));
        prior || near || toward || opening && promised() || self.travels(trigger)
    }

    /// "is heading into talks with Weil", "was en route to Ran for a meeting with Weil".
    fn travels(&self, trigger: &Range<usize>) -> bool {
        let doc = self.doc;
        let near = trigger.start.saturating_sub(12).max(self.sentence.start)..trigger.start;
        // The "in" of "her first in-person meeting" leads nothing.
        let leads = |t: &usize| doc.upos[*t] == Upos::Adp && self.lower(*t + 1) != "-";
        let Some(lead) = near.clone().rev().find(leads) else { return false };
        if doc.upos[trigger.end - 1] != Upos::Noun || !matches!(doc.lower(lead), "for" | "into" | "to") {
            return false;
        }
        near.start < lead
            && (near.start..lead).any(|t| {
                let goes = matches!(doc.lemma(t), "arrive" | "depart" | "fly" | "go" | "head" | "leave" | "travel");
                goes && matches!(doc.xpos[t], Xpos::Vbg | Xpos::Vbz | Xpos::Vbp)
                    || doc.lower(t) == "route" && self.lower(t.wrapping_sub(1)) == "en"
                    || doc.lower(t) == "way" && doc.xpos[t - 1] == Xpos::PrpDollar
            })
    }

    /// What the verb above a meeting says of it: "is preparing for her meeting with Weil", "will decide after her meeting with
    /// Weil", "could establish a summit between Calder and Weil", "when Calder sits down to talks with Weil, it will ...".
    pub(super) fn prospect(&self, trigger: &Range<usize>) -> Option<Status> {
        let doc = self.doc;
        let mut at = trigger.end - 1;
        if doc.upos[at] != Upos::Noun {
            return None;
        }
        for _ in 0..3 {
            let (relation, head) = (doc.deprels[at].universal(), doc.head(at)?);
            if doc.upos[head] != Upos::Verb {
                at = head;
                continue;
            }
            if matches!(relation, Deprel::Obj | Deprel::Obl) && PREPARES.contains(&doc.lemma(head)) {
                return Some(Status::Planned);
            }
            let when = matches!(doc.xpos[head], Xpos::Vbz | Xpos::Vbp)
                && doc.children(head).any(|t| doc.lower(t) == "when" && t < head);
            let modal = |word: &[&str]| doc.children_by(head, Deprel::Aux).any(|t| word.contains(&doc.lower(t)));
            let aside = matches!(relation, Deprel::Obl | Deprel::Nsubj);
            return match () {
                () if when || aside && modal(&["will", "'ll", "’ll"]) => Some(Status::Planned),
                () if modal(&["would", "could", "might", "may"]) => Some(Status::Possible),
                () => None,
            };
        }
        None
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
