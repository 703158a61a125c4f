//! Which event a claim is about: its words, its day, its place.
//!
//! A claim takes what its own clause says. Where that says nothing it takes what the text says
//! elsewhere of the same event: the same place or the same words. Only a claim that points
//! nowhere else takes the day and the place of the article's main event. Wars and other
//! cumulative events have no day.

use std::cell::OnceCell;
use std::ops::Range;
use std::sync::LazyLock;

use parallax_records::{Date, DatePrecision, Period, Section};
use rustc_hash::{FxHashMap, FxHashSet};

use super::attribution::is_report;
use super::people;
use crate::time::TimeExpression;
use crate::{Deprel, Document, Upos};

/// How many words of a sentence on either side of a claim are looked through: a list of thousands of towns is one sentence.
pub(super) const REACH: usize = 150;

static EVENTS: LazyLock<FxHashMap<&'static str, (Period, &'static str)>> = LazyLock::new(|| {
    include_str!("../../lexicons/en/events.tsv")
        .lines()
        .filter(|l| !l.starts_with('#'))
        .filter_map(|line| {
            let mut cells = line.split('\t');
            Some((cells.next()?, (cells.next()?.parse().ok()?, cells.next()?)))
        })
        .collect()
});

/// The period of an event noun.
pub(super) fn event_noun(lower: &str) -> Option<Period> {
    entry(lower).map(|e| e.0)
}

/// Whether a noun names a deed that somebody answers for: an attack, a strike, a crash.
pub(super) fn is_deed(lower: &str) -> bool {
    let vague = matches!(
        people::singular(lower).as_ref(),
        "violence" | "tragedy" | "assault" | "burning" | "volley" | "battle" | "fight" | "clash" | "storm"
    );
    !vague && entry(lower).is_some_and(|(_, family)| matches!(family, "attack" | "strike" | "crash" | "ship"))
}

/// Whether a gerund tells of harm done: "shooting down", "abducting".
pub(super) fn is_harm(lower: &str) -> bool {
    matches!(
        lower,
        "shooting"
            | "downing"
            | "killing"
            | "bombing"
            | "attacking"
            | "abducting"
            | "kidnapping"
            | "blowing"
            | "firing"
            | "launching"
            | "targeting"
            | "ambushing"
            | "murdering"
            | "beheading"
            | "executing"
            | "destroying"
            | "planting"
            | "detonating"
            | "storming"
            | "hijacking"
            | "poisoning"
            | "assassinating"
            | "torching"
            | "shelling"
            | "wounding"
    )
}

/// The family of an event noun: an article calls one event attack, rampage and massacre.
fn family(lower: &str) -> &'static str {
    entry(lower).map_or("attack", |e| e.1)
}

fn entry(lower: &str) -> Option<(Period, &'static str)> {
    EVENTS.get(lower).or_else(|| EVENTS.get(people::singular(lower).as_ref())).copied()
}

/// The event noun that a verb stands for: "attacked", "raided".
fn event_verb(lower: &str) -> Option<&'static str> {
    Some(match lower {
        "attacked" | "attacking" => "attack",
        "raided" | "raiding" | "stormed" | "storming" => "raid",
        "bombed" | "exploded" | "detonated" => "bombing",
        "crashed" => "crash",
        "ambushed" => "ambush",
        "shelled" => "shelling",
        "capsized" | "sank" => "sinking",
        _ => return None,
    })
}

/// Reads days and places off a document.
pub(super) struct Scenery<'a, 't> {
    pub(super) doc: &'a Document<'t>,
    pub(super) times: &'a [TimeExpression],
    pub(super) published: Option<Date>,
    /// Capitals that no recogniser knows and that are a place somewhere in the article, in small letters.
    pub(super) known: OnceCell<FxHashSet<String>>,
}

impl<'a, 't> Scenery<'a, 't> {
    /// The scenery of a document.
    pub(super) fn new(doc: &'a Document<'t>, times: &'a [TimeExpression], published: Option<Date>) -> Self {
        Self { doc, times, published, known: OnceCell::new() }
    }
}

impl Scenery<'_, '_> {
    pub(super) fn lower(&self, at: usize) -> &str {
        if at < self.doc.len() { self.doc.lower(at) } else { "" }
    }

