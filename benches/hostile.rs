//! Input meant to hurt, through the whole pipeline, at one, two and four times its size: time has to grow as size does.
//! Pages go to the extractor as they are; containers are files that a source opens, as the program does.
//!
//! `cargo bench --bench hostile`, or `-- WORDS` for the cases whose name has those words. A doubling that takes more than
//! [`LINEAR`] times as long is marked. The best of some runs counts.

#![allow(clippy::print_stdout, reason = "a table is what it is for")]

mod containers;

use std::hint::black_box;
use std::time::{Duration, Instant};

use copydesk::source::{self, Handed, Settings};
use copydesk::write::{Style, render};
use copydesk::{Extractor, Input};
use tempfile::NamedTempFile;

/// What doubling the size may cost and still be linear: twice, with caches that no longer hold it all.
const LINEAR: f64 = 2.6;

/// Seconds a byte that memory may cost on top: beyond some 32 MB a page outgrows the caches and its copies what the
/// allocator keeps. It shows where a case takes next to no time else, and does not grow further.
const MEMORY: f64 = 2e-9;

/// A case is run again until it was run so often, or took so long.
const RUNS: usize = 20;
const ENOUGH: Duration = Duration::from_secs(4);

const MB: usize = 1_000_000;

/// A case by name, with its bytes at so many times its size.
type Case = (String, Box<dyn Fn(usize) -> Vec<u8>>);

/// A case at one of its sizes.
enum Ready {
    Page(Input),
    File(NamedTempFile, usize),
}

fn main() {
    let words: Vec<String> = std::env::args().skip(1).filter(|argument| !argument.starts_with('-')).collect();
    let wanted = words.join(" ");
    println!("{:<40}{:>10}{:>10}{:>10}{:>8}{:>8}  warnings", "", "1x ms", "2x ms", "4x ms", "2x/1x", "4x/2x");
    let pages = cases().into_iter().map(|case| (case, false));
    let files = containers::cases().into_iter().map(|case| (case, true));
    for ((name, make), in_file) in pages.chain(files).filter(|((name, _), _)| name.contains(&wanted)) {
        let inputs = [1, 2, 4].map(|times| if in_file { file(&make(times)) } else { page(make(times)) });
        let sizes = inputs.each_ref().map(Ready::size);
        let (times, warnings) = measure(&inputs);
        let ratios = [times[1] / times[0], times[2] / times[1]];
        let is_more = |index: usize| times[index + 1] > LINEAR * times[index] + MEMORY * sizes[index + 1] as f64;
        let mark = if is_more(0) || is_more(1) { "  NOT LINEAR" } else { "" };
        let [one, two, four] = times.map(|time| time * 1e3);
        let [first, second] = ratios;
        println!("{name:<40}{one:>10.1}{two:>10.1}{four:>10.1}{first:>8.2}{second:>8.2}  {warnings}{mark}");
    }
}

fn page(bytes: Vec<u8>) -> Ready {
    Ready::Page(Input { bytes, ..Input::default() })
}

fn file(bytes: &[u8]) -> Ready {
    let file = NamedTempFile::new().expect("a file can be made");
    std::fs::write(file.path(), bytes).expect("and written");
    Ready::File(file, bytes.len())
}

impl Ready {
    fn size(&self) -> usize {
        match self {
            Ready::Page(input) => input.bytes.len(),
            Ready::File(_, size) => *size,
        }
    }

    /// Does all of the work; the warnings of a page, or how many records and errors a file came to.
    fn run(&self, extractor: &mut Extractor) -> String {
        let file = match self {
            Ready::Page(input) => return extract(extractor, input),
            Ready::File(file, _) => file,
        };
        let (settings, mut counts) = (Settings::default(), [0; 3]);
        for found in source::open(vec![file.path().to_owned()], None, settings.clone()) {
            let came = match found.and_then(|pending| pending.unpack(&settings)) {
                Ok(Handed::Input(input)) => {
                    extract(extractor, &input);
                    0
                }
                Err(_) => 1,
                Ok(Handed::LeftOut(_)) => 2,
            };
            counts[came] += 1;
        }
        format!("records: {}, errors: {}, left out: {}", counts[0], counts[1], counts[2])
    }
}

