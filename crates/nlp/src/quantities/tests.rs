//! Number phrases of news, each with what it says.

use super::{NumberForm, find};
use crate::testing::document;

/// All phrases of a text as "words|bound n n2 word|form unit".
fn read(text: &str) -> Vec<String> {
    let doc = document(text);
    find(&doc, &[])
        .iter()
        .map(|p| {
            let q = &p.quantity;
            let n = q.n.map_or(String::new(), |n| format!(" {n}"));
            let n2 = q.n2.map_or(String::new(), |n| format!("..{n}"));
            let word = q.word.as_deref().map_or(String::new(), |w| format!(" {w}"));
            let form = if p.form == NumberForm::Count { String::new() } else { format!(" {:?}", p.form) };
            let unit = q.unit.as_deref().map_or(String::new(), |u| format!(" {u}"));
            format!("{}|{}{n}{n2}{word}{form}{unit}", doc.text_of(p.tokens.clone()), q.bound)
        })
        .collect()
}

#[test]
fn bounds_are_read() {
    for (text, expected) in [
        ("at least 40 miners died", "at least 40|at_least 40"),
        ("more than 40 miners died", "more than 40|more_than 40"),
        ("No more than 40 miners came", "No more than 40|at_most 40"),
        ("over 1,400 homes burned", "over 1,400|more_than 1400"),
        ("as many as 30 boats", "as many as 30|at_most 30"),
        ("up to three dozen boats", "up to three dozen|at_most 36"),
        ("nearly 1.4 million people fled", "nearly 1.4 million|nearly 1400000"),
        ("some 40 boats", "some 40|about 40"),
        ("an estimated 250 000 people", "an estimated 250 000|about 250000"),
        ("the estimated 377,000 people", "the estimated 377,000|about 377000"),
        ("fewer than ten survivors", "fewer than ten|fewer_than 10"),
        ("no fewer than ten survivors", "no fewer than ten|at_least 10"),
        ("between 40 and 50 boats", "between 40 and 50|range 40..50"),
        ("40 to 50 boats", "40 to 50|range 40..50"),
        ("10-15 boats sank", "10-15|range 10..15"),
        ("two or three boats sank", "two or three|range 2..3"),
        ("1.5 to 2 million people", "1.5 to 2 million|range 1500000..2000000"),
        ("40 or more boats", "40 or more|at_least 40"),
        ("100-plus boats", "100-plus|more_than 100"),
        ("100+ boats", "100+|more_than 100"),
        ("a hundred boats", "a hundred|exact 100"),
        ("more than a dozen boats", "more than a dozen|more_than 12"),
        ("two hundred and five boats", "two hundred and five|exact 205"),
        ("twenty-three boats", "twenty-three|exact 23"),
        ("half a dozen boats", "half a dozen|exact 6"),
        ("another 20 boats", "another 20|exact 20"),
        ("a further 20 boats", "a further 20|exact 20"),
        ("Another boat sank", "Another|exact 1"),
        ("no one was hurt", "no one|exact 0"),
        ("Nobody was hurt", "Nobody|exact 0"),
        ("perhaps 125,000 left", "perhaps 125,000|about 125000"),
        ("12 million fled", "12 million|exact 12000000"),
        ("the toll stood at least at 85", "at least at 85|at_least 85"),
    ] {
        assert_eq!(read(text), [expected], "{text}");
    }
}

#[test]
fn vague_words_are_kept_as_words() {
    for (text, expected) in [
        ("dozens were hurt", "dozens|vague dozens"),
        ("scores of villagers", "scores|vague scores"),
        ("tens of thousands of villagers", "tens of thousands|vague tens of thousands"),
        ("several dozen villagers", "several dozen|vague several dozen"),
        ("a few villagers", "a few|vague a few"),
        ("so many villagers", "so many|vague many"),
        ("numerous deaths", "numerous|vague numerous"),
    ] {
        assert_eq!(read(text), [expected], "{text}");
    }
    assert!(read("how many villagers").is_empty());
    assert!(read("few know why").is_empty());
}

#[test]
fn kinds_of_numbers_are_told_apart() {
    for (text, expected) in [
        ("Ana Ruiz, 27, a nurse", "27|exact 27 Age"),
        ("a 27-year-old nurse", "27-year-old|exact 27 Age"),
        ("she is 27 years old", "27 years old|exact 27 Age"),
        ("the 12-member panel", "12-member|exact 12 Compound"),
        ("it cost $1.4 million", "$1.4 million|exact 1400000 Money USD"),
        ("about 30 percent of voters", "about 30 percent|about 30 Percent %"),
        ("it rose 3%", "3%|exact 3 Percent %"),
        ("they won 3-1 at home", "3-1|exact 3 Score"),
        ("the house voted 56-44 for it", "56-44|exact 56 Votes"),
        ("14 kilometres north", "14 kilometres|exact 14 Measure km"),
        ("for nearly two hours", "nearly two hours|nearly 2 Duration hour"),
        ("at 4 a.m. the roof fell", "4 a.m.|exact 4 Clock"),
        ("Article 5 applies", "5|exact 5 Designation"),
        ("the class of 1984", "1984|exact 1984 Year"),
        ("Nearly 2000 people left", "Nearly 2000|nearly 2000"),
    ] {
        assert_eq!(read(text), [expected], "{text}");
    }
    assert!(read("the G-20 leaders").is_empty());
    assert!(read("call 555-1234 for help").is_empty());
    assert_eq!(read("two out of three voters"), ["two out of three|exact 2 Proportion"]);
    assert_eq!(read("one in five residents has fled"), ["one in five|exact 1 Proportion"]);
    assert_eq!(read("killed two in three days")[0], "two|exact 2");
}

#[test]
fn what_stands_in_a_time_expression_is_not_read() {
    let doc = document("on Nov. 13 in town 40 died");
    let found = find(&doc, std::slice::from_ref(&(1..3)));
    assert_eq!(found.len(), 1);
    assert_eq!(doc.text_of(found[0].tokens.clone()), "40");
}

proptest::proptest! {
    #[test]
    fn any_text_is_read_without_panic(text in "(\\PC{0,12}| (a|half|dozen|hundred|and|at least|to|-|between|13|1.4|million|no|another|several|of|thousands|,|%|more) ){0,14}") {
        let doc = document(&text);
        let mut end = 0;
        for phrase in find(&doc, &[]) {
            assert!(phrase.tokens.start >= end && phrase.tokens.contains(&phrase.number.start));
            assert!(phrase.quantity.n.is_none_or(f64::is_finite));
            end = phrase.tokens.end;
        }
    }
}
