//! Notices in the midst of an article, under class names of the article's own: what stands in the place of what a page does not
//! show, of an embed or of the rest of an article, and what a newsroom says of itself. They tell of cookies, browsers,
//! subscriptions and channels, each in its standard words.

use std::collections::HashMap;
use std::sync::LazyLock;

use foldhash::fast::RandomState;

use crate::letters;

use super::phrases::folded;
use super::sets::Set;
use super::words::Words;

/// How a notice begins, and what it must hold: one of these, if there are any.
struct Notice {
    begins: String,
    holds: Vec<String>,
    /// Whether words count as wholes alone.
    whole: bool,
}

/// Notices by their first two characters: every paragraph that is kept is asked, and nearly none begins like one.
type Notices = HashMap<[char; 2], Vec<Notice>, RandomState>;

/// Those of [`placeholders.txt`](../../../../src/strip/placeholders.txt), whose words may go on: their beginnings are long.
static PLACEHOLDERS: LazyLock<Notices> = LazyLock::new(|| read(include_str!("placeholders.txt"), false));

/// Those of [`invitations.txt`](../../../../src/strip/invitations.txt).
static INVITATIONS: LazyLock<Notices> = LazyLock::new(|| read(include_str!("invitations.txt"), true));

fn read(rows: &str, whole: bool) -> Notices {
    let mut notices: Notices = HashMap::default();
    for row in rows.lines().filter(|row| !row.is_empty() && !row.starts_with('#')) {
        let (begins, holds) = row.split_once(" … ").unwrap_or((row, ""));
        let holds = holds.split('|').filter(|word| !word.is_empty()).map(plain).collect();
        notices.entry(key(begins)).or_default().push(Notice { begins: plain(begins), holds, whole });
    }
    notices
}

/// Whether a paragraph stands for what is not shown, by its words.
pub(super) fn is_placeholder(text: &str) -> bool {
    is_among(&PLACEHOLDERS, text)
}

/// Whether a paragraph asks to follow, to subscribe or to write to the newsroom, by its words.
pub(super) fn is_invitation(text: &str) -> bool {
    is_among(&INVITATIONS, text)
}

/// Whether a short one, whose words have these hashes, offers to send the news, by where they are to arrive: "The day's news
/// in your inbox".
pub(super) fn is_sent(text: &str, words: &[u32]) -> bool {
    /// The last word of each inbox: hardly any line has one of them.
    static LAST: LazyLock<Set> =
        LazyLock::new(|| Set::of(inboxes().filter_map(|row| Words::of(row).all().last().copied())));
    words.iter().any(|&word| LAST.contains(word)) && holds_inbox(&plain(text))
}

fn holds_inbox(text: &str) -> bool {
    let mut before = None;
    text.char_indices().any(|(at, c)| {
        let begins = before.replace(c).is_none_or(|before| !letters::is_lowercase(before));
        let alike = || INBOXES.get(&key(&text[at..])).map_or(&[][..], Vec::as_slice);
        let is_here = |inbox: &String| text[at..].starts_with(inbox.as_str()) && is_whole(text, at, inbox);
        begins && alike().iter().any(is_here)
    })
}

/// Those of [`inboxes.txt`](../../../../src/strip/inboxes.txt), by their first two characters.
static INBOXES: LazyLock<HashMap<[char; 2], Vec<String>, RandomState>> = LazyLock::new(|| {
    let mut all: HashMap<_, Vec<String>, RandomState> = HashMap::default();
    inboxes().for_each(|row| all.entry(key(row)).or_default().push(plain(row)));
    all
});

fn inboxes() -> impl Iterator<Item = &'static str> {
    include_str!("inboxes.txt").lines().filter(|row| !row.is_empty() && !row.starts_with('#'))
}

fn is_among(notices: &Notices, text: &str) -> bool {
    let alike = notices.get(&key(text)).map_or(&[][..], Vec::as_slice);
    alike.iter().any(|notice| notice.is_begun_by(text) && notice.is_held_by(text))
}

impl Notice {
    /// Character by character: many paragraphs begin with "The", and none of them need be folded for "this content is …".
    fn is_begun_by(&self, text: &str) -> bool {
        let mut chars = folded(text).map(|(_, c)| c);
        let begins = self.begins.chars().all(|wanted| chars.next() == Some(wanted));
        begins && (!self.whole || chars.next().is_none_or(|next| ends(&self.begins, next)))
    }

    fn is_held_by(&self, text: &str) -> bool {
        self.holds.is_empty() || {
            let text = plain(text);
            self.holds.iter().any(|word| if self.whole { holds(&text, word) } else { text.contains(word) })
        }
    }
}

