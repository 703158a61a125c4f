//! Every named query, run on a few invented articles whose answers can be counted by hand.

#[path = "../../crates/store/tests/support/mod.rs"]
mod support;

use parallax_records::{Bound, ClaimKind, Interval, Part, Quantity, Relation, Role, Stance, Status};
use parallax_store::{
    ClaimLink, CopyLink, LinkedEvent, LinkedStatement, Links, Param, QuoteFamily, Reader, StatementLink, Store, Value,
    queries, query,
};
use support::{Draft, add, draft};

const FIRST: &str = "At least 12 people died when a ferry burned off Velmar, according to the coast guard. \
    \"The wind turned,\" said Iva Brandt. Tomas Reli will meet Iva Brandt in Velmar.";
const MINISTRY: &str = "The ferry fire killed 19 people, according to the harbour ministry. \
    \"The wind turned on us,\" claimed Captain Brandt. The Red Tide set the fire, the ministry said.";
const SECOND: &str = "Fifteen people died in the ferry fire, the coast guard said, citing the rescue centre. \
    Tomas Reli met Iva Brandt in Velmar.";

fn first(source: &str, id: &str, day: &str) -> Draft {
    draft(source, id, day, "Ferry burns off Velmar", FIRST)
        .person("Iva Brandt", &["Iva Brandt"])
        .person("Tomas Reli", &["Tomas Reli"])
        .figure(
            ClaimKind::Killed,
            "At least 12 people died",
            Quantity { bound: Bound::AtLeast, ..Quantity::exact(12.0) },
            "the coast guard",
        )
        .quote(&["The wind turned,"], "Iva Brandt", "Iva Brandt", "said")
        .met("Tomas Reli will meet Iva Brandt", &["Tomas Reli", "Iva Brandt"], Status::Planned)
}

fn articles() -> Vec<Draft> {
    let ministry = draft("Kestrel News", "k1", "2031-03-02", "Nineteen dead", MINISTRY)
        .person("Iva Brandt", &["Captain Brandt"])
        .killed("killed 19 people", 19.0, "the harbour ministry")
        .quote(&["The wind turned on us,"], "Captain Brandt", "Iva Brandt", "claimed")
        .figure(ClaimKind::Responsible, "The Red Tide set the fire", Quantity::exact(1.0), "the ministry")
        .with(|claim| {
            claim.quantity = None;
            claim.stance = Some(Stance::Blamed);
            claim.parts = vec![Part { role: Role::Actor, entity: None, label: "The Red Tide".to_owned() }];
        });
    let second = draft("Kestrel News", "k2", "2031-03-03", "Toll rises", SECOND)
        .person("Iva Brandt", &["Iva Brandt"])
        .person("Tomas Reli", &["Tomas Reli"])
        .killed("Fifteen people died", 15.0, "the coast guard")
        .with(|claim| {
            let mut hop = claim.attribution[0].clone();
            hop.label = "the rescue centre".to_owned();
            hop.at = None;
            claim.attribution.push(hop);
        })
        .met("Tomas Reli met Iva Brandt", &["Tomas Reli", "Iva Brandt"], Status::Occurred);
    let unknown =
        draft("", "u1", "2031-03-03", "", "The ferry fire killed 12 people.").killed("killed 12 people", 12.0, "");
    let silent = draft("Silent Gazette", "s1", "2031-03-02", "Fair opens", "The fair opened.");
    vec![
        first("Harbour Post", "h1", "2031-03-01"),
        ministry,
        first("Gull Wire", "g1", "2031-03-02"),
        second,
        unknown,
        silent,
    ]
}

