//! Linking numbers to what befell those counted: one trigger, one counted phrase.
//!
//! Each pattern of a frame names a construction, looked for on the surface, and paths, looked
//! for in the tree. The surface is tried first where trigger and number touch; the tree decides
//! over distance; where the parse is bad a careful walk over what may stand between remains.

use std::ops::Range;

use super::counted::Counted;
use super::frames::{Construction, Pattern, Trigger};
use super::inflect::Form;
use super::people::Person;
use super::scene::{Scene, is_time_word};
use crate::{Upos, Xpos};

/// A number linked to what befell those it counts.
#[derive(Debug, Clone)]
pub(super) struct Link {
    /// Index of the counted phrase in its sentence.
    pub(super) counted: usize,
    /// Index of the pattern.
    pub(super) pattern: usize,
    /// The trigger's tokens.
    pub(super) trigger: Range<usize>,
    /// How sure, between 0 and 1.
    pub(super) score: f32,
    /// How the link was made where not by the pattern itself.
    pub(super) via: Via,
    /// Two fates at once: "killed or wounded 30".
    pub(super) mixed: bool,
}

/// How a link was made.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Via {
    /// By its own trigger.
    Pattern,
    /// "10 soldiers and two nurses": with the phrase beside it.
    Coordination,
    /// "including six children": as part of the phrase before it.
    Subset,
    /// "21 died: 15 in the north and six in the south".
    Distribution,
}

