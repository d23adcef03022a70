//! Which cards share something with another card: a fingerprint, a front. Found by sorting short
//! hashes, eight bytes a card, so that whole texts are compared only where they may be equal. A map
//! of all fronts cost a document of table rows half of its memory and a quarter of its time.

/// The places of the keys that stand more than once, in order. Different things may have one key:
/// whoever asks compares what is found.
pub(super) fn repeated(keys: impl ExactSizeIterator<Item = u32>) -> Vec<usize> {
    let all = keys.len();
    if u32::try_from(all).is_err() {
        // Places would not fit beside their keys; then every card may be repeated.
        return (0..all).collect();
    }
    let mut sorted: Vec<u64> = keys
        .zip(0_u64..)
        .map(|(key, at)| u64::from(key) << 32 | at)
        .collect();
    sorted.sort_unstable();
    let same = |one: &u64, other: &u64| one >> 32 == other >> 32;
    let mut found: Vec<usize> = sorted
        .chunk_by(same)
        .filter(|places| places.len() > 1)
        .flatten()
        .filter_map(|entry| usize::try_from(entry & u64::from(u32::MAX)).ok())
        .collect();
    found.sort_unstable();
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn places_of_equal_keys_are_found_in_order() {
        assert_eq!(
            repeated([7, 1, 7, 2, 1, u32::MAX].into_iter()),
            [0, 1, 2, 4]
        );
        assert_eq!(repeated([].into_iter()), [] as [usize; 0]);
    }
}
