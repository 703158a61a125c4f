//! Place phrases: "in a village near Doonan", "the Doonan attacks", "outside the stadium".
//!
//! Needs names, parts of speech and time expressions. A phrase counts where it holds the name of a
//! place or a noun for one ("market", "district"); what people and events it runs into ends it.

use std::ops::Range;

use parallax_records::Section;

use super::attribution::is_report;
use super::events::{Scenery, event_noun};
use super::people;
use crate::lexicon::{CountryWord, cities, country};
use crate::{Document, NameLabel, Upos, Xpos};

/// A place as a text gives it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Place {
    /// The whole phrase: "a village near Doonan".
    pub(super) tokens: Range<usize>,
    /// The name in it; the noun where there is none.
    pub(super) name: Range<usize>,
    /// Whether it has a name at all.
    pub(super) named: bool,
    /// The event noun it belongs to, where the noun stands right behind it ("the Doonan attacks").
    pub(super) of: Option<usize>,
    /// The country that an adjective names ("the Syrian war"), in place of the words.
    pub(super) country: Option<&'static str>,
}

impl Place {
    /// A name that is a place by itself.
    pub(super) fn of_name(tokens: Range<usize>) -> Self {
        Self { tokens: tokens.clone(), name: tokens, named: true, of: None, country: None }
    }

    /// The words of the text; the country where only its adjective stands there.
    pub(super) fn text(&self, doc: &Document<'_>) -> String {
        self.country.unwrap_or_else(|| doc.text_of(self.tokens.clone())).to_owned()
    }
}

/// Nouns for places.
pub(super) fn is_place_noun(lower: &str) -> bool {
    matches!(
        people::singular(lower).as_ref(),
        "airport"
            | "apartment"
            | "area"
            | "bar"
            | "base"
            | "beach"
            | "border"
            | "bridge"
            | "building"
            | "cafe"
            | "camp"
            | "campus"
            | "capital"
            | "cathedral"
            | "center"
            | "centre"
            | "checkpoint"
            | "church"
            | "city"
            | "clinic"
            | "club"
            | "coast"
            | "compound"
            | "concert"
            | "country"
            | "countryside"
            | "county"
            | "court"
            | "courthouse"
            | "district"
            | "embassy"
            | "factory"
            | "farm"
            | "field"
            | "governorate"
            | "hall"
            | "harbor"
            | "harbour"
            | "highway"
            | "home"
            | "hospital"
            | "hotel"
            | "house"
            | "island"
            | "lake"
            | "mall"
            | "market"
            | "marketplace"
            | "mine"
            | "monastery"
            | "mosque"
            | "motorway"
            | "mountain"
            | "neighborhood"
            | "neighbourhood"
            | "nightclub"
            | "office"
            | "outskirts"
            | "outskirt"
            | "park"
            | "peninsula"
            | "plant"
            | "plaza"
            | "port"
            | "prison"
            | "province"
            | "quarter"
            | "region"
            | "resort"
            | "restaurant"
            | "river"
            | "road"
            | "school"
            | "sea"
            | "shop"
            | "shrine"
            | "site"
            | "slum"
            | "square"
            | "stadium"
            | "state"
            | "station"
            | "store"
            | "strait"
            | "street"
            | "suburb"
            | "subway"
            | "supermarket"
            | "synagogue"
            | "temple"
            | "territory"
            | "theater"
            | "theatre"
            | "town"
            | "township"
            | "university"
            | "valley"
            | "venue"
            | "village"
            | "warehouse"
            | "zone"
    )
}

/// Verbs of what befalls places.
fn is_blow(lower: &str) -> bool {
    matches!(
        lower,
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
            | "stormed"
            | "raided"
    )
}

