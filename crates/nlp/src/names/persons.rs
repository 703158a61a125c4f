//! What belongs to a person's name and what only stands beside it.
//!
//! | what | example |
//! |---|---|
//! | a title, trade or post in capitals tells who it is | Harbour Sheriff Ada Lund |
//! | a home before a full name is a place | Maryland Karl Berg |
//! | the name told again is a list run together | Karl Berg Karl |
//! | small letters are no names, but for particles | Berg brushoff; old Berg; Berg-era |
//! | marks, addresses, handles and headlines run together are none | — Karl Berg; @KarlBerg; BergSenate |
//! | a body or house behind it is no person | Karl Berg Foundation; Berg White House |
//!
//! Needs: tokens, names. Why: who is listed under a title or with half a headline is nobody. Known misses: trades that are given
//! names too ("Hunter", "Mason").

use std::ops::Range;

use rustc_hash::FxHashSet;

use crate::document::{Document, NameLabel, NameLayer};
use crate::entities::{Being, is_family_first, is_given_name, is_particle, is_sovereign, role, title};
use crate::lexicon::{CountryWord, cities, country, state};

use super::listed;

/// The names that a name of the label person stands for; none where it is none.
pub(super) fn part(doc: &Document<'_>, name: &NameLayer, known: &FxHashSet<&str>) -> Vec<NameLayer> {
    let mut out = Vec::new();
    let Some(mut tokens) = bare(doc, name.tokens.clone()) else { return out };
    if is_run_together(doc.form(tokens.end - 1), known) && tokens.clone().all(|t| doc.form(t) != "-") {
        return out;
    }
    if let Some(label) = other(doc, &tokens) {
        return vec![NameLayer { tokens, label }];
    }
    if let Some(house) = house(doc, &tokens) {
        out.push(NameLayer { tokens: tokens.start..house, label: NameLabel::Per });
        out.push(NameLayer { tokens: house..tokens.end, label: NameLabel::Org });
        return out;
    }
    if let Some(start) = titled(doc, &tokens) {
        out.extend(home(doc, tokens.start..start));
        tokens.start = start;
    } else if let Some(start) = at_home(doc, &tokens) {
        out.push(NameLayer { tokens: tokens.start..start, label: NameLabel::Loc });
        tokens.start = start;
    }
    out.push(NameLayer { tokens, label: NameLabel::Per });
    out
}

/// "BergSenate": a surname of the article that the next headline follows without space.
fn is_run_together(last: &str, known: &FxHashSet<&str>) -> bool {
    let capital = last.char_indices().skip(1).find(|(_, c)| c.is_uppercase()).map(|(at, _)| at);
    capital.is_some_and(|at| at > 2 && known.contains(&last[..at]))
}

/// The name without what is told again and what is written small; `None` for addresses.
fn bare(doc: &Document<'_>, tokens: Range<usize>) -> Option<Range<usize>> {
    let Range { mut start, mut end } = tokens;
    let is_address = |t: usize| doc.form(t).starts_with(['@', '#']) || doc.form(t).contains("://");
    if (start..end).any(is_address) {
        return None;
    }
    // Web text has whole names in small letters.
    let has_capital = (start..end).any(|t| doc.form(t).starts_with(char::is_uppercase));
    let is_small = |t: usize| {
        has_capital
            && doc.form(t).starts_with(char::is_lowercase)
            && !is_particle(doc.lower(t))
            && !doc.form(t).contains(['-', '\''])
    };
    let marks = |t: usize| doc.form(t).chars().all(|c| matches!(c, '-' | '–' | '—' | '\u{ad}' | '*' | '•'));
    while start + 1 < end && (marks(start) || is_small(start)) {
        start += 1;
    }
    let again = |t: &usize| doc.form(*t) == doc.form(start) && doc.form(t - 1) != "-";
    if doc.form(start).len() > 2 && doc.form(start).starts_with(char::is_uppercase) {
        end = (start + 2..end).find(again).unwrap_or(end);
    }
    // "Katrina vanden Holm" goes on in capitals.
    let is_word = |t: usize| is_small(t) && !is_given_name(doc.form(t));
    while end > start + 1 && is_word(end - 1) && doc.form(end - 2) != "-" && doc.form(end - 1).len() > 3 {
        end -= 1;
    }
    // "Holm-era", but "Pak Sung-ho".
    if end >= start + 3
        && doc.form(end - 2) == "-"
        && is_small(end - 1)
        && (is_quality(doc.form(end - 1)) || doc.form(end - 1).len() > 5 && !is_family_first(doc.lower(start)))
    {
        end -= 2;
    }
    (start < end).then_some(start..end)
}

