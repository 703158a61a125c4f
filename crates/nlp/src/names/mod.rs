//! Names of people, organisations, places and nationalities.

mod consistency;
mod features;
mod recogniser;
mod training;

pub use recogniser::Recogniser;
