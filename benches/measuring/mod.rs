//! What the benches of the window measure with.

use std::time::Instant;

/// So many samples make a figure.
pub const SAMPLES: usize = 20;

/// The thread's CPU time in milliseconds. The system counts it in ticks, so that it is only good over many frames.
pub fn cpu_ms() -> f64 {
    let said = std::fs::read_to_string("/proc/thread-self/schedstat").ok();
    let nanoseconds = said.and_then(|text| text.split_whitespace().next()?.parse::<f64>().ok());
    nanoseconds.map_or(f64::NAN, |ns| ns / 1e6)
}

pub fn clock_ms(start: Instant) -> f64 {
    start.elapsed().as_secs_f64() * 1e3
}

pub fn median(mut values: Vec<f64>) -> f64 {
    values.sort_by(f64::total_cmp);
    values[values.len() / 2]
}

/// A fixed amount of arithmetic, to compare machines by.
pub fn calibration() -> f64 {
    let once = || {
        let start = Instant::now();
        let sum: f64 = (1..=1_000_000u32).map(|n| 1.0 / f64::from(std::hint::black_box(n))).sum();
        std::hint::black_box(sum);
        clock_ms(start)
    };
    median((0..SAMPLES).map(|_| once()).collect())
}
