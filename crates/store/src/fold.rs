//! Names made comparable, and names made readable addresses.

use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

/// A name's key: what two spellings of one name share. Case, accents, dots of initials,
/// punctuation, a leading article and a possessive ending are dropped:
/// "The U.N.", "UN" and "un" share "un".
pub fn name_key(name: &str) -> String {
    let mut key = String::with_capacity(name.len());
    for c in name.nfkd().filter(|c| !is_combining_mark(*c)).flat_map(char::to_lowercase) {
        if c.is_alphanumeric() {
            key.push(c);
        } else if !matches!(c, '.' | '\'' | '’') && !key.ends_with(' ') && !key.is_empty() {
            key.push(' ');
        }
    }
    key.truncate(key.trim_end().len());
    for article in ["the ", "a ", "an "] {
        if let Some(rest) = key.strip_prefix(article) {
            key = rest.to_owned();
            break;
        }
    }
    key
}

/// A readable address: "Barack Obama" gives "barack-obama". Never empty.
pub fn slug(name: &str) -> String {
    let mut slug = name_key(name).replace(' ', "-");
    if slug.len() > 80 {
        let cut = (0..=80).rev().find(|i| slug.is_char_boundary(*i)).unwrap_or(0);
        slug.truncate(cut);
        slug.truncate(slug.trim_end_matches('-').len());
    }
    if slug.is_empty() { "unnamed".to_owned() } else { slug }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn spellings_of_one_name_share_a_key() {
        for (a, b) in [("The U.N.", "un"), ("Zoë Árvai", "zoe arvai"), ("O'Hara", "O’Hara"), ("Al-Sud", "al sud")] {
            assert_eq!(name_key(a), name_key(b), "{a} and {b}");
        }
        assert_ne!(name_key("Ana Roe"), name_key("Anna Roe"));
    }

    #[test]
    fn slugs_are_readable() {
        assert_eq!(slug("Barack Obama"), "barack-obama");
        assert_eq!(slug("The Ministry of Defence (Norland)"), "ministry-of-defence-norland");
        assert_eq!(slug("…"), "unnamed");
        assert!(slug(&"long ".repeat(40)).len() <= 80);
    }

    proptest! {
        #[test]
        fn folding_never_panics_and_is_stable(name in "\\PC{0,60}") {
            let key = name_key(&name);
            prop_assert!(!slug(&name).is_empty());
            prop_assert!(!key.starts_with(' ') && !key.ends_with(' '));
        }
    }
}