/// Claims: 1, 2 Harbour Post; 3, 4 Kestrel; 5, 6 Gull Wire; 7, 8 Kestrel; 9 unknown.
fn links() -> Links {
    let claim = |claim_id| ClaimLink { claim_id, event: 0, reason: "the same ferry and days".to_owned() };
    let statement = |interval: Interval, from: Option<&str>, day: &str, claims: &[i64]| LinkedStatement {
        event: 0,
        kind: "killed".to_owned(),
        scope: Some("all".to_owned()),
        interval,
        status: "occurred".to_owned(),
        attributed_to: from.map(str::to_owned),
        attributed_id: None,
        first_at: Some(day.to_owned()),
        last_at: Some("2031-03-03".to_owned()),
        claims: claims.to_vec(),
    };
    let exact = |n: f64| Interval { low: Some(n), high: Some(n), ..Interval::default() };
    Links {
        events: vec![LinkedEvent {
            slug: "ferry-fire".to_owned(),
            title: "Ferry fire off Velmar".to_owned(),
            ..LinkedEvent::default()
        }],
        claims: (1..=9).map(claim).collect(),
        families: vec![QuoteFamily { text: "The wind turned on us,".to_owned(), quotes: vec![1, 2, 3] }],
        statements: vec![
            statement(
                Interval { low: Some(12.0), high_open: true, ..Interval::default() },
                Some("the coast guard"),
                "2031-03-01",
                &[1, 5],
            ),
            statement(exact(19.0), Some("the harbour ministry"), "2031-03-02", &[3]),
            statement(exact(15.0), Some("the rescue centre"), "2031-03-03", &[7]),
            statement(exact(12.0), None, "2031-03-03", &[9]),
        ],
        relations: vec![
            StatementLink {
                statement: 2,
                other: 1,
                relation: Relation::Contradict,
                reason: "15 and 19, from different origins".to_owned(),
            },
            StatementLink {
                statement: 2,
                other: 0,
                relation: Relation::Refines,
                reason: "15 lies in 12 and more".to_owned(),
            },
        ],
    }
}

fn database() -> Store {
    let mut store = Store::in_memory().expect("a store");
    add(&mut store, &articles());
    store.replace_links(&links()).expect("links");
    let copy = CopyLink {
        article_id: 3,
        from_article_id: 1,
        share: 0.95,
        basis: "a day later, nearly the whole text".to_owned(),
        spans: vec![[0, 100, 0, 100]],
    };
    store.replace_copies(&[copy]).expect("copies");
    store
}

