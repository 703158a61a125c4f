//! Entities of small invented articles, read with the shipped models.

use std::sync::LazyLock;

use parallax_records::{EntityKind, Extraction, Gender, MentionForm};

use crate::{Annotator, Input};

static ANNOTATOR: LazyLock<Annotator> = LazyLock::new(Annotator::new);

fn read(body: &str) -> Extraction {
    ANNOTATOR.annotate(&Input { body, ..Input::default() })
}

/// Every mention of these words: the entity's name and the rule.
fn mentions<'e>(body: &str, found: &'e Extraction, words: &str) -> Vec<(Option<&'e str>, &'static str)> {
    let here = found.mentions.iter().filter(|m| m.at.range.slice(body) == words);
    here.map(|m| (m.entity.map(|e| &*found.entities[e].name), m.rule)).collect()
}

#[test]
fn short_names_are_read_as_the_full_one() {
    let body = "Anna Holm met Karl Berg in Oslo on Monday. Holm said the talks went well. Mr. Berg left early.";
    let found = read(body);
    assert_eq!(mentions(body, &found, "Holm"), [(Some("Anna Holm"), "surname")]);
    let berg = found.entities.iter().find(|e| e.name == "Karl Berg").expect("Karl Berg");
    assert_eq!((berg.kind, berg.gender), (EntityKind::Person, Some(Gender::Male)));
    assert_eq!(found.entities.iter().filter(|e| e.kind == EntityKind::Person).count(), 2);
}

#[test]
fn a_slip_of_one_letter_makes_no_second_person() {
    let body = "Anna Lindqvist met Karl Berg in Oslo on Monday. Lindqivst said the talks went well. \
                Anna Lindquist left early, and the Lindqvists are rich.";
    let found = read(body);
    assert_eq!(mentions(body, &found, "Lindqivst"), [(Some("Anna Lindqvist"), "spelling")]);
    assert_eq!(mentions(body, &found, "Anna Lindquist"), [(Some("Anna Lindqvist"), "spelling")]);
    let body = "Karl Lindqvist is the brother of Anna Lindqvist. Police said that Lindqivst fled.";
    assert_eq!(mentions(body, &read(body), "Lindqivst"), [(Some("Anna Lindqvist"), "spelling")]);
    let body = "Mayor Anna Lindqivst is here. Anna Lindqvist came on Monday. Ms. Lindqvist said the talks went well.";
    assert_eq!(mentions(body, &read(body), "Anna Lindqivst"), [(Some("Anna Lindqvist"), "spelling")]);
}

#[test]
fn brackets_complete_a_name() {
    let body = "\"I told [Anna] Holm and Karl [Berg] to leave,\" Ida Vik said.";
    let found = read(body);
    assert_eq!(mentions(body, &found, "Holm"), [(Some("Anna Holm"), "name")]);
    assert_eq!(mentions(body, &found, "Karl"), [(Some("Karl Berg"), "name")]);
}

#[test]
fn whom_everybody_knows_by_surname_has_a_full_name_where_the_article_names_no_other() {
    let body = "The mayor compared Karl Berg to Stalin on Monday.";
    assert_eq!(mentions(body, &read(body), "Stalin"), [(Some("Joseph Stalin"), "name")]);
    let body = "Svetlana Stalin wrote a book in Oslo. Stalin said it took a year.";
    assert_eq!(mentions(body, &read(body), "Stalin"), [(Some("Svetlana Stalin"), "surname")]);
}

#[test]
fn the_text_outweighs_a_list_of_given_names() {
    let body = "Mrs. Robin Vale spoke on Tuesday. She thanked the crowd.";
    let found = read(body);
    let vale = found.entities.iter().find(|e| e.name.ends_with("Vale")).expect("Vale");
    assert_eq!(vale.gender, Some(Gender::Female));
    assert_eq!(mentions(body, &found, "She").first().and_then(|m| m.0), Some(&*vale.name));
}

