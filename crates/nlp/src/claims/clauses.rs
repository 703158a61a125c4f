//! Whether a place or a time stands in a claim's own clause.
//!
//! "The premier said Monday that 12 people died", "the attacks that killed 129, parliament voted
//! Thursday": the tree tells that the day belongs to the report or to the clause above. Needs the tree;
//! without one nothing is parted.

use super::attribution::is_report;
use super::events::Scenery;
use super::people::{self, Person};
use crate::{Deprel, Upos};

/// What a clause boundary costs: farther than any distance within a sentence that counts.
const WALL: usize = 70;

impl Scenery<'_, '_> {
    /// What parts a token's clause from another token, in the measure of token distances; 0 where nothing does.
    pub(super) fn barrier(&self, at: usize, other: usize) -> usize {
        let doc = self.doc;
        if doc.heads.is_empty() {
            return 0;
        }
        // Upwards from the other token, with the price of entering its clause from each ancestor.
        let mut above: Vec<(usize, usize)> = vec![(other, 0)];
        let mut price = 0;
        let mut node = other;
        for _ in 0..30 {
            let Some(head) = doc.head(node) else { break };
            price += match doc.deprels[node] {
                Deprel::AclRelcl | Deprel::Ccomp => 10,
                // "leading to a crisis in Ran": what follows from it is elsewhere.
                Deprel::Advcl
                    if matches!(doc.lower(node), "leading" | "causing" | "prompting" | "sparking" | "triggering") =>
                {
                    20
                }
                Deprel::Advcl => 4,
                _ => 0,
            };
            above.push((head, price));
            node = head;
        }
        let mut node = at;
        let mut price = 0;
        for _ in 0..30 {
            // A wall is crossed only where the other token hangs above it.
            if let Some((_, down)) = above.iter().find(|(t, _)| *t == node) {
                return price + down;
            }
            let Some(head) = doc.head(node) else { break };
            match doc.deprels[node] {
                Deprel::Ccomp if is_report(doc.lower(head)) => return self.unless_reached(&above, head, WALL, price),
                // "the attacks that killed 12": what is said of the attacks is said of the deaths.
                Deprel::AclRelcl | Deprel::Acl => {
                    if let Some((_, down)) = above.iter().find(|(t, _)| *t == head) {
                        return price + down;
                    }
                    // "shells hit Ran, which left 12 dead": what is told before is what did it.
                    let result = matches!(
                        doc.lower(node),
                        "resulted" | "led" | "left" | "leaving" | "caused" | "claimed" | "resulting" | "leading"
                    );
                    price += if result {
                        4
                    } else if doc.deprels[node] == Deprel::AclRelcl {
                        WALL
                    } else {
                        10
                    };
                }
                Deprel::Advcl => {
                    let looks_back = doc.children(node).any(|c| {
                        matches!(doc.deprels[c], Deprel::Mark | Deprel::Case)
                            && matches!(doc.lower(c), "after" | "before" | "since" | "because" | "although" | "though")
                    });
                    price += if looks_back { WALL } else { 2 };
                }
                Deprel::Parataxis => price += 4,
                _ => {}
            }
            node = head;
        }
        price
    }

    /// The price of a wall below `head` where the other token lies at `head` or above it.
    fn unless_reached(&self, above: &[(usize, usize)], head: usize, wall: usize, price: usize) -> usize {
        let beyond = above.iter().any(|(t, _)| *t == head || self.doc.dominates(*t, head));
        if beyond { price + wall } else { price }
    }

    /// Whether an event is only mentioned by the way: "the suspect in the attacks", "after the attacks",
    /// "the unit that foiled the attacks".
    pub(super) fn is_aside(&self, noun: usize) -> bool {
        let doc = self.doc;
        if doc.heads.is_empty() {
            return false;
        }
        let led = doc.children(noun).any(|c| {
            doc.deprels[c] == Deprel::Case
                && matches!(doc.lower(c), "after" | "since" | "following" | "before" | "despite" | "amid" | "behind")
        });
        if led {
            return true;
        }
        let mut node = noun;
        for _ in 0..8 {
            let Some(head) = doc.head(node) else { return false };
            match doc.deprels[node].universal() {
                Deprel::Acl => return doc.deprels[node] == Deprel::AclRelcl,
                Deprel::Nmod | Deprel::Compound
                    if doc.upos[head] == Upos::Noun
                        && (matches!(people::person(doc, head), Person::Yes(_))
                            || matches!(doc.lower(head), "wake" | "aftermath" | "connection" | "anniversary")) =>
                {
                    return true;
                }
                _ => {}
            }
            node = head;
        }
        false
    }
}
