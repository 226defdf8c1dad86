//! A script's values in the order in which they stand, with the prose in each.

use std::borrow::Cow;
use std::slice;

use crate::letters;
use crate::read::chars;
use crate::read::json::Value;

/// A list, an object or a text.
#[derive(Debug)]
pub(super) struct Node<'v> {
    /// The value that it is in; a root is in itself.
    parent: usize,
    /// The member that it is, or the list that it stands in is.
    pub(super) key: &'v str,
    /// What it says, if it is a text.
    pub(super) text: Option<&'v str>,
    pub(super) is_list: bool,
    /// Bytes of prose in it, once measured.
    prose: usize,
    /// The first that is not in it.
    end: usize,
}

/// All values of a script. Numbers and words are texts.
#[derive(Debug)]
pub(super) struct Outline<'v> {
    nodes: Vec<Node<'v>>,
}

/// Part of an object's prose from which it is where the article is: beside it may stand its summary, captions, comments.
const MOST_OF_OBJECT: f32 = 1.0 / 3.0;

/// The same of a list: its items are paragraphs, of which none has so much.
const MOST_OF_LIST: f32 = 0.9;

/// What is left of a list, with the key that it stands under, or of an object.
enum Rest<'v> {
    Items(slice::Iter<'v, Value<'v>>, &'v str),
    Members(slice::Iter<'v, (Cow<'v, str>, Value<'v>)>),
}

impl<'v> Rest<'v> {
    /// All of a value of this key, if there is anything in it.
    fn of(value: &'v Value<'v>, key: &'v str) -> Option<Rest<'v>> {
        match value {
            Value::Text(_) => None,
            Value::List(items) => Some(Rest::Items(items.iter(), key)),
            Value::Object(members) => Some(Rest::Members(members.iter())),
        }
    }

    fn next(&mut self) -> Option<(&'v Value<'v>, &'v str)> {
        match self {
            Rest::Items(items, key) => items.next().map(|item| (item, *key)),
            Rest::Members(members) => members.next().map(|(key, value)| (value, &**key)),
        }
    }
}

impl<'v> Outline<'v> {
    pub(super) fn of(roots: &'v [Value<'v>]) -> Outline<'v> {
        let mut outline = Outline { nodes: Vec::new() };
        roots.iter().for_each(|root| outline.add(root));
        outline
    }

    /// Adds a root and all that is in it.
    fn add(&mut self, root: &'v Value<'v>) {
        let at = self.open(root, "", None);
        let mut open: Vec<_> = Rest::of(root, "").map(|rest| (at, rest)).into_iter().collect();
        while let Some((at, rest)) = open.last_mut() {
            let at = *at;
            if let Some((value, key)) = rest.next() {
                let child = self.open(value, key, Some(at));
                open.extend(Rest::of(value, key).map(|rest| (child, rest)));
            } else {
                self.nodes[at].end = self.nodes.len();
                open.pop();
            }
        }
    }

    fn open(&mut self, value: &'v Value<'v>, key: &'v str, parent: Option<usize>) -> usize {
        let at = self.nodes.len();
        let text = if let Value::Text(text) = value { Some(&**text) } else { None };
        let is_list = matches!(value, Value::List(_));
        self.nodes.push(Node { parent: parent.unwrap_or(at), key, text, is_list, prose: 0, end: at + 1 });
        at
    }

    /// Measures the prose in each value: most scripts have none of the titles, and need not be.
    pub(super) fn measure(&mut self) {
        for at in (0..self.nodes.len()).rev() {
            let Node { parent, text, .. } = self.nodes[at];
            self.nodes[at].prose += text.map_or(0, prose);
            if parent != at {
                self.nodes[parent].prose += self.nodes[at].prose;
            }
        }
    }

    /// All texts.
    pub(super) fn texts(&self) -> impl Iterator<Item = &'v str> + '_ {
        self.nodes.iter().filter_map(|node| node.text)
    }

    /// Where texts stand that are so.
    pub(super) fn places(&self, is: impl Fn(&str) -> bool) -> impl Iterator<Item = usize> {
        (0..self.nodes.len()).filter(move |&at| self.nodes[at].text.is_some_and(&is))
    }

    /// Bytes of prose in a value.
    pub(super) fn prose(&self, at: usize) -> usize {
        self.nodes[at].prose
    }

    /// What a value is in, the innermost first.
    pub(super) fn around(&self, at: usize) -> impl Iterator<Item = usize> {
        let parent = |&at: &usize| Some(self.nodes[at].parent).filter(|&parent| parent != at);
        std::iter::successors(parent(&at), parent)
    }

    /// The values in one, in order.
    pub(super) fn children(&self, at: usize) -> impl Iterator<Item = usize> {
        let end = self.nodes[at].end;
        let next = move |&child: &usize| Some(self.nodes[child].end).filter(|&next| next < end);
        std::iter::successors(Some(at + 1).filter(|&first| first < end), next)
    }

    /// A value by itself.
    pub(super) fn node(&self, at: usize) -> &Node<'v> {
        &self.nodes[at]
    }

    /// All values in one, in order, and itself.
    pub(super) fn inside(&self, at: usize) -> &[Node<'v>] {
        &self.nodes[at..self.nodes[at].end]
    }

    /// Where most of a value's prose is, and how far down: the way ends at a text, or at a value of which several parts
    /// have some.
    pub(super) fn densest(&self, mut at: usize) -> (usize, usize) {
        let mut down = 0;
        // What stands in one text is one text.
        let weight = |&child: &usize| self.nodes[child].prose * if self.nodes[child].text.is_some() { 2 } else { 1 };
        while let Some(child) = self.children(at).max_by_key(weight) {
            let most = if self.nodes[at].is_list { MOST_OF_LIST } else { MOST_OF_OBJECT };
            if (self.nodes[child].prose as f32) < most * self.nodes[at].prose as f32 {
                break;
            }
            (at, down) = (child, down + 1);
        }
        (down, at)
    }
}

