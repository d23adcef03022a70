//! Folders of hashcards, repeater and Obsidian, with the databases that the first two keep.

use rusqlite::Connection;

use super::sandbox::Sandbox;

const NOTES: &str = "---\nname = \"Geography\"\n---\n\nQ: What is the capital of France?\nA: Paris\n\nC: [Rome] is the capital of [Italy].\n";

fn hashcards(parts: &[&[u8]]) -> String {
    let mut hasher = blake3::Hasher::new();
    parts.iter().for_each(|part| {
        hasher.update(part);
    });
    hasher.finalize().to_hex().to_string()
}

fn database(sandbox: &Sandbox, name: &str, sql: &str) {
    let connection = Connection::open(sandbox.path(name)).unwrap();
    connection.execute_batch(sql).unwrap();
}

#[test]
fn a_folder_of_hashcards_comes_in_with_its_progress() {
    let mut sandbox = Sandbox::new();
    std::fs::create_dir(sandbox.path("cards")).unwrap();
    sandbox.write("cards/Geo.md", NOTES);
    let paris = hashcards(&[b"Basic", b"What is the capital of France?", b"Paris"]);
    // Rome is the capital of Italy.: Italy is 23 to 27.
    let italy = hashcards(&[
        b"Cloze",
        b"Rome is the capital of Italy.",
        &23_u64.to_le_bytes(),
        &27_u64.to_le_bytes(),
    ]);
    database(&sandbox, "cards/hashcards.db", &format!(
        "create table cards (card_hash text primary key, added_at text not null, last_reviewed_at text,
            stability real, difficulty real, interval_raw real, interval_days integer, due_date text, review_count integer not null) strict;
        create table reviews (review_id integer primary key, session_id integer not null, card_hash text not null,
            reviewed_at text not null, grade text not null, stability real not null, difficulty real not null,
            interval_raw real not null, interval_days integer not null, due_date text not null) strict;
        insert into cards values ('{paris}', '2026-02-01T09:00:00.000', '2026-02-20T09:00:00.000', 9.0, 5.0, 9.9, 10, '2026-03-02', 2),
            ('{italy}', '2026-02-01T09:00:00.000', '2026-02-25T09:00:00.000', 1.0, 5.0, 1.0, 1, '2026-02-26', 1),
            ('{0}', '2026-02-01T09:00:00.000', '2026-02-25T09:00:00.000', 1.0, 5.0, 1.0, 1, '2026-02-26', 1);
        insert into reviews values (1, 1, '{paris}', '2026-02-17T09:00:00.000', 'good', 3.0, 5.0, 3.0, 3, '2026-02-20'),
            (2, 2, '{paris}', '2026-02-20T09:00:00.000', 'good', 9.0, 5.0, 9.9, 10, '2026-03-02'),
            (3, 3, '{italy}', '2026-02-25T09:00:00.000', 'forgot', 1.0, 5.0, 1.0, 1, '2026-02-26');",
        "0".repeat(64)
    ));
    let before = std::fs::read(sandbox.path("cards/hashcards.db")).unwrap();
    let plan = sandbox.run(&["import", "--dry-run", "cards"]);
    assert!(plan.out.contains("for 2 cards: 5 entries new"), "{plan:?}");
    let ran = sandbox.run(&["import", "cards"]);
    assert_eq!(ran.code, 0, "{ran:?}");
    assert!(ran.out.contains("deck Geography: 3 new"), "{ran:?}");
    assert!(
        ran.out
            .contains("progress of hashcards for 2 cards: 5 entries new, 0 known"),
        "{ran:?}"
    );
    assert!(
        ran.out
            .contains("1 answered card of none of these documents"),
        "{ran:?}"
    );
    assert_eq!(
        std::fs::read(sandbox.path("cards/hashcards.db")).unwrap(),
        before
    );
    let due = sandbox.json(&["due", "--json"]);
    assert_eq!(
        (&due["decks"][0]["due"], &due["decks"][0]["new"]),
        (&1.into(), &1.into()),
        "{due}"
    );
    let again = sandbox.run(&["import", "cards"]);
    assert!(
        again.out.contains("0 entries new, 5 known already"),
        "{again:?}"
    );
    let card = sandbox.json(&["show", &sandbox.card("What is the capital"), "--json"]);
    assert_eq!(card["due"], "2026-03-02");
    assert_eq!(card["memory"]["interval_days"], 10);
    sandbox.at(super::sandbox::DAY_2);
    assert_eq!(sandbox.json(&["due", "--json"])["decks"][0]["due"], 2);
    assert_eq!(sandbox.run(&["rebuild", "--check"]).code, 0);
}