fn extract(extractor: &mut Extractor, input: &Input) -> String {
    let record = extractor.extract(input);
    black_box(render(&record, Style::default()));
    record.warnings.iter_names().map(|(name, _)| name.to_lowercase() + " ").collect()
}

/// Seconds at each size, and what the largest came to. The sizes take turns, so that a noisy moment falls on all.
fn measure(inputs: &[Ready; 3]) -> ([f64; 3], String) {
    let mut extractor = Extractor::default().with_rules(containers::rules());
    let (mut best, mut warnings, begin) = ([f64::MAX; 3], String::new(), Instant::now());
    for _ in 0..RUNS {
        for (best, input) in best.iter_mut().zip(inputs) {
            let start = Instant::now();
            warnings = input.run(&mut extractor);
            *best = best.min(start.elapsed().as_secs_f64());
        }
        if begin.elapsed() > ENOUGH {
            break;
        }
    }
    (best, warnings)
}

fn cases() -> Vec<Case> {
    [tags(), open(), many(), lines(), chrome(), metadata(), json_ld(), states()].into_iter().flatten().collect()
}

fn case(name: &str, make: impl Fn(usize) -> String + 'static) -> Case {
    (name.to_owned(), Box::new(move |times| make(times).into_bytes()))
}

/// A page of a piece, over and over.
fn repeated(name: &str, piece: &'static str, size: usize) -> Case {
    case(name, move |times| format!("<!doctype html><body>{}", piece.repeat(times * size / piece.len())))
}

/// One after the other, each with its number.
fn numbered(name: &str, count: usize, one: impl Fn(usize) -> String + 'static) -> Case {
    case(name, move |times| format!("<!doctype html><body>{}", (0..times * count).map(&one).collect::<String>()))
}

/// A name that differs from all others in its letters: numbers in names are no part of them.
fn surname(number: usize) -> String {
    let letter = |place: u32| char::from(b'a' + (number / 26_usize.pow(place) % 26) as u8);
    ['S', 'm'].into_iter().chain((0..4).map(letter)).collect()
}

const SENTENCE: &str = "The harbour of Marbury was closed on Monday, the harbour master said. ";

fn tags() -> Vec<Case> {
    let pieces = [
        "<div>",
        "<ul><li>",
        "<a>",
        "<a>x",
        "<table>",
        "<table><tr><td>",
        "<b><p>",
        "<b><p>x",
        "<b><i><u><p>x</b>",
        "<a><div>x",
        "<p><a href=x>y",
        "<select><option>",
        "<form><div></form>",
        "</p>",
        "</br>",
        "<template>",
        "<svg>",
        "<math><mi>x",
        "<h1>x",
        "<section><h2>x</h2><p>y",
        "<article>",
        "<article><p>x",
        "<span>x",
        "<p>x",
        "<br>x",
    ];
    let mut cases: Vec<Case> =
        pieces.into_iter().map(|piece| repeated(&format!("1 MB of {piece}"), piece, MB)).collect();
    cases.push(repeated("1 MB of paragraphs of prose", Box::leak(format!("<p>{SENTENCE}").into_boxed_str()), MB));
    cases.push(case("100 divs, closed, 1 MB of times", |times| {
        let (open, close) = ("<div class=c>".repeat(100), "</div>".repeat(100));
        format!("{open}x{close}").repeat(times * MB / 1900)
    }));
    cases.push(case("500 deep, 1 MB of paragraphs", |times| {
        format!("{}{}", "<div class=story>".repeat(500), "<p>x y z".repeat(times * MB / 8))
    }));
    cases
}

