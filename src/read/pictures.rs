//! Whose a picture is, at the end of what stands under it. Markup tells a caption from text and from a headline, and in a dump
//! nothing else does.

use crate::dateline;
use crate::letters;

/// Bytes at the end of a text in which the picture's maker is named.
const REACH: usize = 96;
/// Words of that name, with its agency's and without; with a full stop behind it fewer, or it is a sentence.
const NAME: (usize, usize, usize) = (8, 4, 3);

/// What a picture is called before the name of who made it, lower case. By memory of what papers print under pictures.
const PICTURES: [&str; 60] = [
    "photo",
    "photos",
    "photograph",
    "photographs",
    "photography",
    "image",
    "images",
    "picture",
    "pictures",
    "credit",
    "foto",
    "fotos",
    "bild",
    "bilder",
    "grafik",
    "symbolbild",
    "symbolfoto",
    "archivfoto",
    "crédit",
    "crédits",
    "fotografía",
    "imagen",
    "crédito",
    "imagem",
    "fotografia",
    "créditos",
    "immagine",
    "beeld",
    "bilde",
    "billede",
    "kuva",
    "fot",
    "zdjęcie",
    "fotó",
    "kép",
    "fotoğraf",
    "фото",
    "снимок",
    "світлина",
    "снимка",
    "фотография",
    "φωτο",
    "φωτογραφία",
    "φωτό",
    "ảnh",
    "صورة",
    "الصورة",
    "تصوير",
    "عکس",
    "צילום",
    "फोटो",
    "तस्वीर",
    "ছবি",
    "ภาพ",
    "写真",
    "撮影",
    "图",
    "圖",
    "사진",
    "画像",
];
/// Bytes of the longest of them, and some.
const LONGEST: usize = 24;
/// What stands between the two.
const JOINTS: [char; 6] = [':', '：', '=', '＝', '／', '/'];
const WORD_JOINTS: [&str; 7] = ["by", "courtesy of", "von", "de", "di", "por", "par"];
/// What a bracket at the end says of an old picture.
const ARCHIVE: [&str; 9] = [
    "archivbild",
    "archivfoto",
    "arkivbild",
    "arkivfoto",
    "file photo",
    "foto de archivo",
    "arşiv",
    "자료사진",
    "資料写真",
];
/// What ends a caption in Chinese, Japanese and Korean: taken by the one named before.
const TAKEN: [&str; 6] = ["摄", "攝", "撮影", "摄影", "攝影", "촬영"];
/// Between a caption and its agency.
const STROKES: [char; 3] = ['/', '|', '／'];

/// Signs that a picture's word may stand against.
const SIGNS: [char; 13] = ['（', '）', '【', '「', '＝', '：', '／', '。', '–', '—', '▲', '▶', '©'];

/// Whether a text ends with the name of who made a picture, said to be that.
pub(crate) fn is_credited(text: &str) -> bool {
    let tail = letters::tail(text.trim_end(), REACH);
    let unstopped = tail.trim_end_matches('.');
    is_taken(tail) || in_brackets(tail) || of_agency(unstopped) || is_said(tail)
}

/// `Town hall on Monday. Photo: Jane Doe/AP`, `Foto: dpa`, `写真：田中一`, `Image courtesy of Marbury Press`.
fn is_said(tail: &str) -> bool {
    let tail = tail.trim_end_matches([')', ']', '）']);
    let (most, _, most_stopped) = NAME;
    let most = if tail.ends_with(letters::is_stop) { most_stopped } else { most };
    // Back from the end, word by word.
    let mut end = tail.len();
    for _ in 0..=most {
        let Some((start, word)) = last_word(&tail[..end]) else { return false };
        // Marks and small words are compared sooner than words.
        if maker(&tail[start + word.len()..]).is_some_and(|name| is_picture(word) && is_maker(name)) {
            return true;
        }
        end = start;
    }
    false
}

/// The last word of a text, between signs of any kind, and where it begins.
fn last_word(text: &str) -> Option<(usize, &str)> {
    let ends = |c: char| c.is_whitespace() || c.is_ascii_punctuation() || !c.is_ascii() && SIGNS.contains(&c);
    let text = text.trim_end_matches(ends);
    let start = text.char_indices().rev().find(|&(_, c)| ends(c)).map_or(0, |(at, c)| at + c.len_utf8());
    Some((start, &text[start..])).filter(|(_, word)| !word.is_empty())
}

/// Whether a word is one for a picture.
fn is_picture(word: &str) -> bool {
    if word.is_ascii() {
        return PICTURES.iter().any(|picture| picture.eq_ignore_ascii_case(word));
    }
    word.len() <= LONGEST && PICTURES.contains(&&*word.to_lowercase())
}

/// What stands behind the word for a picture and what joins its maker to it.
fn maker(behind: &str) -> Option<&str> {
    let behind = behind.trim_start_matches(['.', ' ']);
    let word = || WORD_JOINTS.iter().find_map(|joint| behind.strip_prefix(joint)?.strip_prefix(' '));
    behind.strip_prefix(JOINTS).or_else(word)
}

