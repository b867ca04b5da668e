//! The stream of random numbers that every result with draws comes from.

/// SplitMix64 (Steele, Lea and Flood 2014, "Fast splittable pseudorandom number generators"): the state grows by a
/// constant, and each output is a mix of the state. So any place of the stream can be reached at once, and a stream drawn
/// by many threads is the stream drawn by one.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct SplitMix64 {
    state: u64,
}

/// 2^64 divided by the golden ratio, odd.
const GAMMA: u64 = 0x9E37_79B9_7F4A_7C15;

impl SplitMix64 {
    /// The stream of a seed, at its beginning.
    pub fn new(seed: u64) -> Self {
        Self { state: seed }
    }

    /// The stream of a seed, after `drawn` numbers.
    pub fn after(seed: u64, drawn: u64) -> Self {
        Self::new(seed).skip(drawn)
    }

    /// This stream, `numbers` further on.
    pub fn skip(self, numbers: u64) -> Self {
        Self { state: self.state.wrapping_add(GAMMA.wrapping_mul(numbers)) }
    }

    /// The next 64 bits.
    pub fn next_bits(&mut self) -> u64 {
        self.state = self.state.wrapping_add(GAMMA);
        mix(self.state)
    }

    /// The next number in 0 (included) to 1 (excluded), with 53 bits.
    pub fn next_unit(&mut self) -> f64 {
        unit(self.next_bits())
    }
}

#[inline]
fn mix(state: u64) -> u64 {
    let z = (state ^ (state >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
    let z = (z ^ (z >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
    z ^ (z >> 31)
}

#[inline]
#[allow(clippy::cast_possible_wrap, reason = "53 bits fit, and the signed conversion is one instruction")]
fn unit(bits: u64) -> f64 {
    (bits >> 11) as i64 as f64 * (1.0 / 9_007_199_254_740_992.0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_stream_of_seed_42_is_the_published_one() {
        let mut stream = SplitMix64::new(42);
        let drawn: Vec<u64> = (0..4).map(|_| stream.next_bits()).collect();
        let expected = [
            13_679_457_532_755_275_413,
            2_949_826_092_126_892_291,
            5_139_283_748_462_763_858,
            6_349_198_060_258_255_764,
        ];
        assert_eq!(drawn, expected);
    }

    #[test]
    fn any_place_of_the_stream_can_be_reached_at_once() {
        let mut stream = SplitMix64::new(7);
        for _ in 0..1000 {
            stream.next_bits();
        }
        assert_eq!(stream, SplitMix64::after(7, 1000));
    }

    #[test]
    fn units_lie_in_0_to_1() {
        assert_eq!(unit(0), 0.0);
        assert!(unit(u64::MAX) < 1.0);
        assert_eq!(unit(1 << 63), 0.5);
    }
}
