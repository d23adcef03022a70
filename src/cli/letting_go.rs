//! Giving memory back beside the work that goes on: to free the texts of 100,000 cards takes as long as to write what changed.
//! It must never hold anything whose end somebody waits for, such as a file or a lock.

use std::thread::Builder;

/// Up to how many cards their memory is given back at once: a thread costs more.
const FEW: usize = 10_000;

/// Gives the memory of something that was made of so many cards back. An edit of 100,000 rows took a
/// twelfth longer when the next step waited for it.
pub(super) fn let_go<T: Send + 'static>(cards: usize, value: T) {
    if cards > FEW {
        // Without a thread it is freed here, with what would have gone there.
        let _ = Builder::new().spawn(move || drop(value));
    }
}
