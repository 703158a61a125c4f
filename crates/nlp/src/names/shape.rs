//! Cuts the recogniser's names to what they name.
//!
//! | what | example |
//! |---|---|
//! | a post behind a body is no part of its name | Harbour Police Deputy Chief |
//! | a post inside a name parts the body from the person | Senate Majority Leader Anna Holm |
//! | a state and a party name a politician, of whom the name says the home | the Vermont Republican |
//! | a party's letter before a hyphen is no part of a place | D-Lowland |
//! | a saint before a hyphen makes a town | Saint-Holm |
//! | what a person does is no part of the name | Anna Holm blesses; Calder Prompts Doubts |
//! | short words in capitals alone are no persons | SBA |
//!
//! Needs: tokens, names. Why: a name that is cut wrong is an entity nobody can find. Known misses: posts
//! of one word that are surnames too ("Chief", "Major") at the end of a body's name.

use parallax_records::Section;
use rustc_hash::FxHashSet;

use crate::document::{Document, NameLabel, NameLayer};
use crate::entities::{Being, is_given_name, role, title};
use crate::lexicon::{CountryWord, GroupKind, group, is_organization_head, state};
use crate::tagset::{Upos, Xpos};

use super::{listed, persons};

/// Reshapes the names of a document.
pub(super) fn cut(doc: &mut Document<'_>) {
    let surnames: FxHashSet<String> = doc
        .names
        .iter()
        .filter(|n| n.label == NameLabel::Per && n.tokens.len() > 1)
        .map(|n| doc.lower(n.tokens.end - 1).to_owned())
        .collect();
    let known = known_by(doc);
    let called = called(doc);
    let mut out = Vec::with_capacity(doc.names.len());
    for name in &doc.names {
        if let Some(town) = saint(doc, name) {
            out.push(town);
            continue;
        }
        match name.label {
            NameLabel::Per | NameLabel::Org | NameLabel::Loc | NameLabel::Norp if home_of(doc, name) => {
                out.push(NameLayer { tokens: name.tokens.start..name.tokens.end - 1, label: NameLabel::Loc });
            }
            NameLabel::Per if is_initials(doc, name) && !surnames.contains(doc.lower(name.tokens.start)) => {
                out.push(NameLayer { label: NameLabel::Org, ..name.clone() });
            }
            NameLabel::Org if is_person_of_initials(doc, name, &known) => {
                out.push(NameLayer { label: NameLabel::Per, ..name.clone() });
            }
            // "Weary Holm"
            NameLabel::Per if let Some(start) = described(doc, name, &known) => {
                out.push(NameLayer { tokens: start..name.tokens.end, label: NameLabel::Per });
            }
            // "New Harland Republican" is cut before its party; "Latino voters" are a people.
            NameLabel::Per if is_group(doc, name) && !surnames.contains(doc.lower(name.tokens.start)) => {
                out.push(NameLayer { label: NameLabel::Norp, ..name.clone() });
            }
            NameLabel::Per if let Some(street) = street(doc, name) => {
                out.push(NameLayer { tokens: street, label: NameLabel::Loc });
            }
            NameLabel::Per if is_brand(doc, name) && !surnames.contains(doc.lower(name.tokens.start)) => {
                out.push(NameLayer { label: NameLabel::Org, ..name.clone() });
            }
            // "Warplanes struck the town."
            NameLabel::Per if is_plain_plural(doc, name, &surnames) => {}
            NameLabel::Per if is_land(doc, name) && !called.contains(doc.form(name.tokens.start)) => {
                out.push(NameLayer { label: NameLabel::Loc, ..name.clone() });
            }
            NameLabel::Per => {
                let end = deed(doc, name, &known).unwrap_or(name.tokens.end);
                out.extend(persons::part(
                    doc,
                    &NameLayer { tokens: name.tokens.start..end, label: NameLabel::Per },
                    &known,
                ));
            }
            // "the Vermont Republican" is a person, no party.
            NameLabel::Norp if is_member(doc, name) => {}
            NameLabel::Norp if doc.form(name.tokens.start).starts_with(['@', '#']) => {}
            // "Secretary of State Anna Holm" is no state.
            NameLabel::Org | NameLabel::Loc if is_portfolio_of(doc, name) => {}
            NameLabel::Org | NameLabel::Loc if is_case(doc, name) => {
                out.push(NameLayer { label: NameLabel::Misc, ..name.clone() });
            }
            NameLabel::Org if let Some(house) = house_of(doc, name, &known) => {
                out.push(NameLayer { tokens: name.tokens.start..house, label: NameLabel::Per });
                out.push(NameLayer { tokens: house..name.tokens.end, label: NameLabel::Org });
            }
            NameLabel::Org | NameLabel::Loc if is_partisan(doc, name) => {
                out.push(NameLayer { tokens: name.tokens.start + 2..name.tokens.end, label: NameLabel::Loc });
            }
            NameLabel::Org | NameLabel::Loc => part(doc, name, &mut out),
            _ => out.push(name.clone()),
        }
    }
    doc.names = out;
}