/// Whether a name is that of an organisation by its own words: "in the Interior Ministry", "in Congress".
pub(super) fn is_body(scenery: &Scenery<'_, '_>, tokens: &Range<usize>) -> bool {
    tokens.clone().any(|t| {
        matches!(
            scenery.lower(t),
            "ministry"
                | "department"
                | "council"
                | "committee"
                | "congress"
                | "senate"
                | "parliament"
                | "agency"
                | "bureau"
                | "party"
                | "union"
                | "association"
                | "state"
                | "army"
                | "police"
                | "force"
                | "forces"
                | "times"
                | "post"
                | "news"
                | "coalition"
                | "monitor"
                | "company"
                | "inc"
                | "corp"
                | "group"
                | "house"
                | "court"
                | "commission"
                | "office"
                | "nations"
        )
    }) || tokens.clone().any(|t| event_noun(scenery.lower(t)).is_some())
        || tokens.len() == 1 && scenery.doc.form(tokens.start).bytes().all(|b| b.is_ascii_uppercase() || b == b'.')
}

impl Scenery<'_, '_> {
    /// A noun phrase of a place that begins at `at`: its end, the last place name in it, the place noun.
    ///
    /// Where `lenient`, capitals that no recogniser knows are taken for the name: "in Ran-Doonan".
    fn place_phrase(&self, at: usize, end: usize, lenient: bool) -> (usize, Option<Range<usize>>, Option<usize>) {
        let (mut t, mut name, mut noun) = (at, None, None);
        while t < end && t < at + 9 && !self.is_time(t) {
            let lower = self.lower(t);
            if people::listed(lower).is_some()
                || event_noun(lower).is_some()
                || matches!(lower, "least" | "most" | "once" | "all" | "times")
            {
                break;
            }
            if let Some(found) = self.doc.name_at(t) {
                match found.label {
                    NameLabel::Loc => {
                        name = Some(found.tokens.clone());
                        t = found.tokens.end;
                        continue;
                    }
                    // "in Ran-Doonan": a name after "in" is a place, whatever it was taken for.
                    NameLabel::Org | NameLabel::Misc | NameLabel::Event
                        if t <= at + 1 && lenient && !is_body(self, &found.tokens) =>
                    {
                        name = Some(found.tokens.clone());
                        t = found.tokens.end;
                        continue;
                    }
                    NameLabel::Per if t == at && lenient && self.is_lone_name(found) => {
                        name = Some(found.tokens.clone());
                        t = found.tokens.end;
                        continue;
                    }
                    NameLabel::Per => {
                        // "the Jonas Weil stadium"
                        let stop = found.tokens.end;
                        if !(stop..end.min(stop + 3)).any(|n| is_place_noun(self.lower(n))) {
                            break;
                        }
                    }
                    _ => {}
                }
            }
            let upos = self.doc.upos.get(t).copied().unwrap_or(Upos::X);
            if name.is_none() && upos == Upos::Propn && self.doc.name_at(t).is_none() && !is_place_noun(lower) {
                let run = self.capitals(t, end);
                // "two villages Ran and Doonan"
                let apposed = t > at && noun == Some(t - 1);
                if !is_body(self, &run) && (lenient || apposed || self.is_known_place(&run)) {
                    t = run.end;
                    name = Some(run);
                    continue;
                }
            }
            let fits = matches!(upos, Upos::Det | Upos::Adj | Upos::Noun | Upos::Propn)
                || matches!(lower, "'s" | "’s") && t > at
                || matches!(lower, "-") && !self.doc.space_before(t)
                || upos == Upos::Verb && t > at && self.lower(t - 1) == "-"
                || upos == Upos::Num
                    && t + 1 < end
                    && (is_place_noun(self.lower(t + 1))
                        || t == at && self.doc.name_at(t + 1).is_some_and(|n| n.label == NameLabel::Loc));
            // A determiner begins another phrase.
            if !fits || upos == Upos::Det && t > at && self.lower(t - 1) != "all" {
                break;
            }
            if matches!(upos, Upos::Noun | Upos::Propn) && is_place_noun(lower) {
                noun = Some(t);
            }
            t += 1;
        }
        (t, name, noun)
    }