fn open() -> Vec<Case> {
    let filled = |begin: &'static str| {
        move |times: usize| format!("<!doctype html><body><p>x{begin}{}", "y-z ".repeat(times * 10 * MB / 4))
    };
    vec![
        case("comment open, 10 MB", filled("<!-- ")),
        case("script open, 10 MB", filled("<script>")),
        case("script escaped open, 10 MB", filled("<script><!--<script>")),
        case("attribute open, 10 MB", filled("<a href=\"")),
        case("title open, 10 MB", filled("<title>")),
        case("textarea open, 10 MB", filled("<textarea>")),
        case("CDATA open, 10 MB", filled("<svg><![CDATA[")),
        case("JSON-LD open, 10 MB", filled("<script type=application/ld+json>{\"a\": \"")),
        repeated("only <, 1 MB", "<", MB),
        repeated("only <!--, 1 MB", "<!--", MB),
        repeated("only </script, 1 MB", "<script></script", MB),
    ]
}

fn many() -> Vec<Case> {
    vec![
        case("100 000 attributes", |times| {
            let names: String = (0..times * 100_000).map(|number| format!(" a{number}=b")).collect();
            format!("<body><p{names}>{SENTENCE}")
        }),
        case("100 000 attributes of one name", |times| format!("<body><p{}>x", " class=b".repeat(times * 100_000))),
        case("100 000 words in a class", |times| {
            let words: String = (0..times * 100_000).map(|number| format!("w{number} ")).collect();
            format!("<body><p class=\"{words}\">{SENTENCE}")
        }),
        repeated("500 kB of buttons that are tooltips", "<button role=tooltip></button>", MB / 2),
        repeated("1 MB of noscript", "<noscript><p>The harbour was closed.</noscript>", MB),
        repeated(
            "1 MB of noscript in tables",
            "<table><td><noscript>a</noscript></tr><noscript>b</noscript></table>",
            MB,
        ),
        case("mail header of 1 MB", |times| {
            format!("<pre>From: Ann\nDate: 3 May\nSubject: a\n{}\n{SENTENCE}", "X-Id: 7\n".repeat(times * MB / 8))
        }),
        numbered("100 000 classes", 100_000, |number| format!("<p class=c{number}>x")),
        case("1 000 000 references", |times| format!("<body><p>{}", "&amp;".repeat(times * MB))),
        case("1 000 000 broken references", |times| format!("<body><p>{}", "&nosuch".repeat(times * MB))),
        case("1 000 000 &", |times| format!("<body><p>{}", "&".repeat(times * MB))),
        case("reference of 1 MB", |times| format!("<body><p>&{}", "a".repeat(times * MB))),
        case("NUL, 1 MB", |times| format!("<body><p>{}", "\0a".repeat(times * MB / 2))),
        ("lone surrogates in UTF-16, 2 MB".to_owned(), Box::new(surrogates)),
        ("bytes of no encoding, 1 MB".to_owned(), Box::new(|times| [0xFE, 0x81, b'a', 0xC3].repeat(times * MB / 4))),
        case("10 MB on one line", |times| SENTENCE.repeat(times * 10 * MB / SENTENCE.len())),
        case("10 MB in one paragraph", |times| {
            format!("<body><p>{}", SENTENCE.repeat(times * 10 * MB / SENTENCE.len()))
        }),
        case("one word of 10 MB", |times| "a".repeat(times * 10 * MB)),
        case("one word of 10 MB in a paragraph", |times| format!("<body><p>{}", "a".repeat(times * 10 * MB))),
        case("10 MB of blanks in a paragraph", |times| format!("<body><p>a{}b", " ".repeat(times * 10 * MB))),
    ]
}

fn surrogates(times: usize) -> Vec<u8> {
    let mut bytes = vec![0xFF, 0xFE];
    bytes.extend("<p>x".encode_utf16().flat_map(u16::to_le_bytes));
    bytes.extend([0x00, 0xD8, b'a', 0x00].repeat(times * MB / 2));
    bytes
}

/// What tells that a dump was set together.
const GLUED: &str = "It rained.It snowed.It hailed.It cleared.";

