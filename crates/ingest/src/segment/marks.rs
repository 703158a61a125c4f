//! Pieces known by their form: datelines, bylines, picture credits.

use std::ops::Range;
use std::sync::LazyLock;

use parallax_records::SegmentKind::{self, Caption, Subhead};
use regex::Regex;

use super::lexicon;

/// Builds one of the fixed patterns below; a pattern that does not compile is a mistake in
/// this file, and every test would show it.
fn pattern(text: &str) -> Regex {
    Regex::new(text).expect("the fixed patterns of this file compile")
}

const MONTH: &str = r"(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Sept|Oct|Nov|Dec)[a-z]*\.?";

static DATELINE: LazyLock<Regex> = LazyLock::new(|| {
    let capitals = r"\p{Lu}[\p{Lu}'’.\-]+(?: \p{Lu}[\p{Lu}'’.\-]+){0,3}";
    let titled = r"\p{Lu}[\p{L}'’.\-]+(?: (?:de |of |the )?\p{Lu}[\p{L}'’.\-]+){0,3}";
    let region = r"(?:[,/] ?\p{Lu}[\p{L}.'’\-]+(?: (?:and |of |the )?\p{Lu}[\p{L}.'’\-]+){0,3}){0,2}";
    let date = format!(r"(?:,? (?:{MONTH} \d{{1,2}}|\d{{1,2}} {MONTH})(?:,? \d{{4}})?)?");
    let agency = format!(r"(?: ?\((?P<a>(?:{})[^()]{{0,24}})\))", lexicon::agency_pattern());
    let slashed = format!(r"\.? ?/(?P<s>{})/\.?", lexicon::agency_pattern());
    let dash = r"\s*(?:--+|[—–‒―]|-(?:\s|$))";
    pattern(
        &[
            "^(?:",
            &format!(r"(?P<place1>{capitals}{region}){date}{}?{dash}", agency.replace("?P<a>", "?P<a1>")),
            // An agency that no list knows: only where a place in capitals and a dash stand around it.
            &format!(r"|(?P<place4>{capitals}{region}){date} \((?P<u>\p{{Lu}}{{3,6}})\)\s*(?:--+|[—–‒―]|-\s)"),
            &format!(r"|(?P<place2>{titled}{region}){date}{}(?:{dash})?", agency.replace("?P<a>", "?P<a2>")),
            &format!(r"|(?P<place3>{capitals}{region}){date}{slashed}"),
            &format!(r"|{}(?:{dash})?", agency.replace("?P<a>", "?P<a3>").replace("(?: ?", "(?:")),
            ")",
        ]
        .concat(),
    )
});

/// Countries and the like behind a place: "MARLOW (USA) -".
const NO_AGENCY: [&str; 4] = ["DRC", "UAE", "UPDATE", "USA"];

/// Words that stand in capitals before a dash and are no place.
const NO_PLACE: [&str; 34] = [
    "ANALYSIS",
    "BREAKING",
    "BREAKING NEWS",
    "BRIEF",
    "COLUMN",
    "COMMENT",
    "COMMENTARY",
    "CORRECTED",
    "CORRECTION",
    "EDITOR'S NOTE",
    "EDITORIAL",
    "EDITOR’S NOTE",
    "EXCLUSIVE",
    "EXPLAINER",
    "FACT CHECK",
    "FACTBOX",
    "FEATURE",
    "FILE",
    "FILE PHOTO",
    "INTERVIEW",
    "LISTEN",
    "LIVE",
    "NEWS",
    "NOTE",
    "OPINION",
    "PHOTOS",
    "PREVIEW",
    "READ",
    "REVIEW",
    "UPDATE",
    "UPDATED",
    "VIDEO",
    "WARNING",
    "WATCH",
];

