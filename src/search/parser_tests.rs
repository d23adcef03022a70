//! Tests of the parser: what queries mean, and where wrong ones are wrong.

use proptest::prelude::*;

use super::{Compare, Pattern, Property, Query, Term, parse};
use crate::cards::Kind;
use crate::scheduler::Grade;
use crate::search::{Mark, Part};

fn text(text: &str) -> Query {
    Query::Term(Term::Text(Pattern::text(text)))
}

fn is(mark: Mark) -> Query {
    Query::Term(Term::Is(mark))
}

fn not(query: Query) -> Query {
    Query::Not(Box::new(query))
}

#[test]
fn words_stand_beside_each_other_and_or_joins_less_closely() {
    let check = |typed, query| assert_eq!(parse(typed), Ok(query), "{typed}");
    check("", Query::All(vec![]));
    check("ebs", text("ebs"));
    check("\"two words\"", text("two words"));
    check("a b", Query::All(vec![text("a"), text("b")]));
    check("a AND b", Query::All(vec![text("a"), text("b")]));
    check(
        "a b OR c",
        Query::Any(vec![Query::All(vec![text("a"), text("b")]), text("c")]),
    );
    check(
        "a (b or c)",
        Query::All(vec![text("a"), Query::Any(vec![text("b"), text("c")])]),
    );
    check("-is:new", not(is(Mark::New)));
    check("NOT (a)", not(text("a")));
    check("a-b", text("a-b"));
    check(
        r#"\-a \"b\" \*"#,
        Query::All(vec![text("-a"), text("\"b\""), text("*")]),
    );
}

#[test]
fn keys_have_typed_values() {
    let check = |typed, term| assert_eq!(parse(typed), Ok(Query::Term(term)), "{typed}");
    check(
        "deck:\"AWS Storage\"",
        Term::Deck(Pattern::text("AWS Storage")),
    );
    check("DECK:AWS::S3", Term::Deck(Pattern::text("AWS::S3")));
    check("kind:table_row", Term::Kind(Kind::TableRow));
    check("flag:3", Term::Flag(3));
    check("id:3F9c", Term::Id("3f9c".to_owned()));
    check("added:7", Term::Added(7));
    check("rated:7", Term::Rated(7, None));
    check("rated:7:again", Term::Rated(7, Some(Grade::Again)));
    check(
        "prop:ivl>=21",
        Term::Property(Property::Interval, Compare::AtLeast, 21),
    );
    check(
        "prop:due<-3",
        Term::Property(Property::Due, Compare::Less, -3),
    );
    check(
        "prop:ease!=2.5",
        Term::Property(Property::Ease, Compare::Unequal, 250),
    );
    let Ok(Query::Term(Term::Tag(pattern))) = parse("tag:aws*") else {
        panic!("a tag");
    };
    assert_eq!(pattern.parts(), [Part::Text("aws".to_owned()), Part::Any]);
}

#[test]
fn what_is_wrong_is_told_with_its_place() {
    let check = |typed: &str, place: &str, part: &str| {
        let misread = parse(typed).unwrap_err();
        assert_eq!(typed.get(misread.span.clone()), Some(place), "{misread:?}");
        assert!(misread.message.contains(part), "{misread:?}");
    };
    check("a is:deu b", "deu", "`deu` is no word");
    check("dekc:x", "dekc", "`dekc` is no word before a colon");
    check("kind:row", "row", "kind of card");
    check("a (b", "(", "not closed");
    check("a b)", ")", "nothing was opened");
    check("a OR", "", "ends too early");
    check("OR a", "OR", "missing before");
    check("a \"b c", "\"b c", "no end");
    check("deck:", "", "nothing is looked for");
    check("prop:interval", "interval", "compared with nothing");
    check("prop:ivl>x", "x", "not a number");
    check("prop:ivl>99999999999", "99999999999", "too large");
    check("rated:99999999999", "99999999999", "too large");
    check("prop:ivl>", "", "nothing stands here");
    check("prop:size>1", "size", "number of a card");
    check("rated:7:agan", "agan", "no grade");
    check("rated:x", "x", "number of days");
    check("flag:8", "8", "0 to 7");
    check("id:xyz", "xyz", "id");
    let deep = format!("{}a", "-".repeat(200_000));
    assert!(parse(&deep).is_err());
    assert!(parse(&"(".repeat(400)).is_err());
}

#[test]
fn an_unknown_word_knows_what_could_stand_there() {
    let unknown = parse("is:deu").unwrap_err().unknown.unwrap();
    assert_eq!(unknown.typed, "deu");
    assert!(unknown.known.contains(&"due"));
}

proptest! {
    #[test]
    fn whatever_is_typed_is_read_or_told_with_a_place_inside(
        typed in "([a-z]{1,3}|[:()\"*\\\\<>=-]|prop|rated|is| |é|OR|東){0,24}"
    ) {
        if let Err(misread) = parse(&typed) {
            prop_assert!(typed.get(misread.span.clone()).is_some(), "{misread:?}");
        }
    }
}

/// Found by the fuzzer: the value is shorter than what was typed, and its parts stand elsewhere.
#[test]
fn a_wrong_value_with_quotes_in_it_is_wrong_as_a_whole() {
    let wrong = |typed: &str| {
        let misread = parse(typed).unwrap_err();
        typed.get(misread.span).map(str::to_owned)
    };
    assert_eq!(wrong("prop:é\" éé\" w"), Some("é\" éé\"".to_owned()));
    assert_eq!(wrong("prop:\"ivl\">é"), Some("\"ivl\">é".to_owned()));
    assert_eq!(wrong("rated:\"7\":é"), Some("\"7\":é".to_owned()));
    assert_eq!(wrong("rated:7:é"), Some("é".to_owned()));
    assert_eq!(wrong("prop:ivl>é"), Some("é".to_owned()));
}