/// Words that a hyphen makes of a name something that is like it or from its time.
fn is_quality(word: &str) -> bool {
    matches!(word, "era" | "esque" | "like" | "style" | "type" | "led" | "tied" | "only" | "backed" | "wing")
}

/// What a name is instead of a person's: a body by its last word, an address, a case in court.
fn other(doc: &Document<'_>, tokens: &Range<usize>) -> Option<NameLabel> {
    let last = doc.lower(tokens.end - 1);
    let inner = tokens.start + 1..tokens.end.max(tokens.start + 2) - 1;
    if inner.clone().any(|t| matches!(doc.form(t), "v." | "vs." | "v")) {
        return Some(NameLabel::Misc);
    }
    // "Anna Holm" is a person whatever stands beside her; "the al-Nur brigades" are named by one word.
    let behind = tokens.end;
    if tokens.len() == 1
        && behind < doc.len()
        && doc.sentence_of[behind] == doc.sentence_of[tokens.start]
        && matches!(doc.lower(behind), "brigade" | "brigades" | "battalion" | "militia" | "newspaper" | "website")
    {
        return Some(NameLabel::Org);
    }
    let is_site = [".com", ".org", ".gov", ".net"].iter().any(|ending| last.ends_with(ending));
    let body = matches!(
        last,
        "foundation"
            | "school"
            | "university"
            | "college"
            | "center"
            | "centre"
            | "institute"
            | "committee"
            | "association"
            | "hospital"
            | "library"
            | "museum"
            | "corporation"
            | "airport"
            | "bank"
            | "battalion"
            | "brigade"
            | "brigades"
            | "campaign"
            | "coalition"
            | "commission"
            | "company"
            | "department"
            | "doctrine"
            | "ministry"
            | "news"
            | "partners"
            | "party"
            | "police"
            | "regime"
            | "times"
            | "llp"
            | "llc"
            | "inc"
            | "inc."
            | "ltd"
    );
    (is_site || body && tokens.len() > 1).then_some(NameLabel::Org)
}

/// Where a listed body begins behind a person's name ("Holm White House").
fn house(doc: &Document<'_>, tokens: &Range<usize>) -> Option<usize> {
    let body = |from: &usize| listed::label(doc.text_of(*from..tokens.end)) == Some(NameLabel::Org);
    (tokens.start + 1..tokens.end - 1).find(body)
}

/// Where the name begins behind the last title in it, or behind a trade that it begins with.
fn titled(doc: &Document<'_>, tokens: &Range<usize>) -> Option<usize> {
    let first = doc.lower(tokens.start);
    // Who is called so first bears it as a name ("Larry King", "Kelly Hunter Foster").
    let called = is_given_name(doc.form(tokens.start));
    let is_title = |t: &usize| {
        let lower = doc.lower(*t);
        let trade = *t == tokens.start && role(lower).is_some_and(|r| r.being == Being::Person);
        doc.form(*t).starts_with(char::is_uppercase)
            && !is_kin(lower)
            && !is_sovereign(lower)
            && (trade || title(lower).is_some())
    };
    let inside = if called { tokens.start..tokens.start } else { tokens.start..tokens.end - 1 };
    let found = inside.rev().find(is_title)?;
    // Titles alone are no part of the entity's name, but of the mention; inside of Arabic names some are names.
    let titles_only = (tokens.start..=found).all(|t| title(doc.lower(t)).is_some());
    if titles_only
        || found > tokens.start && matches!(doc.lower(found), "sheikh" | "sheik" | "shaikh" | "mullah" | "imam")
    {
        return None;
    }
    let rest = found + 1..tokens.end;
    let capital = |t: usize| doc.form(t).starts_with(char::is_uppercase) || is_particle(doc.lower(t));
    let sovereign = is_sovereign(first);
    (!sovereign && rest.len() <= 6 && doc.form(rest.start) != "-" && capital(rest.start)).then_some(rest.start)
}

