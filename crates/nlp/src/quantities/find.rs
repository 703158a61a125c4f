//! Finding number phrases: numeral, hedges, unit, kind.

use std::ops::Range;

use parallax_records::{Bound, Quantity};

use super::NumberPhrase;
use super::forms::{self, NumberForm};
use super::hedges::HEDGES;
use super::numerals::{Numeral, numeral};
use crate::Document;

/// All number phrases of a document in order. `taken` are the tokens of time expressions,
/// in order: their numbers are not looked at.
pub(crate) fn find(doc: &Document<'_>, taken: &[Range<usize>]) -> Vec<NumberPhrase> {
    let mut found = Vec::new();
    let mut taken = taken.iter().peekable();
    for sentence in &doc.sentences {
        let mut floor = sentence.tokens.start;
        let mut at = sentence.tokens.start;
        while at < sentence.tokens.end {
            while taken.next_if(|t| t.end <= at).is_some() {}
            if let Some(time) = taken.peek().filter(|t| t.start <= at) {
                at = time.end;
                floor = at;
                continue;
            }
            let limit = taken.peek().map_or(sentence.tokens.end, |t| t.start.min(sentence.tokens.end));
            match phrase(doc, at, floor, limit) {
                Some(phrase) => {
                    at = phrase.tokens.end.max(at + 1);
                    floor = at;
                    found.push(phrase);
                }
                None => at += 1,
            }
        }
    }
    found
}

/// Whether a token can begin a number phrase; settles most tokens by their first letter.
fn may_start(lower: &str) -> bool {
    let Some(first) = lower.bytes().next() else { return false };
    first.is_ascii_digit()
        || (lower.len() > 1 || first == b'a')
            && matches!(first, b'a' | b'b' | b'c' | b'd' | b'e' | b'f' | b'h' | b'm' | b'n' | b'o' | b's' | b't' | b'z')
}

fn phrase(doc: &Document<'_>, at: usize, floor: usize, limit: usize) -> Option<NumberPhrase> {
    let lower = doc.lower(at);
    if !may_start(lower) {
        return None;
    }
    match lower {
        "another" => return another(doc, at, limit),
        "a" | "an" => {
            if let Some(phrase) = further(doc, at, limit) {
                return Some(phrase);
            }
        }
        "no" | "nobody" | "none" | "zero" => return nobody(doc, at, limit),
        _ => {}
    }
    if let Some((end, word)) = vague(doc, at, limit) {
        return Some(finish_vague(doc, at..end, word, floor, limit));
    }
    // "one-off", "Pier 1": handled below by kind; a name like "G-20" is no number.
    if is_inside_word(doc, at, floor) {
        return None;
    }
    let numeral = numeral(doc, at)?;
    (numeral.end <= limit).then(|| assemble(doc, at, numeral, floor, limit))
}

/// Whether a hyphen without spaces ties the number to a word before it: "G-20", "Su-24", "mid-20".
fn is_inside_word(doc: &Document<'_>, at: usize, floor: usize) -> bool {
    let glued = |t: usize| t > floor && !doc.space_before(t);
    if !glued(at) || !matches!(doc.form(at - 1), "-" | "\u{2010}" | "\u{2011}") || !glued(at - 1) {
        return false;
    }
    doc.form(at - 2).bytes().next().is_some_and(|b| b.is_ascii_alphabetic()) && numeral(doc, at - 2).is_none()
}

/// "another 20", "another", "another dozen".
fn another(doc: &Document<'_>, at: usize, limit: usize) -> Option<NumberPhrase> {
    let next = at + 1;
    if next < limit {
        if matches!(doc.lower(at.saturating_sub(1)), "one") && at > 0 {
            return None; // "one another"
        }
        // "another 20", "another at least 20"
        let after = past_hedge(doc, next, limit);
        if let Some(mut inner) = phrase(doc, after, next, limit).filter(|p| p.form == NumberForm::Count) {
            inner.tokens.start = at;
            inner.more = true;
            return Some(inner);
        }
        if doc.lower(next) == "dozen" || doc.lower(next) == "hundred" {
            let n = if doc.lower(next) == "dozen" { 12.0 } else { 100.0 };
            return Some(count(at..next + 1, n, true));
        }
    }
    Some(count(at..at + 1, 1.0, true))
}

