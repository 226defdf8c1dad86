//! Chinese, Japanese and Korean datelines: no capitals, no spaces, and brackets or a last character instead of a dash.

use super::agency::{bracketed, is_known};
use super::date::date;
use super::fields::{equated, fields};
use super::scan::{Cursor, digit, is_comma};
use super::separator::{Separator, separator};
use super::vocabulary::{Concept, is, is_unspaced, leading_agency, trailing_city};

/// A dateline of this kind: everything it has stands before its end.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Slug<'a> {
    pub(super) place: Option<&'a str>,
    pub(super) date: Option<&'a str>,
    pub(super) agency: Option<&'a str>,
    pub(super) end: usize,
}

/// Characters of the longest place, `プノンペン特別市` or `新疆乌鲁木齐`, and then some.
pub(super) const LONGEST_PLACE: usize = 12;

/// What reporters and translators are called before their names.
pub(super) const ROLES: [&str; 7] = ["记者", "記者", "編譯", "编译", "特派員", "特約記者", "實習記者"];

/// What Korean reporters are called behind their names.
pub(super) const TITLES: [&str; 3] = ["기자", "특파원", "통신원"];

/// What names of those who print end with.
const PRINTED: [&str; 15] =
    ["报", "報", "网", "網", "社", "台", "臺", "刊", "客户端", "融媒体", "新闻", "新聞", "站", "财经", "在线"];

