//! Publication dates in the spellings that dumps, pages and datelines use.
//!
//! ISO and RFC 3339, RFC 2822, `10/18/16`, `18.10.2016`, `Nov. 16, 2015 at 3:15 p.m. EST`,
//! `Monday, 16th of November 2015`, Unix time. What a text does not give is not invented:
//! a month and day without a year stay "--11-16".

mod months;
mod order;
mod scan;

use chrono::{DateTime, Duration, NaiveDate};
use parallax_records::{DatePrecision, Published, PublishedFrom};

pub(crate) use months::month_number;
pub(crate) use order::{DayOrder, OrderEvidence};
pub(crate) use scan::find_in_text;

/// A date as it was written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(crate) struct Written {
    pub(crate) year: Option<i32>,
    pub(crate) month: Option<u32>,
    pub(crate) day: Option<u32>,
    /// Hour, minute, second.
    pub(crate) time: Option<(u32, u32, Option<u32>)>,
    /// Minutes east of UTC.
    pub(crate) offset: Option<i32>,
    /// Whether day and month could be exchanged ("03/04/16").
    pub(crate) ambiguous: bool,
}

impl Written {
    /// The date as it is stored; `None` where it is no date of the calendar.
    ///
    /// A time with an offset becomes UTC, one without is taken as UTC. But where UTC would turn
    /// the calendar day, the day as written is kept and the time is dropped: "on Sunday" in an
    /// article of Sunday evening in New York must not be read from Monday's date.
    pub(crate) fn published(self, from: PublishedFrom) -> Option<Published> {
        let (at, precision) = match (self.year, self.month, self.day) {
            (Some(year), Some(month), Some(day)) => {
                let date = NaiveDate::from_ymd_opt(year, month, day)?;
                match self.time {
                    Some((hour, minute, second)) => {
                        let local = date.and_hms_opt(hour, minute, second.unwrap_or(0).min(59))?;
                        let utc = local - Duration::minutes(i64::from(self.offset.unwrap_or(0)));
                        if utc.date() != date {
                            let at = date.format("%Y-%m-%d").to_string();
                            return Some(Published { at, precision: DatePrecision::Day, from });
                        }
                        let precision = if second.is_some() { DatePrecision::Second } else { DatePrecision::Minute };
                        (utc.format("%Y-%m-%dT%H:%M:%SZ").to_string(), precision)
                    }
                    None => (date.format("%Y-%m-%d").to_string(), DatePrecision::Day),
                }
            }
            (Some(year), Some(month), None) if (1..=12).contains(&month) => {
                (format!("{year:04}-{month:02}"), DatePrecision::Month)
            }
            (Some(year), None, None) => (format!("{year:04}"), DatePrecision::Year),
            // 2000 is a leap year: 29 February is a day of some year.
            (None, Some(month), Some(day)) => {
                NaiveDate::from_ymd_opt(2000, month, day)?;
                (format!("--{month:02}-{day:02}"), DatePrecision::Day)
            }
            _ => return None,
        };
        Some(Published { at, precision, from })
    }
}

/// Reads a whole string as a date. `order` says how `03/04/16` is to be read.
pub(crate) fn parse(text: &str, order: DayOrder) -> Option<Written> {
    let text = text.trim();
    if !text.is_empty() && text.bytes().all(|b| b.is_ascii_digit()) {
        return digits(text);
    }
    let (written, rest) = scan::scan(text, order)?;
    // A string that holds more than a date ("2 hours ago", "Issue 2015-11") is no date.
    rest.then_some(written)
}

