//! schema.org in JSON-LD: finds the node that is this article among those of its page, site and neighbours.

use std::borrow::Cow;
use std::cell::LazyCell;
use std::collections::HashMap;
use std::sync::LazyLock;

use foldhash::fast::RandomState;

use crate::read::json::{self, Value};

use super::super::signals::Signals;
use super::claims::{Claims, Field, ORGANISATION, PERSONAL, Source, WEB_SITE};
use super::clean::{clean_address, clean_short};
use super::title;

/// Items of a list that are looked at: what has more is there to fill the memory, for items may refer to other lists.
const MOST_ITEMS: usize = 1_000;

/// The same of authors: more have signed no article.
const MOST_AUTHORS: usize = 200;

/// Names of one author.
const MOST_NAMES: usize = 8;

/// Types of nodes that are articles, the surest first; [`rank`] is the place in this list.
const ARTICLES: [&[&str]; 4] = [
    &[
        "NewsArticle",
        "ReportageNewsArticle",
        "AnalysisNewsArticle",
        "OpinionNewsArticle",
        "BackgroundNewsArticle",
        "ReviewNewsArticle",
        "AskPublicNewsArticle",
        "LiveBlogPosting",
    ],
    &[
        "Article",
        "BlogPosting",
        "Report",
        "TechArticle",
        "ScholarlyArticle",
        "MedicalScholarlyArticle",
        "AdvertiserContentArticle",
        "SatiricalArticle",
        "SocialMediaPosting",
    ],
    &[
        "DiscussionForumPosting",
        "Recipe",
        "HowTo",
        "Review",
        "CreativeWork",
        "PodcastEpisode",
        "VideoObject",
        "MedicalWebPage",
    ],
    &["WebPage", "ItemPage", "AboutPage", "FAQPage", "QAPage", "CollectionPage", "Blog"],
];

/// Each type's place in [`ARTICLES`].
static RANKS: LazyLock<HashMap<&str, usize, RandomState>> = LazyLock::new(|| {
    let ranked = ARTICLES.iter().enumerate();
    ranked.flat_map(|(rank, names)| names.iter().map(move |name| (*name, rank))).collect()
});

/// Places in [`ARTICLES`] from which on a node may be a part of the article, as a video in it.
const ABOUT: usize = 2;

/// Places in [`ARTICLES`] from which on a node is the page around the article.
const PAGE: usize = 3;

/// Nodes that are looked at: more are a catalogue.
const MOST_NODES: usize = 2_000;

/// Bytes of scripts that are read on one page; the largest real ones carry a whole article, some 100 kB.
const MOST_BYTES: usize = 4 << 20;

/// A node with how deep it stands below the top (or the `@graph`).
struct Node<'v, 'a> {
    value: &'v Value<'a>,
    depth: usize,
}

/// All nodes of a page and those that others refer to.
struct Graph<'v, 'a> {
    nodes: Vec<Node<'v, 'a>>,
    by_id: HashMap<&'v str, &'v Value<'a>>,
}

/// Adds what the scripts say of this article, and of the page and site around it.
pub(super) fn claim<'s>(signals: &'s Signals, claims: &mut Claims<'s>) {
    let mut budget = MOST_BYTES;
    let fits = |script: &&String| {
        budget = budget.saturating_sub(script.len());
        budget > 0
    };
    let roots: Vec<Value<'_>> = signals.json_ld.iter().filter(fits).flat_map(|script| json::parse(script)).collect();
    let graph = Graph::of(&roots);
    if let Some(story) = graph.story(signals) {
        graph.article(story, Source::Story, claims);
    }
    for node in graph.nodes.iter().filter(|node| node.depth == 0 && rank(node.value) == Some(PAGE)) {
        graph.article(node.value, Source::Page, claims);
    }
    for (kind, rank) in [("WebSite", WEB_SITE), ("NewsMediaOrganization", ORGANISATION)] {
        for node in graph.nodes.iter().filter(|node| is_a(node.value, kind)) {
            push(claims, Field::Site, (Source::Page, rank), node.value.get("name"));
        }
    }
}

