//! What a program meets in a bad hour: it is killed at any instant, its writes fail, strangers hand it
//! files. The same rounds run in a short form with every test run, and in as many rounds as
//! `SRM_FAULT_ROUNDS` says; `tests/README.md` has the command and what came of it.

#[cfg(target_os = "linux")]
mod calls;
mod hostile;
#[cfg(target_os = "linux")]
mod kills;
#[cfg(target_os = "linux")]
mod limits;
#[cfg(target_os = "linux")]
mod power_cut;
#[cfg(unix)]
mod surroundings;
mod table;
mod together;

/// How many rounds to play: a few, or as many as were asked for.
fn rounds(few: u64) -> u64 {
    std::env::var("SRM_FAULT_ROUNDS")
        .ok()
        .and_then(|number| number.parse().ok())
        .unwrap_or(few)
}

/// A few of all cases, evenly spread; all of them where rounds were asked for.
fn some<T>(cases: Vec<T>, few: usize) -> impl Iterator<Item = T> {
    let most = match std::env::var_os("SRM_FAULT_ROUNDS") {
        Some(_) => usize::MAX,
        None => few,
    };
    let step = cases.len().div_ceil(most).max(1);
    cases.into_iter().step_by(step)
}

/// Numbers that look random and are the same each time: xorshift64, Marsaglia 2003.
struct Dice(u64);

impl Dice {
    fn below(&mut self, end: u64) -> u64 {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        self.0 % end
    }
}
