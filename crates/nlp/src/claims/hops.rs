//! Chains of attribution: who cites whom.
//!
//! "The hospital, cited by the agency, said ...", "..., the ministry said, according to the agency", "the agency
//! quoted the governor as saying", "the agency reported, citing officials": hop 1 is whom the article cites, the
//! next whom they cite. Needs what `attribution` found first. Known misses: chains over sentences.

use std::ops::Range;

use parallax_records::{Attribution, Quote, TextRange};

use super::attribution::Sources;

impl Sources<'_, '_> {
    /// A chain with the further sources that its sentence names.
    pub(super) fn lengthened(
        &self,
        mut chain: Vec<Attribution>,
        quote: Option<&Quote>,
        claim: TextRange,
        trigger: &Range<usize>,
    ) -> Vec<Attribution> {
        let doc = self.doc;
        let sentence = self.surroundings(trigger.start);
        let Some(first) = chain.first().cloned() else { return chain };
        let at = first.at.map(|span| doc.tokens_in(doc.range_of_span(span)));
        let Some(at) = at.filter(|at| sentence.contains(&at.start)) else { return chain };
        let claimed = doc.tokens_in(claim);
        let lower = |t: usize| if sentence.contains(&t) { doc.lower(t) } else { "" };
        for t in sentence.clone() {
            let outside = t < claimed.start || t >= claimed.end;
            let found = match doc.lower(t) {
                // "the hospital, cited by the agency": the article has it from the agency
                "cited" | "quoted"
                    if lower(t + 1) == "by" && t + 2 < sentence.end && t >= at.end && t <= at.end + 2 =>
                {
                    self.hop(self.phrase_after(t + 2, sentence.end), Some(t..t + 2)).map(|hop| (hop, true))
                }
                // "the agency quoted the governor as saying"
                "quoted" | "quotes" | "cited" | "cites" if t >= at.end && t <= at.end + 3 && t + 1 < sentence.end => {
                    self.hop(self.phrase_after(t + 1, sentence.end), Some(t..t + 1)).map(|hop| (hop, false))
                }
                "citing" | "quoting" if t + 1 < sentence.end && outside => {
                    self.hop(self.phrase_after(t + 1, sentence.end), Some(t..t + 1)).map(|hop| (hop, false))
                }
                "according" if lower(t + 1) == "to" && t + 2 < sentence.end && outside => {
                    let said = |q: &Quote| q.content.iter().any(|s| doc.range_of_span(*s).contains(doc.range(t)));
                    // Inside what is said the speaker cites; outside of it the article does.
                    let inside = quote.map_or(at.start < t && t < claimed.start, said);
                    self.hop(self.phrase_after(t + 2, sentence.end), Some(t..t + 2)).map(|hop| (hop, !inside))
                }
                _ => None,
            };
            if let Some((hop, outer)) = found {
                if chain.iter().any(|h| same(h, &hop)) {
                    continue;
                }
                if outer { chain.insert(0, hop) } else { chain.push(hop) }
            }
        }
        chain.truncate(4);
        chain
    }
}

/// Whether two hops name one source: by entity, by words, or by words that overlap ("a study", "a study from late May").
fn same(one: &Attribution, other: &Attribution) -> bool {
    let plain = |label: &str| label.trim_start_matches("the ").trim_start_matches("The ").to_lowercase();
    one.entity.is_some() && one.entity == other.entity
        || plain(&one.label) == plain(&other.label)
        || one.at.zip(other.at).is_some_and(|(a, b)| a.field == b.field && a.range.overlaps(b.range))
}
