//! The paragraphs of an article from the texts of a value, which may be pieces of a sentence each.

use std::borrow::Cow;
use std::collections::HashMap;

use foldhash::fast::RandomState;

use super::outline::{Node, Outline, prose};

/// Part of the prose that texts of one key have at least to be the article's.
const LEAST_SHARE: f32 = 0.15;

/// Keys of an object that is another page and not a part of this one.
const ADDRESSES: [&str; 8] = ["url", "href", "link", "slug", "permalink", "canonicalUrl", "canonical_url", "uri"];

/// Part of what is told that is prose, by bytes and by paragraphs: between are subheads and items of lists.
const PROSE: f32 = 0.6;
const PARAGRAPHS: f32 = 1.0 / 3.0;

/// A value's texts as markup; none where it is a list of other pages, or of settings.
pub(super) fn markup(outline: &Outline<'_>, at: usize) -> Option<String> {
    if is_listing(outline, at) || is_flat(outline, at) {
        return None;
    }
    let keys = keys(outline, at);
    let mut paragraphs = Vec::new();
    let mut add = |at: usize| {
        let mut item = Paragraphs::default();
        let pieces = outline.inside(at).iter().filter(|node| keys.contains(&node.key));
        pieces.filter_map(|node| node.text).for_each(|text| item.push(text));
        paragraphs.append(&mut item.done);
    };
    if outline.node(at).text.is_some() {
        add(at);
    } else {
        outline.children(at).for_each(add);
    }
    is_told(&paragraphs).then(|| paragraphs.iter().map(|paragraph| format!("<p>{}</p>", written(paragraph))).collect())
}

/// A text as markup, if it is none yet: what has no end of an element and no line break is not.
fn written(text: &str) -> Cow<'_, str> {
    let is_markup = ["</", "<br"].iter().any(|tag| memchr::memmem::find(text.as_bytes(), tag.as_bytes()).is_some());
    if is_markup || !text.contains('<') { Cow::Borrowed(text) } else { Cow::Owned(text.replace('<', "&lt;")) }
}

/// Whether most of it is prose.
fn is_told(paragraphs: &[String]) -> bool {
    let (mut all, mut told, mut count) = (0, 0, 0);
    for paragraph in paragraphs {
        let prose = prose(paragraph);
        // Of markup the tags are no text.
        (all, told) = (all + if prose > 0 { prose } else { paragraph.len() }, told + prose);
        count += usize::from(prose > 0);
    }
    told as f32 >= PROSE * all as f32 && count as f32 >= PARAGRAPHS * paragraphs.len() as f32
}

/// The keys whose texts have the prose: those of captions, summaries and credits have little of it.
fn keys<'v>(outline: &Outline<'v>, at: usize) -> Vec<&'v str> {
    let mut shares: HashMap<&'v str, usize, RandomState> = HashMap::default();
    for node in outline.inside(at).iter().filter(|node| node.text.is_some()) {
        *shares.entry(node.key).or_default() += node.prose();
    }
    let least = LEAST_SHARE * outline.prose(at) as f32;
    shares.into_iter().filter(|&(_, prose)| prose as f32 >= least).map(|(key, _)| key).collect()
}

/// Whether most items of a list that have prose have addresses of their own.
fn is_listing(outline: &Outline<'_>, at: usize) -> bool {
    let (mut all, mut pages) = (0, 0);
    for child in outline.children(at).filter(|&child| outline.prose(child) > 0) {
        all += 1;
        let is_address =
            |node: &Node<'_>| ADDRESSES.contains(&node.key) && node.text.is_some_and(|text| text.len() > 1);
        pages += usize::from(outline.children(child).any(|member| is_address(outline.node(member))));
    }
    outline.node(at).is_list && pages * 2 > all
}

/// Whether most items of a list that have prose have a text of this key beside it, as teasers have their titles.
pub(super) fn is_of_titles(outline: &Outline<'_>, at: usize, key: &str) -> bool {
    let has = |child: usize, is: &dyn Fn(&Node<'_>) -> bool| {
        outline.inside(child).iter().any(|node| node.text.is_some() && is(node))
    };
    let is_titled =
        |child: usize| has(child, &|node| node.key == key) && has(child, &|node| node.key != key && node.prose() > 0);
    let told = || outline.children(at).filter(|&child| outline.prose(child) > 0);
    told().filter(|&child| is_titled(child)).count() * 2 > told().count()
}

