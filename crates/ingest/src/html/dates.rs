//! When a page was published: JSON-LD, meta elements, time elements, the address, a line of
//! the text, in that order. A page that only tells when it was updated has none.

use parallax_records::{Published, PublishedFrom};

use super::blocks::{Block, Tag, hint};
use super::meta::PageMeta;
use crate::dates::{DayOrder, Written, parse};

/// The first date that can be read, with its origin.
pub(crate) fn choose(meta: &PageMeta, blocks: &[Block], title: &str, url: Option<&str>) -> Option<Published> {
    let read = |date: &str, from| parse(date, DayOrder::MonthFirst).and_then(|w| w.published(from));
    let year = |p: &Published| p.date().is_some();
    let of_url = url.and_then(url_date).and_then(|w| w.published(PublishedFrom::Url));
    let of_line = || line_date(blocks, title);
    let changes = meta.ld.modified.iter().chain(&meta.changes);
    let changes: Vec<Published> = changes.filter_map(|d| read(d, PublishedFrom::Meta)).collect();
    let is_change = |date: &Published| changes.iter().any(|change| change.date() == date.date());
    let ld = meta.ld.published.iter().find_map(|d| read(d, PublishedFrom::JsonLd));
    let found = ld
        .or_else(|| meta.meta_dates.iter().find_map(|d| read(d, PublishedFrom::Meta)))
        .or_else(|| meta.times.iter().find_map(|d| read(d, PublishedFrom::TimeElement)).filter(year));
    match (found, of_url) {
        // A time in UTC may fall on the next day; the address has the day of the newsroom.
        (Some(found), Some(of_url)) if next_day(&of_url, &found) => Some(of_url),
        // What the head of a page says may be the day of its first draft or of the last build; moved to another
        // system, an article is published anew. The day that readers see, and that is not called one of a
        // change in the head either, is the one that others cite; and in any case the one that the author signs.
        (Some(found), _) => of_line()
            .filter(|line| days_between(line, &found) > 2)
            .or_else(|| {
                let shown = byline_date(blocks, title, &authors(meta))?;
                let later = days_between(&found, &shown.date) > 2;
                (later && (shown.signed || !is_change(&shown.date))).then_some(shown.date)
            })
            .or(Some(found)),
        (None, of_url) => of_url.or_else(of_line),
    }
}

/// Days from one to the other; 0 where one is no whole date.
fn days_between(from: &Published, to: &Published) -> i64 {
    use parallax_records::Date::Day;
    match (from.date(), to.date()) {
        (Some(Day(a)), Some(Day(b))) => (b - a).num_days(),
        _ => 0,
    }
}

/// Whether `time` is a time of the day after `day`.
fn next_day(day: &Published, time: &Published) -> bool {
    time.at.len() > 10 && days_between(day, time) == 1
}

/// The date in an address: "/2015/11/16/", "/2015-11-16-", "/2015/nov/16/", "/20151116".
pub(crate) fn url_date(url: &str) -> Option<Written> {
    let path = url.split_once("://").map_or(url, |(_, rest)| rest);
    let path = path.split(['?', '#']).next()?;
    let parts: Vec<&str> = path.split(['/', '-', '_', '.']).filter(|p| !p.is_empty()).collect();
    let number = |text: &str, digits: usize| {
        (text.len() == digits && text.bytes().all(|b| b.is_ascii_digit())).then(|| text.parse::<u32>().ok()).flatten()
    };
    let good = |year: u32, month: u32, day: u32| {
        let plausible = (1990..2100).contains(&year) && (1..=12).contains(&month) && (1..=31).contains(&day);
        plausible.then(|| Written { year: Some(year as i32), month: Some(month), day: Some(day), ..Written::default() })
    };
    let month_of =
        |text: &str| number(text, 2).or_else(|| number(text, 1)).or_else(|| crate::dates::month_number(text));
    let three = parts.windows(3).find_map(|w| {
        let day = number(w[2], 2).or_else(|| number(w[2], 1))?;
        good(number(w[0], 4)?, month_of(w[1])?, day)
    });
    three.or_else(|| {
        parts.iter().find_map(|part| {
            let all = number(part, 8)?;
            good(all / 10_000, all / 100 % 100, all % 100)
        })
    })
}

