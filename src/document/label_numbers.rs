//! Labels with a number: `Q1.`, `Question 3 of 50`, `Scenario 2`, `第 3 题`, `A3:`. What they begin
//! is read here, the words of other labels in `label_words`.

use super::label::Label;
use super::part_numbers::part_number;
use super::span::bytes_before;

/// What the words of other alphabets begin with.
const LETTERS: [char; 12] = [
    'В', 'в', 'П', 'п', '问', '問', '문', '질', 'س', 'ا', 'प', 'প',
];

/// A label with a number: what it is, the end of its words, the start of the text behind it.
pub(super) fn numbered_label(bare: &str) -> Option<(Label, usize, usize)> {
    if let Some(found) = chinese_label(bare) {
        return Some(found);
    }
    // Every line is asked for its label several times, so nothing is copied here.
    let begins_with = |word: &&str| {
        let begin = bare.as_bytes().get(..word.len());
        begin.is_some_and(|begin| begin.eq_ignore_ascii_case(word.as_bytes()))
    };
    let first = bare.as_bytes().first()?.to_ascii_lowercase();
    let may_begin = matches!(first, b'q' | b's' | b'c' | b'f' | b'p' | b'd' | b'v' | b'h');
    if !(may_begin || bare.starts_with(LETTERS)) {
        return None;
    }
    let word = [
        "question",
        "questão",
        "scenario",
        "hypothetical",
        "hypo",
        "case study",
        "case",
        "quiz",
        "ques",
        "que",
        "q",
        "frage",
        "pregunta",
        "pergunta",
        "domanda",
        "pytanie",
        "soru",
        "soal",
        "vraag",
        "câu hỏi",
        "câu",
        "Вопрос",
        "вопрос",
        "Питання",
        "питання",
        "问题",
        "問題",
        "문제",
        "질문",
        "問",
        "سؤال",
        "السؤال",
        "प्रश्न",
        "প্রশ্ন",
    ]
    .into_iter()
    .find(begins_with)?;
    let rest = bare.get(word.len()..)?;
    let digits_at = word
        .len()
        .saturating_add(bytes_before(rest, rest.trim_start_matches([' ', '#', '.'])));
    let digits = bare.get(digits_at..)?;
    let count = bytes_before(
        digits,
        digits.trim_start_matches(|c: char| c.is_ascii_digit()),
    );
    let tells = matches!(
        word,
        "scenario" | "case study" | "case" | "hypo" | "hypothetical"
    );
    if count == 0 && tells {
        return lettered_scenario(bare, digits_at);
    }
    let number = match part_number(digits) {
        Some((number, _)) => number,
        None => digits.get(..count)?.parse().ok()?,
    };
    let end = digits_at.saturating_add(count);
    // `Question 2.1`, `Question 3 of 50`
    let end = end.saturating_add(more_of_number(bare.get(end..)?));
    let after = bare.get(end..)?;
    // A blank to fill in is none of the signs behind a number.
    let signs = after.find("___").and_then(|blank| after.get(..blank));
    let separator = bytes_before(
        after,
        after.trim_start_matches([' ', '\t', '.', ')', ':', '*', '_', '-', '–', '—']),
    );
    let separator = separator.min(signs.map_or(separator, str::len));
    let separator = separator.saturating_sub(opens_emphasis(after, separator));
    if separator == 0 && !after.is_empty() {
        return None;
    }
    let separator = separator.saturating_add(remark(after.get(separator..)?));
    let label = match tells {
        true => Label::Scenario(Some(number)),
        false => Label::Question(Some(number)),
    };
    Some((label, end, end.saturating_add(separator)))
}

/// `Scenario B: …`, whose letter begins at a place: what parts it from the text must be more than a space.
fn lettered_scenario(bare: &str, at: usize) -> Option<(Label, usize, usize)> {
    let rest = bare.get(at..)?;
    let letter = rest
        .chars()
        .next()
        .filter(|sign| ('A'..='H').contains(sign))?;
    let number = u32::from(letter).checked_sub(u32::from('@'))?;
    let after = rest.get(1..)?;
    let text = after.trim_start_matches([' ', '.', ')', ':', '*', '_', '-', '–', '—']);
    let signs = after.get(..bytes_before(after, text))?;
    let is_parted = signs.contains([':', '.', ')', '–', '—']) || text.is_empty();
    let end = at.saturating_add(1);
    is_parted.then(|| {
        let label = Label::Scenario(Some(number));
        (label, end, end.saturating_add(signs.len()))
    })
}