#[test]
fn other_names_of_one_organisation_meet_and_stay_visible() {
    let body =
        "The United Nations sent trucks on Friday. The U.N. said the road was safe, and the UN thanked the drivers.";
    let found = read(body);
    let entity = found.entities.iter().find(|e| e.name == "United Nations").expect("United Nations");
    assert_eq!(entity.kind, EntityKind::Organization);
    assert!(
        entity.aliases.iter().any(|a| a == "UN") && entity.aliases.iter().any(|a| a == "U.N."),
        "{:?}",
        entity.aliases
    );
}

#[test]
fn demonyms_name_their_country() {
    let body = "Denmark closed its border on Sunday. Danish police said the bridge was shut.";
    let found = read(body);
    assert_eq!(mentions(body, &found, "Danish"), [(Some("Denmark"), "demonym")]);
}

#[test]
fn a_role_is_whoever_bears_it() {
    let body = "Clara Lund, the prosecutor, arrived at noon. The prosecutor said that two men were held.";
    let found = read(body);
    assert_eq!(mentions(body, &found, "The prosecutor"), [(Some("Clara Lund"), "role")]);
}

#[test]
fn a_speaker_goes_on_speaking() {
    let body = "Jonas Keller said the harbour was closed after talks with Peter Orsk. \"Nobody may leave,\" he said.";
    let found = read(body);
    let he = found.mentions.iter().find(|m| m.form == MentionForm::Pronoun && m.at.range.slice(body) == "he");
    let name = he.and_then(|m| m.entity).map(|e| &*found.entities[e].name);
    assert_eq!(name, Some("Jonas Keller"));
}

#[test]
fn an_office_of_a_country_is_its_holder_wherever_he_is_named() {
    let body = "The Danish president spoke of war on Friday. President Joe Biden said nothing. \
                Danish President Karl Berg spoke for an hour, and the Danish president left.";
    let input = Input { body, published: "2023-05-05".parse().ok(), ..Input::default() };
    let found = ANNOTATOR.annotate(&input);
    assert_eq!(mentions(body, &found, "The Danish president"), [(Some("Karl Berg"), "role-ahead")]);
    assert_eq!(mentions(body, &found, "the Danish president"), [(Some("Karl Berg"), "role")]);
}

#[test]
fn who_speaks_without_a_name_is_told_by_the_noun() {
    let body =
        "A nurse at the harbour clinic opened the door. The nurse looked tired. \"We heard shouting,\" she said.";
    let found = read(body);
    let quote = found.quotes.iter().find(|q| q.speaker.is_some()).expect("a quote");
    assert_eq!(quote.speaker_entity, None);
    assert_eq!(quote.speaker_means.map(|s| s.range.slice(body)), Some("A nurse at the harbour clinic"));
}

#[test]
fn the_first_person_is_who_speaks() {
    let body = "\"I never saw the ship,\" Anna Holm said. Karl Berg called her a liar. \"She told me,\" Berg said.";
    let found = read(body);
    assert_eq!(mentions(body, &found, "I"), [(Some("Anna Holm"), "first-person")]);
    assert_eq!(mentions(body, &found, "me"), [(Some("Karl Berg"), "first-person")]);
}

#[test]
fn the_first_person_outside_of_quotes_is_the_author() {
    let body = "When I first came to Lorne, the harbour was quiet. \"I sail at dawn,\" Karl Berg told me.";
    let author = |byline| {
        let found = ANNOTATOR.annotate(&Input { body, byline, ..Input::default() });
        let of = |word| mentions(body, &found, word).first().and_then(|m| m.0.map(str::to_owned));
        (of("me"), mentions(body, &found, "I").last().and_then(|m| m.0.map(str::to_owned)))
    };
    assert_eq!(author(Some("Anna Holm")), (Some("Anna Holm".to_owned()), Some("Karl Berg".to_owned())));
    assert_eq!(author(Some("Anna Holm and Ida Vik")).0, None);
    assert_eq!(author(Some("Staff Report")).0, None);
}

#[test]
fn links_are_sound() {
    let found = read("Ms. Ada Brun, 41, told the BBC that NATO's chief, Lars Vik, \"lied\" to her. He denied it.");
    for mention in &found.mentions {
        assert!(mention.entity.is_none_or(|e| e < found.entities.len()));
        assert!(!mention.at.range.is_empty() && !mention.rule.is_empty());
    }
    assert!(found.mentions.is_sorted_by_key(|m| m.at.range.start));
}