/// Whether words in capitals can be a place where neither a region nor an agency says so: "UPDATE II" and
/// "POLL CHECK" are labels, "BRIDGE SPLITS RIVER TOWN" is a heading.
fn is_place(place: &str) -> bool {
    let words: Vec<&str> = place.split([' ', ',']).collect();
    let label = |w: &&str| NO_PLACE.contains(w) || LABELS.contains(w);
    !NO_PLACE.contains(&place)
        && !words.iter().any(label)
        && (place.contains(',') || (words.len() <= 3 && (words[0] != "THE" || words.len() == 2)))
}

/// Further words of labels in capitals.
const LABELS: [&str; 16] = [
    "ADVISORY",
    "ALERT",
    "BOTTOM",
    "CHECK",
    "CHECKS",
    "FINAL",
    "HIGHLIGHTS",
    "LATEST",
    "ORIGINAL",
    "PART",
    "PHOTO",
    "POST",
    "Q&A",
    "QUOTE",
    "RECAP",
    "STORY",
];

/// A dateline at the beginning of a paragraph.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Dateline<'t> {
    /// Its text with the dash, without white space behind.
    pub(crate) text: &'t str,
    /// The place; empty in "(Reuters) -".
    pub(crate) place: &'t str,
    /// The agency or outlet in brackets.
    pub(crate) agency: Option<&'t str>,
}

/// The dateline that a line begins with: "MARLOW, Freedonia, Nov. 16 (UPI) --", "Marlow (CNN)",
/// "(Reuters) -", "MARLOW, May 5. /TASS/.".
pub(crate) fn dateline(line: &str) -> Option<Dateline<'_>> {
    // Most lines are told by a look at their beginning; the pattern is slow.
    let head = &line[..super::boundary(line, 140)];
    let may =
        head.starts_with(|c: char| c.is_uppercase() || c == '(') && head.contains(['(', '-', '—', '–', '‒', '―', '/']);
    let found = if may { DATELINE.captures(line)? } else { return None };
    let whole = found.get(0)?;
    let text = whole.as_str().trim_end();
    let rest = &line[whole.end()..];
    let place = ["place1", "place2", "place3", "place4"].iter().find_map(|n| found.name(n)).map_or("", |m| m.as_str());
    let mark = ["a1", "a2", "a3", "s"].iter().find_map(|n| found.name(n));
    let unknown = found.name("u").map(|m| m.as_str());
    if unknown.is_some_and(|name| NO_AGENCY.contains(&name)) {
        return None;
    }
    let agency = mark.and_then(|m| lexicon::agency(m.as_str())).or(unknown);
    let bare = mark.is_none() && unknown.is_none();
    // A sentence must follow; "COVID-19" and "X-RAY" begin no dateline.
    let opens =
        rest.trim_start().starts_with(|c: char| c.is_uppercase() || c.is_ascii_digit() || "\"“‘'($€£".contains(c));
    let short = place.chars().count() < 3 && bare;
    if !opens || short || (bare && !is_place(place)) || place.ends_with('-') || rest.trim().len() < 20 {
        return None;
    }
    // In "WASHINGTON - The" the dash stands apart; a hyphen glued on both sides joins a word.
    if text.ends_with('-') && !text.ends_with("--") && !line[text.len()..].starts_with(char::is_whitespace) {
        return None;
    }
    Some(Dateline { text, place, agency })
}

static BYLINE: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"^(?:(?:Written|Reported|Reporting|Posted|Published|Story|Words|Article|Text)\s+[Bb]y|[Bb]y|BY|Author|AUTHOR)\s*:?[\s\u{a0}]+(?P<who>\S.*)$",
    )
});

/// Words of a byline that are written small.
const SMALL: [&str; 20] = [
    "and", "with", "for", "of", "in", "at", "the", "de", "van", "von", "al", "bin", "el", "la", "le", "di", "da",
    "der", "on", "staff",
];

/// Who writes where nobody is named.
const UNNAMED: [&str; 8] = [
    "agencies",
    "our correspondent",
    "our own correspondent",
    "staff",
    "staff and agencies",
    "the editorial board",
    "the editors",
    "wire services",
];

