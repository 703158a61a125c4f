//! Other figures: anything counted, paid, shared or measured, so that any two numbers can be compared.
//!
//! "1,200 homes", "$40 million in aid", "30 percent of voters", "14 kilometres". Needs number phrases,
//! parts of speech. Numbers that another claim took are left out, and so are nouns that count nothing
//! ("two times"). Confidence is low by design: a figure without a frame says little of what it means.

use std::ops::Range;

use parallax_records::{Bound, Claim, ClaimKind, Period, Quantity};

use super::frames::{Construction, Trigger};
use super::{Found, Reader, people, status};
use crate::quantities::{NumberForm, NumberPhrase};
use crate::{Document, NameLabel, Upos};

/// Adds the other figures of a sentence.
pub(super) fn read(
    reader: &Reader<'_, '_>,
    sentence: usize,
    triggers: &[Trigger],
    numbers: &[NumberPhrase],
    claims: &mut Vec<Found>,
) {
    let doc = reader.doc;
    let tokens = doc.sentences[sentence].tokens.clone();
    let first = claims.iter().rposition(|f| f.claim.sentence != sentence).map_or(0, |i| i + 1);
    for number in numbers {
        let range = doc.range_of(number.tokens.clone());
        let taken =
            claims[first..].iter().any(|f| f.claim.quantity.is_some() && doc.range_of_span(f.claim.at).overlaps(range));
        // "1 of 14 photos" numbers pages; "no two alike" counts nothing.
        let before =
            |n: usize| number.tokens.start.checked_sub(n).filter(|t| *t >= tokens.start).map_or("", |t| doc.lower(t));
        let numbering = before(1) == "of" && before(2).bytes().all(|b| b.is_ascii_digit()) && !before(2).is_empty();
        if numbering || before(1) == "no" || number.form == NumberForm::Count && names(doc, number, &tokens) {
            continue;
        }
        if taken
            || number.quantity.bound == Bound::Vague
            || number.quantity.n.is_none_or(|n| n < 2.0 && n.fract() == 0.0 && number.form == NumberForm::Count)
        {
            continue;
        }
        let Some((rule, evidence, noun)) = measured(doc, number, &tokens) else { continue };
        // Words of the frame count nothing.
        let idle = |t: &Trigger| {
            noun.contains(&t.tokens.start)
                && t.tokens.end == noun.end
                && reader.frames.patterns[t.pattern].construction == Construction::Measure
        };
        if number.form == NumberForm::Count && triggers.iter().any(idle) {
            continue;
        }
        let claim = claim(reader, sentence, rule, number.quantity.clone(), evidence, noun);
        claims.push(Found { claim, own_day: true, own_place: true, near_place: true, family: None });
    }
}

/// Whether a number names rather than counts: a year ("2009 levels"), part of a name ("Fortune 500 companies", "Boeing
/// 737 jets"), or what was counted before ("the two countries").
fn names(doc: &Document<'_>, number: &NumberPhrase, sentence: &Range<usize>) -> bool {
    let first = number.number.start;
    let form = doc.form(first);
    let year = number.number.len() == 1
        && form.len() == 4
        && form.parse::<u32>().is_ok_and(|n| (1900..=2060).contains(&n))
        && number.quantity.bound == Bound::Exact;
    if year {
        return true;
    }
    if first == sentence.start || number.tokens.start < first {
        return false;
    }
    let before = first - 1;
    let digits = form.starts_with(|c: char| c.is_ascii_digit());
    let name = digits
        && doc.upos[before] == Upos::Propn
        && doc.form(before).starts_with(|c: char| c.is_uppercase())
        && !doc.form(before).ends_with('.');
    let again = matches!(doc.lower(before), "the" | "these" | "those" | "both")
        && number.quantity.n.is_some_and(|n| n <= 3.0)
        && !digits;
    name || again
}

/// What a number measures: the rule, the evidence, the noun.
fn measured(
    doc: &Document<'_>,
    number: &NumberPhrase,
    sentence: &Range<usize>,
) -> Option<(&'static str, Range<usize>, Range<usize>)> {
    let end = number.tokens.end;
    let lower = |t: usize| if t < sentence.end { doc.lower(t) } else { "" };
    let rule = match number.form {
        NumberForm::Count => "figure.count",
        NumberForm::Money => "figure.money",
        NumberForm::Percent => "figure.share",
        NumberForm::Measure => "figure.measure",
        NumberForm::Duration => "figure.duration",
        _ => return None,
    };
    if number.form == NumberForm::Duration {
        // "for two years" tells when, not how much; a bounded one is a statement.
        return (number.quantity.bound != Bound::Exact).then(|| (rule, number.tokens.clone(), end..end));
    }
    // "$40 million in aid", "30 percent of voters"
    let at = if number.form != NumberForm::Count && matches!(lower(end), "of" | "in") { end + 1 } else { end };
    let noun = noun_after(doc, at, sentence.end);
    match (number.form, noun) {
        (NumberForm::Count, Some(noun)) => Some((rule, number.tokens.start..noun.end, noun)),
        (NumberForm::Count, None) => None,
        (_, Some(noun)) => Some((rule, number.tokens.start..noun.end, noun)),
        (_, None) => Some((rule, number.tokens.clone(), end..end)),
    }
}

/// A plain noun phrase: adjectives and nouns, the last a common noun in the plural.
fn noun_after(doc: &Document<'_>, at: usize, end: usize) -> Option<Range<usize>> {
    let mut t = at;
    let mut head = None;
    while t < end && t < at + 5 {
        match doc.upos[t] {
            Upos::Noun => head = Some(t),
            Upos::Adj if head.is_none() => {}
            Upos::Propn
                if head.is_none()
                    && doc
                        .name_at(t)
                        .is_some_and(|n| matches!(n.label, NameLabel::Norp | NameLabel::Loc | NameLabel::Org)) => {}
            Upos::Det if t == at => {}
            _ => break,
        }
        t += 1;
    }
    let head = head?;
    let lower = doc.lower(head);
    (people::singular(lower) != lower || people::listed(lower).is_some()).then_some(at..head + 1)
}

fn claim(
    reader: &Reader<'_, '_>,
    sentence: usize,
    rule: &'static str,
    quantity: Quantity,
    evidence: Range<usize>,
    noun: Range<usize>,
) -> Claim {
    let doc = reader.doc;
    let range = doc.range_of(evidence.clone());
    let head = evidence.end - 1;
    // The verb above decides whether it happened.
    let verb = doc.head(head).filter(|h| doc.upos[*h] == Upos::Verb).unwrap_or(head);
    let status = status::status(doc, ClaimKind::Figure, &(verb..verb + 1), &evidence, quantity.n);
    Claim {
        section: doc.sentences[sentence].section,
        quote: reader.sources.quote_around(range),
        quantity: Some(quantity),
        victims: (!noun.is_empty()).then(|| doc.text_of(noun).to_owned()),
        period: Some(Period::Incident),
        status,
        attribution: reader.sources.chain(range, &(head..head + 1)),
        ..Claim::new(ClaimKind::Figure, doc.span(range), sentence, 0.5, rule)
    }
}
