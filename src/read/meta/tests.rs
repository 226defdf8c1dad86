use super::*;
use crate::document::Kind::{self, Heading, ListItem, Paragraph};
use crate::read::signals::{Element, Role};
use proptest::prelude::*;

/// A page with one script.
fn scripted(json_ld: &str) -> Meta {
    let signals = Signals { title: "Harbour reopens".into(), json_ld: vec![json_ld.into()], ..Signals::default() };
    judge(&signals, &Document::default())
}

/// A page with these metas.
fn meta(rows: &[(&str, &str)]) -> Meta {
    let metas = rows.iter().map(|(key, content)| ((*key).to_owned(), (*content).to_owned())).collect();
    judge(&Signals { metas, ..Signals::default() }, &Document::default())
}

/// A page with a headline in block 2 and this element `distance` blocks below it.
fn with_element(role: Role, text: &str, change: impl Fn(&mut Element)) -> Meta {
    let headline = Element { role: Role::Heading(1), text: "Harbour reopens".into(), block: 2, ..Element::default() };
    let mut element = Element { role, text: text.into(), block: 3, ..Element::default() };
    change(&mut element);
    let rows: Vec<(Kind, &str)> = vec![(ListItem, "Home"); 2];
    let rows: Vec<_> =
        rows.into_iter().chain([(Heading(1), "Harbour reopens")]).chain(vec![(ListItem, "More"); 80]).collect();
    judge(
        &Signals { lang: Some("en".into()), elements: vec![headline, element], ..Signals::default() },
        &Document::literal(&rows),
    )
}

macro_rules! scripts {
    ($($name:ident: $script:expr => $field:ident $expected:expr;)*) => {$(
        #[test]
        fn $name() {
            let found = format!("{:?}", scripted($script).$field);
            assert_eq!(found, format!("{:?}", $expected));
        }
    )*};
}

const NONE: Option<&str> = None;

