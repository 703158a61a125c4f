//! The headline of a page: the one that its heading, its meta elements and its title
//! element agree on, without the outlet's name.

use super::blocks::Block;
use super::meta::PageMeta;
use crate::segment::folded;

/// Marks between a headline and the outlet's name.
const SEPARATORS: [&str; 9] = [" | ", " - ", " – ", " — ", " :: ", " » ", " · ", " • ", " : "];

/// The headline; empty where the page has none.
pub(crate) fn choose(meta: &PageMeta, _blocks: &[Block]) -> String {
    let claimed: Vec<&str> =
        [&meta.ld.headline, &meta.meta_title, &meta.title].iter().filter_map(|t| t.as_deref()).collect();
    // A heading that the head of the page repeats is the headline as readers see it.
    let agrees = |heading: &&String| {
        let key = folded(heading);
        key.len() >= 5
            && claimed.iter().any(|c| folded(c).starts_with(&key) || (key.len() >= 15 && folded(c).contains(&key)))
    };
    if let Some(heading) = meta.headings.iter().filter(agrees).max_by_key(|h| h.len()) {
        return heading.clone();
    }
    let site = meta.site.as_deref().or(meta.ld.publisher.as_deref());
    let other = [&meta.meta_title, &meta.ld.headline, &meta.title];
    match other.iter().find_map(|t| t.as_deref()) {
        Some(title) => without_outlet(title, site, meta.url.as_deref()).to_owned(),
        None => meta.headings.first().cloned().unwrap_or_default(),
    }
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
                || crate::outlet::is_outlet(part))
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
    }

    #[test]
    fn the_heading_that_the_head_repeats() {
        let meta = PageMeta {
            title: Some("Bridge opens at last | Post".into()),
            headings: vec!["Post".into(), "Bridge opens at last".into()],
            ..PageMeta::default()
        };
        assert_eq!(choose(&meta, &[]), "Bridge opens at last");
    }
}
