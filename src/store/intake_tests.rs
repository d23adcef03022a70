//! Tests of whole decks going out and coming in.

use super::{Became, Collection, Delivery, Error, Stay, Store};
use crate::cards::DeckName;
use crate::exchange::export::json;
use crate::exchange::{Progress, Shelf};
use crate::review::{Deed, DeviceId, Event, EventId, Flag, answer};
use crate::scheduler::{Quality, Scheduler};
use crate::store::Filter;
use crate::store::events::tests::{NOTES, import, moment, store};

fn worked_on() -> (tempfile::TempDir, Store) {
    let (folder, mut store) = store();
    let cards = import(&mut store, "notes.md", NOTES);
    import(&mut store, "other.md", "# Other\n\nQ: Who?\nA: me\n");
    for (card, quality, day) in [(0, 4, 0), (1, 1, 0), (1, 4, 0), (0, 5, 1)] {
        let state = store.state(cards[card]).unwrap().unwrap();
        let day_of = crate::calendar::StudyDay::from_number(20_000 + day);
        let deed = answer(
            &state,
            Quality::new(quality).unwrap(),
            day_of,
            900,
            &Scheduler::default(),
        );
        store.record(cards[card], deed, moment(day)).unwrap();
    }
    store.undo(moment(1)).unwrap().unwrap();
    store
        .record(cards[2], Deed::Flag(Flag::FIRST), moment(1))
        .unwrap();
    store.record(cards[2], Deed::Suspend, moment(1)).unwrap();
    import(&mut store, "notes.md", &NOTES.replace("| b | 2 |\n", ""));
    (folder, store)
}

#[test]
fn what_goes_out_comes_in_whole() {
    let (_folder, first) = worked_on();
    let out = first.export(&Filter::default(), Progress::With).unwrap();
    assert_eq!(out.decks.len(), 2);
    let (_folder, mut second) = store();
    let counts = second.import(&out, moment(5)).unwrap();
    assert_eq!((counts.decks, counts.new, counts.events_new), (2, 4, 7));
    assert_eq!(
        second.export(&Filter::default(), Progress::With).unwrap(),
        out
    );
    assert_eq!(second.rebuild_check().unwrap(), []);
    for record in out.decks.iter().flat_map(|deck| &deck.cards) {
        assert_eq!(
            first.state(record.id).unwrap(),
            second.state(record.id).unwrap()
        );
    }
    let again = second.import(&out, moment(6)).unwrap();
    assert_eq!((again.new, again.updated, again.unchanged), (0, 0, 4));
    assert_eq!((again.events_new, again.events_known), (0, 7));
}

#[test]
fn two_documents_of_one_deck_come_in_as_two() {
    let (_folder, mut first) = store();
    let one = import(&mut first, "one.md", NOTES);
    let two = import(&mut first, "two.md", &NOTES.replace("| a |", "| z |"));
    let out = first.export(&Filter::default(), Progress::With).unwrap();
    let (_folder, mut second) = store();
    second.import(&out, moment(5)).unwrap();
    assert_eq!(
        second.export(&Filter::default(), Progress::With).unwrap(),
        out
    );
    assert_eq!(import(&mut second, "one.md", NOTES), one);
    assert_eq!(
        import(&mut second, "two.md", &NOTES.replace("| a |", "| z |")),
        two
    );
}

#[test]
fn without_progress_there_is_no_log_and_no_retired_card() {
    let (_folder, store) = worked_on();
    let filter = Filter {
        deck: DeckName::new("Notes"),
    };
    let out = store.export(&filter, Progress::Without).unwrap();
    assert_eq!(
        (
            out.decks.len(),
            out.decks[0].cards.len(),
            out.decks[0].events.len()
        ),
        (1, 2, 0)
    );
}

#[test]
fn an_event_with_another_content_is_refused_and_nothing_changes() {
    let (_folder, first) = worked_on();
    let mut out = first.export(&Filter::default(), Progress::With).unwrap();
    let (_folder, mut second) = store();
    second.import(&out, moment(5)).unwrap();
    out.decks[0].events[0].deed = Deed::Unsuspend;
    assert!(matches!(
        second.import(&out, moment(6)),
        Err(Error::Conflict(_))
    ));
    assert_eq!(
        second.export(&Filter::default(), Progress::With).unwrap(),
        first.export(&Filter::default(), Progress::With).unwrap()
    );
}

#[test]
fn later_events_of_this_device_go_on_counting() {
    let (_folder, first) = worked_on();
    let out = first.export(&Filter::default(), Progress::With).unwrap();
    // A new file of the same device, as after a restore.
    let (_folder, mut second) = store();
    second.import(&out, moment(5)).unwrap();
    let card = out.decks[0].cards[0].id;
    let (id, _) = second.record(card, Deed::Suspend, moment(0)).unwrap();
    assert_eq!(id.sequence, 8);
    let history = second.history(card).unwrap();
    assert_eq!(history.last().unwrap().id, id);
}

