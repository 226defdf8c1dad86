//! What holds for every page, on generated ones: tag soup made of what interacts, and input meant to hurt.

use libtest_mimic::{Failed, Trial};
use proptest::prelude::*;
use proptest::test_runner::{Config, TestCaseError, TestRunner};

use super::flat::{Event, our_dump, our_runs, ours, sorted_text, their_dump, their_runs};
use super::tree::{MAX_DEPTH, Page, Part, Tag, Tree};

/// Elements whose rules meet: blocks, items, links and formatting, tables, forms, raw text, foreign content.
const TAGS: &str = "\
    a a a b i em font nobr code p p div div span ul ol li dl dd dt h1 h2 pre blockquote section address button \
    form table table tbody tfoot tr tr td td th caption colgroup col select option optgroup input hr br img \
    svg math mi mtext foreignObject desc title mglyph svg template object marquee applet ruby rt rp rb rtc \
    script style textarea noscript iframe xmp html head body meta link frameset frame noframes x-y details \
    summary image plaintext center";

/// Text and what looks like markup.
const TEXTS: &[&str] = &[
    "x",
    "word ",
    " ",
    "\n",
    " y",
    "\r\n",
    "\r",
    "\0",
    "&amp;",
    "&#32;",
    "&nbsp",
    "&notit;",
    "&#0;",
    "a<b",
    "<",
    "</",
    "</ >",
    "</>",
    "<3",
    "&",
    "\u{C}",
    "é",
    "<!-- c -->",
    "<!-->",
    "<!--->",
    "<!x>",
    "<?y>",
    "<![CDATA[ z ]]>",
    "]]>",
    "-->",
];

/// Attributes, alike and not, for the ark clause and the rules that look at one.
const ATTRIBUTES: &[&str] = &[
    "",
    "",
    "",
    "",
    " class=k",
    " class='k'",
    " CLASS=k",
    " id=1 class=k",
    " class=k id=1",
    " href=/u?a=1&copy=2",
    " type=hidden",
    "/",
    " color=red",
    " class=\"a&amp;b\"",
    " class=a class=b",
    " x=y",
];

pub(crate) fn trials() -> Vec<Trial> {
    vec![
        Trial::test("laws: soup is read as html5ever reads it", soup_agrees),
        Trial::test("laws: noise is read as html5ever reads it", noise_agrees),
        Trial::test("laws: any text gives a well-formed tree", any_text_is_a_tree),
        Trial::test("laws: a used tree reads as a fresh one", reuse_is_fresh),
        Trial::test("laws: a tree that is written reads as itself", written_is_read),
        Trial::test("laws: nothing is deep, large or lost on hostile pages", hostile_pages),
    ]
}

fn piece() -> impl Strategy<Value = String> {
    let tag = || prop::sample::select(TAGS.split(' ').collect::<Vec<_>>());
    prop_oneof![
        6 => (tag(), prop::sample::select(ATTRIBUTES)).prop_map(|(tag, attribute)| format!("<{tag}{attribute}>")),
        4 => tag().prop_map(|tag| format!("</{tag}>")),
        4 => prop::sample::select(TEXTS).prop_map(str::to_owned),
    ]
}

fn soup() -> impl Strategy<Value = String> {
    let doctype = prop_oneof![Just("<!doctype html>"), Just("")];
    (doctype, prop::collection::vec(piece(), 0..40)).prop_map(|(doctype, pieces)| doctype.to_owned() + &pieces.concat())
}

/// Characters that the tokenizer's states turn on, after a beginning that leads into one of them.
fn noise() -> impl Strategy<Value = String> {
    let begin = prop::sample::select(BEGINNINGS.split('|').collect::<Vec<_>>());
    let character = prop::sample::select(NOISE.chars().collect::<Vec<_>>());
    (begin, prop::collection::vec(character, 0..24))
        .prop_map(|(begin, noise)| begin.to_owned() + &noise.iter().collect::<String>())
}

const NOISE: &str = "<<<>>>//!--- ='\"&&;#aAmMpP1xX[]?\0\r\n\u{C}é";

