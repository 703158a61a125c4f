//! How a quote was recognised, and whether anything is said there at all.
//!
//! Reports without quotation marks are told from what only looks like one; these are found, but they are no speech:
//!
//! | rule | what | example |
//! |---|---|---|
//! | `thought`, `shown` | by the cue | he hoped that ... / the poll showed that ... |
//! | `attitude` | a cue of no list, or a quoted term under a cue that nobody speaks | what is labelled "A" |
//! | `shown` | by a thing that is no paper | the slow start suggests that ... |
//! | `attitude` | what is refused, was not said or may be said | he declined to comment / if Holm announces a run |
//! | `topic` | a thing spoken of or a deed, where a clause would be said | she criticised the plan / they issued a permit |

use std::ops::Range;

use parallax_records::QuoteKind;

use super::cues::{self, Stance, stance};
use super::outline::Outline;
use crate::document::Document;
use crate::entities::role;
use crate::lexicon::is_organization_head;
use crate::tagset::{Deprel, Upos, Xpos};

/// What a quote's name is made from.
pub(super) struct Act<'a> {
    pub(super) cue: usize,
    pub(super) kind: QuoteKind,
    /// The content's tokens, run by run.
    pub(super) content: &'a [Range<usize>],
    pub(super) speaker: Option<&'a Range<usize>>,
}

/// Names how a quote was recognised.
pub(super) fn rule_of(doc: &Document<'_>, outline: &Outline, act: &Act<'_>) -> &'static str {
    let Act { cue, kind, speaker, .. } = *act;
    let first = act.content.iter().map(|run| run.start).min().unwrap_or(cue);
    if doc.form(cue) == ":" {
        return "colon";
    }
    if doc.lower(cue) == "according" {
        return "according-to";
    }
    let stance = outline.stance_of(doc, cue);
    if kind == QuoteKind::Indirect {
        match stance {
            Some(Stance::Thought) => return "thought",
            Some(Stance::Shown) => return "shown",
            None => return "attitude",
            Some(_) if is_unsaid(doc, cue) => return "attitude",
            Some(_) if is_sign(doc, outline, cue, speaker) => return "shown",
            _ if names_topic(doc, act) => return "topic",
            _ => {}
        }
    }
    let silent = kind == QuoteKind::Mixed && speaker.is_none() && !stance.is_some_and(Stance::is_speech);
    if silent {
        return "attitude";
    }
    if doc.upos[cue] == Upos::Noun {
        return "noun-cue";
    }
    match speaker {
        None => "cue-alone",
        Some(speaker) if first < cue && speaker.start > cue => "inverted",
        Some(_) if first < cue => "cue-after",
        Some(_) => "cue-before",
    }
}

/// Whether a verb tells of what was not said: "refused to sell", "did not say whether", "if Holm announces a run".
pub(super) fn is_unsaid(doc: &Document<'_>, cue: usize) -> bool {
    if doc.upos[cue] != Upos::Verb {
        return false;
    }
    let refused = matches!(doc.lemma(cue), "refuse" | "decline");
    // "not only said" is said.
    let negated = doc.children(cue).any(|t| {
        t < cue
            && matches!(doc.lower(t), "not" | "n't" | "n’t" | "never")
            && !matches!(doc.lower(t + 1), "only" | "just" | "merely" | "simply")
    });
    let condition =
        doc.children_by(cue, Deprel::Mark).any(|t| t < cue && matches!(doc.lower(t), "if" | "unless" | "until"));
    // "no group claimed it", "the state can order them to stop"
    let subject = doc.children_by(cue, Deprel::Nsubj).next();
    let nobody = subject.is_some_and(|s| {
        matches!(doc.lower(s), "nobody" | "none" | "neither")
            || doc
                .children(s)
                .any(|k| k < s && matches!(doc.lower(k), "no" | "neither") && doc.lower(k + 1) != "wonder")
            || doc.lower(s) == "one" && s > 0 && doc.lower(s - 1) == "no"
    });
    // "I can tell you" tells.
    let tells = subject.is_some_and(|s| matches!(doc.lower(s), "i" | "we"));
    let able = !tells
        && doc.children_by(cue, Deprel::Aux).any(|t| matches!(doc.lower(t), "can" | "could" | "may" | "might"))
        && !doc.children(cue).any(|t| doc.deprels[t] == Deprel::AuxPass);
    // "It is telling that nobody came"
    let apt = doc.lower(cue) == "telling"
        && subject.is_some_and(|s| doc.lower(s) == "it")
        && doc.children_by(cue, Deprel::Obj).next().is_none();
    refused || negated || condition || nobody || able || apt
}