/// Skips a hedge that stands between "another" and its number.
fn past_hedge(doc: &Document<'_>, at: usize, limit: usize) -> usize {
    (at..limit.min(at + 4))
        .find(|t| *t > at && HEDGES.before(doc, at, *t).is_some_and(|h| t - h.len == at))
        .unwrap_or(at)
}

/// "a further 20", "an additional 20", "an estimated 20", "a total of 20" begin with an article that is no number.
fn further(doc: &Document<'_>, at: usize, limit: usize) -> Option<NumberPhrase> {
    let next = at + 1;
    if next >= limit || !matches!(doc.lower(next), "further" | "additional" | "extra") {
        return None;
    }
    let mut inner = phrase(doc, next + 1, next + 1, limit).filter(|_| next + 1 < limit)?;
    inner.tokens.start = at;
    inner.more = true;
    Some(inner)
}

fn nobody(doc: &Document<'_>, at: usize, limit: usize) -> Option<NumberPhrase> {
    let next = at + 1;
    let end = match doc.lower(at) {
        "nobody" | "none" | "zero" => next,
        // "no one", "no-one"
        _ if next < limit && doc.lower(next) == "one" => next + 1,
        _ if next + 1 < limit && doc.form(next) == "-" && doc.lower(next + 1) == "one" => next + 2,
        // "no longer", "no, ...", "No. 5", "no more than 5" are other things
        _ if next >= limit => return None,
        _ => {
            if !doc.form(next).bytes().all(|b| b.is_ascii_alphabetic())
                || matches!(doc.lower(next), "more" | "fewer" | "less" | "longer" | "doubt" | "matter" | "way" | "idea")
            {
                return None;
            }
            next
        }
    };
    Some(count(at..end, 0.0, false))
}

fn count(tokens: Range<usize>, n: f64, more: bool) -> NumberPhrase {
    NumberPhrase { number: tokens.clone(), tokens, quantity: Quantity::exact(n), form: NumberForm::Count, more }
}

fn plural_multiplier(lower: &str) -> bool {
    matches!(lower, "tens" | "dozens" | "scores" | "hundreds" | "thousands" | "millions" | "billions" | "trillions")
}

/// A word with no exact number, and one past its last token.
fn vague(doc: &Document<'_>, at: usize, limit: usize) -> Option<(usize, String)> {
    let lower = doc.lower(at);
    let before = |word: &str| at > 0 && doc.sentence_of[at] == doc.sentence_of[at - 1] && doc.lower(at - 1) == word;
    let chain = |at: usize| {
        // "hundreds of thousands", "tens of millions"
        let mut end = at + 1;
        while end + 1 < limit && doc.lower(end) == "of" && plural_multiplier(doc.lower(end + 1)) {
            end += 2;
        }
        end
    };
    let multiplier = |t: usize| {
        t < limit
            && (plural_multiplier(doc.lower(t))
                || matches!(doc.lower(t), "hundred" | "thousand" | "dozen" | "million" | "billion"))
    };
    match lower {
        _ if plural_multiplier(lower) => {
            let end = chain(at);
            (lower != "tens" || end > at + 1).then(|| (end, words(doc, at..end)))
        }
        "several" | "many" | "numerous" | "multiple" | "countless" | "untold" => {
            if matches!(lower, "many") && (before("how") || before("as") || before("not")) {
                return None;
            }
            if multiplier(at + 1) {
                let end = chain(at + 1);
                return Some((end, words(doc, at..end)));
            }
            Some((at + 1, lower.to_owned()))
        }
        "few" if before("a") || before("the") || before("last") => {
            if multiplier(at + 1) {
                let end = chain(at + 1);
                return Some((end, words(doc, at..end)));
            }
            Some((at + 1, "a few".to_owned()))
        }
        "handful" | "couple" | "multitude" | "multitudes"
            if lower == "multitudes" || at + 1 < limit && doc.lower(at + 1) == "of" =>
        {
            Some((at + 1, lower.to_owned()))
        }
        _ => None,
    }
}