/// The surnames behind given names ("Anna Ireland").
pub(super) fn called<'d>(doc: &'d Document<'_>) -> FxHashSet<&'d str> {
    let full =
        |n: &&NameLayer| n.label == NameLabel::Per && n.tokens.len() > 1 && is_given_name(doc.form(n.tokens.start));
    doc.names.iter().filter(full).map(|n| doc.form(n.tokens.end - 1)).collect()
}

/// The words that the article's text calls persons by.
fn known_by<'d>(doc: &'d Document<'_>) -> FxHashSet<&'d str> {
    let in_title = |n: &NameLayer| doc.sentences[doc.sentence_of[n.tokens.start] as usize].section == Section::Title;
    let persons = doc.names.iter().filter(|n| n.label == NameLabel::Per && !in_title(n));
    persons.map(|n| doc.form(n.tokens.end - 1)).collect()
}

/// Where a person's name runs on into what the person does: in small letters ("Holm blesses"), or in a headline behind the
/// name that the text goes on with ("Calder Prompts").
fn deed(doc: &Document<'_>, name: &NameLayer, known: &FxHashSet<&str>) -> Option<usize> {
    let (first, last) = (name.tokens.start, name.tokens.end - 1);
    let does = |t: &usize| {
        let form = doc.form(*t);
        form.len() > 3 && form.ends_with('s') && form.bytes().all(|b| b.is_ascii_lowercase()) && doc.form(t - 1) != "-"
    };
    let title = doc.sentences[doc.sentence_of[last] as usize].section == Section::Title;
    let headline = title && last > first && known.contains(doc.form(last - 1)) && !known.contains(doc.form(last));
    // "Warren Fends": what is a given name too counts where the word behind it is bent like a verb.
    let bent = ["s", "ed", "ing"].iter().any(|ending| doc.form(last).ends_with(ending)) && last == first + 1;
    (first + 1..=last).find(does).or_else(|| (headline && (bent || !is_given_name(doc.form(last - 1)))).then_some(last))
}

/// Where a name begins behind the adjective that a headline puts before the surname by which the text goes on ("Weary Holm").
fn described(doc: &Document<'_>, name: &NameLayer, known: &FxHashSet<&str>) -> Option<usize> {
    let first = name.tokens.start;
    let title = doc.sentences[doc.sentence_of[first] as usize].section == Section::Title;
    let fits =
        title && name.tokens.len() == 2 && known.contains(doc.form(first + 1)) && !is_given_name(doc.form(first));
    let in_text = |n: &NameLayer| n.label == NameLabel::Per && n.tokens.start > name.tokens.start && n.tokens.len() > 1;
    // Who is named so in the text, in one row or with more, bears the word as a name.
    let bears = |n: &NameLayer| n.tokens.clone().any(|t| doc.form(t) == doc.form(first));
    (fits && is_describing(doc.lower(first)) && !doc.names.iter().any(|n| in_text(n) && bears(n))).then_some(first + 1)
}

