//! Forms of quotes one by one, each with what is said in it and by whom.

use parallax_records::{Quote, QuoteKind};

use super::tests::{Read, read};

/// A quote in one line: "direct Holm: A // B"; nobody is "-".
fn line(read: &Read<'_>, quote: &Quote) -> String {
    let kind = match quote.kind {
        QuoteKind::Direct => "direct",
        QuoteKind::Mixed => "mixed",
        QuoteKind::Indirect => "indirect",
        QuoteKind::Scare => "scare",
    };
    let who = read.name(quote).or_else(|| read.speaker(quote)).unwrap_or("-");
    format!("{kind} {who}: {}", read.content(quote).join(" // "))
}

#[track_caller]
fn said_under(title: &str, body: &str, wanted: &[&str]) {
    let read = read(title, body);
    let found: Vec<String> =
        read.speech().into_iter().filter(|q| q.is_speech()).map(|quote| line(&read, quote)).collect();
    assert_eq!(found, wanted, "{body}");
}

#[track_caller]
fn said(body: &str, wanted: &[&str]) {
    said_under("", body, wanted);
}

#[test]
fn deeds_and_refusals_are_no_speech() {
    for body in [
        "Police questioned six sailors about the fire.",
        "Holm declined to comment on Monday.",
        "The council issued a permit for the new pier.",
        "Officials did not say how many boats were lost.",
        "Karl Berg refused to sell the boat.",
    ] {
        said(body, &[]);
    }
    said("The town announced a ban on fishing.", &["indirect The town: a ban on fishing"]);
    said("Anna Holm accused the owners of greed.", &["indirect Anna Holm: the owners of greed"]);
}

#[test]
fn titles_of_works_that_are_read_or_sung_are_no_speech() {
    said("Anna Holm sat down in the library. She read \"The Long Winter Road\" to them and left.", &[]);
    said("Karl Berg recited \"Ode to the Sea\" and sang \"Harbour Lights\" with the crew.", &[]);
}

#[test]
fn the_programme_where_it_was_said_is_not_said() {
    said(
        "Karl Berg said on \"Tideway\" that the harbour \"must close.\"",
        &["mixed Karl Berg: that the harbour \"must close.\""],
    );
}

#[test]
fn what_goes_on_while_somebody_speaks_is_not_said_by_him() {
    said(
        "\"We want our pier back,\" Anna Holm said as the crowd chanted \"Sell it now.\"",
        &["direct Anna Holm: We want our pier back,", "direct the crowd: Sell it now."],
    );
}

#[test]
fn a_report_may_interrupt_its_clause() {
    said(
        "Without help, they say, the port will close by May.",
        &["indirect they: Without help // the port will close by May"],
    );
}

#[test]
fn a_second_predicate_belongs_to_the_clause() {
    said(
        "Anna Holm said the plan was \"sound\" and looked like \"a good start.\"",
        &["mixed Anna Holm: the plan was \"sound\" and looked like \"a good start.\""],
    );
}

#[test]
fn a_report_of_a_report_has_a_speaker_of_its_own() {
    said(
        "The Courier reported that the harbour master said the crane was safe.",
        &[
            "indirect The Courier: that the harbour master said the crane was safe",
            "indirect the harbour master: the crane was safe",
        ],
    );
    said("The navy fired on what Weria says was a smugglers' boat.", &["indirect Weria: was a smugglers' boat"]);
}

#[test]
fn a_demand_that_is_renewed_is_reported() {
    said("The union renewed its demand that the owners leave.", &["indirect The union: that the owners leave"]);
    said("Anna Holm has repeated her call for a new harbour.", &["indirect Anna Holm: a new harbour"]);
    said("The teachers renewed calls for a new harbour.", &["indirect The teachers: a new harbour"]);
    said("The flood on the coast has renewed calls to move the depot.", &[]);
}

#[test]
fn participles_have_the_speaker_of_the_sentence() {
    said(
        "The captain asked Berg whether it was all true, calling the letter \"a bad joke.\"",
        &["indirect The captain: whether it was all true", "mixed The captain: the letter \"a bad joke.\""],
    );
}

#[test]
fn party_and_office_belong_to_the_name() {
    said(
        "The council heard Rep. Anna Holm, R-Ohio, who said that the pier was safe.",
        &["indirect Anna Holm: that the pier was safe"],
    );
}

#[test]
fn who_stands_behind_the_verb_speaks() {
    said(
        "\"The pier is closed,\" writes a clerk of the town council.",
        &["direct a clerk of the town council: The pier is closed,"],
    );
    said(
        "• In Lorne, Karl Berg said the storm was the worst in years.",
        &["indirect Karl Berg: the storm was the worst in years"],
    );
}

#[test]
fn reports_in_the_present_are_no_plurals() {
    said(
        "\"The harbour is at the core of our town and growth,\" the statement reads.",
        &["direct the statement: The harbour is at the core of our town and growth,"],
    );
    said(
        "The Lorne Register reports, \"Workers are nearly finished clearing out the pier.\"",
        &["direct The Lorne Register: Workers are nearly finished clearing out the pier."],
    );
}

#[test]
fn guillemets_end_where_they_close() {
    said(
        "Orsk wrote: « We sail at dawn. » \"Nobody will stop us,\" said Marta Lindqvist, the harbour master.",
        &["direct Orsk: We sail at dawn.", "direct Marta Lindqvist: Nobody will stop us,"],
    );
}