/// The rows of a named query, a line each, "·" for NULL.
fn rows(reader: &Reader, name: &str, params: &[Param<'_>]) -> Vec<String> {
    let query = query(name).unwrap_or_else(|| panic!("no query {name}"));
    let table = reader.run(&query, params).unwrap_or_else(|e| panic!("{name}: {e}"));
    let cell = |v: &Value| if *v == Value::Null { "·".to_owned() } else { v.to_string() };
    table.rows.iter().map(|row| row.iter().map(cell).collect::<Vec<_>>().join(" | ")).collect()
}

/// Query, its answer; every query of the folder, its subfolders aside.
const ANSWERS: &[(&str, &[&str])] = &[
    (
        "agreement",
        &[
            "ferry-fire | killed | all | At least 12 people died | the coast guard | 1 | 2 | 2 | Harbour Post | 2031-03-01 | 1",
            "ferry-fire | killed | all | killed 19 people | the harbour ministry | 1 | 1 | 1 | Kestrel News | 2031-03-02 | 3",
            "ferry-fire | killed | all | Fifteen people died | the rescue centre | 1 | 1 | 1 | Kestrel News | 2031-03-03 | 7",
            "ferry-fire | killed | all | killed 12 people | · | 1 | 1 | 1 | (unknown) | 2031-03-03 | 9",
        ],
    ),
    (
        "articles_by_source",
        &[
            "Kestrel News | 2 | 0 | 4 | 1 | 2031-03-02 | 2031-03-03 | 2",
            "(unknown) | 1 | 0 | 1 | 0 | 2031-03-03 | 2031-03-03 | 4",
            "Gull Wire | 1 | 1 | 2 | 1 | 2031-03-02 | 2031-03-02 | 3",
            "Harbour Post | 1 | 0 | 2 | 1 | 2031-03-01 | 2031-03-01 | 1",
            "Silent Gazette | 1 | 0 | 0 | 0 | 2031-03-02 | 2031-03-02 | 5",
        ],
    ),
    (
        "claims_without_attribution",
        &[
            "ferry-fire | Harbour Post | met | Tomas Reli will meet Iva Brandt | planned | 2031-03-01 | Tomas Reli will meet Iva Brandt in Velmar. | 2",
            "ferry-fire | Gull Wire | met | Tomas Reli will meet Iva Brandt | planned | 2031-03-02 | Tomas Reli will meet Iva Brandt in Velmar. | 6",
            "ferry-fire | Kestrel News | met | Tomas Reli met Iva Brandt | occurred | 2031-03-03 | Tomas Reli met Iva Brandt in Velmar. | 8",
            "ferry-fire | (unknown) | killed | killed 12 people | occurred | 2031-03-03 | The ferry fire killed 12 people. | 9",
        ],
    ),
    (
        "conflicts",
        &[
            "ferry-fire | killed | Kestrel News | Fifteen people died | the rescue centre | 2031-03-03 | Kestrel News | killed 19 people | the harbour ministry | 2031-03-02 | 2031-03-03 | 15 and 19, from different origins | 7 | 3",
        ],
    ),
    (
        "copies",
        &[
            "Gull Wire | 2031-03-02 | Ferry burns off Velmar | Harbour Post | 2031-03-01 | Ferry burns off Velmar | 0.95 | a day later, nearly the whole text | 3 | 1",
        ],
    ),
    (
        "coverage",
        &[
            "ferry-fire | Harbour Post | 1 | 0 | 2 | 1 | 2031-03-01 | 2031-03-01",
            "ferry-fire | Gull Wire | 1 | 1 | 2 | 1 | 2031-03-02 | 2031-03-02",
            "ferry-fire | Kestrel News | 2 | 0 | 4 | 1 | 2031-03-02 | 2031-03-03",
            "ferry-fire | (unknown) | 1 | 0 | 1 | 0 | 2031-03-03 | 2031-03-03",
        ],
    ),
    (
        "cue_verbs",
        &[
            "Gull Wire | say | 1 | 1 | 100 | 3",
            "Harbour Post | say | 1 | 1 | 100 | 1",
            "Kestrel News | say | 1 | 1 | 100 | 2",
        ],
    ),
    (
        "figure_over_time",
        &[
            "ferry-fire | 2031-03-01 | 12 | 12 | 1 | 12 | 1 | 1",
            "ferry-fire | 2031-03-02 | 19 | 19 | 0 | 19 | 1 | 1",
            "ferry-fire | 2031-03-03 | 12 | 15 | 0 | 19 | 2 | 2",
        ],
    ),
    (
        "first_to_report",
        &[
            "ferry-fire | killed | At least 12 people died | Harbour Post | 2031-03-01 | · | · | · | 1",
            "ferry-fire | killed | killed 19 people | Kestrel News | 2031-03-02 | · | · | · | 3",
            "ferry-fire | killed | Fifteen people died | Kestrel News | 2031-03-03 | · | · | · | 7",
            "ferry-fire | killed | killed 12 people | (unknown) | 2031-03-03 | · | · | · | 9",
        ],
    ),
    (
        "lag",
        &[
            "ferry-fire | Harbour Post | 2031-03-01 | 0 | 1",
            "ferry-fire | Gull Wire | 2031-03-02 | 24 | 3",
            "ferry-fire | Kestrel News | 2031-03-02 | 24 | 2",
            "ferry-fire | (unknown) | 2031-03-03 | 48 | 5",
        ],
    ),
    (
        "left_out",
        &[
            "ferry-fire | responsible | all | Gull Wire | 1 | 3 | 0",
            "ferry-fire | responsible | all | Harbour Post | 1 | 3 | 0",
        ],
    ),
    ("most_quoted", &["Iva Brandt | 2 | 2 | 2 | 2 | 0 | 0 | 1"]),
    (
        "names_used",
        &[
            "Iva Brandt | Gull Wire | Iva Brandt | name | 1 | 100 | 1 | 4",
            "Iva Brandt | Harbour Post | Iva Brandt | name | 1 | 100 | 1 | 1",
            "Iva Brandt | Kestrel News | Captain Brandt | name | 1 | 50 | 1 | 3",
            "Iva Brandt | Kestrel News | Iva Brandt | name | 1 | 50 | 1 | 6",
            "Tomas Reli | Gull Wire | Tomas Reli | name | 1 | 100 | 1 | 5",
            "Tomas Reli | Harbour Post | Tomas Reli | name | 1 | 100 | 1 | 2",
            "Tomas Reli | Kestrel News | Tomas Reli | name | 1 | 100 | 1 | 7",
        ],
    ),
    ("not_covered", &["ferry-fire | 4 | 2031-03-01 | 2031-03-03 | Silent Gazette | 1"]),
    (
        "quote_variants",
        &[
            "1 | The wind turned on us, | Iva Brandt | Harbour Post | The wind turned, | said | direct | 2031-03-01 | 1",
            "1 | The wind turned on us, | Iva Brandt | Kestrel News | The wind turned on us, | claimed | direct | 2031-03-02 | 2",
            "1 | The wind turned on us, | Iva Brandt | Gull Wire | The wind turned, | said | direct | 2031-03-02 | 3",
        ],
    ),
    (
        "quotes_of_person",
        &[
            "Iva Brandt | said | The wind turned, | direct | Harbour Post | 2031-03-01 | Ferry burns off Velmar | \"The wind turned,\" said Iva Brandt. | 1 | 1",
            "Iva Brandt | claimed | The wind turned on us, | direct | Kestrel News | 2031-03-02 | Nineteen dead | \"The wind turned on us,\" claimed Captain Brandt. | 2 | 2",
            "Iva Brandt | said | The wind turned, | direct | Gull Wire | 2031-03-02 | Ferry burns off Velmar | \"The wind turned,\" said Iva Brandt. | 3 | 3",
        ],
    ),
    (
        "responsibility",
        &[
            "ferry-fire | Kestrel News | The Red Tide | blamed | the ministry | The Red Tide set the fire | 2031-03-02 | 4",
        ],
    ),
    (
        "same_event_figures",
        &[
            "ferry-fire | all | (unknown) | killed 12 people | · | 2031-03-03 | Kestrel News | killed 19 people | the harbour ministry | 2031-03-02 | 9 | 3",
            "ferry-fire | all | (unknown) | killed 12 people | · | 2031-03-03 | Kestrel News | Fifteen people died | the coast guard | 2031-03-03 | 9 | 7",
        ],
    ),
    (
        "search",
        &[
            "Kestrel News | 2031-03-02 | Nineteen dead | The ferry fire killed 19 people, according to the harbour ministry. \"The [wind] turned on us,\" claimed Captain Brandt. The Red Tide set the… | 2",
            "Harbour Post | 2031-03-01 | Ferry burns off Velmar | At least 12 people died when a ferry burned off Velmar, according to the coast guard. \"The [wind] turned,\" said Iva Brandt. Tomas Reli… | 1",
            "Gull Wire | 2031-03-02 | Ferry burns off Velmar | At least 12 people died when a ferry burned off Velmar, according to the coast guard. \"The [wind] turned,\" said Iva Brandt. Tomas Reli… | 3",
        ],
    ),
    ("source_agreement", &["Harbour Post | Kestrel News | 1 | 0 | 0"]),
    (
        "toll_by_source",
        &[
            "ferry-fire | Harbour Post | 2031-03-01 | At least 12 people died | at_least | 12 | · | 0 | 1 | 0 | the coast guard | 0 | 1 | 1",
            "ferry-fire | Gull Wire | 2031-03-02 | At least 12 people died | at_least | 12 | · | 0 | 1 | 0 | the coast guard | 1 | 1 | 5",
            "ferry-fire | Kestrel News | 2031-03-02 | killed 19 people | exact | 19 | 19 | 0 | 0 | 0 | the harbour ministry | 0 | 1 | 3",
            "ferry-fire | (unknown) | 2031-03-03 | killed 12 people | exact | 12 | 12 | 0 | 0 | 0 | · | 0 | 1 | 9",
            "ferry-fire | Kestrel News | 2031-03-03 | Fifteen people died | exact | 15 | 15 | 0 | 0 | 0 | the coast guard | 0 | 1 | 7",
        ],
    ),
    (
        "who_cites_whom",
        &[
            "Gull Wire | the coast guard | 1 | 1 | 5",
            "Harbour Post | the coast guard | 1 | 1 | 1",
            "Kestrel News | the coast guard | 1 | 1 | 7",
            "Kestrel News | the harbour ministry | 1 | 1 | 3",
            "Kestrel News | the ministry | 1 | 1 | 4",
        ],
    ),
    ("who_copies_whom", &["Harbour Post | Gull Wire | 1 | 0.95 | 2031-03-02 | 3"]),
    ("who_met_whom", &["Iva Brandt | Tomas Reli | 1 | 1 | 0 | 0 | 2 | · | · | 2"]),
    (
        "who_says_who_says",
        &[
            "ferry-fire | Kestrel News | Fifteen people died | the coast guard < the rescue centre | occurred | 2031-03-03 | Fifteen people died in the ferry fire, the coast guard said, citing the rescue centre. | 7",
        ],
    ),
];

/// What the queries that answer nothing by default are asked.
fn params(name: &str) -> Vec<Param<'static>> {
    match name {
        "search" => vec![("words", Value::from("wind"))],
        "agreement" | "left_out" => vec![("least", Value::from(1))],
        _ => Vec::new(),
    }
}