fn words(doc: &Document<'_>, tokens: Range<usize>) -> String {
    let mut text = String::new();
    for token in tokens {
        if !text.is_empty() {
            text.push(' ');
        }
        text.push_str(doc.lower(token));
    }
    text
}

fn finish_vague(doc: &Document<'_>, number: Range<usize>, word: String, floor: usize, limit: usize) -> NumberPhrase {
    let mut start = number.start;
    let mut hedge = None;
    if let Some(found) = HEDGES.before(doc, floor, start) {
        start -= found.len;
        hedge = Some(words(doc, start..number.start));
    } else if start > floor && matches!(doc.lower(start - 1), "a" | "so") {
        start -= 1;
    }
    let more = number.end < limit && is_more(doc.lower(number.end));
    NumberPhrase {
        tokens: start..number.end,
        number,
        quantity: Quantity { bound: Bound::Vague, n: None, n2: None, word: Some(word), hedge, unit: None },
        form: NumberForm::Count,
        more,
    }
}

fn is_more(lower: &str) -> bool {
    matches!(lower, "more" | "others" | "other" | "further" | "additional" | "extra")
}

fn is_dash(form: &str) -> bool {
    matches!(form, "-" | "–" | "\u{2010}" | "\u{2011}")
}

/// A numeral with all that belongs to it.
fn assemble(doc: &Document<'_>, at: usize, first: Numeral, floor: usize, limit: usize) -> NumberPhrase {
    let mut number = at..first.end;
    let mut quantity = Quantity::exact(first.value);
    let mut form = NumberForm::Count;
    let glued = |t: usize| t < limit && !doc.space_before(t);
    let lower_at = |t: usize| if t < limit { doc.lower(t) } else { "" };

    // The second number of a range, a score, a vote.
    let mut joined_by_dash = false;
    let second = if number.end + 1 < limit {
        let joint = lower_at(number.end);
        let between = at > floor && doc.lower(at - 1) == "between";
        let from = at > floor && matches!(doc.lower(at - 1), "from");
        joined_by_dash = is_dash(joint);
        let joins = match joint {
            "to" => !from,
            "or" => true,
            "and" => between,
            _ => joined_by_dash && glued(number.end) == glued(number.end + 1),
        };
        joins.then(|| numeral(doc, number.end + 1)).flatten().filter(|n| n.end <= limit)
    } else {
        None
    };
    if let Some(second) = second {
        // "1.5 to 2 million": the multiplier counts for both.
        let scale = second.value / second.mantissa.max(1e-9);
        let low = if scale > 1.0 && first.value == first.mantissa && first.value <= second.mantissa {
            first.value * scale
        } else {
            first.value
        };
        let whole = at..second.end;
        let years = |n: f64| n.fract() == 0.0 && (1100.0..2100.0).contains(&n);
        let shortened = years(low) && joined_by_dash && second.value < 100.0;
        if joined_by_dash && (years(low) && years(second.value) || shortened) {
            number = whole;
            form = NumberForm::Year;
        } else if joined_by_dash && is_phone(doc, &whole) {
            number = at..phone_end(doc, second.end, limit);
            form = NumberForm::Phone;
        } else if joined_by_dash && forms::near(doc, &whole, forms::is_vote_word) && low < 1000.0 {
            number = whole;
            form = NumberForm::Votes;
        } else if joined_by_dash
            && (second.value <= low || (forms::near(doc, &whole, forms::is_game_word) && second.value < 200.0))
        {
            number = whole;
            form = if second.value <= low && low > 200.0 { NumberForm::Designation } else { NumberForm::Score };
        } else if second.value > low && (lower_at(number.end) != "or" || second.value - low <= low.max(1.0)) {
            number = whole;
            quantity = Quantity { bound: Bound::Range, n: Some(low), n2: Some(second.value), ..quantity };
        }
    }

    let past_every = |t: usize| t + usize::from(lower_at(t) == "every");
    if lower_at(number.end) == "out"
        && lower_at(number.end + 1) == "of"
        && number.end + 2 < limit
        && let Some(whole) = numeral(doc, past_every(number.end + 2)).filter(|n| n.end <= limit)
    {
        number.end = whole.end;
        form = NumberForm::Proportion;
    }
    // "one in five residents", not "killed one in 2014" or "two in three days"
    if form == NumberForm::Count
        && lower_at(number.end) == "in"
        && number.end + 2 < limit
        && let Some(whole) = numeral(doc, past_every(number.end + 1)).filter(|n| n.end < limit)
        && quantity.n.is_some_and(|n| n < whole.value && n < 10.0)
        && (whole.value <= 10.0 || matches!(whole.value, 12.0 | 20.0 | 100.0 | 1000.0))
        && !matches!(lower_at(whole.end), "minutes" | "hours" | "days" | "weeks" | "months" | "years" | "decades")
    {
        number.end = whole.end;
        form = NumberForm::Proportion;
    }
    if form == NumberForm::Count {
        form = kind(doc, &mut number, &mut quantity, &first, floor, limit);
    }

    let mut tokens = number.clone();
    if quantity.unit.as_deref().is_some() && form == NumberForm::Money && tokens.start > floor {
        while tokens.start > floor && forms::currency_symbol(doc.form(tokens.start - 1)).is_some() {
            tokens.start -= 1;
        }
    }
    if tokens.start > floor && quantity.bound == Bound::Range && doc.lower(tokens.start - 1) == "between" {
        tokens.start -= 1;
    }
    bound(doc, &mut tokens, &mut quantity, form, floor, limit);
    let mut more = tokens.end < limit && is_more(doc.lower(tokens.end));
    // "some 20", "the other 20": "other" before the number.
    if tokens.start > floor && matches!(doc.lower(tokens.start - 1), "another" | "further" | "additional" | "other") {
        more = true;
    }
    NumberPhrase { tokens, number, quantity, form, more }
}

