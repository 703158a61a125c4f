//! Stored dates as people read them. What is not known is not shown: a date without a year
//! stays without one.

/// "2031-03-04T20:15:00Z" as "4 Mar"; the empty string where there is no date.
pub(crate) fn day(stored: &str) -> String {
    parts(stored).map_or_else(|| stored.to_owned(), |p| p.shown(false))
}

/// "2031-03-04T20:15:00Z" as "4 Mar 2031".
pub(crate) fn day_of_year(stored: &str) -> String {
    parts(stored).map_or_else(|| stored.to_owned(), |p| p.shown(true))
}

/// How the days of one table are shown: with the year where they are not all of one.
pub(crate) fn days_of<'d>(stored: impl Iterator<Item = &'d chrono::NaiveDate>) -> fn(&str) -> String {
    let years: std::collections::BTreeSet<i32> = stored.map(chrono::Datelike::year).collect();
    if years.len() > 1 { day_of_year } else { day }
}

/// "4–9 Mar 2031", "28 Feb – 2 Mar 2031", from two stored dates of which one may be empty.
pub(crate) fn period(from: &str, to: &str) -> String {
    let (Some(a), Some(b)) = (parts(from), parts(to)) else {
        return day_of_year(if from.is_empty() { to } else { from });
    };
    match (a.day, b.day) {
        _ if is_whole_month(a, b) => Parts { day: None, ..a }.shown(true),
        _ if a == b => b.shown(true),
        (Some(first), Some(_)) if a.year == b.year && a.month == b.month => format!("{first}–{}", b.shown(true)),
        _ if a.year == b.year => format!("{} – {}", a.shown(false), b.shown(true)),
        _ => format!("{} – {}", a.shown(true), b.shown(true)),
    }
}

/// Whether two days are the first and the last of one month, as texts that name a month give.
fn is_whole_month(a: Parts, b: Parts) -> bool {
    let (Some(year), Some(month)) = (a.year, a.month.and_then(|m| u32::try_from(m).ok())) else { return false };
    let next = if month == 12 { (year + 1, 1) } else { (year, month + 1) };
    let last = chrono::NaiveDate::from_ymd_opt(next.0, next.1, 1).and_then(|d| d.pred_opt());
    let last = last.map(|d| chrono::Datelike::day(&d));
    a.day == Some(1) && b.day.is_some() && b.day == last && a.year == b.year && a.month == b.month
}

/// "20:15" of a stored time, where it has one.
pub(crate) fn clock(stored: &str) -> &str {
    if stored.as_bytes().get(10) == Some(&b'T') { stored.get(11..16).unwrap_or_default() } else { "" }
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Parts {
    year: Option<i32>,
    month: Option<usize>,
    day: Option<u32>,
}

const MONTHS: [&str; 12] = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];

impl Parts {
    fn shown(self, with_year: bool) -> String {
        let mut words = Vec::new();
        words.extend(self.day.map(|d| d.to_string()));
        words.extend(self.month.and_then(|m| MONTHS.get(m.wrapping_sub(1))).map(|m| (*m).to_owned()));
        // A month or a year alone says nothing without its year.
        if with_year || self.day.is_none() {
            words.extend(self.year.map(|y| y.to_string()));
        }
        words.join(" ")
    }
}

fn parts(stored: &str) -> Option<Parts> {
    let date = stored.split('T').next().unwrap_or_default();
    if let Some(rest) = date.strip_prefix("--") {
        let (month, day) = rest.split_once('-')?;
        return Some(Parts { year: None, month: month.parse().ok(), day: day.parse().ok() });
    }
    let mut pieces = date.split('-');
    let year = pieces.next()?.parse().ok()?;
    let month = pieces.next().and_then(|m| m.parse().ok());
    let day = pieces.next().and_then(|d| d.parse().ok());
    Some(Parts { year: Some(year), month, day })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dates_are_shown_as_far_as_known() {
        assert_eq!(day("2031-03-04T20:15:00Z"), "4 Mar");
        assert_eq!(day_of_year("2031-03-04"), "4 Mar 2031");
        assert_eq!(day_of_year("2031-03"), "Mar 2031");
        assert_eq!(day("2031"), "2031");
        assert_eq!(day_of_year("--11-16"), "16 Nov");
        assert_eq!(day(""), "");
        let on = |year| chrono::NaiveDate::from_ymd_opt(year, 3, 4).expect("a day");
        assert_eq!(days_of([on(2031), on(2031)].iter())("2031-03-04"), "4 Mar");
        assert_eq!(days_of([on(2031), on(2032)].iter())("2031-03-04"), "4 Mar 2031");
        assert_eq!(clock("2031-03-04T20:15:00Z"), "20:15");
        assert_eq!(clock("2031-03-04"), "");
    }

    #[test]
    fn periods_repeat_nothing() {
        assert_eq!(period("2031-03-04", "2031-03-09"), "4–9 Mar 2031");
        assert_eq!(period("2031-02-28", "2031-03-02"), "28 Feb – 2 Mar 2031");
        assert_eq!(period("2030-12-31", "2031-01-01"), "31 Dec 2030 – 1 Jan 2031");
        assert_eq!(period("2031-03-04", "2031-03-04"), "4 Mar 2031");
        assert_eq!(period("", "2031-03-04"), "4 Mar 2031");
        assert_eq!(period("2031-02-01", "2031-02-28"), "Feb 2031");
        assert_eq!(period("2031-12-01", "2031-12-31"), "Dec 2031");
        assert_eq!(period("2031-12-01", "2031-12-30"), "1–30 Dec 2031");
        assert_eq!(period("", ""), "");
    }
}
