//! SM-2 as it is often got wrong: twenty programs that differ from the published text in one thing each.
//! The vectors of tests/sm2_vectors.json must tell every one of them from the right one, or the test that
//! compares the library with them would let such a mistake pass.

use crate::sm2_vectors::{Step, sequences};
use srm::scheduler::Variant;

/// A memory with an ease that may be anything, as wrong programs need it.
#[derive(Clone, Copy, Debug, PartialEq)]
struct State {
    repetitions: i64,
    /// In hundredths; a whole number in all but one of them.
    ease: f64,
    /// The ease as a port in floating point carries it along, with all that its sums lose.
    float: f64,
    interval: i64,
}

const NEW: State = State {
    repetitions: 0,
    ease: 250.0,
    float: 2.5,
    interval: 0,
};

/// Hundredths that an answer adds.
fn change(quality: u8) -> f64 {
    [-80.0, -54.0, -32.0, -14.0, 0.0, 10.0][usize::from(quality)]
}

/// A product as a fraction of whole hundredths, rounded by `round`.
fn times(interval: i64, ease: f64, round: impl Fn(i64, i64) -> i64) -> i64 {
    let product = interval * ease as i64;
    round(product.div_euclid(100), product.rem_euclid(100))
}

fn up(whole: i64, rest: i64) -> i64 {
    whole + i64::from(rest > 0)
}

/// The text, step by step.
fn right(before: State, quality: u8) -> State {
    if quality < 3 {
        return State {
            repetitions: 0,
            interval: 1,
            ..before
        };
    }
    let repetitions = before.repetitions + 1;
    State {
        repetitions,
        ease: (before.ease + change(quality)).max(130.0),
        float: before.float,
        interval: match repetitions {
            1 => 1,
            2 => 6,
            _ => times(before.interval, before.ease, up),
        },
    }
}

/// The text, but with another interval from the third repetition on.
fn with_interval(before: State, quality: u8, interval: impl Fn(State) -> i64) -> State {
    let after = right(before, quality);
    match after.repetitions {
        0..=2 => after,
        _ => State {
            interval: interval(after),
            ..after
        },
    }
}

/// The text, but with something else after a failing grade.
fn on_failure(before: State, quality: u8, wrong: impl Fn(State) -> State) -> State {
    let after = right(before, quality);
    match quality {
        0..=2 => wrong(after),
        _ => after,
    }
}

/// Floating point, as most ports have it.
fn by_floats(before: State, quality: u8) -> State {
    let ease = before.float;
    if quality < 3 {
        return right(before, quality);
    }
    let repetitions = before.repetitions + 1;
    let missing = f64::from(5 - quality);
    let moved = (ease + (0.1 - missing * (0.08 + missing * 0.02))).max(1.3);
    State {
        repetitions,
        ease: moved * 100.0,
        float: moved,
        interval: match repetitions {
            1 => 1,
            2 => 6,
            _ => (before.interval as f64 * ease).ceil() as i64,
        },
    }
}

fn by_interval(before: State, quality: u8) -> State {
    let after = right(before, quality);
    let interval = match (quality, before.interval) {
        (0..=2, _) | (_, 0) => 1,
        (_, 1) => 6,
        _ => times(before.interval, before.ease, up),
    };
    State { interval, ..after }
}

fn closed_form(before: State, quality: u8) -> State {
    with_interval(before, quality, |after| {
        let power = i32::try_from(after.repetitions - 2).unwrap();
        (6.0 * (after.ease / 100.0).powi(power)).ceil() as i64
    })
}

fn without_floor(before: State, quality: u8) -> State {
    let after = right(before, quality);
    match quality {
        0..=2 => after,
        _ => State {
            ease: before.ease + change(quality),
            ..after
        },
    }
}

fn ease_frozen(before: State, quality: u8) -> State {
    let after = right(before, quality);
    match after.repetitions {
        0..=2 => State {
            ease: before.ease,
            ..after
        },
        _ => after,
    }
}

