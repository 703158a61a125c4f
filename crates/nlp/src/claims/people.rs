//! Nouns for people, and whom they restrict a figure to.

use std::sync::LazyLock;

use parallax_records::Scope;
use rustc_hash::FxHashMap;

use crate::{Document, NameLabel, Upos};

static PEOPLE: LazyLock<FxHashMap<&'static str, Scope>> = LazyLock::new(|| {
    include_str!("../../lexicons/en/people.tsv")
        .lines()
        .filter(|l| !l.starts_with('#'))
        .filter_map(|line| {
            let (noun, scope) = line.split_once('\t')?;
            Some((noun, scope.parse().ok()?))
        })
        .collect()
});

/// The singular of a noun, as far as endings tell.
pub(super) fn singular(lower: &str) -> std::borrow::Cow<'_, str> {
    let irregular = match lower {
        "children" => "child",
        "men" => "man",
        "women" => "woman",
        "people" | "persons" => "person",
        "wives" => "wife",
        "lives" => "life",
        "police" | "troops" | "personnel" | "dead" | "wounded" | "remains" | "injured" | "jihadis" => {
            return lower.into();
        }
        _ if lower.ends_with("women") => return format!("{}woman", &lower[..lower.len() - 5]).into(),
        _ if lower.ends_with("men") => return format!("{}man", &lower[..lower.len() - 3]).into(),
        _ if lower.ends_with("children") => return lower[..lower.len() - 3].into(),
        _ if lower.ends_with("ies") && lower.len() > 4 => return format!("{}y", &lower[..lower.len() - 3]).into(),
        _ if lower.ends_with("sses") || lower.ends_with("ches") || lower.ends_with("shes") => {
            return lower[..lower.len() - 2].into();
        }
        _ if lower.ends_with('s') && !lower.ends_with("ss") && lower.len() > 3 => {
            return lower[..lower.len() - 1].into();
        }
        _ => lower,
    };
    irregular.into()
}

/// The scope of a noun for people; `None` where it is none of the list.
pub(super) fn listed(lower: &str) -> Option<Scope> {
    PEOPLE.get(lower).or_else(|| PEOPLE.get(singular(lower).as_ref())).copied()
}

/// Things whose names end like those of people ("container", "warrant").
fn is_thing(singular: &str) -> bool {
    matches!(
        singular,
        "answer"
            | "border"
            | "bulldozer"
            | "bullet"
            | "bunker"
            | "center"
            | "chapter"
            | "cluster"
            | "coffee"
            | "committee"
            | "computer"
            | "container"
            | "corner"
            | "corridor"
            | "counter"
            | "cruiser"
            | "cylinder"
            | "degree"
            | "destroyer"
            | "detector"
            | "disaster"
            | "disorder"
            | "dollar"
            | "door"
            | "error"
            | "factor"
            | "fee"
            | "fighter jet"
            | "fire"
            | "floor"
            | "freighter"
            | "giant"
            | "grant"
            | "guarantee"
            | "helicopter"
            | "launcher"
            | "layer"
            | "ladder"
            | "letter"
            | "list"
            | "manner"
            | "matter"
            | "member state"
            | "metre"
            | "meter"
            | "minister of"
            | "mirror"
            | "monster"
            | "motor"
            | "murder"
            | "newspaper"
            | "number"
            | "offer"
            | "order"
            | "paper"
            | "plant"
            | "poster"
            | "power"
            | "quarter"
            | "reactor"
            | "restaurant"
            | "river"
            | "rumor"
            | "sector"
            | "shelter"
            | "shower"
            | "shutter"
            | "skyscraper"
            | "sticker"
            | "story"
            | "tanker"
            | "theater"
            | "theatre"
            | "tier"
            | "tower"
            | "tractor"
            | "trailer"
            | "tree"
            | "trigger"
            | "tumor"
            | "user"
            | "warrant"
            | "water"
            | "weather"
            | "winter"
            | "summer"
            | "wonder"
            | "year"
            | "encounter"
            | "chamber"
            | "character"
            | "charter"
            | "feature"
            | "figure"
            | "flower"
            | "folder"
            | "gesture"
            | "hour"
            | "lecture"
            | "literature"
            | "measure"
            | "peer"
            | "picture"
            | "semester"
            | "server"
            | "structure"
            | "supper"
            | "surrender"
            | "temper"
            | "timber"
            | "transfer"
            | "twister"
            | "vector"
            | "war"
            | "trial"
            | "barrier"
            | "charger"
            | "bomber"
            | "career"
            | "carrier"
            | "cover"
            | "crater"
            | "driver's"
            | "finger"
            | "gender"
            | "hanger"
            | "heater"
            | "lever"
            | "locker"
            | "marker"
            | "boulder"
            | "burger"
            | "buffer"
            | "chopper"
            | "copper"
            | "elevator"
            | "generator"
            | "indicator"
            | "monitor"
            | "odor"
            | "parameter"
            | "pillar"
            | "printer"
            | "propeller"
            | "radar"
            | "razor"
            | "refrigerator"
            | "scanner"
            | "semiconductor"
            | "sensor"
            | "speaker system"
            | "stroller"
            | "transistor"
            | "vapor"
            | "visor"
            | "checklist"
            | "cyst"
            | "feast"
            | "fist"
            | "mist"
            | "twist"
            | "wrist"
            | "ant"
            | "elephant"
            | "pheasant"
            | "tyrant lizard"
            | "variant"
            | "pollutant"
            | "merchant ship"
            | "quadrant"
            | "fragment"
            | "bee"
            | "knee"
            | "spree"
            | "referee whistle"
            | "jubilee"
            | "levee"
            | "pedigree"
            | "ram"
            | "sheep"
            | "cattle"
    )
}

