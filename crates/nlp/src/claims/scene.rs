//! What stands around a trigger: walking over auxiliaries, adverbs, relative clauses, parentheses.
//!
//! Needs parts of speech and, where it was read, the tree; every question is asked of one sentence.

use std::ops::Range;

use super::counted::Counted;
use super::frames::{Frames, Pattern, Step, Trigger};
use crate::{Deprel, Document, Upos, Xpos};

/// How many words may stand between a number and the verb it is the subject of.
const FARTHEST: usize = 60;

/// All a sentence offers to the linker.
pub(super) struct Scene<'a, 't> {
    pub(super) doc: &'a Document<'t>,
    pub(super) frames: &'a Frames,
    pub(super) sentence: Range<usize>,
    pub(super) counted: &'a [Counted],
    pub(super) triggers: &'a [Trigger],
}

impl Scene<'_, '_> {
    pub(super) fn lower(&self, at: usize) -> &str {
        if self.sentence.contains(&at) { self.doc.lower(at) } else { "" }
    }

    pub(super) fn upos(&self, at: usize) -> Upos {
        if self.sentence.contains(&at) { self.doc.upos.get(at).copied().unwrap_or(Upos::X) } else { Upos::Punct }
    }

    pub(super) fn xpos(&self, at: usize) -> Xpos {
        if self.sentence.contains(&at) { self.doc.xpos.get(at).copied().unwrap_or(Xpos::Xx) } else { Xpos::Xx }
    }

    pub(super) fn pattern(&self, trigger: &Trigger) -> &Pattern {
        &self.frames.patterns[trigger.pattern]
    }

    /// The counted phrase that starts at a token, or one determiner later.
    pub(super) fn counted_at(&self, at: usize) -> Option<usize> {
        let at_start = |t: usize| self.counted.iter().position(|c| c.tokens.start == t && c.included.is_none());
        at_start(at).or_else(|| {
            let determiner = matches!(
                self.lower(at),
                "the"
                    | "all"
                    | "its"
                    | "his"
                    | "her"
                    | "their"
                    | "these"
                    | "those"
                    | "at"
                    | "only"
                    | "just"
                    | "all-told"
                    | "both"
                    | "almost"
                    | "also"
                    | "-"
                    | ":"
                    | "\""
                    | "“"
            );
            determiner
                .then(|| at_start(at + 1).or_else(|| (self.lower(at) == "all").then(|| at_start(at + 2)).flatten()))
                .flatten()
        })
    }

    /// The counted phrase that ends at a token.
    pub(super) fn counted_before(&self, at: usize) -> Option<usize> {
        self.counted.iter().rposition(|c| c.tokens.end == at)
    }

    /// Skips adverbs to the right.
    pub(super) fn past_adverbs(&self, mut at: usize) -> usize {
        while self.upos(at) == Upos::Adv
            && !matches!(
                self.lower(at),
                "as" | "about"
                    | "nearly"
                    | "almost"
                    | "around"
                    | "over"
                    | "more"
                    | "less"
                    | "roughly"
                    | "approximately"
                    | "perhaps"
            )
        {
            at += 1;
        }
        at
    }

    /// Walks left over adverbs and auxiliaries from a verb; gives where the chain begins and whether
    /// a form of "be" or "get" stands in it, directly before the verb or its adverbs.
    pub(super) fn auxiliaries(&self, verb: usize) -> (usize, bool) {
        let mut at = verb;
        let mut passive = false;
        let mut nearest = true;
        while at > self.sentence.start {
            let lower = self.lower(at - 1);
            match lower {
                "is" | "are" | "was" | "were" | "be" | "been" | "being" | "get" | "got" | "gets" | "getting"
                | "'re" | "’re" => {
                    passive |= nearest;
                    nearest = false;
                }
                "has" | "have" | "had" | "having" | "will" | "would" | "may" | "might" | "could" | "should" | "can"
                | "must" | "did" | "do" | "does" | "'ve" | "’ve" | "'d" => nearest = false,
                "to" if matches!(
                    self.lower(at - 2),
                    "believed"
                        | "thought"
                        | "reported"
                        | "feared"
                        | "known"
                        | "said"
                        | "understood"
                        | "likely"
                        | "expected"
                        | "presumed"
                        | "confirmed"
                        | "due"
                        | "assumed"
                        | "alleged"
                        | "continue"
                        | "continued"
                ) =>
                {
                    at -= 1;
                    nearest = false;
                }
                "not" | "n't" | "n’t" | "never" | "also" | "still" | "already" | "both" | "either" | "all"
                | "since" | "then" | "now" | "later" => {}
                "reported" | "confirmed" | "feared" | "presumed" | "believed" | "pronounced" | "found" | "declared"
                | "left" | "remain" | "remains" | "remained" | "remaining" | "lay" | "lie" | "lying" | "reportedly"
                | "currently" => {}
                _ if self.upos(at - 1) == Upos::Adv && !matches!(lower, "when" | "where" | "as" | "ago" | "how") => {}
                _ => break,
            }
            at -= 1;
        }
        (at, passive)
    }

