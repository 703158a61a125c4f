//! Names of people, organisations, places and nationalities.

mod bodies;
mod consistency;
mod features;
mod listed;
mod recogniser;
mod shape;
mod training;

pub use recogniser::Recogniser;
