//! Reading time expressions from tokens.

use std::ops::Range;

use chrono::NaiveDate;

use super::calendar::{month, ordinal_day, season, unit, weekday};
use super::meaning::{Anchor, Meaning, Near, Shift, Unit};
use super::numeric::leading_date;
use crate::Document;
use crate::quantities::numeral;

/// The tokens of one sentence, asked by position; beyond it every word is empty.
struct Words<'d, 't> {
    doc: &'d Document<'t>,
    sentence: Range<usize>,
}

impl Words<'_, '_> {
    fn lower(&self, at: usize) -> &str {
        if self.sentence.contains(&at) { self.doc.lower(at) } else { "" }
    }

    fn before(&self, at: usize) -> &str {
        if at > self.sentence.start { self.doc.lower(at - 1) } else { "" }
    }

    fn is_capital(&self, at: usize) -> bool {
        self.sentence.contains(&at) && self.doc.form(at).starts_with(|c: char| c.is_uppercase())
    }

    /// A bare year: four digits between 1500 and 2199.
    fn year(&self, at: usize) -> Option<i32> {
        let form = self.lower(at);
        let four = form.len() == 4 && form.bytes().all(|b| b.is_ascii_digit());
        form.parse().ok().filter(|y| four && (1500..2200).contains(y))
    }

    /// A day of a month: "13", "13th".
    fn day(&self, at: usize) -> Option<u32> {
        let form = self.lower(at);
        if form.len() <= 2 && form.bytes().all(|b| b.is_ascii_digit()) {
            return form.parse().ok().filter(|d| (1..=31).contains(d));
        }
        ordinal_day(form)
    }

    /// A month name at `at` and one past it: "Nov", ".", apart or together.
    fn month(&self, at: usize) -> Option<(u32, usize)> {
        let lower = self.lower(at);
        let month = month(lower)?;
        if !self.is_capital(at) {
            return None;
        }
        let end = at + 1;
        let abbreviated = lower.len() <= 4 && !lower.ends_with('.') && !matches!(lower, "may" | "june" | "july");
        let stop = abbreviated && self.lower(end) == "." && !self.doc.space_before(end);
        Some((month, if stop && (self.day(end + 1).is_some() || self.year(end + 1).is_some()) { end + 1 } else { end }))
    }
}

/// The time expression that begins at token `at`, as its tokens and its meaning.
pub(super) fn read(doc: &Document<'_>, at: usize, sentence: Range<usize>) -> Option<(Range<usize>, Meaning)> {
    let words = Words { doc, sentence };
    let lower = words.lower(at);
    let first = *lower.as_bytes().first()?;
    let found = if first.is_ascii_digit() {
        digits(&words, at)
    } else {
        match lower {
            "early" | "earlier" | "late" | "later" | "mid" | "mid-" => qualified(&words, at),
            _ => None,
        }
        .or_else(|| named(&words, at))
        .or_else(|| relative(&words, at))
        .or_else(|| counted(&words, at))
    };
    found.map(|(end, meaning)| (at..part_of_day(&words, end), meaning))
}

/// "early Friday", "late last year", "earlier this month", "mid-2012".
fn qualified(words: &Words<'_, '_>, at: usize) -> Option<(usize, Meaning)> {
    let mut next = at + 1;
    while matches!(words.lower(next), "-" | "on" | "in" | "the" | "that") {
        next += 1;
    }
    if words.year(next).is_some() {
        return digits(words, next);
    }
    named(words, next).or_else(|| relative(words, next)).filter(|(_, m)| *m != Meaning::Open)
}

/// Takes in "night", "morning" after a day.
fn part_of_day(words: &Words<'_, '_>, end: usize) -> usize {
    match words.lower(end) {
        "night" | "morning" | "afternoon" | "evening" | "overnight" => end + 1,
        _ => end,
    }
}