impl<'v, 'a> Graph<'v, 'a> {
    fn of(roots: &'v [Value<'a>]) -> Self {
        let mut graph = Graph { nodes: Vec::new(), by_id: HashMap::new() };
        let mut open: Vec<Node<'v, 'a>> = roots.iter().rev().map(|value| Node { value, depth: 0 }).collect();
        while let Some(Node { value, depth }) = open.pop() {
            match value {
                Value::Text(_) => {}
                Value::List(items) => open.extend(items.iter().rev().map(|value| Node { value, depth })),
                Value::Object(members) if graph.nodes.len() < MOST_NODES => {
                    graph.add(Node { value, depth });
                    for (key, value) in members.iter().rev().filter(|(_, value)| !matches!(value, Value::Text(_))) {
                        let inside = !matches!(&**key, "@graph" | "mainEntity" | "mainEntityOfPage");
                        open.push(Node { value, depth: depth + usize::from(inside) });
                    }
                }
                Value::Object(_) => {}
            }
        }
        graph
    }

    fn add(&mut self, node: Node<'v, 'a>) {
        let mere_reference = node.value.members().len() < 2;
        if let (Some(id), false) = (node.value.get("@id").and_then(Value::text), mere_reference) {
            self.by_id.entry(id).or_insert(node.value);
        }
        self.nodes.push(node);
    }

    /// The node a reference means; any other value is itself.
    fn resolve(&self, value: &'v Value<'a>) -> &'v Value<'a> {
        let id = if value.members().len() == 1 { value.get("@id").and_then(Value::text) } else { None };
        id.and_then(|id| self.by_id.get(id).copied()).unwrap_or(value)
    }

    /// The node of this article: of the surest type, near the top, and about what the page's title says.
    fn story(&self, signals: &Signals) -> Option<&'v Value<'a>> {
        let ranked = self.nodes.iter().filter_map(|node| Some((rank(node.value)?, node)));
        let articles = ranked.filter(|(rank, _)| *rank < PAGE);
        let names = LazyCell::new(|| title::names_of_page(signals));
        let titled = |headline: &str| {
            let key = title::key(&clean_short(headline));
            names.iter().any(|name| title::alike(name, &key))
        };
        let scored = articles.filter_map(|(rank, node)| {
            let headline = headline(node.value);
            let alike = headline.is_some_and(titled);
            // Neighbours' teasers are nested and not named in the title; a sole article at the top is believed without.
            (alike || node.depth == 0 && rank < ABOUT).then_some(((!alike, rank, node.depth), node.value))
        });
        scored.min_by_key(|(score, _)| *score).map(|(_, value)| value)
    }

    /// Adds what a node says.
    fn article(&self, node: &'v Value<'a>, source: Source, claims: &mut Claims<'_>) {
        let said = (source, 0);
        push(claims, Field::Title, said, node.get("headline"));
        push(claims, Field::Title, (source, 1), node.get("name"));
        push(claims, Field::Published, said, node.get("datePublished"));
        push(claims, Field::Published, (source, 1), node.get("uploadDate"));
        push(claims, Field::Published, (source, 2), node.get("dateCreated"));
        push(claims, Field::Modified, said, node.get("dateModified"));
        push(claims, Field::Description, said, node.get("description"));
        push(claims, Field::Body, said, node.get("articleBody"));
        push(claims, Field::Place, said, node.get("dateline"));
        for (field, key) in
            [(Field::Section, "articleSection"), (Field::Tag, "keywords"), (Field::Language, "inLanguage")]
        {
            self.names(claims, field, said, node.get(key));
        }
        self.publishers(claims, source, node.get("publisher"));
        self.names(claims, Field::Place, (source, 1), node.get("contentLocation"));
        self.names(claims, Field::Place, (source, 1), node.get("locationCreated"));
        self.image(claims, said, node.get("image"));
        self.image(claims, (source, 1), node.get("thumbnailUrl"));
        push_address(claims, Field::Url, said, node.get("url"));
        if source == Source::Story {
            let rank = u8::from(rank(node) != Some(0));
            self.authors(claims, rank, node.get("author").or_else(|| node.get("creator")));
        }
    }

    /// The authors; of rank 0 if the node is of a kind that newsrooms publish, who sign with their own name.
    fn authors(&self, claims: &mut Claims<'_>, rank: u8, value: Option<&'v Value<'a>>) {
        for author in items(value, MOST_AUTHORS) {
            let author = self.resolve(author);
            let organisation = is_a(author, "Organization") || is_a(author, "NewsMediaOrganization");
            let field = if organisation { Field::Newsroom } else { Field::Author };
            let part = |key: &str| author.get(key).and_then(Value::text).unwrap_or_default();
            match author.get("name") {
                None if author.get("familyName").is_some() => {
                    let name = format!("{} {}", part("givenName"), part("familyName"));
                    claims.push(field, Source::Story, rank, Cow::Owned(name));
                }
                name => items(name.or(Some(author)), MOST_NAMES)
                    .for_each(|name| push(claims, field, (Source::Story, rank), Some(name))),
            }
        }
    }

    /// Texts, or the names of objects, of a list or a single value.
    fn names(&self, claims: &mut Claims<'_>, field: Field, said: (Source, u8), value: Option<&'v Value<'a>>) {
        for item in items(value, MOST_ITEMS) {
            let item = self.resolve(item);
            push(claims, field, said, item.get("name").or(Some(item)));
        }
    }

    /// Publishers; of a person's name the site's judge takes no notice.
    fn publishers(&self, claims: &mut Claims<'_>, source: Source, value: Option<&'v Value<'a>>) {
        for item in items(value, MOST_ITEMS) {
            let publisher = self.resolve(item);
            let rank = if is_a(publisher, "Person") && !is_a(publisher, "Organization") { PERSONAL } else { 0 };
            self.names(claims, Field::Site, (source, rank), Some(publisher));
        }
    }

    fn image(&self, claims: &mut Claims<'_>, said: (Source, u8), value: Option<&'v Value<'a>>) {
        if let Some(first) = value.and_then(|value| value.items().first()) {
            let image = self.resolve(first);
            push(claims, Field::Image, said, image.get("url").or_else(|| image.get("contentUrl")).or(Some(image)));
        }
    }
}

