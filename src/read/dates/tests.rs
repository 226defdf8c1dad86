use super::*;
use proptest::prelude::*;

macro_rules! reads {
    ($($name:ident: $text:expr, $language:expr => $date:expr;)*) => {$(
        #[test]
        fn $name() {
            let language: Option<&str> = $language;
            let date: Option<&str> = $date;
            assert_eq!(parse($text, language).as_deref(), date);
        }
    )*};
}

reads! {
    day: "2024-03-03", None => Some("2024-03-03");
    timestamp_utc: "2024-03-03T10:15:30Z", None => Some("2024-03-03T10:15:30Z");
    timestamp_offset: "2024-03-03T10:15:30.123+01:00", None => Some("2024-03-03T10:15:30+01:00");
    timestamp_short_offset: "2024-03-03T10:15:30-0500", None => Some("2024-03-03T10:15:30-05:00");
    timestamp_without_seconds: "2024-03-03T10:15+01:00", None => Some("2024-03-03T10:15:00+01:00");
    timestamp_with_space: "2024-03-03 10:15:30 +0100", None => Some("2024-03-03T10:15:30+01:00");
    timestamp_named_zone: "2024-03-03 10:15 CET", None => Some("2024-03-03T10:15:00+01:00");
    local_time_is_a_day: "2024-03-03T10:15:30", None => Some("2024-03-03");
    compact_timestamp: "20240303T101530Z", None => Some("2024-03-03T10:15:30Z");
    compact_day: "20240303", None => Some("2024-03-03");
    slashes: "2024/03/03", None => Some("2024-03-03");
    year_first_points: "2024.03.03.", None => Some("2024-03-03");
    unix_seconds: "1709461800", None => Some("2024-03-03T10:30:00Z");
    unix_milliseconds: "1709461800000", None => Some("2024-03-03T10:30:00Z");
    rfc_2822: "Sun, 03 Mar 2024 10:15:00 +0100", None => Some("2024-03-03T10:15:00+01:00");
    browser: "Sun Mar 03 2024 10:15:00 GMT+0100 (CET)", None => Some("2024-03-03T10:15:00+01:00");
    year_after_time: "Sun Mar 03 10:15:00 +0000 2024", None => Some("2024-03-03T10:15:00Z");
    year_after_zone: "Sun Mar 03 10:15:00 EST 2024", None => Some("2024-03-03T10:15:00-05:00");
    arabic_two_names: "03 آذار/مارس 2024", Some("ar") => Some("2024-03-03");
    thai_era: "วันที่ 3 มีนาคม พ.ศ. 2567", Some("th") => Some("2024-03-03");
    english: "Published March 3, 2024", Some("en") => Some("2024-03-03");
    number_of_an_issue: "Issue 7, March 2024", Some("en") => None;
    english_ordinal: "3rd of March, 2024", Some("en") => Some("2024-03-03");
    english_short: "Mar. 3, 2024", None => Some("2024-03-03");
    english_time_zone: "March 3, 2024 at 4:05 p.m. EST", Some("en") => Some("2024-03-03T16:05:00-05:00");
    english_time_before: "10:15 AM EDT, Sun March 3, 2024", Some("en") => Some("2024-03-03T10:15:00-04:00");
    english_midnight: "March 3, 2024 12:05 AM PST", Some("en") => Some("2024-03-03T00:05:00-08:00");
    dashes: "03-Mar-2024", None => Some("2024-03-03");
    german: "Sonntag, 3. März 2024, 10:15 Uhr", Some("de") => Some("2024-03-03");
    german_zone: "3. März 2024, 10:15 Uhr MEZ", Some("de") => Some("2024-03-03T10:15:00+01:00");
    german_points: "3. März 2024, 10.15 Uhr (MEZ)", Some("de") => Some("2024-03-03T10:15:00+01:00");
    points_before_a_zone: "3 Mar 2024 10.15 GMT", None => Some("2024-03-03T10:15:00Z");
    points_of_a_date_before_a_zone: "03.03.2024 GMT", None => Some("2024-03-03");
    russian_zone: "10:15 МСК, 03.03.2024", None => Some("2024-03-03T10:15:00+03:00");
    indonesian_zone: "03 Mar 2024, 10:15 WIB", Some("id") => Some("2024-03-03T10:15:00+07:00");
    indonesian_points: "03 Mar 2024, 10.15 WITA", Some("id") => Some("2024-03-03T10:15:00+08:00");
    hours_before_a_zone: "3 Mar 2024 10:15 hrs SAST", None => Some("2024-03-03T10:15:00+02:00");
    section_in_place_of_a_zone: "3 March 2024 10:15 Eat & Drink", None => Some("2024-03-03");
    american_winter: "March 3, 2024 9:15 AM ET", None => Some("2024-03-03T09:15:00-05:00");
    american_summer: "March 10, 2024 9:15 AM PT", None => Some("2024-03-10T09:15:00-07:00");
    american_last_minute_of_winter: "March 10, 2024 1:59 AM CT", None => Some("2024-03-10T01:59:00-06:00");
    american_last_day_of_summer: "November 2, 2024 9:15 PM MT", None => Some("2024-11-02T21:15:00-06:00");
    american_first_day_of_winter: "November 3, 2024 2:00 AM ET", None => Some("2024-11-03T02:00:00-05:00");
    american_summer_of_once: "April 1, 2006 9:15 AM ET", None => Some("2006-04-01T09:15:00-05:00");
    disputed_zone: "3 March 2024 10:15 IST", None => Some("2024-03-03");
    time_behind_a_label: "03.03.2024 (Updated: 10:15 GMT 04.03.2024)", None => Some("2024-03-03");
    german_numeric: "Stand: 03.04.2024", Some("de") => Some("2024-04-03");
    german_glued: "Erstellt am03.04.2024", Some("de") => Some("2024-04-03");
    short_year_apart: "Bis 05.02. 10 % sparen", Some("de") => None;
    short_year: "03.04.24", Some("de") => Some("2024-04-03");
    french: "Publié le 1er mars 2024 à 10h15", Some("fr") => Some("2024-03-01");
    spanish: "3 de marzo de 2024", Some("es") => Some("2024-03-03");
    catalan: "3 d'abril de 2024", Some("ca") => Some("2024-04-03");
    portuguese: "3 de março de 2024", Some("pt") => Some("2024-03-03");
    russian: "3 марта 2024, 10:15", Some("ru") => Some("2024-03-03");
    arabic: "٣ مارس ٢٠٢٤", Some("ar") => Some("2024-03-03");
    arabic_levant: "3 كانون الثاني 2024", Some("ar") => Some("2024-01-03");
    persian: "۱۳ اسفند ۱۴۰۲", Some("fa") => Some("2024-03-03");
    persian_numeric: "۱۴۰۲/۱۲/۱۳", Some("fa") => Some("2024-03-03");
    persian_last_day_of_leap_year: "۳۰ اسفند ۱۴۰۳", Some("fa") => Some("2025-03-20");
    turkish: "3 Mart 2024 Pazar", Some("tr") => Some("2024-03-03");
    chinese: "2024年3月3日 10:15", Some("zh") => Some("2024-03-03");
    japanese_weekday: "2024年3月3日(日) 10時15分", Some("ja") => Some("2024-03-03");
    korean: "2024년 3월 3일", Some("ko") => Some("2024-03-03");
    korean_points: "2024. 3. 3. 오전 10:15", Some("ko") => Some("2024-03-03");
    korean_glued: "송고시간2024-03-03 10:15", Some("ko") => Some("2024-03-03");
    japanese_era: "令和6年3月3日", Some("ja") => Some("2024-03-03");
    chinese_republic: "中華民國113年3月3日", Some("zh") => Some("2024-03-03");
    latvian: "2024. gada 3. marts", Some("lv") => Some("2024-03-03");
    basque: "2024ko martxoaren 3a", Some("eu") => Some("2024-03-03");
    bars: "13 | 03 | 2024", None => Some("2024-03-13");
    bars_of_numbers: "13 | 3 | 2024", None => None;
    year_and_hour: "March 3, 20244:31 PM GMT+1Updated 2 hours ago", None => Some("2024-03-03T16:31:00+01:00");
    year_and_hour_in_numbers: "03.03.202410:15", None => Some("2024-03-03");
    number_before_minutes: "Room 20244:31", None => None;
    offset_and_day: "2024-03-03T10:15:30+01:0025. März", None => Some("2024-03-03T10:15:30+01:00");
    vietnamese: "3 tháng 3 năm 2024", Some("vi") => Some("2024-03-03");
    hungarian: "2024. március 3.", Some("hu") => Some("2024-03-03");
    lithuanian: "2024 m. kovo 3 d.", Some("lt") => Some("2024-03-03");
    thai: "3 มีนาคม 2567", Some("th") => Some("2024-03-03");
    hindi: "3 मार्च 2024", Some("hi") => Some("2024-03-03");
    month_first_in_america: "03/04/2024", Some("en-US") => Some("2024-03-04");
    day_first_in_britain: "03/04/2024", Some("en-GB") => Some("2024-04-03");
    day_first_in_france: "03/04/2024", Some("fr") => Some("2024-04-03");
    undecided: "03/04/2024", Some("en") => None;
    undecided_without_language: "03/04/2024", None => None;
    decided_by_the_weekday: "Mon, 03/04/2024 - 10:15", Some("en") => Some("2024-03-04");
    decided_by_the_weekday_otherwise: "Wednesday, 03/04/2024", Some("en") => Some("2024-04-03");
    weekday_of_neither: "Friday, 03/04/2024", Some("en") => None;
    decided_by_itself: "03/14/2024", None => Some("2024-03-14");
    same_either_way: "03/03/2024", None => Some("2024-03-03");
    slug: "kali-linux-2026-1", None => None;
    slug_with_three_numbers: "kali-linux-2026-1-2", None => None;
    article_number: "art4418600120240303", None => None;
    long_number: "123456789012345678901234567890", None => None;
    address: "192.168.20.24", None => None;
    version: "1.2.2024.5", None => None;
    phone: "030 2024 12 34", None => None;
    no_such_day: "2024-02-30", None => None;
    leap_day: "2024-02-29", None => Some("2024-02-29");
    epoch: "1970-01-01T00:00:00Z", None => None;
    year_one: "0001-01-01", None => None;
    far_future: "2999-12-31", None => None;
    no_year: "March 3", Some("en") => None;
    month_and_year: "March 2024", Some("en") => None;
    prose: "He may 12 times have been seen in 2024", Some("en") => None;
    empty: "", None => None;
}