/// The bytes of the mark at the end of `** *` that opens the emphasis of the text behind it: `**Q1** *(a remark)*`.
fn opens_emphasis(after: &str, separator: usize) -> usize {
    let Some((signs, text)) = after.split_at_checked(separator) else {
        return 0;
    };
    let opens = |mark: char| {
        let before = signs.strip_suffix(mark);
        before.is_some_and(|before| before.ends_with([' ', '\t'])) && text.contains(mark)
    };
    usize::from(opens('*') || opens('_'))
}

/// The bytes of `(essay):** ` behind a number: of which sort a question is, or what it is worth.
fn remark(rest: &str) -> usize {
    /// The most bytes of such a remark.
    const LONGEST: usize = 40;
    let Some(end) = rest.starts_with('(').then(|| rest.find("):")).flatten() else {
        return 0;
    };
    let inner = rest.get(..end).unwrap_or_default();
    if end > LONGEST || inner.contains(['?', ':']) {
        return 0;
    }
    let behind = rest.get(end.saturating_add(2)..).unwrap_or_default();
    bytes_before(rest, behind.trim_start_matches(['*', '_', ' ']))
}

/// `第 3 题`: its number, the end of its words, the start of the text behind it.
fn chinese_label(bare: &str) -> Option<(Label, usize, usize)> {
    let rest = bare.strip_prefix('第')?.trim_start();
    let behind = rest.trim_start_matches(|c: char| c.is_ascii_digit());
    let number = rest.get(..bytes_before(rest, behind))?.parse().ok()?;
    let after = behind.trim_start();
    let after = after.strip_prefix(['题', '題', '问', '問'])?;
    let end = bytes_before(bare, after);
    let text = after.trim_start_matches([' ', '、', '：', ':', '.', '．']);
    let is_parted = text.len() < after.len() || after.is_empty();
    is_parted.then_some((Label::Question(Some(number)), end, bytes_before(bare, text)))
}

/// The bytes of `.1` in `2.1` and of ` of 50` in `3 of 50`.
fn more_of_number(rest: &str) -> usize {
    let digits =
        |text: &str| bytes_before(text, text.trim_start_matches(|c: char| c.is_ascii_digit()));
    // `Question 3(b)`
    let part = rest
        .strip_prefix('(')
        .and_then(|rest| rest.get(1..))
        .and_then(|rest| rest.strip_prefix(')'));
    if part.is_some()
        && rest
            .get(1..2)
            .is_some_and(|letter| letter.bytes().all(|byte| byte.is_ascii_lowercase()))
    {
        return 3;
    }
    let behind = |sign: &str| {
        let count = digits(rest.strip_prefix(sign)?);
        (count > 0).then_some(sign.len().saturating_add(count))
    };
    behind(".")
        .or_else(|| behind(" of "))
        .or_else(|| behind("/"))
        .or_else(|| behind("-"))
        .unwrap_or(0)
}

/// `A3.` or `A3:`, the answer of `Q3`: the end of its words, the start of the text behind it.
pub(super) fn numbered_answer(bare: &str) -> Option<(usize, usize)> {
    let rest = bare.strip_prefix('A')?;
    let digits = bytes_before(rest, rest.trim_start_matches(|c: char| c.is_ascii_digit()));
    let after = rest.get(digits..)?;
    let marks = bytes_before(after, after.trim_start_matches(['.', ':', ')', '*']));
    let spaced = after
        .get(marks..)
        .is_some_and(|rest| rest.is_empty() || rest.starts_with(' '));
    ((1..=3).contains(&digits) && marks > 0 && spaced).then_some((
        digits.saturating_add(1),
        digits.saturating_add(1).saturating_add(marks),
    ))
}
