//! Who reported, where a dateline says so: `（记者李一）`, `(부산=연합뉴스) 김하나 기자`.

use super::agency::is_known;
use super::east_asian::{ROLES, TITLES, is_hangul};
use super::vocabulary::is_unspaced;
use crate::letters;

/// Characters of a name.
const NAME: std::ops::RangeInclusive<usize> = 2..=4;

/// What else stands behind a reporter's name: who put it together, a picture, a text.
const NOTES: [&str; 8] = ["整合", "综合", "編輯", "编辑", "文", "图", "摄", "文/图"];

/// The reporters that a dateline names, given as printed; nobody where a name stands against a place.
pub fn reporters(raw: &str) -> Vec<String> {
    if let Some(name) = behind_agency(raw) {
        return vec![name.to_owned()];
    }
    let names = korean(raw).or_else(|| chinese(raw)).unwrap_or_default();
    let names: Vec<&str> = names
        .split([' ', '\u{3000}', '·', '、', '，', ','])
        .filter(|name| !name.is_empty() && !NOTES.contains(name))
        .collect();
    let is_name = |name: &&str| NAME.contains(&name.chars().count()) && name.chars().all(is_unspaced);
    if names.iter().all(is_name) { names.into_iter().map(str::to_owned).collect() } else { Vec::new() }
}

/// Behind the agency and what parts it from the name: `РИА Новости, Анна Ким`, `(AA) - AYŞE YILMAZ`.
fn behind_agency(raw: &str) -> Option<&str> {
    const MARKS: [&str; 3] = [", ", ") - ", ") – "];
    let (front, name) = MARKS.iter().find_map(|mark| raw.rsplit_once(mark))?;
    let agency = front.rsplit([',', '-', '–', '—', '(']).next()?.trim();
    (is_known(agency) && name.split(' ').all(|word| word.starts_with(letters::is_uppercase)) && name.contains(' '))
        .then_some(name)
}

/// Between the bracket and the title.
fn korean(raw: &str) -> Option<&str> {
    let names = TITLES.iter().find_map(|title| raw.trim_end().strip_suffix(title))?;
    let names = names.rsplit([')', ']', '）', '】']).next()?;
    names.split('·').all(is_hangul).then_some(names)
}

/// Between the role and the end of its brackets, or a stroke; behind the blank that parts both on a line of their own.
fn chinese(raw: &str) -> Option<&str> {
    let (_, behind) = ROLES.iter().find_map(|role| raw.rsplit_once(role))?;
    if let Some(name) = behind.strip_prefix(' ').filter(|name| name.chars().all(is_unspaced)) {
        return Some(name);
    }
    let end = behind.find(['）', ')', '】', '〕', '］', ']', '／', '/', '╱', '∕'])?;
    Some(&behind[..end])
}

#[cfg(test)]
mod tests {
    use super::reporters;

    #[test]
    fn reporters_are_named_in_brackets_or_before_their_title() {
        for (raw, names) in [
            ("(부산=연합뉴스) 김하나 기자", &["김하나"][..]),
            ("(부산=연합뉴스) 김하나·박두리 기자", &["김하나", "박두리"]),
            ("新华社昆明5月2日电（记者李一）", &["李一"]),
            ("中新网昆明5月2日电 (记者 李一 王小二)", &["李一", "王小二"]),
            ("港口网5月2日讯（记者李一 整合）", &["李一"]),
            ("〔記者陳大文／台北報導〕", &["陳大文"]),
            ("港口新闻记者 李一", &["李一"]),
            ("记者会 下午", &[]),
            ("（中央社記者林大明台北2日電）", &[]),
            ("新华社昆明5月2日电", &[]),
            ("(부산=연합뉴스)", &[]),
            ("МОСКВА, 3 мар - РИА Новости, Анна Ким", &["Анна Ким"]),
            ("İSTANBUL (AA) - AYŞE YILMAZ", &["AYŞE YILMAZ"]),
            ("KAMPALA, Uganda", &[]),
            ("TEHRAN (Tasnim)", &[]),
        ] {
            assert_eq!(reporters(raw), names, "{raw}");
        }
    }
}