const BEGINNINGS: &str = "|<|</|<p |<p a|<p a=|<p a='|<p a=\"|<!|<!-|<!--|<!-- -|<!doctype|<!doctype html |<!doctype html public '|\
    <script>|<script><!--|<script><!--<script>|<style>|<title>|<svg>|<svg><![CDATA[|<table>|</body>|&|\
    &am|&#|&#x|<p title='&am|<p title=&no|<plaintext>|<frameset>|<a href=x>|<script></script|<title></title|<svg><title>";

fn run(cases: u32, test: impl Fn(String) -> Result<(), TestCaseError>) -> Result<(), Failed> {
    run_on(cases, &soup(), test)
}

fn run_on(
    cases: u32,
    pages: &impl Strategy<Value = String>,
    test: impl Fn(String) -> Result<(), TestCaseError>,
) -> Result<(), Failed> {
    let cases = std::env::var("PROPTEST_CASES").ok().and_then(|cases| cases.parse().ok()).unwrap_or(cases);
    let config = Config { cases, failure_persistence: None, ..Config::default() };
    TestRunner::new(config).run(pages, test).map_err(|error| error.to_string().into())
}

fn soup_agrees() -> Result<(), Failed> {
    run(4000, agrees)
}

fn noise_agrees() -> Result<(), Failed> {
    run_on(4000, &noise(), agrees)
}

/// Its text that is, and so no element is lost around it: links in links and the like, which stray tags of tables can make
/// and no markup without stray tags can, come to stand beside each other.
fn written_is_read() -> Result<(), Failed> {
    run(4000, |html| {
        let (mut tree, mut again) = (Tree::default(), Tree::default());
        let page = tree.parse(&html);
        // No end tag ends it: what was moved behind it cannot be written there.
        if page.nodes.iter().any(|node| node.tag == Tag::Plaintext) {
            return Ok(());
        }
        let written = page.write(|_| Part::Whole);
        let text = |page: &Page| page.nodes.iter().map(|node| page.text_of(node)).collect::<String>();
        let (once, twice) = (text(&page), text(&again.parse(&written)));
        prop_assert!(once == twice, "page {html:?}\nwritten {written:?}\n{once}\nreads as\n{twice}");
        Ok(())
    })
}

fn agrees(html: String) -> Result<(), TestCaseError> {
    let mut tree = Tree::default();
    let page = tree.parse(&html);
    if has_integration_point(&page) {
        // What begins so is text in foreign content and a comment elsewhere, and where that ends they differ: a case of foreign.dat.
        let html = html.replace("<![CDATA[", "");
        let (ours, theirs) = (our_runs(&mut tree, &html), their_runs(&html));
        prop_assert_eq!(sorted_text(&ours), sorted_text(&theirs), "page {:?}", html);
        return Ok(());
    }
    let (ours, theirs) = (our_dump(&page).lines, their_dump(&html).lines);
    prop_assert!(ours == theirs, "page {html:?}\nours\n{ours}\nhtml5ever's\n{theirs}");
    Ok(())
}

/// Whether HTML may stand in foreign content. Such integration points are special elements to the standard but not to
/// html5ever, so end tags and list items may reach out of them; then only the text is compared.
fn has_integration_point(page: &Page) -> bool {
    page.nodes.iter().any(|node| matches!(node.tag, Tag::SvgPoint | Tag::MathText | Tag::MathAnnotation))
}

fn any_text_is_a_tree() -> Result<(), Failed> {
    run(1000, |html| {
        check(&Tree::default().parse(&html)).map_err(|what| TestCaseError::fail(format!("{html:?}: {what}")))
    })
}

fn reuse_is_fresh() -> Result<(), Failed> {
    let tree = std::cell::RefCell::new(Tree::default());
    run(1000, |html| {
        let mut tree = tree.borrow_mut();
        prop_assert_eq!(our_dump(&tree.parse(&html)).lines, our_dump(&Tree::default().parse(&html)).lines);
        Ok(())
    })
}

