use super::*;
use proptest::prelude::*;

macro_rules! names {
    ($($name:ident: $byline:expr => [$($person:expr),*];)*) => {$(
        #[test]
        fn $name() {
            let expected: &[&str] = &[$($person),*];
            assert_eq!(people($byline), expected);
        }
    )*};
}

names! {
    by: "By Jane Doe" => ["Jane Doe"];
    colon: "By: Jane Doe" => ["Jane Doe"];
    given_name_like_a_word: "Theo Lindqvist" => ["Theo Lindqvist"];
    given_name_like_a_word_behind_another: "Jane Doe, Theo Lindqvist" => ["Jane Doe", "Theo Lindqvist"];
    word_like_a_given_name: "Na Asha Juma" => ["Asha Juma"];
    bulgarian: "От Иван Тодоров" => ["Иван Тодоров"];
    tamil: "எழுதியவர்: மாலதி சுந்தரம்" => ["மாலதி சுந்தரம்"];
    column: "Eine Kolumne von Max Muster" => ["Max Muster"];
    agency_in_small_letters: "Von Max Muster und dpa" => ["Max Muster"];
    team_of_editors: "Tim Redaksi" => [];
    glued: "ByJane Doe" => ["Jane Doe"];
    byron: "Byron Doe" => ["Byron Doe"];
    role_of_two_parts: "Jane Doe, Home and Harbour Security Expert" => ["Jane Doe"];
    this_post: "This post was written by Jane Doe" => ["Jane Doe"];
    all_posts: "Zeige alle Beiträge von Jane Doe" => ["Jane Doe"];
    firm_behind: "Jane Doe, surgeon, Harbour Health." => ["Jane Doe"];
    upper_case: "BY JANE DOE" => ["JANE DOE"];
    two: "By Jane Doe and John Roe" => ["Jane Doe", "John Roe"];
    three: "Jane Doe, John Roe & Ann Poe" => ["Jane Doe", "John Roe", "Ann Poe"];
    abby: "By Abby Ruby" => ["Abby Ruby"];
    role: "Jane Doe, Staff Writer" => ["Jane Doe"];
    role_in_front: "Health Correspondent, Jane Doe" => ["Jane Doe"];
    role_behind_dash: "Jane Doe - Senior Reporter" => ["Jane Doe"];
    agency: "By JANE DOE, Associated Press" => ["JANE DOE"];
    agency_alone: "Associated Press" => [];
    newsroom: "Harbour News Desk" => [];
    date_behind: "Jane Doe | March 3, 2024" => ["Jane Doe"];
    date_behind_without_bar: "By Jane Doe March 3, 2024" => ["Jane Doe"];
    date_in_front: "March 3, 2024 by Jane Doe" => ["Jane Doe"];
    posted_on: "Posted by Jane Doe on March 3, 2024" => ["Jane Doe"];
    updated: "Jane Doe Updated 3 March 2024" => ["Jane Doe"];
    hours_ago: "3 Hours Ago Jane Doe" => ["Jane Doe"];
    email_the_author: "Email The Author" => [];
    email_address: "Jane Doe jane.doe@news.example" => ["Jane Doe"];
    handle_behind: "Jane Doe @janedoe" => ["Jane Doe"];
    address: "https://news.example/authors/jane-doe" => [];
    reading_time: "Jane Doe 5 min read" => ["Jane Doe"];
    reviewed: "Jane Doe Medically reviewed by John Roe" => ["Jane Doe"];
    edited: "Jane Doe, edited by John Roe" => ["Jane Doe"];
    credentials: "Jane Doe, MS, RD" => ["Jane Doe, MS, RD"];
    letters_behind_a_bar: "Jane Doe | TNN | Updated: Oct 9, 2019, 11:05 IST" => ["Jane Doe"];
    brackets_around_all: "[Jane Doe, the Harbour Post]" => ["Jane Doe"];
    brackets_around_all_in_japanese: "[山田花子，HarbourPost]" => ["山田花子"];
    view_all: "Jane Doe View all posts by Jane Doe" => ["Jane Doe"];
    german: "Von Jane Doe und Max Muster" => ["Jane Doe", "Max Muster"];
    german_particle: "Von Alma von der Heide" => ["Alma von der Heide"];
    german_city: "Von Max Muster, Berlin" => ["Max Muster"];
    portuguese_city_behind_a_dash: "Por Ana Lima e Rui Reis, p1 — São Paulo" => ["Ana Lima", "Rui Reis"];
    city_behind_a_dash: "By Jane Doe — New York" => ["Jane Doe"];
    french_city_in_brackets: "Par Jeanne Dupont (à Lyon) et Luc Martin" => ["Jeanne Dupont", "Luc Martin"];
    nickname_in_brackets: "By Jane (Jenny) Doe" => ["Jane (Jenny) Doe"];
    french: "Par Jeanne Dupont et Luc Martin" => ["Jeanne Dupont", "Luc Martin"];
    spanish: "Por María García y Juan Pérez" => ["María García", "Juan Pérez"];
    article_in_a_name: "By Omar El Khatib" => ["Omar El Khatib"];
    short_surname: "By Min Lee" => ["Min Lee"];
    portuguese: "Por João da Silva" => ["João da Silva"];
    italian: "di Marco Rossi" => ["Marco Rossi"];
    dutch: "Door Jan de Vries" => ["Jan de Vries"];
    russian: "Автор: Иван Петров" => ["Иван Петров"];
    turkish: "Yazan: Ayşe Yılmaz" => ["Ayşe Yılmaz"];
    arabic: "بقلم: أحمد علي" => ["أحمد علي"];
    persian: "نویسنده: رضا کریمی" => ["رضا کریمی"];
    chinese: "作者：张小明" => ["张小明"];
    chinese_slash: "文/张小明" => ["张小明"];
    japanese: "山田太郎記者" => ["山田太郎"];
    korean_place: "대전=홍길동 기자" => ["홍길동"];
    japanese_brackets: "【山田太郎】" => ["山田太郎"];
    what_each_did: "Von Anna Beispiel (Text) und Jan Muster (Fotos)" => ["Anna Beispiel", "Jan Muster"];
    agency_in_brackets: "Por Ana Ruiz (EFE)" => ["Ana Ruiz"];
    japanese_text: "文・山田太郎" => ["山田太郎"];
    japanese_research: "取材・文＝山田太郎" => ["山田太郎"];
    polish_edited: "Oprac. Jan Nowak" => ["Jan Nowak"];
    italian_sent: "dal nostro inviato Marco Rossi" => ["Marco Rossi"];
    dutch_own: "Door onze redacteur Jan Visser" => ["Jan Visser"];
    german_report: "Ein Bericht von Anna Beispiel" => ["Anna Beispiel"];
    vietnamese: "Bài: Trần Minh" => ["Trần Minh"];
    chinese_report: "記者 王小明 報導" => ["王小明"];
    korean: "홍길동 기자" => ["홍길동"];
    korean_abroad: "홍길동 특파원" => ["홍길동"];
    apostrophe: "By Sam O'Brien" => ["Sam O'Brien"];
    particle_with_an_apostrophe: "By Anna d’Arcy" => ["Anna d’Arcy"];
    particle_with_a_hyphen: "By Nora el-Masri" => ["Nora el-Masri"];
    welsh_particle: "By Iolo ap Dafydd" => ["Iolo ap Dafydd"];
    sentence_before_the_pictures: "Text: Jane Doe. Photos: John Roe" => ["Jane Doe"];
    sentence_before_a_translator: "By Jane Doe. Translated from French by John Roe" => ["Jane Doe"];
    list_of_rare_names: "Roel Pauw\nSam Hove\nUma Das" => ["Roel Pauw", "Sam Hove", "Uma Das"];
    role_below_a_name: "Roel Pauw\nHarbour Reporter" => ["Roel Pauw"];
    hindi: "सीमा वर्मा और अजय सिंह" => ["सीमा वर्मा", "अजय सिंह"];
    korean_written_together: "홍길동기자" => ["홍길동"];
    korean_senior: "홍길동 선임기자" => ["홍길동"];
    chinese_written_together: "记者王小明" => ["王小明"];
    account_of_a_system: "Super User" => [];
    initials: "By J. R. Smith" => ["J. R. Smith"];
    capitals: "By JANE DOE and JOHN ROE | Associated Press" => ["JANE DOE", "JOHN ROE"];
    capitals_with_umlaut: "VON JANE MÜLLER UND JOHN ROE" => ["JANE MÜLLER", "JOHN ROE"];
    capitals_and_comma: "JANE DOE, JOHN ROE" => ["JANE DOE", "JOHN ROE"];
    short_agency: "By Jane Doe, CNN" => ["Jane Doe"];
    agency_behind_a_slash: "Jane Doe/AFP" => ["Jane Doe"];
    agency_beside: "By Jane Doe and AFP" => ["Jane Doe"];
    unlisted_credential: "Jane Doe, MD, FACOG" => ["Jane Doe, MD, FACOG"];
    listed_and_unlisted: "Jane Doe, MS RXT" => ["Jane Doe, MS RXT"];
    unlisted_behind_capitals: "JANE DOE, FACOG" => ["JANE DOE"];
    lines: "By Jane Doe\nStaff Writer\nNov. 5, 2024" => ["Jane Doe"];
    role_in_a_line: "By Jane Doe\nCity Reporter\nNov. 5, 2024" => ["Jane Doe"];
    place_in_a_line: "By Jane Doe\nNew Marbury" => ["Jane Doe"];
    lines_of_names: "By Jane Doe\nJohn Roe\nAnn Poe" => ["Jane Doe", "John Roe", "Ann Poe"];
    lines_joined: "By Jane Doe,\nJohn Roe\nand Ann Poe" => ["Jane Doe", "John Roe", "Ann Poe"];
    label_and_lines: "By\nJane Doe\nReporter" => ["Jane Doe"];
    kicker_in_a_line: "Harbour Talk\nBy Jane Doe" => ["Harbour Talk", "Jane Doe"];
    staff_writer: "By Jane Doe Staff Writer" => ["Jane Doe"];
    staff: "Marbury Harbour Staff" => [];
    turkish_label: "Giriş Tarihi" => [];
    arabic_label: "نُشر في" => [];
    korean_label: "오전" => [];
    chinese_photographer: "文/王小明 图/李华" => ["王小明"];
    titles: "Von Prof. Dr. Jane von der Heide-Müller" => ["Prof. Dr. Jane von der Heide-Müller"];
    three_initials: "By A. J. P. van der Meer" => ["A. J. P. van der Meer"];
    two_family_names: "Ana de la Cruz y Ruiz" => ["Ana de la Cruz y Ruiz"];
    spanish_and_agency: "Por María García y EFE" => ["María García"];
    spanish_first_names: "Por María y Juan" => [];
    editor_behind: "Reporting by Jane Doe; Editing by John Roe" => ["Jane Doe"];
    prose: "The harbour was closed on Monday after the storm" => [];
    biography: "Jane Doe is a reporter who covers ports" => ["Jane Doe"];
    one_word: "Comments" => [];
    french_day_of_the_week: "Rédigé par Jeanne Dupont le mardi 6 février 2024" => ["Jeanne Dupont"];
    dutch_placed: "Geplaatst door Jan de Vries op 6 februari 2024" => ["Jan de Vries"];
    chinese_source: "来源：海港日报 作者：张小明" => ["张小明"];
    chinese_source_alone: "来源：海港日报" => [];
    two_places: "Jane Doe in New Marbury and John Roe in Paris" => ["Jane Doe", "John Roe"];
    sections_behind: "Jane Doe in Arts and Popular Culture" => ["Jane Doe"];
    agency_without_a_mark: "By Jane Doe The Associated Press" => ["Jane Doe"];
    for_a_paper: "By Jane Doe for Valley Herald" => ["Jane Doe"];
    for_of_a_newsroom: "Marbury Alliance for Rivers" => [];
    op_in_a_name: "Door Jan op den Berg" => ["Jan op den Berg"];
    empty: "" => [];
}

