//! Which language a page is in: as declared, else guessed from its text.

use crate::document::Document;
use crate::letters;

/// Characters of text that a guess needs; under some 200 the detector is wrong too often.
const ENOUGH: usize = 200;

/// Characters that a guess looks at: the detector costs a microsecond for each, and more of the same page changes no verdict.
const SAMPLE: usize = 600;

/// Blocks shorter than this, in characters, are menus and buttons, often in another language.
const SENTENCE: usize = 60;

/// A declared tag as BCP 47 writes it: `en_US.UTF-8` is `en-US`, `DE-de` is `de-DE`, `zh-hant-tw` is `zh-Hant-TW`.
pub(crate) fn normalise(tag: &str) -> Option<String> {
    let tag = tag.split([',', ';', '.', '@']).next()?.trim();
    let mut parts = tag.split(['-', '_']).map(str::trim);
    let language = parts.next()?;
    if !(2..=3).contains(&language.len()) || !letters(language) || RESERVED.contains(&&*language.to_ascii_lowercase()) {
        return None;
    }
    let mut normal = language.to_ascii_lowercase();
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

/// Codes that say that there is no one language.
const RESERVED: [&str; 4] = ["und", "mul", "zxx", "mis"];

fn letters(part: &str) -> bool {
    part.bytes().all(|byte| byte.is_ascii_alphabetic())
}

/// Words that hardly any English text of this length is without, and how many of them it has at least.
const ENGLISH: [&str; 8] = ["the", "of", "and", "to", "in", "is", "that", "for"];
const LEAST_ENGLISH: usize = 5;

/// The language of a page that a template may have called English: the declared one, unless its sentences have none of
/// the words that English ones have and the detector is sure of another.
pub(crate) fn check(declared: String, document: &Document) -> String {
    if !declared.starts_with("en") {
        return declared;
    }
    let sample = sample(document);
    let english = |word: &&str| ENGLISH.iter().any(|known| word.eq_ignore_ascii_case(known));
    let is_english = sample.split(' ').filter(english).take(LEAST_ENGLISH).count() == LEAST_ENGLISH;
    if is_english { declared } else { detect(&sample).filter(|found| found != "en").unwrap_or(declared) }
}

/// The language of the document's sentences, if there are enough and the detector is sure.
pub(crate) fn guess(document: &Document) -> Option<String> {
    detect(&sample(document))
}

fn detect(sample: &str) -> Option<String> {
    if sample.chars().nth(ENOUGH).is_none() && sample.len() < 2 * ENOUGH {
        return None;
    }
    let info = whatlang::detect(sample)?;
    info.is_reliable().then(|| code(info.lang()).to_owned())
}

/// The first sentences.
fn sample(document: &Document) -> String {
    let mut sample = String::with_capacity(SAMPLE);
    let mut length = 0;
    for block in &document.blocks {
        let text = document.text(block);
        // Ideographs say more in fewer characters.
        let dense = text.len() >= 2 * SENTENCE;
        if dense || letters::is_longer(text, SENTENCE) {
            let rest = SAMPLE - length;
            let end = text.char_indices().nth(rest).map_or(text.len(), |(at, _)| at);
            sample.push_str(&text[..end]);
            sample.push(' ');
            length = (length + text.chars().count()).min(SAMPLE);
        }
        if length == SAMPLE {
            break;
        }
    }
    sample
}

/// Its ISO 639-1 code, which BCP 47 wants where there is one.
fn code(language: whatlang::Lang) -> &'static str {
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
    use crate::document::Kind;

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
        extension: "de-DE-x-formal" => Some("de-DE");
        word: "english" => None;
        undetermined: "und" => None;
        empty: "" => None;
        not_ascii: "日本" => None;
    }

    #[test]
    fn every_language_of_the_detector_has_a_code() {
        for language in whatlang::Lang::all() {
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
    fn a_page_that_only_its_template_calls_english_is_not() {
        let german = "Der Hafen bleibt nach dem Sturm noch mindestens bis Montag geschlossen, wie die Stadt am Abend mitteilte. ";
        let english =
            "The harbour of the city is closed to ships for days, and that is what the people in the town feared. ";
        let checked =
            |sentence: &str| check("en-US".into(), &Document::literal(&[(Kind::Paragraph, &sentence.repeat(3))]));
        assert_eq!(checked(german), "de");
        assert_eq!(checked(english), "en-US");
        assert_eq!(checked("No. "), "en-US");
    }

    #[test]
    fn a_few_words_have_none() {
        let document = Document::literal(&[(Kind::Paragraph, "Der Hafen bleibt geschlossen")]);
        assert_eq!(guess(&document), None);
    }
}
