//! Which language a page is in: as declared, else guessed from its text: by its script, by a detector, by its commonest words.

mod scripts;
mod words;

use std::cmp::Reverse;

use whatlang::Lang;

use crate::document::{Block, Document, Kind};
use crate::letters;
use crate::read::chars;

/// Characters of text that the detector needs; under some 200 the detector is wrong too often.
const ENOUGH: usize = 200;

/// Characters that a guess looks at: the detector costs a microsecond for each, and more of the same page changes no verdict.
const SAMPLE: usize = 600;

/// How many times as many it looks at where it is not sure: Hindi, Marathi and Nepali share most words of a few.
const MORE: usize = 4;

/// Those of one block, on average; of longer ones more.
const EACH: usize = 150;

/// Blocks shorter than this, in characters, are menus and buttons, often in another language.
const SENTENCE: usize = 60;

/// What the detector calls texts that are in none of its languages: Swahili, Xhosa, filler text.
const CATCH_ALL: [Lang; 5] = [Lang::Aka, Lang::Epo, Lang::Lat, Lang::Sna, Lang::Zul];

/// A declared tag as BCP 47 writes it: `en_US.UTF-8` is `en-US`, `DE-de` is `de-DE`, `zh-hant-tw` is `zh-Hant-TW`.
pub(crate) fn normalise(tag: &str) -> Option<String> {
    let tag = tag.split([',', ';', '.', '@']).next()?.trim();
    let mut parts = tag.split(['-', '_']).map(str::trim);
    let language = parts.next()?;
    if !(2..=3).contains(&language.len()) || !letters(language) || RESERVED.contains(&&*language.to_ascii_lowercase()) {
        return None;
    }
    let language = language.to_ascii_lowercase();
    let spoken = OF_COUNTRIES.iter().find(|(country, _)| *country == language).map(|(_, spoken)| *spoken);
    let mut normal = spoken.map_or(language, str::to_owned);
    for part in parts {
        match part.len() {
            2 if letters(part) => normal = normal + "-" + &part.to_ascii_uppercase(),
            4 if letters(part) => {
                normal = normal + "-" + &part[..1].to_ascii_uppercase() + &part[1..].to_ascii_lowercase()
            }
            3 if part.bytes().all(|byte| byte.is_ascii_digit()) => normal = normal + "-" + part,
            _ => break,
        }
    }
    Some(normal)
}

/// Codes of countries that pages give for their languages, and that are no languages, or one that hardly any page is in.
const OF_COUNTRIES: [(&str, &str); 9] = [
    ("cn", "zh"),
    ("cz", "cs"),
    ("dk", "da"),
    ("gr", "el"),
    ("jp", "ja"),
    ("kr", "ko"),
    ("tw", "zh"),
    ("ua", "uk"),
    ("vn", "vi"),
];

/// Codes that say that there is no one language.
const RESERVED: [&str; 4] = ["und", "mul", "zxx", "mis"];

fn letters(part: &str) -> bool {
    part.bytes().all(|byte| byte.is_ascii_alphabetic())
}

/// Words that hardly any English text of this length is without, and how many of them it has at least.
const ENGLISH: [&str; 8] = ["the", "of", "and", "to", "in", "is", "that", "for"];
const LEAST_ENGLISH: usize = 5;

/// The language of a page that a template may have called English: the declared one, unless its sentences have none of
/// the words that English ones have and the detector is sure that it is another, be it one that it does not know.
pub(crate) fn check(declared: String, document: &Document) -> Option<String> {
    if declared.starts_with("ru") || declared.starts_with("uk") {
        return Some(
            spelt(&sample(document, SAMPLE))
                .filter(|language| !declared.starts_with(language))
                .map_or(declared, str::to_owned),
        );
    }
    if !declared.starts_with("en") {
        return Some(declared);
    }
    let sample = sample(document, SAMPLE);
    let english = |word: &&str| ENGLISH.iter().any(|known| word.eq_ignore_ascii_case(known));
    let is_english = sample.split(' ').filter(english).take(LEAST_ENGLISH).count() == LEAST_ENGLISH;
    match if is_english { None } else { detect(&sample) } {
        Some(Lang::Eng) | None => Some(declared),
        Some(found) => named(found),
    }
}

