//! Demands in Chinese: no space parts their words, so that only how a line begins or ends tells them.

/// The most characters of a line that demands.
const LONGEST: usize = 40;

/// Whether a line demands an answer: `说说…`, `…的区别`.
pub(super) fn demands_in_chinese(text: &str) -> bool {
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
    const ENDS: [&str; 4] = ["的区别", "的差别", "有哪些", "是什么"];
    // Most texts are in another script.
    let is_chinese = |c: char| ('\u{4e00}'..='\u{9fff}').contains(&c);
    if text.is_ascii() || !text.chars().take(LONGEST).any(is_chinese) {
        return false;
    }
    let bare = text.trim_end_matches(|c: char| !c.is_alphanumeric());
    text.chars().count() <= LONGEST
        && !text.ends_with(['：', ':', '。'])
        && (BEGINNINGS.iter().any(|word| text.starts_with(word))
            || ENDS.iter().any(|word| bare.ends_with(word)))
}

#[cfg(test)]
mod tests {
    use super::demands_in_chinese;

    #[test]
    fn demands_are_told_from_statements() {
        for text in ["说说运河的历史", "运河和河流的区别", "为什么要建船闸"] {
            assert!(demands_in_chinese(text), "{text}");
        }
        for text in ["运河是人工的河流", "说说看：", "Describe a canal"] {
            assert!(!demands_in_chinese(text), "{text}");
        }
    }
}
