//! Work that takes longer than a second shows that it goes on, in a window, and leaves nothing behind. What
//! it waits for here is another program that writes: as long as the test likes.

use super::window::Window;
use super::{CARDS, DESIGN, command, sandbox};

#[test]
fn work_that_takes_long_shows_a_line_that_is_gone_afterwards() {
    for (arguments, says, done) in [
        (&["undo"][..], "Taking back, ", "Took back the import"),
        (&["import", "notes.md"], "Storing, ", "1 new"),
    ] {
        let sandbox = sandbox(CARDS);
        sandbox.write("notes.md", format!("{CARDS}\nQ: One more?\nA: Yes.\n"));
        let holder = rusqlite::Connection::open(sandbox.path("srm.db")).unwrap();
        holder.execute_batch("BEGIN IMMEDIATE").unwrap();
        let mut window = Window::open(command(&sandbox, arguments), DESIGN);
        window.see(says);
        holder.execute_batch("COMMIT").unwrap();
        window.see(done);
        assert_eq!(window.end(), 0);
        let left = window.text();
        assert!(!left.contains(says), "{left}");
    }
}