/// Expressions that begin with digits.
fn digits(words: &Words<'_, '_>, at: usize) -> Option<(usize, Meaning)> {
    let doc = words.doc;
    let start = doc.starts[at] as usize;
    if let Some((date, len)) = leading_date(&doc.text[start..]) {
        let end = doc.tokens_in(parallax_records::TextRange::new(start, start + len)).end;
        return Some((end.min(words.sentence.end), Meaning::Day(date)));
    }
    // The one date that is a name in every newsroom.
    if words.lower(at) == "9/11"
        || (words.lower(at) == "9" && words.lower(at + 1) == "/" && words.lower(at + 2) == "11")
    {
        let end = if words.lower(at) == "9/11" { at + 1 } else { at + 3 };
        // "at a 9/11 memorial": another day.
        if matches!(words.lower(end), "memorial" | "anniversary" | "commission" | "ceremony" | "museum" | "families") {
            return Some((end, Meaning::Open));
        }
        return NaiveDate::from_ymd_opt(2001, 9, 11).map(|d| (end, Meaning::Day(d)));
    }
    // "13 November 2015", "13th of November"
    if let Some(day) = words.day(at) {
        let next = if words.lower(at + 1) == "of" { at + 2 } else { at + 1 };
        if let Some((month, end)) = words.month(next) {
            return Some(with_year(words, month, day, end));
        }
        if ordinal_day(words.lower(at)).is_some() && words.before(at) == "the" && !is_noun_after(words, at + 1) {
            let on = at >= words.sentence.start + 2 && words.lower(at - 2) == "on";
            return on.then_some((at + 1, Meaning::DayOfMonth(day)));
        }
    }
    if let Some(year) = words.year(at) {
        return year_at(words, at, year);
    }
    // "1990s", "the 1990s"
    let decade = words.lower(at);
    if decade.len() == 5
        && decade.ends_with("0s")
        && let Some(year) = decade[..4].parse::<i32>().ok().filter(|y| (1500..2200).contains(y))
    {
        return Some((at + 1, Meaning::Years(year, year + 9)));
    }
    counted(words, at)
}

fn is_noun_after(words: &Words<'_, '_>, at: usize) -> bool {
    let next = words.lower(at);
    next.len() > 2
        && next.bytes().all(|b| b.is_ascii_lowercase())
        && !matches!(next, "and" | "the" | "when" | "after" | "was" | "were" | "that" | "for" | "but")
}

/// Four digits are a year unless they count something.
fn year_at(words: &Words<'_, '_>, at: usize, year: i32) -> Option<(usize, Meaning)> {
    let next = words.lower(at + 1);
    let before = words.before(at);
    let counts = next.len() > 3
        && next.bytes().all(|b| b.is_ascii_lowercase())
        && (next.ends_with('s') && !next.ends_with("ss") || next == "people" || next == "more")
        && !matches!(next, "was" | "has" | "as" | "his" | "this" | "its");
    let led = matches!(
        before,
        "in" | "since"
            | "of"
            | "from"
            | "until"
            | "till"
            | "by"
            | "during"
            | "before"
            | "after"
            | "late"
            | "early"
            | "mid"
            | "the"
            | "through"
            | "circa"
            | "-"
            | "and"
            | ","
    );
    if counts && !matches!(before, "the" | "in" | "since") || matches!(before, "$" | "€" | "£" | "#" | "no." | "flight")
    {
        return None;
    }
    // A joined number ("2015-24") or the rest of one ("1, 2015" is no date without its month).
    if matches!(
        words.lower(at + 1),
        "%" | "percent" | "km" | "miles" | "feet" | "meters" | "metres" | "million" | "billion" | "hours" | "gmt"
    ) {
        return None;
    }
    if matches!(words.lower(at + 1), "-" | "–" | "to") {
        let glued = words.lower(at + 1) != "to" || before == "from";
        if let Some(last) = words.year(at + 2).filter(|y| glued && *y > year) {
            return Some((at + 3, Meaning::Years(year, last)));
        }
    }
    (led || (1900..2100).contains(&year)).then_some((at + 1, Meaning::Years(year, year)))
}

/// A day and month, with the year where it follows.
fn with_year(words: &Words<'_, '_>, month: u32, day: u32, end: usize) -> (usize, Meaning) {
    let comma = usize::from(words.lower(end) == ",");
    match words.year(end + comma).and_then(|y| NaiveDate::from_ymd_opt(y, month, day)) {
        Some(date) => (end + comma + 1, Meaning::Day(date)),
        None => (end, Meaning::DayOfYear { month, day }),
    }
}

