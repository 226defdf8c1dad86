//! Pages to measure on: invented, the same on every machine, and of the shape of news pages of today.
//!
//! The shape is that of some two thousand real pages: a quarter of a megabyte, of which a third is script, a tenth each
//! style, text and drawings, the rest tags and their attributes; some thousand elements, most of them `div`, `a`, `span`
//! and `li`. Four layouts in turn, in six languages.

mod parts;
mod voices;
mod words;

use parts::Writer;
use voices::VOICES;

/// A page's name and its bytes.
pub(crate) type Page = (String, Vec<u8>);

/// How a site is built: what its parts are called, and what stands around them.
pub(crate) struct Layout {
    /// Its name, for files.
    pub(crate) name: &'static str,
    /// Element and class of the article, of its text, of a paragraph, of what stands beside, of a teaser, of a comment.
    pub(crate) article: [&'static str; 2],
    /// The text.
    pub(crate) body: [&'static str; 2],
    /// A paragraph's class.
    pub(crate) paragraph: &'static str,
    /// What stands beside.
    pub(crate) aside: [&'static str; 2],
    /// A teaser.
    pub(crate) teaser: [&'static str; 2],
    /// A comment.
    pub(crate) comment: [&'static str; 2],
    /// `div`s around the whole.
    pub(crate) depth: usize,
    /// Bytes of scripts, of styles.
    pub(crate) script: usize,
    /// Bytes of styles.
    pub(crate) style: usize,
    /// Teasers around the article.
    pub(crate) teasers: usize,
}

const LAYOUTS: [Layout; 4] = [
    Layout {
        name: "semantic",
        article: ["article", "c-article c-article--standard"],
        body: ["div", "c-article__body o-rich-text"],
        paragraph: "c-article__paragraph",
        aside: ["aside", "l-sidebar l-sidebar--right"],
        teaser: ["article", "c-teaser c-teaser--small js-track"],
        comment: ["li", "c-comment c-comment--nested"],
        depth: 3,
        script: 90_000,
        style: 24_000,
        teasers: 60,
    },
    Layout {
        name: "blog",
        article: ["div", "post type-post status-publish format-standard hentry"],
        body: ["div", "entry-content clearfix"],
        paragraph: "",
        aside: ["div", "widget-area sidebar secondary"],
        teaser: ["li", "recent-post-item td_module_6 td-animation-stack"],
        comment: ["li", "comment even thread-even depth-1"],
        depth: 6,
        script: 50_000,
        style: 16_000,
        teasers: 40,
    },
    Layout {
        name: "utility",
        article: ["div", "css-1x2y3z mx-auto max-w-screen-md px-4 lg:px-0"],
        body: ["section", "css-9k8j7h flex flex-col gap-6 text-lg leading-8 text-gray-900 dark:text-gray-100"],
        paragraph: "css-at9mc1 evys1bk0 mb-4",
        aside: ["div", "css-1q2w3e hidden lg:block w-80 shrink-0"],
        teaser: ["div", "css-4r5t6y group relative flex items-start space-x-3 border-b py-4"],
        comment: ["div", "css-7u8i9o rounded bg-gray-50 p-4 text-sm"],
        depth: 14,
        script: 130_000,
        style: 8_000,
        teasers: 50,
    },
    Layout {
        name: "tables",
        article: ["table", "main"],
        body: ["td", "storytext"],
        paragraph: "",
        aside: ["table", "rightcol"],
        teaser: ["td", "headline"],
        comment: ["td", "reader"],
        depth: 2,
        script: 40_000,
        style: 6_000,
        teasers: 60,
    },
];

/// So many pages, a layout and a language after the other.
pub(crate) fn html(count: usize) -> Vec<Page> {
    (0..count)
        .map(|number| {
            let (layout, voice) = (&LAYOUTS[number % LAYOUTS.len()], &VOICES[number % VOICES.len()]);
            let mut writer = Writer::new(number as u64, voice);
            writer.page(layout);
            (format!("{number:03}-{}-{}.html", layout.name, voice.lang), writer.out.into_bytes())
        })
        .collect()
}

/// So many pages as a renderer of plain text leaves them.
pub(crate) fn text(count: usize) -> Vec<Page> {
    (0..count)
        .map(|number| {
            let voice = &VOICES[number % VOICES.len()];
            let mut writer = Writer::new(1000 + number as u64, voice);
            writer.dump(number % 2 == 0);
            (format!("{number:03}-dump-{}.txt", voice.lang), writer.out.into_bytes())
        })
        .collect()
}
