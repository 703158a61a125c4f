//! What a cue reports and who says it: labels the units around the cue.
//!
//! Needs: the outline. For one cue, its window (the sentence, and stretches between marks that touch
//! it) is cut into units: single tokens, and whole stretches between marks, which are said as
//! one or not at all. A trained sequence model labels each unit: content, source or neither.

use std::ops::Range;

use super::outline::{NONE, Outline};
use crate::document::Document;
use crate::learn::Table;
use crate::learn::hash::{one, three, two};
use crate::tagset::{Deprel, Upos};

/// Labels: 0 neither, 1 content, 2 source.
pub(crate) const LABELS: usize = 3;
/// Classes of the weight table: one for each label, then one for each pair of neighbours.
pub(crate) const CLASSES: usize = LABELS + LABELS * LABELS;

/// What a unit is to the cue.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[repr(u8)]
pub(crate) enum Label {
    Outside = 0,
    Content = 1,
    Source = 2,
}

impl Label {
    pub(crate) const ALL: [Self; LABELS] = [Self::Outside, Self::Content, Self::Source];
}

/// A piece of the window that bears one label.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Unit {
    pub(crate) tokens: Range<usize>,
    /// Whether it is a whole stretch between marks.
    pub(crate) is_region: bool,
}

/// The window of a cue.
pub(crate) fn window(doc: &Document<'_>, outline: &Outline, cue: usize) -> Vec<Unit> {
    let own = outline.region[cue];
    let number = doc.sentence_of[cue] as usize;
    let mut run = doc.sentences[number].tokens.clone();
    let paragraph = |t: usize| doc.sentences[doc.sentence_of[t] as usize].paragraph;
    if own == 0 {
        let here = paragraph(cue);
        // To the left: the sentence that a stretch begins in, and stretches right before it.
        for _ in 0..3 {
            let Some(before) = run.start.checked_sub(1) else { break };
            let region = outline.region[before];
            if region == 0 || paragraph(before) != here {
                break;
            }
            let start = outline.regions[region as usize - 1].tokens.start;
            let inside = outline.region[run.start] == region;
            run.start = if inside { doc.sentence_tokens(start).start } else { start };
        }
        // To the right: stretches that open the next sentences, or the next paragraph after a colon.
        for step in 0..3 {
            let after = run.end;
            if after >= doc.len() {
                break;
            }
            let region = outline.region[after];
            let joined =
                paragraph(after) == here || (step == 0 && doc.form(after - 1) == ":" && paragraph(after) == here + 1);
            if region == 0 || !joined {
                break;
            }
            let end = outline.regions[region as usize - 1].tokens.end;
            let inside = outline.region[after - 1] == region;
            run.end = if inside { doc.sentence_tokens(end - 1).end.max(end) } else { end };
        }
    }
    let mut units = Vec::with_capacity(run.len());
    let mut at = run.start;
    while at < run.end {
        let region = outline.region[at];
        if region != 0 && region != own {
            let end = outline.regions[region as usize - 1].tokens.end.min(run.end);
            units.push(Unit { tokens: at..end, is_region: true });
            at = end;
        } else {
            units.push(Unit { tokens: at..at + 1, is_region: false });
            at += 1;
        }
    }
    units
}

/// Where a token hangs in the tree, seen from the cue.
#[derive(Debug, Clone, Copy, Default)]
struct Path {
    /// Steps from the cue up to the node where the ways meet; 15 where they do not.
    up: u32,
    /// The relation by which the token's branch hangs on that node; 0 for the node itself.
    branch: u32,
    /// The next relation below, 0 where there is none.
    below: u32,
}

impl Path {
    fn key(self) -> u32 {
        self.up << 16 | self.branch << 8
    }
    fn full(self) -> u32 {
        self.key() | self.below
    }
}