    /// The event nouns of a sentence.
    pub(super) fn nouns(&self, sentence: &Range<usize>) -> impl Iterator<Item = (usize, Period)> + '_ {
        sentence.clone().filter_map(|t| {
            let lower = self.doc.lower(t);
            match self.doc.upos.get(t) {
                Some(Upos::Noun | Upos::Propn) => event_noun(lower).map(|p| (t, p)),
                Some(Upos::Verb) => event_verb(lower).map(|_| (t, Period::Incident)),
                _ => None,
            }
        })
    }

    /// Times of a sentence with their distance from a token, those of other clauses far away.
    pub(super) fn times_of(&self, sentence: &Range<usize>, at: usize) -> Vec<(usize, &TimeExpression)> {
        let mut found = self.times_near(sentence, at);
        for (distance, time) in &mut found {
            // "since 2011, when 12 died": the clause tells of that time.
            let next = time.tokens.end + usize::from(self.lower(time.tokens.end) == ",");
            if self.lower(next) == "when" && next < at && at < next + 14 {
                *distance = 0;
                continue;
            }
            *distance += self.barrier(at, self.top_of(&time.tokens));
        }
        found.sort_by_key(|(d, t)| (*d, t.tokens.start));
        found
    }

    /// Times of a sentence with their distance from a token; those that say when something was
    /// reported are left out.
    pub(super) fn times_near(&self, sentence: &Range<usize>, at: usize) -> Vec<(usize, &TimeExpression)> {
        let from = self.times.partition_point(|t| t.tokens.start < sentence.start);
        let mut found: Vec<(usize, &TimeExpression)> = self.times[from..]
            .iter()
            .take_while(|t| t.tokens.start < sentence.end)
            .filter(|t| {
                !self.is_of_report(t, sentence, at)
                    && !self.is_dateline(t)
                    && !self.is_of_other_noun(t, at)
                    && !self.is_counted_from(t, at)
                    && !self.is_remembered(t, at)
            })
            .map(|t| (self.distance(t, at), t))
            .collect();
        found.sort_by_key(|(d, t)| (*d, t.tokens.start));
        found
    }

    /// How far a time is from a token: the tree's word first, then tokens between.
    fn distance(&self, time: &TimeExpression, at: usize) -> usize {
        let between = if time.tokens.start > at { time.tokens.start - at } else { at - time.tokens.start + 2 };
        let stops = (time.tokens.start.min(at)..time.tokens.start.max(at))
            .filter(|t| matches!(self.doc.lower(*t), ";" | "while" | "but" | "whose"))
            .count();
        between + stops * 12 + usize::from(self.doc.heads.is_empty() || !self.attached(time, at)) * 6
    }

    /// The token of a phrase that hangs on a word outside of it.
    pub(super) fn top_of(&self, tokens: &Range<usize>) -> usize {
        tokens.clone().find(|t| self.doc.head(*t).is_none_or(|h| !tokens.contains(&h))).unwrap_or(tokens.start)
    }

    /// Whether the tree hangs a time on a token or on what is directly above it.
    fn attached(&self, time: &TimeExpression, at: usize) -> bool {
        time.tokens.clone().any(|t| {
            let head = self.doc.head(t);
            head == Some(at) || head.is_some_and(|h| self.doc.head(at) == Some(h) && !is_report(self.doc.lower(h)))
        })
    }

    /// A whole date at the head of the text, or behind "Posted on": when it was published.
    fn is_dateline(&self, time: &TimeExpression) -> bool {
        let start = time.tokens.start;
        let before = if start > 0 { self.lower(start - 1) } else { "" };
        let posted = (1..=4).any(|b| {
            start >= b && matches!(self.lower(start - b), "posted" | "published" | "updated" | "publication" | "date")
        });
        let sentence = self.doc.sentence_of[start] as usize;
        let opens = self.doc.sentences[sentence].tokens.start + 1 >= start && before != "on";
        let dated = self.doc.text_of(time.tokens.clone()).bytes().any(|b| b.is_ascii_digit());
        let lead = self.doc.sentences[sentence].section != Section::Title && sentence <= 2;
        posted || opens && dated && lead && time.span.is_some_and(|s| s.precision == DatePrecision::Day)
    }

    /// "the deadly 2008 attacks", "Friday's match": the time of the noun that follows, which is not
    /// the event asked about.
    fn is_of_other_noun(&self, time: &TimeExpression, at: usize) -> bool {
        let end = time.tokens.end;
        let possessive = matches!(self.lower(end), "'s" | "’s");
        let year = time.span.is_some_and(|s| s.precision == DatePrecision::Year);
        if !possessive && !year {
            return false;
        }
        let next = if possessive { end + 1 } else { end };
        let noun = (next..self.doc.len().min(next + 4)).find(|t| event_noun(self.doc.lower(*t)).is_some());
        let Some(noun) = noun
            .filter(|n| (next..*n).all(|t| matches!(self.doc.upos.get(t), Some(Upos::Adj | Upos::Noun | Upos::Propn))))
        else {
            return possessive
                && next < self.doc.len()
                && self.doc.upos.get(next).is_some_and(|u| *u == Upos::Noun)
                && at.abs_diff(next) > 6;
        };
        // Its own noun, or the subject right before the verb.
        noun != at && (noun > at + 4 || at > noun + 8)
    }

    /// "three days after the Ran attacks on May 4": the day to which the days lead, not that of the attacks.
    fn is_counted_from(&self, time: &TimeExpression, noun: usize) -> bool {
        const UNITS: [&str; 12] =
            ["minute", "minutes", "hour", "hours", "day", "days", "week", "weeks", "month", "months", "year", "years"];
        let start = time.tokens.start;
        if start <= noun || start - noun > 2 {
            return false;
        }
        let floor = self.doc.sentence_tokens(noun).start;
        let back = noun.saturating_sub(5).max(floor + 1)..noun;
        back.rev().any(|t| matches!(self.lower(t), "after" | "before") && UNITS.contains(&self.lower(t - 1)))
    }

    /// "said Monday", "told reporters on Tuesday": when it was said, not when it happened.
    fn is_of_report(&self, time: &TimeExpression, sentence: &Range<usize>, at: usize) -> bool {
        let start = time.tokens.start;
        let mut t = start;
        while t > sentence.start && start - t < 7 {
            t -= 1;
            let lower = self.doc.lower(t);
            if t == at {
                return false;
            }
            if is_report(lower) && !matches!(lower, "found" | "put" | "gave" | "reports" | "claims") {
                return true;
            }
            let passes = matches!(
                lower,
                "on" | "in"
                    | "a"
                    | "the"
                    | "statement"
                    | "interview"
                    | "early"
                    | "late"
                    | "reporters"
                    | "news"
                    | "conference"
                    | "briefing"
                    | "lawmakers"
                    | "tv"
                    | "television"
                    | ","
            ) || self.doc.upos.get(t) == Some(&Upos::Propn)
                || self.doc.upos.get(t) == Some(&Upos::Pron);
            if !passes {
                return false;
            }
        }
        false
    }

    /// Whether a sentence speaks of something cumulative around a token: "since", "so far", a war
    /// that does the harm.
    pub(super) fn period(&self, trigger: &Range<usize>, argument: &Range<usize>) -> Period {
        let sentence = self.doc.sentence_tokens(trigger.start);
        let clause = self.clause(&sentence, trigger.start);
        let mut nearest: Option<(usize, Period)> = None;
        for (t, period) in self.nouns(&clause) {
            // "civil war" does it; "the war plane crashed" does not.
            if self.doc.deprels.get(t).is_some_and(|d| *d == Deprel::Compound) && period == Period::Cumulative {
                continue;
            }
            let distance = t.abs_diff(trigger.start);
            if nearest.is_none_or(|(d, _)| distance < d) {
                nearest = Some((distance, period));
            }
        }
        if let Some((_, Period::Cumulative)) = nearest {
            return Period::Cumulative;
        }
        // "nearly five years of clashes"
        let lasting = clause.clone().any(|t| {
            matches!(self.lower(t), "years" | "months" | "decades")
                && self.lower(t + 1) == "of"
                && (t + 2..clause.end.min(t + 5)).any(|n| event_noun(self.lower(n)).is_some())
        });
        if lasting {
            return Period::Cumulative;
        }
        let since =
            self.times.iter().any(|t| t.since && clause.contains(&t.tokens.start) && t.tokens.start > trigger.start);
        let annual = clause
            .clone()
            .any(|t| matches!(self.lower(t), "annual" | "annually" | "worldwide" | "yearly" | "cumulative"))
            || clause.clone().any(|t| {
                self.lower(t) == "since"
                    && matches!(self.lower(t + 1), "it" | "the" | "then")
                    && t > argument.start
                    && !matches!(self.lower(t + 2), "attack" | "attacks")
            });
        // "Since the protests began, 27 people have died"
        let opens = (clause.start..clause.end.min(clause.start + 2)).any(|t| self.lower(t) == "since");
        if annual || nearest.is_none() && since || opens {
            return Period::Cumulative;
        }
        Period::Incident
    }

    /// The clause around a token: the sentence cut at semicolons and strong joints, or what stands between the same
    /// parentheses.
    pub(super) fn clause(&self, sentence: &Range<usize>, at: usize) -> Range<usize> {
        let cut = |t: &usize| matches!(self.doc.lower(*t), ";" | "while" | "whereas" | "but");
        let (first, last) = (at.saturating_sub(REACH).max(sentence.start), sentence.end.min(at + REACH));
        let start = (first..at).rev().find(cut).map_or(first, |t| t + 1);
        let end = (at..last).find(cut).unwrap_or(last);
        let bracket = |t: &usize| matches!(self.doc.lower(*t), "(" | ")");
        let open = (start..at).rev().find(bracket).filter(|t| self.doc.lower(*t) == "(");
        let close = (at..end).find(bracket).filter(|t| self.doc.lower(*t) == ")");
        open.zip(close).map_or(start..end, |(open, close)| open + 1..close)
    }

    /// The noun phrase of the event a claim is about.
    pub(super) fn event_phrase(&self, trigger: &Range<usize>) -> Option<Range<usize>> {
        let sentence = self.doc.sentence_tokens(trigger.start);
        let clause = self.clause(&sentence, trigger.start);
        let (noun, _) =
            self.nouns(&clause).filter(|(t, _)| !trigger.contains(t)).min_by_key(|(t, _)| t.abs_diff(trigger.start))?;
        let mut start = noun;
        while start > sentence.start {
            let t = start - 1;
            let fits =
                matches!(self.doc.upos.get(t), Some(Upos::Noun | Upos::Propn | Upos::Adj | Upos::Det | Upos::Num))
                    || matches!(self.doc.lower(t), "'s" | "’s" | "-");
            if !fits || noun - t > 7 || trigger.contains(&t) {
                break;
            }
            start = t;
            if self.doc.upos.get(t) == Some(&Upos::Det) {
                break;
            }
        }
        let mut end = noun + 1;
        if let Some(place) = self.place_at(end, &sentence) {
            end = place.tokens.end;
        }
        Some(start..end)
    }

    pub(super) fn is_time(&self, token: usize) -> bool {
        let at = self.times.partition_point(|t| t.tokens.end <= token);
        self.times.get(at).is_some_and(|t| t.tokens.contains(&token))
    }

    /// The event noun nearest to a trigger, in dictionary form.
    pub(super) fn noun_of(&self, trigger: &Range<usize>) -> Option<&'static str> {
        let sentence = self.doc.sentence_tokens(trigger.start);
        let clause = self.clause(&sentence, trigger.start);
        let nouns = self.nouns(&clause).filter(|(t, _)| !trigger.contains(t));
        nouns.min_by_key(|(t, _)| t.abs_diff(trigger.start)).map(|(t, _)| self.family_at(t))
    }

    pub(super) fn family_at(&self, token: usize) -> &'static str {
        let lower = self.doc.lower(token);
        // "opened fire", "came under fire": nothing burns.
        let shots = lower == "fire"
            && token > 0
            && matches!(self.lower(token - 1), "open" | "opened" | "opening" | "opens" | "under" | "returned" | "gun");
        if shots { "attack" } else { family(event_verb(lower).unwrap_or(lower)) }
    }
}