/// What stands beside a text, and is looked for by its words.
fn chrome() -> Vec<Case> {
    vec![
        case("labels of other stories, 200 kB", |times| {
            format!("{SENTENCE}\n\n{}", "Most read\n\nIt rained on Monday.\n\n".repeat(times * MB / 160))
        }),
        case("sentences set large, 200 kB", |times| {
            let large = "<aside><p>They sailed home before the storm came.</p></aside>";
            let text = "<p>They sailed home before the storm came, she said to all who asked her about it.</p>";
            let count = times * MB / 5 / (large.len() + text.len());
            format!("<article><div>{}</div>{}", text.repeat(count), large.repeat(count))
        }),
        case("pictures and who made them, 200 kB", |times| {
            let caption = "The harbour on Monday Photo: Jane Doe/Photo: Jane Doe/AP\n\n";
            format!("{SENTENCE}\n\n{}{SENTENCE}", caption.repeat(times * MB / 5 / caption.len()))
        }),
        case("dashes in a headline, 200 kB", |times| format!("{}\n\n{SENTENCE}", "Home - ".repeat(times * MB / 5 / 7))),
        case("initials and brackets before a text, 200 kB", |times| {
            format!("A {}U.S.-{}\n\n{SENTENCE}", "(A) ".repeat(times * MB / 40), "A.".repeat(times * MB / 20))
        }),
        case("labels of other stories in elements, 200 kB", |times| {
            let nested = "<div><p>Most read<p>It rained on Monday.".repeat(500) + &"</div>".repeat(500);
            format!("<p>{SENTENCE}{}", nested.repeat(times * MB / 5 / nested.len()))
        }),
        case("invitations, 200 kB", |times| {
            let invitation = "Sign up for our newsletter, and read the best of the harbour every week.";
            format!("{SENTENCE}\n\n{}", format!("{invitation}\n\n").repeat(times * MB / 5 / 75))
        }),
    ]
}

fn lines() -> Vec<Case> {
    let plain =
        |name: &str, line: &'static str, size: usize| case(name, move |times| line.repeat(times * size / line.len()));
    vec![
        plain("10 MB of lines of prose", "The harbour was closed on Monday, the harbour master said.\n", 10 * MB),
        plain("10 MB of short lines", "Read more\n", 10 * MB),
        plain("10 MB of paragraphs", "The harbour was closed on Monday, the harbour master said.\n\n", 10 * MB),
        plain("10 MB of empty lines", "\n", 10 * MB),
        plain("10 MB of CR LF", "\r\n", 10 * MB),
        plain("1 MB of datelines", "MARBURY, Ala. (AP) — Feb 26, 2024\n\n", MB),
        case("1 MB of bylines", |times| {
            (0..times * MB / 32).map(|number| format!("By Anna {0} and Bo {0}\n\n", surname(number))).collect()
        }),
        plain("1 MB of end marks", "The ship sank. Enditem\n\nENDS\n\nAbout\n\n", MB),
        plain("1 MB of Markdown's links", "[a](/b)](/b)![", MB),
        plain("1 MB of Markdown's stress", "**a *b_ __c** ", MB),
        plain("1 MB of numbered addresses", "[1]a\n1. http://a.example/\n", MB),
        case("capitals set together, 250 kB", |times| format!("{GLUED}{}", "aBcDeF ".repeat(times * MB / 28))),
        case("a word set together, 250 kB", |times| format!("{GLUED}{}", "Harbour".repeat(times * MB / 28))),
        case("sentences set together, 250 kB", |times| "It rained.\"It snowed.".repeat(times * MB / 80)),
        case("menus on one line, 250 kB", |times| "Home News Sport Tides Jobs 2024 ".repeat(times * MB / 128)),
        case("menu and text on one line, 250 kB", |times| {
            format!("{}{}", "Home News Sport ".repeat(20), SENTENCE.repeat(times * MB / 4 / SENTENCE.len()))
        }),
        case("dates on one line, 250 kB", |times| "Jan 1, 2025 ".repeat(times * MB / 48)),
        case("mail that was answered, 1 MB", |times| {
            format!("From: Ann <a@b.example>\nSubject: {}\nDate: 3 May\n\n{SENTENCE}", "re:".repeat(times * MB / 3))
        }),
        plain("1 MB of frames on one line", "IFRAME: ", MB),
        plain("1 MB of pictures", "[IMG] [a.jpg] ", MB),
        case("datelines on one line, 250 kB", |times| "MARBURY, Ala. (AP) - It rained. ".repeat(times * MB / 128)),
        plain("1 MB of dates", "Published: 12 March 2024, 14:05 GMT\n\n", MB),
        case("dateline of 1 MB", |times| format!("MARBURY{} (AP) — It rained.", ", MARBURY".repeat(times * MB / 9))),
        case("capitals of 1 MB", |times| format!("<p>{}<p>{SENTENCE}", "MARBURY ".repeat(times * MB / 8))),
        case("brackets of 1 MB", |times| format!("<p>MARBURY {}<p>{SENTENCE}", "(AP) (".repeat(times * MB / 6))),
        case("dashes of 1 MB", |times| format!("<p>MARBURY {}<p>{SENTENCE}", "- ".repeat(times * MB / 2))),
        repeated("1 MB of datelines in <p>", "<p>MARBURY (AP) - It rained on Monday.", MB),
    ]
}

