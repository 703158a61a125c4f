//! Which event a claim is about: its words, its day, its place.
//!
//! A claim takes what its own clause says. Where that says nothing it takes what the text says
//! elsewhere of the same event: the same place or the same words. Only a claim that points
//! nowhere else takes the day and the place of the article's main event. Wars and other
//! cumulative events have no day.

use std::ops::Range;
use std::sync::LazyLock;

use parallax_records::{Date, DatePrecision, DateSpan, Period};
use rustc_hash::FxHashMap;

use super::attribution::is_report;
use super::people;
use crate::time::TimeExpression;
use crate::{Deprel, Document, NameLabel, Upos, Xpos};

static EVENTS: LazyLock<FxHashMap<&'static str, Period>> = LazyLock::new(|| {
    include_str!("../../lexicons/en/events.tsv")
        .lines()
        .filter(|l| !l.starts_with('#'))
        .filter_map(|line| {
            let (noun, period) = line.split_once('\t')?;
            Some((noun, period.parse().ok()?))
        })
        .collect()
});

/// The period of an event noun.
pub(super) fn event_noun(lower: &str) -> Option<Period> {
    EVENTS.get(lower).or_else(|| EVENTS.get(people::singular(lower).as_ref())).copied()
}

/// A place as a text gives it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Place {
    /// The whole phrase: "a village near Doonan".
    pub(super) tokens: Range<usize>,
    /// The name in it.
    pub(super) name: Range<usize>,
}

/// What an article says of its events, gathered before the claims are read.
#[derive(Debug, Default)]
pub(super) struct Memory {
    /// Days by the place of an event, in order of the text.
    by_place: Vec<(String, DateSpan)>,
    /// Days by event noun.
    by_noun: Vec<(String, DateSpan)>,
    /// The main event's day.
    main_day: Option<DateSpan>,
    /// The main event's place.
    main_place: Option<Place>,
}

/// Reads days and places off a document.
pub(super) struct Scenery<'a, 't> {
    pub(super) doc: &'a Document<'t>,
    pub(super) times: &'a [TimeExpression],
    pub(super) published: Option<Date>,
}

impl Scenery<'_, '_> {
    fn lower(&self, at: usize) -> &str {
        if at < self.doc.len() { self.doc.lower(at) } else { "" }
    }

