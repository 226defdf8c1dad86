//! When it was published and changed.

use super::*;

scripts! {
    types_in_a_list: r#"{"@type":["Article","NewsArticle"],"datePublished":"2024-03-03"}"# => date_published Some("2024-03-03");
    type_with_namespace: r#"{"@type":"http://schema.org/NewsArticle","datePublished":"2024-03-03"}"# => date_published Some("2024-03-03");
    published_and_modified: r#"{"@type":"Article","datePublished":"2024-03-03","dateModified":"2024-03-04"}"# => date_modified Some("2024-03-04");
    web_page_dates: r#"{"@type":"WebPage","datePublished":"2024-03-03"}"# => date_published Some("2024-03-03");
    video_in_the_article: r#"{"@type":"VideoObject","name":"Storm at night","uploadDate":"2020-01-01"}"# => date_published NONE;
    neighbour: r#"{"@type":"ItemList","itemListElement":[{"@type":"ListItem","item":{"@type":"Article","headline":"Other story","datePublished":"2020-01-01"}}]}"# => date_published NONE;
    this_among_neighbours: r#"[{"@type":"NewsArticle","headline":"Other story","datePublished":"2020-01-01"},{"@type":"NewsArticle","headline":"Harbour reopens","datePublished":"2024-03-03"}]"# => date_published Some("2024-03-03");
}

metas! {
    meta_dates: [("article:published_time", "2024-03-03T10:15:00+01:00"), ("date", "2024-05-05")] => date_published Some("2024-03-03T10:15:00+01:00");
    time_from_another: [("article:published_time", "2024-03-03"), ("date", "2024-03-03T10:15:00Z")] => date_published Some("2024-03-03T10:15:00Z");
    meta_modified: [("article:published_time", "2024-03-03"), ("og:updated_time", "2024-03-04")] => date_modified Some("2024-03-04");
    key_of_its_own: [("x-published-date", "2024-03-03T10:15:00Z")] => date_published Some("2024-03-03T10:15:00Z");
    epoch: [("article:published_time", "1970-01-01T00:00:00Z")] => date_published NONE;
    day_in_the_address: [("og:url", "https://news.example.com/2024/03/03/harbour")] => date_published Some("2024-03-03");
    day_in_the_address_by_name: [("og:url", "https://news.example.com/2024/mar/03/harbour")] => date_published Some("2024-03-03");
    day_in_the_address_by_long_name: [("og:url", "https://news.example.com/2024/march/03/harbour")] => date_published Some("2024-03-03");
    day_in_a_slug: [("og:url", "https://news.example.com/2024-03-03-harbour")] => date_published Some("2024-03-03");
    version_in_the_address: [("og:url", "https://news.example.com/kali-linux-2026-1")] => date_published NONE;
    number_in_the_address: [("og:url", "https://news.example.com/a/20240303123")] => date_published NONE;
    month_in_the_address: [("og:url", "https://news.example.com/2024/03/harbour")] => date_published NONE;
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
fn a_date_behind_the_text_among_others_is_not_the_articles() {
    let behind = |below: &str| of_html(&format!("<main><h1>Harbour reopens</h1>{STORY}</main>{below}")).date_published;
    assert_eq!(behind("<p>3 March 2024</p>").as_deref(), Some("2024-03-03"));
    for others in [
        "<div class=related-stories><time>3 March 2024</time></div>",
        "<div id=comments><div class=comment><time datetime=2024-03-03>today</time></div></div>",
        "<div><a href=/a>Ferry fares to rise</a> <span class=date>3 March 2024</span></div>",
        "<div><h3><a href=/a>Ferry fares to rise</a></h3><p>3 March 2024</p></div>",
    ] {
        assert_eq!(behind(others), None, "{others}");
    }
}

#[test]
fn a_line_at_the_headline_is_before_a_time_behind_the_text() {
    let below = "<section><article><h3>Ferry fares to rise</h3><time>5 May 2025</time></article></section>";
    for headline in
        ["<h1>Harbour reopens</h1><div>3 March 2024</div>", "<div>3 March 2024</div><h1>Harbour reopens</h1>"]
    {
        let page = format!("<section>{headline}{STORY}</section>{below}");
        assert_eq!(of_html(&page).date_published.as_deref(), Some("2024-03-03"), "{headline}");
    }
}

#[test]
fn the_day_in_the_head_of_a_page_is_todays() {
    let dated = |above: &str| of_page(above, "<h1>Harbour reopens</h1>").date_published;
    for head in ["<header><span>Tuesday, 3 March 2026</span></header>", "<div class=navbar><b>3 March 2026</b></div>"] {
        assert_eq!(dated(head), None, "{head}");
    }
    assert_eq!(dated("<p>3 March 2024</p>").as_deref(), Some("2024-03-03"));
    let inside = format!("<article><header><p>3 March 2024</p></header><h1>Harbour reopens</h1>{STORY}</article>");
    assert_eq!(of_html(&inside).date_published.as_deref(), Some("2024-03-03"));
}

#[test]
fn a_byline_with_credits_may_end_in_its_date() {
    let line = "<h1>Harbour reopens</h1><p>Text: Jane Doe. Photos: John Roe 3 Mar 2024</p>";
    assert_eq!(of_page("", line).date_published.as_deref(), Some("2024-03-03"));
}
