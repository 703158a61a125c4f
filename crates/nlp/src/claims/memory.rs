//! What an article says of its events, gathered before its claims are read.
//!
//! Every event noun or verb with a place or a day beside it is a sighting; how often places, days and
//! families of events stand together tells which belong to which, and what the article is about.

use std::ops::Range;

use parallax_records::{DatePrecision, DateSpan, Period};

use super::attribution::is_report;
use super::events::Scenery;
use super::places::Place;
use crate::time::TimeExpression;
use crate::{NameLabel, Upos, Xpos};

/// The weight of a place that an article may be about: it stands in the head, or in three places.
const WEIGHTY: usize = 3;

/// What an article says of its events, gathered before the claims are read.
#[derive(Debug, Default)]
pub(super) struct Memory {
    /// Days by the place of an event, with how often they stand together.
    pub(super) by_place: Tally<(String, DateSpan)>,
    /// Days by the family of the event noun and the place.
    pub(super) by_both: Tally<(&'static str, String, DateSpan)>,
    /// Days by the family of the event noun.
    pub(super) by_noun: Tally<(&'static str, DateSpan)>,
    /// Places by the family of the event noun, as keys.
    pub(super) place_of_noun: Tally<(&'static str, String)>,
    /// Every event noun with a place or a day, in order of the text.
    pub(super) sightings: Vec<Sighting>,
    /// The events that the article speaks of, not by the way: token and family.
    pub(super) topics: Vec<(usize, &'static str)>,
    /// All places of events, as keys.
    pub(super) places: Tally<String>,
    /// Places that lie in a greater one, by its key and the family of the event: "the Doonan suburb of Ran".
    pub(super) parts: Vec<(String, &'static str, Place)>,
    /// A place of each key, the first.
    first: Vec<(String, Place)>,
    /// The main event's day.
    pub(super) main_day: Option<DateSpan>,
    /// The main event's place.
    pub(super) main_place: Option<Place>,
}

/// An event noun with the place and the day that stand with it.
#[derive(Debug)]
pub(super) struct Sighting {
    pub(super) sentence: usize,
    /// The family of the event; empty where only what befell people is told ("12 died").
    pub(super) noun: &'static str,
    pub(super) place: Option<Place>,
    pub(super) day: Option<DateSpan>,
    /// Whether the event is mentioned by the way only.
    pub(super) aside: bool,
}

/// Things with weights, in order of their first entry.
#[derive(Debug)]
pub(super) struct Tally<T>(pub(super) Vec<(T, usize)>);

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
    pub(super) fn best(&self, fits: impl Fn(&T) -> bool) -> Option<&T> {
        let mut best: Option<&(T, usize)> = None;
        for entry in self.0.iter().filter(|(t, _)| fits(t)) {
            if best.is_none_or(|b| entry.1 > b.1) {
                best = Some(entry);
            }
        }
        best.map(|(t, _)| t)
    }
}
impl Scenery<'_, '_> {
    pub(super) fn name_key(&self, place: &Place) -> String {
        self.name_text(place).to_lowercase()
    }

    /// The name of a place.
    pub(super) fn name_text(&self, place: &Place) -> String {
        place.country.unwrap_or_else(|| self.doc.text_of(place.name.clone())).to_owned()
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
        // "the attacks that took place almost at once in five districts of Ran"
        if !self.doc.heads.is_empty()
            && self.doc.dominates(noun, self.top_of(other))
            && self.barrier(noun, self.top_of(other)) <= 10
        {
            return true;
        }
        // "a blast killed 44 people and wounded dozens on Wednesday in Ran": the verbs share what hangs on the last.
        let shares = |verb: usize, head: usize| {
            head == verb || self.doc.deprels[head] == crate::Deprel::Conj && self.doc.head(head) == Some(verb)
        };
        governor.is_some_and(|verb| other.clone().any(|t| self.doc.head(t).is_some_and(|head| shares(verb, head))))
    }

    /// The other places that a phrase names beside its own: what it lies in.
    pub(super) fn wholes(&self, place: &Place) -> Vec<String> {
        let inside = |n: &&crate::NameLayer| {
            n.label == NameLabel::Loc
                && n.tokens.start >= place.tokens.start
                && n.tokens.end <= place.tokens.end
                && n.tokens != place.name
        };
        let first = self.doc.names.partition_point(|n| n.tokens.end <= place.tokens.start);
        let names = self.doc.names[first..].iter().take_while(|n| n.tokens.start < place.tokens.end);
        names.filter(inside).map(|n| self.doc.text_of(n.tokens.clone()).to_owned()).collect()
    }

    /// "in Ran and Doonan": a theatre of operations rather than the place of one event.
    fn is_list(&self, place: &Place) -> bool {
        let settlements = place.tokens.clone().any(|t| matches!(self.lower(t), "villages" | "towns" | "cities"));
        !settlements && place.tokens.clone().any(|t| self.lower(t) == "and")
    }

    /// "50 kilometres north of Ran": not Ran itself.
    fn is_distant(&self, place: &Place) -> bool {
        let at = place.tokens.start;
        let led = at > 2 && matches!(self.lower(at - 1), "of" | "from");
        let unit =
            |t: usize| matches!(self.lower(t), "kilometres" | "kilometers" | "km" | "miles" | "metres" | "meters");
        led && (at.saturating_sub(9).max(self.doc.sentence_tokens(at).start)..at - 1).any(unit)
    }

    /// Gathers days and places of the article's events.
    pub(super) fn memory(&self) -> Memory {
        let mut memory = Memory::default();
        let mut days: Tally<DateSpan> = Tally::default();
        for (number, sentence) in self.doc.sentences.iter().enumerate() {
            let tokens = sentence.tokens.clone();
            // The head of the article tells what it is about.
            let weight = if number < 6 { 3 } else { 1 };
            let mut told = false;
            for (noun, period) in self.nouns(&tokens) {
                told = true;
                let family = self.family_at(noun);
                if period == Period::Cumulative {
                    self.see_war(&mut memory, &tokens, noun, family);
                } else {
                    self.see(&mut memory, &mut days, number, noun, family, weight);
                }
            }
            // "Twelve people died in Lund on Monday": no word for the event.
            if !told && let Some(fate) = tokens.clone().find(|t| self.is_fate(*t)) {
                self.see(&mut memory, &mut days, number, fate, "", weight);
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
        // One word by the way, far from the head, is not what an article is about.
        let weighty = |key: &String| memory.places.0.iter().any(|(k, n)| k == key && *n >= WEIGHTY);
        memory.main_place = memory.places.best(weighty).and_then(|k| memory.first_place(k));
        memory
    }

    /// Whether a word tells what befell people.
    fn is_fate(&self, token: usize) -> bool {
        self.doc.upos.get(token).is_some_and(|u| matches!(u, Upos::Verb | Upos::Adj))
            && matches!(
                self.lower(token),
                "killed"
                    | "killing"
                    | "kills"
                    | "dies"
                    | "wounding"
                    | "injuring"
                    | "died"
                    | "dead"
                    | "shot"
                    | "injured"
                    | "wounded"
                    | "stabbed"
                    | "drowned"
                    | "perished"
                    | "arrested"
                    | "detained"
                    | "evacuated"
                    | "missing"
                    | "kidnapped"
                    | "abducted"
            )
    }

    /// A war has a place, and no day.
    fn see_war(&self, memory: &mut Memory, sentence: &Range<usize>, noun: usize, family: &'static str) {
        // The recogniser's places only: "the campaign in the Front" is fought against it.
        let sure = |p: &Place| {
            self.doc.name_at(p.name.start).is_some_and(|n| n.label == NameLabel::Loc)
                && !super::places::is_body(self, &p.name)
        };
        let named =
            self.places_of(sentence, noun).into_iter().find(|(d, p)| *d < 8 && p.named && sure(p)).map(|(_, p)| p);
        let Some(place) = self.country_before(noun).or(named) else { return };
        let key = self.name_key(&place);
        memory.place_of_noun.add((family, key.clone()), 1);
        memory.keep(key, place);
    }

    /// "Since Sunday police have been carrying out raids": from then until the article was written.
    fn still(&self, time: &TimeExpression) -> Option<DateSpan> {
        let from = time.span.filter(|_| time.since).filter(|s| s.precision == DatePrecision::Day)?.from;
        let to = self.published?.last();
        (from <= to && (to - from).num_days() <= 31).then_some(DateSpan { from, to, precision: DatePrecision::Day })
    }

    /// An event with its place and day.
    fn see(
        &self,
        memory: &mut Memory,
        days: &mut Tally<DateSpan>,
        number: usize,
        noun: usize,
        family: &'static str,
        weight: usize,
    ) {
        let tokens = self.doc.sentences[number].tokens.clone();
        let aside = self.is_aside(noun);
        if !aside && !family.is_empty() {
            memory.topics.push((noun, family));
        }
        let place = self
            .places_of(&tokens, noun)
            .into_iter()
            .find(|(d, p)| {
                let sure = p.named && !self.is_list(p) && !self.is_distant(p);
                *d < 30 && sure && self.stands_with(noun, &p.tokens)
            })
            .map(|(_, p)| p);
        let key = place.as_ref().map(|p| self.name_key(p));
        if let (Some(place), Some(key)) = (place.clone(), key.clone()) {
            for whole in self.wholes(&place) {
                memory.parts.push((whole.to_lowercase(), family, place.clone()));
            }
            memory.places.add(key.clone(), weight);
            memory.place_of_noun.add((family, key.clone()), weight);
            memory.keep(key, place);
        }
        let times = self.times_near(&tokens, noun);
        let tied = times.iter().find(|(_, t)| !t.since && self.stands_with(noun, &t.tokens));
        // A day that only shares the sentence is a weak witness.
        let weight = if tied.is_some() { 4 * weight } else { 1 };
        let time = tied.or_else(|| times.iter().find(|(d, t)| *d < 24 && !t.since));
        let day = time.and_then(|(_, t)| t.span).filter(|d| d.precision == DatePrecision::Day && d.from == d.to);
        let day =
            day.or_else(|| times.iter().find_map(|(_, t)| self.still(t).filter(|_| self.stands_with(noun, &t.tokens))));
        let day = day.filter(|d| self.published.is_none_or(|p| d.from <= p.last()) && !self.is_compared(&tokens, noun));
        if place.is_some() || day.is_some() && tied.is_some() {
            let day = day.filter(|_| tied.is_some());
            memory.sightings.push(Sighting { sentence: number, noun: family, place, day, aside });
        }
        let Some(day) = day else { return };
        days.add(day, weight);
        memory.by_noun.add((family, day), weight);
        if let Some(key) = key {
            memory.by_both.add((family, key.clone(), day), weight);
            memory.by_place.add((key, day), weight);
        }
    }
}

impl Memory {
    /// Keeps a place of each key: the first, or the first that is nothing but a name.
    fn keep(&mut self, key: String, place: Place) {
        match self.first.iter_mut().find(|(k, _)| *k == key) {
            Some((_, kept)) if kept.tokens != kept.name && place.tokens == place.name => *kept = place,
            Some(_) => {}
            None => self.first.push((key, place)),
        }
    }

    /// Whether the article is about a flood, a quake, a storm, a fire: what can harm very many within days.
    pub(super) fn is_of_nature(&self) -> bool {
        let of = |families: &[&str]| self.topics.iter().filter(|(_, f)| families.contains(f)).count();
        of(&["quake", "storm", "fire", "ship"]) * 2 > self.topics.len()
    }

    /// The place of that key.
    pub(super) fn first_place(&self, key: &str) -> Option<Place> {
        self.first.iter().find(|(k, _)| k == key).map(|(_, p)| p.clone())
    }
}
