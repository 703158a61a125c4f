//! Numbers as news gives them: with bounds, hedges, and words that are no number.

use crate::names::named_enum;

named_enum!(
    /// What a text says about a number beyond the number itself.
    Bound, "bound", {
        /// "129 people": exactly that many.
        Exact => "exact",
        /// "at least n", "n or more".
        AtLeast => "at_least",
        /// "more than", "over", "n-plus".
        MoreThan => "more_than",
        /// "up to", "as many as", "no more than".
        AtMost => "at_most",
        /// "fewer than", "under".
        FewerThan => "fewer_than",
        /// "about", "some", "an estimated".
        About => "about",
        /// "nearly", "almost", "close to".
        Nearly => "nearly",
        /// "120 to 130", "between 120 and 130".
        Range => "range",
        /// A word that names no exact number: "dozens", "several".
        Vague => "vague",
});

/// A number phrase: what the text says, never reduced to one number.
#[derive(Debug, Clone, PartialEq, serde::Serialize, serde::Deserialize)]
pub struct Quantity {
    /// How the number is bounded.
    pub bound: Bound,
    /// The number stated; `None` for a vague word.
    pub n: Option<f64>,
    /// The upper end of a range.
    pub n2: Option<f64>,
    /// The vague word in lower case ("dozens").
    pub word: Option<String>,
    /// The hedge as written ("at least").
    pub hedge: Option<String>,
    /// What is counted in, where it is no plain count: "USD", "%", "km".
    pub unit: Option<String>,
}

impl Quantity {
    /// An exact count.
    pub fn exact(n: f64) -> Self {
        Self { bound: Bound::Exact, n: Some(n), n2: None, word: None, hedge: None, unit: None }
    }

    /// What the statement allows the true number to be.
    ///
    /// For counts (no unit) "more than n" begins at n + 1 and "fewer than n" ends at n - 1;
    /// for measures both ends are the number itself. "About" and "nearly" keep the number
    /// and raise the approximate flag; a vague word has no ends at all.
    pub fn interval(&self) -> Interval {
        let step = if self.unit.is_none() { 1.0 } else { 0.0 };
        let closed = |low, high| Interval { low, high, low_open: false, high_open: false, approximate: false };
        match self.bound {
            Bound::Exact => closed(self.n, self.n),
            Bound::AtLeast => Interval { high_open: true, ..closed(self.n, None) },
            Bound::MoreThan => Interval { high_open: true, ..closed(self.n.map(|n| n + step), None) },
            Bound::AtMost => closed(Some(0.0), self.n),
            Bound::FewerThan => closed(Some(0.0), self.n.map(|n| (n - step).max(0.0))),
            Bound::Range => closed(self.n, self.n2),
            Bound::About | Bound::Nearly => Interval { approximate: true, ..closed(self.n, self.n) },
            Bound::Vague => Interval { low_open: true, high_open: true, approximate: true, ..closed(None, None) },
        }
    }
}

/// The numbers that a statement allows. A missing end carries its open flag, because SQL's
/// `max()` skips NULL and an open end must stay visible.
#[derive(Debug, Clone, Copy, PartialEq, Default, serde::Serialize, serde::Deserialize)]
pub struct Interval {
    /// The least allowed number.
    pub low: Option<f64>,
    /// The greatest allowed number.
    pub high: Option<f64>,
    /// No least number is given.
    pub low_open: bool,
    /// No greatest number is given.
    pub high_open: bool,
    /// The ends are approximate ("about", "nearly", vague words).
    pub approximate: bool,
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(bound: Bound, n: Option<f64>, n2: Option<f64>) -> Interval {
        Quantity { bound, n2, ..Quantity { n, ..Quantity::exact(0.0) } }.interval()
    }

    #[test]
    fn bounds_become_intervals() {
        let ends = |i: Interval| (i.low, i.high, i.low_open, i.high_open, i.approximate);
        assert_eq!(ends(of(Bound::Exact, Some(129.0), None)), (Some(129.0), Some(129.0), false, false, false));
        assert_eq!(ends(of(Bound::AtLeast, Some(22.0), None)), (Some(22.0), None, false, true, false));
        assert_eq!(ends(of(Bound::MoreThan, Some(120.0), None)), (Some(121.0), None, false, true, false));
        assert_eq!(ends(of(Bound::AtMost, Some(30.0), None)), (Some(0.0), Some(30.0), false, false, false));
        assert_eq!(ends(of(Bound::FewerThan, Some(30.0), None)), (Some(0.0), Some(29.0), false, false, false));
        assert_eq!(ends(of(Bound::Range, Some(120.0), Some(130.0))), (Some(120.0), Some(130.0), false, false, false));
        assert_eq!(ends(of(Bound::Nearly, Some(50.0), None)), (Some(50.0), Some(50.0), false, false, true));
        assert_eq!(ends(of(Bound::Vague, None, None)), (None, None, true, true, true));
    }

    #[test]
    fn measures_have_no_next_number() {
        let more = Quantity { bound: Bound::MoreThan, unit: Some("USD".into()), ..Quantity::exact(2.5) };
        assert_eq!(more.interval().low, Some(2.5));
    }
}