/// Who wrote it, where a line is a byline: "By Ann Poe", "By Ann Poe and Bo Lee, The Post".
pub(crate) fn byline(line: &str) -> Option<&str> {
    const OPENINGS: [&str; 9] =
        ["Written", "Report", "Posted", "Published", "Story", "Words", "Article", "Text", "Author"];
    let may = line.starts_with(['b', 'B', 'A']) || OPENINGS.iter().any(|o| line.starts_with(o));
    if !may || line.chars().count() > 140 {
        return None;
    }
    let who = BYLINE.captures(line)?.name("who")?.as_str().trim();
    if UNNAMED.contains(&who.to_lowercase().as_str()) {
        return Some(who);
    }
    let words: Vec<&str> = who.split_whitespace().collect();
    let capital = |w: &&&str| w.trim_start_matches(['(', '"', '“']).starts_with(char::is_uppercase);
    let capitals = words.iter().filter(capital).count();
    let first = words.first().is_some_and(|w| capital(&w));
    let small = words.iter().filter(|w| !capital(w)).all(|w| {
        let bare = w.trim_matches(|c: char| !c.is_alphanumeric()).to_lowercase();
        bare.is_empty()
            || SMALL.contains(&bare.as_str())
            || bare.starts_with(|c: char| c.is_ascii_digit())
            || bare.contains('@')
    });
    let sentence =
        who.ends_with('.') && !who.ends_with("Jr.") && words.last().is_some_and(|w| w.len() > 3) && words.len() > 6;
    (first && capitals > 0 && words.len() <= 16 && small && !sentence).then_some(who)
}

/// The names of a byline, without the outlet, agency, date or address behind them.
pub(crate) fn byline_names(who: &str) -> String {
    let cuts = [" | ", " – ", " — ", " - ", "\u{a0}|", " • ", " · ", "; "];
    let mut end = cuts.iter().filter_map(|cut| who.find(cut)).min().unwrap_or(who.len());
    // "Ann Poe, Special to The Post", "Ann Poe, AP", "Ann Poe, USA TODAY" but "Ann Poe, Bo Lee and Cy Ray"
    for (at, _) in who[..end].match_indices(',') {
        let rest = who[at + 1..end].trim_start();
        let word = rest.split([' ', ',']).next().unwrap_or_default();
        let titles =
            ["Special", "Staff", "Associated", "Correspondent", "Senior", "The", "Chief", "Political", "Reporter"];
        let capitals = word.len() >= 2 && word.chars().all(|c| c.is_uppercase() || c == '.');
        if titles.contains(&word)
            || (capitals && word != "Jr." && !word.ends_with('.'))
            || crate::outlet::is_outlet(rest)
        {
            end = at;
            break;
        }
    }
    who[..end].trim().trim_end_matches([',', '|', '-']).trim_end().to_owned()
}

