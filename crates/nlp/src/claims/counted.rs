//! Counted phrases: a number with the noun it counts.
//!
//! Finds "at least 40 Syrian civilians", "dozens of people", "two of the seven men", "a police
//! officer", "15" (the noun is left out). Needs tokens, parts of speech, number phrases, names.

use std::ops::Range;

use parallax_records::{Quantity, Scope};

use super::frames::Frames;
use super::people::{self, Person};
use crate::quantities::{NumberForm, NumberPhrase};
use crate::{Document, Upos};

/// A number with the noun it counts.
#[derive(Debug, Clone)]
pub(super) struct Counted {
    /// From the first word of the number phrase to the noun.
    pub(super) tokens: Range<usize>,
    /// The noun, if one stands there.
    pub(super) head: Option<usize>,
    /// The noun with its modifiers, without the number; empty where it is left out.
    pub(super) noun: Range<usize>,
    /// The number.
    pub(super) quantity: Quantity,
    /// Whether it is the indefinite article.
    pub(super) article: bool,
    /// Whether it comes on top of another figure.
    pub(super) more: bool,
    /// Whether it is part of a whole: "two of the seven".
    pub(super) of_whole: bool,
    /// Whether "including", "among them" leads it in; the first token of that.
    pub(super) included: Option<usize>,
    /// What the noun says about being people; `None` where it is left out.
    pub(super) person: Option<Person>,
}

impl Counted {
    /// The token that stands for the phrase in the tree.
    pub(super) fn anchor(&self) -> usize {
        self.head.unwrap_or(self.tokens.end - 1)
    }

    /// Whether it may count people.
    pub(super) fn may_be_people(&self) -> bool {
        !matches!(self.person, Some(Person::No))
    }
}

/// The tokens that no noun phrase may run over.
pub(super) struct Walls<'a> {
    /// Time expressions, in order.
    pub(super) times: &'a [crate::time::TimeExpression],
    /// Frames, for their trigger words.
    pub(super) frames: &'a Frames,
}

impl Walls<'_> {
    fn is_time(&self, token: usize) -> bool {
        let at = self.times.partition_point(|t| t.tokens.end <= token);
        self.times.get(at).is_some_and(|t| t.tokens.contains(&token))
    }
}

/// A noun phrase without its determiner.
struct Noun {
    tokens: Range<usize>,
    head: usize,
}

fn upos(doc: &Document<'_>, token: usize) -> Upos {
    doc.upos.get(token).copied().unwrap_or(Upos::X)
}

/// Words that end a noun phrase whatever the tagger says: they are what befell the people.
fn is_fate(lower: &str) -> bool {
    matches!(
        lower,
        "killed"
            | "dead"
            | "injured"
            | "wounded"
            | "missing"
            | "arrested"
            | "detained"
            | "hurt"
            | "died"
            | "held"
            | "hospitalized"
            | "hospitalised"
            | "captured"
            | "displaced"
            | "evacuated"
            | "murdered"
            | "slain"
            | "shot"
            | "kidnapped"
            | "abducted"
            | "jailed"
            | "fled"
            | "homeless"
            | "stabbed"
    )
}