#[test]
fn the_database_of_repeater_is_named_with_its_documents() {
    let sandbox = Sandbox::new();
    sandbox.write(
        "notes.md",
        "# Notes\n\nQ: What is  EBS?\nA: Blocks\n\n---\n\nC: The [order] of a [group].\n",
    );
    let hash = |text: &str| blake3::hash(text.as_bytes()).to_hex().to_string();
    database(&sandbox, "cards.db", &format!(
        "CREATE TABLE cards (card_hash TEXT PRIMARY KEY, added_at TEXT NOT NULL, last_reviewed_at TEXT, stability REAL,
            difficulty REAL, interval_raw REAL, interval_days INTEGER, due_date TEXT, review_count INTEGER NOT NULL);
        INSERT INTO cards VALUES ('{}', 'x', '2026-02-22T09:00:00.5+00:00', 7.0, 5.0, 7.3, 7, '2026-03-01T09:00:00+00:00', 4),
            ('{}', 'x', NULL, NULL, NULL, NULL, 0, NULL, 0);",
        hash("q: what is ebs? a: blocks"),
        hash("c: the [order] of a [group].\0cloze1")
    ));
    let alone = sandbox.run(&["import", "cards.db"]);
    assert_eq!(alone.code, 2, "{alone:?}");
    let ran = sandbox.run(&["import", "notes.md", "cards.db"]);
    assert!(
        ran.out
            .contains("progress of repeater for 1 card: 1 entries new"),
        "{ran:?}"
    );
    let due = sandbox.json(&["due", "--json"]);
    assert_eq!(
        (&due["decks"][0]["due"], &due["decks"][0]["new"]),
        (&1.into(), &2.into()),
        "{due}"
    );
}

#[test]
fn a_vault_of_obsidian_comes_in_as_documents_do() {
    let sandbox = Sandbox::new();
    std::fs::create_dir_all(sandbox.path("vault/.obsidian")).unwrap();
    sandbox.write("vault/.obsidian/plugin.md", "Q: hidden?\nA: yes\n");
    sandbox.write(
        "vault/AWS.md",
        "---\ntags: [cloud]\n---\n# AWS\n\nEBS::block storage\n\nWho patches the guest?\n?\nThe customer.\n<!--SR:!2026-03-09,4,270-->\n\nS3 :: objects #flashcards\n",
    );
    let ran = sandbox.run(&["import", "vault"]);
    assert_eq!(ran.code, 0, "{ran:?}");
    assert!(ran.out.contains("deck AWS: "), "{ran:?}");
    let json = sandbox.json(&["export"]);
    let fronts: Vec<&str> = json["cards"]
        .as_array()
        .unwrap()
        .iter()
        .map(|card| card["front"].as_str().unwrap())
        .collect();
    assert!(fronts.contains(&"Who patches the guest?"), "{fronts:?}");
    assert!(!fronts.contains(&"hidden?"));
}

#[test]
fn a_stranger_database_is_refused_and_left_alone() {
    let sandbox = Sandbox::with_notes();
    sandbox.write("x.db", "no database");
    let ran = sandbox.run(&["import", "notes.md", "x.db"]);
    assert_eq!(ran.code, 3, "{ran:?}");
    let own = sandbox.run(&["import", "notes.md", "srm.db"]);
    assert_eq!(own.code, 3, "{own:?}");
    assert!(
        own.err.contains("no database of hashcards or repeater"),
        "{own:?}"
    );
}
