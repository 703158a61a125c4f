//! What a figure counts where its kind and scope leave it open.

use parallax_records::{ClaimKind, Scope};

use crate::link::{Place, words};

/// What is counted, reduced to what tells it from other things: "six locations" and "five
/// locations" both count {location}, "three Americans" counts {US}.
///
/// `None` where kind and scope say it ("killed", "children"), and where nothing names it.
pub(crate) fn counted(kind: ClaimKind, scope: Scope, victims: Option<&str>, unit: Option<&str>) -> Option<String> {
    match (kind, scope) {
        (ClaimKind::Figure, _) => {
            let noun = victims.and_then(head);
            let parts: Vec<String> = unit.map(str::to_lowercase).into_iter().chain(noun).collect();
            (!parts.is_empty()).then(|| parts.join(" "))
        }
        (_, Scope::Nationals) => {
            let countries = Place::of(victims?).broad;
            if countries.is_empty() { head(victims?) } else { Some(countries.join(" ")) }
        }
        (_, Scope::Other) => head(victims?),
        _ => None,
    }
}

/// The scope that a figure is compared in. Everybody who is held is a suspect, to those who hold
/// them: "seven suspects arrested" counts whom "eight people are held" counts.
pub(crate) fn compared_scope(kind: ClaimKind, scope: Scope, victims: Option<&str>) -> Scope {
    let suspects = || victims.and_then(head).is_some_and(|noun| noun == "suspect");
    if kind == ClaimKind::Detained && scope == Scope::Other && suspects() { Scope::All } else { scope }
}

/// In what way people are held or displaced, whoever they are: hostages and those arrested
/// are counted apart, and so are refugees, migrants, those who ask for asylum and those who
/// had to leave their houses.
pub(crate) fn standing(kind: ClaimKind, says: &str) -> Option<&'static str> {
    let groups: &[(&str, &[&str])] = match kind {
        ClaimKind::Detained => &[(
            "hostages",
            &["abducted", "abducting", "captive", "captives", "hostage", "hostages", "kidnapped", "kidnapping"],
        )],
        ClaimKind::Displaced => &[
            ("asylum seekers", &["asylum"]),
            ("refugees", &["refugee", "refugees"]),
            ("migrants", &["immigrants", "migrant", "migrants"]),
        ],
        _ => &[],
    };
    let has = |list: &[&str]| words(says).any(|w| list.contains(&w.as_str()));
    groups.iter().find(|(_, list)| has(list)).map(|(name, _)| *name)
}

/// The last word before any "of" or "in", in the singular: what the phrase is about.
fn head(phrase: &str) -> Option<String> {
    let last = words(phrase).take_while(|w| !["of", "in", "from", "who", "with"].contains(&w.as_str())).last()?;
    Some(last.strip_suffix('s').filter(|w| w.len() > 2 && !w.ends_with('s')).map_or(last.clone(), str::to_owned))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn figures_and_open_scopes_are_told_apart_by_their_noun() {
        let of = |kind, scope, victims| counted(kind, scope, Some(victims), None);
        assert_eq!(of(ClaimKind::Figure, Scope::All, "locations in the city").as_deref(), Some("location"));
        assert_eq!(of(ClaimKind::Detained, Scope::Other, "young suspects").as_deref(), Some("suspect"));
        assert_eq!(
            of(ClaimKind::Killed, Scope::Nationals, "Peruvian tourists"),
            of(ClaimKind::Killed, Scope::Nationals, "citizens of Peru")
        );
        assert_eq!(of(ClaimKind::Killed, Scope::All, "people"), None);
        assert_eq!(counted(ClaimKind::Figure, Scope::All, None, Some("EUR")).as_deref(), Some("eur"));
    }

    #[test]
    fn suspects_who_are_held_are_all_who_are_held() {
        let of = |kind, victims| compared_scope(kind, Scope::Other, Some(victims));
        assert_eq!(of(ClaimKind::Detained, "seven suspects"), Scope::All);
        assert_eq!(of(ClaimKind::Detained, "seven drivers"), Scope::Other);
        assert_eq!(of(ClaimKind::Killed, "seven suspects"), Scope::Other);
    }

    #[test]
    fn hostages_are_not_arrests_and_refugees_not_those_who_ask_for_asylum() {
        assert_eq!(standing(ClaimKind::Detained, "two nurses were kidnapped"), Some("hostages"));
        assert_eq!(standing(ClaimKind::Detained, "arrested two men"), None);
        assert_eq!(standing(ClaimKind::Displaced, "9,000 asylum seekers"), Some("asylum seekers"));
        assert_eq!(standing(ClaimKind::Displaced, "9,000 refugees"), Some("refugees"));
        assert_eq!(standing(ClaimKind::Killed, "two hostages died"), None, "the dead are dead");
    }
}
