//! Copies made by known edits are found, and nothing else is.

mod edits;

use std::collections::BTreeSet;

use edits::{Edit, Words};
use parallax_ingest::copies::find_copies;
use parallax_records::{Article, DatePrecision, Extraction, Published, PublishedFrom};
use parallax_store::{NewRun, Ruling, SourceFacts, Store};

fn article(number: usize, day: u32, body: String) -> Article {
    Article {
        external_id: Some(number.to_string()),
        source: Some(format!("Outlet {}", number % 7)),
        title: format!("Article {number}"),
        body,
        published: Some(Published {
            at: format!("2031-03-{day:02}"),
            precision: DatePrecision::Day,
            from: PublishedFrom::Record,
        }),
        ..Article::default()
    }
}

fn stored(store: &mut Store, articles: &[Article]) {
    let run =
        store.begin_run(&NewRun { started_at: "2031-01-01T00:00:00Z".into(), ..NewRun::default() }).expect("a run");
    store
        .batch(run, |batch| {
            for article in articles {
                batch.add(article, &Extraction::default())?;
            }
            Ok::<_, parallax_store::StoreError>(())
        })
        .expect("stored");
}

/// The pairs (copy, origin) in the database.
fn links(store: &Store) -> BTreeSet<(i64, i64)> {
    let mut out = BTreeSet::new();
    let reader = store.reader().expect("a reader");
    reader
        .stream("SELECT article_id, from_article_id FROM copy", &[], |row| {
            out.insert((row.int(0)?.unwrap_or(0), row.int(1)?.unwrap_or(0)));
            Ok(())
        })
        .expect("readable");
    out
}

#[test]
fn known_edits_are_found_and_directed() {
    let mut words = Words::new(7);
    let originals: Vec<String> = (0..120).map(|_| words.article(400)).collect();
    let others: Vec<String> = (0..120).map(|_| words.article(400)).collect();
    let mut articles: Vec<Article> = originals.iter().enumerate().map(|(i, t)| article(i, 1, t.clone())).collect();
    articles.extend(others.iter().enumerate().map(|(i, t)| article(120 + i, 1, t.clone())));
    let mut expected = BTreeSet::new();
    for (i, original) in originals.iter().enumerate() {
        let edit = Edit::ALL[i % Edit::ALL.len()];
        let copy = edit.apply(original, &others[i], &mut words);
        articles.push(article(240 + i, 2, copy));
        expected.insert((241 + i as i64, 1 + i as i64));
    }
    let mut store = Store::in_memory().expect("memory");
    stored(&mut store, &articles);
    let summary = find_copies(&mut store).expect("found");
    assert_eq!(summary.indexed, 360);
    let found = links(&store);
    // The host of an embedded text shares text with the copy as well: that is no mistake.
    let hosts: BTreeSet<(i64, i64)> = (0..120).map(|i| (241 + i, 121 + i)).collect();
    let right = found.intersection(&expected).count();
    let wrong = found.iter().filter(|pair| !expected.contains(*pair) && !hosts.contains(*pair)).count();
    assert!(right * 100 >= expected.len() * 95, "{right} of {} found", expected.len());
    assert!(wrong * 1000 <= found.len() * 5, "{wrong} of {} are no copies", found.len());
}

#[test]
fn a_later_load_finds_what_was_stored_before() {
    let mut words = Words::new(11);
    let original = words.article(300);
    let mut store = Store::in_memory().expect("memory");
    stored(&mut store, &[article(0, 1, original.clone()), article(1, 1, words.article(300))]);
    assert_eq!(find_copies(&mut store).expect("found").pairs, 0);
    stored(&mut store, &[article(2, 2, Edit::Trim.apply(&original, "", &mut words))]);
    let summary = find_copies(&mut store).expect("found");
    assert_eq!((summary.indexed, summary.pairs, summary.copies), (1, 1, 1));
    assert_eq!(links(&store), [(3, 1)].into());
    assert_eq!(find_copies(&mut store).expect("found").indexed, 0);
}

#[test]
fn two_reports_of_one_statement_are_no_copies() {
    let mut words = Words::new(13);
    let statement = words.article(150).replace('\n', " ");
    let report = |words: &mut Words| {
        let (before, after) = (words.article(100), words.article(100));
        format!("{before}\n“{statement}” she said.\n{after}")
    };
    let articles = [report(&mut words), report(&mut words)];
    let mut store = Store::in_memory().expect("memory");
    stored(&mut store, &articles.into_iter().enumerate().map(|(i, t)| article(i, 1, t)).collect::<Vec<_>>());
    find_copies(&mut store).expect("found");
    assert_eq!(links(&store), BTreeSet::new());
}

