//! Hostile articles through every stage: time stays linear, nothing panics.
//!
//! Known miss: one sentence with thousands of figures ("killed 7 killed 7 ...") takes quadratic
//! time where the claims look for their sources: half a second for 25 kB of it, 14 s for 200 kB.

use std::time::Instant;

use crate::{Annotator, Input};

/// Seconds for a text that repeats `pattern`.
fn seconds(annotator: &Annotator, pattern: &str, bytes: usize) -> f64 {
    let body = pattern.repeat(bytes / pattern.len());
    let begun = Instant::now();
    let found = annotator.annotate(&Input { body: &body, ..Input::default() });
    assert!(found.sentences.iter().all(|s| s.at.range.end as usize <= body.len()));
    begun.elapsed().as_secs_f64()
}

/// A quadratic stage makes eight times the text cost 64 times the time.
#[test]
fn hostile_articles_take_linear_time() {
    let annotator = Annotator::new();
    let patterns =
        ["a", "a ", "A ", ".", "\"", "“", "\" a ", "' ", "(", ") ( ", "1 ", ", ", "a, ", "Mara ", "said \"a\" "];
    for pattern in patterns {
        let (short, long) = (seconds(&annotator, pattern, 25_000), seconds(&annotator, pattern, 200_000));
        assert!(long < 24.0 * short.max(0.05), "{pattern:?}: {short:.2} s, then {long:.2} s");
    }
}