/// The noun phrase that begins at `at` and ends before `end`.
fn noun_phrase(doc: &Document<'_>, walls: &Walls<'_>, at: usize, end: usize, plural: bool) -> Option<Noun> {
    let mut head = None;
    let mut t = at;
    while t < end && t < at + 9 {
        if walls.is_time(t) {
            break;
        }
        let lower = doc.lower(t);
        let next_is_noun = |t: usize| {
            t + 1 < end && matches!(upos(doc, t + 1), Upos::Noun | Upos::Propn | Upos::Adj) && !walls.is_time(t + 1)
        };
        if is_fate(lower) {
            // "14 injured passengers", but "14 injured" and "14 passengers injured"
            let attributive =
                head.is_none() && t + 1 < end && people::person(doc, t + 1) != Person::No && !is_fate(doc.lower(t + 1))
                    || head.is_none()
                        && next_is_noun(t)
                        && t + 2 < end
                        && !is_fate(doc.lower(t + 1))
                        && people::person(doc, t + 2) != Person::No;
            if !attributive {
                break;
            }
            t += 1;
            continue;
        }
        // "381 IS fighters": an acronym that reads like a small word.
        let acronym = head.is_none()
            && next_is_noun(t)
            && doc.form(t).len() >= 2
            && doc.form(t).bytes().all(|b| b.is_ascii_uppercase());
        match upos(doc, t) {
            _ if acronym => {}
            Upos::Noun | Upos::Propn => {
                // "129 people Friday", "40 soldiers Colonel Doe said": a name after the plural is another phrase.
                if let Some(previous) = head {
                    let ended = plural
                        && people::listed(doc.lower(previous)).is_some()
                        && doc.lower(previous).ends_with(['s', 'n', 'e'])
                        && previous + 1 == t;
                    let goes_on = people::person(doc, t) != Person::No || walls.frames.is_trigger_word(lower);
                    if ended && !goes_on {
                        break;
                    }
                }
                head = Some(t);
            }
            Upos::Adj if head.is_none() && !next_is_noun(t) && people::is_nationality(doc, t) => head = Some(t),
            Upos::Adj => {
                if head.is_some() && !next_is_noun(t) {
                    break;
                }
                if head.is_none()
                    && !next_is_noun(t)
                    && (lower == "other" || t + 1 < end && upos(doc, t + 1) == Upos::Punct && !is_joint(doc, t + 1))
                {
                    break;
                }
                // An adjective that stands for people: "five wounded", "three elderly" is left alone.
            }
            Upos::Verb
                if head.is_none()
                    && next_is_noun(t)
                    && (lower.ends_with("ed") || lower.ends_with("ing") || lower.ends_with("en")) => {}
            Upos::Adv
                if head.is_none()
                    && t + 1 < end
                    && matches!(upos(doc, t + 1), Upos::Adj | Upos::Verb)
                    && (next_is_noun(t + 1)) => {}
            Upos::Num if head.is_none() && t > at && next_is_noun(t) => {}
            Upos::Punct if is_joint(doc, t) => {}
            Upos::Punct if matches!(lower, "\"" | "“" | "‘" | "'" | "''" | "``") && head.is_none() && t + 1 < end =>
                {}
            Upos::Part if matches!(lower, "'s" | "’s" | "'" | "’") && head.is_some() && next_is_noun(t) => {}
            _ if lower == "others" => head = Some(t),
            _ if head.is_none() && people::person(doc, t) != Person::No && people::listed(lower).is_some() => {
                head = Some(t)
            }
            _ => break,
        }
        t += 1;
        if head == Some(t - 1) && lower == "others" {
            break;
        }
    }
    head.map(|head| Noun { tokens: at..head + 1, head })
}

/// A hyphen or slash inside a word.
fn is_joint(doc: &Document<'_>, token: usize) -> bool {
    matches!(doc.form(token), "-" | "–" | "/")
        && !doc.space_before(token)
        && token + 1 < doc.len()
        && !doc.space_before(token + 1)
}

/// All counted phrases of a sentence in order.
pub(super) fn counted(
    doc: &Document<'_>,
    walls: &Walls<'_>,
    sentence: &Range<usize>,
    numbers: &[NumberPhrase],
) -> Vec<Counted> {
    let mut found: Vec<Counted> = Vec::new();
    for (i, number) in numbers.iter().enumerate() {
        // "4.4 murders" is a rate.
        if number.form != NumberForm::Count || number.quantity.n.is_some_and(|n| n.fract() != 0.0 || n > 1e10) {
            continue;
        }
        let rest = number.tokens.end..sentence.end.min(number.tokens.end + 8);
        if rest.clone().any(|t| {
            doc.lower(t) == "per"
                && t + 1 < sentence.end
                && (doc.upos[t + 1] == Upos::Num || matches!(doc.lower(t + 1), "capita" | "day" | "year"))
        }) || rest.clone().take(2).any(|t| matches!(doc.lower(t), "fewer" | "less"))
        {
            continue;
        }
        let end = numbers.get(i + 1).map_or(sentence.end, |n| n.tokens.start);
        if let Some(one) = with_noun(doc, walls, sentence, number, end, numbers.get(i + 1)) {
            found.push(one);
        }
    }
    articles(doc, walls, sentence, &mut found);
    found.sort_by_key(|c| c.tokens.start);
    found
}