static CREDIT: LazyLock<Regex> = LazyLock::new(|| {
    let name = r"\p{Lu}[\p{L}.'’\-]*";
    let names = format!(r"{name}(?: (?:(?:de|van|von|al|bin|el|la|der) )?{name}){{0,4}}");
    let houses = format!(
        r"(?:{}|A\.?P\.? Photo|AP Images|EPA|EPA-EFE|Getty(?: Images)?|Shutterstock|iStock|Alamy|NurPhoto|ZUMA(?: Press)?|Rex Features|Sipa(?: USA)?|Barcroft|Corbis|Pool|Handout|SPLASH NEWS|Press Association|Polaris|Bloomberg(?: News)?|iStockphoto|Pixabay|Unsplash)",
        lexicon::agency_pattern()
    );
    let house_tail = format!(r"{houses}(?:\s*(?:[/,]|via|for|-)\s*(?:{houses}|File|file|{names})){{0,3}}");
    pattern(&[
        r"(?:",
        // "Credit: AP", "Photo credit: Ann Poe"
        r"(?:(?:Photo(?:graph)?|Image|Picture|Video|Media|Illustration|Photography)\s+)?(?:Credit|CREDIT|credit)s?\s*(?::|\.\.\.|…)\s*[^.!?\n]{2,90}",
        // "Photo by Ann Poe/UPI | License Photo", "Photograph: Ann Poe/Getty", "Pool photo by Ann Poe"
        &format!(r"|\(?(?:(?:Pool|File|Handout|Staff|AP|AFP|EPA|UPI|Courtesy|Submitted|Archive|[Ii]mage) )?[Pp]hoto(?:s|graph|graphs|graphy| illustration)?(?:\s*:\s*|\s+(?:by|courtesy of|courtesy|provided by|from)\s+)(?:{names}|{house_tail})[^.!?\n]{{0,70}}\)?"),
        &format!(r"|\(?(?:Picture|Image|Photos|IMAGE|PHOTO|Source|Foto)\s?:\s*(?:{names}|{house_tail})[^.!?\n]{{0,40}}\)?"),
        // "(AP Photo/Ann Poe, File)", "REUTERS/Ann Poe", "AFP/Getty Images", "Getty Images"
        &format!(r"|\(?(?:AP Photo|AFP PHOTO|AFP Photo|REUTERS|AP Images|EPA|AFP|Reuters|XINHUA|Xinhua|TASS|UPI)\s?/\s?{names}[^.!?\n]{{0,50}}\)?"),
        r"|\(?(?:via |©\s*)?(?:AFP/|Anadolu Agency/|Bloomberg/|NurPhoto/|WireImage/)?(?:via )?Getty Images?(?:[^.!?\n]{0,30})?\)?",
        // "Ann Poe / AFP |", "Ann Poe/The Post via AP"
        &format!(r"|\(?{names}\s?/\s?(?:via )?{house_tail}\)?(?:\s*\|[^.!?\n]{{0,30}})?"),
        // "© Ann Poe", "(Ann Poe/Freedonia Herald)"
        &format!(r"|[©Ⓒ]\s*(?:\d{{4}}\s*)?{names}[^.!?\n]{{0,40}}"),
        &format!(r"|\({names}\s?/\s?{names}\)"),
        // "(Photo: @annpoe/via Marlow Post)": a label and brackets leave no doubt.
        r"|\((?:Photo|Image|Picture|PHOTO|IMAGE)s?\s?:\s*[^()\n]{2,90}\)",
        r")\.?\s*\|?\s*$",
    ]
    .concat())
});

/// The picture credit at the end of a line, where the line is a caption or a credit alone.
pub(crate) fn credit(line: &str) -> Option<Range<usize>> {
    const SIGNS: [&str; 13] =
        ["hoto", "PHOTO", "redit", "CREDIT", "Getty", "/", "©", "Ⓒ", "Picture", "Image", "IMAGE", "Source", "Foto"];
    if line.len() > 1500 {
        return None;
    }
    // A credit is short: only the end of the line is asked, and only where it has a sign of one.
    let begin = super::boundary(line, line.len().saturating_sub(260));
    let tail = &line[begin..];
    if !SIGNS.iter().any(|sign| tail.contains(sign)) {
        return None;
    }
    let found = CREDIT.find_iter(tail).last()?;
    // A name may hold a full stop: "the mayor Ann Poe. Marlow College/via Reuters" is a sentence and a credit.
    let sentence = found.as_str().split('/').next().and_then(|names| names.rfind(". ")).map_or(0, |stop| stop + 2);
    let initial = found.as_str()[..sentence].trim_end().len() < 4;
    let found = begin + found.start() + if initial { 0 } else { sentence }..begin + found.end();
    let before = line[..found.start].trim_end();
    // "Photo illustration by Post. Photos by Ann Poe/Getty Images": two of them.
    let begin = credit_alone(before).map_or(found.start, |first| first.start);
    let before = line[..begin].trim_end();
    // A credit stands behind a whole sentence, or alone; anything else is running text.
    let stands = before.is_empty() || before.ends_with(['.', '!', '?', '"', '”', '\'', '’', ')', ':', '|']);
    // "The mayor in 2010 (Ann Poe/Reuters)": in brackets, it needs no sentence before it.
    let bracketed = line[found.clone()].starts_with('(') && line[found.clone()].contains('/') && line.len() < 200;
    ((stands || bracketed) && !line[found].trim().is_empty()).then_some(begin..line.len())
}

