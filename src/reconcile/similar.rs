//! The last step: cards that say nearly the same, paired so that all pairs together fit best.

use foldhash::HashMap;

use crate::cards::Kind;

use super::assign::{Link, assign};
use super::candidates::Candidates;
use super::plan::Reason;
use super::recognise::Search;
use super::short_names::{is_another_form, is_slip};
use super::side::{Rank, SectionNumber, Side};
use super::similarity::{EQUAL, Subject, Text, is_plural};

/// From here on a card is the known one.
const CARRIED: u32 = 7_000;

/// A retired card has been gone, perhaps for a year: what resembles it is more often another one.
const CARRIED_FROM_RETIRED: u32 = 8_500;

/// From here on a person is asked.
const IN_DOUBT: u32 = 6_000;

/// From here on two backs answer the same question.
const SAME_ANSWER: u32 = 7_500;

/// Under a back that is shared by chance a prompt must look like a typo of the other: one letter of
/// three, not a synonym.
const LIKE_A_TYPO: u32 = 5_500;

/// From here on the backs of a longer and of a shorter name have more in common than their form.
const MOSTLY_ALIKE: u32 = 6_500;

/// From here on two backs differ in a slip of the fingers.
const NEARLY_SAME: u32 = 8_500;

/// From here on two backs have more in common than their letters.
const SOMETHING_COMMON: u32 = 2_500;

/// A shorter name is a sign: there each letter counts.
const LONG_NAME: usize = 8;

/// From here on the backs of one sign in two places speak of the same.
const SAME_SIGN: u32 = 5_000;

/// A shorter back is shared by chance: `yes`, `customer`.
const TELLING_BACK: usize = 12;

/// A pair that may be.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Guess {
    pub(super) fresh: usize,
    pub(super) old: usize,
    pub(super) percent: u8,
}

/// Pairs what is similar enough among the free known cards of a rank; returns what is in doubt.
pub(super) fn pair_similar(search: &mut Search<'_, '_>, rank: Rank) -> Vec<Guess> {
    let old = search.pairs.free_old(search.old, |side| side.rank == rank);
    if old.is_empty() || search.pairs.is_complete() {
        return Vec::new();
    }
    let scored = scores(search, old);
    let carried = match rank {
        Rank::Retired => CARRIED_FROM_RETIRED,
        Rank::Living => CARRIED,
    };
    let links: Vec<Link> = scored
        .iter()
        .filter(|(_, points)| *points >= carried)
        .map(|(link, _)| *link)
        .collect();
    let points: HashMap<(usize, usize), u32> = scored
        .iter()
        .map(|(link, points)| ((link.fresh, link.old), *points))
        .collect();
    for link in assign(&links) {
        let points = points
            .get(&(link.fresh, link.old))
            .copied()
            .unwrap_or(carried);
        let reason = Reason::SimilarText(percent(points));
        search.pairs.pair(link.fresh, link.old, reason);
    }
    scored
        .iter()
        .map(|(link, points)| Guess {
            fresh: link.fresh,
            old: link.old,
            percent: percent(*points),
        })
        .collect()
}

pub(super) fn percent(points: u32) -> u8 {
    u8::try_from(points / 100).unwrap_or(100)
}

/// Every pair worth a doubt, with its points.
fn scores(search: &Search<'_, '_>, old: Vec<usize>) -> Vec<(Link, u32)> {
    let telling = TellingBacks::new(search);
    let mut candidates = Candidates::new(search, old);
    let mut in_section: HashMap<SectionNumber, usize> = HashMap::default();
    let mut scored = Vec::new();
    for at in search.pairs.free_fresh() {
        let Some(fresh) = search.fresh.get(at) else {
            continue;
        };
        let place = in_section.entry(fresh.section).or_default();
        for found in candidates.of(fresh, *place) {
            let Some(old) = search.old.get(found) else {
                continue;
            };
            let is_here = search.section_now(old) == fresh.section;
            let mut points = score(fresh, old, is_here && telling.is_telling(fresh, old));
            if points < CARRIED && is_here && (is_kept(fresh, old) || is_longer_name(fresh, old)) {
                points = CARRIED;
            }
            let is_elsewhere = || {
                (!is_here && is_sign_by_chance(fresh, old))
                    || search.is_out_of_way(at, found)
                    || search.is_key_of_another_table(at, found)
            };
            if points >= CARRIED && is_elsewhere() {
                points = points.min(CARRIED.saturating_sub(1));
            }
            let is_named = fresh.prompt() != old.prompt() || search.is_telling(at, found);
            if points >= IN_DOUBT && is_named {
                scored.push((link(at, found, points, is_here), points));
            }
        }
        *place = place.saturating_add(1);
    }
    scored
}