/// Expressions that begin with a name of the calendar.
fn named(words: &Words<'_, '_>, at: usize) -> Option<(usize, Meaning)> {
    let lower = words.lower(at);
    if let Some((month, end)) = words.month(at) {
        return month_at(words, at, month, end);
    }
    if let Some(day) = weekday(lower).filter(|_| words.is_capital(at)) {
        return weekday_at(words, at, day);
    }
    match lower {
        "christmas" | "new" if words.is_capital(at) => {
            let (month, day, end) = match (lower, words.lower(at + 1), words.lower(at + 2), words.lower(at + 3)) {
                ("christmas", "eve", _, _) => (12, 24, at + 2),
                ("christmas", "day", _, _) => (12, 25, at + 2),
                ("new", "year", "'s" | "’s", "eve") => (12, 31, at + 4),
                ("new", "year", "'s" | "’s", "day") => (1, 1, at + 4),
                _ => return None,
            };
            Some(with_year(words, month, day, end))
        }
        _ => None,
    }
}

fn month_at(words: &Words<'_, '_>, at: usize, month: u32, end: usize) -> Option<(usize, Meaning)> {
    let name = words.lower(at);
    // "Jul 282016": day and year that lost the comma between them.
    let fused = words.lower(end);
    if (5..=6).contains(&fused.len()) && fused.bytes().all(|b| b.is_ascii_digit()) {
        let (day, year) = fused.split_at(fused.len() - 4);
        if let (Ok(day), Ok(year)) = (day.parse(), year.parse())
            && let Some(date) = NaiveDate::from_ymd_opt(year, month, day).filter(|_| (1900..2100).contains(&year))
        {
            return Some((end + 1, Meaning::Day(date)));
        }
    }
    // "November 13", "November 13 to 15": the first day counts.
    if let Some(day) = words.day(end) {
        let counted = words.lower(end + 1);
        let year_digits = words.lower(end).len() <= 2 || ordinal_day(words.lower(end)).is_some();
        if year_digits && !matches!(counted, "people" | "%" | "percent" | "million") {
            return Some(with_year(words, month, day, end + 1));
        }
    }
    if let Some(year) = words.year(end).or_else(|| (words.lower(end) == ",").then(|| words.year(end + 1)).flatten()) {
        let end = if words.lower(end) == "," { end + 2 } else { end + 1 };
        return Some((end, Meaning::Month { year, month }));
    }
    if words.lower(end) == "of" {
        if let Some(year) = words.year(end + 1) {
            return Some((end + 2, Meaning::Month { year, month }));
        }
        if matches!(words.lower(end + 1), "last" | "this") && words.lower(end + 2) == "year" {
            let shift = if words.lower(end + 1) == "last" { Shift::Last } else { Shift::This };
            return Some((end + 3, Meaning::MonthOfYear { month, shift }));
        }
    }
    // Alone, "may" and "march" are verbs, and any month a first name, unless led in.
    let led = matches!(
        words.before(at),
        "in" | "since"
            | "until"
            | "till"
            | "by"
            | "early"
            | "late"
            | "mid"
            | "mid-"
            | "during"
            | "from"
            | "of"
            | "through"
            | "before"
            | "after"
            | "-"
            | "last"
            | "next"
            | "this"
            | "earlier"
    );
    let ambiguous =
        matches!(name, "may" | "march" | "april" | "june" | "august" | "jan" | "jan." | "mar" | "sep" | "dec");
    (led || !ambiguous).then_some((end, Meaning::MonthOfYear { month, shift: Shift::Bare }))
}

