//! Scratch.
fn main() {
    for path in std::env::args().skip(1) {
        let text = std::fs::read_to_string(&path).unwrap();
        let c = srm::cards::compile(&text, &srm::cards::DeckName::new("x").unwrap());
        println!("== {path} deck {} cards {}", c.deck, c.cards.len());
        for k in srm::cards::Kind::ALL {
            let n = c.cards.iter().filter(|x| x.card.kind == k).count();
            if n > 0 {
                println!("  {k}: {n}");
            }
        }
        for x in &c.cards {
            println!(
                "--- {} {} L{} {:?}\n{}\n  =>\n{}",
                x.card.kind,
                x.rule,
                x.card.line,
                x.card.section,
                x.card.front(),
                x.card.back()
            );
        }
        for p in &c.problems {
            println!("{} {:?} {}", p.code, p.span, p.message);
        }
    }
}