/// The paths of all tokens of the cue's sentence.
fn paths(doc: &Document<'_>, cue: usize, sentence: &Range<usize>) -> Vec<Path> {
    let mut chain = [NONE; 6];
    let mut at = cue;
    chain[0] = cue as u32;
    for place in chain.iter_mut().skip(1) {
        match doc.head(at) {
            Some(head) => {
                *place = head as u32;
                at = head;
            }
            None => break,
        }
    }
    let on_chain = |t: usize| chain.iter().position(|c| *c == t as u32);
    let mut done: Vec<Option<Path>> = vec![None; sentence.len()];
    let mut stack = Vec::new();
    for token in sentence.clone() {
        let mut at = token;
        let base = loop {
            if let Some(path) = done[at - sentence.start] {
                break path;
            }
            if let Some(up) = on_chain(at) {
                let path = Path { up: up as u32, branch: 0, below: 0 };
                done[at - sentence.start] = Some(path);
                break path;
            }
            stack.push(at);
            match doc.head(at).filter(|_| stack.len() <= sentence.len()) {
                Some(head) => at = head,
                None => break Path { up: 15, branch: 0, below: 0 },
            }
        };
        let mut path = base;
        while let Some(below) = stack.pop() {
            let relation = doc.deprels[below].universal() as u32 + 1;
            if path.branch == 0 {
                path.branch = relation;
            } else if path.below == 0 {
                path.below = relation;
            }
            done[below - sentence.start] = Some(path);
        }
    }
    done.into_iter().map(Option::unwrap_or_default).collect()
}

/// The features of every unit of a window, and of every step between neighbours.
#[derive(Debug, Default)]
pub(crate) struct Lattice {
    /// Features by unit, one after the other, and where each unit's end.
    unary: Vec<u32>,
    unary_ends: Vec<usize>,
    steps: Vec<u32>,
    step_ends: Vec<usize>,
    /// Units that can only be outside: the cue itself.
    fixed: usize,
}

/// Distance in classes, with its side.
fn bucket(distance: usize) -> u32 {
    match distance {
        0..=4 => distance as u32,
        5..=6 => 5,
        7..=9 => 6,
        10..=14 => 7,
        15..=24 => 8,
        _ => 9,
    }
}

impl Lattice {
    pub(crate) fn len(&self) -> usize {
        self.unary_ends.len()
    }

    pub(crate) fn unary(&self, unit: usize) -> &[u32] {
        let start = if unit == 0 { 0 } else { self.unary_ends[unit - 1] };
        &self.unary[start..self.unary_ends[unit]]
    }

    /// The features of the step from the unit before `unit` to it.
    pub(crate) fn step(&self, unit: usize) -> &[u32] {
        let start = if unit == 0 { 0 } else { self.step_ends[unit - 1] };
        &self.steps[start..self.step_ends[unit]]
    }