/// Whether a text is Russian or Ukrainian, by letters that the other has not; papers have both, and one template.
fn spelt(text: &str) -> Option<&'static str> {
    /// Such letters in a text: a name has two or three.
    const ENOUGH: usize = 8;
    let count = |own: [char; 3]| text.chars().filter(|&c| own.contains(&letters::lower(c))).count();
    match (count(['ы', 'э', 'ё']), count(['і', 'ї', 'є'])) {
        (ENOUGH.., 0..3) => Some("ru"),
        (0..3, ENOUGH..) => Some("uk"),
        _ => None,
    }
}

/// The language of the document's sentences: of a script that tells, else if there are enough and the detector is sure,
/// else if their commonest words are one language's.
pub(crate) fn guess(document: &Document) -> Option<String> {
    let few = sample(document, SAMPLE);
    if let Some(language) = scripts::language(&few) {
        return Some(language.to_owned());
    }
    if let Some(found) = detect(&few) {
        return named(found);
    }
    let many = sample(document, MORE * SAMPLE);
    detect(&many).map_or_else(|| words::language(&many).map(str::to_owned), named)
}

/// The language that a text's commonest words tell, be it code and menus for the rest.
pub(crate) fn of_words(text: &str) -> Option<&'static str> {
    words::language(text)
}

/// Whether a word is one of the commonest of some language.
pub(crate) fn is_common(word: &str) -> bool {
    words::is_common(word)
}

/// Whether there is enough of a text to tell its language.
fn is_enough(sample: &str) -> bool {
    sample.len() >= 2 * ENOUGH || sample.chars().nth(ENOUGH).is_some()
}

fn detect(sample: &str) -> Option<Lang> {
    let info = whatlang::detect(Some(sample).filter(|sample| is_enough(sample))?)?;
    info.is_reliable().then(|| info.lang())
}

/// Its code, if it is what the detector says it is.
fn named(language: Lang) -> Option<String> {
    (!CATCH_ALL.contains(&language)).then(|| code(language).to_owned())
}

/// So many characters of a page: the beginnings of its longest blocks, for a menu, a notice or a list of names in another
/// language is one of them at most. Sentences go before what is none, and links and code are left aside.
fn sample(document: &Document, characters: usize) -> String {
    let sentences = beginnings(document, characters, |text| chars::ends_sentence(text) || holds_sentence(text));
    if is_enough(&sentences) { sentences } else { beginnings(document, characters, |_| true) }
}

/// Whether a sentence ends inside a text.
fn holds_sentence(text: &str) -> bool {
    let mut ends = text.char_indices().filter(|&(_, c)| letters::is_stop(c));
    ends.any(|(at, c)| c.len_utf8() > 1 || text[at + 1..].starts_with(' '))
}

/// The beginnings of the longest blocks that are wanted.
fn beginnings(document: &Document, characters: usize, is_wanted: impl Fn(&str) -> bool) -> String {
    // Ideographs say more in fewer characters.
    let is_long = |block: &Block| {
        let bytes = block.text.len();
        bytes >= 2 * SENTENCE || bytes > SENTENCE && letters::is_longer(document.text(block), SENTENCE)
    };
    let is_code = |block: &Block| block.kind == Kind::Preformatted || document.text(block).starts_with(['{', '[', '<']);
    let is_linked = |block: &Block| block.linked.is_some_and(|linked| 2 * linked as usize > block.text.len());
    // Most blocks are short.
    let is_text = |block: &&Block| is_long(block) && !is_code(block) && !is_linked(block);
    let mut longest: Vec<&str> = document.blocks.iter().filter(is_text).map(|block| document.text(block)).collect();
    longest.sort_by_key(|text| Reverse(text.len()));
    let longest: Vec<&str> = longest.into_iter().filter(|text| is_wanted(text)).take(characters / EACH).collect();
    let all: usize = longest.iter().map(|text| text.len()).sum();
    let mut sample = String::with_capacity(2 * characters);
    for text in longest {
        sample.push_str(letters::first(text, characters * text.len() / all));
        sample.push(' ');
    }
    sample
}

/// Its ISO 639-1 code, which BCP 47 wants where there is one.
fn code(language: Lang) -> &'static str {
    let three = language.code();
    CODES.iter().find(|(long, _)| *long == three).map_or(three, |(_, two)| two)
}

