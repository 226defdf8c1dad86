//! Headlines that a page's address spells out, as content systems make addresses: `/2024/05/ferries-back-after-the-storm-4711`.

/// Words from which an address spells a headline rather than a topic.
const LEAST: usize = 5;

/// Share of the words that both have, at least: systems leave small words out and set numbers behind.
const SHARED: f32 = 0.85;

/// Whether the address spells this key, word for word.
pub(super) fn spells(address: &str, key: &str) -> bool {
    let path = address.split(['?', '#']).next().unwrap_or_default().to_ascii_lowercase();
    let segments = path.split('/').skip(3).map(|segment| segment.rsplit_once('.').map_or(segment, |(name, _)| name));
    let words = |segment: &str| segment.split(['-', '_', '+', ',']).filter(|word| !word.is_empty()).count();
    let Some(longest) = segments.max_by_key(|segment| words(segment)).filter(|segment| words(segment) >= LEAST) else {
        return false;
    };
    let spelled: Vec<&str> = longest.split(['-', '_', '+', ',']).filter(|word| !word.is_empty()).collect();
    let (mut common, mut other, mut transcribed) = (0, 0, 0);
    for word in key.split(' ') {
        match word {
            _ if spelled.contains(&word) => common += 1,
            // `für` is written `fuer`, `fur` or `f-r`: nothing can be said of it.
            _ if !word.is_ascii() => transcribed += 1,
            _ => other += 1,
        }
    }
    let rest = spelled.len().saturating_sub(transcribed).max(common);
    common >= LEAST && 2.0 * common as f32 >= SHARED * (common + other + rest) as f32
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_spell_headlines() {
        let rows = [
            (
                "https://news.example/2024/05/ferries-are-back-after-the-storm-4711",
                "ferries are back after the storm",
                true,
            ),
            (
                "https://news.example/a/faehren-fahren-nach-dem-sturm-wieder,x1.html",
                "fähren fahren nach dem sturm wieder",
                true,
            ),
            (
                "https://news.example/ferries-are-back-after-the-storm?utm=1-2-3",
                "harbour still closed after the storm",
                false,
            ),
            ("https://news.example/storm-in-marbury", "storm in marbury", false),
            ("https://news.example/", "ferries are back after the storm", false),
            ("ferries-are-back-after-the-storm", "ferries are back after the storm", false),
        ];
        for (address, key, spelled) in rows {
            assert_eq!(spells(address, key), spelled, "{address}");
        }
    }
}