/// Widens the phrase over its hedges and sets the bound.
fn bound(
    doc: &Document<'_>,
    tokens: &mut Range<usize>,
    quantity: &mut Quantity,
    form: NumberForm,
    floor: usize,
    limit: usize,
) {
    let from = tokens.start;
    // "a 20", "the 20": an article may stand between hedge and number ("more than the 20").
    while let Some(hedge) = HEDGES.before(doc, floor, tokens.start) {
        // "over 5-0", "about 3:45" bound nothing that is compared.
        tokens.start -= hedge.len;
        if quantity.bound != Bound::Range || hedge.bound != Bound::About {
            quantity.bound = if quantity.bound == Bound::Range { Bound::Range } else { hedge.bound };
        }
        if from - tokens.start >= 6 {
            break;
        }
    }
    if tokens.start < from {
        quantity.hedge = Some(words(doc, tokens.start..from));
    }
    // "at least at 85": a hedge before the preposition.
    if tokens.start == from
        && tokens.start >= floor + 2
        && matches!(doc.lower(from - 1), "at" | "to" | "by")
        && let Some(hedge) = HEDGES.before(doc, floor, from - 1).filter(|h| h.bound != Bound::About && h.len > 1)
    {
        tokens.start = from - 1 - hedge.len;
        quantity.bound = hedge.bound;
        quantity.hedge = Some(words(doc, tokens.start..from - 1));
    }
    if form == NumberForm::Compound || form == NumberForm::Designation {
        return;
    }
    let mut after = tokens.end;
    if after < limit && doc.form(after) == "+" && !doc.space_before(after) {
        quantity.bound = Bound::MoreThan;
        quantity.hedge = Some("+".to_owned());
        tokens.end += 1;
        return;
    }
    if after + 1 < limit && is_dash(doc.form(after)) && !doc.space_before(after) && !doc.space_before(after + 1) {
        after += 1;
        let suffix = match doc.lower(after) {
            "plus" => Some(Bound::MoreThan),
            "odd" | "some" | "ish" => Some(Bound::About),
            _ => None,
        };
        if let Some(suffix) = suffix {
            quantity.bound = suffix;
            quantity.hedge = Some(doc.lower(after).to_owned());
            tokens.end = after + 1;
        }
        return;
    }
    if let Some(hedge) = HEDGES.after(doc, after, limit) {
        // "at least" after the number belongs to the next one in "20 at least 30".
        let next = after + hedge.len;
        let next_is_number = next < limit && numeral(doc, next).is_some();
        if !next_is_number && (quantity.bound == Bound::Exact || hedge.bound == Bound::AtLeast) {
            quantity.bound = hedge.bound;
            quantity.hedge = Some(words(doc, after..next));
            tokens.end = next;
        }
    }
}