/// A text that is a credit and nothing else, its full stop aside.
fn credit_alone(text: &str) -> Option<Range<usize>> {
    let text = text.strip_suffix('.').filter(|text| text.len() < 80)?;
    CREDIT.find(text).map(|found| found.range()).filter(|found| *found == (0..text.len()))
}

static BARRED: LazyLock<Regex> = LazyLock::new(|| {
    let houses = format!(r"(?:AP Photos?|Getty(?: Images)?|(?i:{}))", lexicon::agency_pattern());
    pattern(&format!(
        r"^(?P<caption>[^|]{{15,400}}[.!?'’\x22”]) \| (?P<credit>{houses}(?:/{houses})?)(?:\s+(?P<rest>\p{{Lu}}.*))?$"
    ))
});

/// "The bridge at dawn. | AP Photo Mayor opens bridge": the end of a caption and the places where its credit, bar included, and
/// the headline behind it begin.
pub(crate) fn barred_credit(line: &str) -> Option<[usize; 3]> {
    if line.len() > 600 || line.matches(" | ").count() != 1 {
        return None;
    }
    let found = BARRED.captures(line)?;
    let caption = found.name("caption")?.end();
    Some([
        caption,
        // The bar belongs to the credit: every piece of the line has its label.
        caption + 1,
        found.name("rest").map_or(line.len(), |r| r.start()),
    ])
}

/// A label glued to what it opens, and what that is: "CLOSE The bridge at dawn." of a video player, "Story highlights The
/// bridge is open" above a list of what the article says.
pub(crate) fn opening_label(line: &str) -> Option<(usize, SegmentKind)> {
    let labels = [("CLOSE ", Caption), ("Story highlights ", Subhead), ("toggle caption ", Caption)];
    let (label, kind) = labels.into_iter().find(|(label, _)| line.starts_with(label))?;
    let opens = line[label.len()..].starts_with(|c: char| c.is_uppercase() || "\"“‘'(".contains(c));
    // "CLOSE BATTLE FOR MARLOW" is a headline.
    let written = line[label.len()..].contains(char::is_lowercase);
    (opens && written && line.len() < 700).then_some((label.len(), kind))
}

/// Labels of buttons that scrapers leave before a caption or credit.
const GLUED: [&str; 13] = [
    "Email",
    "Enlarge",
    "Enlarge this image",
    "Expand",
    "Facebook",
    "LinkedIn",
    "Pinterest",
    "Share",
    "Tweet",
    "Twitter",
    "View image",
    "WhatsApp",
    "toggle caption",
];

/// Whether a line is a row of headings to choose from: "Home | News | Weather | Ferries".
pub(crate) fn is_menu(line: &str) -> bool {
    ['|', '·', '•', '/', '›', '»'].iter().any(|mark| {
        let parts: Vec<&str> = line.split(*mark).map(str::trim).filter(|part| !part.is_empty()).collect();
        let heading = |part: &&str| {
            part.starts_with(char::is_uppercase)
                && part.len() <= 24
                && part.split_whitespace().count() <= 3
                && !part.contains(|c: char| c.is_ascii_digit() || matches!(c, '.' | ',' | ':' | '"' | '“'))
        };
        parts.len() >= 4 && parts.iter().all(heading)
    })
}

