//! Dates as precise as the text gives them, no more.

use chrono::{Datelike, Days, Months, NaiveDate};

use crate::names::named_enum;

named_enum!(
    /// How finely a point in time is known.
    DatePrecision, "date precision", {
        /// To the second.
        Second => "second",
        /// To the minute.
        Minute => "minute",
        /// To the hour.
        Hour => "hour",
        /// To the day.
        Day => "day",
        /// To the month.
        Month => "month",
        /// To the year.
        Year => "year",
});

/// A calendar date known to the day, the month or the year; written "2015-11-13",
/// "2015-11" or "2015".
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Date {
    /// A day.
    Day(NaiveDate),
    /// A month of a year, 1 to 12.
    Month(i32, u32),
    /// A year.
    Year(i32),
}

impl Date {
    /// The first day that the date may mean.
    pub fn first(self) -> NaiveDate {
        match self {
            Self::Day(day) => day,
            Self::Month(year, month) => NaiveDate::from_ymd_opt(year, month, 1).unwrap_or(NaiveDate::MIN),
            Self::Year(year) => NaiveDate::from_ymd_opt(year, 1, 1).unwrap_or(NaiveDate::MIN),
        }
    }

    /// The last day that the date may mean.
    pub fn last(self) -> NaiveDate {
        match self {
            Self::Day(day) => day,
            Self::Month(..) => self
                .first()
                .checked_add_months(Months::new(1))
                .and_then(|d| d.checked_sub_days(Days::new(1)))
                .unwrap_or(NaiveDate::MAX),
            Self::Year(year) => NaiveDate::from_ymd_opt(year, 12, 31).unwrap_or(NaiveDate::MAX),
        }
    }

    /// How finely the date is known.
    pub const fn precision(self) -> DatePrecision {
        match self {
            Self::Day(_) => DatePrecision::Day,
            Self::Month(..) => DatePrecision::Month,
            Self::Year(_) => DatePrecision::Year,
        }
    }
}

impl std::fmt::Display for Date {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Day(day) => write!(f, "{:04}-{:02}-{:02}", day.year(), day.month(), day.day()),
            Self::Month(year, month) => write!(f, "{year:04}-{month:02}"),
            Self::Year(year) => write!(f, "{year:04}"),
        }
    }
}

impl std::str::FromStr for Date {
    type Err = crate::UnknownName;

    fn from_str(word: &str) -> Result<Self, Self::Err> {
        let unknown =
            || crate::UnknownName { what: "date", word: word.to_owned(), known: &["YYYY-MM-DD", "YYYY-MM", "YYYY"] };
        let parts: Vec<&str> = word.split('-').collect();
        let number = |s: &str| s.parse::<u32>().map_err(|_| unknown());
        match parts.as_slice() {
            [y, m, d] => {
                NaiveDate::from_ymd_opt(number(y)? as i32, number(m)?, number(d)?).map(Self::Day).ok_or_else(unknown)
            }
            [y, m] => NaiveDate::from_ymd_opt(number(y)? as i32, number(m)?, 1)
                .map(|d| Self::Month(d.year(), d.month()))
                .ok_or_else(unknown),
            [y] if y.len() == 4 => Ok(Self::Year(number(y)? as i32)),
            _ => Err(unknown()),
        }
    }
}

impl serde::Serialize for Date {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> serde::Deserialize<'de> for Date {
    fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let word = String::deserialize(deserializer)?;
        word.parse().map_err(serde::de::Error::custom)
    }
}

/// From one day to another, both included, with the precision the text gave.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Serialize, serde::Deserialize)]
pub struct DateSpan {
    /// The first day.
    pub from: NaiveDate,
    /// The last day.
    pub to: NaiveDate,
    /// How finely the text gave it.
    pub precision: DatePrecision,
}

impl From<Date> for DateSpan {
    fn from(date: Date) -> Self {
        Self { from: date.first(), to: date.last(), precision: date.precision() }
    }
}

impl DateSpan {
    /// The span as one date, where it is a whole day, month or year; else `None`.
    pub fn as_date(self) -> Option<Date> {
        let candidates =
            [Date::Day(self.from), Date::Month(self.from.year(), self.from.month()), Date::Year(self.from.year())];
        candidates.into_iter().find(|d| d.first() == self.from && d.last() == self.to)
    }

    /// The finest day, month or year that holds the whole span: "last week" lies in November. `None` where the
    /// span runs over two years.
    pub fn enclosing(self) -> Option<Date> {
        let candidates =
            [Date::Day(self.from), Date::Month(self.from.year(), self.from.month()), Date::Year(self.from.year())];
        candidates.into_iter().find(|d| d.first() <= self.from && self.to <= d.last())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dates_are_as_precise_as_written() {
        for text in ["2015-11-13", "2015-11", "2015", "0079-08"] {
            let date: Date = text.parse().expect("a date");
            assert_eq!(date.to_string(), text);
            assert_eq!(DateSpan::from(date).as_date(), Some(date));
        }
        for text in ["2015-13", "2015-02-30", "15", "", "Friday"] {
            assert!(text.parse::<Date>().is_err(), "{text:?} is no date");
        }
        let week = DateSpan {
            from: "2015-11-09".parse().expect("a day"),
            to: "2015-11-15".parse().expect("a day"),
            precision: DatePrecision::Day,
        };
        assert_eq!((week.as_date(), week.enclosing()), (None, Some(Date::Month(2015, 11))));
        let february: Date = "2016-02".parse().expect("a month");
        assert_eq!(february.last().to_string(), "2016-02-29");
    }
}
