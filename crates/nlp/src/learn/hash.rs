//! Stable hashes of words and of combined features. The shipped weights depend on them:
//! a change here asks for new training.

/// Spreads 64 bits over 32 (the finaliser of MurmurHash3, public domain, A. Appleby).
#[inline(always)]
pub(crate) const fn mix(value: u64) -> u32 {
    let h = (value ^ (value >> 33)).wrapping_mul(0xff51_afd7_ed55_8ccd);
    ((h ^ (h >> 29)).wrapping_mul(0xc4ce_b9fe_1a85_ec53) >> 32) as u32
}

/// One feature of a template from one atom.
#[inline(always)]
pub(crate) const fn one(template: u32, a: u32) -> u32 {
    mix(((template as u64) << 40) ^ (template as u64).wrapping_mul(0x9e37_79b9) ^ (a as u64))
}

/// One feature of a template from two atoms.
#[inline(always)]
pub(crate) const fn two(template: u32, a: u32, b: u32) -> u32 {
    mix(((a as u64) << 32 | b as u64).wrapping_add((template as u64).wrapping_mul(0x9e37_79b9_7f4a_7c15)))
}

/// One feature of a template from three atoms.
#[inline(always)]
pub(crate) const fn three(template: u32, a: u32, b: u32, c: u32) -> u32 {
    two(template, two(0x3_5bd1, a, b), c)
}

/// FNV-1a over bytes.
pub(crate) fn word(bytes: impl Iterator<Item = u8>) -> u32 {
    let mut h = 0xcbf2_9ce4_8422_2325_u64;
    for byte in bytes {
        h = (h ^ u64::from(byte)).wrapping_mul(0x0000_0100_0000_01b3);
    }
    mix(h)
}

/// A run of words as one atom: the hash so far and the next word.
#[inline(always)]
pub(crate) const fn chain(so_far: u32, next: u32) -> u32 {
    two(0x7_1001, so_far, next)
}