/// Whether a word has the ending of an adjective or participle.
fn is_describing(lower: &str) -> bool {
    lower.len() > 4
        && ["y", "ed", "ing", "ful", "less", "ous", "ish", "ant", "ent"].iter().any(|end| lower.ends_with(end))
}

/// "H.R. Calder", where the article calls a person Calder.
fn is_person_of_initials(doc: &Document<'_>, name: &NameLayer, known: &FxHashSet<&str>) -> bool {
    let last = name.tokens.end - 1;
    let initials = |t: usize| {
        let form = doc.form(t);
        form.len() <= 4
            && form.chars().all(|c| c.is_uppercase() || c == '.')
            && listed::label(form).is_none()
            && state(form).is_none()
    };
    name.tokens.len() > 1 && (name.tokens.start..last).all(initials) && known.contains(doc.form(last))
}

/// "Saint-Holm", which is cut at its hyphen and taken for a person.
fn saint(doc: &Document<'_>, name: &NameLayer) -> Option<NameLayer> {
    let hyphen = name.tokens.start.checked_sub(1).filter(|t| doc.form(*t) == "-" && !doc.space_before(*t))?;
    let first = hyphen.checked_sub(1).filter(|_| !doc.space_before(name.tokens.start))?;
    let free = doc.name_at(first).is_none() && matches!(doc.form(first), "Saint" | "Sainte" | "St" | "St.");
    free.then_some(NameLayer { tokens: first..name.tokens.end, label: NameLabel::Loc })
}

/// What a secretary or minister is "of", where that is one word for many ("State", "Defense").
fn is_portfolio_of(doc: &Document<'_>, name: &NameLayer) -> bool {
    let at = name.tokens.start;
    let before = |n: usize| at.checked_sub(n).map(|t| doc.lower(t));
    // "State of the Union"
    if doc.form(at) == "Union" && before(1) == Some("the") && before(2) == Some("of") && before(3) == Some("state") {
        return name.tokens.len() == 1;
    }
    let secretary = |n: usize| {
        before(n)
            .is_some_and(|w| matches!(w, "secretary" | "secretaries" | "undersecretary" | "minister" | "ministers"))
    };
    name.tokens.len() == 1
        && is_portfolio(doc.lower(at))
        && !matches!(doc.lower(at), "defense" | "defence" | "treasury")
        && (before(1) == Some("of") && secretary(2)
            || before(1) == Some("the") && before(2) == Some("of") && secretary(3))
}

/// "Holm v. Lorne", a case in court.
fn is_case(doc: &Document<'_>, name: &NameLayer) -> bool {
    let inner = name.tokens.start + 1..name.tokens.end.max(name.tokens.start + 2) - 1;
    inner.into_iter().any(|t| matches!(doc.form(t), "v." | "vs."))
}

/// Where a listed body begins behind a person whom the article knows ("Holm White House").
fn house_of(doc: &Document<'_>, name: &NameLayer, known: &FxHashSet<&str>) -> Option<usize> {
    let body = |from: &usize| {
        known.contains(doc.form(from - 1)) && listed::label(doc.text_of(*from..name.tokens.end)) == Some(NameLabel::Org)
    };
    (name.tokens.start + 1..name.tokens.end.saturating_sub(1)).find(body)
}

/// "D-Lowland" behind a politician's name: the party, then the home.
fn is_partisan(doc: &Document<'_>, name: &NameLayer) -> bool {
    let (first, home) = (name.tokens.start, name.tokens.start + 2);
    home < name.tokens.end
        && matches!(doc.form(first), "D" | "R" | "I")
        && doc.form(first + 1) == "-"
        && !doc.space_before(home)
        && first > 0
        && matches!(doc.form(first - 1), "," | "(")
}

/// "Vermont Republican".
fn home_of(doc: &Document<'_>, name: &NameLayer) -> bool {
    let last = name.tokens.end - 1;
    name.tokens.len() > 1
        && matches!(doc.lower(last), "republican" | "democrat" | "independent")
        && state(doc.text_of(name.tokens.start..last)).is_some()
}

