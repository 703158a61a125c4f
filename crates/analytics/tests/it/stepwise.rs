//! Articles that come in one after another are compared as if they had come at once.

use parallax_store::{Store, Table};
use proptest::prelude::*;

use crate::fixture::{add, database};
use crate::generated::generated;

/// The whole layer across sources, by names that do not depend on the order of linking.
fn layer(store: &Store) -> Vec<Table> {
    let reader = store.reader().expect("a reader");
    let asked = [
        "SELECT e.slug, e.title, e.kind, e.date_from, e.date_to, e.place, whole.slug, e.reason, e.origin
         FROM event AS e LEFT JOIN event AS whole ON whole.event_id = e.parent_id ORDER BY e.slug",
        "SELECT c.claim_id, e.slug, c.event_reason FROM claim AS c LEFT JOIN event AS e USING (event_id) ORDER BY 1",
        "SELECT s.statement_id, e.slug, s.kind, s.scope, s.low, s.high, s.status, s.attributed_to, s.first_at, s.last_at
         FROM statement AS s JOIN event AS e USING (event_id) ORDER BY 1",
        "SELECT claim_id, statement_id FROM claim_statement ORDER BY 1",
        "SELECT statement_id, other_id, relation, reason FROM statement_relation ORDER BY 1, 2",
        "SELECT q.quote_id, f.text FROM quote AS q LEFT JOIN quote_family AS f USING (family_id) ORDER BY 1",
    ];
    asked.map(|sql| reader.table(sql, &[]).expect("rows")).into()
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(24))]

    #[test]
    fn linking_step_by_step_is_linking_all_at_once(seed in 0_u64..1_000, steps in prop::collection::vec(1_usize..20, 1..5)) {
        let at_once = database(generated(seed));
        let mut rest = generated(seed);
        let mut stepwise = Store::in_memory().expect("a database in memory");
        for step in steps {
            let later = rest.split_off(step.min(rest.len()));
            add(&mut stepwise, rest);
            rest = later;
        }
        add(&mut stepwise, rest);
        prop_assert_eq!(layer(&stepwise), layer(&at_once));
    }
}