/// What the number counts or measures; widens it over its unit.
fn kind(
    doc: &Document<'_>,
    number: &mut Range<usize>,
    quantity: &mut Quantity,
    first: &Numeral,
    floor: usize,
    limit: usize,
) -> NumberForm {
    let lower_at = |t: usize| if t < limit { doc.lower(t) } else { "" };
    let before = if number.start > floor { doc.lower(number.start - 1) } else { "" };
    let before_form = if number.start > floor { doc.form(number.start - 1) } else { "" };
    let next = number.end;

    if let Some(currency) = forms::currency_symbol(before_form) {
        quantity.unit = Some(currency.to_owned());
        return NumberForm::Money;
    }
    if matches!(lower_at(next), "%" | "percent" | "pct" | "percentage") {
        quantity.unit = Some("%".to_owned());
        number.end = next + 1;
        return NumberForm::Percent;
    }
    if lower_at(next) == "per" && lower_at(next + 1) == "cent" {
        quantity.unit = Some("%".to_owned());
        number.end = next + 2;
        return NumberForm::Percent;
    }
    if matches!(lower_at(next), "a.m." | "p.m." | "am" | "pm" | "a.m" | "p.m" | "gmt" | "utc" | "o'clock" | "noon")
        && first.digits
    {
        number.end = next + 1;
        return NumberForm::Clock;
    }
    if lower_at(next) == ":"
        && !doc.space_before(next)
        && next + 1 < limit
        && !doc.space_before(next + 1)
        && numeral(doc, next + 1).is_some()
    {
        number.end = next + 2;
        return NumberForm::Clock;
    }
    // Compounds: "12-member", "27-year-old", "100-plus".
    if next + 1 < limit && is_dash(doc.form(next)) && !doc.space_before(next) && !doc.space_before(next + 1) {
        let tail = doc.lower(next + 1);
        if matches!(tail, "plus" | "odd" | "some" | "ish") {
            return NumberForm::Count;
        }
        if (tail == "year" || tail == "month") && (lower_at(next + 3) == "old" || lower_at(next + 2) == "old") {
            number.end = if lower_at(next + 3) == "old" { next + 4 } else { next + 3 };
            return NumberForm::Age;
        }
        if doc.form(next + 1).bytes().all(|b| b.is_ascii_alphabetic()) {
            if let Some(unit) = forms::duration(tail).or_else(|| forms::measure(tail)) {
                quantity.unit = Some(unit.to_owned());
            }
            number.end = next + 2;
            return NumberForm::Compound;
        }
        if first.digits && is_phone(doc, &(number.start..next + 2)) {
            number.end = phone_end(doc, next + 2, limit);
            return NumberForm::Phone;
        }
    }
    // "27 years old", "aged 27", ", 27,"
    if forms::duration(lower_at(next)).is_some() && lower_at(next + 1) == "old" {
        number.end = next + 2;
        return NumberForm::Age;
    }
    if matches!(before, "aged" | "age") || (before == "aged" && lower_at(next) == "and") {
        return NumberForm::Age;
    }
    if first.digits && before == "," && (1.0..=115.0).contains(&first.value) && first.value.fract() == 0.0 {
        let closes = next >= limit
            || matches!(lower_at(next), "," | "." | ";" | ")" | "and" | "of" | "who" | "was" | "from" | "—" | "--");
        let name =
            number.start >= floor + 2 && doc.form(number.start - 2).chars().next().is_some_and(char::is_uppercase);
        if closes && name {
            return NumberForm::Age;
        }
    }
    if let Some(unit) = forms::measure(lower_at(next)) {
        quantity.unit = Some(unit.to_owned());
        number.end = next + 1;
        return NumberForm::Measure;
    }
    if (lower_at(next) == "square" || lower_at(next) == "cubic")
        && let Some(unit) = forms::measure(lower_at(next + 1))
    {
        quantity.unit = Some(format!("{} {unit}", lower_at(next)));
        number.end = next + 2;
        return NumberForm::Measure;
    }
    if let Some(unit) = forms::duration(lower_at(next)) {
        quantity.unit = Some(unit.to_owned());
        number.end = next + 1;
        return NumberForm::Duration;
    }
    if matches!(lower_at(next), "more" | "additional" | "consecutive" | "straight")
        && let Some(unit) = forms::duration(lower_at(next + 1))
    {
        quantity.unit = Some(unit.to_owned());
        return NumberForm::Duration;
    }
    if let Some(currency) = forms::currency_word(lower_at(next)) {
        // "won" is a verb far more often than a currency.
        if lower_at(next) != "won" {
            quantity.unit = Some(currency.to_owned());
            number.end = next + 1;
            return NumberForm::Money;
        }
    }
    if before == "magnitude" || before == "magnitude-" {
        quantity.unit = Some("magnitude".to_owned());
        return NumberForm::Measure;
    }
    if first.digits && is_year(doc, number, lower_at(next)) {
        return NumberForm::Year;
    }
    // In "on each floor 12 people slept" the noun before is no label.
    if forms::names_a_number(before)
        && !matches!(lower_at(next), "people" | "persons" | "civilians" | "others" | "more")
    {
        return NumberForm::Designation;
    }
    if before_form == "#" {
        return NumberForm::Designation;
    }
    if first.digits && is_phone(doc, number) {
        number.end = phone_end(doc, number.end, limit);
        return NumberForm::Phone;
    }
    if matches!(lower_at(next), "votes" | "vote") {
        number.end = next + 1;
        quantity.unit = None;
        return NumberForm::Votes;
    }
    NumberForm::Count
}