/// One party's member behind a state, with no noun that goes on.
fn is_member(doc: &Document<'_>, name: &NameLayer) -> bool {
    let (at, next) = (name.tokens.start, name.tokens.end);
    let sentence = doc.sentence_tokens(at);
    let home = |n: usize| at >= sentence.start + n && state(doc.text_of(at - n..at)).is_some();
    let goes_on = next < sentence.end
        && matches!(doc.upos[next], Upos::Noun | Upos::Adj | Upos::Propn)
        && doc.name_at(next).is_none_or(|n| n.label != NameLabel::Per);
    name.tokens.len() == 1
        && matches!(doc.form(at), "Republican" | "Democrat")
        && (home(1) || home(2))
        && (doc.upos.is_empty() || !goes_on)
}

/// One word for a people, faith, region or camp that is no given name.
fn is_group(doc: &Document<'_>, name: &NameLayer) -> bool {
    let form = doc.form(name.tokens.start);
    let kind = group(form).filter(|_| name.tokens.len() == 1);
    kind.is_some_and(|kind| kind == GroupKind::Politics || kind != GroupKind::Nation && !is_given_name(form))
}

/// The street whose last words are several that begin with no given name ("Boulevard des Filles du Lac").
fn street(doc: &Document<'_>, name: &NameLayer) -> Option<std::ops::Range<usize>> {
    let start = name.tokens.start;
    let of = start.checked_sub(2).filter(|_| matches!(doc.form(start - 1), "de" | "des" | "du"))?;
    let is_street = matches!(doc.lower(of), "boulevard" | "rue" | "avenue" | "place" | "quai");
    (is_street && doc.sentence_of[of] == doc.sentence_of[start] && doc.name_at(of).is_none())
        .then_some(of..name.tokens.end)
}

/// One word with a capital far inside it ("PassPort"), which surnames have behind a prefix only ("McHolm", "DeHolm").
fn is_brand(doc: &Document<'_>, name: &NameLayer) -> bool {
    let form = doc.form(name.tokens.start);
    let prefix = form.char_indices().skip(1).find(|(_, c)| c.is_uppercase()).map(|(at, _)| &form[..at]);
    const OF_NAMES: [&str; 28] = [
        "Al", "Ap", "Ben", "Da", "De", "Del", "Der", "Di", "Du", "El", "Fitz", "Ja", "Jo", "La", "Le", "Lo", "Mac",
        "Mc", "Ma", "Mary", "O'", "O’", "San", "St", "Ter", "Van", "Ver", "Von",
    ];
    name.tokens.len() == 1
        && form.bytes().all(|b| b.is_ascii_alphabetic())
        // "AnnaHolm" lost the space between her names.
        && prefix.is_some_and(|prefix| {
            prefix.contains(char::is_lowercase) && !OF_NAMES.contains(&prefix) && !is_given_name(prefix)
        })
        && !is_given_name(form)
}

/// One word of the many at the beginning of a sentence, which the tagger reads as a noun in the plural.
fn is_plain_plural(doc: &Document<'_>, name: &NameLayer, surnames: &FxHashSet<String>) -> bool {
    let at = name.tokens.start;
    name.tokens.len() == 1
        && at == doc.sentence_tokens(at).start
        && doc.xpos.get(at) == Some(&Xpos::Nns)
        && !surnames.contains(doc.lower(at))
        && !is_given_name(doc.form(at))
}

/// A country or state that is no given name.
pub(super) fn is_land(doc: &Document<'_>, name: &NameLayer) -> bool {
    let text = doc.text_of(name.tokens.clone());
    let known = matches!(crate::lexicon::country(text), Some((_, CountryWord::Name))) || state(text).is_some();
    known && text.len() > 3 && text != "Washington" && !is_given_name(text)
}