impl Scene<'_, '_> {
    fn match_one(&self, trigger: &Trigger, pattern: &Pattern) -> Option<(usize, f32)> {
        let (start, end) = (trigger.tokens.start, trigger.tokens.end);
        if !pattern.unless.is_empty() && (end..end + 4).any(|t| pattern.unless.iter().any(|u| u == self.lower(t))) {
            return None;
        }
        if !pattern.unless_clause.is_empty() {
            let clause = start.saturating_sub(16).max(self.sentence.start)..(end + 8).min(self.sentence.end);
            if clause.into_iter().any(|t| pattern.unless_clause.iter().any(|u| u == self.lower(t))) {
                return None;
            }
        }
        if !pattern.led_by.is_empty() && !pattern.led_by.iter().any(|w| w == self.lower(start.wrapping_sub(1))) {
            return None;
        }
        let needed = &pattern.needs_sentence;
        if !needed.is_empty() && !self.sentence.clone().any(|t| needed.iter().any(|n| n == self.lower(t))) {
            return None;
        }
        match pattern.construction {
            Construction::Object => {
                let (_, passive) = self.auxiliaries(start);
                if passive && trigger.form.is_participle() {
                    return None;
                }
                // "killed and wounded 30"
                let mut at = self.past_adverbs(end);
                if matches!(self.lower(at), "and" | "or")
                    && let Some(next) = self.triggers.iter().find(|t| t.tokens.start == at + 1)
                {
                    at = self.past_adverbs(next.tokens.end);
                }
                if let Some(i) = self.counted_at(at) {
                    // "10 killed 20 injured" in text without commas: the participle has its number before it.
                    let squeezed = trigger.form.is_participle()
                        && self.counted_before(start).is_some()
                        && self.fate_after(self.counted[i].tokens.end);
                    return (!squeezed).then_some((i, 0.95));
                }
                if let Some(i) = self.second_object(at) {
                    return Some((i, 0.75));
                }
                self.by_tree(trigger, pattern)
                    .filter(|i| {
                        self.counted[*i].tokens.start >= end
                            && (end..self.counted[*i].tokens.start).all(|t| !matches!(self.lower(t), ":" | ";"))
                    })
                    .map(|i| (i, 0.8))
            }
            Construction::Passive => {
                if !trigger.form.is_participle() {
                    return None;
                }
                let (at, passive) = self.auxiliaries(start);
                if !passive {
                    // "killed and wounded": the second participle shares the auxiliary.
                    let joined = start > self.sentence.start
                        && matches!(self.lower(start - 1), "and" | "or" | ",")
                        && self
                            .triggers
                            .iter()
                            .any(|t| t.tokens.end == start - 1 && self.auxiliaries(t.tokens.start).1);
                    if !joined {
                        return None;
                    }
                    let first = self.triggers.iter().find(|t| t.tokens.end == start - 1)?;
                    let (at, _) = self.auxiliaries(first.tokens.start);
                    return self.subject(at, first.tokens.start);
                }
                self.subject(self.over_relative(at), start)
            }
            Construction::RelativePassive => {
                if !trigger.form.is_participle() {
                    return None;
                }
                let (at, passive) = self.auxiliaries(start);
                if !passive || !matches!(self.lower(at.wrapping_sub(1)), "who" | "that" | "which") {
                    return None;
                }
                self.subject(self.over_relative(at), start)
            }
            Construction::Reduced => {
                if !(trigger.form.is_participle() || trigger.form == Form::Ing) {
                    return None;
                }
                let (at, passive) = self.auxiliaries(start);
                if passive {
                    return None;
                }
                if trigger.form == Form::Ing {
                    return None;
                }
                let object = self.object_follows(end);
                // "10 killed 20 injured": what follows is another number with its own fate.
                let next_pair =
                    object && self.counted_at(end).is_some_and(|i| self.fate_after(self.counted[i].tokens.end));
                if object && !next_pair {
                    return None;
                }
                let shared = matches!(self.lower(at.wrapping_sub(1)), "and" | "or" | "/")
                    && self.triggers.iter().any(|t| t.tokens.end + 1 == at && t.form.is_participle());
                let at = if shared {
                    self.triggers
                        .iter()
                        .find(|t| t.tokens.end + 1 == at)
                        .map_or(at, |t| self.auxiliaries(t.tokens.start).0)
                } else {
                    at
                };
                // "the licence that a woman held": what the noun before is the object of.
                let acts = |i: usize| {
                    let first = self.counted[i].tokens.start;
                    matches!(self.lower(first.wrapping_sub(1)), "that" | "which")
                        && first > self.sentence.start + 1
                        && self.upos(first - 2) == Upos::Noun
                };
                if let Some(i) = self.counted_before(at) {
                    return (!acts(i)).then_some((i, 0.94));
                }
                self.by_tree(trigger, pattern)
                    .filter(|i| self.counted[*i].tokens.end <= start && self.counted[*i].head.is_some())
                    .map(|i| (i, 0.72))
            }
            Construction::Subject => {
                if trigger.form == Form::Singular || trigger.form == Form::Plural {
                    return None;
                }
                let (mut at, passive) = self.auxiliaries(start);
                // "are feared drowned" is no passive.
                let feared =
                    matches!(self.lower(start.wrapping_sub(1)), "feared" | "presumed" | "believed" | "reported");
                if passive && !feared && trigger.form.is_participle() && trigger.tokens.len() == 1 {
                    return None;
                }
                // "forced thousands to flee"
                if self.lower(at.wrapping_sub(1)) == "to" && at > self.sentence.start {
                    at -= 1;
                }
                let at = self.over_relative(at);
                if let Some(found) = self.subject(at, start) {
                    return Some(found);
                }
                let apart = |i: usize| self.opens_clause(&(self.counted[i].tokens.end..at));
                self.by_tree(trigger, pattern)
                    .filter(|i| self.counted[*i].tokens.end <= start && !apart(*i))
                    .map(|i| (i, 0.75))
            }
            Construction::Predicate => {
                // "the dead", "dead bodies" count nothing.
                if matches!(self.lower(start.wrapping_sub(1)), "the" | "their" | "its") {
                    return None;
                }
                if let Some(i) = self.counted_before(start) {
                    let counts_next = self.upos(end) == Upos::Noun
                        && self.counted[i].head.is_none()
                        && !is_time_word(self.lower(end));
                    return (!counts_next).then_some((i, 0.95));
                }
                let (at, _) = self.auxiliaries(start);
                if at == start {
                    return self
                        .by_tree(trigger, pattern)
                        .filter(|i| self.counted[*i].tokens.end <= start)
                        .map(|i| (i, 0.7));
                }
                self.subject(self.over_relative(at), start)
            }
            Construction::Attributive => {
                let i = self.counted.iter().position(|c| {
                    c.head.is_some_and(|h| h >= end)
                        && c.noun.contains(&start)
                        && !c.article
                        && c.quantity.n != Some(1.0)
                })?;
                Some((i, 0.85))
            }
            Construction::CountNoun => {
                let i = self
                    .counted
                    .iter()
                    .position(|c| c.noun.end == end && c.head.is_some_and(|h| h >= start) && !c.article)?;
                // "a body" may be one of inquiry; "bodies" are counted.
                if trigger.form == Form::Singular && self.lower(start) == "body" {
                    return None;
                }
                // "no murder" counts nothing, "no deaths" does.
                if self.counted[i].quantity.n == Some(0.0) && trigger.form != Form::Plural {
                    return None;
                }
                if !pattern.after.is_empty() {
                    let first = self.counted[i].tokens.start;
                    let before = self.lower(first.wrapping_sub(1));
                    let fits = pattern.after.iter().any(|v| v == before)
                        || matches!(before, "the")
                            && pattern.after.iter().any(|v| v == self.lower(first.wrapping_sub(2)));
                    if !fits {
                        return None;
                    }
                }
                Some((i, 0.85))
            }
            Construction::OfNoun => {
                if !pattern.after.is_empty() {
                    let mut t = start;
                    while t > self.sentence.start && (self.upos(t - 1) == Upos::Det || self.upos(t - 1) == Upos::Adj) {
                        t -= 1;
                    }
                    if t == self.sentence.start || !pattern.after.iter().any(|v| v == self.lower(t - 1)) {
                        return None;
                    }
                }
                if !pattern.prepositions.iter().any(|p| p == self.lower(end)) {
                    return None;
                }
                let i = self.counted_at(end + 1)?;
                (self.counted[i].tokens.start >= end).then_some((i, 0.88))
            }
            Construction::Toll => self.toll(trigger),
            _ => None,
        }
    }