fn by_anki(before: State, quality: u8) -> State {
    let after = right(before, quality);
    let change = match quality {
        5 => 15.0,
        3 => -15.0,
        _ => 0.0,
    };
    State {
        ease: (before.ease + change).max(130.0),
        ..after
    }
}

type Wrong = (&'static str, fn(State, u8) -> State);

const WRONG: [Wrong; 20] = [
    ("ease in floating point", by_floats),
    ("the ease after the answer multiplies", |before, quality| {
        with_interval(before, quality, |after| {
            times(before.interval, after.ease, up)
        })
    }),
    ("a failing grade moves the ease", |before, quality| {
        on_failure(before, quality, |after| State {
            ease: (before.ease + change(quality)).max(130.0),
            ..after
        })
    }),
    ("rounded to the nearest, half up", |before, quality| {
        with_interval(before, quality, |_| {
            times(before.interval, before.ease, |whole, rest| {
                whole + i64::from(rest >= 50)
            })
        })
    }),
    ("rounded to the nearest, half to even", |before, quality| {
        with_interval(before, quality, |_| {
            times(before.interval, before.ease, |whole, rest| {
                whole + i64::from(rest > 50 || (rest == 50 && whole % 2 == 1))
            })
        })
    }),
    ("rounded down", |before, quality| {
        with_interval(before, quality, |_| {
            times(before.interval, before.ease, |whole, _| whole)
        })
    }),
    ("repetitions guessed from the interval", by_interval),
    ("6 * EF^(n-2)", closed_form),
    ("(n-1) * EF", |before, quality| {
        with_interval(before, quality, |after| {
            times(after.repetitions - 1, before.ease, up)
        })
    }),
    ("I + EF", |before, quality| {
        with_interval(before, quality, |_| {
            before.interval + times(1, before.ease, up)
        })
    }),
    ("3 is a failing grade", |before, quality| match quality {
        3 => right(before, 2),
        _ => right(before, quality),
    }),
    ("no floor", without_floor),
    ("ease at most 2.50", |before, quality| {
        let after = right(before, quality);
        State {
            ease: after.ease.min(250.0),
            ..after
        }
    }),
    ("a failing grade is repetition 1", |before, quality| {
        on_failure(before, quality, |after| State {
            repetitions: 1,
            ..after
        })
    }),
    (
        "a failing grade keeps the repetitions",
        |before, quality| {
            on_failure(before, quality, |after| State {
                repetitions: before.repetitions,
                ..after
            })
        },
    ),
    ("a failing grade gives no days", |before, quality| {
        on_failure(before, quality, |after| State {
            interval: 0,
            ..after
        })
    }),
    ("a failing grade gives 2.50 back", |before, quality| {
        on_failure(before, quality, |after| State {
            ease: 250.0,
            ..after
        })
    }),
    (
        "ease does not move in the first two repetitions",
        ease_frozen,
    ),
    ("ease moves as in Anki", by_anki),
    ("the drill of the day is scheduled", |before, quality| {
        let after = right(before, quality);
        match quality {
            0..=3 => right(after, 4),
            _ => after,
        }
    }),
];

/// Whether a program gives what a sequence expects.
fn agrees(program: fn(State, u8) -> State, steps: &[Step]) -> bool {
    let mut state = NEW;
    steps.iter().all(|step| {
        state = program(state, step.quality.number());
        let (repetitions, ease, interval) = step.after;
        (state.repetitions, state.interval) == (repetitions as i64, interval as i64)
            && (state.ease - ease as f64).abs() < 0.5
    })
}

#[test]
fn the_right_program_agrees_with_every_sequence() {
    for (name, steps) in sequences(Variant::Paper) {
        assert!(agrees(right, &steps), "{name}");
    }
}

#[test]
fn every_wrong_program_is_told_by_some_sequence() {
    let sequences = sequences(Variant::Paper);
    for (name, program) in WRONG {
        let told = sequences.iter().any(|(_, steps)| !agrees(program, steps));
        assert!(told, "nothing tells this one: {name}");
    }
}