    /// The event nouns of a sentence.
    fn nouns(&self, sentence: &Range<usize>) -> impl Iterator<Item = (usize, Period)> + '_ {
        sentence.clone().filter_map(|t| {
            let nominal = self.doc.upos.get(t).is_none_or(|u| matches!(u, Upos::Noun | Upos::Propn));
            event_noun(self.doc.lower(t)).filter(|_| nominal).map(|p| (t, p))
        })
    }

    /// Times of a sentence with their distance from a token; those that say when something was
    /// reported are left out.
    fn times_of(&self, sentence: &Range<usize>, at: usize) -> Vec<(usize, &TimeExpression)> {
        let from = self.times.partition_point(|t| t.tokens.start < sentence.start);
        let mut found: Vec<(usize, &TimeExpression)> = self.times[from..]
            .iter()
            .take_while(|t| t.tokens.start < sentence.end)
            .filter(|t| !self.is_of_report(t, sentence, at))
            .map(|t| (self.distance(t, at), t))
            .collect();
        found.sort_by_key(|(d, t)| (*d, t.tokens.start));
        found
    }

    /// How far a time is from a token: the tree's word first, then tokens between.
    fn distance(&self, time: &TimeExpression, at: usize) -> usize {
        let between = if time.tokens.start > at { time.tokens.start - at } else { at - time.tokens.start + 2 };
        let stops = (time.tokens.start.min(at)..time.tokens.start.max(at))
            .filter(|t| matches!(self.doc.lower(*t), ";" | "while" | "but" | "whose"))
            .count();
        between + stops * 12 + usize::from(self.doc.heads.is_empty() || !self.attached(time, at)) * 6
    }

    /// Whether the tree hangs a time on a token or on what is directly above it.
    fn attached(&self, time: &TimeExpression, at: usize) -> bool {
        time.tokens.clone().any(|t| {
            let head = self.doc.head(t);
            head == Some(at) || head.is_some_and(|h| self.doc.head(at) == Some(h) && !is_report(self.doc.lower(h)))
        })
    }

    /// "said Monday", "told reporters on Tuesday": when it was said, not when it happened.
    fn is_of_report(&self, time: &TimeExpression, sentence: &Range<usize>, at: usize) -> bool {
        let start = time.tokens.start;
        let mut t = start;
        while t > sentence.start && start - t < 7 {
            t -= 1;
            let lower = self.doc.lower(t);
            if t == at {
                return false;
            }
            if is_report(lower) && !matches!(lower, "found" | "put" | "gave" | "reports" | "claims") {
                return true;
            }
            let passes = matches!(
                lower,
                "on" | "in"
                    | "a"
                    | "the"
                    | "statement"
                    | "interview"
                    | "early"
                    | "late"
                    | "reporters"
                    | "news"
                    | "conference"
                    | "briefing"
                    | "lawmakers"
                    | "tv"
                    | "television"
                    | ","
            ) || self.doc.upos.get(t) == Some(&Upos::Propn)
                || self.doc.upos.get(t) == Some(&Upos::Pron);
            if !passes {
                return false;
            }
        }
        false
    }

    /// Whether a sentence speaks of something cumulative around a token: "since", "so far", a war
    /// that does the harm.
    pub(super) fn period(&self, trigger: &Range<usize>, argument: &Range<usize>) -> Period {
        let sentence = self.doc.sentence_tokens(trigger.start);
        let clause = self.clause(&sentence, trigger.start);
        let mut nearest: Option<(usize, Period)> = None;
        for (t, period) in self.nouns(&clause) {
            // "civil war" does it; "the war plane crashed" does not.
            if self.doc.deprels.get(t).is_some_and(|d| *d == Deprel::Compound) && period == Period::Cumulative {
                continue;
            }
            let distance = t.abs_diff(trigger.start);
            if nearest.is_none_or(|(d, _)| distance < d) {
                nearest = Some((distance, period));
            }
        }
        if let Some((_, Period::Cumulative)) = nearest {
            return Period::Cumulative;
        }
        let since =
            self.times.iter().any(|t| t.since && clause.contains(&t.tokens.start) && t.tokens.start > trigger.start);
        let annual = clause
            .clone()
            .any(|t| matches!(self.lower(t), "annual" | "annually" | "worldwide" | "yearly" | "cumulative"))
            || clause.clone().any(|t| {
                self.lower(t) == "since"
                    && matches!(self.lower(t + 1), "it" | "the" | "then")
                    && t > argument.start
                    && !matches!(self.lower(t + 2), "attack" | "attacks")
            });
        if nearest.is_none() && (since || annual) || annual {
            return Period::Cumulative;
        }
        Period::Incident
    }

    /// The clause around a token: the sentence cut at semicolons and strong joints.
    fn clause(&self, sentence: &Range<usize>, at: usize) -> Range<usize> {
        let cut = |t: &usize| matches!(self.doc.lower(*t), ";" | "while" | "whereas" | "but");
        let start = (sentence.start..at).rev().find(cut).map_or(sentence.start, |t| t + 1);
        let end = (at..sentence.end).find(cut).unwrap_or(sentence.end);
        start..end
    }

    /// The noun phrase of the event a claim is about.
    pub(super) fn event_phrase(&self, trigger: &Range<usize>) -> Option<Range<usize>> {
        let sentence = self.doc.sentence_tokens(trigger.start);
        let clause = self.clause(&sentence, trigger.start);
        let (noun, _) =
            self.nouns(&clause).filter(|(t, _)| !trigger.contains(t)).min_by_key(|(t, _)| t.abs_diff(trigger.start))?;
        let mut start = noun;
        while start > sentence.start {
            let t = start - 1;
            let fits =
                matches!(self.doc.upos.get(t), Some(Upos::Noun | Upos::Propn | Upos::Adj | Upos::Det | Upos::Num))
                    || matches!(self.doc.lower(t), "'s" | "’s" | "-");
            if !fits || noun - t > 7 || trigger.contains(&t) {
                break;
            }
            start = t;
            if self.doc.upos.get(t) == Some(&Upos::Det) {
                break;
            }
        }
        let mut end = noun + 1;
        if let Some(place) = self.place_at(end, &sentence) {
            end = place.tokens.end;
        }
        Some(start..end)
    }

    /// A place phrase led in by a preposition at a token: "in a village near Doonan".
    fn place_at(&self, at: usize, sentence: &Range<usize>) -> Option<Place> {
        if !matches!(
            self.lower(at),
            "in" | "at"
                | "near"
                | "outside"
                | "on"
                | "around"
                | "inside"
                | "across"
                | "throughout"
                | "off"
                | "of"
                | "over"
                | "from"
                | "against"
                | "along"
                | "south"
                | "north"
                | "east"
                | "west"
                | "to"
        ) {
            return None;
        }
        let mut name: Option<Range<usize>> = None;
        let mut t = at + 1;
        let mut nominal = false;
        while t < sentence.end && t < at + 14 {
            if self.is_time(t) {
                break;
            }
            if let Some(found) = self.doc.name_at(t) {
                if found.label == NameLabel::Loc {
                    name = Some(found.tokens.clone());
                    t = found.tokens.end.min(sentence.end);
                    // "in Doonan, Eastland"; "in the village of Doonan in Eastland"
                    if self.lower(t) == "," && self.doc.name_at(t + 1).is_some_and(|n| n.label == NameLabel::Loc) {
                        t += 1;
                        continue;
                    }
                    if matches!(self.lower(t), "of" | "in" | "near" | "outside" | "'s" | "’s")
                        || matches!(
                            self.lower(t),
                            "province"
                                | "district"
                                | "city"
                                | "region"
                                | "suburb"
                                | "territories"
                                | "neighborhood"
                                | "neighbourhood"
                                | "village"
                                | "town"
                                | "theater"
                                | "theatre"
                                | "area"
                                | "state"
                                | "county"
                                | "countryside"
                        )
                    {
                        t += 1;
                        continue;
                    }
                    break;
                }
                if found.label == NameLabel::Norp || found.label == NameLabel::Org {
                    t += 1;
                    nominal = true;
                    continue;
                }
                break;
            }
            let upos = self.doc.upos.get(t).copied().unwrap_or(Upos::X);
            let fits = matches!(upos, Upos::Det | Upos::Adj | Upos::Noun | Upos::Propn | Upos::Num)
                || matches!(self.lower(t), "'s" | "’s" | "-")
                || nominal
                    && matches!(self.lower(t), "of" | "near" | "in" | "outside" | "at" | "part" | "," | "and")
                    && self.upcoming_loc(t, sentence);
            if !fits {
                break;
            }
            nominal |= matches!(upos, Upos::Noun | Upos::Propn);
            t += 1;
        }
        let name = name?;
        let end = name.end.max(
            if name.end < t
                && matches!(
                    self.lower(name.end),
                    "province"
                        | "district"
                        | "city"
                        | "region"
                        | "suburb"
                        | "territories"
                        | "area"
                        | "state"
                        | "county"
                        | "countryside"
                        | "village"
                        | "town"
                )
            {
                name.end + 1
            } else {
                name.end
            },
        );
        let mut start = at + 1;
        if matches!(self.lower(at), "near" | "outside" | "off") {
            start = at;
        }
        while start < name.start && matches!(self.lower(start), "the" | "a" | "an") && start + 1 == name.start {
            start += 1;
        }
        Some(Place { tokens: start.min(name.start)..end, name })
    }

    fn upcoming_loc(&self, at: usize, sentence: &Range<usize>) -> bool {
        (at + 1..sentence.end.min(at + 7)).any(|t| self.doc.name_at(t).is_some_and(|n| n.label == NameLabel::Loc))
    }

    fn is_time(&self, token: usize) -> bool {
        let at = self.times.partition_point(|t| t.tokens.end <= token);
        self.times.get(at).is_some_and(|t| t.tokens.contains(&token))
    }

    /// The places a sentence gives, each with its distance from a token.
    fn places_of(&self, sentence: &Range<usize>, at: usize) -> Vec<(usize, Place)> {
        let mut found = Vec::new();
        let mut t = sentence.start;
        while t < sentence.end {
            if let Some(place) = self.place_at(t, sentence) {
                let led_by_report = t > sentence.start && is_report(self.lower(t - 1));
                let source = self.belongs_to_source(t, sentence);
                let kind = match self.lower(t) {
                    "in" | "at" | "near" | "outside" | "on" | "inside" => 0,
                    "across" | "throughout" | "around" | "off" | "over" | "along" => 2,
                    "of" => 9,
                    "from" | "to" | "against" => 10,
                    _ => 4,
                };
                let distance =
                    t.abs_diff(at) + kind + usize::from(t < at) * 2 + usize::from(led_by_report || source) * 30;
                let next = place.tokens.end;
                found.push((distance, place));
                t = next;
                continue;
            }
            // "the Doonan attacks", "Doonan blast kills 3"
            if let Some(name) = self.doc.name_at(t).filter(|n| n.label == NameLabel::Loc && n.tokens.start == t) {
                let end = name.tokens.end;
                let follows = (end..sentence.end.min(end + 4)).find(|n| event_noun(self.lower(*n)).is_some());
                let adjacent = follows.is_some_and(|f| {
                    (end..f).all(|t| {
                        matches!(self.doc.upos.get(t), Some(Upos::Adj | Upos::Noun | Upos::Propn))
                            || matches!(self.lower(t), "'s" | "’s" | "-")
                    })
                });
                if adjacent {
                    found.push((t.abs_diff(at) + 3, Place { tokens: name.tokens.clone(), name: name.tokens.clone() }));
                } else if follows.is_none() && self.lower(t.wrapping_sub(1)) != "-" && self.is_struck(t) {
                    found.push((t.abs_diff(at) + 6, Place { tokens: name.tokens.clone(), name: name.tokens.clone() }));
                }
                t = end;
                continue;
            }
            t += 1;
        }
        found.sort_by_key(|(d, p)| (*d, p.tokens.start));
        found
    }

    /// "rocked Doonan", "hit Doonan": the object of what befalls places.
    fn is_struck(&self, at: usize) -> bool {
        matches!(
            self.lower(at.wrapping_sub(1)),
            "rocked"
                | "hit"
                | "struck"
                | "shook"
                | "attacked"
                | "bombed"
                | "shelled"
                | "targeted"
                | "devastated"
                | "hitting"
                | "rocking"
                | "striking"
                | "gripped"
                | "ravaged"
        )
    }

    /// "the bureau in Doonan said", "based in Doonan": the place of a source.
    fn belongs_to_source(&self, at: usize, sentence: &Range<usize>) -> bool {
        if matches!(
            self.lower(at.wrapping_sub(1)),
            "based" | "ministry" | "office" | "spokesman" | "spokeswoman" | "reporters" | "bureau"
        ) && at > sentence.start
        {
            return true;
        }
        (at..sentence.end.min(at + 5))
            .any(|t| matches!(self.lower(t), "said" | "told") && self.doc.xpos.get(t) == Some(&Xpos::Vbd) && t > at + 1)
            && !self.lower(at + 1).is_empty()
            && (at + 1..sentence.end.min(at + 4)).all(|t| !matches!(self.lower(t), ","))
    }

    fn name_key(&self, place: &Place) -> String {
        self.doc.text_of(place.name.clone()).to_lowercase()
    }

    /// Gathers days and places of the article's events.
    pub(super) fn memory(&self) -> Memory {
        let mut memory = Memory::default();
        let mut days: Vec<(DateSpan, usize)> = Vec::new();
        let mut places: Vec<(String, Place, usize)> = Vec::new();
        for (number, sentence) in self.doc.sentences.iter().enumerate() {
            let tokens = sentence.tokens.clone();
            for (noun, period) in self.nouns(&tokens).collect::<Vec<_>>() {
                if period == Period::Cumulative {
                    continue;
                }
                let weight = if number < 6 { 3 } else { 1 };
                let place = self.places_of(&tokens, noun).into_iter().find(|(d, _)| *d < 14).map(|(_, p)| p);
                if let Some(place) = &place {
                    let key = self.name_key(place);
                    match places.iter_mut().find(|(k, ..)| *k == key) {
                        Some((.., n)) => *n += weight,
                        None => places.push((key, place.clone(), weight)),
                    }
                }
                let day = self
                    .times_of(&tokens, noun)
                    .into_iter()
                    .find(|(d, t)| *d < 16 && !t.since)
                    .and_then(|(_, t)| t.span);
                let Some(day) = day.filter(|d| d.precision == DatePrecision::Day && d.from == d.to) else { continue };
                if self.published.is_some_and(|p| p.last() < day.from) {
                    continue;
                }
                match days.iter_mut().find(|(d, _)| *d == day) {
                    Some((_, n)) => *n += weight,
                    None => days.push((day, weight)),
                }
                if let Some(place) = &place {
                    memory.by_place.push((self.name_key(place), day));
                }
                memory.by_noun.push((people::singular(self.doc.lower(noun)).into_owned(), day));
            }
        }
        // The most often named; of equals the first.
        let mut best = 0;
        for (day, n) in days {
            if n > best {
                best = n;
                memory.main_day = Some(day);
            }
        }
        best = 0;
        for (_, place, n) in places {
            if n > best {
                best = n;
                memory.main_place = Some(place);
            }
        }
        memory
    }

    /// The place of a claim.
    pub(super) fn place(
        &self,
        memory: &Memory,
        trigger: &Range<usize>,
        argument: &Range<usize>,
        evidence_end: usize,
    ) -> (Option<Place>, bool) {
        let sentence = self.doc.sentence_tokens(trigger.start);
        let clause = self.clause(&sentence, trigger.start);
        let at =
            trigger.start.max(argument.start).max(evidence_end.saturating_sub(1)).min(clause.end.saturating_sub(1));
        let own = self.places_of(&clause, at).into_iter().find(|(d, _)| *d < 28);
        match own {
            Some((_, place)) => (Some(place), true),
            None => (memory.main_place.clone(), false),
        }
    }

    /// The place of a meeting: what its own clause says, after it first.
    pub(super) fn meeting_place(&self, trigger: &Range<usize>, evidence: &Range<usize>) -> Option<Place> {
        let sentence = self.doc.sentence_tokens(trigger.start);
        let at = evidence.end.saturating_sub(1).max(trigger.start);
        let places = self.places_of(&sentence, at);
        let led = |p: &Place| {
            p.tokens.start > sentence.start
                && matches!(self.lower(p.tokens.start - 1), "in" | "at" | "the" | "near" | "to" | "visit" | "outside")
        };
        places.into_iter().find(|(d, p)| *d < 16 && led(p)).map(|(_, p)| p)
    }

    /// The day of a meeting: what its own clause says.
    pub(super) fn meeting_day(&self, trigger: &Range<usize>, evidence: &Range<usize>) -> Option<DateSpan> {
        let sentence = self.doc.sentence_tokens(trigger.start);
        let at = trigger.start;
        let times = self.times_of(&sentence, at);
        times
            .into_iter()
            .filter(|(_, t)| !t.since && t.span.is_some())
            .min_by_key(|(d, t)| if t.tokens.start >= evidence.end { t.tokens.start - evidence.end } else { *d })
            .and_then(|(_, t)| t.span)
    }

    /// The day of a claim.
    pub(super) fn happened(
        &self,
        memory: &Memory,
        period: Period,
        trigger: &Range<usize>,
        place: Option<&Place>,
        own_place: bool,
    ) -> Option<DateSpan> {
        if period == Period::Cumulative {
            return None;
        }
        let sentence = self.doc.sentence_tokens(trigger.start);
        let clause = self.clause(&sentence, trigger.start);
        let own = self.times_of(&clause, trigger.start);
        if let Some((_, time)) = own.iter().find(|(_, t)| !t.since && t.span.is_some()) {
            return time.span;
        }
        if let Some(place) = place.filter(|_| own_place) {
            let key = self.name_key(place);
            let known = memory.by_place.iter().find(|(k, _)| *k == key);
            if let Some((_, day)) = known {
                return Some(*day);
            }
            let main = memory.main_place.as_ref().map(|p| self.name_key(p));
            // Another place than the main event's: its day is not known.
            if main.is_some_and(|m| m != key) && memory.by_place.iter().any(|(k, _)| *k != key) && own.is_empty() {
                return None;
            }
        }
        memory.main_day
    }
}
