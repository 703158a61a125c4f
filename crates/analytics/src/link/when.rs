//! Whether a sentence says when something happened.

use super::place::words;

/// Days, months and words for them.
const TIMES: [&str; 45] = [
    "afternoon",
    "ago",
    "apr",
    "april",
    "aug",
    "august",
    "dec",
    "december",
    "evening",
    "feb",
    "february",
    "friday",
    "fridays",
    "jan",
    "january",
    "jul",
    "july",
    "jun",
    "june",
    "mar",
    "march",
    "midnight",
    "monday",
    "mondays",
    "morning",
    "night",
    "nov",
    "november",
    "oct",
    "october",
    "overnight",
    "saturday",
    "saturdays",
    "sep",
    "sept",
    "september",
    "sunday",
    "sundays",
    "thursday",
    "thursdays",
    "today",
    "tuesday",
    "tuesdays",
    "wednesday",
    "yesterday",
];

/// Verbs behind which a day is when it was said: "the mayor said Monday that 12 died".
const SAYS: [&str; 8] = ["announced", "confirmed", "reported", "said", "says", "stated", "told", "wrote"];

/// Whether a sentence says itself when: a weekday, a month, "yesterday".
pub(crate) fn tells_time(sentence: &str) -> bool {
    let mut is_said = false;
    words(sentence).any(|word| {
        let is_time = !is_said && TIMES.contains(&word.as_str());
        is_said = SAYS.contains(&word.as_str());
        is_time
    })
}

/// Whether the only time that a sentence gives is when something was said.
pub(crate) fn tells_saying_only(sentence: &str) -> bool {
    let all: Vec<String> = words(sentence).collect();
    let is_said = |pair: &[String]| SAYS.contains(&&*pair[0]) && TIMES.contains(&&*pair[1]);
    all.windows(2).any(is_said) && !tells_time(sentence)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_day_of_saying_is_not_the_day() {
        assert!(tells_time("Twelve people died on Monday."));
        assert!(tells_time("On Monday the mayor said that twelve people died."));
        assert!(!tells_time("The mayor said Monday that twelve people died at the arcade."));
        assert!(!tells_time("Twelve people died at the arcade."));
        assert!(tells_saying_only("The mayor said Monday that twelve people died at the arcade."));
        assert!(!tells_saying_only("Twelve people died at the arcade."));
    }
}
