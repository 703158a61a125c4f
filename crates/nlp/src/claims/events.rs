//! Which event a claim is about: its words, its day, its place.
//!
//! A claim takes what its own clause says. Where that says nothing it takes what the text says
//! elsewhere of the same event: the same place or the same words. Only a claim that points
//! nowhere else takes the day and the place of the article's main event. Wars and other
//! cumulative events have no day.

use std::ops::Range;
use std::sync::LazyLock;

use parallax_records::{Date, DatePrecision, DateSpan, Period, Section};
use rustc_hash::FxHashMap;

use super::attribution::is_report;
use super::people;
use super::places::Place;
use crate::time::TimeExpression;
use crate::{Deprel, Document, NameLabel, Upos, Xpos};

static EVENTS: LazyLock<FxHashMap<&'static str, (Period, &'static str)>> = LazyLock::new(|| {
    include_str!("../../lexicons/en/events.tsv")
        .lines()
        .filter(|l| !l.starts_with('#'))
        .filter_map(|line| {
            let mut cells = line.split('\t');
            Some((cells.next()?, (cells.next()?.parse().ok()?, cells.next()?)))
        })
        .collect()
});

/// The period of an event noun.
pub(super) fn event_noun(lower: &str) -> Option<Period> {
    entry(lower).map(|e| e.0)
}

/// Whether a noun names a deed that somebody answers for: an attack, a strike, a crash.
pub(super) fn is_deed(lower: &str) -> bool {
    let vague = matches!(
        people::singular(lower).as_ref(),
        "violence" | "tragedy" | "assault" | "burning" | "volley" | "battle" | "fight" | "clash" | "storm"
    );
    !vague && entry(lower).is_some_and(|(_, family)| matches!(family, "attack" | "strike" | "crash" | "ship"))
}

/// The family of an event noun: an article calls one event attack, rampage and massacre.
fn family(lower: &str) -> &'static str {
    entry(lower).map_or("attack", |e| e.1)
}

fn entry(lower: &str) -> Option<(Period, &'static str)> {
    EVENTS.get(lower).or_else(|| EVENTS.get(people::singular(lower).as_ref())).copied()
}

/// The event noun that a verb stands for: "attacked", "raided".
fn event_verb(lower: &str) -> Option<&'static str> {
    Some(match lower {
        "attacked" | "attacking" => "attack",
        "raided" | "raiding" | "stormed" | "storming" => "raid",
        "bombed" | "exploded" | "detonated" => "bombing",
        "crashed" => "crash",
        "ambushed" => "ambush",
        "shelled" => "shelling",
        "capsized" | "sank" => "sinking",
        _ => return None,
    })
}

