//! Which outlet an article is from: by its address, and by phrases of its text.

use std::collections::BTreeMap;
use std::sync::LazyLock;

/// A known outlet.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Outlet {
    /// Its address without "www.".
    pub domain: &'static str,
    /// Its name.
    pub name: &'static str,
    /// agency, newspaper, broadcaster, government, ngo, social or other.
    pub kind: &'static str,
    /// ISO 3166 code of its country.
    pub country: &'static str,
}

static OUTLETS: LazyLock<Vec<Outlet>> = LazyLock::new(|| {
    let lines = include_str!("../lexicons/en/outlets.tsv").lines().filter(|l| !l.starts_with('#'));
    let outlet = |line: &'static str| {
        let mut cells = line.split('\t');
        Some(Outlet { domain: cells.next()?, name: cells.next()?, kind: cells.next()?, country: cells.next()? })
    };
    lines.filter_map(outlet).collect()
});

static BY_NAME: LazyLock<BTreeMap<String, &'static Outlet>> =
    LazyLock::new(|| OUTLETS.iter().map(|outlet| (key(outlet.name), outlet)).collect());

/// A name as it is compared: lower case, no article, letters and digits only.
fn key(name: &str) -> String {
    let lower = name.trim().to_lowercase();
    let lower = lower.strip_prefix("the ").unwrap_or(&lower);
    lower.chars().filter(|c| c.is_alphanumeric()).collect()
}

/// The known outlet of that name, the article "The" and case aside.
pub fn outlet_by_name(name: &str) -> Option<&'static Outlet> {
    BY_NAME.get(&key(name)).copied()
}

/// The known outlet of an address or domain: "https://edition.cnn.com/…" is CNN.
pub fn outlet_by_domain(address: &str) -> Option<&'static Outlet> {
    let host = host(address)?;
    let mut tail = host.as_str();
    loop {
        if let Ok(at) = OUTLETS.binary_search_by_key(&tail, |outlet| outlet.domain) {
            return Some(&OUTLETS[at]);
        }
        tail = tail.split_once('.')?.1;
    }
}

/// The host of an address, or of a bare domain, without "www." and port.
pub(crate) fn host(address: &str) -> Option<String> {
    let rest = address.trim();
    let rest = rest.split_once("://").map_or(rest, |(_, rest)| rest).trim_start_matches("//");
    let host = rest.split(['/', '?', '#']).next()?.rsplit('@').next()?.split(':').next()?.to_lowercase();
    let host = host.strip_prefix("www.").unwrap_or(&host);
    let plausible = host.contains('.') && !host.contains(' ') && !host.starts_with('.') && !host.ends_with('.');
    plausible.then(|| host.to_owned())
}

/// The outlet's name that an address stands for: the known name, else the bare domain.
pub(crate) fn name_of_address(address: &str) -> Option<String> {
    match outlet_by_domain(address) {
        Some(outlet) => Some(outlet.name.to_owned()),
        None => host(address).map(|host| {
            ["m.", "mobile.", "amp.", "edition."].iter().find_map(|p| host.strip_prefix(p)).unwrap_or(&host).to_owned()
        }),
    }
}

/// Whether a phrase names an outlet: a known one, or one that says so itself ("The Marlow Times").
pub(crate) fn is_outlet(phrase: &str) -> bool {
    const LAST: [&str; 26] = [
        "Broadcasting",
        "Bulletin",
        "Chronicle",
        "Courier",
        "Daily",
        "Dispatch",
        "Examiner",
        "Express",
        "Gazette",
        "Globe",
        "Guardian",
        "Herald",
        "Independent",
        "Inquirer",
        "Journal",
        "Mail",
        "Monitor",
        "News",
        "Observer",
        "Online",
        "Post",
        "Press",
        "Radio",
        "Reporter",
        "Times",
        "Tribune",
    ];
    let words: Vec<&str> = phrase.split_whitespace().collect();
    let capitals = words.iter().all(|w| w.starts_with(char::is_uppercase) || matches!(*w, "of" | "and" | "&"));
    outlet_by_name(phrase).is_some()
        || crate::segment::agency(phrase).is_some_and(|_| words.len() <= 3)
        || ((2..=5).contains(&words.len())
            && capitals
            && !phrase.contains([',', '|'])
            && words.last().is_some_and(|w| LAST.contains(w)))
}

/// The outlet that a byline names instead of a person: "Euronews", "Marlow Post staff".
pub(crate) fn of_byline(who: &str) -> Option<String> {
    let trimmed = who.trim();
    let bare = [
        " staff",
        " Staff",
        " Staff Writer",
        " staff writer",
        " Newsroom",
        " newsroom",
        " Reporters",
        " with agencies",
    ]
    .iter()
    .find_map(|suffix| trimmed.strip_suffix(suffix))
    .unwrap_or(trimmed);
    if is_outlet(bare) {
        let agency = crate::segment::agency(bare).map(str::to_owned);
        return Some(outlet_by_name(bare).map(|o| o.name.to_owned()).or(agency).unwrap_or_else(|| bare.to_owned()));
    }
    // "Ann Poe, The Marlow Post", "Ann Poe, AP"
    let (_, after) = trimmed.rsplit_once([',', '|'])?;
    let after = after.trim().trim_start_matches("Special to ").trim_start_matches("for ");
    is_outlet(after).then(|| outlet_by_name(after).map_or_else(|| after.to_owned(), |o| o.name.to_owned()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses() {
        assert_eq!(name_of_address("https://edition.cnn.com/2020/01/02/a.html").as_deref(), Some("CNN"));
        assert_eq!(name_of_address("bbc.co.uk").as_deref(), Some("BBC"));
        assert_eq!(name_of_address("http://www.marlow-post.example:8080/a").as_deref(), Some("marlow-post.example"));
        assert_eq!(name_of_address("no address"), None);
    }

    #[test]
    fn names_and_bylines() {
        assert_eq!(outlet_by_name("the new york times").map(|o| o.domain), Some("nytimes.com"));
        assert!(is_outlet("Marlow Gazette"));
        assert!(!is_outlet("Ann Poe"));
        assert_eq!(of_byline("Euronews").as_deref(), Some("Euronews"));
        assert_eq!(of_byline("Reuters Staff").as_deref(), Some("Reuters"));
        assert_eq!(of_byline("Ann Poe, Marlow Gazette").as_deref(), Some("Marlow Gazette"));
        assert_eq!(of_byline("Ann Poe"), None);
        assert_eq!(of_byline("Ann Poe, Jr."), None);
    }
}
