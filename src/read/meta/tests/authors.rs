//! Who wrote it.

use super::*;

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
    empty_author: r#"{"@type":"Article","author":{"@type":"Person","name":""}}"# => authors [NONE; 0];
    unresolved_author: r##"{"@type":"Article","author":{"@id":"#nobody"}}"## => authors [NONE; 0];
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
fn a_number_of_things_is_no_byline() {
    assert_eq!(with_element(Role::Author, "5 Great Ferry Rides For Families", |_| {}).authors, [""; 0]);
    assert_eq!(with_element(Role::Author, "Harbour Desk", |_| {}).authors, ["Harbour Desk"]);
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
fn more_authors_on_the_page_than_in_the_head() {
    let byline = Element { role: Role::Author, text: "By Jane Doe and John Roe".into(), ..Element::default() };
    let metas = vec![("author".to_owned(), "Jane Doe".to_owned())];
    let found = judge(&Signals { metas, elements: vec![byline], ..Signals::default() }, &Document::default());
    assert_eq!(found.authors, ["Jane Doe", "John Roe"]);
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
    assert_eq!(author("김하나 기자", "공유"), ["김하나"]);
    assert_eq!(author("김하나·박두리 기자 hana@orum.example", "공유"), ["김하나", "박두리"]);
    assert_eq!(author("오름일보 문화부 기자", "공유"), [""; 0]);
    assert_eq!(author("Harbour News", "Mar 3, 2024"), [""; 0]);
    assert_eq!(author("Digital FerriesHarboursStorms", "Mar 3, 2024"), [""; 0]);
}

#[test]
fn bylines_of_teasers_above_the_headline_are_not_its_own() {
    let teaser =
        |name: &str| format!("<article><h4>{name} on ferries</h4><a rel=author href=#>{name}</a><p>A tease.</article>");
    let teasers: String = ["Ann Poe", "John Roe", "Max Muster"].map(teaser).concat();
    let meta = of_page(&teasers, "<h1>Harbour reopens</h1><p>By <a rel=author href=#>Jane Doe</a></p>");
    assert_eq!(meta.authors, ["Jane Doe"]);
}

#[test]
fn what_a_picture_is_said_to_be_is_not_said_of_the_page() {
    let picture = "<div itemscope itemtype='https://schema.org/ImageObject'><meta itemprop=author content='Ann Poe | Press'>\
        <meta itemprop=datePublished content=2020-01-02><span itemprop=author>Ann Poe</span></div>";
    let byline = "<span itemprop=author>Jane Doe</span> <meta itemprop=datePublished content=2024-03-03>";
    let meta = of_page("", &format!("<h1>Harbour reopens</h1>{picture}<p>{byline}</p>"));
    assert_eq!(meta.authors, ["Jane Doe"]);
    assert_eq!(meta.date_published.as_deref(), Some("2024-03-03"));
}

#[test]
fn a_department_below_the_headline_is_no_author() {
    let section = |name: &str| format!("<meta property=article:section content='{name}'>");
    let line = "<h1>Harbour reopens</h1><p>North Coast</p><p>09:31 March 3, 2024</p>";
    assert_eq!(of_page(&section("North Coast"), line).authors, [""; 0]);
}

#[test]
fn who_stands_behind_the_text_among_others_is_not_the_author() {
    let byline = "<span class=byline>By Jane Doe</span>";
    let behind = |below: &str| of_html(&format!("<main><h1>Harbour reopens</h1>{STORY}</main>{below}")).authors;
    assert_eq!(behind(&format!("<div class=author-box>{byline}</div>")), ["Jane Doe"]);
    for others in [
        format!("<div class=related-stories>{byline}</div>"),
        format!("<div id=comments><div class=comment>{byline}</div></div>"),
        format!("<div><a href=/a>Ferry fares to rise</a> {byline}</div>"),
        format!("<div><h3><a href=/a>Ferry fares to rise</a></h3><div>{byline}</div></div>"),
    ] {
        assert_eq!(behind(&others), [""; 0], "{others}");
    }
}

#[test]
fn a_firm_or_an_account_is_no_person_beside_a_byline() {
    for account in ["Super User", "Harbour Media GmbH", "PixelWeb S.r.l."] {
        let head = format!("<meta name=author content='{account}'>");
        assert_eq!(of_page(&head, "<h1>Harbour reopens</h1><p>By Jane Doe</p>").authors, ["Jane Doe"], "{account}");
    }
}

#[test]
fn a_byline_may_stand_behind_a_bar() {
    for line in ["Friday, May 4, 2007 12:00 am | By Jane Doe", "7 years ago | By Jane Doe"] {
        assert_eq!(of_page("", &format!("<h1>Harbour reopens</h1><p>{line}</p>")).authors, ["Jane Doe"], "{line}");
    }
}

#[test]
fn who_signs_behind_the_text_is_the_author() {
    let signed = |below: &str| of_html(&format!("<main><h1>Harbour reopens</h1>{STORY}{below}</main>")).authors;
    assert_eq!(signed("<p>Автор: Лидия Шумская</p>"), ["Лидия Шумская"]);
    assert_eq!(signed("<p>그들은 항구로 갔다. 김하나 기자 hana@orum.example</p>"), ["김하나"]);
    // Those of a list's entries.
    assert_eq!(signed("<p>Author: Jane Doe</p><p>Author: John Roe</p>"), [""; 0]);
    assert_eq!(signed("<p>Write to them at hana@orum.example</p>"), [""; 0]);
}
