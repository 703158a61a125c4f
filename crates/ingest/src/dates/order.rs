//! Day first or month first? Decided by the other dates of the same file.

/// How `03/04/16` is to be read.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(crate) enum DayOrder {
    /// 4 March: the order of the United States, taken where nothing decides.
    #[default]
    MonthFirst,
    /// 3 April.
    DayFirst,
}

/// What the dates of one file tell about their order: `18/10/16` can only be day first.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(crate) struct OrderEvidence {
    day_first: u64,
    month_first: u64,
}

impl OrderEvidence {
    /// Takes one more date into account.
    pub(crate) fn see(&mut self, date: &str) {
        match slashed(date) {
            Some((first, second)) if first > 12 && second <= 12 => self.day_first += 1,
            Some((first, second)) if second > 12 && first <= 12 => self.month_first += 1,
            _ => {}
        }
    }

    /// Whether `date` needs evidence: both of its first numbers may be a month.
    pub(crate) fn is_ambiguous(date: &str) -> bool {
        slashed(date).is_some_and(|(first, second)| first <= 12 && second <= 12 && first != second)
    }

    /// The order, where the dates seen so far decide it: the majority counts, because one
    /// slip of a typist must not turn a whole file round.
    pub(crate) fn order(&self) -> Option<DayOrder> {
        match self.day_first.cmp(&self.month_first) {
            std::cmp::Ordering::Greater => Some(DayOrder::DayFirst),
            std::cmp::Ordering::Less => Some(DayOrder::MonthFirst),
            std::cmp::Ordering::Equal => None,
        }
    }
}

/// The first two numbers of `18/10/16` or `18-10-2016`. Dots are not asked: they are day first
/// everywhere they are used.
fn slashed(date: &str) -> Option<(u32, u32)> {
    let date = date.trim();
    let first_end = date.find(|c: char| !c.is_ascii_digit())?;
    let separator = date.as_bytes()[first_end];
    if !(1..=2).contains(&first_end) || !matches!(separator, b'/' | b'-') {
        return None;
    }
    let rest = &date[first_end + 1..];
    let second_end = rest.find(|c: char| !c.is_ascii_digit())?;
    if !(1..=2).contains(&second_end) || rest.as_bytes()[second_end] != separator {
        return None;
    }
    let year = &rest[second_end + 1..];
    let year = &year[..year.find(|c: char| !c.is_ascii_digit()).unwrap_or(year.len())];
    if !matches!(year.len(), 2 | 4) {
        return None;
    }
    Some((date[..first_end].parse().ok()?, rest[..second_end].parse().ok()?))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_number_above_twelve_decides() {
        let mut evidence = OrderEvidence::default();
        evidence.see("03/04/16");
        assert_eq!(evidence.order(), None);
        evidence.see("18/10/2016 12:00");
        assert_eq!(evidence.order(), Some(DayOrder::DayFirst));
        evidence.see("10/18/16");
        evidence.see("10/19/16");
        assert_eq!(evidence.order(), Some(DayOrder::MonthFirst));
    }

    #[test]
    fn iso_dates_are_no_evidence() {
        let mut evidence = OrderEvidence::default();
        evidence.see("2016-10-18");
        evidence.see("18.10.2016");
        assert_eq!(evidence, OrderEvidence::default());
        assert!(!OrderEvidence::is_ambiguous("2016-04-03"));
        assert!(!OrderEvidence::is_ambiguous("4/4/2016"));
        assert!(OrderEvidence::is_ambiguous("3/4/2016"));
    }
}
