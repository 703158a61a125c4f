//! The names of the months.

const MONTHS: [&str; 12] = [
    "january",
    "february",
    "march",
    "april",
    "may",
    "june",
    "july",
    "august",
    "september",
    "october",
    "november",
    "december",
];

/// The month that a word names: in full, or cut to three letters or more ("Sept.").
pub(crate) fn month_number(word: &str) -> Option<u32> {
    let word = word.trim_end_matches('.');
    if word.len() < 3 || !word.is_ascii() {
        return None;
    }
    let lower = word.to_ascii_lowercase();
    let at = MONTHS.iter().position(|month| *month == lower || (lower.len() <= 4 && month.starts_with(&lower)))?;
    Some(at as u32 + 1)
}

/// Months in Dutch, French, German, Italian, Portuguese and Spanish, in full and cut short. Some are words of English
/// ("ago"): they count only between a day and a year.
const FOREIGN: [(&str, u32); 77] = [
    ("abr", 4),
    ("abril", 4),
    ("ago", 8),
    ("agosto", 8),
    ("août", 8),
    ("aprile", 4),
    ("augustus", 8),
    ("avr", 4),
    ("avril", 4),
    ("dez", 12),
    ("dezember", 12),
    ("dezembro", 12),
    ("dic", 12),
    ("dicembre", 12),
    ("diciembre", 12),
    ("déc", 12),
    ("décembre", 12),
    ("ene", 1),
    ("enero", 1),
    ("febbraio", 2),
    ("febrero", 2),
    ("februar", 2),
    ("februari", 2),
    ("fev", 2),
    ("fevereiro", 2),
    ("févr", 2),
    ("février", 2),
    ("gen", 1),
    ("gennaio", 1),
    ("giu", 6),
    ("giugno", 6),
    ("janeiro", 1),
    ("januar", 1),
    ("januari", 1),
    ("janv", 1),
    ("janvier", 1),
    ("juil", 7),
    ("juillet", 7),
    ("juin", 6),
    ("julho", 7),
    ("juli", 7),
    ("julio", 7),
    ("junho", 6),
    ("juni", 6),
    ("junio", 6),
    ("lug", 7),
    ("luglio", 7),
    ("maart", 3),
    ("mag", 5),
    ("maggio", 5),
    ("mai", 5),
    ("maio", 5),
    ("mars", 3),
    ("marzo", 3),
    ("março", 3),
    ("mayo", 5),
    ("mei", 5),
    ("mrt", 3),
    ("mär", 3),
    ("märz", 3),
    ("novembre", 11),
    ("novembro", 11),
    ("noviembre", 11),
    ("octobre", 10),
    ("octubre", 10),
    ("okt", 10),
    ("oktober", 10),
    ("ott", 10),
    ("ottobre", 10),
    ("out", 10),
    ("outubro", 10),
    ("septembre", 9),
    ("septiembre", 9),
    ("set", 9),
    ("setembro", 9),
    ("sett", 9),
    ("settembre", 9),
];

/// The month that a word of another language names, in lower case.
pub(super) fn foreign_month(word: &str) -> Option<u32> {
    FOREIGN.binary_search_by_key(&word, |(name, _)| name).ok().map(|at| FOREIGN[at].1)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn months_by_name() {
        assert_eq!(month_number("Sept."), Some(9));
        assert_eq!(month_number("MAY"), Some(5));
        assert_eq!(month_number("ma"), None);
        assert_eq!(month_number("marching"), None);
        assert!(FOREIGN.is_sorted());
        assert_eq!(foreign_month("août"), Some(8));
    }
}