scripts! {
    author_object: r#"{"@type":"NewsArticle","headline":"Harbour reopens","author":{"@type":"Person","name":"Jane Doe"}}"# => authors ["Jane Doe"];
    author_text: r#"{"@type":"Article","author":"Jane Doe and John Roe"}"# => authors ["Jane Doe", "John Roe"];
    author_list: r#"{"@type":"Article","author":[{"name":"Jane Doe"},{"name":"John Roe"}]}"# => authors ["Jane Doe", "John Roe"];
    author_names: r#"{"@type":"Article","author":{"@type":"Person","name":["Jane Doe","John Roe"]}}"# => authors ["Jane Doe", "John Roe"];
    author_parts: r#"{"@type":"Article","author":{"givenName":"Jane","familyName":"Doe"}}"# => authors ["Jane Doe"];
    author_reference: r##"{"@graph":[{"@type":"Article","author":{"@id":"#p"}},{"@type":"Person","@id":"#p","name":"Jane Doe"}]}"## => authors ["Jane Doe"];
    newsroom_beside: r#"{"@type":"Article","author":[{"@type":"Person","name":"Jane Doe"},{"@type":"Organization","name":"dpa"}]}"# => authors ["Jane Doe"];
    newsroom_alone: r#"{"@type":"Article","author":{"@type":"Organization","name":"The Post"}}"# => authors ["The Post"];
    newsroom_of_two_names: r#"{"@type":"Article","author":{"@type":"Organization","name":"Doe & Doe"}}"# => authors ["Doe & Doe"];
    entities: r#"{"@type":"Article","headline":"Fish &amp; chips","author":"Jane O&#039;Doe"}"# => authors ["Jane O'Doe"];
    types_in_a_list: r#"{"@type":["Article","NewsArticle"],"datePublished":"2024-03-03"}"# => date_published Some("2024-03-03");
    type_with_namespace: r#"{"@type":"http://schema.org/NewsArticle","datePublished":"2024-03-03"}"# => date_published Some("2024-03-03");
    published_and_modified: r#"{"@type":"Article","datePublished":"2024-03-03","dateModified":"2024-03-04"}"# => date_modified Some("2024-03-04");
    keywords: r#"{"@type":"Article","keywords":"harbour, storm; Harbour"}"# => tags ["harbour", "storm"];
    keyword_list: r#"{"@type":"Article","keywords":["harbour","storm"]}"# => tags ["harbour", "storm"];
    keywords_decoded_first: r#"{"@type":"Article","keywords":["Ferries &amp; Ships","Harbour"]}"# => tags ["Ferries & Ships", "Harbour"];
    keywords_in_one_decoded_first: r#"{"@type":"Article","keywords":"Ferries &amp; Ships, Harbour"}"# => tags ["Ferries & Ships", "Harbour"];
    keyword_with_a_comma: r#"{"@type":"Article","keywords":["Marbury, Ohio","Harbour"]}"# => tags ["Marbury, Ohio", "Harbour"];
    keywords_in_one_of_two: r#"{"@type":"Article","keywords":["harbour, storm, ferry, ship","coast"]}"# => tags ["harbour", "storm", "ferry", "ship", "coast"];
    keywords_for_readers: r#"{"@type":"Article","keywords":["Black Tide: Season 7","2024","Stratford-upon-Avon","S&P 500 (Index)","水"]}"# => tags ["Black Tide: Season 7", "2024", "Stratford-upon-Avon", "S&P 500 (Index)", "水"];
    keywords_that_are_paths: r#"{"@type":"Article","keywords":["/coast/harbour/","Harbour"]}"# => tags ["Harbour"];
    keywords_with_keys: r#"{"@type":"Article","keywords":["Category: Coast","Page Type: Story","Harbour"]}"# => tags ["Harbour"];
    keywords_without_spaces: r#"{"@type":"Article","keywords":["harbour,storm","coast"]}"# => tags ["harbour", "storm", "coast"];
    keywords_twice: r#"{"@type":"Article","keywords":["harbour, storm","harbour, storm"]}"# => tags ["harbour", "storm"];
    keywords_for_machines: r#"{"@type":"Article","keywords":["type:story","contentType: Story","88123","a-long-slug","page_type","Harbour"]}"# => tags ["Harbour"];
    section_of_several_words: r#"{"@type":"Article","articleSection":"Food, Drink &amp; Travel"}"# => section Some("Food, Drink & Travel");
    sections_with_commas: r#"{"@type":"Article","articleSection":["Coast, Sea","News"]}"# => section Some("Coast, Sea");
    section: r#"{"@type":"Article","articleSection":["News","Coast"]}"# => section Some("News");
    publisher: r#"{"@type":"Article","publisher":{"@type":"Organization","name":"The Post"}}"# => site_name Some("The Post");
    publisher_is_a_person: r#"[{"@type":"Article","publisher":{"@type":"Person","name":"Jane Doe"}},{"@type":"WebSite","name":"The Post"}]"# => site_name Some("The Post");
    publisher_is_a_firm: r#"[{"@type":"Article","publisher":{"@type":"Organization","name":"Post Media, LLC"}},{"@type":"WebSite","name":"The Post"}]"# => site_name Some("The Post");
    firm_alone: r#"{"@type":"Article","publisher":{"@type":"Organization","name":"Post Media, LLC"}}"# => site_name Some("Post Media, LLC");
    web_site: r#"[{"@type":"WebSite","name":"The Post"}]"# => site_name Some("The Post");
    image_object: r#"{"@type":"Article","image":[{"@type":"ImageObject","url":"https://img.example.com/a.jpg"}]}"# => image Some("https://img.example.com/a.jpg");
    image_with_parameters: r#"{"@type":"Article","image":"https://img.example.com/a?w=1&amp;h=2"}"# => image Some("https://img.example.com/a?w=1&h=2");
    relative_image_of_no_page: r#"{"@type":"Article","image":"/a.jpg"}"# => image NONE;
    language: r#"{"@type":"Article","inLanguage":"de_DE"}"# => language Some("de-DE");
    body: r#"{"@type":"Article","articleBody":"One. Two."}"# => article_body Some("One. Two.");
    dateline: r#"{"@type":"Article","dateline":"LISBON"}"# => places ["LISBON"];
    locations: r#"{"@type":"Article","contentLocation":[{"name":"Lisbon"},{"name":"Porto"},{"name":"Lisbon"}]}"# => places ["Lisbon", "Porto"];
    location: r#"{"@type":"Article","contentLocation":{"@type":"Place","name":"Lisbon"}}"# => places ["Lisbon"];
    web_page_dates: r#"{"@type":"WebPage","datePublished":"2024-03-03"}"# => date_published Some("2024-03-03");
    video_in_the_article: r#"{"@type":"VideoObject","name":"Storm at night","uploadDate":"2020-01-01"}"# => date_published NONE;
    neighbour: r#"{"@type":"ItemList","itemListElement":[{"@type":"ListItem","item":{"@type":"Article","headline":"Other story","datePublished":"2020-01-01"}}]}"# => date_published NONE;
    this_among_neighbours: r#"[{"@type":"NewsArticle","headline":"Other story","datePublished":"2020-01-01"},{"@type":"NewsArticle","headline":"Harbour reopens","datePublished":"2024-03-03"}]"# => date_published Some("2024-03-03");
    empty_author: r#"{"@type":"Article","author":{"@type":"Person","name":""}}"# => authors [NONE; 0];
    unresolved_author: r##"{"@type":"Article","author":{"@id":"#nobody"}}"## => authors [NONE; 0];
}

