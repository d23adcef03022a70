//! The columns of a table that is an answer key.

use crate::document::{Span, cells, inline};

use super::super::page::Page;

/// Where the answer and the explanation stand.
pub(super) struct Columns {
    pub(super) answer: usize,
    pub(super) explanation: Option<usize>,
}

/// Where answer and explanation stand, if the first header names question numbers.
pub(super) fn key_columns(page: &Page<'_>, header: Span) -> Option<Columns> {
    let names: Vec<String> = cells(page.source, header, None)
        .into_iter()
        .map(|cell| inline::name(cell.text(page.source)).to_lowercase())
        .collect();
    let first = names.first()?.trim_end_matches('.');
    if !matches!(
        first,
        "q" | "#"
            | "no"
            | "question"
            | "questions"
            | "question #"
            | "nr"
            | "number"
            | "q#"
            | "q no"
            | ""
            | "문제"
            | "번호"
            | "题号"
            | "題號"
            | "問題"
            | "номер"
            | "вопрос"
            | "pregunta"
            | "pergunta"
            | "frage"
            | "câu"
            | "questão"
            | "item"
            | "nº"
            | "n°"
            | "n.º"
            | "numéro"
            | "número"
            | "№"
            | "aufgabe"
            | "题目"
    ) {
        return None;
    }
    // A table of whole questions is no key.
    if names.iter().skip(1).any(|name| name == "question") {
        return None;
    }
    let column = |words: &[&str]| {
        names
            .iter()
            .skip(1)
            .position(|name| words.iter().any(|word| name.starts_with(word)))
            .map(|at| at.saturating_add(1))
    };
    let answer = column(&[
        "answer",
        "correct",
        "key",
        "solution",
        "ans",
        "정답",
        "답",
        "答案",
        "正解",
        "解答",
        "ответ",
        "respuesta",
        "resposta",
        "antwort",
        "lösung",
        "đáp án",
        "réponse",
    ])?;
    Some(Columns {
        answer,
        explanation: column(&[
            "explanation",
            "reason",
            "why",
            "rationale",
            "해설",
            "解析",
            "解説",
            "explica",
            "erklärung",
        ]),
    })
}