#[test]
fn what_hundreds_printed_goes_back_to_the_first() {
    let mut words = Words::new(17);
    let wire = words.article(300);
    let footer = words.article(60);
    let mut articles: Vec<Article> =
        (0..300).map(|i| article(i, 2 + i as u32 % 20, format!("{}\n{wire}", words.article(20)))).collect();
    // The report itself was loaded after most of those that printed it.
    articles.insert(150, article(300, 1, wire));
    // One newsletter's footer under reports of its own.
    articles.extend((301..600).map(|i| article(i, 1 + i as u32 % 20, format!("{}\n{footer}", words.article(250)))));
    for (number, article) in articles.iter_mut().enumerate() {
        article.source = Some(format!("Outlet {number}"));
    }
    let mut store = Store::in_memory().expect("memory");
    stored(&mut store, &articles);
    find_copies(&mut store).expect("found");
    let found = links(&store);
    assert_eq!(found, (1..=301).filter(|copy| *copy != 151).map(|copy| (copy, 151)).collect());
}

#[test]
fn an_earlier_article_that_is_loaded_later_is_told_beside_the_known_origin() {
    let mut words = Words::new(19);
    let (first, second) = (words.article(200), words.article(200));
    let mut store = Store::in_memory().expect("memory");
    stored(&mut store, &[article(0, 1, first.clone()), article(1, 5, format!("{first}\n{second}"))]);
    find_copies(&mut store).expect("found");
    assert_eq!(links(&store), [(2, 1)].into());
    stored(&mut store, &[article(2, 2, second)]);
    find_copies(&mut store).expect("found");
    assert_eq!(links(&store), [(2, 1), (2, 3)].into());
}

#[test]
fn a_text_that_is_shown_again_is_compared_as_well() {
    let mut words = Words::new(23);
    let (shared, other) = (words.article(300), words.article(300));
    let mut store = Store::in_memory().expect("memory");
    // Outlets 0 and 1 carry one text; they are taken for one before anybody asks for copies.
    let mut twin = article(1, 2, shared.clone());
    twin.title = "Article 0".into();
    stored(&mut store, &[article(0, 1, shared), twin]);
    let facts = SourceFacts { name: "Outlet 0".into(), also: vec!["Outlet 1".into()], ..SourceFacts::default() };
    let ruling = Ruling { at: "2031-03-09T00:00:00Z", ..Ruling::default() };
    store.apply_sources(&[facts], &ruling).expect("merged");
    stored(&mut store, &[article(2, 3, other)]);
    find_copies(&mut store).expect("found");
    assert_eq!(links(&store), BTreeSet::new());
    store.split_source("Outlet 1", None, &ruling).expect("split");
    assert_eq!(find_copies(&mut store).expect("found").indexed, 1);
    assert_eq!(links(&store), [(2, 1)].into());
    assert_eq!(find_copies(&mut store).expect("found").indexed, 0);
}

#[test]
fn one_more_of_many_moves_the_others_only_where_it_is_the_first() {
    let mut words = Words::new(29);
    let wire = words.article(300);
    let one = |number: usize, day: u32, words: &mut Words| {
        let mut one = article(number, day, format!("{}\n{wire}", words.article(20)));
        one.source = Some(format!("Outlet {number}"));
        one
    };
    let mut store = Store::in_memory().expect("memory");
    let many: Vec<Article> = (0..40).map(|n| one(n, 5 + n as u32 % 20, &mut words)).collect();
    stored(&mut store, &many);
    find_copies(&mut store).expect("found");
    assert_eq!(links(&store), (2..=40).map(|copy| (copy, 1)).collect());
    stored(&mut store, &[one(40, 10, &mut words)]);
    let later = find_copies(&mut store).expect("found");
    assert!(later.pairs <= 6, "{later:?}");
    assert_eq!(links(&store), (2..=41).map(|copy| (copy, 1)).collect());
    stored(&mut store, &[one(41, 1, &mut words)]);
    find_copies(&mut store).expect("found");
    assert_eq!(links(&store), (1..=41).map(|copy| (copy, 42)).collect());
}