    /// "the death toll rose to 130", "a toll of 44", "put the toll at 85", "44 death toll".
    fn toll(&self, trigger: &Trigger) -> Option<(usize, f32)> {
        let end = trigger.tokens.end;
        let mut best = None;
        for (i, counted) in self.counted.iter().enumerate() {
            if counted.article || counted.tokens.start < end || counted.tokens.start > end + 16 {
                continue;
            }
            let gap = end..counted.tokens.start;
            let clean = gap.clone().all(|t| {
                !matches!(
                    self.lower(t),
                    ";" | "and" | "but" | "while" | "after" | "when" | "who" | "since" | "." | "adding" | "including"
                )
            });
            let verbs = gap.clone().filter(|t| self.upos(*t) == Upos::Verb).count();
            if !clean || verbs > 2 {
                break;
            }
            // "rose from 10 to 12": the second is the toll.
            if self.lower(counted.tokens.start.wrapping_sub(1)) == "from" {
                continue;
            }
            let near = matches!(
                self.lower(counted.tokens.start - 1),
                "to" | "of"
                    | "at"
                    | "is"
                    | "was"
                    | "reached"
                    | "hit"
                    | "passed"
                    | "topped"
                    | "exceeded"
                    | "surpassed"
                    | "stood"
                    | "as"
                    | "now"
                    | "be"
                    | "reaches"
                    | "tops"
                    | "passes"
                    | "exceeds"
                    | "hits"
                    | ":"
                    | "nears"
                    | "neared"
                    | "became"
                    | "above"
                    | "over"
                    | "past"
                    | "beyond"
                    | "than"
                    | "high"
                    | "be as high as"
                    | "toll"
                    | "surpasses"
            ) || gap.is_empty();
            if near || counted.head.is_none() {
                best = Some((i, 0.9));
                break;
            }
        }
        best
    }

    /// "killed the envoy and three others": a counted phrase joined to an object that is none.
    fn second_object(&self, at: usize) -> Option<usize> {
        let mut t = at;
        while t < self.sentence.end && t < at + 10 {
            if matches!(self.lower(t), "and") && t > at {
                return self.counted.iter().position(|c| c.tokens.start == t + 1 && !c.article);
            }
            let nominal =
                matches!(self.upos(t), Upos::Noun | Upos::Propn | Upos::Det | Upos::Adj | Upos::Num | Upos::Pron)
                    || matches!(self.lower(t), "," | "'s" | "’s" | "." | "-");
            if !nominal {
                return None;
            }
            t += 1;
        }
        None
    }
}

/// The links of a sentence: at most one for each counted phrase, in order of the phrases.
pub(super) fn links(scene: &Scene<'_, '_>) -> Vec<Link> {
    let mut best: Vec<Option<Link>> = vec![None; scene.counted.len()];
    for trigger in scene.triggers {
        let pattern = scene.pattern(trigger);
        let Some((i, score)) = scene.match_one(trigger, pattern) else { continue };
        let counted = &scene.counted[i];
        if !admissible(scene, counted, trigger, pattern)
            || pattern.least > 0.0 && counted.quantity.n.is_some_and(|n| n < pattern.least)
        {
            continue;
        }
        let score = score
            - if counted.person == Some(Person::Likely) { 0.08 } else { 0.0 }
            - if counted.article { 0.05 } else { 0.0 };
        let link = Link {
            counted: i,
            pattern: trigger.pattern,
            trigger: trigger.tokens.clone(),
            score,
            via: Via::Pattern,
            mixed: false,
        };
        best[i] = Some(match best[i].take() {
            None => link,
            Some(old) => merge(scene, old, link),
        });
    }
    subsets(scene, &mut best);
    among(scene, &mut best);
    coordinate(scene, &mut best);
    split(scene, &mut best);
    revise(scene, &mut best);
    best.into_iter().flatten().collect()
}