    /// Whether capitals that no recogniser knows stand for a place elsewhere in the article: "the Ran-Doonan raid"
    /// beside "in Ran-Doonan".
    pub(super) fn is_known_place(&self, tokens: &Range<usize>) -> bool {
        let known = self.known.get_or_init(|| {
            let mut known = rustc_hash::FxHashSet::default();
            for sentence in &self.doc.sentences {
                for t in sentence.tokens.clone() {
                    if !matches!(self.doc.lower(t), "in" | "near" | "outside") || t + 1 >= sentence.tokens.end {
                        continue;
                    }
                    let (_, name, _) = self.place_phrase(t + 1, sentence.tokens.end, true);
                    if let Some(name) = name.filter(|n| self.doc.name_at(n.start).is_none()) {
                        known.insert(self.doc.text_of(name).to_lowercase());
                    }
                }
            }
            known
        });
        known.contains(&self.doc.text_of(tokens.clone()).to_lowercase())
    }

    /// A single word taken for a person that nobody of the article bears as a surname: "in Ran" is a place.
    fn is_lone_name(&self, name: &crate::NameLayer) -> bool {
        let doc = self.doc;
        let form = doc.form(name.tokens.start);
        name.tokens.len() == 1
            && !matches!(self.lower(name.tokens.end), "'s" | "’s")
            && !doc.names.iter().any(|n| {
                n.label == NameLabel::Per && n.tokens.len() > 1 && n.tokens.clone().any(|t| doc.form(t) == form)
            })
    }

    /// "the shooting at Ran International": what an event happens at is a place.
    fn is_scene(&self, at: usize, sentence: &Range<usize>) -> bool {
        at > sentence.start && self.lower(at) == "at" && event_noun(self.lower(at - 1)).is_some()
    }

    /// Whether a noun is one for places that people live in.
    fn is_settlement(&self, noun: usize) -> bool {
        matches!(self.lower(noun), "suburb" | "suburbs" | "town" | "village" | "city")
    }

    pub(super) fn is_country(&self, name: &Range<usize>) -> bool {
        country(self.doc.text_of(name.clone())).is_some()
    }

    /// Whether one city has more people than another; what no list of cities holds is small.
    fn is_greater(&self, one: &Range<usize>, other: &Range<usize>) -> bool {
        let people =
            |name: &Range<usize>| cities(self.doc.text_of(name.clone())).first().map_or(0, |city| city.population);
        // The list knows cities by the names of their own languages: only a great one proves anything.
        people(one) > 200_000 && people(one) > 5 * people(other)
    }

    /// "the Eastland war", "Eastlandic conflict", "Eastland's war": the country that leads in a noun.
    pub(super) fn country_before(&self, noun: usize) -> Option<Place> {
        let doc = self.doc;
        let start = doc.sentence_tokens(noun).start;
        for t in (start.max(noun.saturating_sub(5))..noun).rev() {
            let fits = matches!(doc.upos.get(t), Some(Upos::Adj | Upos::Noun | Upos::Propn))
                || matches!(doc.lower(t), "'s" | "’s" | "-");
            if !fits {
                return None;
            }
            let form = doc.form(t);
            // "Eastlands war": the apostrophe is lost.
            let found = country(form).or_else(|| country(form.strip_suffix('s')?));
            if let Some((found, CountryWord::Name | CountryWord::Adjective)) = found {
                return Some(Place { country: Some(found.name), ..Place::of_name(t..t + 1) });
            }
        }
        None
    }

    /// A run of capitalised words joined by hyphens.
    fn capitals(&self, at: usize, end: usize) -> Range<usize> {
        let mut stop = at + 1;
        while stop < end && !self.is_time(stop) {
            let joint = self.lower(stop) == "-" && !self.doc.space_before(stop);
            let capital = self.doc.upos.get(stop) == Some(&Upos::Propn) && self.doc.name_at(stop).is_none();
            // Behind a hyphen the word goes on, whatever its second half was taken for.
            let within = self.lower(stop - 1) == "-" && !self.doc.space_before(stop);
            if !joint && !capital && !within {
                break;
            }
            stop += 1;
        }
        while stop > at + 1 && self.lower(stop - 1) == "-" {
            stop -= 1;
        }
        at..stop
    }

