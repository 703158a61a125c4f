//! Linking over invented articles.

use parallax_records::{Bound, ClaimKind, Date, Form, Period, Quantity, Scope, Section, Status};

use super::*;

/// Articles and claims that are being written.
#[derive(Default)]
struct Desk {
    articles: Vec<LinkArticle>,
    claims: Vec<LinkClaim>,
    sentence: i64,
}

impl Desk {
    fn article(&mut self, day: &str, title: &str) -> &mut Self {
        let published = day.parse::<Date>().ok().map(Date::first);
        self.articles.push(LinkArticle { id: self.articles.len() as i64, title: title.into(), published });
        self.sentence = 0;
        self
    }

    /// A claim whose sentence is its evidence.
    fn claim(&mut self, kind: ClaimKind, sentence: &str) -> &mut LinkClaim {
        self.sentence += 3;
        self.claims.push(LinkClaim {
            id: self.claims.len() as i64,
            article: self.articles.len() as i64 - 1,
            sentence: self.sentence,
            section: Section::Body,
            kind,
            status: Status::Occurred,
            text: sentence.into(),
            context: sentence.into(),
            place: None,
            country: None,
            happened: None,
            event_phrase: None,
            participants: Vec::new(),
            origin: None,
            form: None,
            occasion: None,
            interval: None,
            word: None,
            scope: None,
            subset: false,
            period: None,
            names: Vec::new(),
        });
        self.claims.last_mut().expect("just pushed")
    }

    fn killed(&mut self, sentence: &str, n: f64, place: &str, day: &str) -> &mut LinkClaim {
        let claim = self.claim(ClaimKind::Killed, sentence);
        claim.interval = Some(Quantity { bound: Bound::Exact, ..Quantity::exact(n) }.interval());
        claim.scope = Some(Scope::All);
        claim.place = (!place.is_empty()).then(|| place.to_owned());
        claim.happened = day.parse::<Date>().ok().map(Into::into);
        claim
    }

    fn met(&mut self, sentence: &str, who: &[&str], day: &str) -> &mut LinkClaim {
        let claim = self.claim(ClaimKind::Met, sentence);
        claim.participants = who.iter().map(|w| (*w).to_owned()).collect();
        claim.happened = day.parse::<Date>().ok().map(Into::into);
        claim.form = Some(Form::Meeting);
        claim
    }

    /// The slug of each claim's event, in order.
    fn slugs(&self) -> Vec<String> {
        let linked = link(&self.articles, &self.claims);
        linked.claims.iter().map(|a| linked.events[a.event].slug.clone()).collect()
    }
}

#[test]
fn a_growing_toll_is_one_event() {
    let mut desk = Desk::default();
    desk.article("2031-04-02", "Ferry sinks").killed(
        "Twelve died when a ferry sank off Marvell on Wednesday.",
        12.0,
        "Marvell",
        "2031-04-02",
    );
    desk.article("2031-04-04", "Ferry toll").killed(
        "The shipwreck off Marvell killed 31 people on Wednesday.",
        31.0,
        "Marvell",
        "2031-04-02",
    );
    // Place and day are those of the inquiry; the number and the name beside it tell.
    desk.article("2031-04-09", "Ferry inquiry")
        .killed(
            "The captain of the ferry whose sinking off Marvell killed 31 was heard.",
            31.0,
            "Oldport",
            "2031-04-09",
        )
        .names = vec!["Marvell".into()];
    let slugs = desk.slugs();
    assert!(slugs.iter().all(|s| *s == slugs[0]), "{slugs:?}");
    assert!(slugs[0].starts_with("marvell-"), "{slugs:?}");
}

#[test]
fn the_day_before_and_another_town_are_other_events() {
    let mut desk = Desk::default();
    desk.article("2031-04-02", "Strikes");
    desk.killed("An air strike on Marvell killed 21 people on Monday.", 21.0, "Marvell", "2031-03-31");
    desk.killed("A strike on Tuesday killed 56 in Dokhar.", 56.0, "Dokhar", "2031-04-01");
    desk.killed("A strike on Marvell killed 80 people on Wednesday.", 80.0, "Marvell", "2031-04-02");
    let slugs = desk.slugs();
    assert_ne!(slugs[0], slugs[1]);
    assert_ne!(slugs[1], slugs[2]);
    assert_ne!(slugs[0], slugs[2]);
}