/// What is above doubt counts, so that one sure pair is worth more than two unsure ones. The
/// section decides between pairs that are as good.
fn link(fresh: usize, old: usize, points: u32, is_here: bool) -> Link {
    Link {
        fresh,
        old,
        weight: i64::from(points.saturating_sub(IN_DOUBT)).saturating_add(if is_here {
            201
        } else {
            1
        }),
    }
}

/// How similar two cards are: six tenths the prompt, four tenths the back; the prompt alone where a
/// back says nothing. `is_row_here`: the row stands where the known one stood, and its back is such
/// that no other row has it; a back that stayed vouches for half of what the key lacks.
fn score(fresh: &Side<'_>, old: &Side<'_>, is_row_here: bool) -> u32 {
    let (ours, theirs) = (fresh.texts(), old.texts());
    let (our_front, their_front) = fresh.prompts(old);
    let front = our_front.similarity(their_front);
    let (Some(our_back), Some(their_back)) = (&ours.back, &theirs.back) else {
        let is_other = front >= CARRIED && our_front.other_subject(their_front).is_some();
        return if is_other {
            front.min(CARRIED - 1)
        } else {
            front
        };
    };
    let is_same_back = our_back.plain() == their_back.plain();
    let front = if is_same_back && is_row_here {
        u32::midpoint(front, EQUAL)
    } else {
        front
    };
    let of_front = front.saturating_mul(6) / 10;
    if of_front.saturating_add(4_000) < IN_DOUBT {
        return 0;
    }
    let back = our_back.similarity(their_back);
    let points = of_front.saturating_add(back.saturating_mul(4) / 10);
    if is_same_name(our_front, their_front) && back >= SOMETHING_COMMON {
        return points.max(CARRIED);
    }
    let is_by_chance = is_same_back && is_short(our_back) && front < LIKE_A_TYPO;
    if is_by_chance || (!is_same_back && is_another_fact(fresh, old, back)) {
        points.min(CARRIED - 1)
    } else {
        points
    }
}

/// Whether two signs look alike under a back that is shared by chance: `void` of two functions.
fn is_sign_by_chance(fresh: &Side<'_>, old: &Side<'_>) -> bool {
    let (ours, theirs) = (fresh.texts(), old.texts());
    let is_same_back = ours.back.as_ref().zip(theirs.back.as_ref());
    let is_chance =
        is_same_back.is_some_and(|(ours, theirs)| ours.plain() == theirs.plain() && is_short(ours));
    let (our_front, their_front) = fresh.prompts(old);
    is_chance
        && (fresh.is_sign() || old.is_sign())
        && !is_slip(our_front.plain(), their_front.plain())
        && !fresh.asks_to_the_letter(old)
}

/// How much two cards say the same, whatever speaks for or against it.
pub(super) fn likeness(fresh: &Side<'_>, old: &Side<'_>) -> u32 {
    let (ours, theirs) = (fresh.texts(), old.texts());
    let front = ours.front.similarity(&theirs.front);
    let (Some(our_back), Some(their_back)) = (&ours.back, &theirs.back) else {
        return front;
    };
    let of_back = our_back.similarity(their_back).saturating_mul(4) / 10;
    (front.saturating_mul(6) / 10).saturating_add(of_back)
}

/// Whether two long prompts differ in the ending of a plural: a command or a rule got it, whatever marks it
/// as code.
fn is_same_name(ours: &Text, theirs: &Text) -> bool {
    let is_long = |text: &Text| text.plain().chars().nth(LONG_NAME - 1).is_some();
    is_long(ours) && is_long(theirs) && is_plural(ours.plain(), theirs.plain())
}

/// Whether both sides say what they said, and one of them more: `EC2` became `EC2 (IaaS)`, and its
/// back got another clause. A back shared by chance vouches for nothing. Of a question without an
/// answer, whether most of it stayed.
fn is_kept(fresh: &Side<'_>, old: &Side<'_>) -> bool {
    let (ours, theirs) = (fresh.texts(), old.texts());
    let (our_back, their_back) = match (&ours.back, &theirs.back) {
        (Some(ours), Some(theirs)) => (ours, theirs),
        (None, None) => {
            return ours.front.is_mostly_common(&theirs.front)
                && ours.front.similarity(&theirs.front) >= CARRIED;
        }
        _ => return false,
    };
    let is_by_chance = our_back.plain() == their_back.plain() && is_short(our_back);
    !is_by_chance
        && ours.front.is_extension(&theirs.front)
        && (our_back.is_extension(their_back) || our_back.similarity(their_back) >= NEARLY_SAME)
}