    /// Fills the lattice for a cue. `score` is the cue model's score in classes.
    pub(crate) fn fill(&mut self, doc: &Document<'_>, outline: &Outline, cue: usize, score: u32, units: &[Unit]) {
        self.unary.clear();
        self.unary_ends.clear();
        self.steps.clear();
        self.step_ends.clear();
        let sentence = doc.sentence_tokens(cue);
        let paths = paths(doc, cue, &sentence);
        let path_of = |t: usize| {
            if sentence.contains(&t) {
                paths[t - sentence.start]
            } else {
                Path { up: 14, branch: 0, below: u32::from(t > cue) }
            }
        };
        let lemma = outline.lemma[cue];
        let stance = u32::from(outline.stance[cue]);
        let tag = doc.xpos[cue] as u32;
        let fine = outline.atoms[cue].fine;
        self.fixed = units.iter().position(|u| u.tokens.contains(&cue)).unwrap_or(0);
        let has_region = u32::from(units.iter().any(|u| u.is_region));
        let frame = frame_of(outline, cue);
        let (mut commas, mut verbs) = (vec![0_u32; units.len()], vec![0_u32; units.len()]);
        count_between(doc, outline, units, self.fixed, &mut commas, &mut verbs);
        let mut last = (Path { up: 13, branch: 0, below: 0 }, 0, 0, 0, 2);
        for (i, unit) in units.iter().enumerate() {
            let token = head_of(doc, unit);
            let side = u32::from(unit.tokens.start > cue);
            let apart = bucket(i.abs_diff(self.fixed));
            let place = side << 4 | apart;
            let path = path_of(token);
            let (key, full) = (path.key() | side, path.full() | side << 24);
            let atom = &outline.atoms[token];
            let xpos = doc.xpos[token] as u32;
            let (form, form_tag) = if unit.is_region { (REGION, 60) } else { (atom.lower, xpos) };
            let being = u32::from(outline.being[token]) | u32::from(is_person_noun(doc, outline, token)) << 5;
            let between = commas[i].min(3) << 2 | verbs[i].min(3);
            let gap = side << 8 | between << 2 | has_region;
            let out = &mut self.unary;
            out.extend([
                one(101, 0),
                one(102, key),
                one(103, full),
                two(104, key, lemma),
                two(105, full, lemma),
                two(106, key, stance << 8 | tag),
                two(107, full, stance << 8 | tag),
                two(108, place, lemma),
                two(109, place, stance << 8 | tag),
                two(110, key, form_tag),
                two(111, full, form_tag),
                two(112, key, being),
                three(113, key, stance, being),
                two(114, side << 1 | has_region, form),
                two(115, key, form),
                two(116, key, gap),
                three(117, key, frame, side),
                three(118, gap, stance, form_tag),
                two(119, place, form_tag),
                two(120, place, being),
                two(121, gap, lemma),
                two(122, key, fine),
                three(123, score, side, stance),
                two(124, key, score),
                three(125, gap, frame, stance),
                three(126, place, tag, stance),
                two(127, key, atom.coarse),
                two(128, lemma, form),
            ]);
            if unit.is_region {
                let region = region_kind(doc, outline, unit);
                let near = i.abs_diff(self.fixed).min(4) as u32;
                let shared = u32::from(sentence.contains(&unit.tokens.start)) << 1
                    | u32::from(sentence.contains(&(unit.tokens.end - 1)));
                out.extend([
                    one(130, region),
                    two(131, region, side << 4 | near),
                    three(132, region, side << 4 | near, stance),
                    three(133, region, shared, gap),
                    two(134, region, lemma),
                    two(135, region, key),
                    three(136, side << 4 | shared, score, stance),
                    three(137, region, verbs[i].min(3), side),
                ]);
            }
            self.unary_ends.push(self.unary.len());
            // Steps: where the branch changes a span is likely to begin or end.
            let change = u32::from(last.0.key() != path.key());
            let region_step = u32::from(unit.is_region) | last.3 << 1;
            let at_cue = match i {
                i if i == self.fixed => 1,
                i if i == self.fixed + 1 => 2,
                _ => 0,
            };
            let out = &mut self.steps;
            out.extend([
                one(201, 0),
                two(202, change, region_step),
                two(203, last.1, form_tag),
                two(204, last.2, change),
                two(205, form, change),
                three(206, last.0.key(), path.key(), side),
                two(207, change << 4 | at_cue, form_tag),
                two(208, at_cue, region_step),
                three(209, last.1, form_tag, change << 1 | side),
                three(210, form, side, at_cue),
                three(211, last.2, side, stance),
                two(212, last.0.full(), path.full()),
                three(213, lemma, at_cue, form_tag),
                two(214, last.2, form),
            ]);
            self.step_ends.push(self.steps.len());
            last = (path, form_tag, form, u32::from(unit.is_region), at_cue);
        }
    }

    /// The best labels under a table, and how far they are ahead of "all outside".
    pub(crate) fn best(&self, table: &Table<CLASSES>, labels: &mut Vec<Label>) -> i32 {
        let scores = |features: &[u32]| table.score(features).map(i32::from);
        self.decode(labels, |i| scores(self.unary(i)), |i| scores(self.step(i)))
    }

    /// Viterbi over the units; `unary` and `step` give the scores of all classes.
    pub(crate) fn decode(
        &self,
        labels: &mut Vec<Label>,
        unary: impl Fn(usize) -> [i32; CLASSES],
        step: impl Fn(usize) -> [i32; CLASSES],
    ) -> i32 {
        const LOW: i32 = i32::MIN / 4;
        let n = self.len();
        let mut back = vec![[0_u8; LABELS]; n];
        let mut best = [0, LOW, LOW];
        let mut none = 0;
        for (i, back) in back.iter_mut().enumerate() {
            let (own, steps) = (unary(i), step(i));
            let mut now = [LOW; LABELS];
            for (to, place) in now.iter_mut().enumerate() {
                if i == self.fixed && to != 0 {
                    continue;
                }
                for (from, score) in best.iter().enumerate() {
                    let total = score + steps[LABELS + from * LABELS + to] + own[to];
                    if total > *place {
                        (*place, back[to]) = (total, from as u8);
                    }
                }
            }
            none += steps[LABELS] + own[0];
            best = now;
        }
        labels.clear();
        labels.resize(n, Label::Outside);
        let mut at = (0..LABELS).max_by_key(|l| (best[*l], LABELS - l)).unwrap_or(0);
        let top = best[at];
        for i in (0..n).rev() {
            labels[i] = Label::ALL[at];
            at = usize::from(back[i][at]);
        }
        top - none
    }

