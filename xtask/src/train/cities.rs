//! The map of cities: crates/nlp/lexicons/en/cities.fst, from GeoNames.

use std::collections::BTreeMap;
use std::path::Path;

use anyhow::{Context, Result};
use parallax_nlp::lexicon::fold;

use super::models;
use crate::shared::Shared;

/// Other names that English news use, by GeoNames id. Own list.
const OTHER_NAMES: &[(&str, u64)] = &[("kiev", 703_448), ("raqqa", 172_955), ("al-raqqa", 172_955)];

/// Writes the map.
pub(crate) fn run(shared: &Shared, folder: &Path) -> Result<()> {
    let path = shared.path("corpora/lexical/cities.tsv")?;
    let content = std::fs::read_to_string(&path).with_context(|| format!("cannot read {}", path.display()))?;
    let mut keys: BTreeMap<Vec<u8>, u64> = BTreeMap::new();
    for line in content.lines().skip(1) {
        let columns: Vec<&str> = line.split('\t').collect();
        let [id, name, country, population, ..] = columns[..] else { continue };
        let (Ok(id), Ok(population)) = (id.parse::<u64>(), population.parse::<u64>()) else { continue };
        let others = OTHER_NAMES.iter().filter(|(_, other)| *other == id).map(|(name, _)| (*name).to_owned());
        for name in others.chain([fold(name)]) {
            add(&mut keys, &name, country, (id << 32) | population.min(u64::from(u32::MAX)));
        }
    }
    let map = fst::Map::from_iter(keys).context("the keys of a sorted map are in order")?;
    models::write(folder, "cities.fst", map.as_fst().as_bytes())
}

fn add(keys: &mut BTreeMap<Vec<u8>, u64>, name: &str, country: &str, value: u64) {
    // Namesakes of one country are told apart by a number.
    for number in 0..=u8::MAX {
        let key = [name.as_bytes(), &[0], country.as_bytes(), &[number]].concat();
        if let std::collections::btree_map::Entry::Vacant(free) = keys.entry(key) {
            free.insert(value);
            return;
        }
    }
}
