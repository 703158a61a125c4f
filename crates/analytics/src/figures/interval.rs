//! How two intervals lie to each other.

use parallax_records::Interval;

/// How two intervals lie to each other.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Fit {
    /// Both allow the same numbers.
    Same,
    /// The first lies inside the second.
    Inside,
    /// The first holds the second.
    Holds,
    /// Both have no greatest number, and the first begins higher.
    HigherFloor,
    /// Both have no greatest number, and the first begins lower.
    LowerFloor,
    /// They share numbers, and neither holds the other.
    Overlap,
    /// No number is allowed by both, and the first is higher.
    Above,
    /// No number is allowed by both, and the first is lower.
    Below,
    /// One of them names no number at all.
    NoNumber,
}

/// How far "about n" may be from n: a tenth, either way.
const ABOUT: f64 = 0.1;

/// Compares two intervals. Approximate ends are widened by a tenth, so that "about 130"
/// and 129 agree and "about 130" and 200 do not.
pub fn fit(a: &Interval, b: &Interval) -> Fit {
    let (Some(a), Some(b)) = (ends(a), ends(b)) else { return Fit::NoNumber };
    if a == b {
        return Fit::Same;
    }
    let ((a_low, a_high), (b_low, b_high)) = (a, b);
    if a_low > b_high {
        Fit::Above
    } else if a_high < b_low {
        Fit::Below
    } else if a_high.is_infinite() && b_high.is_infinite() {
        if a_low > b_low { Fit::HigherFloor } else { Fit::LowerFloor }
    } else if b_low <= a_low && a_high <= b_high {
        Fit::Inside
    } else if a_low <= b_low && b_high <= a_high {
        Fit::Holds
    } else {
        Fit::Overlap
    }
}

/// The least and the greatest number allowed; `None` where neither is given.
fn ends(i: &Interval) -> Option<(f64, f64)> {
    if i.low.is_none() && i.high.is_none() {
        return None;
    }
    let spread = |n: f64, by: f64| if i.approximate { n + by * n.abs() } else { n };
    let low = i.low.map_or(f64::NEG_INFINITY, |n| spread(n, -ABOUT));
    let high = i.high.map_or(f64::INFINITY, |n| spread(n, ABOUT));
    Some((low, high))
}

/// An interval as people write it: "129", "[121, …)", "[0, 30]", "about 500", "–" where
/// there is no number.
pub fn written(i: &Interval) -> String {
    let about = if i.approximate { "about " } else { "" };
    match (i.low, i.high) {
        (None, None) => "–".to_owned(),
        (Some(low), Some(high)) if low == high => format!("{about}{}", number(low)),
        (Some(low), Some(high)) => format!("{about}[{}, {}]", number(low), number(high)),
        (Some(low), None) => format!("{about}[{}, …)", number(low)),
        (None, Some(high)) => format!("{about}(…, {}]", number(high)),
    }
}

/// A number with thousands set apart: "250,000", "2.5".
pub(crate) fn number(n: f64) -> String {
    let whole = n.trunc().abs();
    let digits = format!("{whole:.0}");
    let mut out = String::with_capacity(digits.len() + digits.len() / 3 + 1);
    if n < 0.0 {
        out.push('-');
    }
    for (i, digit) in digits.chars().enumerate() {
        if i > 0 && (digits.len() - i) % 3 == 0 {
            out.push(',');
        }
        out.push(digit);
    }
    let rest = (n.abs() - whole).abs();
    if rest > 1e-9 {
        let text = format!("{rest:.2}");
        out.push_str(text.trim_start_matches('0').trim_end_matches('0'));
    }
    out
}

#[cfg(test)]
mod tests {
    use parallax_records::{Bound, Quantity};
    use proptest::prelude::*;

    use super::*;

    fn of(bound: Bound, n: f64) -> Interval {
        Quantity { bound, ..Quantity::exact(n) }.interval()
    }

    #[test]
    fn intervals_are_compared_by_the_numbers_they_allow() {
        let exact = |n| of(Bound::Exact, n);
        assert_eq!(fit(&exact(5.0), &exact(5.0)), Fit::Same);
        assert_eq!(fit(&exact(30.0), &of(Bound::AtLeast, 22.0)), Fit::Inside);
        assert_eq!(fit(&of(Bound::MoreThan, 20.0), &exact(20.0)), Fit::Above);
        assert_eq!(fit(&of(Bound::MoreThan, 20.0), &of(Bound::AtLeast, 21.0)), Fit::Same);
        assert_eq!(fit(&of(Bound::AtLeast, 22.0), &of(Bound::AtLeast, 126.0)), Fit::LowerFloor);
        assert_eq!(fit(&of(Bound::AtMost, 30.0), &exact(31.0)), Fit::Below);
        assert_eq!(fit(&of(Bound::Vague, 0.0), &Interval::default()), Fit::NoNumber);
        assert_eq!(fit(&of(Bound::About, 130.0), &exact(129.0)), Fit::Holds);
        assert_eq!(fit(&of(Bound::About, 130.0), &exact(200.0)), Fit::Below);
    }

    #[test]
    fn numbers_are_written_for_people() {
        assert_eq!(number(1_234_567.0), "1,234,567");
        assert_eq!(number(2.5), "2.5");
        assert_eq!(number(0.0), "0");
        assert_eq!(written(&of(Bound::MoreThan, 120.0)), "[121, …)");
        assert_eq!(written(&of(Bound::About, 500.0)), "about 500");
        assert_eq!(written(&Interval::default()), "–");
    }

    fn any_interval() -> impl Strategy<Value = Interval> {
        let bound = prop::sample::select(Bound::ALL);
        (bound, 0u32..60, 0u32..9).prop_map(|(bound, n, more)| {
            let n = f64::from(n);
            let stated = (bound != Bound::Vague).then_some(n);
            let n2 = (bound == Bound::Range).then_some(n + f64::from(more));
            Quantity { bound, n2, n: stated, ..Quantity::exact(0.0) }.interval()
        })
    }

    proptest! {
        #[test]
        fn fit_turned_round_says_the_same(a in any_interval(), b in any_interval()) {
            let turned = match fit(&b, &a) {
                Fit::Inside => Fit::Holds,
                Fit::Holds => Fit::Inside,
                Fit::HigherFloor => Fit::LowerFloor,
                Fit::LowerFloor => Fit::HigherFloor,
                Fit::Above => Fit::Below,
                Fit::Below => Fit::Above,
                other => other,
            };
            prop_assert_eq!(fit(&a, &b), turned);
        }
    }
}