/// Devices of every name, whose events share their clocks; and contents that stand for a card without being one.
fn with_many_devices() -> (tempfile::TempDir, Store) {
    let (_folder, first) = worked_on();
    let mut out = first.export(&Filter::default(), Progress::With).unwrap();
    for deck in &mut out.decks {
        let card = deck.cards[0].id;
        let deeds = [Deed::Mark, Deed::Unmark, Deed::Alias(card)];
        for (device, sequence) in [u64::MAX, 1, i64::MAX as u64, i64::MIN as u64]
            .into_iter()
            .flat_map(|device| [(device, 1), (device, 2), (device, 3)])
        {
            // Names and contents of each deck: a number of an event is given once.
            let device = DeviceId(device ^ u64::from(card.bytes()[0]) << 8);
            let deed = deeds[sequence as usize - 1].clone();
            let content = match deed {
                Deed::Alias(_) => format!("{sequence:016x}{device}").parse().unwrap(),
                _ => card,
            };
            deck.events.push(Event {
                id: EventId { device, sequence },
                clock: moment(1).utc_ms,
                at: moment(1),
                card: content,
                deed,
            });
        }
        deck.events.sort_by_key(Event::order);
    }
    let (folder, mut second) = store();
    second.import(&out, moment(5)).unwrap();
    let back = second.export(&Filter::default(), Progress::With).unwrap();
    assert_eq!(back, out);
    (folder, second)
}

#[test]
fn what_goes_out_piece_by_piece_is_what_goes_out_whole() {
    let (_folder, store) = with_many_devices();
    let one = Filter {
        deck: DeckName::new("Notes"),
    };
    for filter in [Filter::default(), one] {
        for progress in [Progress::With, Progress::Without] {
            let whole = json::write(&store.export(&filter, progress).unwrap(), progress);
            let mut pieces = Vec::new();
            let leaving = store.leaving(&filter).unwrap();
            let written = json::write_decks(&leaving, progress, &mut pieces).unwrap();
            assert_eq!(written.decks, leaving.decks().len());
            assert_eq!(
                String::from_utf8(pieces).unwrap(),
                String::from_utf8(whole).unwrap()
            );
        }
    }
}

/// A deck of so many cards, as it goes out.
fn deck_of_rows(rows: usize) -> Collection {
    let mut text = String::from("# Notes\n\n| Key | Value |\n|---|---|\n");
    for row in 0..rows {
        text.push_str(&format!("| key {row} | value {row} |\n"));
    }
    let (_folder, mut first) = store();
    assert_eq!(import(&mut first, "notes.md", &text).len(), rows);
    first.export(&Filter::default(), Progress::Without).unwrap()
}

fn schema(store: &Store) -> Vec<String> {
    let mut statement = store
        .connection
        .prepare("SELECT sql FROM sqlite_schema WHERE sql IS NOT NULL ORDER BY sql")
        .unwrap();
    let found = statement.query_map([], |row| row.get(0)).unwrap();
    found.collect::<Result<_, _>>().unwrap()
}

fn number_of_cards(store: &Store) -> i64 {
    let sql = "SELECT count(*) FROM card";
    let number = store.connection.query_row(sql, [], |row| row.get(0));
    number.unwrap()
}

#[test]
fn many_new_cards_come_in_as_few_do() {
    let out = deck_of_rows(4_100);
    let (_folder, mut second) = store();
    let before = schema(&second);
    let imported = second
        .take_in(&out, Delivery::Decks, Stay::Yes, moment(5))
        .unwrap();
    assert_eq!(imported.counts.new, 4_100);
    assert_eq!(schema(&second), before);
    assert_eq!(second.miscounted().unwrap(), []);
    assert_eq!(
        second
            .export(&Filter::default(), Progress::Without)
            .unwrap(),
        out
    );
    let last = second.last_import().unwrap().unwrap();
    second.undo_import(last, moment(6)).unwrap();
    assert_eq!(second.miscounted().unwrap(), []);
    assert_eq!(number_of_cards(&second), 0);
}

#[test]
fn a_card_that_comes_twice_is_the_same_card_the_second_time() {
    for delivery in [Delivery::Decks, Delivery::Rows] {
        let mut out = deck_of_rows(3);
        out.decks[0].source = None;
        let again = out.decks[0].cards[1].clone();
        out.decks[0].cards.push(again);
        let mut reworded = out.decks[0].cards[0].clone();
        reworded.card.answer = out.decks[0].cards[2].card.answer.clone();
        out.decks[0].cards.push(reworded);
        let (_folder, mut second) = store();
        let imported = second
            .take_in(&out, delivery, Stay::Yes, moment(5))
            .unwrap();
        let became: Vec<&Became> = imported.decks[0].iter().map(|card| &card.became).collect();
        assert_eq!(
            became,
            [
                &Became::New,
                &Became::New,
                &Became::New,
                &Became::Unchanged,
                &Became::Updated
            ]
        );
        assert_eq!(second.miscounted().unwrap(), []);
        assert_eq!(number_of_cards(&second), 3);
    }
}