macro_rules! declares {
    ($($name:ident: $byline:expr => [$($credit:expr),*];)*) => {$(
        #[test]
        fn $name() {
            let expected: &[(&str, Kind)] = &[$($credit),*];
            let credits = credits($byline);
            let found: Vec<_> = credits.iter().map(|credit| (credit.name.as_str(), credit.kind)).collect();
            assert_eq!(found, expected);
        }
    )*};
}

declares! {
    handle: "janedoe77" => [("janedoe77", Kind::Handle)];
    first_name: "Lauren" => [("Lauren", Kind::Handle)];
    team: "The Harbour Team" => [("The Harbour Team", Kind::Newsroom)];
    site: "harbournews.example.org" => [("harbournews.example.org", Kind::Newsroom)];
    wire: "dpa" => [("dpa", Kind::Newsroom)];
    person_and_wire: "Jane Doe, dpa" => [("Jane Doe", Kind::Person), ("dpa", Kind::Newsroom)];
    nobody: "admin" => [];
    turned_or_two: "Doe, Jane" => [];
    two_agencies: "Reuters, dpa" => [("Reuters", Kind::Newsroom), ("dpa", Kind::Newsroom)];
    two_accounts: "jdoe, jroe" => [("jdoe", Kind::Handle), ("jroe", Kind::Handle)];
    editors: "Harbour Editors" => [("Harbour Editors", Kind::Newsroom)];
    twice: "Jane Doe, Jane Doe" => [("Jane Doe", Kind::Person)];
}