/// The date of a line that holds a date and little else: "Published Nov. 16, 2015, 3:15 p.m.",
/// "By Ann Poe | May 5, 2019", "Ann Poe May 5, 2019 3 min read". A sentence that mentions a date, a
/// caption that ends in one and a line that only tells of an update give none.
pub(crate) fn of_line(line: &str) -> Option<Written> {
    const PUBLISHED: [&str; 4] = ["publish", "posted", "post time", "written"];
    let line = line.trim();
    if line.len() > 160 || !line.contains(|c: char| c.is_ascii_digit()) {
        return None;
    }
    let lower = line.to_lowercase();
    let updated = UPDATED.iter().filter_map(|w| lower.find(w)).min();
    let published = PUBLISHED.iter().filter_map(|w| lower.find(w)).min();
    // "Published May 5, 2019, updated May 6, 2019": only what stands before the update counts.
    let line = match (published, updated) {
        (Some(p), Some(u)) if u < p => line.get(p..)?,
        (_, Some(u)) => line.get(..u)?,
        _ => line,
    };
    whole_or_part(line).or_else(|| {
        let sentence = line.ends_with(['.', '!', '?', ':', '"', '”']);
        let short = line.split_whitespace().count() <= 12;
        let named = find_in_text(line).filter(|w| w.day.is_some() && w.year.is_some());
        if sentence || !short { None } else { named }
    })
}

/// Whether a line says that the date in it or behind it is of a later version.
pub(crate) fn tells_change(line: &str) -> bool {
    let lower = line.to_lowercase();
    UPDATED.iter().any(|word| lower.contains(word))
}

/// Words before the date of a later version.
const UPDATED: [&str; 6] = ["update", "modified", "reviewed", "revised", "edited", "medically"];

/// A line that is a day, or of which one part is.
fn whole_or_part(line: &str) -> Option<Written> {
    let whole = |text: &str| parse(text, DayOrder::MonthFirst).filter(|w| w.day.is_some() && w.year.is_some());
    let parts = line.split(['|', '•', '·', '–', '—', '(', ')', ';']).flat_map(|p| p.split(" - "));
    whole(line).or_else(|| parts.map(str::trim).filter(|p| p.len() >= 8).find_map(whole))
}

/// "20151116", "20151116093000", Unix seconds and milliseconds, "2015".
fn digits(text: &str) -> Option<Written> {
    let number: i64 = text.parse().ok()?;
    let part = |range: std::ops::Range<usize>| text[range].parse::<u32>().ok();
    match text.len() {
        4 if (1500..2200).contains(&number) => Some(Written { year: Some(number as i32), ..Written::default() }),
        8 | 14 if (15..22).contains(&part(0..2)?) => {
            let time = match text.len() {
                14 => Some((part(8..10)?, part(10..12)?, Some(part(12..14)?))),
                _ => None,
            };
            let year = part(0..4)? as i32;
            Some(Written { year: Some(year), month: part(4..6), day: part(6..8), time, ..Written::default() })
        }
        9 | 10 => unix(number),
        12 | 13 => unix(number / 1000),
        _ => None,
    }
}