/// One word in capitals that cannot be spoken like a name ("SBA"), in a sentence that is not all capitals.
fn is_initials(doc: &Document<'_>, name: &NameLayer) -> bool {
    let form = doc.form(name.tokens.start);
    let sentence = doc.sentence_tokens(name.tokens.start);
    let shouted = |t: usize| !doc.form(t).contains(char::is_lowercase);
    name.tokens.len() == 1
        && (2..=5).contains(&form.len())
        && form.bytes().all(|b| b.is_ascii_uppercase())
        && !is_given_name(form)
        && !sentence.clone().all(shouted)
        && !(name.tokens.start > sentence.start && title(doc.lower(name.tokens.start - 1)).is_some())
}

/// Whether a word is a post that stands before a person's name ("Commissioner", "Whip"). Nouns for persons that
/// newspapers and firms are called by ("Observer") count only where a person's name follows.
fn is_post(doc: &Document<'_>, token: usize, before_person: bool) -> bool {
    let lower = doc.lower(token);
    // Titles that firms and places bear ("Burger King").
    let noble = matches!(
        lower,
        "aunt"
            | "baron"
            | "brother"
            | "count"
            | "dame"
            | "duke"
            | "emperor"
            | "father"
            | "judge"
            | "king"
            | "lady"
            | "lord"
            | "miss"
            | "pope"
            | "prince"
            | "princess"
            | "private"
            | "queen"
            | "saint"
            | "sir"
            | "sister"
            | "st."
            | "sultan"
            | "uncle"
            | "justice"
            | "dr"
            | "dr."
            | "col"
            | "general"
            | "counsel"
            | "marshal"
            | "coach"
            | "major"
            | "candidate"
    );
    let person = before_person && role(lower).is_some_and(|r| r.being == Being::Person);
    title(lower).is_some() && (!noble || before_person)
        || person
        || matches!(lower, "minister" | "whip" | "adviser" | "advisor" | "correspondent" | "nominee")
}

/// Whether a word says what a post is about ("Foreign" Minister), so that nothing is named by it alone.
fn is_portfolio(lower: &str) -> bool {
    matches!(
        lower,
        "attorney"
            | "conservative"
            | "defence"
            | "defense"
            | "democratic"
            | "economy"
            | "education"
            | "finance"
            | "foreign"
            | "health"
            | "home"
            | "interior"
            | "justice"
            | "labor"
            | "oil"
            | "prime"
            | "state"
            | "trade"
            | "transport"
            | "treasury"
            | "republican"
            | "gop"
            | "labour"
    )
}

/// Whether a word only narrows a post ("Deputy", "Majority").
fn narrows(lower: &str) -> bool {
    matches!(
        lower,
        "acting"
            | "assistant"
            | "associate"
            | "chief"
            | "deputy"
            | "executive"
            | "first"
            | "former"
            | "general"
            | "legal"
            | "majority"
            | "managing"
            | "minority"
            | "national"
            | "political"
            | "press"
            | "principal"
            | "regional"
            | "security"
            | "senior"
            | "special"
            | "then"
            | "vice"
    )
}