    /// Whether a noun phrase stands at a token as a verb's direct object would.
    pub(super) fn object_follows(&self, at: usize) -> bool {
        let at = self.past_adverbs(at);
        if self.counted.iter().any(|c| c.tokens.start == at) {
            return true;
        }
        match self.upos(at) {
            Upos::Det => !matches!(self.lower(at), "all" | "both"),
            Upos::Propn | Upos::Noun => !is_time_word(self.lower(at)),
            Upos::Pron => !matches!(self.lower(at), "there" | "who" | "which" | "that" | "what"),
            Upos::Num | Upos::Adj => self.upos(at + 1) == Upos::Noun,
            _ => false,
        }
    }

    /// The counted phrase that is the subject of a predicate whose words begin at `at`, with a score.
    ///
    /// Between them may stand what hangs on the phrase: prepositional phrases, "including ...",
    /// relative clauses, appositions, other members of a coordination; no finite verb of their own.
    pub(super) fn subject(&self, at: usize, verb: usize) -> Option<(usize, f32)> {
        let tree_subject = self.tree_subject(verb);
        let at = self.over_parenthesis(at);
        // "who died" asks for the phrase next to it, "died" for the whole: "two of the seven".
        let relative = at < verb && matches!(self.lower(at), "who" | "that" | "which") || self.lower(at) == ",";
        for (i, counted) in self.counted.iter().enumerate().rev() {
            if counted.tokens.end > at {
                continue;
            }
            let gap = counted.tokens.end..at;
            if gap.len() > FARTHEST {
                return None;
            }
            let outer = self
                .counted
                .iter()
                .any(|o| o.tokens.end == counted.tokens.end && o.tokens.start < counted.tokens.start);
            if outer && !relative {
                continue;
            }
            if self.opens_clause(&gap) {
                return None;
            }
            // "56 civilians including 11 children were killed": the whole is the subject.
            let part_of = |lead: usize| {
                self.counted[..i]
                    .iter()
                    .any(|c| c.tokens.end == lead || c.tokens.end + 1 == lead && self.lower(c.tokens.end) == ",")
            };
            if counted.included.is_some_and(|lead| !gap.is_empty() && i > 0 || part_of(lead)) {
                continue;
            }
            if gap.is_empty() {
                return Some((i, 0.95));
            }
            let by_tree = tree_subject.map(|s| s == counted.anchor() || counted.tokens.contains(&s));
            if by_tree == Some(true) {
                return Some((i, 0.92));
            }
            if gap.len() <= 22
                && self.transparent(gap.clone())
                && !(by_tree == Some(false) && self.bare_subject(tree_subject, &gap))
            {
                let far = gap.len() as f32 * 0.012;
                return Some((i, 0.85 - far));
            }
            // The number nearest to the verb decides: a farther one is the subject only over a transparent gap.
            if counted.included.is_none() && !self.in_gap_phrase(i, at) {
                return None;
            }
        }
        None
    }

    /// "was a sailor before his brother died": a clause whose subject stands before the verb.
    pub(super) fn opens_clause(&self, gap: &Range<usize>) -> bool {
        gap.len() > 1
            && matches!(
                self.lower(gap.start),
                "after" | "before" | "when" | "while" | "because" | "until" | "once" | "since"
            )
            && matches!(self.upos(gap.end - 1), Upos::Noun | Upos::Propn | Upos::Pron)
    }

    /// Whether the tree names a subject that stands in the gap as a phrase of its own ("In the raid on 20 people
    /// the gunman was killed").
    pub(super) fn bare_subject(&self, subject: Option<usize>, gap: &Range<usize>) -> bool {
        // "Another suspect, whom they took for the leader, was killed": what a relative clause between two commas holds
        // is none of the clause above.
        let inserted = matches!(self.lower(gap.start), ",")
            && matches!(self.lower(gap.start + 1), "who" | "whom" | "which" | "whose")
            && self.lower(gap.end - 1) == ",";
        subject.is_some_and(|s| {
            gap.contains(&s) && !inserted && !matches!(self.doc.deprels.get(s), Some(Deprel::Conj | Deprel::Appos)) && {
                let first = self.doc.subtree(s).start;
                first > gap.start && !matches!(self.lower(first.saturating_sub(1)), "and" | "," | "including" | "or")
                    || first == gap.start && matches!(self.upos(first), Upos::Det | Upos::Pron | Upos::Propn)
            }
        })
    }

    /// Whether a counted phrase hangs on a phrase before it by a preposition or "including".
    pub(super) fn in_gap_phrase(&self, counted: usize, _at: usize) -> bool {
        let start = self.counted[counted].tokens.start;
        start > self.sentence.start
            && (self.upos(start - 1) == Upos::Adp || matches!(self.lower(start - 1), "and" | "or" | ","))
    }

