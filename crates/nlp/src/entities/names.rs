//! Which names of an article name the same person, organisation or place, and what to call it.
//!
//! Full names come first: every later or earlier short form ("Holm", "the ONF") is then read as the
//! full name that fits it, the one named last before it where several do. Each link has its rule:
//!
//! | rule | example |
//! |---|---|
//! | `name` | the same words, or the first mention |
//! | `name-variant` | "Anna Maria Holm" and "Anna Holm" |
//! | `surname`, `given-name` | "Holm", "Anna" |
//! | `spelling` | "Lindqivst" for Anna Lindqvist |
//! | `acronym` | "Ostland Nature Fund", "ONF" |
//! | `short-name` | "Ostland Nature Fund", "the Nature Fund" |
//! | `alias` | a row of the alias lexicon |
//! | `demonym` | "Danish" for Denmark |
//!
//! Known misses: two persons who share surname and given name are one; an acronym that is not
//! made of initials needs a row in the alias lexicon.

use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

use parallax_records::{EntityKind, Gender, MentionForm};
use rustc_hash::{FxHashMap, FxHashSet};

use super::layer::MentionLayer;
use super::person::{Likeness, PersonName};
use super::{kinds, offices, words};
use crate::document::{Document, NameLabel, NameLayer};
use crate::lexicon::{CountryWord, country, is_organization_head, known_by_one_word, statesman};
use crate::tagset::Xpos;

/// An entity in the making.
#[derive(Debug, Clone)]
pub(crate) struct Draft {
    pub(crate) kind: EntityKind,
    /// Canonical name so far.
    pub(crate) name: String,
    /// Every surface name with how often it stands.
    pub(crate) surfaces: BTreeMap<String, u32>,
    pub(crate) gender: Option<Gender>,
    /// How often a person's full name stands.
    pub(crate) named_in_full: u32,
    /// Whether the text itself says the gender; otherwise a list of given names does.
    pub(crate) gender_is_said: bool,
    /// The parts of a person's name.
    pub(crate) person: Option<PersonName>,
    /// Words of the name in lower case, for organisations.
    key: String,
    /// Head nouns that titles and appositions gave it ("president"), with their modifiers.
    pub(crate) roles: Vec<(String, Vec<String>)>,
    /// The token of its first mention.
    pub(crate) first: usize,
    /// Fixed by the alias lexicon.
    from_alias: bool,
}

/// Names of a document, linked.
#[derive(Debug, Default)]
pub(crate) struct Named {
    pub(crate) drafts: Vec<Draft>,
    pub(crate) mentions: Vec<MentionLayer>,
}

