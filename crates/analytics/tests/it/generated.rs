//! Corpora made up from a seed.

use parallax_records::{Bound, ClaimKind, Scope, Status};

use crate::fixture::Text;

/// Numbers that look random and never change.
pub(crate) struct Dice(pub(crate) u64);

impl Dice {
    /// A number from 0 up to, and without, `n`.
    pub(crate) fn below(&mut self, n: usize) -> usize {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        ((self.0 >> 33) as usize) % n
    }

    /// One of several.
    pub(crate) fn of<'t, T>(&mut self, all: &'t [T]) -> &'t T {
        &all[self.below(all.len())]
    }
}

/// Articles of six outlets, one without a name, on four towns over ten days.
pub(crate) fn generated(seed: u64) -> Vec<Text> {
    let mut dice = Dice(seed);
    let outlets = ["Harbour Post", "Valley Radio", "The Lantern", "Northern Wire", "Morrow Times", ""];
    let towns = ["Marvell", "Sandhaven", "Oldport", "Dokhar"];
    let origins = ["", "", "the army", "the coastguard", "Mayor Berg"];
    let bounds = [Bound::Exact, Bound::Exact, Bound::AtLeast, Bound::MoreThan, Bound::About, Bound::AtMost];
    let people = ["Ida Berg", "Tor Lind", "Ada Holm"];
    (0..40)
        .map(|i| {
            let published = 2 + dice.below(10);
            let mut text =
                Text::new(outlets[dice.below(6)], &format!("2031-04-{published:02}"), &format!("Article {i}"));
            for _ in 0..1 + dice.below(3) {
                let town = *dice.of(&towns);
                let kind = *dice.of(&[ClaimKind::Killed, ClaimKind::Killed, ClaimKind::Injured]);
                let n = [3.0, 12.0, 27.0, 31.0, 33.0][dice.below(5)];
                let sentence = format!("Report {i}: the flood in {town} on Wednesday hit {n} people.");
                text = text.figure(kind, &sentence, *dice.of(&bounds), n, town, "2031-04-02");
                let origin = *dice.of(&origins);
                if !origin.is_empty() {
                    text = text.from(origin);
                }
                if dice.below(5) == 0 {
                    text = text.counting(Scope::Children, dice.below(2) == 0);
                }
            }
            let name = *dice.of(&people);
            let called = if dice.below(2) == 0 { name } else { name.split(' ').next_back().unwrap_or(name) };
            text = text.mention(&format!("{name} was there."), name, called);
            let (a, b) = (people[i % 3], people[(i + 1) % 3]);
            let status = *dice.of(&[Status::Occurred, Status::Planned]);
            text.met(&format!("{a} and {b} meet."), [a, b], status, "", Some("2031-04-05"))
        })
        .collect()
}