fn metadata() -> Vec<Case> {
    vec![
        numbered("1 MB of title metas", MB / 50, |n| {
            format!("<meta property=og:title content=\"Storm {n} closes harbour\">")
        }),
        numbered("1 MB of author metas", MB / 40, |n| format!("<meta name=author content=\"Anna {}\">", surname(n))),
        numbered("1 MB of date metas", MB / 60, |n| format!("<meta name=date content=\"2024-01-02T03:04:05Z{n}\">")),
        numbered("1 MB of tag metas", MB / 50, |n| format!("<meta property=article:tag content=\"tag {n}\">")),
        case("keywords of 1 MB", |times| {
            let words: String = (0..times * MB / 10).map(|number| format!("word {number},")).collect();
            format!("<meta name=keywords content=\"{words}\"><p>{SENTENCE}")
        }),
        case("title of 1 MB", |times| format!("<title>{}</title><p>{SENTENCE}", "Storm - ".repeat(times * MB / 8))),
        case("author of 1 MB", |times| {
            let names: String = (0..times * MB / 13).map(|number| format!("Anna {}, ", surname(number))).collect();
            format!("<meta name=author content=\"{names}\"><p>x")
        }),
        case("byline of 1 MB", |times| {
            let names: String = (0..times * MB / 16).map(|number| format!("Anna {} and ", surname(number))).collect();
            format!("<p class=byline>By {names}<p>{SENTENCE}")
        }),
        numbered("100 000 titles", 100_000, |n| format!("<title>Storm {n}</title>")),
        numbered("1 MB of canonical links and pictures", MB / 70, |_| {
            "<link rel=canonical href=x><meta property=og:image content=x>".to_owned()
        }),
        numbered("100 000 headings", 100_000, |n| format!("<h2>Storm {n}</h2>")),
        numbered("100 000 first headings", 100_000, |n| format!("<h1>Storm {n} closes the harbour</h1>")),
        numbered("100 000 headings and paragraphs", 100_000, |n| format!("<h2>Storm {n}</h2><p>{SENTENCE}")),
        numbered("100 000 authors", 100_000, |n| format!("<a rel=author href=/a/{n}>Anna {}</a> ", surname(n))),
        numbered("100 000 bylines", 100_000, |n| format!("<p class=byline>By Anna {}</p>", surname(n))),
        numbered("100 000 times", 100_000, |n| format!("<time datetime=2024-01-02T03:04:{:02}Z>today</time> ", n % 60)),
        numbered("100 000 links", 100_000, |n| format!("<li><a href=/a/{n}>Storm {n} closes the harbour</a></li>")),
        numbered("100 000 images", 100_000, |n| {
            format!("<figure><img src={n}.jpg><figcaption>Photo {n}</figcaption></figure>")
        }),
        numbered("100 000 canonical links", 100_000, |n| format!("<link rel=canonical href=https://a.example/{n}>")),
    ]
}