/// "The toll was revised from 12 to 9", "corrected an earlier toll of 23 to 21": both numbers tell of one fate.
fn revise(scene: &Scene<'_, '_>, best: &mut [Option<Link>]) {
    for i in 1..scene.counted.len() {
        let (old, new) = (&scene.counted[i - 1], &scene.counted[i]);
        let led = scene.lower(new.tokens.start.wrapping_sub(1)) == "to" && old.tokens.end + 2 >= new.tokens.start;
        if !led || !revised(scene.doc, old) {
            continue;
        }
        match (&best[i - 1], &best[i]) {
            (Some(link), None) => best[i] = Some(Link { counted: i, ..link.clone() }),
            (None, Some(link)) => best[i - 1] = Some(Link { counted: i - 1, ..link.clone() }),
            _ => {}
        }
    }
}

/// Whether a number is one that the text takes back: "revised from 12 to 9", "an earlier figure of 47 was wrong",
/// "11 people, not 12".
pub(super) fn revised(doc: &crate::Document<'_>, counted: &Counted) -> bool {
    let sentence = doc.sentence_tokens(counted.tokens.start);
    let (start, end) = (counted.tokens.start, counted.tokens.end);
    let lower = |t: usize| if sentence.contains(&t) { doc.lower(t) } else { "" };
    let before = |words: &[&str], reach: usize| {
        (sentence.start.max(start.saturating_sub(reach))..start).any(|t| words.contains(&doc.lower(t)))
    };
    let after =
        |words: &[&str], reach: usize| (end..sentence.end.min(end + reach)).any(|t| words.contains(&doc.lower(t)));
    let corrects = ["revised", "corrected", "lowered", "downgraded", "reduced", "cut", "revises", "corrects", "lowers"];
    let led = matches!(lower(start.wrapping_sub(1)), "from" | "of");
    if led && before(&corrects, 9) && after(&["to"], 3) {
        return true;
    }
    let wrong =
        ["wrong", "incorrect", "mistaken", "inaccurate", "error", "withdrawn", "retracted", "false", "erroneous"];
    if before(&["earlier", "initial", "previous", "first", "original"], 7) && after(&wrong, 10) {
        return true;
    }
    lower(start.wrapping_sub(1)) == "not" && matches!(lower(start.wrapping_sub(2)), "," | "and" | "—")
}

/// Of two links of one counted phrase the surer one; two fates joined by "and" or "or" make a mixed one.
fn merge(scene: &Scene<'_, '_>, old: Link, new: Link) -> Link {
    let kind = |l: &Link| scene.frames.patterns[l.pattern].kind;
    if kind(&old) != kind(&new) {
        let (first, second) = if old.trigger.start <= new.trigger.start { (&old, &new) } else { (&new, &old) };
        let joint = first.trigger.end..second.trigger.start.max(first.trigger.end);
        let joined = joint.len() <= 2 && joint.clone().any(|t| matches!(scene.lower(t), "and" | "or" | "/"));
        if joined {
            let killed = if kind(&new) < kind(&old) { &new } else { &old };
            let trigger = first.trigger.start..second.trigger.end;
            return Link { mixed: true, trigger, score: old.score.max(new.score) - 0.05, ..killed.clone() };
        }
    }
    let rank = |l: &Link| (l.score, std::cmp::Reverse(l.pattern));
    if rank(&new).partial_cmp(&rank(&old)) == Some(std::cmp::Ordering::Greater) { new } else { old }
}

/// Whether a counted phrase can be what a pattern counts: people, or nothing said.
fn admissible(scene: &Scene<'_, '_>, counted: &Counted, trigger: &Trigger, pattern: &Pattern) -> bool {
    use Construction::{Attributive, CountNoun, Toll};
    if matches!(pattern.construction, CountNoun) {
        return true;
    }
    if pattern.construction == Toll {
        return counted.may_be_people();
    }
    if counted.article && (counted.person == Some(Person::Likely) || pattern.plural_only) {
        return false;
    }
    // A number without a noun must be a bare plural number; "one" without a noun is a pronoun.
    if counted.head.is_none() && pattern.construction == Attributive {
        return false;
    }
    // A vague "many" or "several" without a noun says little before a distant verb.
    let _ = trigger;
    let _ = scene;
    counted.may_be_people()
}