/// Parents before children, ends nested, spans in the input.
fn check(page: &Page) -> Result<(), String> {
    let whole = |index: usize| format!("node {index} of {}", page.nodes.len());
    for (index, node) in page.nodes.iter().enumerate() {
        let inside = match page.nodes.get(node.parent as usize) {
            Some(parent) => (node.parent as usize) < index && node.end <= parent.end,
            None => index == 0 && node.end as usize == page.nodes.len(),
        };
        let own = node.end as usize > index && page.html.get(node.span.range()).is_some();
        let text = node.tag != Tag::Text || node.end as usize == index + 1 && node.span.start() < node.span.end();
        if !inside || !own || !text {
            return Err(whole(index));
        }
    }
    Ok(())
}

/// Pieces that, repeated, open what is never closed, search what is not there, or move what was built.
const REPEATED: &str = "<div> | <ul><li> | <a> | <table> | <table><td> | <b> | <p>Z | < | </ | &amp; | & | &# | <!-- | <!--> | \
    Z<b><p> | <a><div> | <b><table> | <table>Z | <svg> | <svg><desc> | <math><mi> | </p> | </br> | \
    <template> | <select> | <form><div></form> | <button> | <h1> | <li><div> | <dd><span> | <x-y> | </x-y> | \
    <i></b> | <nobr> | <body> | <frameset> | <script><!--<script> | <title> | </title> | <script></ | \
    <textarea>\n | <td> | \0 | \r | <a><b><i></a> | <ruby><rt> | <div a=b c='d'  | <div = | <![CDATA[ | \
    <option> | <a><table><a> | <b><i><u><p></b>";

/// Half a megabyte each: enough that anything quadratic would not end.
const HOSTILE_SIZE: usize = 500_000;

/// Nodes that a page may have for each of its bytes, at most: `<a>` makes one of three bytes; copies add a few.
const NODES_A_BYTE: usize = 1;

/// Forms and misnested links that are taken off the stack stay in the tree, around what is open in them.
const DEEPEST: usize = 2 * MAX_DEPTH;

fn hostile_pages() -> Result<(), Failed> {
    for piece in REPEATED.split(" | ") {
        hostile_page(piece, &piece.repeat(HOSTILE_SIZE / piece.len()))?;
    }
    let count = HOSTILE_SIZE / 12;
    hostile_page("different b", &(0..count).map(|n| format!("<b id={n}>")).collect::<String>())?;
    hostile_page("different b, paragraphs", &(0..count).map(|n| format!("<p><b id={n}>Z")).collect::<String>())?;
    hostile_page("many attributes", &format!("<div {}>Z", "a=b ".repeat(100_000)))?;
    hostile_page(
        "different attributes",
        &format!("<b {}>Z", (0..count).map(|n| format!("a{n} ")).collect::<String>()),
    )?;
    hostile_page("open comment", &format!("Z<!-- {}", "y-".repeat(HOSTILE_SIZE)))?;
    hostile_page("open attribute", &format!("Z<a href=\"{}", "y".repeat(HOSTILE_SIZE)))?;
    hostile_page("spans in foo", &format!("<foo>{}{}", "<span>".repeat(400), "</foo><foo>".repeat(count)))
}

fn hostile_page(name: &str, html: &str) -> Result<(), Failed> {
    let mut tree = Tree::default();
    let page = tree.parse(html);
    check(&page).map_err(|what| format!("{name}: {what}"))?;
    if page.nodes.len() > 100 + NODES_A_BYTE * html.len() {
        return Err(format!("{name}: {} nodes for {} bytes", page.nodes.len(), html.len()).into());
    }
    let mut dump = Depth::default();
    ours(&page, |event| dump.see(&event));
    if dump.deepest > DEEPEST {
        return Err(format!("{name}: {} deep", dump.deepest).into());
    }
    let text = page.nodes.iter().map(|node| page.text_of(node).matches('Z').count()).sum::<usize>();
    let expected = html.matches('Z').count();
    if text != expected {
        return Err(format!("{name}: {text} letters of {expected}").into());
    }
    Ok(())
}

#[derive(Default)]
struct Depth {
    depth: usize,
    deepest: usize,
}

impl Depth {
    fn see(&mut self, event: &Event) {
        match event {
            Event::Open { .. } => self.depth += 1,
            Event::Close => self.depth -= 1,
            Event::Text(_) => {}
        }
        self.deepest = self.deepest.max(self.depth);
    }
}
