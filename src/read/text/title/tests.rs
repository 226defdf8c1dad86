use super::*;

const BODY: &str =
    "The council met on Monday evening in the old hall and voted for the new library after a long debate.";

fn headline(lines: &[&str]) -> (String, Option<String>) {
    let rows: Vec<_> = lines.iter().map(|line| (Kind::Paragraph, *line)).collect();
    let (mut document, mut signals) = (Document::literal(&rows), Signals::default());
    find(&mut document, &mut signals);
    (signals.title, signals.elements.first().map(|element| element.text.clone()))
}

#[test]
fn headlines() {
    let title = "Town votes for a library";
    let rows: [(&str, &[&str], &str, Option<&str>); 11] = [
        ("a menu in a row above", &["Home | Town | River | Markets | Letters", title, BODY, BODY], "", Some(title)),
        ("first line alone", &[title, BODY, BODY], title, Some(title)),
        ("twice", &[title, title, BODY], title, Some(title)),
        (
            "with the site's name, menu between",
            &["Town votes for a library | The Post", "News", "Sports", "Weather", title, "3 March", BODY],
            "Town votes for a library | The Post",
            Some(title),
        ),
        (
            "inside the chrome",
            &["Skip to content", "News", "Sports", "Weather", "Jobs", "Cars", "Log in", title, "3 March", BODY],
            "",
            Some(title),
        ),
        (
            "above its byline, not the line nearest to the text",
            &["Home", "News", title, "By Jane Doe", "3 March 2024", "Share on all the networks", BODY],
            "",
            Some(title),
        ),
        (
            "said again in the breadcrumbs",
            &["Home", "News", "Ferries and boats today", title, "Boats and all about them", title, "Menu", BODY],
            "",
            Some(title),
        ),
        ("of short sentences", &[title, "The council has voted.", "It met on Monday."], title, Some(title)),
        (
            "that ends like a sentence",
            &["The library is built. At last.", "By Jane Doe", "3 March 2024", BODY],
            "The library is built. At last.",
            Some("The library is built. At last."),
        ),
        ("none", &[BODY, BODY], "", None),
        ("nothing", &[], "", None),
    ];
    check(&rows);
}

#[test]
fn headlines_that_look_like_text() {
    let stopped = "The council votes. The library comes.";
    let cased = "The Council Votes. The Library Comes.";
    let caption = "The old hall of the town in which the council met on Monday evening.";
    let rows: [(&str, &[&str], &str, Option<&str>); 3] = [
        ("that ends like a sentence", &["Home", "Town", stopped, "By Jane Doe", BODY], "", Some(stopped)),
        (
            "that does, above a picture said twice",
            &["Home", cased, "Share full article", caption, &format!("{caption}Credit...Jon Doe"), "By Jane Doe", BODY],
            "",
            Some(cased),
        ),
        (
            "above a standfirst of more words of the text",
            &[
                "Home",
                "Library Wins the Day",
                "Council voted after long debate on Monday evening for the new hall",
                "By Jane Doe",
                BODY,
            ],
            "",
            Some("Library Wins the Day"),
        ),
    ];
    check(&rows);
}

#[test]
fn a_headline_above_a_caption_of_more_words() {
    let title = "Town votes for a library";
    check(&[(
        "above a caption of more words",
        &[
            "Home",
            "News",
            "Sports",
            "Cars",
            "Jobs",
            "Log in",
            title,
            "The old hall of the town in which the council met on Monday evening, seen from the new library in March (Photo: J. Doe)",
            BODY,
        ],
        "",
        Some(title),
    )]);
}

#[test]
fn headlines_below_menus() {
    let title = "Town votes for a library";
    let rows: [(&str, &[&str], &str, Option<&str>); 6] = [
        ("below a path", &["Town > Council > Library", title, "By Jane Doe", BODY, BODY], "", Some(title)),
        ("below a skip link", &["Skip to main content", title, "By Jane Doe", BODY, BODY], "", Some(title)),
        (
            "below a menu without marks",
            &["Home Sport Weather", "Council voted for new library", BODY, BODY],
            "",
            Some("Council voted for new library"),
        ),
        (
            "below a menu of characters that the text has",
            &[
                "天気 新館 町会",
                "新しい図書館の建設を町議会が可決",
                "2024年3月4日",
                "町議会は月曜日の夜、新しい図書館の建設を賛成多数で可決した。建設は来年の春に始まる。町の会館で説明会が開かれる。",
            ],
            "",
            Some("新しい図書館の建設を町議会が可決"),
        ),
        (
            "of the words of the text",
            &[
                "Home",
                "News",
                "Find all that you need for less",
                title,
                "Learn about our editorial policies",
                "Menu",
                BODY,
            ],
            "",
            Some(title),
        ),
        (
            "a menu's first line, said again by a menu",
            &[
                "Back to the menu",
                "News",
                "Weather",
                "Council voted for new library",
                "3 March",
                "Back to the menu",
                BODY,
            ],
            "",
            Some("Council voted for new library"),
        ),
    ];
    check(&rows);
}

#[test]
fn headlines_in_scripts_without_spaces() {
    let title = "ท่าเรือเปิดทำการอีกครั้งหลังจากปิดไปสี่วัน";
    let body = "ท่าเรือเปิดทำการอีกครั้งเมื่อวันอังคารหลังจากปิดไปสี่วัน และเรือข้ามฟากลำแรกออกเดินทางเมื่อเวลา 07.10 น. พร้อมผู้โดยสาร 88 คน เจ้าหน้าที่การท่าเรือกล่าว";
    check(&[
        ("a short first line", &[title, "15 มีนาคม 2567", body, body], title, Some(title)),
        ("of the words of the text", &["หน้าแรก ข่าว การเมือง", title, "15 มีนาคม 2567", body, body], "", Some(title)),
    ]);
}

#[test]
fn headlines_of_briefs() {
    let title = "Marbury Steel profit falls";
    let item = (Kind::ListItem, "Revenue 3.91 billion");
    let rows = [
        ("above a dateline", vec![(Kind::Paragraph, "Feb 8 (Reuters) - Marbury Steel AB said profit fell:"), item]),
        ("above a list", vec![item, item]),
        (
            "above a day",
            vec![(Kind::Paragraph, "8 February 2024"), (Kind::Paragraph, "1/4"), (Kind::Paragraph, "A hall")],
        ),
    ];
    for (name, below) in rows {
        let rows: Vec<_> = [(Kind::Paragraph, title)].into_iter().chain(below).collect();
        let (mut document, mut signals) = (Document::literal(&rows), Signals::default());
        find(&mut document, &mut signals);
        assert_eq!(signals.title, title, "{name}");
    }
}

fn check(rows: &[(&str, &[&str], &str, Option<&str>)]) {
    for &(name, lines, head, wanted) in rows {
        assert_eq!(headline(lines), (head.to_string(), wanted.map(str::to_string)), "{name}");
    }
}