macro_rules! metas {
    ($($name:ident: [$($row:expr),*] => $field:ident $expected:expr;)*) => {$(
        #[test]
        fn $name() {
            let found = format!("{:?}", meta(&[$($row),*]).$field);
            assert_eq!(found, format!("{:?}", $expected));
        }
    )*};
}

/// The authors that a page on `news.example.com` declares by this script, with this line below its headline.
fn signed(json_ld: &str, line: &str) -> Vec<String> {
    let headline = Element { role: Role::Heading(1), text: "Harbour reopens".into(), ..Element::default() };
    let signals = Signals {
        base: Some("https://harbourpost.example/a".into()),
        title: "Harbour reopens".into(),
        json_ld: vec![json_ld.into()],
        elements: vec![headline],
        ..Signals::default()
    };
    judge(&signals, &Document::literal(&[(Heading(1), "Harbour reopens"), (Paragraph, line)])).authors
}

#[test]
fn a_site_signs_its_own_pages_where_it_prints_that_or_is_a_newsroom() {
    let script =
        |kind: &str, name: &str| format!(r#"{{"@type":"{kind}","author":{{"@type":"Person","name":"{name}"}}}}"#);
    assert_eq!(signed(&script("BlogPosting", "Harbourpost"), "Menu"), [""; 0]);
    assert_eq!(signed(&script("BlogPosting", "Harbourpost"), "By Harbourpost"), ["Harbourpost"]);
    assert_eq!(signed(&script("NewsArticle", "Harbourpost"), "Menu"), ["Harbourpost"]);
    assert_eq!(signed(&script("BlogPosting", "Harbour Post"), "By Jane Doe"), ["Jane Doe"]);
}

#[test]
fn a_declared_name_is_one_name() {
    let script = |name: &str| format!(r#"{{"@type":"BlogPosting","author":{{"@type":"Person","name":"{name}"}}}}"#);
    for name in ["Luxury Ferry Expert", "Ferry in the Fog", "98 Ferry Lane"] {
        assert_eq!(signed(&script(name), "Menu"), [name]);
    }
    assert_eq!(signed(&script("Jane Doe and John Roe"), "Menu"), ["Jane Doe", "John Roe"]);
}

#[test]
fn a_section_by_class_is_a_short_one_beside_the_headline() {
    let linked = |e: &mut Element| e.value = "/coast".into();
    let section =
        |text: &str, block: u32| with_element(Role::Section, text, |e| (e.block, ()) = (block, linked(e))).section;
    assert_eq!(with_element(Role::Section, "Coast", |_| {}).section, None);
    assert_eq!(section("Coast", 1).as_deref(), Some("Coast"));
    assert_eq!(section("Coast", 40), None);
    assert_eq!(section("Home News Coast Harbour reopens", 1), None);
    assert_eq!(section("Home", 1), None);
    assert_eq!(section("Harbour reopens", 1), None);
    assert_eq!(section("Coast 3 March", 1), None);
}

#[test]
fn a_cloud_of_tags_is_not_of_this_article() {
    let tagged = |count: usize| {
        let tag = |at: usize| Element {
            role: Role::Tag,
            text: format!("Tag {}", (b'a' + at as u8) as char),
            ..Element::default()
        };
        judge(&Signals { elements: (0..count).map(tag).collect(), ..Signals::default() }, &Document::default())
            .tags
            .len()
    };
    assert_eq!((tagged(3), tagged(20)), (3, 0));
}

#[test]
fn a_number_of_things_is_no_byline() {
    assert_eq!(with_element(Role::Author, "5 Great Ferry Rides For Families", |_| {}).authors, [""; 0]);
    assert_eq!(with_element(Role::Author, "Harbour Desk", |_| {}).authors, ["Harbour Desk"]);
}

metas! {
    meta_author: [("author", "By Jane Doe, Staff Writer")] => authors ["Jane Doe"];
    meta_author_turned: [("author", "Doe, Jane")] => authors [NONE; 0];
    meta_authors_in_capitals: [("author", "JANE DOE, JOHN ROE")] => authors ["JANE DOE", "JOHN ROE"];
    meta_author_and_agency: [("author", "Jane Doe, AP")] => authors ["Jane Doe"];
    meta_author_of_two_families: [("author", "Ana de la Cruz y Ruiz")] => authors ["Ana de la Cruz y Ruiz"];
    meta_author_address: [("article:author", "https://social.example/jane")] => authors [NONE; 0];
    cited_authors: [("citation_author", "Jane Doe"), ("citation_author", "John Roe")] => authors ["Jane Doe", "John Roe"];
    meta_agency: [("author", "dpa")] => authors ["dpa"];
    person_before_agency: [("author", "dpa"), ("dc.creator", "Jane Doe")] => authors ["dpa"];
    meta_dates: [("article:published_time", "2024-03-03T10:15:00+01:00"), ("date", "2024-05-05")] => date_published Some("2024-03-03T10:15:00+01:00");
    time_from_another: [("article:published_time", "2024-03-03"), ("date", "2024-03-03T10:15:00Z")] => date_published Some("2024-03-03T10:15:00Z");
    meta_modified: [("article:published_time", "2024-03-03"), ("og:updated_time", "2024-03-04")] => date_modified Some("2024-03-04");
    key_of_its_own: [("x-published-date", "2024-03-03T10:15:00Z")] => date_published Some("2024-03-03T10:15:00Z");
    epoch: [("article:published_time", "1970-01-01T00:00:00Z")] => date_published NONE;
    news_keywords: [("keywords", "a1, b1"), ("news_keywords", "harbour,storm")] => tags ["harbour", "storm"];
    tags_for_machines: [("keywords", "harbour, locale: US, content-id_7, facts-for-all-teams, Not Set")] => tags ["harbour"];
    section_in_the_title: [("og:title", "Party starts in Marbury"), ("article:section", "Art")] => section Some("Art");
    sections_in_one: [("article:section", "Uncategorized, Coast")] => section Some("Coast");
    descriptions: [("og:description", "From Open Graph."), ("description", "The  summary &amp; more.")] => description Some("The summary & more.");
    site: [("og:site_name", "The Post"), ("application-name", "Post App")] => site_name Some("The Post");
    site_by_address: [("og:site_name", "post.example"), ("publisher", "The Post")] => site_name Some("The Post");
    site_with_a_tagline: [("og:site_name", "The Post | News"), ("publisher", "The Post")] => site_name Some("The Post");
    site_is_the_title: [("og:title", "Harbour reopens"), ("og:site_name", "Harbour reopens"), ("publisher", "The Post")] => site_name Some("The Post");
    locale: [("og:locale", "pt_BR")] => language Some("pt-BR");
    picture: [("twitter:image", "https://img.example.com/t.jpg"), ("og:image", "https://img.example.com/o.jpg")] => image Some("https://img.example.com/o.jpg");
    picture_data: [("og:image", "data:image/png;base64,AAAA")] => image NONE;
    header_of_a_dump: [("title", "Harbour reopens"), ("author", "Jane Doe"), ("date", "March 3, 2024"), ("url", "https://news.example.com/a")] => url Some("https://news.example.com/a");
    day_in_the_address: [("og:url", "https://news.example.com/2024/03/03/harbour")] => date_published Some("2024-03-03");
    day_in_the_address_by_name: [("og:url", "https://news.example.com/2024/mar/03/harbour")] => date_published Some("2024-03-03");
    day_in_the_address_by_long_name: [("og:url", "https://news.example.com/2024/march/03/harbour")] => date_published Some("2024-03-03");
    day_in_a_slug: [("og:url", "https://news.example.com/2024-03-03-harbour")] => date_published Some("2024-03-03");
    version_in_the_address: [("og:url", "https://news.example.com/kali-linux-2026-1")] => date_published NONE;
    number_in_the_address: [("og:url", "https://news.example.com/a/20240303123")] => date_published NONE;
    month_in_the_address: [("og:url", "https://news.example.com/2024/03/harbour")] => date_published NONE;
}

#[test]
fn a_byline_by_class_counts_near_the_headline() {
    assert_eq!(with_element(Role::Author, "By Jane Doe", |_| {}).authors, ["Jane Doe"]);
    assert_eq!(with_element(Role::Author, "Jane Doe", |e| e.block = 70).authors, [""; 0]);
    assert_eq!(with_element(Role::Author, "Ann Poe says", |e| (e.block, e.in_chrome) = (70, true)).authors, [""; 0]);
}

#[test]
fn a_handle_counts_where_it_is_introduced() {
    assert_eq!(with_element(Role::Author, "by ibby", |_| {}).authors, ["ibby"]);
    assert_eq!(with_element(Role::Author, "Follow", |_| {}).authors, [""; 0]);
    let page = |e: &mut Element| e.value = "/author/lauren/".into();
    assert_eq!(with_element(Role::Author, "Lauren", page).authors, ["Lauren"]);
}

#[test]
fn a_title_may_open_with_its_day() {
    for (title, date) in [
        ("23.01.2022 - Harbour reopens", Some("2022-01-23")),
        ("23.01.2022 Harbour reopens", None),
        ("Harbour reopens - 23.01.2022 and after", None),
        ("01/02/2022 - Harbour reopens", None),
    ] {
        let signals = Signals { title: title.into(), lang: Some("en".into()), ..Signals::default() };
        assert_eq!(judge(&signals, &Document::default()).date_published.as_deref(), date, "{title}");
    }
}

#[test]
fn a_date_by_class_counts_near_the_headline() {
    let date = |change: fn(&mut Element)| with_element(Role::Published, "March 3, 2024", change).date_published;
    assert_eq!(date(|_| {}).as_deref(), Some("2024-03-03"));
    assert_eq!(date(|e| e.in_chrome = true).as_deref(), Some("2024-03-03"));
    assert_eq!(date(|e| e.block = 70), None);
    assert_eq!(date(|e| (e.block, e.in_chrome) = (12, true)), None);
}

#[test]
fn two_who_agree_name_the_site() {
    let site = |og: &str, publisher: &str, web_site: &str| {
        let script = format!(
            r#"[{{"@type":"Article","publisher":{{"name":"{publisher}"}}}},{{"@type":"WebSite","name":"{web_site}"}}]"#
        );
        let metas = vec![("og:site_name".to_owned(), og.to_owned())];
        judge(&Signals { metas, json_ld: vec![script], ..Signals::default() }, &Document::default()).site_name
    };
    assert_eq!(site("The Post", "Post Media LLC", "Post").as_deref(), Some("The Post"));
    assert_eq!(site("Post Online", "The Post", "the post").as_deref(), Some("The Post"));
    assert_eq!(site("The Post", "Post Media LLC", "Post Media LLC").as_deref(), Some("The Post"));
    assert_eq!(site("post.example", "The Post", "post.example").as_deref(), Some("The Post"));
    assert_eq!(site("thepost", "The Post", "").as_deref(), Some("The Post"));
    assert_eq!(site("Home", "The Post", "").as_deref(), Some("The Post"));
    assert_eq!(site("thepost", "Post Media LLC", "").as_deref(), Some("thepost"));
}

#[test]
fn a_turned_name_is_believed_if_the_page_prints_it() {
    let author = |line: &str| {
        let metas = vec![("author".to_owned(), "Doe, Jane".to_owned())];
        judge(&Signals { metas, ..Signals::default() }, &Document::literal(&[(Paragraph, line)])).authors
    };
    assert_eq!(author("A report by Jane Doe in Marbury"), ["Jane Doe"]);
    assert_eq!(author("A report"), [""; 0]);
}

/// The authors of a page with these elements below its headline, each with the block it stands in, an address and a text.
fn beside(elements: &[(u32, &str, &str)], blocks: &[&str]) -> Vec<String> {
    let element = |(block, value, text): &(u32, &str, &str)| Element {
        role: Role::Author,
        text: (*text).into(),
        value: (*value).into(),
        block: *block,
        ..Element::default()
    };
    let headline = Element { role: Role::Heading(1), text: "Harbour reopens".into(), ..Element::default() };
    let elements = [headline].into_iter().chain(elements.iter().map(element)).collect();
    let rows: Vec<_> =
        [(Heading(1), "Harbour reopens")].into_iter().chain(blocks.iter().map(|text| (Paragraph, *text))).collect();
    judge(&Signals { title: "Harbour reopens".into(), elements, ..Signals::default() }, &Document::literal(&rows))
        .authors
}

#[test]
fn co_authors_stand_beside_each_other() {
    let both = ["Jane Doe", "John Roe"];
    assert_eq!(beside(&[(1, "", "Jane Doe"), (1, "", "John Roe")], &["Jane Doe, John Roe"]), both);
    assert_eq!(beside(&[(1, "", "Jane Doe"), (1, "", "John Roe")], &["By Jane DoeandJohn Roe"]), both);
    let wrapped = [(1, "/author/a", "Jane Doe"), (2, "/author/b", "John Roe"), (1, "", "Jane Doe\nJohn Roe")];
    assert_eq!(beside(&wrapped, &["Jane Doe", "John Roe"]), both);
    let each = [(1, "/author/a", "Jane Doe"), (1, "", "By Jane Doe\nReporter"), (3, "/author/b", "John Roe")];
    assert_eq!(beside(&each, &["By Jane Doe", "Reporter", "John Roe"]), both);
}

#[test]
fn what_stands_beside_an_author_is_not_one_more() {
    let one = ["Jane Doe"];
    let elements = [(1, "", "Jane Doe"), (1, "", "John Roe")];
    assert_eq!(beside(&elements, &["Jane Doe on March 3, 2024, John Roe"]), one);
    assert_eq!(beside(&[(1, "", "Jane Doe"), (2, "/people/roe", "John Roe")], &["Jane Doe", "John Roe"]), one);
    assert_eq!(beside(&[(1, "", "Jane Doe"), (3, "", "John Roe")], &["Jane Doe", "Ferries leave", "John Roe"]), one);
}

#[test]
fn a_byline_of_several_lines_names_who_is_in_the_first() {
    let author = |text: &str| with_element(Role::Author, text, |_| {}).authors;
    assert_eq!(author("By Jane Doe\nStaff Writer\nNov. 5, 2024"), ["Jane Doe"]);
    assert_eq!(author("By Jane Doe\nCity Reporter"), ["Jane Doe"]);
}

#[test]
fn a_byline_does_not_go_on_in_the_comments() {
    let author = |text: &str, block| Element {
        role: Role::Author,
        text: text.into(),
        declared: true,
        block,
        ..Element::default()
    };
    let authors = |block| {
        let elements = vec![author("Jane Doe", 3), author("John Roe", block)];
        judge(&Signals { elements, ..Signals::default() }, &Document::literal(&vec![(ListItem, "Home"); 80])).authors
    };
    assert_eq!(authors(4), ["Jane Doe", "John Roe"]);
    assert_eq!(authors(70), ["Jane Doe"]);
}

#[test]
fn a_time_far_from_the_headline_counts_where_all_are_of_one_day() {
    let date = |change: fn(&mut Element)| with_element(Role::Published, "10:15", change).date_published;
    let timed = |element: &mut Element| (element.block, element.value) = (70, "2024-03-03T10:15:00Z".into());
    assert_eq!(date(timed).as_deref(), Some("2024-03-03T10:15:00Z"));
    let teasers = ["2024-03-03", "2024-03-02"].map(|value| Element {
        role: Role::Published,
        value: value.into(),
        text: "Teaser".into(),
        block: 70,
        ..Element::default()
    });
    let headline = Element { role: Role::Heading(1), text: "Harbour reopens".into(), ..Element::default() };
    let elements = [headline].into_iter().chain(teasers).collect();
    let document = Document::literal(&vec![(ListItem, "Home"); 80]);
    assert_eq!(judge(&Signals { elements, ..Signals::default() }, &document).date_published, None);
}

#[test]
fn a_line_that_is_a_date_counts_where_all_are_of_one_day() {
    let date = |lines: &[&str]| {
        let prose = "The harbour of Marbury was closed on Monday after a storm tore three boats from their moorings, and the ferries \
            will not run before Wednesday, as the harbour master said.";
        let rows = [(Heading(1), "Harbour reopens"), (Paragraph, prose), (Paragraph, prose), (Paragraph, "Jane")];
        let rows: Vec<_> = rows.into_iter().chain(lines.iter().map(|line| (Paragraph, *line))).collect();
        let heading = Element { role: Role::Heading(1), text: "Harbour reopens".into(), ..Element::default() };
        judge(&Signals { elements: vec![heading], ..Signals::default() }, &Document::literal(&rows)).date_published
    };
    assert_eq!(date(&["Marbury, 3 March 2024"]).as_deref(), Some("2024-03-03"));
    assert_eq!(date(&["3 March 2024", "2 March 2024"]), None, "teasers");
    assert_eq!(date(&["The fair opens on 3 March 2024"]), None);
    assert_eq!(date(&["This page was last changed: updated 3 March 2024"]).as_deref(), Some("2024-03-03"));
    assert_eq!(date(&["Contributed by J. Doe on 3 March 2024"]).as_deref(), Some("2024-03-03"));
}

#[test]
fn of_two_declared_days_the_printed_one_counts() {
    let date = |days: &[&str]| {
        let heading = Element { role: Role::Heading(1), text: "Harbour reopens".into(), ..Element::default() };
        let metas = days.iter().map(|day| ("article:published_time".into(), (*day).into())).collect();
        let document = Document::literal(&[(Heading(1), "Harbour reopens"), (Paragraph, "3 March 2024")]);
        judge(&Signals { metas, elements: vec![heading], ..Signals::default() }, &document).date_published
    };
    assert_eq!(date(&["2022-01-01", "2024-03-03"]).as_deref(), Some("2024-03-03"));
    assert_eq!(date(&["2024-03-05", "2024-03-03", "2024-03-04"]).as_deref(), Some("2024-03-05"), "a list");
}

/// A page whose head gives these dates of publication and change, in UTC, and that prints another below its headline.
fn printing(published: &str, modified: &str, printed: &str, change: impl Fn(&mut Element)) -> Option<String> {
    let mut element = Element { role: Role::Published, text: printed.into(), block: 3, ..Element::default() };
    change(&mut element);
    let headline = Element { role: Role::Heading(1), text: "Harbour reopens".into(), block: 2, ..Element::default() };
    let metas = [("article:published_time", published), ("article:modified_time", modified)];
    let metas = metas.iter().map(|(key, content)| ((*key).to_owned(), (*content).to_owned())).collect();
    let signals = Signals { metas, elements: vec![headline, element], ..Signals::default() };
    judge(&signals, &Document::literal(&vec![(ListItem, "Home"); 80])).date_published
}

#[test]
fn the_local_day_is_the_day() {
    let printed = |text: &str| printing("2024-03-04T02:10:00Z", "", text, |_| {});
    assert_eq!(printed("March 3, 2024").as_deref(), Some("2024-03-03"));
    assert_eq!(printed("March 4, 2024").as_deref(), Some("2024-03-04T02:10:00Z"));
    assert_eq!(printed("March 1, 2024").as_deref(), Some("2024-03-04T02:10:00Z"));
    let local = |e: &mut Element| e.value = "2024-03-03T21:10:00-05:00".into();
    assert_eq!(printing("2024-03-04T02:10:59Z", "", "", local).as_deref(), Some("2024-03-03T21:10:59-05:00"));
}

#[test]
fn the_day_of_the_last_build_is_not_that_of_publication() {
    let day = |published, modified| printing(published, modified, "March 3, 2024", |_| {});
    assert_eq!(day("2024-05-05", "2024-05-05").as_deref(), Some("2024-03-03"));
    assert_eq!(day("2024-05-05", "2024-05-06").as_deref(), Some("2024-05-05"));
    assert_eq!(day("2024-02-02", "2024-02-02").as_deref(), Some("2024-02-02"));
}

#[test]
fn a_date_of_change_stands_in_only_where_it_is_printed() {
    let found = with_element(Role::Modified, "Updated March 3, 2024", |_| {});
    assert_eq!(found.date_published.as_deref(), Some("2024-03-03"));
    assert_eq!(meta(&[("article:modified_time", "2024-03-03")]).date_published, None);
}

#[test]
fn a_key_that_may_mean_anything_is_believed_last() {
    let metas = vec![("date".to_owned(), "2024-05-05".to_owned())];
    let element = Element { role: Role::Published, text: "March 3, 2024".into(), ..Element::default() };
    let found = judge(&Signals { metas, elements: vec![element], ..Signals::default() }, &Document::default());
    assert_eq!(found.date_published.as_deref(), Some("2024-03-03"));
}

#[test]
fn other_dates_of_the_page_tell_day_from_month() {
    let dated = |text: &str, block| Element { role: Role::Published, text: text.into(), block, ..Element::default() };
    let found = |other: &str| {
        let headline = Element { role: Role::Heading(1), text: "Harbour reopens".into(), ..Element::default() };
        let elements = vec![headline, dated("03/04/2024", 1), dated(other, 70)];
        let document = Document::literal(&vec![(ListItem, "Home"); 80]);
        judge(&Signals { lang: Some("en".into()), elements, ..Signals::default() }, &document).date_published
    };
    assert_eq!(found("12/31/2023").as_deref(), Some("2024-03-04"));
    assert_eq!(found("31/12/2023").as_deref(), Some("2024-04-03"));
    assert_eq!(found("01/02/2024"), None);
}

#[test]
fn a_machine_readable_date_is_read_before_the_printed_one() {
    let value = |e: &mut Element| e.value = "2024-03-03T10:15:00Z".into();
    let found = with_element(Role::Published, "yesterday", value);
    assert_eq!(found.date_published.as_deref(), Some("2024-03-03T10:15:00Z"));
}

/// Both dates of a page with this block below its headline, in which two texts are `time` elements with a value each.
fn timed(above: &str, block: &str, times: [(&str, &str); 2]) -> [Option<String>; 2] {
    let document = Document::literal(&[(Heading(1), "Harbour reopens"), (Paragraph, above), (Paragraph, block)]);
    let headline = Element { role: Role::Heading(1), text: "Harbour reopens".into(), ..Element::default() };
    let begin = document.blocks[2].text.start;
    let time = |(text, value): (&str, &str)| Element {
        role: Role::Published,
        text: text.into(),
        value: value.into(),
        block: 2,
        start: begin + block.find(text).unwrap() as u32,
        ..Element::default()
    };
    let elements = [headline].into_iter().chain(times.map(time)).collect();
    let found = judge(&Signals { lang: Some("en".into()), elements, ..Signals::default() }, &document);
    [found.date_published, found.date_modified]
}

#[test]
fn a_label_beside_an_element_says_what_its_date_is() {
    let (third, fourth) = (("Mar 3", "2024-03-03T10:00:00Z"), ("Mar 4", "2024-03-04T08:00:00Z"));
    let both = [Some("2024-03-03T10:00:00Z".to_owned()), Some("2024-03-04T08:00:00Z".to_owned())];
    for (above, block) in [
        ("Home", "Updated Mar 4 · First published Mar 3"),
        ("Home", "Updated: Mar 4; originally published: Mar 3"),
        ("Home", "Published Mar 3 · Last updated Mar 4"),
        ("Last updated:", "Mar 4 | Published Mar 3"),
    ] {
        assert_eq!(timed(above, block, [fourth, third]), both, "{above} / {block}");
        assert_eq!(timed(above, block, [third, fourth]), both, "{above} / {block}");
    }
}

#[test]
fn an_element_that_says_updated_is_of_a_change() {
    let found = with_element(Role::Published, "Updated March 3, 2024", |_| {});
    assert_eq!(found.date_modified.as_deref(), Some("2024-03-03"));
}

#[test]
fn an_element_may_say_both_dates() {
    let text = "Published: March 3, 2024 6:12 pm | Updated: March 4, 2024 7:30 am";
    let found = with_element(Role::Published, text, |_| {});
    assert_eq!(found.date_published.as_deref(), Some("2024-03-03"));
    assert_eq!(found.date_modified.as_deref(), Some("2024-03-04"));
    let turned = with_element(Role::Published, "Updated March 4, 2024 | Published March 3, 2024", |_| {});
    assert_eq!((turned.date_published, turned.date_modified), (found.date_published, found.date_modified));
}

#[test]
fn more_authors_on_the_page_than_in_the_head() {
    let byline = Element { role: Role::Author, text: "By Jane Doe and John Roe".into(), ..Element::default() };
    let metas = vec![("author".to_owned(), "Jane Doe".to_owned())];
    let found = judge(&Signals { metas, elements: vec![byline], ..Signals::default() }, &Document::default());
    assert_eq!(found.authors, ["Jane Doe", "John Roe"]);
}

#[test]
fn a_text_says_the_same_as_its_page() {
    let rows = [
        (Paragraph, "Home"),
        (Paragraph, "Harbour reopens"),
        (Paragraph, "By JANE DOE, Associated Press"),
        (Paragraph, "Published March 3, 2024 at 4:05 p.m. EST"),
        (
            Paragraph,
            "The harbour reopened on Sunday, a week after the storm, the city said, and the first ferries left at noon with hundreds of passengers on board.",
        ),
    ];
    let signals = Signals { title: "Harbour reopens | The Post".into(), ..Signals::default() };
    let found = judge(&signals, &Document::literal(&rows));
    assert_eq!(found.title.as_deref(), Some("Harbour reopens"));
    assert_eq!(found.authors, ["JANE DOE"]);
    assert_eq!(found.date_published.as_deref(), Some("2024-03-03T16:05:00-05:00"));
}

#[test]
fn a_name_between_headline_and_date_is_the_author() {
    let author = |line: &str, below: &str| {
        let rows = [(Paragraph, "Home"), (Paragraph, "Harbour reopens"), (Paragraph, line), (Paragraph, below)];
        let signals = Signals { title: "Harbour reopens".into(), ..Signals::default() };
        judge(&signals, &Document::literal(&rows)).authors
    };
    assert_eq!(author("Jane McDoe", "Mar 3, 2024"), ["Jane McDoe"]);
    assert_eq!(author("Jane Doe", "Updated on 3 March 2024"), ["Jane Doe"]);
    assert_eq!(author("Jane Doe", "Share"), [""; 0]);
    assert_eq!(author("Harbour News", "Mar 3, 2024"), [""; 0]);
    assert_eq!(author("Digital FerriesHarboursStorms", "Mar 3, 2024"), [""; 0]);
}

proptest! {
    #[test]
    fn any_signals_are_judged(title in "\\PC{0,80}", key in "(author|date|og:title|og:url|keywords|og:image)", content in "\\PC{0,120}", script in "\\PC{0,200}", text in "\\PC{1,120}") {
        let element = Element { role: Role::Author, text: text.clone(), ..Element::default() };
        let dated = Element { role: Role::Published, text: text.clone(), block: 1_000_000, ..Element::default() };
        let heading = Element { role: Role::Heading(1), text: text.clone(), block: u32::MAX, ..Element::default() };
        let signals = Signals {
            title, metas: vec![(key, content)], json_ld: vec![script, format!("{{\"@type\":\"Article\",\"author\":\"{text}\"}}")],
            elements: vec![element, dated, heading], ..Signals::default()
        };
        let rows: Vec<_> = [(Paragraph, text.as_str())].into_iter().filter(|(_, text)| !text.trim().is_empty()).collect();
        let document = Document::literal(&rows);
        let meta = judge(&signals, &document);
        prop_assert_eq!(&meta, &judge(&signals, &document));
        prop_assert!(meta.authors.iter().chain(&meta.title).all(|text| !text.trim().is_empty()));
    }
}
