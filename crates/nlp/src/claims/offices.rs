//! Offices of states in place of names: "the Eastlandic and Norland presidents", "the two leaders".
//!
//! The article itself says who holds an office ("Eastlandic President Maria Calder"); the president of the
//! United States is known by the day. Where neither helps, two persons named together just before are meant.
//! Needs names and entities. Known misses: offices of the past, deputies.

use std::ops::Range;

use parallax_records::EntityKind;

use super::parties::{Finder, Party, push};
use crate::lexicon::{country, president_of_the_united_states};
use crate::{NameLabel, Upos};

/// The singular of an office that states have, by its last word.
fn office(plural: &str) -> Option<&'static str> {
    Some(match plural {
        "presidents" => "president",
        "premiers" => "premier",
        "ministers" => "minister",
        "chancellors" => "chancellor",
        "leaders" => "leader",
        "kings" => "king",
        _ => return None,
    })
}

impl Finder<'_, '_, '_> {
    /// The holders of an office of several states, where a plural office with their adjectives ends at `head`.
    pub(super) fn office_holders(&self, head: usize) -> Vec<Party> {
        let doc = self.doc;
        let Some(office) = office(doc.lower(head)) else { return Vec::new() };
        // "foreign ministers", "prime ministers"
        let mut at = head;
        while at > self.sentence.start
            && matches!(self.lower(at - 1), "prime" | "foreign" | "defence" | "defense" | "finance")
        {
            at -= 1;
        }
        let kind: Vec<&str> = (at..head).map(|t| doc.lower(t)).collect();
        let mut codes: Vec<(&'static str, Range<usize>)> = Vec::new();
        while at > self.sentence.start {
            let t = at - 1;
            if matches!(self.lower(t), "and" | ",") && !codes.is_empty() {
                at = t;
                continue;
            }
            let Some((found, _)) = country(doc.form(t)) else { break };
            codes.insert(0, (found.code, t..t + 1));
            at = t;
        }
        if codes.len() < 2 {
            return Vec::new();
        }
        let mut found: Vec<Party> = Vec::new();
        let mut missing = 0;
        for (code, tokens) in &codes {
            match self.holder(code, &kind, office) {
                Some((label, entity)) => {
                    push(&mut found, Party { label, entity, tokens: tokens.start..head + 1, person: true })
                }
                None => missing += 1,
            }
        }
        if missing > 0 {
            let pair = self.persons_together(at, codes.len());
            let fits = found.iter().all(|f| pair.iter().any(|p| p.label == f.label));
            if pair.len() == codes.len() && fits {
                return pair.into_iter().map(|p| Party { tokens: at..head + 1, ..p }).collect();
            }
            // Nobody is named: the offices themselves take part.
            for (code, tokens) in &codes {
                if self.holder(code, &kind, office).is_none() {
                    let label =
                        format!("{} {}", doc.text_of(tokens.clone()), [&kind[..], &[office]].concat().join(" "));
                    push(&mut found, Party { label, entity: None, tokens: tokens.start..head + 1, person: true });
                }
            }
        }
        found
    }

    /// Who holds an office by the article's own words: "Eastlandic President Maria Calder".
    fn holder(&self, code: &str, kind: &[&str], office: &str) -> Option<(String, Option<usize>)> {
        let doc = self.doc;
        let layer = self.reader.context.entities;
        for name in doc.names.iter().filter(|n| n.label == NameLabel::Per) {
            let start = name.tokens.start;
            let wanted = kind.len() + 1;
            if start < wanted + 1
                || doc.lower(start - 1) != office && !(office == "leader" && is_head(doc.lower(start - 1)))
            {
                continue;
            }
            let title =
                office == "leader" || kind.iter().rev().enumerate().all(|(i, k)| doc.lower(start - 2 - i) == *k);
            let states = (start.saturating_sub(4)..start).filter_map(|t| country(doc.form(t)));
            if title && states.map(|(c, _)| c.code).any(|c| c == code) {
                let entity = layer.entity_at(start);
                return Some((self.label(entity, &name.tokens), entity));
            }
        }
        let day = self.reader.context.published.map(|d| d.first().to_string());
        if code == "US" && matches!(office, "president" | "leader") && kind.is_empty() {
            let name = president_of_the_united_states(day.as_deref()?)?;
            let surname = name.rsplit(' ').next()?;
            let entity = layer
                .entities
                .iter()
                .position(|e| e.kind == EntityKind::Person && e.name.rsplit(' ').next() == Some(surname));
            return Some((entity.map_or_else(|| name.to_owned(), |e| layer.entities[e].name.clone()), entity));
        }
        None
    }

    /// So many persons named together, last before a token: "Calder and Weil".
    pub(super) fn persons_together(&self, at: usize, n: usize) -> Vec<Party> {
        let doc = self.doc;
        let floor = doc.sentences[(doc.sentence_of[at] as usize).saturating_sub(3)].tokens.start;
        let persons: Vec<&crate::NameLayer> = doc
            .names
            .iter()
            .filter(|n| n.label == NameLabel::Per && n.tokens.start >= floor && n.tokens.end <= at)
            .collect();
        for group in persons.windows(n).rev() {
            let joined = group.windows(2).all(|pair| {
                let between = pair[0].tokens.end..pair[1].tokens.start;
                between.len() <= 5
                    && between.clone().any(|t| matches!(doc.lower(t), "and" | ","))
                    && between.clone().all(|t| {
                        matches!(doc.lower(t), "and" | ",")
                            || matches!(doc.upos[t], Upos::Adj | Upos::Propn | Upos::Noun)
                    })
            });
            if joined {
                return group.iter().filter_map(|name| self.party(name.tokens.start)).filter(|p| p.person).collect();
            }
        }
        Vec::new()
    }
}

/// Words for who leads a state.
fn is_head(lower: &str) -> bool {
    matches!(lower, "president" | "premier" | "chancellor" | "minister" | "king" | "leader")
}
