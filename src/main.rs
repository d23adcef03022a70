//! The program: hands the arguments to the library and turns the outcome into an exit code.
//! It must never hold logic of its own, so that everything can be tested through the library.

use std::process::ExitCode;

fn main() -> ExitCode {
    srm::end_at_a_mistake();
    srm::run(std::env::args_os())
}