#[test]
fn every_query_gives_the_rows_counted_by_hand() {
    let store = database();
    let reader = store.reader().expect("a reader");
    for (name, expected) in ANSWERS {
        assert_eq!(rows(&reader, name, &params(name)), *expected, "{name}");
        assert!(!expected.is_empty(), "{name} is asked nothing");
    }
    let answered: Vec<&str> = ANSWERS.iter().map(|(name, _)| *name).collect();
    let all: Vec<&str> = queries().iter().map(|q| q.name).collect();
    assert_eq!(answered, all, "a query of the folder without its answer here");
    assert_eq!(parallax_store::check(&reader).expect("a check"), []);
}

#[test]
fn parameters_choose() {
    let store = database();
    let reader = store.reader().expect("a reader");
    let count = |name: &str, param: Param<'_>| rows(&reader, name, &[param]).len();
    assert_eq!(count("toll_by_source", ("event", Value::from("ferry-fire"))), 5);
    assert_eq!(count("toll_by_source", ("event", Value::from("other"))), 0);
    assert_eq!(count("toll_by_source", ("kind", Value::from("injured"))), 0);
    assert_eq!(count("figure-over-time", ("scope", Value::from("children"))), 0);
    assert_eq!(count("quotes_of_person", ("name", Value::from("brandt"))), 3);
    assert_eq!(count("quotes_of_person", ("kind", Value::from("mixed"))), 0);
    assert_eq!(count("names_used", ("name", Value::from("Reli"))), 3);
    assert_eq!(count("who_met_whom", ("name", Value::from("Nobody"))), 0);
    assert_eq!(count("agreement", ("least", Value::from(2))), 0);
    assert_eq!(count("who_copies_whom", ("least", Value::from(0.99))), 0);
    assert_eq!(count("claims_without_attribution", ("kind", Value::from("killed"))), 1);
}