    /// A place phrase led in by a preposition at a token.
    pub(super) fn place_at(&self, at: usize, sentence: &Range<usize>) -> Option<Place> {
        let lead = self.lower(at);
        if !matches!(
            lead,
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
                | "along"
                | "to"
                | "into"
                | "north"
                | "south"
                | "east"
                | "west"
        ) && !is_blow(lead)
        {
            return None;
        }
        // "al-Qaeda in the Lorne Peninsula" is a name of its own.
        if lead == "in"
            && at > sentence.start
            && matches!(self.lower(at - 1), "qaeda" | "qaida" | "al-qaeda" | "al-qaida")
        {
            return None;
        }
        let (mut end, mut name, noun) = self.place_phrase(
            at + 1,
            sentence.end,
            matches!(lead, "in" | "near" | "outside") || self.is_scene(at, sentence),
        );
        // "hit a market in Doonan": what is hit is a place where a noun says so.
        if noun.is_none() && is_blow(lead) {
            return None;
        }
        // "a village near Doonan", "the Ran suburb of Doonan", "Doonan, Eastland"
        if noun.is_some() || name.is_some() {
            for _ in 0..3 {
                let joint = match self.lower(end) {
                    "of" | "near" | "in" | "outside" | "at" | "," | "within" => end + 1,
                    "part" if self.lower(end + 1) == "of" => end + 2,
                    "and" if name.is_some() && self.doc.name_at(end + 1).is_some_and(|n| n.label == NameLabel::Loc) => {
                        end + 1
                    }
                    _ => break,
                };
                let of = noun.is_some() && self.lower(end) == "of";
                let (next, more, _) = self.place_phrase(joint, sentence.end, of);
                // Behind a comma only a name goes on, and it must stand alone: "in Doonan, Eastland,".
                let comma = self.lower(end) == ",";
                if more.is_none()
                    || comma
                        && (name.is_none()
                            || more.as_ref().is_some_and(|m| m.start != joint)
                            || is_report(self.lower(next)))
                {
                    break;
                }
                let attribute = name.as_ref().zip(noun).is_some_and(|(n, noun)| n.end <= noun);
                let lies_in = of && noun.is_some_and(|n| self.is_settlement(n));
                // "the Doonan suburb of Ran" is Ran, or Doonan where Ran is the great city; "the Ran district of
                // Doonan" is Ran; "an Eastland compound in Ran" is Ran.
                let inner = attribute
                    && name.as_ref().zip(more.as_ref()).is_some_and(|(outer, more)| {
                        lies_in && !self.is_greater(more, outer) || !of && self.is_country(outer)
                    });
                name = if inner { more } else { name.or(more) };
                end = next;
            }
        }
        // "at the East Asia Summit", "in the Doonan talks": an occasion that bears the name of a place.
        let occasion = |t: usize| {
            matches!(
                self.lower(t),
                "summit"
                    | "conference"
                    | "forum"
                    | "assembly"
                    | "games"
                    | "festival"
                    | "talks"
                    | "championship"
                    | "cup"
                    | "marathon"
                    | "agreement"
                    | "treaty"
                    | "deal"
                    | "accord"
                    | "meeting"
            )
        };
        if name.as_ref().is_some_and(|n| occasion(n.end) || occasion(n.end - 1)) {
            return None;
        }
        let named = name.is_some();
        if !named && is_blow(lead) {
            return None;
        }
        // "in Eastland history", "of Eastland officials": the noun behind the name is no place.
        if noun.is_none()
            && let Some(name) = &name
            && name.end < end
            && self.doc.upos.get(name.end) == Some(&Upos::Noun)
            && event_noun(self.lower(name.end)).is_none()
            && !matches!(self.lower(name.end), "area" | "region" | "time")
        {
            return None;
        }
        let name = name.or_else(|| noun.map(|n| n..n + 1))?;
        if self.lower(name.end) == "-" && !self.doc.space_before(name.end) {
            return None;
        }
        // Nothing behind the last name or place noun belongs to it.
        let last = noun.map_or(name.end, |n| (n + 1).max(name.end));
        let mut stop = end;
        while stop > last
            && self.doc.name_at(stop - 1).is_none_or(|n| n.label != NameLabel::Loc)
            && !is_place_noun(self.lower(stop - 1))
        {
            stop -= 1;
        }
        // "since the beginning of Eastland's conflict": the place of what it owns.
        if lead == "of" && noun.is_none() && matches!(self.lower(stop), "'s" | "’s") {
            return None;
        }
        let mut start = at + 1;
        if matches!(lead, "near" | "outside" | "off") {
            start = at;
        } else if matches!(self.lower(start), "the" | "a" | "an") && start + 1 == name.start && stop <= name.end {
            start += 1;
        } else if noun.is_none()
            && (stop <= name.end || self.lower(name.end) == ",")
            && (start..name.start).all(|t| !self.is_part(t) && self.doc.name_at(t).is_none())
        {
            // "to the deadly Doonan bombings", "at a Doonan, Eastland, cinema": what happened there is no part of the place.
            start = name.start;
        }
        Some(Place { tokens: start.min(name.start)..stop.max(name.end), name, named, of: None, country: None })
    }

