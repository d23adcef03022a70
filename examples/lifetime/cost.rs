//! What a job took, and how it is printed. Nothing is measured here but processor time.

use std::fs;
use std::time::Duration;

/// What a process took.
#[derive(Clone, Copy)]
pub(super) struct Cost {
    pub(super) clock: Duration,
    pub(super) processor: Duration,
}

impl Cost {
    /// The median of the clock and the mean of the processor.
    pub(super) fn of(costs: Vec<Cost>) -> Cost {
        let runs = u32::try_from(costs.len()).unwrap_or(u32::MAX).max(1);
        let processor: Duration = costs.iter().map(|cost| cost.processor).sum();
        Cost {
            clock: middle(costs.iter().map(|cost| cost.clock).collect()),
            processor: processor / runs,
        }
    }

    /// Where the processor time is not known.
    pub(super) fn of_clock(clock: Duration) -> Cost {
        let processor = Duration::ZERO;
        Cost { clock, processor }
    }
}

/// Processor time of all processes that have ended, from Linux: hundredths of a second behind the name in
/// brackets.
pub(super) fn of_children() -> Duration {
    let stat = fs::read_to_string("/proc/self/stat").unwrap_or_default();
    let behind = stat.rsplit(')').next().unwrap_or_default();
    let ticks = behind.split_whitespace().skip(13).take(2);
    let hundredths: u64 = ticks.filter_map(|ticks| ticks.parse::<u64>().ok()).sum();
    Duration::from_millis(hundredths * 10)
}

pub(super) fn middle(mut times: Vec<Duration>) -> Duration {
    times.sort_unstable();
    times.get(times.len() / 2).copied().unwrap_or_default()
}

pub(super) fn row(size: usize, job: &str, time: Duration) {
    println!(
        "| {size} | {job} | {:.2} ms | | | |",
        time.as_secs_f64() * 1000.0
    );
}

pub(super) fn costs(size: usize, job: &str, cost: Cost) {
    let (clock, processor) = (cost.clock.as_secs_f64(), cost.processor.as_secs_f64());
    println!(
        "| {size} | {job} | {:.2} ms | {:.0} ms | | |",
        clock * 1000.0,
        processor * 1000.0
    );
}

pub(super) fn beside(size: usize, job: &str, cost: Cost, floor: Duration) {
    let (clock, processor) = (cost.clock.as_secs_f64(), cost.processor.as_secs_f64());
    let floor = floor.as_secs_f64();
    println!(
        "| {size} | {job} | {:.2} ms | {:.0} ms | {:.2} ms | {:.1} |",
        clock * 1000.0,
        processor * 1000.0,
        floor * 1000.0,
        clock / floor.max(1e-6)
    );
}