/// Parts a body's or place's name from posts and persons behind it.
fn part(doc: &Document<'_>, name: &NameLayer, out: &mut Vec<NameLayer>) {
    let tokens = name.tokens.clone();
    let followed = doc.name_at(tokens.end).is_some_and(|n| n.label == NameLabel::Per);
    let person_from = |start: usize| {
        let rest = start..tokens.end;
        !rest.is_empty()
            && rest.len() <= 4
            && is_given_name(doc.form(start))
            && rest.clone().all(|t| doc.form(t).starts_with(char::is_uppercase))
    };
    // "House Speaker Olun Vester": after a title two words in capitals that name no body.
    let word = |t: usize| {
        let form = doc.form(t);
        form.starts_with(char::is_uppercase)
            && form.chars().filter(|c| c.is_lowercase()).count() > 1
            && role(doc.lower(t)).is_none()
            && !is_organization_head(doc.lower(t))
    };
    let called =
        |post: usize| post + 3 == tokens.end && title(doc.lower(post)).is_some() && word(post + 1) && word(post + 2);
    let post = |t: &usize| is_post(doc, *t, if *t + 1 == tokens.end { followed } else { person_from(*t + 1) });
    let Some(post) = tokens.clone().skip(1).rev().find(post) else {
        out.push(name.clone());
        return;
    };
    let person = person_from(post + 1) || called(post);
    // A body may hold a word for a post inside its name ("Governor General Centre").
    if post + 1 < tokens.end && !person {
        out.push(name.clone());
        return;
    }
    let mut end = post;
    while end > tokens.start && (is_post(doc, end - 1, true) || narrows(doc.lower(end - 1))) {
        end -= 1;
    }
    while end > tokens.start && is_portfolio(doc.lower(end - 1)) {
        end -= 1;
    }
    // "Office of the Prime Minister" keeps its post.
    let bound =
        end > tokens.start && matches!(doc.lower(end - 1), "of" | "the" | "for" | "and" | "&" | "to" | "'s" | "’s");
    if bound && !person {
        out.push(name.clone());
        return;
    }
    if end > tokens.start && !bound {
        let label = match crate::lexicon::country(doc.text_of(tokens.start..end)) {
            Some((_, CountryWord::Name)) => NameLabel::Loc,
            Some(_) => NameLabel::Norp,
            None => name.label,
        };
        out.push(NameLayer { tokens: tokens.start..end, label });
    }
    if person {
        out.push(NameLayer { tokens: post + 1..tokens.end, label: NameLabel::Per });
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::segment::TextBuffer;

    fn shaped(text: &str, names: &[(std::ops::Range<usize>, NameLabel)]) -> Vec<(String, NameLabel)> {
        let buffer = TextBuffer::plain(text);
        let mut doc = Document::segment(&buffer);
        doc.names = names.iter().map(|(tokens, label)| NameLayer { tokens: tokens.clone(), label: *label }).collect();
        cut(&mut doc);
        doc.names.iter().map(|n| (doc.text_of(n.tokens.clone()).to_owned(), n.label)).collect()
    }

    #[test]
    fn headlines_describe_persons() {
        let buffer = TextBuffer::plain("Weary Calder Rests. Mara Calder and H.R. Lund met Lund.");
        let mut doc = Document::segment(&buffer);
        doc.sentences[0].section = Section::Title;
        let (per, org) = (NameLabel::Per, NameLabel::Org);
        let name = |tokens, label| NameLayer { tokens, label };
        doc.names = vec![name(0..2, per), name(4..6, per), name(7..9, org), name(10..11, per)];
        cut(&mut doc);
        let found: Vec<_> = doc.names.iter().map(|n| (doc.text_of(n.tokens.clone()), n.label)).collect();
        assert_eq!(found, [("Calder", per), ("Mara Calder", per), ("H.R. Lund", per), ("Lund", per)]);
    }

    #[test]
    fn posts_are_cut_off() {
        let (org, per, loc) = (NameLabel::Org, NameLabel::Per, NameLabel::Loc);
        let cut = shaped("Harbour Police Deputy Commissioner Vera Lund spoke.", &[(0..4, org), (4..6, per)]);
        assert_eq!(cut, [("Harbour Police".into(), org), ("Vera Lund".into(), per)]);
        let cut = shaped("Senate Majority Leader Anna Holm spoke.", &[(0..5, org)]);
        assert_eq!(cut, [("Senate".into(), org), ("Anna Holm".into(), per)]);
        let cut = shaped(
            "The Ostland Observer and Prime Minister Lund met at Burger King.",
            &[(1..3, org), (4..6, org), (9..11, org)],
        );
        assert_eq!(cut, [("Ostland Observer".into(), org), ("Burger King".into(), org)]);
        let cut = shaped("The Office of the Prime Minister spoke.", &[(1..6, org)]);
        assert_eq!(cut, [("Office of the Prime Minister".into(), org)]);
        let cut = shaped("House Speaker Olun Vester spoke.", &[(0..4, org)]);
        assert_eq!(cut, [("House".into(), org), ("Olun Vester".into(), per)]);
        let cut = shaped("The Vermont Republican and the SBA met.", &[(1..3, per), (5..6, per)]);
        assert_eq!(cut, [("Vermont".into(), loc), ("SBA".into(), org)]);
    }
}