/// "including six children": a part of the phrase before it, and of its fate.
fn subsets(scene: &Scene<'_, '_>, best: &mut [Option<Link>]) {
    for i in 0..scene.counted.len() {
        let counted = &scene.counted[i];
        if counted.included.is_none() || !counted.may_be_people() || counted.head.is_none() {
            continue;
        }
        let own = best[i].as_ref().is_some_and(|l| {
            // "including 3 wounded": its own fate, right behind it
            l.trigger.start == counted.tokens.end
                && l.score > 0.9
                && !scene.counted[..i]
                    .iter()
                    .enumerate()
                    .any(|(j, _)| best[j].as_ref().is_some_and(|h| h.trigger == l.trigger))
        });
        if own {
            continue;
        }
        let host = (0..i).rev().find(|j| best[*j].is_some());
        if let Some(link) = host.and_then(|j| best[j].clone()) {
            best[i] = Some(Link { counted: i, via: Via::Subset, score: link.score - 0.05, mixed: false, ..link });
        }
    }
}

/// "three are among the eight detained", "two of the seven men who were killed": a part named with its whole.
fn among(scene: &Scene<'_, '_>, best: &mut [Option<Link>]) {
    for j in 0..scene.counted.len() {
        let Some(link) = best[j].clone().filter(|l| l.via == Via::Pattern) else { continue };
        let whole = &scene.counted[j];
        let outer = (0..j).find(|i| {
            best[*i].is_none()
                && scene.counted[*i].tokens.end == whole.tokens.end
                && scene.counted[*i].tokens.start < whole.tokens.start
        });
        let outer = outer.filter(|i| scene.counted[*i].quantity.n != Some(1.0));
        if let Some(i) = outer.filter(|i| scene.counted[*i].may_be_people() && whole.tokens.end <= link.trigger.start) {
            best[i] = Some(Link { counted: i, via: Via::Subset, score: link.score - 0.1, ..link.clone() });
        }
        let mut at = whole.tokens.start;
        while at > scene.sentence.start && matches!(scene.lower(at - 1), "the" | "those" | "these" | "their") {
            at -= 1;
        }
        if at < scene.sentence.start + 2
            || scene.lower(at - 1) != "among"
            || !matches!(scene.lower(at - 2), "are" | "were" | "is" | "was" | "be" | "been")
        {
            continue;
        }
        if let Some((i, _)) =
            scene.subject(at - 2, at - 2).filter(|(i, _)| best[*i].is_none() && scene.counted[*i].may_be_people())
        {
            best[i] = Some(Link { counted: i, via: Via::Subset, score: link.score - 0.15, ..link });
        }
    }
}

/// "eight were arrested, seven men and one woman": an apposition that splits the number before it.
fn split(scene: &Scene<'_, '_>, best: &mut [Option<Link>]) {
    for i in 0..scene.counted.len() {
        let Some(link) =
            best[i].clone().filter(|l| l.via == Via::Pattern && l.trigger.start >= scene.counted[i].tokens.end)
        else {
            continue;
        };
        let whole = scene.counted[i].quantity.n.unwrap_or(0.0);
        let mut at = link.trigger.end;
        let mut parts = Vec::new();
        while matches!(scene.lower(at), "," | "and" | ":" | "—" | "--") {
            at += 1;
            let Some(j) = scene
                .counted
                .iter()
                .position(|c| c.tokens.start == at && matches!(c.person, Some(Person::Yes(_))) && best[i].is_some())
            else {
                continue;
            };
            if best[j].is_some() {
                break;
            }
            parts.push(j);
            at = scene.counted[j].tokens.end;
        }
        let sum: f64 = parts.iter().filter_map(|j| scene.counted[*j].quantity.n).sum();
        // The numbers themselves prove that it is a split.
        if parts.len() >= 2 && sum <= whole
            || parts.len() == 1 && sum < whole && matches!(scene.lower(at), "." | "" | ";")
        {
            for j in parts {
                best[j] = Some(Link { counted: j, via: Via::Distribution, score: link.score - 0.15, ..link.clone() });
            }
        }
    }
}

