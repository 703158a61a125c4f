//! "Did you mean": the nearest of the names that exist.

/// The names most like `given`, nearest first, at most three; empty where none is near.
///
/// A name is near where it contains the word or is at least six tenths alike by
/// Jaro-Winkler, cases aside.
pub(crate) fn nearest<'n>(given: &str, names: impl IntoIterator<Item = &'n str>) -> Vec<&'n str> {
    let given = given.to_lowercase();
    let mut scored: Vec<(f64, &str)> = names
        .into_iter()
        .filter_map(|name| {
            let lower = name.to_lowercase();
            let likeness = strsim::jaro_winkler(&given, &lower);
            let inside = given.len() > 2 && lower.contains(&given);
            let score = if inside { likeness.max(0.9) } else { likeness };
            (score >= 0.75).then_some((score, name))
        })
        .collect();
    scored.sort_by(|a, b| b.0.total_cmp(&a.0).then(a.1.cmp(b.1)));
    scored.dedup_by_key(|s| s.1);
    scored.into_iter().take(3).map(|s| s.1).collect()
}

/// A hint naming the nearest names, or `otherwise` where none is near.
pub(crate) fn did_you_mean<'n>(given: &str, names: impl IntoIterator<Item = &'n str>, otherwise: &str) -> String {
    match nearest(given, names).as_slice() {
        [] => otherwise.to_owned(),
        [one] => format!("did you mean {one}?"),
        [head @ .., last] => format!("did you mean {} or {last}?", head.join(", ")),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const NAMES: [&str; 4] = ["halcyon-queen-sinking", "morning-kestrel", "Port Anselm Herald", "Coastal Radio"];

    #[test]
    fn near_names_are_suggested() {
        assert_eq!(nearest("halcyon-quen", NAMES), ["halcyon-queen-sinking"]);
        assert_eq!(nearest("herald", NAMES), ["Port Anselm Herald"]);
        assert_eq!(nearest("coastal raido", NAMES), ["Coastal Radio"]);
        assert!(nearest("zzz", NAMES).is_empty());
        assert!(nearest("", NAMES).is_empty());
    }

    #[test]
    fn hints_read_as_sentences() {
        assert_eq!(did_you_mean("kestrel", NAMES, "x"), "did you mean morning-kestrel?");
        assert_eq!(did_you_mean("qqq", NAMES, "see `parallax events`"), "see `parallax events`");
    }
}