    pub(super) fn tree_subject(&self, verb: usize) -> Option<usize> {
        if self.doc.heads.is_empty() {
            return None;
        }
        let mut at = verb;
        // "was injured" may hang on a conjunct: its subject is that of the first.
        for _ in 0..3 {
            if let Some(subject) = self.doc.children_by(at, Deprel::Nsubj).next() {
                return Some(subject);
            }
            match self.doc.deprels[at] {
                Deprel::Conj | Deprel::Xcomp | Deprel::Ccomp if self.doc.deprels[at] != Deprel::Ccomp => {
                    at = self.doc.head(at)?
                }
                _ => return None,
            }
        }
        None
    }

    /// Whether tokens between a subject and its predicate can all hang on the subject.
    pub(super) fn transparent(&self, gap: Range<usize>) -> bool {
        let first = self.lower(gap.start);
        let opens = matches!(self.upos(gap.start), Upos::Adp | Upos::Sconj)
            || matches!(
                first,
                "," | "—"
                    | "–"
                    | "-"
                    | "--"
                    | "("
                    | "who"
                    | "which"
                    | "that"
                    | "whom"
                    | "and"
                    | "or"
                    | "including"
                    | "mostly"
                    | "mainly"
                    | "among"
                    | "of"
                    | "many"
                    | "some"
                    | "all"
                    | "most"
                    | "both"
                    | "\""
                    | "”"
                    | "themselves"
            )
            || matches!(self.xpos(gap.start), Xpos::Vbg | Xpos::Vbn)
            || self.upos(gap.start) == Upos::Adv
            || is_time_word(first);
        if !opens {
            return false;
        }
        let mut relative = false;
        for t in gap.clone() {
            match self.lower(t) {
                "who" | "which" | "whom" | "where" | "that" | "whose" | "(" => relative = true,
                "," | "—" | ")" | "--" => relative = false,
                ";" | ":" | "“" | "``" | "but" | "while" | "when" | "because" | "as" | "after" | "before" => {
                    if matches!(self.lower(t), "after" | "before") && self.upos(t) == Upos::Adp {
                        continue;
                    }
                    return false;
                }
                "and" if t > gap.start && self.xpos(t + 1) == Xpos::Vbd => return false,
                _ => {
                    let finite = matches!(self.xpos(t), Xpos::Vbd | Xpos::Vbz | Xpos::Vbp | Xpos::Md);
                    if finite && !relative {
                        return false;
                    }
                }
            }
        }
        true
    }

    /// The counted phrases that a pattern's paths reach from its trigger.
    pub(super) fn by_tree(&self, trigger: &Trigger, pattern: &Pattern) -> Option<usize> {
        if self.doc.heads.is_empty() {
            return None;
        }
        let anchor = |token: usize| {
            self.counted.iter().position(|c| c.anchor() == token || (c.head.is_none() && c.tokens.contains(&token)))
        };
        let at = trigger.tokens.start;
        pattern.paths.iter().find_map(|step| match step {
            Step::Here => None,
            Step::Down(relation) => {
                self.doc.children(at).filter(|c| self.doc.deprels[*c] == *relation).find_map(anchor)
            }
            Step::Up(relation) => {
                (self.doc.deprels[at] == *relation).then(|| self.doc.head(at)).flatten().and_then(anchor)
            }
        })
    }

    /// Steps left over "who", "that", "in which", a dash or comma before it.
    pub(super) fn over_relative(&self, mut at: usize) -> usize {
        if matches!(self.lower(at.wrapping_sub(1)), "who" | "that" | "which") && at > self.sentence.start {
            at -= 1;
            if matches!(self.lower(at.wrapping_sub(1)), "," | "—") && at > self.sentence.start {
                at -= 1;
            }
        }
        at
    }

    /// Steps left over what stands between two dashes before a token.
    pub(super) fn over_parenthesis(&self, at: usize) -> usize {
        let dash = |t: usize| matches!(self.lower(t), "—" | "–" | "--") && self.sentence.contains(&t);
        if at > self.sentence.start + 2
            && dash(at - 1)
            && let Some(open) = (self.sentence.start..at - 1).rev().take(14).find(|t| dash(*t))
        {
            return open;
        }
        at
    }

    /// Whether a trigger follows a token directly, adverbs aside.
    pub(super) fn fate_after(&self, at: usize) -> bool {
        let at = self.past_adverbs(at);
        self.triggers.iter().any(|t| t.tokens.start == at)
    }
}

pub(super) fn is_time_word(lower: &str) -> bool {
    matches!(
        lower,
        "monday"
            | "tuesday"
            | "wednesday"
            | "thursday"
            | "friday"
            | "saturday"
            | "sunday"
            | "yesterday"
            | "today"
            | "tonight"
            | "overnight"
            | "last"
            | "early"
            | "late"
            | "earlier"
            | "this"
            | "so"
            | "alone"
            | "nov."
            | "dec."
            | "jan."
            | "feb."
            | "aug."
            | "sept."
            | "oct."
            | "earlier this"
            | "tuesdays"
    )
}
