//! What a time expression says before it is counted from a day.

use chrono::{NaiveDate, Weekday};

/// A unit of the calendar.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Unit {
    Day,
    Week,
    Weekend,
    Month,
    Year,
    Decade,
}

/// "last", "this", "next".
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Shift {
    Bare,
    Last,
    This,
    Next,
}

/// The day from which an expression counts.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Anchor {
    /// The day of publication: "two days ago".
    Published,
    /// The last day named: "two days earlier", "the day before".
    Named,
}

/// A time near publication that a longer while is counted from.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Near {
    Today,
    Weekday(Weekday),
    Unit(Unit, Shift),
}

impl Near {
    /// What it means by itself.
    pub(super) fn meaning(self) -> Meaning {
        match self {
            Self::Today => Meaning::Offset { unit: Unit::Day, n: 0, from: Anchor::Published },
            Self::Weekday(day) => Meaning::Weekday { day, shift: Shift::Bare },
            Self::Unit(unit, shift) => Meaning::Unit { unit, shift },
        }
    }
}

/// A time expression, read but not yet resolved.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) enum Meaning {
    /// "13 November 2015".
    Day(NaiveDate),
    /// "Nov. 13".
    DayOfYear { month: u32, day: u32 },
    /// "the 13th".
    DayOfMonth(u32),
    /// "November 2015".
    Month { year: i32, month: u32 },
    /// "in November", "last November".
    MonthOfYear { month: u32, shift: Shift },
    /// "in 2001", "the 1990s", "2010-2012".
    Years(i32, i32),
    /// "Friday", "last Friday".
    Weekday { day: Weekday, shift: Shift },
    /// "Friday, the 13th".
    WeekdayOfMonth { day: Weekday, of_month: u32 },
    /// "Friday last week": weeks from the week of publication.
    WeekdayOfWeek { day: Weekday, weeks: i64 },
    /// "last week", "this year", "next month".
    Unit { unit: Unit, shift: Shift },
    /// "two weeks ago", "the day before", "three days later".
    Offset { unit: Unit, n: i64, from: Anchor },
    /// "two years ago Monday", "a year ago this week": so many units before a time near publication.
    AgoFrom { unit: Unit, n: u32, near: Near },
    /// "the past three days": so many days up to publication.
    Past { days: i64 },
    /// "last summer": the first month of three.
    Season { month: u32, shift: Shift, year: Option<i32> },
    /// "in recent weeks", "on Fridays": no interval.
    Open,
}