#[test]
fn empty_parameters_mean_the_default() {
    // Datasette and sqlite3 pass '' or NULL for what the user left out.
    let store = database();
    let reader = store.reader().expect("a reader");
    for query in queries() {
        for nothing in [Value::Null, Value::from("")] {
            let asked = params(query.name);
            let left_out: Vec<Param<'_>> = query
                .params
                .iter()
                .filter(|p| !asked.iter().any(|(name, _)| *name == p.name))
                .map(|p| (p.name.as_str(), nothing.clone()))
                .chain(asked.iter().cloned())
                .collect();
            assert_eq!(rows(&reader, query.name, &left_out), rows(&reader, query.name, &asked), "{}", query.name);
        }
    }
}

#[test]
fn query_files_open_with_their_comment() {
    for query in queries() {
        assert!(
            query.sql.starts_with("/* "),
            "{}: sqlite-utils takes a file that opens with -- for a flag",
            query.name
        );
        assert!(!query.title.is_empty() && !query.title.ends_with('.'), "{} has no title", query.name);
        assert!(query.description.ends_with('.'), "{} has no description", query.name);
        assert!(!query.sql.contains('$'), "{}: parameters are written :name", query.name);
        for param in &query.params {
            assert!(!param.description.is_empty(), "{}: :{} is not described", query.name, param.name);
        }
    }
}

#[test]
fn the_cookbook_names_every_view_and_its_sql_runs() {
    let page = include_str!("../../docs/sql-cookbook.md");
    let store = database();
    let reader = store.reader().expect("a reader");
    let views = reader.table("SELECT name FROM sqlite_schema WHERE type = 'view' ORDER BY name", &[]).expect("views");
    for name in views.values("name").filter_map(Value::as_str) {
        assert!(page.contains(&format!("`{name}`")), "docs/sql-cookbook.md does not name {name}");
    }
    let recipes: Vec<&str> = page.split("```sql\n").skip(1).filter_map(|rest| rest.split("```").next()).collect();
    assert!(recipes.len() >= 5);
    for sql in recipes {
        reader.table(sql, &[]).unwrap_or_else(|e| panic!("{e}\n{sql}"));
    }
}