    /// "northern", "downtown", "rural": which part of a place it is, or what kind of one.
    fn is_part(&self, at: usize) -> bool {
        let lower = self.lower(at);
        let sides = ["north", "south", "east", "west", "central", "mid", "upper", "lower", "inner", "outer"];
        sides.iter().any(|side| lower.starts_with(side))
            || matches!(
                lower,
                "downtown"
                    | "rural"
                    | "urban"
                    | "coastal"
                    | "mainland"
                    | "greater"
                    | "suburban"
                    | "metropolitan"
                    | "all"
            )
            || lower.ends_with("-held")
            || lower.ends_with("-controlled")
            || lower.ends_with("-occupied")
            || matches!(lower, "held" | "controlled" | "occupied")
    }

    /// The places a sentence gives, each with its distance from a token.
    pub(super) fn places_of(&self, sentence: &Range<usize>, at: usize) -> Vec<(usize, Place)> {
        let mut found: Vec<(usize, Place)> = Vec::new();
        let mut t = sentence.start;
        while t < sentence.end {
            if let Some(place) = self.place_at(t, sentence) {
                let led_by_report = t > sentence.start && is_report(self.lower(t - 1));
                // "unprecedented in Eastland": what it is compared with, not where it was.
                let compared = t > sentence.start
                    && matches!(
                        self.lower(t - 1),
                        "unprecedented" | "unheard-of" | "unseen" | "rare" | "uncommon" | "common" | "unknown"
                    );
                let source = self.belongs_to_source(t, &place, sentence) || self.is_end_of_route(t, sentence);
                let kind = match self.lower(t) {
                    "in" | "at" | "near" | "outside" | "on" | "inside" => 0,
                    blow if is_blow(blow) => 4,
                    "across" | "throughout" | "around" | "off" | "over" | "along" => 2,
                    "of" => 12,
                    "from" | "to" | "into" => 10,
                    _ => 4,
                };
                let indefinite =
                    matches!(self.lower(place.tokens.start + usize::from(place.tokens.start == t)), "a" | "an");
                let common = if place.named {
                    0
                } else if indefinite {
                    3
                } else {
                    8
                };
                // "In Ran, more than 40 people ...": a place that opens a sentence is that of all it tells.
                let opens = t <= sentence.start + 1
                    && self.lower(t) == "in"
                    && place.named
                    && self.lower(place.tokens.end) == ",";
                let away = if opens { t.abs_diff(at).min(8) } else { t.abs_diff(at) };
                let distance = away
                    + common
                    + kind
                    + self.between_clauses(at, place.name.end - 1)
                    + usize::from(place.tokens.end < at && (place.tokens.end..at).any(|c| self.lower(c) == ":")) * 8
                    + usize::from(t < at) * 2
                    + usize::from(led_by_report || source || compared) * 30;
                t = place.tokens.end.max(t + 1);
                found.push((distance, place));
                continue;
            }
            // "Doonan: At least nine dead in blast"
            if let Some(name) = self.doc.name_at(t).filter(|n| n.label == NameLabel::Loc && t == sentence.start)
                && self.lower(name.tokens.end) == ":"
            {
                found.push((t.abs_diff(at).min(6), Place::of_name(name.tokens.clone())));
            }
            if matches!(self.lower(t), "worldwide" | "globally" | "nationwide") {
                found.push((t.abs_diff(at), Place::of_name(t..t + 1)));
            }
            // "the Doonan attacks", "Doonan blast kills 3"
            let name = self.doc.name_at(t).filter(|n| n.label == NameLabel::Loc && n.tokens.start == t);
            let name = name.map(|n| n.tokens.clone()).or_else(|| self.unnamed_place(t, sentence.end));
            if let Some(name) = name {
                let end = name.end;
                let tied = self.lower(end) == "-" && !self.doc.space_before(end);
                let follows = (end..sentence.end.min(end + 4)).find(|n| event_noun(self.lower(*n)).is_some());
                let adjacent = follows.is_some_and(|f| {
                    (end..f).all(|t| {
                        matches!(self.doc.upos.get(t), Some(Upos::Adj | Upos::Noun | Upos::Propn))
                            || matches!(self.lower(t), "'s" | "’s" | "-")
                    })
                });
                // "a U.S. airstrike", "the Eastland raid": the country that strikes, not the one that is struck.
                let actor = self.is_country(&name)
                    && follows.is_some_and(|f| matches!(self.family_at(f), "strike" | "raid" | "war"));
                let adjacent = adjacent && !actor;
                let of = follows.filter(|_| adjacent && !tied);
                let place = Place { of, ..Place::of_name(name) };
                // "over 9,000 Eastland deaths"
                let counted = end == at && matches!(self.doc.lemma(at), "death" | "fatality" | "casualty");
                if counted {
                    found.push((1, place));
                } else if adjacent && !tied {
                    let barrier = follows.map_or(0, |noun| self.barrier(at, noun));
                    found.push((t.abs_diff(at) + 3 + barrier, place));
                } else if !tied && follows.is_none() && self.is_reached(t) {
                    found.push((t.abs_diff(at), place));
                } else if !tied && follows.is_none() && self.is_struck(t) {
                    found.push((t.abs_diff(at) + 6, place));
                }
                t = end.max(t + 1);
                continue;
            }
            t += 1;
        }
        found.sort_by_key(|(d, p)| (*d, p.tokens.start));
        found
    }

