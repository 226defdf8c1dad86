//! What the pages are written in: words that a language is known by, and syllables to invent all others from.

/// A language to write in.
pub(crate) struct Voice {
    /// Its tag, as `lang` has it.
    pub(crate) lang: &'static str,
    /// Words that come all the time.
    pub(crate) common: &'static str,
    /// Parts of all other words.
    pub(crate) syllables: &'static str,
    /// What stands between words.
    pub(crate) gap: &'static str,
    /// What ends a sentence.
    pub(crate) stop: &'static str,
    /// Labels: menu, most read, comments, share, newsletter, updated.
    pub(crate) labels: [&'static str; 6],
}

/// All of them.
pub(crate) const VOICES: [Voice; 6] = [
    Voice {
        lang: "en",
        common: "the of and to in a that is was for on with said by it as at from his have were not but they this had which",
        syllables: "mar bur ton wes lin der ha ven stor mi ca rel o pen ti sel fra gor an ley win com pas ter ing ed ly est",
        gap: " ",
        stop: ".",
        labels: ["Menu", "Most read", "Comments", "Share this story", "Sign up for our newsletter", "Updated"],
    },
    Voice {
        lang: "de",
        common: "der die und in den von zu das mit sich des auf für ist im dem nicht ein eine als auch es an werden aus er hat dass sie nach wird bei",
        syllables: "berg ung schaft haus lich keit stadt ver ge wald mei ster gr\u{fc}n \u{e4}n der fl\u{fc}ss \u{f6}ff nen ar beit zeit wer ken tag",
        gap: " ",
        stop: ".",
        labels: ["Men\u{fc}", "Meistgelesen", "Kommentare", "Artikel teilen", "Newsletter abonnieren", "Aktualisiert"],
    },
    Voice {
        lang: "ru",
        common: "и в не на что с по как это из у за от так для о же все но к до если при также его она они был только",
        syllables: "го род ре ка мо ст ва лин сер пе нов ко ми дар тель ств ор ен ска про да ни ло бе рег ве тер",
        gap: " ",
        stop: ".",
        labels: ["Меню", "Самое читаемое", "Комментарии", "Поделиться", "Подписаться на рассылку", "Обновлено"],
    },
    Voice {
        lang: "ar",
        common: "في من على إلى أن عن مع هذا التي الذي كان قال بعد قبل بين كل ما لا هو هي قد عند حتى غير أو ثم",
        syllables: "مد ين نهر ال بح ري سو قا مي نا ري ح ال عا صم ها ر بر جب ل كت اب در سة",
        gap: " ",
        stop: ".",
        labels: ["القائمة", "الأكثر قراءة", "التعليقات", "شارك", "اشترك في النشرة البريدية", "آخر تحديث"],
    },
    Voice {
        lang: "zh",
        common: "的 了 在 是 和 有 他 这 中 为 上 个 到 说 们 对 与 也 就 从 被 将 其 已 但 后",
        syllables: "港 口 风 暴 城 市 河 山 报 道 船 只 渔 民 政 府 计 划 公 司 学 校 居 民 工 程 道 路 天 气 消 息",
        gap: "",
        stop: "\u{3002}",
        labels: ["菜单", "热门文章", "评论", "分享", "订阅新闻", "更新"],
    },
    Voice {
        lang: "hi",
        common: "के में की है और से का को पर इस ने एक कि यह भी हैं हो कर था लिए नहीं तो गया कहा अपने साथ बाद",
        syllables: "नग र नदी पु ल बा जार सम ुद्र तू फान मं त्री सर कार लो ग यो जना वि भाग कं पनी ग्रा म",
        gap: " ",
        stop: "।",
        labels: ["मेनू", "सबसे ज्यादा पढ़ी गई", "टिप्पणियां", "शेयर करें", "न्यूज़लेटर", "अपडेट"],
    },
];