/// Whether a text is the name of a person, an agency, a paper.
fn is_maker(name: &str) -> bool {
    let name = name.trim();
    let (most_with_agency, most, most_stopped) = NAME;
    let with_agency = name.contains(['/', '|', '©']) || name.contains(" via ");
    let words = name.split_whitespace().count();
    let begins =
        name.starts_with(|c: char| letters::is_alphabetic(c) && !letters::is_lowercase(c) || matches!(c, '@' | '©'));
    let most = match () {
        () if name.ends_with(letters::is_stop) => most_stopped,
        () if with_agency => most_with_agency,
        () => most,
    };
    words <= most && !name.contains(". ") && (begins || is_agency(name.trim_end_matches('.')))
}

/// Whether pictures are signed by this name, set as one.
fn is_agency(name: &str) -> bool {
    const OF_PICTURES: [&str; 10] = [
        "Getty Images",
        "Getty",
        "Shutterstock",
        "Alamy",
        "iStock",
        "Imago",
        "picture alliance",
        "EPA",
        "PA Wire",
        "Unsplash",
    ];
    // `wired`
    let set = name.contains(|c: char| !letters::is_lowercase(c) && c != ' ') || name.len() <= "afp".len();
    OF_PICTURES.contains(&name) || set && dateline::is_agency(name)
}

/// Whether a name is short for the last words before it: `Certified Management Consultant (CMC)`.
fn abbreviates(name: &str, before: &str) -> bool {
    let last = before.trim_end().rmatch_indices(' ').nth(name.chars().count() - 1);
    dateline::abbreviates(name, last.map_or(before, |(at, _)| &before[at..]))
}

/// `Residents at the well (Reuters)`, `… (AP Photo/Jane Doe)`, `… (Archivbild)`.
fn in_brackets(tail: &str) -> bool {
    let Some(open) = tail.strip_suffix([')', '）']).and_then(|tail| tail.rfind(['(', '（'])) else { return false };
    let (before, bracket) = tail.split_at(open);
    let said = bracket.trim_matches(['(', ')', '（', '）']).trim();
    let small = said.to_lowercase();
    let old = ARCHIVE.iter().any(|word| small == *word);
    // Behind a full stop an agency signs the text.
    let signs = || {
        !before.trim().is_empty()
            && !before.trim_end().ends_with(letters::is_stop)
            && is_agency(said)
            && !abbreviates(said, before)
    };
    let shows = || {
        let (first, rest) = said.split_once(' ').unwrap_or_default();
        PICTURES.contains(&&*first.to_lowercase()) && is_agency(rest)
    };
    old || signs() || shows()
}

/// `The embankment, this week. / EFE`, `… | AFP`, `JANE DOE / AFP`.
fn of_agency(tail: &str) -> bool {
    let stroke = STROKES.iter().filter_map(|&stroke| tail.rfind(stroke)).max();
    let Some((before, agency)) = stroke.map(|at| tail.split_at(at)) else { return false };
    let agency = agency.trim_start_matches(STROKES);
    let spaced = before.ends_with(' ');
    let loud = || before.split(' ').next_back().is_some_and(|word| word.chars().all(|c| !letters::is_lowercase(c)));
    !before.trim().is_empty() && (spaced || loud()) && is_agency(agency.trim())
}

fn is_taken(tail: &str) -> bool {
    TAKEN.iter().any(|word| tail.ends_with(word))
}

#[cfg(test)]
mod tests {
    use super::is_credited;

    #[test]
    fn a_credit_at_its_end_makes_a_caption() {
        for text in [
            "The town hall on Monday. Photo: Jane Doe/AP",
            "The town hall on Monday | Photo by Jane Doe",
            "Photograph: Marbury Press/Alamy",
            "Image courtesy of Marbury Press",
            "Das Rathaus am Montag. Foto: dpa",
            "Das Rathaus am Montag (Archivbild)",
            "Zbiornik w poniedziałek. Fot. Jan Nowak / PAP",
            "El embalse, esta semana. / EFE",
            "Des caisses à la criée, le 5 mars. JEANNE PETIT / AFP",
            "Residents wait at the well (Reuters)",
            "The council votes on the bridge. (AP Photo/Jane Doe)",
            "Volontari nel quartiere (foto Ansa)",
            "Người dân nhận nước. Ảnh: Hoàng Nam",
            "ратуша в понедельник. Фото: Иван Ким",
            "市役所前に集まる人々＝田中一撮影",
            "居民在会上发言。记者 李一 摄",
            "图/港口日报",
            "사진=오름뉴스",
            "مواطنون عند البئر (رويترز)",
        ] {
            assert!(is_credited(text), "{text}");
        }
    }

    #[test]
    fn what_speaks_of_pictures_is_none() {
        for text in [
            "The council talked about the photo: it showed the mayor at the well on Sunday.",
            "Bring a lamp, a rope and boots (not pictured)",
            "– Credit/debit cards and cash",
            "The bridge will stay closed until May, the council said. (Reuters)",
            "It would have to be paid by Marbury",
            "A camera for photo and video",
            "Hardened Images: Security Independently Validated by Marbury",
            "Certified Management Consultant (CMC)",
            "58 grams, solid, symmetric, up to 8KHz (wired)",
            "My hammock: (the complete set-up)",
            "and/or AP",
        ] {
            assert!(!is_credited(text), "{text}");
        }
    }
}