    /// Capitals that no recogniser knows and that are a place elsewhere.
    pub(super) fn unnamed_place(&self, at: usize, end: usize) -> Option<Range<usize>> {
        if self.doc.upos.get(at) != Some(&Upos::Propn) || self.doc.name_at(at).is_some() {
            return None;
        }
        let run = self.capitals(at, end);
        // "the Ran-Doonan raid": no person, no acronym, nothing but an event behind it.
        let led = at > 0
            && self.lower(at - 1) == "the"
            && event_noun(self.lower(run.end)).is_some()
            && !is_body(self, &run)
            && !self.doc.form(at).bytes().all(|b| b.is_ascii_uppercase());
        (led || self.is_known_place(&run)).then_some(run)
    }

    /// "have reached Doonan", "fled Eastland": where people on the move arrive or come from.
    fn is_reached(&self, at: usize) -> bool {
        at > 0 && matches!(self.doc.lemma(at - 1), "reach" | "enter" | "flee") && self.doc.upos[at - 1] == Upos::Verb
    }

    /// "rocked Doonan", "hit Doonan": the object of what befalls places.
    fn is_struck(&self, at: usize) -> bool {
        let direction = |t: usize| {
            matches!(
                self.lower(t),
                "northern"
                    | "southern"
                    | "eastern"
                    | "western"
                    | "central"
                    | "northeastern"
                    | "northwestern"
                    | "southeastern"
                    | "southwestern"
                    | "the"
                    | "coastal"
                    | "rural"
            )
        };
        let mut t = at;
        while t > 0 && direction(t - 1) {
            t -= 1;
        }
        t > 0 && is_blow(self.lower(t - 1))
    }