impl Node<'_> {
    /// Bytes of prose in it.
    pub(super) fn prose(&self) -> usize {
        self.prose
    }
}

/// Bytes of the shortest text that is prose.
const LEAST: usize = 40;

/// Bytes of prose in a text, which may be markup; none where it is code, an address or a list of words.
pub(super) fn prose(text: &str) -> usize {
    if text.len() < LEAST {
        return 0;
    }
    let mut seen = Seen::default();
    let mut rest = text;
    while let Some(c) = rest.chars().next() {
        if is_tag(rest) {
            rest = &rest[behind_tag(rest)..];
        } else {
            rest = &rest[c.len_utf8()..];
            seen.add(c, rest);
        }
    }
    if seen.is_prose() { seen.bytes } else { 0 }
}

/// What stands in a text beside tags.
#[derive(Debug, Default)]
struct Seen {
    bytes: usize,
    spaces: usize,
    /// Characters of code.
    signs: usize,
    /// Characters of scripts that have no spaces.
    wide: usize,
    /// Ends of sentences.
    stops: usize,
}

impl Seen {
    fn add(&mut self, c: char, rest: &str) {
        self.bytes += c.len_utf8();
        match c {
            '{' | '}' | '=' | '_' | '|' | '\\' | '<' | '>' => self.signs += 1,
            // In addresses and numbers a stop stands before a letter.
            '.' | '!' | '?' => self.stops += usize::from(!rest.starts_with(letters::is_alphanumeric)),
            _ if c.is_whitespace() => self.spaces += 1,
            _ if c.is_ascii() => {}
            _ => {
                self.wide += usize::from(chars::is_spaceless(c) || chars::is_run_together(c));
                self.stops += usize::from(letters::is_stop(c));
            }
        }
    }

    /// By eye, of the strings of a hundred pages: a word of twenty letters and a sign of code every fifty characters are the
    /// edges of prose.
    fn is_prose(&self) -> bool {
        let has_words = self.spaces * 20 > self.bytes || self.wide * 6 > self.bytes;
        self.bytes >= LEAST
            && has_words
            && self.signs * 50 <= self.bytes
            && (self.stops > 0 || self.wide * 6 > self.bytes)
    }
}

/// Whether a tag stands at the beginning of a text.
fn is_tag(text: &str) -> bool {
    let mut bytes = text.bytes();
    bytes.next() == Some(b'<')
        && bytes.next().is_some_and(|next| next.is_ascii_alphabetic() || matches!(next, b'/' | b'!'))
}

/// Bytes up to the end of the tag at the beginning of a text.
fn behind_tag(text: &str) -> usize {
    memchr::memchr(b'>', text.as_bytes()).map_or(text.len(), |end| end + 1)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::read::json;

    #[test]
    fn prose_is_told_from_code_addresses_and_words() {
        let sentence = "The harbour of Marbury opened again on Monday, said the council.";
        let rows = [
            (sentence.to_owned(), sentence.len()),
            (format!("<p class=\"a=b_c{{}}\">{sentence}</p>"), sentence.len()),
            ("Opens again.".to_owned(), 0),
            ("Harbours and ferries and bridges and boats and barges".to_owned(), 0),
            ("https://news.example/harbour/opens/again/on/monday/index.html?a=b.".to_owned(), 0),
            ("function open() { return window.harbour === null ? {} : harbour_of(a); }.".to_owned(), 0),
            ("港は月曜日に再び開いた、と評議会は述べた。船は十隻が待っていた。".to_owned(), 96),
        ];
        for (text, expected) in rows {
            assert_eq!(prose(&text), expected, "{text}");
        }
    }

    #[test]
    fn the_way_down_ends_where_several_parts_have_prose() {
        let told = |at: usize| format!("Gauge {at} on the Lask stood at {} centimetres on Monday.", at * 37);
        let script = serde_json::json!({
            "menu": ["Home", "News"],
            "story": { "summary": told(0), "body": { "items": [{ "text": told(1) }, { "text": told(2) }, { "text": told(3) }] } },
        });
        let script = script.to_string();
        let roots = json::parse(&script);
        let mut outline = Outline::of(&roots);
        outline.measure();
        let (down, at) = outline.densest(0);
        assert_eq!((down, outline.node(at).key, outline.children(at).count()), (3, "items", 3));
        let title = outline.places(|text| text == "News").next().unwrap();
        assert_eq!(outline.around(title).map(|at| outline.node(at).key).collect::<Vec<_>>(), ["menu", ""]);
    }
}
