//! The day of a meeting at which somebody is quoted, where only the article's lead tells it.
//!
//! "Calder urged both governments on Sunday to hold fire. ... 'It must end,' she said during a meeting with Weil":
//! the lead reports the same speech, and its day is the meeting's. Needs quotes with their speakers.

use std::ops::Range;

use parallax_records::{DateSpan, Quote, Section};

use super::parties::{Finder, Party};
use crate::Upos;

/// Words between a cue and the meeting at most: "said during a long-planned meeting".
const NEAR: usize = 5;
/// Words between a cue of the lead and its day at most.
const WITHIN: usize = 12;

impl Finder<'_, '_, '_> {
    /// The day on which the article's first sentence has the one speak who is quoted at this meeting.
    pub(super) fn day_of_speech(&self, meeting: &Range<usize>, parties: &[Party]) -> Option<DateSpan> {
        let speaker = self.quoted_at(meeting).and_then(|quote| quote.speaker_entity)?;
        if !parties.iter().any(|party| party.entity == Some(speaker)) {
            return None;
        }
        let lead = self.doc.sentences.iter().find(|s| s.section == Section::Body)?.tokens.clone();
        let quotes = self.reader.context.quotes.iter().filter(|quote| quote.speaker_entity == Some(speaker));
        let cues = quotes.filter_map(|quote| self.cue(quote)).filter(|cue| lead.contains(&cue.start));
        let today = self.reader.context.published?;
        let spoken = |span: &DateSpan| span.from == span.to && span.to <= today.last();
        cues.flat_map(|cue| {
            let near = move |t: usize| t.abs_diff(cue.start) <= WITHIN;
            self.reader.times.iter().filter(move |time| near(time.tokens.start))
        })
        .filter(|time| lead.contains(&time.tokens.start) && !time.since)
        .find_map(|time| time.span.filter(spoken))
    }

    /// The quote whose cue stands right before a meeting: "said during a meeting".
    fn quoted_at(&self, meeting: &Range<usize>) -> Option<&Quote> {
        self.reader.context.quotes.iter().find(|quote| {
            let Some(cue) = self.cue(quote) else { return false };
            let between = cue.end..meeting.start;
            self.sentence.contains(&cue.start)
                && (1..=NEAR).contains(&between.len())
                && matches!(self.lower(cue.end), "during" | "at" | "in")
                && between.clone().all(|t| matches!(self.doc.upos[t], Upos::Adp | Upos::Det | Upos::Adj | Upos::Adv))
        })
    }

    fn cue(&self, quote: &Quote) -> Option<Range<usize>> {
        quote.cue.map(|cue| self.doc.tokens_in(self.doc.range_of_span(cue)))
    }
}
