//! Dates in digits: "2015-11-13", "13.11.2015", "11/13/2015", "9/11".

use chrono::NaiveDate;

/// A date that stands at the beginning of `text`, and how many bytes it takes.
///
/// With slashes the month comes first unless it cannot; with points and hyphens the day does.
pub(super) fn leading_date(text: &str) -> Option<(NaiveDate, usize)> {
    let bytes = text.as_bytes();
    let number = |from: usize| {
        let len = bytes[from..].iter().take(5).take_while(|b| b.is_ascii_digit()).count();
        text.get(from..from + len).and_then(|t| t.parse::<u32>().ok()).map(|n| (n, len))
    };
    let (first, len1) = number(0)?;
    let separator = *bytes.get(len1)?;
    if !matches!(separator, b'-' | b'/' | b'.') {
        return None;
    }
    let (second, len2) = number(len1 + 1)?;
    let at = len1 + 1 + len2;
    if *bytes.get(at)? != separator {
        return None;
    }
    let (third, len3) = number(at + 1)?;
    let end = at + 1 + len3;
    let closed = |end: usize| !bytes.get(end).is_some_and(|b| b.is_ascii_alphanumeric());
    if !closed(end) || len2 > 2 {
        return None;
    }
    let (year, month, day) = match (len1, len3) {
        (4, 1..=2) => (first, second, third),
        (1..=2, 4) if separator == b'/' && first <= 12 => (third, first, second),
        (1..=2, 4) => (third, second, first),
        _ => return None,
    };
    if !(1000..2200).contains(&year) {
        return None;
    }
    NaiveDate::from_ymd_opt(i32::try_from(year).ok()?, month, day)
        // "13/11" under slashes was the day first after all.
        .or_else(|| NaiveDate::from_ymd_opt(i32::try_from(year).ok()?, day, month))
        .map(|date| (date, end))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn orders_are_told_apart() {
        let day = |y, m, d| NaiveDate::from_ymd_opt(y, m, d);
        for (text, expected) in [
            ("2019-04-30 x", day(2019, 4, 30)),
            ("30.04.2019", day(2019, 4, 30)),
            ("04/30/2019,", day(2019, 4, 30)),
            ("30/04/2019", day(2019, 4, 30)),
            ("4/5/2019", day(2019, 4, 5)),
            ("30-04-2019", day(2019, 4, 30)),
            ("555-1234", None),
            ("99.99.2019", None),
            ("1.2.3", None),
            ("2019", None),
        ] {
            assert_eq!(leading_date(text).map(|d| d.0), expected, "{text}");
        }
    }
}
