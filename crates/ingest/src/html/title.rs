//! The headline of a page: the one that its heading, its meta elements and its title
//! element agree on, without the outlet's name.

use super::meta::PageMeta;
use crate::segment::folded;

/// Marks between a headline and the outlet's name.
const SEPARATORS: [&str; 9] = [" | ", " - ", " – ", " — ", " :: ", " » ", " · ", " • ", " : "];

/// The headline; empty where the page has none.
///
/// The first-level heading is what readers see and what other outlets quote; og:title and the
/// title element are often written for search engines. But some pages give the heading to the
/// outlet's name: so a heading counts where it shares enough words with the head of the page.
pub(crate) fn choose(meta: &PageMeta) -> String {
    let site = meta.site.as_deref().or(meta.ld.publisher.as_deref());
    let claimed: Vec<&str> =
        [&meta.ld.headline, &meta.meta_title, &meta.title].iter().filter_map(|t| t.as_deref()).collect();
    let mut best: Option<(f64, &String)> = None;
    for heading in meta.headings.iter().filter(|h| h.len() <= 250 && !is_site_name(h, meta)) {
        let likeness = claimed.iter().map(|c| likeness(heading, c)).fold(0.0, f64::max);
        // The first of equals: later headings repeat it in bars that follow the reader.
        if likeness >= LIKE && best.is_none_or(|(b, _)| likeness > b) {
            best = Some((likeness, heading));
        }
    }
    let clean = |title: &str| without_outlet(title, site, meta.url.as_deref()).to_owned();
    let heads: Vec<String> =
        [&meta.meta_title, &meta.ld.headline, &meta.title].iter().filter_map(|t| t.as_deref()).map(clean).collect();
    match best {
        Some((likeness, heading)) => plainer(heading, likeness, &heads).unwrap_or_else(|| heading.clone()),
        None => match heads.first() {
            Some(title) => title.clone(),
            None => meta.headings.first().filter(|h| h.len() <= 250).cloned().unwrap_or_default(),
        },
    }
}

/// The form of the page's head, where it is plainer than the heading's: which may be set in capitals or
/// small letters, carry a label or date before it or a count behind it, lose the line break
/// between its parts, or be a mere keyword.
fn plainer(heading: &str, likeness: f64, heads: &[String]) -> Option<String> {
    if heads.iter().any(|title| title == heading) {
        return None;
    }
    let letters =
        |text: &str| text.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect::<String>();
    let words = |text: &str| text.split_whitespace().count();
    let key = letters(heading);
    let capitals = !heading.contains(char::is_lowercase) && heading.contains(' ');
    // "*Bridge* opens", "## Bridge opens": marks of the editor's system.
    let is_plain = |title: &&String| !title.contains(['*', '#']) && title.contains(char::is_lowercase);
    // Curly or straight marks of quotation are no other form.
    let straight = |text: &str| text.replace(['‘', '’'], "'").replace(['“', '”'], "\"");
    let same = |title: &&String| {
        letters(title) == key && end_mark(title) == end_mark(heading) && straight(title) != straight(heading)
    };
    let labelled = |title: &&String| {
        heading.len() > title.len()
            && words(title) >= 4
            && (heading.strip_suffix(title.as_str()).is_some_and(is_label)
                || heading.strip_prefix(title.as_str()).is_some_and(is_aside))
    };
    let spelt = |_: &&String| capitals && likeness >= 0.6;
    let named = |title: &&String| words(heading) <= 3 && words(title) >= 5 && !adds(heading, title);
    let opening = || {
        let open =
            |title: &String| SEPARATORS.iter().find_map(|s| title.split_once(s)).map(|(head, _)| head.to_owned());
        heads.iter().filter_map(open).find(|head| head != heading && head.to_lowercase() == heading.to_lowercase())
    };
    let plain = || heads.iter().filter(is_plain);
    plain()
        .find(same)
        .or_else(|| plain().find(labelled))
        .or_else(|| plain().find(spelt))
        .cloned()
        .or_else(opening)
        .or_else(|| plain().find(named).cloned())
}

/// Whether what stands before a headline in its heading is none of it. A year is: "2031 guide to bridges".
fn is_label(before: &str) -> bool {
    before.contains(char::is_alphabetic) || before.contains(['/', '.', ':', '|'])
}

/// The mark that a headline ends with.
fn end_mark(title: &str) -> Option<char> {
    title.chars().next_back().filter(|c| matches!(c, '?' | '!' | '？' | '！'))
}

/// Whether what follows a headline in its heading is none of it: a source in brackets, a count.
fn is_aside(rest: &str) -> bool {
    let mut inside = false;
    rest.starts_with(' ')
        && rest.chars().all(|c| {
            inside = (inside || c == '(') && c != ')';
            inside || c == ')' || c.is_whitespace() || c.is_ascii_digit()
        })
}

/// The least likeness of a heading and a claimed title.
const LIKE: f64 = 0.3;

/// How alike a heading and a title are: a title that only adds to the heading, behind a separator, is
/// as like as can be.
fn likeness(heading: &str, title: &str) -> f64 {
    if heading.contains(' ') && adds(heading, title) { 1.0 } else { dice(heading, title) }
}

/// Whether a title is the heading and, behind a separator, more.
fn adds(heading: &str, title: &str) -> bool {
    title.strip_prefix(heading).is_some_and(|rest| SEPARATORS.iter().any(|s| rest.starts_with(s)))
}

