//! Names that stand beside events of every kind and tell none from another: ministries, police,
//! news agencies.

use rustc_hash::FxHashSet;

use super::place::name_words;

/// Words of bodies that every country has, and of offices in them; sorted.
const OFFICES: &[&str] = &[
    "administration",
    "affairs",
    "agency",
    "ambulance",
    "army",
    "attorney",
    "authorities",
    "authority",
    "board",
    "bureau",
    "cabinet",
    "chief",
    "civil",
    "coastguard",
    "command",
    "commission",
    "committee",
    "congress",
    "council",
    "court",
    "defence",
    "defense",
    "department",
    "emergencies",
    "emergency",
    "force",
    "forces",
    "foreign",
    "government",
    "guard",
    "health",
    "homeland",
    "hospital",
    "intelligence",
    "interior",
    "internal",
    "justice",
    "military",
    "minister",
    "ministers",
    "ministry",
    "national",
    "navy",
    "office",
    "official",
    "officials",
    "parliament",
    "police",
    "premier",
    "president",
    "prosecutor",
    "prosecutors",
    "public",
    "secretariat",
    "secretary",
    "security",
    "senate",
    "service",
    "services",
    "sheriff",
    "spokesman",
    "spokesperson",
    "spokeswoman",
    "staff",
    "state",
    "supreme",
];

/// News agencies: who is cited for an event says nothing of which one it is; sorted.
const AGENCIES: &[&str] =
    &["afp", "agence", "anadolu", "associated", "efe", "interfax", "presse", "reuters", "sana", "tass", "xinhua"];

/// The words of names that speak for one event where two texts share them. Of
/// "Marvell Police Department" Marvell is left, of "Interior Ministry" nothing.
pub(crate) fn telling_names<'a>(names: impl Iterator<Item = &'a str>) -> FxHashSet<String> {
    let common = |word: &str| OFFICES.binary_search(&word).is_ok() || AGENCIES.binary_search(&word).is_ok();
    let mut found = name_words(names);
    found.retain(|word| !common(word));
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bodies_that_every_country_has_tell_no_event() {
        assert!(OFFICES.is_sorted() && AGENCIES.is_sorted());
        let of = |name: &str| telling_names(std::iter::once(name));
        for name in ["Interior Ministry", "the Defence Ministry", "Ministry of Health and Justice", "Reuters", "police"]
        {
            assert!(of(name).is_empty(), "{name}");
        }
        assert!(of("Marvell Police Department").contains("marvell"));
        assert!(of("Ida Berg").contains("berg"));
    }
}
