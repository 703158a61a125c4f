//! A limit on what unpacking may make of a few bytes.
//!
//! A kilobyte of gzip can unpack to a megabyte of nothing, a few of zstd to gigabytes. Real text
//! shrinks to a third or a tenth, a dump of near copies to a fiftieth; so beyond a size that does no harm
//! the ratio of unpacked to packed bytes is watched.

use std::cell::Cell;
use std::io::{BufRead, Read};
use std::rc::Rc;

/// Unpacked bytes that are never too many.
const HARMLESS: u64 = 64 << 20;
/// Unpacked bytes for each packed one that are too many beyond that.
const RATIO: u64 = 250;

/// Why unpacking was stopped.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("unpacks to more than {RATIO} times its size and was stopped after {} MB", HARMLESS >> 20)]
pub(crate) struct Bomb;

/// How many packed bytes were read so far.
#[derive(Debug, Clone, Default)]
pub(crate) struct Packed(Rc<Cell<u64>>);

impl Packed {
    /// A number known beforehand, as archives tell it of their members.
    #[cfg(feature = "archives")]
    pub(crate) fn known(bytes: u64) -> Self {
        Self(Rc::new(Cell::new(bytes)))
    }
}

/// Counts the packed bytes on their way into a decoder.
pub(crate) struct Tally<R> {
    inner: R,
    packed: Packed,
}

impl<R> Tally<R> {
    pub(crate) fn new(inner: R, packed: Packed) -> Self {
        Self { inner, packed }
    }

    fn add(&self, bytes: usize) {
        self.packed.0.set(self.packed.0.get() + bytes as u64);
    }
}

impl<R: Read> Read for Tally<R> {
    fn read(&mut self, buffer: &mut [u8]) -> std::io::Result<usize> {
        let read = self.inner.read(buffer)?;
        self.add(read);
        Ok(read)
    }
}

impl<R: BufRead> BufRead for Tally<R> {
    fn fill_buf(&mut self) -> std::io::Result<&[u8]> {
        self.inner.fill_buf()
    }

    fn consume(&mut self, amount: usize) {
        self.add(amount);
        self.inner.consume(amount);
    }
}

/// Hands unpacked bytes on as long as they stand in proportion to the packed ones.
pub(crate) struct Guard<R> {
    inner: R,
    packed: Packed,
    out: u64,
}

impl<R> Guard<R> {
    pub(crate) fn new(inner: R, packed: Packed) -> Self {
        Self { inner, packed, out: 0 }
    }
}

impl<R: Read> Read for Guard<R> {
    fn read(&mut self, buffer: &mut [u8]) -> std::io::Result<usize> {
        let read = self.inner.read(buffer)?;
        self.out += read as u64;
        if self.out > HARMLESS && self.out > self.packed.0.get().saturating_mul(RATIO) {
            return Err(std::io::Error::other(Bomb));
        }
        Ok(read)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_swells_beyond_measure_is_stopped() {
        let zeros = std::io::repeat(0).take(HARMLESS * 2);
        let error = std::io::copy(&mut Guard::new(zeros, Packed::known(1000)), &mut std::io::sink());
        assert!(error.expect_err("stopped").get_ref().is_some_and(|e| e.is::<Bomb>()));
        let zeros = std::io::repeat(0).take(HARMLESS * 2);
        assert!(std::io::copy(&mut Guard::new(zeros, Packed::known(1 << 20)), &mut std::io::sink()).is_ok());
    }
}