/// What a noun says about being people.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Person {
    /// Listed, or a people's name.
    Yes(Scope),
    /// Its ending speaks for it ("-er", "-ist").
    Likely,
    /// No number of people.
    No,
}

/// What a noun token says about being people.
pub(super) fn person(doc: &Document<'_>, token: usize) -> Person {
    let lower = doc.lower(token);
    if let Some(scope) = listed(lower) {
        return Person::Yes(scope);
    }
    if is_nationality(doc, token) && is_plural_form(lower) {
        return Person::Yes(Scope::Nationals);
    }
    let single = singular(lower);
    if is_thing(&single) || doc.upos.get(token).is_some_and(|u| !matches!(u, Upos::Noun | Upos::Propn)) {
        return Person::No;
    }
    let long = single.len() >= 5;
    let ending = ["er", "or", "ist", "ian", "ant", "eer", "man", "woman", "ee"].iter().any(|e| single.ends_with(e));
    if long && ending { Person::Likely } else { Person::No }
}

fn is_plural_form(lower: &str) -> bool {
    lower.ends_with('s') || lower.ends_with("ese") || lower.ends_with("ish") || lower.ends_with("ench")
}

/// Whether a token names a nationality, religion or origin.
pub(super) fn is_nationality(doc: &Document<'_>, token: usize) -> bool {
    if doc.name_at(token).is_some_and(|n| n.label == NameLabel::Norp) {
        return true;
    }
    let form = doc.form(token);
    let lower = doc.lower(token);
    form.starts_with(|c: char| c.is_uppercase())
        && form.len() > 4
        && ([
            "ian", "ians", "ican", "icans", "ese", "ish", "qis", "raqi", "aeli", "aelis", "stani", "stanis", "deshi",
            "deshis",
        ]
        .iter()
        .any(|e| lower.ends_with(e))
            || matches!(
                lower,
                "arab"
                    | "arabs"
                    | "kurd"
                    | "kurds"
                    | "german"
                    | "germans"
                    | "french"
                    | "dutch"
                    | "greek"
                    | "greeks"
                    | "swiss"
                    | "jew"
                    | "jews"
                    | "jewish"
                    | "muslim"
                    | "muslims"
                    | "saudi"
                    | "saudis"
                    | "afghan"
                    | "afghans"
                    | "cuban"
                    | "cubans"
                    | "korean"
                    | "koreans"
                    | "thai"
                    | "turk"
                    | "turks"
                    | "briton"
                    | "britons"
                    | "czech"
                    | "czechs"
                    | "uighur"
                    | "uighurs"
                    | "rohingya"
                    | "roma"
                    | "yemeni"
                    | "yemenis"
                    | "iraqi"
                    | "pakistani"
                    | "israeli"
                    | "palestinian"
                    | "somali"
                    | "somalis"
                    | "bengali"
                    | "emirati"
                    | "omani"
                    | "tibetans"
                    | "vietnamese"
                    | "filipino"
                    | "filipinos"
                    | "dane"
                    | "danes"
                    | "swede"
                    | "swedes"
                    | "finn"
                    | "finns"
                    | "pole"
                    | "poles"
                    | "scot"
                    | "scots"
                    | "croat"
                    | "croats"
                    | "serb"
                    | "serbs"
                    | "slovak"
                    | "slovaks"
                    | "hindu"
                    | "hindus"
                    | "sikh"
                    | "sikhs"
                    | "shiite"
                    | "shiites"
                    | "sunni"
                    | "sunnis"
                    | "druze"
                    | "yazidi"
                    | "yazidis"
                    | "copt"
                    | "copts"
            ))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_list_is_sorted_and_unique() {
        let nouns: Vec<&str> = include_str!("../../lexicons/en/people.tsv")
            .lines()
            .filter(|l| !l.starts_with('#'))
            .map(|l| l.split('\t').next().unwrap_or_default())
            .collect();
        assert!(nouns.windows(2).all(|w| w[0] < w[1]));
        assert_eq!(PEOPLE.len(), nouns.len(), "a line with an unknown scope");
    }

    #[test]
    fn plurals_are_found() {
        for (word, scope) in [
            ("children", Scope::Children),
            ("policemen", Scope::SecurityForces),
            ("gunmen", Scope::Fighters),
            ("police", Scope::SecurityForces),
            ("people", Scope::All),
            ("bodies", Scope::All),
            ("civilians", Scope::Civilians),
            ("wives", Scope::Women),
        ] {
            assert_eq!(listed(word), Some(scope), "{word}");
        }
        assert_eq!(listed("sheep"), None);
    }
}
