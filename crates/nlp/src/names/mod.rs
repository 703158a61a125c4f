//! Names of people, organisations, places and nationalities.

mod bodies;
mod consistency;
mod family_first;
mod features;
mod joined;
mod listed;
mod persons;
mod recogniser;
mod shape;
mod training;

pub(crate) use family_first::tag_family_first;
pub use recogniser::Recogniser;
