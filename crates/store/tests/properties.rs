//! Any text, any ranges: what is stored slices back.

mod support;

use parallax_records::{
    ClaimKind, Entity, EntityKind, Field, Mention, MentionForm, Quantity, Segment, SegmentKind, Sentence, Span,
    TextRange,
};
use parallax_store::{Store, check, content_hash};
use proptest::prelude::*;
use support::{add, draft};

/// A range of whole characters of `text`, never empty.
fn range(text: &str, a: usize, b: usize) -> TextRange {
    let starts: Vec<usize> = text.char_indices().map(|(i, _)| i).chain([text.len()]).collect();
    let (a, b) = (a % (starts.len() - 1), b % (starts.len() - 1));
    TextRange::new(starts[a.min(b)], starts[a.max(b) + 1])
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(24))]

    #[test]
    fn every_range_slices_back(
        title in "[a-zäøя🔥 “]{1,20}",
        body in "\\PC{1,400}",
        places in prop::collection::vec((any::<bool>(), 0_usize..500, 0_usize..500), 1..20),
    ) {
        prop_assume!(!body.contains('\0'));
        let mut draft = draft("Post", "1", "2031-01-01", &title, &body);
        let whole = Span::new(Field::Body, TextRange::new(0, body.len()));
        draft.found.sentences = vec![Sentence { at: whole }];
        draft.found.entities = vec![Entity {
            kind: EntityKind::Other, name: "x".to_owned(), aliases: Vec::new(), wikidata: None, geonames: None, country: None, gender: None,
        }];
        let spans: Vec<Span> = places
            .iter()
            .map(|(in_title, a, b)| match in_title {
                true => Span::new(Field::Title, range(&title, *a, *b)),
                false => Span::new(Field::Body, range(&body, *a, *b)),
            })
            .collect();
        for at in &spans {
            draft.found.mentions.push(Mention { at: *at, entity: Some(0), form: MentionForm::Name, rule: "any" });
        }
        draft.article.raw = Some(format!("é{body}"));
        draft.article.segments[0].raw = TextRange::new(2, body.len() + 2);
        draft.article.segments.insert(0, Segment { kind: SegmentKind::Byline, is_repeat: false, raw: TextRange::new(0, 2), body: None });
        let mut store = Store::in_memory().expect("a store");
        add(&mut store, &[draft]);
        let reader = store.reader().expect("a reader");
        prop_assert_eq!(check(&reader).expect("a check"), []);
        let stored = reader.table("SELECT text FROM mention ORDER BY mention_id", &[]).expect("mentions");
        let texts: Vec<&str> = stored.values("text").filter_map(|v| v.as_str()).collect();
        let cut: Vec<&str> = spans.iter().map(|s| s.range.slice(if s.field == Field::Title { &title } else { &body })).collect();
        prop_assert_eq!(texts, cut);
    }

    #[test]
    fn intervals_are_stored_in_order(n in -1e6_f64..1e6, n2 in -1e6_f64..1e6, bound in 0_usize..9) {
        let quantity = Quantity {
            bound: parallax_records::Bound::ALL[bound], n2: Some(n2), ..Quantity::exact(n)
        };
        let draft = draft("Post", "1", "2031-01-01", "", "Some died.").figure(ClaimKind::Killed, "Some died", quantity, "");
        let mut store = Store::in_memory().expect("a store");
        add(&mut store, &[draft]);
        let reader = store.reader().expect("a reader");
        let wrong = reader.count("SELECT count(*) FROM claim WHERE low > high OR low IS NULL AND low_open = 0 OR high IS NULL AND high_open = 0", &[]);
        prop_assert_eq!(wrong.expect("a count"), 0);
    }

    #[test]
    fn the_hash_knows_title_from_text(a in "[ab]{0,4}", b in "[ab]{0,4}") {
        let hash = |title: &str, body: &str| content_hash(&draft("", "1", "", title, body).article);
        prop_assert_eq!(hash(&a, &b) == hash(&b, &a), a == b);
        prop_assert_ne!(hash(&format!("{a}x"), &b), hash(&a, &format!("x{b}")));
    }
}