fn with_noun(
    doc: &Document<'_>,
    walls: &Walls<'_>,
    sentence: &Range<usize>,
    number: &NumberPhrase,
    end: usize,
    next: Option<&NumberPhrase>,
) -> Option<Counted> {
    let mut at = number.tokens.end;
    let lower_at = |t: usize| if t < sentence.end { doc.lower(t) } else { "" };
    let start = number.tokens.start;
    let before = if start > sentence.start { doc.lower(start - 1) } else { "" };
    // "one another", "each one", "the one", "this one", "no one of" are no counts.
    if doc.lower(number.number.start) == "one"
        && number.tokens.len() == 1
        && (matches!(
            before,
            "no" | "any" | "every" | "each" | "this" | "that" | "which" | "the" | "only" | "day" | "some" | "loved"
        ) && lower_at(at) != "person"
            && lower_at(at) != "man"
            || matches!(lower_at(at), "another" | "'s" | "day" | "way" | "thing" | "reason" | "time" | "point"))
    {
        return None;
    }
    // "all but two sailors", "all but one of the 12", "for every 12 refugees": who is left out, and a rate.
    let excepted = (start.saturating_sub(4).max(sentence.start + 1)..start)
        .any(|t| doc.lower(t) == "but" && matches!(doc.lower(t - 1), "all" | "everyone"));
    if excepted || before == "every" {
        return None;
    }
    // "was one of the people killed" counts nobody.
    if number.quantity.n == Some(1.0)
        && lower_at(at) == "of"
        && matches!(before, "is" | "was" | "were" | "are" | "be" | "as" | "," | "been")
    {
        return None;
    }
    let plural = number.quantity.n != Some(1.0);
    let mut of_whole = false;
    while at < end
        && matches!(lower_at(at), "more" | "other" | "further" | "additional" | "extra" | "such" | "entire" | "whole")
    {
        at += 1;
    }
    let mut noun = None;
    if lower_at(at) == "of" {
        let mut t = at + 1;
        let determiner = lower_at(t);
        let inner_number =
            next.filter(|n| n.tokens.start <= t + 1 && n.form == NumberForm::Count && n.tokens.start >= t);
        if matches!(determiner, "them" | "whom" | "us" | "those" | "these" | "which")
            && !matches!(upos(doc, (t + 1).min(doc.len() - 1)), Upos::Noun | Upos::Adj)
        {
            of_whole = matches!(determiner, "those" | "these");
            noun = Some(Noun { tokens: t..t + 1, head: t });
        } else {
            if matches!(
                determiner,
                "the" | "his" | "her" | "its" | "their" | "our" | "my" | "these" | "those" | "all" | "some"
            ) {
                of_whole = matches!(determiner, "these" | "those");
                t += 1;
            }
            if let Some(inner) = inner_number {
                of_whole = true;
                t = inner.tokens.end;
                noun = noun_phrase(doc, walls, t, sentence.end, true)
                    .or(Some(Noun { tokens: inner.number.clone(), head: inner.tokens.end - 1 }));
            } else {
                noun = noun_phrase(doc, walls, t, end.max(t), plural);
            }
        }
        // "three of the dead": the whole has no noun.
        if noun.is_none() {
            if !matches!(lower_at(t), "dead" | "injured" | "wounded" | "killed" | "missing" | "deceased") {
                return None;
            }
            of_whole = true;
        }
    } else if at < end {
        noun = noun_phrase(doc, walls, at, end, plural);
    } else if at == end {
        // "20 or more others": nothing between two numbers.
    }
    // "no immediate reports of deaths"
    if number.quantity.n == Some(0.0)
        && let Some(found) = noun.as_ref().filter(|n| matches!(doc.lower(n.head), "report" | "reports" | "word"))
        && lower_at(found.tokens.end) == "of"
        && let Some(inner) = noun_phrase(doc, walls, found.tokens.end + 1, sentence.end, true)
    {
        noun = Some(inner);
    }
    // "another man's plan": the phrase belongs to what follows.
    let stop = noun.as_ref().map_or(at, |n| n.tokens.end);
    if matches!(lower_at(stop), "'s" | "’s") && noun.is_some() {
        return None;
    }
    let included = included(doc, sentence, start);
    let person = noun.as_ref().map(|n| person_of(doc, n));
    let stop = noun.as_ref().map_or(number.tokens.end, |n| n.tokens.end);
    Some(Counted {
        tokens: start..stop.max(number.tokens.end),
        head: noun.as_ref().map(|n| n.head),
        noun: noun.map_or(stop..stop, |n| n.tokens),
        quantity: number.quantity.clone(),
        article: false,
        more: number.more,
        of_whole,
        included,
        person,
    })
}

