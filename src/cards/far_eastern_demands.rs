//! Demands in Chinese, Japanese and Korean: no space parts their words, or their verb ends the sentence, so that
//! only how a line begins or ends tells them.

/// The most characters of a line that demands.
const LONGEST: usize = 40;

/// Whether a line demands an answer: `说说…`, `…的区别`.
pub(super) fn demands_far_east(text: &str) -> bool {
    const BEGINNINGS: [&str; 15] = [
        "说说",
        "说一下",
        "讲讲",
        "讲一下",
        "谈谈",
        "描述",
        "解释",
        "简述",
        "介绍",
        "列举",
        "为什么",
        "如何",
        "怎么",
        "什么是",
        "简单介绍",
    ];
    // Alone they begin statements, too.
    const ASKED_FOR: [&str; 7] = ["说明", "写出", "举例", "比较", "分析", "指出", "计算"];
    const ENDS: [&str; 4] = ["的区别", "的差别", "有哪些", "是什么"];
    if !is_far_eastern(text) {
        return false;
    }
    let bare = text.trim_end_matches(|c: char| !c.is_alphanumeric());
    let begins = |text: &str, words: &[&str]| words.iter().any(|word| text.starts_with(word));
    let is_asked_for = || {
        let behind = text.strip_prefix('请');
        behind.is_some_and(|behind| begins(behind, &BEGINNINGS) || begins(behind, &ASKED_FOR))
    };
    let is_short = text.chars().count() <= LONGEST;
    is_short
        && (is_asked_for()
            || ends_in_demand(bare)
            || (!text.ends_with(['：', ':', '。'])
                && (begins(text, &BEGINNINGS) || ENDS.iter().any(|word| bare.ends_with(word)))))
}

/// `…を説明せよ。`, `…을 쓰시오.`: verbs at the end of a sentence that nothing else ends in.
fn ends_in_demand(bare: &str) -> bool {
    const VERBS: [&str; 9] = [
        "せよ",
        "答えよ",
        "述べよ",
        "書け",
        "書きなさい",
        "答えなさい",
        "しなさい",
        "쓰시오",
        "하시오",
    ];
    VERBS.iter().any(|verb| bare.ends_with(verb))
}

/// Whether the beginning of a text is written in a script of the far east. Most texts are not.
fn is_far_eastern(text: &str) -> bool {
    let is_sign =
        |c: char| ('\u{3040}'..='\u{9fff}').contains(&c) || ('\u{ac00}'..='\u{d7a3}').contains(&c);
    !text.is_ascii() && text.chars().take(LONGEST).any(is_sign)
}

#[cfg(test)]
mod tests {
    use super::demands_far_east;

    #[test]
    fn demands_are_told_from_statements() {
        for text in [
            "说说运河的历史",
            "运河和河流的区别",
            "为什么要建船闸",
            "请说明运河。",
            "運河を説明せよ。",
            "배를 쓰시오.",
        ] {
            assert!(demands_far_east(text), "{text}");
        }
        for text in [
            "运河是人工的河流",
            "请注意安全。",
            "说说看：",
            "Describe a canal",
        ] {
            assert!(!demands_far_east(text), "{text}");
        }
    }
}