/// Whether a list is of all texts of the page, which others refer to by their numbers: most are no prose.
fn is_flat(outline: &Outline<'_>, at: usize) -> bool {
    let texts = || outline.children(at).map(|child| outline.node(child)).filter(|node| node.text.is_some());
    outline.node(at).is_list && texts().filter(|node| node.prose() > 0).count() * 4 < texts().count()
}

/// Bytes of a paragraph beyond which nobody asks whether it says what comes again.
const LONG: usize = 1 << 14;

/// Paragraphs made of pieces.
#[derive(Debug, Default)]
struct Paragraphs {
    done: Vec<String>,
}

impl Paragraphs {
    /// Adds a piece: to the last one, if it goes on there.
    fn push(&mut self, piece: &str) {
        if piece.trim().is_empty() {
            return;
        }
        // All of a paragraph may stand behind its parts, or before them.
        while piece.len() < LONG && self.done.pop_if(|last| piece.contains(last.trim())).is_some() {}
        match self.done.last_mut() {
            Some(last) if last.len() < LONG && last.contains(piece.trim()) => {}
            Some(last) if goes_on(last, piece) => last.push_str(piece),
            _ => self.done.push(piece.to_owned()),
        }
    }
}

/// Whether a piece goes on where another ends: only within a sentence do pieces begin or end with a space or a mark.
fn goes_on(before: &str, piece: &str) -> bool {
    let opens = |c: char| c.is_whitespace() || matches!(c, '(' | '“' | '„' | '«' | '‘' | '-' | '–' | '—');
    let closes = |c: char| c.is_whitespace() || matches!(c, ',' | '.' | ';' | ':' | '!' | '?' | ')' | '”' | '»' | '’');
    before.ends_with(opens) || piece.starts_with(closes)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::read::json;

    fn told(value: &serde_json::Value) -> Option<String> {
        let script = value.to_string();
        let roots = json::parse(&script);
        let mut outline = Outline::of(&roots);
        outline.measure();
        markup(&outline, 0)
    }

    fn sentence(at: usize) -> String {
        format!("Gauge {at} on the Lask stood at {} centimetres on Monday.", at * 37)
    }

    #[test]
    fn pieces_of_a_sentence_are_one_paragraph_and_parts_of_one_stand_once() {
        let [first, second, third] = [1, 2, 3].map(sentence);
        let pieces = serde_json::json!([
            { "text": first },
            { "content": [{ "text": "The council, which " }, { "href": "/t", "content": [{ "text": "met on Monday" }] }, { "text": ", said no." }] },
            { "text": second, "words": [{ "text": "Gauge 2" }, { "text": "on the Lask" }] },
            { "parts": [{ "text": "Gauge 3" }, { "text": "on the Lask" }], "text": third },
            { "text": "High water <5 metres" },
        ]);
        let expected = format!(
            "<p>{first}</p><p>The council, which met on Monday, said no.</p><p>{second}</p><p>{third}</p><p>High water &lt;5 metres</p>"
        );
        assert_eq!(told(&pieces), Some(expected));
    }

    #[test]
    fn captions_have_keys_of_their_own() {
        let items: Vec<_> =
            (0..9).map(|at| serde_json::json!({ "text": sentence(at), "image": { "alt": "A gauge" } })).collect();
        let mut with = items.clone();
        with.insert(3, serde_json::json!({ "caption": "The gauge at Marbury, seen from the old bridge." }));
        assert_eq!(told(&with.into()), told(&items.into()));
    }

    #[test]
    fn lists_of_pages_settings_and_all_texts_of_a_page_are_no_article() {
        let teasers: Vec<_> =
            (0..9).map(|at| serde_json::json!({ "url": format!("/{at}"), "text": sentence(at) })).collect();
        assert_eq!(told(&teasers.into()), None);
        let settings: Vec<_> = (0..9).map(|at| serde_json::json!([{ "value": "xsmall" }, { "value": "dark" }, { "value": "8px" }, { "value": sentence(at) }])).collect();
        assert_eq!(told(&settings.into()), None);
        let numbered: Vec<_> = (0..60).map(|at| if at % 9 == 0 { sentence(at) } else { at.to_string() }).collect();
        assert_eq!(told(&numbered.into()), None);
    }
}
