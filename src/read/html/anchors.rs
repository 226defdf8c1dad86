//! The signs of links that lead to the heading they stand in.

/// Takes off the sign of the link that leads to a heading itself: `Results #`, `¶ Results`.
pub(super) fn drop(text: &mut String, start: usize) {
    const SIGNS: [char; 5] = ['#', '¶', '§', '🔗', '⚓'];
    let heading = &text[start..];
    if let Some(bare) = heading.strip_suffix(SIGNS).filter(|bare| bare.ends_with(' ')) {
        text.truncate(start + bare.trim_end().len());
    } else if let Some(bare) = heading.strip_prefix(SIGNS).filter(|bare| bare.starts_with(' ')) {
        let end = text.len() - bare.trim_start().len();
        text.replace_range(start..end, "");
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn signs_at_either_end_go_and_those_of_a_word_stay() {
        for (heading, bare) in
            [("Results #", "Results"), ("¶ Results", "Results"), ("§ 5", "5"), ("Why C#", "Why C#"), ("#", "#")]
        {
            let mut text = format!("above\n{heading}");
            drop(&mut text, "above\n".len());
            assert_eq!(text, format!("above\n{bare}"));
        }
    }
}