/// Whether a word ends before a character; one in a script without capitals ends anywhere, for many of those part no words.
fn ends(word: &str, next: char) -> bool {
    !letters::is_alphanumeric(next) || !word.ends_with(letters::is_lowercase)
}

/// Whether a text holds a word, as a whole or as the beginning of one.
fn holds(text: &str, word: &str) -> bool {
    text.match_indices(word).any(|(at, _)| is_whole(text, at, word))
}

/// Whether a word that stands in a text is a whole one, or the beginning of one: "newsletters" is what "newsletter" is. A short one
/// must be whole, for "appeal" is no "app".
fn is_whole(text: &str, at: usize, word: &str) -> bool {
    /// Bytes of a short word.
    const SHORT: usize = 4;
    let behind = text[at + word.len()..].chars().next();
    let begun = text[..at].chars().next_back().is_none_or(|before| ends(word, before));
    begun && (word.len() > SHORT || behind.is_none_or(|next| ends(word, next)))
}

/// The first two characters of a text, as they are compared.
fn key(text: &str) -> [char; 2] {
    let mut chars = folded(text).map(|(_, c)| c);
    [chars.next(), chars.next()].map(Option::unwrap_or_default)
}

/// A text as it is compared.
pub(super) fn plain(text: &str) -> String {
    let mut plain = String::with_capacity(text.len());
    plain.extend(folded(text).map(|(_, c)| c));
    plain
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Paragraphs, and whether they stand for something.
    const PARAGRAPHS: &[(&str, bool)] = &[
        ("You have reached your limit of free articles.", true),
        ("You have reached your limit when the rope burns.", false),
        ("You’ve read all of your free stories this month.", true),
        ("Subscribe to continue reading", true),
        ("Subscribe to nothing that you have not read, she said.", false),
        ("This article is for subscribers of the print edition.", true),
        ("This article is for those who have never sailed.", false),
        ("Dieser Artikel ist unseren Abonnenten vorbehalten.", true),
        ("Sie haben diesen Monat alle Gratisartikel gelesen.", true),
        ("Sie haben den Hafen verlassen, ohne zu grüßen.", false),
        ("Il vous reste 80 % de cet article à lire.", true),
        ("Il vous reste deux heures avant la marée.", false),
        ("Pour continuer la lecture, abonnez-vous.", true),
        ("Suscríbete para seguir leyendo", true),
        ("Assine para continuar lendo.", true),
        ("Questo contenuto è riservato agli abbonati.", true),
        ("Dit artikel is alleen voor abonnees.", true),
        ("För att läsa vidare behöver du logga in.", true),
        ("Denne saken er bare for abonnenter.", true),
        ("Denne artikel er kun for abonnenter.", true),
        ("Tämä artikkeli on vain tilaajille.", true),
        ("Pozostało 80% artykułu", true),
        ("Tento článek je jen pro předplatitele.", true),
        ("Чтобы читать дальше, войдите.", true),
        ("この記事は会員限定です。", true),
        ("残り1,204文字", true),
        ("이 기사는 유료 회원만 볼 수 있습니다.", true),
        ("登录后可继续阅读全文", true),
        ("To view this video please enable JavaScript, and consider another browser.", true),
        ("To view this valley from above, walkers take the old cable car.", false),
        ("Please accept marketing cookies to watch this video.", true),
        ("Please accept our thanks to all who came.", false),
        ("By loading the map, you accept the provider’s terms.", true),
        ("By loading the barge at night, crews saved a day.", false),
        ("We need your consent to load this service!", true),
        ("Your browser does not support the audio element.", true),
        ("An dieser Stelle findet ihr einen externen Inhalt, der den Artikel ergänzt.", true),
        ("An dieser Stelle finden sich bis heute Reste der alten Mauer.", false),
        ("Mit Ihrer Zustimmung wird hier eine Karte geladen.", true),
        ("Mit Ihrer Zustimmung zum Haushalt hat die Fraktion überrascht.", false),
        ("Ce contenu est bloqué car vous n’avez pas accepté les traceurs.", true),
        ("Pour voir ce contenu, acceptez les cookies.", true),
        ("Para ver este contenido, acepte las cookies de terceros.", true),
        ("Por favor, aceite os cookies para ver o mapa.", true),
        ("Accetta i cookie di marketing per vedere il video.", true),
        ("Accepteer marketing-cookies om deze video te bekijken.", true),
        ("För att visa detta innehåll behöver du godkänna kakor.", true),
        ("For å se dette innholdet må du godta informasjonskapsler.", true),
        ("Accepter venligst alle cookies for at se videoen.", true),
        ("Hyväksy markkinointievästeet nähdäksesi videon.", true),
        ("Twoja przeglądarka nie obsługuje tego filmu.", true),
        ("Pro zobrazení obsahu je potřeba váš souhlas.", true),
        ("Váš prehliadač nepodporuje prehrávanie videa.", true),
        ("A tartalom megtekintéséhez fogadja el a sütiket.", true),
        ("Browserul tău nu suportă acest format.", true),
        ("Ο browser σας δεν υποστηρίζει το βίντεο.", true),
        ("Ваш браузер не поддерживает видео.", true),
        ("Ваш браузер не підтримує відео.", true),
        ("Вашият браузър не поддържа видео.", true),
        ("Tarayıcınız bu videoyu desteklemiyor.", true),
        ("متصفحك لا يدعم تشغيل الفيديو.", true),
        ("مرورگر شما از این ویدیو پشتیبانی نمی‌کند.", true),
        ("הדפדפן שלך לא תומך בווידאו.", true),
        ("Browser Anda tidak mendukung video ini.", true),
        ("Trình duyệt của bạn không hỗ trợ video này.", true),
        ("お使いのブラウザは動画に対応していません。", true),
        ("브라우저가 이 동영상을 지원하지 않습니다.", true),
        ("您的浏览器不支持播放此视频。", true),
        ("", false),
        ("W", false),
    ];

    #[test]
    fn what_stands_for_something_is_told_from_text_that_begins_alike() {
        for (text, expected) in PARAGRAPHS {
            assert_eq!(is_placeholder(text), *expected, "{text}");
        }
    }

    #[test]
    fn invitations_are_told_from_text_that_begins_alike() {
        for (text, expected) in [
            ("Follow us on WhatsApp and never miss a tide.", true),
            ("Follow us on the path to the old quarry, she said.", false),
            ("Have a story? Email our newsdesk.", true),
            ("Have a story, he said, and the children will sleep.", false),
            ("Síguenos en WhatsApp y recibe las noticias al instante", true),
            ("Resta aggiornato, seguici anche su Google News", true),
            ("Подписывайтесь на наш Telegram-канал", true),
            ("Bizi Google News'te takip edin", true),
            ("Mit Material der dpa", true),
            ("Mit Material der alten Mole wird gebaut.", false),
            ("Mit Material der Agentur für Arbeit wirbt die Stadt um Lehrlinge.", false),
            ("Entre novembro e março, o canal de navegação ficou fechado ao tráfego.", false),
            ("Seguirono il canale fino al porto, poi tornarono.", false),
            ("Bizim gençlere söylediğimiz şu: hayallerinizi takip edin.", false),
            ("Get all the latest tricks that happened to work, said the coach.", false),
            ("Got a tip about the killing? Police ask anyone who knows something to contact them.", false),
            ("For the latest phase of the works, drivers can sign up for text alerts, the council said.", false),
            ("关注度最高的是微信支付的新规定。", false),
            ("Recibe las quejas por WhatsApp y las reenvía al ayuntamiento.", false),
            ("Rejoignez la chaîne humaine, crient les manifestants sur le pont.", false),
        ] {
            assert_eq!(is_invitation(text), expected, "{text}");
        }
    }

    #[test]
    fn news_are_sent_to_an_inbox() {
        for (text, expected) in [
            ("Get the day’s top stories in your inbox every morning.", true),
            ("Ogni mattina le notizie nella tua casella di posta.", true),
            ("Få dagens vigtigste historier i din indbakke.", true),
            ("毎朝、主要ニュースをメールでお届けします。", true),
            ("The inbox of the minister was full.", false),
        ] {
            assert_eq!(is_sent(text, Words::of(text).all()), expected, "{text}");
        }
        let sent = |text: String| is_sent(&text, Words::of(&text).all());
        assert!(inboxes().all(|inbox| sent(format!("A {inbox}."))));
    }

    #[test]
    fn every_row_works_and_is_in_its_place() {
        for (rows, is_notice) in [
            (include_str!("placeholders.txt"), is_placeholder as fn(&str) -> bool),
            (include_str!("invitations.txt"), is_invitation),
        ] {
            let mut language: Vec<&str> = Vec::new();
            for row in rows.lines().skip_while(|row| *row != "# en") {
                if row.starts_with('#') {
                    language.clear();
                } else if !row.is_empty() {
                    let (begins, holds) = row.split_once(" … ").unwrap_or((row, ""));
                    for word in holds.split('|') {
                        assert_eq!(word.trim(), word, "{row}");
                        assert!(is_notice(&format!("{begins} a {word}.")), "{row}: {word}");
                    }
                    assert_eq!(row.to_lowercase(), row);
                    assert!(language.last().is_none_or(|before| *before < row), "{row} is in its place");
                    language.push(row);
                }
            }
        }
    }
}
