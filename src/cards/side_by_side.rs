//! Work on the rows of a large table, or on the blocks of a large document, side by side. What comes out is the same, in the same order, as
//! one after the other: nothing here may depend on how many processors there are.

use std::num::NonZero;
use std::ops::Range;
use std::panic::resume_unwind;
use std::thread;

/// The fewest pieces of work that are worth a second thread.
pub(super) const FEWEST: usize = 8_000;

/// How many pieces one thread does before its results are taken: enough to make the thread worth its
/// while, and few enough that results never pile up.
const PIECE: usize = 4_000;

/// The most threads; beyond a few the memory is what they wait for.
const MOST_THREADS: usize = 8;

/// Does `work` for the pieces from 0 to `all` in ranges, and hands the results over in order.
pub(super) fn in_order<T: Send>(
    all: usize,
    work: impl Fn(Range<usize>) -> T + Sync,
    mut take: impl FnMut(T),
) {
    let threads = thread::available_parallelism()
        .map_or(1, NonZero::get)
        .min(MOST_THREADS);
    let mut start = 0;
    // What was done is taken while the next pieces are worked on: a tenth of the time of a large table.
    let mut done: Vec<T> = Vec::new();
    while start < all {
        let ranges: Vec<Range<usize>> = (0..threads)
            .map(|nth| start.saturating_add(nth.saturating_mul(PIECE)))
            .take_while(|from| *from < all)
            .map(|from| from..from.saturating_add(PIECE).min(all))
            .collect();
        start = ranges.last().map_or(all, |last| last.end);
        thread::scope(|scope| {
            let work = &work;
            let running: Vec<_> = ranges
                .into_iter()
                .map(|range| scope.spawn(move || work(range)))
                .collect();
            done.drain(..).for_each(&mut take);
            for thread in running {
                match thread.join() {
                    Ok(result) => done.push(result),
                    Err(panic) => resume_unwind(panic),
                }
            }
        });
    }
    done.drain(..).for_each(take);
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn results_come_in_order_and_nothing_is_left_out() {
        for all in [0, 1, PIECE, PIECE + 1, 7 * PIECE + 3] {
            let mut seen = Vec::new();
            in_order(
                all,
                |range| range.collect::<Vec<_>>(),
                |piece| seen.extend(piece),
            );
            assert_eq!(seen, (0..all).collect::<Vec<_>>());
        }
    }
}