/// How many words two lines share, between 0 and 1 (Dice).
fn dice(a: &str, b: &str) -> f64 {
    let words = |text: &str| -> Vec<String> {
        let folded = folded(text);
        let mut words: Vec<String> =
            folded.split(|c: char| !c.is_alphanumeric()).filter(|w| !w.is_empty()).map(str::to_owned).collect();
        words.sort_unstable();
        words.dedup();
        words
    };
    let (a, b) = (words(a), words(b));
    let shared = a.iter().filter(|w| b.binary_search(w).is_ok()).count();
    if a.is_empty() || b.is_empty() { 0.0 } else { 2.0 * shared as f64 / (a.len() + b.len()) as f64 }
}

/// Whether a heading is the outlet's name: "Marlow Blog" before "Marlow Blog: Bridge opens at last".
fn is_site_name(heading: &str, meta: &PageMeta) -> bool {
    let key = folded(heading);
    let site = meta.site.as_deref().map(folded);
    if site.as_deref() == Some(key.as_str()) {
        return true;
    }
    let title = meta.title.as_deref().map(folded).unwrap_or_default();
    let rest = title.strip_prefix(&key).unwrap_or_default();
    let rest = rest.trim_start_matches([' ', ':', '|', '-', '–', '—', '»', '·']);
    // The title for other sites leaves the outlet out.
    let shared = meta.meta_title.as_deref().is_some_and(|t| folded(t).starts_with(&key));
    !shared
        && key.split(' ').count() <= 4
        && title.len() > key.len() + 3
        && title.starts_with(&key)
        && rest.len() > 2 * key.len()
}

/// A title without the outlet's name at its end or beginning.
fn without_outlet<'t>(title: &'t str, site: Option<&str>, url: Option<&str>) -> &'t str {
    let squeeze = |text: &str| text.to_lowercase().chars().filter(|c| c.is_alphanumeric()).collect::<String>();
    let site = site.map(squeeze).unwrap_or_default();
    let host = url.and_then(crate::outlet::host).map(|h| squeeze(&h)).unwrap_or_default();
    let names_outlet = |part: &str| {
        let key = squeeze(part);
        !key.is_empty()
            && (key == site
                || (key.len() >= 4 && (site.contains(&key) || host.contains(&key)))
                || (site.len() >= 4 && key.contains(&site))
                || crate::outlet::is_outlet(part)
                || (!part.contains(' ') && crate::outlet::host(part).is_some()))
    };
    for separator in SEPARATORS {
        if let Some((head, tail)) = title.rsplit_once(separator)
            && names_outlet(tail)
            && head.len() >= 5
        {
            return without_outlet(head.trim(), Some(&site), url);
        }
        if let Some((head, tail)) = title.split_once(separator)
            && names_outlet(head)
            && tail.len() >= 10
        {
            return tail.trim();
        }
    }
    title.trim()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_outlet_is_taken_off() {
        let cut = |title| without_outlet(title, Some("Marlow Post"), Some("https://www.marlowpost.example/a"));
        assert_eq!(cut("Bridge opens | Marlow Post"), "Bridge opens");
        assert_eq!(cut("Bridge opens - World - Marlow Post"), "Bridge opens - World");
        assert_eq!(cut("Marlow Post: daily | Bridge opens at last"), "Bridge opens at last");
        assert_eq!(cut("Bridge opens - at last"), "Bridge opens - at last");
        assert_eq!(cut("Bridge opens | Marlowpost.example"), "Bridge opens");
    }

    #[test]
    fn the_heading_that_the_head_repeats() {
        let meta = PageMeta {
            title: Some("Bridge opens at last | Post".into()),
            headings: vec!["Post".into(), "Bridge opens at last".into()],
            ..PageMeta::default()
        };
        assert_eq!(choose(&meta), "Bridge opens at last");
        let blog = PageMeta {
            title: Some("Marlow Blog: The bridge that opened at last".into()),
            headings: vec!["Marlow Blog".into(), "Day 1".into()],
            ..PageMeta::default()
        };
        assert_eq!(choose(&blog), "Marlow Blog: The bridge that opened at last");
        let title = |heading: &str, title: &str| {
            choose(&PageMeta { title: Some(title.into()), headings: vec![heading.into()], ..PageMeta::default() })
        };
        assert_eq!(title("bridge opens", "Bridge Opens | Marlow"), "Bridge Opens");
        assert_eq!(
            title("Bridge opens in the rain (post.example) 87", "Bridge opens in the rain"),
            "Bridge opens in the rain"
        );
        assert_eq!(
            title("Bridge opens in the rain, late", "Bridge opens in the rain"),
            "Bridge opens in the rain, late"
        );
        assert_eq!(title("News: Bridge opens in the rain", "Bridge opens in the rain"), "Bridge opens in the rain");
        assert_eq!(title("2031 guide to the old bridges", "guide to the old bridges"), "2031 guide to the old bridges");
        let agreed = PageMeta {
            meta_title: Some("Bridge opens at last".into()),
            title: Some("Bridge Opens At Last | Post".into()),
            headings: vec!["Bridge opens at last".into()],
            ..PageMeta::default()
        };
        assert_eq!(choose(&agreed), "Bridge opens at last");
        assert_eq!(title("The bridge", "The bridge: why it opened at last"), "The bridge: why it opened at last");
    }
}
