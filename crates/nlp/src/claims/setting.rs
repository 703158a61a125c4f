//! Where and when: the place and the day of a claim.
//!
//! A claim takes what its own clause says. Where that says nothing it takes what the text says
//! elsewhere of the same event: the same place or the same words. Only a claim that points
//! nowhere else takes the day and the place of the article's main event.

use std::ops::Range;

use parallax_records::{ClaimKind, DateSpan, Period};

use super::events::Scenery;
use super::memory::{Memory, Sighting};
use super::people;
use super::places::Place;
use crate::lexicon::{cities, country};
use crate::time::TimeExpression;
use crate::{Deprel, NameLabel, Upos, Xpos};

/// Where a claim's place was found.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Ground {
    /// In its own clause.
    Own,
    /// In what stands shortly before.
    Near,
    /// In what the article says elsewhere.
    Far,
}

impl Scenery<'_, '_> {
    /// The place of a claim.
    pub(super) fn place(
        &self,
        memory: &Memory,
        trigger: &Range<usize>,
        argument: &Range<usize>,
        evidence_end: usize,
        period: Period,
        kind: ClaimKind,
    ) -> (Option<Place>, Ground) {
        let sentence = self.doc.sentence_tokens(trigger.start);
        let clause = self.clause(&sentence, trigger.start);
        let at =
            trigger.start.max(argument.start).max(evidence_end.saturating_sub(1)).min(clause.end.saturating_sub(1));
        // "the villages", "the city": named before.
        let definite = |p: &Place| {
            !p.named && (matches!(self.lower(p.tokens.start), "the" | "this" | "that" | "same") || p.tokens.len() == 1)
        };
        let noun = self.event_of(memory, trigger);
        // "the Doonan attacks" say nothing of where the raid was.
        let foreign = |p: &Place| p.of.zip(noun).is_some_and(|(of, noun)| self.family_at(of) != noun);
        // What is told of years is seldom set in a place at the other end of the sentence.
        let reach = if period == Period::Cumulative { 14 } else { 28 };
        let own = self.places_of(&clause, at).into_iter().find(|(d, p)| *d < reach && !definite(p) && !foreign(p));
        // "80 in the capital and 35 in Ran": what stands behind another number is that number's.
        let first = self.places_of(&clause, at).into_iter().find(|(d, p)| *d < reach && !foreign(p));
        let own = own.filter(|(_, p)| {
            first.as_ref().is_none_or(|(_, f)| {
                !definite(f)
                    || f.tokens.start < trigger.start
                    || !(f.tokens.end..p.tokens.start.max(f.tokens.end))
                        .any(|t| self.doc.upos.get(t) == Some(&Upos::Num))
            })
        });
        if let Some((_, place)) = own {
            return (Some(place), Ground::Own);
        }
        // "the villages", "the same city": the settlement named last.
        let definite_place =
            self.places_of(&clause, at).into_iter().find(|(d, p)| *d < 28 && definite(p) && !foreign(p));
        if let Some((_, place)) = definite_place
            && let Some(named) = self.antecedent(memory, &place)
        {
            return (Some(named), Ground::Near);
        }
        // "those who died there": the place named last.
        if (trigger.end..clause.end.min(trigger.end + 4)).any(|t| self.lower(t) == "there")
            && let Some(place) = self.place_before(trigger.start)
        {
            return (Some(place), Ground::Own);
        }
        if period == Period::Cumulative {
            return (self.place_of_war(memory, &clause, trigger.start), Ground::Near);
        }
        let here = self.doc.sentence_of[trigger.start] as usize;
        // What stands shortly before, of the same event; then what the article says most; then what is nearest.
        let near = |reach: usize| {
            let fits = |s: &&Sighting| {
                s.sentence < here
                    && s.sentence + reach >= here
                    && s.place.is_some()
                    && noun.map_or(!s.aside, |n| n == s.noun)
            };
            memory.sightings.iter().rev().find(fits).and_then(|s| s.place.clone())
        };
        let of_noun = noun
            .and_then(|noun| memory.place_of_noun.best(|(n, _)| *n == noun).and_then(|(_, k)| memory.first_place(k)));
        let reach = if noun.is_some() { 1 } else { 2 };
        let near = near(reach);
        let ground = if near.is_some() { Ground::Near } else { Ground::Far };
        let police = || self.country_of_police(&clause).filter(|_| kind == ClaimKind::Detained);
        let place = near
            .or(of_noun)
            .or_else(police)
            .or_else(|| memory.main_place.clone().filter(|_| !self.is_apart(memory, trigger)));
        // The part of it that this event is set in, where the article says so.
        let part = place.as_ref().and_then(|place| {
            let key = self.name_key(place);
            memory
                .parts
                .iter()
                .find(|(whole, family, _)| *whole == key && noun == Some(*family))
                .map(|(_, _, p)| p.clone())
        });
        (part.or(place), ground)
    }