/// How many bytes of a line are labels of buttons before its text: "Facebook Twitter Pinterest The bridge in May.".
/// One label alone may be the text's own first word.
pub(crate) fn glued_labels(line: &str) -> usize {
    let (mut at, mut count) = (0, 0);
    while let Some(label) = GLUED.iter().filter(|l| line[at..].starts_with(**l)).max_by_key(|l| l.len()) {
        let rest = &line[at + label.len()..];
        if !rest.starts_with(' ') {
            break;
        }
        at = line.len() - rest.trim_start().len();
        count += 1;
    }
    let opens = line[at..].starts_with(|c: char| c.is_uppercase() || c.is_ascii_digit() || "\"“‘'(".contains(c));
    if count >= 2 && opens { at } else { 0 }
}

/// Whether a text is a credit that stands twice: "Ann Poe/AP Ann Poe/AP".
pub(crate) fn doubled_credit(text: &str) -> bool {
    let half = text.len() / 2;
    let same = text.is_char_boundary(half) && text[half..].strip_prefix(' ') == Some(&text[..half]);
    same && credit(&text[..half]).is_some_and(|found| found.start == 0)
}

/// Whether a line points to another article by its end, "Bridge closed for repairs Read more", or is a
/// row of accounts to follow.
pub(crate) fn points_on(line: &str) -> bool {
    let headline = |head: &str| !head.is_empty() && !head.ends_with(['.', '!', '?', ':', ',', '"', '”']);
    let accounts = || line.split_whitespace().all(|w| w == "Follow" || (w.starts_with('@') && w.len() > 2));
    line.strip_suffix(" Read more").is_some_and(headline) || (line.starts_with("Follow @") && accounts())
}

static COPYRIGHT_CAPTION: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"^(?P<credit>(?:Image|Media) (?:copyright|source)\s*,?\s*.{2,60}?)\s*(?P<caption>(?:Image|Media) caption\s*,?\s*.+)$",
    )
});

/// The older order: "Image copyright Getty Images Image caption The bridge before the storm".
/// Gives the end of the credit and the beginning of the caption.
pub(crate) fn credit_before_caption(line: &str) -> Option<(usize, usize)> {
    if !(line.starts_with("Image ") || line.starts_with("Media ")) {
        return None;
    }
    let found = COPYRIGHT_CAPTION.captures(line)?;
    Some((found.name("credit")?.end(), found.name("caption")?.start()))
}

static CAPTION: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"^(?:FILE(?: PHOTO)?\s*[-–—:]|(?:In|On) this .{0,60}?(?:photo|image|picture|frame|photograph|screen ?grab|video|illustration)\b|(?:A|This) (?:video grab|still image|screen ?grab|file photo|handout (?:photo|picture|image)|combination (?:photo|picture))\b|(?:Image|Photo|Media|Video|Picture) caption\b|(?:Pictured|Caption|Photo)\s*:\s|File photo\b)|\((?:file photo|File photo|FILE PHOTO|pictured)\)\.?$",
    )
});

/// Whether a line says of itself that it is a caption.
pub(crate) fn is_caption(line: &str) -> bool {
    const OPENINGS: [&str; 12] =
        ["FILE", "File", "In ", "On ", "A ", "This ", "Image", "Photo", "Media", "Video", "Pictured", "Caption"];
    let may = OPENINGS.iter().any(|o| line.starts_with(o)) || line.ends_with([')', '.']) && line.contains('(');
    may && line.len() < 900 && CAPTION.is_match(line)
}

static SIGN_OFF: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"^(?:[\(\[]?(?:Additional |Additional reporting|Reporting|Writing|Editing|Compiled|Produced|Edited|Contributing)\b.{0,30}\b(?:by|reporting|reported)\b.*|[-—–]{1,3}\s*(?:With|with) .{0,60}|(?:©|\(c\)|Copyright)\s.*|All rights reserved\.?|.{0,60}contributed to this (?:report|story|article)\.?|(?:\p{Lu}[\p{L}.'’-]+ ){2,4}(?:and (?:\p{Lu}[\p{L}.'’-]+ ){2,4})?contributed\.|Follow .{2,40} on (?:Twitter|Facebook|Instagram|X)\b.{0,60}|###|-30-|ENDS)$",
    )
});