fn unix(seconds: i64) -> Option<Written> {
    use chrono::{Datelike, Timelike};
    let time = DateTime::from_timestamp(seconds, 0)?.naive_utc();
    Some(Written {
        year: Some(time.year()),
        month: Some(time.month()),
        day: Some(time.day()),
        time: Some((time.hour(), time.minute(), Some(time.second()))),
        ..Written::default()
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(text: &str) -> Option<String> {
        parse(text, DayOrder::MonthFirst)?.published(PublishedFrom::Record).map(|p| p.at)
    }

    #[test]
    fn many_spellings() {
        for (text, expected) in [
            ("2015-11-22", "2015-11-22"),
            ("2015/11/22", "2015-11-22"),
            ("20151122", "2015-11-22"),
            ("2015-11", "2015-11"),
            ("2015", "2015"),
            ("10/18/16", "2016-10-18"),
            ("10/18/2016", "2016-10-18"),
            ("18/10/2016", "2016-10-18"),
            ("18.10.2016", "2016-10-18"),
            ("3.4.2016", "2016-04-03"),
            ("1/2/99", "1999-01-02"),
            ("2015-11-16T09:30:00Z", "2015-11-16T09:30:00Z"),
            ("2015-11-16T09:30:00.123+02:00", "2015-11-16T07:30:00Z"),
            ("2015-11-16 09:30:00 -0500", "2015-11-16T14:30:00Z"),
            ("2015-11-16 09:30", "2015-11-16T09:30:00Z"),
            ("Mon, 16 Nov 2015 09:30:00 GMT", "2015-11-16T09:30:00Z"),
            ("Mon, 16 Nov 2015 09:30:00 -0800", "2015-11-16T17:30:00Z"),
            ("Nov. 16, 2015", "2015-11-16"),
            ("Sept 3, 2015", "2015-09-03"),
            ("November 16th, 2015 at 3:15 p.m. EST", "2015-11-16T20:15:00Z"),
            ("Monday, 16th of November 2015", "2015-11-16"),
            ("Monday 16 November 2015, 11.20am", "2015-11-16T11:20:00Z"),
            ("Published: 16 November 2015", "2015-11-16"),
            ("16-Nov-2015", "2015-11-16"),
            ("November 2015", "2015-11"),
            ("Nov. 16", "--11-16"),
            ("12:05 AM Nov 16, 2015", "2015-11-16T00:05:00Z"),
            ("Updated 9:30 PM ET, Sun November 22, 2015", "2015-11-22"),
            ("2015-07-05T06:03:42+0800", "2015-07-05"),
            ("1447666200", "2015-11-16T09:30:00Z"),
            ("1447666200000", "2015-11-16T09:30:00Z"),
            ("20151116093000", "2015-11-16T09:30:00Z"),
        ] {
            assert_eq!(at(text).as_deref(), Some(expected), "{text}");
        }
    }

    #[test]
    fn what_is_no_date_gives_none() {
        for text in [
            "",
            "yesterday",
            "2 hours ago",
            "31/02/2016",
            "13/13/2016",
            "May",
            "99",
            "Chapter 4, 2015-11-22 review",
            "n/a",
        ] {
            assert_eq!(at(text), None, "{text}");
        }
    }

    #[test]
    fn lines_that_are_dates() {
        let get = |line| of_line(line).and_then(|w| w.published(PublishedFrom::Text)).map(|p| p.at);
        for line in [
            "Published May 5, 2019",
            "By Ann Poe | May 5, 2019",
            "Ann Poe May 5, 2019 3 min read",
            "May 5, 2019. Updated: May 7, 2019",
        ] {
            assert_eq!(get(line).as_deref(), Some("2019-05-05"), "{line}");
        }
        for line in [
            "Updated May 5, 2019",
            "The old bridge in Marlow. May 5, 2019.",
            "It opened on May 5, 2019, the mayor said.",
        ] {
            assert_eq!(get(line), None, "{line}");
        }
    }

    #[test]
    fn the_order_decides_only_where_both_are_days() {
        let day_first = |text| parse(text, DayOrder::DayFirst).and_then(|w| w.published(PublishedFrom::Record));
        assert_eq!(day_first("03/04/16").map(|p| p.at).as_deref(), Some("2016-04-03"));
        assert_eq!(at("03/04/16").as_deref(), Some("2016-03-04"));
        assert!(parse("03/04/16", DayOrder::MonthFirst).is_some_and(|w| w.ambiguous));
        assert!(parse("10/18/16", DayOrder::DayFirst).is_some_and(|w| !w.ambiguous && w.day == Some(18)));
        assert!(parse("04/04/16", DayOrder::DayFirst).is_some_and(|w| !w.ambiguous));
    }

    proptest::proptest! {
        #[test]
        fn any_text_is_read_without_panic(text in "\\PC{0,60}") {
            let _ = parse(&text, DayOrder::MonthFirst).map(|w| w.published(PublishedFrom::Text));
            let _ = find_in_text(&text);
        }
    }
}