    /// "Eastlandic police arrested 12": a state arrests at home.
    fn country_of_police(&self, clause: &Range<usize>) -> Option<Place> {
        let force = |t: &usize| {
            matches!(
                self.lower(*t),
                "police"
                    | "authorities"
                    | "officers"
                    | "prosecutors"
                    | "forces"
                    | "government"
                    | "security"
                    | "gendarmes"
            )
        };
        clause.clone().filter(force).find_map(|t| self.country_before(t))
    }

    /// The family of the event that a claim is about: of the noun beside it where the article tells more of such
    /// events ("the confrontation" of a raid is none), else of what the sentences before speak of.
    fn event_of(&self, memory: &Memory, trigger: &Range<usize>) -> Option<&'static str> {
        let noun = self.noun_of(trigger);
        let told = noun.filter(|n| memory.sightings.iter().any(|s| s.noun == *n));
        told.or_else(|| self.topic_before(memory, trigger.start)).or(noun)
    }

    /// The event that the sentences before a token speak of, where its own names none.
    fn topic_before(&self, memory: &Memory, token: usize) -> Option<&'static str> {
        let sentence = self.doc.sentence_of[token] as usize;
        let floor = self.doc.sentences[sentence.saturating_sub(2)].tokens.start;
        memory.topics.iter().rev().find(|(t, _)| *t < token).filter(|(t, _)| *t >= floor).map(|(_, family)| *family)
    }

    /// What "the city", "the villages" stand for: the last settlement named before.
    fn antecedent(&self, memory: &Memory, place: &Place) -> Option<Place> {
        let doc = self.doc;
        let noun = people::singular(self.lower(place.name.start)).into_owned();
        if noun == "capital" {
            let main = memory.main_place.as_ref()?;
            let code = self.country_of(main)?;
            let found = crate::lexicon::countries().iter().find(|c| c.code == code && !c.capital.is_empty())?;
            return Some(Place { country: Some(found.capital), ..Place::of_name(place.name.clone()) });
        }
        if !matches!(
            noun.as_str(),
            "city" | "town" | "village" | "suburb" | "neighborhood" | "neighbourhood" | "district"
        ) {
            return None;
        }
        let plural = self.lower(place.name.start) != noun;
        let at = place.tokens.start;
        let sentence = doc.sentence_of[at] as usize;
        let same_noun = |p: &Place| {
            p.named && p.tokens.end <= at && p.tokens.clone().any(|t| self.lower(t) == self.lower(place.name.start))
        };
        let told =
            memory.sightings.iter().rev().filter(|s| s.sentence + 6 >= sentence).filter_map(|s| s.place.as_ref());
        if let Some(told) = told.clone().find(|p| same_noun(p)) {
            return Some(told.clone());
        }
        let floor = doc.sentences[(doc.sentence_of[at] as usize).saturating_sub(4)].tokens.start;
        for t in (floor..at).rev() {
            let name =
                doc.name_at(t).filter(|n| n.label == NameLabel::Loc && n.tokens.end == t + 1).map(|n| n.tokens.clone());
            let name = name.or_else(|| self.unnamed_place(t, at));
            let Some(name) = name.filter(|n| !self.is_country(n)) else { continue };
            // "the villages of Ran and Doonan"
            if plural && name.start > floor + 1 && self.lower(name.start - 1) == "and" {
                let first = (floor..name.start - 1).rev().take(4).find(|s| {
                    doc.name_at(*s).is_some_and(|n| n.label == NameLabel::Loc && n.tokens.end == name.start - 1)
                        || self.unnamed_place(*s, name.start - 1).is_some_and(|r| r.end == name.start - 1)
                });
                if let Some(first) = first {
                    return Some(Place { tokens: first..name.end, ..Place::of_name(name) });
                }
            }
            if !plural {
                return Some(Place::of_name(name));
            }
        }
        None
    }

    /// The name of a place or a building that stands last before a token, in its sentence or the one before.
    fn place_before(&self, at: usize) -> Option<Place> {
        let sentence = self.doc.sentence_of[at] as usize;
        let floor = self.doc.sentences[sentence.saturating_sub(1)].tokens.start;
        let from = self.doc.names.partition_point(|n| n.tokens.end <= floor);
        let names = self.doc.names[from..].iter().take_while(|n| n.tokens.end <= at);
        let fits = |n: &&crate::NameLayer| {
            let building = super::places::is_place_noun(self.lower(n.tokens.end - 1))
                || super::places::is_place_noun(self.lower(n.tokens.end));
            n.label == NameLabel::Loc || building
        };
        names.filter(fits).last().map(|n| Place::of_name(n.tokens.clone()))
    }

    /// Where a war is fought: by its own adjective, else by what the article says of it, else by the country that
    /// the sentence names ("Eastland's dictator").
    fn place_of_war(&self, memory: &Memory, clause: &Range<usize>, at: usize) -> Option<Place> {
        let war = self.nouns(clause).find(|(_, period)| *period == Period::Cumulative).map(|(t, _)| t);
        if let Some(place) = war.and_then(|t| self.country_before(t)) {
            return Some(place);
        }
        let key = memory.place_of_noun.best(|(n, _)| *n == "war").map(|(_, k)| k);
        let possessor = || {
            (clause.start..at).rev().find_map(|t| {
                let owner = matches!(self.lower(t + 1), "'s" | "’s");
                let (found, _) = country(self.doc.form(t)).filter(|_| owner)?;
                Some(Place { country: Some(found.name), ..Place::of_name(t..t + 1) })
            })
        };
        let series = || memory.main_place.clone().filter(|_| war.is_none());
        possessor().or_else(|| key.and_then(|k| memory.first_place(k))).or_else(series)
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
                && !(t..trigger.start).any(|then| matches!(self.lower(then), "then" | ";"))
            {
                places.push((trigger.start - t, Place::of_name(name.tokens.clone())));
            }
        }
        // "back from a meeting with parents in Oslo, she resumed talks with Lund": where the other meeting was.
        places.retain(|(_, p)| !self.is_of_other_meeting(p, trigger));
        places.sort_by_key(|(d, p)| (*d, p.tokens.start));
        let led = |p: &Place| {
            p.tokens.start > sentence.start
                && matches!(self.lower(p.tokens.start - 1), "in" | "at" | "the" | "near" | "to" | "visit" | "outside")
        };
        places.into_iter().find(|(d, p)| *d < 16 && led(p)).map(|(_, p)| p)
    }

    /// Whether a place hangs on an earlier meeting with somebody else.
    fn is_of_other_meeting(&self, place: &Place, trigger: &Range<usize>) -> bool {
        let doc = self.doc;
        let with = |noun: usize| {
            doc.children_by(noun, Deprel::Nmod).any(|party| doc.children(party).any(|t| doc.lower(t) == "with"))
        };
        let mut above = std::iter::successors(Some(self.top_of(&place.tokens)), |node| doc.head(*node)).take(4);
        place.tokens.end <= trigger.start
            && above.any(|node| {
                let meets = matches!(doc.lemma(node), "meeting" | "talk" | "summit");
                meets && !trigger.contains(&node) && with(node)
            })
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
        as_of: Option<&TimeExpression>,
    ) -> (Option<DateSpan>, bool) {
        if period == Period::Cumulative {
            return (None, true);
        }
        let sentence = self.doc.sentence_tokens(trigger.start);
        let clause = self.clause(&sentence, trigger.start);
        let noun = self.event_of(memory, trigger);
        let here = self.doc.sentence_of[trigger.start] as usize;
        let key = place.filter(|p| p.named).map(|p| self.name_key(p));
        let own_key = key.as_ref().filter(|_| own_place);
        // Another place than the sighting's is another event.
        let same_place = |s: &Sighting| match (own_key, &s.place) {
            (Some(key), Some(place)) => self.name_key(place) == *key,
            _ => true,
        };
        let near = noun.and_then(|noun| {
            let fits = |s: &&Sighting| {
                s.sentence <= here && s.sentence + 1 >= here && s.day.is_some() && s.noun == noun && same_place(s)
            };
            memory.sightings.iter().rev().find(fits).and_then(|s| s.day)
        });
        let both = noun.zip(key.as_ref());
        let of_both = both.and_then(|b| memory.by_both.best(|(n, k, _)| *n == b.0 && k == b.1).map(|(_, _, d)| *d));
        let of_place = own_key.and_then(|key| memory.by_place.best(|(k, _)| k == key).map(|(_, d)| *d));
        let of_noun = noun.and_then(|noun| memory.by_noun.best(|(n, _)| *n == noun).map(|(_, d)| *d));
        // A place that the article's events are not set in: another event, whose day is not known.
        let elsewhere =
            of_both.or(of_place).is_none() && place.is_some_and(|p| own_place && self.is_elsewhere(memory, p));
        let own = self.times_of(&clause, trigger.start);
        let own = own.iter().find(|(d, t)| {
            (!t.since || *d == 0) && t.span.is_some() && *d < 60 && as_of.is_none_or(|other| other.tokens != t.tokens)
        });
        let own = self.counted_back(&sentence, trigger.start).or_else(|| own.and_then(|(_, t)| self.joined(t)));
        if let Some(span) = own {
            // "last week", "this month": the day itself, where the article gives it.
            let inside = |day: &DateSpan| span.from <= day.from && day.to <= span.to && !elsewhere;
            let known = [near, of_both, of_noun, of_place, memory.main_day].into_iter().flatten().find(inside);
            let known = known.or_else(|| memory.by_noun.best(|(_, d)| inside(d)).map(|(_, d)| *d));
            return (known.or(Some(span)), true);
        }
        if near.is_none() && elsewhere {
            return (None, false);
        }
        // An event of another sort than those the article sets in time: when it was is not told.
        let apart = self.is_apart(memory, trigger);
        let main = memory.main_day.filter(|_| !apart);
        let known = near.or(of_both).or(of_place).or(of_noun).or(main);
        // The day of a toll is no day of the event, unless the article says so elsewhere.
        let told = |day: DateSpan| memory.sightings.iter().any(|s| s.day == Some(day) && s.sentence != here);
        (known.filter(|day| as_of.and_then(|t| t.span) != Some(*day) || told(*day)), false)
    }

    /// Whether a claim's own noun names an event of another sort than all that the article sets anywhere:
    /// "the strikes" of a war in an article about a bombing elsewhere.
    fn is_apart(&self, memory: &Memory, trigger: &Range<usize>) -> bool {
        let Some(noun) = self.noun_of(trigger) else { return false };
        let own = ["strike", "war", "crash", "ship", "quake", "illness"];
        own.contains(&noun)
            && memory.sightings.len() >= 2
            && memory.sightings.iter().all(|s| s.noun != noun)
            && memory.sightings.iter().any(|s| !s.noun.is_empty())
    }

    /// The time at which a figure holds: "as of Monday", "by Tuesday evening", "the toll rose to 12 on Sunday".
    pub(super) fn as_of(&self, trigger: &Range<usize>, toll: bool) -> Option<&TimeExpression> {
        let sentence = self.doc.sentence_tokens(trigger.start);
        let from = self.times.partition_point(|t| t.tokens.start < sentence.start);
        let times = self.times[from..].iter().take_while(|t| t.tokens.start < sentence.end && !t.since);
        let word = |t: &TimeExpression, back: usize| {
            if t.tokens.start >= sentence.start + back { self.lower(t.tokens.start - back) } else { "" }
        };
        let said =
            |t: &TimeExpression| word(t, 1) == "of" && word(t, 2) == "as" || matches!(word(t, 1), "by" | "until");
        let given = times.clone().filter(|t| t.span.is_some()).find(|t| said(t));
        // A toll rises on a day; what it counts happened before.
        let finite = |t: usize| matches!(self.doc.xpos.get(t), Some(Xpos::Vbd | Xpos::Vbz | Xpos::Vbp | Xpos::Md));
        let event = |t: &TimeExpression| {
            let next = self.lower(t.tokens.end.min(self.doc.len() - 1));
            // "the toll from the sinking off Cape Marl on Tuesday has risen": the day of the sinking.
            let of_noun = |noun: usize| noun < t.tokens.start && !(noun..t.tokens.start).any(finite);
            matches!(next, "'s" | "’s")
                || word(t, 1) == "in"
                || self.nouns(&sentence).any(|(noun, _)| noun == t.tokens.end || of_noun(noun))
        };
        let day = |t: &&TimeExpression| t.span.is_some_and(|s| s.from == s.to);
        given.or_else(|| {
            times
                .clone()
                .filter(day)
                .find(|t| toll && !event(t) && self.barrier(trigger.start, self.top_of(&t.tokens)) < 20)
        })
    }

    /// "Sunday night and Monday": one stretch of time of two expressions.
    fn joined(&self, time: &TimeExpression) -> Option<DateSpan> {
        let span = time.span?;
        let at = self.times.iter().position(|t| t.tokens == time.tokens)?;
        let joint = |from: &TimeExpression, to: &TimeExpression| {
            let between = from.tokens.end..to.tokens.start;
            let words = between.len() <= 3
                && between.clone().all(|t| {
                    matches!(
                        self.lower(t),
                        "and" | "to" | "through" | "until" | "into" | "midday" | "early" | "late" | "on" | "-" | "–"
                    )
                })
                && !between.is_empty();
            words.then_some((from.span?, to.span?)).filter(|(a, b)| a.from <= b.to)
        };
        let pair = self.times.get(at + 1).and_then(|next| joint(time, next));
        let pair = pair.or_else(|| at.checked_sub(1).and_then(|before| joint(&self.times[before], time)));
        match pair {
            Some((first, last)) if (last.to - first.from).num_days() <= 31 => {
                Some(DateSpan { from: first.from, to: last.to, precision: span.precision })
            }
            _ => Some(span),
        }
    }

    /// Whether a place lies apart from the article's main place: in another country, or another city of it that is
    /// named by the way.
    fn is_elsewhere(&self, memory: &Memory, place: &Place) -> bool {
        let Some(main) = &memory.main_place else { return false };
        let (key, main_key) = (self.name_key(place), self.name_key(main));
        if key == main_key {
            return false;
        }
        if let (Some(here), Some(there)) = (self.country_of(main), self.country_of(place))
            && here != there
        {
            return true;
        }
        let city = |p: &Place| !cities(self.doc.text_of(p.name.clone())).is_empty();
        let named = memory.places.0.iter().find(|(k, _)| *k == key).map_or(0, |(_, n)| *n);
        city(place) && city(main) && named < 3 || named < 2
    }

    /// The code of the country that a place is, names, or lies in by its best known bearer.
    fn country_of(&self, place: &Place) -> Option<String> {
        let names = std::iter::once(self.name_text(place)).chain(self.wholes(place));
        let names: Vec<String> = names.collect();
        let whole = names.iter().find_map(|name| country(name).map(|(found, _)| found.code.to_owned()));
        whole.or_else(|| cities(names.first()?).first().filter(|c| c.population > 100_000).map(|c| c.country.clone()))
    }
}
