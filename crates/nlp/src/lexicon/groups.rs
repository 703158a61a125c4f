//! Peoples, faiths and political camps; heads of names of organisations.

use std::sync::LazyLock;

use rustc_hash::{FxHashMap, FxHashSet};

use super::{CountryWord, countries, country, rows};

/// What binds a group together.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum GroupKind {
    /// A nation ("French", "Danes").
    Nation,
    /// A people without a state of its own, or beyond one ("Kurds").
    People,
    /// A faith ("Muslims").
    Religion,
    /// A part of the world ("European").
    Region,
    /// A political camp ("Democrats").
    Politics,
}

static GROUPS: LazyLock<FxHashMap<&'static str, GroupKind>> = LazyLock::new(|| {
    let listed = rows(include_str!("../../lexicons/en/groups.tsv")).filter_map(|row| row.split_once('\t'));
    let kind = |name: &str| match name {
        "religion" => GroupKind::Religion,
        "region" => GroupKind::Region,
        "politics" => GroupKind::Politics,
        _ => GroupKind::People,
    };
    listed.map(|(word, name)| (word, kind(name))).collect()
});

/// Adjectives of nations, peoples, faiths and regions in small letters.
static NATIONALITIES: LazyLock<FxHashSet<String>> = LazyLock::new(|| {
    let nations = countries().iter().flat_map(|c| c.adjectives.iter().copied());
    let others = GROUPS.iter().filter(|(_, kind)| **kind != GroupKind::Politics).map(|(word, _)| *word);
    nations.chain(others).map(str::to_lowercase).collect()
});

static ORGANIZATION_HEADS: LazyLock<FxHashSet<&'static str>> =
    LazyLock::new(|| rows(include_str!("../../lexicons/en/organization-heads.txt")).collect());

/// The kind of group that a word names, as adjective or noun; case counts.
pub fn group(word: &str) -> Option<GroupKind> {
    if let Some(kind) = GROUPS.get(word) {
        return Some(*kind);
    }
    let (_, sense) = country(word)?;
    matches!(sense, CountryWord::Adjective | CountryWord::People).then_some(GroupKind::Nation)
}

/// Whether a word, in lower case, is the adjective of a nation, people, faith or region ("french").
pub fn is_nationality(lower: &str) -> bool {
    NATIONALITIES.contains(lower)
}

/// Whether a word, in lower case, makes a name that it is the head of an organisation ("ministry").
pub fn is_organization_head(lower: &str) -> bool {
    ORGANIZATION_HEADS.contains(lower)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn groups_have_kinds() {
        assert_eq!(group("Danes"), Some(GroupKind::Nation));
        assert_eq!(group("Kurds"), Some(GroupKind::People));
        assert_eq!(group("Shiite"), Some(GroupKind::Religion));
        assert_eq!(group("France"), None);
        assert!(is_nationality("dutch") && !is_nationality("great"));
        assert!(is_organization_head("ministry") && !is_organization_head("river"));
    }
}
