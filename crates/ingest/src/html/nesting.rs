//! Pages nested deeper than anybody means: building and searching their tree takes time with
//! the square of the depth, so the innermost elements are left out before.

use std::borrow::Cow;

/// How deep elements may stand in each other; browsers draw 512.
const DEEPEST: usize = 500;
/// Elements that have to be closed: the others end where the next begins.
const CLOSED: [&str; 12] =
    ["article", "b", "blockquote", "center", "div", "font", "i", "main", "ol", "section", "span", "ul"];

/// The page with a line break for every start tag that stands too deep; unchanged where none does.
pub(super) fn flattened(html: &str) -> Cow<'_, str> {
    let mut out = String::new();
    let (mut kept, mut depth) = (0, 0usize);
    for (at, _) in html.match_indices('<') {
        let rest = &html[at + 1..];
        let (closing, name) = match rest.strip_prefix('/') {
            Some(name) => (true, name),
            None => (false, rest),
        };
        let end = name.bytes().take(12).position(|b| !b.is_ascii_alphanumeric()).unwrap_or(0);
        let Some(name) = name.get(..end).filter(|n| CLOSED.contains(&n.to_ascii_lowercase().as_str())) else {
            continue;
        };
        if closing {
            depth = depth.saturating_sub(1);
            continue;
        }
        depth += 1;
        if depth > DEEPEST {
            let Some(length) = html[at..].find('>') else { break };
            out.push_str(&html[kept.min(at)..at]);
            out.push_str(if matches!(name, "b" | "font" | "i" | "span") { "" } else { "<br>" });
            kept = at + length + 1;
        }
    }
    if kept == 0 {
        return Cow::Borrowed(html);
    }
    out.push_str(&html[kept..]);
    Cow::Owned(out)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_what_is_too_deep_is_left_out() {
        let page = "<div><p>The <b>bridge</b></p></div>".repeat(1000);
        assert!(matches!(flattened(&page), Cow::Borrowed(_)));
        let deep = format!("{}The bridge{}", "<div class=a>".repeat(2000), "</div>".repeat(2000));
        let flat = flattened(&deep);
        assert_eq!(flat.matches("<div").count(), DEEPEST);
        assert_eq!(flat.matches("<br>").count(), 1500);
        assert!(flat.contains("The bridge"));
    }
}
