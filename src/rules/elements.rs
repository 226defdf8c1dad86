//! Rules of selectors on a page of HTML.
//!
//! Selectors are scraper's, and match in its tree. It is given our own tree written as markup, with each element's number
//! in an attribute: what is picked is then known in the tree that is read, and scraper sees no page that could cost it
//! more than linear memory (ours bounds how deep elements nest and how often formatting is opened again).

use scraper::Html;

use super::edit::Edit;
use super::fields::Fields;
use super::{Applied, Key, Page, Pick, Rule, Used};
use crate::document::{Document, Warnings};
use crate::read;
use crate::read::tree::{self, MARK, Part, Tag, Tree};

/// Nodes of a page up to which selectors are tried: of 1,924 real pages the longest had 34,446.
const MOST_NODES: usize = 50_000;

/// Elements in one element up to which selectors are tried: those real pages had 1,521 at most. A selector that looks at
/// the siblings of each element takes time in the square of their number, some seconds at both limits.
const MOST_SIBLINGS: u32 = 5_000;

/// Reads a page again as these rules say. `document` holds it as it was read without.
pub(super) fn apply(rules: &[&Rule], page: &Page<'_>, document: &mut Document) -> Applied {
    let mut tree = Tree::default();
    let parsed = tree.parse(page.text);
    if is_too_large(parsed) {
        let used = sayings(rules).map(|(rule, key, _)| used(rule, key, false)).collect();
        return Applied { used, ..Applied::default() };
    }
    let elements = Elements::new(parsed);
    let mut edit = Edit::new(parsed);
    let mut fields = Fields::default();
    let mut applied = Applied::default();
    for (rule, key, picks) in sayings(rules) {
        let matched = match key {
            Key::Only => edit.only(&elements.find(picks), picks),
            Key::Drop => edit.drop(&elements.find(picks)),
            _ => fields.take(key, picks, &elements, document.meta.language.as_deref()),
        };
        applied.used.push(used(rule, key, matched));
    }
    if let Some((node, _)) = fields.dateline.as_ref().filter(|_| !page.keep_dateline) {
        edit.cut_dateline(*node);
    }
    read(page, &edit, document);
    fields.put(&mut document.meta);
    edit.tell(&mut applied);
    applied
}

/// Whether a page is larger than selectors are tried on.
fn is_too_large(page: tree::Page<'_>) -> bool {
    let mut children = vec![0; page.nodes.len()];
    for node in page.nodes.iter().filter(|node| node.tag != Tag::Text) {
        if let Some(count) = children.get_mut(node.parent as usize) {
            *count += 1;
        }
    }
    page.nodes.len() > MOST_NODES || children.into_iter().any(|count: u32| count > MOST_SIBLINGS)
}

/// Each key of each rule. An `only` in a later rule takes the place of one before.
fn sayings<'r>(rules: &'r [&'r Rule]) -> impl Iterator<Item = (&'r Rule, Key, &'r [Pick])> {
    let last = rules.iter().rposition(|rule| rule.selectors.contains_key(&Key::Only));
    rules.iter().enumerate().flat_map(move |(at, rule)| {
        let counts = move |key: Key| key != Key::Only || last == Some(at);
        rule.selectors.iter().filter(move |(key, _)| counts(**key)).map(move |(key, picks)| (*rule, *key, &picks[..]))
    })
}

fn used(rule: &Rule, key: Key, matched: bool) -> Used {
    Used { rule: rule.name.clone(), key, matched }
}

/// Reads what is left. What a page says of itself may stand outside of its text: `only` is about the text alone.
fn read(page: &Page<'_>, edit: &Edit<'_>, document: &mut Document) {
    let cut_off = document.warnings & Warnings::CUT_OFF;
    let carried = document.carried().is_some();
    if let Some(left) = edit.without_dropped() {
        page.read(&left, document);
    }
    if let Some(left) = edit.without_outside() {
        let meta = std::mem::take(&mut document.meta);
        page.read(&left, document);
        document.meta = meta;
        read::drop_carried(document);
    }
    if !carried {
        // The page shows it, outside of what is left.
        read::drop_carried(document);
    }
    document.warnings |= cut_off;
}

/// The elements of a page, to be picked.
pub(super) struct Elements<'p> {
    pub(super) page: tree::Page<'p>,
    html: Html,
}

impl<'p> Elements<'p> {
    fn new(page: tree::Page<'p>) -> Self {
        Elements { page, html: Html::parse_document(&page.write(|_| Part::Marked)) }
    }