#[test]
fn single_marks_of_british_papers() {
    said(
        "'We are not going anywhere,' said Anna Holm, the captain's widow. 'The owners' lawyers told us to leave, but we won't.'",
        &["direct Anna Holm: We are not going anywhere, // The owners' lawyers told us to leave, but we won't."],
    );
    said("Mr Berg added: 'It isn't over yet.'", &["direct Berg: It isn't over yet."]);
}

#[test]
fn brackets_and_ellipses_stay_in_what_is_said() {
    said(
        "\"[The council] has never listened ... and it won't now,\" Anna Holm said. Karl Berg said that \"[she] should have known\" about the leak.",
        &[
            "direct Anna Holm: [The council] has never listened ... and it won't now,",
            "mixed Karl Berg: that \"[she] should have known\" about the leak",
        ],
    );
}

#[test]
fn short_speech_is_told_from_terms() {
    said(
        "The so-called \"clean\" ferry ran on diesel. \"Never,\" Anna Holm said. The \"experts\" were wrong.",
        &["direct Anna Holm: Never,"],
    );
}

#[test]
fn headlines_quote_in_part_or_nobody_with_a_name() {
    said_under(
        "Port of Lorne 'will stay open all winter', says Holm",
        "Harbour master Anna Holm spoke on Monday.",
        &["mixed Anna Holm: Port of Lorne 'will stay open all winter'"],
    );
    said_under(
        "'Nobody warned us': families of ferry victims speak out",
        "Families of the victims spoke on Monday.",
        &["direct -: Nobody warned us"],
    );
}

#[test]
fn transcripts_name_two_in_turn() {
    said(
        "Peter Orsk: Mayor, is the port safe?\n\nAnna Holm: It is safe. We checked every crane.\n\nPeter Orsk: And the bridge?\n\nAnna Holm: It will be closed until May.",
        &[
            "direct Peter Orsk: Mayor, is the port safe?",
            "direct Anna Holm: It is safe. We checked every crane.",
            "direct Peter Orsk: And the bridge?",
            "direct Anna Holm: It will be closed until May.",
        ],
    );
}

#[test]
fn what_is_said_runs_on_to_the_end_of_its_clause() {
    said(
        "Anna Holm said that to save the pier, the town must sell the old depot.",
        &["indirect Anna Holm: that to save the pier, the town must sell the old depot"],
    );
    said(
        "The owners confirmed that the ferry was late, and that nobody had been told.",
        &["indirect The owners: that the ferry was late, and that nobody had been told"],
    );
    said(
        "Karl Berg said the company \"lost its way\" over debts of its own making.",
        &["mixed Karl Berg: the company \"lost its way\" over debts of its own making"],
    );
    said("Anna Holm criticised the plan in a speech on Monday.", &[]);
}

#[test]
fn an_office_runs_on_into_its_name() {
    said(
        "Former Harbour Secretary Anna Holm on Monday called the plan \"a bad joke.\"",
        &["mixed Anna Holm: the plan \"a bad joke.\""],
    );
    let read = read("", "A clerk of the town council, in a letter on Monday, called the plan \"a bad joke.\"");
    let [quote] = read.speech()[..] else { panic!("{:?}", read.speech()) };
    assert_eq!(read.speaker(quote), Some("A clerk of the town council"));
}

#[test]
fn what_stands_before_a_report_is_said_from_its_beginning() {
    said(
        "Nets, ropes, sails and three boats were lost in the storm, Anna Holm said.",
        &["indirect Anna Holm: Nets, ropes, sails and three boats were lost in the storm"],
    );
}

#[test]
fn what_describes_the_speaker_is_not_said() {
    said(
        "Anna Holm, who was visiting the port for the day with her son, said the pier was safe.",
        &["indirect Anna Holm: the pier was safe"],
    );
}

#[test]
fn reports_in_a_row_have_one_speaker() {
    said(
        "Anna Holm said she did not believe the crews were wrong, and claimed that the owners were \"out of touch.\"",
        &[
            "indirect Anna Holm: she did not believe the crews were wrong",
            "mixed Anna Holm: that the owners were \"out of touch.\"",
        ],
    );
    said(
        "A town spokesman told the Courier the owners \"are aware of the fire\" but did not mention the pier.",
        &["mixed A town spokesman: the owners \"are aware of the fire\""],
    );
}

#[test]
fn signs_deeds_and_prompts_are_no_speech() {
    for body in [
        "That development suggests the harbour will close.",
        "No group has claimed that it set the fire.",
        "The town can order them to stop fishing.",
        "The council rebuked the mayor by voting against the budget.",
        "She said that in one of her speeches.",
        "The state allows funds to be used for the pier.",
    ] {
        said(body, &[]);
    }
    said("Asked whether the pier was safe, Anna Holm left the room.", &[]);
    said("I can tell you that the pier is safe.", &["indirect I: that the pier is safe"]);
}

#[test]
fn a_report_may_part_a_subject_from_its_verb() {
    said(
        "The clearest path to winning back the crews, Anna Holm said, is to save the pier.",
        &["indirect Anna Holm: The clearest path to winning back the crews // is to save the pier"],
    );
}

#[test]
fn the_clause_before_who_speaks_is_not_said() {
    said(
        "The plan met with anger from two captains, who said they would sue the town.",
        &["indirect who: they would sue the town"],
    );
}
