//! Language, site, section, tags, picture, places, body.

use super::*;

scripts! {
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
    dateline_with_its_dash: r#"{"@type":"Article","dateline":"LISBON —"}"# => places ["LISBON"];
    locations: r#"{"@type":"Article","contentLocation":[{"name":"Lisbon"},{"name":"Porto"},{"name":"Lisbon"}]}"# => places ["Lisbon", "Porto"];
    location: r#"{"@type":"Article","contentLocation":{"@type":"Place","name":"Lisbon"}}"# => places ["Lisbon"];
}

metas! {
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
fn a_logo_names_the_site() {
    let logo = "<div><a href=/>La Voce</a></div>";
    let page = |title: &str, above: &str, headline: &str| of_page(&format!("<title>{title}</title>{above}"), headline);
    let named = page("Harbour reopens - La Voce", logo, "<h1>Harbour reopens</h1>");
    assert_eq!((named.site_name.as_deref(), named.title.as_deref()), (Some("La Voce"), Some("Harbour reopens")));
    let headed = page("La Voce - Harbour reopens", "<h1><a href=/>La Voce</a></h1>", "<h1>Harbour reopens</h1>");
    assert_eq!((headed.site_name.as_deref(), headed.title.as_deref()), (Some("La Voce"), Some("Harbour reopens")));
    // An entry of a menu, and what is no link, name nothing.
    for above in ["<ul><li><a href=/a>La Voce</a></ul>", "<p>La Voce</p>"] {
        assert_eq!(page("Harbour reopens - La Voce", above, "<h1>Harbour reopens</h1>").site_name, None, "{above}");
    }
}