/// Links the names of a document.
pub(crate) fn link(doc: &Document<'_>, day: Option<&str>) -> Named {
    let mut out = Named::default();
    let names = with_repeats(doc);
    let mut kinds = kinds::kinds_of(doc, &names);
    let surfaces: Vec<PersonName> = names.iter().map(|n| person_name(doc, n)).collect();
    let mut parsed = surfaces.clone();
    join_across_brackets(doc, &names, &kinds, &mut parsed);
    if let Some(day) = day {
        parsed = with_officials(doc, &names, &parsed, &mut kinds, day);
    }
    with_statesmen(&surfaces, &kinds, &mut parsed);
    complete_historic(&mut parsed, &kinds);
    let is_slip = correct_slips(&mut parsed, &kinds);
    let is_person = |i: usize| kinds[i] == EntityKind::Person;
    let mut entity_of: Vec<Option<(usize, &'static str)>> = vec![None; names.len()];

    // The alias lexicon knows its names whatever the recogniser called them.
    let mut by_alias: FxHashMap<&'static str, usize> = FxHashMap::default();
    for (i, name) in names.iter().enumerate() {
        let text = doc.text_of(name.tokens.clone());
        let Some(alias) =
            words::alias(text, name.label == NameLabel::Norp).or_else(|| words::state_alias(text, name.label))
        else {
            continue;
        };
        // A body that is still labelled a person is one whom the article names in full ("Randy Forbes").
        let is_acronym = !text.contains(char::is_lowercase);
        let is_surname = alias.kind == EntityKind::Organization && name.label == NameLabel::Per && !is_acronym;
        let is_named = parsed[i].is_full() || is_surname;
        if is_person(i) && alias.kind != EntityKind::Person && is_named {
            continue;
        }
        // "Most Danes" are people, no country.
        if alias.is_demonym && matches!(country(text), Some((_, CountryWord::People))) {
            continue;
        }
        let number = *by_alias.entry(alias.name).or_insert_with(|| {
            out.drafts
                .push(Draft { from_alias: true, ..Draft::new(alias.kind, alias.name.to_owned(), name.tokens.start) });
            out.drafts.len() - 1
        });
        let rule = match () {
            () if text == alias.name => "name",
            () if name.label == NameLabel::Norp => "demonym",
            () => "alias",
        };
        entity_of[i] = Some((number, rule));
    }

    // Persons: full names, then the short forms.
    let mut last_named: Vec<usize> = Vec::new();
    for (i, name) in names.iter().enumerate().filter(|(i, _)| is_person(*i) && parsed[*i].is_full()) {
        if entity_of[i].is_some() {
            continue;
        }
        let known = out.drafts.iter().enumerate().rev().find_map(|(number, draft)| {
            let person = draft.person.as_ref()?;
            let how = person.recognises(&parsed[i]).or_else(|| parsed[i].recognises(person))?;
            // "Van Holm" may be the whole surname of "Anna Van Holm".
            let is_surname = how == Likeness::Surname && person.surname() == &parsed[i].words[..];
            ((how <= Likeness::Variant || is_surname) && agree(draft.gender, parsed[i].gender)).then_some((number, how))
        });
        let (number, rule) = match known {
            Some((number, Likeness::Same)) => (number, "name"),
            Some((number, Likeness::Surname)) => (number, "surname"),
            Some((number, _)) => (number, "name-variant"),
            None => {
                let mut draft = Draft::new(EntityKind::Person, parsed[i].written.clone(), name.tokens.start);
                draft.person = Some(parsed[i].clone());
                out.drafts.push(draft);
                (out.drafts.len() - 1, "name")
            }
        };
        let draft = &mut out.drafts[number];
        draft.named_in_full += 1;
        draft.gender = draft.gender.or(parsed[i].gender);
        if draft.person.as_ref().is_some_and(|p| p.words.len() < parsed[i].words.len() && !has_initial(&parsed[i])) {
            draft.person = Some(parsed[i].clone());
        }
        entity_of[i] = Some((number, rule));
    }
    for i in 0..names.len() {
        let here = entity_of[i].map(|(n, _)| n);
        if here.is_none() && parsed[i].words.len() == 1 || is_person(i) && !parsed[i].is_full() {
            let single =
                here.is_none().then(|| short_person(&out.drafts, &parsed[i], &last_named, names[i].tokens.start));
            if let Some(Some((number, how))) = single
                && (is_person(i)
                    || how != Likeness::Same && stands_for_person(kinds[i], how) && seen_as_person(&out, number))
            {
                let rule = match how {
                    Likeness::Same => "name",
                    Likeness::Given => "given-name",
                    _ => "surname",
                };
                entity_of[i] = Some((number, rule));
                let draft = &mut out.drafts[number];
                draft.gender = draft.gender.or(parsed[i].gender);
            } else if here.is_none() && is_person(i) {
                let mut draft = Draft::new(EntityKind::Person, parsed[i].written.clone(), names[i].tokens.start);
                draft.gender = parsed[i].gender;
                draft.person = Some(parsed[i].clone());
                out.drafts.push(draft);
                entity_of[i] = Some((out.drafts.len() - 1, "name"));
            }
        }
        if let Some((number, _)) = entity_of[i].filter(|(n, _)| out.drafts[*n].kind == EntityKind::Person) {
            last_named.retain(|n| *n != number);
            last_named.push(number);
        }
    }

    // Everything else: by its words, longest names first so that short forms find them.
    let mut rest: Vec<usize> = (0..names.len()).filter(|i| entity_of[*i].is_none()).collect();
    rest.sort_by_key(|i| (Reverse(names[*i].tokens.len()), *i));
    for i in rest {
        let name = &names[i];
        let text = plain(doc.text_of(name.tokens.clone()));
        let key = key_of(&text);
        let known = out.drafts.iter().position(|d| d.person.is_none() && d.key == key).map(|n| (n, "name"));
        let known = known.or_else(|| member(&out.drafts, &text, kinds[i]));
        let known = known.or_else(|| acronym(&out.drafts, &text)).or_else(|| short_name(&out.drafts, &key, kinds[i]));
        entity_of[i] = Some(known.unwrap_or_else(|| {
            out.drafts.push(Draft::new(kinds[i], text.clone(), name.tokens.start));
            (out.drafts.len() - 1, "name")
        }));
    }

    for (i, name) in names.iter().enumerate() {
        let Some((number, rule)) = entity_of[i] else { continue };
        let draft = &mut out.drafts[number];
        let text = plain(doc.text_of(name.tokens.clone()));
        let surface = if draft.person.is_some() { surfaces[i].written.clone() } else { text };
        *draft.surfaces.entry(surface).or_default() += 1;
        draft.first = draft.first.min(name.tokens.start);
        out.mentions.push(MentionLayer {
            tokens: name.tokens.clone(),
            head: head_of(doc, &name.tokens),
            form: MentionForm::Name,
            entity: Some(number),
            rule: if is_slip[i] && draft.person.is_some() { "spelling" } else { rule },
        });
    }
    for draft in &mut out.drafts {
        draft.settle();
        if let Some(day) = day.filter(|_| draft.person.is_some()) {
            offices::complete(draft, day);
        }
    }
    out
}

/// A person's name as a name of the document spells it. A sovereign's or saint's title stays with the one name that
/// follows it ("Pope Leo", "Prince Karl").
fn person_name(doc: &Document<'_>, name: &NameLayer) -> PersonName {
    let mut found = PersonName::of(doc.text_of(name.tokens.clone()), words::title);
    let start = name.tokens.start;
    let before = start.checked_sub(1).filter(|t| doc.sentence_of[*t] == doc.sentence_of[start]);
    if let Some(title) = before.filter(|_| name.label == NameLabel::Per) {
        // "Mrs. Holm" is another one than "Mr. Holm".
        found.gender = found.gender.or_else(|| words::title(doc.lower(title)).flatten());
        let sovereign = words::is_sovereign(doc.lower(title)) && doc.form(title).starts_with(char::is_uppercase);
        if found.words.len() == 1 && sovereign {
            found.written = format!("{} {}", words::capitalised(doc.form(title)), found.written);
        }
    }
    if let [title, rest @ ..] = &doc.text_of(name.tokens.clone()).split_whitespace().collect::<Vec<_>>()[..]
        && found.words.len() == 1
        && rest.len() == 1
        && words::is_sovereign(&title.to_lowercase())
    {
        found.written = format!("{} {}", words::capitalised(title), found.written);
    }
    found
}

/// Gives both parts of a name that somebody completed in brackets the whole name: "[Anna] Holm", "Anna [Holm]".
fn join_across_brackets(doc: &Document<'_>, names: &[NameLayer], kinds: &[EntityKind], parsed: &mut [PersonName]) {
    for i in 1..names.len() {
        let between = names[i - 1].tokens.end..names[i].tokens.start;
        let is_bracket = between.len() == 1 && matches!(doc.form(between.start), "[" | "]");
        let is_part = |i: usize| kinds[i] == EntityKind::Person && parsed[i].words.len() == 1;
        if is_bracket && is_part(i - 1) && is_part(i) {
            let whole = format!("{} {}", parsed[i - 1].written, parsed[i].written);
            parsed[i - 1] = PersonName::of(&whole, words::title);
            parsed[i] = parsed[i - 1].clone();
        }
    }
}

/// The names as the list of officials completes them: "President Vale", and the bare surname of who presides.
fn with_officials(
    doc: &Document<'_>,
    names: &[NameLayer],
    surfaces: &[PersonName],
    kinds: &mut [EntityKind],
    day: &str,
) -> Vec<PersonName> {
    let mut parsed = surfaces.to_vec();
    let single = |i: usize| surfaces[i].words.len() == 1 && surfaces[i].written.starts_with(char::is_uppercase);
    let mut titled = vec![false; names.len()];
    for i in (0..names.len()).filter(|i| single(*i)) {
        let surname = names[i].tokens.end - 1;
        let office = offices::title_before(doc, surname);
        // In an article of another one of that name "President Vale" may be that one's hope.
        let namesake = (0..names.len()).any(|j| {
            kinds[j] == EntityKind::Person
                && surfaces[j].is_full()
                && surfaces[j].words.last() == surfaces[i].words.last()
        });
        let found = office.and_then(|o| offices::titled(doc.form(surname), o, day, namesake));
        if let Some(found) = found {
            parsed[i] = PersonName::of(offices::known_as(found), words::title);
            kinds[i] = EntityKind::Person;
            titled[i] = true;
        }
    }
    let first = first_in_full(kinds, &parsed);
    for i in (0..names.len()).filter(|i| single(*i) && !titled[*i] && kinds[*i] == EntityKind::Person) {
        if is_named_alone(&first, &surfaces[i], i)
            && let Some(found) = offices::incumbent(&surfaces[i].written, day)
            && agree(surfaces[i].gender, found.gender)
        {
            parsed[i] = PersonName::of(offices::known_as(found), words::title);
        }
    }
    parsed
}

/// Completes the surnames that news leave alone because everybody knows whose they are, where the article names nobody else of them.
fn complete_historic(parsed: &mut [PersonName], kinds: &[EntityKind]) {
    let persons: Vec<usize> = (0..parsed.len()).filter(|i| kinds[*i] == EntityKind::Person).collect();
    let (full, short): (Vec<usize>, Vec<usize>) = persons.iter().partition(|i| parsed[**i].is_full());
    let known: FxHashSet<String> = full.iter().flat_map(|i| parsed[*i].words.iter().cloned()).collect();
    for i in short {
        if let Some(name) = words::historic(&parsed[i].written)
            && parsed[i].words.last().is_some_and(|word| !known.contains(word))
        {
            parsed[i] = PersonName::of(name, words::title);
        }
    }
}

/// Reads surnames with a slip of one letter as the article spells them mostly, and says which they are. A full name is compared with
/// the others of its given name; a surname alone that nobody bears with the bearers of the one like it, for news introduce by
/// full name whom they call by surname.
fn correct_slips(parsed: &mut [PersonName], kinds: &[EntityKind]) -> Vec<bool> {
    let mut is_slip = vec![false; parsed.len()];
    let persons: Vec<usize> = (0..parsed.len()).filter(|i| kinds[*i] == EntityKind::Person).collect();
    let (full, short): (Vec<usize>, Vec<usize>) = persons.iter().partition(|i| parsed[**i].is_full());
    let mut often: FxHashMap<String, usize> = FxHashMap::default();
    for surname in persons.iter().filter_map(|i| parsed[*i].words.last()) {
        *often.entry(surname.clone()).or_default() += 1;
    }
    let rank = |name: &PersonName, at: usize| (name.words.last().map_or(0, |w| often[w]), Reverse(at));
    let written = distinct(parsed, &full);
    for i in full.iter().copied() {
        let like = written.iter().filter(|(other, _)| other.misspelt_as(&parsed[i]));
        if let Some((meant, at)) = like.max_by_key(|(other, at)| rank(other, *at))
            && rank(meant, *at) > rank(&parsed[i], i)
        {
            parsed[i] = PersonName { gender: parsed[i].gender, ..meant.clone() };
            is_slip[i] = true;
        }
    }
    let bearers = distinct(parsed, &full);
    for i in short {
        let [word] = parsed[i].words.as_slice() else { continue };
        let is_borne = bearers.iter().any(|(bearer, _)| bearer.recognises(&parsed[i]).is_some());
        let meant: BTreeSet<&String> =
            bearers.iter().filter(|(b, _)| b.misspelt_by(word)).filter_map(|(b, _)| b.words.last()).collect();
        if let (1, Some(surname)) = (meant.len(), meant.first())
            && !is_borne
            && words::gender_of(word).is_none()
        {
            parsed[i].words = vec![(*surname).clone()];
            is_slip[i] = true;
        }
    }
    is_slip
}

/// The different ones of some names, with where each stands first.
fn distinct(parsed: &[PersonName], which: &[usize]) -> Vec<(PersonName, usize)> {
    let mut seen: FxHashSet<&[String]> = FxHashSet::default();
    let first = which.iter().filter(|i| seen.insert(&parsed[**i].words));
    first.map(|i| (parsed[*i].clone(), *i)).collect()
}

/// The one word by which a statesman is known, completed where the article names nobody else so in full.
fn with_statesmen(surfaces: &[PersonName], kinds: &[EntityKind], parsed: &mut [PersonName]) {
    let first = first_in_full(kinds, parsed);
    for i in (0..parsed.len()).filter(|i| kinds[*i] == EntityKind::Person) {
        let known = known_by_one_word(&surfaces[i].written).filter(|_| parsed[i].words.len() == 1);
        let fits = |name: &&str| {
            agree(surfaces[i].gender, statesman(name)[0].gender) && is_named_alone(&first, &surfaces[i], i)
        };
        if let Some(name) = known.filter(fits) {
            parsed[i] = PersonName::of(name, words::title);
        }
    }
}
/// The number of the first full name that each word of a person's name stands in.
fn first_in_full(kinds: &[EntityKind], parsed: &[PersonName]) -> FxHashMap<String, usize> {
    let mut first = FxHashMap::default();
    for i in (0..parsed.len()).filter(|i| kinds[*i] == EntityKind::Person && parsed[*i].is_full()) {
        for word in &parsed[i].words {
            first.entry(word.clone()).or_insert(i);
        }
    }
    first
}

/// Whether a surname stands before every full name of the article that holds it, or without any: who is so well known
/// needs no given name, but a relative does ("Vale's daughter Mara Vale").
fn is_named_alone(first: &FxHashMap<String, usize>, surface: &PersonName, number: usize) -> bool {
    first.get(&surface.words[0]).is_none_or(|full| number < *full)
}

impl Draft {
    fn new(kind: EntityKind, name: String, first: usize) -> Self {
        let key = key_of(&name);
        let (surfaces, roles) = (BTreeMap::new(), Vec::new());
        Self {
            kind,
            name,
            surfaces,
            gender: None,
            gender_is_said: false,
            named_in_full: 0,
            person: None,
            key,
            roles,
            first,
            from_alias: false,
        }
    }

    /// Notes a gender that the text says, which outweighs a list of given names.
    pub(crate) fn say_gender(&mut self, gender: Option<Gender>) {
        if gender.is_some() && !self.gender_is_said {
            self.gender = gender;
            self.gender_is_said = true;
        }
    }

    /// Chooses the canonical name: a person's fullest, else the longest written more than once.
    fn settle(&mut self) {
        if let (Some(person), false) = (&self.person, self.from_alias) {
            self.name.clone_from(&person.written);
            self.gender_is_said = self.gender.is_some();
            if self.gender.is_none() {
                let listed = person.words.first().and_then(|first| words::gender_of(first));
                // Many given names of men are surnames too ("Thomas"); those of women hardly.
                self.gender = listed.filter(|g| person.is_full() || *g == Gender::Female);
            }
        }
        if self.kind == EntityKind::Group && !self.from_alias {
            self.name = words::group_name(&self.name);
        }
        if self.name.chars().filter(|c| c.is_alphabetic()).all(char::is_uppercase) && self.name.contains(' ') {
            let other = self.surfaces.keys().find(|s| s.to_lowercase() == self.name.to_lowercase() && **s != self.name);
            self.name = other.cloned().unwrap_or_else(|| words::capitalised(&self.name));
        }
    }
}

fn agree(a: Option<Gender>, b: Option<Gender>) -> bool {
    a.is_none() || b.is_none() || a == b
}

fn has_initial(name: &PersonName) -> bool {
    name.words.iter().any(|w| w.trim_end_matches('.').chars().count() == 1)
}

/// Whether a word that the recogniser took for something else may be a person's short name.
fn stands_for_person(kind: EntityKind, how: Likeness) -> bool {
    match how {
        Likeness::Given => matches!(kind, EntityKind::Organization | EntityKind::Other),
        _ => kind != EntityKind::Group,
    }
}

fn seen_as_person(named: &Named, number: usize) -> bool {
    named.drafts[number].person.as_ref().is_some_and(PersonName::is_full)
}

/// How many tokens behind a surname that several bear its full name may stand.
const LATER: usize = 250;

/// The person that a short form names: the last one named before it that fits, else the first
/// one named after it.
fn short_person(drafts: &[Draft], short: &PersonName, last_named: &[usize], at: usize) -> Option<(usize, Likeness)> {
    let fits = |number: usize| {
        let draft = &drafts[number];
        let how = draft.person.as_ref()?.recognises(short)?;
        agree(draft.gender.or_else(|| gender_hint(draft)), short.gender).then_some((number, how))
    };
    let best = |found: &mut dyn Iterator<Item = (usize, Likeness)>| {
        // A surname is likelier than a given name; of two who share it, the one named in full more
        // often; then whoever was named last.
        let rank = |(number, how): (usize, Likeness)| (how, Reverse(drafts[number].named_in_full));
        found.fold(None, |best: Option<(usize, Likeness)>, now| match best {
            Some(best) if rank(best) <= rank(now) => Some(best),
            _ => Some(now),
        })
    };
    best(&mut last_named.iter().rev().filter_map(|n| fits(*n))).or_else(|| {
        // A headline or caption has the surname first; far behind it somebody else may bear it.
        let mut later: Vec<usize> = (0..drafts.len()).filter(|n| drafts[*n].first > at && fits(*n).is_some()).collect();
        let surname = |n: usize| drafts[n].person.as_ref().and_then(|p| p.words.last());
        if later.iter().any(|n| surname(*n) == short.words.last())
            && drafts.iter().filter(|d| d.person.as_ref().and_then(|p| p.words.last()) == short.words.last()).count()
                > 1
        {
            later.retain(|n| drafts[*n].first < at + LATER);
        }
        later.sort_by_key(|n| drafts[*n].first);
        best(&mut later.into_iter().filter_map(fits))
    })
}

fn gender_hint(draft: &Draft) -> Option<Gender> {
    draft.person.as_ref()?.words.first().and_then(|first| words::gender_of(first))
}

/// The names of the recogniser, and tokens that repeat one of them where it saw none: a surname, an acronym,
/// any single word that is a name elsewhere in the article.
fn with_repeats(doc: &Document<'_>) -> Vec<NameLayer> {
    let mut labels: FxHashMap<&str, NameLabel> = FxHashMap::default();
    for name in doc.names.iter().rev() {
        let last = name.tokens.end - 1;
        let single = name.tokens.len() == 1;
        if (single || name.label == NameLabel::Per) && doc.form(last).chars().count() > 1 {
            labels.insert(doc.form(last), name.label);
        }
    }
    // Web text has names in small letters; in news they are words taken for names ("opposite party").
    let capital = |n: &&NameLayer| {
        n.label == NameLabel::Norp
            || doc.text_of(n.tokens.clone()).contains(|c: char| c.is_uppercase() || c.is_ascii_digit())
    };
    let mut out: Vec<NameLayer> = doc.names.iter().filter(capital).cloned().collect();
    for token in 0..doc.len() {
        let proper = matches!(doc.xpos[token], Xpos::Nnp | Xpos::Nnps);
        let Some(label) = labels.get(doc.form(token)).filter(|_| proper) else { continue };
        if doc.name_at(token).is_none() {
            out.push(NameLayer { tokens: token..token + 1, label: *label });
        }
    }
    out.sort_by_key(|n| n.tokens.start);
    out
}

/// A name without article and possessive, white space made plain.
fn plain(text: &str) -> String {
    let joined = text.split_whitespace().collect::<Vec<_>>().join(" ");
    let cut = joined.strip_suffix("'s").or_else(|| joined.strip_suffix("’s")).unwrap_or(&joined);
    let cut = cut.strip_prefix("the ").or_else(|| cut.strip_prefix("The ")).unwrap_or(cut);
    cut.trim_matches(|c: char| matches!(c, ',' | '"' | '“' | '”' | '(' | ')' | '—' | '–' | ' ')).to_owned()
}

fn key_of(name: &str) -> String {
    let lower = name
        .to_lowercase()
        .replace(['.', '’'], "")
        .replace("organisation", "organization")
        .replace("defence", "defense");
    // "Trade Department", "Department of Trade"; "Lorne Police Department", "Lorne Police".
    let lower = match lower.strip_suffix(" department") {
        Some(police) if police.ends_with("police") => police.to_owned(),
        Some(portfolio) if !portfolio.ends_with("fire") => format!("department of {portfolio}"),
        _ => lower,
    };
    let cut = [" inc", " ltd", " corp", " llc", " plc", " group"].iter().find_map(|s| lower.strip_suffix(s));
    cut.unwrap_or(&lower).to_owned()
}

/// The group that a word for its members or its adjective names ("Quakers", "Quaker").
fn member(drafts: &[Draft], text: &str, kind: EntityKind) -> Option<(usize, &'static str)> {
    let stem = |name: &str| words::group_stem(name).replace('-', " ");
    let same = |d: &Draft| d.kind == EntityKind::Group && stem(&d.name) == stem(text);
    drafts.iter().position(same).filter(|_| kind == EntityKind::Group).map(|n| (n, "demonym"))
}

/// The entity whose initials a name is.
fn acronym(drafts: &[Draft], text: &str) -> Option<(usize, &'static str)> {
    let letters: String = text.chars().filter(|c| *c != '.').collect();
    let length = letters.chars().count();
    if !(2..=6).contains(&length) || !letters.chars().all(char::is_uppercase) {
        return None;
    }
    let fits = |draft: &Draft| {
        if draft.person.is_some() || !draft.name.contains([' ', '-']) {
            return false;
        }
        let words = || draft.name.split([' ', '-']).filter(|w| !w.is_empty());
        let initials = |small: bool| -> String {
            words()
                .filter(|w| small || w.starts_with(char::is_uppercase))
                .filter_map(|w| w.chars().next())
                .flat_map(char::to_uppercase)
                .collect()
        };
        initials(false) == letters || initials(true) == letters
    };
    drafts.iter().position(fits).map(|n| (n, "acronym"))
}

/// The one organisation or event whose name holds these words and more.
fn short_name(drafts: &[Draft], key: &str, kind: EntityKind) -> Option<(usize, &'static str)> {
    if !matches!(kind, EntityKind::Organization | EntityKind::Event)
        || key.chars().count() < 4
        || words::is_general(key)
    {
        return None;
    }
    // The last words of a longer name stand for it ("the Nature Fund"), its first only where one word like
    // "Institution" is left out: the Senate is none of its committees.
    let holds = |draft: &Draft| {
        let rest = |whole: &str| -> bool {
            let behind = whole.strip_prefix(key).and_then(|r| r.strip_prefix(' '));
            let head = behind.is_some_and(|b| !b.contains(' ') && is_organization_head(b));
            let before = whole.strip_suffix(key).is_some_and(|b| b.ends_with(' '));
            // "The Observatory" of the "Ostland Observatory for Human Rights".
            let ends_so = |whole: &str| whole.strip_suffix(key).is_some_and(|b| b.ends_with(' '));
            let heads =
                [" for ", " of "].iter().any(|of| whole.split_once(of).is_some_and(|(before, _)| ends_so(before)));
            before
                || heads && is_organization_head(key)
                || head && !key.rsplit(' ').next().is_some_and(is_organization_head)
        };
        draft.kind == kind && draft.key.len() > key.len() && rest(&draft.key)
    };
    let mut found = drafts.iter().enumerate().filter(|(_, d)| holds(d)).map(|(n, _)| n);
    let one = found.next()?;
    found.next().is_none().then_some((one, "short-name"))
}

/// The token of a run that the others hang on.
pub(crate) fn head_of(doc: &Document<'_>, tokens: &Range<usize>) -> usize {
    tokens.clone().find(|t| doc.head(*t).is_none_or(|h| !tokens.contains(&h))).unwrap_or(tokens.end - 1)
}