/// Whether a thing speaks for itself: "that development suggests a way out", where no person or body and no paper does.
fn is_sign(doc: &Document<'_>, outline: &Outline, cue: usize, speaker: Option<&Range<usize>>) -> bool {
    let signs = matches!(doc.lemma(cue), "imply" | "indicate" | "signal" | "suggest" | "underscore");
    let Some(speaker) = speaker.filter(|_| signs) else { return false };
    let head =
        speaker.clone().find(|t| doc.head(*t).is_none_or(|h| !speaker.contains(&h)) && doc.upos[*t] != Upos::Punct);
    head.is_some_and(|head| {
        let lemma = doc.lemma(head);
        let being = |word: &str| {
            role(word).is_some()
                || is_organization_head(word)
                || word.ends_with("er")
                || word.ends_with("or")
                || word.ends_with("ist")
        };
        let some = matches!(
            lemma,
            "author" | "dozen" | "hundred" | "majority" | "many" | "other" | "pair" | "percent" | "some" | "thousand"
        );
        let paper = matches!(
            lemma,
            "ad" | "article"
                | "blog"
                | "book"
                | "complaint"
                | "email"
                | "filing"
                | "letter"
                | "memo"
                | "post"
                | "tweet"
        ) || stance(lemma, Upos::Noun).is_some_and(Stance::is_speech);
        let lower = doc.lower(head);
        doc.upos[head] == Upos::Noun
            && outline.being[head] == 0
            && !(being(lemma) || being(lower) || being(lower.trim_end_matches('s')) || some || paper)
            && !(head..speaker.end).any(|t| outline.being[t] == 1)
    })
}

/// Whether somebody is asked by nobody in particular, so that his own words follow: "Asked about the pier, Holm said ...".
pub(super) fn is_prompt(doc: &Document<'_>, cue: usize) -> bool {
    let before = cue.checked_sub(1).filter(|t| doc.sentence_tokens(cue).contains(t));
    let opens = before.is_none_or(|t| matches!(doc.lower(t), "," | "when" | "if" | "once" | "and" | "but" | "—" | "•"));
    matches!(doc.lemma(cue), "ask" | "press" | "question" | "quiz")
        && matches!(doc.xpos[cue], Xpos::Vbn | Xpos::Vbd)
        && opens
        && doc.children_by(cue, Deprel::Nsubj).next().is_none()
        && matches!(doc.deprels[cue].universal(), Deprel::Advcl | Deprel::Acl)
}