#[test]
fn every_zone_is_one() {
    for line in include_str!("zones.txt").lines().filter(|line| !line.starts_with('#')) {
        let zone = line.split(' ').next().unwrap();
        let found = parse(&format!("2024-03-03 10:15 {zone}"), None).unwrap();
        assert!(found.starts_with("2024-03-03T10:15:00"), "{line}");
    }
}

#[test]
fn all_dates_of_a_line_are_found() {
    let days = |text: &str| find_all(text, None).iter().map(|found| found.moment.to_string()).collect::<Vec<_>>();
    assert_eq!(days("3 March 2024 10:15 GMT, updated 4 March 2024"), ["2024-03-03T10:15:00Z", "2024-03-04"]);
    assert_eq!(days("Updated 10:15 GMT 4 March 2024 (3 March 2024)"), ["2024-03-04T10:15:00Z", "2024-03-03"]);
    assert_eq!(days("2024-03-03"), ["2024-03-03"]);
    assert_eq!(days("March"), [""; 0]);
}

proptest! {
    #[test]
    fn any_text_ends(text in "\\PC{0,300}", language in proptest::option::of("[a-z]{2}(-[A-Z]{2})?")) {
        if let Some(found) = find(&text, language.as_deref()) {
            prop_assert!(text.get(found.start..found.end).is_some());
        }
    }

    #[test]
    fn what_is_printed_reads_back(year in 1980_i16..2100, month in 1_i8..=12, day in 1_i8..=28, minutes in -840_i32..=840) {
        let sign = if minutes < 0 { '-' } else { '+' };
        let offset = if minutes == 0 { "Z".to_owned() } else { format!("{sign}{:02}:{:02}", minutes.abs() / 60, minutes.abs() % 60) };
        let text = format!("{year:04}-{month:02}-{day:02}T23:59:58{offset}");
        prop_assert_eq!(parse(&text, None), Some(text));
    }
}