/// Reads one that begins here.
pub(super) fn slug(at: Cursor<'_>) -> Option<Slug<'_>> {
    let first = at.peek()?;
    match first {
        '【' | '［' | '[' | '(' | '（' | '〔' => in_brackets(at),
        _ if is_unspaced(first) => {
            let paper = || signed(at, false).or_else(|| by_reporter(at));
            telegraphed(at).or_else(|| released(at)).or_else(paper).or_else(|| before_brackets(at))
        }
        _ => None,
    }
}

/// `【ソウル＝…】`, `［東京 ３日 ロイター］`, `(서울=연합뉴스)`, `（中央社台北3日電）`.
fn in_brackets(at: Cursor<'_>) -> Option<Slug<'_>> {
    /// Bytes: place, agency and two reporters' names with their titles.
    const LONGEST: usize = 120;
    let open = at.peek()?;
    let close = match open {
        '【' => '】',
        '［' => '］',
        '（' => '）',
        '〔' => '〕',
        '[' => ']',
        _ => ')',
    };
    let inside = at.forward(open.len_utf8());
    let end = inside.skip(|c| c != close && c != '\n');
    let content = inside.until(end);
    if content.len() > LONGEST || end.peek() != Some(close) || !content.chars().any(is_unspaced) {
        return None;
    }
    let end = end.forward(close.len_utf8());
    let whole = Cursor::new(content, 0);
    let slug = telegraphed(whole)
        .or_else(|| dated(whole))
        .or_else(|| posted(content))
        .or_else(|| signed(whole, true).filter(|slug| slug.end == content.len()))
        .or_else(|| reported(content))
        .or_else(|| equated(content))
        .or_else(|| fields(content))?;
    Some(dated_behind(Slug { end: reporter(end).at(), ..slug }, reporter(end)))
}

/// With the day that a wire sets behind the brackets, before a dash: `(서울=뉴스와이어) 2026년 03월 05일 -- `.
fn dated_behind<'a>(slug: Slug<'a>, end: Cursor<'a>) -> Slug<'a> {
    let start = end.blanks();
    let dashed = |end: &Cursor<'_>| separator(*end).0 == Separator::Dash;
    match date(start).map(|(_, end)| end).filter(dashed) {
        Some(end) if slug.date.is_none() => Slug { date: Some(start.until(end)), end: end.at(), ..slug },
        _ => slug,
    }
}

/// `北京2026年3月5日 /美通社/ -- `, `東京--(BUSINESS WIRE)--`: a city of the list, the day or a dash, and a wire.
fn released(at: Cursor<'_>) -> Option<Slug<'_>> {
    let end = at.skip(|c| is_unspaced(c) && digit(c).is_none() && c != 'ー');
    let place = at.until(end);
    let next = end.blanks().skip(is_comma).blanks();
    let day = date(next).map(|(_, end)| end);
    let mark = day.unwrap_or(end).blanks().skip(|c| matches!(c, '-' | '—' | '–'));
    let (agency, behind) = bracketed(mark).filter(|(said, _)| is_known(said))?;
    let parted = day.is_some() || mark.at() > end.blanks().at();
    (parted && is_city(place)).then_some(Slug {
        place: Some(place),
        date: day.map(|day| next.until(day)),
        agency: Some(agency),
        end: behind.at(),
    })
}

/// Words for a telegram.
const TELEGRAM: [&str; 11] =
    ["电", "電", "讯", "訊", "专电", "專電", "综合报道", "綜合報導", "綜合外電報導", "综合外电报道", "消息"];

/// What the Korean agency of the north sets between the day and its name.
const SENT: [&str; 4] = ["発", "發", "发", "발"];

/// `吉隆坡3日訊`, `新華社北京3月3日`, `カイロ4日共同`, `平壌3月5日発朝鮮中央通信`: a city of the list and a day, whole, with an
/// agency before or behind, or the word for a telegram.
fn dated(at: Cursor<'_>) -> Option<Slug<'_>> {
    let agency = leading_agency(at.rest());
    let start = at.forward(agency.map_or(0, str::len));
    let named = start.skip(|c| digit(c).is_none() && is_unspaced(c));
    let (place, day) = (start.until(named), named.blanks());
    let (_, end) = date(day)?;
    let sender = SENT.iter().find_map(|word| end.eat(word)).unwrap_or(end).blanks().rest();
    let behind = Some(sender).filter(|rest| agency.is_none() && is_known(rest));
    let told = TELEGRAM.contains(&end.rest()) || agency.is_some() && end.rest().is_empty() || behind.is_some();
    (told && is_city(place)).then_some(Slug {
        place: Some(place),
        date: Some(day.until(end)),
        agency: agency.or(behind),
        end: 0,
    })
}

pub(super) fn is_city(text: &str) -> bool {
    trailing_city(text) == Some(text)
}

/// `台北報導`, `本報紐約訊`: a city of the list, whole, and the word for a report or message.
fn posted(content: &str) -> Option<Slug<'_>> {
    const WORDS: [&str; 9] = ["報導", "報道", "报道", "綜合訊", "综合讯", "專訊", "专讯", "訊", "讯"];
    let agency = leading_agency(content);
    let place = WORDS.iter().find_map(|word| content[agency.map_or(0, str::len)..].strip_suffix(word))?;
    is_city(place).then_some(Slug { place: Some(place), date: None, agency, end: 0 })
}

/// `香港（CNN）　`: a city of the list, a known agency in brackets, and a blank.
fn before_brackets(at: Cursor<'_>) -> Option<Slug<'_>> {
    let end = at.skip(is_unspaced);
    let (agency, behind) = bracketed(end).filter(|(said, _)| is_known(said))?;
    let place = at.until(end);
    let parted = behind.peek().is_some_and(char::is_whitespace);
    (parted && is_city(place)).then_some(Slug {
        place: Some(place),
        date: None,
        agency: Some(agency),
        end: behind.at(),
    })
}

/// Words for a report.
const REPORT: [&str; 2] = ["报道", "報道"];

/// `新华社北京11月17日电`: agency, place, day, and the word for a telegram.
fn telegraphed(at: Cursor<'_>) -> Option<Slug<'_>> {
    // "According to", where a paper prints what an agency sent.
    let named = at.eat("据").or_else(|| at.eat("據")).unwrap_or(at);
    let known = leading_agency(named.rest()).or_else(|| society(named));
    let name = known.or_else(|| paper(named))?;
    let agency = named.forward(name.len());
    let behind = agency.blanks();
    let ended = behind.skip(|c| digit(c).is_none() && (is_unspaced(c) || matches!(c, '／' | '/' | '·')));
    let middle = ended.blanks();
    let (_, dated) = date(middle)?;
    let place = without_reporter(behind.until(ended));
    // `路透北京3月4日 - `
    let dash = || matches!(separator(dated).0, Separator::Dash | Separator::Hyphen) && place.is_some_and(is_city);
    // Without a blank behind it the word is a verb: what the agency reported.
    let report = || REPORT.iter().find_map(|word| dated.eat(word)).filter(|end| end.peek() == Some(' '));
    let telegram = TELEGRAM.iter().find_map(|word| dated.eat(word)).or_else(report);
    let end = telegram.or_else(|| dash().then_some(dated))?;
    // "电影节": of a name of no list the word has to be one.
    if known.is_none() && end.peek().is_some_and(is_unspaced) {
        return None;
    }
    let short = behind.until(ended).chars().count() <= LONGEST_PLACE * 2;
    let end = feature(named_reporter(end));
    short.then_some(Slug { place, date: Some(middle.until(dated)), agency: Some(named.until(agency)), end: end.at() })
}

/// `港口晚报讯（记者李一）`, `港口网5月2日讯`: who prints it, perhaps the day, and the word for a message.
fn signed(at: Cursor<'_>, is_enclosed: bool) -> Option<Slug<'_>> {
    /// Characters of such a name: a paper's, and what its programs for telephones are called.
    const LONGEST: usize = 10;
    const MESSAGE: [&str; 9] = ["快讯", "快訊", "专讯", "專訊", "讯", "訊", "消息", "报道", "報道"];
    /// The last of these, which say it of others too, but for brackets around them.
    const REPORT: usize = 2;
    let words = if is_enclosed { &MESSAGE[..] } else { &MESSAGE[..MESSAGE.len() - REPORT] };
    // Up to the day, or up to the word: no name has either in it.
    let message = |at: Cursor<'_>| words.iter().any(|word| at.eat(word).is_some());
    let mut behind = at;
    while behind.peek().is_some_and(|c| is_unspaced(c) && digit(c).is_none()) && !message(behind) {
        behind = behind.forward(behind.peek().map_or(0, char::len_utf8));
    }
    let name = at.until(behind);
    if name.chars().count() > LONGEST || !PRINTED.iter().any(|word| name.ends_with(word)) {
        return None;
    }
    let day = date(behind).map(|(_, end)| end);
    let end = words.iter().find_map(|word| day.unwrap_or(behind).eat(word))?;
    let behind_reporter = reporter(end);
    let parted = matches!(end.peek(), None | Some(' ' | '\u{3000}' | '，' | ',' | '：' | ':'));
    let date = day.map(|day| behind.until(day));
    let slug = Slug { place: None, date, agency: Some(name), end: behind_reporter.at() };
    (day.is_some() || parted || behind_reporter.at() > end.at()).then_some(slug)
}

/// Behind the word that Xinhua sets before the title of a feature: `电题：`.
fn feature(at: Cursor<'_>) -> Cursor<'_> {
    let word = at.blanks();
    let end = word.eat("题").or_else(|| word.eat("題"));
    end.filter(|end| matches!(end.peek(), Some('：' | ':'))).unwrap_or(at)
}

/// `記者陳大文／台北報導`: the reporter, the place, and the word for a report, as papers of Taiwan and Hong Kong open.
fn reported(content: &str) -> Option<Slug<'_>> {
    const REPORT: [&str; 6] = ["綜合報導", "綜合報道", "综合报道", "報導", "報道", "报道"];
    const JOINTS: [char; 4] = ['／', '/', '╱', '∕'];
    let said = REPORT.iter().find_map(|word| content.strip_suffix(word))?.trim_end();
    let (name, place) = match said.rsplit_once(JOINTS) {
        Some((name, place)) => (name, Some(place.trim())),
        None => (said, trailing_city(said).map(|city| &said[said.len() - city.len()..])),
    };
    let agency = leading_agency(name).map(|agency| &name[..agency.len()]);
    let (by, joined) = (by_role(&name[agency.map_or(0, str::len)..]), said.contains(JOINTS));
    let fits = |place: &str| place.chars().count() <= LONGEST_PLACE && place.chars().all(is_unspaced);
    let place = place.filter(|place| !place.is_empty() && fits(place) && !is(Concept::CjkLabel, place));
    (by && (joined || place.is_some())).then_some(Slug { place, date: None, agency, end: 0 })
}

/// The same without brackets, as a line of its own.
fn by_reporter(at: Cursor<'_>) -> Option<Slug<'_>> {
    /// Bytes: two reporters, a place of six characters, and the marks.
    const LONGEST: usize = 60;
    let line = at.rest().trim_end();
    let end = at.at() + line.len();
    (line.len() <= LONGEST).then(|| reported(line)).flatten().map(|slug| Slug { end, ..slug })
}

/// Whether a text begins with a reporter and not with a press conference (`記者會`).
fn by_role(text: &str) -> bool {
    ROLES.iter().filter_map(|role| text.trim_start().strip_prefix(role)).any(|name| !name.starts_with(['會', '会']))
}

/// An agency never heard of: a short name that ends with the word for one.
fn society(at: Cursor<'_>) -> Option<&str> {
    /// Characters of such a name without that word.
    const LONGEST: usize = 5;
    let (name, _) = at.rest().split_once(['社'])?;
    let fits = (1..=LONGEST).contains(&name.chars().count()) && name.chars().all(is_unspaced);
    fits.then(|| &at.rest()[..name.len() + '社'.len_utf8()])
}

/// A paper never heard of, before a city of the list and a day: `港口日报北京3月4日电`.
fn paper(at: Cursor<'_>) -> Option<&str> {
    /// Characters of such a name.
    const LONGEST: usize = 8;
    let day = at.skip(|c| digit(c).is_none() && is_unspaced(c));
    let city = trailing_city(at.until(day))?;
    let name = at.until(day).strip_suffix(city)?;
    (name.chars().count() <= LONGEST && PRINTED.iter().any(|word| name.ends_with(word))).then_some(name)
}

pub(super) fn is_hangul(text: &str) -> bool {
    text.chars().all(|c| matches!(c, '\u{ac00}'..='\u{d7af}' | ' '))
}

/// What stands between agency and day may begin with the reporter: then only a city of the list is the place.
fn without_reporter(text: &str) -> Option<&str> {
    if text.is_empty() {
        return None;
    }
    let reported = ROLES.iter().any(|role| text.starts_with(role));
    let city = || trailing_city(text).map(|city| &text[text.len() - city.len()..]);
    if reported { city() } else { Some(text) }
}

/// The same, also behind a name alone in brackets: `中新网北京3月3日电 (李一)`.
fn named_reporter(at: Cursor<'_>) -> Cursor<'_> {
    /// Characters of a name.
    const NAME: std::ops::RangeInclusive<usize> = 2..=4;
    let named = |(content, end): (&str, Cursor<'_>)| {
        let names = || content.split([' ', '\u{3000}', '、']);
        let is_name = |name: &str| NAME.contains(&name.chars().count()) && name.chars().all(is_unspaced);
        (names().all(is_name) && !is(Concept::CjkLabel, content)).then_some(end.at())
    };
    let behind = reporter(at);
    match bracketed(at.blanks()).filter(|_| behind.at() == at.at()).and_then(named) {
        Some(end) => at.forward(end - at.at()),
        None => behind,
    }
}

/// Behind the reporter's name, which Chinese agencies put in brackets and Korean ones before ` 기자 =` or ` 기자=`.
fn reporter(at: Cursor<'_>) -> Cursor<'_> {
    /// Characters of a name and its title, or of two names.
    const LONGEST: usize = 30;
    if let Some(inside) = at.blanks().eat("（").or_else(|| at.blanks().eat("(")) {
        let end = inside.skip(|c| !matches!(c, '）' | ')' | '\n'));
        let text = inside.until(end);
        let named = text.chars().count() <= LONGEST && ROLES.iter().any(|role| text.contains(role));
        return if named && !matches!(end.peek(), None | Some('\n')) {
            end.forward(end.peek().map_or(0, char::len_utf8))
        } else {
            at
        };
    }
    let name = at.blanks().skip(|c| is_unspaced(c) || c == ' ' || c == '·');
    let text = at.until(name);
    let role = TITLES.iter().any(|role| text.trim_end().ends_with(role));
    let Some(sign) = name.eat("=").filter(|_| role && text.chars().count() <= LONGEST) else { return at };
    // With blanks around it, it parts the text like a dash.
    if text.ends_with(' ') && sign.peek() == Some(' ') { at.forward(text.trim_end().len()) } else { sign }
}

#[cfg(test)]
mod tests {
    use super::*;

    macro_rules! slugs {
        ($($name:ident: $text:expr => $read:expr,)*) => { $(#[test] fn $name() {
            let read = slug(Cursor::new($text, 0)).map(|s| (s.place, s.date, s.agency, &$text[s.end..]));
            assert_eq!(read, $read);
        })* };
    }

    slugs! {
        xinhua: "新华社昆明5月2日电 记者" => Some((Some("昆明"), Some("5月2日"), Some("新华社"), " 记者")),
        xinhua_reporter: "新华社昆明5月2日电（记者李一）今年" =>
            Some((Some("昆明"), Some("5月2日"), Some("新华社"), "今年")),
        china_news_without_place: "中新网5月2日电 今年" => Some((None, Some("5月2日"), Some("中新网"), " 今年")),
        paper_of_no_list: "港口日报北京5月2日电 今年" => Some((Some("北京"), Some("5月2日"), Some("港口日报"), " 今年")),
        dash_for_a_telegram: "路透北京5月2日 - 今年" => Some((Some("北京"), Some("5月2日"), Some("路透"), " - 今年")),
        malaya: "（怡保2日讯）今年" => Some((Some("怡保"), Some("2日"), None, "今年")),
        city_and_report: "【台北報導】今年" => Some((Some("台北"), None, None, "今年")),
        city_and_message: "〔本報紐約訊〕今年" => Some((Some("紐約"), None, Some("本報"), "今年")),
        city_and_bracket: "香港（CNN）　今年" => Some((Some("香港"), None, Some("CNN"), "　今年")),
        agency_behind_the_day: "【カイロ2日共同】今年" => Some((Some("カイロ"), Some("2日"), Some("共同"), "今年")),
        two_places: "(서울·부산=연합뉴스) 시는" => Some((Some("서울·부산"), None, Some("연합뉴스"), " 시는")),
        outlet_and_reporter: "[부산=데일리항구 김하나 기자] 시는" =>
            Some((Some("부산"), None, Some("데일리항구"), " 시는")),
        taiwan: "（中央社台北2日電）今年" => Some((Some("台北"), Some("2日"), Some("中央社"), "今年")),
        taiwan_reporter: "（中央社記者林大明台北2日電）今年" =>
            Some((Some("台北"), Some("2日"), Some("中央社"), "今年")),
        japan_reporter: "【ベルリン＝田中一】首相は" => Some((Some("ベルリン"), None, None, "首相は")),
        kyodo: "【北京共同】中国" => Some((Some("北京"), None, Some("共同"), "中国")),
        afp: "【5月2日 AFP】東部" => Some((None, Some("5月2日"), Some("AFP"), "東部")),
        reuters_japan: "［東京 ２日 ロイター］ - 円" =>
            Some((Some("東京"), Some("２日"), Some("ロイター"), " - 円")),
        yonhap: "(부산=연합뉴스) 김하나 기자 = 시는" => Some((Some("부산"), None, Some("연합뉴스"), " = 시는")),
        yonhap_without_blanks: "(부산=연합뉴스) 김하나 기자= 시는" => Some((Some("부산"), None, Some("연합뉴스"), " 시는")),
        newsis_reporter: "[부산=뉴시스]김하나 기자=시는" => Some((Some("부산"), None, Some("뉴시스"), "시는")),
        newsis: "[부산=뉴시스]시는" => Some((Some("부산"), None, Some("뉴시스"), "시는")),
        reporter_behind_a_blank: "中新网昆明5月2日电 (记者 李一) 今年" =>
            Some((Some("昆明"), Some("5月2日"), Some("中新网"), " 今年")),
        feature: "新华社昆明5月2日电题：今年" => Some((Some("昆明"), Some("5月2日"), Some("新华社"), "：今年")),
        liberty: "〔記者陳大文／台北報導〕今年" => Some((Some("台北"), None, None, "今年")),
        summed_up: "〔編譯陳大文／綜合報導〕今年" => Some((None, None, None, "今年")),
        own_paper: "【本報記者陳大文台北報導】今年" => Some((Some("台北"), None, Some("本報"), "今年")),
        own_reporter: "(记者 陈一/昆明报道) 今年" => Some((Some("昆明"), None, None, " 今年")),
        remark_on_a_report: "（據當地媒體報導）今年" => None,
        sent_by_an_agency: "据新华社昆明5月2日电 记者" => Some((Some("昆明"), Some("5月2日"), Some("新华社"), " 记者")),
        paper: "港口晚报讯（记者 李一）今年" => Some((None, None, Some("港口晚报"), "今年")),
        paper_in_haste: "港口报快讯（记者 李一）今年" => Some((None, None, Some("港口报"), "今年")),
        paper_without_reporter: "本报讯 今年" => Some((None, None, Some("本报"), " 今年")),
        site_and_day: "港口网5月2日讯（记者李一 整合） 今年" => Some((None, Some("5月2日"), Some("港口网"), " 今年")),
        message_in_a_sentence: "港口网讯息万变" => None,
        nobody_prints_it: "港口通讯（记者 李一）今年" => None,
        second_sender: "【モスクワAFP=時事】首相は" => Some((Some("モスクワ"), None, Some("AFP=時事"), "首相は")),
        source_before_the_sign: "(모스크바 타스=연합뉴스) 시는" =>
            Some((Some("모스크바"), None, Some("연합뉴스"), " 시는")),
        places_with_a_slash: "[ロンドン/パリ 5日 ロイター] - 円" =>
            Some((Some("ロンドン/パリ"), Some("5日"), Some("ロイター"), " - 円")),
        places_with_a_comma: "【ロンドン、パリ共同】首相は" => Some((Some("ロンドン、パリ"), None, Some("共同"), "首相は")),
        sent_from_the_north: "【平壌5月2日発朝鮮中央通信】今年" =>
            Some((Some("平壌"), Some("5月2日"), Some("朝鮮中央通信"), "今年")),
        sent_from_the_north_ko: "(평양 5월 2일발 조선중앙통신) 시는" =>
            Some((Some("평양"), Some("5월 2일"), Some("조선중앙통신"), " 시는")),
        blanks: "新华社 昆明 5月2日电 今年" => Some((Some("昆明"), Some("5月2日"), Some("新华社"), " 今年")),
        blanks_inside_the_day: "新华社昆明5 月 2 日电 今年" =>
            Some((Some("昆明"), Some("5 月 2 日"), Some("新华社"), " 今年")),
        paid_wire: "昆明2026年5月2日 /美通社/ -- 今年" =>
            Some((Some("昆明"), Some("2026年5月2日"), Some("美通社"), " -- 今年")),
        paid_wire_and_comma: "부산, 2026년 5월 2일 /PRNewswire/ -- 시는" =>
            Some((Some("부산"), Some("2026년 5월 2일"), Some("PRNewswire"), " -- 시는")),
        paid_wire_without_day: "大阪--(BUSINESS WIRE)--今年" =>
            Some((Some("大阪"), None, Some("BUSINESS WIRE"), "--今年")),
        day_behind_the_brackets: "(부산=뉴스와이어) 2026년 5월 2일 -- 시는" =>
            Some((Some("부산"), Some("2026년 5월 2일"), Some("뉴스와이어"), " -- 시는")),
        own_message: "【港口報專訊】今年" => Some((None, None, Some("港口報"), "今年")),
        report_of_a_day: "中新网5月2日报道 今年" => Some((None, Some("5月2日"), Some("中新网"), " 今年")),
        what_an_agency_reported: "新华社5月2日报道称今年" => None,
        what_an_agency_reported_in_brackets: "（据新华社北京报道称）今年" => None,
        label: "【写真】首相は" => None,
        label_equated: "【図解＝地震】首相は" => None,
        news_flash: "【速報】首相は" => None,
        sentence: "中国は" => None,
    }
}