/// Numbers without a fate of their own share that of the phrase beside them.
fn coordinate(scene: &Scene<'_, '_>, best: &mut [Option<Link>]) {
    let n = scene.counted.len();
    let joint = |from: usize, to: usize| -> Option<bool> {
        // tokens between two counted phrases: Some(true) where only "and" or a comma joins them,
        // Some(false) where prepositional phrases stand between as well
        let gap = scene.counted[from].tokens.end..scene.counted[to].tokens.start;
        if gap.start > gap.end || gap.len() > 14 || gap.is_empty() {
            return None;
        }
        let mut plain = true;
        let mut joined = false;
        for t in gap.clone() {
            match scene.lower(t) {
                "and" | "or" | "plus" => joined = t + 1 == gap.end || t + 2 >= gap.end,
                "," => joined |= t + 1 == gap.end,
                "as" | "well" => joined = true,
                "including" | "who" | "which" | "that" | ";" | ":" | "but" | "while" => return None,
                _ => {
                    if matches!(scene.upos(t), Upos::Verb | Upos::Aux | Upos::Sconj) {
                        return None;
                    }
                    plain = false;
                }
            }
        }
        joined.then_some(plain)
    };
    // To the right of an object, an of-phrase, a subset: "killed 10 soldiers and two nurses".
    for i in 1..n {
        let counted = &scene.counted[i];
        if best[i].is_some()
            || !matches!(counted.person, Some(Person::Yes(_)))
            || counted.article && counted.head.is_none()
        {
            continue;
        }
        let Some(link) = best[i - 1].clone() else { continue };
        let rightward = matches!(
            scene.frames.patterns[link.pattern].construction,
            Construction::Object | Construction::OfNoun | Construction::CountNoun | Construction::Toll
        ) || link.via == Via::Subset;
        if !rightward || link.trigger.start >= counted.tokens.end {
            continue;
        }
        // A subject of the next clause is no object of this one: "killed 10 people and two men fled".
        let next_verb = matches!(scene.xpos(counted.tokens.end), Xpos::Vbd | Xpos::Vbz | Xpos::Vbp | Xpos::Md);
        if let (Some(plain), false) = (joint(i - 1, i), next_verb) {
            let via = if link.via == Via::Subset { Via::Subset } else { Via::Coordination };
            let score = link.score - if plain { 0.08 } else { 0.2 };
            best[i] = Some(Link { counted: i, via, score, ..link });
        }
    }
    // To the left of a subject: "eight children and two women were killed".
    for i in (0..n.saturating_sub(1)).rev() {
        let counted = &scene.counted[i];
        if best[i].is_some() || !matches!(counted.person, Some(Person::Yes(_) | Person::Likely)) {
            continue;
        }
        let Some(link) = best[i + 1].clone() else { continue };
        let leftward = matches!(
            scene.frames.patterns[link.pattern].construction,
            Construction::Passive
                | Construction::Subject
                | Construction::Predicate
                | Construction::Reduced
                | Construction::RelativePassive
        );
        if leftward
            && link.via != Via::Subset
            && link.trigger.start >= counted.tokens.end
            && joint(i, i + 1) == Some(true)
        {
            best[i] = Some(Link { counted: i, via: Via::Coordination, score: link.score - 0.08, ..link });
        }
    }
    // "21 died: 15 in the north and six in the south": numbers without noun that split a greater one.
    for i in 1..n {
        let counted = &scene.counted[i];
        if best[i].is_some() || counted.head.is_some() || counted.article {
            continue;
        }
        let Some((j, link)) = (0..i).rev().find_map(|j| best[j].clone().map(|l| (j, l))) else { continue };
        let whole = scene.counted[j].quantity.n.unwrap_or(0.0);
        let placed = matches!(scene.lower(counted.tokens.end), "in" | "at" | "near" | "from" | "outside" | "on");
        let joined = matches!(scene.lower(counted.tokens.start.wrapping_sub(1)), "," | "and" | ":" | "—" | "-")
            || scene.upos(counted.tokens.start.wrapping_sub(1)) != Upos::Adp;
        let part = counted.quantity.n.is_some_and(|n| n > 0.0 && n < whole) || link.via == Via::Distribution;
        if placed
            && joined
            && part
            && !is_time_word(scene.lower(counted.tokens.end + 1))
            && counted.tokens.start < link.trigger.end + 30
        {
            best[i] = Some(Link { counted: i, via: Via::Distribution, score: 0.6, ..link });
        }
    }
}