fn weekday_at(words: &Words<'_, '_>, at: usize, day: chrono::Weekday) -> Option<(usize, Meaning)> {
    let lower = words.lower(at);
    // "Sun" and "Wed", "Sat" and "Mon" are words of their own without a date behind them.
    if lower.len() <= 4 && !dated(words, at) {
        return None;
    }
    if matches!(words.before(at), "black" | "good" | "cyber" | "bloody" | "ash" | "palm" | "super")
        && words.is_capital(at - 1)
    {
        return None;
    }
    if matches!(words.lower(at + 1), "times" | "telegraph" | "mirror" | "mail" | "herald" | "express")
        && words.is_capital(at + 1)
    {
        return None;
    }
    let mut end = at + 1;
    if words.lower(end) == "." && lower.len() <= 4 {
        end += 1;
    }
    // "Friday, Nov. 13": the date decides.
    let mut next = part_of_day(words, end);
    if matches!(words.lower(next), "," | "(") {
        next += 1;
    }
    if words.lower(next) == "the" {
        next += 1;
    }
    if let Some((month, month_end)) = words.month(next)
        && let Some(date) = words.day(month_end)
    {
        return Some(with_year(words, month, date, month_end + 1));
    }
    if let Some(date) = words.day(next) {
        let of = if words.lower(next + 1) == "of" { next + 2 } else { next + 1 };
        if let Some((month, month_end)) = words.month(of) {
            return Some(with_year(words, month, date, month_end));
        }
    }
    if let Some(of_month) = ordinal_day(words.lower(next)) {
        return Some((next + 1, Meaning::WeekdayOfMonth { day, of_month }));
    }
    if words.before(at) == "every" || words.before(at) == "each" {
        return Some((end, Meaning::Open));
    }
    // "Friday last week", "Monday of next week"
    let tail = if words.lower(end) == "of" { end + 1 } else { end };
    if words.lower(tail + 1) == "week" {
        let weeks = match words.lower(tail) {
            "last" => Some(-1),
            "this" => Some(0),
            "next" => Some(1),
            _ => None,
        };
        if let Some(weeks) = weeks {
            return Some((tail + 2, Meaning::WeekdayOfWeek { day, weeks }));
        }
    }
    Some((end, Meaning::Weekday { day, shift: Shift::Bare }))
}

/// Whether a date follows a short weekday name ("Mon Jul 18", "Fri, 13").
fn dated(words: &Words<'_, '_>, at: usize) -> bool {
    (at + 1..at + 4).any(|t| words.month(t).is_some() || words.day(t).is_some())
}

/// "today", "last month", "the day before", "this week".
fn relative(words: &Words<'_, '_>, at: usize) -> Option<(usize, Meaning)> {
    let next = words.lower(at + 1);
    let ago = |n| Meaning::Offset { unit: Unit::Day, n, from: Anchor::Published };
    let near = |n| Meaning::Offset { unit: Unit::Day, n, from: Anchor::Named };
    match words.lower(at) {
        "today" | "tonight" => Some((at + 1, ago(0))),
        "overnight" => Some((at + 1, ago(0))),
        "yesterday" => Some((at + 1, ago(-1))),
        "tomorrow" => Some((at + 1, ago(1))),
        "the" | "that" | "same" | "a" | "an" => article(words, at, near),
        "over" | "at" if next == "the" && words.lower(at + 2) == "weekend" => {
            Some((at + 3, Meaning::Unit { unit: Unit::Weekend, shift: Shift::Bare }))
        }
        "last" | "this" | "next" | "past" | "coming" | "previous" | "following" => shifted(words, at),
        "in" | "over" | "during" | "for" if matches!(next, "recent" | "coming") => {
            unit(words.lower(at + 2)).map(|unit| {
                // "in recent days" is a week or so; longer stretches have no end that can be told.
                let days = next == "recent" && unit == Unit::Day;
                (at + 3, if days { Meaning::Past { days: 7 } } else { Meaning::Open })
            })
        }
        _ => {
            let first = season(words.lower(at))?;
            let tail = if next == "of" { at + 2 } else { at + 1 };
            if let Some(year) = words.year(tail) {
                return Some((tail + 1, Meaning::Season { month: first, shift: Shift::Bare, year: Some(year) }));
            }
            if matches!(words.lower(tail), "last" | "next" | "this") && words.lower(tail + 1) == "year" {
                return None;
            }
            None
        }
    }
}

