//! The time of an event that a sentence counts from: "two years after the flood that killed 12", "four days after gunmen
//! killed nine", "on the third anniversary of the crash".
//!
//! News look back from the day on which they appear or the one before, so that years and days are counted from publication; a sentence
//! that names another time ("two years after the war, in 1920") is left alone. Needs the tree and the day of publication.

use std::ops::Range;

use chrono::Datelike as _;
use parallax_records::{Date, DatePrecision, DateSpan};

use super::events::Scenery;
use crate::quantities::numeral;
use crate::time::TimeExpression;
use crate::{Deprel, Upos};

/// Days between publication and a time that belongs to the looking back, not to what is looked back at.
const RECENT: i64 = 45;
/// How far below its event a figure may hang.
const DEPTH: usize = 8;

/// How long ago something happened by the words before it.
enum Ago {
    Years(i32),
    Days(i32),
}

impl Scenery<'_, '_> {
    /// The time of the event that a token belongs to, where its sentence counts from there.
    pub(super) fn counted_back(&self, sentence: &Range<usize>, at: usize) -> Option<DateSpan> {
        let published = self.published?.first();
        // What is reported within a clause is not what the time before the report counts from.
        let reported = |node: &usize| matches!(self.doc.deprels[*node], Deprel::Ccomp | Deprel::Parataxis);
        let mut inside = true;
        let mut clause = self.above(at).take_while(|node| std::mem::replace(&mut inside, !reported(node)));
        let (ago, event) = clause.find_map(|node| self.time_since(node).map(|ago| (ago, node)))?;
        let below = |t: &TimeExpression| self.above(t.tokens.start).any(|node| node == event);
        let other = |t: &&TimeExpression| {
            t.span.is_some_and(|span| below(t) || (span.from - published).num_days().abs() > RECENT)
        };
        let from = self.times.partition_point(|t| t.tokens.start < sentence.start);
        let mut named = self.times[from..].iter().take_while(|t| t.tokens.start < sentence.end);
        if named.any(|t| other(&t)) {
            return None;
        }
        match ago {
            Ago::Years(n) => Some(Date::Year(published.year() - n).into()),
            Ago::Days(n) => {
                let to = published - chrono::Duration::days(n.into());
                let told_that_day = matches!(self.published?, Date::Day(_));
                let span = DateSpan { from: to.pred_opt()?, to, precision: DatePrecision::Day };
                told_that_day.then_some(span)
            }
        }
    }

    /// "on the anniversary of the 2004 bombings": the time of what is remembered, which is another event's than that of a
    /// token beside it.
    pub(super) fn is_remembered(&self, time: &TimeExpression, at: usize) -> bool {
        let floor = self.doc.sentence_tokens(time.tokens.start).start.max(time.tokens.start.saturating_sub(4));
        let anniversary = (floor..time.tokens.start).find(|t| self.lower(*t) == "anniversary");
        anniversary.is_some_and(|anniversary| !self.above(at).any(|node| node == anniversary))
    }

    /// Whether an event noun is what an anniversary is of, in a sentence that tells of another event too.
    pub(super) fn is_compared(&self, sentence: &Range<usize>, noun: usize) -> bool {
        let anniversary = self.above(noun).find(|node| self.lower(*node) == "anniversary");
        anniversary.is_some_and(|anniversary| {
            self.nouns(sentence).any(|(other, _)| !self.above(other).any(|node| node == anniversary))
        })
    }

    /// A token and what it hangs on.
    fn above(&self, at: usize) -> impl Iterator<Item = usize> + '_ {
        std::iter::successors(Some(at), |node| self.doc.head(*node)).take(DEPTH)
    }

    /// How long before publication something happened by the words before it.
    fn time_since(&self, event: usize) -> Option<Ago> {
        let doc = self.doc;
        let links = doc.children(event).filter(|t| *t < event);
        // "One year after a storm killed 12": where the tree makes the storm part of the year, the verb has no subject.
        let is_verb = doc.upos[event] == Upos::Verb && doc.children_by(event, Deprel::Nsubj).next().is_none();
        let inner = doc.children_by(event, Deprel::Obl).filter(|unit| is_verb && *unit < event);
        let inner = inner.flat_map(|unit| doc.children_by(unit, Deprel::Nmod)).flat_map(|noun| doc.children(noun));
        links.chain(inner).find_map(|link| match self.lower(link) {
            "after" | "since" => {
                let unit = link.checked_sub(1)?;
                let n = self.count_before(unit)?;
                match self.lower(unit) {
                    "year" | "years" => Some(Ago::Years(n)),
                    "decade" | "decades" => Some(Ago::Years(n * 10)),
                    "day" | "days" => Some(Ago::Days(n)),
                    _ => None,
                }
            }
            "of" if link > 0 && self.lower(link - 1) == "anniversary" => self.ordinal_before(link - 1).map(Ago::Years),
            _ => None,
        })
    }

    /// "two", "a", "10" right before a token.
    fn count_before(&self, at: usize) -> Option<i32> {
        let before = at.checked_sub(1)?;
        if matches!(self.lower(before), "a" | "one") {
            return Some(1);
        }
        let number = numeral(self.doc, before).filter(|n| n.end == at && n.value.fract() == 0.0)?;
        (1.0..=200.0).contains(&number.value).then_some(number.value as i32)
    }

    /// "third", "10th", "one-year" right before "anniversary".
    fn ordinal_before(&self, at: usize) -> Option<i32> {
        const ORDINALS: [&str; 10] =
            ["first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth"];
        const NUMBERS: [&str; 10] = ["one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten"];
        let word = self.lower(at.checked_sub(1)?);
        let count = word.strip_suffix("-year").unwrap_or(word);
        let listed = |list: &[&str]| list.iter().position(|w| *w == count).and_then(|n| i32::try_from(n + 1).ok());
        let digits = count.trim_end_matches(|c: char| c.is_ascii_lowercase());
        listed(&ORDINALS).or_else(|| listed(&NUMBERS)).or_else(|| digits.parse().ok()).filter(|n| (1..=200).contains(n))
    }
}
