//! Which of two articles is the copy.

use parallax_records::{Date, Published};
use parallax_store::StoredText;

/// What is known of an article beside its text, with what its last lines may credit.
#[derive(Debug, Clone, Default)]
pub(super) struct Known {
    /// Its outlet, where it is known, and the form in which outlets are compared.
    source: Option<String>,
    source_key: String,
    /// The agency it names in its dateline or credit, as it is compared; empty where it names none.
    agency_key: String,
    url: Option<String>,
    title: String,
    published: Option<Published>,
    date: Option<Date>,
    is_latest: bool,
    /// Its last lines.
    tail: String,
    /// Where in them a name may stand that is credited: behind "(", "by " and the like.
    credited: Vec<usize>,
    /// The first bytes of what stands there, a bit for each modulo 64: most outlets are told by them, and of a
    /// report that hundreds printed each is asked for the outlets of all others.
    credited_bytes: u64,
    /// Where in them " contributed" stands.
    contributed: Vec<usize>,
}

/// Which one is the copy, and what shows it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Direction {
    /// Whether the first is the copy of the second.
    pub(super) first_is_copy: bool,
    /// In words.
    pub(super) basis: String,
}

impl Known {
    /// Bytes of the text in which credits stand.
    const TAIL: usize = 300;
    /// Marks and words before an outlet that is credited: "(AP)", "from Reuters".
    const MARKS: [&str; 9] = ["(", "–", "—", "-", "©", "/", "by ", "from ", "to "];

    pub(super) fn new(text: StoredText) -> Self {
        let start = text.body.len().saturating_sub(Self::TAIL);
        let start = (start..text.body.len()).find(|at| text.body.is_char_boundary(*at)).unwrap_or(text.body.len());
        let tail = text.body[start..].to_owned();
        let ends = Self::MARKS.iter().flat_map(|mark| tail.match_indices(mark).map(|(at, mark)| at + mark.len()));
        let credited: Vec<usize> =
            ends.flat_map(|at| [Some(at), tail[at..].starts_with(' ').then_some(at + 1)]).flatten().collect();
        let first_bytes = credited.iter().filter_map(|at| tail.as_bytes().get(*at));
        let credited_bytes = first_bytes.fold(0, |bits, byte| bits | 1 << (byte % 64));
        let contributed = tail.match_indices(" contributed").map(|(at, _)| at).collect();
        let key = |name: Option<&str>| name.map(key).unwrap_or_default();
        Self {
            source_key: key(text.source.as_deref()),
            agency_key: key(text.agency.as_deref()),
            source: text.source,
            url: text.url,
            title: text.title,
            date: text.published.as_ref().and_then(Published::date),
            published: text.published,
            is_latest: text.is_latest,
            tail,
            credited,
            credited_bytes,
            contributed,
        }
    }

    /// The key by which the earlier of two comes first; those without a date last.
    pub(super) fn time(&self) -> (bool, Option<chrono::NaiveDate>, Option<&str>) {
        let day = self.date.map(Date::first);
        (day.is_none(), day, self.published.as_ref().map(|p| p.at.as_str()))
    }

    /// Whether one of two can be the copy of the other: not where one was replaced by a newer version, nor
    /// where both are one outlet's versions of one article.
    pub(super) fn can_be_copies(&self, other: &Self) -> bool {
        let same = |a: &Option<String>, b: &Option<String>| a.is_some() && a == b;
        let versions = same(&self.source, &other.source) && (self.title == other.title || same(&self.url, &other.url));
        self.is_latest && other.is_latest && !versions
    }

    /// How this article credits the other's outlet.
    fn credits(&self, origin: &Self) -> Option<Sign> {
        let outlet = origin.source.as_deref()?;
        if self.source_key == origin.source_key {
            return None;
        }
        if self.agency_key == origin.source_key {
            return Some(Sign::Agency);
        }
        // "Reuters contributed to this report", "(AP)" at the end
        let named = |name: &str| {
            let may = name.bytes().next().is_none_or(|byte| self.credited_bytes & 1 << (byte % 64) != 0);
            (may && self.credited.iter().any(|at| self.tail[*at..].starts_with(name)))
                || self.contributed.iter().any(|at| self.tail[..*at].ends_with(name))
        };
        (named(outlet) || named(short(outlet))).then_some(Sign::LastLines)
    }
}

/// What shows which of two articles is the copy.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Sign {
    Agency,
    LastLines,
    Time,
}

fn sign(a: &Known, b: &Known) -> Option<(bool, Sign)> {
    match (a.credits(b), b.credits(a)) {
        (Some(sign), None) => Some((true, sign)),
        (None, Some(sign)) => Some((false, sign)),
        _ => later(a, b).map(|first_is_later| (first_is_later, Sign::Time)),
    }
}

/// Whether the first of two articles was copied from the other, where that can be told without a look at their
/// texts: the one that credits the other's outlet is the copy; else the later one.
pub(super) fn first_is_copy(a: &Known, b: &Known) -> Option<bool> {
    sign(a, b).map(|(first, _)| first)
}

