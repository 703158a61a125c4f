//! Names of the calendar and arithmetic on weeks and months.

use chrono::{Datelike, Days, Months, NaiveDate, Weekday};
use parallax_records::{Date, DatePrecision, DateSpan};

use super::meaning::Unit;

/// The month a word names. "may", "march" and "mar" need a capital: see [`super::read`].
pub(super) fn month(lower: &str) -> Option<u32> {
    Some(match lower.strip_suffix('.').unwrap_or(lower) {
        "january" | "jan" => 1,
        "february" | "feb" => 2,
        "march" | "mar" => 3,
        "april" | "apr" => 4,
        "may" => 5,
        "june" | "jun" => 6,
        "july" | "jul" => 7,
        "august" | "aug" => 8,
        "september" | "sept" | "sep" => 9,
        "october" | "oct" => 10,
        "november" | "nov" => 11,
        "december" | "dec" => 12,
        _ => return None,
    })
}

/// The weekday a word names.
pub(super) fn weekday(lower: &str) -> Option<Weekday> {
    Some(match lower.strip_suffix('.').unwrap_or(lower) {
        "monday" | "mon" => Weekday::Mon,
        "tuesday" | "tue" | "tues" => Weekday::Tue,
        "wednesday" | "wed" => Weekday::Wed,
        "thursday" | "thu" | "thur" | "thurs" => Weekday::Thu,
        "friday" | "fri" => Weekday::Fri,
        "saturday" | "sat" => Weekday::Sat,
        "sunday" | "sun" => Weekday::Sun,
        _ => return None,
    })
}

/// Whether a word names a weekday or a month, and so says when and not of what.
pub(crate) fn is_calendar_word(lower: &str) -> bool {
    weekday(lower).is_some() || month(lower).is_some()
}

/// Whether a word is a day by its full name or as seen from today: "Friday", "yesterday".
pub(crate) fn is_day_word(lower: &str) -> bool {
    matches!(lower, "today" | "yesterday" | "tonight" | "tomorrow")
        || lower.ends_with("day") && weekday(lower).is_some()
}

/// The unit a word names, singular or plural.
pub(super) fn unit(lower: &str) -> Option<Unit> {
    Some(match lower {
        "day" | "days" | "night" | "nights" | "morning" | "afternoon" | "evening" => Unit::Day,
        "week" | "weeks" => Unit::Week,
        "weekend" | "weekends" => Unit::Weekend,
        "month" | "months" => Unit::Month,
        "year" | "years" => Unit::Year,
        "decade" | "decades" => Unit::Decade,
        _ => return None,
    })
}

/// The first month of a season, north of the equator.
pub(super) fn season(lower: &str) -> Option<u32> {
    Some(match lower {
        "spring" => 3,
        "summer" => 6,
        "autumn" | "fall" => 9,
        "winter" => 12,
        _ => return None,
    })
}

/// A day ordinal: "13th", "1st".
pub(super) fn ordinal_day(lower: &str) -> Option<u32> {
    let digits = lower.trim_end_matches(|c: char| c.is_ascii_lowercase());
    let suffix = &lower[digits.len()..];
    let day: u32 = digits.parse().ok()?;
    (matches!(suffix, "st" | "nd" | "rd" | "th") && (1..=31).contains(&day)).then_some(day)
}

/// `day` moved by some days; stays where the calendar ends.
pub(super) fn plus(day: NaiveDate, days: i64) -> NaiveDate {
    let moved = if days >= 0 {
        day.checked_add_days(Days::new(days.unsigned_abs()))
    } else {
        day.checked_sub_days(Days::new(days.unsigned_abs()))
    };
    moved.unwrap_or(day)
}

/// The month `months` away from that of `day`.
pub(super) fn month_away(day: NaiveDate, months: i64) -> Date {
    let first = day.with_day(1).unwrap_or(day);
    let count = Months::new(u32::try_from(months.unsigned_abs()).unwrap_or(0));
    let moved = if months >= 0 { first.checked_add_months(count) } else { first.checked_sub_months(count) };
    let moved = moved.unwrap_or(first);
    Date::Month(moved.year(), moved.month())
}

/// Days from one day to another, both included.
pub(super) fn days(from: NaiveDate, to: NaiveDate) -> DateSpan {
    DateSpan { from, to, precision: DatePrecision::Day }
}

/// Monday to Sunday of the week of `day`.
pub(super) fn week(day: NaiveDate) -> DateSpan {
    let monday = plus(day, -i64::from(day.weekday().num_days_from_monday()));
    days(monday, plus(monday, 6))
}