/// "the day before", "the previous night", "that day", "the past three days", "a week ago".
fn article(words: &Words<'_, '_>, at: usize, near: impl Fn(i64) -> Meaning) -> Option<(usize, Meaning)> {
    let (next, third, fourth) = (words.lower(at + 1), words.lower(at + 2), words.lower(at + 3));
    let day = |w: &str| matches!(w, "day" | "night" | "morning" | "evening" | "afternoon");
    match (next, third) {
        _ if matches!(words.lower(at), "a" | "an") => counted(words, at),
        ("day", "before") if fourth == "yesterday" => {
            Some((at + 4, Meaning::Offset { unit: Unit::Day, n: -2, from: Anchor::Published }))
        }
        ("day", "after") if fourth == "tomorrow" => {
            Some((at + 4, Meaning::Offset { unit: Unit::Day, n: 2, from: Anchor::Published }))
        }
        (d, "before" | "earlier") if day(d) => Some((at + 3, near(-1))),
        (d, "after" | "later") if day(d) && words.lower(at) != "that" => Some((at + 3, near(1))),
        ("previous", d) if day(d) => Some((at + 3, near(-1))),
        ("following" | "next", d) if day(d) => Some((at + 3, near(1))),
        ("same", d) if day(d) => Some((at + 3, near(0))),
        (d, _) if day(d) && matches!(words.lower(at), "that" | "same") => Some((at + 2, near(0))),
        // "the past week", "the last three days", "the past month"
        ("past" | "last" | "previous", _) => past(words, at + 1),
        ("weekend", _) => Some((at + 2, Meaning::Unit { unit: Unit::Weekend, shift: Shift::Bare })),
        ("following" | "coming" | "next", _) => unit(third).map(|_| (at + 3, Meaning::Open)),
        _ => {
            let first = season(next)?;
            let tail = if third == "of" { at + 3 } else { at + 2 };
            let year = words.year(tail)?;
            Some((tail + 1, Meaning::Season { month: first, shift: Shift::Bare, year: Some(year) }))
        }
    }
}

/// "past three days" after its article: so many days back from publication.
fn past(words: &Words<'_, '_>, at: usize) -> Option<(usize, Meaning)> {
    let (n, end) = match numeral_at(words, at + 1) {
        Some((n, end)) => (n, end),
        None if matches!(words.lower(at + 1), "few" | "several" | "couple") => return open_unit(words, at + 2),
        None => (1, at + 1),
    };
    let days = match words.lower(end) {
        "hours" | "hour" => (n + 23) / 24,
        "day" | "days" => n,
        "week" | "weeks" => n * 7,
        "month" | "months" => n * 30,
        "year" | "years" => n * 365,
        "decade" | "decades" => n * 3650,
        _ => return None,
    };
    Some((end + 1, Meaning::Past { days }))
}

fn open_unit(words: &Words<'_, '_>, at: usize) -> Option<(usize, Meaning)> {
    let at = if words.lower(at) == "of" { at + 1 } else { at };
    unit(words.lower(at)).map(|_| (at + 1, Meaning::Open))
}

/// "last month", "next Friday", "this morning", "last November", "last two weeks".
fn shifted(words: &Words<'_, '_>, at: usize) -> Option<(usize, Meaning)> {
    let shift = match words.lower(at) {
        "last" | "past" | "previous" => Shift::Last,
        "next" | "coming" | "following" => Shift::Next,
        _ => Shift::This,
    };
    let mut next = at + 1;
    // "this past Friday", "this coming week"
    let shift = match (shift, words.lower(next)) {
        (Shift::This, "past") => {
            next += 1;
            Shift::Last
        }
        (Shift::This, "coming") => {
            next += 1;
            Shift::Next
        }
        _ => shift,
    };
    let lower = words.lower(next);
    if let Some(day) = weekday(lower).filter(|_| words.is_capital(next) && lower.len() > 4) {
        if let Some(dated) = weekday_at(words, next, day).filter(|(_, m)| !matches!(m, Meaning::Weekday { .. })) {
            return Some(dated);
        }
        return Some((next + 1, Meaning::Weekday { day, shift }));
    }
    if let Some((month, end)) = words.month(next) {
        if let Some(full) = month_at(words, next, month, end).filter(|(_, m)| !matches!(m, Meaning::MonthOfYear { .. }))
        {
            return Some(full);
        }
        return Some((end, Meaning::MonthOfYear { month, shift }));
    }
    if let Some(first) = season(lower) {
        return Some((next + 1, Meaning::Season { month: first, shift, year: None }));
    }
    match (shift, lower) {
        // "last night" is the night before publication; "this morning" is the day itself.
        (Shift::Last, "night" | "evening") => {
            Some((next + 1, Meaning::Offset { unit: Unit::Day, n: -1, from: Anchor::Published }))
        }
        (Shift::This, "morning" | "afternoon" | "evening" | "night") => {
            Some((next + 1, Meaning::Offset { unit: Unit::Day, n: 0, from: Anchor::Published }))
        }
        (Shift::Next, "day" | "morning" | "night" | "evening") => {
            Some((next + 1, Meaning::Offset { unit: Unit::Day, n: 1, from: Anchor::Named }))
        }
        (_, "day" | "night" | "morning" | "evening" | "afternoon") => None,
        (Shift::Last, _) if numeral_at(words, next).is_some() => past(words, at),
        _ => {
            let unit = unit(lower).filter(|_| !lower.ends_with('s'))?;
            Some((next + 1, Meaning::Unit { unit, shift }))
        }
    }
}