/// ISO 639-3 to 639-1, for the languages that the detector knows.
const CODES: [(&str, &str); 70] = [
    ("epo", "eo"),
    ("eng", "en"),
    ("rus", "ru"),
    ("cmn", "zh"),
    ("spa", "es"),
    ("por", "pt"),
    ("ita", "it"),
    ("ben", "bn"),
    ("fra", "fr"),
    ("deu", "de"),
    ("ukr", "uk"),
    ("kat", "ka"),
    ("ara", "ar"),
    ("hin", "hi"),
    ("jpn", "ja"),
    ("heb", "he"),
    ("yid", "yi"),
    ("pol", "pl"),
    ("amh", "am"),
    ("jav", "jv"),
    ("kor", "ko"),
    ("nob", "nb"),
    ("dan", "da"),
    ("swe", "sv"),
    ("fin", "fi"),
    ("tur", "tr"),
    ("nld", "nl"),
    ("hun", "hu"),
    ("ces", "cs"),
    ("ell", "el"),
    ("bul", "bg"),
    ("bel", "be"),
    ("mar", "mr"),
    ("kan", "kn"),
    ("ron", "ro"),
    ("slv", "sl"),
    ("hrv", "hr"),
    ("srp", "sr"),
    ("mkd", "mk"),
    ("lit", "lt"),
    ("lav", "lv"),
    ("est", "et"),
    ("tam", "ta"),
    ("vie", "vi"),
    ("urd", "ur"),
    ("tha", "th"),
    ("guj", "gu"),
    ("uzb", "uz"),
    ("pan", "pa"),
    ("aze", "az"),
    ("ind", "id"),
    ("tel", "te"),
    ("pes", "fa"),
    ("mal", "ml"),
    ("ori", "or"),
    ("mya", "my"),
    ("nep", "ne"),
    ("sin", "si"),
    ("khm", "km"),
    ("tuk", "tk"),
    ("aka", "ak"),
    ("zul", "zu"),
    ("sna", "sn"),
    ("afr", "af"),
    ("lat", "la"),
    ("slk", "sk"),
    ("cat", "ca"),
    ("tgl", "tl"),
    ("hye", "hy"),
    ("cym", "cy"),
];

#[cfg(test)]
mod tests {
    use super::*;

    macro_rules! normalises {
        ($($name:ident: $tag:expr => $normal:expr;)*) => {$(
            #[test]
            fn $name() {
                let normal: Option<&str> = $normal;
                assert_eq!(normalise($tag).as_deref(), normal);
            }
        )*};
    }

    normalises! {
        plain: "en" => Some("en");
        locale: "en_US" => Some("en-US");
        system_locale: "en_US.UTF-8" => Some("en-US");
        case: "DE-de" => Some("de-DE");
        script: "zh-hant-tw" => Some("zh-Hant-TW");
        numeric_region: "es-419" => Some("es-419");
        list: "de, en" => Some("de");
        country: "jp" => Some("ja");
        country_twice: "cz-CZ" => Some("cs-CZ");
        extension: "de-DE-x-formal" => Some("de-DE");
        word: "english" => None;
        undetermined: "und" => None;
        empty: "" => None;
        not_ascii: "日本" => None;
    }

    #[test]
    fn every_language_of_the_detector_has_a_code() {
        for language in Lang::all() {
            assert_eq!(code(*language).len(), 2, "{language:?}");
        }
    }

    #[test]
    fn a_page_of_sentences_has_a_language() {
        let sentence = "Der Hafen bleibt nach dem Sturm noch mindestens bis Montag geschlossen, wie die Stadt am Abend mitteilte. ";
        let document = Document::literal(&[(Kind::Paragraph, "Home"), (Kind::Paragraph, &sentence.repeat(3))]);
        assert_eq!(guess(&document).as_deref(), Some("de"));
    }

    #[test]
    fn russian_and_ukrainian_are_told_by_their_letters() {
        let ukrainian =
            "Міська рада вирішила відновити їхні нічні автобуси, які їздили до цієї весни, і чекає на їхній запуск. ";
        let russian =
            "Городской совет решил вернуть ночные автобусы, которые ездили до этой весны, и ждёт, когда они выйдут. ";
        for (text, declared, language) in
            [(ukrainian, "ru-UA", "uk"), (russian, "uk", "ru"), (russian, "ru-RU", "ru-RU"), (ukrainian, "uk", "uk")]
        {
            let document = Document::literal(&[(Kind::Paragraph, &text.repeat(2))]);
            assert_eq!(check(declared.into(), &document).as_deref(), Some(language), "{declared}");
        }
    }