#[test]
fn a_name_is_turned_only_if_it_is_two_pieces() {
    for (text, name) in [
        ("Doe, Jane", Some("Jane Doe")),
        ("van der Heide, Anna-Lena", Some("Anna-Lena van der Heide")),
        ("Doe", None),
        ("Doe, Jane, Roe", None),
        ("Doe, 3 March", None),
        ("Doe, reporter", None),
    ] {
        assert_eq!(turned(text).as_deref(), name, "{text}");
    }
}

#[test]
fn between_names_stand_marks_and_roles() {
    for text in ["", ", ", "and", " | Staff Writer\n", "by", ", senior harbour reporter and", "·"] {
        assert!(is_between(text), "{text}");
    }
    for text in ["March 3, 2024", "Harbour reopens", "said", ", reporter, ferries leave"] {
        assert!(!is_between(text), "{text}");
    }
}

proptest! {
    #[test]
    fn any_text_ends(text in "\\PC{0,500}") {
        for name in people(&text) {
            prop_assert!(!name.trim().is_empty());
        }
    }

    #[test]
    fn a_name_keeps_its_letters(first in "[A-Z][a-z]{3,8}(by|von|and)", last in "(By|Mac)[a-z]{3,8}") {
        let name = format!("{first} {last}");
        let spared = [first.as_str(), last.as_str()].iter().all(|word| !words::rows().any(|(_, entry)| entry == word.to_lowercase()));
        prop_assume!(spared);
        prop_assert_eq!(people(&format!("By {name}")), vec![name]);
    }
}

#[test]
fn catalogues_have_the_family_first() {
    let cases = [
        ("Doe, Jane", Some("Jane Doe")),
        ("Doe, Jane; Roe, John A.", Some("Jane Doe; John A. Roe")),
        ("de la Cruz, Ana", Some("Ana de la Cruz")),
        ("DOE, JANE", Some("JANE DOE")),
        ("Jane Doe, John Roe", None),
        ("Doe, MD", None),
        ("Jane Doe", None),
    ];
    for (names, expected) in cases {
        assert_eq!(turned_all(names).as_deref(), expected, "{names}");
    }
}
