//! Cities by name, with their GeoNames id, country and population.
//!
//! Data: GeoNames, places of 15,000 people and more (CC BY 4.0), as a finite state map in
//! `lexicons/en/cities.fst` that `cargo xtask train cities` makes: from the folded name, a
//! zero byte, the country's code and a number to the id (upper half) and population (lower).

use std::sync::LazyLock;

use fst::{IntoStreamer, Map, Streamer};
use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

/// A city or town.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct City {
    /// GeoNames id.
    pub geonames: i64,
    /// ISO 3166 code of its country.
    pub country: String,
    /// People living there, as GeoNames counts them.
    pub population: u64,
}

static MAP: LazyLock<Option<Map<&'static [u8]>>> =
    LazyLock::new(|| Map::new(&include_bytes!("../../lexicons/en/cities.fst")[..]).ok());

/// The cities of that name, the largest first; capitals and accents do not count.
pub fn cities(name: &str) -> Vec<City> {
    let Some(map) = MAP.as_ref() else { return Vec::new() };
    let mut key = fold(name).into_bytes();
    key.push(0);
    let mut end = key.clone();
    *end.last_mut().expect("just pushed") = 1;
    let mut found = Vec::new();
    let mut stream = map.range().ge(&key).lt(&end).into_stream();
    while let Some((full, value)) = stream.next() {
        let country = String::from_utf8_lossy(&full[key.len()..(key.len() + 2).min(full.len())]).into_owned();
        found.push(City { geonames: (value >> 32) as i64, country, population: value & 0xFFFF_FFFF });
    }
    found.sort_by_key(|city| (std::cmp::Reverse(city.population), city.geonames));
    found
}

/// A name as the map spells it: small letters without accents, hyphens and apostrophes as written.
pub fn fold(name: &str) -> String {
    name.nfd()
        .filter(|c| !is_combining_mark(*c))
        .flat_map(char::to_lowercase)
        .map(|c| if c == '\u{2019}' { '\'' } else { c })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_largest_comes_first() {
        let paris = cities("Paris");
        assert_eq!((paris[0].country.as_str(), paris[0].geonames), ("FR", 2_988_507));
        assert!(paris.iter().any(|city| city.country == "US"));
        assert_eq!(cities("São Paulo"), cities("sao paulo"));
        assert!(cities("Nowhereville").is_empty());
        assert!(cities("").is_empty());
    }
}