/// The first items of a list, or the value itself.
fn items<'v, 'a>(value: Option<&'v Value<'a>>, most: usize) -> impl Iterator<Item = &'v Value<'a>> {
    value.map(Value::items).unwrap_or_default().iter().take(most)
}

fn push(claims: &mut Claims<'_>, field: Field, (source, rank): (Source, u8), value: Option<&Value<'_>>) {
    if let Some(text) = value.and_then(|value| value.items().first()).and_then(Value::text) {
        claims.push(field, source, rank, Cow::Owned(text.to_owned()));
    }
}

fn push_address(claims: &mut Claims<'_>, field: Field, (source, rank): (Source, u8), value: Option<&Value<'_>>) {
    if let Some(text) = value.and_then(|value| value.items().first()).and_then(Value::text) {
        claims.push(field, source, rank, Cow::Owned(clean_address(text).into_owned()));
    }
}

/// What a node calls itself.
fn headline<'v>(node: &'v Value<'_>) -> Option<&'v str> {
    node.get("headline").or_else(|| node.get("name")).and_then(Value::text)
}

/// Place of a node's surest type in [`ARTICLES`].
fn rank(node: &Value<'_>) -> Option<usize> {
    let types = node.get("@type")?.items();
    types.iter().filter_map(Value::text).filter_map(|name| RANKS.get(local(name)).copied()).min()
}

fn is_a(node: &Value<'_>, name: &str) -> bool {
    node.get("@type").is_some_and(|types| types.items().iter().filter_map(Value::text).any(|of| local(of) == name))
}

/// A type without its namespace.
fn local(name: &str) -> &str {
    name.rsplit(['/', ':', '#']).next().unwrap_or(name)
}