fn numeral_at(words: &Words<'_, '_>, at: usize) -> Option<(i64, usize)> {
    if !words.sentence.contains(&at) {
        return None;
    }
    let numeral = numeral(words.doc, at).filter(|n| n.end <= words.sentence.end)?;
    (numeral.value.fract() == 0.0 && numeral.value.abs() < 100_000.0).then_some((numeral.value as i64, numeral.end))
}

/// "two weeks ago", "a day earlier", "10 months later", "days ago", "in three days".
fn counted(words: &Words<'_, '_>, at: usize) -> Option<(usize, Meaning)> {
    let first = words.lower(at);
    // "in three days": forward, where the clause says so; the preposition starts it.
    let (n, mut end) = match first {
        "a" | "an" | "one" => match words.lower(at + 1) {
            "few" | "couple" => (None, at + 2 + usize::from(words.lower(at + 2) == "of")),
            _ => match numeral_at(words, at) {
                Some((n, end)) => (Some(n), end),
                None => (Some(1), at + 1),
            },
        },
        "several" | "many" => (None, at + 1),
        "days" | "weeks" | "months" | "years" | "hours" | "decades" | "minutes" | "moments" => (None, at),
        "fortnight" => (Some(14), at),
        _ => {
            let (n, end) = numeral_at(words, at)?;
            (Some(n), end)
        }
    };
    let word = words.lower(end);
    let hours = matches!(word, "hour" | "hours" | "minute" | "minutes" | "moments");
    let fortnight = matches!(word, "fortnight");
    let named_unit = if hours || fortnight { Some(Unit::Day) } else { unit(word) };
    let named_unit = named_unit?;
    end += 1;
    let (sign, from) = match words.lower(end) {
        "ago" => (-1, Anchor::Published),
        "earlier" => (-1, Anchor::Named),
        "before" if !matches!(words.lower(end + 1), "the" | "a" | "his" | "her" | "their") => (-1, Anchor::Named),
        "later" => (1, Anchor::Named),
        "afterwards" | "afterward" => (1, Anchor::Named),
        _ => return None,
    };
    end += 1;
    let counted = n.and_then(|n| u32::try_from(n).ok()).filter(|_| !hours && !fortnight && named_unit != Unit::Day);
    if let Some((n, (near, end))) = counted.filter(|_| from == Anchor::Published).zip(near(words, end)) {
        return Some((end, Meaning::AgoFrom { unit: named_unit, n, near }));
    }
    let meaning = match n {
        _ if hours => Meaning::Offset { unit: Unit::Day, n: n.filter(|n| *n >= 24).map_or(0, |n| n / 24) * sign, from },
        Some(_) if fortnight => Meaning::Offset { unit: Unit::Week, n: 2 * sign, from },
        Some(n) => Meaning::Offset { unit: named_unit, n: n * sign, from },
        None => Meaning::Open,
    };
    Some((end, meaning))
}

/// What "two years ago" is counted from, where the text says it: "two years ago Monday", "a year ago this week".
fn near(words: &Words<'_, '_>, at: usize) -> Option<(Near, usize)> {
    let at = at + usize::from(words.lower(at) == "on");
    let lower = words.lower(at);
    if lower == "today" {
        return Some((Near::Today, at + 1));
    }
    if let Some(day) = weekday(lower).filter(|_| lower.ends_with("day") && words.is_capital(at)) {
        return Some((Near::Weekday(day), at + 1));
    }
    let shift = match lower {
        "last" => Shift::Last,
        "this" => Shift::This,
        "next" => Shift::Next,
        _ => return None,
    };
    let unit = unit(words.lower(at + 1)).filter(|u| matches!(u, Unit::Week | Unit::Weekend | Unit::Month))?;
    Some((Near::Unit(unit, shift), at + 2))
}
