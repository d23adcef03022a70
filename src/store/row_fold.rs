//! A fold of many rows where they are read: the database hands over each row in one call. With a step of
//! the statement for each row and a call for each of its columns, the answers of a million events took
//! twice as long to count.
//! It may be given numbers and short texts only; what is large is read row by row.

use std::panic::{RefUnwindSafe, UnwindSafe};
use std::sync::{Arc, Mutex, PoisonError};

use rusqlite::functions::{Aggregate, Context, FunctionFlags};
use rusqlite::types::ValueRef;
use rusqlite::{Connection, Params};

use super::error::Error;

/// The name of the function in SQL.
const NAME: &str = "fold_rows";

/// What rows are folded into.
pub(super) trait RowFold: Default + Send + UnwindSafe + RefUnwindSafe + 'static {
    /// Takes a row.
    fn take(&mut self, row: &Columns<'_, '_>);
}

/// The columns of a row, from 0 on.
pub(super) struct Columns<'a, 'c>(&'a Context<'c>);

impl Columns<'_, '_> {
    /// The value of a column.
    pub(super) fn value(&self, at: usize) -> ValueRef<'_> {
        self.0.get_raw(at)
    }

    /// A whole number; none for anything else.
    pub(super) fn integer(&self, at: usize) -> Option<i64> {
        match self.value(at) {
            ValueRef::Integer(number) => Some(number),
            _ => None,
        }
    }

    /// A whole number that is not negative; 0 for anything else.
    pub(super) fn count<N: TryFrom<i64> + Default>(&self, at: usize) -> N {
        let number = self.integer(at).and_then(|number| N::try_from(number).ok());
        number.unwrap_or_default()
    }

    /// Whether a number is there that is not 0.
    pub(super) fn is_set(&self, at: usize) -> bool {
        self.integer(at).is_some_and(|number| number != 0)
    }

    /// The bytes of a text; none for anything else.
    pub(super) fn text(&self, at: usize) -> &[u8] {
        match self.value(at) {
            ValueRef::Text(text) => text,
            _ => &[],
        }
    }
}

/// Folds these columns of the rows that `from` names, beginning with what was folded before.
pub(super) fn fold<F: RowFold>(
    connection: &Connection,
    before: F,
    columns: &[&str],
    from: &str,
    parameters: impl Params,
) -> Result<F, Error> {
    let state = Arc::new(Mutex::new(before));
    let arguments = i32::try_from(columns.len()).unwrap_or(i32::MAX);
    let flags = FunctionFlags::SQLITE_UTF8 | FunctionFlags::SQLITE_DIRECTONLY;
    let folding = Folding(state.clone());
    connection.create_aggregate_function(NAME, arguments, flags, folding)?;
    let sql = format!("SELECT {NAME}({}) {from}", columns.join(", "));
    let done = connection.query_row(&sql, parameters, |_| Ok(()));
    connection.remove_function(NAME, arguments)?;
    done?;
    let mut state = state.lock().unwrap_or_else(PoisonError::into_inner);
    Ok(std::mem::take(&mut *state))
}

/// The function: it takes the state for its rows, and gives it back behind the last.
struct Folding<F>(Arc<Mutex<F>>);

impl<F: RowFold> Aggregate<F, bool> for Folding<F> {
    fn init(&self, _: &mut Context<'_>) -> rusqlite::Result<F> {
        let mut state = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        Ok(std::mem::take(&mut *state))
    }

    fn step(&self, row: &mut Context<'_>, state: &mut F) -> rusqlite::Result<()> {
        state.take(&Columns(row));
        Ok(())
    }

    fn finalize(&self, _: &mut Context<'_>, state: Option<F>) -> rusqlite::Result<bool> {
        if let Some(state) = state {
            *self.0.lock().unwrap_or_else(PoisonError::into_inner) = state;
        }
        Ok(true)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[derive(Debug, Default, PartialEq)]
    struct Seen(Vec<(Option<i64>, u32, bool, Vec<u8>)>);

    impl RowFold for Seen {
        fn take(&mut self, row: &Columns<'_, '_>) {
            let text = row.text(3).to_vec();
            self.0
                .push((row.integer(0), row.count(1), row.is_set(2), text));
        }
    }

    #[test]
    fn rows_are_folded_onto_what_was_folded_before() {
        let connection = Connection::open_in_memory().unwrap();
        let columns = ["column1", "column2", "column3", "column4"];
        let none = fold(
            &connection,
            Seen::default(),
            &columns,
            "FROM (VALUES (1, 2, 3, 4)) WHERE ?1",
            [0],
        );
        assert_eq!(none.unwrap(), Seen::default());
        let before = Seen(vec![(None, 0, false, Vec::new())]);
        let from = "FROM (VALUES (-1, 7, 1, 'a'), (NULL, -7, 0, x'00')) WHERE ?1";
        let folded = fold(&connection, before, &columns, from, [1]).unwrap();
        let expected = [
            (None, 0, false, Vec::new()),
            (Some(-1), 7, true, b"a".to_vec()),
            (None, 0, false, Vec::new()),
        ];
        assert_eq!(folded.0, expected);
        assert!(fold(&connection, folded, &columns, "FROM nothing", []).is_err());
    }
}