/// Four bare digits between 1100 and 2099 are a year, unless something in the plural is counted.
fn is_year(doc: &Document<'_>, number: &Range<usize>, next: &str) -> bool {
    let form = doc.form(number.start);
    let four = number.len() == 1 && form.len() == 4 && form.bytes().all(|b| b.is_ascii_digit());
    four && matches!(&form[..2], "11" | "12" | "13" | "14" | "15" | "16" | "17" | "18" | "19" | "20")
        && !(next.len() > 3
            && next.ends_with('s')
            && next.bytes().all(|b| b.is_ascii_lowercase())
            && !next.ends_with("ss")
            && next != "was")
        && next != "people"
}

/// "555-1234", "0800-555-1234": groups of three and more digits tied by hyphens, the last of four.
fn is_phone(doc: &Document<'_>, tokens: &Range<usize>) -> bool {
    let text = doc.text_of(tokens.clone());
    let groups: Vec<&str> = text.split(['-', '–', ' ', '.']).collect();
    groups.len() >= 2
        && groups.iter().all(|g| g.len() >= 3 && g.bytes().all(|b| b.is_ascii_digit()))
        && groups[1..].iter().any(|g| g.len() == 4 || groups.len() > 2)
        && groups[0].len() <= 4
        && !text.contains(' ')
}

fn phone_end(doc: &Document<'_>, mut end: usize, limit: usize) -> usize {
    while end + 1 < limit
        && is_dash(doc.form(end))
        && !doc.space_before(end + 1)
        && doc.form(end + 1).bytes().all(|b| b.is_ascii_digit())
    {
        end += 2;
    }
    end
}