    /// How much the clauses between a token and a place keep them apart. Those of a headline tell of one event.
    fn between_clauses(&self, at: usize, place: usize) -> usize {
        const IN_HEADLINE: usize = 4;
        let barrier = self.barrier(at, place);
        let sentence = &self.doc.sentences[self.doc.sentence_of[at] as usize];
        if sentence.section == Section::Title { barrier.min(IN_HEADLINE) } else { barrier }
    }

    /// "a flight from Ran to Doonan": where something set out for, not where it came to grief.
    fn is_end_of_route(&self, at: usize, sentence: &Range<usize>) -> bool {
        const NEAR: usize = 6;
        let travels = |t: &usize| {
            matches!(
                self.doc.lemma(*t),
                "airliner"
                    | "boat"
                    | "bus"
                    | "coach"
                    | "convoy"
                    | "ferry"
                    | "flight"
                    | "jet"
                    | "journey"
                    | "plane"
                    | "route"
                    | "ship"
                    | "train"
                    | "trip"
                    | "voyage"
                    | "way"
            )
        };
        let within = |t: &usize| {
            matches!(
                self.doc.upos.get(*t),
                Some(Upos::Noun | Upos::Propn | Upos::Adj | Upos::Det | Upos::Adp | Upos::Num)
            )
        };
        matches!(self.lower(at), "from" | "to" | "into")
            && (sentence.start.max(at.saturating_sub(NEAR))..at).rev().take_while(within).any(|t| travels(&t))
    }

    /// "the bureau in Doonan said", "based in Doonan": the place of a source.
    fn belongs_to_source(&self, at: usize, place: &Place, sentence: &Range<usize>) -> bool {
        if matches!(
            self.lower(at.wrapping_sub(1)),
            "based"
                | "ministry"
                | "office"
                | "spokesman"
                | "spokeswoman"
                | "reporters"
                | "bureau"
                | "officials"
                | "authorities"
                | "activists"
                | "sources"
        ) && at > sentence.start
        {
            return true;
        }
        let verb = place.tokens.end;
        matches!(self.lower(verb), "said" | "told" | "says")
            && self.doc.xpos.get(verb).is_some_and(|x| matches!(x, Xpos::Vbd | Xpos::Vbz))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{Models, TextBuffer};

    /// The first place phrase of a sentence, as "phrase|name".
    fn first(models: &Models, text: &str) -> String {
        let buffer = TextBuffer::plain(text);
        let mut doc = crate::Document::segment(&buffer);
        models.read(&mut doc);
        let times = crate::time::find(&doc, None);
        let scenery = Scenery::new(&doc, &times, None);
        let sentence = doc.sentences[0].tokens.clone();
        let place = sentence.clone().find_map(|t| scenery.place_at(t, &sentence));
        place.map_or(String::new(), |p| format!("{}|{}", doc.text_of(p.tokens), doc.text_of(p.name)))
    }

    #[test]
    fn place_phrases_are_cut() {
        let models = Models::english().expect("embedded models");
        for (text, expected) in [
            ("A bomb went off in Oslo on Monday.", "Oslo|Oslo"),
            ("Ten people died in a village near Oslo.", "a village near Oslo|Oslo"),
            ("The raid in the Geneva suburb of Saint-Marc ended.", "the Geneva suburb of Saint-Marc|Saint-Marc"),
            ("The raid in the Saint-Marc suburb of Chicago ended.", "the Saint-Marc suburb of Chicago|Saint-Marc"),
            ("Shells hit a market in Oslo on Monday.", "a market in Oslo|Oslo"),
            ("Police raided a flat in Saint-Marc on Wednesday.", "Saint-Marc|Saint-Marc"),
            ("He was held in the wake of the attack.", ""),
            ("It belongs to the deadly Chicago bombings.", "Chicago|Chicago"),
            ("Ten people died in northern Chicago.", "northern Chicago|Chicago"),
            ("At least 40 people drowned.", ""),
            ("She said so in the Interior Ministry.", ""),
        ] {
            assert_eq!(first(&models, text), expected, "{text}");
        }
    }
}
