//! What each name of an article is: a person, a body, a place, a group, an event, a law.
//!
//! Needs: names. The recogniser's labels vote over the article, so that the same words are the same thing everywhere in it; what a
//! name's own words tell ("Act", "Herald", "International") outweighs them. Known misses: one word that is both in one article
//! (a town and its team).

use parallax_records::EntityKind;
use rustc_hash::{FxHashMap, FxHashSet};

use super::words;
use crate::document::{Document, NameLabel, NameLayer};
use crate::lexicon::{cities, country, group, is_organization_head};

/// What each name is. Where the recogniser calls the same words different things, the
/// majority of the article decides.
pub(super) fn kinds_of(doc: &Document<'_>, names: &[NameLayer]) -> Vec<EntityKind> {
    let mut votes: FxHashMap<&str, [u16; 6]> = FxHashMap::default();
    for name in names {
        votes.entry(doc.text_of(name.tokens.clone())).or_default()[name.label as usize] += 1;
    }
    let full = |n: &&NameLayer| n.label == NameLabel::Per && n.tokens.len() > 1;
    let persons = names.iter().filter(full).filter(|n| words::is_given_name(doc.form(n.tokens.start)));
    let parts: FxHashSet<&str> =
        persons.flat_map(|n| [n.tokens.start, n.tokens.end - 1]).map(|t| doc.form(t)).collect();
    let alone = |word: &str| votes.get(word).is_some_and(|v| v[NameLabel::Per as usize] > 0);
    // "Anna Holm" is a person wherever a later "Holm" is one, whatever the recogniser took the full name for.
    let full_person = |text: &str| {
        let mut words = text.rsplit(' ');
        let last = words.next().unwrap_or_default();
        words.next().is_some() && alone(last) && !words::is_organisation_word(last) && words::is_given_name(text)
    };
    // Of labels with as many votes the one that the words look like.
    let looks = |label: NameLabel, text: &str| {
        let last = text.rsplit(' ').next().unwrap_or(text);
        let is_group = group(text).is_some();
        match label {
            NameLabel::Norp => u8::from(is_group) * 5,
            NameLabel::Per if is_group || is_organization_head(&last.to_lowercase()) => 0,
            NameLabel::Per if parts.contains(text) => 4,
            NameLabel::Per if text.contains(' ') => {
                u8::from(words::is_given_name(text) || alone(last) || parts.contains(last)) * 4
            }
            NameLabel::Loc if words::is_site_word(text) || country(text).is_some() || !cities(text).is_empty() => 3,
            NameLabel::Loc => 1,
            _ => 2,
        }
    };
    let kind = |label: NameLabel, text: &str| match label {
        NameLabel::Org | NameLabel::Per if words::is_airport(text) => EntityKind::Place,
        NameLabel::Norp if group(text).is_none() && !cities(text).is_empty() => EntityKind::Place,
        NameLabel::Per if words::is_site_word(text) => EntityKind::Place,
        NameLabel::Per => EntityKind::Person,
        _ if words::is_faith(text) => EntityKind::Other,
        NameLabel::Org | NameLabel::Loc if words::is_party_of_a_house(text) => EntityKind::Group,
        // A newspaper or firm of one word that no list knows as a people or camp.
        NameLabel::Norp if !text.contains([' ', '-']) && !words::may_be_group(text) => EntityKind::Organization,
        NameLabel::Loc | NameLabel::Org
            if words::is_event_word(text.rsplit(' ').next().unwrap_or(text)) && text.contains(' ') =>
        {
            EntityKind::Event
        }
        NameLabel::Loc | NameLabel::Org if words::is_work(text) => EntityKind::Other,
        NameLabel::Loc if words::is_group_of_people(text) => EntityKind::Group,
        NameLabel::Loc if words::is_body(text) => EntityKind::Organization,
        NameLabel::Org => EntityKind::Organization,
        NameLabel::Loc => EntityKind::Place,
        NameLabel::Norp => EntityKind::Group,
        NameLabel::Event => EntityKind::Event,
        NameLabel::Misc => EntityKind::Other,
    };
    let labels = [NameLabel::Per, NameLabel::Org, NameLabel::Loc, NameLabel::Norp, NameLabel::Event, NameLabel::Misc];
    names
        .iter()
        .map(|name| {
            let text = doc.text_of(name.tokens.clone());
            let votes = &votes[text];
            let most = votes.iter().max().copied().unwrap_or(0);
            let tied = || labels.into_iter().filter(|l| votes[*l as usize] == most);
            // One word that nothing tells for a person's keeps each label where it has it.
            let is_open =
                !text.contains(' ') && tied().any(|l| l == NameLabel::Per) && tied().all(|l| looks(l, text) < 3);
            let top =
                if is_open { Some(name.label) } else { tied().max_by_key(|l| (looks(*l, text), *l == name.label)) };
            let top = top.unwrap_or(name.label);
            if top != NameLabel::Per && full_person(text) && !words::is_site_word(text) {
                EntityKind::Person
            } else {
                kind(top, text)
            }
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::segment::TextBuffer;

    fn kinds(text: &str, names: &[(std::ops::Range<usize>, NameLabel)]) -> Vec<EntityKind> {
        let buffer = TextBuffer::plain(text);
        let mut doc = Document::segment(&buffer);
        doc.names = names.iter().map(|(tokens, label)| NameLayer { tokens: tokens.clone(), label: *label }).collect();
        kinds_of(&doc, &doc.names)
    }

    #[test]
    fn words_tell_what_a_name_is() {
        let (per, org, loc) = (NameLabel::Per, NameLabel::Org, NameLabel::Loc);
        let of = |text, label| {
            let end = text_len(text);
            kinds(text, &[(0..end, label)])[0]
        };
        assert_eq!(of("Clean Harbours Act", org), EntityKind::Other);
        assert_eq!(of("Lorne Herald", loc), EntityKind::Organization);
        assert_eq!(of("Chicago International", org), EntityKind::Place);
        assert_eq!(of("Gulf Arabs", loc), EntityKind::Group);
        assert_eq!(of("Mount Calder", per), EntityKind::Place);
    }

    fn text_len(text: &str) -> usize {
        let buffer = TextBuffer::plain(text);
        Document::segment(&buffer).len()
    }

    #[test]
    fn one_word_is_one_thing() {
        let (per, org, loc) = (NameLabel::Per, NameLabel::Org, NameLabel::Loc);
        let berlin = kinds("Berlin met Berlin.", &[(0..1, per), (2..3, loc)]);
        assert_eq!(berlin, [EntityKind::Place; 2]);
        let holm = kinds("Anna Holm met Holm and Holm.", &[(0..2, per), (3..4, per), (5..6, org)]);
        assert_eq!(holm, [EntityKind::Person; 3]);
        let open = kinds("Zuvel met Zuvel.", &[(0..1, per), (2..3, org)]);
        assert_eq!(open, [EntityKind::Person, EntityKind::Organization], "nothing tells");
    }
}
