//! Persons whom articles write in several full names: which rows are one, and which name is shown.
//!
//! While articles are written, a person is looked up by the full names that are known so far, so that the order of the
//! articles decides whether "Ana Maria Roe" and "Ana Roe" get one row. Linking makes up for it: where an article has two full
//! names for one person, and one other row alone bears the second one, both rows are one. A person is then called as most
//! articles write the full name, whichever came first. Joins are made anew by every linking, and what a decision merged, parted
//! or named is left alone.

use std::collections::BTreeMap;

use rusqlite::{Connection, params};
use rustc_hash::FxHashMap;

use crate::entities::{opens_with_particle, spelled_otherwise};
use crate::error::Result;
use crate::fold::name_key;
use crate::joining;

/// What the `reason` of an entity says that [`join`] merged.
const REASON: &str = "full-name";

/// A person's row.
pub(crate) struct Person {
    pub(crate) entity: i64,
    pub(crate) key: String,
    gender: Option<String>,
    wikidata: Option<String>,
    /// Whether a decision made other rows part of it: it stays where it is.
    pub(crate) is_fixed: bool,
}

impl Person {
    /// Whether neither gender nor id speaks against one person.
    pub(crate) fn agrees(&self, other: &Self) -> bool {
        let agree = |a: &Option<String>, b: &Option<String>| a.is_none() || b.is_none() || a == b;
        agree(&self.gender, &other.gender) && agree(&self.wikidata, &other.wikidata)
    }

    /// Whether two names that an article uses for one person are one indeed.
    fn may_be(&self, other: &Self) -> bool {
        self.agrees(other) && are_one_name(&self.key, &other.key) && !(self.is_fixed && other.is_fixed)
    }
}

/// Joins the rows of one person anew.
pub(crate) fn join(connection: &Connection) -> Result<()> {
    joining::take_back(connection, REASON)?;
    let persons = persons(connection)?;
    let mut of_key: FxHashMap<&str, Vec<usize>> = FxHashMap::default();
    let mut of_entity: FxHashMap<i64, usize> = FxHashMap::default();
    for (number, person) in persons.iter().enumerate() {
        of_key.entry(&person.key).or_default().push(number);
        of_entity.insert(person.entity, number);
    }
    // The rows of each person, and where each row's are.
    let mut groups: Vec<Vec<usize>> = (0..persons.len()).map(|number| vec![number]).collect();
    let mut group_of: Vec<usize> = (0..persons.len()).collect();
    for (entity, alias) in aliases(connection)? {
        let Some(&person) = of_entity.get(&entity) else { continue };
        let key = name_key(&alias);
        if !is_full(&key) || !are_one_name(&key, &persons[person].key) {
            continue;
        }
        let exact = of_key.get(&*key).cloned();
        let near = || spelled_otherwise(&key).iter().filter_map(|key| of_key.get(&**key)).flatten().copied().collect();
        let mut others: Vec<usize> = exact.unwrap_or_else(near);
        others.retain(|other| *other != person);
        let [other] = others.as_slice() else { continue };
        let (keep, give) = (group_of[person].min(group_of[*other]), group_of[person].max(group_of[*other]));
        if keep != give && groups[keep].iter().all(|a| groups[give].iter().all(|b| persons[*a].may_be(&persons[*b]))) {
            let given = std::mem::take(&mut groups[give]);
            given.iter().for_each(|member| group_of[*member] = keep);
            groups[keep].extend(given);
        }
    }
    for group in groups.iter().filter(|group| group.len() > 1) {
        // The row that was there first stands for all, unless a decision made another one stand.
        let root = group.iter().copied().find(|p| persons[*p].is_fixed).or(group.iter().copied().min());
        let Some(root) = root.map(|root| persons[root].entity) else { continue };
        for person in group.iter().map(|p| &persons[*p]).filter(|p| p.entity != root) {
            joining::join(connection, person.entity, root, REASON)?;
        }
    }
    Ok(())
}

/// The persons of several articles whom no decision is about, in the order of their rows.
pub(crate) fn persons(connection: &Connection) -> Result<Vec<Person>> {
    let mut read = connection.prepare(
        "SELECT entity_id, name_key, gender, wikidata,
           EXISTS (SELECT 1 FROM entity AS part WHERE part.merged_into = entity.entity_id)
         FROM entity WHERE kind = 'person' AND only_article_id IS NULL AND merged_into IS NULL AND reason IS NULL
           AND instr(name_key, ' ') > 0 ORDER BY entity_id",
    )?;
    let rows = read.query_map([], |r| {
        Ok(Person { entity: r.get(0)?, key: r.get(1)?, gender: r.get(2)?, wikidata: r.get(3)?, is_fixed: r.get(4)? })
    })?;
    Ok(rows.collect::<rusqlite::Result<_>>()?)
}

/// The names of several words that articles use for persons beside the first one.
fn aliases(connection: &Connection) -> Result<Vec<(i64, String)>> {
    let mut read = connection.prepare(
        "SELECT entity_id, alias FROM alias JOIN entity USING (entity_id)
         WHERE kind = 'person' AND origin = 'text' AND instr(alias, ' ') > 0 ORDER BY 1, 2",
    )?;
    let rows = read.query_map([], |r| Ok((r.get(0)?, r.get(1)?)))?;
    Ok(rows.collect::<rusqlite::Result<_>>()?)
}

/// Whether a key is a given name with a surname.
fn is_full(key: &str) -> bool {
    key.contains(' ') && !opens_with_particle(key)
}

