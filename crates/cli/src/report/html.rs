//! The report as one HTML file.

use askama::Template;

use super::page::{Finding, Page, PieceKind};

/// A card of the first section: class, title, explanation, lines.
type Card<'p> = (&'static str, &'static str, &'static str, &'p [Finding]);

#[derive(Template)]
#[template(path = "report.html")]
struct Html<'p> {
    page: &'p Page,
    glance: [Card<'p>; 3],
}

/// Draws the page.
pub(crate) fn render(page: &Page) -> Result<String, askama::Error> {
    let glance = [
        ("agreed", "Agreed", "The same from at least two independent sources.", page.agreed.as_slice()),
        ("disputed", "Disputed", "Numbers that cannot both be true, from different origins.", &page.disputed),
        ("single", "Only one says", "In one source alone, or in copies of it.", &page.single),
    ];
    Html { page, glance }.render()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::passage::Passage;
    use crate::report::page::{Evidence, Link};

    #[test]
    fn text_of_articles_is_escaped_everywhere() {
        let bad = "<script>alert('x')</script>&\"";
        let page = Page {
            title: bad.into(),
            lead: bad.into(),
            agreed: vec![Finding { what: bad.into(), who: bad.into(), links: vec![Link::claim(1)] }],
            evidence: vec![Evidence {
                link: Link::claim(1),
                at: bad.into(),
                passage: Passage { before: bad.into(), pieces: vec![(true, bad.into())], after: bad.into() },
                ..Evidence::default()
            }],
            ..Page::default()
        };
        let html = render(&page).expect("the template renders");
        assert!(!html.contains("<script"), "a script got through");
        assert_eq!(html.matches("&#60;script&#62;").count() + html.matches("&lt;script&gt;").count(), 9);
        assert!(html.contains("id=\"claim-1\"") && html.contains("href=\"#claim-1\""));
    }
}