    #[test]
    fn a_page_that_only_its_template_calls_english_is_not() {
        let german = "Der Hafen bleibt nach dem Sturm noch mindestens bis Montag geschlossen, wie die Stadt am Abend mitteilte. ";
        let english =
            "The harbour of the city is closed to ships for days, and that is what the people in the town feared. ";
        let checked =
            |sentence: &str| check("en-US".into(), &Document::literal(&[(Kind::Paragraph, &sentence.repeat(3))]));
        assert_eq!(checked(german).as_deref(), Some("de"));
        assert_eq!(checked(english).as_deref(), Some("en-US"));
        assert_eq!(checked("No. ").as_deref(), Some("en-US"));
    }

    #[test]
    fn a_menu_and_a_notice_do_not_decide() {
        let german = "Der Hafen bleibt nach dem Sturm noch mindestens bis Montag geschlossen, wie die Stadt am Abend mitteilte. ";
        let notice =
            "This site uses cookies, and by reading on you agree to that, as it is said in our policy on such things. ";
        let mut document = Document::literal(&[
            (Kind::Paragraph, &"English Français Español Português Türkçe ".repeat(20)),
            (Kind::Paragraph, &notice.repeat(3)),
            (Kind::Paragraph, &german.repeat(2)),
            (Kind::Paragraph, &german.repeat(2)),
            (Kind::Paragraph, &german.repeat(2)),
        ]);
        document.blocks[0].linked = Some(document.blocks[0].text.len() as u32);
        assert_eq!(guess(&document).as_deref(), Some("de"));
    }

    /// The guess for a page of one paragraph.
    fn guessed(text: &str) -> Option<String> {
        guess(&Document::literal(&[(Kind::Paragraph, text)]))
    }

    #[test]
    fn a_few_words_have_none() {
        assert_eq!(guessed("Der Hafen bleibt geschlossen"), None);
    }

    #[test]
    fn short_texts() {
        let rows = [
            (
                "ko",
                "항구는 폭풍이 지나간 뒤 화요일에 다시 문을 열었고 첫 배가 88명을 태우고 오전에 떠났다고 항만청이 밝혔다.",
            ),
            ("ja", "港は四日間の閉鎖を経て火曜日に再開し、最初のフェリーが午前七時に88人を乗せて出発した。"),
            (
                "zh",
                "港口在关闭四天之后于星期二重新开放，第一班渡轮于上午七时载着八十八名乘客启航，港务局表示航道标志仍然缺失。",
            ),
            ("th", "ท่าเรือเปิดทำการอีกครั้งเมื่อวันอังคารหลังจากปิดไปสี่วัน"),
            ("el", "Το λιμάνι άνοιξε ξανά την Τρίτη ύστερα από τέσσερις ημέρες, είπε η αρχή."),
            ("am", "ወደቡ ከአራት ቀናት መዘጋት በኋላ ማክሰኞ ዕለት እንደገና ተከፍቷል ሲል የወደቡ ባለሥልጣን አስታወቀ።"),
            (
                "en",
                "The harbour was opened again on Tuesday, and the first of the ferries left at 7:10 with 88 people.",
            ),
            (
                "id",
                "Pelabuhan itu dibuka kembali pada Selasa, karena badai sudah berlalu, dan otoritas mengatakan bahwa tidak ada korban.",
            ),
        ];
        for (language, text) in rows {
            assert_eq!(guessed(text).as_deref(), Some(language), "{text}");
        }
    }

    #[test]
    fn short_texts_in_what_may_be_another_language() {
        let rows = [
            (
                "Indonesian or Malay",
                "Kapal itu akan berangkat dari pelabuhan pada pagi ini dengan 88 orang yang tidak boleh pulang.",
            ),
            ("Norwegian or Danish", "Havnen er åpen igjen og det er 88 på ferjen, som har ligget der i fire dager."),
            ("Yiddish", "דער פֿאָרט איז װידער אָפֿן נאָך פֿיר טעג, און די ערשטע שיף איז אַװעק מיט אַכט און אַכציק מענטשן."),
            (
                "names",
                "Samsung Electronics 삼성전자, Hyundai Motor Company 현대자동차, LG Telecom 엘지전자, SK 에스케이, Kia 기아자동차, Lotte 롯데, Hanwha 한화, Posco 포스코.",
            ),
        ];
        for (name, text) in rows {
            assert_eq!(guessed(text), None, "{name}");
        }
    }

    #[test]
    fn rows_of_scripts_and_words_are_whole() {
        assert!(scripts::all().all(|(language, blocks)| language.len() == 2 && blocks > 0));
        assert!(words::all().all(|(language, words)| language.len() == 2 && words >= 10));
    }
}