/// Whether a line closes an article: "(Reporting by …; Editing by …)", "© 2015 …".
pub(crate) fn is_sign_off(line: &str) -> bool {
    const OPENINGS: [&str; 18] = [
        "Additional",
        "Reporting",
        "Writing",
        "Editing",
        "Compiled",
        "Produced",
        "Edited",
        "Contributing",
        "-",
        "—",
        "–",
        "©",
        "Copyright",
        "All rights",
        "Follow",
        "#",
        "ENDS",
        "[",
    ];
    let may = OPENINGS.iter().any(|o| line.starts_with(o))
        || line.starts_with('(')
        || line.contains("contributed to this")
        || line.ends_with(" contributed.");
    may && line.len() < 400 && SIGN_OFF.is_match(line)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn datelines_of_every_agency() {
        fn get(line: &str) -> Option<(&str, &str, Option<&str>)> {
            dateline(line).map(|d| (d.text, d.place, d.agency))
        }
        let rest = " The mayor opened the bridge.";
        for (head, place, agency) in [
            ("MARLOW, Freedonia, Nov. 16 (UPI) --", "MARLOW, Freedonia", Some("UPI")),
            ("MARLOW (AP) —", "MARLOW", Some("Associated Press")),
            ("NEW MARLOW (Reuters) -", "NEW MARLOW", Some("Reuters")),
            ("Marlow (CNN)", "Marlow", Some("CNN")),
            ("MARLOW —", "MARLOW", None),
            ("MARLOW, May 5. /TASS/.", "MARLOW", Some("TASS")),
            ("(Reuters) -", "", Some("Reuters")),
            ("MARLOW, May 5 (Xinhua) --", "MARLOW", Some("Xinhua")),
            ("ST. MARLOW, Freedonia --", "ST. MARLOW, Freedonia", None),
            ("NEW MARLOW, May 5 (QPA) --", "NEW MARLOW", Some("QPA")),
            ("MARLOW (QPA) -", "MARLOW", Some("QPA")),
        ] {
            let line = format!("{head}{rest}");
            assert_eq!(get(&line), Some((head, place, agency)), "{line}");
        }
        assert_eq!(get("(CNN)The mayor opened the bridge."), Some(("(CNN)", "", Some("CNN"))));
    }

    #[test]
    fn what_is_no_dateline() {
        for line in [
            "EXCLUSIVE — The mayor opened the bridge at noon.",
            "FILE - In this May 5 photo the bridge is seen.",
            "COVID-19 cases rose again in the whole region.",
            "The mayor (AP) opened the bridge.",
            "MARLOW — and other cities.",
            "MARLOW (USA) - The mayor opened the bridge.",
            "The Marlow Harbour Trust (MHT) - it runs the bridge - was asked.",
            "UPDATE II - The mayor opened the bridge.",
            "POLL CHECK - The mayor opened the bridge.",
            "BRIDGE SPLITS OLD TOWN - The mayor opened the bridge.",
        ] {
            assert_eq!(dateline(line), None, "{line}");
        }
    }

    #[test]
    fn labels_before_and_behind() {
        assert_eq!(glued_labels("Facebook Twitter Pinterest The bridge in May."), 27);
        assert_eq!(glued_labels("Facebook told the court that it was not liable."), 0);
        assert!(doubled_credit("Ann Poe/AP Ann Poe/AP"));
        assert!(is_menu("Home | News | Weather | Ferries") && is_menu("News · Sport · Arts and Books · Opinion ·"));
        for line in [
            "Home | News | Bridge opens",
            "Marlow 2 | Orla 1 | Vey 0 | Tarn 4",
            "Ann Poe, Post | May 5 | Marlow | News",
        ] {
            assert!(!is_menu(line), "{line}");
        }
        assert!(points_on("Bridge closed for repairs Read more") && points_on("Follow @annpoe Follow @bolee"));
        assert!(!points_on("The mayor said people should write less and Read more."));
    }

    #[test]
    fn bylines() {
        assert_eq!(byline("By Ann V. Poe"), Some("Ann V. Poe"));
        assert_eq!(byline("By\u{a0}Marlow Post"), Some("Marlow Post"));
        assert_eq!(byline("By Ann Poe and Bo Lee, The Marlow Post"), Some("Ann Poe and Bo Lee, The Marlow Post"));
        assert_eq!(byline("By the editors"), Some("the editors"));
        assert_eq!(byline("By the time he left, the bridge was open."), None);
        assert_eq!(byline("By Monday the bridge was open to all."), None);
        assert_eq!(byline_names("Ann Poe, Special to The Marlow Post"), "Ann Poe");
        assert_eq!(byline_names("Ann Poe, USA TODAY"), "Ann Poe");
        assert_eq!(byline_names("Ann Poe, Bo Lee and Cy Ray"), "Ann Poe, Bo Lee and Cy Ray");
        assert_eq!(byline_names("Ann Poe | May 5, 2019"), "Ann Poe");
    }

    #[test]
    fn credits_at_the_end() {
        let cut = |line: &'static str| credit(line).map(|r| &line[r]);
        for (line, credit) in [
            ("The bridge at dawn, May 5, 2019.Credit: AP", "Credit: AP"),
            (
                "The bridge at dawn. Pool photo by Ann Poe/UPI | License Photo",
                "Pool photo by Ann Poe/UPI | License Photo",
            ),
            ("The bridge at dawn. Ann Poe / AFP |", "Ann Poe / AFP |"),
            ("The bridge at dawn. (AP Photo/Ann Poe, File)", "(AP Photo/Ann Poe, File)"),
            ("The bridge at dawn. Photograph: Ann Poe/Getty Images", "Photograph: Ann Poe/Getty Images"),
            ("The bridge at dawn. REUTERS/Ann Poe", "REUTERS/Ann Poe"),
            ("AFP/Getty Images", "AFP/Getty Images"),
            ("Photo: Ann Poe", "Photo: Ann Poe"),
            ("The mayor Ann Poe. Marlow College/via REUTERS", "Marlow College/via REUTERS"),
            ("The mayor in 2010 (Ann Poe/Reuters)", "(Ann Poe/Reuters)"),
            (
                "Photo illustration by Post. Photos by Ann Poe/Getty Images.",
                "Photo illustration by Post. Photos by Ann Poe/Getty Images.",
            ),
        ] {
            assert_eq!(cut(line), Some(credit), "{line}");
        }
        for line in [
            "The mayor told Reuters that the bridge was safe.",
            "He asked the bank for more credit: the city had none left to spend. It was refused.",
            "The fight over the yes/no question went on.",
        ] {
            assert_eq!(cut(line), None, "{line}");
        }
    }

    #[test]
    fn captions_that_say_so() {
        assert!(is_caption("FILE - In this May 5, 2019 file photo, the bridge is seen."));
        assert!(is_caption("In this Tuesday, May 5, 2019 photo, the bridge is seen."));
        assert!(!is_caption("In this city the bridge is old."));
        assert_eq!(credit_before_caption("Image copyright Getty Images Image caption The old bridge"), Some((28, 29)));
    }

    #[test]
    fn closing_lines() {
        assert!(is_sign_off("(Reporting by Ann Poe; Editing by Bo Lee)"));
        assert!(is_sign_off("Ann Poe in Marlow contributed to this report."));
        assert!(!is_sign_off("Reporting the accident took a day."));
    }
}