/// Whether two rows of a section are called by a longer and by a shorter name for the same: `attrs` and `attributes`,
/// `insertAt` and `insert`. Most of what they say must have stayed.
fn is_longer_name(fresh: &Side<'_>, old: &Side<'_>) -> bool {
    let (ours, theirs) = (fresh.texts(), old.texts());
    let backs = ours.back.as_ref().zip(theirs.back.as_ref());
    let (our_front, their_front) = fresh.prompts(old);
    let is_row = fresh.kind == Kind::TableRow && old.kind == Kind::TableRow;
    is_row
        && is_another_form(our_front.plain(), their_front.plain())
        && backs.is_some_and(|(ours, theirs)| {
            !is_short(ours) && !is_short(theirs) && ours.similarity(theirs) >= MOSTLY_ALIKE
        })
}

/// Whether a back that tells something is the other one with more words: a column came.
fn says_more(fresh: &Side<'_>, old: &Side<'_>) -> bool {
    let backs = fresh.texts().back.as_ref().zip(old.texts().back.as_ref());
    backs.is_some_and(|(ours, theirs)| {
        !is_short(ours) && !is_short(theirs) && ours.is_extension(theirs)
    })
}

fn is_short(back: &Text) -> bool {
    back.plain().chars().nth(TELLING_BACK - 1).is_none()
}

/// Whether two cards that look alike may well be two facts: a sign that differs, the same sign with a
/// back of another kind, or a prompt with another subject and an answer that is not the same.
fn is_another_fact(fresh: &Side<'_>, old: &Side<'_>, back: u32) -> bool {
    let (ours, theirs) = fresh.prompts(old);
    if fresh.is_sign() || old.is_sign() {
        let is_mended =
            (back >= NEARLY_SAME || says_more(fresh, old)) && is_slip(ours.plain(), theirs.plain());
        return back < SAME_SIGN || !(is_mended || fresh.asks_to_the_letter(old));
    }
    back < NEARLY_SAME
        && match ours.other_subject(theirs) {
            Some(Subject::Number) => true,
            Some(Subject::Words) => back < SAME_ANSWER || has_another_answer(fresh, old),
            None => false,
        }
}

/// Whether the answers are of the same words but those that tell something.
fn has_another_answer(fresh: &Side<'_>, old: &Side<'_>) -> bool {
    let backs = fresh.texts().back.as_ref().zip(old.texts().back.as_ref());
    backs.is_some_and(|(ours, theirs)| ours.other_subject(theirs).is_some())
}

/// Backs of rows and terms that say enough, and that answer one question alone, before and after.
struct TellingBacks<'s, 'a> {
    before: HashMap<&'a str, Answers<'s, 'a>>,
    after: HashMap<u64, Answers<'s, 'a>>,
}

/// What a back answers.
#[derive(Clone, Copy)]
enum Answers<'s, 'a> {
    /// What this card asks, and perhaps others: a question may stand in a table and below it once more.
    One(&'s Side<'a>),
    Several,
}

impl<'s, 'a> Answers<'s, 'a> {
    fn go_on(&mut self, side: &Side<'_>) {
        if let Answers::One(first) = self
            && first.prompt() != side.prompt()
        {
            *self = Answers::Several;
        }
    }
}

impl<'s, 'a> TellingBacks<'s, 'a> {
    fn new(search: &Search<'s, 'a>) -> TellingBacks<'s, 'a> {
        let mut before: HashMap<&str, Answers<'_, '_>> =
            HashMap::with_capacity_and_hasher(search.old.len(), Default::default());
        for side in search.old {
            if let Some(back) = side.kept_back() {
                let answers = before.entry(back);
                answers
                    .and_modify(|answers| answers.go_on(side))
                    .or_insert(Answers::One(side));
            }
        }
        let mut after: HashMap<u64, Answers<'_, '_>> = HashMap::default();
        let left = search.pairs.free_fresh().into_iter();
        for side in left.filter_map(|at| search.fresh.get(at)) {
            if let Some(back) = &side.texts().back {
                let answers = after.entry(back.key());
                answers
                    .and_modify(|answers| answers.go_on(side))
                    .or_insert(Answers::One(side));
            }
        }
        TellingBacks { before, after }
    }

    fn is_telling(&self, fresh: &Side<'_>, old: &Side<'_>) -> bool {
        let Some(back) = &fresh.texts().back else {
            return false;
        };
        let kept = old.kept_back().and_then(|back| self.before.get(back));
        let is_one = |answers: Option<&Answers<'_, '_>>| matches!(answers, Some(Answers::One(_)));
        fresh.kind == old.kind
            && matches!(fresh.kind, Kind::TableRow | Kind::Definition)
            && !is_short(back)
            && is_one(self.after.get(&back.key()))
            && is_one(kept)
    }
}
