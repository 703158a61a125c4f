//! Whose a figure is: one name for each origin of an event, and the origin of a headline.

use std::collections::BTreeMap;

use parallax_records::{ClaimKind, Scope};
use rustc_hash::FxHashMap;

use super::FigureClaim;
use crate::link::origin_words;

/// The origin of each claim: as it names it, by the fullest name the event has for it.
///
/// A headline names nobody, and gives the number that its article then attributes: such a
/// claim takes the one origin that its article names for the same number.
pub(super) fn origins(claims: &[FigureClaim]) -> Vec<Option<&str>> {
    let canonical = canonical_origins(claims);
    let own: Vec<Option<&str>> = claims
        .iter()
        .map(|c| c.origin.as_deref().map(|o| canonical.get(&(c.event, o)).copied().unwrap_or(o)))
        .collect();
    // Two origins for one number leave it open whose it is, unless one of them counts the same people.
    let (of_these, of_any) = (attributed(claims, &own, Some), attributed(claims, &own, |_| None));
    let taken = |claim: &FigureClaim| {
        let same = of_these.get(&number(claim, Some(claim.scope))?).copied();
        same.or_else(|| of_any.get(&number(claim, None)?).copied()).flatten()
    };
    claims.iter().zip(&own).map(|(claim, origin)| origin.or_else(|| taken(claim))).collect()
}

/// The one origin that an article names for a number, `None` where it names several.
fn attributed<'c>(
    claims: &'c [FigureClaim],
    own: &[Option<&'c str>],
    scope: impl Fn(Scope) -> Option<Scope>,
) -> FxHashMap<Number<'c>, Option<&'c str>> {
    let mut found: FxHashMap<_, Option<&str>> = FxHashMap::default();
    for (claim, origin) in claims.iter().zip(own).filter(|(_, origin)| origin.is_some()) {
        let Some(number) = number(claim, scope(claim.scope)) else { continue };
        found.entry(number).and_modify(|known| *known = known.filter(|k| Some(*k) == *origin)).or_insert(*origin);
    }
    found
}

/// What an article says how often.
type Number<'c> = (i64, i64, ClaimKind, Option<Scope>, Option<&'c str>, u64);

fn number(c: &FigureClaim, scope: Option<Scope>) -> Option<Number<'_>> {
    let n = c.interval.low.or(c.interval.high)?;
    Some((c.article, c.event, c.kind, scope, c.counted.as_deref(), n.to_bits()))
}

/// The fullest name of each origin within an event: "the observatory" and "the Marvell
/// Observatory for Rights" are one origin where both are cited on one event.
fn canonical_origins(claims: &[FigureClaim]) -> FxHashMap<(i64, &str), &str> {
    let mut by_event: BTreeMap<i64, Vec<&str>> = BTreeMap::new();
    for c in claims {
        if let Some(origin) = c.origin.as_deref() {
            by_event.entry(c.event).or_default().push(origin);
        }
    }
    let mut canonical = FxHashMap::default();
    for (event, mut names) in by_event {
        names.sort_unstable();
        names.dedup();
        let words: Vec<Vec<String>> = names.iter().map(|n| origin_words(n)).collect();
        for (i, name) in names.iter().enumerate() {
            let fuller = (0..names.len())
                .filter(|j| !words[i].is_empty() && words[i].iter().all(|w| words[*j].contains(w)))
                .max_by(|a, b| words[*a].len().cmp(&words[*b].len()).then(b.cmp(a)));
            canonical.insert((event, *name), names[fuller.unwrap_or(i)]);
        }
    }
    canonical
}

#[cfg(test)]
mod tests {
    use parallax_records::Bound;

    use super::super::tests::{claim, in_one_article};
    use super::*;

    #[test]
    fn a_headline_takes_the_origin_that_its_article_names() {
        let said = in_one_article([
            claim(1, Bound::Exact, 12.0, 1, None),
            claim(2, Bound::AtLeast, 12.0, 1, Some("the army")),
            claim(3, Bound::Exact, 40.0, 1, None),
        ]);
        assert_eq!(origins(&said), [Some("the army"), Some("the army"), None]);
        let mut elsewhere = said.clone();
        elsewhere[0].article = 9;
        assert_eq!(origins(&elsewhere)[0], None, "another outlet speaks for itself");
        let mayor = claim(4, Bound::Exact, 12.0, 1, Some("the mayor"));
        let disputed = in_one_article([said[0].clone(), said[1].clone(), mayor]);
        assert_eq!(origins(&disputed)[0], None, "two origins give the number");
        let mut scoped = disputed.clone();
        for i in [0, 1] {
            scoped[i].scope = Scope::Civilians;
        }
        assert_eq!(origins(&scoped)[0], Some("the army"), "one of them counts the same people");
    }
}
