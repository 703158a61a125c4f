//! What the user says of outlets: a table (CSV, TSV) or a TOML file.

use std::path::Path;

use parallax_store::SourceFacts;

use crate::failure::Failure;
use crate::suggest::did_you_mean;

/// The kinds that an outlet may be of.
const KINDS: [&str; 7] = ["agency", "newspaper", "broadcaster", "government", "ngo", "social", "other"];

#[derive(Debug, Default, serde::Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    source: Vec<Entry>,
}

#[derive(Debug, Default, serde::Deserialize)]
#[serde(deny_unknown_fields)]
struct Entry {
    name: String,
    kind: Option<String>,
    domain: Option<String>,
    country: Option<String>,
    lang: Option<String>,
    #[serde(default)]
    also: Vec<String>,
    reason: Option<String>,
}

/// Reads the file; its ending tells which of both it is.
pub(super) fn read(path: &Path) -> Result<Vec<SourceFacts>, Failure> {
    let name = path.display();
    let text = std::fs::read_to_string(path)
        .map_err(|e| Failure::user(format!("cannot read {name}: {e}")).hint("check the path"))?;
    let extension = path.extension().and_then(|e| e.to_str()).unwrap_or_default().to_ascii_lowercase();
    let entries = match extension.as_str() {
        "toml" => {
            let file: File = toml::from_str(&text).map_err(|e| {
                Failure::user(format!("{name}: {}", e.to_string().trim_end())).hint(
                    "write [[source]] for each outlet, and name, kind, domain, country, lang, also = [...], reason",
                )
            })?;
            file.source
        }
        _ => table(&text, if extension == "tsv" { b'\t' } else { b',' }).map_err(|what| {
            Failure::user(format!("{name}: {what}"))
                .hint("its columns are name, kind, domain, country, lang, also, reason")
        })?,
    };
    entries.into_iter().map(|entry| facts(entry).map_err(|what| Failure::user(format!("{name}: {what}")))).collect()
}

/// Reads a table. Columns that say nothing about an outlet are passed over, so that the output of
/// `parallax sources` can be edited and given back.
fn table(text: &str, delimiter: u8) -> Result<Vec<Entry>, String> {
    let text = text.trim_start_matches('\u{FEFF}');
    let mut table =
        csv::ReaderBuilder::new().delimiter(delimiter).flexible(true).trim(csv::Trim::All).from_reader(text.as_bytes());
    let header = table.headers().map_err(|e| e.to_string())?.clone();
    let names: Vec<String> = header.iter().map(str::to_ascii_lowercase).collect();
    let column = |name: &str| names.iter().position(|n| n == name);
    let Some(of_name) = column("name").or_else(|| column("source")) else {
        return Err(format!("it has no column \"name\" (its columns: {})", names.join(", ")));
    };
    let mut entries = Vec::new();
    for row in table.records() {
        let row = row.map_err(|e| e.to_string())?;
        let cell = |at: Option<usize>| at.and_then(|i| row.get(i)).filter(|c| !c.is_empty()).map(str::to_owned);
        let Some(name) = cell(Some(of_name)) else { continue };
        let also = cell(column("also")).unwrap_or_default();
        entries.push(Entry {
            name,
            kind: cell(column("kind")),
            domain: cell(column("domain")),
            country: cell(column("country")),
            lang: cell(column("lang")),
            also: also.split(';').map(|n| n.trim().to_owned()).filter(|n| !n.is_empty()).collect(),
            reason: cell(column("reason")),
        });
    }
    // The list of outlets has a row for articles without one, which is none to be described.
    entries.retain(|e| e.name != parallax_store::UNKNOWN_SOURCE || !e.also.is_empty());
    Ok(entries)
}

fn facts(entry: Entry) -> Result<SourceFacts, String> {
    let Entry { name, kind, domain, country, lang, also, reason } = entry;
    if let Some(kind) = kind.as_deref().filter(|k| !KINDS.contains(k)) {
        let kinds = format!("kinds are {}", KINDS.join(", "));
        return Err(format!("{name}: {kind:?} is no kind of outlet; {}", did_you_mean(kind, KINDS, &kinds)));
    }
    let letters = |what: &str, value: &Option<String>| match value {
        Some(v) if v.len() != 2 || !v.chars().all(|c| c.is_ascii_alphabetic()) => {
            Err(format!("{name}: {what} {v:?} is no code of two letters"))
        }
        _ => Ok(()),
    };
    letters("country", &country)?;
    letters("lang", &lang)?;
    let upper = country.map(|c| c.to_ascii_uppercase());
    Ok(SourceFacts { name, kind, domain, country: upper, lang: lang.map(|l| l.to_ascii_lowercase()), also, reason })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read_as(name: &str, text: &str) -> Result<Vec<SourceFacts>, String> {
        let dir = tempfile::tempdir().expect("a folder");
        let path = dir.path().join(name);
        std::fs::write(&path, text).expect("writable");
        read(&path).map_err(|f| f.to_string())
    }

    #[test]
    fn both_forms_say_the_same() {
        let table = "source,kind,articles,country,also,reason\nMarlow Post,newspaper,12,gb,marlow.example; The Post,one house\n(unknown),other,3,,,\n";
        let toml = "[[source]]\nname = \"Marlow Post\"\nkind = \"newspaper\"\ncountry = \"GB\"\nalso = [\"marlow.example\", \"The Post\"]\nreason = \"one house\"\n";
        let sources = read_as("s.csv", table).expect("a table");
        assert_eq!(sources, read_as("s.toml", toml).expect("a file"));
        assert_eq!(sources[0].also, ["marlow.example", "The Post"]);
        assert_eq!(sources[0].country.as_deref(), Some("GB"));
    }

    #[test]
    fn mistakes_are_told() {
        let says = |name, text| read_as(name, text).expect_err("refused");
        assert!(says("s.csv", "kind\nagency\n").contains("no column \"name\""));
        assert!(says("s.csv", "name,kind\nPost,newpaper\n").contains("did you mean newspaper"));
        assert!(says("s.csv", "name,country\nPost,Norway\n").contains("two letters"));
        assert!(says("s.toml", "[[source]]\nname = \"Post\"\ncity = \"x\"\n").contains("city"));
    }
}