#[test]
fn a_war_stays_apart_from_what_happened_in_it() {
    let mut desk = Desk::default();
    desk.article("2031-04-02", "Strike").killed(
        "A strike on Marvell in Peru killed 21 people on Monday.",
        21.0,
        "Marvell",
        "2031-03-31",
    );
    let war = desk.killed("The war in Peru has killed 250,000 people.", 250_000.0, "Peru", "");
    war.period = Some(Period::Cumulative);
    desk.article("2031-04-05", "Talks").killed(
        "More than 260,000 died in the civil war in Peru.",
        260_001.0,
        "Peru",
        "",
    );
    let linked = link(&desk.articles, &desk.claims);
    assert_eq!(linked.claims[1].event, linked.claims[2].event);
    assert_ne!(linked.claims[0].event, linked.claims[1].event);
    assert_eq!(linked.events[linked.claims[1].event].kind, EventKind::Long);
}

#[test]
fn a_site_is_a_part_of_its_event() {
    let mut desk = Desk::default();
    desk.article("2031-04-02", "Attacks");
    desk.killed("Gunmen killed 40 people in attacks in Marvell on Monday.", 40.0, "Marvell", "2031-03-31");
    desk.killed(
        "Prosecutors said 25 people were killed at the Oldgate Arcade on Monday.",
        25.0,
        "Marvell",
        "2031-03-31",
    );
    let linked = link(&desk.articles, &desk.claims);
    let (whole, site) = (linked.claims[0].event, linked.claims[1].event);
    assert_ne!(whole, site);
    assert_eq!(linked.events[site].parent, Some(whole));
}

#[test]
fn a_town_where_the_dead_are_mourned_is_no_site() {
    let mut desk = Desk::default();
    desk.article("2031-04-06", "A city falls silent");
    let bells = "Bells rang in Ostport for each of the 43 people who drowned off Marvell on Monday.";
    let mourned = desk.killed(bells, 43.0, "Marvell", "2031-03-31");
    mourned.text = "the 43 people who drowned".into();
    let union = desk.killed("The union put the toll at 52 off Marvell.", 52.0, "Marvell", "2031-03-31");
    union.origin = Some("the union".into());
    let linked = link(&desk.articles, &desk.claims);
    assert_eq!(linked.claims[0].event, linked.claims[1].event);
}

#[test]
fn a_meeting_planned_and_held_is_one_and_a_later_one_another() {
    let mut desk = Desk::default();
    desk.article("2031-04-01", "Agenda").met("Berg will meet Lind on Friday.", &["Ida Berg", "Tor Lind"], "2031-04-04");
    desk.article("2031-04-05", "Talks").met("Lind met Mayor Berg.", &["Tor Lind", "Berg"], "2031-04-04");
    desk.article("2031-04-06", "Talks").met("Berg spoke with Lind.", &["Ida Berg", "Tor Lind"], "");
    desk.article("2031-06-20", "Summer").met("Berg met Lind.", &["Ida Berg", "Tor Lind"], "2031-06-19");
    desk.article("2031-04-05", "Round").met(
        "Berg will meet Lind and Holm.",
        &["Ida Berg", "Tor Lind", "Ada Holm"],
        "2031-04-04",
    );
    let slugs = desk.slugs();
    assert_eq!(slugs[0], "berg-lind-meeting");
    assert_eq!((&slugs[1], &slugs[2]), (&slugs[0], &slugs[0]));
    assert_ne!(slugs[3], slugs[0]);
    assert_ne!(slugs[4], slugs[0], "a round of three is none of its pairs");
}

#[test]
fn the_order_of_the_input_does_not_matter() {
    let mut desk = Desk::default();
    desk.article("2031-04-02", "Ferry").killed(
        "Twelve died when a ferry sank off Marvell on Wednesday.",
        12.0,
        "Marvell",
        "2031-04-02",
    );
    desk.killed("A fire in Sandhaven killed 3 on Tuesday.", 3.0, "Sandhaven", "2031-04-01");
    desk.article("2031-04-04", "Ferry").killed("The ferry disaster off Marvell killed 31.", 31.0, "Marvell", "");
    desk.met("Berg met Lind.", &["Ida Berg", "Tor Lind"], "2031-04-04");
    let first = link(&desk.articles, &desk.claims);
    desk.articles.reverse();
    desk.claims.reverse();
    assert_eq!(link(&desk.articles, &desk.claims), first);
}

#[test]
fn other_figures_go_with_the_harm_of_their_sentence() {
    let mut desk = Desk::default();
    desk.article("2031-04-02", "Ferry").killed(
        "The ferry with 90 aboard sank off Marvell; 12 died.",
        12.0,
        "Marvell",
        "2031-04-02",
    );
    desk.claim(ClaimKind::Figure, "The ferry with 90 aboard sank off Marvell; 12 died.").sentence = 3;
    desk.claim(ClaimKind::Figure, "Tickets cost 40 crowns.");
    let linked = link(&desk.articles, &desk.claims);
    assert_eq!(linked.claims.iter().map(|a| a.claim).collect::<Vec<_>>(), [0, 1]);
}
