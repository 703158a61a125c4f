//! What the evidence of a figure says about it beside the number.

/// Whether the evidence counts on top of another figure ("seven more bodies", "another 20"):
/// such a number is a part of a toll and never the toll itself. So is what is told beside a
/// name: "the envoy and three others".
///
/// "More than 20" and "20 or more" are bounds and count nothing on top.
pub(crate) fn counts_on_top(text: &str) -> bool {
    let words: Vec<String> = crate::link::words(text).collect();
    let is_number = |word: &str| {
        word.bytes().any(|b| b.is_ascii_digit())
            || matches!(
                word,
                "one"
                    | "two"
                    | "three"
                    | "four"
                    | "five"
                    | "six"
                    | "seven"
                    | "eight"
                    | "nine"
                    | "ten"
                    | "eleven"
                    | "twelve"
                    | "dozen"
                    | "dozens"
                    | "scores"
                    | "hundred"
                    | "hundreds"
                    | "thousands"
                    | "several"
                    | "many"
            )
    };
    words.iter().enumerate().any(|(i, word)| match word.as_str() {
        "another" | "further" | "additional" => true,
        // "killed the ambassador and three other Americans"
        "other" | "others" => i > 1 && is_number(&words[i - 1]) && words[i - 2] == "and",
        "more" => i > 0 && is_number(&words[i - 1]) && words.get(i + 1).is_some_and(|next| next != "than"),
        _ => false,
    })
}

/// Whether the evidence itself says that a figure changed ("rose to", "revised").
pub(crate) fn says_changed(text: &str) -> bool {
    const WORDS: [&str; 22] = [
        "climb",
        "climbed",
        "climbing",
        "climbs",
        "downgraded",
        "increased",
        "increases",
        "jumped",
        "jumps",
        "lowered",
        "lowers",
        "raised",
        "raises",
        "revised",
        "revises",
        "rise",
        "risen",
        "rises",
        "rising",
        "rose",
        "updated",
        "upped",
    ];
    text.split(|c: char| !c.is_alphabetic()).any(|w| WORDS.contains(&w.to_lowercase().as_str()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn increments_are_told_from_bounds() {
        for text in [
            "seven more bodies",
            "another 20 people were killed",
            "a further 12 are missing",
            "recovered 3 more dead",
            "killed the envoy and three others",
        ] {
            assert!(counts_on_top(text), "{text}");
        }
        for text in [
            "more than 30 people died",
            "30 or more",
            "no more than 12 dead",
            "killed 41",
            "two more than before",
            "six others were wounded",
        ] {
            assert!(!counts_on_top(text), "{text}");
        }
    }
}
