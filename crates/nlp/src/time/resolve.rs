//! From meaning to days.

use chrono::{Datelike, Days, Months, NaiveDate};
use parallax_records::{Date, DatePrecision, DateSpan};

use super::calendar::{days, month_away, plus, week};
use super::meaning::{Anchor, Meaning, Shift, Unit};
use super::tense::Tense;

/// The days that an expression means, counted from the day of publication or from the day
/// named last. `tense` is asked only where it matters.
pub(super) fn resolve(
    meaning: &Meaning,
    published: Option<Date>,
    named: Option<NaiveDate>,
    tense: impl Fn() -> Tense,
) -> Option<DateSpan> {
    let today = match published {
        Some(Date::Day(day)) => Some(day),
        _ => None,
    };
    // Months and years may be counted from a coarser date of publication.
    let around = published.map(Date::first);
    let date = |d: Date| Some(DateSpan::from(d));
    match *meaning {
        Meaning::Day(day) => date(Date::Day(day)),
        Meaning::Month { year, month } => date(Date::Month(year, month)),
        Meaning::Years(from, to) if from == to => date(Date::Year(from)),
        Meaning::Years(from, to) => {
            Some(DateSpan { from: Date::Year(from).first(), to: Date::Year(to).last(), precision: DatePrecision::Year })
        }
        Meaning::DayOfYear { month, day } => date(Date::Day(day_of_year(around?, month, day, tense())?)),
        Meaning::DayOfMonth(day) => {
            let base = named.or(today)?;
            date(Date::Day(NaiveDate::from_ymd_opt(base.year(), base.month(), day)?))
        }
        Meaning::MonthOfYear { month, shift } => {
            let base = around?;
            let mut year = base.year();
            match shift {
                Shift::This => {}
                Shift::Last if month >= base.month() => year -= 1,
                Shift::Next if month <= base.month() => year += 1,
                // "if they meet in May", in April, looks ahead; "in May" of no tense at all, in January, looks back.
                Shift::Bare if month > base.month() => match tense() {
                    Tense::Future => {}
                    Tense::Unknown if month <= base.month() + SOON => {}
                    Tense::Past | Tense::Unknown => year -= 1,
                },
                // "will hear the case of the March attack", in April: the verb is not the attack's.
                Shift::Bare
                    if month < base.month()
                        && tense() == Tense::Future
                        && i64::from(12 + month - base.month()) <= AHEAD / 30 =>
                {
                    year += 1;
                }
                _ => {}
            }
            date(Date::Month(year, month))
        }
        Meaning::Weekday { day, shift } => {
            let today = today?;
            let back =
                (7 + i64::from(today.weekday().num_days_from_monday()) - i64::from(day.num_days_from_monday())) % 7;
            let ahead = (7 - back) % 7;
            let shifted = match shift {
                Shift::Last => plus(today, if back == 0 { -7 } else { -back }),
                // "next Friday" said on a Monday is not this week's.
                Shift::Next => {
                    let next = plus(today, if ahead == 0 { 7 } else { ahead });
                    if week(next) == week(today) { plus(next, 7) } else { next }
                }
                Shift::This if tense() == Tense::Past => plus(today, -back),
                Shift::This => plus(today, ahead),
                Shift::Bare if tense() == Tense::Future => plus(today, ahead),
                Shift::Bare => plus(today, -back),
            };
            date(Date::Day(shifted))
        }
        Meaning::WeekdayOfMonth { day, of_month } => {
            let today = today?;
            let fits = |d: &NaiveDate| d.day() == of_month && d.weekday() == day;
            let back = (0..200).map(|n| plus(today, -n)).find(fits);
            let ahead = (0..200).map(|n| plus(today, n)).find(fits);
            date(Date::Day(if tense() == Tense::Future { ahead.or(back) } else { back.or(ahead) }?))
        }
        Meaning::WeekdayOfWeek { day, weeks } => {
            let monday = week(today?).from;
            date(Date::Day(plus(monday, weeks * 7 + i64::from(day.num_days_from_monday()))))
        }
        Meaning::Unit { unit, shift } => {
            let step = match shift {
                Shift::Last => -1,
                Shift::Next => 1,
                Shift::This | Shift::Bare => 0,
            };
            shifted_unit(unit, step, today, around, &tense)
        }
        Meaning::Offset { unit, n, from } => {
            let base = match from {
                Anchor::Named => named.or(today),
                Anchor::Published => today,
            };
            offset(unit, n, base.or(if matches!(unit, Unit::Year | Unit::Decade) { around } else { None })?)
        }
        Meaning::AgoFrom { unit, n, near } => {
            let near = resolve(&near.meaning(), published, named, tense)?;
            let back = |day| before(day, unit, n);
            Some(DateSpan { from: back(near.from)?, to: back(near.to)?, precision: near.precision })
        }
        Meaning::Past { days: n } => {
            let today = today?;
            Some(days(plus(today, -n), today))
        }
        Meaning::Season { month, shift, year } => {
            let year = match (year, around) {
                (Some(year), _) => year,
                (None, Some(base)) => match shift {
                    Shift::Last if month + 2 >= base.month() => base.year() - 1,
                    Shift::Next if month <= base.month() => base.year() + 1,
                    Shift::Bare if month > base.month() && tense() != Tense::Future => base.year() - 1,
                    // "who won this summer", in March
                    Shift::This if month > base.month() && tense() == Tense::Past => base.year() - 1,
                    _ => base.year(),
                },
                (None, None) => return None,
            };
            let first = NaiveDate::from_ymd_opt(year, month, 1)?;
            Some(DateSpan { from: first, to: month_away(first, 2).last(), precision: DatePrecision::Month })
        }
        Meaning::Open => None,
    }
}