fn person_of(doc: &Document<'_>, noun: &Noun) -> Person {
    let lower = doc.lower(noun.head);
    if matches!(lower, "them" | "whom" | "us" | "those" | "these") {
        return Person::Yes(Scope::All);
    }
    let base = people::person(doc, noun.head);
    let national = noun.tokens.clone().any(|t| t < noun.head && people::is_nationality(doc, t));
    match base {
        Person::Yes(Scope::All | Scope::Other) if national => Person::Yes(Scope::Nationals),
        Person::Likely if national => Person::Yes(Scope::Nationals),
        _ => base,
    }
}

/// The first token of "including", "among them", "of whom", where it leads in the number.
fn included(doc: &Document<'_>, sentence: &Range<usize>, start: usize) -> Option<usize> {
    let lower = |back: usize| if start >= sentence.start + back { doc.lower(start - back) } else { "" };
    match lower(1) {
        "including" | "included" => Some(start - 1),
        "them" | "whom" if lower(2) == "among" || lower(2) == "of" => Some(start - 2),
        "the" | "," if lower(2) == "including" => Some(start - 2),
        "," if lower(2) == "them" && lower(3) == "among" => Some(start - 3),
        _ => None,
    }
}

/// The token after "45-year-old" at a token; the token itself where none stands there.
fn past_age(doc: &Document<'_>, at: usize, end: usize) -> usize {
    let last = (at..end.min(at + 8)).find(|t| matches!(doc.lower(*t), "old" | "year-old" | "month-old" | "years-old"));
    let age = |t: usize| {
        matches!(upos(doc, t), Upos::Num | Upos::Noun | Upos::Adj)
            && (doc.lower(t).bytes().any(|b| b.is_ascii_digit())
                || matches!(doc.lower(t), "year" | "month" | "week" | "day" | "years" | "months")
                || upos(doc, t) == Upos::Num)
            || is_joint(doc, t)
            || doc.form(t).contains("-year-old")
    };
    if at < end && doc.form(at).contains("-old") {
        return at + 1;
    }
    match last {
        Some(last) if last > at && (at..last).all(age) => last + 1,
        _ => at,
    }
}

/// "a police officer", "an old man": the indefinite article before a noun for one person.
fn articles(doc: &Document<'_>, walls: &Walls<'_>, sentence: &Range<usize>, found: &mut Vec<Counted>) {
    let numbered = found.len();
    for t in sentence.clone() {
        if !matches!(doc.lower(t), "a" | "an") || t + 1 >= sentence.end {
            continue;
        }
        if found[..numbered].iter().any(|c| c.tokens.contains(&t)) {
            continue;
        }
        // "Jonas Weil, a former guard, was killed": an apposition to somebody named.
        let apposed = t > sentence.start + 1
            && matches!(doc.lower(t - 1), "," | "—" | "-")
            && !walls.is_time(t - 2)
            && (matches!(doc.upos[t - 2], Upos::Propn | Upos::Noun) || matches!(doc.lower(t - 2), ")" | "\"" | "”"))
            && !(t + 2 < sentence.end && found[..numbered].iter().any(|c| c.tokens.end < t && c.tokens.end + 3 > t));
        if apposed {
            continue;
        }
        let from = past_age(doc, t + 1, sentence.end);
        let noun = noun_phrase(doc, walls, from, sentence.end, false);
        // "a 17-year-old died": the age stands for the person.
        let noun = match noun {
            Some(noun) => noun,
            None if from > t + 1 => {
                found.push(Counted {
                    tokens: t..from,
                    head: Some(from - 1),
                    noun: t + 1..from,
                    quantity: Quantity::exact(1.0),
                    article: true,
                    more: false,
                    of_whole: false,
                    included: included(doc, sentence, t),
                    person: Some(Person::Yes(Scope::All)),
                });
                continue;
            }
            None => continue,
        };
        let Some(_) = people::listed(doc.lower(noun.head)) else { continue };
        let lower = doc.lower(noun.head);
        if lower.ends_with('s') && people::singular(lower) != lower
            || matches!(
                lower,
                "people" | "one" | "life" | "body" | "group" | "family" | "crew" | "police" | "personnel" | "couple"
            )
        {
            continue;
        }
        let person = person_of(doc, &noun);
        found.push(Counted {
            tokens: t..noun.tokens.end,
            head: Some(noun.head),
            noun: noun.tokens,
            quantity: Quantity::exact(1.0),
            article: true,
            more: false,
            of_whole: false,
            included: included(doc, sentence, t),
            person: Some(person),
        });
    }
}
