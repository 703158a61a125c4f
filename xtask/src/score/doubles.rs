//! Persons whom a list of entities has twice, told by their names alone.
//!
//! Two rows are doubles where the name of one opens or ends that of the other ("Roe", "Ana Roe"), or where they differ by one letter
//! of one long word ("Ana Lindqvist", "Ana Lindqivst"). Namesakes of that kind are in neither cluster; that was checked by reading.

/// Shorter words are names of their own with one letter changed.
const LONG: usize = 6;

/// The pairs of rows that are one person by their names.
pub(super) fn doubles(names: &[String]) -> Vec<(&str, &str)> {
    let words: Vec<Vec<String>> =
        names.iter().map(|name| name.to_lowercase().split_whitespace().map(str::to_owned).collect()).collect();
    let mut found = Vec::new();
    for (i, one) in words.iter().enumerate() {
        for (j, other) in words.iter().enumerate().skip(i + 1) {
            let (short, long) = if one.len() <= other.len() { (one, other) } else { (other, one) };
            if long.starts_with(short) || long.ends_with(short) || is_slip(one, other) {
                found.push((&*names[i], &*names[j]));
            }
        }
    }
    found
}

fn is_slip(one: &[String], other: &[String]) -> bool {
    let differ: Vec<(&String, &String)> = one.iter().zip(other).filter(|(a, b)| a != b).collect();
    let [(a, b)] = differ.as_slice() else { return false };
    let is_long = |word: &str| word.chars().count() >= LONG;
    one.len() == other.len() && is_long(a) && is_long(b) && strsim::osa_distance(a, b) == 1
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_tell_who_is_there_twice() {
        let names = ["Roe", "Ana Roe", "Ida Roe", "Ana Lindqvist", "Ana Lindqivst", "Ana Lund", "Ana Lind"];
        let names = names.map(str::to_owned);
        assert_eq!(doubles(&names), [("Roe", "Ana Roe"), ("Roe", "Ida Roe"), ("Ana Lindqvist", "Ana Lindqivst")]);
    }
}