/// A line that is a date and little else: first those whose element says so, then those near
/// the headline. Lines of lists of other articles do not count.
fn line_date(blocks: &[Block], title: &str) -> Option<Published> {
    let others = hint::RELATED | hint::ASIDE | hint::COMMENTS | hint::FOOTER | hint::NAV | hint::MENU | hint::CAPTION;
    // Bars and hidden parts above the article may repeat its headline.
    let heading = blocks
        .iter()
        .position(|b| b.tag == Tag::H1 && b.text == title)
        .or_else(|| blocks.iter().position(|b| b.text == title || (b.tag == Tag::H1 && !title.is_empty())));
    let first = heading.or_else(|| blocks.iter().position(|b| b.chosen)).unwrap_or(0);
    let read = |block: &Block| {
        crate::dates::of_line(&block.text)?.published(PublishedFrom::Text).filter(|p| p.date().is_some())
    };
    let around = |before: usize, after: usize| {
        let range = first.saturating_sub(before)..(first + after).min(blocks.len());
        blocks[range].iter().filter(move |b| b.hints & others == 0 && !b.of_change && b.text.len() < 160)
    };
    let says_so = |b: &&Block| b.hints & (hint::DATE | hint::BYLINE) != 0;
    let dated = around(12, 40).filter(says_so).find_map(read);
    // Right behind the headline whatever its element is called; far behind it only what says so and is
    // the article's.
    let behind = heading.and_then(|at| blocks.iter().skip(at + 1).take(2).filter(|b| !b.of_change).find_map(read));
    dated
        .or(behind)
        .or_else(|| around(6, 12).find_map(read))
        .or_else(|| around(0, 120).filter(says_so).filter(|b| b.chosen).find_map(read))
}

/// The names that the head of a page gives for its authors.
fn authors(meta: &PageMeta) -> Vec<&str> {
    let names = [&meta.ld.author, &meta.author].into_iter().flatten().flat_map(|names| names.split(", "));
    names.filter(|name| name.contains(' ')).collect()
}

/// A date that readers see below the headline.
struct Shown {
    date: Published,
    /// Whether it stands in one line with the author: "Ann Poe • May 5, 2031".
    signed: bool,
}

/// The date that stands between the headline and the text. Elsewhere on a page a later day is today's, or
/// another article's.
fn byline_date(blocks: &[Block], title: &str, authors: &[&str]) -> Option<Shown> {
    let heading = blocks.iter().position(|b| b.tag == Tag::H1 && b.text == title)?;
    let before_text = blocks.iter().skip(heading + 1).take(8).take_while(|b| b.text.len() < 160);
    let mut called_change = false;
    for block in before_text {
        // "Last updated:" may stand in a block of its own.
        called_change |= block.of_change || crate::dates::tells_change(&block.text);
        if called_change {
            return None;
        }
        if let Some(date) = crate::dates::of_line(&block.text).and_then(|w| w.published(PublishedFrom::Text)) {
            let signed = authors.iter().any(|author| block.text.contains(author));
            return date.date().is_some().then_some(Shown { date, signed });
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    fn date_of(head: &str, body: &str) -> Option<(String, PublishedFrom)> {
        let page = super::super::read(
            &format!(
                "<html><head><title>Bridge opens</title>{head}</head><body><h1>Bridge opens</h1>{body}<p>The mayor opened the bridge at last, and she was glad.</p></body></html>"
            ),
            None,
        );
        page.published.map(|p| (p.at, p.from))
    }

    #[test]
    fn a_day_that_readers_see() {
        let head = "<meta property='article:published_time' content='2031-03-02'>";
        let at = |shown: &str| date_of(head, &format!("<p class='date'>{shown}</p>")).map(|(at, _)| at);
        assert_eq!(at("January 4, 2030").as_deref(), Some("2030-01-04"));
        assert_eq!(at("March 20, 2031").as_deref(), Some("2031-03-20"));
        assert_eq!(at("March 3, 2031").as_deref(), Some("2031-03-02"));
        assert_eq!(at("Updated January 4, 2030").as_deref(), Some("2031-03-02"));
        assert_eq!(at("Updated March 20, 2031").as_deref(), Some("2031-03-02"));
        assert_eq!(at("Last updated:</p><p>March 20, 2031").as_deref(), Some("2031-03-02"));
        let changed = format!("{head}<meta property='article:modified_time' content='2031-03-20T10:00:00Z'>");
        let shown = date_of(&changed, "<p class='date'>March 20, 2031</p>");
        assert_eq!(shown.map(|(at, _)| at).as_deref(), Some("2031-03-02"));
    }

    #[test]
    fn a_page_that_only_tells_of_a_change_has_no_date() {
        assert_eq!(date_of("", "<div class='field-changed'><span class='date'>March 20, 2031</span></div>"), None);
        assert_eq!(
            date_of("", "<div class='field'><span class='date'>March 20, 2031</span></div>").map(|d| d.1),
            Some(PublishedFrom::Text)
        );
    }

    #[test]
    fn dates_in_addresses() {
        let get = |url| url_date(url).and_then(|w| w.published(PublishedFrom::Url)).map(|p| p.at);
        for url in [
            "https://post.example/2015/11/16/bridge.html",
            "https://post.example/world/2015/nov/16/bridge",
            "https://post.example/news/bridge-2015-11-16",
            "https://post.example/a/20151116/bridge",
        ] {
            assert_eq!(get(url).as_deref(), Some("2015-11-16"), "{url}");
        }
        assert_eq!(get("https://post.example/article/12345678"), None);
        assert_eq!(get("https://post.example/2015/bridge"), None);
    }
}