/// Nouns for persons that are parts of many names ("Kid Holm", "Choe Son Ri").
fn is_kin(lower: &str) -> bool {
    let kin = [
        "aunt", "baby", "boy", "brother", "cousin", "daily", "daughter", "father", "girl", "husband", "kid", "killer",
        "man", "marine", "mother", "saint", "sister", "son", "uncle", "wife", "woman",
    ];
    kin.contains(&lower)
}

/// The place before a title, where there is one ("Lorne Mayor").
fn home(doc: &Document<'_>, tokens: Range<usize>) -> Option<NameLayer> {
    let place = |end: &usize| {
        let text = doc.text_of(tokens.start..*end);
        state(text).is_some()
            || matches!(country(text), Some((_, CountryWord::Name)))
            || text.len() > 3 && !cities(text).is_empty()
    };
    let end = (tokens.start + 1..tokens.end).rev().find(place)?;
    Some(NameLayer { tokens: tokens.start..end, label: NameLabel::Loc })
}

/// Where a full name begins behind a state ("Maryland Karl Berg"); states that are given names too stay.
fn at_home(doc: &Document<'_>, tokens: &Range<usize>) -> Option<usize> {
    let is_state = |end: &usize| state(doc.text_of(tokens.start..*end)).is_some();
    let start = (tokens.start + 1..tokens.end.saturating_sub(1)).rev().find(is_state)?;
    (!is_given_name(doc.form(tokens.start)) && is_given_name(doc.form(start))).then_some(start)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::segment::TextBuffer;

    fn parted(text: &str) -> Vec<(String, NameLabel)> {
        let buffer = TextBuffer::plain(text);
        let doc = Document::segment(&buffer);
        let name = NameLayer { tokens: 0..doc.len(), label: NameLabel::Per };
        part(&doc, &name, &FxHashSet::from_iter(["Berg"]))
            .into_iter()
            .map(|n| (doc.text_of(n.tokens).to_owned(), n.label))
            .collect()
    }

    #[test]
    fn only_the_name_is_the_name() {
        let (per, org, loc) = (NameLabel::Per, NameLabel::Org, NameLabel::Loc);
        for (text, names) in [
            ("Sheriff Ada Lund", &[("Ada Lund", per)][..]),
            ("Minneapolis Mayor Ada Lund", &[("Minneapolis", loc), ("Ada Lund", per)]),
            ("Wyoming Karl Berg", &[("Wyoming", loc), ("Karl Berg", per)]),
            ("Virginia Lund", &[("Virginia Lund", per)]),
            ("Larry King", &[("Larry King", per)]),
            ("Karl Berg Karl", &[("Karl Berg", per)]),
            ("old Karl Berg", &[("Karl Berg", per)]),
            ("Berg-era", &[("Berg", per)]),
            ("Pak Sung-ho", &[("Pak Sung-ho", per)]),
            ("Osama bin Sal", &[("Osama bin Sal", per)]),
            ("@KarlBerg", &[]),
            ("Karl Ole BergSenate", &[]),
            ("— Karl Berg", &[("Karl Berg", per)]),
            ("Karl Berg Foundation", &[("Karl Berg Foundation", org)]),
            ("Berg White House", &[("Berg", per), ("White House", org)]),
            ("Lund v. Berg", &[("Lund v. Berg", NameLabel::Misc)]),
        ] {
            let names: Vec<_> = names.iter().map(|(name, label)| ((*name).to_owned(), *label)).collect();
            assert_eq!(parted(text), names, "{text}");
        }
    }
}