/// Whether two keys of full names may be one person's: one surname, and no middle name against another ("George W." and
/// "George H. W."). That the given names are one, an article has shown.
fn are_one_name(a: &str, b: &str) -> bool {
    let parts = |key: &str| -> (Vec<String>, String) {
        let mut words: Vec<&str> = key.split(' ').filter(|w| !matches!(*w, "al" | "el")).collect();
        let last = words.pop().unwrap_or_default().to_owned();
        // "H.W." is one word of a key.
        let initials = |w: &&str| w.len() <= 3 && !w.contains(['a', 'e', 'i', 'o', 'u', 'y']);
        let middle = words.into_iter().skip(1).flat_map(|w| match initials(&w) {
            true => w.chars().map(String::from).collect(),
            false => vec![w.to_owned()],
        });
        (middle.collect(), last)
    };
    let ((a, a_last), (b, b_last)) = (parts(a), parts(b));
    let same = |(a, b): (&String, &String)| {
        a == b || (a.chars().count() == 1 || b.chars().count() == 1) && a.chars().next() == b.chars().next()
    };
    a_last == b_last && a.iter().zip(&b).all(same)
}

/// How often articles write a person's full name in one way.
#[derive(Default)]
struct Form {
    articles: i64,
    /// The day on which it was first written.
    first: Option<String>,
}

/// Calls every person of several articles as most of them do, on a tie as the earliest does; independent of the order of rows.
/// What is taken for a slip is nobody's name.
pub(crate) fn name(connection: &Connection) -> Result<()> {
    let mut known: FxHashMap<i64, Vec<String>> = FxHashMap::default();
    let mut read = connection.prepare(
        "WITH named AS (
           SELECT entity_id, name FROM entity WHERE kind = 'person'
           UNION SELECT entity_id, alias FROM alias JOIN entity USING (entity_id) WHERE kind = 'person' AND origin = 'text'
           UNION SELECT i.entity_id, i.name FROM identity AS i JOIN entity USING (entity_id) WHERE kind = 'person'),
         called AS (
           SELECT coalesce(e.merged_into, e.entity_id) AS entity_id, n.name FROM named AS n JOIN entity AS e USING (entity_id)
           WHERE e.only_article_id IS NULL AND instr(n.name, ' ') > 0)
         SELECT * FROM called EXCEPT SELECT merged_into, name FROM entity WHERE reason = 'spelling' ORDER BY 1, 2",
    )?;
    let mut rows = read.query([])?;
    while let Some(row) = rows.next()? {
        known.entry(row.get(0)?).or_default().push(row.get(1)?);
    }
    known.retain(|_, names| names.len() > 1);
    let mut forms: BTreeMap<i64, BTreeMap<String, Form>> = BTreeMap::new();
    let mut read = connection.prepare(
        "SELECT coalesce(e.merged_into, e.entity_id), m.text, count(DISTINCT m.article_id), min(a.published_at)
         FROM mention AS m JOIN entity AS e USING (entity_id) JOIN article AS a USING (article_id)
         WHERE e.kind = 'person' AND m.form = 'name' AND instr(m.text, ' ') > 0 AND a.is_latest = 1
         GROUP BY 1, 2 ORDER BY 1, 2",
    )?;
    let mut rows = read.query([])?;
    while let Some(row) = rows.next()? {
        let entity: i64 = row.get(0)?;
        let Some(names) = known.get(&entity) else { continue };
        let text: String = row.get(1)?;
        // A mention may hold the title too ("Mayor Ana Roe").
        let written = names.iter().filter(|name| text.ends_with(&**name)).max_by_key(|name| name.len());
        let Some(written) = written.filter(|name| is_full(&name_key(name)) && name.contains(char::is_lowercase)) else {
            continue;
        };
        let form = forms.entry(entity).or_default().entry(written.clone()).or_default();
        let first: Option<String> = row.get(3)?;
        form.articles += row.get::<_, i64>(2)?;
        form.first = match (form.first.take(), first) {
            (Some(a), Some(b)) => Some(a.min(b)),
            (a, b) => a.or(b),
        };
    }
    for (entity, forms) in &forms {
        let last = "~".to_owned();
        let rank = |form: &Form| (std::cmp::Reverse(form.articles), form.first.clone().unwrap_or_else(|| last.clone()));
        // Of the forms of one article the fullest.
        let long = |name: &String| std::cmp::Reverse(name.chars().count());
        let Some((best, _)) = forms.iter().min_by_key(|(name, form)| (rank(form), long(name), *name)) else { continue };
        // The name so far stays one of the names. Who was named or joined by a user is called as the user knows it.
        connection
            .prepare_cached(
                "INSERT OR IGNORE INTO alias (entity_id, alias, origin)
                 SELECT entity_id, name, 'text' FROM entity WHERE entity_id = ?1 AND name <> ?2",
            )?
            .execute(params![entity, best])?;
        connection
            .prepare_cached(
                "UPDATE entity SET name = ?2 WHERE entity_id = ?1 AND name <> ?2
                   AND NOT EXISTS (SELECT 1 FROM alias WHERE entity_id = ?1 AND origin = 'user')
                   AND NOT EXISTS (SELECT 1 FROM entity WHERE merged_into = ?1 AND reason LIKE 'decision %')",
            )?
            .execute(params![entity, best])?;
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn middle_names_speak_for_themselves() {
        assert!(are_one_name("ana maria roe", "ana roe") && are_one_name("ana m roe", "ana maria roe"));
        assert!(!are_one_name("ana w roe", "ana h w roe") && !are_one_name("ana w roe", "ana hw roe"));
        assert!(!are_one_name("ana roe", "ana lind") && are_one_name("sami al nuri", "samir nuri"));
    }
}