/// Whether the content of a verb is no clause but a thing spoken of: "criticised the plan". A
/// plain object of an announcement, denial or demand is what was said all the same ("announced a truce"), but for verbs
/// whose objects are things done ("issued a permit").
fn names_topic(doc: &Document<'_>, act: &Act<'_>) -> bool {
    let cue = act.cue;
    let verb = doc.upos[cue] == Upos::Verb;
    let says = matches!(
        cues::stance_of_verb(doc.lemma(cue)),
        Some(
            Stance::Announced
                | Stance::Denied
                | Stance::Urged
                | Stance::Promised
                | Stance::Confirmed
                | Stance::Claimed
                | Stance::Predicted
        )
    );
    let deed = cues::is_deed(doc.lemma(cue));
    if !verb || says && !deed && doc.xpos[cue] != Xpos::Vbn {
        return false;
    }
    let inside = |t: usize| act.content.iter().any(|run| run.contains(&t));
    let clause = doc.children(cue).any(|k| match doc.deprels[k].universal() {
        Deprel::Ccomp | Deprel::Xcomp | Deprel::Csubj => !deed || inside(k),
        Deprel::Parataxis => inside(k),
        Deprel::Advcl => inside(k) && !deed,
        _ => false,
    }) || act.content.iter().any(|run| opens_clause(doc, run) || closes_report(doc, cue, run));
    // "agreed to pay": what somebody takes on is a decision.
    let bound = matches!(doc.lemma(cue), "agree" | "allow")
        && doc.children_by(cue, Deprel::Xcomp).any(|k| doc.xpos[k] == Xpos::Vb);
    let object = act.content.iter().flat_map(Clone::clone).any(|t| {
        doc.head(t) == Some(cue) && matches!(doc.deprels[t].universal(), Deprel::Obj | Deprel::Obl | Deprel::Iobj)
    });
    // "accused the town of waste", "praised her for it": a charge or praise with its ground is a statement.
    let charge = matches!(cues::stance_of_verb(doc.lemma(cue)), Some(Stance::Criticized | Stance::Praised));
    let ground = |t: usize| {
        let leads = match doc.lower(t) {
            "of" | "for" => charge,
            "as" => t + 1 < doc.len() && doc.lower(t + 1) != "well",
            _ => false,
        };
        leads
            && doc.head(t).and_then(|noun| doc.head(noun)).is_some_and(|above| {
                above == cue || matches!(doc.lemma(cue), "accuse" | "blame") && doc.head(above) == Some(cue)
            })
    };
    let grounded = object && !deed && act.content.iter().flat_map(Clone::clone).any(ground);
    // "condemned by both sides", "the suit, first reported by the Herald": what is spoken of stands in front.
    let spoken_of = doc.xpos[cue] == Xpos::Vbn
        && (doc.deprels[cue].universal() == Deprel::Acl || doc.children_by(cue, Deprel::AuxPass).next().is_some())
        && act.content.iter().all(|run| run.end <= cue && !run.clone().any(|t| is_finite(doc, t)));
    // "threatened the mayor", "highlighted questions about waste": without any verb nothing is stated.
    let bare = !says && !grounded && {
        let mut words = act.content.iter().flat_map(Clone::clone);
        !words.any(|t| matches!(doc.upos[t], Upos::Verb | Upos::Aux))
            && !matches!(
                doc.lemma(cue),
                "say" | "tell" | "ask" | "call" | "label" | "brand" | "dub" | "describe" | "declare"
            )
    };
    // "rebuked him by voting against it": a deed that says as much as words.
    let by_deed = charge
        && doc
            .children(cue)
            .any(|k| doc.xpos[k] == Xpos::Vbg && k > cue && doc.children(k).any(|c| doc.lower(c) == "by"));
    // "reported on papers that show the leak": what describes the object is not what was said.
    let describes = act.content.iter().all(|run| {
        let verb = doc.head(run.start).filter(|v| {
            matches!(doc.lower(run.start), "that" | "which" | "who")
                && doc.deprels[run.start] == Deprel::Nsubj
                && *v <= run.start + 2
                && doc.deprels[*v] == Deprel::AclRelcl
        });
        verb.and_then(|v| doc.head(v)).is_some_and(|noun| noun > cue && noun < run.start)
    });
    bound || spoken_of || bare || by_deed || describes || !clause && (object && !says && !grounded || deed)
}

fn is_finite(doc: &Document<'_>, token: usize) -> bool {
    matches!(doc.xpos[token], Xpos::Vbd | Xpos::Vbz | Xpos::Vbp | Xpos::Md)
}

/// Whether a run opens as a reported clause does: "released a statement saying | that the road was open".
fn opens_clause(doc: &Document<'_>, run: &Range<usize>) -> bool {
    let opens = matches!(doc.lower(run.start), "that" | "whether" | "if") && doc.upos[run.start] == Upos::Sconj;
    opens && run.clone().any(|t| is_finite(doc, t))
}

/// Whether a clause stands before a report that closes it: "The toll may rise by May, | Holm told reporters".
fn closes_report(doc: &Document<'_>, cue: usize, run: &Range<usize>) -> bool {
    let tells = matches!(doc.lemma(cue), "add" | "report" | "say" | "tell" | "write") && doc.xpos[cue] != Xpos::Vbn;
    tells && run.end <= cue && run.clone().any(|t| is_finite(doc, t))
}

/// Whether what is reported is only a word that points at it: "said so", "the plan which they proposed".
pub(super) fn only_points(doc: &Document<'_>, content: &[Range<usize>]) -> bool {
    // "said that in a speech"
    let first = content.iter().map(|run| run.start).min().unwrap_or(0);
    let demonstrative = doc.lower(first) == "that"
        && doc.upos[first + 1] == Upos::Adp
        && !content.iter().flat_map(Clone::clone).any(|t| matches!(doc.upos[t], Upos::Verb | Upos::Aux));
    let mut words = content.iter().flat_map(Clone::clone).filter(|t| doc.upos[*t] != Upos::Punct);
    demonstrative
        || words.all(|t| {
            matches!(
                doc.lower(t),
                "it" | "this"
                    | "that"
                    | "these"
                    | "those"
                    | "which"
                    | "what"
                    | "who"
                    | "whom"
                    | "so"
                    | "him"
                    | "her"
                    | "them"
                    | "as"
                    | "much"
            )
        })
}