    /// The nodes that a selector picks, in page order.
    pub(super) fn pick(&self, pick: &Pick) -> Vec<u32> {
        let node = |element: scraper::ElementRef<'_>| element.attr(MARK)?.parse().ok();
        let picked = self.html.select(&pick.selector).filter_map(node);
        let mut nodes: Vec<u32> = picked.filter(|&node| (node as usize) < self.page.nodes.len()).collect();
        nodes.sort_unstable();
        nodes.dedup();
        nodes
    }

    /// What any of some selectors picks, with the first that does, in page order.
    fn find<'r>(&self, picks: &'r [Pick]) -> Vec<(u32, &'r Pick)> {
        let mut found: Vec<_> =
            picks.iter().flat_map(|pick| self.pick(pick).into_iter().map(move |node| (node, pick))).collect();
        found.sort_by_key(|(node, _)| *node);
        found.dedup_by_key(|(node, _)| *node);
        found
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::input::Format;
    use crate::rules::Rules;

    const STORY: &str = "<title>Head</title><link rel=canonical href=https://a.org/1><body class=page>\
        <h1 class=t>The storm</h1><div class=by>By <b>Ada Lorne</b> and <b>Ben Moss</b></div>\
        <time datetime=2031-02-03T04:05:06Z>Monday</time>\
        <div class=side><div class=text><p>One two three.</p><p class=ad>Buy <a class=ad>four</a>.</p></div></div>\
        <table><tr><td class=cell>Five</td><td>Six</td></tr></table><p id=last><i class=d>VELM (AP)</i> &mdash; Seven.</p>";

    /// What of a page a rule leaves, its metadata, and what was done.
    fn ruled(rule: &str, page: &str) -> (Vec<String>, Document, Applied) {
        let rules = Rules::parse("r.toml", &format!("['a.org']\n{rule}")).unwrap();
        let page = Page { text: page, format: Format::Html, url: Some("https://a.org/1"), keep_dateline: false };
        let mut document = Document::default();
        let applied = rules.read(&page, &mut document);
        (document.blocks.iter().map(|block| document.text(block).to_owned()).collect(), document, applied)
    }

    #[test]
    fn what_is_left() {
        let head = ["The storm", "By Ada Lorne and Ben Moss", "Monday"];
        for (name, rule, body) in [
            (
                "nothing matched",
                "drop = '.none'",
                &["One two three.", "Buy four.", "Five", "Six", "VELM (AP) — Seven."][..],
            ),
            ("an element, and one in it", "drop = '.ad'", &["One two three.", "Five", "Six", "VELM (AP) — Seven."]),
            ("any of a list", "drop = ['td', '#last', 'p']", &[]),
            ("the dateline", "dateline = '.d'", &["One two three.", "Buy four.", "Five", "Six", "Seven."]),
        ] {
            assert_eq!(ruled(rule, STORY).0, [&head[..], body].concat(), "{name}");
        }
        for (name, rule, body) in [
            ("inside", "only = '.text'", &["One two three.", "Buy four."][..]),
            (
                "inside, in page order",
                "only = ['#last', '.text']",
                &["One two three.", "Buy four.", "VELM (AP) — Seven."],
            ),
            ("one in another", "only = ['.text', '.text p']", &["One two three.", "Buy four."]),
            ("a cell", "only = '.cell'", &["Five"]),
            ("without what is dropped", "only = '.text'\ndrop = '.ad'", &["One two three."]),
        ] {
            assert_eq!(ruled(rule, STORY).0, body, "{name}");
        }
        for rule in ["only = '.none'", "only = 'title'", "only = 'body'", "only = 'html'"] {
            assert_eq!(ruled(rule, STORY).0.len(), 8, "{rule}");
        }
    }

    #[test]
    fn what_a_page_carries_as_data_comes_only_where_the_page_does_not_show_it() {
        let told: Vec<String> =
            (0..6).map(|at| format!("Gauge {at} stood at {} centimetres on Monday.", at * 37)).collect();
        let story = told.join(" ");
        let page = |shown: &str| {
            let data = format!(
                "<script type=application/ld+json>{{\"@type\":\"Article\",\"articleBody\":\"{story}\"}}</script>"
            );
            format!("{data}<p class=a>Low water.</p><p class=b>{shown}</p>")
        };
        assert_eq!(ruled("drop = '.none'", &page("Read on.")).0, ["Low water.", "Read on.", &story]);
        assert_eq!(ruled("drop = '.b'", &page("Read on.")).0, ["Low water.", &story]);
        assert_eq!(ruled("drop = '.b'", &page(&story)).0, ["Low water."]);
        assert_eq!(ruled("only = '.a'", &page("Read on.")).0, ["Low water."]);
    }

    #[test]
    fn elements_around_what_is_asked_for_do_not_count() {
        let page = "<div hidden><aside><p class=text>One</p></aside></div>";
        let (_, document, _) = ruled("only = '.text'", page);
        assert!(document.marks(&document.blocks[0]).is_empty());
    }

    #[test]
    fn what_matched_is_told() {
        for (rule, matched) in [
            ("only = '.text'", true),
            ("only = '.none'", false),
            ("only = 'title'", false),
            ("drop = ['.none', '.ad']", true),
            ("drop = '.none'", false),
            ("title = ['.none', 'h1']", true),
            ("title = 'br'", false),
            ("date = 'time'", true),
            ("date = 'h1'", false),
            ("authors = '.by b'", true),
            ("authors = '.none'", false),
            ("dateline = '.d'", true),
            ("dateline = 'br'", false),
        ] {
            let (_, document, applied) = ruled(rule, STORY);
            assert!(applied.used.len() == 1 && applied.used[0].matched == matched, "{rule}: {applied:?}");
            assert_eq!(document.warnings.contains(Warnings::RULE_UNMATCHED), !matched, "{rule}");
        }
    }

    #[test]
    fn fields() {
        let (_, document, _) = ruled("title = '.t'\nauthors = '.by b'\ndate = 'time'\ndateline = '.d'", STORY);
        let meta = document.meta;
        assert_eq!(meta.title.as_deref(), Some("The storm"));
        assert_eq!(meta.authors, ["Ada Lorne", "Ben Moss"]);
        assert_eq!(meta.date_published.as_deref(), Some("2031-02-03T04:05:06Z"));
        assert_eq!(meta.dateline.as_deref(), Some("VELM (AP)"));
        let said = "<meta name=w content='Milo Hask'><meta name=d content=2031-02-03>";
        let (_, document, _) =
            ruled("title = 'title'\nauthors = 'meta[name=w]'\ndate = '[name=d]'", &(said.to_owned() + STORY));
        assert_eq!(document.meta.title.as_deref(), Some("Head"));
        assert_eq!(document.meta.authors, ["Milo Hask"]);
        assert_eq!(document.meta.date_published.as_deref(), Some("2031-02-03T04:05:06Z"), "the time of that day stays");
    }

    #[test]
    fn a_dateline_that_is_to_stay_stays() {
        let rules = Rules::parse("r.toml", "['a.org']\ndateline = '.d'").unwrap();
        let (mut document, url) = (Document::default(), Some("http://a.org"));
        let page = Page { text: STORY, format: Format::Html, url, keep_dateline: true };
        rules.read(&page, &mut document);
        assert_eq!(document.meta.dateline.as_deref(), Some("VELM (AP)"));
        assert!(document.text.contains("VELM (AP) — Seven."), "{}", document.text);
    }

    #[test]
    fn what_the_page_says_of_itself_may_stand_outside_of_its_text() {
        let (blocks, document, _) = ruled("only = '.text'", STORY);
        let (_, without, _) = ruled("drop = '.none'", STORY);
        assert_eq!((blocks.len(), document.meta), (2, without.meta));
    }

    #[test]
    fn what_is_removed_is_told_in_page_order() {
        let (.., applied) = ruled("only = '.text'\ndrop = ['.ad', 'link']", STORY);
        let told: Vec<_> =
            applied.removed.iter().map(|removed| format!("{} {}: {}", removed.key, removed.by, removed.text)).collect();
        let wanted = [
            "drop link: <link rel=canonical href=https://a.org/1>",
            "only .text: The storm",
            "only .text: By Ada Lorne and Ben Moss",
            "only .text: Monday",
            "drop .ad: Buy four.",
            "only .text: Five Six",
            "only .text: VELM (AP) — Seven.",
        ];
        assert_eq!(told, wanted);
    }

    #[test]
    fn nesting_is_no_trouble() {
        let deep =
            ["<div>", "<span><div>", "<p><a class=ad>"].map(|tags| tags.repeat(2_000) + "<p class=ad>One</p>Two");
        for page in deep {
            let (blocks, _, applied) = ruled("drop = '.ad'", &page);
            assert!(!blocks.contains(&"One".to_owned()) && applied.used[0].matched, "{blocks:?}");
        }
    }

    #[test]
    fn pages_that_cost_too_much_are_read_without() {
        let wide = "<hr>".repeat(MOST_SIBLINGS as usize);
        let long = ("<div>".to_owned() + &"<hr>".repeat(1_000) + "</div>").repeat(MOST_NODES / 1_000);
        for page in [wide, long].map(|page| page + "<p class=ad>One") {
            let (blocks, document, applied) = ruled("drop = '.ad'", &page);
            assert_eq!((blocks, applied.used[0].matched), (vec!["One".to_owned()], false));
            assert!(document.warnings.contains(Warnings::RULE_UNMATCHED));
        }
    }
}