fn json_ld() -> Vec<Case> {
    let json = |inner: String| format!("<script type=application/ld+json>{inner}</script><p>{SENTENCE}");
    let object =
        "{\"@type\":\"NewsArticle\",\"headline\":\"A\",\"author\":{\"name\":\"B C\"},\"datePublished\":\"2024-01-02\"}";
    vec![
        case("og:titles of 1 MB, 2 000 JSON-LD articles", move |times| {
            let metas: String = (0..times * MB / 50)
                .map(|number| format!("<meta property=og:title content=\"Storm {number} closes harbour\">"))
                .collect();
            format!("{metas}{}", json(format!("[{}{object}]", format!("{object},").repeat(2_000))))
        }),
        case("100 000 JSON-LD objects", move |times| {
            json(format!("[{}{object}]", format!("{object},").repeat(times * 100_000)))
        }),
        case("100 000 JSON-LD scripts", move |times| json(object.to_owned()).repeat(times * 100_000)),
        case("JSON-LD nested in arrays, 1 MB", move |times| json("[".repeat(times * MB))),
        case("JSON-LD nested in objects, 1 MB", move |times| json("{\"@graph\":".repeat(times * MB / 10))),
        case("JSON-LD, 100 000 authors", move |times| {
            let authors: String =
                (0..times * 100_000).map(|number| format!("{{\"name\":\"Anna {}\"}},", surname(number))).collect();
            json(format!("{{\"@type\":\"NewsArticle\",\"author\":[{authors}{{}}]}}"))
        }),
        case("JSON-LD, 10 000 authors that are one of 10 000 names", move |times| {
            let (names, authors) = ("\"Ann\",".repeat(times * 10_000), "{\"@id\":\"x\"},".repeat(times * 10_000));
            let one = format!("{{\"@id\":\"x\",\"name\":[{names}\"Bo\"]}}");
            json(format!("[{one},{{\"@type\":\"NewsArticle\",\"author\":[{authors}{{}}]}}]"))
        }),
        case("JSON-LD, 10 000 authors that are one of 10 000 fields", move |times| {
            let fields: String = (0..times * 10_000).map(|number| format!("\"f{number}\":1,")).collect();
            let (one, authors) =
                (format!("{{\"@id\":\"x\",{fields}\"a\":1}}"), "{\"@id\":\"x\"},".repeat(times * 10_000));
            json(format!("[{one},{{\"@type\":\"NewsArticle\",\"author\":[{authors}{{}}]}}]"))
        }),
        case("JSON-LD string of 1 MB of escapes", move |times| {
            json(format!("{{\"@type\":\"NewsArticle\",\"articleBody\":\"{}\"}}", "\\u0041".repeat(times * MB / 6)))
        }),
    ]
}

/// Data of scripts, on pages that show nothing else.
fn states() -> Vec<Case> {
    let page = |json: String| format!("<title>Harbour closed</title><p>Loading<script>window.state={json}</script>");
    let text = SENTENCE.repeat(10);
    vec![
        case("state, 500 titles with texts", {
            let text = text.clone();
            move |times| {
                let one = format!("{{\"title\":\"Harbour closed\",\"body\":\"{text}\"}},");
                page(format!("[{}]", one.repeat(times * 500)))
            }
        }),
        case("state, 5 000 keys with prose", move |times| {
            let members: String = (0..times * 5_000).map(|at| format!("\"k{at}\":\"{SENTENCE}\",")).collect();
            page(format!("{{\"title\":\"Harbour closed\",\"story\":[{{{members}}}]}}"))
        }),
        case("state, 7 000 pieces of one paragraph", move |times| {
            let pieces = (0..times * 7_000).map(|at| format!("{{\"t\":\"and ship {at} \"}},")).collect::<String>();
            page(format!("{{\"title\":\"Harbour closed\",\"story\":[[{pieces}{{\"t\":\"{text}\"}}]]}}"))
        }),
        case("state, JSON in strings of JSON", move |times| {
            let one = format!("{{\\\"title\\\":\\\"Harbour closed\\\",\\\"body\\\":\\\"{}\\\"}}", SENTENCE.repeat(10));
            page(format!("[{}]", format!("\"{one}\",").repeat(times * 500)))
        }),
        case("state nested in lists, 400 kB", move |times| {
            page(format!("[\"Harbour closed\",{}", "[".repeat(times * 400_000)))
        }),
        case("state of 400 kB of names", move |times| {
            page(format!("{{\"title\":\"Harbour closed\",{}", "a b ".repeat(times * 100_000)))
        }),
    ]
}
