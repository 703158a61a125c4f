//! Which of two articles is the copy.

use parallax_records::Published;

/// What is known of an article beside its text.
#[derive(Debug, Clone, Copy, Default)]
pub struct Origin<'a> {
    /// Its outlet, where it is known.
    pub source: Option<&'a str>,
    /// The agency it names in its dateline or credit.
    pub agency: Option<&'a str>,
    /// When it was published.
    pub published: Option<&'a Published>,
    /// Its text.
    pub body: &'a str,
    /// How much of its text stands in the other.
    pub share: f64,
}

/// Which one is the copy, and what shows it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Direction {
    /// Whether the first is the copy of the second.
    pub first_is_copy: bool,
    /// In words.
    pub basis: String,
}

/// Tells which of two articles was copied from the other: the one that credits the other's outlet;
/// else the later one; else the one that lies more wholly inside the other. With nothing to go
/// by, the second given is taken for the copy, and the basis says so.
pub fn direction(a: Origin<'_>, b: Origin<'_>) -> Direction {
    let told = |first_is_copy, basis: String| Direction { first_is_copy, basis };
    match (credits(a, b), credits(b, a)) {
        (Some(basis), None) => return told(true, basis),
        (None, Some(basis)) => return told(false, basis),
        _ => {}
    }
    if let (Some(x), Some(y)) = (a.published, b.published)
        && let Some(first_is_later) = later(x, y)
    {
        let (earlier, late) = if first_is_later { (y, x) } else { (x, y) };
        return told(first_is_later, format!("published {}, the other {}", late.at, earlier.at));
    }
    if (a.share - b.share).abs() >= 0.1 {
        let inner = a.share.max(b.share) * 100.0;
        return told(a.share > b.share, format!("{inner:.0} % of it stands in the other; no times to tell"));
    }
    told(false, "nothing tells which was first: the one read first is taken for the origin".to_owned())
}

/// Whether an article credits the other's outlet, and where.
fn credits(copy: Origin<'_>, origin: Origin<'_>) -> Option<String> {
    let outlet = origin.source?;
    if copy.source.is_some_and(|own| is_same(own, outlet)) {
        return None;
    }
    if copy.agency.is_some_and(|agency| is_same(agency, outlet)) {
        return Some(format!("it credits {outlet}"));
    }
    // "Reuters contributed to this report", "(AP)" at the end
    let start = copy.body.len().saturating_sub(300);
    let start = (start..copy.body.len()).find(|at| copy.body.is_char_boundary(*at)).unwrap_or(copy.body.len());
    let (tail, marks) = (&copy.body[start..], ["(", "–", "—", "-", "©", "/", "by ", "from ", "to "]);
    let named = [outlet, short(outlet)].into_iter().any(|name| {
        marks.iter().any(|mark| tail.contains(&format!("{mark}{name}")) || tail.contains(&format!("{mark} {name}")))
            || tail.contains(&format!("{name} contributed"))
    });
    named.then(|| format!("its last lines credit {outlet}"))
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

fn is_same(a: &str, b: &str) -> bool {
    let key = |name: &str| short(name.trim()).trim_start_matches("The ").to_lowercase();
    key(a) == key(b)
}

/// Whether the first was published later; `None` where the times do not tell. A day and a time of
/// the same day do not.
fn later(a: &Published, b: &Published) -> Option<bool> {
    let (x, y) = (a.date()?, b.date()?);
    if x.last() < y.first() {
        return Some(false);
    }
    if y.last() < x.first() {
        return Some(true);
    }
    let times = a.at.len() > 10 && b.at.len() > 10 && a.at != b.at;
    times.then(|| a.at > b.at)
}

#[cfg(test)]
mod tests {
    use super::*;
    use parallax_records::{DatePrecision, PublishedFrom};

    fn at(at: &str) -> Published {
        let precision = if at.len() > 10 { DatePrecision::Second } else { DatePrecision::Day };
        Published { at: at.into(), precision, from: PublishedFrom::Record }
    }

    #[test]
    fn credit_then_time_then_containment() {
        let (day, next) = (at("2019-05-05"), at("2019-05-06"));
        let post = Origin {
            source: Some("Post"),
            agency: Some("Associated Press"),
            published: Some(&day),
            ..Origin::default()
        };
        let wire = Origin { source: Some("AP"), published: Some(&next), ..Origin::default() };
        assert_eq!(direction(post, wire), Direction { first_is_copy: true, basis: "it credits AP".into() });
        let late = Origin { source: Some("Herald"), published: Some(&next), ..Origin::default() };
        let early = Origin { source: Some("Post"), published: Some(&day), ..Origin::default() };
        assert!(direction(late, early).first_is_copy && !direction(early, late).first_is_copy);
        let inner = Origin { share: 0.9, ..Origin::default() };
        let outer = Origin { share: 0.3, ..Origin::default() };
        assert!(direction(inner, outer).first_is_copy);
        assert!(direction(Origin::default(), Origin::default()).basis.contains("nothing tells"));
    }

    #[test]
    fn a_day_does_not_tell_against_a_time_of_it() {
        assert_eq!(later(&at("2019-05-05"), &at("2019-05-05T10:00:00Z")), None);
        assert_eq!(later(&at("2019-05-05T11:00:00Z"), &at("2019-05-05T10:00:00Z")), Some(true));
    }

    #[test]
    fn last_lines_credit() {
        let body = "The bridge is open again. Reuters contributed to this report.";
        let copy = Origin { source: Some("Post"), body, ..Origin::default() };
        let wire = Origin { source: Some("Reuters"), ..Origin::default() };
        assert!(direction(copy, wire).first_is_copy);
    }
}
