//! Word lists: what is known of names and words before a text is read.
//!
//! Data in `lexicons/en/`, embedded, read when first asked for. Every list says in its
//! header where it comes from; NOTICE gives the credits.

mod cities;
mod countries;
mod groups;
mod officials;
mod states;
mod statesmen;
pub(crate) mod words;

pub use cities::{City, cities, fold};
pub use countries::{Country, CountryWord, countries, country};
pub use groups::{GroupKind, group, is_nationality, is_organization_head};
pub use officials::{Office, Official, officials, president_of_the_united_states, wikidata_id};
pub use states::{state, state_of_code};
pub use statesmen::{Statesman, known_by_one_word, statesman};
pub(crate) use words::{Abbreviation, rows};
