//! Nouns that stand for persons or bodies: "the prosecutor", "its leader", "police".
//!
//! Needs: tags, tree, linked names. Adds: nominal mentions, and to the named the roles that the text
//! gives them: by title ("Finance Minister Anna Holm"), by apposition ("Anna Holm, the minister") and by copula
//! ("Anna Holm is the minister"). A later "the minister" is then the one last named who
//! bears that role and no modifier that speaks against it ("the Danish minister").

use std::ops::Range;

use parallax_records::{EntityKind, MentionForm};

use super::layer::MentionLayer;
use super::names::Named;
use super::offices;
use super::words::{self, Being, RoleNoun};
use crate::document::{Document, NameLabel};
use crate::lexicon::state;
use crate::tagset::{Deprel, Upos};

/// A noun phrase that stands for persons.
#[derive(Debug, Clone)]
pub(crate) struct Nominal {
    pub(crate) tokens: Range<usize>,
    pub(crate) head: usize,
    pub(crate) role: RoleNoun,
    pub(crate) is_definite: bool,
    pub(crate) is_plural: bool,
    /// The modifiers before the head, in lower case.
    modifiers: Vec<String>,
    /// Whether it is one of something that is no country ("the president of the union").
    is_of_body: bool,
    /// The entity and the rule, once linked.
    pub(crate) entity: Option<(usize, &'static str)>,
}

/// Finds the nominals, gives the named their roles and links what can be linked.
pub(crate) fn link(doc: &Document<'_>, named: &mut Named, day: Option<&str>) -> Vec<Nominal> {
    let mut entity_at = vec![u32::MAX; doc.len()];
    for mention in &named.mentions {
        if let Some(entity) = mention.entity {
            entity_at[mention.tokens.clone()].fill(entity as u32);
        }
    }
    let entity = |t: usize| (entity_at[t] != u32::MAX).then(|| entity_at[t] as usize);
    titles(doc, named);
    let mut found = Vec::new();
    for head in 0..doc.len() {
        if !matches!(doc.upos[head], Upos::Noun | Upos::Propn) || entity(head).is_some() && !is_member(doc, head) {
            continue;
        }
        let lemma = doc.lemma(head);
        let member = is_member(doc, head).then_some(MEMBER);
        let Some(role) = member.or_else(|| words::role(lemma)).or_else(|| words::role(doc.lower(head))) else {
            continue;
        };
        if stands_before_name(doc, head, &entity) {
            continue;
        }
        found.push(nominal(doc, head, role));
    }
    // Appositions and copulas say who bears a role.
    for nominal in &mut found {
        let head = nominal.head;
        let partner = if doc.deprels[head] == Deprel::Appos {
            doc.head(head)
        } else {
            doc.children_by(head, Deprel::Appos).next().or_else(|| set_off(doc, nominal))
        };
        let is_person = |e: usize| named.drafts[e].kind == EntityKind::Person;
        let fits = |e: usize| (nominal.role.being == Being::Person) == is_person(e) && !nominal.is_plural;
        // "Holm's biographer Anna Lund, the Danish president ...", where Holm is that one, is no apposition.
        let holder = holder(named, doc, nominal, day);
        let fits = |e: usize| fits(e) && holder.is_none_or(|holder| holder == e);
        if let Some(entity) = partner.and_then(entity).filter(|e| fits(*e)) {
            nominal.entity = Some((entity, "apposition"));
        } else if doc.children_by(head, Deprel::Cop).next().is_some() {
            let subject = doc.children_by(head, Deprel::Nsubj).next().and_then(entity).filter(|e| fits(*e));
            nominal.entity = subject.map(|e| (e, "copula"));
        }
        if let Some((entity, _)) = nominal.entity {
            let mut role = (doc.lemma(head).to_lowercase(), nominal.modifiers.clone());
            // "President of the Harbour Union" is no country's.
            let of = |k: &usize| *k > head && doc.deprels[*k] == Deprel::Nmod && doc.lower(head + 1) == "of";
            if doc.children(head).any(|k| of(&k)) && !role.1.iter().any(|m| words::country_said(m).is_some()) {
                role.1.push(OF.to_owned());
            }
            let draft = &mut named.drafts[entity];
            draft.say_gender(nominal.role.gender);
            draft.roles.push(role);
        }
    }
    // Definite ones: the last named who bears the role.
    let mut order: Vec<(usize, usize)> =
        named.mentions.iter().filter_map(|m| Some((m.tokens.start, m.entity?))).collect();
    order.sort_unstable();
    for nominal in &mut found {
        if nominal.entity.is_some() || !nominal.is_definite || nominal.is_plural {
            continue;
        }
        let lemma = doc.lemma(nominal.head).to_lowercase();
        if let Some(holder) = holder(named, doc, nominal, day) {
            let is_before = named.drafts[holder].first < nominal.tokens.start;
            nominal.entity = Some((holder, if is_before { "role" } else { "role-ahead" }));
            continue;
        }
        let before = order.partition_point(|(at, _)| *at < nominal.tokens.start);
        let mut tried = Vec::new();
        for (_, entity) in order[..before].iter().rev().take(200) {
            if tried.contains(entity) {
                continue;
            }
            tried.push(*entity);
            let draft = &named.drafts[*entity];
            if bears(draft, &lemma, nominal, day) {
                nominal.entity = Some((*entity, "role"));
                break;
            }
            let by_name = nominal.role.being == Being::Organization
                && draft.kind == EntityKind::Organization
                && is_headed_by(&draft.name, &lemma)
                && nominal.modifiers.iter().all(|m| draft.name.to_lowercase().contains(m.as_str()));
            if by_name {
                nominal.entity = Some((*entity, "head-noun"));
                break;
            }
        }
        // "The French president" before his name: who alone in the article bears an office that only one holds.
        if nominal.entity.is_none() && is_held_by_one(&lemma, &nominal.modifiers) {
            let mut bearers = (0..named.drafts.len()).filter(|e| bears(&named.drafts[*e], &lemma, nominal, day));
            nominal.entity = bearers.next().filter(|_| bearers.next().is_none()).map(|e| (e, "role-ahead"));
        }
    }
    found
}

/// The name between commas behind "the" role, whatever the tree says: "the mayor, Anna Holm, ...".
fn set_off(doc: &Document<'_>, nominal: &Nominal) -> Option<usize> {
    let sentence = doc.sentence_tokens(nominal.head);
    let at = nominal.tokens.end + 1;
    let name = doc.name_at(at).filter(|n| n.label == NameLabel::Per && n.tokens.start == at)?;
    let end = name.tokens.end;
    let closed = end >= sentence.end || doc.form(end) == "," && !matches!(doc.form(end + 1), "and" | "or");
    (nominal.is_definite && doc.form(at - 1) == "," && at < sentence.end && closed).then_some(end - 1)
}

/// Among the modifiers of a role: it is one of something that is no country.
const OF: &str = "of";

/// Whether words say that an office was held once.
fn past(words: &[String]) -> bool {
    words.iter().any(|w| matches!(w.as_str(), "former" | "ex" | "late" | "then"))
}

/// Who alone in the article is known to hold the office of a country that a nominal says.
fn holder(named: &Named, doc: &Document<'_>, nominal: &Nominal, day: Option<&str>) -> Option<usize> {
    let asked = nominal.modifiers.iter().find_map(|m| words::country_said(m))?;
    if nominal.role.being != Being::Person || nominal.is_plural || past(&nominal.modifiers) {
        return None;
    }
    let lemma = doc.lemma(nominal.head).to_lowercase();
    if !offices::is_first(&lemma) {
        return None;
    }
    let holds = |e: &usize| {
        let draft = &named.drafts[*e];
        draft.person.is_some() && offices::holds(&draft.name, &lemma, &nominal.modifiers, asked, day) == Some(true)
    };
    let mut holders = (0..named.drafts.len()).filter(holds);
    holders.next().filter(|_| holders.next().is_none())
}

/// Whether an entity was given a role that fits a nominal.
fn bears(draft: &super::names::Draft, lemma: &str, nominal: &Nominal, day: Option<&str>) -> bool {
    if !draft.roles.iter().any(|(noun, _)| noun == lemma) {
        return false;
    }
    // "The incoming president of the Harbour Union" is not the one who presides over the country.
    let is_of = |modifiers: &[String]| modifiers.iter().any(|m| m == OF);
    if nominal.is_of_body
        && is_one_office(lemma, &nominal.modifiers)
        && !draft.roles.iter().any(|(noun, modifiers)| noun == lemma && is_of(modifiers))
    {
        return false;
    }
    let asked = nominal.modifiers.iter().find_map(|m| words::country_said(m));
    // Who is known to hold another office than that one; who bore it once bears it no more.
    if let Some(asked) = asked
        && !past(&nominal.modifiers)
        && is_one_office(lemma, &nominal.modifiers)
        && offices::holds(&draft.name, lemma, &nominal.modifiers, asked, day) == Some(false)
    {
        return false;
    }
    // "President Berg", somewhere called the Danish one, is not "the French president".
    let elsewhere = |role: &String| words::country_said(role).is_some_and(|c| asked.is_some_and(|asked| asked != c));
    if draft.roles.iter().any(|(noun, modifiers)| noun == lemma && modifiers.iter().any(elsewhere)) {
        return false;
    }
    // Of whom no country is said, that one may be meant only where it has one such office.
    let is_said = |modifiers: &[String]| modifiers.iter().any(|m| words::country_said(m).is_some());
    let is_open = asked.is_none() || is_one_office(lemma, &nominal.modifiers);
    draft.roles.iter().any(|(noun, modifiers)| {
        noun == lemma
            && (is_said(modifiers) || is_open && (asked.is_none() || !modifiers.iter().any(|m| m == OF)))
            && compatible(&nominal.modifiers, modifiers)
            && (!past(modifiers) || past(&nominal.modifiers) || modifiers == &nominal.modifiers)
    })
}

/// Whether a country has one such office, whoever holds it.
fn is_one_office(lemma: &str, modifiers: &[String]) -> bool {
    let portfolio = || modifiers.iter().any(|m| words::country_said(m).is_none() && !matches!(&**m, "former" | "new"));
    matches!(lemma, "president" | "chancellor" | "king" | "queen" | "emir" | "sultan")
        || lemma == "minister" && portfolio()
}

/// Whether a country has one holder of an office at a time, so that the text's only bearer is meant.
fn is_held_by_one(lemma: &str, modifiers: &[String]) -> bool {
    let has = |word: &str| modifiers.iter().any(|m| m == word);
    match lemma {
        "president" => !has("vice") && !has("former"),
        "chancellor" | "pope" | "king" | "queen" | "emir" | "sultan" => !has("former"),
        "minister" => has("prime") && !has("former") && !has("deputy"),
        _ => false,
    }
}

/// Whether a body's name has a noun for its head ("Ostland Ministry", "Ministry of Trade").
fn is_headed_by(name: &str, lemma: &str) -> bool {
    let lower = name.to_lowercase();
    let behind = lower.rsplit(' ').next().is_some_and(|last| last == lemma && lower.contains(' '));
    behind || lower.strip_prefix(lemma).is_some_and(|rest| rest.starts_with(" of "))
}

/// A politician called by home and party.
const MEMBER: RoleNoun = RoleNoun { being: Being::Person, gender: None, is_title: false };

/// "the Vermont Republican": a person, where the party's name alone is a group.
fn is_member(doc: &Document<'_>, head: usize) -> bool {
    let home = |from: usize| from < head && state(doc.text_of(from..head)).is_some();
    matches!(doc.form(head), "Republican" | "Democrat")
        && (home(head.saturating_sub(1)) || home(head.saturating_sub(2)))
}

/// The nominal around a head noun.
fn nominal(doc: &Document<'_>, head: usize, role: RoleNoun) -> Nominal {
    let sentence = doc.sentence_tokens(head);
    let mut start = head;
    while start > sentence.start {
        let before = start - 1;
        let joined = doc.dominates(head, before)
            && matches!(
                doc.deprels[before].universal(),
                Deprel::Det
                    | Deprel::Amod
                    | Deprel::Compound
                    | Deprel::Nmod
                    | Deprel::Nummod
                    | Deprel::Case
                    | Deprel::Punct
                    | Deprel::Flat
            )
            && !matches!(doc.form(before), "," | "(" | ";" | ":");
        if !joined || head - before > 8 {
            break;
        }
        start = before;
    }
    while start < head && matches!(doc.upos[start], Upos::Punct | Upos::Adp | Upos::Part) {
        start += 1;
    }
    let det = (start..head).find(|t| doc.upos[*t] == Upos::Det);
    // "out as the president": what stands before the determiner is no part of it.
    start = det.unwrap_or(start);
    let definite = det.is_some_and(|t| matches!(doc.lower(t), "the" | "this" | "that" | "these" | "those"));
    let possessed = doc.children(head).any(|k| doc.deprels[k] == Deprel::NmodPoss);
    // "France's president", "the president of France"
    let of_country = doc.children(head).find(|k| {
        let owner = doc.deprels[*k] == Deprel::NmodPoss;
        let of = *k > head && doc.deprels[*k] == Deprel::Nmod && doc.lower(head + 1) == "of";
        (owner || of) && words::country_said(doc.lower(*k)).is_some()
    });
    let possessed = possessed && of_country.is_none();
    let definite = definite || of_country.is_some_and(|k| k < head);
    let mut modifiers: Vec<String> = (start..head)
        .filter(|t| matches!(doc.upos[*t], Upos::Adj | Upos::Noun | Upos::Propn) && doc.head(*t) == Some(head))
        .map(|t| doc.lower(t).to_owned())
        .collect();
    modifiers.extend(of_country.map(|t| doc.lower(t).to_owned()).filter(|m| !modifiers.contains(m)));
    let is_of_body = of_country.is_none()
        && doc.children(head).any(|k| k > head && doc.deprels[k] == Deprel::Nmod && doc.lower(head + 1) == "of");
    let is_plural =
        matches!(doc.xpos[head], crate::tagset::Xpos::Nns | crate::tagset::Xpos::Nnps) || role.being == Being::People;
    Nominal {
        tokens: start..head + 1,
        head,
        role,
        is_definite: definite && !possessed,
        is_plural,
        modifiers,
        is_of_body,
        entity: None,
    }
}

/// Whether a noun is a title of the name right behind it.
fn stands_before_name(doc: &Document<'_>, head: usize, entity: &impl Fn(usize) -> Option<usize>) -> bool {
    let sentence = doc.sentence_tokens(head);
    let mut next = head + 1;
    // "Secretary-General Anna Holm" is several tokens long.
    while next < sentence.end.min(head + 4)
        && entity(next).is_none()
        && (matches!(doc.form(next), "-" | "‑") || words::title(doc.lower(next)).is_some())
    {
        next += 1;
    }
    if next >= sentence.end || entity(next).is_none() {
        return false;
    }
    let person = doc.name_at(next).is_some_and(|n| n.label == NameLabel::Per);
    person || matches!(doc.deprels[head].universal(), Deprel::Compound | Deprel::Flat | Deprel::Nmod | Deprel::Amod)
}

/// Gives persons the roles of the titles before their names.
fn titles(doc: &Document<'_>, named: &mut Named) {
    for number in 0..named.mentions.len() {
        let MentionLayer { tokens, entity: Some(entity), .. } = named.mentions[number].clone() else { continue };
        if named.drafts[entity].kind != EntityKind::Person {
            continue;
        }
        let sentence = doc.sentence_tokens(tokens.start);
        // Titles inside the name as the recogniser cut it, then those before it.
        let mut start = tokens.start;
        while start > sentence.start
            && tokens.start - start < 6
            && matches!(doc.upos[start - 1], Upos::Noun | Upos::Propn | Upos::Adj | Upos::Punct)
            && (!matches!(doc.form(start - 1), "," | ":" | ";" | "(" | "\"" | "“" | ".")
                || start == tokens.start && is_title_with_comma(doc, sentence.start, start))
        {
            start -= 1;
        }
        // "Susan King" is no king: the last word of a name is never its title.
        let all: Vec<usize> = (start..tokens.end - 1).filter(|t| doc.upos[*t] != Upos::Punct).collect();
        let Some(place) =
            all.iter().rposition(|t| words::role(doc.lower(*t)).is_some_and(|r| r.being == Being::Person))
        else {
            continue;
        };
        let noun = words::spelled_out(doc.lower(all[place])).to_owned();
        let mut modifiers: Vec<String> = all[..place].iter().map(|t| doc.lower(*t).to_owned()).collect();
        modifiers.extend(offices::label_behind(doc, tokens.end));
        let draft = &mut named.drafts[entity];
        draft.say_gender(words::role(&noun).and_then(|r| r.gender));
        draft.roles.push((noun, modifiers));
    }
}

/// "French President, Anna Holm": a title in capitals that a comma parts from its name.
fn is_title_with_comma(doc: &Document<'_>, first: usize, name: usize) -> bool {
    name >= first + 3
        && doc.form(name - 1) == ","
        && words::title(doc.lower(name - 2)).is_some()
        && [name - 2, name - 3].iter().all(|t| doc.form(*t).starts_with(char::is_uppercase))
}

/// Whether what a nominal says of its head agrees with the modifiers of a role.
fn compatible(nominal: &[String], role: &[String]) -> bool {
    let idle =
        |m: &str| matches!(m, "new" | "former" | "old" | "late" | "chief" | "top" | "senior" | "current" | "then");
    let country = words::country_said;
    // A deputy is never called by the post alone.
    if role.iter().any(|r| matches!(r.as_str(), "vice" | "deputy" | "assistant") && !nominal.contains(r)) {
        return false;
    }
    nominal.iter().filter(|m| !idle(m)).all(|m| {
        role.contains(m)
            || match country(m) {
                // "the Danish minister" for a minister of whom no other country is said, or the same in another word.
                Some(said) => role.iter().all(|r| country(r).is_none_or(|known| known == said)),
                None => false,
            }
    })
}

impl Nominal {
    pub(crate) fn mention(&self) -> MentionLayer {
        MentionLayer {
            tokens: self.tokens.clone(),
            head: self.head,
            form: MentionForm::Nominal,
            entity: self.entity.map(|e| e.0),
            rule: self.entity.map_or("nominal", |e| e.1),
        }
    }
}