/// The same, with what shows it.
pub(super) fn direction(a: &Known, b: &Known) -> Option<Direction> {
    let (first_is_copy, sign) = sign(a, b)?;
    let (copy, origin) = if first_is_copy { (a, b) } else { (b, a) };
    let outlet = origin.source.as_deref().unwrap_or_default();
    let at = |known: &Known| known.published.as_ref().map_or_else(String::new, |p| p.at.clone());
    let basis = match sign {
        Sign::Agency => format!("it credits {outlet}"),
        Sign::LastLines => format!("its last lines credit {outlet}"),
        Sign::Time => format!("published {}, the other {}", at(copy), at(origin)),
    };
    Some(Direction { first_is_copy, basis })
}

/// Tells the copy by how much of each text stands in the other, 0 to 1: it is the one that lies more
/// wholly inside. With nothing to go by, the second is taken for the copy, and the basis says so.
pub(super) fn direction_by_share(a: f64, b: f64) -> Direction {
    if (a - b).abs() >= 0.1 {
        let basis = format!("{:.0} % of it stands in the other; no times to tell", a.max(b) * 100.0);
        return Direction { first_is_copy: a > b, basis };
    }
    let basis = "nothing tells which was first: the one read first is taken for the origin".to_owned();
    Direction { first_is_copy: false, basis }
}

/// The short form by which an agency is credited.
fn short(outlet: &str) -> &str {
    match outlet {
        "Associated Press" | "The Associated Press" => "AP",
        "Agence France-Presse" => "AFP",
        "United Press International" => "UPI",
        other => other,
    }
}

/// A name as outlets are compared.
fn key(name: &str) -> String {
    short(name.trim()).trim_start_matches("The ").to_lowercase()
}

/// Whether the first was published later; `None` where the times do not tell. A day and a time of
/// the same day do not.
fn later(a: &Known, b: &Known) -> Option<bool> {
    let (x, y) = (a.date?, b.date?);
    if x.last() < y.first() {
        return Some(false);
    }
    if y.last() < x.first() {
        return Some(true);
    }
    let (a, b) = (&a.published.as_ref()?.at, &b.published.as_ref()?.at);
    let times = a.len() > 10 && b.len() > 10 && a != b;
    times.then(|| a > b)
}

#[cfg(test)]
mod tests {
    use super::*;
    use parallax_records::{DatePrecision, PublishedFrom};

    fn known(source: Option<&str>, agency: Option<&str>, at: Option<&str>, body: &str) -> Known {
        let precision = |at: &str| if at.len() > 10 { DatePrecision::Second } else { DatePrecision::Day };
        Known::new(StoredText {
            article_id: 1,
            source: source.map(str::to_owned),
            agency: agency.map(str::to_owned),
            url: None,
            title: "Bridge opens".into(),
            body: body.into(),
            published: at.map(|at| Published { at: at.into(), precision: precision(at), from: PublishedFrom::Record }),
            is_latest: true,
        })
    }

    #[test]
    fn credit_then_time_then_containment() {
        let post = known(Some("Post"), Some("Associated Press"), Some("2019-05-05"), "");
        let wire = known(Some("AP"), None, Some("2019-05-06"), "");
        assert_eq!(direction(&post, &wire), Some(Direction { first_is_copy: true, basis: "it credits AP".into() }));
        let late = known(Some("Herald"), None, Some("2019-05-06"), "");
        let early = known(Some("Post"), None, Some("2019-05-05"), "");
        assert_eq!(direction(&late, &early).map(|d| d.first_is_copy), Some(true));
        assert_eq!(direction(&early, &late).map(|d| d.first_is_copy), Some(false));
        assert!(early.time() < late.time() && late.time() < known(None, None, None, "").time());
        assert_eq!(direction(&Known::default(), &early), None);
        assert!(direction_by_share(0.9, 0.3).first_is_copy && !direction_by_share(0.3, 0.9).first_is_copy);
        assert!(direction_by_share(0.5, 0.55).basis.contains("nothing tells"));
    }

    #[test]
    fn a_day_does_not_tell_against_a_time_of_it() {
        let at = |at| known(None, None, Some(at), "");
        assert_eq!(later(&at("2019-05-05"), &at("2019-05-05T10:00:00Z")), None);
        assert_eq!(later(&at("2019-05-05T11:00:00Z"), &at("2019-05-05T10:00:00Z")), Some(true));
    }

    #[test]
    fn last_lines_credit() {
        let wire = known(Some("Reuters"), None, None, "");
        for (tail, credits) in [
            ("Reuters contributed to this report.", true),
            ("(Reuters)", true),
            ("With material from Reuters.", true),
            ("— Reuters", true),
            ("He spoke to a Reuters reporter.", false),
            ("", false),
        ] {
            let copy =
                known(Some("Post"), None, None, &format!("{} The bridge is open again. {tail}", "ü".repeat(400)));
            assert_eq!(copy.credits(&wire).is_some(), credits, "{tail}");
        }
    }

    #[test]
    fn versions_are_no_copies() {
        let post = known(Some("Post"), None, None, "");
        assert!(!post.can_be_copies(&known(Some("Post"), None, None, "")));
        assert!(post.can_be_copies(&known(Some("Herald"), None, None, "")));
        assert!(known(None, None, None, "").can_be_copies(&known(None, None, None, "")));
    }
}