    /// The unit that is the cue.
    pub(crate) fn fixed(&self) -> usize {
        self.fixed
    }
}

/// Stands for the form of a whole region.
const REGION: u32 = 0x5e61_0e60;

/// The token whose place in the tree stands for a unit: for a region the one highest in the tree.
fn head_of(doc: &Document<'_>, unit: &Unit) -> usize {
    if !unit.is_region {
        return unit.tokens.start;
    }
    let sentence = doc.sentence_tokens(unit.tokens.start);
    let inside = |t: usize| unit.tokens.contains(&t);
    unit.tokens
        .clone()
        .take(60)
        .filter(|t| sentence.contains(t))
        .find(|t| doc.upos[*t] != Upos::Punct && doc.head(*t).is_none_or(|h| !inside(h)))
        .unwrap_or(unit.tokens.start)
}

/// What a region looks like: its length, and whether it begins and ends like a sentence.
fn region_kind(doc: &Document<'_>, outline: &Outline, unit: &Unit) -> u32 {
    let inner = outline.region_of(unit.tokens.start).map(|r| r.marked.inner.slice(doc.text)).unwrap_or_default();
    let words = match unit.tokens.len() {
        0..=3 => 0,
        4..=5 => 1,
        6..=9 => 2,
        10..=16 => 3,
        _ => 4,
    };
    let capital = u32::from(inner.starts_with(char::is_uppercase));
    let end = match inner.as_bytes().last() {
        Some(b',') => 1,
        Some(b'.' | b'!' | b'?') => 2,
        _ => 0,
    };
    words << 3 | capital << 2 | end
}

/// The relations that matter among the cue's children.
fn frame_of(outline: &Outline, cue: usize) -> u32 {
    use super::outline::bit;
    let kids = outline.kids[cue];
    [Deprel::Ccomp, Deprel::Xcomp, Deprel::Obj, Deprel::Parataxis, Deprel::Nsubj, Deprel::Advcl, Deprel::Acl]
        .iter()
        .enumerate()
        .fold(0, |frame, (i, r)| frame | u32::from(kids & bit(*r) != 0) << i)
}

fn is_person_noun(doc: &Document<'_>, outline: &Outline, token: usize) -> bool {
    doc.upos[token] == Upos::Noun && outline.atoms[token].coarse != 0 && outline.being[token] == 0
}

/// Counts commas and verbs between each unit and the cue.
fn count_between(
    doc: &Document<'_>,
    outline: &Outline,
    units: &[Unit],
    cue: usize,
    commas: &mut [u32],
    verbs: &mut [u32],
) {
    let weigh = |unit: &Unit| {
        let token = unit.tokens.start;
        if unit.is_region {
            return (0, 1);
        }
        let stop = matches!(doc.form(token), "," | ";" | ":" | "—" | "–" | "--") || Outline::is_mark(doc, token);
        let verb = doc.upos[token] == Upos::Verb && outline.kids[token] != 0;
        (u32::from(stop), u32::from(verb))
    };
    let (mut stops, mut seen) = (0, 0);
    for i in cue + 1..units.len() {
        (commas[i], verbs[i]) = (stops, seen);
        let (s, v) = weigh(&units[i]);
        (stops, seen) = (stops + s, seen + v);
    }
    let (mut stops, mut seen) = (0, 0);
    for i in (0..cue).rev() {
        (commas[i], verbs[i]) = (stops, seen);
        let (s, v) = weigh(&units[i]);
        (stops, seen) = (stops + s, seen + v);
    }
}