/// Months ahead that a clause without tense may mean.
const SOON: u32 = 2;

/// Days ahead that a date without its year may lie; what is farther off is written with the year.
const AHEAD: i64 = 270;

/// "Nov. 13" without a year: the nearest such day, on the side the tense asks for. "will answer the April 7 attack", on
/// April 16, looks back all the same.
fn day_of_year(around: NaiveDate, month: u32, day: u32, tense: Tense) -> Option<NaiveDate> {
    let candidates = || (-1..=1).filter_map(|step| NaiveDate::from_ymd_opt(around.year() + step, month, day));
    let distance = |d: &NaiveDate| (*d - around).num_days();
    let on_its_side = |d: &NaiveDate| match tense {
        // A dateline's day may lie a day ahead of the record's.
        Tense::Past => distance(d) <= 1,
        Tense::Future => (-1..=AHEAD).contains(&distance(d)),
        Tense::Unknown => true,
    };
    let nearest = |d: &NaiveDate| distance(d).abs();
    candidates().filter(on_its_side).min_by_key(nearest).or_else(|| candidates().min_by_key(nearest))
}

fn shifted_unit(
    unit: Unit,
    step: i64,
    today: Option<NaiveDate>,
    around: Option<NaiveDate>,
    tense: &impl Fn() -> Tense,
) -> Option<DateSpan> {
    match unit {
        Unit::Day => Some(Date::Day(plus(today?, step)).into()),
        Unit::Week => Some(week(plus(today?, 7 * step))),
        Unit::Weekend => {
            let today = today?;
            let saturday = plus(week(today).from, 5);
            let saturday = match step {
                // On a weekend "last weekend" is the one before, on a weekday the latest.
                -1 => plus(saturday, -7),
                1 => plus(saturday, 7),
                _ if today >= saturday || tense() == Tense::Future => saturday,
                _ => plus(saturday, -7),
            };
            Some(days(saturday, plus(saturday, 1)))
        }
        Unit::Month => Some(month_away(around?, step).into()),
        Unit::Year => Some(Date::Year(around?.year() + i32::try_from(step).ok()?).into()),
        Unit::Decade => None,
    }
}

/// The day so many units before another; the last of its month where the month has no such day.
fn before(day: NaiveDate, unit: Unit, n: u32) -> Option<NaiveDate> {
    let months = |each: u32| day.checked_sub_months(Months::new(n.checked_mul(each)?));
    match unit {
        Unit::Day => day.checked_sub_days(Days::new(n.into())),
        Unit::Week | Unit::Weekend => day.checked_sub_days(Days::new(u64::from(n) * 7)),
        Unit::Month => months(1),
        Unit::Year => months(12),
        Unit::Decade => months(120),
    }
}

fn offset(unit: Unit, n: i64, base: NaiveDate) -> Option<DateSpan> {
    match unit {
        Unit::Day => Some(Date::Day(plus(base, n)).into()),
        Unit::Week | Unit::Weekend => Some(week(plus(base, 7 * n))),
        Unit::Month => Some(month_away(base, n).into()),
        Unit::Year => Some(Date::Year(base.year().checked_add(i32::try_from(n).ok()?)?).into()),
        Unit::Decade => Some(Date::Year(base.year().checked_add(i32::try_from(n.checked_mul(10)?).ok()?)?).into()),
    }
}