/// What an article says of its events, gathered before the claims are read.
#[derive(Debug, Default)]
pub(super) struct Memory {
    /// Days by the place of an event, with how often they stand together.
    by_place: Tally<(String, DateSpan)>,
    /// Days by the family of the event noun.
    by_noun: Tally<(&'static str, DateSpan)>,
    /// Places by the family of the event noun, as keys.
    place_of_noun: Tally<(&'static str, String)>,
    /// Every event noun with a place or a day, in order of the text.
    sightings: Vec<Sighting>,
    /// All places of events, as keys.
    places: Tally<String>,
    /// Places that lie in a greater one, by its key and the family of the event: "the Doonan suburb of Ran".
    parts: Vec<(String, &'static str, Place)>,
    /// A place of each key, the first.
    first: Vec<(String, Place)>,
    /// The main event's day.
    main_day: Option<DateSpan>,
    /// The main event's place.
    main_place: Option<Place>,
}

/// An event noun with the place and the day that stand with it.
#[derive(Debug)]
struct Sighting {
    sentence: usize,
    noun: &'static str,
    place: Option<Place>,
    day: Option<DateSpan>,
}

/// Things with weights, in order of their first entry.
#[derive(Debug)]
struct Tally<T>(Vec<(T, usize)>);

impl<T> Default for Tally<T> {
    fn default() -> Self {
        Self(Vec::new())
    }
}

impl<T: PartialEq> Tally<T> {
    fn add(&mut self, thing: T, weight: usize) {
        match self.0.iter_mut().find(|(t, _)| *t == thing) {
            Some((_, n)) => *n += weight,
            None => self.0.push((thing, weight)),
        }
    }

    /// The heaviest entry that fits; of equals the first.
    fn best(&self, fits: impl Fn(&T) -> bool) -> Option<&T> {
        let mut best: Option<&(T, usize)> = None;
        for entry in self.0.iter().filter(|(t, _)| fits(t)) {
            if best.is_none_or(|b| entry.1 > b.1) {
                best = Some(entry);
            }
        }
        best.map(|(t, _)| t)
    }
}

/// Reads days and places off a document.
pub(super) struct Scenery<'a, 't> {
    pub(super) doc: &'a Document<'t>,
    pub(super) times: &'a [TimeExpression],
    pub(super) published: Option<Date>,
}

impl Scenery<'_, '_> {
    pub(super) fn lower(&self, at: usize) -> &str {
        if at < self.doc.len() { self.doc.lower(at) } else { "" }
    }

    /// The event nouns of a sentence.
    fn nouns(&self, sentence: &Range<usize>) -> impl Iterator<Item = (usize, Period)> + '_ {
        sentence.clone().filter_map(|t| {
            let lower = self.doc.lower(t);
            match self.doc.upos.get(t) {
                Some(Upos::Noun | Upos::Propn) => event_noun(lower).map(|p| (t, p)),
                Some(Upos::Verb) => event_verb(lower).map(|_| (t, Period::Incident)),
                _ => None,
            }
        })
    }

    /// Times of a sentence with their distance from a token; those that say when something was
    /// reported are left out.
    fn times_of(&self, sentence: &Range<usize>, at: usize) -> Vec<(usize, &TimeExpression)> {
        let from = self.times.partition_point(|t| t.tokens.start < sentence.start);
        let mut found: Vec<(usize, &TimeExpression)> = self.times[from..]
            .iter()
            .take_while(|t| t.tokens.start < sentence.end)
            .filter(|t| !self.is_of_report(t, sentence, at) && !self.is_dateline(t) && !self.is_of_other_noun(t, at))
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

    /// A whole date at the head of the text, or behind "Posted on": when it was published.
    fn is_dateline(&self, time: &TimeExpression) -> bool {
        let start = time.tokens.start;
        let before = if start > 0 { self.lower(start - 1) } else { "" };
        let posted = (1..=4).any(|b| {
            start >= b && matches!(self.lower(start - b), "posted" | "published" | "updated" | "publication" | "date")
        });
        let sentence = self.doc.sentence_of[start] as usize;
        let opens = self.doc.sentences[sentence].tokens.start + 1 >= start && before != "on";
        let dated = self.doc.text_of(time.tokens.clone()).bytes().any(|b| b.is_ascii_digit());
        let lead = self.doc.sentences[sentence].section != Section::Title && sentence <= 2;
        posted || opens && dated && lead && time.span.is_some_and(|s| s.precision == DatePrecision::Day)
    }

    /// "the deadly 2008 attacks", "Friday's match": the time of the noun that follows, which is not
    /// the event asked about.
    fn is_of_other_noun(&self, time: &TimeExpression, at: usize) -> bool {
        let end = time.tokens.end;
        let possessive = matches!(self.lower(end), "'s" | "’s");
        let year = time.span.is_some_and(|s| s.precision == DatePrecision::Year);
        if !possessive && !year {
            return false;
        }
        let next = if possessive { end + 1 } else { end };
        let noun = (next..self.doc.len().min(next + 4)).find(|t| event_noun(self.doc.lower(*t)).is_some());
        let Some(noun) = noun
            .filter(|n| (next..*n).all(|t| matches!(self.doc.upos.get(t), Some(Upos::Adj | Upos::Noun | Upos::Propn))))
        else {
            return possessive
                && next < self.doc.len()
                && self.doc.upos.get(next).is_some_and(|u| *u == Upos::Noun)
                && at.abs_diff(next) > 6;
        };
        // Its own noun, or the subject right before the verb.
        noun != at && (noun > at + 4 || at > noun + 8)
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
        if annual || nearest.is_none() && since {
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

    pub(super) fn is_time(&self, token: usize) -> bool {
        let at = self.times.partition_point(|t| t.tokens.end <= token);
        self.times.get(at).is_some_and(|t| t.tokens.contains(&token))
    }

    fn name_key(&self, place: &Place) -> String {
        self.doc.text_of(place.name.clone()).to_lowercase()
    }

    /// Whether a time or place stands with an event noun: in one phrase, or with one verb.
    fn stands_with(&self, noun: usize, other: &Range<usize>) -> bool {
        let between = if other.start > noun { noun + 1..other.start } else { other.end..noun };
        let verb = |t: usize| {
            matches!(self.doc.upos.get(t), Some(Upos::Verb | Upos::Aux))
                && !matches!(self.doc.xpos.get(t), Some(Xpos::Vbn | Xpos::Vbg))
        };
        if between.len() <= 10 && !between.clone().any(verb) {
            return true;
        }
        let governor = self.doc.head(noun).filter(|h| self.doc.upos[*h] == Upos::Verb && !is_report(self.lower(*h)));
        governor.is_some_and(|verb| other.clone().any(|t| self.doc.head(t) == Some(verb)))
    }

    /// The other places that a phrase names beside its own: what it lies in.
    fn wholes(&self, place: &Place) -> Vec<String> {
        let inside = |n: &&crate::NameLayer| {
            n.label == NameLabel::Loc
                && n.tokens.start >= place.tokens.start
                && n.tokens.end <= place.tokens.end
                && n.tokens != place.name
        };
        let first = self.doc.names.partition_point(|n| n.tokens.end <= place.tokens.start);
        let names = self.doc.names[first..].iter().take_while(|n| n.tokens.start < place.tokens.end);
        names.filter(inside).map(|n| self.doc.text_of(n.tokens.clone()).to_lowercase()).collect()
    }

    /// "in Ran and Doonan": a theatre of operations rather than the place of one event.
    fn is_list(&self, place: &Place) -> bool {
        place.tokens.clone().any(|t| self.lower(t) == "and")
    }

    /// Gathers days and places of the article's events.
    pub(super) fn memory(&self) -> Memory {
        let mut memory = Memory::default();
        let mut days: Tally<DateSpan> = Tally::default();
        for (number, sentence) in self.doc.sentences.iter().enumerate() {
            let tokens = sentence.tokens.clone();
            for (noun, period) in self.nouns(&tokens) {
                if period == Period::Cumulative {
                    // A war has a place, and no day.
                    let place = self.places_of(&tokens, noun).into_iter().find(|(d, p)| *d < 8 && p.named);
                    if let Some((_, place)) = place {
                        let key = self.name_key(&place);
                        memory.place_of_noun.add((self.family_at(noun), key.clone()), 1);
                        if memory.first.iter().all(|(k, _)| *k != key) {
                            memory.first.push((key, place));
                        }
                    }
                    continue;
                }
                // The head of the article tells what it is about.
                let weight = if number < 6 { 3 } else { 1 };
                let word = self.family_at(noun);
                let places = self.places_of(&tokens, noun);
                let place = places
                    .into_iter()
                    .find(|(d, p)| *d < 16 && p.named && !self.is_list(p) && self.stands_with(noun, &p.tokens))
                    .map(|(_, p)| p);
                let key = place.as_ref().map(|p| self.name_key(p));
                if let (Some(place), Some(key)) = (place.clone(), key.clone()) {
                    for whole in self.wholes(&place) {
                        memory.parts.push((whole, word, place.clone()));
                    }
                    memory.places.add(key.clone(), weight);
                    memory.place_of_noun.add((word, key.clone()), weight);
                    if memory.first.iter().all(|(k, _)| *k != key) {
                        memory.first.push((key, place));
                    }
                }
                let times = self.times_of(&tokens, noun);
                let tied = times.iter().find(|(_, t)| !t.since && self.stands_with(noun, &t.tokens));
                // A day that only shares the sentence is a weak witness.
                let weight = if tied.is_some() { 4 * weight } else { 1 };
                let time = tied.or_else(|| times.iter().find(|(d, t)| *d < 24 && !t.since));
                let day =
                    time.and_then(|(_, t)| t.span).filter(|d| d.precision == DatePrecision::Day && d.from == d.to);
                let day = day.filter(|d| self.published.is_none_or(|p| d.from <= p.last()));
                if place.is_some() || day.is_some() && tied.is_some() {
                    let day = day.filter(|_| tied.is_some());
                    memory.sightings.push(Sighting { sentence: number, noun: word, place: place.clone(), day });
                }
                let Some(day) = day else { continue };
                days.add(day, weight);
                memory.by_noun.add((word, day), weight);
                if let Some(key) = key {
                    memory.by_place.add((key, day), weight);
                }
            }
        }
        // A place that the article goes on naming is the one it is about.
        for name in self.doc.names.iter().filter(|n| n.label == NameLabel::Loc) {
            let key = self.doc.text_of(name.tokens.clone()).to_lowercase();
            if let Some((_, n)) = memory.places.0.iter_mut().find(|(k, _)| *k == key) {
                *n += 1;
            }
        }
        // What an article reports lies within a year of it; "9/11" is what it compares with.
        let recent = |d: &DateSpan| self.published.is_none_or(|p| (p.first() - d.from).num_days() < 400);
        memory.main_day = days.best(recent).copied();
        memory.main_place = memory.places.best(|_| true).and_then(|k| memory.first_place(k));
        memory
    }

    /// The event noun nearest to a trigger, in dictionary form.
    fn noun_of(&self, trigger: &Range<usize>) -> Option<&'static str> {
        let sentence = self.doc.sentence_tokens(trigger.start);
        let clause = self.clause(&sentence, trigger.start);
        let nouns = self.nouns(&clause).filter(|(t, _)| !trigger.contains(t));
        nouns.min_by_key(|(t, _)| t.abs_diff(trigger.start)).map(|(t, _)| self.family_at(t))
    }

    fn family_at(&self, token: usize) -> &'static str {
        let lower = self.doc.lower(token);
        family(event_verb(lower).unwrap_or(lower))
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
        // "the villages", "the city": named before.
        let definite = |p: &Place| {
            !p.named && (matches!(self.lower(p.tokens.start), "the" | "this" | "that" | "same") || p.tokens.len() == 1)
        };
        let noun = self.noun_of(trigger);
        // "the Doonan attacks" say nothing of where the raid was.
        let foreign = |p: &Place| p.of.zip(noun).is_some_and(|(of, noun)| self.family_at(of) != noun);
        let own = self.places_of(&clause, at).into_iter().find(|(d, p)| *d < 28 && !definite(p) && !foreign(p));
        if let Some((_, place)) = own {
            return (Some(place), true);
        }
        let here = self.doc.sentence_of[trigger.start] as usize;
        // What stands shortly before, of the same event; then what the article says most; then what is nearest.
        let near = |reach: usize| {
            let fits = |s: &&Sighting| {
                s.sentence < here && s.sentence + reach >= here && s.place.is_some() && noun.is_none_or(|n| n == s.noun)
            };
            memory.sightings.iter().rev().find(fits).and_then(|s| s.place.clone())
        };
        let of_noun = noun
            .and_then(|noun| memory.place_of_noun.best(|(n, _)| *n == noun).and_then(|(_, k)| memory.first_place(k)));
        let place = near(1).or(of_noun).or_else(|| memory.main_place.clone());
        // The part of it that this event is set in, where the article says so.
        let part = place.as_ref().and_then(|place| {
            let key = self.name_key(place);
            memory
                .parts
                .iter()
                .find(|(whole, family, _)| *whole == key && noun == Some(*family))
                .map(|(_, _, p)| p.clone())
        });
        (part.or(place), false)
    }

    /// The place of a meeting: what its own clause says, after it first.
    pub(super) fn meeting_place(&self, trigger: &Range<usize>, evidence: &Range<usize>) -> Option<Place> {
        let sentence = self.doc.sentence_tokens(trigger.start);
        let at = evidence.end.saturating_sub(1).max(trigger.start);
        let mut places = self.places_of(&sentence, at);
        for (distance, place) in &mut places {
            let start = place.tokens.start;
            if start < evidence.start.max(trigger.start) && start + 12 > trigger.start {
                *distance = (trigger.start.saturating_sub(start) + 4).min(*distance);
            }
            // Behind another verb it is that verb's place: "meet Lund and travel to Oslo".
            let verb = |t: usize| {
                matches!(self.doc.xpos.get(t), Some(Xpos::Vb | Xpos::Vbd | Xpos::Vbz | Xpos::Vbp))
                    || self.doc.lower(t) == "travel"
            };
            if start > at && (at + 1..start).any(verb) {
                *distance += 20;
            }
        }
        // "will visit Oslo to meet with Lund"
        for t in sentence.start..trigger.start {
            if matches!(self.lower(t), "visit" | "visits" | "visited" | "visiting")
                && let Some(name) = self.doc.name_at(t + 1).filter(|n| n.label == NameLabel::Loc)
            {
                places.push((
                    trigger.start - t,
                    Place { tokens: name.tokens.clone(), name: name.tokens.clone(), named: true, of: None },
                ));
            }
        }
        places.sort_by_key(|(d, p)| (*d, p.tokens.start));
        let led = |p: &Place| {
            p.tokens.start > sentence.start
                && matches!(self.lower(p.tokens.start - 1), "in" | "at" | "the" | "near" | "to" | "visit" | "outside")
        };
        places.into_iter().find(|(d, p)| *d < 16 && led(p)).map(|(_, p)| p)
    }

    /// The day of a meeting: what its own clause says.
    pub(super) fn meeting_day(
        &self,
        trigger: &Range<usize>,
        evidence: &Range<usize>,
        planned: bool,
    ) -> Option<DateSpan> {
        let sentence = self.doc.sentence_tokens(trigger.start);
        let at = trigger.start;
        let times = self.times_of(&sentence, at);
        times
            .into_iter()
            .filter(|(_, t)| !t.since && t.span.is_some())
            .min_by_key(|(d, t)| if t.tokens.start >= evidence.end { t.tokens.start - evidence.end } else { *d })
            .and_then(|(_, t)| if planned { t.ahead } else { t.span })
    }

    /// The day of a claim.
    pub(super) fn happened(
        &self,
        memory: &Memory,
        period: Period,
        trigger: &Range<usize>,
        place: Option<&Place>,
        own_place: bool,
    ) -> (Option<DateSpan>, bool) {
        if period == Period::Cumulative {
            return (None, true);
        }
        let sentence = self.doc.sentence_tokens(trigger.start);
        let clause = self.clause(&sentence, trigger.start);
        let noun = self.noun_of(trigger);
        let here = self.doc.sentence_of[trigger.start] as usize;
        let key = place.filter(|p| own_place && p.named).map(|p| self.name_key(p));
        let of_place = key.as_ref().and_then(|key| memory.by_place.best(|(k, _)| k == key).map(|(_, d)| *d));
        // Another place than the sighting's is another event.
        let same_place = |s: &Sighting| match (&key, &s.place) {
            (Some(key), Some(place)) => self.name_key(place) == *key,
            _ => true,
        };
        let near = noun.and_then(|noun| {
            let fits = |s: &&Sighting| {
                s.sentence <= here && s.sentence + 1 >= here && s.day.is_some() && s.noun == noun && same_place(s)
            };
            memory.sightings.iter().rev().find(fits).and_then(|s| s.day)
        });
        let tallied = noun.and_then(|noun| memory.by_noun.best(|(n, _)| *n == noun).map(|(_, d)| *d));
        let of_noun = near.or(tallied);
        let known = of_place.filter(|_| near.is_none()).or(of_noun).or(memory.main_day);
        let own = self.times_of(&clause, trigger.start);
        if let Some(span) = own.iter().find(|(d, t)| !t.since && t.span.is_some() && *d < 60).and_then(|(_, t)| t.span)
        {
            // "last week", "this month": the day itself, where the article gives it.
            let inside = |day: &DateSpan| span.from <= day.from && day.to <= span.to;
            return (
                [of_noun, of_place, memory.main_day]
                    .into_iter()
                    .flatten()
                    .find(inside)
                    .or_else(|| memory.by_noun.best(|(_, d)| inside(d)).map(|(_, d)| *d))
                    .or(Some(span)),
                true,
            );
        }
        if let Some(key) = key {
            // A place that the article's events are not set in: another event, whose day is not known.
            let named = memory.places.0.iter().find(|(k, _)| *k == key).map_or(0, |(_, n)| *n);
            if of_place.is_none() && near.is_none() && named < 2 {
                return (None, false);
            }
        }
        (known, false)
    }
}

impl Memory {
    fn first_place(&self, key: &str) -> Option<Place> {
        self.first.iter().find(|(k, _)| k == key).map(|(_, p)| p.clone())
    }
}
